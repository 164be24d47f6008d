"""The fenced blocks: what they show on the screen and on paper, and what is wrong with them."""

from __future__ import annotations

import datetime as dt
import re
from types import SimpleNamespace

import pytest
from texts import AGENDA, ROOT, faults_of, markup_of, tool_text, toolkit_of

from msi_build.diagnostics import Faults
from msi_build.model.toolkit import Headcount
from msi_build.printing.pdf import load_layout, render
from msi_build.render.blocks import BLOCKS
from msi_build.render.blocks.agenda import MINUTES_PER_MM
from msi_build.render.dialect import Converter, read_dialect
from msi_build.render.markup import Markup
from msi_build.render.placeholders import PLACEHOLDERS, Context
from msi_build.schedule import Event

EXAMPLES = {
    "agenda": "agenda: short-day",
    "checklist": """write: What I heard
sections:
  - title: The statement
    items:
      - Every area is covered
      - {text: Numbers have a source, help: for example "DHIS2"}
  - title: The tree
    items: [Every card holds one idea]""",
    "fields": """- row:
    - {label: District, value: "[[district]]"}
    - {label: Date}
- {label: The strongest point, lines: 2}
- {label: Answer, choices: [taken, "not taken, because"], lines: 1}""",
    "questions": """- {scale: [strongly disagree, disagree, neither, agree, strongly agree], not_applicable: true, start: 3, items: [Clear, Met]}
- {choice: You are, options: [woman, man]}
- {rating: Planning, from: 0, to: 10, moments: [before, now]}
- {open: "What was most useful, and why?", lines: 3}""",
    "table-form": "columns: [{title: Date, width: 20}, What we did]\nrows: 4",
    "figure": "type: tree\nblank: true",
    "tents": 'name: "[[district]]"',
    "cards": "- {title: Rain on the roof, minutes: 4, text: Rub hands., seated: The same., use: After lunch}",
    "slides": '- {title: Three parts, text: "- Own **problem**", notes: "Ask *first*."}',
    "strategies": "areas: [availability, rewards_sanctions]",
    "glossary": "show: all",
    "tips": "events: [workshop-1]",
    "time": "show: events",
    "indicators": "groups: [staff]\ncolumns: [{title: Last year, width: 20}]",
}


def block(name: str, text: str = "") -> str:
    return f"```{name}\n{text or EXAMPLES[name]}\n```"


def printed(name: str, text: str = "", context: Context | None = None, audience: str = "F") -> str:
    markup, document = markup_of(block(name, text))
    return markup.print(document, context or Context(), audience).html


def words(html: str) -> str:
    """What a reader sees, one space between all pieces."""
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]*>", " ", html, flags=re.DOTALL).replace("&#160;", " ").split())


def test_every_block_has_an_example_and_both_templates():
    assert set(EXAMPLES) == set(BLOCKS)
    for name in BLOCKS:
        assert (ROOT / "theme/print/blocks" / f"{name}.html.j2").is_file()
        assert (ROOT / "theme/pages/blocks" / f"{name}.html.j2").is_file()


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_has_no_fault(name):
    assert faults_of(block(name)) == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_site_builder_leaves_the_html_of_a_block_as_it_is(name):
    markup, document = markup_of(f"Before *it*.\n\n{block(name)}\n\nAfter *it*.")
    staged = markup.screen(document)
    html = staged.removeprefix("Before *it*.\n\n").strip().removesuffix("After *it*.").strip()
    assert "\n\n" not in html
    assert html in Converter(read_dialect(ROOT)).convert(staged)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_typed_word_is_shown_on_both_media(name):
    markup, document = markup_of(block(name))
    typed = re.findall(r"(?:title|label|text|open|choice|rating|help|seated|use): ([A-Z][\w ]+)", EXAMPLES[name])
    for html in (markup.screen(document), markup.print(document).html):
        assert [one for one in typed if one not in words(html)] == []


# ------------------------------------------------------------ agenda


@pytest.mark.parametrize(("last", "dated"), [(16, True), (18, False)])
def test_the_agenda_of_one_hour_of_a_longer_event_has_no_date(last, dated):
    start, end = dt.date(2027, 2, 16), dt.date(2027, 2, last)
    event = Event("workshop-1", None, "Workshop 1", start, end, "planned", "scheduled", 6, 1, (start, end), True)
    assert ("Tuesday 16 February 2027" in printed("agenda", context=Context(event=event))) is dated


def test_on_a_large_sheet_an_agenda_is_a_poster_of_times_and_titles():
    markup, document = markup_of(block("agenda"))
    html = markup.print(document, Context(), "P", "a3-landscape").html
    small = markup.print(document, Context(), "P").html
    assert re.findall(r'class="clock">([\d:]+)<', html) == re.findall(r'class="clock">([\d:]+)<', small)
    assert "Bring" in small and "Bring" not in html
    assert "Changes to the programme" in html  # one day: the other half is for the pen


def test_an_agenda_computes_times_and_quantities():
    html = printed("agenda", context=Context(people=Headcount(districts=4, members=5, guests=2, facilitators=3)))
    assert re.findall(r'class="clock">([\d:]+)<', html) == ["08:30", "09:00", "10:10", "10:30"]
    assert "8\u00a0cards" in html and '25\u00a0× <a href="tool:review-sheet">Review sheet</a>' in html
    assert "Quantities are for 22 people, 4 districts and 3 facilitators." in html


def test_the_bar_is_the_minutes_and_what_must_stay_says_so():
    html = printed("agenda")
    assert f'70<span class="bar" style="width:{70 / MINUTES_PER_MM}mm">' in html
    row = re.search(r'<tr class="key">.*?</tr>', html, re.DOTALL)[0]
    assert ">never cut<" in row and html.count("never cut") == 1
    assert '<tr class="pause">' in html and words(html).count("135 minutes.") == 1


def test_how_to_lead_a_session_follows_the_table_for_facilitators_only():
    assert "<h3>Opening</h3>\n<p>Ask <strong>one</strong> question.</p>" in printed("agenda")
    assert "Ask <strong>one</strong>" not in printed("agenda", audience="P")


def test_on_the_screen_the_method_opens_under_its_session():
    markup, document = markup_of(block("agenda"))
    html = markup.screen(document)
    assert "<summary>How to lead it</summary><p>Ask <strong>one</strong> question.</p></details>" in html
    assert '<a href="review-sheet.html">Review sheet</a>' in html


# ------------------------------------------------------------ forms


def test_a_checklist_numbers_its_points_through_all_sections():
    html = printed("checklist")
    assert re.findall(r'class="no"[^>]*>(\d+)<', html) == ["1", "2", "3"]
    assert words(html).startswith("✓ yes ~ partly ✗ no What I heard The statement 1 Every area is covered")
    assert html.count('class="tick"') == 9


def test_rows_are_high_enough_to_write_in():
    assert 'class="no" style="height:12.0mm"' in printed("checklist")
    assert 'class="no" style="height:9.0mm"' in printed("checklist", "items: [One]")
    assert 'class="no" style="height:15mm"' in printed("checklist", "height: 15\nitems: [One]")


def test_fields_are_lines_and_boxes():
    html = printed("fields")
    assert html.count('<span class="line"></span>') == 2
    assert '<div class="ruled" style="height:14.4mm"></div>' in html
    assert "taken" in html and html.count('class="tick"') == 2


def test_what_data_know_is_filled_in():
    context = Context(district=SimpleNamespace(name="Adinkra East"))
    assert '<span class="line filled"><span class="filled">Adinkra East</span></span>' in printed("fields", context=context)


def test_questions_have_rings_numbers_and_lines():
    html = printed("questions")
    assert re.findall(r'class="no">(\d+)<', html) == ["3", "4"]
    assert re.findall(r'class="ring">(.)<', html) == ["1", "2", "3", "4", "5", "–"] * 2
    assert "Before</strong>: Planning" in html and "Now</strong>: Planning" in html
    assert "".join(re.findall(r"<td>(\d+)</td>", html)) == "012345678910" * 2
    assert '<div class="ruled" style="height:22.4mm"></div>' in html


def test_a_table_to_fill_in_has_its_rows_on_paper():
    assert printed("table-form").count("<tr>") == 5
    assert words(printed("table-form", "columns: [Area, Strong]\nrows: [Management, Planning]")) == (
        "Area Strong Management Planning"
    )


def test_cards_come_eight_to_a_page():
    text = "\n".join(f"- {{title: Card {n}, text: Do it.}}" for n in range(9))
    assert printed("cards", text).count('class="cards wide') == 2


TALK = f"""!!! tip "Tip 13"
    Send it early.

{block("slides")}

## No projector

1. **Draw** three boxes."""

#: What stands in each file of a presentation: how to prepare it, the slide, what to say, the sheets to draw by hand.
FILES = {"slides": "-+--", "handout": "-+--", "notes": "+++-", "flipchart": "---+", "": "++++"}


@pytest.mark.parametrize("form", FILES)
def test_each_file_of_a_presentation_holds_what_its_reader_needs(form):
    markup, document = markup_of(TALK)
    html = markup.print(document, form=form).html
    told = ("Send it early", "Own <strong>problem</strong>", "<em>first</em>", "three boxes")
    assert "".join("+" if text in html else "-" for text in told) == FILES[form]


@pytest.mark.parametrize(("slides", "pages"), [(2, "2"), (4, "2 2"), (6, "3 3"), (10, "3 3 2 2"), (13, "3 3 3 2 2")])
def test_a_handout_leaves_no_slide_alone_on_its_page(slides, pages):
    talk = "\n".join(f"- {{title: Slide {n}, text: Words.}}" for n in range(slides))
    markup, document = markup_of(f"```slides\n{talk}\n```")
    first, *others = markup.print(document, form="handout").html.split("break-before:page")
    assert " ".join(str(page.count('class="slide') ) for page in (first, *others)) == pages


def test_slides_are_copied_by_hand_where_no_sheets_are_named():
    markup, document = markup_of(f"{block('slides')}\n\nBring large paper.")
    assert words(markup.print(document, form="flipchart").html) == "Bring large paper. Three parts Own problem"


@pytest.mark.parametrize("type_", ["tree", "objectives", "fishbone", "cycle", "stages", "weeks", "spiral"])
def test_figures_are_drawn_blank_without_data(type_):
    markup, document = markup_of(block("figure", f"type: {type_}"))
    assert "<svg" in markup.print(document).html and "<svg" in markup.screen(document)


# ------------------------------------------------------------ faults

FAULTS = [
    ("agenda", "agenda: short-days", "2: no agenda has the id short-days. Did you mean short-day?"),
    ("agenda", "agenda: short-day\nday: 2", "3: the agenda short-day has 1 day, no day 2."),
    ("agenda", " ", "this block is empty. Write at least: agenda: …."),
    ("checklist", "item: [a]", "2: the key item is not known here. Did you mean items?"),
    ("checklist", "scale: [yes, no]", "a checklist has either items or sections."),
    ("checklist", "items:\n  - {txt: a}", "3: the key txt is not known here. Did you mean text?"),
    ("checklist", "items: one", "2: items must be a list."),
    ("fields", "label: a", "this block must be a list. Begin each entry with a dash: - …"),
    ("fields", "- {label: a, lines: many}", "lines must be a whole number (you wrote many)."),
    ("fields", '- {label: a}\n- {value: "[[teem]]"}', "3: no placeholder is called teem. Did you mean team?"),
    ("questions", "- {ask: why}", "2: this entry is not of a known kind. Allowed: scale: with items"),
    ("questions", "- {choice: a, options: [b]}", "2: options must have at least 2 entries."),
    ("table-form", "columns: [a]\nrows: lots", "3: rows must be a number of rows from 1 to 60, or a list of row titles"),
    ("figure", "type: treee", "2: type cannot be treee. Did you mean tree? Allowed: tree, objectives, fishbone, cycle, stages, weeks, spiral."),
    ("cards", "- {title: a}", "text is missing"),
    ("tents", "name: a\ncount: many", "3: count must be a number of tents from 1 to 40"),
    ("slides", "- {title: a\n  text: b}", "2: a bracket that opens here is not closed"),
    ("strategies", "areas: [availabilty]", "2: areas 1 cannot be availabilty. Did you mean availability?"),
    ("time", "show: years", "2: show cannot be years. Allowed: events, kinds, programmes."),
    ("tips", "events: [workshop1]", "2: events 1 cannot be workshop1. Did you mean workshop-1?"),
    ("glossary", "show: some", "2: show cannot be some. Allowed: all, basic, words, abbreviations."),
    ("indicators", "group: staff", "2: the key group is not known here. Did you mean groups?"),
]


@pytest.mark.parametrize(("name", "text", "message"), FAULTS, ids=[f"{name}-{n}" for n, (name, _, _) in enumerate(FAULTS)])
def test_a_broken_block_is_told_with_its_line(name, text, message):
    told = faults_of(block(name, text))
    assert any(message in one for one in told), told


GUIDE = (ROOT / "content" / "README.md").read_text(encoding="utf-8")


def test_the_authors_guide_shows_every_block_and_placeholder():
    shown = re.findall(r"^````\n(```[\s\S]*?```)\n````$", GUIDE, re.MULTILINE)
    assert {example.split("\n")[0].strip("`") for example in shown} == set(BLOCKS)
    for example in shown:
        example = re.sub(r"agenda: .*", "agenda: short-day", example)
        assert faults_of(re.sub(r"\nday: .*", "", example)) == []
    rows = dict(re.findall(r"^\| `\[\[(\w+)\]\]` \| ([^|]*) \|", GUIDE, re.MULTILINE))
    assert rows == {name: one.meaning for name, one in PLACEHOLDERS.items()}


NASTY = "<b onclick=x> [a](javascript:b) *c* `d` &amp; ]] {{ e }}"


@pytest.mark.parametrize("name", ["checklist", "fields", "cards"])
def test_typed_text_is_shown_as_typed(name):
    shape = {"checklist": "items: ['{}']", "fields": "- {{label: '{}'}}", "cards": "- {{title: a, text: '{}'}}"}[name]
    markup, document = markup_of(block(name, shape.format(NASTY)))
    html = Converter(read_dialect(ROOT)).convert(markup.screen(document))
    for shown in (html, markup.print(document).html):
        assert "&lt;b onclick=x&gt; [a](javascript:b) *c* `d` &amp;amp; ]] {{ e }}" in shown


SLIDE = "- title: a\n  text: {}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<script>x</script>", "3: the element <script> may not be used in texts."),
        ("'[a](javascript:b)'", "3: links of the kind javascript: are not allowed."),
        ("'![a](https://example.org/b.png)'", "3: the picture https://example.org/b.png lies on another website"),
    ],
)
def test_markdown_inside_a_block_is_reviewed_too(text, message):
    assert any(message in one for one in faults_of(block("slides", SLIDE.format(text))))


def test_markdown_inside_a_block_can_do_no_harm():
    markup, document = markup_of(block("slides", SLIDE.format("'<img src=x onerror=y> [a](javascript:b) **c**'")))
    for html in (markup.screen(document), markup.print(document).html):
        assert "<img" not in html and 'href="java' not in html and "<strong>c</strong>" in html


def test_a_fault_in_a_method_is_told_at_its_place_in_the_agenda():
    markup, document = markup_of(block("agenda"))
    bad = AGENDA.replace("Ask **one** question.", "'See [it](no-page.md), [[teem]].'")
    toolkit, _ = toolkit_of({"tools/workshop-1/review-sheet.md": tool_text("review-sheet", "")}, {"short-day": bad})
    faults = Faults()
    Markup(toolkit, markup.dialect).check(document, faults)
    assert [(one.location.file, one.location.line, one.rule) for one in faults] == [
        ("content/data/agendas/short-day.yml", 9, "link-missing"),
        ("content/data/agendas/short-day.yml", 9, "placeholder"),
    ]


def test_all_blocks_are_laid_out_without_a_warning_of_the_engine():
    markup, document = markup_of("\n\n".join(block(name) for name in EXAMPLES))
    html = f'<!doctype html><html lang="en"><title>All blocks</title><main class="guide">{markup.print(document).html}</main>'
    assert render(html, load_layout(ROOT / "theme")).startswith(b"%PDF")
