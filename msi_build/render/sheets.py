"""A tool for one context as a whole HTML document for print. Equal HTML is rendered once, whoever asked for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import jinja2
from markupsafe import Markup as Safe

from msi_build.model.base import EVENT_TITLES
from msi_build.model.programme import Data
from msi_build.model.toolkit import Tool, Toolkit
from msi_build.plan import FORMS, SheetRef
from msi_build.render.contexts import of_district
from msi_build.render.district_sheets import GeneratedSheet
from msi_build.render.markup import Markup
from msi_build.render.placeholders import Context

RIBBON = "EXAMPLE DATA"

#: What the reader calls the kind of paper.
KIND_WORDS = {"own": "Own sheet", "report-template": "Report template", "briefing-note": "Briefing note", "data-tool": "Data tool"}

#: Paper of the pages that a tool may hold beside its A4 pages; a pack rule with this paper prints those alone.
LARGE = "a3-landscape"
LARGE_PAGE = re.compile(r'<div class="a3 figure-page">.*?</div>', re.DOTALL)

LAYOUTS = {"a3-landscape": "a3", "a4-landscape": "land"}

#: Layouts without a head of their own: the titles of their pages are the first headings.
HEADLESS = ("bare", "a3 poster")


def kind_words(kind: str) -> str:
    return KIND_WORDS.get(kind, kind.capitalize())


def kicker(tool: Tool) -> str:
    """`Checklist · Workshop 1`."""
    return f"{kind_words(tool.kind)} · {EVENT_TITLES[tool.event]}"


def paper_kicker(tool: Tool) -> str:
    """As above; a sheet that lies in other packs than those of its event names none, for it would be the wrong one there."""
    elsewhere = {rule.event for rule in tool.packs} - {tool.event} or (tool.district_pack and not tool.packs)
    return kind_words(tool.kind) if elsewhere else kicker(tool)


def facts(tool: Tool) -> list[tuple[str, str]]:
    """The strip under the title: what it is for, who uses it, when."""
    moments = ", ".join(tool.when)
    return [
        ("What it is for", tool.summary),
        ("Who uses it", tool.users),
        ("When", f"{EVENT_TITLES[tool.event]}, {moments}" if moments else EVENT_TITLES[tool.event]),
    ]


def layout(tool: Tool, paper: str) -> str:
    """Guidance has a side column for its headings; sheets to fill in use the whole width."""
    if paper in LAYOUTS:
        return LAYOUTS[paper] + (" poster" if tool.kind == "poster" else "")
    return "guide" if tool.kind in {"guidance", "briefing-note"} else "sheet"


@dataclass(frozen=True)
class Brought:
    """A PDF that stands for a tool: the shape of each page, a digest of what is on them."""

    shapes: tuple[str, ...]
    digest: str


@dataclass(frozen=True)
class Sheets:
    """Makes the HTML of any sheet that the plan names."""

    toolkit: Toolkit
    markup: Markup
    templates: jinja2.Environment
    generated: Mapping[tuple[str, str], GeneratedSheet]  # (district id, sheet id)
    foreign: Mapping[str, Brought] = field(default_factory=dict)  # PDFs that somebody brought along, by tool id

    def html(self, ref: SheetRef, context: Context) -> str:
        """The whole document for print."""
        document = self._document(ref, context)
        return document.replace("<body ", '<body class="one-sided" ', 1) if ref.one_sided else document

    def _document(self, ref: SheetRef, context: Context) -> str:
        if ref.source.startswith("district:"):
            return self._generated(self.generated[ref.district, ref.source.removeprefix("district:")], context)
        tool = self.toolkit.tool(ref.source)
        if brought := self.foreign.get(tool.id):
            return self.templates.get_template("foreign.html.j2").render(
                title=tool.title, id=tool.id, shapes=brought.shapes, digest=brought.digest, lang="en"
            )
        paper = ref.paper or tool.paper
        body = self.markup.print(tool.document, context, ref.audience, paper, ref.form).html
        ribbon = RIBBON if context.example_data else ""
        if ref.form:
            return self._form(tool, ref.form, body, ribbon)
        if paper == LARGE and tool.paper != LARGE:
            return self._page(tool.title, "", tool.id, [], "".join(LARGE_PAGE.findall(body)), "bare", ribbon)
        if ref.paper and any(rule.paper == LARGE for rule in tool.packs):
            body = LARGE_PAGE.sub("", body)  # the pack holds the large page as a part of its own
        return self._page(
            tool.title, paper_kicker(tool), tool.id, facts(tool), body, layout(tool, paper), ribbon,
            heading=tool.short or tool.title,
        )

    def _form(self, tool: Tool, form: str, body: str, ribbon: str) -> str:
        """One of the files of a presentation; slides fill their pages."""
        title = f"{tool.title}: {FORMS[form]}"
        if form == "slides":
            return self._page(title, "", tool.id, [], body, "bare", ribbon)
        heading = f"{tool.short or tool.title}: {FORMS[form]}"
        return self._page(title, paper_kicker(tool), tool.id, [], body, f"sheet form-{form}", ribbon, heading=heading)

    def _generated(self, sheet: GeneratedSheet, context: Context) -> str:
        ribbon = RIBBON if context.example_data else ""
        name = f"{context.district.id}-{sheet.id}"
        return self._page(sheet.title, sheet.kicker, name, sheet.facts, sheet.body, sheet.layout, ribbon)

    def _page(
        self, title: str, kicker: str, id: str, facts: list[tuple[str, str]], body: str, layout: str, ribbon: str,
        heading: str = "",
    ) -> str:
        if layout in HEADLESS:
            body = re.sub(r"<(/?)h2\b", r"<\1h1", body)
        return self.templates.get_template("sheet.html.j2").render(
            title=title, heading=heading or title, kicker=kicker, id=id, facts=facts, body=Safe(body), layout=layout,
            head=layout not in HEADLESS, ribbon=ribbon, lang="en",
        )


def context_of(ref: SheetRef, context: Context, data: Data) -> Context:
    """The pack's context, narrowed to the sheet's district where it has one."""
    return of_district(context, data.district(ref.district), data) if ref.district else context


