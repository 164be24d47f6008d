"""What a page says and measures, read back from the finished PDF: words, sizes of letters, widths of lines, dark areas.

Only the operators that the engine and the stamp write are known. Units: points of the paper, origin in its lower left corner.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pikepdf

from msi_build.printing.text import content_of, letters_of, squeezed

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]

#: Lighter than this a tint may vanish on a copy without loss (0 black, 1 white).
TINT = 0.85

_TOKEN = re.compile(rb"<<.*?>>|\[[^\]]*\]|<[0-9a-fA-F]*>|/[^\s/<\[\]]+|[-+]?[\d.]+|[A-Za-z'\"][A-Za-z0-9]*\*?")
_SHOWN = re.compile(rb"<([0-9a-fA-F]*)>|([-+]?[\d.]+)")
_NUMBER = frozenset(b"+-.0123456789")
_EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)


@dataclass(frozen=True)
class Run:
    """A piece of text: its size on paper, the box around it, its letters; `whole` False: a glyph is an empty box.

    `face` is the name of its font, `within` the kinds of marked content that it lies in (`/Span`, `/Figure`, `/Artifact`).
    """

    size: float
    box: Box
    letters: str
    whole: bool
    face: str = ""
    within: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Font:
    """Width (in em) and letters of each glyph, which is four hex digits."""

    name: str

    widths: dict[bytes, float]
    letters: dict[bytes, str]


@dataclass
class Measures:
    """What one page holds; `darkest` is the largest area with a dark ground (square points)."""

    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    shapes: list[Box] = field(default_factory=list)
    thinnest: float = 99.0
    darkest: float = 0.0

    @property
    def text(self) -> str:
        """The letters in the order of drawing, without spaces."""
        return squeezed("".join(run.letters for run in self.runs))


@dataclass
class _State:
    """What `q` keeps and `Q` brings back."""

    matrix: Matrix
    clip: Box = _EVERYWHERE
    fill: float = 0.0
    line: float = 1.0


def measure(page: pikepdf.Page, known: dict[object, Font]) -> Measures:
    """Read a page. `known` keeps fonts between pages."""
    x0, y0, x1, y1 = (float(edge) for edge in page.mediabox)
    reader = _Reader(Measures(x1 - x0, y1 - y0), _fonts(page, known))
    reader.read(content_of(page))
    return reader.seen


def _fonts(page: pikepdf.Page, known: dict[object, Font]) -> dict[str, Font]:
    fonts = page.obj.get("/Resources", {}).get("/Font", {})
    for font in fonts.values():
        if font.objgen not in known:
            known[font.objgen] = Font(str(font.BaseFont), dict(_widths(font)), letters_of(font))
    return {name: known[font.objgen] for name, font in fonts.items()}


def _widths(font: pikepdf.Object) -> Iterator[tuple[bytes, float]]:
    """Glyphs are numbered: `[first [w w …] first [w …] …]`."""
    table = list(font.DescendantFonts[0].get("/W", []))
    for first, row in zip(table[::2], table[1::2], strict=True):
        yield from ((b"%04x" % (int(first) + n), float(width) / 1000) for n, width in enumerate(row))


class _Reader:
    """Follows the operators of a page."""

    def __init__(self, seen: Measures, fonts: dict[str, Font]) -> None:
        self.seen = seen
        self.fonts = fonts
        self.state = _State((1, 0, 0, 1, 0, 0))
        self.kept: list[_State] = []
        self.paths: list[list[tuple[float, float]]] = []
        self.font, self.size, self.place = "", 0.0, self.state.matrix
        self.clips = False
        self.marks: list[str] = []
        self.operators: dict[bytes, Callable[[list[bytes]], None]] = {
            b"q": self._keep, b"Q": self._restore, b"cm": self._move, b"w": self._line, b"rg": self._colour, b"g": self._grey,
            b"scn": self._pattern, b"re": self._rectangle, b"m": self._start, b"l": self._go, b"c": self._go, b"W": self._clip,
            b"W*": self._clip, b"n": self._nothing, b"f": self._fill, b"f*": self._fill, b"B": self._both, b"S": self._stroke,
            b"Tf": self._set_font, b"Tm": self._set_place, b"TJ": self._show, b"Tj": self._show,
            b"BDC": self._open, b"BMC": self._open, b"EMC": self._close,
        }  # fmt: skip

    def read(self, content: bytes) -> None:
        given: list[bytes] = []
        for token in _TOKEN.findall(content):
            if token[0] in _NUMBER or token[0] in b"/<[":
                given.append(token)
                continue
            if (operator := self.operators.get(token)) is not None:
                operator(given)
            given = []

    # -------------------------------------------------------- state

    def _keep(self, given: list[bytes]) -> None:
        state = self.state
        self.kept.append(_State(state.matrix, state.clip, state.fill, state.line))

    def _restore(self, given: list[bytes]) -> None:
        self.state = self.kept.pop()

    def _move(self, given: list[bytes]) -> None:
        self.state.matrix = _times(_matrix(given), self.state.matrix)

    def _line(self, given: list[bytes]) -> None:
        self.state.line = float(given[-1])

    def _colour(self, given: list[bytes]) -> None:
        red, green, blue = (float(one) for one in given[-3:])
        self.state.fill = 0.299 * red + 0.587 * green + 0.114 * blue

    def _grey(self, given: list[bytes]) -> None:
        self.state.fill = float(given[-1])

    def _pattern(self, given: list[bytes]) -> None:
        """Ruled lines and drawings as a ground are not dark."""
        self.state.fill = 1.0

    # -------------------------------------------------------- shapes

    def _rectangle(self, given: list[bytes]) -> None:
        x, y, wide, high = (float(one) for one in given[-4:])
        self.paths.append([(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)])

    def _start(self, given: list[bytes]) -> None:
        self.paths.append([(float(given[-2]), float(given[-1]))])

    def _go(self, given: list[bytes]) -> None:
        if self.paths:
            self.paths[-1].append((float(given[-2]), float(given[-1])))

    def _clip(self, given: list[bytes]) -> None:
        self.clips = True

    def _nothing(self, given: list[bytes]) -> None:
        if self.clips and self.paths:
            self.state.clip = _common(self.state.clip, self._box())
        self.paths, self.clips = [], False

    def _fill(self, given: list[bytes]) -> None:
        if self.paths and self.state.fill < TINT:
            box = _common(self._box(), self.state.clip)
            dark = min(self._area(), max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1]))
            self.seen.darkest = max(self.seen.darkest, dark)
            self._ink(box)
        self._nothing(given)

    def _stroke(self, given: list[bytes]) -> None:
        if self.paths:
            self.seen.thinnest = min(self.seen.thinnest, self.state.line * _scale(self.state.matrix))
            self._ink(_common(self._box(), self.state.clip))
        self._nothing(given)

    def _both(self, given: list[bytes]) -> None:
        paths = self.paths
        self._fill(given)
        self.paths = paths
        self._stroke(given)

    def _box(self) -> Box:
        places = [_at(self.state.matrix, x, y) for path in self.paths for x, y in path]
        across, up = [x for x, _ in places], [y for _, y in places]
        return min(across), min(up), max(across), max(up)

    def _area(self) -> float:
        """Of paths that lie one in another, as the frames of boxes do, every second one is a hole."""
        sizes = sorted((_shoelace(path) for path in self.paths), reverse=True)
        a, b, c, d, *_ = self.state.matrix
        return abs(a * d - b * c) * abs(sum(sizes[::2]) - sum(sizes[1::2]))

    def _ink(self, box: Box) -> None:
        if box[0] <= box[2] and box[1] <= box[3]:
            self.seen.shapes.append(box)

    # -------------------------------------------------------- text

    def _open(self, given: list[bytes]) -> None:
        self.marks.append(next(one.decode() for one in given if one.startswith(b"/")))

    def _close(self, given: list[bytes]) -> None:
        self.marks.pop()

    def _set_font(self, given: list[bytes]) -> None:
        self.font, self.size = given[-2].decode(), float(given[-1])

    def _set_place(self, given: list[bytes]) -> None:
        self.place = _matrix(given)

    def _show(self, given: list[bytes]) -> None:
        font, size = self.fonts[self.font], self.size
        glyphs, shifts = [], 0.0
        for shown, shift in _SHOWN.findall(given[-1]):
            if shift:
                shifts += float(shift)
            else:
                glyphs += [shown[at : at + 4] for at in range(0, len(shown), 4)]
        along = (sum([font.widths.get(glyph, 0.0) for glyph in glyphs]) - shifts / 1000) * size
        matrix = _times(self.place, self.state.matrix)
        ends = [_at(matrix, x, y) for x in (0.0, along) for y in (-0.2 * size, 0.7 * size)]
        box = min(x for x, _ in ends), min(y for _, y in ends), max(x for x, _ in ends), max(y for _, y in ends)
        letters = "".join([font.letters.get(glyph, "") for glyph in glyphs])
        whole = b"0000" not in glyphs
        self.seen.runs.append(Run(size * _scale(matrix), box, letters, whole, font.name, frozenset(self.marks)))


def _matrix(given: list[bytes]) -> Matrix:
    a, b, c, d, e, f = (float(one) for one in given[-6:])
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    """`one` first, then `other`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _scale(matrix: Matrix) -> float:
    """How much smaller or larger something upright becomes."""
    return (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5


def _common(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _shoelace(path: list[tuple[float, float]]) -> float:
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(path, path[1:] + path[:1], strict=True))) / 2
