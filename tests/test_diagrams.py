"""Diagrams at any data: cards and words lie inside and apart, a drawing that does not fit says so."""

from itertools import combinations
from xml.etree import ElementTree

import pytest

from msi_build.render.clock import Clock, clock_labels
from msi_build.render.diagrams import (
    A3_LANDSCAPE,
    A4_LANDSCAPE,
    PRINT,
    SCREEN,
    Bone,
    Node,
    Ring,
    Shore,
    Stop,
    blank_fishbone,
    blank_tree,
    cycle,
    fishbone,
    ripples,
    timeline,
    tree,
)
from msi_build.render.figures import Box, balance, width, wrap
from msi_build.render.problem_tree import TreeLayout, layout_tree
from msi_build.render.ruler import storeys

STATEMENT = "On 12 unannounced visits in March to May 2026, 31% of rostered staff at 14 health centres were not at work."
LONG = "In-charges of health centres were never shown how to make a duty roster that all staff can see and keep to"


def cause(text: str = LONG, *because: Node) -> Node:
    return Node(text, "data", "ours", children=because)


def chain(depth: int) -> Node:
    """A cause behind a cause behind a cause."""
    return cause(LONG, chain(depth - 1)) if depth > 1 else cause()


def bush(depth: int, branches: int) -> Node:
    return cause(LONG, *(bush(depth - 1, branches) for _ in range(branches))) if depth > 1 else cause()


TREES = {
    "one cause": ((cause(),), ()),
    "one word": ((cause("Absence"),), (Node("Deaths"),)),
    "a word wider than a card": ((cause("x" * 200), cause("y" * 90)), ()),
    "seven levels": ((chain(7),), ()),
    "wide and deep": ((bush(4, 3), bush(2, 2)), (Node("Effect", children=(Node("a"), Node("b", children=(Node("c"),)))),)),
    "eight causes, no effects": (tuple(cause() for _ in range(8)), ()),
    "effects only": ((), (Node(LONG), Node(LONG))),
}


def boxes(layout: TreeLayout) -> list[Box]:
    return [card.box for card in (layout.trunk, *layout.causes, *layout.effects)]


@pytest.mark.parametrize("name", TREES)
def test_cards_of_a_tree_lie_inside_and_apart(name):
    layout = layout_tree(STATEMENT, *TREES[name], A4_LANDSCAPE)
    whole = Box(0, 0, layout.width, layout.height)
    assert all(box.inside(whole) for box in boxes(layout))
    assert not any(one.overlaps(other) for one, other in combinations(boxes(layout), 2))


@pytest.mark.parametrize("name", TREES)
def test_words_of_a_tree_lie_inside_their_card(name):
    layout = layout_tree(STATEMENT, *TREES[name], A4_LANDSCAPE)
    for card in (*layout.causes, *layout.effects):
        assert max(width(line, layout.pt) for line in card.lines) <= card.box.width - 4
        assert len(card.lines) * layout.pt * 0.3528 * 1.2 + (5.4 if card.node.evidence else 0) <= card.box.height
        assert "".join(card.lines).replace(" ", "") == card.node.text.replace(" ", "")


def test_a_tree_says_when_it_needs_larger_paper():
    assert layout_tree(STATEMENT, [chain(3), chain(3)], [], A4_LANDSCAPE).fits
    deep = [chain(6), chain(6)]
    assert not tree(STATEMENT, deep, room=A4_LANDSCAPE).fits
    assert tree(STATEMENT, deep, room=A3_LANDSCAPE).fits


def test_type_never_gets_smaller_than_it_may():
    assert layout_tree(STATEMENT, [bush(4, 3)], [], A4_LANDSCAPE).pt >= 9.5


def test_an_empty_tree_and_fish_fit_their_sheets():
    for room in (A4_LANDSCAPE, A3_LANDSCAPE):
        assert blank_tree(room).fits
        assert blank_fishbone(room).fits


def test_a_fish_with_too_many_words_says_so():
    few = [Bone("Direction", (cause("Rosters are not made"),))] * 6
    many = [Bone("Direction", tuple(cause() for _ in range(9)))] * 6
    assert fishbone(STATEMENT, few).fits
    assert not fishbone(STATEMENT, many).fits


EVENTS = [
    Stop(1.1, "Orientation", "12 Jan", "done"), Stop(4.3, "Analysis visit", "3 Feb", "done"),
    Stop(6.1, "Workshop 1", "16 Feb", "done"), Stop(11.1, "Workshop 2", "23 Mar", "done"),
    Stop(20, "Support visit 1", "24 May"), Stop(28, "Meeting 1", "19 July", "next"),
    Stop(36, "Support visit 2", "13 Sept"), Stop(44, "Meeting 2", "8 Nov"),
]  # fmt: skip


def test_names_beside_the_clock_lie_apart():
    crowded = [*EVENTS[:3], Stop(6.2, "Extra visit"), Stop(6.3, "Another visit"), *EVENTS[3:], Stop(44, "Decision")]
    labels = clock_labels(Clock(44, 11, 120), crowded, 2)
    assert not any(one.box.overlaps(other.box) for one, other in combinations(labels, 2))


def test_names_over_the_ruler_lie_apart_and_inside():
    placed = storeys(EVENTS, 44, 175)
    found = []
    for stop, (storey, left) in zip(EVENTS, placed, strict=True):
        long = max(width(stop.name, 9.5, "700"), width(stop.date, 9, "700"))
        found.append(Box(left, storey * 10, long, 9))
    assert all(0 <= box.x and box.right <= 175 for box in found)
    assert not any(one.overlaps(other) for one, other in combinations(found, 2))


def test_rings_behind_us_are_full_and_to_come_broken():
    drawing = ripples([Shore("Adinkra East", 1, 14, 21)], [Ring(6, "Workshop 1", done=True), Ring(28, "Meeting 1")], 44)
    assert drawing.svg.count("stroke-dasharray") == 44 - 6 - 1  # the ring of an event is always full
    assert drawing.svg.count("<circle") == 14 + 21


FIGURES = {
    "tree": lambda flavour: tree("<b>A & B</b>", [cause("<script>x</script>")], [Node('"quoted"')], flavour=flavour),
    "fishbone": lambda flavour: fishbone("<b>A & B</b>", [Bone("<i>", (cause("<script>x</script>"),))], flavour=flavour),
    "cycle": lambda flavour: cycle([Stop(3, "<script>x</script>")], 0, flavour=flavour, note="<b>"),
    "timeline": lambda flavour: timeline([Stop(3, "<script>x</script>", "<b>")], 2, flavour=flavour),
    "ripples": lambda flavour: ripples([Shore("<script>x</script>", 1)], [Ring(3, "<b>")], flavour=flavour),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_sound_named_and_holds_words_as_words(name):
    paper, screen = FIGURES[name](PRINT).svg, FIGURES[name](SCREEN).svg
    for svg in (paper, screen):
        root = ElementTree.fromstring(svg)
        names = [one.tag.rpartition("}")[2] for one in root.iter()]
        assert names[1] == "title"
        assert not {"script", "b", "i"} & set(names)
        assert not any("id" in one.attrib or "style" in one.attrib for one in root.iter())


def test_the_same_data_give_the_same_drawing():
    assert all(make(SCREEN).svg == make(SCREEN).svg for make in FIGURES.values())


def test_lines_are_no_wider_than_asked():
    for limit in (12, 30, 61.5):
        for lines in (wrap(LONG, limit, 10.5), balance(LONG, limit, 10.5)):
            assert max(width(line, 10.5) for line in lines) <= limit
            assert " ".join(lines) == LONG or limit == 12
