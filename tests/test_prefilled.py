"""Sheets come filled with what the data know; with no data the same sheet has lines to write on."""

import re
from dataclasses import replace

import pytest
from conftest import ROOT
from test_blocks import block, markup_of

from msi_build.diagnostics import Faults
from msi_build.model.load import load
from msi_build.render.contexts import of_district, of_group
from msi_build.render.own_words import ONE_LINE, ROWS
from msi_build.render.placeholders import Context, fill_plain
from msi_build.settings import Settings
from msi_build.sources import read


@pytest.fixture(scope="module")
def data():
    faults = Faults()
    return load(read(Settings(root=ROOT), faults), faults)


@pytest.fixture(scope="module")
def group(data):
    return of_group(data, data.group("adinkra"), "workshop-1")


@pytest.fixture(scope="module")
def east(data, group):
    return of_district(group, data.district("adinkra-east"), data)


def printed(text, context):
    markup, document = markup_of(text)
    html = markup.print(document, context).html
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_letter_goes_to_each_district_by_office_and_to_guests_by_hand(group, east):
    letter = "We invite [[invited]] to [[event]]. To [[addressee]]."
    assert fill_plain(letter, east) == (
        "We invite the DHMT of Adinkra East to MSI Workshop 1. To District Director of Health Services, Adinkra East."
    )
    assert fill_plain(letter, group).startswith("We invite you as our guest to MSI Workshop 1.")
    assert fill_plain(letter, Context()) == "We invite your team to the event. To head of the district health office."


def test_slides_say_the_districts_own_figures(east):
    assert fill_plain("[[population]] · [[staff]] · [[cycle]]", east).replace("\u00a0", " ") == (
        "148 200 (2026) · 284 of 330 funded posts · 1"
    )
    assert fill_plain("[[plan]]", east).startswith("3 strategies: ")
    assert "at the start" in fill_plain("[[indicator_1]]", east)
    assert {fill_plain(f"[[{name}]]", Context()) for name in ONE_LINE} == {"…"}


def test_a_visit_has_the_day_of_each_district(data):
    visit = of_group(data, data.group("adinkra"), "support-visit", 1)
    days = {of_district(visit, data.district(f"adinkra-{one}"), data).event.start for one in ("east", "south", "west")}
    assert len(days) > 1
    moved = replace(visit, moved=True)
    assert of_district(moved, data.district("adinkra-south"), data).event == visit.event


@pytest.mark.parametrize(
    ("fill", "words"),
    [
        ("roles", "Adinkra East District Director of Health Services"),
        ("causes", "In-charges were never shown how"),
        ("strategies", "Absence"),
        ("indicators", "%"),
        ("problems", "1 "),
        ("actions", ""),
        ("dates", "Workshop 1"),
    ],
)
def test_tables_are_filled_and_leave_room(fill, words, east):
    table = f"numbered: true\ncolumns: [A, B, C, D]\nrows: 1\nspare: 2\nfill: {fill}"
    known = ROWS[fill](east)
    filled = printed(block("table-form", table), east)
    assert words in filled
    assert len(re.findall(r"\b\d\b", printed(block("table-form", table), Context()))) == 1  # one empty row
    assert f" {len(known) + 2 if known else 1}" in filled
    assert all(cell.split()[0] in filled for row in known for cell in row if cell)


def test_a_register_names_posts_of_its_district_and_no_person_and_that_of_guests_is_empty(group, east):
    rows = ROWS["roles"](east)
    assert {district for district, _ in rows} == {"Adinkra East"}
    assert all(post and post[0].isupper() for _, post in rows)
    assert ROWS["roles"](group) == []


def test_a_calendar_has_the_dates_of_the_group_and_the_days_of_visits_where_the_district_is_known(data, group, east):
    mine, shared = ({row[0]: row[2] for row in ROWS["dates"](context)} for context in (east, group))
    assert mine["Workshop 1"] == shared["Workshop 1"] == "16–17 Feb 2027"
    assert mine["Support visit 1"] == "24 May 2027 (agreed)"
    assert shared["Support visit 1"] == ""
    south = of_district(group, data.district("adinkra-south"), data)
    assert dict(row[:3:2] for row in ROWS["dates"](south))["Support visit 1"] == "26 May 2027"


def test_the_calendar_of_the_next_cycle_is_empty_and_keeps_the_titles_of_its_rows(data):
    ahead = of_group(data, data.group("adinkra"), "next-cycle")
    east = of_district(ahead, data.district("adinkra-east"), data)
    assert ROWS["dates"](east) == []
    titled = 'columns: [Step, Week, Date]\nrows: ["Month 2: support visit 1"]\nspare: 0\nfill: dates'
    assert "Month 2: support visit 1" in printed(block("table-form", titled), east)
    assert "Month 2" not in printed(block("table-form", titled), of_district(of_group(data, data.group("adinkra"), "workshop-2"), east.district, data))
