"""Drawings by their geometry: cards apart and inside, words in their cards, type large enough, text escaped."""

import random
import re
from itertools import combinations, pairwise
from math import dist, hypot
from xml.etree import ElementTree

import pytest
from test_charts import SVG, inherited, parts, words

from msi_build.render import diagrams
from msi_build.render.clock import DISC, Clock, clock_labels, stop_angles
from msi_build.render.diagrams import COLOUR, SCREEN, Bone, Node, Ring, Shore, Stop
from msi_build.render.figures import PT, Box, balance, width, wrap
from msi_build.render.problem_tree import layout_tree
from msi_build.render.ruler import ruler, storeys
from msi_build.render.stages import STAGES, TURNS
from msi_build.render.weeks import ACT, MEETINGS, PLAN

STATEMENT = (
    "In 2026, 31% of rostered staff at 14 health centres were not at work, so outpatients were sent away."
)
LONG = "Nobody told the in-charges who were posted in the last two years how a duty roster is made and why"

STOPS = (
    Stop(1, "Orientation visit", "12 Jan", "done"), Stop(4, "Situation analysis visit", "2 Feb", "done"),
    Stop(6, "Workshop 1", "16 Feb", "next"), Stop(11, "Workshop 2", "23 Mar"), Stop(20, "Support visit 1", "24 May"),
    Stop(28, "Meeting 1", "19 July"), Stop(36, "Support visit 2", "13 Sept"), Stop(44, "Meeting 2", "8 Nov"),
)  # fmt: skip
RINGS = tuple(
    Ring(week, name, week == 6, week < 6)
    for week, name in ((1, "Orientation"), (6, "Workshop 1"), (20, "Support 1"))
)
SHORES = (Shore("East", 1, 14, 21), Shore("West", 1, 11, 20), Shore("South", 0, 9, 300))


def cause(text: str = "A cause", *children: Node) -> Node:
    return Node(text, "data", "ours", children=children)


def deep_tree() -> list[Node]:
    """Forty causes in six levels with long texts, the same ones every time."""
    dice, drawn = random.Random(1), 0
    below: list[Node] = []
    for count in (12, 9, 7, 5, 4, 3):  # from the deepest level up to the trunk
        shares: list[list[Node]] = [[] for _ in range(count)]
        for n, node in enumerate(below):
            shares[n % count].append(node)
        below = [cause(LONG[: dice.randint(20, 98)], *share) for share in shares]
        drawn += count
    assert drawn == 40
    return below


TREES = {
    "deep": (deep_tree(), [Node(LONG, children=(Node(LONG),)), Node("Queues")]),
    "single": ([cause("One cause")], []),
    "chain": (
        [cause(LONG, cause(LONG, cause(LONG)))],
        [Node(LONG, children=(Node(LONG, children=(Node("Deaths"),)),))],
    ),
    "effects only": ([], [Node("Queues")]),
    "statement only": ([], []),
    "a word without end": ([cause("x" * 300)], []),
}


# ---------------------------------------------------------------- words


@pytest.mark.parametrize("weight", ["400", "700", "serif700"])
def test_lines_are_no_wider_than_asked(weight):
    for limit in (12, 30, 64):
        for rows in (wrap(LONG, limit, 10.5, weight), balance(LONG, limit, 10.5, weight)):
            assert max(width(row, 10.5, weight) for row in rows) <= limit
            assert "".join(rows).replace(" ", "") == LONG.replace(" ", "")


def test_letters_of_all_our_languages_are_measured():
    assert [
        letter for letter in "ɛɔŋƒɖɣʋŵƐƆŊƉƑƔƲŴ₵" if width(letter, 10) == pytest.approx(0.9 * 10 * PT)
    ] == []


# ---------------------------------------------------------------- problem tree


@pytest.mark.parametrize("name", TREES)
@pytest.mark.parametrize("room", [diagrams.A4_LANDSCAPE, diagrams.A3_LANDSCAPE])
def test_cards_stay_apart_and_inside(name, room):
    causes, effects = TREES[name]
    found = layout_tree(STATEMENT, causes, effects, room)
    boxes = [card.box for card in (found.trunk, *found.causes, *found.effects)]
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))
    page = Box(0, 0, *(room if found.fits else (found.width, found.height)))
    assert all(box.inside(page) for box in boxes)


@pytest.mark.parametrize("name", TREES)
def test_words_stay_in_their_cards(name):
    causes, effects = TREES[name]
    drawing = diagrams.tree(STATEMENT, causes, effects)
    cards = [
        Box(*(float(one.get(side)) for side in ("x", "y", "width", "height")))
        for one in parts(drawing.svg, "card")
    ]
    outside = [text for text, box in words(drawing.svg) if not any(box.inside(card) for card in cards)]
    assert set(outside) <= {"EFFECTS", "PROBLEM", "CAUSES"}


def test_every_cause_is_drawn_once():
    found = layout_tree(STATEMENT, deep_tree(), [], diagrams.A3_LANDSCAPE)
    assert len(found.causes) == 40
    assert len({round(card.box.y, 2) for card in found.causes}) == 6


def test_children_stand_under_their_parent():
    parent, left, right = layout_tree(
        "", [cause("a", cause("b"), cause("c"))], [], diagrams.A4_LANDSCAPE
    ).causes
    assert parent.box.bottom < left.box.y == right.box.y
    assert parent.box.x + parent.box.width / 2 == pytest.approx((left.box.x + right.box.right) / 2)


def test_a_tree_that_is_too_large_says_so_and_stays_readable():
    small, large = (diagrams.tree(STATEMENT, causes, []) for causes in (TREES["single"][0], deep_tree()))
    assert (small.fits, small.width) == (True, diagrams.A4_LANDSCAPE[0])
    assert not large.fits
    assert large.width > diagrams.A4_LANDSCAPE[0] or large.height > diagrams.A4_LANDSCAPE[1]


LARGE_TREES = {
    "deep": TREES["deep"],
    "forty side by side": ([cause(f"{n} {LONG}") for n in range(40)], []),
    "a cause with thirty behind it": ([cause("One", *(cause(f"{n} {LONG}") for n in range(30)))], [Node("Queues")]),
    "six deep and long": ([cause(LONG * 2, cause(LONG, cause(LONG * 2, cause(LONG, cause(LONG * 2, cause(LONG))))))], []),
    "many effects": (TREES["single"][0], [Node(f"{n} {LONG}", children=(Node(LONG),)) for n in range(20)]),
    "texts without end": ([cause("word " * 900, cause("x" * 4000)) for _ in range(3)], [Node("y " * 2000)]),
}  # fmt: skip


def texts_of(nodes):
    return [text for node in nodes for text in (node.text, *texts_of(node.children))]


@pytest.mark.parametrize("name", LARGE_TREES)
@pytest.mark.parametrize(("room", "pt"), [((267.0, 142.0), 10.5), (diagrams.A3_LANDSCAPE, 14.0)])
def test_a_tree_that_is_too_large_goes_on_over_the_page_and_nothing_is_lost(name, room, pt):
    causes, effects = LARGE_TREES[name]
    drawn = diagrams.tree_pages(STATEMENT, causes, effects, room, pt)
    assert all(drawing.fits for drawing in drawn.drawings)
    told = []
    for drawing in drawn.drawings:
        cards = [
            Box(*(float(one.get(side)) for side in ("x", "y", "width", "height"))) for one in parts(drawing.svg, "card")
        ]
        assert not any(a.overlaps(b) for a, b in combinations(cards, 2))
        assert all(card.inside(Box(0, 0, *room)) for card in cards)
        outside = [text for text, box in words(drawing.svg) if not any(box.inside(card) for card in cards)]
        assert [text for text in outside if text.split()[0] not in ("EFFECTS", "EFFECT", "PROBLEM", "CAUSES", "CAUSE")] == []
        told.append("".join(text for text, _ in words(drawing.svg)).replace(" ", ""))
    told += [text.replace(" ", "") for text in drawn.cut]
    assert [text for text in texts_of([*causes, *effects]) if not any(text.replace(" ", "") in one for one in told)] == []


def test_where_a_branch_goes_on_is_said_on_both_pages():
    drawn = diagrams.tree_pages(STATEMENT, *LARGE_TREES["six deep and long"])
    placed = [[text for text, _ in words(one.svg)] for one in drawn.drawings]
    assert any("at A)" in text or "goes on at A" in text for text in placed[0])
    assert "CAUSE A" in placed[1]


BONES = [f"Area {n}" for n in range(6)]
FISHES = {
    "forty causes": [Bone(name, tuple(Node(f"{n} {LONG}", "data", "ours") for n in range(7))) for name in BONES],
    "one full bone": [Bone("Area 1", tuple(Node(f"{n} roster", "data", "ours") for n in range(40)))],
    "texts without end": [Bone(name, (Node("word " * 900), Node("x" * 4000))) for name in BONES],
}


@pytest.mark.parametrize("name", FISHES)
def test_a_fish_that_is_too_large_goes_on_over_the_page_and_nothing_is_lost(name):
    drawn = diagrams.fish_pages(STATEMENT, FISHES[name], (267.0, 142.0))
    assert all(drawing.fits for drawing in drawn.drawings)
    told = []
    for drawing in drawn.drawings:
        placed = words(drawing.svg)
        page = Box(0, 0, drawing.width, drawing.height)
        assert [text for text, box in placed if not box.inside(page)] == []
        assert [(a, b) for (a, box), (b, other) in combinations(placed, 2) if box.overlaps(other)] == []
        told.append("".join(text for text, _ in placed).replace(" ", ""))
    told += [text.replace(" ", "") for text in drawn.cut]
    ribs = [rib.text.replace(" ", "") for bone in FISHES[name] for rib in bone.ribs]
    assert [text for text in ribs if not any(text in one for one in told)] == []


def test_evidence_reach_and_choice_are_said_without_colour():
    node = Node("No roster", "to_find_out", "outside", chosen=True)
    svg = diagrams.tree(STATEMENT, [node], []).svg
    assert {"?", "CHOSEN", "No roster"} <= {text for text, _ in words(svg)}
    assert "<polygon" in svg
    assert [one.get("stroke-width") for one in parts(svg, "chosen")] == ["0.85"]


@pytest.mark.parametrize("room", [diagrams.A4_LANDSCAPE, diagrams.A3_LANDSCAPE])
def test_empty_tree_has_a_card_for_every_answer(room):
    drawing = diagrams.blank_tree(room, pt=14 if room == diagrams.A3_LANDSCAPE else 10.5)
    assert drawing.fits
    assert len(parts(drawing.svg, "card")) == 1 + 4 * 3 + 4
    found = [text for text, _ in words(drawing.svg)]
    assert [found.count(letter) for letter in "DE?"] == [12, 12, 12]
    assert [drawing.svg.count(f"<{shape} ") for shape in ("circle", "polygon")] == [12, 12]
    assert drawing.height > 0.93 * room[1]


def test_an_empty_objectives_tree_asks_for_no_evidence():
    drawing = diagrams.blank_objectives()
    assert len(parts(drawing.svg, "card")) == 1 + 4 * 3 + 4
    assert {text for text, _ in words(drawing.svg)} == {"GAINS", "GOAL", "OBJECTIVES"}
    assert "<polygon" not in drawing.svg


# ---------------------------------------------------------------- fishbone


def test_ribs_keep_their_words_clear_of_other_bones():
    ribs = tuple(
        Node(text, "experience", "ours") for text in ("Salary-day travel", "No safe room at night", "Queues")
    )
    drawing = diagrams.fishbone(STATEMENT, [Bone(f"Area {n}", ribs) for n in range(6)])
    assert drawing.fits
    placed = words(drawing.svg)
    page = Box(0, 0, drawing.width, drawing.height)
    assert [text for text, box in placed if not box.inside(page)] == []
    assert [(a, b) for (a, box), (b, other) in combinations(placed, 2) if box.overlaps(other)] == []


def test_a_fish_with_too_many_words_says_so():
    ribs = tuple(Node(LONG, "data", "ours") for _ in range(9))
    assert not diagrams.fishbone(STATEMENT, [Bone("Direction", ribs)] * 6).fits


@pytest.mark.parametrize("count", [3, 4, 5, 6])
@pytest.mark.parametrize("text", ["Queues", "No safe room at night for the midwife on duty", LONG])
def test_more_causes_on_a_bone_stay_inside_and_off_the_heading(count, text):
    ribs = tuple(Node(text, "data", "ours") for _ in range(count))
    bones = [Bone("Rewards and sanctions", ribs)] * 6
    for drawing in (diagrams.fishbone(STATEMENT, bones, flavour=SCREEN), diagrams.fishbone(STATEMENT, bones)):
        if not drawing.fits:
            continue
        placed = words(drawing.svg)
        page = Box(0, 0, drawing.width, drawing.height)
        assert [one for one, box in placed if not box.inside(page)] == []
        assert [(a, b) for (a, box), (b, other) in combinations(placed, 2) if box.overlaps(other)] == []
    assert diagrams.fishbone(STATEMENT, bones, flavour=SCREEN).fits


def test_empty_fish_names_its_bones():
    names = [text for text, _ in words(diagrams.blank_fishbone().svg)]
    assert names[0].endswith("Availability")
    assert len(names) == 6


# ---------------------------------------------------------------- ripples


def test_one_ring_a_week_and_one_mark_a_facility():
    svg = diagrams.ripples(SHORES, RINGS, 44, 6).svg
    rings = [one for one in ElementTree.fromstring(svg).iter(f"{SVG}path") if not one.get("class")]
    assert len(rings) == 43 * len(SHORES)
    assert len([one for one in parts(svg, "now") if one.tag == f"{SVG}path"]) == 1
    marks = [
        (float(one.get("cx")), float(one.get("cy")))
        for one in ElementTree.fromstring(svg).iter(f"{SVG}circle")
        if not one.get("class")
    ]
    beyond_the_last_ring = [one for one in marks if 148 < hypot(one[0] - 2, one[1] - 176) < 172]
    assert len(beyond_the_last_ring) == 14 + 11 + 9 + 21 + 20 + 300


def test_marks_on_the_shore_do_not_touch():
    svg = diagrams.ripples(SHORES, RINGS, 44, 6).svg
    marks = [
        [float(one.get(side)) for side in ("cx", "cy", "r")]
        for one in ElementTree.fromstring(svg).iter(f"{SVG}circle")
    ]
    assert all(hypot(a[0] - b[0], a[1] - b[1]) > a[2] + b[2] for a, b in pairwise(marks))
    assert all(x + r < 186 and y + r < 192 and min(x, y) > r for x, y, r in marks)


def test_the_cover_names_districts_and_explains_its_marks():
    found = [text for text, _ in words(diagrams.ripples(SHORES, RINGS, 44, 6).svg)]
    assert {"East", "West", "South", "2 hospitals", "34 health centres", "341 health posts and clinics"} <= set(found)
    assert found[-3:] == ["this event", "a week behind us", "a week to come"]


def test_rings_without_districts_have_no_shore():
    drawing = diagrams.ripples([], RINGS)
    assert "<circle" not in drawing.svg
    assert (drawing.width, drawing.height) == (186, 192)


def test_names_under_the_rings_stay_apart():
    crowded = [Ring(week, f"Support visit {week}", week == 30) for week in range(1, 45)]
    drawing = diagrams.ripples([], crowded, 44, 30)
    placed = words(drawing.svg)
    assert "Support visit 30" in {text for text, _ in placed}
    assert [(a, b) for (a, box), (b, other) in combinations(placed, 2) if box.overlaps(other)] == []


# ---------------------------------------------------------------- the intervention


@pytest.mark.parametrize("drawer", [diagrams.ring, diagrams.weeks, diagrams.spiral])
def test_drawings_of_the_intervention_are_readable_on_a_phone(drawer):
    drawing = drawer(SCREEN)
    upright = re.sub(r"<g transform=[^>]*rotate.*?</g>", "", drawing.svg)
    placed = words(upright)
    page = Box(0, 0, drawing.width, drawing.height)
    assert [text for text, box in placed if not box.inside(page)] == []
    assert [(a, b) for (a, box), (b, other) in combinations(placed, 2) if box.overlaps(other)] == []
    a_pixel = drawing.width / 328  # a phone of 360 pixels has 328 for the text
    assert min(float(size) for size in re.findall(r'font-size="([\d.]+)"', drawing.svg)) / a_pixel >= 11


def test_the_ring_names_every_activity_of_every_stage():
    told = diagrams.ring().svg
    assert all(activity in told for stage in STAGES for activity in stage.activities)
    assert [len(stage.activities) for stage in STAGES] == [5, 1, 2, 3]


def test_the_drawn_weeks_are_those_of_the_rules():
    assert [(step.first, step.last) for step in (*PLAN, ACT)] == [(1, 1), (2, 5), (6, 6), (7, 10), (11, 11), (12, 43)]
    assert TURNS[0].weeks == ACT.last and TURNS[0].planning == PLAN[-1].last
    assert [step.first for step in MEETINGS] == [ACT.first + 8 * n for n in (1, 2, 3, 4)]


# ---------------------------------------------------------------- cycle and timeline


def test_names_around_the_clock_stay_apart_and_inside():
    labels = clock_labels(Clock(44, 11, 120), STOPS, 2)
    assert not any(a.box.overlaps(b.box) for a, b in combinations(labels, 2))
    assert all(label.box.inside(Box(-18, 10, 156, 100)) for label in labels)


@pytest.mark.parametrize("current", [None, 0, 4])
def test_the_discs_of_the_clock_stay_apart(current):
    weeks = (1, 6, 11, 20, 28, 36, 44)  # the last one stands beside the first
    clock = Clock(44, 11, 100)
    angles = stop_angles(clock, [Stop(week, "An event") for week in weeks], current)
    spots = [clock.at(angle, clock.ring - 3) for angle in angles]
    assert min(dist(a, b) for a, b in combinations(spots, 2)) > 2 * DISC + 1


def test_the_clock_says_where_we_are():
    found = [text for text, _ in words(diagrams.cycle(STOPS, 2, note="16–17 February 2027").svg)]
    assert {"You are here", "16–17 February 2027"} <= set(found)
    assert found.count("Workshop 1") == 2
    assert "You are here" not in diagrams.cycle(STOPS).svg


def test_the_ruler_has_true_distances():
    x = ruler(44, 175)
    assert x(11) - x(6) == pytest.approx(5 * (x(2) - x(1)))
    assert (x(1), x(44)) == (4, 171)


def test_crowded_stops_go_up_a_storey():
    assert [storey for storey, _ in storeys(STOPS, 44, 175)] == [0, 1, 2, 0, 0, 0, 0, 0]
    placed = words(diagrams.timeline(STOPS, 5.4).svg)
    assert [(a, b) for (a, box), (b, other) in combinations(placed, 2) if box.overlaps(other)] == []


# ---------------------------------------------------------------- all of them

TROUBLE = '<b onclick="x">& Co</b>'
DRAWN = {
    "tree": lambda flavour: diagrams.tree(TROUBLE, [cause(TROUBLE)], [Node(TROUBLE)], flavour=flavour),
    "blank_tree": lambda flavour: diagrams.blank_tree(flavour=flavour),
    "blank_objectives": lambda flavour: diagrams.blank_objectives(flavour=flavour),
    "fishbone": lambda flavour: diagrams.fishbone(
        TROUBLE, [Bone(TROUBLE, (cause(TROUBLE),))], flavour=flavour
    ),
    "blank_fishbone": lambda flavour: diagrams.blank_fishbone(flavour=flavour),
    "ripples": lambda flavour: diagrams.ripples(
        [Shore(TROUBLE, 1)], [Ring(3, TROUBLE, True)], 44, 3, flavour=flavour
    ),
    "cycle": lambda flavour: diagrams.cycle([Stop(3, TROUBLE)], 0, flavour=flavour, note=TROUBLE),
    "timeline": lambda flavour: diagrams.timeline(
        [Stop(3, TROUBLE, TROUBLE)], 3, flavour=flavour, title=TROUBLE
    ),
}


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("flavour", [diagrams.PRINT, COLOUR, SCREEN])
def test_every_drawing_is_titled_escaped_and_without_ids(name, flavour):
    drawing = DRAWN[name](flavour)
    root = ElementTree.fromstring(drawing.svg)
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text
    assert "<b " not in drawing.svg
    assert not [one for one in root.iter() if one.get("id") or one.get("onclick")]
    assert (root.get("height") is None) == (flavour is SCREEN)
    assert DRAWN[name](flavour) == drawing


@pytest.mark.parametrize("name", DRAWN)
def test_nothing_on_paper_is_smaller_than_nine_points_or_coloured(name):
    root = ElementTree.fromstring(DRAWN[name](diagrams.PRINT).svg)
    sizes = [float(paint["font-size"]) / PT for one, paint in inherited(root) if one.tag == f"{SVG}text"]
    assert min(sizes, default=9) >= 8.99
    paint = {one.get(side) for one in root.iter() for side in ("fill", "stroke")} - {None, "none"}
    assert paint <= {"#000", "#fff", "#ececec"}
