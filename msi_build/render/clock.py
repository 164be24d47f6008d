"""The cycle as a clock of weeks: a black band to plan, an open band to act and observe, a large disc for
now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import asin, cos, pi, radians, sin
from typing import Literal

from msi_build.render.figures import PRINT, Box, Drawing, Flavour, Pen, number, width, wrap
from msi_build.render.shapes import Stop

#: Type of the names beside the clock, and their leading in mm.
NAME_PT, NAME_STEP = 11.5, 4.4

#: Radius in mm of a disc and of the white around the large one; the least room between two, stroke included.
DISC, MOAT, GAP = 3.0, 7.6, 1.2

#: From this radius of the ring on a thread leads from the large disc to the words in the middle; a smaller ring has no room.
ROOMY = 30


@dataclass(frozen=True)
class Clock:
    """Measures of the clock: `size` is the square that holds clock and names above and below, in mm."""

    weeks: int
    planning: int
    size: float

    @property
    def middle(self) -> float:
        return self.size / 2

    @property
    def ring(self) -> float:
        return self.size / 2 - 25

    def angle(self, week: float) -> float:
        """Radians; week 1 begins at the top, later weeks clockwise."""
        return radians(90 - (week - 1) / self.weeks * 360)

    def at(self, angle: float, r: float) -> tuple[float, float]:
        return self.middle + r * cos(angle), self.middle - r * sin(angle)


def cycle(
    stops: Sequence[Stop],
    current: int | None = None,
    weeks: int = 44,
    planning: int = 11,
    flavour: Flavour = PRINT,
    note: str = "",
    size: float = 120.0,
) -> Drawing:
    """The cycle as a clock. The drawing is `size` + 36 mm wide and `size` - 20 mm high.

    `current` is the place of the present event in `stops`, None for a cycle without "you are here"; `note`
    (a date) stands under its name. `planning` is the last week of the planning phase.
    """
    pen, clock = Pen(flavour), Clock(weeks, planning, size)
    parts = [*_bands(pen, clock), *(_tick(pen, clock, week) for week in range(1, weeks + 1))]
    parts += [_stop(pen, clock, n, angle, n == current) for n, angle in enumerate(stop_angles(clock, stops, current))]
    parts += _names(pen, clock_labels(clock, stops, current))
    name = stops[current].name if current is not None else ""
    parts.append(_here(pen, clock, name, note) if name else "")
    body = f'<g transform="translate(18 -10)">{"".join(parts)}</g>'
    title = f"The cycle. You are here: {name}" if name else "The cycle"
    told = ", ".join(f"{n + 1} {stop.name}, week {int(stop.week)}" for n, stop in enumerate(stops))
    return Drawing(pen.figure(size + 36, size - 20, title, body, told, "cycle"), size + 36, size - 20)


def _bands(pen: Pen, clock: Clock) -> Iterator[str]:
    border = clock.planning + 1.0
    if clock.planning:
        yield _band(pen, clock, 1.0, border, pen.flavour.ink, "stage-plan")
    yield _band(pen, clock, border, clock.weeks + 0.999, pen.flavour.tint, "stage-act")


def _band(pen: Pen, clock: Clock, first: float, last: float, fill: str, css: str) -> str:
    a, b, outer, inner = (
        clock.angle(first) - radians(1),
        clock.angle(last) + radians(1),
        clock.ring,
        clock.ring - 6,
    )
    large = 1 if a - b > pi else 0
    corners = (clock.at(a, outer), clock.at(b, outer), clock.at(b, inner), clock.at(a, inner))
    p, q, r, s = (f"{number(x)} {number(y)}" for x, y in corners)
    out, into = number(outer), number(inner)
    return pen.path(
        f"M{p}A{out} {out} 0 {large} 1 {q}L{r}A{into} {into} 0 {large} 0 {s}Z", 0.75, fill, css=css
    )


def _tick(pen: Pen, clock: Clock, week: int) -> str:
    angle = clock.angle(week)
    return pen.line(*clock.at(angle, clock.ring + 1), *clock.at(angle, clock.ring + 2.2))


def stop_angles(clock: Clock, stops: Sequence[Stop], current: int | None) -> list[float]:
    """Where the discs stand: at their week, moved apart along the ring as far as they would lie on each other."""
    angles = [clock.angle(stop.week + 0.5) for stop in stops]
    reach = [MOAT if n == current else DISC for n in range(len(stops))]
    for _ in range(40):
        for n, angle in enumerate(angles):
            after = (n + 1) % len(angles)
            need = 2 * asin(min(1.0, (reach[n] + reach[after] + GAP) / 2 / (clock.ring - 3)))
            lack = need - (angle - angles[after]) % (2 * pi)
            if after != n and lack > 0:
                angles[n], angles[after] = angle + lack / 2, angles[after] - lack / 2
    return angles


def _stop(pen: Pen, clock: Clock, n: int, angle: float, now: bool) -> str:
    x, y = clock.at(angle, clock.ring - 3)
    ink, paper, accent = pen.flavour.ink, pen.flavour.paper, pen.flavour.accent
    if not now:
        disc = pen.circle(x, y, DISC, 1.5, paper, "stop")
        return disc + pen.text(x, y + 1.2, str(n + 1), 9.5, "700", "middle", "no", ink)
    thread = pen.line(*clock.at(angle, clock.ring - 10), *_thread_end(clock, angle), 1.5) if clock.ring >= ROOMY else ""
    moat = pen.circle(x, y, MOAT, 0.75, paper, "moat", paper)  # keeps the disc apart from the black band
    disc = pen.circle(x, y, 6, 1.5, accent, "here", accent)
    return thread + moat + disc + pen.text(x, y + 2, str(n + 1), 16, "700", "middle", "no", paper)


def _thread_end(clock: Clock, angle: float) -> tuple[float, float]:
    """On an ellipse around the words in the middle."""
    return clock.middle + 0.41 * clock.ring * cos(angle), clock.middle - 0.31 * clock.ring * sin(angle)


@dataclass(frozen=True)
class Label:
    """The name of an event beside the clock: `y` is the baseline of its first line."""

    x: float
    y: float
    lines: tuple[str, ...]
    anchor: Literal["start", "middle", "end"]
    weight: Literal["600", "700"]

    @property
    def box(self) -> Box:
        wide = max((width(line, NAME_PT, self.weight) for line in self.lines), default=0)
        left = self.x - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        return Box(left, self.y - 3.4, wide, len(self.lines) * NAME_STEP)


def clock_labels(clock: Clock, stops: Sequence[Stop], current: int | None) -> list[Label]:
    """The names beside the clock, moved down (right side) or up (left side) until none lies on another."""
    placed: list[Label] = []
    for n, stop in enumerate(stops):
        label = _label(clock, stop, n == current)
        while any(label.box.overlaps(other.box) for other in placed):
            label = replace(label, y=label.y + (-0.6 if label.anchor == "end" else 0.6))
        placed.append(label)
    return placed


def _label(clock: Clock, stop: Stop, now: bool) -> Label:
    angle = clock.angle(stop.week + 0.5)
    across, up = cos(angle), sin(angle)
    anchor: Literal["start", "middle", "end"] = (
        "start" if across > 0.02 else "end" if across < -0.02 else "middle"
    )
    weight: Literal["600", "700"] = "700" if now else "600"
    lines = tuple(wrap(stop.name, 29 if abs(across) > 0.5 else 40, NAME_PT, weight))
    x, y = clock.at(angle, clock.ring + (7 if now else 6))
    lift = (len(lines) - 1) * NAME_STEP * (1 if up > 0.75 else 0.5 if up > -0.9 else 0)
    return Label(x, y + 1.2 - lift + (2.4 if up < -0.9 else 0), lines, anchor, weight)


def _names(pen: Pen, labels: Sequence[Label]) -> list[str]:
    return [
        pen.text(label.x, label.y + n * NAME_STEP, line, NAME_PT, label.weight, label.anchor)
        for label in labels
        for n, line in enumerate(label.lines)
    ]


def _here(pen: Pen, clock: Clock, name: str, note: str) -> str:
    """You are here: the name in the middle, its date below."""
    x, half = clock.middle, 3.6
    lines = wrap(name, 1.4 * clock.ring, 17, "serif700")
    parts = [pen.text(x, x - 3 - half * len(lines), "You are here", 11, "600", "middle")]
    parts.append(pen.lines(x, x, lines, 17, "serif700"))
    if note:
        parts.append(pen.text(x, x + 4.5 + half * len(lines), note, 11, "400", "middle"))
    return "".join(parts)
