"""Papers of a district say what its data say, fit their pages, and leave room to write where nothing is known."""

import io
import re
from dataclasses import replace
from pathlib import Path

import html5lib
import pypdf
import pytest
from district_fixture import repository

from msi_build.edition import Edition, project
from msi_build.printing.pdf import load_layout, render
from msi_build.render.district_sheets import GeneratedSheet, district_sheets
from msi_build.render.district_view import event_name, view_of
from msi_build.render.periods import amount
from msi_build.render.templates import environment

THEME = Path(__file__).parent.parent / "theme"
IDS = ["summary", "cycle", "analysis", "workplan", "indicators", "record", "profile", "poster", "wall-calendar"]
CANARY = "<b onclick=x>&"


def sheets(edition: str = "public", district: str = "adinkra-east", **changed) -> dict[str, GeneratedSheet]:
    """The sheets of a district by id; keyword arguments are other values of the district."""
    data = repository()
    one = data.district(district).model_copy(update=changed)
    data = replace(data, districts=tuple(one if other.id == one.id else other for other in data.districts))
    seen = project(data, Edition.parse(edition))
    return {sheet.id: sheet for sheet in district_sheets(seen.district(district), seen, THEME)}


def east_cycle(**changed):
    return repository().district("adinkra-east").current_cycle.model_copy(update=changed)


def words(sheet: GeneratedSheet) -> str:
    tree = html5lib.parse(re.sub(r"<style>.*?</style>", "", sheet.body, flags=re.DOTALL), namespaceHTMLElements=False)
    return " ".join(" ".join(tree.itertext()).split())


def pages(sheet: GeneratedSheet) -> list[str]:
    """The text of each page of the printed sheet."""
    html = environment(THEME, "print").get_template("sheet.html.j2").render(
        title=sheet.title, heading=sheet.title, kicker=sheet.kicker, id=sheet.id, facts=sheet.facts, body=sheet.body,
        layout=sheet.layout, ribbon="EXAMPLE DATA", lang="en",
    )
    pdf = render(html, load_layout(THEME))
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def test_every_district_has_its_sheets_in_the_order_of_its_pack():
    assert list(sheets()) == IDS


def test_numbers_dates_and_words_are_those_of_the_data():
    district, paper = repository().district("adinkra-east"), sheets()
    cycle = district.current_cycle
    assert amount(district.population.total).replace("\u00a0", " ") in words(paper["summary"])
    for name in ("summary", "analysis"):
        assert cycle.statement.text in words(paper[name])
    for row in cycle.workplan.rows:
        assert row.strategy in words(paper["workplan"])
        assert all(activity.text in words(paper["workplan"]) for activity in row.activities)
    assert "19 July 2027 (agreed)" in words(paper["cycle"])
    assert "27% (34 of 126)" in words(paper["indicators"])
    assert "Midwives 60 48" in words(paper["profile"])


def test_a_paper_knows_no_clock():
    """The next event is the first after the newest day in the data."""
    assert "Data to 7 June 2027." in [text for _, text in sheets()["cycle"].facts]
    assert "For Meeting 1 on 19 July" in words(sheets(district="adinkra-south")["summary"])


@pytest.mark.parametrize("district", ["adinkra-east", "adinkra-south", "adinkra-west"])
def test_a_summary_is_one_page_and_tells_every_strategy(district):
    [page] = pages(sheets(district=district)["summary"])
    for number in (1, 2, 3):
        assert re.search(rf"^{number} \w", page, re.MULTILINE)


def test_a_summary_with_many_strategies_stays_one_page_and_says_so():
    rows = east_cycle().workplan.rows
    many = tuple(row.model_copy(update={"id": f"s{n}"}) for n, row in enumerate(rows * 4))
    cycle = east_cycle(workplan=east_cycle().workplan.model_copy(update={"rows": many}))
    [page] = pages(sheets(cycles=(cycle,))["summary"])
    assert "more in the workplan" in page


@pytest.mark.parametrize("district", [one.id for one in repository().districts])
def test_a_poster_is_one_page_with_the_charts_of_the_plan_and_two_fields_for_dots(district):
    view = view_of(repository(), repository().district(district))
    poster = sheets(district=district)["poster"]
    [page] = pages(poster)
    assert "Most honest learning" in page and "Best idea to copy" in page
    assert poster.body.count("<svg") == len(view.watched)
    assert all(row.strategy in words(poster) for row in view.strategies)


def test_a_poster_with_more_charts_and_strategies_than_it_holds_says_so():
    cycle = east_cycle()
    indicators = tuple(one.model_copy(update={"id": f"{one.id}{n}"}) for n in (1, 2, 3) for one in cycle.indicators)
    rows = tuple(row.model_copy(update={"id": f"{row.id}{n}"}) for n in (1, 2, 3) for row in cycle.workplan.rows)
    many = east_cycle(indicators=indicators, workplan=cycle.workplan.model_copy(update={"rows": rows}))
    poster = sheets(cycles=(many,))["poster"]
    assert len(pages(poster)) == 1
    assert "5 more indicators stand on the tracking sheets." in words(poster)
    assert re.search(r"[56] more in the workplan\.", words(poster))


@pytest.mark.parametrize("district", [one.id for one in repository().districts])
def test_the_calendar_for_the_wall_is_one_page_with_every_date(district):
    view = view_of(repository(), repository().district(district))
    [page] = pages(sheets(district=district)["wall-calendar"])
    assert [one.start for one in view.events if f"{one.start.day}" not in page or f"{one.start.year}" not in page] == []
    assert all(event_name(one) in page for one in view.events)


def test_before_the_first_cycle_the_calendar_for_the_wall_has_its_weeks_and_room_to_write():
    paper = sheets(cycles=())["wall-calendar"]
    assert "12–43 Implementation, 8 months" in words(paper)
    assert "Week 1 begins on Monday ____" in words(paper)
    assert len(pages(paper)) == 1


@pytest.mark.parametrize(("sentences", "numbers", "room"), [(1, True, True), (5, True, False), (9, False, False)])
def test_under_the_statement_stand_its_numbers_and_room_to_write_as_far_as_its_page_goes(sentences, numbers, room):
    statement = east_cycle().statement.model_copy(update={"text": "The register was not looked at in March 2027. " * sentences})
    first, tree = pages(sheets(cycles=(east_cycle(problem_statement=(statement,)),))["analysis"])
    assert "Causes that the plan answers" in first and "Read down: but why?" in tree
    assert ("Absence without approved reason" in first) == numbers
    assert ("What has changed since" in first) == room


def test_a_tree_that_no_page_holds_goes_on_over_the_page():
    cause = east_cycle().analysis.causes[0]
    wide = tuple(cause.model_copy(update={"text": f"Cause {n}: " + "long words about it " * 6}) for n in range(12))
    cycle = east_cycle(analysis=east_cycle().analysis.model_copy(update={"causes": wide}))
    paper = sheets(cycles=(cycle,))["analysis"]
    assert paper.body.count("<svg") == paper.body.count('class="d-page"') > 1
    assert "Page 2 of" in paper.body
    assert [n for n in range(12) if f">Cause {n}:" not in paper.body] == []


def test_markup_in_the_data_stays_text():
    cycle = east_cycle()
    statement = cycle.statement.model_copy(update={"text": CANARY})
    row = cycle.workplan.rows[0].model_copy(update={"strategy": CANARY})
    plan = cycle.workplan.model_copy(update={"rows": (row,)})
    one = cycle.indicators[0].model_copy(update={"name": CANARY})
    spoilt = cycle.model_copy(update={"problem_statement": (statement,), "workplan": plan, "indicators": (one,)})
    paper = sheets(name=CANARY, cycles=(spoilt,))
    for sheet in paper.values():
        assert "<b onclick" not in sheet.body
    for name in ("summary", "analysis", "workplan", "indicators"):
        assert CANARY in words(paper[name])


def test_before_the_first_cycle_every_sheet_says_what_comes_and_leaves_room_to_write():
    paper = sheets(cycles=(), facilities=(), workforce=())
    assert list(paper) == IDS
    assert "No problem statement yet" in words(paper["summary"])
    assert "The first cycle has not begun" in words(paper["cycle"])
    assert "No strategies yet" in words(paper["workplan"])
    assert all(len(pages(sheet)) == 1 for sheet in paper.values())


def test_the_sheet_for_workshop_1_lists_all_problems_for_the_group_and_only_the_chosen_one_in_public():
    other = repository().district("adinkra-east").current_cycle.problems[1].text
    assert other in words(sheets("group:adinkra")["profile"])
    assert other not in words(sheets()["profile"])


def test_a_small_count_of_persons_is_not_summed_up_in_public():
    assert re.search(r"Medical officers 8 6 <5 <5", words(sheets()["profile"]))
    assert re.search(r"All 330 284 – –", words(sheets()["profile"]))
    assert re.search(r"All 330 284 203 81", words(sheets("group:adinkra")["profile"]))


def test_an_event_that_is_not_recorded_leaves_a_line_to_write_on():
    rows = sheets()["cycle"].body.partition("<tbody>")[2].split("<tr>")
    visit = next(row for row in rows if "Support visit 1" in row)
    workshop = next(row for row in rows if "Workshop 1" in row)
    assert "24 May 2027 (agreed)" in visit and "d-line" in visit
    assert "16–17 February 2027" in workshop and "d-line" not in workshop


def test_the_record_tells_definitions_sources_and_lessons_as_typed():
    cycle, paper = repository().district("adinkra-east").current_cycle, words(sheets()["record"])
    for one in cycle.indicators:
        assert all(text in paper for text in (one.definition, one.numerator, one.denominator, one.catalogue) if text)
    assert "31%, Mar–May 2026; 12 unannounced visits, 14 health centres" in paper
    assert all(row.resources.source in paper for row in cycle.workplan.rows)
    assert all(text in paper for one in cycle.good_practices for text in (one.title, one.what, one.how, one.result))
    assert "school of public health (national), 2 seats" in paper
    assert re.search(r"19 July 2027 \(agreed\) Meeting 1 municipal assembly hall, Adinkra East Adinkra East", paper)


def test_the_record_keeps_the_diary_of_the_group_from_the_public():
    entries = repository().district("adinkra-east").current_cycle.diary
    of_the_group = next(one.did for one in entries if one.visibility == "group")
    public = next(one.did for one in entries if one.visibility == "public")
    assert of_the_group in words(sheets("group:adinkra")["record"])
    assert of_the_group not in words(sheets()["record"])
    assert public in words(sheets()["record"])


def test_the_record_tells_every_cycle_the_newest_first():
    second, first = (words(sheets(district="mopane-boma")["record"]).index(f"Cycle {n}, begun on") for n in (2, 1))
    assert second < first
    assert "begun on" not in words(sheets()["record"])  # one cycle needs no heading
