"""Papers made from a district's data alone: its page, calendar, problem tree, workplan, indicators, record, and the
sheet for Workshop 1.

Nothing here depends on the clock: a paper speaks of the newest day in the data. Where nothing is known yet, the
paper says so and leaves room to write.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2
from markupsafe import Markup

from msi_build import schedule
from msi_build.model.programme import Data, District
from msi_build.model.question import MOST
from msi_build.render import charts, diagrams
from msi_build.render.continued import Pages
from msi_build.render.district_record import (
    about_district,
    about_group,
    country_lines,
    cycle_records,
    holidays_of,
)
from msi_build.render.district_view import (
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
from msi_build.render.figures import Drawing, width, wrap
from msi_build.render.periods import SHORT_MONTHS, Span, amount, day, day_and_month, days, short_day
from msi_build.render.poster import poster
from msi_build.render.shapes import EVIDENCE_WORDS, REACH_WORDS
from msi_build.render.statement_sheet import below_statement
from msi_build.render.templates import environment
from msi_build.render.visits import LastVisit, diary_since

#: Width in mm that sheets upright and across leave for figures and tables.
UPRIGHT, ACROSS = 175.0, 267.0

#: Height in mm of an upright page between its margins.
PAGE = 250.0

#: The ruler of the calendar for the wall: its width in mm as it is drawn, and how much larger it is shown.
WALL_RULER, WALL_SCALE = 241.0, 1.5

#: Room for a diagram on a page of its own, under a heading and over its legend.
DIAGRAM = (ACROSS, 142.0)


@dataclass(frozen=True)
class GeneratedSheet:
    """A sheet made from data: what `sheet.html.j2` needs. The first of `facts` is the line under the title."""

    id: str
    title: str
    kicker: str
    facts: list[tuple[str, str]]
    body: Markup
    kind: str = "district"
    layout: str = "sheet"
    paper: str = "a4"


def district_sheets(district: District, data: Data, theme: Path) -> list[GeneratedSheet]:
    """All sheets of the district, in the order of its pack; those for Workshop 1 and support visits last."""
    maker = _Maker(view_of(data, district), environment(theme, "print"))
    return [
        maker.summary(), maker.calendar(), maker.analysis(), maker.workplan(), maker.indicators(), maker.record(),
        maker.profile(), maker.poster(), maker.wall(), *maker.for_visits(),
    ]


@dataclass(frozen=True)
class _Maker:
    """One district and the templates its papers are made with."""

    view: DistrictView
    templates: jinja2.Environment

    def summary(self) -> GeneratedSheet:
        view = self.view
        return self._sheet(
            "summary", view.district.name, "The district on one page", "",
            numbers=key_numbers(view), statement=_statement(view), fit=fit_summary(view),
            timeline=_timeline(view), box=_box_title(view),
        )

    def calendar(self) -> GeneratedSheet:
        view = self.view
        return self._sheet(
            "cycle", "Calendar of the cycle", self._place, self._to_date(), clock=_clock(view),
            rows=[_calendar_row(view, event) for event in view.events],
        )

    def wall(self) -> GeneratedSheet:
        """The calendar for the wall, A3: the weeks as a ruler, every date, rows for the district's own."""
        view = self.view
        cycle, planning = view.cycle, view.district.planning
        kicker = f"Calendar of cycle {cycle.number} · {view.group.name} group" if cycle else f"{view.group.name} group"
        ruler = _timeline(view, WALL_RULER)
        due = planning.submission_deadline
        return self._sheet(
            "wall-calendar", f"Calendar of {view.district.name}", kicker, "", layout="a3", paper="a3-landscape",
            ruler=ruler.enlarged(WALL_SCALE) if ruler else None,
            rows=[_calendar_row(view, event) for event in view.events], due=day(due) if due else "",
            begins=day(schedule.monday(cycle.start)) if cycle else "", holidays=list(holidays_of(view, cycle)) if cycle else [],
        )

    def analysis(self) -> GeneratedSheet:
        view = self.view
        analysis = view.cycle.analysis if view.cycle else None
        statement = _statement(view)
        drawn = _diagrams(view, statement.text if statement else "")
        return self._sheet(
            "analysis", "Problem statement and problem tree", self._place, "", layout="land", paper="a4-landscape",
            statement=statement, statement_date=day(statement.date) if statement else "", drawn=drawn,
            effects=effect_nodes(analysis.effects) if analysis else (),
            chosen=[one.text for one in analysis.walk() if one.chosen] if analysis else [],
            gender=analysis.gender_note if analysis else None,
            fishbone=bool(view.cycle) and view.cycle.technique == "fishbone",
            evidence=EVIDENCE_WORDS, reach=REACH_WORDS, below=below_statement(view),
        )

    def workplan(self) -> GeneratedSheet:
        view = self.view
        plan = view.cycle.workplan if view.cycle else None
        agreed = plan.agreed_by_full_team if plan else None
        state = f"agreed by the whole team on {day(agreed)}" if agreed else "not yet agreed by the whole team"
        line = f"Version {plan.version}, {state}." if plan and plan.rows else "Made at Workshop 2."
        return self._sheet("workplan", "Workplan", self._place, line, layout="land", paper="a4-landscape")

    def indicators(self) -> GeneratedSheet:
        blocks = [(one, _chart(one, 88.0, 46.0, by_hand=True)) for one in self.view.indicators]
        return self._sheet("indicators", "Indicators", self._place, self._to_date(), blocks=blocks)

    def record(self) -> GeneratedSheet:
        view = self.view
        return self._sheet(
            "record", "Record: places, definitions, lessons", view.district.name,
            "What the other sheets of this pack leave out, kept for those who come after us.",
            place=about_district(view), group=about_group(view), cycles=cycle_records(view), country=country_lines(view),
        )

    def profile(self) -> GeneratedSheet:
        view = self.view
        cycle = view.cycle
        problems = [_problem(view, one) for one in sorted(cycle.problems, key=lambda one: one.rank)] if cycle else []
        return self._sheet(
            "profile", "District sheet", self._place, "Check it and complete it by hand.",
            population=_population(view), facilities=_facilities(view), staff=_staff(view), problems=problems,
            numbers=[one for one in view.indicators if one.baseline or one.newest],
        )

    def poster(self) -> GeneratedSheet:
        view = self.view
        made = poster(view)
        kicker = f"{view.group.name} group{f' · cycle {view.cycle.number}' if view.cycle else ''}"
        return self._sheet(
            "poster", view.district.name, kicker, "", layout="a3", paper="a3-landscape", statement=_statement(view), poster=made,
        )

    def for_visits(self) -> Iterator[GeneratedSheet]:
        """For the next support visit: the last one, the diary since, what to talk about; in the editions that may ask."""
        asked = self.view.data.questions.get(self.view.district.id)
        if asked:
            last, diary = LastVisit(self.view), diary_since(self.view)
            yield self._sheet("visit", "Last visit and what was agreed", self._place, last.title, last=last)
            since = f"Since {day(diary.since)}" if diary.since else "Since the cycle began"
            told = f"{since}, the newest first. Agree with the team which entries are read aloud, and who may hear them."
            yield self._sheet("diary", "Diary since the last visit", self._place, told, diary=diary)
            line = f"Data to {day(asked.data_to)}." if asked.data_to else ""
            found, blank = asked.on_paper, max(0, min(3, MOST - len(asked.on_paper)))
            yield self._sheet(
                "questions", "Questions for the visit", self._place, line,
                questions=found[:MOST], more=len(found) - MOST, blank=blank, answered=asked.answered,
            )

    @property
    def _place(self) -> str:
        cycle = self.view.cycle
        return f"{self.view.district.name} · cycle {cycle.number}" if cycle else self.view.district.name

    def _to_date(self) -> str:
        newest = self.view.newest_date()
        return f"Data to {day(newest)}." if newest else ""

    def _sheet(
        self, id_: str, title: str, kicker: str, line: str, layout: str = "sheet", paper: str = "a4", **values: object
    ) -> GeneratedSheet:
        template = self.templates.get_template(f"district/{id_}.html.j2")
        body = Markup(template.render(view=self.view, **values))  # the template has escaped every value
        facts = [("About", line)] if line else []
        return GeneratedSheet(id_, title, kicker, facts, body, layout=layout, paper=paper)


def _statement(view: DistrictView):
    return view.cycle.statement if view.cycle else None


# ---------------------------------------------------------------- the district on one page


def key_numbers(view: DistrictView) -> list[tuple[str, str]]:
    """(number, words) of the strip under the district's name, at most six."""
    district = view.district
    found = [(amount(district.population.total), f"people, {district.population.year}")]
    if district.subdistricts is not None:
        found.append((amount(district.subdistricts), _level(view, "subdistrict", district.subdistricts, "sub-district")))
    found += [(amount(number), words) for words, number in view.facilities()][: 5 - len(found)]
    count = len(view.strategies)
    if count:
        found.append((str(count), "strategy in the plan" if count == 1 else "strategies in the plan"))
    return found


def _level(view: DistrictView, key: str, number: int, default: str) -> str:
    for level in view.country.levels:
        if level.key == key:
            return level.singular if number == 1 else level.plural
    return default if number == 1 else f"{default}s"


@dataclass(frozen=True)
class Doing:
    """A strategy in one line of the summary."""

    number: int
    strategy: str
    happening: str
    next: str
    status: str
    sign: str


@dataclass(frozen=True)
class SummaryFit:
    """What fits on one page: charts with their drawings, strategies, lines of the box, how many strategies are left out."""

    charts: tuple[tuple[IndicatorView, Drawing | None], ...]
    strategies: tuple[Doing, ...]
    more: int
    lines: int
    over: float = 0.0  # height in mm of the words over the charts, so that charts side by side begin level


#: Roomy to tight: height of the charts in mm, activities told of each strategy, lines of the box, strategies told.
FITS = (
    (48.0, 3, 5, 9), (48.0, 3, 3, 9), (48.0, 2, 2, 9), (42.0, 1, 2, 9), (42.0, 1, 1, 9), (36.0, 1, 2, 9), (36.0, 1, 1, 9), (32.0, 1, 1, 9),
    (40.0, 1, 0, 9), (36.0, 1, 0, 9), (32.0, 1, 0, 9),
    (30.0, 1, 0, 4), (30.0, 1, 0, 3), (30.0, 1, 0, 2),
)  # fmt: skip


def fit_summary(view: DistrictView) -> SummaryFit:
    """The roomiest arrangement that fills one page and no more. Heights are those of the print look, in mm."""
    fixed = 26 + _strip(view) + 5.5 + _said(view) + _tall(_timeline(view))
    for high, activities, lines, most in FITS:
        rows = tuple(_doing(one, activities) for one in view.strategies[:most])
        table = 7.0 + sum(_row_height(one) for one in rows) if rows else 7.5
        box = 10.5 + 8 * lines if lines else 0
        more = 6 if most < len(view.strategies) else 0
        if fixed + _pictures(view, high) + table + box + more <= PAGE:
            break
    drawn = tuple((one, _chart(one, 82.0, high, by_hand=True)) for one in view.watched[:2])
    return SummaryFit(drawn, rows, max(0, len(view.strategies) - most), lines, _over(view))


def _said(view: DistrictView) -> float:
    """Height of the statement, or of the lines to write it on."""
    statement = _statement(view)
    return len(wrap(statement.text, UPRIGHT - 2, 13, "serif")) * 6.6 + 3 if statement else 34.0


def _tall(timeline: Drawing | None) -> float:
    return timeline.height + 1 if timeline else 7.5


def _pictures(view: DistrictView, high: float) -> float:
    """Height of the charts with what stands over and under them."""
    if not view.watched:
        return 7.5
    return _over(view) + high + 16 + 8


def _over(view: DistrictView) -> float:
    """Height of the taller of the words over the charts."""
    return max((
        5 * len(wrap(one.name, 82, 11, "700")) + 4.4 * len(wrap(one.heading, 82, 9.5)) for one in view.watched[:2]
    ), default=0.0)


def _strip(view: DistrictView) -> float:
    """Height of the strip of key numbers; its words take a second line when they do not stand side by side."""
    wide = sum(max(width(number, 16, "serif700"), width(words, 10.5)) + 4 for number, words in key_numbers(view))
    return 20.5 if wide <= UPRIGHT else 25.0


#: Widths in mm of the summary's columns strategy, what is happening, next; the status stands between the last two.
DOING = (36.0, 50.0, 64.0)


def _row_height(row: Doing) -> float:
    cells = zip((f"{row.number} {row.strategy}", row.happening, row.next), DOING, ("700", "400", "400"), strict=True)
    return max(len(wrap(text, wide - 2.5, 10.5, weight)) for text, wide, weight in cells) * 4.4 + 3


def _doing(row: StrategyView, most: int) -> Doing:
    """What goes on now (else what was done, else what is planned), and what comes next with the person in charge."""
    by_state = {state: [one for one in row.activities if one.sign == state] for state in ("going", "done", "planned")}
    told = by_state["going"] or by_state["done"]
    planned = [one for one in by_state["planned"] if one not in told]
    following = f"{planned[0].text}, {planned[0].when}" if planned and planned[0].when else planned[0].text if planned else row.effect
    happening = "; ".join(one.text for one in told[:most])
    who = planned[0].who if planned and planned[0].who else row.who
    following = ". ".join(text.rstrip(".") for text in (following, who) if text)
    return Doing(row.number, row.strategy, happening or "Not begun yet", following, row.status, row.sign)


def _timeline(view: DistrictView, wide: float = UPRIGHT) -> Drawing | None:
    """The cycle as a ruler of weeks up to the newest day of the data; None before the first cycle."""
    if view.cycle is None:
        return None
    newest = view.newest_date()
    return diagrams.timeline(
        view.stops(newest or view.cycle.start), view.week_of(newest) if newest else 1.0, view.weeks, _months(view), wide
    )


def _months(view: DistrictView) -> list[tuple[float, str]]:
    """Where each month of the cycle begins, in weeks; the first from the start of the cycle."""
    first = schedule.monday(view.cycle.start)
    last = first + dt.timedelta(weeks=view.weeks)
    found = [(1.0, SHORT_MONTHS[first.month - 1])]
    year, month = first.year, first.month
    while True:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        begin = dt.date(year, month, 1)
        if begin >= last:
            return found
        found.append((view.week_of(begin), SHORT_MONTHS[month - 1]))


def _box_title(view: DistrictView) -> str:
    """What the lines at the foot are for: the next event, as far as the data know."""
    following = schedule.next_event(view.steps, view.newest_date() or dt.date.min)
    if following is None:
        return "Notes"
    what = "what we want to ask the other districts" if following.slug == "inter-district-meeting" and view.others else (
        "what we want to bring and ask"
    )
    return f"For {event_name(following)} on {day_and_month(following.start)}: {what}"


def _chart(indicator: IndicatorView, wide: float, high: float, by_hand: bool = False) -> Drawing | None:
    """The chart, or None when there is no number to draw."""
    return charts.chart(indicator.series, wide, high, by_hand=by_hand) if indicator.drawable else None


# ---------------------------------------------------------------- the calendar


@dataclass(frozen=True)
class CalendarRow:
    """An event with its dates in words. `held` is empty when there is no date yet: a line to write on."""

    name: str
    together: bool
    week: str
    planned: str
    held: str
    window: str
    place: str
    state: str
    phase: bool


STATES = {"scheduled": "", "done": "held", "skipped": "left out", "cancelled": "cancelled"}
BASES = {"computed": "computed", "planned": "agreed", "actual": ""}


def _calendar_row(view: DistrictView, event: schedule.Event) -> CalendarRow:
    phase = event.slug not in schedule.DAYS
    held = days(event.start, event.end) if event.basis == "actual" else ""
    words = days(event.start, event.end) if event.basis != "actual" else ""
    basis = BASES[event.basis]
    planned = f"{words} ({basis})" if words and basis and not phase else words
    done = "done" if phase and event.state == "done" else STATES[event.state]
    first, last = event.window
    window = f"{short_day(first)} – {short_day(last)}" if event.slug in schedule.WINDOWS and not phase else ""
    return CalendarRow(
        event_name(event), bool(view.companions(event)), str(event.week), planned, held or (done if event.state != "scheduled" else ""),
        window, event.place or "", event.state, phase,
    )


def _clock(view: DistrictView) -> Drawing | None:
    if view.cycle is None:
        return None
    stops = view.stops(view.newest_date() or view.cycle.start)
    here = next((place for place, stop in enumerate(stops) if stop.state == "next"), None)
    note = stops[here].date if here is not None else ""
    planning = schedule.planning_weeks(view.cycle)
    weeks = max([view.weeks, *(int(stop.week) for stop in stops)])  # the closing meeting may lie after the last week
    return diagrams.cycle(stops, here, weeks + 1, planning, note=note, size=100.0)


# ---------------------------------------------------------------- the analysis


def _diagrams(view: DistrictView, statement: str) -> Pages:
    """Tree or fishbone on pages of their own, as many as its words need; none when there is no cause yet."""
    cycle = view.cycle
    if cycle is None or not any(cycle.analysis.walk()):
        return Pages(())
    analysis = cycle.analysis
    if cycle.technique == "fishbone":
        return diagrams.fish_pages(statement, bones_of(analysis), DIAGRAM)
    return diagrams.tree_pages(statement, cause_nodes(analysis.causes), effect_nodes(analysis.effects), DIAGRAM)


# ---------------------------------------------------------------- the sheet for Workshop 1


def _population(view: DistrictView) -> list[tuple[str, str]]:
    people = view.district.population
    counts = (("women and girls", people.female), ("men and boys", people.male))
    return [
        (amount(people.total), "people"),
        *((amount(number), words) for words, number in counts if number is not None),
        *(
            [(amount(view.district.subdistricts), _level(view, "subdistrict", view.district.subdistricts, "sub-district"))]
            if view.district.subdistricts is not None
            else []
        ),
    ]


def _facilities(view: DistrictView) -> list[tuple[str, str, int]]:
    """(kind, owner, number) as the file lists them."""
    country = view.country
    return [
        (upper_first(country.label("facility_types", one.type, plural=one.count != 1)), country.label("owner_types", one.owner), one.count)
        for one in view.district.facilities
    ]


@dataclass(frozen=True)
class StaffRow:
    cadre: str
    posts: str
    filled: str
    women: str
    men: str


def _staff(view: DistrictView) -> dict[str, object]:
    """Staff by cadre with the time of the counts; `None` of an edition shows as a dash."""
    rows = [
        StaffRow(
            upper_first(view.country.label("cadres", one.cadre, plural=True)),
            *(amount(cell) if cell is not None else "–" for cell in (one.posts, one.filled, one.women, one.men)),
        )
        for one in view.district.workforce
    ]
    periods = sorted({one.period for one in view.district.workforce})
    return {
        "rows": rows,
        "period": ", ".join(Span.parse(one).words() for one in periods),
        "totals": _totals(view),
        "dashes": any("–" in (row.posts, row.filled, row.women, row.men) for row in rows),
    }


def _totals(view: DistrictView) -> StaffRow | None:
    """Sums, where every cell is a number."""
    columns: Sequence[tuple] = list(zip(*((one.posts, one.filled, one.women, one.men) for one in view.district.workforce), strict=True))
    if not columns:
        return None
    return StaffRow("All", *(amount(sum(cells)) if _numbers(cells) else "–" for cells in columns))


def _numbers(cells: Sequence[object]) -> bool:
    return all(isinstance(cell, int) for cell in cells)


LINKS = {"direct": "direct", "clear": "clear", "weak": "weak"}


@dataclass(frozen=True)
class ProblemRow:
    rank: int
    text: str
    link: str
    evidence: str
    chosen: bool


def _problem(view: DistrictView, problem) -> ProblemRow:
    return ProblemRow(
        problem.rank, problem.text, LINKS[problem.workforce_link], "; ".join(_evidence(view, problem)), problem.chosen
    )


def _evidence(view: DistrictView, problem) -> Iterator[str]:
    for id_ in problem.evidence:
        found = next((one for one in view.indicators if one.id == id_), None)
        if found:
            number = found.baseline or found.newest
            yield f"{found.name}: {number}" if number else found.name
    if problem.evidence_text:
        yield problem.evidence_text
