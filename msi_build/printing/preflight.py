"""Looks a finished file over before it counts: what a copy shop, a reader or a screen reader would stumble on.

It trusts no plan: everything is read back from the PDF. `CHECKS` is what is looked at, in the words of the report.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pikepdf

from msi_build.printing.binding import Bound, BoundPart, page_count, starts
from msi_build.printing.body import body_size
from msi_build.printing.fonts import fonts_of, strangers
from msi_build.printing.measure import Box, Font, Measures, measure
from msi_build.printing.stamps import MM, has_stamp
from msi_build.printing.text import squeezed

#: Part of the key of everything that was looked over: change it when more is looked at.
PREFLIGHT_VERSION = "3"

#: Files go by telephone: nothing above this (bytes).
LARGEST = 5_000_000

#: Schemes that a link of a paper may have.
SCHEMES = ("http:", "https:", "mailto:", "tel:")

#: Nothing on paper is smaller (pt), nor after an A3 page was copied down to A4; no line is thinner (pt).
SMALLEST, THINNEST = 9.0, 0.75
A3_TO_A4, A3_WIDTH = 2**-0.5, 420
#: The body of a page, as `body.py` has it, and that of A3: 10 pt are left when it is copied down to 71 % (pt).
BODY, BODY_ON_A3 = 10.5, 14.0
#: What rounding may take away of these (pt).
ROUNDING = 0.05

#: Printers keep off the edge, and A4 and Letter differ: everything stands this far inside (mm); on a slide, this far.
SAFE, SAFE_ON_SLIDE = 12.0, 4.0

#: A darker ground than a tint costs toner and goes grey on a copy: no area is larger (mm²). A cover's mark has 900.
LARGEST_DARK = 1000.0

_DAY = re.compile(
    r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(\d{1,2})(January|February|March|April|May|June|July|August|September"
    r"|October|November|December)(\d{4})"
)
_DAYS = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")


@dataclass(frozen=True)
class Secrets:
    """Texts that the audience of an edition may not see, found by their first letters.

    What also stands in `free`, the toolkit's own words without spaces, is no secret.
    """

    texts: frozenset[str] = frozenset()
    free: str = field(default="", repr=False)

    #: No text is shorter: it could stand in a paper by chance.
    LENGTH = 8

    @cached_property
    def _beginnings(self) -> dict[str, list[str]]:
        known: dict[str, list[str]] = {}
        for text in sorted({squeezed(text) for text in self.texts}):
            if len(text) >= self.LENGTH:
                known.setdefault(text[: self.LENGTH], []).append(text)
        return known

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256("\0".join(sorted(self.texts)).encode()).hexdigest()

    def found_in(self, text: str) -> bool:
        """True when one of the texts stands in `text`, which has no spaces."""
        known = self._beginnings
        places = range(len(text) - self.LENGTH + 1 if known else 0)
        return any(
            text.startswith(one, place) and one not in self.free
            for place in places
            for one in known.get(text[place : place + self.LENGTH], ())
        )


@dataclass(frozen=True)
class Expected:
    """What was planned: parts in order, both sides or one; a single sheet has no parts.

    `says` must stand on the first page, as the dates of an event do on a cover.
    """

    title: str
    parts: Sequence[BoundPart] = ()
    duplex: bool = False
    says: Sequence[str] = ()
    secrets: Secrets = Secrets()


@dataclass(frozen=True)
class Finding:
    """A reason not to print; page from 1, 0 for the whole file."""

    page: int
    reason: str

    def __str__(self) -> str:
        return f"page {self.page}: {self.reason}" if self.page else self.reason


@dataclass(frozen=True)
class Look:
    """A file under the lamp."""

    bound: Bound
    expected: Expected
    pdf: pikepdf.Pdf

    @cached_property
    def measures(self) -> list[Measures]:
        known: dict[object, Font] = {}
        return [measure(page, known) for page in self.pdf.pages]

    @cached_property
    def texts(self) -> list[str]:
        """The letters of each page, without spaces."""
        return [page.text for page in self.measures]

    @cached_property
    def own(self) -> list[tuple[int, Measures]]:
        """Pages with their numbers, but those of a sheet that somebody brought along: its look is not ours to judge."""
        brought = {
            start + page for start, part in self.places if part.foreign for page in range(page_count(part.pdf))
        }
        return [(number, page) for number, page in enumerate(self.measures, 1) if number not in brought]

    @property
    def places(self) -> list[tuple[int, BoundPart]]:
        """First page of each part."""
        return list(zip(self.bound.starts, self.expected.parts, strict=True))


def preflight(bound: Bound, expected: Expected) -> list[Finding]:
    """Every reason not to print this file; empty: print it."""
    with pikepdf.open(io.BytesIO(bound.pdf)) as pdf:
        look = Look(bound, expected, pdf)
        return [finding for _, check in CHECKS for finding in check(look)]


def preflight_sheet(pdf: bytes, title: str, secrets: Secrets) -> list[Finding]:
    """Every reason not to print a sheet that stands alone."""
    return preflight(Bound(pdf, page_count(pdf), ()), Expected(title, secrets=secrets))


# ------------------------------------------------------------ the file


def _size(look: Look) -> Iterator[Finding]:
    size = len(look.bound.pdf)
    if size > LARGEST:
        yield Finding(0, f"the file has {size / 1e6:.1f} MB; at most {LARGEST / 1e6:.0f} MB can be sent by telephone")


def _places(look: Look) -> Iterator[Finding]:
    bound, expected = look.bound, look.expected
    counts = [page_count(part.pdf) for part in expected.parts]
    planned = starts(counts, expected.duplex)
    if list(bound.starts) != planned:
        yield Finding(0, f"parts begin on pages {list(bound.starts)} instead of {planned}")
    if len(look.pdf.pages) != bound.pages or planned and len(look.pdf.pages) != planned[-1] + counts[-1] - 1:
        yield Finding(0, f"{len(look.pdf.pages)} pages are not what the parts add up to")
    for start, part in look.places:
        if expected.duplex and start % 2 == 0:
            yield Finding(start, f"'{part.title}' begins on a left-hand page")


def _properties(look: Look) -> Iterator[Finding]:
    pdf = look.pdf
    if str(pdf.docinfo.get("/Title", "")) != look.expected.title:
        yield Finding(0, "the file has no title, or a wrong one")
    if "/Lang" not in pdf.Root:
        yield Finding(0, "the file does not say its language")
    if "/StructTreeRoot" not in pdf.Root or not pdf.Root.get("/MarkInfo", {}).get("/Marked", False):
        yield Finding(0, "the file has no tags: it cannot be read aloud")


def _bookmarks(look: Look) -> Iterator[Finding]:
    pages = {page.obj.objgen: number for number, page in enumerate(look.pdf.pages, 1)}
    with look.pdf.open_outline() as outline:
        marks = [(item.title, pages.get(_target(item))) for item in outline.root]
    for start, part in look.places:
        if not any(title.endswith(part.title) and page == start for title, page in marks):
            yield Finding(start, f"no bookmark leads to '{part.title}'")


def _target(item: pikepdf.OutlineItem) -> tuple[int, int] | None:
    destination = item.destination
    return destination[0].objgen if destination is not None else None


def _fonts(look: Look) -> Iterator[Finding]:
    """Fonts that came with a sheet that somebody brought along were looked over when it was read."""
    foreign = frozenset().union(*(part.foreign for part in look.expected.parts))
    for name in strangers(look.pdf):
        if name not in foreign:
            yield Finding(0, f"the font {name} is not one of the toolkit's")
    for name, font in fonts_of(look.pdf).items():
        if name.split("+")[-1] in foreign:
            continue
        holders = [one.FontDescriptor for one in font.get("/DescendantFonts", [font]) if "/FontDescriptor" in one]
        if not any(key in holder for holder in holders for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield Finding(0, f"the font {name.split('+')[-1]} is not embedded")


def _links(look: Look) -> Iterator[Finding]:
    for number, page in enumerate(look.pdf.pages, 1):
        for annotation in page.obj.get("/Annots", []):
            action = annotation.get("/A")
            if action is not None and "/URI" in action and not str(action.URI).startswith(SCHEMES):
                yield Finding(number, f"a link leads to {str(action.URI)[:60]}")


# ------------------------------------------------------------ its words


def _titles(look: Look) -> Iterator[Finding]:
    """A part's first page shows its title, large or in the foot, and the id of its tool."""
    for start, part in look.places:
        if not part.stamped or not has_stamp(look.pdf.pages[start - 1]):
            continue
        text = look.texts[start - 1].casefold()
        without_place = part.title.rpartition(", ")[0]
        on_paper = {squeezed(title).casefold() for title in (part.title, without_place, sheet_title(part.pdf))}
        if not any(title and title in text for title in on_paper):
            yield Finding(start, f"the title '{part.title}' is not on the page")


def _folios(look: Look) -> Iterator[Finding]:
    """Each page of a pack says which it is; a cover says so in its own way, slides say nothing."""
    if not look.expected.parts:
        return
    total = len(look.texts)
    digits = max(2, len(str(total)))
    covers = {start for start, part in look.places if not part.stamped}
    for number, (page, text) in enumerate(zip(look.pdf.pages, look.texts, strict=True), 1):
        folio = f"{number:0{digits}}/{total:0{digits}}"
        if number not in covers and has_stamp(page) and folio not in text:
            yield Finding(number, f"the page does not say that it is {folio}")


def sheet_title(pdf: bytes) -> str:
    """Title that a sheet gives itself in its properties."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return str(opened.docinfo.get("/Title", ""))


def _dates(look: Look) -> Iterator[Finding]:
    """The cover says the dates of the data; every day of the week belongs to its date."""
    for words in look.expected.says:
        if squeezed(words) not in look.texts[0]:
            yield Finding(1, f"the page does not say '{words}', as the data do")
    for number, text in enumerate(look.texts, 1):
        for name, day, month, year in _DAY.findall(text):
            try:
                date = dt.datetime.strptime(f"{day} {month} {year}", "%d %B %Y")
            except ValueError:
                yield Finding(number, f"there is no {day} {month} {year}")
                continue
            if name != _DAYS[date.weekday()]:
                yield Finding(number, f"{day} {month} {year} is a {_DAYS[date.weekday()]}day, not a {name}day")


def _secrets(look: Look) -> Iterator[Finding]:
    for number, text in enumerate(look.texts, 1):
        if look.expected.secrets.found_in(text):
            yield Finding(number, "the page says something that is not for the readers of this edition")


# ------------------------------------------------------------ its pages


def _letters(look: Look) -> Iterator[Finding]:
    for number, page in look.own:
        if not all(run.whole for run in page.runs):
            yield Finding(number, "a letter is printed as an empty box: no font has it")


def _sizes(look: Look) -> Iterator[Finding]:
    for number, page in look.own:
        large = round(max(page.width, page.height) / MM) == A3_WIDTH
        size = min((run.size for run in page.runs), default=SMALLEST) * (A3_TO_A4 if large else 1)
        if size < SMALLEST - ROUNDING:
            after = " when this A3 page is copied on A4" if large else ""
            yield Finding(number, f"text of {size:.1f} pt{after}; the smallest is {SMALLEST:.0f} pt")
        body, least = body_size(page), BODY_ON_A3 if large else BODY
        if size >= SMALLEST - ROUNDING and body is not None and body < least - ROUNDING:
            yield Finding(number, f"most of the running text has {body:.1f} pt; on this paper it has {least:g} pt or more")
        if page.thinnest < THINNEST - ROUNDING:
            yield Finding(number, f"a line of {page.thinnest:.2f} pt; the thinnest that survives copying is {THINNEST} pt")


def _edges(look: Look) -> Iterator[Finding]:
    for number, page in look.own:
        slide = page.height < 150 * MM
        safe = SAFE_ON_SLIDE if slide else SAFE
        boxes = [run.box for run in page.runs] + ([] if slide else page.shapes)
        room = min((_room(box, page) for box in boxes), default=safe * MM) / MM
        if room < safe - 0.1:
            yield Finding(number, f"something stands {max(0.0, room):.1f} mm from the edge; nothing may be nearer than {safe:.0f} mm")


def _room(box: Box, page: Measures) -> float:
    """Distance from the nearest edge (pt)."""
    return min(box[0], box[1], page.width - box[2], page.height - box[3])


def _dark(look: Look) -> Iterator[Finding]:
    for number, page in look.own:
        area = page.darkest / MM**2
        if area > LARGEST_DARK:
            yield Finding(number, f"a dark area of {area / 100:.0f} cm²; {LARGEST_DARK / 100:.0f} cm² is the most that copies well")


#: What is looked at in every file, in the words of the report.
CHECKS: tuple[tuple[str, Callable[[Look], Iterator[Finding]]], ...] = (
    ("Under 5 MB, so that it can be sent by telephone", _size),
    ("As many pages as planned; what is printed on both sides begins on right-hand pages", _places),
    ("Title and language are set, tags for reading aloud are there", _properties),
    ("A bookmark leads to every part", _bookmarks),
    ("Every planned title stands on its page", _titles),
    ("Every page says which it is", _folios),
    ("Fonts are the toolkit’s own and embedded", _fonts),
    ("No letter is missing from the fonts", _letters),
    ("Links lead to the web, to an address or to a page of the file", _links),
    ("Dates are those of the data, and days of the week belong to them", _dates),
    ("Nothing stands there that the edition’s readers may not see", _secrets),
    ("No text under 9 pt, no body under 10.5 pt (14 on A3), no line under 0.75 pt, also when A3 is copied on A4", _sizes),
    ("Everything stands 12 mm or more from the edge", _edges),
    ("No dark area over 10 cm²", _dark),
)
