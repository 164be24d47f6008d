"""What stands under the problem statement on its paper: the numbers that show the problem, and room for what changes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from msi_build.render.district_view import DistrictView, IndicatorView, effect_nodes
from msi_build.render.figures import wrap
from msi_build.render.periods import day
from msi_build.render.shapes import Node

#: Most numbers on the sheet; more stand on the sheet of indicators.
MOST = 3

#: Millimetres: the page across between its margins, its width, the head of the sheet, a row to write on.
PAGE, WIDE, HEAD, LINE = 165.0, 267.0, 26.0, 8.0

#: Millimetres: headings of the columns and of the numbers, one number, the box without its lines, with their space.
HEADINGS, NUMBERS, NUMBER, BOX = 14.0, 24.0, 11.0, 13.0

#: Fewer lines than these are not worth a box; more look like an empty page.
FEWEST, FULL = 2, 9


@dataclass(frozen=True)
class Below:
    """Earlier versions (`Version 1, 9 June 2027` and its text), the numbers, and lines to write on (0: no box)."""

    older: tuple[tuple[str, str], ...]
    numbers: tuple[IndicatorView, ...]
    lines: int


def below_statement(view: DistrictView) -> Below:
    """What fits under the statement, so that the sheet keeps to its page."""
    cycle = view.cycle
    older = tuple(
        (f"Version {one.version}, {day(one.date)}", one.text) for one in (cycle.problem_statement if cycle else ()) if not one.current
    )[-1:]
    free = PAGE - HEAD - _statement(view) - _columns(view) - HEADINGS
    free -= sum(_height(f"Before. {label}: {text}", WIDE) for label, text in older)
    numbers = tuple(_numbers(view))[: max(0, min(MOST, math.floor((free - NUMBERS) / NUMBER)))]
    free -= NUMBERS + NUMBER * len(numbers) if numbers else 0
    lines = min(FULL, math.floor((free - BOX) / LINE))
    stated = cycle is not None and cycle.statement is not None
    return Below(older, numbers, lines if stated and lines >= FEWEST else 0)


def _numbers(view: DistrictView) -> Iterator[IndicatorView]:
    """The indicators that the chosen problem names; where it names none, those of the situation analysis."""
    if view.cycle is None:
        return
    chosen = next((one for one in view.cycle.problems if one.chosen), None)
    named = set(chosen.evidence if chosen else ())
    named = named or {one.id for one in view.cycle.indicators if "situation_analysis" in one.used_for}
    yield from (one for one in view.indicators if one.id in named and (one.baseline or one.newest))


def _statement(view: DistrictView) -> float:
    statement = view.cycle.statement if view.cycle else None
    return len(wrap(statement.text, 238, 18, "serif")) * 9.0 + 8.0 if statement else 74.0


def _columns(view: DistrictView) -> float:
    """Height of the tallest of the three columns: chosen causes, effects, women and men."""
    analysis = view.cycle.analysis if view.cycle else None
    if analysis is None:
        return 10.0
    chosen = sum(_height(one.text, 78) for one in analysis.walk() if one.chosen)
    return max(10.0, chosen, _tree(effect_nodes(analysis.effects), 78), _height(analysis.gender_note or "", 84))


def _tree(nodes: tuple[Node, ...], wide: float) -> float:
    return sum(_height(one.text, wide) + _tree(one.children, wide - 6) for one in nodes)


def _height(text: str, wide: float) -> float:
    """Of a paragraph in the letters of the text, with the space after it."""
    return len(wrap(text, wide, 10.5)) * 4.8 + 1.6
