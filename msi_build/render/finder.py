"""The district finder: a plain list by country and group that works without scripts and is narrowed down with them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import jinja2

from msi_build.artifacts import Artifact
from msi_build.model.programme import Data, Group
from msi_build.render.cycle_board import stage_of
from msi_build.render.district_view import DistrictView, view_of
from msi_build.render.pages import relative, staged
from msi_build.render.portal_country import problem_words
from msi_build.render.portal_page import LIBRARY, PROGRAMME, country_path, district_path, group_path

FINDER = "districts/index.html"

#: With more districts than this the problems and the links to groups are left to the portals: the page stays below
#: 60 kB.
WITH_PROBLEMS = 60


@dataclass(frozen=True)
class DistrictLine:
    name: str
    href: str
    stage: str
    other_names: tuple[str, ...]
    problem: str


@dataclass(frozen=True)
class GroupLines:
    name: str
    href: str
    districts: tuple[DistrictLine, ...]


@dataclass(frozen=True)
class CountryLines:
    code: str
    name: str
    href: str
    groups: tuple[GroupLines, ...]


def finder(data: Data, as_of: dt.date, templates: jinja2.Environment) -> Artifact:
    """The staged page that leads to every district of the edition."""
    body = templates.get_template("finder.html.j2").render(
        countries=[_country(one, data, as_of) for one in sorted(data.countries, key=lambda one: one.name)],
        example=any(district.example_data for district in data.districts),
        programme=relative(PROGRAMME, FINDER),
        library=relative(LIBRARY, FINDER),
    )
    summary = "Every district of this edition, by country and group."
    return staged(FINDER.replace(".html", ".md"), "Districts", summary, body)


def _country(country, data: Data, as_of: dt.date) -> CountryLines:
    groups = sorted(data.groups_in(country.code), key=lambda one: one.name)
    lines = tuple(_group(one, data, as_of) for one in groups)
    return CountryLines(country.code, country.name, relative(country_path(country), FINDER), lines)


def _group(group: Group, data: Data, as_of: dt.date) -> GroupLines:
    districts = sorted(data.districts_of(group), key=lambda one: one.name)
    brief = len(data.districts) > WITH_PROBLEMS
    lines = tuple(_district(view_of(data, one), as_of, brief) for one in districts)
    return GroupLines(group.name, "" if brief else relative(group_path(group), FINDER), lines)


def _district(view: DistrictView, as_of: dt.date, brief: bool) -> DistrictLine:
    district = view.district
    problem = "" if brief else problem_words(district)
    href = relative(district_path(district), FINDER)
    return DistrictLine(district.name, href, stage_of(view, as_of), district.other_names, problem)
