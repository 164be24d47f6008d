"""The calendar of a district's cycle: every event, planned and held, with the time in which it should be."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from msi_build import schedule
from msi_build.render.bars import Bar, bars
from msi_build.render.district_view import DistrictView, event_name, upper_first
from msi_build.render.figures import Drawing
from msi_build.render.learning import past_cycles
from msi_build.render.moments import Moment, days_of_change, moments
from msi_build.render.periods import day, days
from msi_build.render.portal_first import ahead, not_entered, places
from msi_build.render.portal_page import Site, unentered

STATES = {"scheduled": "to come", "done": "held", "skipped": "left out", "cancelled": "cancelled"}


@dataclass(frozen=True)
class DateRow:
    """One event in the calendar: the day agreed or computed, or the day on which it was held."""

    name: str
    week: str
    planned: str
    basis: str
    actual: str
    window: str
    state: tuple[Moment[str], ...]
    place: str
    reason: str
    shared: bool


def calendar(view: DistrictView, site: Site) -> str:
    rule = view.cycle.implementation.month_rule if view.cycle else None
    rule = rule or view.country.month_rule or view.data.programme.month_rule
    words = {"weeks": "a month of implementation being four weeks", "calendar": "by months of the calendar"}
    return site.render(
        "cycle",
        view=view,
        rows=[_row(one, view, site) for one in view.events],
        drawing=drawing_of(view),
        places=places(view, site),
        rule=words[rule],
        past=past_cycles(view) if view.cycle else [],
        made=site.as_of,
        as_of=day(site.as_of),
    )


def _row(event: schedule.Event, view: DistrictView, site: Site) -> DateRow:
    held = event.basis == "actual"
    first, last = event.window
    phase = event.slug not in schedule.DAYS
    return DateRow(
        event_name(event) if event.slug != "next-cycle" else event.title,
        _weeks(event, view),
        day(event.due) if held and event.due and not phase else days(event.start, event.end),
        "" if phase or held else "Computed" if event.basis == "computed" else "Agreed",
        days(event.start, event.end) if held else "–",
        "–" if phase or held else days(first, last),
        moments(
            lambda today: _state(event, view, today),
            days_of_change(view.events),
            site.as_of,
        ),
        upper_first(event.place or ""),
        event.reason or "",
        bool(view.companions(event)),
    )


def drawing_of(view: DistrictView) -> Drawing | None:
    """Every event with its time, planned and held day; None before the first cycle."""
    shown = [one for one in view.events if one.state not in ("skipped", "cancelled")]
    return bars([_bar(one) for one in shown], "; ".join(_told(one) for one in shown)) if shown else None


def _bar(event: schedule.Event) -> Bar:
    name = "Next cycle" if event.slug == "next-cycle" else event_name(event)
    if event.slug not in schedule.DAYS:
        return Bar(name, (event.start, event.end))
    return Bar(name, event.window, event.due, event.start if event.basis == "actual" else None)


def _told(event: schedule.Event) -> str:
    if event.slug not in schedule.DAYS or event.due is None:
        return f"{event_name(event)}, {days(event.start, event.end)}"
    held = f", held {day(event.start)}" if event.basis == "actual" else ""
    return f"{event_name(event)}, planned {day(event.due)}{held}"


def _weeks(event: schedule.Event, view: DistrictView) -> str:
    if event.week > view.weeks:
        return "closing"
    last = schedule.week_of(event.end, view.cycle)
    return f"{event.week}–{last}" if last > event.week else str(event.week)


def _state(event: schedule.Event, view: DistrictView, today: dt.date) -> str:
    words = state_words(event, ahead(view.events, today), today)
    return words.replace("not entered yet", not_entered(event, today))


def state_words(event: schedule.Event, following: schedule.Event | None, today: dt.date) -> str:
    """`held`, `next`, `today`, `to come`, `day passed, not entered yet`, `going on`."""
    phase = event.slug not in schedule.DAYS
    if event.state != "scheduled":
        return "done" if phase and event.state == "done" else STATES[event.state]
    if event in unentered([event], today):
        if event.slug == "next-cycle":
            return "not decided yet"
        return "day passed, not entered yet"
    if event.start <= today:
        return "today" if not phase else "going on" if today <= event.end else "over"
    return "next" if event == following else "to come"
