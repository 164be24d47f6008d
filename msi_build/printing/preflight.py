"""Looks a bound file over before it counts: what a copy shop, a reader or a screen reader would stumble on."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf

from msi_build.printing.binding import Bound, BoundPart, page_count, starts
from msi_build.printing.fonts import fonts_of, strangers
from msi_build.printing.stamps import has_stamp
from msi_build.printing.text import page_text, squeezed

#: Files go by telephone: nothing above this (bytes).
LARGEST = 5_000_000

#: Schemes that a link of a paper may have.
SCHEMES = ("http:", "https:", "mailto:", "tel:")


@dataclass(frozen=True)
class Expected:
    """What was planned: parts in order, both sides or one."""

    title: str
    parts: Sequence[BoundPart]
    duplex: bool


@dataclass(frozen=True)
class Finding:
    """A reason not to print; page from 1, 0 for the whole file."""

    page: int
    reason: str

    def __str__(self) -> str:
        return f"page {self.page}: {self.reason}" if self.page else self.reason


def preflight(bound: Bound, expected: Expected) -> list[Finding]:
    """Every reason not to print this file; empty: print it."""
    with pikepdf.open(io.BytesIO(bound.pdf)) as pdf:
        return [
            *_size(bound),
            *_places(bound, expected, pdf),
            *_properties(pdf, expected.title),
            *_bookmarks(pdf, bound, expected),
            *_words(pdf, bound, expected),
            *_fonts(pdf, frozenset().union(*(part.foreign for part in expected.parts))),
            *_links(pdf),
        ]


def _size(bound: Bound) -> Iterator[Finding]:
    if len(bound.pdf) > LARGEST:
        yield Finding(0, f"the file has {len(bound.pdf) / 1e6:.1f} MB; at most {LARGEST / 1e6:.0f} MB can be sent by telephone")


def _places(bound: Bound, expected: Expected, pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """Pages as counted from the sheets; parts that are printed on both sides begin on right-hand pages."""
    counts = [page_count(part.pdf) for part in expected.parts]
    planned = starts(counts, expected.duplex)
    if list(bound.starts) != planned:
        yield Finding(0, f"parts begin on pages {list(bound.starts)} instead of {planned}")
    if len(pdf.pages) != bound.pages or planned and len(pdf.pages) != planned[-1] + counts[-1] - 1:
        yield Finding(0, f"{len(pdf.pages)} pages are not what the parts add up to")
    for start, part in zip(bound.starts, expected.parts, strict=True):
        if expected.duplex and start % 2 == 0:
            yield Finding(start, f"'{part.title}' begins on a left-hand page")


def _properties(pdf: pikepdf.Pdf, title: str) -> Iterator[Finding]:
    if str(pdf.docinfo.get("/Title", "")) != title:
        yield Finding(0, "the file has no title, or a wrong one")
    if "/Lang" not in pdf.Root:
        yield Finding(0, "the file does not say its language")
    if "/StructTreeRoot" not in pdf.Root or not pdf.Root.get("/MarkInfo", {}).get("/Marked", False):
        yield Finding(0, "the file has no tags: it cannot be read aloud")


def _bookmarks(pdf: pikepdf.Pdf, bound: Bound, expected: Expected) -> Iterator[Finding]:
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    with pdf.open_outline() as outline:
        marks = [(item.title, pages.get(_target(item))) for item in outline.root]
    for start, part in zip(bound.starts, expected.parts, strict=True):
        if not any(title.endswith(part.title) and page == start for title, page in marks):
            yield Finding(start, f"no bookmark leads to '{part.title}'")


def _target(item: pikepdf.OutlineItem) -> tuple[int, int] | None:
    destination = item.destination
    return destination[0].objgen if destination is not None else None


def _words(pdf: pikepdf.Pdf, bound: Bound, expected: Expected) -> Iterator[Finding]:
    """Each part's first page shows its title, large or in the foot; each page says which it is."""
    known: dict[object, dict[int, str]] = {}
    texts = [page_text(page, known) for page in pdf.pages]
    digits = max(2, len(str(len(texts))))
    for start, part in zip(bound.starts, expected.parts, strict=True):
        on_paper = {squeezed(title).casefold() for title in (part.title, sheet_title(part.pdf))}
        if not part.stamped or not has_stamp(pdf.pages[start - 1]):
            continue
        if not any(title and title in texts[start - 1].casefold() for title in on_paper):
            yield Finding(start, f"the title '{part.title}' is not on the page")
    covers = {start for start, part in zip(bound.starts, expected.parts, strict=True) if not part.stamped}
    for number, (page, text) in enumerate(zip(pdf.pages, texts, strict=True), 1):
        folio = f"{number:0{digits}}/{len(texts):0{digits}}"
        if number not in covers and has_stamp(page) and folio not in text:
            yield Finding(number, f"the page does not say that it is {folio}")


def sheet_title(pdf: bytes) -> str:
    """Title that a sheet gives itself in its properties."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return str(opened.docinfo.get("/Title", ""))


def _fonts(pdf: pikepdf.Pdf, foreign: frozenset[str]) -> Iterator[Finding]:
    """`foreign` fonts came with a sheet that somebody brought along: they were looked over when it was read."""
    for name in strangers(pdf):
        if name not in foreign:
            yield Finding(0, f"the font {name} is not one of the toolkit's")
    for name, font in fonts_of(pdf).items():
        if name.split("+")[-1] in foreign:
            continue
        holders = [one.FontDescriptor for one in font.get("/DescendantFonts", [font]) if "/FontDescriptor" in one]
        if not any(key in holder for holder in holders for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield Finding(0, f"the font {name.split('+')[-1]} is not embedded")


def _links(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    for number, page in enumerate(pdf.pages, 1):
        for annotation in page.obj.get("/Annots", []):
            action = annotation.get("/A")
            if action is not None and "/URI" in action and not str(action.URI).startswith(SCHEMES):
                yield Finding(number, f"a link leads to {str(action.URI)[:60]}")
