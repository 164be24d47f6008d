"""The papers of a district, made from its data alone: summary, calendar, problem and causes, workplan, indicators, profile.

Nothing here depends on the clock: "next" is counted from the newest day in the data. A district without data gets the
same papers with room to write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from msi_build import schedule
from msi_build.model.programme import Data, District
from msi_build.render.charts import chart
from msi_build.render.district_view import (
    FINDINGS,
    SHORT_NAMES,
    DistrictView,
    IndicatorView,
    StrategyView,
    bones_of,
    cause_nodes,
    effect_nodes,
    event_name,
    upper_first,
    view_of,
)
from msi_build.render.figures import Drawing, wrap
from msi_build.render.fishbone import blank_fishbone, fishbone
from msi_build.render.periods import SHORT_MONTHS, Span, amount, day, day_and_month
from msi_build.render.portal_district import DateRow, date_row
from msi_build.render.problem_tree import blank_tree, tree
from msi_build.render.ruler import timeline
from msi_build.render.shapes import EVIDENCE_WORDS, REACH_WORDS
from msi_build.render.templates import THEME, environment

#: Room for the tree under the title of a landscape page, in mm.
TREE_ROOM = (267.0, 126.0)
#: Height that the strategies of the summary may take, in mm.
STRATEGIES_ROOM = 52.0


@dataclass(frozen=True)
class GeneratedSheet:
    """A paper of one district. `body` is ready HTML for the sheet's template; `layout` is `sheet` or `land`."""

    id: str
    title: str
    kicker: str
    body: Markup
    layout: str = "sheet"
    facts: Sequence[tuple[str, str]] = ()
    kind: str = "district"
    paper: str = "a4"


@dataclass(frozen=True)
class _Made:
    """What a maker hands back: the title, the values of the template, layout and template where they are not usual."""

    title: str
    values: Mapping[str, object]
    layout: str = "sheet"
    template: str = ""


def district_sheets(district: District, data: Data, theme: Path = THEME) -> list[GeneratedSheet]:
    """All papers of the district, in the order of its pack, the profile for Workshop 1 last."""
    view = view_of(data, district)
    return [_sheet(view, id_, words, maker, theme) for id_, (words, maker) in SHEETS.items()]


def _sheet(view: DistrictView, id_: str, words: str, maker: Callable[[DistrictView], _Made], theme: Path) -> GeneratedSheet:
    made = maker(view)
    template = environment(theme, "print").get_template(f"district/{made.template or id_}.html.j2")
    newest = view.newest_date()
    parts = [words, f"cycle {view.cycle.number}" if view.cycle else "", f"data to {day(newest)}" if newest else ""]
    kicker = " · ".join(part for part in parts if part)
    return GeneratedSheet(id_, made.title, kicker, Markup(template.render(**made.values)), made.layout)


# ---------------------------------------------------------------- summary


@dataclass(frozen=True)
class SummaryRow:
    """A strategy on the summary."""

    number: int
    strategy: str
    happening: str
    status: str
    sign: str
    effect: str


def _summary(view: DistrictView) -> _Made:
    rows = [_summary_row(one) for one in view.strategies]
    shown = fitting(rows, STRATEGIES_ROOM)
    watched = [one for one in view.watched if one.drawable]
    statement = view.cycle.statement if view.cycle else None
    values = {
        "numbers": numbers(view),
        "statement": statement.text if statement else "",
        "ruler": _ruler(view),
        "charts": [(one, chart(one.series, 84, 40, by_hand=True)) for one in watched[:2]],
        "charts_left": _left(len(watched) - 2, "indicator", "the page of indicators"),
        "rows": shown,
        "rows_left": _left(len(rows) - len(shown), "strategy", "the workplan"),
        "question": _question(view),
    }
    return _Made(view.district.name, values)


def numbers(view: DistrictView) -> list[tuple[str, str]]:
    """The district in numbers: people, units below it, facilities, at most six."""
    people = view.district.population
    found = [(amount(people.total), f"people, {people.year}")]
    if view.district.subdistricts is not None:
        level = next((one for one in view.country.levels if one.key.startswith("sub")), None)
        words = (level.singular if view.district.subdistricts == 1 else level.plural) if level else "sub-districts"
        found.append((amount(view.district.subdistricts), words))
    found += [(amount(count), words) for words, count in view.facilities()]
    return found[:6]


def _summary_row(one: StrategyView) -> SummaryRow:
    """What is going on or comes next, in the words of the plan."""
    live = [activity for activity in one.activities if activity.status in ("going on", "planned")] or list(one.activities)
    happening = ". ".join(activity.text.rstrip(".") for activity in live[:2]) + "."
    return SummaryRow(one.number, one.strategy, happening, one.status, one.sign, one.effect)


def fitting(rows: Sequence[SummaryRow], room: float) -> list[SummaryRow]:
    """The first rows whose lines of text fit into `room` mm."""
    shown: list[SummaryRow] = []
    for row in rows:
        lines = [wrap(row.happening, 58, 10.5), wrap(row.strategy, 36, 10.5, "700"), wrap(row.effect, 38, 10.5)]
        room -= max(len(cell) for cell in lines) * 4.6 + 2.9
        if room < 0:
            break
        shown.append(row)
    return shown


def _left(count: int, words: str, where: str) -> str:
    if count <= 0:
        return ""
    plural = words.replace("strategy", "strategies") if words == "strategy" else f"{words}s"
    return f"{count} more {words if count == 1 else plural}: see {where}."


def _question(view: DistrictView) -> str:
    """The box at the foot: something to take to the next event together."""
    after = view.newest_date()
    event = schedule.next_event([one for one in view.events if one.shared], after) if after else None
    if event is None:
        return ""
    others = "the other district" if len(view.others) == 1 else "the other districts"
    return f"For {event_name(event)} on {day_and_month(event.start)}: what we want to ask {others}"


def _ruler(view: DistrictView) -> Drawing | None:
    """The cycle with its months; the heavy line ends at the newest day of the data."""
    if view.cycle is None:
        return None
    newest = view.newest_date()
    last = max((int(stop.week) for stop in view.stops(newest)), default=view.weeks)
    return timeline(view.stops(newest), view.week_of(newest) if newest else 1, max(view.weeks, last), list(_months(view)))


def _months(view: DistrictView) -> Iterator[tuple[float, str]]:
    """Week on which each month of the cycle begins, with its short name."""
    start = schedule.monday(view.cycle.start)
    for number in range(start.year * 12 + start.month - 1, start.year * 12 + start.month + 18):
        year, month = divmod(number, 12)
        week = view.week_of(start.replace(year=year, month=month + 1, day=1))
        if week <= view.weeks + 1:
            yield max(1.0, week), SHORT_MONTHS[month]


# ---------------------------------------------------------------- calendar


def _cycle(view: DistrictView) -> _Made:
    newest = view.newest_date()
    following = schedule.next_event(view.events, newest) if newest else None
    rule = (view.cycle and view.cycle.implementation.month_rule) or view.country.month_rule or view.data.programme.month_rule
    rows: list[DateRow] = [date_row(one, view, following, newest or view.cycle.start) for one in view.events]
    words = {"weeks": "a month of implementation being four weeks", "calendar": "by months of the calendar"}
    values = {"ruler": _ruler(view), "rows": rows, "rule": words[rule], "blank_names": list(SHORT_NAMES.values())}
    return _Made(f"Calendar of {view.district.name}", values)


# ---------------------------------------------------------------- problem and causes


def _analysis(view: DistrictView) -> _Made:
    """Tree or fishbone on one landscape page, in words when it is too large, empty when there is none yet."""
    cycle = view.cycle
    fish = bool(cycle and cycle.technique == "fishbone")
    name = "Fishbone" if fish else "Problem tree"
    title = f"{name} of {view.district.name}"
    drawing = _drawing(view, fish)
    if drawing.fits:
        return _Made(title, {"drawing": drawing, "technique": "fishbone" if fish else "tree"}, "land")
    bones = bones_of(cycle.analysis) if fish else ()
    values = {
        "statement": cycle.statement.text if cycle.statement else "",
        "parts": [(bone.name, bone.ribs) for bone in bones] or [("", cause_nodes(cycle.analysis.causes))],
        "effects": effect_nodes(cycle.analysis.effects),
        "evidence": EVIDENCE_WORDS,
        "reach": REACH_WORDS,
    }
    return _Made(title, values, "sheet", "analysis-words")


def _drawing(view: DistrictView, fish: bool) -> Drawing:
    cycle = view.cycle
    statement = cycle.statement.text if cycle and cycle.statement else ""
    if fish and cycle.analysis.fishbone:
        return fishbone(statement, bones_of(cycle.analysis), TREE_ROOM)
    if fish:
        return blank_fishbone(TREE_ROOM)
    if cycle and cycle.analysis.causes:
        return tree(statement, cause_nodes(cycle.analysis.causes), effect_nodes(cycle.analysis.effects), TREE_ROOM)
    return blank_tree(TREE_ROOM)


# ---------------------------------------------------------------- workplan and indicators


def _workplan(view: DistrictView) -> _Made:
    plan = view.cycle.workplan if view.cycle else None
    version = "No workplan yet. It is made at Workshop 2. Write it here."
    if plan and plan.rows:
        agreed = plan.agreed_by_full_team
        told = f"agreed by the whole team on {day(agreed)}" if agreed else "not yet agreed by the whole team"
        version = f"Version {plan.version}, {told}."
    rows = view.strategies
    values = {"version": version, "columns": view.columns, "rows": rows, "blank_rows": max(1, 3 - len(rows))}
    return _Made(f"Workplan of {view.district.name}", values, "land")


@dataclass(frozen=True)
class ChartWords:
    """An indicator under its chart on paper."""

    name: str
    heading: str
    frequency: str
    responsible: str
    words: str


def _indicators(view: DistrictView) -> _Made:
    cells = [(_chart_words(one), chart(one.series, 82, 46, by_hand=True) if one.drawable else None) for one in view.indicators]
    return _Made(f"Indicators of {view.district.name}", {"pairs": [cells[n : n + 2] for n in range(0, len(cells), 2)]})


def _chart_words(one: IndicatorView) -> ChartWords:
    told = [f"Baseline {one.baseline}, {one.baseline_period}" if one.baseline else "No baseline yet"]
    told += [f"{one.newest_period} {one.newest}" if one.newest else "no value yet"]
    told += [f"women and men {one.women_men}" if one.women_men else "", f"target {one.target}" if one.target else ""]
    return ChartWords(one.name, one.heading, one.frequency, one.responsible, "; ".join(part for part in told if part) + ".")


# ---------------------------------------------------------------- profile for Workshop 1


@dataclass(frozen=True)
class StaffRow:
    cadre: str
    posts: str
    filled: str
    women: str
    men: str
    period: str


@dataclass(frozen=True)
class ProblemRow:
    rank: int
    text: str
    link: str
    evidence: str
    chosen: bool


def _profile(view: DistrictView) -> _Made:
    people, cycle = view.district.population, view.cycle
    staff = [_staff(one, view) for one in view.district.workforce]
    findings = cycle.situation_analysis.findings.by_area() if cycle else ()
    problems = [_problem(one, view) for one in cycle.problems] if cycle else []
    values = {
        "numbers": numbers(view),
        "source": f"{people.source}, {people.year}",
        "team": _team(view),
        "workforce": staff,
        "hidden": any("<5" in (row.filled, row.women, row.men) for row in staff),
        "indicators": [one for one in view.indicators if "situation_analysis" in _used_for(view, one.id)],
        "findings": [(FINDINGS[area], texts) for area, texts in findings if texts],
        "problems": problems,
        "blank_rows": max(2, 6 - len(problems)),
    }
    return _Made(f"{view.district.name}: what we know", values)


def _used_for(view: DistrictView, id_: str) -> tuple[str, ...]:
    found = view.cycle.indicator(id_)
    return found.used_for if found else ()


def _team(view: DistrictView) -> str:
    """Roles of the team; who comes to the workshops, who is focal point."""
    words = []
    for member in view.district.team:
        extra = "focal point" if member.focal_point else "deputy focal point" if member.deputy_focal_point else ""
        extra = ", ".join(part for part in (extra, "comes to the workshops" if member.workshop_member else "") if part)
        words.append(upper_first(view.country.label("roles", member.role)) + (f" ({extra})" if extra else ""))
    return "; ".join(words) + "."


def _staff(one, view: DistrictView) -> StaffRow:
    cells = ["–" if value is None else amount(value) for value in (one.posts, one.filled, one.women, one.men)]
    label = upper_first(view.country.label("cadres", one.cadre, plural=True))
    return StaffRow(label, *cells, Span.parse(one.period).words())


def _problem(one, view: DistrictView) -> ProblemRow:
    shown = [found.name for id_ in one.evidence if (found := view.cycle.indicator(id_))]
    return ProblemRow(one.rank, one.text, one.workforce_link, "; ".join([*shown, one.evidence_text or ""]).strip("; "), one.chosen)


#: Papers by id: the words over their title, and the maker.
SHEETS: Mapping[str, tuple[str, Callable[[DistrictView], _Made]]] = {
    "summary": ("District summary", _summary),
    "cycle": ("Calendar of the cycle", _cycle),
    "analysis": ("Problem and causes", _analysis),
    "workplan": ("Workplan", _workplan),
    "indicators": ("Indicators", _indicators),
    "profile": ("District sheet for Workshop 1", _profile),
}
