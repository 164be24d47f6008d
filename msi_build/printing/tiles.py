"""A large page as two small sheets, for a copy shop without large paper.

The page is cut at full size: nothing shrinks. What lies in the overlap is printed on both halves, and ring marks
above and below it say how to lay one on the other. The frame of each half (what it is, what to do with it, the foot)
is laid out as any sheet; the halves themselves are drawings with a description: the large page in one piece is the
one that can be read aloud.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Name

from msi_build.printing.pdf import LETTER_ZOOM
from msi_build.printing.stamps import MM, own_drawing, svg_operators
from msi_build.printing.structure import add_figure

#: Width (mm) that both halves show.
OVERLAP = 10.0

#: Ring marks: their size and how far from the edges of the paper they stand (mm); smaller, their lines would be too thin.
RING, RING_TOP, RING_FOOT = 9.0, 12.5, 12.0

#: What is read aloud for a half.
TOLD = "The {} half of the large page as a drawing. The file for large paper has it in one piece, as text."

#: A page wider than this (mm) is large.
LARGE = 400.0


@dataclass(frozen=True)
class Edges:
    """What of a large page its halves leave out (mm): the side margins, all over its text, all from its foot line down."""

    side: float
    head: float
    foot: float


A3 = Edges(29.0, 25.0, 20.1)
#: Tabloid is two Letter pages side by side; `printing/pdf.py` draws A3's page on it, smaller, between wider margins.
TABLOID = Edges(45.0 * LETTER_ZOOM, 23.5 * LETTER_ZOOM, 20.1 * LETTER_ZOOM)


def is_large(page: pikepdf.Page) -> bool:
    box = page.mediabox
    return float(box[2]) - float(box[0]) > LARGE * MM


def large_pages(sheet: bytes) -> int:
    """How many pages of the sheet are large."""
    with pikepdf.open(io.BytesIO(sheet)) as pdf:
        return sum(map(is_large, pdf.pages))


def halves(sheet: bytes, frame: bytes, theme: Path) -> bytes:
    """Each large page of `sheet` as a left and a right half on the pages of `frame`, two for each, in order."""
    with pikepdf.open(io.BytesIO(sheet)) as source, pikepdf.open(io.BytesIO(frame)) as pdf:
        large = [page for page in source.pages if is_large(page)]
        if len(pdf.pages) != 2 * len(large):
            raise ValueError(f"{len(pdf.pages)} frames for {len(large)} large pages")
        for number, page in enumerate(large):
            form = pdf.copy_foreign(_as_form(source, page))
            for right in (False, True):
                _show(pdf, pdf.pages[2 * number + right], form, theme, right)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _as_form(source: pikepdf.Pdf, page: pikepdf.Page) -> pikepdf.Object:
    """The page as a drawing that can be shown twice: without its marks of structure, its head line and its foot line."""
    box = page.mediabox
    edges = edges_of(float(box[2]))
    form = source.make_stream(
        pikepdf.unparse_content_stream(list(_between(page, edges.foot * MM, float(box[3]) - edges.head * MM)))
    )
    form.Type, form.Subtype, form.FormType = Name.XObject, Name.Form, 1
    form.BBox, form.Resources = box, page.obj.Resources
    return source.make_indirect(form)


def _between(page: pikepdf.Page, low: float, high: float) -> Iterator[pikepdf.ContentStreamInstruction]:
    """The drawing of a page; words below `low` and above `high` are left out, so that no search finds them."""
    stack, matrix = [], pikepdf.Matrix()
    words: list[pikepdf.ContentStreamInstruction] | None = None
    for one in pikepdf.parse_content_stream(page):
        operator = str(one.operator)
        if operator in ("BDC", "BMC", "EMC"):
            continue
        if operator == "q":
            stack.append(matrix)
        elif operator == "Q":
            matrix = stack.pop()
        elif operator == "cm":
            matrix = pikepdf.Matrix(*map(float, one.operands)) @ matrix
        elif operator == "BT":
            words = []
        if words is None:
            yield one
            continue
        words.append(one)
        if operator == "ET":
            places = [line.operands for line in words if str(line.operator) == "Tm"]
            heights = [(pikepdf.Matrix(*map(float, place)) @ matrix).f for place in places]
            if all(low <= height <= high for height in heights):
                yield from words
            words = None


def _show(pdf: pikepdf.Pdf, page: pikepdf.Page, form: pikepdf.Object, theme: Path, right: bool) -> None:
    """Cut the window of one half out of the large page, and draw the ring marks."""
    wide, tall = float(page.mediabox[2]), float(page.mediabox[3])
    large = float(form.BBox[2])
    left, shift, window = geometry(wide, large, right)
    edges = edges_of(large)
    name = own_drawing(page, form)
    ring = svg_operators(theme / "print" / "art" / "join.svg")
    middle = left + (OVERLAP / 2 * MM if right else window - OVERLAP / 2 * MM)
    half = RING / 2 * MM
    marks = "\n".join(
        f"q {RING / 10 * MM:.5f} 0 0 {-RING / 10 * MM:.5f} {middle - half:.3f} {top:.3f} cm\n{ring}\nQ"
        for top in (tall - RING_TOP * MM, (RING_FOOT + RING) * MM)
    )
    room = pikepdf.Rectangle(left, edges.foot * MM, left + window, tall - edges.head * MM)
    figure = add_figure(pdf, page, TOLD.format("right" if right else "left"), room)
    drawn = (
        f"/Figure <</MCID {figure}>> BDC\nq {left:.3f} {room.lly:.3f} {window:.3f} {room.height:.3f} re W n\n"
        f"1 0 0 1 {shift:.3f} 0 cm {name} Do Q\nEMC\n/Artifact BMC\n{marks}\nEMC"
    )
    page.contents_add(pdf.make_stream(b"q"), prepend=True)
    page.contents_add(pdf.make_stream(f"Q q\n{drawn}\nQ".encode()))


def geometry(small: float, large: float, right: bool) -> tuple[float, float, float]:
    """Of one half: where its window begins, how far the large page is moved, how wide the window is (points).

    The two windows together show the large page without its side margins, the overlap twice.
    """
    margin = edges_of(large).side * MM
    window = (large - 2 * margin + OVERLAP * MM) / 2
    left = (small - window) / 2
    seen_from = large - margin - window if right else margin
    return left, left - seen_from, window


def edges_of(large: float) -> Edges:
    """By the width of the page in points."""
    return A3 if abs(large / MM - 420) < 1 else TABLOID
