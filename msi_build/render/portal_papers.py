"""Every paper of a district one click away: its own, then those of each event, the next one first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from msi_build import schedule
from msi_build.model.toolkit import Tool
from msi_build.plan import home_set
from msi_build.render.district_view import DistrictView, event_name
from msi_build.render.event_words import TO_PRINT
from msi_build.render.periods import days
from msi_build.render.portal_first import ahead
from msi_build.render.portal_page import SET_WORDS, PaperLine, Site, district_path, link, packs_of, paper_line

#: What a team uses every month, between the events.
ALWAYS = "implementation"


@dataclass(frozen=True)
class Shelf:
    """The papers of one event: `to_fill` before the day, the others, and the files of its pack."""

    anchor: str
    title: str
    when: str
    guide: str
    to_fill: tuple[PaperLine, ...]
    others: tuple[PaperLine, ...]
    pack: tuple[PaperLine, ...]
    open: bool


def papers(view: DistrictView, site: Site) -> str:
    return site.render(
        "papers",
        view=view,
        own=list(own_papers(view, site)),
        shelves=list(_shelves(view, site)),
        monthly=[_tool_line(tool, view, site) for tool in _tools(site, ALWAYS)],
    )


def own_papers(view: DistrictView, site: Site) -> Iterator[PaperLine]:
    """Papers made from the district's own data."""
    page = district_path(view.district, "papers")
    for name, title in (("pack", "Whole district pack"), ("summary", "The district on one page")):
        if paper := site.downloads.get(district_path(view.district, name).replace(".html", ".pdf")):
            yield paper_line("d", title, paper, page)


def _shelves(view: DistrictView, site: Site) -> Iterator[Shelf]:
    """Events still to come by date, then those that are over; each kind of event once."""
    following = ahead(view.events, site.as_of)
    held = [one for one in view.events if one.slug in schedule.DAYS]
    to_come = [one for one in held if one.state == "scheduled" and one.end >= site.as_of]
    seen: set[str] = set()
    for event in (*to_come, *held):
        if event.slug not in seen:
            seen.add(event.slug)
            yield _shelf(event, event in to_come, event == following, view, site)


def _shelf(event: schedule.Event, to_come: bool, is_next: bool, view: DistrictView, site: Site) -> Shelf:
    page = district_path(view.district, "papers")
    first = TO_PRINT.get(event.slug, ())
    known = {tool.id: tool for tool in site.toolkit.tools}
    fill = [known[id_] for id_ in first if id_ in known]
    guide = site.event_page(event.slug)
    name = event_name(event) if event.slug != "next-cycle" else event.title
    return Shelf(
        event.slug,
        name if to_come else name.rstrip(" 0123456789") if event.number else name,
        days(event.start, event.end) if to_come else "over",
        link(guide, page) if guide else "",
        tuple(_tool_line(one, view, site) for one in fill),
        tuple(_tool_line(one, view, site) for one in _tools(site, event.slug) if one not in fill),
        tuple(line for place in (view.district.id, view.group.id) for line in packs_of(site, place, event, page)),
        is_next,
    )


def _tools(site: Site, slug: str) -> list[Tool]:
    """The event's own tools that go to teams, then those of other events that its pack takes in."""
    taken = [
        tool for tool in site.toolkit.tools
        if any(rule.event == slug and rule.set in "PDW" for rule in tool.packs)
    ]  # fmt: skip
    return sorted(taken, key=lambda one: (one.event != slug, one.order or 999, one.title))


def _tool_line(tool: Tool, view: DistrictView, site: Site) -> PaperLine:
    page = district_path(view.district, "papers")
    set_, title = home_set(tool).lower(), tool.short or tool.title
    paper = site.downloads.get(tool.address.replace(".html", ".pdf"))
    if paper is None:
        return PaperLine(set_, SET_WORDS[set_], title, link(tool.address, page), "page of the tool")
    pages = "1 page" if paper.pages == 1 else f"{paper.pages} pages"
    return PaperLine(set_, SET_WORDS[set_], title, link(paper.path, page), f"{pages}, {paper.size_words}")
