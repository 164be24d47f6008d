"""The cycle board: where every group is, one row a group and cycle, one column an event; the same as rows for CSV.

A date that has passed without a record is a question or is said in words; nobody is late here. Groups stand in the
order of the alphabet.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from msi_build import schedule
from msi_build.model.base import EVENTS
from msi_build.model.programme import Group
from msi_build.render.district_view import DistrictView, event_name
from msi_build.render.periods import Span, day, days

#: Where a district is in its cycle, in the order of the cycle.
STAGES = ("not begun", "planning", "acting and observing", "reflecting", "cycle closed")

#: State of an event -> its words in the CSV file and in cells that count.
STATES = {
    "held": "held",
    "passed": "date passed, nothing recorded",
    "coming": "to come",
    "skipped": "left out",
    "cancelled": "cancelled",
}


@dataclass(frozen=True)
class Column:
    """One event of the cycle; `number` for visits and meetings."""

    slug: str
    number: int | None
    name: str


@dataclass(frozen=True)
class Cell:
    """How the event stands in the group. `sort` is its first day, `state` one of STATES, `mixed` or `none`."""

    words: str
    state: str = "none"
    sort: str = ""
    label: str = ""


@dataclass(frozen=True)
class Row:
    """One group in one cycle; `cells` is empty before the first cycle."""

    group: Group
    districts: tuple[str, ...]
    region: str
    wave: str
    cycle: str
    newest: str
    newest_day: str
    cells: tuple[Cell, ...]
    open: int


@dataclass(frozen=True)
class Board:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def open(self) -> int:
        """Dates that passed without a record."""
        return sum(row.open for row in self.rows)


# ---------------------------------------------------------------- one district


def state_of(event: schedule.Event, as_of: dt.date) -> str:
    """A key of STATES."""
    if event.state == "scheduled":
        return "passed" if event.end < as_of else "coming"
    return "held" if event.state == "done" else event.state


def shown(view: DistrictView) -> list[schedule.Event]:
    """The events that people come to, and the decision at the end."""
    return [one for one in view.events if one.slug in schedule.DAYS]


def stage_of(view: DistrictView, as_of: dt.date) -> str:
    """One of STAGES."""
    if view.cycle is None:
        return STAGES[0]
    if view.cycle.next_cycle.decision:
        return STAGES[4]
    acting = next(one for one in view.events if one.slug == "implementation")
    if as_of < acting.start:
        return STAGES[1]
    return STAGES[2] if as_of <= acting.end else STAGES[3]


def newest_entry(view: DistrictView, as_of: dt.date) -> dt.date | None:
    """The newest day that the district's data speak of: an event held, a text written, the end of a value's period."""
    if view.cycle is None:
        return None
    ends = [Span.parse(one.latest.period).end for one in view.cycle.indicators if one.latest]
    found = [min(one, as_of) for one in ends] + [one for one in [view.newest_date()] if one]
    return max(found, default=None)


# ---------------------------------------------------------------- the board


def board(views: Iterable[DistrictView], as_of: dt.date, ask: bool = False) -> Board:
    """Every group of these districts. `ask`: a passed date is asked about, else told."""
    views = list(views)
    columns = _columns(views)
    together: dict[tuple[str, str, int], list[DistrictView]] = {}
    for view in sorted(views, key=lambda one: one.district.name):
        number = view.cycle.number if view.cycle else 0
        together.setdefault((view.group.name, view.group.id, number), []).append(view)
    return Board(columns, tuple(_row(together[key], columns, as_of, ask) for key in sorted(together)))


def _columns(views: Iterable[DistrictView]) -> tuple[Column, ...]:
    found = {(one.slug, one.number): event_name(one) for view in views for one in shown(view)}
    names = {**found, **{key: "Next cycle" for key in found if key[0] == "next-cycle"}}
    return tuple(Column(*key, names[key]) for key in sorted(found, key=_place))


def _place(key: tuple[str, int | None]) -> tuple[int, int, int]:
    """Planning in its order, visits and meetings in turns, the decision last."""
    slug, number = key
    return (2 if slug == "next-cycle" else 1 if number else 0), number or 0, EVENTS.index(slug)


def _row(views: Sequence[DistrictView], columns: Sequence[Column], as_of: dt.date, ask: bool) -> Row:
    group, cycle = views[0].group, views[0].cycle
    entries = [one for one in (newest_entry(view, as_of) for view in views) if one]
    cells = tuple(_cell(views, column, as_of, ask) for column in columns) if cycle else ()
    return Row(
        group,
        tuple(view.district.name for view in views),
        ", ".join(sorted({view.district.region for view in views})),
        str(group.wave or "not said"),
        str(cycle.number) if cycle else "not begun",
        day(max(entries)) if entries else "none yet",
        max(entries).isoformat() if entries else "",
        cells,
        sum(state_of(one, as_of) == "passed" for view in views for one in shown(view)),
    )


def _cell(views: Sequence[DistrictView], column: Column, as_of: dt.date, ask: bool) -> Cell:
    """One date for all when all stand alike, else how many stand how."""
    found = [
        one for view in views for one in shown(view) if (one.slug, one.number) == (column.slug, column.number)
    ]
    if not found:
        return Cell("not in this cycle", label=column.name)
    first = min(one.start for one in found)
    states = Counter(state_of(one, as_of) for one in found)
    if len(states) == 1 and len(found) == len(views):
        (state,) = states
        return Cell(_alike(found, state, ask), state, first.isoformat(), column.name)
    if rest := len(views) - len(found):
        states["none"] = rest
    words = ", ".join(
        f"{states[key]} {text}"
        for key, text in {**STATES, "none": "not in this cycle"}.items()
        if states[key]
    )
    return Cell(words, "passed" if states["passed"] else "mixed", first.isoformat(), column.name)


def _alike(found: Sequence[schedule.Event], state: str, ask: bool) -> str:
    """The words of a cell whose districts all stand alike."""
    first, last = min(one.start for one in found), max(one.start for one in found)
    span, decision = days(first, last, short=True), found[0].slug == "next-cycle"
    if state == "held":
        return f"{'decided' if decision else 'held'} {span}"
    if state == "passed" and ask:
        return f"Decided on {span}?" if decision else f"Held on {span}?"
    if state == "passed":
        return f"{span} passed, nothing recorded"
    if state == "coming":
        return f"about {span}" if any(one.basis == "computed" for one in found) else span
    return STATES[state]


# ---------------------------------------------------------------- CSV

CSV_HEAD = (
    "country", "region", "group", "wave", "district", "district_name", "cycle", "stage", "event", "number", "state",
    "first_day", "last_day", "date_is", "in_time_from", "in_time_until",
)  # fmt: skip


def csv_rows(views: Iterable[DistrictView], as_of: dt.date) -> Iterator[tuple[object, ...]]:
    """One row a district and event, in the order of ids and dates; one row for a district before its first cycle."""
    for view in sorted(views, key=lambda one: (one.country.code, one.group.id, one.district.id)):
        district, cycle = view.district, view.cycle
        place = (
            view.country.code, district.region, view.group.id, view.group.wave, district.id, district.name,
            cycle.number if cycle else "", stage_of(view, as_of),
        )  # fmt: skip
        if cycle is None:
            yield (*place, *[""] * (len(CSV_HEAD) - len(place)))
        for event in shown(view):
            basis = {"actual": "held", "planned": "agreed", "computed": "computed"}[event.basis]
            yield (
                *place, event.slug, event.number, STATES[state_of(event, as_of)], event.start, event.end, basis,
                *event.window,
            )  # fmt: skip
