"""Dates of a cycle.

The worked example, what an entered date moves, and the rules of weeks and of the calendar.
"""

import datetime as dt

import pytest

from msi_build.model.programme import (
    BusyWeeks,
    Country,
    Cycle,
    District,
    DistrictEvent,
    Group,
    GroupEvent,
    Holiday,
    Implementation,
    Member,
    NextCycle,
    Planning,
    Population,
    Programme,
    Seat,
)
from msi_build.schedule import (
    clashes,
    different_kinds,
    facilitator_days,
    latest_start,
    member_days,
    next_event,
    outings,
    plan_reach,
    timeline,
    total_weeks,
    week_of,
    week_text,
)

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


def test_a_district_that_is_not_named_does_not_have_the_record():
    held = GroupEvent(type="workshop-2", planned=day("9 Mar"), districts=("b",))
    assert dates(events=[held], district=Named("b"))["workshop-2"][0] == "9 Mar"
    assert dates(events=[held], district=Named("a"))["workshop-2"][0] == "23 Mar"


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


# ---------------------------------------------------------------- odd starts, odd lengths, large groups


def test_a_start_on_a_sunday_belongs_to_the_week_before_and_keeps_its_day():
    found = dates(Cycle(number=1, start=dt.date(2027, 1, 17)))
    assert found["orientation-visit"] == ("17 Jan", "17 Jan")
    assert {name: found[name] for name in ("situation-analysis", "workshop-1", "workshop-2")} == {
        name: PLANNING[name] for name in ("situation-analysis", "workshop-1", "workshop-2")
    }


def test_a_leap_day_is_a_day_like_any_other():
    cycle = Cycle(number=1, start=dt.date(2028, 1, 3), implementation=Implementation(start=dt.date(2028, 2, 29)))
    weeks = timeline(None, group(), cycle, country(), PROGRAMME)
    end = next(one.end for one in weeks if one.slug == "implementation")
    assert (end - dt.date(2028, 2, 29)).days + 1 == 224
    found = {
        one.title: one.start for one in timeline(None, group(), cycle, country(month_rule="calendar"), PROGRAMME)
    }
    assert found["Support visit 1"] == dt.date(2028, 5, 1)  # 29 April is a Saturday
    year = Cycle(number=1, start=START, implementation=Implementation(start=dt.date(2027, 8, 31), months=12))
    found = {
        one.title: one.start for one in timeline(None, group(), year, country(month_rule="calendar"), PROGRAMME)
    }
    assert found["Inter-district meeting 1"] == dt.date(2028, 2, 29)  # February has no 31st


def test_eighteen_months_keep_the_shares_and_pass_the_year():
    cycle = Cycle(number=1, start=START, implementation=Implementation(months=18))
    found = {one.title: one.start for one in timeline(None, group(), cycle, country(), PROGRAMME)}
    weeks = {name: (day_ - dt.date(2027, 3, 29)).days / 7 for name, day_ in found.items()}
    assert (weeks["Support visit 1"], weeks["Support visit 2"]) == (18, 54)
    assert (weeks["Inter-district meeting 1"], weeks["Inter-district meeting 2"]) == (36, 72)
    assert total_weeks(cycle) == 11 + 72


def test_a_group_of_ten_is_visited_in_two_weeks_and_meets_on_one_day():
    ten = Group(id="g", country="gh", name="G", districts=tuple("abcdefghij"))
    cycle = Cycle(number=1, start=START)
    lines = [{one.title: one.start for one in timeline(Named(id_), ten, cycle, None, PROGRAMME)} for id_ in "abcdefghij"]
    for title, first in (("Orientation visit", START), ("Support visit 1", day("24 May"))):
        visits = [line[title] for line in lines]
        assert visits == [first + dt.timedelta(days=n + 2 * (n // 5)) for n in range(10)]
    for title in ("MSI Workshop 1", "MSI Workshop 2", "Inter-district meeting 1"):
        assert len({line[title] for line in lines}) == 1


def test_visits_by_the_calendar_do_not_pile_up_after_a_weekend():
    visits = [dates(district=Named(id_), month_rule="calendar")["support-visit 1"][0] for id_ in "abc"]
    assert visits == ["31 May", "1 Jun", "2 Jun"]


def test_a_workshop_avoids_a_holiday_with_all_its_days():
    holiday = Holiday(date=day("17 Feb"), name="Invented Day")
    assert dates(public_holidays=(holiday,))["workshop-1"] == ("18 Feb", "19 Feb")


@pytest.mark.parametrize(
    ("slug", "last"),
    [("workshop-1", "2 Mar"), ("workshop-2", "6 Apr"), ("inter-district-meeting", "9 Aug"), ("next-cycle", "6 Dec")],
)
def test_windows_end_as_the_guidance_says(slug, last):
    event = next(one for one in timeline(None, group(), Cycle(number=1, start=START), None, PROGRAMME) if one.slug == slug)
    assert event.window[1] == day(last)
    assert not event.is_late(day(last)) and event.is_late(day(last) + dt.timedelta(days=1))


def test_a_shared_event_belongs_to_its_cycle():
    second = Cycle(number=2, start=dt.date(2027, 12, 6), problem_choice="same_adapted")
    events = [GroupEvent(type="workshop-2", actual=day("23 Mar")), GroupEvent(type="workshop-2", cycle=2, planned=dt.date(2028, 1, 18))]
    workshop = next(one for one in timeline(None, group(*events), second, None, PROGRAMME) if one.slug == "workshop-2")
    assert (workshop.start, workshop.basis, workshop.days) == (dt.date(2028, 1, 18), "planned", 2.0)


# ---------------------------------------------------------------- districts, teams, deadlines


def district(id_: str, *cycles: Cycle, **more) -> District:
    return District(
        schema=1, id=id_, name=id_.upper(), country="gh", region="R", group="g", level="ordinary", cycles=cycles,
        population=Population(total=1, year=2027, source="invented"), team=(Member(role="director"),), **more,
    )  # fmt: skip


FIRST = Cycle(number=1, start=START)


def test_days_of_a_member_and_of_a_facilitator_are_those_of_the_worked_example():
    assert str(member_days(timeline(None, group(), FIRST, None, PROGRAMME))) == "9.5 to 10.5"
    found = outings(group(), [district(id_, FIRST) for id_ in "abc"], None, PROGRAMME)
    assert str(facilitator_days(found)) == "15.5 to 18.5"


def test_what_was_held_counts_as_held_and_what_was_not_does_not():
    cycle = Cycle(number=1, start=START, events=(
        DistrictEvent(type="support-visit", number=1, actual=day("24 May"), days=0.5),
        DistrictEvent(type="support-visit", number=2, state="cancelled"),
    ))  # fmt: skip
    assert str(member_days(timeline(Named("a"), group(), cycle, None, PROGRAMME))) == "9"


def team(*seats: Seat, id_: str, planned: str, kind: str = "workshop-1") -> tuple:
    """Where the facilitators of a group of one district go."""
    own = Group(
        id=id_, country="gh", name=id_.title(), districts=(f"{id_}-a",), facilitators=seats,
        events=(GroupEvent(type=kind, number=1 if kind.startswith("inter") else None, planned=day(planned)),),
    )  # fmt: skip
    return outings(own, [district(f"{id_}-a", FIRST)], None, PROGRAMME)


def clashing_days(*teams) -> list[tuple[str, str]]:
    planned = [one for found in teams for one in found if one.event.basis == "planned"]
    return [(one.who, f"{one.day.day} {one.day:%b}") for one in clashes(planned)]


def test_one_organisation_cannot_be_with_two_groups_on_one_day():
    seat = Seat(role="crt", organisation="University")
    assert clashing_days(team(seat, id_="x", planned="16 Feb"), team(seat, id_="y", planned="17 Feb")) == [("University", "17 Feb")]
    assert clashing_days(team(seat, id_="x", planned="16 Feb"), team(seat, id_="y", planned="18 Feb")) == []


def test_an_organisation_with_two_seats_can_be_in_two_places_when_each_leads_its_own():
    seats = [Seat(role="crt", organisation="University", leads=(kind,)) for kind in ("workshop-1", "inter-district-meeting")]
    other = team(*seats, id_="y", planned="17 Feb", kind="inter-district-meeting")
    assert clashing_days(team(*seats, id_="x", planned="16 Feb"), other) == []


def test_a_person_is_in_one_place_whatever_the_organisation():
    x = team(Seat(role="crt", organisation="University", person="p1"), id_="x", planned="16 Feb")
    y = team(Seat(role="rt", organisation="Region", person="p1"), id_="y", planned="16 Feb")
    assert clashing_days(x, y) == [("p1", "16 Feb")]


@pytest.mark.parametrize(
    ("deadline", "weeks", "words"),
    [
        ("6 May", 6, "your workplan reaches the district plan for 2028, which closes on 6 May 2027"),
        ("5 May", 5, "Workshop 2 ends on 25 March 2027, only 5 weeks before the district plan for 2028 closes on 5 May 2027"),
        ("1 Mar", -4, "the district plan for 2028 closes on 1 March 2027, before Workshop 2 ends on 25 March 2027"),
    ],
)
def test_workshop_2_should_end_six_weeks_before_the_plan_closes(deadline, weeks, words):
    planning = Planning(plan_year="2028", submission_deadline=day(deadline))
    reach = plan_reach(district("a", planning=planning), FIRST, timeline(None, group(), FIRST, None, PROGRAMME))
    assert (reach.weeks, reach.in_time, reach.words) == (weeks, weeks >= 6, words)


def test_a_cycle_that_begins_on_the_latest_start_is_in_time():
    deadline = day("30 Sep")
    start = latest_start(deadline, FIRST)
    assert start == dt.date(2027, 5, 31) and deadline - start >= dt.timedelta(weeks=17)
    cycle = Cycle(number=1, start=start)
    planning = Planning(submission_deadline=deadline)
    assert plan_reach(district("a", planning=planning), cycle, timeline(None, group(), cycle, None, PROGRAMME)).in_time


def test_a_deadline_of_the_year_before_is_no_question():
    planning = Planning(submission_deadline=dt.date(2026, 9, 30))
    assert plan_reach(district("a", planning=planning), FIRST, timeline(None, group(), FIRST, None, PROGRAMME)) is None


def test_districts_that_go_different_ways_are_told_until_the_group_has_agreed():
    def second(kind):
        return Cycle(number=2, start=dt.date(2027, 12, 6), problem_choice=kind)

    three = [district("a", FIRST, second("new")), district("b", FIRST, second("same_adapted")), district("c", FIRST, second("continue"))]
    assert different_kinds(three, group()) == (
        "A needs Workshop 1, B and C do not. A and B need Workshop 2, C does not."
    )
    agreed = [GroupEvent(type=kind, cycle=2) for kind in ("workshop-1", "workshop-2")]
    assert different_kinds(three, group(*agreed)) is None
    assert different_kinds([district("a", FIRST), district("b", FIRST)], group()) is None
