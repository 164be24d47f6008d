"""What a page says on which day, from the day it was made on.

The words for every later day are made here, with the page; the small script `today.js` only chooses among
them by the clock of the reader. Without scripts, or with a clock that is behind the data, a page speaks of
the day on which it was made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from msi_build import schedule

T = TypeVar("T")


@dataclass(frozen=True)
class Moment(Generic[T]):
    """`value` holds on the days `since` to `until`, both in it; None: from always, for ever."""

    value: T
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def attributes(self) -> dict[str, str]:
        """For the element that shows it; what holds later than now is hidden until then."""
        found = {"data-since": self.since.isoformat(), "hidden": "hidden"} if self.since else {}
        return found | ({"data-until": self.until.isoformat()} if self.until else {})


def moments(
    say: Callable[[dt.date], T], changes: Iterable[dt.date], as_of: dt.date
) -> tuple[Moment[T], ...]:
    """What `say` answers from `as_of` on. `changes` are the days on which the answer may become another one."""
    told: list[tuple[dt.date, T]] = []
    for day in (as_of, *sorted({one for one in changes if one > as_of})):
        value = say(day)
        if not told or told[-1][1] != value:
            told.append((day, value))
    ends: list[dt.date | None] = [day - schedule.DAY for day, _ in told[1:]]
    return tuple(
        Moment(value, day if number else None, end)
        for number, ((day, value), end) in enumerate(zip(told, [*ends, None], strict=True))
    )


def during(first: dt.date, last: dt.date, as_of: dt.date) -> Moment[str]:
    """`Today`, from `first` to `last`."""
    return Moment("Today", None if first <= as_of <= last else first, last)


def days_of_change(events: Iterable[schedule.Event]) -> list[dt.date]:
    """First days of events, the days after them, and after the time in which they should be held."""
    return [
        day for one in events for day in (one.start, one.end + schedule.DAY, one.window[1] + schedule.DAY)
    ]


def mondays(first: dt.date, last: dt.date) -> list[dt.date]:
    """Every Monday from the week of `first` to that of `last`."""
    start = schedule.monday(first)
    return [start + schedule.WEEK * number for number in range((last - start).days // 7 + 2)]
