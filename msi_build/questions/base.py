"""What every rule works with: a cycle on a day with all around it, and how a rule says what it found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from msi_build import schedule
from msi_build.model.programme import Country, Cycle, Data, District, Group, WorkplanRow
from msi_build.render.periods import day_and_month

Path = tuple[str | int, ...]

#: The stages from which rules apply. A rule is silent before its stage: a district in week 3 has few questions.
Stage = Literal["always", "orientation-visit", "workshop-1", "workshop-2", "implementation", "support-visit"]
ORDER = ("orientation-visit", "situation-analysis-visit", "workshop-1", "workshop-2", "implementation", "support-visit")


@dataclass(frozen=True)
class Asking:
    """The current cycle of a district on the day `today`."""

    data: Data
    district: District
    group: Group
    country: Country
    cycle: Cycle
    today: dt.date

    @cached_property
    def events(self) -> tuple[schedule.Event, ...]:
        return schedule.timeline(self.district, self.group, self.cycle, self.country, self.data.programme)

    @cached_property
    def implementation(self) -> schedule.Event:
        return next(one for one in self.events if one.slug == "implementation")

    def event(self, slug: str) -> schedule.Event | None:
        """The event, the first of several; None when this cycle has none."""
        return next((one for one in self.events if one.slug == slug), None)

    def reached(self, stage: Stage) -> bool:
        """Is the stage, or a later one, behind the district? A day that only passed counts after its time."""
        if stage == "always":
            return True
        later = ORDER[ORDER.index(stage) :]
        if self.implementation.start <= self.today and stage != "support-visit":
            return True
        return any(
            one.end < self.today and (one.state == "done" or one.window[1] < self.today)
            for one in self.events
            if one.slug in later and one.slug in schedule.DAYS and one.state in ("done", "scheduled")
        )

    @property
    def newest(self) -> dt.date:
        """The newest day that the data speak of, not after `today`."""
        cycle = self.cycle
        dated = (*cycle.problem_statement, *cycle.diary, *cycle.support_visits, *cycle.environment_changes)
        found = [one.date for one in dated] + [one.start for one in self.events if one.basis == "actual"]
        found += [change.date for row in cycle.workplan.rows for change in row.changes]
        return max((one for one in found if one <= self.today), default=min(cycle.start, self.today))

    def weeks_on(self) -> float:
        """Weeks since the implementation began; below zero before."""
        return (self.today - self.implementation.start).days / 7

    @property
    def acting(self) -> bool:
        """Does the implementation go on?"""
        return self.implementation.start <= self.today <= self.implementation.end

    def rows(self) -> Iterator[tuple[Path, WorkplanRow]]:
        """Strategies that were not dropped, with their place."""
        for index, row in enumerate(self.cycle.workplan.rows):
            if row.status != "dropped":
                yield ("workplan", "rows", index), row


@dataclass(frozen=True)
class Found:
    """A place in the cycle and the words of the question."""

    path: Path
    words: str


@dataclass(frozen=True)
class Rule:
    """One rule: its id of the brief, how much it weighs, from which stage it asks, and what it finds."""

    id: str
    weight: Literal["error", "warning", "advice"]
    since: Stage
    find: Callable[[Asking], Iterable[Found]]


def listed(words: Iterable[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    all_ = list(words)
    return " and ".join([", ".join(all_[:-1]), all_[-1]] if len(all_) > 1 else all_)


def event_words(event: schedule.Event) -> str:
    """`support visit 1`, `Workshop 2`, with its day: `... of 24 May`."""
    title = event.title.removeprefix("MSI ")
    name = title if title.startswith("Workshop") else title[:1].lower() + title[1:]
    return f"{name} of {day_and_month(event.start)}"
