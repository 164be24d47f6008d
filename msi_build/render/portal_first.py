"""The first screen of a district: the next step, the place in the cycle, what is not entered yet.

All of it is said for every day from that of the edition on (`moments`), so that a page read weeks later is right.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from msi_build import schedule
from msi_build.render.district_view import DistrictView, event_name
from msi_build.render.event_words import ABOUT, BEFORE, PHASES, TO_PRINT, WAYS
from msi_build.render.moments import Moment, days_of_change, during, moments, mondays
from msi_build.render.periods import day, day_and_month, numeral
from msi_build.render.portal_page import (
    Ask,
    Button,
    Site,
    Step,
    district_path,
    join_names,
    link,
    next_step,
    open_questions,
    unentered,
)

DECISIONS = {
    "continue": "to continue",
    "adapt_same_problem": "to keep the problem and adapt",
    "new_problem": "to take a new problem",
}


@dataclass(frozen=True)
class ShownStep:
    """One step of "Where we are"."""

    name: str
    date: str
    css: str


def ahead(events: tuple[schedule.Event, ...], today: dt.date) -> schedule.Event | None:
    """The event that goes on, or the next one that is still to be held; phases do not count."""
    return next(
        (
            one
            for one in events
            if one.slug in schedule.DAYS and one.state == "scheduled" and one.end >= today
        ),
        None,
    )


def next_steps(view: DistrictView, site: Site) -> tuple[Moment[Step | None], ...]:
    """The next step on each day; None before the first cycle."""
    return moments(lambda today: _step_on(view, site, today), days_of_change(view.events), site.as_of)


def asked(view: DistrictView, site: Site) -> tuple[Moment[tuple[Ask, ...]], ...]:
    """Events whose day has passed, as questions; nothing where the edition does not ask."""
    if not site.ask:
        return ()
    return moments(
        lambda today: tuple(open_questions(view.events, today)), days_of_change(view.events), site.as_of
    )


def places(view: DistrictView, site: Site) -> tuple[Moment[str], ...]:
    """Where the district is in its cycle, week by week."""
    if view.cycle is None:
        return ()
    end = schedule.monday(view.cycle.start) + schedule.WEEK * (view.weeks + 1)
    weeks = [view.cycle.start, *mondays(view.cycle.start, end), *_months_begin(view)]
    return moments(lambda today: place_in_cycle(view, today), [*weeks, *days_of_change(view.events)], site.as_of)


def rows_of_steps(view: DistrictView, site: Site) -> tuple[Moment[tuple[ShownStep, ...]], ...]:
    """ "Where we are" on each day."""
    return moments(
        lambda today: tuple(_shown(one, ahead(view.events, today), today) for one in view.steps),
        days_of_change(view.events),
        site.as_of,
    )


# ---------------------------------------------------------------- the next step


def _step_on(view: DistrictView, site: Site, today: dt.date) -> Step | None:
    if view.cycle is None:
        return None
    event = ahead(view.events, today)
    return _event_step(view, site, event, today) if event else _decide(view, site, today)


def _event_step(view: DistrictView, site: Site, event: schedule.Event, today: dt.date) -> Step:
    week = schedule.week_text(event, view.cycle, view.country, view.data.programme)
    step = next_step(event, week, step_name(view, event), list(_buttons(view, site, event)))
    papers = _to_print(view, site, event)
    return replace(step, papers=papers, today=during(event.start, event.end, site.as_of))


def _decide(view: DistrictView, site: Site, today: dt.date) -> Step:
    """The step after the last day of a cycle."""
    number, decided = view.cycle.number, view.cycle.next_cycle
    missing = [one for one in unentered(view.events, today) if one.slug != "next-cycle"]
    state = (
        f"Not every event of cycle {number} is entered yet." if missing
        else f"All events of cycle {number} have been held."
    )  # fmt: skip
    address = site.event_page("next-cycle")
    buttons = (Button("How to decide", link(address, district_path(view.district))),) if address else ()
    if decided.decision:
        on = f" on {day(decided.date)}" if decided.date else ""
        about = f"{state} The team decided{on} {DECISIONS[decided.decision]}. The facilitators agree the first day with you."
        return Step(f"Begin cycle {number + 1}", "", "", about, (), buttons)
    about = f"{state} {ABOUT['next-cycle']}"
    before, papers = BEFORE["next-cycle"], _tools(view, site, "next-cycle")
    return Step(
        "Decide how to go on", "", "", about, before, buttons, (), WAYS, "Before you decide", papers=papers
    )


def step_name(view: DistrictView, event: schedule.Event) -> str:
    """`Workshop 2 with Mopane Hills`: with those who really come."""
    name = event_name(event) if event.slug != "next-cycle" else event.title
    if others := view.companions(event):
        name += " with " + join_names([one.name for one in others])
    return name


def _buttons(view: DistrictView, site: Site, event: schedule.Event) -> Iterator[Button]:
    """The main one prints, the other tells how the day goes."""
    page = district_path(view.district)
    paper = site.downloads.get(district_path(view.district, "pack").replace(".html", ".pdf"))
    if paper:
        pages = "1 page" if paper.pages == 1 else f"{paper.pages} pages"
        yield Button(f"Print your papers (PDF, {pages})", link(paper.path, page))
    yield Button("Put it in my calendar", "calendar.ics")
    if address := site.event_page(event.slug):
        yield Button("How the day goes", link(address, page))


def _to_print(view: DistrictView, site: Site, event: schedule.Event) -> tuple[Button, ...]:
    return _tools(view, site, event.slug)


def _tools(view: DistrictView, site: Site, slug: str) -> tuple[Button, ...]:
    """What the team fills before the day: the paper itself, or the page of its tool."""
    page = district_path(view.district)
    known = {tool.id: tool for tool in site.toolkit.tools}
    found = []
    for id_ in TO_PRINT.get(slug, ()):
        if tool := known.get(id_):
            paper = site.downloads.get(tool.address.replace(".html", ".pdf"))
            found.append(Button(tool.short or tool.title, link(paper.path if paper else tool.address, page)))
    return tuple(found)


# ---------------------------------------------------------------- where we are


def place_in_cycle(view: DistrictView, today: dt.date) -> str:
    """`Week 25 of 43 of cycle 1, three months into implementation.`"""
    if view.cycle is None:
        return ""
    week = schedule.week_of(today, view.cycle)
    number = view.cycle.number
    if week < 1:
        return f"Cycle {number} begins on {day(view.cycle.start)}."
    if week > view.weeks:
        return f"The {view.weeks} weeks of cycle {number} are over."
    phase = _phase(view, today)
    return f"Week {week} of {view.weeks} of cycle {number}{f', {phase}' if phase else ''}."


def _phase(view: DistrictView, today: dt.date) -> str:
    """`in the further analysis`, `in the first month of implementation`, `two months into implementation`."""
    begin = _implementation(view)
    if begin is None or today < begin.start:
        following = ahead(view.events, today)
        return PHASES.get(following.slug, "") if following else ""
    months = sum(1 for one in _months_begin(view) if begin.start < one <= today)
    if not months:
        return "in the first month of implementation"
    return f"{numeral(months)} {'month' if months == 1 else 'months'} into implementation"


def _implementation(view: DistrictView) -> schedule.Event | None:
    return next((one for one in view.events if one.slug == "implementation"), None)


def _months_begin(view: DistrictView) -> list[dt.date]:
    """The days on which a month of implementation is complete."""
    begin = _implementation(view)
    if begin is None:
        return []
    return schedule.months_begin(view.cycle, begin, view.country, view.data.programme)


def _shown(event: schedule.Event, following: schedule.Event | None, today: dt.date) -> ShownStep:
    css = "done" if event.state == "done" else "now" if event == following else ""
    late = f", {not_entered(event, today)}" if event in unentered([event], today) else ""
    return ShownStep(event_name(event), day_and_month(event.start) + late, css)


def not_entered(event: schedule.Event, today: dt.date) -> str:
    """What is said of an event whose day has passed: no reproach, and until when it is still in time."""
    until = day_and_month(event.window[1])
    return f"not entered yet; it had time until {until}" if event.is_late(today) else "not entered yet"
