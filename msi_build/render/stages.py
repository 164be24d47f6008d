"""The four stages as a ring of arrows, and cycle after cycle as a spiral. Both are as narrow as a phone: at 360 pixels
their words are as large as the text beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, radians, sin

from msi_build.render.figures import PRINT, Drawing, Flavour, Pen, number, wrap

#: Width in mm, size of the words, their leading in mm.
WIDE, POINTS, STEP = 96.0, 10.5, 4.5

#: Radii of the ring in mm, outside and inside.
OUTER, INNER = 21.0, 14.5

#: How far the point of an arrow reaches into the next quarter, in degrees.
POINT = 11.0


@dataclass(frozen=True)
class Stage:
    """A quarter of the ring: its name and what is done in it."""

    name: str
    activities: tuple[str, ...]


#: The stages with their activities, clockwise from the top.
STAGES = (
    Stage("Plan", (
        "Orientation visit", "Situation analysis", "Problem analysis: Workshop 1", "Further analysis in the district",
        "Strategies and workplan: Workshop 2",
    )),
    Stage("Act", ("Carry out the workplan",)),
    Stage("Observe", ("How is each strategy carried out?", "What do the indicators show?")),
    Stage("Reflect", ("Reflective diary", "Support visits", "Inter-district meetings")),
)  # fmt: skip


def ring(flavour: Flavour = PRINT, stages: Sequence[Stage] = STAGES) -> Drawing:
    """Plan at the top, Act at the right, Observe below, Reflect at the left. The last two touch: they belong together."""
    pen = Pen(flavour)
    plan, act, observe, reflect = stages
    top = STEP * (len(plan.activities) + 1) + 5
    x, y = WIDE / 2, top + OUTER
    paints = (flavour.ink, flavour.tint, flavour.paper, flavour.paper)
    parts = [_arrow(pen, (x, y), n, paint) for n, paint in enumerate(paints)]
    parts += [
        pen.text(x, y - 0.6, "One cycle", 13, "serif700", "middle"),
        pen.text(x, y + 4.6, "43 weeks", POINTS, "400", "middle"),
    ]
    parts += _list(pen, plan, x, 4.4, 90)
    parts += _list(pen, act, x + OUTER + 14, y - STEP, 25)
    parts += _list(pen, observe, x, y + OUTER + 7.5, 90)
    parts += _list(pen, reflect, x - OUTER - 14, y - 1.5 * STEP, 25)
    height = y + OUTER + 7.5 + STEP * len(observe.activities) + 2
    told = ". ".join(f"{n}, {stage.name}: {', '.join(stage.activities)}" for n, stage in enumerate(stages, 1))
    return Drawing(
        pen.figure(WIDE, height, "The action research cycle", "".join(parts), told, "narrow"), WIDE, height
    )


def _list(pen: Pen, stage: Stage, x: float, y: float, limit: float) -> Iterator[str]:
    """The name of a stage and its activities around `x`, the first baseline at `y`."""
    yield pen.text(x, y, stage.name, 13, "serif700", "middle")
    rows = (row for activity in stage.activities for row in wrap(activity, limit, POINTS))
    for n, row in enumerate(rows, 1):
        yield pen.text(x, y + n * STEP + 0.4, row, POINTS, anchor="middle")


def _arrow(pen: Pen, middle: tuple[float, float], quarter: int, paint: str) -> str:
    """One quarter as a band with a notch and a point. Gaps stand between all but Observe and Reflect."""
    first, last = quarter * 90 - 45.0, quarter * 90 + 45.0
    first += 0 if quarter == 3 else 2
    last -= 0 if quarter == 2 else 2
    centre = (OUTER + INNER) / 2
    a, b, tip = _at(middle, first, OUTER), _at(middle, last, OUTER), _at(middle, last + POINT, centre)
    c, d, notch = _at(middle, last, INNER), _at(middle, first, INNER), _at(middle, first + POINT, centre)
    out, into = number(OUTER), number(INNER)
    path = f"M{a}A{out} {out} 0 0 1 {b}L{tip}L{c}A{into} {into} 0 0 0 {d}L{notch}Z"
    return pen.path(path, 1, paint, css=f"stage-{quarter + 1}")


def _at(middle: tuple[float, float], degrees: float, r: float) -> str:
    """A point of the ring; 0 degrees is the top, more goes clockwise."""
    angle = radians(degrees)
    return f"{number(middle[0] + r * sin(angle))} {number(middle[1] - r * cos(angle))}"


@dataclass(frozen=True)
class Turn:
    """One cycle of the spiral: weeks in all, weeks of planning, what is said about it."""

    weeks: int
    planning: int
    words: str


#: Three cycles as they may follow each other. Weeks by the rules of `schedule.py`: later cycles need no orientation
#: visit, the same problem needs no situation analysis and perhaps one workshop only (source 002, lines 98, 107, 272).
TURNS = (
    Turn(43, 11, "Cycle 1: 43 weeks. All steps, 11 weeks to plan."),
    Turn(42, 10, "Cycle 2: 42 weeks for a new problem. No orientation visit."),
    Turn(34, 2, "Cycle 3: 34 to 38 weeks for the same problem. Begins with its analysis."),
)

#: The spiral in mm: where it begins, how far apart its turns lie, how broad it is.
START, PITCH, BAND = 9.0, 9.5, 3.2


def spiral(flavour: Flavour = PRINT, turns: Sequence[Turn] = TURNS) -> Drawing:
    """Every turn is a cycle: black while the team plans, open while it acts, observes and reflects."""
    pen = Pen(flavour)
    far = START + PITCH * (len(turns) + 0.12)
    x, y = WIDE / 2, far + 4
    parts = [_band(pen, (x, y), n, 0, 1, flavour.tint) for n in range(len(turns))]
    parts += [
        _band(pen, (x, y), n, 0, turn.planning / turn.weeks, flavour.ink) for n, turn in enumerate(turns)
    ]
    parts += [_disc(pen, x, y - _radius(n), n + 1) for n in range(len(turns))]
    parts.append(_onward(pen, x, y - _radius(len(turns))))
    below = y + far + 3
    for n, turn in enumerate(turns, 1):
        rows = wrap(turn.words, WIDE - 10, POINTS)
        parts.append(_disc(pen, 4, below - 1.2, n))
        parts += [pen.text(10, below + k * STEP, row, POINTS) for k, row in enumerate(rows)]
        below += len(rows) * STEP + 2.2
    title = "Cycle after cycle"
    told = " ".join(turn.words for turn in turns)
    return Drawing(pen.figure(WIDE, below - 2, title, "".join(parts), told, "narrow"), WIDE, below - 2)


def _radius(turns: float) -> float:
    return START + PITCH * turns


def _band(pen: Pen, middle: tuple[float, float], turn: int, first: float, last: float, paint: str) -> str:
    """A part of a turn, from `first` to `last` of the way round, as a band with an edge."""
    steps = max(2, round((last - first) * 60))
    way = [turn + first + (last - first) * n / steps for n in range(steps + 1)]
    there = [_on(middle, at, BAND / 2) for at in way]
    back = [_on(middle, at, -BAND / 2) for at in reversed(way)]
    return pen.path(f"M{'L'.join((*there, *back))}Z", 0.75, paint)


def _on(middle: tuple[float, float], turns: float, aside: float) -> str:
    angle, r = turns * 2 * pi, _radius(turns) + aside
    return f"{number(middle[0] + r * sin(angle))} {number(middle[1] - r * cos(angle))}"


def _disc(pen: Pen, x: float, y: float, n: int) -> str:
    disc = pen.circle(x, y, 3.1, 1.5, pen.flavour.paper, "stop")
    return disc + pen.text(x, y + 1.3, str(n), POINTS, "700", "middle", "no", pen.flavour.ink)


def _onward(pen: Pen, x: float, y: float) -> str:
    """The end of the last turn goes on."""
    half = BAND / 2
    head = f"M{number(x)} {number(y - half - 1.6)}L{number(x + 6)} {number(y + 0.6)}L{number(x)} {number(y + half + 1.6)}Z"
    return pen.path(head, 0.75, pen.flavour.ink) + pen.text(x + 8, y + 1.6, "and on", POINTS)
