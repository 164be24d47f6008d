"""The page of the programme: the same facts of every country side by side, in the order of the alphabet, never of merit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msi_build.model.programme import Country
from msi_build.render import tallies
from msi_build.render.cycle_board import newest_entry, shown, state_of
from msi_build.render.district_view import DistrictView
from msi_build.render.periods import day
from msi_build.render.portal_page import (
    LIBRARY,
    PROGRAMME,
    Block,
    PortalPage,
    Site,
    country_path,
    item,
    link,
)

#: The load of so many months is told.
MONTHS_AHEAD = 3


@dataclass(frozen=True)
class Column:
    """One country, or all together (`href` is then empty)."""

    name: str
    href: str
    views: tuple[DistrictView, ...]
    country: Country | None


@dataclass(frozen=True)
class FactRow:
    """One fact; each cell has lines of (words, count)."""

    name: str
    cells: tuple[tuple[str, tuple[str, ...]], ...]


def programme_page(site: Site) -> PortalPage:
    columns = _columns(site)
    content = site.render(
        "programme",
        programme=site.data.programme.name,
        example=any(one.example_data for one in site.data.districts),
        columns=columns,
        rows=_rows(columns, site),
        csv=link(PROGRAMME_CSV, PROGRAMME),
        finder=link("districts/index.html", PROGRAMME),
        library=link(LIBRARY, PROGRAMME),
        as_of=day(site.as_of),
    )
    return PortalPage(
        PROGRAMME, "programme", "The programme", start_and_districts(PROGRAMME), programme_sidebar(site, PROGRAMME), content
    )


PROGRAMME_CSV = "programme/cycle-board.csv"


def start_and_districts(path: str) -> tuple[tuple[str, str], ...]:
    return (("Start", link("index.html", path)), ("Districts", link("districts/index.html", path)))


def programme_sidebar(site: Site, path: str) -> str:
    """The pages above the countries, and the countries."""
    lines = (
        item("Find a district", "districts/index.html", path),
        item("The programme", PROGRAMME, path),
        item("Peer-learning library", LIBRARY, path),
    )
    countries = tuple(item(one.name, country_path(one), path) for one in _by_name(site))
    return site.render("sidebar", blocks=[Block("", lines), *([Block("Countries", countries)] if countries else [])])


def _by_name(site: Site) -> list[Country]:
    return sorted(site.data.countries, key=lambda one: one.name)


def _columns(site: Site) -> list[Column]:
    found = [
        Column(
            one.name,
            link(country_path(one), PROGRAMME),
            tuple(view for view in site.views.values() if view.country.code == one.code),
            one,
        )
        for one in _by_name(site)
    ]
    return [*found, Column("All together", "", tuple(site.views.values()), None)] if len(found) > 1 else found


def _rows(columns: Sequence[Column], site: Site) -> list[FactRow]:
    facts = {
        "Coverage": lambda one: _coverage(one, site),
        "Groups": lambda one: [str(len({view.group.id for view in one.views}))],
        "Districts": lambda one: [str(len(one.views))],
        "In the cycle": lambda one: _lines(tallies.stages(one.views, site.as_of), "no district yet"),
        "Problems chosen": lambda one: _lines(tallies.problems(one.views), "none chosen yet"),
        "Strategies by area": lambda one: _lines(tallies.strategies(one.views).areas, "no workplan yet"),
        "New or existing": lambda one: _lines(tallies.strategies(one.views).newness, "no workplan yet"),
        "How women and men are reached": _gender,
        "Workplans": lambda one: _lines(tallies.strategies(one.views).plans, "no workplan yet"),
        "Indicators of the workplans": lambda one: _lines(tallies.moves(one.views), "no indicator yet"),
        "Dates passed with nothing recorded": lambda one: [str(_unrecorded(one, site)) if _unrecorded(one, site) else "none"],
        f"Facilitators' days, next {MONTHS_AHEAD} months": lambda one: _days(one, site),
        "Newest entry of all": lambda one: [_newest(one, site)],
        "Newest entry of each district": lambda one: _lines(tallies.ages(one.views, site.as_of), "no district yet"),
        "Facts of the country": lambda one: [f"looked up {day(one.country.as_of)}" if one.country else "see each country"],
    }
    if site.data.counts:
        facts["Diary entries of the current cycles"] = lambda one: [
            str(sum(site.data.counts[view.district.id].diary_entries for view in one.views))
        ]
    return [
        FactRow(name, tuple((one.name, tuple(tell(one))) for one in columns)) for name, tell in facts.items()
    ]


def _lines(found: Sequence[tallies.Tally], nothing: str) -> list[str]:
    return [f"{one.name}: {one.count}" for one in found] or [nothing]


def _coverage(column: Column, site: Site) -> list[str]:
    if column.country:
        return [tallies.coverage(column.country, site.data)]
    begun = sum(1 for one in column.views if one.district.cycles)
    return [f"{begun} {'district has' if begun == 1 else 'districts have'} begun a cycle."]


def _gender(column: Column) -> list[str]:
    found = tallies.strategies(column.views)
    return [f"said of {found.with_gender} of {found.total} strategies" if found.total else "no workplan yet"]


def _unrecorded(column: Column, site: Site) -> int:
    return sum(state_of(one, site.as_of) == "passed" for view in column.views for one in shown(view))


def _days(column: Column, site: Site) -> list[str]:
    groups = [one for one in site.data.groups if column.country is None or one.country == column.country.code]
    months = tallies.load(groups, column.views, site.data, site.as_of, MONTHS_AHEAD)
    return [f"{one.name}: {one.facilitators if one.events else 'none'}" for one in months] or ["none"]


def _newest(column: Column, site: Site) -> str:
    found = [one for one in (newest_entry(view, site.as_of) for view in column.views) if one]
    return day(max(found)) if found else "nothing recorded yet"


