"""The page of a group: its districts side by side in the order of the alphabet, never of merit; the dates they share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msi_build import schedule
from msi_build.model.programme import District, Group
from msi_build.render.district_view import DistrictView, event_name, upper_first
from msi_build.render.periods import day, days, month, numeral, short_day
from msi_build.render.portal_asks import Similar, asks_facilitators, asks_others, common_areas, similar
from msi_build.render.portal_calendar import state_words
from msi_build.render.portal_first import step_name
from msi_build.render.portal_page import (
    Block,
    Button,
    PortalPage,
    Site,
    Step,
    breadcrumb,
    country_path,
    district_path,
    group_path,
    item,
    join_names,
    link,
    next_step,
    open_questions,
    packs_of,
)
from msi_build.render.small_multiples import strips, trends


@dataclass(frozen=True)
class DistrictCard:
    name: str
    href: str
    statement: str
    strategies: tuple[str, ...]
    asks: str
    of_facilitators: tuple[str, ...]
    similar: tuple[Similar, ...]
    more_similar: int
    questions: tuple[str, str] | None = None


@dataclass(frozen=True)
class SharedRow:
    """One event of the group: `together` says how it stands where one date holds for all, else one cell a
    district.
    """

    name: str
    when: str
    together: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class OwnStep:
    """What one district does next, and when."""

    name: str
    href: str
    step: str
    when: str


@dataclass(frozen=True)
class ActionLine:
    text: str
    who: str
    due: str
    state: str


def group_page(group: Group, site: Site) -> PortalPage:
    path, country = group_path(group), site.data.country(group.country)
    districts = sorted(site.data.districts_of(group), key=lambda one: one.name)
    views = [site.views[one.id] for one in districts]
    numbers = sorted({view.cycle.number for view in views if view.cycle})
    following = _next_together(views, site)
    with_all = bool(following) and len(following.views) == len(views)
    content = site.render(
        "group",
        group=group,
        country=country,
        example=group.example_data,
        cycles=join_names([str(one) for one in numbers]),
        districts=[_card(view, site, path) for view in views],
        trends=trends(views, path),
        strips=strips(views, site.as_of, path),
        common=list(common_areas(views)),
        step=_step(following, group, site) if following else None,
        together=join_names([view.district.name for view in following.views]) if following else "",
        own=[] if with_all else [_own_step(view, site, path) for view in views if view.cycle],
        rows=list(_rows(views, following, site)),
        actions=[_action(one) for one in group.actions],
        hosts=_hosts(group, site, path),
        clashes=_clashes(group, site),
        papers=packs_of(site, group.id, following.event, path) if following else [],
        as_of=day(site.as_of),
    )
    steps = breadcrumb(path, [(country.name, country_path(country))])
    return PortalPage(
        path, "group", f"{group.name} group", steps, _group_sidebar(group, districts, site), content
    )


def _group_sidebar(group: Group, districts: Sequence[District], site: Site) -> str:
    path, country = group_path(group), site.data.country(group.country)
    lines = (
        item(f"{group.name} group", path, path),
        *(item(one.name, district_path(one), path) for one in districts),
    )
    return site.render(
        "sidebar",
        blocks=[Block("", lines), Block("Country", (item(country.name, country_path(country), path),))],
    )


def _card(view: DistrictView, site: Site, path: str) -> DistrictCard:
    statement = view.cycle.statement if view.cycle else None
    names = tuple(row.strategy for row in view.strategies)
    alike, more = similar(view, site, path)
    return DistrictCard(
        view.district.name,
        link(district_path(view.district), path),
        statement.text if statement else "",
        names,
        asks_others(view),
        tuple(asks_facilitators(view)),
        tuple(alike),
        more,
        _questions(view, path),
    )


def _questions(view: DistrictView, path: str) -> tuple[str, str] | None:
    """How many questions are open, with the link to them; None where the edition may not ask."""
    asked = view.data.questions.get(view.district.id)
    if asked is None:
        return None
    number = len(asked.open)
    words = "1 question" if number == 1 else f"{numeral(number) if number else 'No'} questions"
    return f"{upper_first(words)} for the next meeting", link(district_path(view.district, "questions"), path)


def _hosts(group: Group, site: Site, path: str) -> list[tuple[str, str]]:
    """Who receives the meetings, in turn: name and link."""
    known = {one.id: one for one in site.data.districts_of(group)}
    return [(known[id_].name, link(district_path(known[id_]), path)) for id_ in group.host_rotation if id_ in known]


def _clashes(group: Group, site: Site) -> list[str]:
    """Days on which the facilitators are asked for elsewhere too, as questions; only in editions that ask."""
    own = [one for one in site.clashes if group.name in one.groups]
    return [
        f"{day(one.day)}: {event_name(mine.event)} here, {event_name(other.event)} of the {other.group.name} group. "
        f"Who goes where from {one.who}?"
        for one in own
        for mine in one.outings if mine.group.id == group.id
        for other in one.outings if other.group.id != group.id
    ]  # fmt: skip


@dataclass(frozen=True)
class Together:
    """A shared event of cycle `number` with the districts that really come to it."""

    number: int
    event: schedule.Event
    views: tuple[DistrictView, ...]


def _next_together(views: Sequence[DistrictView], site: Site) -> Together | None:
    """The next shared event to which two districts come; in a group with one district, its own."""
    found = []
    for view in views:
        coming = (
            one for one in view.events if one.shared and one.state == "scheduled" and one.start > site.as_of
        )
        for event in coming:
            others = tuple(one for one in views if one.takes_part(view.cycle.number, event))
            if len(others) > 1 or len(views) == 1:
                found.append(Together(view.cycle.number, event, others))
    return min(found, key=lambda one: one.event.start, default=None)


def _step(together: Together, group: Group, site: Site) -> Step:
    path, event, view = group_path(group), together.event, together.views[0]
    host = next(
        (
            one.host for one in group.events
            if (one.type, one.cycle, one.number) == (event.slug, together.number, event.number)
            and one.is_for(view.district.id)
        ),
        None,
    )  # fmt: skip
    hosted = next((f" Host: {one.name}." for one in site.data.districts_of(group) if one.id == host), "")
    weeks = {schedule.week_text(event, one.cycle, one.country, one.data.programme) for one in together.views}
    week = weeks.pop() if len(weeks) == 1 else ""
    address = site.event_page(event.slug)
    buttons = [Button("How the day goes", link(address, path))] if address else []
    past = {
        (one.slug, one.number, one.start): one for it in together.views for one in it.events if one.shared
    }
    asks = open_questions(list(past.values()), site.as_of) if site.ask else ()
    step = next_step(event, week, event_name(event), buttons, list(asks))
    people = group.participants
    seats = len(together.views) * people.members + people.guests
    about = f"{step.about}{hosted} {seats} people, {people.facilitators} facilitators."
    return Step(step.name, step.when, step.place, about.strip(), (), step.buttons, step.asks)


def _own_step(view: DistrictView, site: Site, path: str) -> OwnStep:
    """What one district does next, for a group whose districts do not do the same."""
    name, href = view.district.name, link(district_path(view.district), path)
    event = schedule.next_event(view.events, site.as_of)
    cycle = f"cycle {view.cycle.number}"
    if event is None:
        return OwnStep(
            name, href, "Decide how to go on" if not view.cycle.next_cycle.decision else "Next cycle", cycle
        )
    return OwnStep(name, href, step_name(view, event), f"{days(event.start, event.end)}, {cycle}")


def _rows(views: Sequence[DistrictView], following: Together | None, site: Site) -> Iterator[SharedRow]:
    """Every event of every district by date, from the oldest cycle that one of them is still in."""
    begun = [view for view in views if view.cycle]
    numbers = {view.cycle.number for view in begun}
    found: dict[tuple, dict[str, schedule.Event]] = {}
    for view in begun:
        for cycle in view.district.cycles:
            for event in view.events_of(cycle) if cycle.number >= min(numbers) else ():
                if event.slug in schedule.DAYS:
                    found.setdefault((cycle.number, event.slug, event.number), {})[view.district.id] = event
    for (number, *_), own in sorted(found.items(), key=lambda one: (_first(one[1]), one[0][0])):
        event = next(iter(own.values()))
        name = event_name(event) if event.slug != "next-cycle" else event.title
        name = f"{name}, cycle {number}" if len(numbers) > 1 else name
        same_day = event.shared and len({one.start for one in own.values()}) == 1
        when = days(event.start, event.end) if same_day else _months([one.start for one in own.values()])
        if same_day and len(own) == len(views):
            here = following.event if following and following.number == number else None
            yield SharedRow(name, when, f"{state_words(event, here, site.as_of)}, all together", ())
        else:
            cells = tuple((view.district.name, _own_cell(view, number, own, site)) for view in views)
            yield SharedRow(name, when, "", cells)


def _first(own: dict[str, schedule.Event]) -> dt.date:
    return min(one.start for one in own.values())


def _months(starts: Sequence[dt.date]) -> str:
    span = [month(f"{one.year}-{one.month:02}") for one in (min(starts), max(starts))]
    return " to ".join(dict.fromkeys(span))


def _own_cell(view: DistrictView, number: int, own: dict[str, schedule.Event], site: Site) -> str:
    if event := own.get(view.district.id):
        return _cell(event, site)
    if view.cycle is None:
        return "not begun"
    return "not in this cycle" if view.cycle.number >= number else f"is in cycle {view.cycle.number}"


def _cell(event: schedule.Event, site: Site) -> str:
    words = state_words(event, None, site.as_of)
    return short_day(event.start) if words == "to come" else f"{short_day(event.start)}, {words}"


def _action(action) -> ActionLine:
    who = "district teams" if action.owner_side == "dhmt" else "facilitators"
    due = day(action.due) if action.due else "no date"
    return ActionLine(action.text, who, due, action.status)
