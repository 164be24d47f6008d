"""The five pages of a district: start, calendar of the cycle, problem and causes, workplan, indicators."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from msi_build import schedule
from msi_build.render.charts import chart
from msi_build.render.district_view import (
    FINDINGS,
    DistrictView,
    IndicatorView,
    bones_of,
    cause_nodes,
    effect_nodes,
    event_name,
    upper_first,
)
from msi_build.render.event_words import ABOUT, BEFORE, WAYS
from msi_build.render.figures import SCREEN, Drawing
from msi_build.render.fishbone import fishbone
from msi_build.render.learning import learned, past_cycles
from msi_build.render.periods import day, day_and_month, days
from msi_build.render.portal_page import (
    Block,
    Button,
    Item,
    PaperLine,
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
    paper_line,
    unentered,
)
from msi_build.render.problem_tree import tree
from msi_build.render.shapes import EVIDENCE_WORDS, REACH_WORDS, SCREEN_WIDE

#: Pages of a district by file name, with their words in the sidebar.
PAGES = {
    "index": "Next step",
    "cycle": "Calendar",
    "analysis": "Problem and causes",
    "workplan": "Workplan",
    "indicators": "Indicators",
}

DECISIONS = {
    "continue": "to continue",
    "adapt_same_problem": "to keep the problem and adapt",
    "new_problem": "to take a new problem",
}

STATES = {"scheduled": "to come", "done": "held", "skipped": "left out", "cancelled": "cancelled"}


def district_pages(view: DistrictView, site: Site) -> Iterator[PortalPage]:
    """Start page first."""
    makers = {
        "index": _start,
        "cycle": _calendar,
        "analysis": _analysis,
        "workplan": _workplan,
        "indicators": _indicators,
    }
    for name, words in PAGES.items():
        path = district_path(view.district, name)
        title = view.district.name if name == "index" else f"{view.district.name}: {words.lower()}"
        yield PortalPage(
            path,
            "district",
            title,
            _steps_to(view, path),
            _sidebar(view, path, site),
            makers[name](view, site),
        )


def _steps_to(view: DistrictView, path: str) -> tuple[tuple[str, str], ...]:
    steps = [
        (view.country.name, country_path(view.country)),
        (f"{view.group.name} group", group_path(view.group)),
    ]
    start = district_path(view.district)
    return breadcrumb(path, [*steps, (view.district.name, start)] if path != start else steps)


def _sidebar(view: DistrictView, path: str, site: Site) -> str:
    own = tuple(item(words, district_path(view.district, name), path) for name, words in PAGES.items())
    group = Item(f"{view.group.name} group", link(group_path(view.group), path))
    others = tuple(Item(one.name, link(district_path(one), path)) for one in view.others)
    return site.render(
        "sidebar", blocks=[Block(view.district.name, own), Block("The group", (group, *others))]
    )


# ---------------------------------------------------------------- start page


@dataclass(frozen=True)
class ShownStep:
    """One step of "Where we are"."""

    name: str
    date: str
    css: str


def _start(view: DistrictView, site: Site) -> str:
    following = schedule.next_event(view.events, site.as_of)
    statement = view.cycle.statement if view.cycle else None
    return site.render(
        "district",
        view=view,
        step=_next_step(view, site, following) if following else _decide(view, site),
        steps=[_shown(one, following, site.as_of) for one in view.steps],
        place=place_in_cycle(view, site.as_of),
        statement=statement,
        statement_date=day(statement.date) if statement else "",
        analysis_words="See the fishbone"
        if view.cycle and view.cycle.technique == "fishbone"
        else "See the problem tree",
        watched=[(one, _chart(one)) for one in view.watched],
        papers=_papers(view, site, following),
        learned=bool(learned(view)),
        as_of=day(site.as_of),
    )


def _decide(view: DistrictView, site: Site) -> Step | None:
    """The step after the last day of a cycle; None before the first cycle."""
    if view.cycle is None:
        return None
    number, decided = view.cycle.number, view.cycle.next_cycle
    missing = [one for one in unentered(view.events, site.as_of) if one.slug != "next-cycle"]
    state = (
        f"Not every event of cycle {number} is entered yet." if missing
        else f"All events of cycle {number} have been held."
    )  # fmt: skip
    asks = tuple(open_questions(view.events, site.as_of)) if site.ask else ()
    address = site.event_page("next-cycle")
    buttons = (Button("How to decide", link(address, district_path(view.district))),) if address else ()
    if decided.decision:
        on = f" on {day(decided.date)}" if decided.date else ""
        about = f"{state} The team decided{on} {DECISIONS[decided.decision]}. The facilitators agree the first day with you."
        return Step(f"Begin cycle {number + 1}", "", "", about, (), buttons, asks)
    about = f"{state} {ABOUT['next-cycle']}"
    before = BEFORE["next-cycle"]
    return Step("Decide how to go on", "", "", about, before, buttons, asks, WAYS, "Before you decide")


def step_name(view: DistrictView, event: schedule.Event) -> str:
    """`Workshop 2 with Mopane Hills`: with those who really come."""
    name = event_name(event) if event.slug != "next-cycle" else event.title
    if others := view.companions(event):
        name += " with " + join_names([one.name for one in others])
    return name


def _next_step(view: DistrictView, site: Site, event: schedule.Event) -> Step:
    page = district_path(view.district)
    week = schedule.week_text(event, view.cycle, view.country, view.data.programme)
    asks = open_questions(view.events, site.as_of) if site.ask else ()
    buttons = list(_buttons(view, site, event, page))
    return next_step(event, week, step_name(view, event), buttons, list(asks))


def _buttons(view: DistrictView, site: Site, event: schedule.Event, page: str) -> Iterator[Button]:
    """The main one prints, the other tells how the day goes."""
    paper = site.downloads.get(district_path(view.district, "pack").replace(".html", ".pdf"))
    if paper:
        pages = "1 page" if paper.pages == 1 else f"{paper.pages} pages"
        yield Button(f"Print your papers (PDF, {pages})", link(paper.path, page))
    if address := site.event_page(event.slug):
        yield Button("How the day goes", link(address, page))


def _shown(event: schedule.Event, following: schedule.Event | None, as_of: dt.date) -> ShownStep:
    css = "done" if event.state == "done" else "now" if event == following else ""
    late = ", not entered yet" if event in unentered([event], as_of) else ""
    return ShownStep(event_name(event), day_and_month(event.start) + late, css)


def place_in_cycle(view: DistrictView, as_of: dt.date) -> str:
    """`Week 25 of 43 of cycle 1.`"""
    if view.cycle is None:
        return ""
    week = schedule.week_of(as_of, view.cycle)
    number = view.cycle.number
    if week < 1:
        return f"Cycle {number} begins on {day(view.cycle.start)}."
    if week > view.weeks:
        return f"The {view.weeks} weeks of cycle {number} are over."
    return f"Week {week} of {view.weeks} of cycle {number}."


def _papers(view: DistrictView, site: Site, event: schedule.Event | None) -> list[PaperLine]:
    """Papers of the next event, then the district's own."""
    page = district_path(view.district)
    lines = []
    if event:
        for place in (view.district.id, view.group.id):
            lines += packs_of(site, place, event, page)
    for name, title in (("pack", "Whole district pack"), ("summary", "The district on one page")):
        if paper := site.downloads.get(district_path(view.district, name).replace(".html", ".pdf")):
            lines.append(paper_line("d", title, paper, page))
    return lines


def _chart(one: IndicatorView) -> Drawing | None:
    return chart(one.series, flavour=SCREEN) if one.drawable else None


# ---------------------------------------------------------------- calendar


@dataclass(frozen=True)
class DateRow:
    """One event in the calendar."""

    name: str
    week: str
    planned: str
    basis: str
    actual: str
    window: str
    state: str
    place: str
    reason: str
    shared: bool
    now: bool


def _calendar(view: DistrictView, site: Site) -> str:
    following = schedule.next_event(view.events, site.as_of)
    rule = view.cycle.implementation.month_rule if view.cycle else None
    rule = rule or view.country.month_rule or view.data.programme.month_rule
    words = {"weeks": "a month of implementation being four weeks", "calendar": "by months of the calendar"}
    return site.render(
        "cycle",
        view=view,
        rows=[date_row(one, view, following, site.as_of) for one in view.events],
        place=place_in_cycle(view, site.as_of),
        rule=words[rule],
        past=past_cycles(view) if view.cycle else [],
        as_of=day(site.as_of),
    )


def date_row(
    event: schedule.Event,
    view: DistrictView,
    following: schedule.Event | None,
    as_of: dt.date,
    short: bool = False,
) -> DateRow:
    """One event: the day agreed or computed, or the day on which it was held; `short` dates for paper."""
    held = event.basis == "actual"
    first, last = event.window
    phase = event.slug not in schedule.DAYS
    return DateRow(
        event_name(event) if event.slug != "next-cycle" else event.title,
        _weeks(event, view),
        "–" if held else days(event.start, event.end, short),
        "" if phase else "Computed" if event.basis == "computed" else "Agreed",
        days(event.start, event.end, short) if held else "–",
        "–" if phase or held else days(first, last, short),
        state_words(event, following, as_of),
        upper_first(event.place or ""),
        event.reason or "",
        bool(view.companions(event)),
        event == following,
    )


def _weeks(event: schedule.Event, view: DistrictView) -> str:
    if event.week > view.weeks:
        return "closing"
    last = schedule.week_of(event.end, view.cycle)
    return f"{event.week}–{last}" if last > event.week else str(event.week)


def state_words(event: schedule.Event, following: schedule.Event | None, as_of: dt.date) -> str:
    """`held`, `next`, `to come`, `day passed, not entered yet`, `going on`."""
    if event.state != "scheduled":
        return (
            STATES[event.state]
            if event.slug in schedule.DAYS
            else {"done": "done"}.get(event.state, STATES[event.state])
        )
    if event in unentered([event], as_of):
        if event.slug == "next-cycle":
            return "not decided yet"
        return "day passed, not entered yet"
    if event.slug not in schedule.DAYS and event.start <= as_of:
        return "going on" if as_of <= event.end else "over"
    return "next" if event == following else "to come"


# ---------------------------------------------------------------- analysis


def _analysis(view: DistrictView, site: Site) -> str:
    cycle = view.cycle
    statement = cycle.statement if cycle else None
    situation = cycle.situation_analysis if cycle else None
    analysis = cycle.analysis if cycle else None
    return site.render(
        "analysis",
        view=view,
        statement=statement,
        statement_date=day(statement.date) if statement else "",
        older=[one for one in cycle.problem_statement if not one.current] if cycle else [],
        technique=cycle.technique if cycle else "tree",
        drawing=drawing_of(view),
        causes=cause_nodes(analysis.causes) if analysis else (),
        bones=bones_of(analysis) if analysis else (),
        effects=effect_nodes(analysis.effects) if analysis else (),
        objectives=analysis.objectives if analysis else (),
        gender=analysis.gender_note if analysis else None,
        findings=[(FINDINGS[area], texts) for area, texts in situation.findings.by_area() if texts]
        if situation
        else [],
        not_known=situation.not_known if situation else (),
        completed=day(situation.completed) if situation and situation.completed else "",
        learned=learned(view),
        evidence=EVIDENCE_WORDS,
        reach=REACH_WORDS,
    )


def drawing_of(view: DistrictView) -> Drawing | None:
    """Tree or fishbone for the screen, None before the first cause."""
    cycle = view.cycle
    if cycle is None:
        return None
    analysis, words = cycle.analysis, cycle.statement.text if cycle.statement else ""
    if cycle.technique == "fishbone" and analysis.fishbone:
        return fishbone(words, bones_of(analysis), flavour=SCREEN)
    if not analysis.causes:
        return None
    return tree(words, cause_nodes(analysis.causes), effect_nodes(analysis.effects), SCREEN_WIDE, SCREEN)


# ---------------------------------------------------------------- workplan and indicators


def _workplan(view: DistrictView, site: Site) -> str:
    agreed = view.cycle.workplan.agreed_by_full_team if view.cycle else None
    return site.render("workplan", view=view, agreed=day(agreed) if agreed else "")


def _indicators(view: DistrictView, site: Site) -> str:
    return site.render("indicators", view=view, indicators=[(one, _chart(one)) for one in view.indicators])
