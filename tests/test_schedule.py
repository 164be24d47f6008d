"""Dates of a cycle.

The worked example, what an entered date moves, and the rules of weeks and of the calendar.
"""

import datetime as dt

import pytest

from msi_build.model.programme import (
    BusyWeeks,
    Country,
    Cycle,
    DistrictEvent,
    Group,
    GroupEvent,
    Holiday,
    Implementation,
    NextCycle,
    Programme,
)
from msi_build.schedule import next_event, timeline, total_weeks, week_of, week_text

START = dt.date(2027, 1, 11)
PROGRAMME = Programme(name="Test")


def day(text: str) -> dt.date:
    """`16 Feb` of 2027."""
    return dt.datetime.strptime(f"{text} 2027", "%d %b %Y").date()


def country(**more) -> Country:
    return Country(code="gh", name="Ghana", as_of=START, source="invented", **more)


def group(*events: GroupEvent) -> Group:
    return Group(id="g", country="gh", name="G", districts=("a", "b", "c"), events=events)


class Named:
    """Stands for a district: the timeline asks for its id only."""

    def __init__(self, id_: str) -> None:
        self.id = id_


def dates(cycle=None, events=(), district=None, programme=PROGRAMME, **more) -> dict[str, tuple[str, str]]:
    """First and last day of every event by slug and number."""
    cycle = cycle or Cycle(number=1, start=START)
    found = timeline(district, group(*events), cycle, country(**more), programme)
    return {
        f"{one.slug} {one.number or ''}".strip(): (
            f"{one.start.day} {one.start:%b}",
            f"{one.end.day} {one.end:%b}",
        )
        for one in found
    }


PLANNING = {
    "orientation-visit": ("11 Jan", "11 Jan"),
    "situation-analysis": ("18 Jan", "12 Feb"),
    "situation-analysis-visit": ("1 Feb", "1 Feb"),
    "workshop-1": ("16 Feb", "17 Feb"),
    "further-analysis": ("22 Feb", "19 Mar"),
    "workshop-2": ("23 Mar", "25 Mar"),
}


def test_worked_example_by_the_rule_of_weeks():
    assert dates() == PLANNING | {
        "implementation": ("29 Mar", "7 Nov"),
        "support-visit 1": ("24 May", "24 May"),
        "inter-district-meeting 1": ("19 Jul", "19 Jul"),
        "support-visit 2": ("13 Sep", "13 Sep"),
        "inter-district-meeting 2": ("8 Nov", "8 Nov"),
        "next-cycle": ("8 Nov", "8 Nov"),
    }


def test_worked_example_by_the_calendar():
    assert dates(month_rule="calendar") == PLANNING | {
        "implementation": ("29 Mar", "28 Nov"),
        "support-visit 1": ("31 May", "31 May"),
        "inter-district-meeting 1": ("29 Jul", "29 Jul"),
        "support-visit 2": ("29 Sep", "29 Sep"),
        "inter-district-meeting 2": ("29 Nov", "29 Nov"),
        "next-cycle": ("29 Nov", "29 Nov"),
    }


def test_weeks_of_the_worked_example():
    cycle = Cycle(number=1, start=START)
    weeks = {f"{one.slug}{one.number or ''}": one.week for one in timeline(None, group(), cycle, None, None)}
    assert weeks["workshop-1"] == 6 and weeks["workshop-2"] == 11 and weeks["implementation"] == 12
    assert (weeks["support-visit1"], weeks["inter-district-meeting1"]) == (20, 28)
    assert (weeks["support-visit2"], weeks["inter-district-meeting2"]) == (36, 44)


def test_a_first_cycle_has_43_weeks_or_46_by_the_calendar():
    cycle = Cycle(number=1, start=START)
    assert total_weeks(cycle) == 43
    assert total_weeks(cycle, country(month_rule="calendar")) == 46
    assert week_of(dt.date(2027, 2, 21), cycle) == 6
    *_, meeting, decision = timeline(None, group(), cycle, None, None)
    assert {week_text(meeting, cycle), week_text(decision, cycle)} == {"closing meeting"}


def test_a_start_in_the_middle_of_a_week_keeps_its_day():
    found = dates(Cycle(number=1, start=dt.date(2027, 1, 13)))
    assert found["orientation-visit"] == ("13 Jan", "13 Jan")
    assert found["workshop-1"] == ("16 Feb", "17 Feb")


def test_districts_of_a_group_are_visited_on_following_days():
    assert [dates(district=Named(id_))["orientation-visit"][0] for id_ in "abc"] == [
        "11 Jan",
        "12 Jan",
        "13 Jan",
    ]
    assert [dates(district=Named(id_))["support-visit 1"][0] for id_ in "abc"] == [
        "24 May",
        "25 May",
        "26 May",
    ]


def test_an_actual_date_moves_everything_after_it():
    found = dates(events=[GroupEvent(type="workshop-1", planned=day("16 Feb"), actual=day("2 Mar"))])
    assert found["workshop-1"] == ("2 Mar", "3 Mar")
    assert found["further-analysis"] == ("8 Mar", "2 Apr")
    assert found["workshop-2"][0] == "6 Apr"
    assert found["implementation"][0] == "12 Apr"
    assert found["support-visit 1"][0] == "7 Jun"
    assert found["situation-analysis"] == PLANNING["situation-analysis"]


def test_an_agreed_start_of_the_implementation_holds():
    cycle = Cycle(number=1, start=START, implementation=Implementation(start=day("5 Apr")))
    assert dates(cycle)["support-visit 1"][0] == "31 May"
    assert total_weeks(cycle) == 44


@pytest.mark.parametrize(
    ("months", "visits", "meetings"),
    [(6, ("10 May", "2 Aug"), ("21 Jun", "13 Sep")), (12, ("21 Jun", "6 Dec"), ("13 Sep", "28 Feb"))],
)
def test_other_lengths_keep_the_shares(months, visits, meetings):
    found = dates(Cycle(number=1, start=START, implementation=Implementation(months=months)))
    assert tuple(found[f"support-visit {n}"][0] for n in (1, 2)) == visits
    assert tuple(found[f"inter-district-meeting {n}"][0] for n in (1, 2)) == meetings


def test_plans_are_settings():
    found = dates(meeting_plan=(3, 6, 8), visit_plan=(2,))
    assert [found[f"inter-district-meeting {n}"][0] for n in (1, 2, 3)] == ["21 Jun", "13 Sep", "8 Nov"]
    assert "support-visit 2" not in found


def test_a_visit_beside_the_plan_is_shown():
    cycle = Cycle(
        number=1, start=START, events=(DistrictEvent(type="support-visit", number=3, actual=day("1 Jul")),)
    )
    assert dates(cycle, district=Named("a"))["support-visit 3"] == ("1 Jul", "1 Jul")


def test_holidays_move_to_the_next_working_day():
    holiday = Holiday(date=day("24 May"), name="Invented Day")
    events = timeline(
        None, group(), Cycle(number=1, start=START), country(public_holidays=(holiday,)), PROGRAMME
    )
    visit = next(one for one in events if one.slug == "support-visit")
    assert (visit.start, visit.reason) == (day("25 May"), "moved from 24 May 2027: Invented Day")


def test_workshops_and_meetings_avoid_busy_weeks():
    busy = (BusyWeeks(start=day("12 Jul"), end=day("30 Jul"), reason="measles campaign"),)
    events = timeline(None, group(), Cycle(number=1, start=START), country(busy_weeks=busy), PROGRAMME)
    meeting = next(one for one in events if one.slug == "inter-district-meeting")
    assert (meeting.start, meeting.reason) == (day("2 Aug"), "moved from 19 July 2027: measles campaign")


@pytest.mark.parametrize(
    ("choice", "slugs", "workshop", "weeks"),
    [
        (
            "new",
            [
                "situation-analysis",
                "situation-analysis-visit",
                "workshop-1",
                "further-analysis",
                "workshop-2",
            ],
            "16 Mar",
            42,
        ),
        ("same_adapted", ["further-analysis", "workshop-2"], "2 Feb", 36),
        ("continue", [], None, 32),
    ],
)
def test_later_cycles_plan_only_what_they_need(choice, slugs, workshop, weeks):
    cycle = Cycle(number=2, start=START, problem_choice=choice)
    found = dates(cycle)
    planning = [name for name in found if name in PLANNING]
    assert planning == slugs
    assert found.get("workshop-2", (None,))[0] == workshop
    assert total_weeks(cycle) == weeks


def test_events_know_when_they_are_late():
    cycle = Cycle(
        number=1, start=START, events=(DistrictEvent(type="support-visit", number=1, planned=day("24 May")),)
    )
    events = timeline(Named("a"), group(), cycle, None, PROGRAMME)
    visit = next(one for one in events if one.slug == "support-visit")
    assert visit.window == (day("10 May"), day("7 Jun"))
    assert not visit.is_late(day("7 Jun")) and visit.is_late(day("8 Jun"))
    assert (visit.basis, visit.state, visit.title) == ("planned", "scheduled", "Support visit 1")
    assert next_event(events, day("30 Jun")).title == "Inter-district meeting 1"


def test_states_follow_what_is_recorded():
    record = DistrictEvent(type="support-visit", number=1, state="cancelled", reason="epidemic")
    cycle = Cycle(
        number=1, start=START, events=(record,), next_cycle=NextCycle(decision="continue", date=day("9 Nov"))
    )
    found = {
        one.title: one
        for one in timeline(
            Named("a"), group(GroupEvent(type="workshop-2", actual=day("23 Mar"))), cycle, None, PROGRAMME
        )
    }
    assert (found["Support visit 1"].state, found["Support visit 1"].reason) == ("cancelled", "epidemic")
    assert (found["MSI Workshop 2"].state, found["MSI Workshop 2"].basis) == ("done", "actual")
    assert found["Further analysis"].state == "done"
    assert (found["Decision on the next cycle"].start, found["Decision on the next cycle"].state) == (
        day("9 Nov"),
        "done",
    )
