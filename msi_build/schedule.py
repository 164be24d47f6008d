"""From a cycle and the rules of programme and country to dated events. Pure arithmetic of dates.

The Monday of the week of `cycle.start` begins week 1. An agreed or actual date moves everything after it:
later events are counted from the workshop or visit before them, not from the start. A month of implementation
is four weeks (rule `weeks`: 8 months are 32 weeks, a first cycle 43 weeks) or a month of the calendar (rule
`calendar`).
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from msi_build.model.base import EVENT_TITLES
from msi_build.model.programme import (
    STANDARD_MONTHS,
    Country,
    Cycle,
    District,
    DistrictEvent,
    Group,
    GroupEvent,
    Programme,
)

DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(weeks=1)

#: Held once for all districts of a group; the dates stand in the group's file.
SHARED = ("workshop-1", "workshop-2", "inter-district-meeting")

#: Usual length in days; a phase counts its working days from start to end.
DAYS = {
    "orientation-visit": 1.0,
    "situation-analysis-visit": 1.0,
    "workshop-1": 2.0,
    "workshop-2": 2.5,
    "support-visit": 1.0,
    "inter-district-meeting": 1.0,
    "next-cycle": 0.5,
}

#: Weeks before and after the due day in which an event is in time.
WINDOWS = {
    "orientation-visit": (0, 1),
    "situation-analysis-visit": (1, 1),
    "workshop-1": (0, 2),
    "workshop-2": (0, 2),
    "support-visit": (2, 2),
    "inter-district-meeting": (3, 3),
    "next-cycle": (0, 4),
    "implementation": (0, 4),
}


@dataclass(frozen=True)
class Step:
    """An event of the planning phase, `week` weeks after the week of the step `after` ("" = the start).

    `weekday` counts from Monday 0; `weeks` is the length of a phase, 0 for an event of days.
    """

    slug: str
    after: str
    week: int
    weekday: int = 0
    weeks: int = 0
    days: float | None = None


#: The planning phase by kind of cycle. A first cycle is always new and begins with the orientation visit.
FIRST = (
    Step("orientation-visit", "", 0),
    Step("situation-analysis", "orientation-visit", 1, weeks=4),
    Step("situation-analysis-visit", "orientation-visit", 3),
    Step("workshop-1", "orientation-visit", 5, weekday=1),
    Step("further-analysis", "workshop-1", 1, weeks=4),
    Step("workshop-2", "workshop-1", 5, weekday=1),
)
LATER = {
    "new": (
        Step("situation-analysis", "", 0, weeks=4),
        Step("situation-analysis-visit", "", 2),
        Step("workshop-1", "", 4, weekday=1),
        Step("further-analysis", "workshop-1", 1, weeks=4),
        Step("workshop-2", "workshop-1", 5, weekday=1),
    ),
    # The analysis is brought up to date, then one workshop of two days is enough.
    "same_adapted": (
        Step("further-analysis", "", 0, weeks=3),
        Step("workshop-2", "", 3, weekday=1, days=2.0),
    ),
    "continue": (),
}


@dataclass(frozen=True)
class Event:
    """One dated event. `start` and `end` are its first and last day; `window` is when it is in time.

    `basis`: computed by the rules, planned (agreed) or actual. `week`: of the cycle, from 1.
    `due` is the day agreed, else computed, whenever the event was held in the end.
    `reason` says why a computed date was moved, or what was written about it.
    """

    slug: str
    number: int | None
    title: str
    start: dt.date
    end: dt.date
    basis: Literal["computed", "planned", "actual"]
    state: Literal["scheduled", "done", "skipped", "cancelled"]
    week: int
    days: float
    window: tuple[dt.date, dt.date]
    shared: bool
    place: str | None = None
    reason: str | None = None
    due: dt.date | None = None

    def is_late(self, as_of: dt.date) -> bool:
        """Should it have been recorded by `as_of`? A phase is never late: the event at its end is."""
        return self.slug in DAYS and self.state == "scheduled" and as_of > self.window[1]


def monday(day: dt.date) -> dt.date:
    """The Monday of the day's week."""
    return day - DAY * day.weekday()


def week_of(day: dt.date, cycle: Cycle) -> int:
    """Week of the cycle, from 1."""
    return (day - monday(cycle.start)).days // 7 + 1


def planning_weeks(cycle: Cycle) -> int:
    """Usual weeks from the start to the implementation: 11 in a first cycle."""
    if cycle.number == 1:
        return 11
    return {"new": 10, "same_adapted": 4, "continue": 0}[cycle.problem_choice]


def total_weeks(cycle: Cycle, country: Country | None = None, programme: Programme | None = None) -> int:
    """Weeks of the whole cycle: 43 (by the calendar 46) for a first cycle of eight months."""
    rules = _rules(cycle, country, programme)
    start = cycle.implementation.start or monday(cycle.start) + WEEK * planning_weeks(cycle)
    return week_of(rules.after(start, rules.months) - DAY, cycle)


@dataclass(frozen=True)
class Rules:
    """What programme, country and cycle together say about the implementation."""

    months: float = STANDARD_MONTHS
    month_rule: str = "weeks"
    meetings: tuple[float, ...] = (4, 8)
    visits: tuple[float, ...] = (2, 6)

    def after(self, start: dt.date, months: float) -> dt.date:
        """The day `months` months of implementation after `start`."""
        if self.month_rule == "weeks":
            return start + DAY * round(28 * months)
        whole, part = divmod(months, 1)
        years, month = divmod(start.month - 1 + int(whole), 12)
        year = start.year + years
        day = min(start.day, calendar.monthrange(year, month + 1)[1])
        return dt.date(year, month + 1, day) + DAY * round(30 * part)


def _rules(cycle: Cycle, country: Country | None, programme: Programme | None) -> Rules:
    own = cycle.implementation
    months = own.months or (programme.default_implementation_months if programme else STANDARD_MONTHS)
    month_rule = (
        own.month_rule or (country and country.month_rule) or (programme and programme.month_rule) or "weeks"
    )
    meetings = (country and country.meeting_plan) or (programme and programme.meeting_plan) or (4, 8)
    visits = (country and country.visit_plan) or (programme and programme.visit_plan) or (2, 6)
    share = (
        months / STANDARD_MONTHS
    )  # plans are made for eight months; others keep the shares 25, 50, 75, 100 %
    return Rules(months, month_rule, tuple(m * share for m in meetings), tuple(v * share for v in visits))


def months_begin(
    cycle: Cycle, implementation: Event, country: Country | None, programme: Programme | None
) -> list[dt.date]:
    """The first days of the months of an implementation, and the day after its last."""
    rules = _rules(cycle, country, programme)
    return [rules.after(implementation.start, month) for month in range(int(rules.months) + 1)]


def timeline(
    district: District | None,
    group: Group,
    cycle: Cycle,
    country: Country | None,
    programme: Programme | None,
) -> tuple[Event, ...]:
    """All events of the cycle, by date. Without a district: as for the group's first, without its notes."""
    return tuple(
        sorted(
            _Timeline(district, group, cycle, country, programme).events(),
            key=lambda one: (one.start, one.end),
        )
    )


class _Timeline:
    """The state of one computation: what is recorded, and where the events before have fallen."""

    def __init__(
        self,
        district: District | None,
        group: Group,
        cycle: Cycle,
        country: Country | None,
        programme: Programme | None,
    ) -> None:
        self.cycle, self.country = cycle, country
        self.rules = _rules(cycle, country, programme)
        self.place_in_group = (
            group.districts.index(district.id) if district and district.id in group.districts else 0
        )
        self.shared = [
            event for event in group.events
            if event.cycle == cycle.number and (district is None or event.is_for(district.id))
        ]  # fmt: skip
        self.own = list(cycle.events) if district else []
        self.fallen: dict[str, dt.date] = {"": monday(cycle.start)}

    def events(self) -> Iterator[Event]:
        for step in FIRST if self.cycle.number == 1 else LATER[self.cycle.problem_choice]:
            yield self._step(step)
        implementation = self._implementation()
        yield implementation
        yield from self._series("support-visit", self.rules.visits, implementation.start)
        meetings = list(self._series("inter-district-meeting", self.rules.meetings, implementation.start))
        yield from meetings
        yield self._decision(meetings, self.rules.after(implementation.start, self.rules.months))

    def _step(self, step: Step) -> Event:
        anchor = monday(self.fallen[step.after])
        day = anchor + WEEK * step.week + DAY * step.weekday
        if step.slug not in SHARED and not step.weeks:
            day = self._turn(day)
        if step.slug == "orientation-visit":
            return self._orientation(day)
        if step.weeks:
            done = step.slug == "situation-analysis" and self.cycle.situation_analysis.completed
            event = self._event(step.slug, None, day, last=day + WEEK * step.weeks - DAY * 3)
            event = replace(event, state="done" if done or self._is_done("workshop-2") else event.state)
        else:
            event = self._event(step.slug, None, day, days=step.days)
        self.fallen[step.slug] = event.start
        return event

    def _turn(self, day: dt.date) -> dt.date:
        """This district's day when the first one is visited on `day`: the others follow on working days."""
        for _ in range(self.place_in_group):
            day = _weekday(day) + DAY
        return _weekday(day) if self.place_in_group else day

    def _orientation(self, day: dt.date) -> Event:
        """The first district is visited on the day of the start, whichever that is.

        What follows is counted from the week of the start; a recorded visit moves it, less the weeks of its turn.
        """
        if self.place_in_group == 0:
            event = self._event("orientation-visit", None, self.cycle.start, fixed=True)
        else:
            event = self._event("orientation-visit", None, day)
        if event.basis != "computed":
            self.fallen[event.slug] = event.start - WEEK * (self.place_in_group // 5)
        else:
            self.fallen[event.slug] = monday(self.cycle.start)
        return event

    def _implementation(self) -> Event:
        agreed = self.cycle.implementation.start
        before = self.fallen.get("workshop-2")
        first = monday(before) + WEEK if before else monday(self.cycle.start)
        start = agreed or self._working_day(first)
        last = self.rules.after(start, self.rules.months) - DAY
        return self._event("implementation", None, start, last=last, agreed=bool(agreed))

    def _series(self, slug: str, months: Sequence[float], start: dt.date) -> Iterator[Event]:
        """Visits or meetings: the planned ones by the rule, then any that were recorded beside them."""
        recorded = {event.number for event in self._records(slug) if event.number}
        for number in sorted({*range(1, len(months) + 1), *recorded}):
            due = self.rules.after(start, months[number - 1]) if number <= len(months) else None
            if due and slug == "support-visit":
                due = self._turn(due)
            record = self._record(slug, number)
            if due or (record and (record.actual or record.planned)):
                yield self._event(slug, number, due)

    def _decision(self, meetings: Sequence[Event], end: dt.date) -> Event:
        with_last = meetings[-1].start if meetings else self._working_day(end)
        decided = self.cycle.next_cycle.date if self.cycle.next_cycle.decision else None
        return self._event("next-cycle", None, with_last, actual=decided)

    def _records(self, slug: str) -> list[GroupEvent] | list[DistrictEvent]:
        return [event for event in (self.shared if slug in SHARED else self.own) if event.type == slug]

    def _record(self, slug: str, number: int | None) -> GroupEvent | DistrictEvent | None:
        return next(
            (event for event in self._records(slug) if number is None or event.number == number), None
        )

    def _is_done(self, slug: str) -> bool:
        record = self._record(slug, None)
        return bool(record and (record.actual or record.state == "done"))

    def _event(
        self,
        slug: str,
        number: int | None,
        computed: dt.date | None,
        days: float | None = None,
        last: dt.date | None = None,
        agreed: bool = False,
        actual: dt.date | None = None,
        fixed: bool = False,
    ) -> Event:
        record = self._record(slug, number)
        days = (record and record.days) or days or DAYS.get(slug) or 0.0
        actual = actual or (record.actual if record else None)
        planned = record.planned if record else None
        moved, why = (computed, None) if computed is None or last or fixed else self._shift(slug, computed, days)
        start = actual or planned or moved
        if start is None:
            raise ValueError(f"{slug} {number} has no date")
        if last and computed and not agreed:
            last += start - computed
        due = planned or moved or start
        end = last or start + DAY * max(0, -int(-days // 1) - 1)
        return Event(
            slug,
            number,
            EVENT_TITLES[slug] + (f" {number}" if number else ""),
            start,
            end,
            "actual" if actual else "planned" if planned or agreed else "computed",
            (record and record.state) or ("done" if actual else "scheduled"),
            week_of(start, self.cycle),
            days or float(_working_days(start, end)),
            _window(slug, due, end),
            slug in SHARED,
            record.place if record else None,
            (record and record.reason) or why,
            due,
        )

    # -------------------------------------------------------- moving a computed date

    def _shift(self, slug: str, day: dt.date, days: float) -> tuple[dt.date, str | None]:
        """The next day on which the whole event fits, and why it moved."""
        length = max(1, -int(-days // 1))
        moved, why = day, None
        for _ in range(366):
            span = [moved + DAY * number for number in range(length)]
            if busy := self._busy(slug, span):
                moved, why = moved + WEEK, busy
            elif closed := next((name for one in span if (name := self._closed(one))), None):
                moved, why = moved + DAY, why or closed
            else:
                break
        if moved == day:
            return day, None
        return moved, f"moved from {day.day} {day:%B %Y}: {why}"

    def _working_day(self, day: dt.date) -> dt.date:
        while self._closed(day):
            day += DAY
        return day

    def _closed(self, day: dt.date) -> str | None:
        if day.weekday() > 4:
            return "weekend"
        holidays = self.country.public_holidays if self.country else ()
        return next((holiday.name for holiday in holidays if holiday.date == day), None)

    def _busy(self, slug: str, span: Sequence[dt.date]) -> str | None:
        """Workshops and meetings of a group are never held in the country's busy weeks."""
        weeks = self.country.busy_weeks if self.country and slug in SHARED else ()
        return next((busy.reason for busy in weeks if busy.start <= span[-1] and span[0] <= busy.end), None)


def _weekday(day: dt.date) -> dt.date:
    """The day, or the Monday after a weekend."""
    return day if day.weekday() < 5 else monday(day) + WEEK


def _working_days(start: dt.date, end: dt.date) -> int:
    return sum((start + DAY * number).weekday() < 5 for number in range((end - start).days + 1))


def _window(slug: str, due: dt.date, end: dt.date) -> tuple[dt.date, dt.date]:
    if slug not in WINDOWS:
        return due, end
    before, after = WINDOWS[slug]
    return due - WEEK * before, due + WEEK * after


def next_event(events: Sequence[Event], as_of: dt.date) -> Event | None:
    """The first event that begins after `as_of` and is still to be held; phases do not count."""
    return next(
        (one for one in events if one.slug in DAYS and one.state == "scheduled" and one.start > as_of), None
    )


def week_text(
    event: Event, cycle: Cycle, country: Country | None = None, programme: Programme | None = None
) -> str:
    """`week 28 of 43`; an event after the last full week is the `closing meeting`."""
    total = total_weeks(cycle, country, programme)
    return f"week {event.week} of {total}" if event.week <= total else "closing meeting"


# ---------------------------------------------------------------- facilitators: two places on one day


@dataclass(frozen=True)
class Outing:
    """An event that the facilitators of a group go to. `district` is empty for an event of the whole group."""

    group: Group
    district: str
    event: Event

    @property
    def key(self) -> tuple:
        """What makes it this outing and no other."""
        return self.group.id, self.district, self.event.slug, self.event.number, self.event.start


@dataclass(frozen=True)
class Clash:
    """More is asked of somebody on `day` than one can do. `who`: an organisation, or the key of a person.

    `sure`: it is one person; of an organisation other people may go.
    """

    day: dt.date
    who: str
    outings: tuple[Outing, ...]
    sure: bool = False

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.group.name for one in self.outings))


def outings(
    group: Group, districts: Iterable[District], country: Country | None, programme: Programme | None
) -> tuple[Outing, ...]:
    """Where the group's facilitators go in the current cycles of its districts, by date; what is shared once.

    Left out: what was skipped or cancelled, and the decision, which is part of the last meeting.
    """
    found: dict[tuple, Outing] = {}
    for district in districts:
        if cycle := district.current_cycle:
            for event in timeline(district, group, cycle, country, programme):
                if event.slug in DAYS and event.slug != "next-cycle" and event.state in ("scheduled", "done"):
                    place = "" if event.shared else district.id
                    one = Outing(group, place, event)
                    found.setdefault(one.key, one)
    return tuple(sorted(found.values(), key=lambda one: (one.event.start, one.event.slug, one.district)))


#: Whose time it is: a person or organisation, and the events that the seat leads (None: all seats of it together).
_Seat = tuple[str, tuple[str, ...] | None]


def clashes(all_outings: Iterable[Outing]) -> tuple[Clash, ...]:
    """Facilitators who would have to be with two groups on one day, each pair of events once, by day.

    An event takes the seats that lead it, or the whole team when nobody is named for it. A person can be in one place.
    Where no person is named, seats of one organisation are taken for the same people in every group, those that lead
    the same events first of all: they can be in as many places as there are such seats in one group.
    """
    needs: dict[tuple[dt.date, str, _Seat], list[tuple[Outing, int]]] = {}
    most: dict[_Seat, int] = {}
    persons: set[str] = set()
    for outing in all_outings:
        persons |= {seat.person for seat in outing.group.facilitators if seat.person}
        for seat, number in _seats(outing.group, None).items():
            most[seat] = max(most.get(seat, 0), number)
        days = (outing.event.end - outing.event.start).days + 1
        for day in (outing.event.start + DAY * number for number in range(days)):
            for seat, number in _seats(outing.group, outing.event.slug).items():
                needs.setdefault((day, seat[0], seat), []).append((outing, number))
    found: dict[tuple, Clash] = {}
    for (day, who, seat), asked in sorted(needs.items(), key=lambda one: one[0][:2]):
        together = tuple(outing for outing, _ in asked)
        if len({one.group.id for one in together}) > 1 and sum(number for _, number in asked) > most[seat]:
            found.setdefault((who, *(one.key for one in together)), Clash(day, who, together, who in persons))
    return tuple(found.values())


def _seats(group: Group, slug: str | None) -> dict[_Seat, int]:
    """How many seats an event takes (None: there are) of each person, organisation, and organisation with its leads."""
    leading = [seat for seat in group.facilitators if slug in seat.leads]
    counted: dict[_Seat, int] = {}
    for seat in leading or group.facilitators:
        if seat.person:
            counted[seat.person, None] = 1
        elif seat.organisation:
            for one in ((seat.organisation, seat.leads), (seat.organisation, None)):
                counted[one] = counted.get(one, 0) + 1
    return counted


# ---------------------------------------------------------------- the planning year


#: Weeks that a workplan needs to get into the district's plan (tip 2).
WEEKS_TO_PLAN = 6


@dataclass(frozen=True)
class PlanReach:
    """Does the workplan reach the yearly plan of the district? `weeks`: whole ones from Workshop 2 to the deadline."""

    plan_year: str
    deadline: dt.date
    workshop: Event
    weeks: int

    @property
    def in_time(self) -> bool:
        return self.weeks >= WEEKS_TO_PLAN

    @property
    def words(self) -> str:
        """What to tell the team."""
        plan = f"the district plan for {self.plan_year}" if self.plan_year else "the district plan"
        if self.in_time:
            return f"your workplan reaches {plan}, which closes on {_long(self.deadline)}"
        if self.weeks < 0:
            return f"{plan} closes on {_long(self.deadline)}, before Workshop 2 ends on {_long(self.workshop.end)}"
        left = "less than a week" if not self.weeks else "one week" if self.weeks == 1 else f"{self.weeks} weeks"
        return (
            f"Workshop 2 ends on {_long(self.workshop.end)}, only {left} before {plan} closes "
            f"on {_long(self.deadline)}"
        )


def plan_reach(district: District, cycle: Cycle, events: Sequence[Event]) -> PlanReach | None:
    """Workshop 2 against the deadline of the district's plan; None without either, or when the deadline is an older one."""
    deadline = district.planning.submission_deadline
    workshop = next((one for one in events if one.slug == "workshop-2"), None)
    if deadline is None or workshop is None or deadline < monday(cycle.start):
        return None
    weeks = (deadline - workshop.end).days // 7
    return PlanReach(district.planning.plan_year or "", deadline, workshop, weeks)


def latest_start(deadline: dt.date, cycle: Cycle) -> dt.date:
    """The last Monday on which a cycle like this one can begin so that its plan is in time: 17 weeks for a first."""
    return monday(deadline - WEEK * (planning_weeks(cycle) + WEEKS_TO_PLAN))


def _long(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


# ---------------------------------------------------------------- days in the field


@dataclass(frozen=True)
class FieldDays:
    """Days of work without travel, from `least` to `most`: a support visit takes half a day or a whole one."""

    least: float
    most: float

    def __add__(self, other: FieldDays) -> FieldDays:
        return FieldDays(self.least + other.least, self.most + other.most)

    def __str__(self) -> str:
        return f"{self.least:g}" if self.least == self.most else f"{self.least:g} to {self.most:g}"


def member_days(events: Iterable[Event]) -> FieldDays:
    """Days of a team's member who goes to every event of a cycle: 9.5 to 10.5 in a first one."""
    return _sum_of_days(events)


def facilitator_days(all_outings: Iterable[Outing]) -> FieldDays:
    """Days of one facilitator who goes to every event of a group: 15.5 to 18.5 for three districts in a first cycle."""
    return _sum_of_days(one.event for one in all_outings)


def _sum_of_days(events: Iterable[Event]) -> FieldDays:
    held = (
        one for one in events
        if one.slug in DAYS and one.slug != "next-cycle" and one.state in ("scheduled", "done")
    )  # fmt: skip
    return sum(map(_days_of, held), FieldDays(0, 0))


def _days_of(event: Event) -> FieldDays:
    if event.slug == "support-visit" and event.basis != "actual" and event.days == DAYS["support-visit"]:
        return FieldDays(0.5, 1.0)
    return FieldDays(event.days, event.days)


# ---------------------------------------------------------------- one group, several kinds of cycle


def workshops_needed(cycle: Cycle) -> tuple[str, ...]:
    """Slugs of the workshops that a cycle of this kind has."""
    steps = FIRST if cycle.number == 1 else LATER[cycle.problem_choice]
    return tuple(step.slug for step in steps if step.slug.startswith("workshop"))


def different_kinds(districts: Iterable[District], group: Group) -> str | None:
    """The conflict of a group whose districts need different workshops in the newest cycle that two of them have.

    `A needs Workshop 1, B and C do not.` None when all need the same, or when the group's file already says
    something about each workshop in question.
    """
    known = [one for one in districts if one.id in group.districts]
    for number in sorted({cycle.number for one in known for cycle in one.cycles}, reverse=True):
        needs = {
            one.name: workshops_needed(cycle) for one in known for cycle in one.cycles if cycle.number == number
        }
        if len(needs) < 2:
            continue
        agreed = {event.type for event in group.events if event.cycle == number}
        open_ = [
            slug for slug in ("workshop-1", "workshop-2")
            if slug not in agreed and 0 < sum(slug in one for one in needs.values()) < len(needs)
        ]  # fmt: skip
        return " ".join(_who_needs(slug, needs) for slug in open_) or None
    return None


def _who_needs(slug: str, needs: Mapping[str, tuple[str, ...]]) -> str:
    title = EVENT_TITLES[slug].removeprefix("MSI ")
    those = [name for name, one in needs.items() if slug in one]
    others = [name for name, one in needs.items() if slug not in one]
    return f"{_and(those)} need{'s' * (len(those) == 1)} {title}, {_and(others)} do{'es' * (len(others) == 1)} not."


def _and(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
