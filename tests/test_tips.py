"""The tips, gathered from the texts in which they stand."""

from __future__ import annotations

import re

from test_blocks import block
from texts import ROOT, document, markup_of, tool_text

from msi_build.diagnostics import Faults
from msi_build.model.toolkit import load_toolkit
from msi_build.render.review import TIPS
from msi_build.render.tips import gathered, tips
from msi_build.settings import Settings
from msi_build.sources import read

EVENT = """---
title: Workshop 1
event: workshop-1
---
First words.

## Before

!!! tip "Tip 13"
    E-mail the [sheet](../tools/workshop-1/review-sheet.md#first-part) early.

## During

!!! facilitators "While they write"
    Wait.

    !!! tip "Tip 14"
        Give **time**.

        And paper.
"""
OTHERS = {
    "events/workshop-1.md": EVENT,
    "tools/workshop-1/other.md": tool_text("other", '!!! tip "Tip 13"\n    E-mail this sheet early.\n'),
    "about/start.md": '---\ntitle: Start\n---\n!!! tip "Tip 2"\n    Look at the year.\n',
}


def test_a_tip_inside_another_box_is_a_tip_too():
    found = tips(document("content/en/events/workshop-1.md", EVENT))
    assert [(tip.number, tip.line, tip.text) for tip in found] == [
        (13, 9, "E-mail the [sheet](../tools/workshop-1/review-sheet.md#first-part) early."),
        (14, 17, "Give **time**.\n\nAnd paper."),
    ]


def test_each_tip_stands_once_with_the_words_of_its_event_and_links_to_all_its_places():
    markup, under_test = markup_of(block("tips", " "), OTHERS)
    assert [(one.number, one.event, len(one.places)) for one in gathered(markup.toolkit)] == [
        (2, "", 1), (13, "workshop-1", 2), (14, "workshop-1", 1),
    ]  # fmt: skip
    html = markup.screen(under_test)
    assert re.findall(r'<h2 id="([\w-]+)">([^<]*)', html) == [("programme", "Planning the programme"), ("workshop-1", "MSI Workshop 1")]
    assert html.count("early.</p>") == 1 and "this sheet" not in html
    assert '<p>E-mail the <a href="review-sheet.html#first-part">sheet</a> early.</p>' in html
    assert re.findall(r'<a href="([^"]*)">(?:Workshop 1|Other|Start)</a>', html) == [
        "../../about/start.html", "../../events/workshop-1.html#before", "other.html", "../../events/workshop-1.html#during",
    ]  # fmt: skip


def test_every_tip_of_the_list_stands_in_the_toolkit():
    toolkit = load_toolkit(read(Settings(root=ROOT), Faults()), Faults())
    assert {one.number for one in gathered(toolkit)} == TIPS
