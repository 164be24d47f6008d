"""The site's menu. Every page of the texts has its place here by itself: by its folder, its event, its `menu` and `order`.

    Start · The cycle (stage > event > tools) · Districts · Learn · About

Districts are not in it: three hundred of them would be built into every page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msi_build.model.base import EVENT_STAGES, EVENT_TITLES, EVENTS, STAGES
from msi_build.model.toolkit import Page, Tool, Toolkit

#: A line of the menu as the site builder wants it: a path, or {title: path or lines}.
Line = str | dict[str, object]

#: The pages of the menu that are made from data.
DISTRICT_PAGES: tuple[Line, ...] = (
    "districts/index.md",
    {"The programme": "programme/index.md"},
    {"Peer-learning library": "learning/index.md"},
)

#: Folders whose pages have places of their own; every other page stands under Learn or About.
OWN_PLACES = ("events/", "stages/")


def navigation(toolkit: Toolkit) -> list[Line]:
    """The whole menu; a part without pages is left out."""
    parts: dict[str, list[Line]] = {
        "The cycle": [*_at(toolkit, "stages/index.html"), *_stages(toolkit)],
        "Districts": [*DISTRICT_PAGES],
        "Learn": [*_pages(toolkit, "learn")],
        "About": [*_pages(toolkit, "about")],
    }
    return [{"Start": "index.md"}, *({title: lines} for title, lines in parts.items() if lines)]


def _at(toolkit: Toolkit, address: str) -> list[Line]:
    return [staged_path(page) for page in toolkit.pages if page.address == address]


def _stages(toolkit: Toolkit) -> Iterator[Line]:
    """Each stage with its events; a stage without events of its own has its tools beside its page."""
    homeless = set(STAGES) - set(EVENT_STAGES.values())
    for stage in STAGES:
        own = [{"The stage": path} for path in _at(toolkit, f"stages/{stage}.html")]
        events = list(_events(toolkit, stage, homeless))
        tools = [staged_path(tool) for tool in toolkit.tools if tool.stage == stage and stage in homeless]
        if own or events or tools:
            yield {stage.capitalize(): [*own, *events, *tools]}


def _events(toolkit: Toolkit, stage: str, homeless: set[str]) -> Iterator[Line]:
    """The events of a stage, in the order of the cycle, each with its page, those in its folder and its tools in running
    order.
    """
    pages = {page.event: page for page in toolkit.pages if page.event}
    for event in (event for event in EVENTS if EVENT_STAGES[event] == stage):
        own = [{"Overview": staged_path(pages[event])}, *_below(toolkit, pages[event])] if event in pages else []
        tools = [staged_path(tool) for tool in toolkit.tools_of(event) if tool.stage not in homeless]
        if own or tools:
            yield {EVENT_TITLES[event]: [*own, *tools]}


def _below(toolkit: Toolkit, page: Page) -> list[Line]:
    """The pages in the folder of a page's name."""
    found = [one for one in toolkit.pages if one.address.startswith(f"{page.address.removesuffix('.html')}/")]
    return [{_own_words(one.title): staged_path(one)} for one in _in_order(found)]


def _own_words(title: str) -> str:
    """`Half a day more or less`, from a title that names its event or file first."""
    name = title.rpartition(": ")[2]
    return name[:1].upper() + name[1:]


def _in_order(pages: Iterable[Page]) -> list[Page]:
    return sorted(pages, key=lambda page: (page.order or 999, page.title))


def _pages(toolkit: Toolkit, menu: str) -> Iterator[Line]:
    """The pages of Learn or About, each with those in its folder."""
    found = [
        page
        for page in toolkit.pages
        if page.menu == menu and not page.event and page.address != "index.html"
        and not page.address.startswith(OWN_PLACES)
    ]  # fmt: skip
    folders = tuple(f"{page.address.removesuffix('.html')}/" for page in found)
    for page in _in_order(page for page in found if not page.address.startswith(folders)):
        below = _below(toolkit, page)
        yield {page.title: [{"Overview": staged_path(page)}, *below]} if below else staged_path(page)


def staged_path(page: Page | Tool) -> str:
    """Where the page of a text stands in the stage."""
    return page.address.removesuffix(".html") + ".md"
