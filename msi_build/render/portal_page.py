"""What all portal pages share: their type, the site around them, the next step, papers, breadcrumb and
sidebar.
"""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import jinja2

from msi_build import schedule
from msi_build.model.programme import Country, Data, District, Group
from msi_build.render.blocks.indicators import CATALOGUE
from msi_build.render.district_view import DistrictView, event_name, upper_first, view_of
from msi_build.render.event_words import ABOUT, BEFORE
from msi_build.render.moments import Moment
from msi_build.render.periods import day_and_month, days, long_day
from msi_build.render.templates import THEME

if TYPE_CHECKING:
    from msi_build.model.toolkit import Toolkit
    from msi_build.papers import Paper


@dataclass(frozen=True)
class PortalPage:
    """A page for a shell: `sidebar` and `content` are ready HTML, `breadcrumb` (text, relative link) from
    the start on.
    """

    path: str
    kind: Literal["district", "group", "country", "programme", "learning"]
    title: str
    breadcrumb: tuple[tuple[str, str], ...]
    sidebar: str
    content: str


@dataclass(frozen=True)
class Site:
    """What the pages are made from: the data of the edition, its papers, the day that counts as today.

    `alone`: the pages go into a file that stands alone, where nothing can be printed or opened beside it.
    """

    data: Data
    toolkit: Toolkit
    as_of: dt.date
    downloads: Mapping[str, Paper]
    templates: jinja2.Environment
    ask: bool = False
    alone: bool = False
    audience: str = ""
    theme: Path = THEME

    @cached_property
    def views(self) -> Mapping[str, DistrictView]:
        """Every district of the edition by id, in the order of ids."""
        return {one.id: view_of(self.data, one) for one in self.data.districts}

    @cached_property
    def clashes(self) -> tuple[schedule.Clash, ...]:
        """Agreed dates on which facilitators are asked for in two groups; () in editions that ask nothing."""
        if not self.ask:
            return ()
        found = (
            one for group in self.data.groups
            for one in schedule.outings(
                group, self.data.districts_of(group), self.data.country(group.country), self.data.programme
            )
            if one.event.basis == "planned" and one.event.state == "scheduled"
        )  # fmt: skip
        return schedule.clashes(found)

    def render(self, name: str, **values: object) -> str:
        return self.templates.get_template(f"portal/{name}.html.j2").render(alone=self.alone, **values)

    def event_page(self, event: str) -> str:
        """Path of the event's page of guidance, "" when the toolkit has none."""
        return next((page.address for page in self.toolkit.pages if page.event == event), "")

    def measure_page(self, code: str, page: str) -> str:
        """Link from `page` to the entry of the indicator catalogue; "" for a code that is not in it."""
        catalogue = next((tool for tool in self.toolkit.tools if tool.id == CATALOGUE), None)
        if catalogue is None or self.toolkit.catalogues.measure(code) is None:
            return ""
        return f"{link(catalogue.address, page)}#{code.lower()}"


# ---------------------------------------------------------------- addresses


def district_path(district: District, page: str = "index") -> str:
    return f"districts/{district.country}/{district.id}/{page}.html"


def group_path(group: Group) -> str:
    return f"groups/{group.country}/{group.id}/index.html"


def country_path(country: Country) -> str:
    return f"countries/{country.code}/index.html"


PROGRAMME = "programme/index.html"
LIBRARY = "learning/index.html"


def link(target: str, page: str) -> str:
    """`target` as a link from `page`; both are paths of the edition."""
    return posixpath.relpath(target, posixpath.dirname(page))


def breadcrumb(page: str, steps: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Start, districts, then the given steps (text, path)."""
    all_ = (("Start", "index.html"), ("Districts", "districts/index.html"), *steps)
    return tuple((text, link(target, page)) for text, target in all_)


# ---------------------------------------------------------------- sidebar


@dataclass(frozen=True)
class Item:
    words: str
    href: str
    here: bool = False
    children: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Block:
    """Items of the sidebar under a title, "" for none."""

    title: str
    lines: tuple[Item, ...]


def item(words: str, target: str, page: str, children: tuple[Item, ...] = ()) -> Item:
    return Item(words, link(target, page), target == page, children)


# ---------------------------------------------------------------- next step


@dataclass(frozen=True)
class Button:
    words: str
    href: str


@dataclass(frozen=True)
class Ask:
    """An open question, asked kindly."""

    question: str
    help: str


@dataclass(frozen=True)
class Step:
    """The next event as the first block of a page shows it."""

    name: str
    when: str
    place: str
    about: str
    before: tuple[str, ...]
    buttons: tuple[Button, ...]
    asks: tuple[Ask, ...] = ()
    ways: tuple[str, ...] = ()
    before_title: str = "Before the day"
    papers: tuple[Button, ...] = ()
    today: Moment[str] | None = None


def join_names(names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def length(event: schedule.Event) -> str:
    """`one day`, `half a day`, `2.5 days`."""
    return {0.5: "half a day", 1.0: "one day"}.get(event.days, f"{event.days:g} days")


def when(event: schedule.Event, week: str) -> str:
    """`Monday 19 July 2027, one day, week 28 of 43.`"""
    date = long_day(event.start) if event.start == event.end else days(event.start, event.end)
    return f"{', '.join(part for part in (date, length(event), week) if part)}."


def next_step(
    event: schedule.Event, week: str, name: str, buttons: Sequence[Button], asks: Sequence[Ask] = ()
) -> Step:
    return Step(
        name,
        when(event, week),
        upper_first(event.place or ""),
        ABOUT.get(event.slug, ""),
        BEFORE.get(event.slug, ()),
        tuple(buttons),
        tuple(asks),
    )


def open_questions(events: Sequence[schedule.Event], as_of: dt.date) -> Iterator[Ask]:
    """Events whose day has passed and of which nobody wrote whether they were held."""
    for event in unentered(events, as_of):
        if event.slug == "next-cycle":
            continue
        name = event_name(event)
        yield Ask(
            f"Was {name[:1].lower()}{name[1:]} held on {day_and_month(event.start)}?",
            "The date is not entered yet. Tell your facilitator, or bring it to the next meeting.",
        )


def unentered(events: Sequence[schedule.Event], as_of: dt.date) -> list[schedule.Event]:
    return [
        one for one in events if one.slug in schedule.DAYS and one.state == "scheduled" and one.end < as_of
    ]


# ---------------------------------------------------------------- papers


@dataclass(frozen=True)
class PaperLine:
    """One paper to print: the letter of its set in small, its link, what it takes."""

    set: str
    set_words: str
    title: str
    href: str
    words: str


#: Who a set is for, by its letter.
SET_WORDS = {"f": "For facilitators", "p": "For participants", "d": "For districts", "w": "For the wall"}


def paper_line(set_: str, title: str, paper: Paper, page: str) -> PaperLine:
    copies = "1 copy" if paper.copies == 1 else f"{paper.copies} copies"
    pages = "1 page" if paper.pages == 1 else f"{paper.pages} pages"
    sides = "both sides" if paper.duplex else "one side"
    return PaperLine(
        set_, SET_WORDS[set_], title, link(paper.path, page), f"{copies}, {sides}, {pages}, {paper.size_words}"
    )


def packs_of(site: Site, place: str, event: schedule.Event, page: str) -> list[PaperLine]:
    """The files of the event's pack for this district or group, in print order."""
    number = f"-{event.number}" if event.number else ""
    folder = f"packs/{place}/{event.slug}{number}/"
    found = sorted(path for path in site.downloads if path.startswith(folder) and path.endswith(".pdf"))
    return [_pack_line(site.downloads[path], page) for path in found]


def _pack_line(paper: Paper, page: str) -> PaperLine:
    parts = posixpath.basename(paper.path).split("-")
    set_ = parts[1].lower() if len(parts) > 1 and parts[1] in "FPDW" else "f"
    return paper_line(set_, paper.title, paper, page)
