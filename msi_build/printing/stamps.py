"""What a pack adds to a page: set mark, pack code, folio and content code, in the outer top corner, as an artifact.

The mark is drawn from the same SVG as everywhere else; the text is set in the bundled font, cut down to the letters of
the pack. Font and mark are in a file once, for stamps are on every page and files go by telephone.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pikepdf
from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import parse_path
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

from msi_build.printing.fonts import STAMP, to_unicode
from msi_build.printing.truetype import NEEDED, Cut, cut_out

#: Points in a millimetre.
MM = 72 / 25.4

FONT_FILE = "SourceSans3-Semibold.woff2"

#: The name that the engine gives this face: a pack lays its cuts and the stamp's over each other.
FACE = "MSISTP+MSI-Sans-Semi-Bold"

#: What stands in every stamp, beside numbers and the codes of its pack.
FOLIO = "/ ·"

#: Size and leading of the two lines (pt); mark and edges (mm) on A4.
SIZE, LEADING, MARK, TOP, EDGE = 9.0, 12.0, 10.0, 12.0, 15.0

#: On A3 the side margin is wider (mm) and all is larger, so that 9 pt are left when it is copied down to A4.
A3_EDGE, A3_SCALE = 29.0, 2**0.5

#: A page lower than this (mm) is a slide: it is shown, not filed, and has no room for a stamp.
SLIDE_HEIGHT = 150


@dataclass(frozen=True)
class Stamp:
    """What every page of a file says about itself: set letter, pack code (`W1 · adinkra`), content code (`KQTM`)."""

    set: str
    code: str
    content_code: str

    def letters(self, pages: int) -> frozenset[str]:
        """All that the stamps of so many pages say."""
        digits = "0123456789"[: min(pages, 9) + 1] + str(pages)
        return frozenset(FOLIO + digits + self.code + self.content_code)


@dataclass(frozen=True)
class StampFont:
    """A subset of the bundled font: the file, glyph id and width (1/1000 em) of each letter."""

    name: str
    data: bytes
    glyphs: dict[str, int]
    widths: dict[int, int]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int

    def width(self, text: str) -> float:
        """Width of `text` at the stamp's size, in points."""
        return sum(self.widths[self.glyphs[letter]] for letter in text) * SIZE / 1000

    def encode(self, text: str) -> str:
        return "".join(f"{self.glyphs[letter]:04x}" for letter in text)


@dataclass(frozen=True)
class _Face:
    """All of the bundled semibold: its tables, glyph id of each letter, measures in 1/1000 em."""

    cut: Cut
    glyphs: dict[str, int]
    scale: float
    box: tuple[int, int, int, int]
    ascent: int
    descent: int


@lru_cache(maxsize=1)
def _face(path: Path) -> _Face:
    """Unpacking the font takes longer than all that a process cuts out of it, so it is read once."""
    font = TTFont(path)
    order, head, hhea = font.getReverseGlyphMap(), font["head"], font["hhea"]
    glyphs = {chr(code): order[name] for code, name in font.getBestCmap().items()}
    scale = 1000 / head.unitsPerEm
    box = tuple(round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax))
    for tag in set(font.keys()) - NEEDED - {"GlyphOrder"}:
        del font[tag]
    font.flavor, font.recalcTimestamp = None, False
    out = io.BytesIO()
    font.save(out)
    cut = Cut(out.getvalue(), max(glyphs.values()))
    return _Face(cut, glyphs, scale, box, round(hhea.ascent * scale), round(hhea.descent * scale))


@lru_cache(maxsize=16)
def stamp_font(fonts: Path, letters: frozenset[str]) -> StampFont:
    """The bundled semibold, cut down to `letters` with its glyph ids kept; letters that it does not have are left out."""
    face = _face(fonts / FONT_FILE)
    glyphs = {letter: face.glyphs[letter] for letter in sorted(letters) if letter in face.glyphs}
    widths = {glyph: round(face.cut.advance(glyph) * face.scale) for glyph in glyphs.values()}
    return StampFont(FACE, cut_out(face.cut, glyphs.values()), glyphs, widths, face.box, face.ascent, face.descent)


@dataclass(frozen=True)
class Ink:
    """What the stamps of a file share: letters, and the objects of the file that are font, mark and the begin of a page."""

    stamp: Stamp
    letters: StampFont
    font: pikepdf.Object
    mark: pikepdf.Object
    opening: pikepdf.Object


def ink(pdf: pikepdf.Pdf, theme: Path, stamp: Stamp) -> Ink:
    """Put into `pdf` what its stamps need."""
    letters = stamp_font(theme / "fonts", stamp.letters(len(pdf.pages)))
    mark = pdf.make_stream(mark_drawing(theme / "print" / "marks", stamp.set).encode())
    mark.Type, mark.Subtype, mark.FormType, mark.BBox = Name.XObject, Name.Form, 1, Array([0, 0, 10, 10])
    return Ink(stamp, letters, _embedded(pdf, letters), mark, pdf.make_stream(b"q"))


def _embedded(pdf: pikepdf.Pdf, font: StampFont) -> pikepdf.Object:
    """The stamp's font as an object of `pdf`."""
    file = pdf.make_stream(font.data, Length1=len(font.data))
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name(f"/{font.name}"), Flags=4, FontBBox=Array(font.box), ItalicAngle=0,
        Ascent=font.ascent, Descent=font.descent, CapHeight=660, StemV=90, FontFile2=file,
    )
    widths = Array([entry for glyph in sorted(font.widths) for entry in (glyph, Array([font.widths[glyph]]))])
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name(f"/{font.name}"),
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor), W=widths, CIDToGIDMap=Name.Identity,
    )
    texts = to_unicode(sorted((glyph, f"{ord(letter):04x}") for letter, glyph in font.glyphs.items()))
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name(f"/{font.name}"), Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]), ToUnicode=pdf.make_stream(texts),
        )
    )


class _PdfPen(BasePen):
    """Outline to PDF path operators; the base class turns quadratic curves into cubic ones."""

    def __init__(self) -> None:
        super().__init__(None)
        self.out: list[str] = []

    def _moveTo(self, point) -> None:
        self.out.append(f"{point[0]:.4g} {point[1]:.4g} m")

    def _lineTo(self, point) -> None:
        self.out.append(f"{point[0]:.4g} {point[1]:.4g} l")

    def _curveToOne(self, one, two, three) -> None:
        self.out.append(" ".join(f"{number:.4g}" for point in (one, two, three) for number in point) + " c")

    def _closePath(self) -> None:
        self.out.append("h")


def mark_drawing(marks: Path, letter: str) -> str:
    """The set mark of `marks/set-<letter>.svg` as PDF operators in a square of 10 × 10, y downwards."""
    return svg_operators(marks / f"set-{letter.lower()}.svg")


@lru_cache(maxsize=8)
def svg_operators(path: Path) -> str:
    """Paths, rectangles and circles of a small black and white SVG as PDF operators, y downwards."""
    out = []
    for shape in re.finditer(r"<(path|rect|circle)\b([^>]*)/>", path.read_text(encoding="utf-8")):
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', shape[2]))
        if "stroke" in given:
            out.append(f"0 G {given['stroke-width']} w {_outline(shape[1], given)} S")
        else:
            out += ["1 g" if given.get("fill") == "#fff" else "0 g", _outline(shape[1], given), "f"]
    return "\n".join(out)


def _outline(kind: str, given: dict[str, str]) -> str:
    if kind == "rect":
        return f"{given['x']} {given['y']} {given['width']} {given['height']} re"
    pen = _PdfPen()
    if kind == "circle":
        x, y, r = (float(given[name]) for name in ("cx", "cy", "r"))
        parse_path(f"M{x - r} {y}A{r} {r} 0 0 1 {x + r} {y}A{r} {r} 0 0 1 {x - r} {y}Z", pen)
    else:
        parse_path(given["d"], pen)
    return "\n".join(pen.out)


def has_stamp(page: pikepdf.Page) -> bool:
    """Slides have none."""
    return float(page.mediabox[3]) - float(page.mediabox[1]) > SLIDE_HEIGHT * MM


def stamp_page(pdf: pikepdf.Pdf, page: pikepdf.Page, ink: Ink, folio: str, right: bool) -> None:
    """Draw the stamp into the top corner, right or left, over the page's own content and outside its structure."""
    box = [float(edge) for edge in page.mediabox]
    large = box[2] - box[0] > 400 * MM
    scale = MM * (A3_SCALE if large else 1)
    edge = (A3_EDGE if large else EDGE) * MM
    drawn = _drawing(ink, own_drawing(page, ink.mark), folio, right)
    x, y = box[2] - edge if right else box[0] + edge, box[3] - TOP * MM
    content = (
        "/Artifact <</Type /Pagination /Subtype /Header>> BDC\n"
        f"{scale:.5f} 0 0 {scale:.5f} {x:.2f} {y:.2f} cm\n{drawn}\nEMC"
    )
    page.contents_add(ink.opening, prepend=True)
    page.contents_add(pdf.make_stream(b"Q q\n" + content.encode() + b"\nQ"))  # the page's graphics state is kept apart
    resources = page.obj.Resources
    if "/Font" not in resources:
        resources.Font = Dictionary()
    resources.Font[STAMP] = ink.font


def _drawing(ink: Ink, mark: Name, folio: str, right: bool) -> str:
    """Mark and two lines as operators; unit mm, origin in the outer upper corner of the mark, y upwards."""
    letters, lines = ink.letters, []
    for number, text in enumerate((ink.stamp.code, f"{folio} · {ink.stamp.content_code}")):
        text = "".join(letter for letter in text if letter in letters.glyphs)
        x = -(MARK + 3) - letters.width(text) / MM if right else MARK + 3
        y = -(SIZE + number * LEADING) / MM
        lines.append(f"BT {STAMP} {SIZE / MM:.4f} Tf 0 g 1 0 0 1 {x:.3f} {y:.3f} Tm <{letters.encode(text)}> Tj ET")
    return "\n".join([f"q 1 0 0 -1 {-MARK if right else 0} 0 cm {mark} Do Q", *lines])


def own_drawing(page: pikepdf.Page, form: pikepdf.Object) -> Name:
    """Make a drawing known to the page; its name. The pages of a sheet share their resources, so each has its own name."""
    resources = page.obj.Resources
    if "/XObject" not in resources:
        resources.XObject = Dictionary()
    name = Name(f"/MSI{form.objgen[0]}")
    resources.XObject[name] = form
    return name
