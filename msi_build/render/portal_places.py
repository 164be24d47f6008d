"""The pages of a group and of a country. Districts and groups stand in the order of the alphabet, never of
merit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msi_build import schedule
from msi_build.model.programme import Country, District, Group
from msi_build.render.district_view import DistrictView, event_name, upper_first, view_of
from msi_build.render.periods import MONTHS, amount, day, days, month, short_day
from msi_build.render.portal_district import state_words
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
    link,
    next_step,
    open_questions,
    packs_of,
)

# ---------------------------------------------------------------- group


@dataclass(frozen=True)
class DistrictCard:
    name: str
    href: str
    statement: str
    strategies: tuple[str, ...]


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
class ActionLine:
    text: str
    who: str
    due: str
    state: str


def group_page(group: Group, site: Site) -> PortalPage:
    path, country = group_path(group), site.data.country(group.country)
    districts = sorted(site.data.districts_of(group), key=lambda one: one.name)
    views = [view_of(site.data, one) for one in districts]
    begun = [view for view in views if view.cycle]
    latest = max((view.cycle.number for view in begun), default=None)
    leading = next((view for view in begun if view.cycle.number == latest), None)
    following = _next_shared(leading, site)
    content = site.render(
        "group",
        group=group,
        country=country,
        example=group.example_data,
        cycle=latest,
        districts=[_card(view, path) for view in views],
        step=_step(following, leading, group, site) if leading and following else None,
        rows=list(_rows(leading, views, site)) if leading else [],
        actions=[_action(one) for one in group.actions],
        papers=packs_of(site, group.id, following, path) if following else [],
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


def _card(view: DistrictView, path: str) -> DistrictCard:
    statement = view.cycle.statement if view.cycle else None
    names = tuple(row.strategy for row in view.strategies)
    return DistrictCard(
        view.district.name,
        link(district_path(view.district), path),
        statement.text if statement else "",
        names,
    )


def _next_shared(view: DistrictView | None, site: Site) -> schedule.Event | None:
    events = [one for one in view.events if one.shared] if view else []
    return schedule.next_event(events, site.as_of)


def _step(event: schedule.Event, view: DistrictView, group: Group, site: Site) -> Step:
    path = group_path(group)
    host = next(
        (one.host for one in group.events if one.type == event.slug and one.number == event.number), None
    )
    hosted = next((f" Host: {one.name}." for one in site.data.districts_of(group) if one.id == host), "")
    week = schedule.week_text(event, view.cycle, view.country, view.data.programme)
    address = site.event_page(event.slug)
    buttons = [Button("How the day goes", link(address, path))] if address else []
    asks = open_questions([one for one in view.events if one.shared], site.as_of) if site.ask else ()
    step = next_step(event, week, event_name(event), buttons, list(asks))
    people = group.participants
    seats = len(group.districts) * people.members + people.guests
    about = f"{step.about}{hosted} {seats} people, {people.facilitators} facilitators."
    return Step(step.name, step.when, step.place, about.strip(), (), step.buttons, step.asks)


def _rows(leading: DistrictView, views: Sequence[DistrictView], site: Site) -> Iterator[SharedRow]:
    """Every event of the leading cycle; districts in another cycle have no cell of their own."""
    following = _next_shared(leading, site)
    for event in leading.events:
        if event.slug not in schedule.DAYS:
            continue
        name = event_name(event) if event.slug != "next-cycle" else event.title
        if event.shared:
            words = f"{state_words(event, following, site.as_of)}, all together"
            yield SharedRow(name, days(event.start, event.end), words, ())
        else:
            yield _own_row(name, event, leading, views, site)


def _own_row(
    name: str, event: schedule.Event, leading: DistrictView, views: Sequence[DistrictView], site: Site
) -> SharedRow:
    cells, dates = [], []
    for view in views:
        same = view.cycle and view.cycle.number == leading.cycle.number
        own = (
            next((one for one in view.events if (one.slug, one.number) == (event.slug, event.number)), None)
            if same
            else None
        )
        cells.append((view.district.name, _cell(own, site) if own else "not in this cycle"))
        dates += [own.start] if own else []
    first, last = min(dates), max(dates)
    span = [month(f"{one.year}-{one.month:02}") for one in (first, last)]
    return SharedRow(name, " to ".join(dict.fromkeys(span)), "", tuple(cells))


def _cell(event: schedule.Event, site: Site) -> str:
    words = state_words(event, None, site.as_of)
    return short_day(event.start) if words == "to come" else f"{short_day(event.start)}, {words}"


def _action(action) -> ActionLine:
    who = "district teams" if action.owner_side == "dhmt" else "facilitators"
    due = day(action.due) if action.due else "no date"
    return ActionLine(action.text, who, due, action.status)


# ---------------------------------------------------------------- country


@dataclass(frozen=True)
class DistrictLine:
    name: str
    href: str
    problem: str


@dataclass(frozen=True)
class GroupBlock:
    name: str
    href: str
    districts: tuple[DistrictLine, ...]


@dataclass(frozen=True)
class LevelLine:
    name: str
    count: str
    source: str


def country_page(country: Country, site: Site) -> PortalPage:
    path = country_path(country)
    groups = sorted(site.data.groups_in(country.code), key=lambda one: one.name)
    content = site.render(
        "country",
        country=country,
        example=any(one.example_data for one in groups),
        coverage=_coverage(country, site),
        groups=[_group_block(one, site, path) for one in groups],
        words=_words(country),
        levels=[_level(one) for one in country.levels],
        milestones=[(one.name, MONTHS[one.month - 1]) for one in country.plan_milestones],
        fiscal_month=MONTHS[country.fiscal_year_start - 1],
        facts_date=day(country.as_of),
    )
    lines = (
        item(country.name, path, path),
        *(item(f"{one.name} group", group_path(one), path) for one in groups),
    )
    sidebar = site.render("sidebar", blocks=[Block("", lines)])
    return PortalPage(path, "country", country.name, breadcrumb(path, []), sidebar, content)


def _coverage(country: Country, site: Site) -> str:
    """`3 of 261 districts (2021) have begun a cycle.`"""
    begun = sum(1 for one in site.data.districts_in(country.code) if one.cycles)
    level = next((one for one in country.levels if one.key == "district" and one.count), None)
    if level is None:
        return f"{begun} {'district has' if begun == 1 else 'districts have'} begun a cycle."
    year = f" ({level.as_of})" if level.as_of else ""
    return f"{begun} of {amount(level.count)} {level.plural}{year} {'has' if begun == 1 else 'have'} begun a cycle."


def _group_block(group: Group, site: Site, path: str) -> GroupBlock:
    districts = sorted(site.data.districts_of(group), key=lambda one: one.name)
    lines = (DistrictLine(one.name, link(district_path(one), path), _problem(one)) for one in districts)
    return GroupBlock(group.name, link(group_path(group), path), tuple(lines))


def _problem(district: District) -> str:
    cycle = district.current_cycle
    return cycle.statement.text if cycle and cycle.statement else "No problem statement yet."


def _words(country: Country) -> list[tuple[str, str]]:
    """The toolkit's words and the country's."""
    rows = [
        ("the team", f"{country.team_name} ({country.team_abbr})"),
        ("head of the team", country.team_lead_title),
        ("district health office", country.health_office_name),
        ("head of the local government", country.local_government_head),
        ("the office above", country.next_level_office or ""),
        ("health information system", country.hmis_name),
        ("staff information system", country.hris_name or ""),
    ]
    return [(term, word) for term, word in rows if word]


def _level(level) -> LevelLine:
    year = f" ({level.as_of})" if level.as_of else ""
    count = f"{amount(level.count)}{year}" if level.count is not None else "not written yet"
    return LevelLine(upper_first(level.plural), count, level.source or "–")
