"""What districts ask for, and who works or worked on something similar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msi_build.model.vocabulary import AREAS
from msi_build.render.district_view import DistrictView
from msi_build.render.portal_page import Site, district_path, join_names, link

#: So many districts with a similar problem are named, the nearest first.
NEAREST = 3


@dataclass(frozen=True)
class Similar:
    """A district that chose the same kind of problem; `when` says in which cycle, if not in the present one."""

    name: str
    href: str
    when: str


def asks_others(view: DistrictView) -> str:
    """What the district last asked the others, at a meeting or for the one to come."""
    parts = [part for cycle in view.district.cycles for part in cycle.inter_district_meetings]
    return next((part.support_needed for part in reversed(parts) if part.support_needed), "")


def asks_facilitators(view: DistrictView) -> list[str]:
    """What the facilitators took on at visits and meetings of this cycle and have not done yet."""
    actions = view.cycle.actions if view.cycle else ()
    return [one.text for one in actions if (one.owner_side, one.status) == ("facilitator", "open")]


def similar(view: DistrictView, site: Site, page: str) -> tuple[list[Similar], int]:
    """Districts that chose the same kind of problem in any cycle: group, country, then all; and how many more."""
    chosen = view.cycle.chosen_problem if view.cycle else None
    if chosen is None or chosen.kind is None:
        return [], 0
    others = [one for one in site.views.values() if one.district.id != view.district.id]
    others.sort(key=lambda one: (*_distance(view, one), one.district.name))
    found = [it for one in others if (it := _similar(one, chosen.kind, page))]
    return found[:NEAREST], max(0, len(found) - NEAREST)


def _distance(view: DistrictView, other: DistrictView) -> tuple[bool, bool]:
    return view.group.id != other.group.id, view.country.code != other.country.code


def _similar(other: DistrictView, kind: str, page: str) -> Similar | None:
    """The newest cycle in which the other district had such a problem; earlier ones stand with what it learned."""
    for cycle in reversed(other.district.cycles):
        if cycle.chosen_problem and cycle.chosen_problem.kind == kind:
            now = cycle.number == other.cycle.number
            target = district_path(other.district, "analysis" if now else "learning")
            return Similar(other.district.name, link(target, page), "" if now else f"in cycle {cycle.number}")
    return None


def common_areas(views: Sequence[DistrictView]) -> Iterator[tuple[str, str]]:
    """Areas in which the strategies of two districts or more act, with the names of the districts."""
    for area, words in AREAS.items():
        names = [
            view.district.name for view in views
            if view.cycle and any(row.area == area for row in view.cycle.workplan.rows)
        ]  # fmt: skip
        if len(names) > 1:
            yield words, join_names(names)
