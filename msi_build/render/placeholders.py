"""Words in double square brackets, `[[team]]`, that become the words of a country, a group or a district.

The texts speak of the team, not of the DHMT: Uganda calls it DHT, another country something else.
Without data a placeholder gives general words, or on paper a line to write on.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup, escape

from msi_build.model.toolkit import Headcount
from msi_build.render.district_view import upper_first
from msi_build.render.own_words import ONE_LINE, OPEN, addressee, event_title, invited
from msi_build.render.periods import day, day_and_month

if TYPE_CHECKING:
    from msi_build.model.programme import Country, District, Group
    from msi_build.schedule import Event

Medium = Literal["screen", "print"]

#: Who comes when nobody said so.
USUAL_PEOPLE = Headcount()


@dataclass(frozen=True)
class Context:
    """What a page or sheet is filled with; the default is generic."""

    country: Country | None = None
    group: Group | None = None
    districts: tuple[District, ...] = ()
    district: District | None = None
    event: Event | None = None
    next_event: Event | None = None
    calendar: tuple[Event, ...] = ()  # the dated cycle, of the district or of the group's first
    people: Headcount = USUAL_PEOPLE
    example_data: bool = False
    moved: bool = False  # somebody named the event's first day: it is the same for all


@dataclass(frozen=True)
class Placeholder:
    """One word to fill in. `generic` stands where there is no data; `line` is the length in mm of the line on paper.

    `term` marks words of a country or plain numbers: they are part of the sentence and are not set as data.
    """

    meaning: str
    generic: str
    value: Callable[[Context], str | None]
    line: int = 0
    term: bool = False


def _of_country(field: str) -> Callable[[Context], str | None]:
    return lambda context: getattr(context.country, field, None) if context.country else None


def _letter(place: int) -> Callable[[Context], str | None]:
    """The name of the district that comes first, second or third in its group."""
    return lambda context: context.districts[place].name if place < len(context.districts) else None


def _statement(context: Context) -> str | None:
    cycle = context.district.current_cycle if context.district else None
    statement = cycle.statement if cycle else None
    return statement.text if statement else None


def _number(count: Callable[[Headcount], int]) -> Callable[[Context], str | None]:
    return lambda context: str(count(context.people))


def dates_words(start: dt.date, end: dt.date) -> str:
    """`16–17 February 2027`, `30 March to 1 April 2027`."""
    if start == end:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    year = "" if start.year == end.year else f" {start.year}"
    return f"{day_and_month(start)}{year} to {day(end)}"


def _event_dates(context: Context) -> str | None:
    return dates_words(context.event.start, context.event.end) if context.event else None


#: All placeholders. The authors' guide lists them from here.
PLACEHOLDERS: Mapping[str, Placeholder] = {
    "team": Placeholder("short name of the district's management team", "DHMT", _of_country("team_abbr"), term=True),
    "team_name": Placeholder(
        "its full name", "District Health Management Team", _of_country("team_name"), term=True
    ),
    "team_lead": Placeholder(
        "title of its head", "head of the district health office", _of_country("team_lead_title"), term=True
    ),
    "hmis": Placeholder(
        "name of the health information system", "health information system", _of_country("hmis_name"), term=True
    ),
    "hris": Placeholder(
        "name of the staff information system", "staff information system", _of_country("hris_name"), term=True
    ),
    "health_office": Placeholder(
        "name of the district's health office", "district health office", _of_country("health_office_name"), term=True
    ),
    "local_government_head": Placeholder(
        "whom a courtesy visit goes to, by office", "head of the local government",
        _of_country("local_government_head"), term=True,
    ),
    "country": Placeholder("name of the country", "your country", _of_country("name"), line=40, term=True),
    "group": Placeholder(
        "name of the group of districts", "your group", lambda context: getattr(context.group, "name", None), line=40
    ),
    "district": Placeholder(
        "name of the district", "your district", lambda context: getattr(context.district, "name", None), line=50
    ),
    "district_a": Placeholder("first district of the group", "District A", _letter(0)),
    "district_b": Placeholder("second district of the group", "District B", _letter(1)),
    "district_c": Placeholder("third district of the group", "District C", _letter(2)),
    "problem_statement": Placeholder("the district's present problem statement", "your problem statement", _statement, line=110),
    "event_dates": Placeholder("days of the event", "the days agreed", _event_dates, line=50),
    "event_place": Placeholder(
        "where the event is held", "the place agreed", lambda context: upper_first(getattr(context.event, "place", None) or "") or None, line=50
    ),
    "next_event_date": Placeholder(
        "first day of the event after this one", "the date agreed",
        lambda context: day(context.next_event.start) if context.next_event else None, line=45,
    ),
    "participants": Placeholder("number of participants", "15", _number(lambda people: people.people), term=True),
    "facilitators": Placeholder("number of facilitators", "4", _number(lambda people: people.facilitators), term=True),
    "start_date": Placeholder(
        "first day of the event", "the first day",
        lambda context: day(context.event.start) if context.event else None, line=45,
    ),
    "event": Placeholder("name of the event", "the event", event_title, line=60),
    "invited": Placeholder("whom a letter invites: a team, or a guest of the group", "your team", invited, line=60),
    "addressee": Placeholder("to whom a letter goes, by office", "head of the district health office", addressee, line=60),
    **{name: Placeholder(meaning, OPEN, value) for name, (meaning, value) in ONE_LINE.items()},
}

#: Anything in double square brackets, also what is not a placeholder, so that it can be told.
PATTERN = re.compile(r"\[\[([^\[\]\n]{0,80})\]\]")


def found(text: str) -> Iterator[tuple[str, int]]:
    """Name and offset of everything in double square brackets."""
    for hit in PATTERN.finditer(text):
        yield hit[1].strip(), hit.start()


def value_of(name: str, context: Context) -> str | None:
    """The data behind a placeholder on one line, or None without data."""
    value = PLACEHOLDERS[name].value(context)
    return " ".join(str(value).split()) or None if value is not None else None


def words_of(name: str, context: Context) -> str:
    """The data, or the general words."""
    return value_of(name, context) or PLACEHOLDERS[name].generic


def html_of(name: str, context: Context, medium: Medium) -> Markup:
    """The words as HTML: what came from data is marked on paper; a line to write on stands where data are missing."""
    placeholder = PLACEHOLDERS[name]
    value = value_of(name, context)
    if medium == "screen" or placeholder.term:
        return escape(value or placeholder.generic)
    if value:
        return Markup('<span class="filled">{}</span>').format(value)
    if placeholder.line:
        return Markup('<span class="blank" style="width:{}mm"></span>').format(placeholder.line)
    return escape(placeholder.generic)


def fill(text: str, context: Context, medium: Medium) -> Markup:
    """Plain text to HTML: everything escaped, placeholders filled. An unknown one stays as typed."""
    parts, end = [], 0
    for hit in PATTERN.finditer(text):
        if (name := hit[1].strip()) in PLACEHOLDERS:
            parts += [escape(text[end : hit.start()]), html_of(name, context, medium)]
            end = hit.end()
    return Markup("").join([*parts, escape(text[end:])])


def fill_plain(text: str, context: Context) -> str:
    """Plain text to plain text, for attributes and titles."""
    return PATTERN.sub(
        lambda hit: words_of(hit[1].strip(), context) if hit[1].strip() in PLACEHOLDERS else hit[0], text
    )


def is_empty(text: str | None, context: Context) -> bool:
    """True when `text` says nothing without data: only placeholders, and none of them has a value."""
    if not text:
        return True
    names = [name for name, _ in found(text)]
    return not PATTERN.sub("", text).strip() and not any(
        name in PLACEHOLDERS and value_of(name, context) for name in names
    )


def as_entities(text: str) -> str:
    """Text that Markdown cannot read as markup: numeric entities for all but letters, digits and single spaces."""
    return "".join(
        char if char.isalnum() and not char.isspace() else " " if char == " " else f"&#{ord(char)};"
        for char in " ".join(text.split())
    )
