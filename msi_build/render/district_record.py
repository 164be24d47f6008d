"""What the other papers of a district leave out: places, definitions, sources, lessons, practices, cycle by cycle.

Only what an edition holds is told; what is empty is left out.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from msi_build import schedule
from msi_build.model.programme import Cycle, DiaryEntry, Indicator, MeetingPart
from msi_build.render.district_view import DistrictView, event_name, upper_first
from msi_build.render.periods import Span, amount, day, days, with_unit

#: What a diary entry tells, with the words before it, in the order of reading.
DIARY = {
    "did": "",
    "people": "Who",
    "reaction": "How people took it",
    "went_well": "Went well",
    "less_well": "Went less well",
    "effect": "What came of it",
    "unexpected": "Not expected",
    "environment": "Around us",
    "gender": "Women and men",
    "next_time": "Next time",
}

PRACTICE = {"what": "What", "how": "How", "result": "Result", "can_copy": "To copy it"}

IN_PLAN = {
    "not_planned": "",
    "planned": "the workplan is to be part of it",
    "partly": "part of the workplan is in it",
    "included": "the workplan is in it",
}

#: A label with its text; the label may be empty.
Told = tuple[str, str]


@dataclass(frozen=True)
class Paragraph:
    """A short text with its heading: a lesson, an entry of the diary, a part in a meeting, a good practice."""

    heading: str
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Measure:
    """How an indicator is counted and where its numbers are read."""

    name: str
    code: str
    definition: str
    counted: tuple[Told, ...]
    sources: tuple[Told, ...]


@dataclass(frozen=True)
class Place:
    date: str
    event: str
    place: str
    host: str


@dataclass(frozen=True)
class CycleRecord:
    """One cycle's part of the record."""

    number: int
    heading: str
    places: tuple[Place, ...]
    measures: tuple[Measure, ...]
    problems: tuple[tuple[int, str, str, bool], ...]  # rank, text, evidence, chosen
    resources: tuple[tuple[int, str, str, str], ...]  # number, strategy, source, budget line
    lessons: tuple[Paragraph, ...]
    meetings: tuple[Paragraph, ...]
    diary: tuple[Paragraph, ...]
    practices: tuple[Paragraph, ...]

    @property
    def is_empty(self) -> bool:
        return not any((
            self.places, self.measures, self.problems, self.resources, self.lessons, self.meetings, self.diary, self.practices,
        ))  # fmt: skip


def cycle_records(view: DistrictView) -> list[CycleRecord]:
    """The record of every cycle that has one, the newest first."""
    newest_first = sorted(view.district.cycles, key=lambda cycle: -cycle.number)
    return [one for cycle in newest_first if not (one := _record(view, cycle)).is_empty]


def _record(view: DistrictView, cycle: Cycle) -> CycleRecord:
    return CycleRecord(
        cycle.number,
        f"Cycle {cycle.number}, begun on {day(cycle.start)}",
        tuple(_places(view, cycle)),
        tuple(_measure(one) for one in cycle.indicators),
        tuple(
            (one.rank, one.text, "; ".join(_evidence(cycle, one)), one.chosen)
            for one in sorted(cycle.problems, key=lambda one: one.rank)
        ),
        tuple(_resources(cycle)),
        tuple(Paragraph(day(one.date) if one.date else "", (("", one.text),)) for one in cycle.learning),
        tuple(found for part in cycle.inter_district_meetings if (found := _meeting(part)).told),
        tuple(diary_entry(view, cycle, one) for one in cycle.diary),
        tuple(Paragraph(one.title, _told(one, PRACTICE)) for one in cycle.good_practices),
    )


def _told(part: object, labels: dict[str, str]) -> tuple[Told, ...]:
    return tuple((label, text) for name, label in labels.items() if (text := getattr(part, name)))


# ---------------------------------------------------------------- the district


def about_district(view: DistrictView) -> list[Told]:
    """The place, its people and its yearly plan."""
    district = view.district
    people, plan = district.population, district.planning
    found = [
        ("Kind", upper_first(view.level)),
        ("Region", district.region),
        ("Health zone", district.zone or ""),
        ("Also called", ", ".join(district.other_names)),
        ("People", f"{amount(people.total)} in {people.year}; {people.source}"),
        ("Yearly plan", "; ".join(text for text in (
            plan.plan_year or "",
            f"handed in by {day(plan.submission_deadline)}" if plan.submission_deadline else "",
            IN_PLAN[plan.workplan_in_plan] if plan.plan_year else "",
        ) if text)),
    ]  # fmt: skip
    return [(label, text) for label, text in found if text]


def about_group(view: DistrictView) -> list[Told]:
    """With whom the district learns, and who helps."""
    group = view.group
    signed = group.mou.date if group.mou and group.mou.signed else None
    seats = Counter((one.organisation, one.level) for one in group.facilitators if one.organisation)
    helpers = (
        f"{organisation}{f' ({level})' if level else ''}{f', {count} seats' if count > 1 else ''}"
        for (organisation, level), count in seats.items()
    )
    found = [
        ("Group", group.name),
        ("With", ", ".join(one.name for one in view.others)),
        ("Agreed with", group.agreed_with or ""),
        ("Agreement", f"signed on {day(signed)}" if signed else ""),
        ("Facilitators", "; ".join(helpers)),
    ]
    return [(label, text) for label, text in found if text]


def country_lines(view: DistrictView) -> list[Told]:
    """The law on personal data with its notice, and the holidays in the cycles of the district."""
    law = view.country.data_protection
    found = []
    if law:
        told = [law.law, law.authority, f"ask the {law.contact}" if law.contact else ""]
        notice = f"Papers with people's data say: “{law.notice}”" if law.notice else ""
        sentences = [
            "; ".join(one for one in told if one),
            notice,
            f"Source: {law.source}" if law.source else "",
        ]
        found.append(("Law on personal data", _sentences(sentences)))
    if holidays := list(holidays_of(view, *view.district.cycles)):
        found.append(("Public holidays in our cycles", "; ".join(holidays)))
    return found


def _sentences(texts: list[str | None]) -> str:
    return " ".join(text if text.endswith((".", "!", "?", "”")) else f"{text}." for text in texts if text)


def holidays_of(view: DistrictView, *cycles: Cycle) -> Iterator[str]:
    """Name and day of each public holiday in these cycles of the district."""
    spans = []
    for cycle in cycles:
        weeks = schedule.total_weeks(cycle, view.country, view.data.programme)
        spans.append((cycle.start, schedule.monday(cycle.start) + dt.timedelta(weeks=weeks)))
    for one in sorted(view.country.public_holidays, key=lambda one: one.date):
        if any(first <= one.date < end for first, end in spans):
            yield f"{one.name}, {day(one.date)}"


# ---------------------------------------------------------------- one cycle


def _places(view: DistrictView, cycle: Cycle) -> Iterator[Place]:
    """Events whose place or host is known."""
    names = {one.id: one.name for one in view.data.districts}
    events = schedule.timeline(view.district, view.group, cycle, view.country, view.data.programme)
    for event in events:
        hosts = [
            one.host for one in view.group.events
            if event.shared and (one.type, one.cycle, one.number) == (event.slug, cycle.number, event.number) and one.host
        ]  # fmt: skip
        if not event.place and not hosts:
            continue
        basis = (
            "" if event.state == "done" else " (agreed)" if event.basis == "planned" else f" ({event.basis})"
        )
        state = f", {event.state}" if event.state in ("skipped", "cancelled") else ""
        host = names.get(hosts[0], hosts[0]) if hosts else ""
        yield Place(
            days(event.start, event.end, short=True) + (state or basis),
            event_name(event),
            event.place or "",
            host,
        )


def _measure(one: Indicator) -> Measure:
    counted = (("Counted", one.numerator or ""), ("Out of", one.denominator or ""))
    read = dict.fromkeys(value.source for value in one.values if value.source)
    base = one.baseline
    sources = [("Values", "; ".join(read))]
    if base:
        number = f"{with_unit(base.value, one.unit)}, {Span.parse(base.period).words(short=True)}"
        sources.insert(0, ("Baseline", "; ".join(text for text in (number, base.source) if text)))
    return Measure(
        one.name, one.catalogue or "", one.definition or "",
        tuple(pair for pair in counted if pair[1]), tuple(pair for pair in sources if pair[1]),
    )  # fmt: skip


def _evidence(cycle: Cycle, problem) -> Iterator[str]:
    if problem.evidence_text:
        yield problem.evidence_text
    for id_ in problem.evidence:
        if found := cycle.indicator(id_):
            yield found.name


def _resources(cycle: Cycle) -> Iterator[tuple[int, str, str, str]]:
    for number, row in enumerate(cycle.workplan.rows, 1):
        if row.resources and (row.resources.source or row.resources.budget_line):
            yield number, row.strategy, row.resources.source or "", row.resources.budget_line or ""


def _meeting(part: MeetingPart) -> Paragraph:
    labels = {"lessons_problem_solving": "Solving problems", "lessons_staff_performance": "Staff performance"}
    return Paragraph(f"Meeting {part.number}", _told(part, labels))


def diary_entry(view: DistrictView, cycle: Cycle, one: DiaryEntry) -> Paragraph:
    """Day, role and strategy in the heading, then what the entry tells."""
    role = view.country.label("roles", one.by_role) if one.by_role else ""
    numbers = {row.id: number for number, row in enumerate(cycle.workplan.rows, 1)}
    about = f"strategy {numbers[one.strategy]}" if one.strategy in numbers else ""
    return Paragraph(", ".join(text for text in (day(one.date), role, about) if text), _told(one, DIARY))
