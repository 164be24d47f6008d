"""A portal read weeks after it was made says the right place, next step and lateness, by the clock of the reader."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from district_fixture import repository
from site_fixture import built

from msi_build.edition import Edition, project
from msi_build.model.toolkit import Toolkit
from msi_build.questions import with_questions
from msi_build.render.moments import Moment, moments
from msi_build.render.portals import portal_pages, portal_site

#: Nothing was entered after the dates were agreed; and the repository as it is.
AGREED, ENTERED = "agreed", "entered"
MADE = {AGREED: dt.date(2027, 1, 4), ENTERED: dt.date(2027, 6, 30)}

HELD = "Was {} held on {}?"
ORIENTATION = HELD.format("orientation", "11 January")
PLANNING = [
    ORIENTATION,
    HELD.format("analysis visit", "3 February"),
    HELD.format("workshop 1", "16 February"),
    HELD.format("workshop 2", "23 March"),
]
VISIT = HELD.format("support visit 1", "24 May")
REST = [
    HELD.format("meeting 1", "19 July"),
    HELD.format("support visit 2", "13 September"),
    HELD.format("meeting 2", "8 November"),
]

#: Page, clock of the reader, place in the cycle, next step, begin of its date, questions.
MOMENTS = [
    (AGREED, "2027-01-05", "Cycle 1 begins on 11 January 2027.", "Orientation", "Monday 11 January 2027", []),
    (AGREED, "2027-01-11", "Week 1 of 43 of cycle 1.", "Orientation", "Today: Monday 11 January 2027", []),
    (AGREED, "2027-01-12", "Week 1 of 43 of cycle 1, in the situation analysis.", "Analysis visit", "Wednesday 3 Feb", [ORIENTATION]),
    (AGREED, "2027-02-17", "Week 6 of 43 of cycle 1, in the situation analysis.", "Workshop 1 with", "Today: 16–17 February", PLANNING[:2]),
    (AGREED, "2027-02-18", "Week 6 of 43 of cycle 1, in the further analysis.", "Workshop 2 with", "23–25 March 2027", PLANNING[:3]),
    (AGREED, "2027-05-29", "Week 20 of 43 of cycle 1, two months into implementation.", "Meeting 1 with", "Monday 19 July 2027", [*PLANNING, VISIT]),
    (ENTERED, "2019-01-01", "Week 25 of 43 of cycle 1, three months into implementation.", "Meeting 1 with", "Monday 19 July 2027", [VISIT]),
    (ENTERED, "2027-07-19", "Week 28 of 43 of cycle 1, four months into implementation.", "Meeting 1 with", "Today: Monday 19 July 2027", [VISIT]),
    (ENTERED, "2027-07-20", "Week 28 of 43 of cycle 1, four months into implementation.", "Support visit 2", "Monday 13 September", [VISIT, *REST[:1]]),
    (ENTERED, "2027-12-20", "The 43 weeks of cycle 1 are over.", "Decide how to go on", "", [VISIT, *REST]),
]  # fmt: skip


def unentered_data():
    """Adinkra East with all dates agreed and nothing entered after the first day."""
    data = repository()
    east = data.district("adinkra-east")
    cycle = east.current_cycle
    blank = {"actual": None, "state": None}
    own = cycle.model_copy(update={"events": tuple(one.model_copy(update=blank) for one in cycle.events)})
    group = data.group("adinkra")
    shared = group.model_copy(update={"events": tuple(one.model_copy(update=blank) for one in group.events)})
    return replace(
        data,
        districts=tuple(one.model_copy(update={"cycles": (own,)}) if one is east else one for one in data.districts),
        groups=tuple(shared if one is group else one for one in data.groups),
    )


@pytest.fixture(scope="module")
def read(tmp_path_factory, browser):
    """A function that opens a page of a copy with the clock set."""
    edition = Edition.parse("group:adinkra")
    sites = {}
    for name, data in ((AGREED, unentered_data()), (ENTERED, repository())):
        seen = with_questions(data, project(data, edition), edition, MADE[name])
        pages = list(portal_pages(portal_site(seen, Toolkit(), MADE[name], {}, edition)))
        sites[name] = built(tmp_path_factory.mktemp(name), portals=pages)
    contexts = []

    def visit(name, clock, page="index"):
        context = browser.new_context(offline=True)
        contexts.append(context)
        tab = context.new_page()
        tab.clock.set_fixed_time(dt.datetime.fromisoformat(f"{clock}T09:00:00"))
        tab.goto((sites[name] / f"districts/gh/adinkra-east/{page}.html").as_uri())
        return tab

    yield visit
    for context in contexts:
        context.close()


def shown(tab, selector):
    return [one.inner_text().strip() for one in tab.locator(f"{selector}:visible").all()]


@pytest.mark.parametrize(("page", "clock", "place", "step", "when", "questions"), MOMENTS, ids=[row[1] for row in MOMENTS])
def test_the_first_screen_is_right_on_the_day_it_is_read(read, page, clock, place, step, when, questions):
    tab = read(page, clock)
    assert shown(tab, ".place")[0] == place
    (name,) = shown(tab, ".next .when")
    assert name.startswith(step)
    assert shown(tab, ".next .when + p")[0].startswith(when)
    assert shown(tab, ".next .ask b") == questions
    (now,) = shown(tab, ".steps .now b") or [step]
    assert step.startswith(now)


def test_an_old_laptop_shows_place_step_problem_and_questions_without_scrolling(read):
    tab = read(ENTERED, "2027-06-30")
    first = tab.url
    tab.set_viewport_size({"width": 1024, "height": 768})
    for district in ("adinkra-east", "adinkra-south", "adinkra-west"):
        tab.goto(first.replace("adinkra-east", district))
        for said in (".place", ".next .when", ".next .todo", ".next .fill, .next .buttons", "#problem ~ .say", ".asks li"):
            box = tab.locator(f"{said}:visible").last.bounding_box()
            assert box["y"] + box["height"] <= 768, (district, said)


def test_the_timeline_says_what_is_late_without_reproach(read):
    states = shown(read(AGREED, "2027-05-29", "cycle"), "td[data-label=State]")
    assert states[0] == "day passed, not entered yet; it had time until 18 January"
    assert states[-6:] == ["going on", "day passed, not entered yet", "next", "to come", "to come", "to come"]


def test_the_day_of_the_reader_stands_beside_that_of_the_data(read):
    later = shown(read(ENTERED, "2027-07-20"), "[data-as-of]")
    assert later == ["Today is 20 July 2027 by the clock of this device. The data are as of 30 June 2027."]
    assert shown(read(ENTERED, "2019-01-01"), "[data-as-of]") == ["The data are as of 30 June 2027."]


def test_without_scripts_the_page_speaks_of_the_day_it_was_made(browser, read):
    address = read(ENTERED, "2027-12-20").url
    context = browser.new_context(offline=True, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address)
    assert re.search("Meeting 1 with", shown(tab, ".next .when")[0])
    assert shown(tab, ".next .ask b") == [VISIT]
    context.close()


def test_equal_answers_become_one_moment():
    first, second = dt.date(2027, 1, 1), dt.date(2027, 3, 1)
    days = [dt.date(2027, 2, 1), second, dt.date(2026, 1, 1)]
    assert moments(lambda today: today >= second, days, first) == (
        Moment(False, None, dt.date(2027, 2, 28)),
        Moment(True, second, None),
    )
