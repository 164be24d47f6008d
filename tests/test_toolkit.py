"""Tools, pages and agendas: front matter, copies, clock times."""

from __future__ import annotations

import pytest
from texts import AGENDA, tool_text, toolkit_of

from msi_build.model.toolkit import Copies, Headcount, PackRule, spares


@pytest.mark.parametrize(
    ("sum_", "copies", "words"),
    [
        ("2N", 30, "2 for each person"),
        ("3F", 12, "3 for each facilitator"),
        ("2N+3F", 42, "2 for each person and 3 for each facilitator"),
        ("N + F", 19, "one for each person and one for each facilitator"),
        ("3D+3F", 21, "3 for each district and 3 for each facilitator"),
        ("G+1", 4, "one for each guest and 1 copy"),
        ("P", 4, "one for each member of a district"),
        ("6", 6, "6 copies"),
    ],
)
def test_copies_are_a_sum_over_the_people_who_come(sum_, copies, words):
    people = Headcount(districts=3, members=4, guests=3, facilitators=4)
    assert Copies.parse(sum_).count(people) == copies
    assert Copies.parse(sum_).words() == words


@pytest.mark.parametrize("text", ["", "N+", "2X", "N-1", "many", "2*N", "12345N"])
def test_what_is_no_sum_is_refused(text):
    with pytest.raises(ValueError):
        Copies.parse(text)


def test_copies_are_written_as_they_are_read():
    assert [str(Copies.parse(text)) for text in ("2N+3F", "N", "4", "1N")] == ["2N+3F", "N", "4", "N"]


def test_a_given_number_of_participants_stands_for_all():
    assert Headcount().people == 15
    assert Headcount(participants=22).people == 22


def test_what_depends_on_people_gets_spares():
    assert [spares(count) for count in (1, 15, 20, 21, 42)] == [2, 2, 2, 3, 5]
    rule = {"event": "workshop-1", "set": "P", "sides": "duplex"}
    assert PackRule(copies="N", **rule).count(Headcount()) == 17
    assert PackRule(copies="N", spare="false", **rule).count(Headcount()) == 15
    assert PackRule(copies="2D+2", **rule).count(Headcount()) == 8


def test_a_tool_is_found_by_its_id_and_in_its_event():
    toolkit, faults = toolkit_of(
        {
            "tools/workshop-1/late.md": tool_text("late", "").replace("origin:", "order: 20\norigin:"),
            "tools/workshop-1/early.md": tool_text("early", "").replace("origin:", "order: 10\norigin:"),
            "tools/support-visit/other.md": tool_text("other", "", event="support-visit"),
            "about/credits.md": "---\ntitle: Credits\n---\n",
        }
    )
    assert not list(faults)
    assert [tool.id for tool in toolkit.tools_of("workshop-1")] == ["early", "late"]
    assert toolkit.tool("other").address == "tools/support-visit/other.html"
    assert [(page.title, page.address) for page in toolkit.pages] == [("Credits", "about/credits.html")]


def test_an_agenda_knows_the_clock():
    toolkit, _ = toolkit_of(
        {"tools/workshop-1/review-sheet.md": tool_text("review-sheet", "")}, {"short-day": AGENDA}
    )
    day = toolkit.agenda("short-day").days[0]
    assert [(clock, session.title) for clock, session in day.clock()] == [
        ("08:30", "Opening"),
        ("09:00", "Choose a problem"),
        ("10:10", "Tea"),
        ("10:30", "Close"),
    ]
    assert day.minutes == 135


def _messages(texts, agendas=None):
    _, faults = toolkit_of(texts, agendas)
    return [
        f"{one.location.file.rpartition('/')[2]}:{one.location.line}: {one.message}. {one.hint}"
        for one in faults
    ]


def test_id_and_folder_must_agree_with_the_file():
    text = tool_text("other", "", event="workshop-2")
    assert _messages({"tools/workshop-1/sheet.md": text}) == [
        (
            "sheet.md:2: the id is other, but the file is called sheet. "
            "The two must be the same: rename the file, or correct the id."
        ),
        (
            "sheet.md:6: the event is workshop-2, but the file stands in the folder workshop-1. "
            "Move the file to tools/workshop-2/, or correct the event."
        ),
    ]


def test_a_count_that_cannot_be_read_says_what_it_may_be():
    text = tool_text("sheet", "").replace(
        "origin:", "packs:\n  - {event: workshop-1, set: P, copies: many, sides: duplex}\norigin:"
    )
    assert _messages({"tools/workshop-1/sheet.md": text}) == [
        (
            "sheet.md:10: packs 1, copies must be a count (you wrote many). Write a sum such as 2N+3F, or a number. "
            "Letters: N people, P members of a district, D districts, G guests, F facilitators."
        )
    ]


def test_the_minutes_of_a_day_must_add_up():
    sheet = {"tools/workshop-1/review-sheet.md": tool_text("review-sheet", "")}
    assert _messages(sheet, {"short-day": AGENDA.replace("minutes: 70", "minutes: 60")}) == [
        (
            "short-day.yml:5: the sessions of this day take 125 minutes, but from 08:30 to 10:45 are 135. "
            "Give 10 minutes more to the sessions, or end earlier."
        )
    ]


def test_an_agenda_names_sheets_that_exist():
    sheet = {"tools/workshop-1/review-sheets.md": tool_text("review-sheets", "")}
    assert _messages(sheet, {"short-day": AGENDA}) == [
        "short-day.yml:14: no tool has the id review-sheet. Did you mean review-sheets? Allowed: review-sheets."
    ]
