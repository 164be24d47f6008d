"""The steps of the first cycle against its weeks, from top to bottom: what lasts how long, when people meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from msi_build.render.figures import PRINT, Box, Drawing, Flavour, Pen, number
from msi_build.render.stages import POINTS, STEP, WIDE

#: Millimetres of a week; the first week begins at TOP; between two steps stays a gap.
WEEK, TOP, GAP = 3.5, 7.0, 0.7

#: Left edges in mm: the band of planning and acting, the band of observing and reflecting, the words.
BAND, BESIDE, WORDS = 9.0, 19.0, 32.0


@dataclass(frozen=True)
class Step:
    """What is done from the beginning of week `first` to the end of week `last`."""

    first: int
    last: int
    name: str
    length: str


PLAN = (
    Step(1, 1, "Orientation visit", "1 day in each district"),
    Step(2, 5, "Situation analysis", "4 weeks, one visit in week 4"),
    Step(6, 6, "Workshop 1", "2 days: the problem and its causes"),
    Step(7, 10, "Further analysis", "4 weeks, in the district"),
    Step(11, 11, "Workshop 2", "2½ days: strategies, workplan"),
)
ACT = Step(12, 43, "Implementation", "32 weeks, or 8 months")
MEETINGS = (
    Step(20, 20, "Support visit 1", "after 2 months"),
    Step(28, 28, "Inter-district meeting 1", "after 4 months"),
    Step(36, 36, "Support visit 2", "after 6 months"),
    Step(44, 44, "Inter-district meeting 2", "after 8 months: closing meeting"),
)


def weeks(flavour: Flavour = PRINT) -> Drawing:
    """One band to plan (black) and to act (open), one beside it to observe and reflect; events at their weeks."""
    pen = Pen(flavour)
    height = _y(45) + 3
    parts = [pen.text(0.2, 4, "week", 9.5, css="dim")]
    parts += [pen.rect(_box(step), 0.75, flavour.ink) for step in PLAN]
    parts.append(pen.rect(_box(ACT), 0.75, flavour.tint))
    parts.append(pen.rect(Box(BESIDE, _y(12), 5, _y(44) - _y(12)), 0.75, flavour.paper))
    for step in (*PLAN, *MEETINGS):
        parts += _words(pen, step, (_y(step.first) + _y(step.last + 1)) / 2)
    parts += _words(pen, ACT, _y(14.2))
    parts += [_meeting(pen, step) for step in MEETINGS]
    parts += [_turned(pen, BAND + 4, _y(32), "Act"), _turned(pen, BESIDE + 2.5, _y(24.5), "Observe")]
    parts.append(_turned(pen, BESIDE + 2.5, _y(32.5), "Reflect"))
    told = "; ".join(f"week {step.first}: {step.name}, {step.length}" for step in (*PLAN, ACT, *MEETINGS))
    return Drawing(
        pen.figure(WIDE, height, "The weeks of a cycle", "".join(parts), told, "narrow"), WIDE, height
    )


def _y(week: float) -> float:
    """The upper edge of a week."""
    return TOP + (week - 1) * WEEK


def _box(step: Step) -> Box:
    return Box(BAND, _y(step.first), 8, _y(step.last + 1) - _y(step.first) - GAP)


def _words(pen: Pen, step: Step, middle: float) -> Iterator[str]:
    """The week at the left edge; name and length at the right, around `middle`."""
    yield pen.text(BAND - 2.5, _y(step.first) + WEEK / 2 + 1.2, str(step.first), 9.5, "600", "end")
    yield pen.text(WORDS, middle - 0.4, step.name, POINTS, "700")
    yield pen.text(WORDS, middle + STEP - 0.9, step.length, POINTS - 0.5)
    if step in PLAN:
        yield pen.line(BAND + 8, middle, WORDS - 1.5, middle)


def _meeting(pen: Pen, step: Step) -> str:
    y = _y(step.first) + WEEK / 2
    return pen.line(BESIDE + 5.4, y, WORDS - 1.5, y) + pen.circle(
        BESIDE + 2.5, y, 2.4, 1.5, pen.flavour.paper, "stop"
    )


def _turned(pen: Pen, x: float, y: float, words: str) -> str:
    """Words that run down a band."""
    text = pen.text(0, 1.2, words, 9.5, "600", "middle")
    return f'<g transform="translate({number(x)} {number(y)}) rotate(90)">{text}</g>'
