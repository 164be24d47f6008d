"""The rings of a cover: one a week, and on the shore every health facility. Nothing is random."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, radians, sin

from msi_build.render.figures import PRINT, Box, Drawing, Flavour, Pen, number, width
from msi_build.render.shapes import Ring, Shore

#: Distance beyond the last ring and half size of a mark in mm, from large to small facilities.
MARKS = {"hospitals": (6.0, 2.0), "centres": (13.5, 1.55), "posts": (20.5, 1.15)}
#: Radius in which the stone fell.
INNER = 5.0


def ripples(
    shores: Sequence[Shore],
    rings: Sequence[Ring],
    weeks: int = 44,
    now: int | None = None,
    size: float = 178.0,
    flavour: Flavour = PRINT,
) -> Drawing:
    """A quarter circle of rings, one a week; the stone falls in at the lower left in week 1. 186 × 192 mm.

    Weeks behind us are full lines, weeks to come are broken, weeks of an event heavier, the event of week
    `now` the heaviest. Outside, the shore: a mark for each health facility, a sector for each district.
    Without `now` the weeks up to the last ring that is done are behind us.
    """
    pen, step = Pen(flavour), (size - 30 - INNER) / weeks
    behind = now or max((ring.week for ring in rings if ring.done), default=0)
    eventful = {ring.week for ring in rings}
    parts = [
        _ring(pen, size, INNER + week * step, max(1, len(shores)), week in eventful, week <= behind)
        for week in range(1, weeks + 1)
        if week != now
    ]
    if now:
        parts.append(pen.path(_arc(size, INNER + now * step, 0, 90), 8.5, css="now", stroke=flavour.accent))
    parts += [_shore(pen, size, n, len(shores), shore) for n, shore in enumerate(shores)]
    parts += _names(pen, rings, now or 0, step, size)
    title = "Rings: the weeks of the cycle" + (". The heavy ring is this event." if now else "")
    told = "; ".join(f"{shore.name}: {shore.facilities} health facilities" for shore in shores)
    return Drawing(
        pen.figure(size + 8, size + 14, title, "".join(parts), told, "ripples"), size + 8, size + 14
    )


def _arc(size: float, r: float, start: float, end: float) -> str:
    """Arc around the lower left corner; degrees, 0 = right, 90 = up."""
    ends = [(2 + r * cos(radians(a)), size - 2 - r * sin(radians(a))) for a in (start, end)]
    (x0, y0), (x1, y1) = [(number(x), number(y)) for x, y in ends]
    return f"M{x0} {y0}A{number(r)} {number(r)} 0 0 0 {x1} {y1}"


def _ring(pen: Pen, size: float, r: float, shores: int, event: bool, past: bool) -> str:
    """One week, cut at the borders of the districts."""
    span, gap = 90 / shores, min(0.9, 60 / r) if shores > 1 else 0.0
    pt, dash = (2.2, "") if event else (0.9, "") if past else (0.75, "0.3 2.1")
    ends = [
        (n * span + (gap if n else 0), (n + 1) * span - (gap if n < shores - 1 else 0)) for n in range(shores)
    ]
    return "".join(pen.path(_arc(size, r, start, end), pt, dash=dash) for start, end in ends)


def _shore(pen: Pen, size: float, place: int, shores: int, shore: Shore) -> str:
    return "".join(
        _facility(pen, kind, x, y, half)
        for kind, (beyond, half_size) in MARKS.items()
        for x, y, half in _places(size, size - 30 + beyond, half_size, place, shores, getattr(shore, kind))
    )


def _places(
    size: float, r: float, half: float, place: int, shores: int, count: int
) -> Iterator[tuple[float, float, float]]:
    """Centre and half size of each mark; many in a sector are smaller, so that they do not touch."""
    half = min(half, 0.42 * radians(90 / shores) * r / max(1, count))
    for n in range(count):
        angle = radians((place + (n + 0.5) / count) * 90 / shores)
        yield 2 + r * cos(angle), size - 2 - r * sin(angle), half


def _facility(pen: Pen, kind: str, x: float, y: float, half: float) -> str:
    if kind == "hospitals":
        return pen.rect(Box(x - half, y - half, 2 * half, 2 * half), 0.75, pen.flavour.ink)
    full = kind == "centres"
    return pen.circle(x, y, half, 0.75 if full else 0.9, pen.flavour.ink if full else pen.flavour.paper)


def _names(pen: Pen, rings: Sequence[Ring], now: int, step: float, size: float) -> Iterator[str]:
    """Names under the rings, the present one first; one that would touch its neighbour is left out."""
    taken: list[Box] = []
    for ring in sorted(rings, key=lambda ring: (ring.week != now, ring.week)):
        weight = "700" if ring.week == now else "400"
        x, wide = 2 + INNER + ring.week * step, width(ring.name, 10, weight)
        box = Box(max(0.0, x - wide / 2 - 1), size + 2, wide + 2, 4)
        if not any(box.overlaps(other) for other in taken):
            taken.append(box)
            yield pen.line(x, size - 1.5, x, size + 1)
            yield pen.text(box.x + 1 + wide / 2, size + 5.2, ring.name, 10, weight, "middle")
