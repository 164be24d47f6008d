"""The toolkit: tools, pages and agendas, as typed by the authors, parsed once into frozen types.

A tool is one Markdown file at its home event; an agenda is one YAML file that pages and packs draw from.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from msi_build.diagnostics import Faults, Location
from msi_build.model.base import (
    EVENTS,
    KINDS,
    SETS,
    STAGES,
    Int,
    Part,
    Short,
    Slug,
    Text,
    Time,
    Unfit,
    Yes,
    nearest,
    parse,
)
from msi_build.model.catalogues import Catalogues, load_catalogues
from msi_build.model.practices import Practices, load_practices
from msi_build.sources import DataFile, Document, Sources

#: The folder of the language in which the toolkit is written; other languages stand beside it.
SOURCE_LANGUAGE = "en"

PAPERS = ("a4", "a4-landscape", "a3-landscape", "slide")

#: What the letters of a count stand for.
COUNT_LETTERS = {
    "N": "people",
    "P": "members of a district",
    "D": "districts",
    "G": "guests",
    "F": "facilitators",
}

ONE_OF = {"N": "person", "P": "member of a district", "D": "district", "G": "guest", "F": "facilitator"}

#: Spare copies of what is printed for people: never fewer than this, else one in ten.
FEWEST_SPARES = 2

_TERM = re.compile(r"(\d{0,4})([NPDGF]?)")


@dataclass(frozen=True)
class Headcount:
    """Who comes. `participants`, when given, is the number of people instead of districts × members + guests."""

    districts: int = 3
    members: int = 4
    guests: int = 3
    facilitators: int = 4
    participants: int | None = None

    @property
    def people(self) -> int:
        """N of the brief: participants with their guests, without facilitators."""
        if self.participants is not None:
            return self.participants
        return self.districts * self.members + self.guests

    def number(self, letter: str) -> int:
        """The number behind N, P, D, G or F; 1 for no letter."""
        return {
            "N": self.people,
            "P": self.members,
            "D": self.districts,
            "G": self.guests,
            "F": self.facilitators,
            "": 1,
        }[letter]


@dataclass(frozen=True)
class Copies:
    """A sum such as `2N+3F`: pairs of a factor and a letter of `COUNT_LETTERS`, or "" for a plain number."""

    terms: tuple[tuple[int, str], ...]

    @classmethod
    def parse(cls, text: str) -> Copies:
        """Read `2N+3F`, `N + F` or `4`; raises ValueError for anything else."""
        terms = []
        for term in re.sub(r"\s+", "", text).split("+"):
            found = _TERM.fullmatch(term)
            if not term or found is None:
                raise ValueError(f"'{text}' is not a count")
            terms.append((int(found[1] or 1), found[2]))
        return cls(tuple(terms))

    def count(self, people: Headcount) -> int:
        return sum(factor * people.number(letter) for factor, letter in self.terms)

    def of(self, letter: str) -> int:
        """The factor of one letter: 3 for D in `3D+3F`."""
        return sum(factor for factor, own in self.terms if own == letter)

    def words(self) -> str:
        """`2 for each person and 3 for each facilitator`, `4 copies`."""
        parts = []
        for factor, letter in self.terms:
            if letter:
                parts.append(f"{'one' if factor == 1 else factor} for each {ONE_OF[letter]}")
            else:
                parts.append(f"{factor} {'copy' if factor == 1 else 'copies'}")
        return " and ".join(parts)

    def __str__(self) -> str:
        return "+".join(f"{factor if factor > 1 or not letter else ''}{letter}" for factor, letter in self.terms)


def spares(count: int) -> int:
    """Two, or one in ten when that is more."""
    return max(FEWEST_SPARES, math.ceil(count / 10))


def _read_copies(value: object) -> object:
    if isinstance(value, Copies):
        return value
    try:
        return Copies.parse(str(value))
    except ValueError:
        letters = ", ".join(f"{letter} {meaning}" for letter, meaning in COUNT_LETTERS.items())
        raise Unfit("must be a count", f"Write a sum such as 2N+3F, or a number. Letters: {letters}.") from None


Count = Annotated[Copies, BeforeValidator(_read_copies)]
EventSlug = Literal[EVENTS]
Moment = Literal["before", "during", "after"]

#: The part of the site's menu in which a page stands that belongs to no event and no stage.
Menu = Literal["learn", "about"]


class PackRule(Part):
    """One line of `packs`: in which pack and set a tool is printed, and how often."""

    event: EventSlug
    set: Literal[SETS]
    copies: Count
    sides: Literal["simplex", "duplex"]
    spare: Yes = True
    order: Int | None = None
    paper: Literal[PAPERS] | None = None

    def count(self, people: Headcount) -> int:
        """Copies to print, spares included where the number depends on people."""
        count = self.copies.count(people)
        return count + spares(count) if self.spare and self.copies.of("N") else count


class ToolFront(Part):
    """The front matter of a tool."""

    id: Slug
    title: Short
    kind: Literal[KINDS]
    stage: Literal[STAGES]
    event: EventSlug
    summary: Text
    users: Text
    when: tuple[Moment, ...] = ()
    paper: Literal[PAPERS] = "a4"
    origin: Literal["source", "written", "added"]
    sources: tuple[Text, ...] = ()
    packs: tuple[PackRule, ...] = ()
    district_pack: Int | None = None
    find: tuple[Short, ...] = ()
    order: Int | None = None
    short: Short | None = None


class PageFront(Part):
    """The front matter of a page that is not a tool."""

    title: Short
    summary: Text | None = None
    event: EventSlug | None = None
    order: Int | None = None
    stage: Literal[STAGES] | None = None
    menu: Menu = "learn"
    find: tuple[Short, ...] = ()
    sources: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Tool:
    """One document of the toolkit: its front matter and its file."""

    id: str
    title: str
    kind: str
    stage: str
    event: str
    summary: str
    users: str
    document: Document
    when: tuple[str, ...] = ()
    paper: str = "a4"
    origin: str = "written"
    sources: tuple[str, ...] = ()
    packs: tuple[PackRule, ...] = ()
    district_pack: int | None = None
    find: tuple[str, ...] = ()
    order: int | None = None
    short: str | None = None

    @property
    def address(self) -> str:
        """Where the tool's page stands in the site, from its root."""
        return f"tools/{self.event}/{self.id}.html"


@dataclass(frozen=True)
class Page:
    """One page of the site that is not a tool; `name` is its file, `address` its place from the site's root."""

    name: str
    title: str
    address: str
    document: Document
    summary: str | None = None
    event: str | None = None
    order: int | None = None
    stage: str | None = None
    menu: str = "learn"
    find: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def address_of(name: str) -> str:
    """`content/en/events/workshop-1.md` -> `events/workshop-1.html`, the page's place in the site."""
    return PurePosixPath(name).relative_to(f"content/{SOURCE_LANGUAGE}").with_suffix(".html").as_posix()


class Material(Part):
    """A thing to bring, with its quantity."""

    item: Short
    count: Count | None = None


class SheetUse(Part):
    """A tool that is handed out in a session, with the quantity needed there."""

    tool: Slug
    count: Count | None = None


class Session(Part):
    """One line of an agenda."""

    title: Short
    minutes: Annotated[Int, Field(ge=1, le=600)]
    detail: Text | None = None
    method: Text | None = None
    materials: tuple[Material, ...] = ()
    sheets: tuple[SheetUse, ...] = ()
    late: Short | None = None
    keep: Yes = False
    pause: Yes = False


class Day(Part):
    """One day: sessions without gaps from `start` to `end`."""

    title: Short
    start: Time
    end: Time
    sessions: tuple[Session, ...]

    @property
    def minutes(self) -> int:
        return sum(session.minutes for session in self.sessions)

    @property
    def planned(self) -> int:
        """Minutes between start and end."""
        return _minutes(self.end) - _minutes(self.start)

    def clock(self) -> Iterator[tuple[str, Session]]:
        """Each session with the time at which it begins, as `08:30`."""
        now = _minutes(self.start)
        for session in self.sessions:
            yield f"{now // 60 % 24:02}:{now % 60:02}", session
            now += session.minutes


def _minutes(time: str) -> int:
    """Minutes from midnight of `08:30`."""
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


class Agenda(Part):
    """The timed programme of an event, or of one form of it."""

    id: Slug
    event: EventSlug
    title: Short
    days: tuple[Day, ...]


@dataclass(frozen=True)
class Toolkit:
    """Every tool, page, agenda and catalogue, sorted by event, order and id. `files` are the agendas' own, by id, for their places."""

    tools: tuple[Tool, ...] = ()
    pages: tuple[Page, ...] = ()
    agendas: tuple[Agenda, ...] = ()
    files: Mapping[str, DataFile] = field(default_factory=dict, repr=False)
    #: All documents that stand there, also those with a fault of their own: a link to one of these is no second fault.
    names: frozenset[str] = frozenset()
    practices: Practices | None = None
    catalogues: Catalogues = field(default_factory=Catalogues, repr=False)

    def tool(self, id: str) -> Tool:
        return self._tools[id]

    def agenda(self, id: str) -> Agenda:
        return self._agendas[id]

    def tools_of(self, event: str) -> tuple[Tool, ...]:
        return tuple(tool for tool in self.tools if tool.event == event)

    def borrowed_by(self, event: str) -> tuple[Tool, ...]:
        """Tools at home in another event that this event's packs print too."""
        return tuple(
            tool for tool in self.tools if tool.event != event and event in {rule.event for rule in tool.packs}
        )

    @cached_property
    def _tools(self) -> dict[str, Tool]:
        return {tool.id: tool for tool in self.tools}

    @cached_property
    def _agendas(self) -> dict[str, Agenda]:
        return {agenda.id: agenda for agenda in self.agendas}

    @cached_property
    def by_name(self) -> dict[str, Tool | Page]:
        """Tools and pages by the name of their file."""
        return {one.document.name: one for one in (*self.tools, *self.pages)}


def load_toolkit(sources: Sources, faults: Faults) -> Toolkit:
    """All tools, pages and agendas of the sources. What has a fault is left out; every fault is collected."""
    prefix = f"content/{SOURCE_LANGUAGE}/"
    documents = [document for document in sources.documents if document.name.startswith(prefix)]
    tools = [tool for document in documents if is_tool(document.name) for tool in _tool(document, faults)]
    pages = [page for document in documents if not is_tool(document.name) for page in _page(document, faults)]
    agendas = [
        agenda
        for file in sources.content_data
        if file.name.startswith("content/data/agendas/")
        for agenda in _agenda(file, faults)
    ]
    _check_doubles(tools, faults)
    spoilt = {one.location.file for one in faults if one.location.file.endswith(".md")}
    toolkit = Toolkit(
        tuple(sorted(tools, key=lambda tool: (EVENTS.index(tool.event), tool.order or 999, tool.id))),
        tuple(sorted(pages, key=lambda page: page.name)),
        tuple(agenda for agenda, _ in agendas),
        {agenda.id: file for agenda, file in agendas},
        frozenset({document.name for document in documents} | spoilt),
        practices=load_practices(sources.content_data, faults),
        catalogues=load_catalogues(sources.content_data, faults),
    )
    for agenda, file in agendas:
        _check_sheets(agenda, file, toolkit, faults)
    return toolkit


def is_tool(name: str) -> bool:
    """True for `content/en/tools/<event>/<id>.md`; an index beside the tools is a page."""
    path = PurePosixPath(name)
    return path.parts[2:3] == ("tools",) and len(path.parts) == 5 and path.stem != "index"


def _tool(document: Document, faults: Faults) -> Iterable[Tool]:
    front = parse(ToolFront, document.front, faults)
    if front is None:
        return
    path = PurePosixPath(document.name)
    _check_name(front.id, path.stem, document.front, faults)
    if front.event != path.parent.name:
        faults.add(
            document.front.where(("event",)), "tool-folder",
            f"the event is {front.event}, but the file stands in the folder {path.parent.name}",
            f"Move the file to tools/{front.event}/, or correct the event.",
        )
    yield Tool(**_values(front), document=document)


def _page(document: Document, faults: Faults) -> Iterable[Page]:
    if (front := parse(PageFront, document.front, faults)) is not None:
        yield Page(document.name, address=address_of(document.name), document=document, **_values(front))


def _values(front: Part) -> dict[str, Any]:
    """The fields as they are, parts inside included."""
    return {name: getattr(front, name) for name in type(front).model_fields}


def _check_name(id: str, stem: str, file: DataFile, faults: Faults) -> None:
    if id != stem:
        faults.add(
            file.where(("id",)), "id-file-name", f"the id is {id}, but the file is called {stem}",
            "The two must be the same: rename the file, or correct the id.",
        )


def _check_doubles(tools: list[Tool], faults: Faults) -> None:
    counted = Counter(tool.id for tool in tools)
    for tool in tools:
        if counted[tool.id] > 1:
            faults.add(
                tool.document.front.where(("id",)), "id-double", f"two tools have the id {tool.id}",
                "Give one of them another id and file name.",
            )


def _agenda(file: DataFile, faults: Faults) -> Iterable[tuple[Agenda, DataFile]]:
    agenda = parse(Agenda, file, faults)
    if agenda is None:
        return
    _check_name(agenda.id, PurePosixPath(file.name).stem, file, faults)
    for number, day in enumerate(agenda.days):
        _check_minutes(day, file.where(("days", number, "title")), faults)
    yield agenda, file


def _check_minutes(day: Day, where: Location, faults: Faults) -> None:
    difference = day.minutes - day.planned
    if difference:
        faults.add(
            where, "agenda-minutes",
            f"the sessions of this day take {day.minutes} minutes, but from {day.start} to {day.end} "
            f"are {day.planned}",
            f"Give {-difference} minutes more to the sessions, or end earlier." if difference < 0
            else f"Take {difference} minutes away, or end later.",
        )


def _check_sheets(agenda: Agenda, file: DataFile, toolkit: Toolkit, faults: Faults) -> None:
    known = [tool.id for tool in toolkit.tools]
    spoilt = {PurePosixPath(name).stem for name in toolkit.names}
    for d, day in enumerate(agenda.days):
        for s, session in enumerate(day.sessions):
            for n, sheet in enumerate(session.sheets):
                if sheet.tool not in known and sheet.tool not in spoilt:
                    faults.add(
                        file.where(("days", d, "sessions", s, "sheets", n, "tool")), "agenda-sheet",
                        f"no tool has the id {sheet.tool}",
                        nearest(sheet.tool, known) or "Write the tool, or take the sheet out of the session.",
                    )
