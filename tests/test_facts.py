"""Facts of the five sources, collected line by line before the pages were read, stand on the pages that should hold them.

A row of `data/facts.tsv`: source and line, the fact in plain words, the page, and pieces of text (regular expressions
between ` ~ `). All pieces must stand near each other: a number counts only with its subject.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from html import unescape

import pytest
from conftest import ROOT

from msi_build.build import load
from msi_build.diagnostics import Faults
from msi_build.settings import Settings

NEAR = 240  # characters between the first and the last piece: two or three sentences, or one row of a table

with (ROOT / "tests/data/facts.tsv").open(encoding="utf-8", newline="") as file:
    FACTS = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def loaded():
    return load(Settings(root=ROOT), Faults())


@cache
def screen_html(name: str) -> str:
    """A page as a browser gets it, without the frame of the site."""
    markup = loaded().markup
    return markup.convert(markup.screen(loaded().toolkit.by_name[f"content/en/{name}.md"].document))


@cache
def screen_text(name: str) -> str:
    """The words of a page as a reader sees them, agendas and other blocks included."""
    one = loaded().toolkit.by_name[f"content/en/{name}.md"]
    html = screen_html(name)
    html = re.sub(r"(?s)<(script|style|svg)\b.*?</\1>", " ", html)
    words = re.sub(r"</?(?:em|strong|a|span|b|i|code)\b[^>]*>", "", html)
    head = f"{one.title}. {one.summary or ''} {getattr(one, 'users', '')}. "
    return re.sub(r"\s+", " ", head + unescape(re.sub(r"<[^>]+>", " ", words)))


def near_each_other(pieces: list[str], text: str) -> bool:
    """True when every piece is found within NEAR characters of one hit of the first."""
    first, *others = [re.compile(rf"(?<!\w)(?:{piece})", re.IGNORECASE) for piece in pieces]
    return any(
        all(other.search(text, max(0, hit.start() - NEAR), hit.end() + NEAR) for other in others)
        for hit in first.finditer(text)
    )


@pytest.mark.parametrize(("place", "fact", "page", "words"), FACTS, ids=[f"{row[0]} {row[1]}" for row in FACTS])
def test_a_fact_of_the_sources_stands_on_its_page(place, fact, page, words):
    assert near_each_other(words.split(" ~ "), screen_text(page)), f"{page} does not say: {fact} ({place})"


def points(source: str) -> list[tuple[str, str]]:
    """What a source says, point by point, with our words for it, from `data/points.txt`."""
    lines = (ROOT / "tests/data/points.txt").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split(" | ", 1)) for line in lines if line.startswith(f"{source}:")]


@pytest.mark.parametrize(
    ("source", "page", "number"),
    [
        ("000", "tools/support-visit/guidance-support-visits", 41),
        ("001", "tools/workshop-2/guidance-ongoing-support-session", 47),
    ],
)
def test_a_tool_with_source_text_carries_every_point_in_order(source, page, number):
    text, place = screen_text(page), 0
    assert len(points(source)) == number
    for point, words in points(source):
        hit = re.compile(words).search(text, place)
        assert hit, f"not here, or not in its place: {point}"
        place = hit.end()


def test_there_are_enough_facts_and_each_source_is_read():
    assert len(FACTS) >= 140
    assert {place.split(":")[0] for place, *_ in FACTS} == {"000", "001", "002", "003", "004"}


def test_pieces_that_stand_far_apart_are_no_fact():
    assert near_each_other(["two", "visits"], "There are two of them. These visits last a day.")
    assert not near_each_other(["two", "visits"], "There are two of them. " + "Other words. " * 30 + "Visits last a day.")
    assert not near_each_other(["two"], "The network is slow.")
