"""Dates that do not go together are told at their place."""

from dataclasses import replace

from district_fixture import repository

from msi_build.checks import clashes
from msi_build.diagnostics import Faults
from msi_build.edition import Edition
from msi_build.model.programme import Data, Group


def told(data: Data) -> list[tuple[str, str, str]]:
    faults = Faults()
    clashes.check(data, Edition("public"), faults)
    return [(one.severity, one.rule, one.message) for one in faults]


def adinkra() -> Data:
    """The repository's data with the group Adinkra alone."""
    data = repository()
    return replace(data, groups=(data.group("adinkra"),))


def test_one_group_alone_has_no_clash():
    assert told(adinkra()) == []


def test_a_meeting_of_two_groups_on_one_day_is_told():
    data = adinkra()
    twin: Group = data.groups[0].model_copy(update={"id": "twin", "name": "Twin"})
    found = told(replace(data, groups=(*data.groups, twin)))
    assert {one[:2] for one in found} == {("question", "clash")}
    assert "Regional Health Directorate would be in two places on 19 July 2027" in " ".join(one[2] for one in found)
    assert "Inter-district meeting 1 of Adinkra; Inter-district meeting 1 of Twin" in " ".join(one[2] for one in found)


def test_one_person_in_two_places_is_a_warning():
    data = adinkra()
    seats = tuple(seat.model_copy(update={"person": "fa-1"}) for seat in data.groups[0].facilitators)
    own = data.groups[0].model_copy(update={"facilitators": seats})
    twin = own.model_copy(update={"id": "twin", "name": "Twin"})
    assert {one[:2] for one in told(replace(data, groups=(own, twin)))} == {("warning", "clash")}


def test_a_plan_that_closes_too_early_is_a_question_until_the_workshop_is_held():
    data = adinkra()
    east = data.district("adinkra-east")
    planning = east.planning.model_copy(update={"submission_deadline": east.cycles[0].start.replace(month=4)})
    districts = tuple(
        one.model_copy(update={"planning": planning}) if one.id == east.id else one for one in data.districts
    )
    assert told(replace(data, districts=districts)) == []
    group = data.groups[0].model_copy(update={"events": ()})
    assert [one[:2] for one in told(replace(data, districts=districts, groups=(group,)))] == [("question", "plan-year")]
