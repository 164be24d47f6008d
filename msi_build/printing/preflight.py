"""Looks a bound file over before it counts: what a copy shop, a reader or a screen reader would stumble on."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf

from msi_build.printing.binding import Bound, BoundPart, page_count, starts

#: Files go by telephone: nothing above this (bytes).
LARGEST = 5_000_000

#: The faces that our theme embeds; any other name means that a letter fell back to a font of the machine.
OUR_FONTS = ("MSI-", "SourceSans3", "CharisSIL", "Charis", "NotoSans", "Noto-Sans")

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
            *_bookmarks(pdf, expected),
            *_fonts(pdf),
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


def _bookmarks(pdf: pikepdf.Pdf, expected: Expected) -> Iterator[Finding]:
    with pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    for part in expected.parts:
        if not any(title.endswith(part.title) for title in titles):
            yield Finding(0, f"no bookmark leads to '{part.title}'")


def _fonts(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        for font in page.obj.Resources.get("/Font", pikepdf.Dictionary()).values():
            if font.objgen in seen and font.objgen != (0, 0):
                continue
            seen.add(font.objgen)
            yield from _font(number, font)


def _font(number: int, font: pikepdf.Object) -> Iterator[Finding]:
    name = str(font.BaseFont).lstrip("/").split("+")[-1]
    if not name.startswith(OUR_FONTS):
        yield Finding(number, f"the font {name} is not one of the toolkit's")
    holders = [one.FontDescriptor for one in font.get("/DescendantFonts", [font]) if "/FontDescriptor" in one]
    if not any(key in holder for holder in holders for key in ("/FontFile", "/FontFile2", "/FontFile3")):
        yield Finding(number, f"the font {name} is not embedded")


def _links(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    for number, page in enumerate(pdf.pages, 1):
        for annotation in page.obj.get("/Annots", []):
            action = annotation.get("/A")
            if action is not None and "/URI" in action and not str(action.URI).startswith(SCHEMES):
                yield Finding(number, f"a link leads to {str(action.URI)[:60]}")
