"""The rings of a cover: one a week, and on the shore every health facility. Nothing is random."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, degrees, radians, sin

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
    if len(shores) > 1:  # the title names a district that is alone
        parts += [_shore_name(pen, size, n, len(shores), shore.name) for n, shore in enumerate(shores)]
    parts += [*_names(pen, rings, now or 0, step, size), *_legend(pen, size, shores, _kinds(now, behind))]
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


def _shore_name(pen: Pen, size: float, place: int, shores: int, name: str) -> str:
    """The district along its shore, outside the marks; a name longer than its sector stands in the title alone."""
    span, r = radians(90 / shores), size - 4.5
    if width(name, 10, "700") > span * r - 2:
        return ""
    angle = (place + 0.5) * span
    x, y, turn = 2 + r * cos(angle), size - 2 - r * sin(angle), 90 - degrees(angle)
    word = pen.text(0, 1.2, name, 10, "700", "middle")
    return f'<g transform="translate({number(x)} {number(y)}) rotate({number(turn)})">{word}</g>'


#: Words of the marks on the shore, for one and for many.
FACILITIES = {
    "hospitals": ("hospital", "hospitals"),
    "centres": ("health centre", "health centres"),
    "posts": ("health post or clinic", "health posts and clinics"),
}


def _legend(
    pen: Pen, size: float, shores: Sequence[Shore], kinds: Sequence[tuple[str, float, str]]
) -> Iterator[str]:
    """In the free upper right corner: marks with their numbers, then the kinds of rings."""
    x, y = size - 48, 6.0
    for kind, (one, many) in FACILITIES.items():
        if count := sum(getattr(shore, kind) for shore in shores):
            yield _facility(pen, kind, x, y, MARKS[kind][1])
            yield pen.text(x + 5, y + 1.2, f"{count} {one if count == 1 else many}", 10)
            y += 5.8
    for words, pt, dash in kinds:
        stroke, css = (pen.flavour.accent, "now") if words == "this event" else ("", "")
        yield pen.line(x - 2, y, x + 2, y, pt, dash, css, stroke) + pen.text(x + 5, y + 1.2, words, 10)
        y += 5.8


def _kinds(now: int | None, behind: int) -> list[tuple[str, float, str]]:
    """Words, points and dashes of the rings that this cover has."""
    return [
        *([("this event", 8.5, "")] if now else []),
        *([("a week behind us", 0.9, "")] if behind else []),
        ("a week to come", 0.75, "0.3 2.1"),
    ]


#: How far a name may stand from the middle of its ring, in the order in which it is tried (mm).
SHIFTS = (0.0, -2.5, 2.5, -5.0, 5.0)


def _names(pen: Pen, rings: Sequence[Ring], now: int, step: float, size: float) -> Iterator[str]:
    """Names under the rings, the present one first; one that would touch its neighbour is left out."""
    taken: list[Box] = []
    for ring in sorted(rings, key=lambda ring: (ring.week != now, ring.week)):
        weight = "700" if ring.week == now else "400"
        x, wide = 2 + INNER + ring.week * step, width(ring.name, 10, weight)
        boxes = [Box(max(0.0, x + shift - wide / 2 - 1), size + 2, wide + 2, 4) for shift in SHIFTS]
        free = [box for box in boxes if not any(box.overlaps(other) for other in taken)]
        for box in free[:1]:
            taken.append(box)
            yield pen.line(x, size - 1.5, x, size + 1)
            yield pen.text(box.x + 1 + wide / 2, size + 5.2, ring.name, 10, weight, "middle")
