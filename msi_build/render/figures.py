"""Primitives of every figure: a pen that writes SVG, and the measuring of words with the bundled fonts.

One user unit is one millimetre; sizes of type and of lines are in points. Nothing here has an id, so many
figures can stand on one page. Two flavours of the same drawing: on paper all paint is in attributes (the
print engine does not apply the page's CSS inside SVG) and the figure has a size; on screen the paint
follows the page's colours, light or dark, and the figure takes the width of its box.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from math import cos, pi, sin
from pathlib import Path
from typing import Literal

from fontTools.ttLib import TTFont

#: Millimetres of a point.
PT = 0.3528

#: The thinnest line that a copier keeps, in points: the width of most lines.
THIN = 0.75

#: A drawing on screen that is wider, in millimetres, keeps its size and is moved sideways: shrunk, its words are lost.
WIDEST = 240.0

#: The fonts of the paper; the screen has the same letters.
FONTS = Path(__file__).resolve().parents[2] / "theme" / "fonts"

Weight = Literal["400", "600", "700", "serif", "serif700"]
Anchor = Literal["start", "middle", "end"]

#: Files in the order in which a letter is looked for.
FILES: dict[str, tuple[str, ...]] = {
    "400": ("SourceSans3-Medium.woff2", "noto-sans-latin-ext-400-normal.woff2"),
    "600": ("SourceSans3-Semibold.woff2", "noto-sans-latin-ext-700-normal.woff2"),
    "700": ("SourceSans3-Bold.woff2", "noto-sans-latin-ext-700-normal.woff2"),
    "serif": ("charis-sil-latin-400-normal.woff2", "charis-sil-latin-ext-400-normal.woff2"),
    "serif700": ("charis-sil-latin-700-normal.woff2", "charis-sil-latin-ext-700-normal.woff2"),
}


@dataclass(frozen=True)
class Flavour:
    """The paint of a drawing. `sized`: with width and height in millimetres, as paper wants it."""

    ink: str
    paper: str
    tint: str
    accent: str
    dim: str
    sans: str
    serif: str
    sized: bool


PRINT = Flavour(
    "#000", "#fff", "#ececec", "#000", "#000",
    "MSI Sans, MSI Sans Ext, sans-serif", "MSI Serif, MSI Serif Ext, MSI Sans, serif", True,
)  # fmt: skip
#: Paper of the colour edition: the accent is Lake, all else stays ink.
COLOUR = replace(PRINT, accent="#0b5a6b")
SCREEN = Flavour(
    "currentColor", "var(--msi-paper, #fff)", "var(--msi-sand, #f7f4ee)", "var(--msi-lake, #0b5a6b)",
    "var(--msi-dim, #5c574f)", "var(--msi-sans, sans-serif)", "var(--msi-serif, serif)", False,
)  # fmt: skip


@dataclass(frozen=True)
class Drawing:
    """A finished figure. `width` and `height` in millimetres are what it takes at its full size.

    `fits` is False when the words do not find room in the box that was asked for: print it on the next larger
    paper, or show the list of words in its place.
    """

    svg: str
    width: float
    height: float
    fits: bool = True

    def __html__(self) -> str:
        """Templates set the figure as it is."""
        return self.svg

    def enlarged(self, times: float) -> Drawing:
        """The same drawing shown larger, words and lines included."""
        old, new = (f' width="{number(self.width * n)}mm" height="{number(self.height * n)}mm"' for n in (1, times))
        return replace(self, svg=self.svg.replace(old, new, 1), width=self.width * times, height=self.height * times)


@dataclass(frozen=True)
class Box:
    """A rectangle; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def overlaps(self, other: Box) -> bool:
        """Do the two share more than an edge?"""
        apart = (
            self.right <= other.x or other.right <= self.x or self.bottom <= other.y or other.bottom <= self.y
        )
        return not apart

    def inside(self, other: Box, slack: float = 0.01) -> bool:
        across = other.x - slack <= self.x and self.right <= other.right + slack
        return across and other.y - slack <= self.y and self.bottom <= other.bottom + slack


# ---------------------------------------------------------------- measuring


@cache
def _faces(weight: str) -> tuple[tuple[dict[int, str], dict[str, tuple[int, int]], int], ...]:
    fonts = [TTFont(FONTS / name) for name in FILES[weight]]
    return tuple((font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm) for font in fonts)


@cache
def _advance(char: str, weight: str) -> float:
    """Width of a letter in em; a letter of no font counts as wide as an m."""
    for cmap, metrics, units in _faces(weight):
        if name := cmap.get(ord(char)):
            return metrics[name][0] / units
    return 0.9


def width(text: str, pt: float, weight: Weight = "400") -> float:
    """Width of a line of text in millimetres."""
    return sum(_advance(char, weight) for char in text) * pt * PT


def leading(pt: float) -> float:
    """From baseline to baseline, in millimetres."""
    return pt * PT * 1.2


def wrap(text: str, limit: float, pt: float, weight: Weight = "400") -> list[str]:
    """Lines no wider than `limit` mm. A word that is wider than a line is cut."""
    lines: list[str] = []
    for word in _words(text, limit, pt, weight):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, pt, weight) <= limit:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _words(text: str, limit: float, pt: float, weight: Weight) -> Iterable[str]:
    for word in text.split():
        piece = ""
        for char in word:
            if piece and width(piece + char, pt, weight) > limit:
                yield piece
                piece = ""
            piece += char
        yield piece


def balance(text: str, limit: float, pt: float, weight: Weight = "400") -> list[str]:
    """Like `wrap`, with the same number of lines but of nearly equal length: for centred words."""
    best = wrap(text, limit, pt, weight)
    widest_word = max((width(word, pt, weight) for word in text.split()), default=0.0)
    while limit - 1 >= widest_word:
        limit -= 1
        lines = wrap(text, limit, pt, weight)
        if len(lines) > len(best):
            break
        best = lines
    return best


# ---------------------------------------------------------------- the pen


def number(value: float) -> str:
    """Rounded to a hundredth, without idle zeros: the same data give the same text everywhere."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _at(x: float, y: float) -> str:
    return f' x="{number(x)}" y="{number(y)}"'


def _class(css: str) -> str:
    return f' class="{css}"' if css not in ("", "dim") else ""


@dataclass(frozen=True)
class Pen:
    """Writes shapes in one flavour. `css` names a part; "dim" is paint and no name.

    What most parts share (ink, the thinnest line, medium letters) stands once, on the group of the figure.
    """

    flavour: Flavour = PRINT

    def text(
        self, x: float, y: float, content: str, pt: float = 10, weight: Weight = "400",
        anchor: Anchor = "start", css: str = "", fill: str = "",
    ) -> str:  # fmt: skip
        """One line of text; y is the baseline."""
        return f"<text{_at(x, y)}{self._type(pt, weight, anchor, css, fill)}>{escape(content)}</text>"

    def _type(self, pt: float, weight: Weight, anchor: Anchor, css: str = "", fill: str = "") -> str:
        """The attributes of letters, as far as they are not those of the figure."""
        bold = {"serif": "400", "serif700": "700"}.get(weight, weight)
        paint = fill or (self.flavour.dim if css == "dim" else self.flavour.ink)
        return (
            f' font-size="{number(pt * PT)}"'
            + (f' font-family="{self.flavour.serif}"' if weight.startswith("serif") else "")
            + (f' font-weight="{bold}"' if bold != "400" else "")
            + (f' text-anchor="{anchor}"' if anchor != "start" else "")
            + (f' fill="{paint}"' if paint != self.flavour.ink else "")
            + _class(css)
        )

    def lines(
        self,
        x: float,
        middle: float,
        rows: Sequence[str],
        pt: float,
        weight: Weight = "400",
        anchor: Anchor = "middle",
    ) -> str:
        """Rows of text around the height `middle`."""
        step = leading(pt)
        first = middle - step * len(rows) / 2 + step * 0.78
        texts = (f"<text{_at(x, first + n * step)}>{escape(row)}</text>" for n, row in enumerate(rows))
        return f"<g{self._type(pt, weight, anchor)}>{''.join(texts)}</g>" if rows else ""

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        pt: float = THIN,
        dash: str = "",
        css: str = "",
        stroke: str = "",
    ) -> str:
        return (
            f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"{self._stroke(pt, dash, stroke)}'
            f"{_class(css)}/>"
        )

    def path(
        self, d: str, pt: float = THIN, fill: str = "none", dash: str = "", css: str = "", stroke: str = ""
    ) -> str:
        join = ' stroke-linejoin="round"'
        return f'<path d="{d}" fill="{fill}"{self._stroke(pt, dash, stroke)}{join}{_class(css)}/>'

    def rect(self, box: Box, pt: float = THIN, fill: str = "none", css: str = "", stroke: str = "") -> str:
        return (
            f'<rect x="{number(box.x)}" y="{number(box.y)}" width="{number(box.width)}" height="{number(box.height)}"'
            f' fill="{fill}"{self._stroke(pt, "", stroke)}{_class(css)}/>'
        )

    def circle(
        self,
        x: float,
        y: float,
        r: float,
        pt: float = THIN,
        fill: str = "none",
        css: str = "",
        stroke: str = "",
    ) -> str:
        return (
            f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(r)}" fill="{fill}"{self._stroke(pt, "", stroke)}'
            f"{_class(css)}/>"
        )

    def triangle(
        self, x: float, y: float, r: float, pt: float = THIN, fill: str = "none", css: str = ""
    ) -> str:
        corners = (0, 2 * pi / 3, 4 * pi / 3)
        points = " ".join(f"{number(x + r * sin(a))},{number(y - r * cos(a))}" for a in corners)
        return f'<polygon points="{points}" fill="{fill}"{self._stroke(pt)} stroke-linejoin="round"{_class(css)}/>'

    def _stroke(self, pt: float, dash: str = "", stroke: str = "") -> str:
        round_dots = ' stroke-linecap="round"' if dash.startswith("0.") else ""
        dashes = f' stroke-dasharray="{dash}"{round_dots}' if dash else ""
        wide = f' stroke-width="{number(pt * PT)}"' if pt != THIN else ""
        return f' stroke="{stroke or self.flavour.ink}"{wide}{dashes}'

    def figure(
        self, width_mm: float, height_mm: float, title: str, body: str, told: str = "", css: str = ""
    ) -> str:
        """The whole figure. `title` is read in its place by those who cannot see it, `told` says what it
        shows.
        """
        w, h = number(width_mm), number(height_mm)
        size = f' width="{w}mm"' if self.flavour.sized or width_mm > WIDEST else ""
        size += f' height="{h}mm"' if self.flavour.sized else ""
        names = f"figure {css}".strip()
        desc = f"<desc>{escape(told)}</desc>" if told else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}"{size} role="img" class="{names}">'
            f'<title>{escape(title)}</title>{desc}<g font-family="{self.flavour.sans}"'
            f' font-weight="400" fill="{self.flavour.ink}" stroke-width="{number(THIN * PT)}">{body}</g></svg>'
        )
