"""What a district's data say, in one line or in the rows of a table: for slides, letters and tables that come pre-filled.

Every function takes what the sheet is filled with, and says None, or has no rows, where the data say nothing yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from msi_build.model.base import EVENT_TITLES
from msi_build.model.cycle import Cycle
from msi_build.model.district import District
from msi_build.render.district_view import upper_first
from msi_build.render.periods import amount, day, days, month, with_unit

if TYPE_CHECKING:
    from msi_build.render.placeholders import Context
    from msi_build.schedule import Event

#: Words for the status of a strategy, as everywhere.
STATUS = {
    "planned": "planned", "going": "going on", "done": "done", "modified": "changed", "dropped": "dropped",
    "paused": "paused",
}  # fmt: skip

#: What stands in a slide where the data say nothing yet.
OPEN = "…"

Words = Callable[["Context"], "str | None"]
Rows = list[tuple[str, ...]]


def _of_district(words: Callable[[District], str | None]) -> Words:
    return lambda context: words(context.district) if context.district else None


def _of_cycle(words: Callable[[Cycle], str | None]) -> Words:
    return _of_district(lambda district: words(district.current_cycle) if district.current_cycle else None)


def _nth(list_: Callable[[Cycle], Iterable[str]], place: int) -> Words:
    """The entry of a list that comes first, second, third."""
    return _of_cycle(lambda cycle: next((one for n, one in enumerate(list_(cycle)) if n == place), None))


def _population(district: District) -> str:
    return f"{amount(district.population.total)} ({district.population.year})"


def _facilities(district: District) -> str | None:
    return amount(sum(one.count or 0 for one in district.facilities)) if district.facilities else None


def _staff(district: District) -> str | None:
    """Filled posts of funded ones, where every cadre has both numbers."""
    counts = [(one.filled, one.posts) for one in district.workforce]
    if not counts or not all(isinstance(number, int) for pair in counts for number in pair):
        return None
    filled, posts = (sum(column) for column in zip(*counts, strict=True))
    return f"{amount(filled)} of {amount(posts)} funded posts"


def _problems(cycle: Cycle) -> list[str]:
    return [one.text for one in sorted(cycle.problems, key=lambda one: one.rank)]


def _causes(cycle: Cycle) -> list[str]:
    """The chosen causes, else the first ones behind the problem."""
    chosen = [one.text for one in cycle.analysis.walk() if one.chosen]
    return chosen or [one.text for one in cycle.analysis.causes]


def _strategies(cycle: Cycle) -> list[str]:
    return [f"{row.strategy}: {STATUS[row.status]}" for row in cycle.workplan.rows]


def _indicators(cycle: Cycle) -> list[str]:
    """Those of the workplan first: name, baseline, newest value, target."""
    watched = sorted(cycle.indicators, key=lambda one: "workplan" not in one.used_for)
    return [f"{one.name}: {numbers}" for one in watched if (numbers := _numbers(one))]


def _numbers(indicator) -> str:
    parts = []
    if indicator.baseline:
        parts.append(f"{with_unit(indicator.baseline.value, indicator.unit)} at the start")
    if indicator.latest and indicator.values:
        parts.append(f"{with_unit(indicator.latest.value, indicator.unit)} now")
    if parts and indicator.target:
        parts.append(f"target {with_unit(indicator.target.value, indicator.unit)} by {month(indicator.target.by)}")
    return ", ".join(parts)


def _plan(cycle: Cycle) -> str | None:
    """`3 strategies: 1 done, 2 going on`."""
    rows = cycle.workplan.rows
    if not rows:
        return None
    counted = Counter(STATUS[row.status] for row in rows)
    told = ", ".join(f"{counted[word]} {word}" for word in STATUS.values() if counted[word])
    return f"{len(rows)} {'strategy' if len(rows) == 1 else 'strategies'}: {told}"


def event_title(context: Context) -> str | None:
    """`MSI Workshop 1`, `Support visit 2`."""
    event = context.event
    return f"{EVENT_TITLES[event.slug]}{f' {event.number}' if event.number else ''}" if event else None


def invited(context: Context) -> str | None:
    """Whom a letter invites: a district's team, or a guest of the group."""
    team = context.country.team_abbr if context.country else "team"
    if context.district:
        return f"the {team} of {context.district.name}"
    return "you as our guest" if context.group else None


def addressee(context: Context) -> str | None:
    """To whom a letter goes, by office; a guest's is written by hand."""
    if context.district is None or context.country is None:
        return None
    return f"{upper_first(context.country.team_lead_title)}, {context.district.name}"


def _three(name: str, meaning: str, list_: Callable[[Cycle], Iterable[str]]) -> dict[str, tuple[str, Words]]:
    places = ("first", "second", "third")
    return {f"{name}_{n}": (f"{place} {meaning}", _nth(list_, n - 1)) for n, place in enumerate(places, 1)}


#: Words of one line by the name of their placeholder: what they mean, and the words.
ONE_LINE: Mapping[str, tuple[str, Words]] = {
    "population": ("people of the district, with the year", _of_district(_population)),
    "facilities": ("number of its health facilities", _of_district(_facilities)),
    "staff": ("filled posts of its funded posts", _of_district(_staff)),
    "cycle": ("number of its present cycle", _of_cycle(lambda cycle: str(cycle.number))),
    "plan": ("its strategies, counted by status", _of_cycle(_plan)),
    **_three("problem", "problem of its list", _problems),
    **_three("cause", "cause that its plan answers", _causes),
    **_three("strategy", "strategy of its plan, with its status", _strategies),
    **_three("indicator", "indicator it watches, with its numbers", _indicators),
}


# ---------------------------------------------------------------- rows of tables


def _roles(context: Context) -> Rows:
    """District and post of those who come to the workshops from the district."""
    if not (district := context.district):
        return []
    coming = [member for member in district.team if member.workshop_member] or district.team
    return [(district.name, upper_first(_label(context, "roles", one.role))) for one in coming]


def names_of(context: Context) -> dict[str, str]:
    """Post -> name of those who come, where the private overlay says it and the edition may show it."""
    district = context.district
    known = {one.id: one.name for one in district.people or ()}
    return {
        upper_first(_label(context, "roles", one.role)): known[one.person]
        for one in district.team
        if one.person in known
    }


def _cause_rows(context: Context) -> Rows:
    cycle = context.district.current_cycle if context.district else None
    return [(text,) for text in _causes(cycle)] if cycle else []


def _problem_rows(context: Context) -> Rows:
    cycle = context.district.current_cycle if context.district else None
    return [(text,) for text in _problems(cycle)] if cycle else []


def _actions(context: Context) -> Rows:
    """What was agreed at visits and meetings and is still open: what, who, until when."""
    cycle = context.district.current_cycle if context.district else None
    own = cycle.actions if cycle else ()
    shared = context.group.actions if context.group else ()
    return [(one.text, _owner(context, one), day(one.due) if one.due else "") for one in (*own, *shared) if one.status == "open"]


def _owner(context: Context, action) -> str:
    if action.owner_role:
        return upper_first(_label(context, "roles", action.owner_role))
    team = context.country.team_abbr if context.country else "team"
    return team if action.owner_side == "dhmt" else "facilitators"


def _label(context: Context, list_: str, code: str) -> str:
    return context.country.label(list_, code) if context.country else code.replace("_", " ")


def _strategy_rows(context: Context) -> Rows:
    cycle = context.district.current_cycle if context.district else None
    return [(row.strategy, STATUS[row.status]) for row in cycle.workplan.rows] if cycle else []


def _indicator_rows(context: Context) -> Rows:
    """Name, baseline, target and newest value of what the workplan watches."""
    cycle = context.district.current_cycle if context.district else None
    watched = [one for one in cycle.indicators if "workplan" in one.used_for] if cycle else []
    return [tuple(_cells(one)) for one in watched]


def _cells(indicator) -> Iterable[str]:
    yield indicator.name
    for one in (indicator.baseline, indicator.target, indicator.latest):
        yield with_unit(one.value, indicator.unit) if one else ""


BASES = {"computed": " (computed)", "planned": " (agreed)", "actual": ""}


def _dates(context: Context) -> Rows:
    """Step, week, date and place of the cycle; a visit has its own in each district. A pack of the next cycle knows none yet."""
    if context.event and context.event.slug == "next-cycle":
        return []
    steps = [one for one in context.calendar if one.slug not in ("situation-analysis", "further-analysis", "next-cycle")]
    return [
        (upper_first(one.title.removeprefix("MSI ")), str(one.week), *(_when(one) if one.shared or context.district else ("", "")))
        for one in steps
    ]


def _when(event: Event) -> tuple[str, str]:
    basis = "" if event.slug == "implementation" else BASES[event.basis]
    return days(event.start, event.end, short=True) + basis, upper_first(event.place or "")


#: What fills the first cells of a table to fill in, by its word in `fill`.
ROWS: Mapping[str, Callable[[Context], Rows]] = {
    "roles": _roles,
    "causes": _cause_rows,
    "problems": _problem_rows,
    "actions": _actions,
    "strategies": _strategy_rows,
    "indicators": _indicator_rows,
    "dates": _dates,
}
