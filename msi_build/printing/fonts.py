"""Fonts in PDFs: which are there, and one union of each face for a whole pack.

The engine cuts each sheet's fonts down to the glyphs used, keeps glyph numbers and names a face alike in every sheet.
So the cuts of one face can be laid over each other without touching the pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pikepdf
from pikepdf import Array, Dictionary

from msi_build.printing.truetype import Cut, overlay

#: Faces of print.css as the engine names them; another name means that a letter fell back to a font of the machine.
OUR_FACES = ("MSI-Sans", "MSI-Serif")

#: The name by which pages call the font of their stamp.
STAMP = "/MSIStamp"

_PAIR = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")
_WIDTHS = re.compile(rb"(\d+) \[ ([^\]]*?) *\]")


def fonts_of(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """Name in the file -> font, of all pages and the drawings on them."""
    return {_name(font): font for table in _font_tables(pdf) for font in table.values()}


def _name(font: pikepdf.Object) -> str:
    """`ABCDEF+MSI-Sans`; a font of drawings only has no name."""
    return str(font.get("/BaseFont", "/drawn")).lstrip("/")


def _is_ours(font: pikepdf.Object) -> bool:
    return _name(font).split("+")[-1].startswith(OUR_FACES)


def strangers(pdf: pikepdf.Pdf) -> list[str]:
    """Fonts that are not the toolkit's."""
    faces = {name.split("+")[-1] for name in fonts_of(pdf)}
    return sorted(face for face in faces if not face.startswith(OUR_FACES))


def to_unicode(pairs: Sequence[tuple[int, str]]) -> bytes:
    """A CMap: glyph -> text as UTF-16 in hex. At most 100 entries a block, as the format wants."""
    blocks = []
    for start in range(0, len(pairs), 100):
        block = pairs[start : start + 100]
        lines = "\n".join(f"<{glyph:04x}> <{text}>" for glyph, text in block)
        blocks.append(f"{len(block)} beginbfchar\n{lines}\nendbfchar\n")
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{''.join(blocks)}"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode()


def glyph_texts(font: pikepdf.Object) -> dict[int, str]:
    """Glyph -> text (UTF-16 in hex) of an embedded font."""
    return {int(glyph, 16): text.decode() for glyph, text in _PAIR.findall(font.ToUnicode.read_bytes())}


# ------------------------------------------------------------ union


@dataclass(frozen=True)
class _Place:
    """Where a cut of a face is used."""

    table: pikepdf.Object
    name: str
    font: pikepdf.Object
    cut: Cut


#: A cut read once serves every pack that its sheet is bound into; so many are some 10 MB.
_cut = lru_cache(maxsize=512)(Cut)


def unify(pdf: pikepdf.Pdf) -> None:
    """Embed each of our faces once: all pages of `pdf` share the union of its cuts, stamps with them."""
    faces: dict[str, list[_Place]] = {}
    for table in _font_tables(pdf):
        for name, font in table.items():
            if _is_ours(font):
                data = font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
                cut = _cut(data, max(glyph_texts(font), default=0))
                faces.setdefault(_name(font).split("+")[-1], []).append(_Place(table, name, font, cut))
    for places in faces.values():
        places.sort(key=lambda place: place.name == STAMP)  # a union is described as the engine described its first cut
        for alike in _that_agree(places):
            union = _union(pdf, alike)
            for place in alike:
                place.table[place.name] = union


def _that_agree(places: Sequence[_Place]) -> list[list[_Place]]:
    """The cuts of one face in groups that may be laid over each other: no glyph is drawn in two ways.

    Cuts of one face always agree; a sheet from outside may bring another font of the same name.
    """
    groups: list[tuple[dict[int, bytes], list[_Place]]] = []
    homes: dict[Cut, list[_Place]] = {}
    for place in places:
        if place.cut not in homes:
            drawn = place.cut.shapes
            home = next((one for one in groups if all(one[0].get(glyph, shape) == shape for glyph, shape in drawn.items())), None)
            if home is None:
                groups.append(home := ({}, []))
            home[0].update(drawn)
            homes[place.cut] = home[1]
        homes[place.cut].append(place)
    return [members for _, members in groups]


def _font_tables(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Font dictionaries of the pages and of the drawings on them; the pages of a sheet share one."""
    seen, tables = set(), []
    todo = [page.obj.get("/Resources", Dictionary()) for page in reversed(pdf.pages)]
    while todo:
        resources = todo.pop()
        table = resources.get("/Font")
        if table is not None and (not table.is_indirect or table.objgen not in seen):
            seen.add(table.objgen)
            tables.append(table)
        for drawing in resources.get("/XObject", Dictionary()).values():
            if drawing.objgen not in seen and "/Resources" in drawing:
                seen.add(drawing.objgen)
                todo.append(drawing.Resources)
    return tables


def _union(pdf: pikepdf.Pdf, places: Sequence[_Place]) -> pikepdf.Object:
    """One font for cuts of one face that agree."""
    fonts = [place.font for place in places]
    first = fonts[0]
    if len(fonts) == 1:
        return first
    texts: dict[int, str] = {}
    widths: dict[int, bytes] = {}
    for font in fonts:
        texts = {**glyph_texts(font), **texts}
        widths = {**widths_of(font), **widths}
    data = overlay(list(dict.fromkeys(place.cut for place in places)))
    below = Dictionary(first.DescendantFonts[0])
    below.FontDescriptor = Dictionary(below.FontDescriptor)
    below.FontDescriptor.FontFile2 = pdf.make_stream(data, Length1=len(data))
    below.W = Array([entry for glyph in sorted(widths) for entry in (glyph, pikepdf.Object.parse(b"[%b]" % widths[glyph]))])
    union = Dictionary(first)
    union.DescendantFonts = Array([pdf.make_indirect(below)])
    union.ToUnicode = pdf.make_stream(to_unicode(sorted(texts.items())))
    return pdf.make_indirect(union)


def widths_of(font: pikepdf.Object) -> dict[int, bytes]:
    """Glyph -> width (1/1000 em), as written in the file."""
    found = {}
    for glyph, run in _WIDTHS.findall(font.DescendantFonts[0].W.unparse(resolved=True)):
        for place, width in enumerate(run.split()):
            found[int(glyph) + place] = width
    return found
