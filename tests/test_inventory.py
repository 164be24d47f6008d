"""Nothing is missing: the 37 tools of the inventory, 20 extras, workshop papers, tips, events, agendas. And agendas hold.

`data/inventory.yml`, `data/tips.yml` and `data/agendas.yml` are the lists that the toolkit was ordered with, unchanged;
`data/expected.yml` is the rest of that order.
"""

from __future__ import annotations

import re
from collections import Counter

import pypdf
import pytest
import yaml
from conftest import ROOT

from msi_build.build import load
from msi_build.diagnostics import Faults
from msi_build.model.base import EVENTS, STAGES
from msi_build.render.tips import tips
from msi_build.settings import Settings


def listed(name: str):
    return yaml.safe_load((ROOT / "tests/data" / f"{name}.yml").read_text(encoding="utf-8"))


EXPECTED = listed("expected")
TOOLKIT = load(Settings(root=ROOT), Faults()).toolkit
TOOLS = {tool.id: tool for tool in TOOLKIT.tools}
AGENDAS = {agenda.id: agenda for agenda in TOOLKIT.agendas}
SESSIONS = [
    pytest.param(agenda, session, id=f"{agenda.id} {session.title}")
    for agenda in TOOLKIT.agendas
    for day in agenda.days
    for session in day.sessions
]

#: A tool's kind as the inventory says it, where our word is another.
KINDS = {"data-collection tool": "data-tool", "briefing note": "briefing-note", "report template": "report-template"}


def slugs(words: str) -> str:
    """`MSI Workshop 1 (reused in Workshop 2)` -> `msi-workshop-1-(reused-in-workshop-2)`."""
    return words.lower().replace(" ", "-")


def test_the_tools_of_the_inventory_are_here_each_of_its_kind_stage_and_event():
    inventory = listed("inventory")
    assert len(inventory) == 37
    assert [one["id"] for one in inventory if one["id"] not in TOOLS] == []
    for one in inventory:
        tool = TOOLS[one["id"]]
        assert (tool.kind, tool.stage) == (KINDS.get(one["kind"], one["kind"]), one["stage"]), tool.id
        assert tool.event.removesuffix("-visit") in slugs(one["event"]), tool.id


def test_twenty_extras_and_the_papers_of_each_workshop_are_here():
    assert len(EXPECTED["extras"]) == 20
    wanted = EXPECTED["extras"] + EXPECTED["for_workshops"]
    assert [id for id in wanted if id not in TOOLS] == []
    assert [id for id in wanted if TOOLS[id].origin != "added"] == []


@pytest.mark.parametrize(("id", "number"), EXPECTED["slides"].items())
def test_a_presentation_has_the_slides_it_was_ordered_with(id, number):
    titles = re.findall(r"(?m)^- title: ", TOOLS[id].document.body.split("```slides", 1)[1].split("\n```\n", 1)[0])
    assert len(titles) == number


@pytest.mark.slow
@pytest.mark.parametrize(("id", "limit"), EXPECTED["pages"].items())
def test_a_sheet_keeps_to_its_length(id, limit, edition):
    pdf = edition / TOOLS[id].address.replace(".html", ".pdf")
    assert len(pypdf.PdfReader(pdf).pages) <= limit


def test_every_event_and_every_stage_has_its_page():
    pages = {page.address for page in TOOLKIT.pages}
    wanted = [f"events/{event}.html" for event in EVENTS] + [f"stages/{stage}.html" for stage in STAGES]
    assert [address for address in wanted if address not in pages] == []


def test_thirty_three_tips_stand_with_their_tool_and_on_the_page_of_their_event():
    places: dict[int, set[str]] = {}
    for one in (*TOOLKIT.tools, *TOOLKIT.pages):
        for tip in tips(one.document):
            places.setdefault(tip.number, set()).add(one.address.removesuffix(".html"))
    wanted = [tip for tip in listed("tips") if tip["n"] != 10]  # says the same as number 1
    assert sorted(places) == [tip["n"] for tip in wanted]
    for tip in wanted:
        here = places[tip["n"]]
        if elsewhere := EXPECTED["tips_elsewhere"].get(tip["n"]):
            assert set(elsewhere) <= here, tip["n"]
        else:
            assert any(TOOLS[id].address.removesuffix(".html") in here for id in TOOLS if id in tip["tool"]), tip["n"]
            assert any(place.startswith("events/") for place in here), tip["n"]


def test_every_agenda_is_here_and_shown_on_the_page_of_its_event_or_its_tool():
    assert sorted(AGENDAS) == sorted(EXPECTED["agendas"])
    texts = [one.document.body for one in (*TOOLKIT.tools, *TOOLKIT.pages)]
    shown = {id for text in texts for id in re.findall(r"(?m)^agenda: *([\w-]+)$", text)}
    assert shown == set(AGENDAS)


@pytest.mark.parametrize(("id", "days"), [(id, days) for id, days in EXPECTED["agendas"].items() if days])
def test_an_agenda_keeps_the_hours_and_minutes_it_was_ordered_with(id, days):
    """Two sessions may change places, as the order of the questions of a support visit did; none changes its length."""
    agenda = AGENDAS[id]
    assert len(agenda.days) == len(days)
    for day, wanted in zip(agenda.days, map(listed("agendas").get, days), strict=True):
        assert (day.start, day.end, day.minutes) == (wanted["start"], wanted["end"], wanted["total_minutes"])
        assert Counter(one.minutes for one in day.sessions) == Counter(one["minutes"] for one in wanted["sessions"])


@pytest.mark.parametrize("agenda", TOOLKIT.agendas, ids=lambda agenda: agenda.id)
def test_the_minutes_of_each_day_fill_it(agenda):
    assert [day.minutes for day in agenda.days] == [day.planned for day in agenda.days]


@pytest.mark.parametrize(("agenda", "session"), SESSIONS)
def test_a_session_says_what_to_cut_and_its_papers_are_in_the_pack(agenda, session):
    assert session.pause or session.keep or session.late, "what to do when time runs short?"
    printed = {tool.id for tool in TOOLKIT.tools for rule in tool.packs if rule.event == agenda.event}
    assert [sheet.tool for sheet in session.sheets if sheet.tool not in printed] == []


@pytest.mark.parametrize(("agenda", "session"), SESSIONS)
def test_materials_have_quantities_and_no_material_is_a_tool(agenda, session):
    """Things that exist once and are there already begin with “the” or “each” and need no number."""
    names = {name.lower() for tool in TOOLKIT.tools for name in (tool.title, tool.short or tool.title)}
    for material in session.materials:
        assert material.count or material.item.startswith(("the ", "each ")), material.item
        assert not names & {material.item.lower(), material.item.lower().removesuffix("s")}, material.item


@pytest.mark.parametrize("agenda", TOOLKIT.agendas, ids=lambda agenda: agenda.id)
def test_each_paper_of_an_agenda_has_a_number_in_one_of_its_sessions(agenda):
    uses = [sheet for day in agenda.days for session in day.sessions for sheet in session.sheets]
    counted = {sheet.tool for sheet in uses if sheet.count}
    assert [sheet.tool for sheet in uses if sheet.tool not in counted] == []
