"""Authors' Markdown: placeholders, links, boxes, and every fault with its line."""

from __future__ import annotations

import datetime as dt
import re
import time
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import ROOT, faults_of, markup_of, tool_text

from msi_build.diagnostics import Faults
from msi_build.model.toolkit import Headcount
from msi_build.render.dialect import Converter, DialectFault, read_dialect
from msi_build.render.placeholders import PLACEHOLDERS, Context, as_entities, dates_words, fill_plain
from msi_build.render.tips import tips


def district(name="Adinkra East", statement="31% were absent."):
    cycle = SimpleNamespace(statement=SimpleNamespace(text=statement) if statement else None)
    return SimpleNamespace(name=name, current_cycle=cycle)


UGANDA = SimpleNamespace(team_abbr="DHT", name="Uganda")


# ------------------------------------------------------------ placeholders


def test_without_data_a_placeholder_gives_general_words_on_the_screen():
    markup, document = markup_of("The [[team]] of [[district]] uses the [[hmis]].")
    assert markup.screen(document) == "The DHMT of your district uses the health information system."


def test_on_paper_a_line_to_write_on_stands_where_data_are_missing():
    markup, document = markup_of("Plan of [[district]], written by the [[team]].")
    assert markup.print(document).html == (
        '<p>Plan of <span class="blank" style="width:50mm"></span>, written by the DHMT.</p>'
    )


def test_what_came_from_data_is_marked_on_paper_but_not_the_words_of_a_country():
    markup, document = markup_of("Plan of [[district]], written by the [[team]].")
    context = Context(country=UGANDA, district=district())
    assert markup.print(document, context).html == (
        '<p>Plan of <span class="filled">Adinkra East</span>, written by the DHT.</p>'
    )
    assert markup.print(document, context).uses == {"district", "team"}


NASTY = 'A *b* _c_ `d` [e](javascript:f) <img src=x onerror=g> | # &amp; "h" \\ {{ i }}\n\n- j'


def test_a_value_is_never_read_as_markdown_or_html():
    markup, document = markup_of("Of [[district]] now.\n\n| a | b |\n|---|---|\n| [[district]] | x |\n")
    context = Context(district=district(NASTY))
    shown = " ".join(NASTY.split())
    for html in (
        markup.print(document, context).html,
        Converter(read_dialect(ROOT)).convert(markup.screen(document, context)),
    ):
        assert "<img" not in html and "<em>" not in html and "<a" not in html and "<code>" not in html
        assert len(re.findall("<t[dh][ >]", html)) == 4
        assert _text(html).count(shown) == 2


def _text(html):
    words = []
    parser = HTMLParser()
    parser.handle_data = words.append
    parser.feed(html)
    return "".join(words)


def test_a_value_inside_an_attribute_stays_inside_it():
    markup, document = markup_of("![Room of [[district]]](room.svg)")
    html = markup.print(document, Context(district=district('"><b>'))).html
    assert '<img alt="Room of &quot;&gt;&lt;b&gt;" src="content/en/tools/workshop-1/room.svg" />' in html


def test_code_is_left_as_it_is_typed():
    markup, document = markup_of("Write `[[team]]`.\n\n```text\n[[team]]\n```\n")
    assert "`[[team]]`" in markup.screen(document)
    assert markup.print(document).html.count("[[team]]") == 2


def test_every_placeholder_has_words_without_data():
    for name, placeholder in PLACEHOLDERS.items():
        assert fill_plain(f"[[{name}]]", Context()) == placeholder.generic
    assert fill_plain("[[participants]]", Context(people=Headcount(participants=22))) == "22"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2027-02-16", "2027-02-16", "16 February 2027"),
        ("2027-02-16", "2027-02-17", "16–17 February 2027"),
        ("2027-03-31", "2027-04-02", "31 March to 2 April 2027"),
        ("2027-12-30", "2028-01-02", "30 December 2027 to 2 January 2028"),
    ],
)
def test_dates_are_written_in_words(start, end, words):
    assert dates_words(dt.date.fromisoformat(start), dt.date.fromisoformat(end)) == words


def test_entities_keep_letters_of_all_languages():
    assert as_entities("Ɛhɔ  9–10") == "Ɛhɔ 9&#8211;10"


# ------------------------------------------------------------ on paper


def test_links_to_tools_name_the_tool_and_links_to_the_web_show_their_address():
    markup, document = markup_of(
        "See [the sheet](review-sheet.md#first-part), [the event](../../events/workshop-1.md), "
        "[WHO](https://www.who.int/) and [below](#below).\n\n## Below\n"
    )
    assert markup.print(document).html.split("\n")[0] == (
        '<p>See <a href="tool:review-sheet">the sheet</a> <span class="ref">(review-sheet)</span>, '
        '<span>the event</span>, <a href="https://www.who.int/">WHO</a> <span class="ref">(www.who.int)</span> '
        'and <a href="#below">below</a>.</p>'
    )


def test_what_is_for_facilitators_is_not_printed_for_participants():
    markup, document = markup_of('Before.\n\n!!! facilitators "While they write"\n    Wait.\n\nAfter.')
    assert markup.print(document, audience="F").html == (
        '<p>Before.</p>\n<div class="facilitators">\n<p class="label">For facilitators: While they write</p>\n'
        "<p>Wait.</p>\n</div>\n<p>After.</p>"
    )
    assert markup.print(document, audience="P").html == "<p>Before.</p>\n<p>After.</p>"
    assert '!!! facilitators "For facilitators: While they write"' in markup.screen(document)


def test_a_tip_has_its_label_in_the_first_line():
    markup, document = markup_of('!!! tip "Tip 14"\n    Give **time**.\n')
    assert markup.print(document).html == (
        '<div class="tip">\n<p><span class="label">Tip.</span> Give <strong>time</strong>.</p>\n</div>'
    )
    assert [(tip.number, tip.text) for tip in tips(document)] == [(14, "Give **time**.")]


def test_a_tip_inside_a_box_is_a_tip_too():
    _, document = markup_of('!!! facilitators "Before"\n    !!! tip "Tip 14"\n        Give **time**.\n\n    More.\n')
    assert [(tip.number, tip.text) for tip in tips(document)] == [(14, "Give **time**.")]


def test_sections_steps_and_tables_get_the_classes_of_the_look():
    markup, document = markup_of(
        "## One\n\n1. First\n\n## Two\n\n| a | b | c |\n|---|--:|--|\n| d | 1 | |\n| e | 2 | |\n| f | 3 | |\n\n***\n\nEnd."
    )
    html = markup.print(document).html
    assert '<h2 id="one">One</h2>\n<ol class="steps">' in html
    assert '<div class="gap"></div>\n<h2 id="two">' in html.replace("</div><h2", "</div>\n<h2")
    assert (
        '<table class="grid short">' in html and '<td class="n">1</td>' in html and '<th scope="row">d</th>' in html
    )
    assert '<div class="page-break"></div>' in html


def test_headings_keep_their_address_whatever_the_data():
    markup, document = markup_of("## What the [[team]] does\n\nSee [above](#what-the-dhmt-does).")
    assert markup.anchors(document.name) == ("what-the-dhmt-does",)
    assert 'id="what-the-dhmt-does"' in markup.print(document, Context(country=UGANDA)).html


def test_comments_are_not_published():
    markup, document = markup_of("A <!-- ask\nEsi --> b `<!-- c -->`.")
    assert markup.screen(document) == "A  b `<!-- c -->`."


# ------------------------------------------------------------ faults


FAULTS = [
    ("Ask the [[teem]].", "1: no placeholder is called teem. Did you mean team?"),
    ("<script>alert(1)</script>", "1: the element <script> may not be used in texts."),
    ("a\n\n<iframe src=x>", "3: the element <iframe> may not be used in texts."),
    ('<div onclick="x()">a</div>', "1: the attribute onclick may not be used in <div>."),
    ('<span style="color:red">a</span>', "1: the attribute style may not be used in <span>."),
    ("# A {: onclick=alert(1) }", "1: attributes such as onclick may not be added to texts."),
    ("[a](javascript:alert(1))", "1: links of the kind javascript: are not allowed."),
    ("[a](data:text/html,x)", "1: links of the kind data: are not allowed."),
    ("<javascript:alert(1)>", "1: links of the kind javascript: are not allowed."),
    ("[a][b]\n\n[b]: javascript:x", "3: links of the kind javascript: are not allowed."),
    ("[a](https://me:secret@example.org)", "holds a user name or password."),
    ("[a](/tools/x.md)", "1: the link /tools/x.md begins at the root of a server; on a stick there is none."),
    ("[a](C:\\texts\\x.md)", "is a path of Windows."),
    ("[a](..\\x.md)", "is a path of Windows."),
    ("[a](../../../../README.md)", "1: the link ../../../../README.md leaves the folder content/en/."),
    (
        "[a](review-shet.md)",
        "1: no page is at content/en/tools/workshop-1/review-shet.md. Did you mean review-sheet.md?",
    ),
    ("[a](Review-Sheet.md)", "Did you mean review-sheet.md?"),
    (
        "[a](review-sheet.html)",
        "1: review-sheet.html is a finished page. Link to its source, which ends with .md",
    ),
    (
        "[a](review-sheet.md#last)",
        "1: no heading of content/en/tools/workshop-1/review-sheet.md has the address #last.",
    ),
    ("[a](#here)", "has the address #here. That page has no headings."),
    ("[a]()", "1: this link leads nowhere."),
    ("![A room](https://example.org/a.png)", "lies on another website; on a stick it is missing."),
    ("![](a.png)", "1: this picture has no words for those who cannot see it."),
    ("![IMG_1.jpg](a.jpg)", "1: the words for this picture are a file name, IMG_1.jpg."),
    ("# Again\n", "1: this is a second title; the page's title is made from the front matter."),
    ("## A\n\n#### B\n", "3: this heading skips a level: #### comes after ##. Write ###."),
    ("##\n", "1: this heading has no words."),
    (
        "| a | b |\n|---|---|\n| 1 | 2 | 3 |",
        "3: this row has 3 cells, the table has 2 columns; the rest is lost.",
    ),
    ("a\n\n```text\nb", "3: the block that begins here is not closed."),
    ("```checklst\nitems: [a]\n```", "1: no block is called checklst. Did you mean checklist?"),
    ("- a\n\n  ```fields\n  - {label: b}\n  ```", "3: a block must begin at the left margin."),
    ("```agenda workshop-1\n```", "1: only the name may stand behind the fence, not agenda workshop-1."),
    ("!!! tipp\n    a", "1: no box is called tipp. Did you mean tip?"),
    ("!!! tip\na", "1: this box has no text. Indent the lines that belong to it by four spaces."),
    ('!!! tip "Tip 10"\n    a', "1: no tip has the number 10. Tips are numbered 1 to 34, without 10."),
    ('--8<-- "/etc/passwd"', "1: files cannot be included."),
    ("a \ue000 b", "1: here stands a private character, U+E000, that no font shows."),
    ("x\n\n" + "[" * 20_000, "3: one paragraph holds more than 1000 opening brackets."),
    (">" * 5_000 + " a", "1: quotations are nested more than 50 deep."),
]


@pytest.mark.parametrize(("body", "words"), FAULTS, ids=[words[:50] for _, words in FAULTS])
def test_a_fault_is_told_with_its_line_and_the_next_step(body, words):
    told = faults_of(body)
    assert any(words in one for one in told), told


FINE = [
    "Plain **words**, a [link](review-sheet.md), [an anchor](review-sheet.md#first-part), <https://www.who.int/>, <a@b.org>.",
    "`<script>` and `[[unknown]]` in code, and 3 < 4 > 2.",
    "```text\n<script>[[unknown]]\n```",
    "[mail](mailto:office@example.org) [call](tel:+233200000000) [all](../../districts/index.md) [pdf](review-sheet.pdf)",
    "| a | b |\n|---|---|\n| 1 \\| 2 | `x|y` |",
    "## A\n\n### B\n\n## A\n",
    "*" * 20_000,
    "<details markdown>\n<summary>More</summary>\n\nText.\n\n</details>",
    "Word[^1].\n\n[^1]: Note.",
]


@pytest.mark.parametrize("body", FINE, ids=range(len(FINE)))
def test_what_is_right_is_left_alone(body):
    assert faults_of(body) == []


def test_all_faults_of_a_document_are_told_in_one_run():
    assert len(faults_of("[[a]]\n\n<script>\n\n[b](/c)\n\n```nope\n```")) == 4


def test_the_longest_text_is_read_in_good_time():
    body = "\n\n".join(
        f"## Part {n}\n\nSome *words* with a [link](review-sheet.md) and `code`.\n\n1. One\n2. Two"
        for n in range(300)
    )
    start = time.monotonic()
    markup, document = markup_of(body)
    markup.check(document, Faults())
    markup.print(document)
    assert time.monotonic() - start < 10


def test_names_of_python_code_in_the_configuration_are_refused(tmp_path):
    (tmp_path / "mkdocs.yml").write_text(
        "markdown_extensions:\n  - toc:\n      slugify: !!python/name:os.system\n"
    )
    with pytest.raises(DialectFault, match="names of Python code"):
        read_dialect(tmp_path)


def test_two_tools_may_link_to_each_other():
    other = {
        "tools/workshop-2/plan.md": tool_text(
            "plan", "[back](../workshop-1/under-test.md)", event="workshop-2"
        )
    }
    markup, document = markup_of("[there](../workshop-2/plan.md)", other)
    faults = Faults()
    markup.check(document, faults)
    assert not list(faults)


SCRAPS = """``` | ```agenda\n | ```fields\n | ```slides\n | - {label: a} | - {title: a, text: | agenda: short-day | [ | ]( | ) | ! | < | <b
 | </div> | ` | [[team]] | [[x]] | \n | \n\n | !!! tip | # | ## | | --- | 1. | [^1]: a | javascript: | <!-- | --> | { | } | : | *[HTML]: x"""


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(SCRAPS.split(" | ")), max_size=20))
def test_whatever_is_typed_is_told_or_shown_and_never_a_traceback(scraps):
    markup, document = markup_of("".join(scraps))
    faults = Faults()
    markup.check(document, faults)
    if not faults.errors:
        markup.print(document)
        markup.screen(document)
