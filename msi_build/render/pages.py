"""Pages of guidance as staged Markdown: front matter for the site builder, a head and a foot as ready HTML, the body between.

The body stays Markdown, so that the site builder's strict mode proves its links and anchors.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import jinja2
import yaml

from msi_build.artifacts import Artifact
from msi_build.model.base import EVENT_TITLES, EVENTS
from msi_build.model.toolkit import Page, Tool, Toolkit
from msi_build.papers import Paper, people_words
from msi_build.plan import FORMS, SET_NAMES, PackPlan, forms_of, home_set, is_presentation, paper_of
from msi_build.render.cited import cited
from msi_build.render.markup import Markup
from msi_build.render.navigation import staged_path
from msi_build.render.placeholders import Context, as_entities
from msi_build.render.sheets import facts, kicker

ORIGINS = {
    "source": "carries every point of the original document, in our words",
    "written": "named by the original toolkit and written new for this one",
    "added": "added to the original toolkit",
}


@dataclass(frozen=True)
class PackFile:
    """One file of a finished pack as a page shows it."""

    name: str
    href: str
    copies: int
    sides: str
    paper: str
    pages: int


@dataclass(frozen=True)
class PackShown:
    """A finished generic pack as its event's page shows it."""

    files: tuple[PackFile, ...]
    run_href: str
    sheets: int
    people: str
    command: str


#: What each file of a presentation is for.
FORM_USES = {
    "slides": "for the projector",
    "handout": "for those who listen: three slides a page, with lines to write on",
    "notes": "for the one who speaks: each slide with what to say",
    "flipchart": "for the day without a projector or power: sheets to copy by hand",
}

PAPER_WORDS = {"a4": "A4", "a4-landscape": "A4", "a3-landscape": "A3", "slide": "slides"}

#: The page about the papers that the facts come from.
CREDITS = "about/credits.html"


#: Of two pages that answer a search equally well, the tool comes before the page of its event.
TOOL_BOOST = 2


def staged(path: str, title: str, summary: str, body: str, above: str = "", **front: object) -> Artifact:
    """A Markdown file for the stage, with more `front` matter for the site builder. The theme prints titles raw, so
    they are escaped here. Words of daily life go into `tags`: in the search they weigh like the title.
    """
    front |= {"title": escape(title), "description": escape(summary)}
    front = yaml.safe_dump(front, allow_unicode=True, sort_keys=True, width=10_000)
    return Artifact.text(path, f"---\n{front}---\n\n{above}\n\n# {as_entities(title)}\n\n{body}\n")


def relative(target: str, page: str) -> str:
    """`target` as a link from `page`, both paths of the edition."""
    return posixpath.relpath(target, posixpath.dirname(page) or ".")


@dataclass(frozen=True)
class Pages:
    """Makes the staged pages of guidance."""

    toolkit: Toolkit
    markup: Markup
    templates: jinja2.Environment
    downloads: Mapping[str, Paper]  # path of the edition -> the PDF there

    def tool(self, tool: Tool) -> Artifact:
        """The page of one tool: head with its paper, the body, foot."""
        path = f"tools/{tool.event}/{tool.id}.md"
        pdf = self.downloads[paper_of(tool)]
        paper = "a4" if is_presentation(tool) else tool.paper
        head = self.templates.get_template("tool-head.html.j2").render(
            summary=tool.summary, facts=facts(tool)[1:], pdf=f"{tool.id}.pdf",
            pages=pdf.pages, paper=PAPER_WORDS[paper], size=pdf.size_words, forms=self._forms(tool),
        )
        before, after = self._neighbours(tool)
        foot = self.templates.get_template("tool-foot.html.j2").render(
            before=before, after=after, packs=_printed_for(tool), find=tool.find, origin=ORIGINS[tool.origin]
        )
        foot += "\n" + self._sources(tool.sources, path)
        body = self.markup.screen(tool.document, Context())
        boost = {"boost": TOOL_BOOST}
        above = f'<p class="msi kicker" data-search-exclude>{escape(kicker(tool))}</p>'
        return staged(path, tool.title, tool.summary, f"{head}\n\n{body}\n\n{foot}", above, tags=list(tool.find), search=boost)

    def _forms(self, tool: Tool) -> list[dict[str, object]]:
        """The files of a presentation, each with what it is for."""
        papers = [(form, self.downloads[paper_of(tool, form)]) for form in FORMS if is_presentation(tool)]
        return [
            {"href": relative(pdf.path, tool.address), "title": FORMS[form], "use": FORM_USES[form], "pages": pdf.pages, "size": pdf.size_words}
            for form, pdf in papers
        ]

    def _neighbours(self, tool: Tool) -> list[dict[str, str] | None]:
        """The tools used before and after this one in its event."""
        row = self.toolkit.tools_of(tool.event)
        place = [one.id for one in row].index(tool.id)
        ends = (row[place - 1] if place else None, row[place + 1] if place + 1 < len(row) else None)
        return [{"href": f"{one.id}.html", "title": one.title} if one else None for one in ends]

    def page(self, page: Page, pack: PackShown | None = None) -> Artifact:
        """A page of content; an event's page also lists its tools and its pack, a stage's page its tools."""
        path = staged_path(page)
        body = self.markup.screen(page.document, Context())
        if page.event:
            body += "\n\n" + self._event_tools(page.event, path, pack)
        if page.stage:
            body += "\n\n" + self._stage_tools(page.stage, path)
        body += "\n\n" + self._sources(page.sources, path)
        return staged(path, page.title, page.summary or "", body, tags=list(page.find))

    def _sources(self, sources: Sequence[str], path: str) -> str:
        """The papers behind a page, with a link to the page that says more about them."""
        if not sources or CREDITS not in {page.address for page in self.toolkit.pages}:
            return ""
        return self.templates.get_template("sources.html.j2").render(sources=cited(sources), href=relative(CREDITS, path))

    def _event_tools(self, event: str, path: str, pack: PackShown | None) -> str:
        tools = [self._tool_line(tool, path) for tool in self.toolkit.tools_of(event)]
        return self.templates.get_template("event-tools.html.j2").render(
            tools=tools,
            borrowed=[self._tool_line(tool, path) for tool in self.toolkit.borrowed_by(event)],
            files=pack.files if pack else (),
            people=pack.people if pack else "",
            command=pack.command if pack else "",
            run={"href": pack.run_href, "sheets": pack.sheets} if pack else None,
        )

    def _stage_tools(self, stage: str, path: str) -> str:
        """Every tool of a stage, under the event at whose pages it stands."""
        tools = {
            EVENT_TITLES[event]: [self._tool_line(tool, path) for tool in self.toolkit.tools_of(event) if tool.stage == stage]
            for event in EVENTS
        }
        groups = [(title, lines) for title, lines in tools.items() if lines]
        return self.templates.get_template("stage-tools.html.j2").render(groups=groups)

    def _tool_line(self, tool: Tool, path: str) -> dict[str, object]:
        set_ = home_set(tool)
        return {
            "set": set_,
            "set_words": SET_NAMES[set_],
            "title": tool.title,
            "summary": tool.summary,
            "href": relative(tool.address, path),
            "pdf": relative(paper_of(tool), path),
            "pages": self.downloads[paper_of(tool)].pages,
        }


def _printed_for(tool: Tool) -> list[str]:
    """`Workshop 1: participants, 2 for each person, both sides`; a district’s own pack has one copy of all."""
    lines = []
    for rule in tool.packs:
        sides = "both sides" if rule.sides == "duplex" else "one side"
        forms = " and ".join(FORMS[form] for form in forms_of(tool, rule.set) if form)
        what = f"{forms}, " if forms else ""
        lines.append(f"{EVENT_TITLES[rule.event]}: {SET_NAMES[rule.set].lower()}, {what}{rule.copies.words()}, {sides}")
    return [*lines, "Each district’s own pack"] if tool.district_pack else lines


def shown_pack(plan: PackPlan, papers: Sequence[Paper]) -> PackShown:
    """The finished files of a generic pack, as its event's page lists them."""
    here = {paper.path: paper for paper in papers}
    files = tuple(
        PackFile(
            file.name,
            f"../{plan.path_of(file)}",
            file.copies,
            "both sides" if file.duplex else "one side",
            PAPER_WORDS[file.paper],
            here[plan.path_of(file)].pages,
        )
        for file in plan.files
    )
    sheets = sum(here[plan.path_of(file)].sheets for file in plan.files)
    people = people_words(plan.people)
    return PackShown(files, f"../{plan.folder}/print-run.pdf", sheets, people, f"msi pack {plan.event} --group GROUP")
