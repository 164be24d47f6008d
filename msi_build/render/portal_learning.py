"""What a district learns: what is new, lessons and practices, diary, visits, meetings, actions, changes around it,
and what the other districts of its group do about similar problems.

Which of it an audience may see is decided before: here stands what the edition holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from msi_build.model.programme import Cycle, Review, SupportVisit
from msi_build.render.district_record import Paragraph, diary_entry
from msi_build.render.district_view import AREAS, DistrictView, StrategyView
from msi_build.render.learning import learned, past_cycles
from msi_build.render.news import news, since
from msi_build.render.periods import day
from msi_build.render.portal_page import Site, district_path, link
from msi_build.render.visits import (
    ABOUT_US,
    LOOKING_BACK,
    action_line,
    open_first,
    present,
    told_of,
    visit_title,
)

#: News told; the rest stands on the pages themselves.
MOST_NEWS = 20

EFFECTS = {"helps": "helps us", "hinders": "hinders us", "neutral": "neither helps nor hinders"}
MEETING = {
    "progress": "How far we are",
    "lessons_problem_solving": "Solving problems",
    "lessons_staff_performance": "Staff performance",
    "support_needed": "What we need",
}
REVIEW = {"strong": "Strongest", "unclear": "Not clear", "suggestion": "Suggestion", "answer": "What we made of it"}
REVIEWED = {"problem_statement": "the problem statement", "analysis": "the analysis", "workplan": "the workplan"}


@dataclass(frozen=True)
class Neighbour:
    """Another district of the group: its problem, and its strategies in areas that we work in too."""

    name: str
    href: str
    statement: str
    strategies: tuple[tuple[str, StrategyView], ...]


def learning(view: DistrictView, site: Site) -> str:
    cycle, first = view.cycle, since(view.data.programme, site.as_of)
    found = news(view, first, site.as_of)
    return site.render(
        "learning",
        view=view,
        since=day(first),
        news=found[:MOST_NEWS],
        more=len(found) - MOST_NEWS,
        learned=learned(view),
        past=past_cycles(view) if cycle else [],
        diary=[diary_entry(view, cycle, one) for one in reversed(cycle.diary)] if cycle else [],
        kept=_kept(view),
        visits=[_visit(view, one) for one in reversed(cycle.support_visits)] if cycle else [],
        meetings=list(_meetings(cycle)) if cycle else [],
        reviews=[_review(view, one) for one in cycle.reviews] if cycle else [],
        actions=[action_line(view, one) for one in open_first(cycle.actions)] if cycle else [],
        changes=list(_changes(cycle)) if cycle else [],
        neighbours=list(neighbours(view, site)),
        as_of=day(site.as_of),
        made=site.as_of,
    )


def _kept(view: DistrictView) -> str:
    """How many entries the diary has, where the edition may say that alone."""
    counts = view.data.counts.get(view.district.id)
    if counts is None or not counts.diary_entries:
        return ""
    return "one entry" if counts.diary_entries == 1 else f"{counts.diary_entries} entries"


# ---------------------------------------------------------------- visits, meetings, reviews


def _visit(view: DistrictView, visit: SupportVisit) -> Paragraph:
    rows = {row.id: (number, row.strategy) for number, row in enumerate(view.cycle.workplan.rows, 1)}
    notes = tuple(
        (f"{rows[one.strategy][0]} {rows[one.strategy][1]}" if one.strategy in rows else "", one.text)
        for one in visit.notes
    )
    told = (*present(view, visit), *notes, *told_of(visit, LOOKING_BACK | ABOUT_US))
    return Paragraph(visit_title(visit), told)


def _meetings(cycle: Cycle) -> Iterator[Paragraph]:
    for part in reversed(cycle.inter_district_meetings):
        if told := told_of(part, MEETING):
            yield Paragraph(f"Meeting {part.number}", told)


def _review(view: DistrictView, review: Review) -> Paragraph:
    names = {one.id: one.name for one in view.data.districts}
    who = names.get(review.by_district or "", "Another district")
    return Paragraph(f"{who} on {REVIEWED[review.of]}", told_of(review, REVIEW))


# ---------------------------------------------------------------- changes around the district


def _changes(cycle: Cycle) -> Iterator[tuple[str, str, str]]:
    """Day, text, what it does to us; the newest first."""
    for one in sorted(cycle.environment_changes, key=lambda one: one.date, reverse=True):
        kind = f"{one.kind}: " if one.kind else ""
        yield day(one.date), one.text, f"{kind}{EFFECTS[one.effect]}"


# ---------------------------------------------------------------- the other districts


def neighbours(view: DistrictView, site: Site) -> Iterator[Neighbour]:
    """The other districts of the group with what they do in the areas of our causes and strategies."""
    areas = our_areas(view.cycle) if view.cycle else set()
    for other in view.other_views:
        district = other.district
        if other.cycle is None:
            continue
        rows = zip(other.cycle.workplan.rows, other.strategies, strict=True)
        yield Neighbour(
            district.name,
            link(district_path(district, "workplan"), district_path(view.district, "learning")),
            other.cycle.statement.text if other.cycle.statement else "",
            tuple((AREAS[row.area], shown) for row, shown in rows if row.area in areas),
        )


def our_areas(cycle: Cycle) -> set[str]:
    """Where the chosen causes lie and the strategies act."""
    return {one.area for one in cycle.analysis.walk() if one.chosen} | {row.area for row in cycle.workplan.rows}
