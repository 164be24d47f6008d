"""Portal pages say what the data say, in words where there are none, and nothing typed by people becomes markup."""

import datetime as dt
import posixpath
import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from types import SimpleNamespace

import html5lib
import pytest
from district_fixture import repository

from msi_build.edition import Edition, project
from msi_build.model.programme import Data
from msi_build.model.toolkit import Toolkit
from msi_build.render.portal_page import Site
from msi_build.render.portals import PortalPage, portal_files, portal_pages, portal_site

AS_OF = dt.date(2027, 6, 30)
EAST = "districts/gh/adinkra-east"
CANARY = "<script>alert('canary')</script>&<b>bold</b>"


def site_of(data: Data, edition: str = "public", downloads=None) -> Site:
    """What the portals of an edition are made from; the toolkit is empty."""
    audience = Edition.parse(edition)
    seen = replace(project(data, audience), questions=data.questions)
    return portal_site(seen, Toolkit(), AS_OF, downloads or {}, audience)


def pages_of(data: Data, edition: str = "public", downloads=None) -> dict[str, PortalPage]:
    """Portal pages of an edition by path."""
    return {page.path: page for page in portal_pages(site_of(data, edition, downloads))}


@cache
def pages(edition: str = "public") -> dict[str, PortalPage]:
    return pages_of(repository(), edition)


def words(page: PortalPage) -> str:
    """The page's text in one line, without what other days say."""
    whole = html5lib.parse(page.content, namespaceHTMLElements=False)
    for parent in list(whole.iter()):
        for child in [one for one in parent if "hidden" in one.attrib]:
            tail = child.tail
            child.clear()
            child.tail = tail
    return " ".join(" ".join(whole.itertext()).split())


def changed(**values) -> Data:
    """The repository's data with other values in the current cycle of Adinkra East."""
    data = repository()
    east = data.district("adinkra-east")
    cycle = east.current_cycle.model_copy(update=values)
    return with_district(data, east.model_copy(update={"cycles": (cycle,)}))


def with_district(data: Data, district) -> Data:
    return replace(
        data, districts=tuple(district if one.id == district.id else one for one in data.districts)
    )


def test_a_district_has_seven_pages_a_group_and_a_country_one():
    for district in repository().districts:
        folder = f"districts/{district.country}/{district.id}"
        own = {path for path in pages() if path.startswith(f"{folder}/")}
        assert own == {
            f"{folder}/{name}.html"
            for name in ("index", "cycle", "analysis", "workplan", "indicators", "learning", "papers")
        }
    assert {"groups/gh/adinkra/index.html", "countries/gh/index.html"} <= pages().keys()


def test_the_first_page_begins_with_the_next_step():
    text = words(pages()[f"{EAST}/index.html"])
    assert (
        "Your next step Meeting 1 with Adinkra South and Adinkra West Monday 19 July 2027, one day, week 28 of 43."
        in text
    )
    assert "Week 25 of 43 of cycle 1, three months into implementation." in text
    assert "Support visit 1 24 May, not entered yet; it had time until 7 June" in text


def test_the_calendar_shows_the_day_planned_and_the_day_held():
    page = pages()[f"{EAST}/cycle.html"]
    assert "Orientation 1 11 January 2027 12 January 2027 – held" in words(page)
    assert "Orientation, planned 11 January 2027, held 12 January 2027" in page.content
    drawing = page.content[page.content.index('class="figure bars"') :].partition("</svg>")[0]
    assert drawing.count('class="past"') == 4  # orientation, analysis visit, two workshops
    edges = [float(x) + float(w) for x, w in re.findall(r'<rect x="([\d.]+)"[^>]* width="([\d.]+)"', drawing)]
    assert len(edges) == 9 and max(edges) <= 190
    assert all(float(x) >= 40 for x in re.findall(r'cx="([\d.]+)"', drawing))


def test_open_questions_are_never_asked_in_public():
    question = "Was support visit 1 held on 24 May?"
    assert question not in words(pages()[f"{EAST}/index.html"])
    assert question in words(pages("group:adinkra")[f"{EAST}/index.html"])


def test_numbers_on_the_pages_are_those_of_the_data():
    indicators = words(pages()[f"{EAST}/indicators.html"])
    for one in repository().district("adinkra-east").current_cycle.indicators:
        assert one.name in indicators
        for value in one.values:
            assert f"{value.value:g}{'%' if one.unit == 'percent' else ''}" in indicators
    assert "June 2027 27% (34 of 126) 28% 26% visit sheet" in indicators


def test_the_code_of_an_indicator_leads_to_its_entry_in_the_catalogue():
    path = "districts/mw/mopane-lakeshore/indicators.html"
    assert "In the indicator catalogue: M01." in words(pages()[path])
    tool = SimpleNamespace(id="indicator-catalogue", address="tools/any/indicator-catalogue.html")
    toolkit = SimpleNamespace(tools=(tool,), catalogues=SimpleNamespace(measure={"M01": "Measure"}.get))
    site = replace(site_of(repository()), toolkit=toolkit)
    assert site.measure_page("M01", path) == "../../../tools/any/indicator-catalogue.html#m01"
    assert site.measure_page("own-4", path) == ""


def test_a_missing_reading_is_said_in_words():
    east = repository().district("adinkra-east").current_cycle
    first, *rest = east.indicators
    late = first.values[0].model_copy(update={"period": "2027-12"})
    gappy = first.model_copy(update={"values": (*first.values, late)})
    page = pages_of(changed(indicators=(gappy, *rest)))[f"{EAST}/indicators.html"]
    assert "September 2027 no value" in words(page)


def test_findings_stay_with_the_district_and_its_group():
    finding = "Supervision: 61 of 96 planned visits were done in 2026."
    assert finding in words(pages("group:adinkra")[f"{EAST}/analysis.html"])
    public = words(pages()[f"{EAST}/analysis.html"])
    assert finding not in public
    assert "Its findings are not in this edition." in public


def test_the_tree_stands_in_words_too():
    page = pages()[f"{EAST}/analysis.html"]
    body = html5lib.parse(page.content, namespaceHTMLElements=False).find("body")
    lists = " ".join(" ".join(" ".join(one.itertext()).split()) for one in body.iter("ul"))
    for cause in repository().district("adinkra-east").current_cycle.analysis.walk():
        assert cause.text in lists


def test_districts_of_a_group_stand_in_the_order_of_the_alphabet():
    content = pages()["groups/gh/adinkra/index.html"].content
    names = re.findall(r'<article><h3><a href="[^"]+">([^<]+)</a>', content)
    assert names == sorted(names)


def test_a_district_before_its_first_cycle_says_so_on_every_page():
    data = repository()
    empty = data.district("adinkra-east").model_copy(update={"cycles": (), "facilities": ()})
    found = pages_of(with_district(data, empty))
    text = {
        name: words(found[f"{EAST}/{name}.html"])
        for name in ("index", "cycle", "analysis", "workplan", "indicators")
    }
    assert "The first cycle has not begun." in text["index"]
    assert "The first cycle has not begun." in text["cycle"]
    assert "No causes yet." in text["analysis"]
    assert "No workplan yet." in text["workplan"]
    assert "No indicators yet." in text["indicators"]
    assert not any("<svg" in found[f"{EAST}/{name}.html"].content for name in text)


def test_typed_markup_stays_text():
    east = repository().district("adinkra-east").current_cycle
    row = east.workplan.rows[0].model_copy(update={"strategy": CANARY, "gender": CANARY})
    data = changed(
        problem_statement=tuple(one.model_copy(update={"text": CANARY}) for one in east.problem_statement),
        indicators=tuple(one.model_copy(update={"name": CANARY}) for one in east.indicators),
        workplan=east.workplan.model_copy(update={"rows": (row,)}),
    )
    data = with_district(data, data.district("adinkra-east").model_copy(update={"name": CANARY}))
    for page in pages_of(data).values():
        for part in (page.content, page.sidebar):
            assert "<script" not in part
            assert "<b>bold" not in part


class Links(HTMLParser):
    """Addresses and ids of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            (self.hrefs if name == "href" else self.ids if name == "id" else []).append(value)


@pytest.mark.parametrize("edition", ["public", "programme", "group:adinkra", "district:adinkra-east"])
def test_links_between_portal_pages_lead_somewhere(edition):
    ids = {path: Links(page.content).ids for path, page in pages(edition).items()}
    files = {one.path for one in portal_files(site_of(repository(), edition))}
    for path, page in pages(edition).items():
        assert len(ids[path]) == len(set(ids[path])), path
        for href in Links(page.content + page.sidebar).hrefs + [href for _, href in page.breadcrumb]:
            target, _, anchor = href.partition("#")
            place = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            assert place in ids or place in {"index.html", "districts/index.html", *files}, (path, href)
            assert not anchor or anchor in ids[place], (path, href)


def test_no_page_needs_an_inline_style_or_script():
    assert not any(re.search(r"<style|<script| style=| on\w+=", page.content) for page in pages().values())


def test_papers_are_listed_with_what_they_take():
    path = f"{EAST}/pack.pdf"
    paper = SimpleNamespace(path=path, title="Pack", pages=12, copies=1, duplex=True, size_words="0.4 MB")
    page = pages_of(repository(), downloads={path: paper})[f"{EAST}/index.html"]
    assert "Whole district pack 1 copy, both sides, 12 pages, 0.4 MB" in words(page)
    assert "Print your papers (PDF, 12 pages)" in words(page)


def test_only_those_who_really_come_are_named_with_a_shared_event():
    found = pages()
    assert "Workshop 2 with Mopane Hills 13–15 July 2027" in words(found["districts/mw/mopane-boma/index.html"])
    alone = words(found["districts/ug/muvule-hill/index.html"])
    assert "Your next step Workshop 2 13–14 July 2027" in alone
    together = words(found["groups/mw/mopane/index.html"])
    assert "Next, together: Mopane Boma and Mopane Hills Workshop 2" in together
    assert "Host: Mopane Boma. 11 people, 4 facilitators." in together


def test_a_group_in_two_cycles_shows_the_next_step_and_all_dates_of_each_district():
    text = words(pages()["groups/ug/muvule/index.html"])
    assert "3 districts · cycles 1 and 2" in text
    assert "Muvule Hill : Workshop 2 , 13–14 July 2027, cycle 2" in text
    assert "Muvule Lakeside : Decide how to go on , cycle 1" in text
    assert "Muvule North : Analysis visit , 12 July 2027, cycle 2" in text
    assert "Workshop 1, cycle 1 22–23 September 2026 held, all together" in text
    assert "Support visit 2, cycle 1 April 2027 27 Apr, held 23 Apr, day passed, not entered yet 20 Apr, held" in text
    assert "Meeting 1, cycle 2 22 November 2027 22 Nov is in cycle 1 22 Nov" in text


def test_a_cycle_that_is_over_asks_for_the_decision():
    path = "districts/ug/muvule-lakeside/index.html"
    text = words(pages()[path])
    assert "Your next step Decide how to go on Not every event of cycle 1 is entered yet." in text
    assert all(way in text for way in ("Continue: ", "Adapt: ", "New problem: "))
    assert "All events of" not in text
    question = "Was support visit 2 held on 23 April?"
    assert question not in text
    assert question in words(pages("group:muvule")[path])


def test_a_later_cycle_still_shows_what_the_first_one_taught():
    hill = repository().district("muvule-hill")
    first, private = hill.cycles[0], "Two lines of money can share one trip sheet"
    calendar = words(pages()["districts/ug/muvule-hill/cycle.html"])
    assert "Cycle 1 17 August 2026 – 16 June 2027. " + first.statement.text in calendar
    for row in first.workplan.rows:
        assert row.strategy in calendar
    assert "Indicator Baseline Last value Target" in calendar
    assert "Good practice: School days for skins." in calendar
    learned = words(pages()["districts/ug/muvule-hill/learning.html"])
    assert "What we learned Good practices of cycle 1 School days for skins" in learned
    assert "Look at the hour before you look at the place" in learned
    assert "Women had been counted as healthy because no woman had looked." in learned
    for edition, shown in (("public", False), ("group:muvule", True)):
        for name in ("cycle", "learning"):
            page = pages(edition)[f"districts/ug/muvule-hill/{name}.html"]
            assert (private in words(page)) == shown, (edition, name)


def test_a_cycle_before_its_plan_leads_to_the_indicators_of_the_analysis():
    page = pages()["districts/mw/mopane-boma/index.html"]
    assert "No indicators yet" not in words(page)
    for one in repository().district("mopane-boma").current_cycle.indicators:
        assert f'href="indicators.html#indicator-{one.id}"' in page.content


def test_the_workplan_lists_indicators_and_names_the_budget_line():
    row = repository().district("adinkra-east").current_cycle.workplan.rows[0]
    line = row.resources.model_copy(update={"budget_line": "224001"})
    plan = repository().district("adinkra-east").current_cycle.workplan
    rows = (row.model_copy(update={"resources": line}), *plan.rows[1:])
    page = pages_of(changed(workplan=plan.model_copy(update={"rows": rows})))[f"{EAST}/workplan.html"]
    assert "Budget line: 224001" in words(page)
    assert re.search(r'<li><a href="indicators.html#indicator-[^"]+">[^<]+</a></li>', page.content)
