"""Small toolkits in memory: documents, agendas and the markup that reads them."""

from __future__ import annotations

from pathlib import Path

from msi_build.diagnostics import Faults
from msi_build.model.toolkit import Toolkit, load_toolkit
from msi_build.render.markup import Markup, read_dialect
from msi_build.sources import Document, Sources, read_markdown, read_yaml

ROOT = Path(__file__).parent.parent

TOOL = """---
id: {id}
title: {title}
kind: {kind}
stage: plan
event: {event}
summary: What it is for.
users: Everybody
origin: written
---
"""

AGENDA = """id: short-day
event: workshop-1
title: Programme of a short day
days:
  - title: Day 1
    start: "08:30"
    end: "10:45"
    sessions:
      - {title: Opening, detail: Names and hopes, minutes: 30, method: Ask **one** question.}
      - title: Choose a problem
        minutes: 70
        keep: true
        materials: [{item: cards, count: 2D}]
        sheets: [{tool: review-sheet, count: N+F}]
      - {title: Tea, minutes: 20, pause: true}
      - {title: Close, minutes: 15, late: one word each}
"""

CATALOGUES = {
    "strategies": """strategies:
  - id: roster
    area: availability
    title: A roster that everybody can see
    problem: Nobody knows who is on duty.
    activities: [Draw it up, Hang it up]
    money: none
    soon: 1 month
    indicators: [W04]
    watch: A roster that nobody follows.
    gender: Share the nights fairly.
  - id: praise
    area: rewards_sanctions
    title: Praise in public
    problem: Good work goes unseen.
    activities: [Make the points known, Write a letter]
    money: own
    soon: 8 months
    sign: Letters given
    watch: The same winners.
    gender: Count women and men.
""",
    "indicators": """indicators:
  - code: W04
    group: staff
    name: Present at a visit
    formula: present ÷ on the roster
    numerator: Staff present
    denominator: staff on the roster
    unit: "%"
    source: Visit
    often: quarterly
    better: up
    split: [sex, cadre]
""",
    "terms": """terms:
  - term: Baseline
    meaning: The value before you start
    basic: true
    mark: [baseline, baselines]
  - term: Roster
    meaning: Plan of who works when
    mark: [roster]
abbreviations:
  - {short: ANC, long: antenatal care}
  - {short: CAO, long: Chief Administrative Officer, country: Uganda}
  - {short: '[[team]]', long: '[[team_name]]'}
""",
}


def tool_text(id: str, body: str, kind: str = "guidance", event: str = "workshop-1", title: str = "") -> str:
    """A tool's file with front matter; the body begins on line 11."""
    return TOOL.format(id=id, title=title or id.replace("-", " ").capitalize(), kind=kind, event=event) + body


def document(name: str, text: str, faults: Faults | None = None) -> Document:
    found = read_markdown(name, text.encode(), faults or Faults())
    assert found is not None
    return found


def toolkit_of(
    texts: dict[str, str], agendas: dict[str, str] | None = None, catalogues: dict[str, str] | None = None
) -> tuple[Toolkit, Faults]:
    """Documents by their path below content/en, agendas by id, catalogues by the name of their file."""
    faults = Faults()
    documents = tuple(document(f"content/en/{name}", text, faults) for name, text in sorted(texts.items()))
    data = [
        read_yaml(f"content/data/agendas/{id}.yml", text.encode(), faults)
        for id, text in (agendas or {}).items()
    ] + [read_yaml(f"content/data/{name}.yml", text.encode(), faults) for name, text in (catalogues or {}).items()]
    sources = Sources(documents, tuple(file for file in data if file), (), ())
    return load_toolkit(sources, faults), faults


def markup_of(body: str, others: dict[str, str] | None = None) -> tuple[Markup, Document]:
    """A toolkit with one tool under test, a review sheet, an agenda, and the markup that reads them."""
    texts = {
        "tools/workshop-1/under-test.md": tool_text("under-test", body),
        "tools/workshop-1/review-sheet.md": tool_text(
            "review-sheet", "## First part\n\nWords.\n", "worksheet"
        ),
        "events/workshop-1.md": "---\ntitle: Workshop 1\n---\nWords.\n",
    }
    toolkit, faults = toolkit_of(texts | (others or {}), {"short-day": AGENDA}, CATALOGUES)
    assert not list(faults)
    return Markup(toolkit, read_dialect(ROOT)), toolkit.tool("under-test").document


def faults_of(body: str) -> list[str]:
    """`line: message (hint)` of every fault in a tool with this body; the first line of the body is 1."""
    markup, under_test = markup_of(body)
    faults = Faults()
    markup.check(under_test, faults)
    first = under_test.body_line - 1
    return [f"{one.location.line - first}: {one.message}. {one.hint}".strip() for one in faults]
