"""The cycle as bars on a line of months: when each event is in time, for when it was planned, when it was held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from msi_build.render.figures import SCREEN, Box, Drawing, Flavour, Pen, number, width
from msi_build.render.periods import SHORT_MONTHS

ROW, HEAD, NAMES = 8.0, 9.0, 40.0


@dataclass(frozen=True)
class Bar:
    """One event. `window`: when it is in time; a phase has its whole length there and no days.

    `due` is the day agreed or computed, `held` the one on which it was.
    """

    name: str
    window: tuple[dt.date, dt.date]
    due: dt.date | None = None
    held: dt.date | None = None

    @property
    def days(self) -> list[dt.date]:
        return [one for one in (*self.window, self.due, self.held) if one]


def bars(
    rows: Sequence[Bar],
    told: str,
    wide: float = 190.0,
    flavour: Flavour = SCREEN,
    title: str = "Planned and held, month by month",
) -> Drawing:
    """A row an event: a bar for the time it has, a ring for the planned day, a full dot for the day it was held."""
    pen = Pen(flavour)
    days = [day for row in rows for day in row.days]
    first, last = min(days).replace(day=1), max(days)
    scale = (wide - NAMES - 4) / max(1, (last - first).days)

    def x(day: dt.date) -> float:
        return NAMES + (day - first).days * scale

    height = HEAD + ROW * len(rows) + 2
    parts = list(_months(pen, first, last, x, height))
    for n, row in enumerate(rows):
        parts.append(_row(pen, row, HEAD + ROW * (n + 0.5), x))
    return Drawing(pen.figure(wide, height, title, "".join(parts), told, "bars"), wide, height)


def _months(
    pen: Pen, first: dt.date, last: dt.date, x: Callable[[dt.date], float], height: float
) -> Iterator[str]:
    """A thread for each month, its name where there is room."""
    year, month, end, threads = first.year, first.month, -99.0, ""
    while (day := dt.date(year, month, 1)) <= last:
        threads += f"M{number(x(day))} {number(HEAD - 2)}V{number(height - 2)}"
        name = f"{SHORT_MONTHS[month - 1]} {year}" if month == 1 or day == first else SHORT_MONTHS[month - 1]
        if x(day) > end + 1:
            yield pen.text(x(day), HEAD - 3.6, name, 9, css="dim")
            end = x(day) + width(name, 9)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    yield pen.path(threads, dash="0.1 1.4", stroke=pen.flavour.dim)


def _row(pen: Pen, row: Bar, y: float, x: Callable[[dt.date], float]) -> str:
    ink, paper = pen.flavour.ink, pen.flavour.paper
    begin, end = x(row.window[0]), x(row.window[1])
    parts = [pen.text(0, y + 1.3, row.name, 10, "600")]
    if row.due is None:
        parts.append(pen.line(begin, y, end, y, 3))
        return "".join(parts)
    if end > begin:
        parts.append(pen.rect(Box(begin, y - 1.9, end - begin, 3.8), 0.75, paper))
    if row.held and row.held != row.due:
        parts.append(pen.line(x(row.due), y, x(row.held), y))
    if row.held != row.due:
        parts.append(pen.circle(x(row.due), y, 1.6, 1, paper, "stop"))
    if row.held:
        parts.append(pen.circle(x(row.held), y, 1.6, 1, ink, "past"))
    return "".join(parts)
