"""Quality rules ask kind questions: each asks when it should and is silent when it should be; never in public."""

import datetime as dt
import html
import json
import re
from dataclasses import replace

import pytest
import yaml
from click.testing import CliRunner
from conftest import ROOT
from district_fixture import repository
from test_portals import pages_of, words

from msi_build import questions
from msi_build.cli import main
from msi_build.diagnostics import Faults, as_text
from msi_build.edition import Edition, project
from msi_build.model.load import load
from msi_build.model.toolkit import load_toolkit
from msi_build.plan import PackRequest, plan_one_pack
from msi_build.questions import RULES, questions_to, with_questions
from msi_build.render.district_sheets import district_sheets
from msi_build.render.templates import THEME
from msi_build.settings import Settings
from msi_build.sources import read, read_yaml

CASES = yaml.safe_load((ROOT / "tests/data/questions.yml").read_text(encoding="utf-8"))
FILES = {"": "districts/gh/adinkra-east.yml", "country:": "districts/gh/country.yml", "group:": "districts/gh/groups/adinkra.yml"}
TODAY = dt.date(2027, 6, 30)

#: Rules of the brief that are not questions: unreadable files, persons' data, numbers that cannot be.
ELSEWHERE = {"Q01", "Q02", "Q03", "Q16", "Q54", "Q55"}


def data_with(changes):
    """The repository's data with other values in the files of Adinkra East, its group or country."""
    sources = read(Settings(ROOT), Faults())
    typed = {name: filled(yaml.load((ROOT / name).read_text(encoding="utf-8"), yaml.BaseLoader)) for name in FILES.values()}
    for path, value in changes.items():
        file, _, place = path.rpartition(":/") if ":/" in path else ("", "", path)
        put(typed[FILES[f"{file}:" if file else ""]], place.split("/"), value)
    faults = Faults()
    fresh = {name: read_yaml(name, yaml.safe_dump(whole, allow_unicode=True).encode(), faults) for name, whole in typed.items()}
    data = load(replace(sources, districts=tuple(fresh.get(one.name, one) for one in sources.districts)), faults)
    return data, faults


def filled(value):
    """As typed, without the keys that have no value."""
    if isinstance(value, dict):
        return {key: filled(one) for key, one in value.items() if one != "null"}
    return [filled(one) for one in value] if isinstance(value, list) else value


def put(place, keys, value):
    for key in keys[:-1]:
        place = place[int(key)] if isinstance(place, list) else place[key]
    last = keys[-1]
    if isinstance(place, list):
        place[int(last) : int(last) + 1] = [value]
    elif value is None:
        place.pop(last, None)
    else:
        place[last] = value


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['rule']}-{'asks' if 'says' in case else 'silent'}")
def test_each_rule_asks_and_is_silent(case):
    data, faults = data_with(case.get("set", {}))
    assert faults.errors == 0 or "group:/districts" in case["set"], as_text(faults)
    found = questions_to(data, data.district("adinkra-east"), case.get("today", TODAY)).open
    told = [one.words for one in found if one.rule == case["rule"]]
    if "says" in case:
        assert any(case["says"] in text for text in told), told
    else:
        assert told == [], told


def test_every_rule_of_the_brief_is_asked_or_checked_elsewhere_and_has_both_cases():
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
    assert set(ids) | ELSEWHERE == {f"Q{number:02}" for number in range(1, 56)}
    for kind in (True, False):
        assert {case["rule"] for case in CASES if ("says" in case) == kind} == set(ids), kind


@pytest.mark.parametrize("module", [questions.team, questions.problem, questions.causes, questions.strategies, questions.numbers, questions.doing, questions.dates], ids=lambda one: one.__name__)  # fmt: skip
def test_each_family_has_its_manual_on_top(module):
    told = re.findall(r"^(Q\d\d) \((error|warning|advice)", module.__doc__, re.MULTILINE)
    assert sorted(told) == sorted((rule.id, rule.weight) for rule in module.RULES)


def test_a_young_district_is_asked_little():
    data, _ = data_with({})
    asked = questions_to(data, data.district("adinkra-east"), dt.date(2027, 1, 14)).open
    assert asked == ()


def test_the_most_important_is_asked_first_and_names_its_place():
    data, _ = data_with({"cycles/0/workplan/rows/0/indicators": []})
    first, *_ = questions_to(data, data.district("adinkra-east"), TODAY).open
    assert (first.rule, first.path) == ("Q24", ("cycles", 0, "workplan", "rows", 0, "indicators"))
    place = data.places["district:adinkra-east"].where(first.path)
    assert place.file == "districts/gh/adinkra-east.yml" and place.line > 1


def test_an_answer_or_a_switch_of_the_country_silences_a_question():
    answered, _ = data_with({"cycles/0/answers": {"Q28": "The phone check is next week"}})
    found = questions_to(answered, answered.district("adinkra-east"), TODAY)
    assert "Q28" not in {one.rule for one in found.open}
    assert [(one.rule, answer) for one, answer in found.answered] == [("Q28", "The phone check is next week")]
    switched, _ = data_with({"country:/rules": {"Q28": "off"}})
    assert "Q28" not in {one.rule for one in questions_to(switched, switched.district("adinkra-east"), TODAY).open}


def test_words_are_kind_short_and_end_with_a_question_or_a_request():
    data, _ = data_with({})
    asked = [one for district in data.districts for one in questions_to(data, district, dt.date(2027, 9, 30)).open]
    assert len(asked) > 10
    for one in asked:
        assert re.search(r"[?]|[Pp]lease", one.words), one.words
        assert not re.search(r"\b(?:must|fail|wrong|missing|overdue|late)\b", re.sub("“[^”]*”", "", one.words)), one.words


# ---------------------------------------------------------------- who sees them

EAST = "districts/gh/adinkra-east"
ASKED = "Is it still being watched?"


def seen_by(edition, data=None):
    data, audience = data or repository(), Edition.parse(edition)
    return with_questions(data, project(data, audience), audience, TODAY)


@pytest.mark.parametrize(
    ("edition", "districts"),
    [
        ("public", 0),
        ("programme", 9),
        ("group:adinkra", 3),
        ("district:adinkra-west", 3),
    ],
)
def test_questions_go_to_the_district_its_group_and_the_programme_and_never_to_the_public(edition, districts):
    data = seen_by(edition)
    assert len(data.questions) == districts
    pages = pages_of(data, edition)
    assert sum(path.endswith("questions.html") for path in pages) == districts
    shown = [path for path, page in pages.items() if ASKED in page.content]
    group = pages["groups/gh/adinkra/index.html"]
    assert ("Five questions for the next meeting" in words(group)) == bool(districts)
    assert shown == ([] if not districts else [f"{EAST}/index.html", f"{EAST}/questions.html"])


def test_a_copy_without_the_diary_does_not_say_that_it_is_empty():
    """Entries for the team alone are not in the programme's copy; the rule reads all of the data."""
    data, _ = data_with({f"cycles/0/diary/{number}/visibility": "team" for number in range(4)})
    asked = seen_by("programme", data).questions["adinkra-east"].open
    assert not {"Q41", "Q42", "Q52"} & {one.rule for one in asked}


def test_the_pages_ask_what_the_rules_ask_and_show_the_answers():
    data, _ = data_with({"cycles/0/answers": {"Q46": "<b>It came on 2 July</b>"}})
    pages = pages_of(seen_by("group:adinkra", data), "group:adinkra")
    page = pages[f"{EAST}/questions.html"]
    for one in questions_to(data, data.district("adinkra-east"), TODAY).open:
        assert one.words in words(page)
    assert "<b>It came on 2 July</b>" in words(page)
    assert "<b>It came" not in page.content
    assert 'href="questions.html"' in pages[f"{EAST}/index.html"].content


def test_the_visit_pack_has_a_sheet_of_questions_and_the_public_pack_none():
    toolkit = load_toolkit(read(Settings(ROOT), Faults()), Faults())
    for edition, sheets in (("group:adinkra", 3), ("public", 0), ("group:mopane", 0)):
        plan = plan_one_pack(toolkit, seen_by(edition), PackRequest("support-visit", "adinkra"))
        assert sum(one.source == "district:questions" for one in plan.sheets) == sheets, edition


def test_the_sheet_speaks_of_the_newest_day_in_the_data_whatever_the_clock_says():
    data = repository()
    for today in (TODAY, dt.date(2027, 9, 1)):
        audience = Edition.parse("group:adinkra")
        seen = with_questions(data, project(data, audience), audience, today)
        sheet = district_sheets(seen.district("adinkra-east"), seen, THEME)[-1]
        assert (sheet.id, sheet.facts[0][1]) == ("questions", "Data to 22 June 2027.")
        assert "Support visit 1 of 24 May is not recorded." in sheet.body
        assert "meeting 1 of 19 July" not in sheet.body
        assert "in 8 months is a big step" in sheet.body


def test_check_tells_them_beside_their_lines_and_still_ends_well(monkeypatch):
    monkeypatch.chdir(ROOT)
    told = CliRunner().invoke(main, ["check", "--questions", "--format", "json"])
    assert told.exit_code == 0
    found = [one for one in json.loads(told.output) if one["rule"] == "Q28"]
    assert found[0]["file"] == "districts/gh/adinkra-east.yml" and found[0]["line"] > 1
    assert found[0]["severity"] == "question"


@pytest.mark.slow
def test_no_file_of_the_public_edition_holds_a_question(edition):
    data = repository()
    asked = {one.words for district in data.districts for one in questions_to(data, district, TODAY).open}
    for path in edition.rglob("*"):
        if path.suffix in {".html", ".js", ".json", ".ics", ".txt", ".svg"}:
            text = html.unescape(path.read_text(encoding="utf-8"))
            assert not [one for one in asked if one in text], path
