"""The peer-learning library: practices by theme, from the districts and from the sessions in Rwanda.

Within a theme they stand in the order of districts and titles, never of merit. What an edition may not see is not in
it: the cards of districts come from the data of the edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from msi_build.model.practices import THEMES
from msi_build.render.district_view import DistrictView
from msi_build.render.periods import day
from msi_build.render.portal_page import LIBRARY, PortalPage, Site, district_path, link
from msi_build.render.portal_programme import programme_sidebar, start_and_districts
from msi_build.render.tallies import PROBLEM_KINDS

#: So many cards stand on one page.
CARDS = 36
OTHER = "Other"


@dataclass(frozen=True)
class Card:
    """One practice: `place` says who told it, `href` leads to the district's own page, "" for a report."""

    theme: str
    place: str
    href: str
    title: str
    what: str
    how: str
    result: str
    can_copy: str


@dataclass(frozen=True)
class Shelf:
    """The cards of one theme on one page."""

    theme: str
    anchor: str
    cards: tuple[Card, ...]


def library_pages(site: Site) -> Iterator[PortalPage]:
    """The library; with many cards the first page lists the themes, and each has pages of its own."""
    cards = sorted((*_told(site), *_reported(site)), key=lambda one: (one.theme == OTHER, one.theme, one.place, one.title))
    shelves = [_shelf(theme, cards) for theme in dict.fromkeys(one.theme for one in cards)]
    if len(cards) <= CARDS:
        yield _page(LIBRARY, "Peer-learning library", site, shelves, [])
        return
    pages = list(_cut(shelves))
    links = [(shelf.theme, path.split("/")[1], len(shelf.cards)) for path, shelf in pages]
    yield _page(LIBRARY, "Peer-learning library", site, [], links)
    for path, shelf in pages:
        yield _page(path, f"Practices: {shelf.theme.lower()}", site, [shelf], [])


def _cut(shelves: Iterable[Shelf]) -> Iterator[tuple[str, Shelf]]:
    """(path, part of a shelf): a theme with too many cards takes several pages."""
    for shelf in shelves:
        for number, first in enumerate(range(0, len(shelf.cards), CARDS), 1):
            name = shelf.anchor + (f"-{number}" if number > 1 else "")
            theme = shelf.theme + (f", part {number}" if number > 1 else "")
            yield f"learning/{name}.html", Shelf(theme, name, shelf.cards[first : first + CARDS])


def _shelf(theme: str, cards: Iterable[Card]) -> Shelf:
    anchor = "".join(one if one.isalnum() else "-" for one in theme.lower())
    return Shelf(theme, anchor, tuple(one for one in cards if one.theme == theme))


def _told(site: Site) -> Iterator[Card]:
    """The cards of the districts, all cycles."""
    for view in site.views.values():
        yield from _of_district(view)


def _of_district(view: DistrictView) -> Iterator[Card]:
    for cycle in view.district.cycles:
        problem = cycle.chosen_problem
        theme = PROBLEM_KINDS.get(problem.kind or "", OTHER) if problem else OTHER
        for one in cycle.good_practices:
            yield Card(
                theme,
                f"{view.district.name}, {view.country.name}, cycle {cycle.number}",
                link(district_path(view.district, "learning"), LIBRARY),
                one.title, one.what, one.how or "", one.result or "", one.can_copy or "",
            )  # fmt: skip


def _reported(site: Site) -> Iterator[Card]:
    """The practices that the toolkit's authors took from reports."""
    reported = site.toolkit.practices
    for one in reported.practices if reported else ():
        place = f"{one.district}, Rwanda, provincial session"
        yield Card(
            THEMES[one.theme], place, "", one.title, one.what, one.how or "", one.result or "", one.can_copy or ""
        )


def _page(
    path: str, title: str, site: Site, shelves: list[Shelf], links: list[tuple[str, str, int]]
) -> PortalPage:
    about = "about/peer-learning.html"
    known = any(page.address == about for page in site.toolkit.pages)
    reported = site.toolkit.practices
    content = site.render(
        "library",
        title=title,
        example=any(view.district.example_data for view in site.views.values()),
        shelves=shelves,
        links=links,
        about=link(about, path) if known else "",
        source=reported.source if reported else "",
        as_of=day(site.as_of),
    )
    steps = start_and_districts(path)
    if path != LIBRARY:
        steps += (("Peer-learning library", link(LIBRARY, path)),)
    return PortalPage(path, "learning", title, steps, programme_sidebar(site, path), content)


