"""Strategies, indicators and words: read once, shown by blocks, and what is wrong with them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from district_fixture import BAD, loaded
from test_blocks import block, printed, words
from texts import CATALOGUES, ROOT, markup_of, tool_text, toolkit_of

from msi_build.checks import codes
from msi_build.diagnostics import Faults
from msi_build.model.catalogues import AREA_TITLES, Catalogues, load_catalogues
from msi_build.render.blocks.glossary import entries
from msi_build.render.dialect import Converter, read_dialect
from msi_build.render.markup import Markup
from msi_build.sources import read_yaml


def catalogues_of(**texts: str) -> tuple[Catalogues, list[str]]:
    """Catalogues with some files in other words, and their faults."""
    toolkit, faults = toolkit_of({}, None, CATALOGUES | texts)
    told = [f"{one.location.file.rpartition('/')[2]}:{one.location.line}: {one.message}. {one.hint}" for one in faults]
    return toolkit.catalogues, told


def ours() -> Catalogues:
    """The catalogues of the toolkit itself."""
    faults = Faults()
    places = sorted((ROOT / "content" / "data").glob("*.yml"))
    files = [read_yaml(f"content/data/{one.name}", one.read_bytes(), faults) for one in places]
    found = load_catalogues([file for file in files if file], faults)
    assert not list(faults)
    return found


STRATEGIES, INDICATORS, TERMS = CATALOGUES["strategies"], CATALOGUES["indicators"], CATALOGUES["terms"]

FAULTS = [
    (
        {"strategies": STRATEGIES.replace("area: availability", "area: availabilty")},
        (
            "strategies.yml:3: strategies 1, area cannot be availabilty. Did you mean availability? "
            "Allowed: availability, direction, competencies, rewards_sanctions, health_system."
        ),
    ),
    (
        {"strategies": STRATEGIES.replace("[W04]", "[W4]")},
        "strategies.yml:9: no indicator of the catalogue has the code W4. Did you mean W04? Allowed: W04.",
    ),
    (
        {"strategies": STRATEGIES.replace("    sign: Letters given\n", "")},
        (
            "strategies.yml:14: nothing shows whether praise works. "
            "Add indicators: [W03] with codes of indicators.yml, or sign: with what to count."
        ),
    ),
    (
        {"strategies": STRATEGIES.replace("id: praise", "id: roster")},
        "strategies.yml:12: roster stands here twice. Keep one of the two, or give this one another name.",
    ),
    (
        {"strategies": STRATEGIES.replace("[Draw it up, Hang it up]", "[Draw it up]")},
        "strategies.yml:6: strategies 1, activities must have at least 2 entries. Begin each entry with a dash: - …",
    ),
    (
        {"strategies": "strategies: []"},
        "strategies.yml:1: strategies must have at least 1 entry. Begin each entry with a dash: - …",
    ),
    (
        {"indicators": INDICATORS.replace("    denominator: staff on the roster\n", "")},
        "indicators.yml:2: denominator is missing in indicators 1. Add to this block: denominator: …",
    ),
    (
        {"indicators": INDICATORS.replace("often: quarterly", "often: weekly")},
        "indicators.yml:10: indicators 1, often cannot be weekly. Allowed: monthly, quarterly, yearly.",
    ),
    (
        {"terms": TERMS.replace("term: Roster", "term: baseline")},
        "terms.yml:6: baseline stands here twice. Keep one of the two, or give this one another name.",
    ),
    (
        {"terms": TERMS.replace("long: antenatal care", "meaning: antenatal care")},
        "terms.yml:10: long is missing in abbreviations 1. Add to this block: long: …",
    ),
]


@pytest.mark.parametrize(("texts", "message"), FAULTS, ids=range(len(FAULTS)))
def test_a_broken_row_is_told_with_its_line_and_the_next_step(texts, message):
    _, told = catalogues_of(**texts)
    assert message in told


def test_a_fault_in_one_indicator_makes_no_second_one_where_it_is_named():
    _, told = catalogues_of(indicators=INDICATORS.replace("better: up", "better: higher"))
    assert [one.partition(":")[0] for one in told] == ["indicators.yml"]


def test_a_block_without_anything_to_show_says_where_to_write_it():
    markup, document = markup_of(block("strategies", " "))
    markup.toolkit = toolkit_of({})[0]
    faults = Faults()
    markup.check(document, faults)
    assert [one.message for one in faults] == ["there are no strategies to show"]


# ------------------------------------------------------------ codes in the files of districts


NO_CODE = "18: the indicator catalogue has no code W40. Did you mean W04? Allowed: W04."
OTHER_WAY = (
    "19: Absence without reason says down, but in the catalogue more of W04 is better. "
    "Write direction: up, or leave the code out if you count something else."
)


@pytest.mark.parametrize(("code", "told"), [("W40", [NO_CODE]), ("GH-HR-7", []), ("W04", [OTHER_WAY])])
def test_a_code_of_the_catalogue_is_looked_up_and_a_country_may_have_its_own(code, told):
    good = (BAD / "ok-workplan.yml").read_text(encoding="utf-8")
    data, _ = loaded(good.replace("        unit: percent\n", f"        unit: percent\n        catalogue: {code}\n").encode())
    faults = Faults()
    codes.check(data, catalogues_of()[0], faults)
    assert [f"{one.location.line}: {one.message}. {one.hint}" for one in faults] == told


# ------------------------------------------------------------ what stands in the toolkit


def test_the_table_has_strategies_for_every_area_and_every_one_thinks_of_women_and_men():
    strategies = ours().strategies
    assert len(strategies) >= 32
    assert [area for area in AREA_TITLES if sum(one.area == area for one in strategies) < 5] == []
    assert sum(one.money == "none" for one in strategies) > len(strategies) / 2


def test_every_indicator_of_the_brief_is_in_the_catalogue():
    wanted = [f"{letter}{n:02}" for letter, last in (("S", 26), ("I", 3), ("M", 2), ("W", 12)) for n in range(1, last + 1)]
    assert [one.code for one in ours().measures] == wanted


def test_the_sheet_on_strategies_has_its_41_words_and_every_entry_an_address_of_its_own():
    catalogues = ours()
    assert sum(one.basic for one in catalogues.terms) == 41
    anchors = [one.anchor for rows in entries(catalogues) for one in rows]
    assert len(set(anchors)) == len(anchors) > 100


# ------------------------------------------------------------ what is shown


def test_strategies_stand_by_area_and_can_be_narrowed_on_the_screen():
    markup, document = markup_of(block("strategies", " "))
    html = markup.screen(document)
    assert re.findall(r'<article id="(\w+)" data-item data-area="(\d)" data-money="(\w+)" data-soon="(\d)"', html) == [
        ("roster", "1", "none", "1"), ("praise", "4", "own", "8"),
    ]  # fmt: skip
    assert '<option value="4">Rewards and sanctions</option>' in html
    assert re.search(r'class="msi-filter"[^>]* hidden>', html)  # the script shows it


def test_on_paper_the_strategies_are_a_table_with_a_head_on_every_page():
    html = printed("strategies", " ")
    assert words(html).startswith("Strategy, and the problem that it answers What you do How you see it Watch out. Women and men 1 Availability")
    assert "Praise in public Good work goes unseen. Own small means · within 8 months" in words(html)
    assert "filter" not in html and "<select" not in html


def test_a_choice_of_areas_keeps_the_numbers():
    text = words(printed("strategies", "areas: [rewards_sanctions]"))
    assert "4 Rewards and sanctions 2 Praise in public" in text and "Availability" not in text


def test_an_indicator_says_what_is_counted_out_of_what():
    text = words(printed("indicators", " "))
    assert "W04 Present at a visit %, more is better Staff present ÷ staff on the roster Visit each quarter sex, cadre" in text


def test_the_sheet_to_fill_in_has_a_row_for_each_indicator():
    html = printed("indicators", "own: 2\nheight: 9\ncolumns: [{title: Last year, width: 20}, This year]")
    assert words(html) == (
        "Indicator: what is counted ÷ out of what Last year This year "
        "W04 Present at a visit, %: present ÷ on the roster One of your own: One of your own:"
    )
    assert html.count('<td style="height:9.0mm"></td>') == 6


def test_the_glossary_has_an_address_for_every_word():
    markup, document = markup_of(block("glossary", " "))
    html = markup.screen(document)
    assert re.findall(r'<div id="([\w-]+)" data-item data-kind="(\w+)"><dt>([^<]*)', html) == [
        ("baseline", "words", "Baseline"), ("roster", "words", "Roster"), ("short-anc", "abbreviations", "ANC"),
        ("short-cao", "abbreviations", "CAO"), ("short-dhmt", "abbreviations", "DHMT"),
    ]  # fmt: skip
    assert words(printed("glossary", "show: basic")) == "Baseline The value before you start"
    assert "CAO Chief Administrative Officer (Uganda)" in words(printed("glossary", "show: abbreviations"))


# ------------------------------------------------------------ words that are explained

GLOSSARY = {"glossary.md": "---\ntitle: Glossary\n---\n```glossary\n```\n"}


def explained(body: str) -> str:
    """The screen's Markdown, explained words as {word > address}."""
    markup, document = markup_of(body, GLOSSARY)
    link = r'<a class="msi-word" href="([^"]*)" title="[^"]*">([^<]*)</a>'
    return re.sub(link, r"{\2 > \1}", markup.screen(document))


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("A baseline, a baseline.", "A {baseline > ../../glossary.html#baseline}, a baseline."),
        ("Baselines differ.", "{Baselines > ../../glossary.html#baseline} differ."),
        ("Ask in ANC, the\nroster.", "Ask in {ANC > ../../glossary.html#short-anc}, the\n{roster > ../../glossary.html#roster}."),
        ("The [[team]] and the DHMT.", "The {DHMT > ../../glossary.html#short-dhmt} and the DHMT."),
        ("**A roster** is a plan.", "**A {roster > ../../glossary.html#roster}** is a plan."),
        *[
            (same, same)
            for same in (
                "## The roster\n\nText.",
                "The roster\n----------",
                "[the\nroster](review-sheet.md) and [a roster][1] and ![a roster](a.svg)\n\n[1]: review-sheet.md",
                "Say `roster`, <span title='roster'>x</span>, https://example.org/roster and ANC-like, BANC.",
                '!!! tip "The roster"\n    Text.',
                "| roster | b |\n|---|---|\n| c | d |",
            )
        ],
    ],
)
def test_the_first_use_of_a_word_leads_to_the_glossary(body, shown):
    assert explained(body).strip() == shown


def test_a_block_is_left_alone_and_paper_is_too():
    assert "msi-word" not in explained(block("checklist", "items: [The roster hangs on the wall]"))
    markup, document = markup_of("The roster.", GLOSSARY)
    assert markup.print(document).html == "<p>The roster.</p>"


def test_the_meaning_of_a_word_cannot_be_read_as_markup():
    texts = {"tools/workshop-1/a.md": tool_text("a", "The roster."), **GLOSSARY}
    terms = TERMS.replace("Plan of who works when", """'A "plan" <b>, *who* [works](x.md) `when` | [[team]]'""")
    toolkit, faults = toolkit_of(texts, None, CATALOGUES | {"terms": terms})
    assert not list(faults)
    staged = Markup(toolkit, read_dialect(ROOT)).screen(toolkit.tool("a").document)
    html = Converter(read_dialect(ROOT)).convert(staged)
    title = re.fullmatch(r'<p>The <a class="msi-word" href="[^"]*" title="([^"]*)">roster</a>.</p>', html)[1]
    assert unescape(title) == 'A "plan" <b>, *who* [works](x.md) `when` | DHMT'


def test_the_list_is_narrowed_as_one_chooses_and_a_link_opens_what_was_hidden(visit, tmp_path):
    markup, document = markup_of(block("strategies", " "))
    script = (ROOT / "theme/site/assets/javascripts/filter.js").read_text(encoding="utf-8")
    page = tmp_path / "list.html"
    page.write_text(f'<html lang="en">{markup.screen(document)}<script>{script}</script>', encoding="utf-8")
    tab = visit()
    tab.goto(page.as_uri())
    shown = lambda: [one.get_attribute("id") for one in tab.query_selector_all("article") if one.is_visible()]
    assert shown() == ["roster", "praise"]
    tab.get_by_label("Words").type("NIGHTS who")
    assert shown() == ["roster"] and tab.get_by_role("status").inner_text() == "1 of 2 strategies"
    assert tab.query_selector_all("h2:visible")[0].inner_text() == "1 Availability"
    tab.get_by_label("Words").fill("")
    tab.get_by_label("needs no extra money").check()
    assert shown() == ["roster"]
    tab.evaluate("location.hash = 'praise'")
    tab.wait_for_selector("#praise:visible")
    assert not tab.get_by_label("needs no extra money").is_checked() and not tab.faults
