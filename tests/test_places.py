"""Group, country, programme and library count and quote what the data say, in words where nobody said anything."""

import csv
import io
import json
import posixpath
from dataclasses import replace
from functools import cache

import html5lib
import pytest
from conftest import ROOT
from district_fixture import repository
from generate_districts import files_of
from test_portals import AS_OF, CANARY, Links, changed, pages, pages_of, site_of, with_district, words

from msi_build.diagnostics import Faults
from msi_build.model.load import load
from msi_build.model.practices import load_practices
from msi_build.model.programme import Indicator
from msi_build.model.toolkit import Toolkit
from msi_build.render.csv_text import csv_text
from msi_build.render.cycle_board import CSV_HEAD, board, csv_rows, stage_of
from msi_build.render.district_view import view_of
from msi_build.render.finder import finder
from msi_build.render.periods import days
from msi_build.render.portal_country import country_pages
from msi_build.render.portal_library import library_pages
from msi_build.render.portal_search import PortalIndexes
from msi_build.render.portals import portal_files, portal_pages
from msi_build.render.small_multiples import trends
from msi_build.render.tallies import coverage, move
from msi_build.render.tallies import load as load_of
from msi_build.render.templates import THEME, environment
from msi_build.settings import Settings
from msi_build.sources import Sources, read, read_yaml

UGANDA = "countries/ug/index.html"


def views(country: str, data=None):
    data = data or repository()
    return [view_of(data, one) for one in data.districts if one.country == country]


def rows_of(country: str, ask: bool = False) -> list[tuple[str, str, dict[str, str]]]:
    """Group, cycle and the words of the cells by event, of every row of the board."""
    return [
        (row.group.name, row.cycle, {one.label: one.words for one in row.cells})
        for row in board(views(country), AS_OF, ask).rows
    ]


def test_the_board_has_one_row_a_group_and_cycle():
    (_, first, lakeside), (_, second, others) = rows_of("ug")
    assert (first, second) == ("1", "2")
    assert lakeside["Meeting 1"] == "held 23 Feb 2027"
    assert lakeside["Support visit 2"] == "23 Apr 2027 passed, nothing recorded"
    assert others["Workshop 1"] == "1 to come, 1 not in this cycle"
    assert others["Meeting 1"] == "22 Nov 2027"
    assert others["Orientation"] == "not in this cycle"


def test_a_date_that_passed_is_a_question_where_questions_are_asked():
    assert rows_of("ug", ask=True)[0][2]["Support visit 2"] == "Held on 23 Apr 2027?"
    assert "Held on 23 Apr 2027?" in words(pages("group:muvule")[UGANDA])
    assert "?" not in words(pages()[UGANDA])


def test_the_whole_board_stands_in_the_page_without_scripts():
    text = words(pages()[UGANDA])
    for row in board(views("ug"), AS_OF).rows:
        assert all(cell.words in text for cell in row.cells)
    assert "2 dates have passed with nothing recorded." in text


def test_the_csv_file_has_a_row_a_district_and_event_and_is_read_back_as_written():
    made = csv_text(CSV_HEAD, csv_rows(views("gh"), AS_OF))
    assert made == csv_text(CSV_HEAD, csv_rows(views("gh"), AS_OF))
    assert made.count(b"\r\n") == made.count(b"\n")
    table = list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"), newline="")))
    (visit,) = (one for one in table if (one["district"], one["event"], one["number"]) == ("adinkra-east", "support-visit", "1"))
    assert (visit["state"], visit["first_day"], visit["date_is"]) == ("date passed, nothing recorded", "2027-05-24", "agreed")
    assert {one["stage"] for one in table} == {"acting and observing"}


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("x","y")'])
def test_no_cell_of_a_csv_file_is_a_formula(typed):
    cells = next(csv.reader(io.StringIO(csv_text(["head"], [[typed]]).decode("utf-8-sig").split("\r\n", 1)[1], newline="")))
    assert cells == [f"'{typed}"]


def test_a_district_name_that_is_a_formula_stays_a_name():
    data = repository()
    east = data.district("adinkra-east").model_copy(update={"name": '=cmd|"/c calc"!A1'})
    text = csv_text(CSV_HEAD, csv_rows(views("gh", with_district(data, east)), AS_OF)).decode("utf-8-sig")
    assert ",\"'=cmd|\"\"/c calc\"\"!A1\"," in text


def test_a_country_counts_problems_strategies_and_stages():
    text = words(pages()[UGANDA])
    assert "In the cycle Districts Planning 2 Reflecting 1" in text
    assert "About Districts A health service 2" in text
    assert "1 district has not chosen a problem in the current cycle." in text
    assert "4 strategies stand in the current workplans. 3 of them say how women and men are reached." in text


def test_coverage_is_a_share_of_a_dated_count_or_says_that_there_is_none():
    data = repository()
    ghana = data.country("gh")
    assert coverage(ghana, data) == "3 of 261 districts (2021) have begun a cycle: 1%."
    without = ghana.model_copy(update={"levels": ()})
    assert coverage(without, data).endswith("The number of districts in the country is not written yet.")


def test_days_in_the_field_are_those_of_the_events():
    data = repository()
    months = load_of([data.group("adinkra")], views("gh"), data, AS_OF)
    assert [(one.name, one.events, one.facilitators) for one in months if one.events] == [
        ("July 2027", 1, "1"),
        ("September 2027", 3, "1.5 to 3"),
        ("November 2027", 1, "1"),
    ]


@pytest.mark.parametrize(
    ("direction", "values", "said"),
    [
        ("down", (31, 27), "moving towards the target"),
        ("up", (31, 27), "moving away from the target"),
        ("up", (27, 31), "no change"),
        ("keep", (31, 27), "too few values to say"),
        ("down", (27,), "too few values to say"),
    ],
)
def test_an_indicator_moves_by_its_newest_value_against_its_baseline(direction, values, said):
    first = 31
    shown = [{"period": f"2027-0{n}", "value": value} for n, value in enumerate(values, 1)]
    indicator = Indicator.model_validate(
        {"id": "a", "name": "A", "unit": "percent", "direction": direction, "used_for": ["workplan"],
         "baseline": {"value": first, "period": "2026"}, "values": shown}
    )  # fmt: skip
    assert move(indicator) == said


def test_what_districts_ask_for_is_not_public():
    need = "A word about finance rules from somebody who knows them."
    assert need not in words(pages()[UGANDA])
    assert need in words(pages("programme")[UGANDA])
    last = "Asks the others: Time to decide, and the figure of June."
    assert last in words(pages("group:muvule")["groups/ug/muvule/index.html"])
    assert "Asks the others" not in words(pages()["groups/ug/muvule/index.html"])


def test_a_group_says_early_what_is_asked_and_who_had_a_similar_problem():
    shown = words(pages("group:adinkra")["groups/gh/adinkra/index.html"])
    beginning, _, rest = shown.partition(" Dates Event When")
    assert rest
    for said in (
        "Asks the others: How do you check a roster from far away?",
        "Waits for the facilitators: Send an example of a simple roster",
        "Similar problem: Mopane Hills in cycle 1",
        "Strategies in the same area: Direction (Adinkra East, Adinkra South and Adinkra West).",
        "The three districts share one vehicle pool of the Regional Health Directorate for supervision.",
    ):
        assert said in beginning
    public = words(pages()["groups/gh/adinkra/index.html"])
    assert "Similar problem: Mopane Hills in cycle 1" in public
    assert "check a roster" not in public and "Waits for" not in public


def test_the_programme_shows_the_same_facts_of_every_country():
    page = html5lib.parse(pages()["programme/index.html"].content, namespaceHTMLElements=False)
    heads = ["".join(one.itertext()) for one in page.find(".//thead").iter("th")]
    assert heads == ["Fact", "Ghana", "Malawi", "Uganda", "All together"]
    rows = {
        "".join(row.find("th").itertext()): [" ".join(cell.itertext()) for cell in row.iter("td")]
        for row in page.find(".//tbody").iter("tr")
    }
    assert rows["Districts"] == ["3", "3", "3", "9"]
    assert rows["Dates passed with nothing recorded"] == ["1", "none", "2", "3"]
    assert all(len(cells) == 4 for cells in rows.values())


def test_things_of_the_team_are_counts_in_the_programme_edition_and_absent_in_public():
    assert "Diary entries of the current cycles" not in words(pages()["programme/index.html"])
    total = sum(len(one.current_cycle.diary) for one in repository().districts)
    text = words(pages("programme")["programme/index.html"])
    assert text.split("Diary entries of the current cycles")[1].split()[:4][-1] == str(total)


def library(data) -> list:
    site = site_of(data)
    practices = load_practices(read(Settings(ROOT), Faults()).content_data, Faults())
    found = portal_pages(replace(site, toolkit=Toolkit(practices=practices)))
    return [one for one in found if one.kind == "learning"]


def test_the_library_has_the_cards_of_every_district_and_the_seven_from_rwanda():
    (page,) = library(repository())
    text = words(page)
    cards = [one for district in repository().districts for cycle in district.cycles for one in cycle.good_practices]
    assert len(cards) > 10
    for one in cards:
        assert one.title in text and one.what in text and (one.result or "") in text
    for place in ("Gatsibo", "Gakenke", "Nyanza", "Rubavu and Kayonza", "Nyamagabe", "Gicumbi", "Karongi"):
        assert f"{place}, Rwanda" in text


def test_typed_markup_stays_text_in_every_place():
    data = changed(good_practices=tuple(
        one.model_copy(update={"title": CANARY, "what": CANARY})
        for one in repository().district("adinkra-east").current_cycle.good_practices
    ))  # fmt: skip
    data = with_district(data, data.district("adinkra-east").model_copy(update={"name": CANARY, "region": CANARY}))
    data = replace(data, groups=tuple(one.model_copy(update={"name": CANARY}) for one in data.groups))
    for page in (*pages_of(data).values(), *library(data)):
        assert "<script" not in page.content + page.sidebar
        assert "<b>bold" not in page.content + page.sidebar


@cache
def many(count: int = 180):
    """A generated programme in two countries."""
    faults = Faults()
    files = tuple(read_yaml(name, text.encode(), faults) for name, text in files_of(count, seed=5).items())
    return load(Sources((), (), files, ()), faults)


def test_a_long_board_stands_on_several_pages_and_no_page_is_heavy():
    site = site_of(many())
    found = [page for country in many().countries for page in country_pages(country, site)]
    boards = [page for page in found if "cycle-board-" in page.path]
    assert len(boards) == 4
    assert max(len(page.content.encode()) for page in (*found, *library_pages(site))) < 42_000
    named = " ".join(words(one) for one in boards)
    assert all(f" {group.name} " in named for group in many().groups)


def test_small_charts_of_a_long_country_stand_on_the_pages_of_its_groups():
    site, country = site_of(many()), many().countries[0]
    whole = next(country_pages(country, site)).content
    assert "The charts stand on the pages of the groups." in whole and 'class="strips"' not in whole
    groups = [one.content for one in portal_pages(site) if one.kind == "group" and one.path.startswith(f"groups/{country.code}/")]
    assert any('class="strips"' in one for one in groups) and any('class="trends"' in one for one in groups)


def test_cycles_stand_on_one_line_of_time():
    page = html5lib.parse(pages()[UGANDA].content, namespaceHTMLElements=False)
    table = next(one for one in page.iter("table") if one.get("class") == "strips")
    lines = {"".join(row.find("th").itertext()): row for row in table.find("tbody").iter("tr")}
    assert list(lines) == ["Muvule Hill cycle 2", "Muvule Lakeside cycle 1", "Muvule North cycle 2"]
    bands = {name: [float(one.get("x")) for one in row.iterfind(".//{*}rect")] for name, row in lines.items()}
    begun = {one.name: one.current_cycle.start for one in repository().districts if one.country == "ug"}
    last = max(view.events[-1].end for view in views("ug"))
    whole = (last - min(begun.values())).days
    for name, (plan, act) in bands.items():
        start = begun[name.split(" cycle")[0]]
        assert plan == pytest.approx(100 * (start - min(begun.values())).days / whole, abs=0.1)
        assert act >= plan
    assert "".join(lines["Muvule North cycle 2"].itertext()).strip().endswith("week 1 of 42")


def test_a_small_chart_is_open_where_a_reading_is_missing():
    east = repository().district("adinkra-east").current_cycle.indicators[0]
    values = [{"period": period, "value": 20} for period in ("2027-01", "2027-02", "2027-05")]
    monthly = Indicator.model_validate({**east.model_dump(by_alias=True), "frequency": "monthly", "values": values})
    (one,) = trends([view_of(data := changed(indicators=(monthly,)), data.district("adinkra-east"))], UGANDA).charts
    assert "".join(letter for letter in one.line if letter in "ML") == "MLLM"


def test_every_stage_of_a_cycle_has_its_words():
    data = many()
    assert {stage_of(view_of(data, one), AS_OF) for one in data.districts} == {
        "not begun", "planning", "acting and observing", "reflecting",
    }  # fmt: skip


# ---------------------------------------------------------------- finder


def found_by(data) -> str:
    return finder(data, AS_OF, environment(THEME, "pages")).content.decode()


def test_the_finder_leads_to_every_district_and_says_where_it_is_in_its_cycle():
    data = repository()
    text = found_by(data)
    for district in data.districts:
        stage = stage_of(view_of(data, district), AS_OF)
        line = text.split(f'<li><a href="{district.country}/{district.id}/index.html">{district.name}</a>')[1].split("</li>")[0]
        assert f"<i>{stage}</i>" in line and all(name in line for name in district.other_names)
        assert district.current_cycle.statement is None or district.current_cycle.statement.text in text


def test_the_finder_of_300_districts_is_a_light_page():
    assert len(found_by(many(300)).encode()) < 42_000


def test_names_in_the_finder_stay_text():
    data = with_district(repository(), repository().district("adinkra-east").model_copy(update={"name": CANARY}))
    assert "<script" not in found_by(data)


# ---------------------------------------------------------------- search in a portal


def index_of(data, edition: str = "public") -> tuple[str, list[list[str]]]:
    """The script and the entries of Adinkra East's index."""
    indexes = PortalIndexes()
    list(indexes.reading(pages_of(data, edition).values()))
    script = next(one.content.decode() for one in indexes.files() if "adinkra-east" in one.path)
    return script, json.loads(script.removeprefix("window.msiDistrict=").removesuffix(";\n"))


def test_the_index_of_a_portal_leads_to_headings_that_exist():
    _, found = index_of(repository())
    assert len(found) > 20
    for page, anchor, heading, text in found:
        content = pages()[f"districts/gh/adinkra-east/{page}.html"].content
        assert not anchor or f'id="{anchor}"' in content
        assert heading or text
    assert any("Friday message" in heading + text for *_, heading, text in found)


def test_the_index_says_no_more_than_the_pages_of_its_edition():
    private = "Supervision: 61 of 96 planned visits were done in 2026."
    assert private not in index_of(repository())[0]
    assert private in index_of(repository(), "group:adinkra")[0]


def test_markup_in_the_index_is_inert():
    name = repository().district("adinkra-east").model_copy(update={"name": CANARY + "\u2028</script>"})
    script, found = index_of(with_district(repository(), name))
    assert "<" not in script and "\u2028" not in script and script.count("\n") == 1
    assert any(CANARY in heading + text for *_, heading, text in found)


# ---------------------------------------------------------------- every date read back


def actual_day(data, district, slug: str, number: int | None):
    """The day that the files say an event of the current cycle was held, None when they say none."""
    cycle = district.current_cycle
    if slug == "next-cycle":
        return cycle.next_cycle.date if cycle.next_cycle.decision else None
    shared = [
        one for one in data.group(district.group).events if one.cycle == cycle.number and one.is_for(district.id)
    ]
    records = [one for one in (*shared, *cycle.events) if one.type == slug and one.number in (number, None)]
    return next((one.actual for one in records if one.actual), None)


def test_every_date_of_the_boards_is_the_one_in_the_files():
    assert sum(map(read_back, ("gh", "mw", "ug"))) > 10


def read_back(country: str) -> int:
    """Holds every cell of the board against the files; how many of them tell a day on which all held the event."""
    data = repository()
    whole = board(views(country), AS_OF)
    page = html5lib.parse(pages()[f"countries/{country}/index.html"].content, namespaceHTMLElements=False)
    table = next(one for one in page.iter("table") if "data-board" in one.attrib)
    seen = 0
    for row, shown_row in zip(whole.rows, table.find("tbody").iter("tr"), strict=True):
        here = [one for one in data.districts if one.name in row.districts]
        for column, cell in zip(whole.columns, list(shown_row.iter("td"))[3:-1], strict=True):
            held = [actual_day(data, one, column.slug, column.number) for one in here]
            if all(held):
                said = days(min(held), max(held), short=True)
                assert "".join(cell.itertext()).split(" ", 1)[1] == said, (row.group.name, column.name)
                assert cell.get("data-k") == min(held).isoformat()
                seen += 1
            else:
                assert not "".join(cell.itertext()).startswith(("held", "decided"))
    return seen


def test_links_lead_somewhere_for_districts_that_have_not_begun():
    """Every state of a cycle is among the generated districts."""
    site = site_of(many())
    pages_ = {page.path: page for page in portal_pages(site)}
    there = {*pages_, *(one.path for one in portal_files(site)), "index.html", "districts/index.html"}
    for path, page in pages_.items():
        for href in Links(page.content + page.sidebar).hrefs:
            target = href.partition("#")[0]
            if target and not target.endswith("phone.html"):
                assert posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) in there, (path, href)
