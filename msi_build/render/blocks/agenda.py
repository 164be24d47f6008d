"""`agenda`: the timed programme of an event. Clock times and quantities are computed, never typed."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from msi_build.diagnostics import Faults
from msi_build.model.base import Int, Part, Slug, Yes, nearest
from msi_build.model.toolkit import Agenda, Copies, Day, Headcount, Session, Tool, Toolkit
from msi_build.render.blocks.base import Block, Scene, read_one
from msi_build.render.periods import long_day
from msi_build.sources import DataFile

#: The bar under the minutes: five minutes a millimetre.
MINUTES_PER_MM = 5

#: The letters of quantities in the words of the note below an agenda.
COUNTED = {
    "N": "people",
    "G": "guests",
    "D": "districts",
    "P": "members of a district",
    "F": "facilitators",
}

#: Millimetres for the rows of a day on its page; a fuller day is set tighter, so that it keeps to one page.
ROOM = 205

#: On this paper a programme hangs on the wall: two days side by side, their times and titles, and nothing to bring.
WALL = "a3-landscape"


class AgendaBlock(Part):
    """Names an agenda of content/data/agendas; `day` shows one day of it; `brief` leaves out how to lead each session."""

    agenda: Slug
    day: Int | None = None
    brief: Yes = False


@dataclass(frozen=True)
class Row:
    """One session, ready for the page."""

    clock: str
    minutes: int
    bar: float
    session: Session
    title: Markup
    detail: Markup
    bring: tuple[Markup, ...]
    late: Markup
    method: Markup


@dataclass(frozen=True)
class DayShown:
    """One day, ready for the page. `verso`: it begins on a left-hand page, so that it faces the next day.

    The title is left out where the heading above says the same.
    """

    title: Markup
    date: str
    rows: tuple[Row, ...]
    minutes: int
    working: int
    verso: bool
    own_page: bool
    has_bring: bool
    has_late: bool
    has_methods: bool
    tight: bool


def view(block: AgendaBlock, scene: Scene) -> Mapping[str, object]:
    agenda = scene.toolkit.agenda(block.agenda)
    days = agenda.days if block.day is None else agenda.days[block.day - 1 : block.day]
    several = len(days) > 1
    shown = tuple(
        _day(day, scene, several and not number, several, _date(agenda, agenda.days.index(day), scene))
        for number, day in enumerate(days)
    )
    return {
        "agenda": agenda,
        "days": shown,
        "working": sum(day.working for day in shown),
        "counted": _counted(days, scene.context.people),
        "columns": [shown[n : n + 2] for n in range(0, len(shown), 2)] if scene.paper == WALL and scene.medium == "print" else [],
        "with_methods": not block.brief and (scene.medium == "screen" or scene.audience == "F"),
    }


def _date(agenda: Agenda, number: int, scene: Scene) -> str:
    """`Tuesday 16 February 2027`, where the context has the event of this agenda; "" elsewhere.

    An agenda with fewer or more days than the event is one hour of it, or another way to hold it: its days are not known.
    """
    event = scene.context.event
    if event is None or event.slug != agenda.event or (event.end - event.start).days + 1 != len(agenda.days):
        return ""
    return long_day(event.start + dt.timedelta(days=number))


def _day(day: Day, scene: Scene, verso: bool, own_page: bool, date: str) -> DayShown:
    rows = tuple(_row(clock, session, scene) for clock, session in day.clock())
    return DayShown(
        title=Markup("") if scene.heading.casefold() == day.title.casefold() else scene.fill(day.title),
        date=date,
        rows=rows,
        minutes=day.minutes,
        working=sum(row.minutes for row in rows if not row.session.pause),
        verso=verso,
        own_page=own_page,
        has_bring=any(row.bring for row in rows),
        has_late=any(row.late or row.session.keep for row in rows),
        has_methods=any(row.method for row in rows),
        tight=sum(_height(row) for row in rows) > ROOM,
    )


def _height(row: Row) -> float:
    """About how high the row will be on paper, in mm."""
    if row.session.pause:
        return 8.0
    lines = max(
        _lines(row.title, 30) + _lines(row.detail, 33),
        sum(_lines(one.striptags(), 24) for one in row.bring),
        _lines(row.late, 19),
    )
    return 2.7 + 4.6 * lines


def _lines(text: str, letters: int) -> int:
    return math.ceil(len(text) / letters)


def _row(clock: str, session: Session, scene: Scene) -> Row:
    return Row(
        clock=clock,
        minutes=session.minutes,
        bar=round(session.minutes / MINUTES_PER_MM, 2),
        session=session,
        title=scene.fill(session.title),
        detail=scene.fill(session.detail or ""),
        bring=tuple(_bring(session, scene)),
        late=scene.fill(session.late or ""),
        method=scene.markdown(session.method) if session.method else Markup(""),
    )


def _bring(session: Session, scene: Scene) -> list[Markup]:
    """`4 flip chart pages`, `19 × Problem statement`: things first, then the sheets to hand out."""
    things = [_quantity(one.count, scene, "") + scene.fill(one.item) for one in session.materials]
    sheets = [_quantity(one.count, scene, "× ") + _tool_name(one.tool, scene) for one in session.sheets]
    return [*things, *sheets]


def _quantity(count: Copies | None, scene: Scene, sign: str) -> Markup:
    return Markup("{}\u00a0{}").format(count.count(scene.context.people), sign) if count else Markup("")


def _tool_name(id: str, scene: Scene) -> Markup:
    tool: Tool = scene.toolkit.tool(id)
    return Markup('<a href="{}">{}</a>').format(scene.href(id), tool.short or tool.title)


def _counted(days: Sequence[Day], people: Headcount) -> str:
    """Whom the quantities of these days depend on: `15 people and 4 facilitators`; "" where on nobody."""
    sessions = [session for day in days for session in day.sessions]
    counts = [one.count for session in sessions for one in (*session.materials, *session.sheets) if one.count]
    letters = {letter for count in counts for _, letter in count.terms}
    found = [f"{people.number(letter)} {words}" for letter, words in COUNTED.items() if letter in letters]
    return " and ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def check(block: AgendaBlock, file: DataFile, toolkit: Toolkit, faults: Faults) -> None:
    """The agenda exists, and has the day."""
    agendas: dict[str, Agenda] = {agenda.id: agenda for agenda in toolkit.agendas}
    if block.agenda not in agendas:
        faults.add(
            file.where(("agenda",)), "agenda-unknown", f"no agenda has the id {block.agenda}",
            nearest(block.agenda, agendas) or "Agendas stand in content/data/agendas/.",
        )
    elif block.day is not None and not 1 <= block.day <= len(agendas[block.agenda].days):
        days = len(agendas[block.agenda].days)
        faults.add(
            file.where(("day",)), "agenda-day",
            f"the agenda {block.agenda} has {days} {'day' if days == 1 else 'days'}, no day {block.day}",
            "Days are counted from 1.",
        )


BLOCK = Block(read_one(AgendaBlock), view, check)
