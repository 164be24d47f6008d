"""The guidance is no harder and no more childish than a good newspaper: a reading age of 13 to 15, by textstat.

The measure is SMOG, the usual one for health texts (McLaughlin 1969): a school grade from the long words in sentences,
plus five for the age. It is taken over running prose, paragraphs and list items that are sentences: tables, forms,
slides and agendas have no sentences to count, nor have pages of a few lines. Pages outside are named with a reason.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
import pytest
import textstat
from conftest import ROOT
from test_facts import loaded, screen_html

AGES = (13, 15)
WORDS = 150  # fewer are too few sentences for the measure
HOMES = ("about/", "events/", "stages/")
NO_PROSE = {"script", "style", "svg", "table", "dl", "form", "figure", "aside", "h1", "h2", "h3", "h4", "h5", "h6"}

with (ROOT / "tests/data/reading-age.tsv").open(encoding="utf-8", newline="") as file:
    OUTLIERS = {row[0]: row[1] for row in csv.reader(file, delimiter="\t")}


def sentences(element: Element) -> Iterator[str]:
    """The text of each paragraph and list item that ends like a sentence."""
    if element.tag in NO_PROSE:
        return
    parts = [child for child in element if child.tag in ("p", "ul", "ol", "div")]
    if element.tag in ("p", "li") and not parts:
        text = " ".join("".join(element.itertext()).split())
        if len(text.split()) > 4 and text.endswith((".", "?", "!", "”")):
            yield text
        return
    for child in element:
        yield from sentences(child)


def prose(name: str) -> str:
    return "\n".join(sentences(html5lib.parseFragment(screen_html(name), namespaceHTMLElements=False)))


def guidance() -> list[str]:
    """Tools that are guidance, and the pages about events, stages and the toolkit itself."""
    named = {name.removeprefix("content/en/").removesuffix(".md"): one for name, one in loaded().toolkit.by_name.items()}
    return [name for name, one in named.items() if name.startswith(HOMES) or getattr(one, "kind", "") == "guidance"]


@pytest.mark.parametrize("page", guidance())
def test_guidance_reads_at_13_to_15(page):
    text = prose(page)
    age = textstat.smog_index(text) + 5
    fits = len(text.split()) < WORDS or AGES[0] <= age <= AGES[1]
    assert fits != (page in OUTLIERS), f"{page} reads at {age:.1f}; listed: {OUTLIERS.get(page, 'not')}"
