"""Fonts in PDFs: which are there, and one union of each face for a whole pack.

The engine cuts each sheet's fonts down to the glyphs used, keeps glyph numbers and names a face alike in every sheet.
So the cuts of one face can be laid over each other without touching the pages.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Sequence
from itertools import pairwise

import pikepdf
from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter
from pikepdf import Array, Dictionary

#: Faces of print.css as the engine names them, and the stamp's; another name means that a letter fell back to a font
#: of the machine.
OUR_FACES = ("MSI-Sans", "MSI-Serif", "SourceSans3-Semibold")

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


def unify(pdf: pikepdf.Pdf) -> None:
    """Embed each of our faces once: all pages of `pdf` share the union of its cuts."""
    places = [
        (table, name, font) for table in _font_tables(pdf) for name, font in table.items() if _is_ours(font)
    ]
    faces: dict[str, list[tuple[pikepdf.Object, str, pikepdf.Object]]] = {}
    for place in places:
        faces.setdefault(place[1], []).append(place)
    for cuts in faces.values():
        for alike in _that_agree(cuts):
            union = _union(pdf, [font for _, _, font in alike])
            for table, name, _ in alike:
                table[name] = union


def _that_agree(
    places: Sequence[tuple[pikepdf.Object, str, pikepdf.Object]],
) -> list[list[tuple[pikepdf.Object, str, pikepdf.Object]]]:
    """The cuts of one face (each with its place) in groups that may be laid over each other: no glyph is drawn twice.

    The engine numbers the parts of which it composes a letter anew in each cut, so that two cuts may disagree.
    """
    groups: list[tuple[dict[int, bytes], list]] = []
    known: dict[bytes, dict[int, bytes]] = {}
    for place in places:
        data = place[2].DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
        if data not in known:
            known[data] = {glyph: shape.rstrip(b"\0") for glyph, shape in _Cut(data).outlines().items()}
        drawn = known[data]
        home = next(
            (one for one in groups if all(one[0].get(glyph, shape) == shape for glyph, shape in drawn.items())), None
        )
        if home is None:
            groups.append((dict(drawn), [place]))
        else:
            home[0].update(drawn)
            home[1].append(place)
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


def _union(pdf: pikepdf.Pdf, fonts: Sequence[pikepdf.Object]) -> pikepdf.Object:
    """One font for the cuts `fonts` of one face; they are left as they are when they cannot be laid over each other."""
    if len(fonts) == 1:
        return fonts[0]
    first = fonts[0]
    texts: dict[int, str] = {}
    widths: dict[int, bytes] = {}
    for font in fonts:
        texts = {**glyph_texts(font), **texts}
        widths = {**widths_of(font), **widths}
    data = overlay([one.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes() for one in fonts])
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


def overlay(cuts: Sequence[bytes]) -> bytes:
    """One TrueType font with the glyphs of all `cuts` of one face, glyph numbers unchanged."""
    fonts = sorted((_Cut(data) for data in dict.fromkeys(cuts)), key=lambda cut: -cut.glyphs)
    base = fonts[0]
    if len(fonts) == 1:
        return cuts[0]
    outlines, metrics = base.outlines(), base.metrics()
    for cut in fonts[1:]:
        for glyph, data in cut.outlines().items():
            outlines.setdefault(glyph, data)
        for glyph, metric in cut.metrics().items():
            metrics.setdefault(glyph, metric)
    return base.rebuilt(outlines, metrics, [cut.table("maxp") for cut in fonts])


class _Cut:
    """A TrueType font as its raw tables; glyphs without outline and width are not there."""

    def __init__(self, data: bytes) -> None:
        self.reader = SFNTReader(io.BytesIO(data))
        self.glyphs = int.from_bytes(self.table("maxp")[4:6], "big")
        self.wide = int.from_bytes(self.table("hhea")[34:36], "big")

    def table(self, tag: str) -> bytes:
        return self.reader[tag]

    def outlines(self) -> dict[int, bytes]:
        long = int.from_bytes(self.table("head")[50:52], "big")
        loca = self.table("loca")
        places = struct.unpack(f">{self.glyphs + 1}{'I' if long else 'H'}", loca)
        glyf, unit = self.table("glyf"), 1 if long else 2
        return {
            glyph: glyf[start * unit : end * unit] for glyph, (start, end) in enumerate(pairwise(places)) if start != end
        }

    def metrics(self) -> dict[int, bytes]:
        """Glyph -> advance and left bearing, four bytes; glyphs past the last advance have that advance."""
        hmtx = self.table("hmtx")
        split = self.wide * 4
        found = {glyph: hmtx[glyph * 4 : glyph * 4 + 4] for glyph in range(self.wide)}
        last = hmtx[split - 4 : split - 2]
        for glyph in range(self.wide, self.glyphs):
            place = split + (glyph - self.wide) * 2
            found[glyph] = last + hmtx[place : place + 2]
        return {glyph: metric for glyph, metric in found.items() if metric[:2] != b"\0\0"}

    def rebuilt(self, outlines: dict[int, bytes], metrics: dict[int, bytes], maxps: Sequence[bytes]) -> bytes:
        """This font with these glyphs. Limits in `maxp` are the largest of all cuts."""
        glyf, places = bytearray(), [0]
        for glyph in range(self.glyphs):
            data = outlines.get(glyph, b"")
            glyf += data + b"\0" * (-len(data) % 4)
            places.append(len(glyf))
        hmtx = b"".join(metrics.get(glyph, b"\0\0\0\0") for glyph in range(self.glyphs))
        limits = b"".join(max(maxp[place : place + 2] for maxp in maxps) for place in range(6, len(maxps[0]), 2))
        head, hhea = self.table("head"), self.table("hhea")
        changed = {
            "glyf": bytes(glyf),
            "loca": struct.pack(f">{len(places)}I", *places),
            "hmtx": hmtx,
            "maxp": self.table("maxp")[:6] + limits,
            "head": head[:50] + b"\0\1" + head[52:],
            "hhea": hhea[:34] + self.glyphs.to_bytes(2, "big") + hhea[36:],
        }
        out = io.BytesIO()
        writer = SFNTWriter(out, len(self.reader.keys()), self.reader.sfntVersion)
        for tag in sorted(self.reader.keys()):
            writer[tag] = changed.get(tag) or self.table(tag)
        writer.close()
        return out.getvalue()
