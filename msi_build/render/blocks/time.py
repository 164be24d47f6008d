"""`time`: how much time a cycle takes, by event and person; by kind of cycle; by programme and its variants.

Days come from the schedule, minutes from the agendas; nothing is typed. Travel is not counted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from msi_build.model.base import EVENT_TITLES, Part
from msi_build.model.programme import Cycle, Group
from msi_build.model.toolkit import Agenda
from msi_build.render.blocks.base import Block, Scene, read_options
from msi_build.schedule import (
    Event,
    FieldDays,
    Outing,
    facilitator_days,
    member_days,
    planning_weeks,
    timeline,
    total_weeks,
)

#: Any Monday: only lengths and weeks are shown.
START = dt.date(2027, 1, 11)

#: Three districts without a date of their own.
GROUP = Group(id="any", country="zz", name="Any", districts=("a", "b", "c"))

KINDS = (
    ("The first cycle", Cycle(number=1, start=START)),
    ("A later cycle, new problem", Cycle(number=2, start=START, problem_choice="new")),
    ("A later cycle, same problem, adapted", Cycle(number=2, start=START, problem_choice="same_adapted")),
    ("A later cycle, the plan goes on", Cycle(number=2, start=START, problem_choice="continue")),
)

#: Weeks of a first cycle; the closing meeting falls after the last.
WEEKS = total_weeks(KINDS[0][1])

#: A programme shorter than this is half a day, in minutes from start to end.
HALF_A_DAY = 300
#: What is shorter than this is a session of another event.
A_SESSION = 120


class TimeBlock(Part):
    """What to show: the events of a first cycle, the kinds of cycle, or the programmes with their variants."""

    show: Literal["events", "kinds", "programmes"] = "events"


def view(block: TimeBlock, scene: Scene) -> Mapping[str, object]:
    people = scene.context.people
    members = people.districts * people.members
    first = _events(KINDS[0][1])
    return {
        "show": block.show,
        "rows": _rows(first) if block.show == "events" else (),
        "kinds": [_kind(name, cycle) for name, cycle in KINDS] if block.show == "kinds" else (),
        "programmes": _programmes(scene) if block.show == "programmes" else (),
        "member": member_days(first),
        "facilitator": facilitator_days(_outings(first)),
        "members": members,
        "together": FieldDays(member_days(first).least * members, member_days(first).most * members),
        "districts": len(GROUP.districts),
    }


def _events(cycle: Cycle) -> tuple[Event, ...]:
    return timeline(None, GROUP, cycle, None, None)


def _outings(events: Iterable[Event]) -> list[Outing]:
    """Where facilitators go: once to what is shared, to each district for the rest."""
    return [Outing(GROUP, place, event) for event in events for place in (("",) if event.shared else GROUP.districts)]


# ---------------------------------------------------------------- the events of a cycle


@dataclass(frozen=True)
class Row:
    """One kind of event: its weeks, how long it takes, and the days of a member and of a facilitator; "" for none."""

    title: str
    weeks: str
    length: str
    member: str
    facilitator: str


def _rows(events: tuple[Event, ...]) -> list[Row]:
    return [_row([one for one in events if one.slug == slug]) for slug in dict.fromkeys(one.slug for one in events)]


def _row(events: list[Event]) -> Row:
    one, number = events[0], len(events)
    title = EVENT_TITLES[one.slug] + (f", {number} times" if number > 1 else "")
    starts = " and ".join(str(event.week) if event.week <= WEEKS else "the end" for event in events)
    if one.slug in ("situation-analysis", "further-analysis", "implementation"):
        weeks = (one.end - one.start).days // 7 + 1
        return Row(title, f"{one.week} to {one.week + weeks - 1}", f"{weeks} weeks at home, beside the daily work", "", "")
    if one.slug == "next-cycle":
        return Row(title, starts, "part of the last meeting", "", "")
    member = member_days(events)
    each = FieldDays(member.least / number, member.most / number)
    length = _days(each) + ("" if one.shared else " in each district")
    return Row(title, starts, length, str(member), str(facilitator_days(_outings(events))))


def _days(days: FieldDays) -> str:
    """`half a day to 1 day`, `2.5 days`."""
    words = [_one(days.least), _one(days.most)]
    return words[0] if days.least == days.most else " to ".join(words)


def _one(days: float) -> str:
    return "half a day" if days == 0.5 else f"{days:g} {'day' if days == 1 else 'days'}"


# ---------------------------------------------------------------- kinds of cycles


@dataclass(frozen=True)
class Kind:
    """A kind of cycle in weeks and days."""

    name: str
    planning: str
    weeks: int
    member: FieldDays
    facilitator: FieldDays


def _kind(name: str, cycle: Cycle) -> Kind:
    events = _events(cycle)
    planning = planning_weeks(cycle)
    return Kind(
        name, str(planning or "none"), total_weeks(cycle), member_days(events), facilitator_days(_outings(events))
    )


# ---------------------------------------------------------------- programmes


@dataclass(frozen=True)
class Programme:
    """A programme: its days, its minutes with and without pauses, and how its days differ from the usual one."""

    title: Markup
    days: str
    whole: str
    working: str
    change: str


def _programmes(scene: Scene) -> list[tuple[str, list[Programme]]]:
    """By event; the usual programme first, which has the shortest id."""
    by_event: dict[str, list[Agenda]] = {}
    for agenda in sorted(scene.toolkit.agendas, key=lambda one: (len(one.id), one.id)):
        by_event.setdefault(agenda.event, []).append(agenda)
    return [
        (title, [_programme(agenda, by_event[event][0], scene) for agenda in by_event[event]])
        for event, title in EVENT_TITLES.items()
        if event in by_event
    ]


def _programme(agenda: Agenda, usual: Agenda, scene: Scene) -> Programme:
    minutes = sum(day.minutes for day in agenda.days)
    pauses = sum(session.minutes for day in agenda.days for session in day.sessions if session.pause)
    length, change = _length(agenda), _length(agenda) - _length(usual)
    words = f"{_one(abs(change))} {'more' if change > 0 else 'less'}" if length and change else ""
    days = _one(length) if length else "part of a day"
    return Programme(scene.fill(agenda.title), days, _clock(minutes), _clock(minutes - pauses), words)


def _length(agenda: Agenda) -> float:
    """Days, counted by halves; 0 for a session inside another event."""
    if sum(day.planned for day in agenda.days) < A_SESSION:
        return 0
    return sum(0.5 if day.planned <= HALF_A_DAY else 1.0 for day in agenda.days)


def _clock(minutes: int) -> str:
    """`7 h 30 min`."""
    hours, rest = divmod(minutes, 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours))


BLOCK = Block(read_options(TimeBlock), view)
