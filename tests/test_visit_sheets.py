"""Sheets for the next support visit: what the last one found and agreed, and the diary since then, as each audience may see them."""

import datetime as dt

import pytest
from district_fixture import repository
from test_district_sheets import THEME, pages, words

from msi_build.edition import Edition, project
from msi_build.questions import with_questions
from msi_build.render.district_sheets import district_sheets
from msi_build.render.visits import MOST_ENTRIES

TODAY = dt.date(2027, 6, 30)


def sheets(edition, district, **cycle):
    """The sheets by id as the edition sees them; keyword arguments are other values of the current cycle."""
    data, audience = repository(), Edition.parse(edition)
    seen = with_questions(data, project(data, audience), audience, TODAY)
    one = seen.district(district)
    if cycle:
        one = one.model_copy(update={"cycles": (*one.cycles[:-1], one.current_cycle.model_copy(update=cycle))})
    return {sheet.id: sheet for sheet in district_sheets(one, seen, THEME)}


@pytest.fixture(scope="module")
def south():
    return sheets("group:adinkra", "adinkra-south")


def test_the_last_visit_is_told_as_it_was_recorded(south):
    visit = repository().district("adinkra-south").current_cycle.support_visits[0]
    told = words(south["visit"])
    assert south["visit"].facts[0][1] == "Support visit 1, 26 May 2027, one day."
    assert [one.text for one in visit.notes if one.text not in told] == []
    assert all(text in told for text in (visit.worked_well, visit.worked_less, visit.facilitator_reflection))
    assert "Send the team an example of a short diary entry Facilitators 4 June 2027 done, 2 June 2027" in told


def test_what_is_open_stands_first_and_what_was_closed_before_the_visit_is_left_out():
    told = words(sheets("group:mopane", "mopane-boma")["visit"])
    assert "Follow five allowance claims" not in told  # of an earlier cycle
    told = words(sheets("group:adinkra", "adinkra-south")["visit"])
    assert told.index("Move thirty appraisals") < told.index("Write the two missing job descriptions")
    assert "Agree one calendar of supervision days" not in told  # closed on 20 May


def test_a_team_reads_its_visit_without_what_the_facilitators_keep_for_themselves():
    told = words(sheets("district:adinkra-south", "adinkra-south")["visit"])
    assert "The team brought its numbers without being asked." in told
    assert "We spoke too much" not in told


@pytest.mark.parametrize(("edition", "held"), [
    ("group:adinkra", True), ("district:adinkra-east", True), ("district:adinkra-south", False),
])  # fmt: skip
def test_an_entry_for_the_team_is_read_by_the_team_and_its_facilitators_alone(edition, held):
    sheet = sheets(edition, "adinkra-east")["diary"]
    assert ("Moved the half-day on rosters to July." in words(sheet)) is held
    assert "Met the in-charges." in words(sheet)  # for the group


def test_the_public_gets_neither():
    assert not {"visit", "diary"} & set(sheets("public", "adinkra-south"))


def test_the_diary_begins_on_the_day_of_the_last_visit(south):
    told = words(south["diary"])
    assert "Since 26 May 2027" in south["diary"].facts[0][1]
    assert "Handed out 31 job descriptions." in told
    early = [one.did for one in repository().district("adinkra-south").current_cycle.diary if one.date < dt.date(2027, 5, 26)]
    assert early
    assert [text for text in early if text in told] == []


def test_a_long_diary_tells_the_newest_and_how_many_are_older():
    entry = repository().district("adinkra-south").current_cycle.diary[-1]
    days = [dt.date(2027, 6, 1) + dt.timedelta(days=n) for n in range(15)]
    many = tuple(entry.model_copy(update={"date": day, "did": f"Entry {n}."}) for n, day in enumerate(days))
    told = words(sheets("group:adinkra", "adinkra-south", diary=many)["diary"])
    assert "Entry 14." in told and "Entry 3." in told and "Entry 2." not in told
    assert f"{15 - MOST_ENTRIES} older entries stand in the diary." in told


def test_before_the_first_visit_both_sheets_leave_room_to_write():
    made = sheets("group:adinkra", "adinkra-east", diary=(), actions=())
    assert "No visit is recorded yet" in made["visit"].facts[0][1]
    assert "1 Absence recorded and discussed" in words(made["visit"])
    assert "No entry since then stands in this copy." in words(made["diary"])
    assert [len(pages(made[name])) for name in ("visit", "diary")] == [2, 1]
