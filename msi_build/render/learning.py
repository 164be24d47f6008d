"""What a district learned: its earlier cycles in short, lessons and good practices of all its cycles.

Which of them an audience may see is decided before: here stands what the edition holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from msi_build import schedule
from msi_build.model.programme import Cycle
from msi_build.model.reflection import GoodPractice
from msi_build.render.district_view import (
    DistrictView,
    IndicatorView,
    StrategyView,
    indicator_view,
    strategy_view,
)
from msi_build.render.periods import days


@dataclass(frozen=True)
class PastCycle:
    """A cycle before the current one: its days, problem, strategies, indicators and what it taught."""

    number: int
    dates: str
    statement: str
    strategies: tuple[StrategyView, ...]
    indicators: tuple[IndicatorView, ...]
    lessons: tuple[str, ...]
    practices: tuple[GoodPractice, ...]
    reason: str


@dataclass(frozen=True)
class Learned:
    """Lessons and good practices of one cycle."""

    number: int
    lessons: tuple[str, ...]
    practices: tuple[GoodPractice, ...]


def past_cycles(view: DistrictView) -> list[PastCycle]:
    """Every cycle before the current one, the newest first."""
    return [_past(view, one) for one in reversed(view.district.cycles) if one.number < view.cycle.number]


def _past(view: DistrictView, cycle: Cycle) -> PastCycle:
    held = [one.end for one in view.events_of(cycle) if one.slug in schedule.DAYS and one.state == "done"]
    return PastCycle(
        cycle.number,
        days(cycle.start, max([cycle.start, *held])),
        cycle.statement.text if cycle.statement else "",
        tuple(strategy_view(row, n, cycle, view.country) for n, row in enumerate(cycle.workplan.rows, 1)),
        tuple(indicator_view(one, view.country) for one in cycle.indicators),
        tuple(lessons_of(cycle)),
        cycle.good_practices,
        cycle.next_cycle.reason or "",
    )


def learned(view: DistrictView) -> list[Learned]:
    """What each cycle taught, the newest first; cycles that taught nothing yet are left out."""
    found = (
        Learned(one.number, tuple(lessons_of(one)), one.good_practices)
        for one in reversed(view.district.cycles)
    )
    return [one for one in found if one.lessons or one.practices]


def lessons_of(cycle: Cycle) -> Iterator[str]:
    """Written lessons, then those told at the meetings."""
    yield from (one.text for one in cycle.learning)
    for part in cycle.inter_district_meetings:
        yield from (text for text in (part.lessons_problem_solving, part.lessons_staff_performance) if text)
