"""A district in the words of its readers: what pages and papers show, made once from the model.

Everything here copes with what an edition does not hold: lists are then empty, texts None.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from msi_build import schedule
from msi_build.model.programme import Country, Cycle, Data, District, Group
from msi_build.model.vocabulary import AREAS
from msi_build.model.workplan import WorkplanRow
from msi_build.render.charts import Series, Value, every, gaps
from msi_build.render.periods import Span, amount, days, month, short_day, with_unit
from msi_build.render.shapes import Bone, Node, Stop

#: Events that people come to, with the short names of papers and pages.
SHORT_NAMES = {
    "orientation-visit": "Orientation",
    "situation-analysis-visit": "Analysis visit",
    "workshop-1": "Workshop 1",
    "workshop-2": "Workshop 2",
    "support-visit": "Support visit",
    "inter-district-meeting": "Meeting",
}

#: The steps of "Where we are".
STEPS = ("orientation-visit", "workshop-1", "workshop-2", "support-visit", "inter-district-meeting")

STATUS = {
    "planned": "planned",
    "going": "going on",
    "done": "done",
    "modified": "changed",
    "dropped": "dropped",
    "paused": "paused",
}

#: Class of the round sign that stands before the word.
SIGNS = {**{name: name for name in STATUS}, "modified": "changed"}

DIRECTIONS = {"up": "Higher is better.", "down": "Lower is better.", "keep": "It should stay as it is."}
NEWNESS = {"new": "new", "existing": "existing", "improved_existing": "existing, improved"}
FREQUENCIES = {
    "monthly": "every month",
    "quarterly": "every quarter",
    "half_yearly": "every half year",
    "once": "once",
}

COLUMNS = {
    "A": "Problem or cause",
    "B": "Strategy",
    "C": "Activities",
    "D": "Expected effect",
    "E": "Indicators",
    "F": "Links",
    "G": "Gender and equity",
    "H": "Time frame",
    "I": "Responsible",
    "J": "Resources",
    "K": "Status",
}


def event_name(event: schedule.Event) -> str:
    """`Workshop 1`, `Support visit 2`, `Meeting 1`."""
    name = SHORT_NAMES.get(event.slug, event.title)
    return f"{name} {event.number}" if event.number and event.slug in SHORT_NAMES else name


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


# ---------------------------------------------------------------- indicators


def series_of(indicator) -> Series:
    """An indicator as its chart sees it."""
    baseline, target = indicator.baseline, indicator.target
    return Series(
        indicator.name,
        indicator.unit,
        Value(baseline.period, baseline.value) if baseline else None,
        tuple(Value(one.period, one.value) for one in indicator.values),
        Value(target.by, target.value) if target else None,
        every(indicator.frequency),
    )


@dataclass(frozen=True)
class ValueRow:
    """One line of an indicator's table. A period without its reading has the words `no value`."""

    period: str
    value: str
    women: str = ""
    men: str = ""
    source: str = ""
    note: str = ""
    kind: str = "value"


@dataclass(frozen=True)
class IndicatorView:
    """An indicator for readers."""

    id: str
    name: str
    heading: str
    definition: str
    code: str
    series: Series
    baseline: str
    baseline_period: str
    target: str
    newest: str
    newest_period: str
    women_men: str
    responsible: str
    frequency: str
    rows: tuple[ValueRow, ...]
    by_sex: bool
    watched: bool

    @property
    def drawable(self) -> bool:
        return bool(self.series.known)

    @property
    def anchor(self) -> str:
        return f"indicator-{self.id}"


def indicator_view(indicator, country: Country) -> IndicatorView:
    series, unit, newest = series_of(indicator), indicator.unit, indicator.latest
    baseline = indicator.baseline
    split = (
        f"{with_unit(newest.women, unit)}, {with_unit(newest.men, unit)}" if newest and _both(newest) else ""
    )
    return IndicatorView(
        indicator.id,
        indicator.name,
        _heading(indicator),
        _definition(indicator),
        indicator.catalogue or "",
        series,
        with_unit(baseline.value, unit) if baseline else "",
        Span.parse(baseline.period).words() if baseline else "",
        f"{with_unit(indicator.target.value, unit)} by {month(indicator.target.by)}"
        if indicator.target
        else "",
        with_unit(newest.value, unit) if newest else "",
        Span.parse(newest.period).words() if newest else "",
        split,
        country.label("roles", indicator.responsible) if indicator.responsible else "",
        FREQUENCIES.get(indicator.frequency or "", ""),
        tuple(_value_rows(indicator, series)),
        any(_both(one) for one in indicator.values),
        "workplan" in indicator.used_for,
    )


def _both(measurement) -> bool:
    return measurement.women is not None and measurement.men is not None


def _heading(indicator) -> str:
    """What is counted, of what, and which way is better: `Out of 14 health centres. Higher is better.`"""
    of = f"Out of {indicator.denominator}. " if indicator.denominator else ""
    unit = {"per_1000": "Per 1,000. ", "per_10000": "Per 10,000. ", "per_100000": "Per 100,000. "}.get(
        indicator.unit, ""
    )
    return f"{unit}{of}{DIRECTIONS[indicator.direction]}"


def _definition(indicator) -> str:
    above = upper_first(indicator.numerator or "")
    return indicator.definition or above or ""


def _value_rows(indicator, series: Series) -> Iterator[ValueRow]:
    """Baseline, then values and missing readings in order of time, then the target."""
    unit, baseline = indicator.unit, indicator.baseline
    if baseline:
        period = Span.parse(baseline.period).words()
        yield ValueRow(period, with_unit(baseline.value, unit), source=baseline.source or "", kind="baseline")
    rows = [(Span.parse(one.period), _value_row(one, unit)) for one in indicator.values]
    rows += [(span, ValueRow(span.words(), "no value", kind="gap")) for span in gaps(series)]
    yield from (row for _, row in sorted(rows, key=lambda pair: (pair[0].last, pair[0].first)))
    if indicator.target:
        yield ValueRow(
            f"by {month(indicator.target.by)}", with_unit(indicator.target.value, unit), kind="target"
        )


def _value_row(one, unit: str) -> ValueRow:
    cells = [with_unit(value, unit) if value is not None else "" for value in (one.women, one.men)]
    counted = f" ({amount(one.numerator)} of {amount(one.denominator)})" if _counted(one) else ""
    doubt = {"doubtful": "doubtful", "poor": "poor data"}.get(one.quality or "", "")
    note = "; ".join(text for text in (doubt, one.note) if text)
    return ValueRow(
        Span.parse(one.period).words(), with_unit(one.value, unit) + counted, *cells, one.source or "", note
    )


def _counted(one) -> bool:
    return one.numerator is not None and one.denominator is not None


# ---------------------------------------------------------------- analysis


def cause_nodes(causes: Sequence) -> tuple[Node, ...]:
    return tuple(
        Node(one.text, one.evidence, one.reach, one.chosen, cause_nodes(one.because)) for one in causes
    )


def effect_nodes(effects: Sequence) -> tuple[Node, ...]:
    return tuple(Node(one.text, children=effect_nodes(one.leads_to)) for one in effects)


def bones_of(analysis) -> tuple[Bone, ...]:
    """Every bone with its causes and those behind them, one a rib."""
    return tuple(
        Bone(
            AREAS[area],
            tuple(
                Node(one.text, one.evidence, one.reach, one.chosen)
                for cause in causes
                for one in cause.walk()
            ),
        )
        for area, causes in analysis.fishbone.items()
    )


# ---------------------------------------------------------------- workplan


@dataclass(frozen=True)
class ActivityView:
    text: str
    when: str
    who: str
    status: str
    sign: str


@dataclass(frozen=True)
class StrategyView:
    """One row of the workplan, its cells by the letters of the columns."""

    number: int
    id: str
    problem: str
    strategy: str
    kind: str
    activities: tuple[ActivityView, ...]
    effect: str
    indicators: tuple[tuple[str, str], ...]
    links: tuple[str, ...]
    gender: str
    time: str
    who: str
    resources: str
    status: str
    sign: str
    changes: tuple[str, ...]

    @property
    def anchor(self) -> str:
        return f"strategy-{self.id}"


def strategy_view(row: WorkplanRow, number: int, cycle: Cycle, country: Country) -> StrategyView:
    cause = cycle.cause(row.problem)
    return StrategyView(
        number,
        row.id,
        cause.text if cause else row.problem,
        row.strategy,
        f"{AREAS[row.area]}, {NEWNESS[row.new_or_existing]}",
        tuple(_activity(one, country) for one in row.activities),
        _effect(row),
        tuple(_named(cycle, one) for one in row.indicators),
        tuple(_links(row, cycle)),
        row.gender or row.gender_none_because or "",
        f"Months {row.months[0]} to {row.months[-1]}" if row.months else "",
        upper_first(country.label("roles", row.responsible)) if row.responsible else "",
        _resources(row),
        STATUS[row.status],
        SIGNS[row.status],
        tuple(_changes(row)),
    )


def _activity(one, country: Country) -> ActivityView:
    first, last = one.from_, one.by
    when = days(first, last) if first and last else f"from {days(first, first)}" if first else ""
    when = when or (f"by {days(last, last)}" if last else "")
    who = upper_first(country.label("roles", one.responsible)) if one.responsible else ""
    return ActivityView(one.text, when, who, STATUS[one.status], SIGNS[one.status])


def _effect(row: WorkplanRow) -> str:
    effect = row.expected_effect
    if effect is None:
        return ""
    return f"{effect.text} by {month(effect.by)}" if effect.by else effect.text


def _named(cycle: Cycle, id_: str) -> tuple[str, str]:
    """(id, name) of an indicator; an id that is not in the edition has nothing to lead to: ("", id)."""
    found = cycle.indicator(id_)
    return (id_, found.name) if found else ("", id_)


def _links(row: WorkplanRow, cycle: Cycle) -> Iterator[str]:
    words = {
        "helps": "Helps",
        "conflicts": "Conflicts with",
        "same_resources": "Uses the same people or money as",
    }
    for link in row.links:
        other = cycle.row(link.with_) if link.with_ else None
        name = other.strategy if other else link.with_text or link.with_ or ""
        parts = [
            f"{words[link.kind]}: {name}",
            link.text or "",
            f"We do: {link.action}" if link.action else "",
        ]
        yield ". ".join(part.rstrip(".") for part in parts if part) + "."
    if not row.links and row.links_none_checked:
        yield "Checked: no links."


def _resources(row: WorkplanRow) -> str:
    if row.resources is None:
        return ""
    money = "Needs new money" if row.resources.needs_new_money else "No new money"
    words = ": ".join(part for part in (money, row.resources.source) if part)
    line = row.resources.budget_line
    return f"{words.rstrip('.')}. Budget line: {line}" if line else words


def _changes(row: WorkplanRow) -> Iterator[str]:
    for change in row.changes:
        why = f" Why: {change.why}" if change.why else ""
        yield f"{days(change.date, change.date)}: {change.what}.{why}".replace("..", ".")


# ---------------------------------------------------------------- the district


@dataclass(frozen=True)
class DistrictView:
    """One district with its surroundings, in its current cycle."""

    district: District
    group: Group
    country: Country
    data: Data

    @cached_property
    def cycle(self) -> Cycle | None:
        return self.district.current_cycle

    @cached_property
    def events(self) -> tuple[schedule.Event, ...]:
        """All events of the cycle by date; () before the first cycle."""
        return self.events_of(self.cycle) if self.cycle else ()

    def events_of(self, cycle: Cycle) -> tuple[schedule.Event, ...]:
        """All events of one of the district's cycles by date."""
        return schedule.timeline(self.district, self.group, cycle, self.country, self.data.programme)

    @property
    def steps(self) -> list[schedule.Event]:
        return [
            event
            for event in self.events
            if event.slug in STEPS and event.state not in ("skipped", "cancelled")
        ]

    @property
    def weeks(self) -> int:
        return schedule.total_weeks(self.cycle, self.country, self.data.programme) if self.cycle else 0

    @cached_property
    def indicators(self) -> tuple[IndicatorView, ...]:
        return tuple(indicator_view(one, self.country) for one in self.cycle.indicators) if self.cycle else ()

    @property
    def watched(self) -> list[IndicatorView]:
        """Indicators of the workplan."""
        return [one for one in self.indicators if one.watched]

    @cached_property
    def strategies(self) -> tuple[StrategyView, ...]:
        rows = self.cycle.workplan.rows if self.cycle else ()
        return tuple(strategy_view(row, n, self.cycle, self.country) for n, row in enumerate(rows, 1))

    @property
    def columns(self) -> dict[str, str]:
        """Headings of the workplan's columns."""
        return {**COLUMNS, **self.country.column_labels}

    @property
    def level(self) -> str:
        return self.country.label("district_types", self.district.level)

    @property
    def others(self) -> list[District]:
        """The other districts of the group, in the order of the alphabet."""
        return sorted(
            (one for one in self.data.districts_of(self.group) if one.id != self.district.id),
            key=lambda d: d.name,
        )

    @cached_property
    def other_views(self) -> tuple[DistrictView, ...]:
        return tuple(view_of(self.data, one) for one in self.others)

    def takes_part(self, number: int, event: schedule.Event) -> bool:
        """Does this event of cycle `number` stand in the district's own calendar, on the same day?"""
        return bool(self.cycle) and self.cycle.number == number and any(
            (one.slug, one.number, one.start) == (event.slug, event.number, event.start)
            for one in self.events
        )  # fmt: skip

    def companions(self, event: schedule.Event) -> list[District]:
        """The other districts that really come to a shared event, in the order of the alphabet."""
        if not event.shared or self.cycle is None:
            return []
        return [view.district for view in self.other_views if view.takes_part(self.cycle.number, event)]

    def facilities(self) -> list[tuple[str, int]]:
        """(words, number) by kind, whoever owns them: `("health centres", 14)`."""
        totals: dict[str, int] = {}
        for facility in self.district.facilities:
            totals[facility.type] = totals.get(facility.type, 0) + facility.count
        return [(self.country.label("facility_types", code, plural=n != 1), n) for code, n in totals.items()]

    def newest_date(self) -> dt.date | None:
        """The newest day that the data speak of as past; papers are "to" this day, whatever the clock says."""
        if self.cycle is None:
            return None
        found = [event.start for event in self.events if event.basis == "actual"]
        found += [one.date for one in self.cycle.problem_statement]
        found += [change.date for row in self.cycle.workplan.rows for change in row.changes]
        found += [one.date for one in (*self.cycle.diary, *self.cycle.support_visits)]
        found += [
            day
            for day in (self.cycle.situation_analysis.completed, self.cycle.workplan.agreed_by_full_team)
            if day
        ]
        return max(found, default=None)

    def week_of(self, day: dt.date) -> float:
        """The week of the cycle from 1.0 on its first Monday, days as parts of it."""
        return 1 + (day - schedule.monday(self.cycle.start)).days / 7 if self.cycle else 1.0

    def stops(self, after: dt.date | None) -> list[Stop]:
        """The steps of the cycle for clock and ruler; the first to be held after `after` is the next."""
        following = schedule.next_event(self.steps, after) if after else None
        return [
            Stop(
                self.week_of(event.start), event_name(event), short_day(event.start), _state(event, following)
            )
            for event in self.steps
        ]


def _state(event: schedule.Event, following: schedule.Event | None) -> Literal["done", "next", "todo"]:
    if event.state == "done":
        return "done"
    return "next" if event == following else "todo"


def view_of(data: Data, district: District) -> DistrictView:
    return DistrictView(district, data.group(district.group), data.country(district.country), data)
