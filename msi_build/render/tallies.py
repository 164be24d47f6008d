"""Counts over many districts: problems, strategies, indicators, days in the field, how old the data are.

Counts are of districts and of what districts wrote, never of persons; there are no scores and no order of merit.
What nobody has said is counted as such, in words.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from msi_build import schedule
from msi_build.model.programme import Country, Data, Group, Indicator
from msi_build.render.cycle_board import STAGES, newest_entry, stage_of
from msi_build.render.district_view import AREAS, NEWNESS, DistrictView, upper_first
from msi_build.render.periods import amount, month

PROBLEM_KINDS = {
    "absence": "Absence from work",
    "staffing": "Posts and rosters",
    "supervision": "Supervision",
    "appraisal": "Appraisal",
    "skills": "Skills",
    "information": "Reports and data",
    "supplies": "Medicines and supplies",
    "service": "A health service",
}

IN_PLAN = {
    "included": "in the district's plan",
    "partly": "partly in the plan",
    "planned": "to be taken into the plan",
    "not_planned": "not in the plan, or not said",
}

MOVES = ("moving towards the target", "no change", "moving away from the target", "too few values to say")

#: A line needs so many values, the baseline among them.
ENOUGH_VALUES = 3


@dataclass(frozen=True)
class Tally:
    """One line of a count; `share` in percent of the largest line, for the bar."""

    name: str
    count: int
    share: int


def tally(names: Mapping[str, str] | Sequence[str], values: Iterable[str | None], missing: str = "") -> list[Tally]:
    """How often each name occurs, in the order of the names; those that never occur are left out.

    `missing` names the values that are None or unknown, last.
    """
    words = names if isinstance(names, Mapping) else {one: one for one in names}
    counted = Counter(one if one in words else None for one in values)
    lines = [(upper_first(text), counted[key]) for key, text in words.items() if counted[key]]
    if missing and counted[None]:
        lines.append((missing, counted[None]))
    most = max((count for _, count in lines), default=1)
    return [Tally(name, count, round(100 * count / most)) for name, count in lines]


# ---------------------------------------------------------------- districts


def coverage(country: Country, data: Data) -> str:
    """`3 of 261 districts (2021) have begun a cycle, 1%.`"""
    begun = sum(1 for one in data.districts_in(country.code) if one.cycles)
    has = "has" if begun == 1 else "have"
    level = next((one for one in country.levels if one.key == "district" and one.count), None)
    if level is None:
        known = "The number of districts in the country is not written yet."
        return f"{begun} {'district has' if begun == 1 else 'districts have'} begun a cycle. {known}"
    year = f" ({level.as_of})" if level.as_of else ""
    share = f"{100 * begun / level.count:.0f}%" if begun >= level.count / 100 else "less than 1%"
    share = "none" if not begun else share
    return f"{begun} of {amount(level.count)} {level.plural}{year} {has} begun a cycle: {share}."


def stages(views: Iterable[DistrictView], as_of: dt.date) -> list[Tally]:
    return tally(STAGES, (stage_of(view, as_of) for view in views))


def problems(views: Iterable[DistrictView]) -> list[Tally]:
    """Chosen problems of the current cycles by kind."""
    chosen = [view.cycle.chosen_problem for view in views if view.cycle]
    kinds = [one.kind for one in chosen if one]
    return tally(PROBLEM_KINDS, kinds, "Kind not said")


def without_problem(views: Iterable[DistrictView]) -> int:
    return sum(1 for view in views if view.cycle is None or view.cycle.chosen_problem is None)


@dataclass(frozen=True)
class Strategies:
    """The strategies of the current workplans, counted."""

    total: int
    areas: list[Tally]
    newness: list[Tally]
    with_gender: int
    plans: list[Tally]


def strategies(views: Sequence[DistrictView]) -> Strategies:
    rows = [row for view in views if view.cycle for row in view.cycle.workplan.rows]
    planned = [view for view in views if view.cycle and view.cycle.workplan.rows]
    return Strategies(
        len(rows),
        tally(AREAS, (row.area for row in rows)),
        tally(NEWNESS, (row.new_or_existing for row in rows)),
        sum(1 for row in rows if row.gender),
        tally(IN_PLAN, (view.district.planning.workplan_in_plan for view in planned)),
    )


def moves(views: Iterable[DistrictView]) -> list[Tally]:
    """Indicators of the workplans by the way they move: the newest value against the baseline."""
    watched = [
        one for view in views if view.cycle for one in view.cycle.indicators if "workplan" in one.used_for
    ]
    return tally(MOVES, map(move, watched))


def move(indicator: Indicator) -> str:
    """One of MOVES. An indicator that should stay is near its target as long as it does not leave the baseline."""
    values = ([indicator.baseline.value] if indicator.baseline else []) + [one.value for one in indicator.values]
    if len(values) < ENOUGH_VALUES or indicator.direction == "keep":
        return MOVES[3]
    change = values[-1] - values[0]
    if not change:
        return MOVES[1]
    return MOVES[0] if (change > 0) == (indicator.direction == "up") else MOVES[2]


# ---------------------------------------------------------------- time

AGES = (
    (31, "In the last month"),
    (92, "One to three months ago"),
    (183, "Three to six months ago"),
    (10_000, "More than six months ago"),
)


def ages(views: Iterable[DistrictView], as_of: dt.date) -> list[Tally]:
    """How old the newest entry of each district is."""
    return tally([*(words for _, words in AGES), "Nothing recorded yet"], [_age(view, as_of) for view in views])


def _age(view: DistrictView, as_of: dt.date) -> str:
    newest = newest_entry(view, as_of)
    if newest is None:
        return "Nothing recorded yet"
    return next(words for most, words in AGES if (as_of - newest).days <= most)


@dataclass(frozen=True)
class MonthLoad:
    """Days in the field in one month, without travel: one facilitating team a group, one team a district."""

    name: str
    events: int
    facilitators: str
    districts: str
    share: int


def load(
    groups: Iterable[Group], views: Sequence[DistrictView], data: Data, as_of: dt.date, months: int = 12
) -> list[MonthLoad]:
    """The months from `as_of` to the last with an event; those between without one are told too."""
    outings = [
        one for group in groups
        for one in schedule.outings(group, data.districts_of(group), data.country(group.country), data.programme)
    ]  # fmt: skip
    keys = [_month_after(as_of, number) for number in range(months)]
    by_month = {key: [one for one in outings if f"{one.event.start:%Y-%m}" == key] for key in keys}
    most = max((schedule.facilitator_days(found).most for found in by_month.values()), default=0) or 1
    last = max((number for number, found in enumerate(by_month.values(), 1) if found), default=0)
    return [_load_of(key, found, views, most) for key, found in list(by_month.items())[:last]]


def _month_after(start: dt.date, number: int) -> str:
    years, place = divmod(start.month - 1 + number, 12)
    return f"{start.year + years}-{place + 1:02}"


def _load_of(key: str, found: Sequence[schedule.Outing], views: Sequence[DistrictView], most: float) -> MonthLoad:
    facilitators = schedule.facilitator_days(found)
    own = [one for view in views for one in view.events if f"{one.start:%Y-%m}" == key]
    districts = schedule.member_days(own)
    return MonthLoad(month(key), len(found), str(facilitators), str(districts), round(100 * facilitators.most / most))
