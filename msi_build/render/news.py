"""What is new in a district since a day: everything that its data date, the newest first.

Only what the edition holds is told, each as one line with its day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from msi_build import schedule
from msi_build.model.programme import Cycle, Programme
from msi_build.render.district_view import DistrictView, event_name
from msi_build.render.periods import Span, day, with_unit

#: How far back, where the programme does not name its last release.
USUAL = dt.timedelta(weeks=13)


@dataclass(frozen=True, order=True)
class News:
    date: dt.date
    words: str

    @property
    def day(self) -> str:
        return day(self.date)


def since(programme: Programme, as_of: dt.date) -> dt.date:
    """The day of the last release, or three months before `as_of`."""
    released = programme.last_release
    return released if released and released < as_of else as_of - USUAL


def news(view: DistrictView, first: dt.date, last: dt.date) -> list[News]:
    """What happened from `first` to `last` in the district's cycles, the newest first."""
    found = (one for cycle in view.district.cycles for one in _of_cycle(view, cycle, last))
    return sorted((one for one in found if first <= one.date <= last), key=lambda one: (-one.date.toordinal(), one.words))


def _of_cycle(view: DistrictView, cycle: Cycle, last: dt.date) -> Iterator[News]:
    for event in view.events_of(cycle):
        if event.slug in schedule.DAYS and event.slug != "next-cycle" and event.basis == "actual":
            yield News(event.start, f"{event_name(event)} was held.")
    yield from _of_plan(cycle)
    for indicator in cycle.indicators:
        for one in indicator.values:
            span = Span.parse(one.period)
            value = f"{indicator.name}: {with_unit(one.value, indicator.unit)} ({span.words()})"
            yield News(min(span.end, last) if span.begin <= last else span.end, value)
    yield from _told(cycle)


def _of_plan(cycle: Cycle) -> Iterator[News]:
    for one in cycle.problem_statement:
        yield News(one.date, f"Version {one.version} of the problem statement: {one.text}")
    if cycle.workplan.agreed_by_full_team:
        yield News(cycle.workplan.agreed_by_full_team, "The whole team agreed the workplan.")
    for number, row in enumerate(cycle.workplan.rows, 1):
        for change in row.changes:
            why = f" Why: {change.why}" if change.why else ""
            yield News(change.date, f"Strategy {number} was changed: {change.what}.{why}".replace("..", "."))
    if cycle.next_cycle.decision and cycle.next_cycle.date:
        yield News(cycle.next_cycle.date, f"The team decided how to go on after cycle {cycle.number}.")


def _told(cycle: Cycle) -> Iterator[News]:
    for entry in cycle.diary:
        if text := entry.did or entry.went_well or entry.next_time:
            yield News(entry.date, f"Diary: {text}")
    for change in cycle.environment_changes:
        yield News(change.date, f"Around us: {change.text}")
    for action in cycle.actions:
        if action.closed and action.status == "done":
            yield News(action.closed, f"Done as agreed: {action.text}")
    for lesson in cycle.learning:
        if lesson.date:
            yield News(lesson.date, f"Learned: {lesson.text}")
