"""The pages of a district: their list, start page, problem and causes, workplan, indicators."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msi_build import schedule
from msi_build.model.question import MOST, Question
from msi_build.model.vocabulary import FINDINGS
from msi_build.render.charts import Series, chart
from msi_build.render.district_view import (
    DistrictView,
    IndicatorView,
    bones_of,
    cause_nodes,
    effect_nodes,
)
from msi_build.render.figures import SCREEN, Drawing
from msi_build.render.fishbone import fishbone
from msi_build.render.learning import learned
from msi_build.render.periods import day
from msi_build.render.portal_calendar import calendar
from msi_build.render.portal_first import ahead, asked, next_steps, places, rows_of_steps
from msi_build.render.portal_learning import learning
from msi_build.render.portal_page import (
    Block,
    Item,
    PaperLine,
    PortalPage,
    Site,
    breadcrumb,
    country_path,
    district_path,
    group_path,
    item,
    link,
    packs_of,
)
from msi_build.render.portal_papers import own_papers, papers
from msi_build.render.portal_search import INDEX
from msi_build.render.problem_tree import tree
from msi_build.render.shapes import EVIDENCE_WORDS, REACH_WORDS, SCREEN_WIDE, Node

#: Pages of a district by file name, with their words in the sidebar.
PAGES = {
    "index": "Next step",
    "cycle": "Calendar",
    "analysis": "Problem and causes",
    "workplan": "Workplan",
    "indicators": "Indicators",
    "learning": "What we learn",
    "papers": "Papers to print",
}

#: The rule about events that are not entered.
UNRECORDED = "Q44"


def pages_of(view: DistrictView) -> dict[str, str]:
    """The pages of this district in this edition; that of its questions where they may be asked."""
    if view.district.id not in view.data.questions:
        return PAGES
    return {"index": PAGES["index"], "questions": "Questions", **PAGES}


def district_pages(view: DistrictView, site: Site) -> Iterator[PortalPage]:
    """Start page first."""
    makers = {
        "index": _start,
        "cycle": calendar,
        "analysis": _analysis,
        "workplan": _workplan,
        "indicators": _indicators,
        "learning": learning,
        "papers": papers,
        "questions": _questions,
    }
    for name, words in pages_of(view).items():
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
    own = tuple(item(words, district_path(view.district, name), path) for name, words in pages_of(view).items())
    group = Item(f"{view.group.name} group", link(group_path(view.group), path))
    others = tuple(Item(one.name, link(district_path(one), path)) for one in view.others)
    return site.render(
        "sidebar",
        blocks=[Block(view.district.name, own), Block("The group", (group, *others))],
        search=INDEX,
        whose=view.district.name,
    )


# ---------------------------------------------------------------- start page


def _start(view: DistrictView, site: Site) -> str:
    following = ahead(view.events, site.as_of)
    statement = view.cycle.statement if view.cycle else None
    return site.render(
        "district",
        view=view,
        next_steps=next_steps(view, site),
        asked=asked(view, site),
        rows_of_steps=rows_of_steps(view, site),
        places=places(view, site),
        statement=statement,
        statement_date=day(statement.date) if statement else "",
        analysis_words="See the fishbone"
        if view.cycle and view.cycle.technique == "fishbone"
        else "See the problem tree",
        watched=[(one, _chart(one)) for one in view.watched],
        papers=_papers(view, site, following),
        learned=bool(learned(view)),
        questions=_for_meeting(view),
        made=site.as_of,
        as_of=day(site.as_of),
    )


def _for_meeting(view: DistrictView) -> list[Question]:
    """Open questions beside those about events, which the first screen asks by the day it is read."""
    asked = view.data.questions.get(view.district.id)
    return [one for one in asked.open if one.rule != UNRECORDED] if asked else []


def _questions(view: DistrictView, site: Site) -> str:
    asked = view.data.questions[view.district.id]
    return site.render("questions", view=view, asked=asked, most=MOST, made=site.as_of, as_of=day(site.as_of))


def _papers(view: DistrictView, site: Site, event: schedule.Event | None) -> list[PaperLine]:
    """Papers of the next event, then the district's own."""
    page = district_path(view.district)
    lines = []
    if event:
        for place in (view.district.id, view.group.id):
            lines += packs_of(site, place, event, page)
    return [*lines, *own_papers(view, site)]


def _chart(one: IndicatorView) -> Drawing | None:
    return _drawn(one.series) if one.drawable else None


@lru_cache(2048)
def _drawn(series: Series) -> Drawing:
    """The chart; the same one stands on the first page, with its table, and in the file for phones."""
    return chart(series, flavour=SCREEN)


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
    return _tree(words, cause_nodes(analysis.causes), effect_nodes(analysis.effects))


@lru_cache(512)
def _tree(words: str, causes: tuple[Node, ...], effects: tuple[Node, ...]) -> Drawing:
    return tree(words, causes, effects, SCREEN_WIDE, SCREEN)


# ---------------------------------------------------------------- workplan and indicators


def _workplan(view: DistrictView, site: Site) -> str:
    agreed = view.cycle.workplan.agreed_by_full_team if view.cycle else None
    return site.render("workplan", view=view, agreed=day(agreed) if agreed else "")


def _indicators(view: DistrictView, site: Site) -> str:
    page = district_path(view.district, "indicators")
    shown = [(one, _chart(one), site.measure_page(one.code, page)) for one in view.indicators]
    return site.render("indicators", view=view, indicators=shown)
