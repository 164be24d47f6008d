"""The file for phones works alone: one file, no network, no script, all facts of the district."""

import datetime as dt
import re
from dataclasses import replace
from functools import cache

import pytest
from district_fixture import repository
from test_portals import AS_OF, CANARY, Links, changed, site_of, with_district

from msi_build.edition import Edition, project
from msi_build.questions import with_questions
from msi_build.render.portals import portal_files

EAST = "districts/gh/adinkra-east/phone.html"


def files_of(data, edition="public"):
    audience = Edition.parse(edition)
    asked = with_questions(data, project(data, audience), audience, AS_OF)
    site = site_of(replace(data, questions=asked.questions), edition)
    return {one.path: one.content for one in portal_files(site)}


@cache
def files(edition="public"):
    return files_of(repository(), edition)


@pytest.fixture
def alone(tmp_path, visit):
    """Opens the file of a district in an otherwise empty folder."""

    def open_file(path=EAST, edition="public", clock=None, **options):
        place = tmp_path / "Download" / "phone.html"
        place.parent.mkdir()
        place.write_bytes(files(edition)[path])
        tab = visit(**{"viewport": {"width": 360, "height": 740}, **options})
        if clock:
            tab.clock.set_fixed_time(dt.datetime.fromisoformat(clock))
        tab.goto(place.as_uri())
        return tab

    return open_file


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_works_alone_without_scripts_and_in_the_dark(alone, scheme):
    tab = alone(java_script_enabled=False, color_scheme=scheme)
    text = tab.inner_text("main")
    for words in ("Meeting 1 with Adinkra South", "19 July 2027", "31% of rostered staff", "27%", "The Friday message"):
        assert words in text, words
    tab.get_by_role("link", name="Workplan").first.click()
    assert tab.url.endswith("#workplan")
    assert tab.faults == []
    assert tab.locator("h1").count() == 1


def test_nothing_scrolls_sideways_but_the_drawings(alone):
    tab = alone()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    assert tab.faults == []


def test_it_tells_the_next_step_by_the_clock_of_the_phone(alone):
    tab = alone(clock="2027-07-20T08:00:00")
    assert tab.locator(".next .when:visible").all_inner_texts() == ["Support visit 2"]


def test_every_district_has_one_under_a_megabyte_with_jumps_that_lead_somewhere():
    paths = [path for path in files() if path.endswith("phone.html")]
    assert len(paths) == len(repository().districts)
    for path in paths:
        assert len(files()[path]) < 1_000_000
        text = files()[path].decode()
        page = Links(text)
        assert len(page.ids) == len(set(page.ids)), path
        assert {href.removeprefix("#") for href in page.hrefs} <= set(page.ids), path
        assert not re.search(r'\b(?:src|srcset)=|@import|url\((?!"?data:)', text), path


def test_each_edition_s_file_shows_what_that_edition_may():
    private = b"Moved the half-day on rosters to July."
    assert private not in files()[EAST] and private in files("district:adinkra-east")[EAST]
    assert "Team copy of Adinkra East: do not publish" in files("district:adinkra-east")[EAST].decode()
    assert "Is it still being watched?" in files("group:adinkra")[EAST].decode()
    assert "Is it still being watched?" not in files()[EAST].decode()


def test_typed_markup_stays_text():
    east = repository().district("adinkra-east").current_cycle
    data = changed(
        problem_statement=tuple(one.model_copy(update={"text": CANARY}) for one in east.problem_statement),
        indicators=tuple(one.model_copy(update={"name": 'x" id="y"><a href="z">' + CANARY}) for one in east.indicators),
    )
    data = with_district(data, data.district("adinkra-east").model_copy(update={"name": CANARY}))
    text = files_of(data)[EAST].decode()
    assert text.count("<script>") == 1 and "<b>bold" not in text
    assert not {"y", "z"} & {*Links(text).ids, *Links(text).hrefs}
