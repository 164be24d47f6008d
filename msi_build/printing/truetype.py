"""Cuts of one TrueType face laid over each other.

The engine keeps the numbers of the glyphs of a text. Parts of composed letters (the dot of an i) that lie above the
last glyph of the text get new numbers in each cut; in the union they get numbers of their own, above all texts.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter

#: Letters are composed of parts, at most so deep.
DEEPEST = 6

#: What a PDF needs of a face; names, character map and layout are the PDF's own affair.
NEEDED = frozenset({"glyf", "loca", "head", "hhea", "hmtx", "maxp", "cvt ", "fpgm", "prep"})

# flags of a part of a composed glyph
_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x1, 0x8, 0x20, 0x40, 0x80


def parts(outline: bytes) -> Iterator[int]:
    """Where in the outline of a composed glyph the numbers of its parts stand."""
    if not outline or outline[0] < 0x80:
        return
    place, flags = 10, _MORE
    while flags & _MORE:
        flags = int.from_bytes(outline[place : place + 2], "big")
        yield place + 2
        place += 8 if flags & _WORDS else 6
        place += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0


class Cut:
    """A cut of a face as its raw tables, and the last glyph of its texts: parts above it are numbered for this cut alone."""

    def __init__(self, data: bytes, last: int) -> None:
        self.data, self.last = data, last
        self.reader = SFNTReader(io.BytesIO(data))
        self.glyphs = int.from_bytes(self.table("maxp")[4:6], "big")
        self.outlines = self._outlines()
        self.metrics = self._metrics()

    def table(self, tag: str) -> bytes:
        return self.reader[tag]

    def _outlines(self) -> dict[int, bytes]:
        long = int.from_bytes(self.table("head")[50:52], "big")
        places = struct.unpack(f">{self.glyphs + 1}{'I' if long else 'H'}", self.table("loca"))
        glyf, unit = self.table("glyf"), 1 if long else 2
        return {
            glyph: glyf[start * unit : end * unit] for glyph, (start, end) in enumerate(pairwise(places)) if start != end
        }

    def _metrics(self) -> dict[int, bytes]:
        """Glyph -> advance and left bearing, four bytes; glyphs past the last advance have that advance."""
        hmtx, wide = self.table("hmtx"), int.from_bytes(self.table("hhea")[34:36], "big")
        split = wide * 4
        found = {glyph: hmtx[glyph * 4 : glyph * 4 + 4] for glyph in range(wide)}
        last = hmtx[split - 4 : split - 2]
        for glyph in range(wide, self.glyphs):
            place = split + (glyph - wide) * 2
            found[glyph] = last + hmtx[place : place + 2]
        return {glyph: metric for glyph, metric in found.items() if glyph in self.outlines or metric[:2] != b"\0\0"}

    def advance(self, glyph: int) -> int:
        """Width of the glyph, in units of the font."""
        return int.from_bytes(self.metrics[glyph][:2], "big")

    def shape(self, glyph: int, depth: int = 0) -> bytes:
        """What the glyph draws and how wide it is, whatever its parts are numbered."""
        outline = self.outlines.get(glyph, b"")
        drawn = bytearray(outline.rstrip(b"\0"))
        below = []
        for place in parts(outline) if depth < DEEPEST else ():
            below.append(self.shape(int.from_bytes(outline[place : place + 2], "big"), depth + 1))
            drawn[place : place + 2] = b"\0\0"
        return b"".join((self.metrics.get(glyph, b""), drawn, *below))

    @cached_property
    def shapes(self) -> dict[int, bytes]:
        """Of all glyphs whose numbers hold for the whole face."""
        return {glyph: self.shape(glyph) for glyph in self.outlines if glyph <= self.last}


class _Union:
    """Glyphs of several cuts: those of the texts under their numbers, parts above `last` behind them, each once."""

    def __init__(self, last: int) -> None:
        self.last = last
        self.outlines: dict[int, bytes] = {}
        self.metrics: dict[int, bytes] = {}
        self._parts: dict[bytes, int] = {}

    @property
    def glyphs(self) -> int:
        return self.last + 1 + len(self._parts)

    def add(self, cut: Cut) -> None:
        for glyph in cut.outlines:
            if glyph <= cut.last and glyph not in self.outlines:
                self.outlines[glyph] = self._renumbered(cut, glyph, 0)
        for glyph, metric in cut.metrics.items():
            if glyph <= cut.last:
                self.metrics.setdefault(glyph, metric)

    def _renumbered(self, cut: Cut, glyph: int, depth: int) -> bytes:
        outline = bytearray(cut.outlines.get(glyph, b""))
        for place in parts(bytes(outline)) if depth < DEEPEST else ():
            part = int.from_bytes(outline[place : place + 2], "big")
            if part > cut.last:
                outline[place : place + 2] = self._number(cut, part, depth + 1).to_bytes(2, "big")
        return bytes(outline)

    def _number(self, cut: Cut, part: int, depth: int) -> int:
        outline = self._renumbered(cut, part, depth)
        metric = cut.metrics.get(part, b"\0\0\0\0")
        number = self._parts.setdefault(metric + outline.rstrip(b"\0"), self.glyphs)
        self.outlines[number], self.metrics[number] = outline, metric
        return number


def overlay(cuts: Sequence[Cut]) -> bytes:
    """One font with the glyphs of all `cuts` of one face, which must agree; the numbers of texts are unchanged."""
    if len({cut.data for cut in cuts}) == 1:
        return cuts[0].data
    union = _Union(max(cut.last for cut in cuts))
    for cut in cuts:
        union.add(cut)
    return _written(union, cuts)


def cut_out(face: Cut, glyphs: Iterable[int]) -> bytes:
    """A font with these glyphs, the one for missing letters, and the parts they are composed of, all under their numbers."""
    wanted = {0, *glyphs}
    todo = list(wanted)
    while todo:
        outline = face.outlines.get(todo.pop(), b"")
        below = {int.from_bytes(outline[place : place + 2], "big") for place in parts(outline)} - wanted
        wanted |= below
        todo += below
    union = _Union(max(wanted))
    union.outlines = {glyph: face.outlines.get(glyph, b"") for glyph in wanted}
    union.metrics = {glyph: face.metrics[glyph] for glyph in wanted if glyph in face.metrics}
    return _written(union, [face])


def _written(union: _Union, cuts: Sequence[Cut]) -> bytes:
    """The other tables are those of the first cut; limits in `maxp` are the largest of all cuts."""
    base, count = cuts[0], union.glyphs
    glyf, places = bytearray(), [0]
    for glyph in range(count):
        data = union.outlines.get(glyph, b"")
        glyf += data + b"\0" * (-len(data) % 4)
        places.append(len(glyf))
    maxps = [cut.table("maxp") for cut in cuts]
    limits = b"".join(max(maxp[place : place + 2] for maxp in maxps) for place in range(6, len(maxps[0]), 2))
    head, hhea = base.table("head"), base.table("hhea")
    changed = {
        "glyf": bytes(glyf),
        "loca": struct.pack(f">{len(places)}I", *places),
        "hmtx": b"".join(union.metrics.get(glyph, b"\0\0\0\0") for glyph in range(count)),
        "maxp": maxps[0][:4] + count.to_bytes(2, "big") + limits,
        "head": head[:50] + b"\0\1" + head[52:],
        "hhea": hhea[:34] + count.to_bytes(2, "big") + hhea[36:],
    }
    out, kept = io.BytesIO(), sorted(NEEDED & set(base.reader.keys()))
    writer = SFNTWriter(out, len(kept), base.reader.sfntVersion)
    for tag in kept:
        writer[tag] = changed.get(tag) or base.table(tag)
    writer.close()
    return out.getvalue()
