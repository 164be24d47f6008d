"""The cycle as a ruler of weeks with real distances: what was held, what comes next, what is to come."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msi_build.render.figures import PRINT, Box, Drawing, Flavour, Pen, width
from msi_build.render.shapes import Stop

STOREY = 9.6


def timeline(
    stops: Sequence[Stop],
    now: float,
    weeks: int = 44,
    months: Sequence[tuple[float, str]] = (),
    wide: float = 175.0,
    flavour: Flavour = PRINT,
    title: str = "The cycle in weeks",
) -> Drawing:
    """The cycle as a ruler with real distances: done is full, next a ring with a dot, to come open.

    `now` is the week up to which the line is heavy; `months` are (week, name). Names that would touch go up
    a storey.
    """
    pen = Pen(flavour)
    names = storeys(stops, weeks, wide)
    height = 14.5 + STOREY * max((storey for storey, _ in names), default=0) + 10
    y = height - 10
    x = ruler(weeks, wide)
    heavy = max(1.0, min(now, weeks))
    parts = [pen.line(4, y, wide - 4, y), pen.line(4, y, x(heavy), y, 3.2, css="past")]
    parts += [
        pen.line(x(week), y + 1.8, x(week), y + (3.8 if week % 4 == 1 else 2.8))
        for week in range(1, weeks + 1)
    ]
    parts += _month_names(pen, months, x, y, wide)
    placed = [(stop, x(stop.week), storey, left) for stop, (storey, left) in zip(stops, names, strict=True)]
    parts += [pen.line(at, y - 3.4, at, y - 4.6 - storey * STOREY) for _, at, storey, _ in placed if storey]
    parts += [
        _sign(pen, stop, at, y) + _words(pen, stop, left, y - storey * STOREY)
        for stop, at, storey, left in placed
    ]
    words = {"done": "held", "next": "next", "todo": "to come"}
    told = "; ".join(f"{stop.name}, {stop.date}, {words[stop.state]}" for stop in stops)
    return Drawing(pen.figure(wide, height, title, "".join(parts), told, "timeline"), wide, height)


def ruler(weeks: int, wide: float) -> Callable[[float], float]:
    """From weeks to millimetres."""
    return lambda week: 4 + (min(week, weeks) - 1) / max(1, weeks - 1) * (wide - 8)


def storeys(stops: Sequence[Stop], weeks: int, wide: float) -> list[tuple[int, float]]:
    """For each stop its storey (0 lowest) and the left edge of its words, inside the figure."""
    x, ends, places = ruler(weeks, wide), [-99.0] * 6, []
    for stop in stops:
        long = _long(stop)
        left = min(max(1.0, x(stop.week) - long / 2), wide - 1 - long)
        storey = next((n for n, end in enumerate(ends) if left > end + 2.5), len(ends) - 1)
        ends[storey] = left + long
        places.append((storey, left))
    return places


def _long(stop: Stop) -> float:
    return max(width(stop.name, 9.5, "700"), width(stop.date, 9.5, "700"))


def _month_names(
    pen: Pen, months: Sequence[tuple[float, str]], x: Callable[[float], float], y: float, wide: float
) -> list[str]:
    parts, end = [], -99.0
    for week, name in months:
        left = x(week)
        if left > end + 1.5 and left + width(name, 9.5) <= wide:
            parts.append(pen.text(left, y + 8.2, name, 9.5, css="dim"))
            end = left + width(name, 9.5)
    return parts


def _sign(pen: Pen, stop: Stop, x: float, y: float) -> str:
    ink, paper, accent = pen.flavour.ink, pen.flavour.paper, pen.flavour.accent
    if stop.state == "next":
        return pen.circle(x, y, 3.4, 1.8, paper, "next", accent) + pen.circle(
            x, y, 1.5, 0.75, accent, "now", accent
        )
    return pen.circle(x, y, 2.1, 1, ink if stop.state == "done" else paper, "stop")


def _words(pen: Pen, stop: Stop, left: float, y: float) -> str:
    """Name and date over the ruler, on a ground that interrupts the threads of higher storeys."""
    middle, now = left + _long(stop) / 2, stop.state == "next"
    ground = pen.rect(
        Box(left - 0.6, y - 13.4, _long(stop) + 1.2, 8.8), 0, pen.flavour.paper, "ground", "none"
    )
    name = pen.text(middle, y - 9.6, stop.name, 9.5, "700" if now else "600", "middle")
    return ground + name + pen.text(middle, y - 5.6, stop.date, 9.5, "700" if now else "400", "middle", "dim")
