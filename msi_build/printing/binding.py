"""Sheets to a pack: order, right-hand starts, stamps, bookmarks, page labels, links inside, tags kept.

A bound pack is as accessible as its sheets, and the same sheets give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from msi_build.printing.fonts import unify
from msi_build.printing.links import aim, drop_links, number_places
from msi_build.printing.outline import add_bookmarks, sections
from msi_build.printing.stamps import Stamp, has_stamp, ink, stamp_page
from msi_build.printing.structure import join, prefix_ids

#: Part of the key of every bound file: change it when binding gives other bytes.
BINDING_VERSION = f"7 pikepdf {pikepdf.__version__} qpdf {pikepdf.__libqpdf_version__}"

@dataclass(frozen=True)
class BoundPart:
    """A sheet in its place: title for bookmark and contents, tool id for links, number in the pack.

    `stamped` False keeps the stamp off a first page that carries its own, as a cover does. `halves` are left and right
    halves of large pages: their stamps stand in the outer corners of the two sheets lying side by side. `foreign` are
    the fonts of a sheet that somebody brought along.
    """

    title: str
    pdf: bytes
    id: str
    number: int
    stamped: bool = True
    halves: bool = False
    foreign: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Bound:
    """A bound file: its bytes, its pages, and the first page (from 1) of each part in order."""

    pdf: bytes
    pages: int
    starts: tuple[int, ...]


def page_count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def starts(counts: Sequence[int], duplex: bool) -> list[int]:
    """First page (from 1) of parts of these lengths: both sides printed, each begins on a right-hand page."""
    places, at = [], 1
    for count in counts:
        places.append(at)
        at += count + (count % 2 if duplex else 0)
    return places


def total_pages(counts: Sequence[int], duplex: bool) -> int:
    """Pages of the file; the last part needs no blank back."""
    return starts(counts, duplex)[-1] + counts[-1] - 1 if counts else 0


@dataclass(frozen=True)
class _Sheet:
    """An opened sheet at its place in the pack: first page from 0, number of pages; part None is a blank back."""

    source: pikepdf.Pdf
    part: BoundPart | None
    first: int
    count: int
    sections: list[tuple[str, int]]

    def outer_is_right(self, number: int, duplex: bool) -> bool:
        """Is the outer corner of this page of the sheet, counted from 0, the right one? A blank back is a left page."""
        if self.part is None:
            return False
        if self.part.halves:
            return number % 2 == 1
        return not duplex or number % 2 == 0

    def pages(self, pdf: pikepdf.Pdf) -> list[pikepdf.Page]:
        return [pdf.pages[place] for place in range(self.first, self.first + self.count)]


def bind(
    title: str, parts: Sequence[BoundPart], stamp: Stamp, blank: bytes | None, duplex: bool, theme: Path, lang: str = "en"
) -> Bound:
    """Bind `parts` into one file. `blank` fills the empty backs when `duplex`: it says why it is blank, or is ruled."""
    sheets = _in_order(parts, blank if duplex else None)
    ids = {part.id for part in parts}
    pdf = pikepdf.new()
    for sheet in sheets:
        drop_links(sheet.source, ids)
        pdf.pages.extend(sheet.source.pages)
    _aim_links(pdf, sheets)
    join(pdf, [(sheet.source, sheet.pages(pdf)) for sheet in sheets], lang)
    _stamp(pdf, sheets, stamp, duplex, theme)
    unify(pdf)
    titled = [(_numbered(sheet.part), sheet.first, sheet.sections) for sheet in sheets if sheet.part]
    add_bookmarks(pdf, titled)
    describe(pdf, title, duplex)
    return Bound(_save(pdf), len(pdf.pages), tuple(first + 1 for _, first, _ in titled))


def _in_order(parts: Sequence[BoundPart], blank: bytes | None) -> list[_Sheet]:
    """The sheets of the file; with `blank`, every part but the last is filled up to an even number of pages."""
    sheets: list[_Sheet] = []
    seen: set[bytes] = set()
    at = 0
    for number, part in enumerate(parts, 1):
        sheet = _open(part.pdf, part, at, f"{number}-" if part.pdf in seen else "")
        seen.add(part.pdf)
        sheets.append(sheet)
        at += sheet.count
        if blank is not None and at % 2 and number < len(parts):
            sheets.append(_open(blank, None, at))
            at += 1
    return sheets


def _open(data: bytes, part: BoundPart | None, at: int, prefix: str = "") -> _Sheet:
    """`prefix` sets the second copy of a sheet in one file apart from the first."""
    source = pikepdf.open(io.BytesIO(data))
    if prefix:
        prefix_ids(source, prefix)
    number_places(source)
    return _Sheet(source, part, at, len(source.pages), sections(source))


def _aim_links(pdf: pikepdf.Pdf, sheets: Sequence[_Sheet]) -> None:
    """Links to another tool lead to its part, links within a sheet to their page."""
    homes = {sheet.part.id: (pdf.pages[sheet.first], sheet.part.title) for sheet in reversed(sheets) if sheet.part}
    for sheet in sheets:
        aim(sheet.pages(pdf), homes)


def _stamp(pdf: pikepdf.Pdf, sheets: Sequence[_Sheet], stamp: Stamp, duplex: bool, theme: Path) -> None:
    """Every page says set, pack and folio in its outer top corner."""
    shared = ink(pdf, theme, stamp)
    total = len(pdf.pages)
    digits = max(2, len(str(total)))
    for sheet in sheets:
        for number, page in enumerate(sheet.pages(pdf)):
            covered = number == 0 and sheet.part is not None and not sheet.part.stamped
            if covered or not has_stamp(page):
                continue
            folio = f"{sheet.first + number + 1:0{digits}}/{total:0{digits}}"
            stamp_page(pdf, page, shared, folio, sheet.outer_is_right(number, duplex))


def _numbered(part: BoundPart) -> str:
    return f"{part.number}. {part.title}" if part.number else part.title


def describe(pdf: pikepdf.Pdf, title: str, duplex: bool) -> None:
    """Title, author, language; and what the print dialogue should offer: actual size, both sides."""
    wide = float(pdf.pages[0].mediabox[2]) > float(pdf.pages[0].mediabox[3])
    edge = "/DuplexFlipShortEdge" if wide else "/DuplexFlipLongEdge"
    pdf.Root.ViewerPreferences = Dictionary(
        DisplayDocTitle=True, PrintScaling=Name("/None"), Duplex=Name(edge if duplex else "/Simplex")
    )
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["pdfuaid:part"] = "1"
        xmp["dc:title"] = title
        xmp["dc:creator"] = ["MSI toolkit"]
        xmp["dc:language"] = {str(pdf.Root.Lang)}
    pdf.docinfo["/Title"] = String(title)
    pdf.docinfo["/Author"] = String("MSI toolkit")


def without_tool_links(pdf: bytes) -> bytes:
    """A single sheet for the web: links to other tools have no target there and are taken away."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return _save(opened) if drop_links(opened, known=()) else pdf


def _save(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, min_version="1.7")
    return out.getvalue()
