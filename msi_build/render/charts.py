"""One indicator as a chart: an open ring is the baseline, full dots are values, a flag is the target.

The time axis is true: a year is twelve times as long as a month. The value axis begins at 0. Where a
reading was due and is missing, the line is left open. Words stand on the lines; there is no legend, and
nothing is said by colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil, floor, log10
from typing import Literal

from msi_build.render.figures import PRINT, Box, Drawing, Flavour, Pen, number, width
from msi_build.render.periods import MONTHS_BETWEEN, Span, amount, with_unit


@dataclass(frozen=True)
class Value:
    """A number and the period it belongs to, as in the district files: `2027-06`, `2026-03/2026-05`."""

    period: str
    value: float

    @property
    def span(self) -> Span:
        return Span.parse(self.period)


@dataclass(frozen=True)
class Series:
    """What one chart shows. At least one of baseline, values and target is there; values are in order of
    time.
    """

    name: str
    unit: str = "count"
    baseline: Value | None = None
    values: tuple[Value, ...] = ()
    target: Value | None = None
    every: int | None = None  # months from one reading to the next; None: not known

    @property
    def known(self) -> tuple[Value, ...]:
        """Baseline and values."""
        return ((self.baseline,) if self.baseline else ()) + self.values

    def words(self, value: float) -> str:
        return with_unit(value, self.unit)

    def label(self, value: float) -> str:
        """Short, for inside the chart: the unit of a rate stands in the heading."""
        return amount(value) if self.unit.startswith("per_") else self.words(value)


def gaps(series: Series) -> list[Span]:
    """Periods between the first and the last value for which a reading was due and none was written."""
    if not series.every:
        return []
    missing: list[Span] = []
    for before, after in pairwise(series.values):
        last = before.span.last + series.every
        while last < after.span.last and last - before.span.last < 600:
            missing.append(Span(last - before.span.months + 1, last))
            last += series.every
    return missing


def coming(series: Series, most: int = 4) -> list[Span]:
    """The next periods to be read, up to the target's month, at most `most`."""
    if not series.known:
        return []
    step, last = series.every or 3, series.known[-1].span.last
    end = series.target.span.last if series.target else last + most * step
    found: list[Span] = []
    while len(found) < most and last < end:
        last = min(last + step, max(end, last + 1))
        found.append(Span(last - (2 if step == 3 and not series.target else 0), last))
    return found


# ---------------------------------------------------------------- scales


def nice_top(largest: float, unit: str = "") -> float:
    """The upper end of the axis: a round number above the largest value; percent end at 100 at most."""
    if largest <= 0:
        return 1.0
    step = 10 ** floor(log10(largest))
    top = next(step * share for share in (1, 1.5, 2, 3, 4, 5, 6, 8, 10, 12) if step * share >= largest * 1.08)
    if unit == "count":
        top = float(ceil(top))
    return 100.0 if unit == "percent" and largest <= 100 < top else top


def middle_of(span: Span) -> float:
    """The middle of a period in months since the year 0."""
    return (span.first + span.last) / 2


@dataclass(frozen=True)
class Frame:
    """The field of a chart in mm: time from left to right, values from bottom to top."""

    left: float
    right: float
    top: float
    bottom: float
    first: float
    last: float
    low: float
    high: float

    def x(self, span: Span) -> float:
        """A period stands at its middle."""
        share = (middle_of(span) - self.first) / (self.last - self.first)
        return self.left + 3 + share * (self.right - self.left - 6)

    def y(self, value: float) -> float:
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)


def frame(series: Series, wide: float, high: float) -> Frame:
    """The field for a series in a figure of `wide` × `high` mm without the row of boxes."""
    points = [*series.known, *((series.target,) if series.target else ())]
    middles = [middle_of(one.span) for one in points]
    numbers = [one.value for one in points]
    top = nice_top(max(numbers), series.unit)
    low = -nice_top(-min(numbers)) if min(numbers) < 0 else 0.0
    left = 3.5 + max(width(series.label(value), 9.5) for value in (low, top))
    first, last = min(middles), max(middles)
    return Frame(max(10.0, left), wide - 9, 8, high - 9, first, last if last > first else first + 3, low, top)


# ---------------------------------------------------------------- the chart

#: Room in mm that words keep from other words, where there is a free place.
AIR = 0.8


@dataclass
class Labels:
    """Places words so that they never leave the figure or lie on other words and, if possible, on no dot
    and no line.
    """

    edge: Box
    words: list[Box] = field(default_factory=list)
    marks: list[Box] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    aims: list[Box] = field(default_factory=list)  # the target's line and flag

    def place(
        self, text: str, pt: float, weight: Literal["600", "700"], spots: Sequence[tuple[float, float]]
    ) -> tuple[float, float] | None:
        """The best of `spots` (left, baseline), the nearest first; any free place when words or the target
        are on all; else None.
        """
        long = width(text, pt, weight)
        for near in (spots, [*spots, *self._anywhere(long)]):
            boxes = {(x, y): Box(x, y - pt * 0.26, long, pt * 0.33) for x, y in near}
            free = {
                spot: box for spot, box in boxes.items() if box.inside(self.edge) and _clear(box, self.words)
            }
            best = min(free, key=lambda spot: self._cost(free[spot]), default=None)
            if best and (near is not spots or self._cost(free[best]) < 3):
                self.words.append(free[best])
                return best
        return None

    def _cost(self, box: Box) -> int:
        """0: all clear, 1: on a line or close to words, 2: on a dot, 3: on the target's line or flag."""
        if not _clear(box, self.aims):
            return 3
        near = Box(box.x - AIR, box.y - AIR, box.width + 2 * AIR, box.height + 2 * AIR)
        return 2 if not _clear(box, self.marks) else 1 if not _clear(box, self.rules) or not _clear(near, self.words) else 0

    def _anywhere(self, long: float) -> Iterator[tuple[float, float]]:
        """A grid over the field, for a chart so full that no place beside the line is left."""
        for row in range(int(self.edge.height // 4)):
            for step in range(5):
                yield self.edge.x + step / 4 * (self.edge.width - long), self.edge.y + 4 + row * 4

    def dot(self, x: float, y: float, r: float) -> None:
        """Keep words off a dot."""
        self.marks.append(Box(x - r, y - r, 2 * r, 2 * r))

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Keep words off a line, if there is room elsewhere."""
        steps = max(1, round(abs(x2 - x1) + abs(y2 - y1)))
        for n in range(steps + 1):
            x, y = x1 + (x2 - x1) * n / steps, y1 + (y2 - y1) * n / steps
            self.rules.append(Box(x - 0.6, y - 0.3, 1.2, 0.6))


def _clear(box: Box, others: Sequence[Box]) -> bool:
    return not any(box.overlaps(other) for other in others)


def chart(
    series: Series, wide: float = 82.0, high: float = 48.0, flavour: Flavour = PRINT, by_hand: bool = False
) -> Drawing:
    """The chart, `wide` mm wide and `high` mm high; `by_hand` adds a row of 8 mm boxes for the coming
    readings below.

    ValueError when there is nothing to draw: say so in words instead.
    """
    if not series.known:
        raise ValueError(f"{series.name}: no baseline and no value yet")
    pen, field_ = Pen(flavour), frame(series, wide, high)
    labels = Labels(Box(field_.left + 0.5, 0.5, wide - field_.left - 1, field_.bottom - 0.8))
    for one in series.known:
        labels.dot(field_.x(one.span), field_.y(one.value), 2.0)
    parts = [
        *_axes(pen, series, field_),
        *_levels(pen, series, field_, labels),
        *_line(pen, series, field_, labels),
    ]
    parts += [*_dots(pen, series, field_), *_words(pen, series, field_, labels)]
    if by_hand:
        parts += _hand_row(pen, series, field_, high, wide)
    tall = high + (16 if by_hand else 0)
    return Drawing(pen.figure(wide, tall, series.name, "".join(parts), _told(series), "chart"), wide, tall)


def _told(series: Series) -> str:
    """The chart in words: every number, and the gaps."""
    told = (
        [f"Baseline {series.words(series.baseline.value)} ({series.baseline.span.words()})"]
        if series.baseline
        else []
    )
    told += [f"{one.span.words()} {series.words(one.value)}" for one in series.values] or ["no value yet"]
    told += [f"no value for {span.words()}" for span in gaps(series)]
    if series.target:
        told.append(f"target {series.words(series.target.value)} by {series.target.span.words()}")
    return "; ".join(told)


def target_words(series: Series) -> str:
    """`Target 20% by Nov 2027`"""
    target = series.target
    return f"Target {series.label(target.value)} by {target.span.words(short=True)}" if target else ""


def _axes(pen: Pen, series: Series, field_: Frame) -> Iterator[str]:
    left, right, top, bottom = (number(edge) for edge in (field_.left, field_.right, field_.top, field_.bottom))
    ticks = (f"M{number(field_.x(span))} {bottom}v1.4" for span, _, _ in tick_labels(series, field_))
    yield pen.path(f"M{left} {top}V{bottom}H{right}" + "".join(ticks))
    for value in dict.fromkeys((field_.low, 0.0, field_.high)):
        yield pen.text(field_.left - 2, field_.y(value) + 1.1, series.label(value), 9.5, "400", "end", "dim")
    for _, label, start in tick_labels(series, field_):
        if label:
            yield pen.text(start, field_.bottom + 5.2, label, 9.5, css="dim")


def tick_labels(series: Series, field_: Frame) -> list[tuple[Span, str, float]]:
    """Each period with its words and their left edge; words that would touch others are left out ("").

    First come the baseline, the newest value and the target; the table beside the chart has them all.
    """
    known = [one.span for one in series.known]
    spans = list(dict.fromkeys([*known, *((series.target.span,) if series.target else ())]))
    first = [span for span in (known[0], known[-1], spans[-1]) if span in spans]
    taken: list[Box] = []
    found: dict[Span, tuple[str, float]] = {}
    for span in dict.fromkeys([*first, *spans]):
        label = span.words(short=True)
        long = width(label, 9.5)
        left = min(max(field_.left - 7, field_.x(span) - long / 2), field_.right + 8.5 - long)
        box = Box(left - 1, 0, long + 2, 4)
        free = not any(box.overlaps(other) for other in taken)
        taken += [box] if free else []
        found[span] = (label if free else "", left)
    return [(span, *found[span]) for span in spans]


def _levels(pen: Pen, series: Series, field_: Frame, labels: Labels) -> Iterator[str]:
    """The dotted line of the baseline; the dashed line and the flag of the target."""
    if series.baseline:
        x, y = field_.x(series.baseline.span), field_.y(series.baseline.value)
        labels.line(x, y, field_.right, y)
        yield pen.line(x, y, field_.right, y, 0.75, "0.3 1.5", "base")
    if series.target:
        x, y = field_.x(series.target.span), field_.y(series.target.value)
        labels.aims.append(Box(field_.left, y - 0.3, field_.right - field_.left, 0.6))
        labels.aims.append(Box(x - 0.5, y - 6.2, 5, 6.2))
        yield pen.line(field_.left, y, field_.right, y, 1, "2.4 1.4", "target")
        yield pen.path(
            f"M{number(x)} {number(y)}V{number(y - 6)}l4 1.5l-4 1.5", 1, pen.flavour.ink, css="flag"
        )


def runs(series: Series) -> list[list[Value]]:
    """The values in unbroken runs: a run ends where a reading is missing. A baseline from before opens the
    first.
    """
    opens = series.baseline and (
        not series.values or middle_of(series.baseline.span) < middle_of(series.values[0].span)
    )
    rows: list[list[Value]] = [[series.baseline]] if series.baseline and opens else [[]]
    for n, one in enumerate(series.values):
        before = series.values[n - 1] if n else None
        if before and series.every and one.span.last - before.span.last > series.every:
            rows.append([])
        rows[-1].append(one)
    return rows


def _line(pen: Pen, series: Series, field_: Frame, labels: Labels) -> Iterator[str]:
    for run in runs(series):
        points = [(field_.x(one.span), field_.y(one.value)) for one in run]
        for (x1, y1), (x2, y2) in pairwise(points):
            labels.line(x1, y1, x2, y2)
        if len(points) > 1:
            d = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
            yield pen.path(d, 2, css="series", stroke=pen.flavour.accent)


def _dots(pen: Pen, series: Series, field_: Frame) -> Iterator[str]:
    if series.baseline:
        x, y = field_.x(series.baseline.span), field_.y(series.baseline.value)
        yield pen.circle(x, y, 1.7, 1.4, pen.flavour.paper, "baseline")
    for one in series.values:
        yield pen.circle(
            field_.x(one.span), field_.y(one.value), 1.7, 0.75, pen.flavour.accent, "now", pen.flavour.accent
        )


def _words(pen: Pen, series: Series, field_: Frame, labels: Labels) -> Iterator[str]:
    """The newest value large beside its dot, then baseline and target on their lines."""
    if series.values:
        newest = series.values[-1]
        text = series.label(newest.value)
        spot = labels.place(text, 14, "700", _around(field_, newest, width(text, 14, "700")))
        yield pen.text(*spot, text, 14, "700", css="big") if spot else ""
    if series.baseline:
        text = f"Baseline {series.label(series.baseline.value)}"
        x, y = field_.x(series.baseline.span), field_.y(series.baseline.value)
        spot = labels.place(text, 9.5, "600", _beside(x + 2.6, y, field_, width(text, 9.5, "600")))
        yield pen.text(*spot, text, 9.5, "600") if spot else ""
    if series.target:
        text, y = target_words(series), field_.y(series.target.value)
        spot = labels.place(text, 9.5, "600", _beside(field_.left + 1.5, y, field_, width(text, 9.5, "600")))
        yield pen.text(*spot, text, 9.5, "600") if spot else ""


def _around(field_: Frame, one: Value, long: float) -> list[tuple[float, float]]:
    """Right of the dot, above it, below it, left of it; then farther off, where steep or level lines leave room."""
    x, y = field_.x(one.span), field_.y(one.value)
    sides = [(x + 3, y + 1.7), (x + 3, y - 1.6), (x + 3, y + 5)]
    return [
        *sides,
        (x - long / 2, y - 2.8),
        (x - long / 2, y + 6.4),
        (x - long - 2.4, y - 1.6),
        (x - long - 2.4, y + 5),
        *((x - long - left, y + 1.2) for left in (5.5, 7)),
        *((left, y + down) for down in (6.8, 8.6) for left in (x + 3, x - long / 2, x - long - 2.4)),
        *((left, y - up) for up in (3.4, 4.6) for left in (x + 3, x - long / 2)),
    ]


def _beside(x: float, y: float, field_: Frame, long: float) -> list[tuple[float, float]]:
    """Above or below a level line, from the left on."""
    steps = (field_.right - long - x) / 6
    columns = [x + n * max(0.0, steps) for n in range(7)]
    rows = ((-1.6, 4.0), (-5.2, 7.6), (-8.8, 11.2), (-12.4, 14.8))
    return [(column, y + shift) for shifts in rows for column in columns for shift in shifts]


def _hand_row(pen: Pen, series: Series, field_: Frame, high: float, wide: float) -> Iterator[str]:
    """Known numbers, then empty boxes for the coming readings, side by side under the chart."""
    top = high + 1.5
    cell = max([15.5, *(width(amount(one.value), 10.5, "700") + 2 for one in series.known)])
    room = int((wide - 2) // cell)
    ahead = coming(series, room - 1)
    known = list(series.known[-max(1, room - len(ahead)) :])
    cells: list[tuple[Span, str]] = [(one.span, amount(one.value)) for one in known] + [
        (span, "") for span in ahead
    ]
    for n, (span, value) in enumerate(cells):
        middle = 2 + cell * (n + 0.5)
        yield pen.text(middle, top + 2.6, _cell_label(span, cell), 9.5, "400", "middle", "dim")
        box = Box(middle - 6.5, top + 4.2, 13, 8)
        yield (
            pen.text(middle, top + 9.8, value, 10.5, "700", "middle")
            if value
            else pen.rect(box, 0.75, css="hand")
        )


def _cell_label(span: Span, cell: float) -> str:
    """The period over a box; of a period with long words its last month."""
    label = span.words(short=True)
    return label if width(label, 9.5) <= cell - 1 else Span(span.last, span.last).words(short=True)


def every(frequency: str | None) -> int | None:
    """3 for `quarterly`, None when nobody said."""
    return MONTHS_BETWEEN.get(frequency or "")
