"""The rings of a cover: one a week, and on the shore every health facility. Nothing is random."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin

from msi_build.render.figures import PRINT, Box, Drawing, Flavour, Pen, number, width
from msi_build.render.shapes import Sector

#: Radius beyond the last ring, half size of the mark, for large, middle and small facilities.
SHORE = {"large": (6.0, 2.0), "middle": (13.5, 1.55), "small": (20.5, 1.15)}
INNER = 5.0


def ripples(
    sectors: Sequence[Sector],
    weeks_of_events: Sequence[tuple[int, str]],
    current: int | None,
    weeks: int = 44,
    size: float = 178.0,
    flavour: Flavour = PRINT,
) -> Drawing:
    """The cover: a quarter circle of rings, one a week. The stone falls in at the lower left in week 1.

    Weeks behind the event are full lines, weeks to come are broken; the event is the heavy ring. Outside, the shore:
    a mark for each health facility, a sector for each district. `weeks_of_events`: (week, short name), the names stand
    under the rings; `current` is the place of the present event in it, None when nothing has happened yet.
    """
    pen = Pen(flavour)
    step = (size - 30 - INNER) / weeks
    here = weeks_of_events[current][0] if current is not None else 0
    eventful = {week for week, _ in weeks_of_events}
    parts = [
        _ring(pen, size, INNER + week * step, max(1, len(sectors)), week in eventful, week < here)
        for week in range(1, weeks + 1)
        if week != here
    ]
    if here:
        arc = _arc(size, INNER + here * step, 0, 90)
        parts.append(pen.path(arc, 8.5, css="now", stroke=flavour.accent))
    parts += [_shore(pen, size, n, len(sectors), sector) for n, sector in enumerate(sectors)]
    parts += _ring_names(pen, weeks_of_events, here, step, size)
    title = "Rings: the weeks of the cycle" + (". The heavy ring is this event." if here else "")
    told = "; ".join(_sector_words(sector) for sector in sectors)
    return Drawing(pen.figure(size + 8, size + 14, title, "".join(parts), told, "ripples"), size + 8, size + 14)


def _sector_words(sector: Sector) -> str:
    return f"{sector.name}: {sector.large + sector.middle + sector.small} health facilities"


def _arc(size: float, r: float, start: float, end: float) -> str:
    """Arc around the lower left corner; degrees, 0 = right, 90 = up."""
    ends = [(2 + r * cos(radians(a)), size - 2 - r * sin(radians(a))) for a in (start, end)]
    (x0, y0), (x1, y1) = [(number(x), number(y)) for x, y in ends]
    return f"M{x0} {y0}A{number(r)} {number(r)} 0 0 0 {x1} {y1}"


def _ring(pen: Pen, size: float, r: float, sectors: int, event: bool, past: bool) -> str:
    """One week, cut at the borders of the districts."""
    span, gap = 90 / sectors, min(0.9, 60 / r) if sectors > 1 else 0.0
    pt, dash = (2.2, "") if event else (0.9, "") if past else (0.75, "0.3 2.1")
    arcs = (
        _arc(size, r, n * span + (gap if n else 0), (n + 1) * span - (gap if n < sectors - 1 else 0)) for n in range(sectors)
    )
    return "".join(pen.path(arc, pt, dash=dash) for arc in arcs)


def _shore(pen: Pen, size: float, place: int, sectors: int, sector: Sector) -> str:
    parts = []
    for kind, (beyond, half) in SHORE.items():
        count, r = getattr(sector, kind), size - 30 + beyond
        room = radians(90 / sectors) * r
        half = min(half, 0.42 * room / max(1, count))
        for n in range(count):
            angle = radians((place + (n + 0.5) / count) * 90 / sectors)
            parts.append(_facility(pen, kind, 2 + r * cos(angle), size - 2 - r * sin(angle), half))
    return "".join(parts)


def _facility(pen: Pen, kind: str, x: float, y: float, half: float) -> str:
    if kind == "large":
        return pen.rect(Box(x - half, y - half, 2 * half, 2 * half), 0.75, pen.flavour.ink)
    fill = pen.flavour.ink if kind == "middle" else pen.flavour.paper
    return pen.circle(x, y, half, 0.75 if kind == "middle" else 0.9, fill)


def _ring_names(pen: Pen, events: Sequence[tuple[int, str]], here: int, step: float, size: float) -> list[str]:
    """Names under the rings; one that would touch its neighbour is left to the contents."""
    wanted = sorted(events, key=lambda event: (event[0] != here, event[0]))
    taken: list[Box] = []
    parts = []
    for week, name in wanted:
        weight = "700" if week == here else "400"
        x, wide = 2 + INNER + week * step, width(name, 10, weight)
        box = Box(x - wide / 2 - 1, size + 2, wide + 2, 4)
        if box.x < 0 or any(box.overlaps(other) for other in taken):
            continue
        taken.append(box)
        parts += [pen.line(x, size - 1.5, x, size + 1), pen.text(x, size + 5.2, name, 10, weight, "middle")]
    return parts
