"""The page of a country: where every group is, what was chosen and planned, days in the field, how old the data are,
and the facts that the toolkit uses, with their dates. Groups stand in the order of the alphabet, never of merit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from msi_build.model.programme import Country, District, Group
from msi_build.render import tallies
from msi_build.render.cycle_board import Board, board
from msi_build.render.district_view import DistrictView, upper_first
from msi_build.render.periods import MONTHS, amount, day
from msi_build.render.portal_asks import asks_facilitators
from msi_build.render.portal_page import (
    PROGRAMME,
    Block,
    PortalPage,
    Site,
    breadcrumb,
    country_path,
    district_path,
    group_path,
    item,
    link,
)
from msi_build.render.small_multiples import MOST_TRENDS, Strips, strips, trends

#: So many rows of the board stand on one page; a page stays below 60 kB.
ROWS = 24
#: So many groups are listed on the country's own page; more stand in the finder alone.
GROUPS = 12


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


@dataclass(frozen=True)
class BoardPage:
    """The board, or a part of one that is too long for one page, to be printed on A3; `words` say which groups stand on it."""

    path: str
    words: str
    board: Board


def country_pages(country: Country, site: Site) -> Iterator[PortalPage]:
    """The country's page, then the pages of its cycle board where that does not fit on it."""
    whole = board(_views(country, site), site.as_of, site.ask)
    parts = _board_pages(country, whole)
    yield _page(country, site, country_path(country), country.name, _content(country, site, whole, parts), parts)
    for part in parts:
        content = site.render(
            "board",
            country=country, title=part.words, board=part.board, group_href=_group_href(part.path),
            strips=_strips(country, site, part.path), csv=link(board_csv(country), part.path),
            example=_example(country, site), as_of=day(site.as_of),
        )  # fmt: skip
        yield _page(country, site, part.path, f"{country.name}: {part.words}", content, parts)


def board_csv(country: Country) -> str:
    """Path of the board as a file for spreadsheets."""
    return country_path(country).replace("index.html", "cycle-board.csv")


def _views(country: Country, site: Site) -> list[DistrictView]:
    return [view for view in site.views.values() if view.country.code == country.code]


def _example(country: Country, site: Site) -> bool:
    return any(one.example_data for one in site.data.groups_in(country.code))


def _group_href(path: str):
    return lambda group: link(group_path(group), path)


def _board_pages(country: Country, whole: Board) -> list[BoardPage]:
    """The rows by group, so many a page; the words say from which group to which."""
    found = []
    for number, first in enumerate(range(0, len(whole.rows), ROWS), 1):
        rows = whole.rows[first : first + ROWS]
        alone = len(rows) == len(whole.rows)
        words = "cycle board" if alone else f"cycle board, {rows[0].group.name} to {rows[-1].group.name}"
        path = country_path(country).replace("index", "cycle-board" if alone else f"cycle-board-{number}")
        found.append(BoardPage(path, words, replace(whole, rows=rows)))
    return found


def _page(
    country: Country, site: Site, path: str, title: str, content: str, parts: Sequence[BoardPage]
) -> PortalPage:
    groups = sorted(site.data.groups_in(country.code), key=lambda one: one.name)
    shown = groups if len(groups) <= GROUPS else []
    lines = (
        item(country.name, country_path(country), path, tuple(item(upper_first(one.words), one.path, path) for one in parts)),
        *(item(f"{one.name} group", group_path(one), path) for one in shown),
    )
    blocks = [Block("", lines), Block("All countries", (item("The programme", PROGRAMME, path),))]
    start = country_path(country)
    steps = breadcrumb(path, [(country.name, start)] if path != start else [])
    return PortalPage(path, "country", title, steps, site.render("sidebar", blocks=blocks), content)


def _content(country: Country, site: Site, whole: Board, parts: Sequence[BoardPage]) -> str:
    path, views = country_path(country), _views(country, site)
    shown = trends(views, path)
    groups = sorted(site.data.groups_in(country.code), key=lambda one: one.name)
    return site.render(
        "country",
        country=country,
        example=_example(country, site),
        coverage=tallies.coverage(country, site.data),
        board=whole,
        parts_of_board=[(upper_first(one.words), link(one.path, path), len(one.board.rows)) for one in parts],
        group_href=_group_href(path),
        csv=link(board_csv(country), path),
        groups=[_group_block(one, site, path) for one in groups] if len(groups) <= GROUPS else [],
        counted=(len(groups), len(views)),
        finder=link("districts/index.html", path),
        stages=tallies.stages(views, site.as_of),
        problems=tallies.problems(views),
        no_problem=tallies.without_problem(views),
        strategies=tallies.strategies(views),
        moves=tallies.moves(views),
        strips=_strips(country, site, path),
        trends=shown if shown and len(shown.charts) <= MOST_TRENDS else None,
        charts_elsewhere=bool(shown) and len(shown.charts) > MOST_TRENDS,
        load=tallies.load(groups, views, site.data, site.as_of),
        requests=_requests(views, path) if site.ask else [],
        ages=tallies.ages(views, site.as_of),
        words=_words(country),
        levels=[_level(one) for one in country.levels],
        milestones=[(one.name, MONTHS[one.month - 1]) for one in country.plan_milestones],
        fiscal_month=MONTHS[country.fiscal_year_start - 1],
        facts_date=day(country.as_of),
        as_of=day(site.as_of),
    )


def _strips(country: Country, site: Site, path: str) -> Strips | None:
    """The cycles of all districts, where so many fit on a page; else they stand on the pages of the groups."""
    few = len(site.data.groups_in(country.code)) <= GROUPS
    return strips(_views(country, site), site.as_of, path) if few else None


def _requests(views: Sequence[DistrictView], path: str) -> list[DistrictLine]:
    """What districts asked for at visits and meetings of their current cycle; at most as many as a page holds."""
    found = [
        DistrictLine(view.district.name, link(district_path(view.district), path), text)
        for view in sorted(views, key=lambda one: one.district.name) if view.cycle
        for text in (
            *(part.support_needed for part in view.cycle.inter_district_meetings if part.support_needed),
            *asks_facilitators(view),
        )
    ]  # fmt: skip
    return found[:40]


def _group_block(group: Group, site: Site, path: str) -> GroupBlock:
    districts = sorted(site.data.districts_of(group), key=lambda one: one.name)
    lines = (DistrictLine(one.name, link(district_path(one), path), problem_words(one)) for one in districts)
    return GroupBlock(group.name, link(group_path(group), path), tuple(lines))


def problem_words(district: District) -> str:
    """The current problem statement, or that there is none."""
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
