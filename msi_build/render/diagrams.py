"""Problem tree, fishbone, cycle, timeline and the rings of a cover: pure functions from small inputs to SVG.

The functions lay out first and draw afterwards; the layouts are data, so that geometry can be tested.
Right angles and no arrowheads: a tree is read downwards with "but why?" and upwards with "therefore".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, radians, sin
from typing import Literal

from msi_build.render.figures import (
    PRINT,
    PT,
    Box,
    Drawing,
    Flavour,
    Pen,
    balance,
    leading,
    number,
    width,
    wrap,
)

# ---------------------------------------------------------------- inputs


@dataclass(frozen=True)
class Node:
    """One card of a tree. `evidence` and `reach` are the codes of the district files, "" for none (an effect)."""

    text: str = ""
    evidence: Literal["", "data", "experience", "to_find_out"] = ""
    reach: Literal["", "ours", "influence", "outside"] = ""
    chosen: bool = False
    children: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Bone:
    """One bone of a fish with the causes on its ribs."""

    name: str
    ribs: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Stop:
    """One event on the cycle or the timeline. `week` counts from 1.0 on the Monday of week 1, days are parts of it."""

    week: float
    name: str
    date: str = ""
    state: Literal["done", "next", "todo"] = "todo"


@dataclass(frozen=True)
class Sector:
    """One district on the shore of a cover: how many facilities of each of three sizes."""

    name: str
    large: int = 0
    middle: int = 0
    small: int = 0


EVIDENCE = {"data": "D", "experience": "E", "to_find_out": "?", "": ""}
EVIDENCE_WORDS = {"data": "data", "experience": "experience", "to_find_out": "to find out"}
REACH_WORDS = {"ours": "we change it", "influence": "we influence it", "outside": "outside our reach"}

#: What a sheet of paper leaves for a figure, width and height in millimetres.
A4_LANDSCAPE = (267.0, 142.0)
A3_LANDSCAPE = (362.0, 222.0)
SCREEN_WIDE = (240.0, 220.0)

# ---------------------------------------------------------------- problem tree

#: Left of a tree: the names of its three bands.
MARGIN = 14.0
GAP = 4.0
FOOT = 5.4
NARROWEST, WIDEST = 26.0, 64.0
LABEL = 9.5


@dataclass(frozen=True)
class Card:
    """A card in its place, its words already in lines."""

    box: Box
    lines: tuple[str, ...]
    node: Node


@dataclass(frozen=True)
class TreeLayout:
    """All cards, the lines between them (x1, y1, x2, y2) and the three bands; `fits`: within the box asked for."""

    trunk: Card
    causes: tuple[Card, ...]
    effects: tuple[Card, ...]
    links: tuple[tuple[float, float, float, float], ...]
    bands: tuple[tuple[str, float, float], ...]
    width: float
    height: float
    pt: float
    fits: bool


def _leaves(node: Node) -> int:
    return sum(_leaves(child) for child in node.children) or 1


def _levels(nodes: Sequence[Node]) -> list[list[Node]]:
    """The nodes by depth, the outermost first."""
    levels: list[list[Node]] = []
    row = list(nodes)
    while row:
        levels.append(row)
        row = [child for node in row for child in node.children]
    return levels


@dataclass(frozen=True)
class _Half:
    """Causes or effects while they are laid out. `down`: away from the trunk is downwards."""

    nodes: tuple[Node, ...]
    down: bool
    pt: float
    gap: float
    tall: float

    def leaf_width(self, room: float) -> float:
        return room / sum(_leaves(node) for node in self.nodes)

    def card_width(self, node: Node, leaf: float) -> float:
        return min(leaf * _leaves(node) - GAP, max(WIDEST, 2.6 * self.tall))

    def lines(self, node: Node, leaf: float) -> list[str]:
        return balance(node.text, self.card_width(node, leaf) - 5, self.pt)

    def heights(self, leaf: float) -> list[float]:
        """Height of each level: the tallest of its cards."""
        return [max(self._needed(node, leaf) for node in level) for level in _levels(self.nodes)]

    def _needed(self, node: Node, leaf: float) -> float:
        foot = FOOT if node.evidence else 0
        return max(self.tall, len(self.lines(node, leaf)) * leading(self.pt) + 4.5 + foot)

    def depth(self, leaf: float) -> float:
        """Whole height, gaps to the trunk and between the levels included."""
        return sum(height + self.gap for height in self.heights(leaf))

    def cards(self, left: float, leaf: float, edge: float) -> Iterator[tuple[Card, list[Card]]]:
        """Each card with its children's cards; `edge` is the side of the trunk that this half hangs on."""
        tops = self._tops(leaf, edge)
        yield from self._place(self.nodes, left, leaf, tops, self.heights(leaf), 0)[1]

    def _tops(self, leaf: float, edge: float) -> list[float]:
        tops, y = [], edge
        for height in self.heights(leaf):
            y = y + self.gap if self.down else y - self.gap - height
            tops.append(y)
            y = y + height if self.down else y
        return tops

    def _place(
        self, nodes: Sequence[Node], left: float, leaf: float, tops: list[float], heights: list[float], level: int
    ) -> tuple[list[Card], list[tuple[Card, list[Card]]]]:
        row, pairs = [], []
        for node in nodes:
            span, wide = leaf * _leaves(node), self.card_width(node, leaf)
            box = Box(left + (span - wide) / 2, tops[level], wide, heights[level])
            card = Card(box, tuple(self.lines(node, leaf)), node)
            children, below = self._place(node.children, left, leaf, tops, heights, level + 1)
            row.append(card)
            pairs += [(card, children), *below]
            left += span
        return row, pairs


def layout_tree(
    statement: str, causes: Sequence[Node], effects: Sequence[Node], room: tuple[float, float], pt: float = 10.5
) -> TreeLayout:
    """The tree in a box of `room` (width, height), with the largest type from `pt` down to 9.5 with which it fits.

    When it does not fit even then, the layout has the size that it needs and `fits` is False.
    """
    for size in (pt, (pt + 9.5) / 2, 9.5):
        layout = _layout_tree(statement, tuple(causes), tuple(effects), room, size)
        if layout.fits:
            return layout
    return layout


def _layout_tree(
    statement: str, causes: tuple[Node, ...], effects: tuple[Node, ...], room: tuple[float, float], pt: float
) -> TreeLayout:
    lower = _Half(causes, True, pt, 8.5 * pt / 10.5, 20.5 * pt / 10.5)
    upper = _Half(effects, False, pt, 6.0 * pt / 10.5, (15.0 if len(_levels(effects)) == 1 else 11.0) * pt / 10.5)
    halves = [half for half in (lower, upper) if half.nodes]
    leaves = max((sum(_leaves(node) for node in half.nodes) for half in halves), default=1)
    whole = max(room[0], MARGIN + leaves * (NARROWEST + GAP))
    trunk = _trunk(statement, whole, upper.depth(_leaf(upper, whole)) + 1 if effects else 1, pt)
    pairs = [pair for half in halves for pair in _hung(half, trunk, whole)]
    height = trunk.box.bottom + (lower.depth(_leaf(lower, whole)) if causes else 0) + 1.5
    return TreeLayout(
        trunk,
        tuple(card for card, _ in pairs if card.box.y > trunk.box.y),
        tuple(card for card, _ in pairs if card.box.y < trunk.box.y),
        tuple(_links(trunk, pairs)),
        tuple(_bands(trunk, [card for card, _ in pairs])),
        whole,
        height,
        pt,
        whole <= room[0] + 0.01 and height <= room[1] + 0.01,
    )


def _leaf(half: _Half, whole: float) -> float:
    """Width of one leaf; few leaves stand together in the middle."""
    return min(half.leaf_width(whole - MARGIN), 1.25 * max(WIDEST, 2.6 * half.tall))


def _trunk(statement: str, whole: float, top: float, pt: float) -> Card:
    wide = min(whole - MARGIN, 190.0 * max(1.0, pt / 10.5))
    size = pt * 12 / 10.5
    lines = balance(statement, wide - 12, size, "serif700")
    tall = max(18.0, len(lines) * size * PT * 1.27 + 7)
    return Card(Box(MARGIN + (whole - MARGIN - wide) / 2, top, wide, tall), tuple(lines), Node(statement))


def _hung(half: _Half, trunk: Card, whole: float) -> list[tuple[Card, list[Card]]]:
    leaf = _leaf(half, whole)
    used = leaf * sum(_leaves(node) for node in half.nodes)
    left = MARGIN + (whole - MARGIN - used) / 2
    return list(half.cards(left, leaf, trunk.box.bottom if half.down else trunk.box.y))


def _links(trunk: Card, pairs: Sequence[tuple[Card, list[Card]]]) -> Iterator[tuple[float, float, float, float]]:
    below = {id(child) for _, children in pairs for child in children}
    roots = [card for card, _ in pairs if id(card) not in below]
    families = [
        (trunk, [card for card in roots if card.box.y > trunk.box.y]),
        (trunk, [card for card in roots if card.box.y < trunk.box.y]),
        *pairs,
    ]
    for parent, children in families:
        if children:
            yield from _family(parent.box, [child.box for child in children])


def _family(parent: Box, children: Sequence[Box]) -> Iterator[tuple[float, float, float, float]]:
    """One line out of the parent, one along all children, one into each."""
    down = children[0].y > parent.y
    start, ends = (parent.bottom, children[0].y) if down else (parent.y, children[0].bottom)
    x, joint = parent.x + parent.width / 2, (start + ends) / 2
    middles = [child.x + child.width / 2 for child in children]
    yield x, start, x, joint
    if max(middles) - min(middles) > 0.01 or abs(middles[0] - x) > 0.01:
        yield min(*middles, x), joint, max(*middles, x), joint
    for middle in middles:
        yield middle, joint, middle, ends


def _bands(trunk: Card, cards: Sequence[Card]) -> Iterator[tuple[str, float, float]]:
    above = [card.box for card in cards if card.box.y < trunk.box.y]
    under = [card.box for card in cards if card.box.y > trunk.box.y]
    if above:
        yield "EFFECTS", min(box.y for box in above), max(box.bottom for box in above)
    yield "PROBLEM", trunk.box.y, trunk.box.bottom
    if under:
        yield "CAUSES", min(box.y for box in under), max(box.bottom for box in under)


def tree(
    statement: str,
    causes: Sequence[Node],
    effects: Sequence[Node] = (),
    room: tuple[float, float] = A4_LANDSCAPE,
    flavour: Flavour = PRINT,
    pt: float = 10.5,
    title: str = "Problem tree",
) -> Drawing:
    """The problem tree of any depth. Without causes and effects the statement stands alone.

    `room` is width and height in millimetres; see `Drawing.fits`.
    """
    layout = layout_tree(statement, causes, effects, room, pt)
    pen = Pen(flavour)
    parts = [pen.line(*link, pt=1.2) for link in layout.links]
    parts += [_draw_trunk(pen, layout)]
    parts += [_draw_card(pen, card, layout.pt) for card in (*layout.effects, *layout.causes)]
    parts += [_draw_band(pen, *band) for band in layout.bands]
    told = f"Problem: {statement or 'to write'}. " + _told("Causes", layout.causes) + _told("Effects", layout.effects)
    svg = pen.figure(layout.width, layout.height, title, "".join(parts), told.strip(), "tree")
    return Drawing(svg, layout.width, layout.height, layout.fits)


def blank_tree(room: tuple[float, float] = A4_LANDSCAPE, flavour: Flavour = PRINT, pt: float = 10.5) -> Drawing:
    """A tree to write on: four causes, one more behind each, two effects."""
    causes = tuple(Node(children=(Node(),)) for _ in range(4))
    layout_room = (room[0], room[1])
    return tree("", causes, (Node(), Node()), layout_room, flavour, pt, "Empty problem tree")


def _told(name: str, cards: Sequence[Card]) -> str:
    words = "; ".join(card.node.text for card in cards if card.node.text)
    return f"{name}: {words}. " if words else ""


def _draw_trunk(pen: Pen, layout: TreeLayout) -> str:
    box, size = layout.trunk.box, layout.pt * 12 / 10.5
    words = pen.lines(box.x + box.width / 2, box.y + box.height / 2, layout.trunk.lines, size, "serif700")
    return pen.rect(box, 3, pen.flavour.paper, "card trunk") + words


def _draw_card(pen: Pen, card: Card, pt: float) -> str:
    box, node = card.box, card.node
    stroke = pen.flavour.accent if node.chosen else ""
    frame = pen.rect(box, 2.4 if node.chosen else 1, pen.flavour.paper, "card chosen" if node.chosen else "card", stroke)
    foot = FOOT if node.evidence else 0
    words = pen.lines(box.x + box.width / 2, box.y + (box.height - foot) / 2, card.lines, pt)
    return frame + words + (_draw_foot(pen, card) if node.evidence else "")


def _draw_foot(pen: Pen, card: Card) -> str:
    """Evidence as a letter, reach as a shape, chosen as a word."""
    box, node = card.box, card.node
    y = box.bottom - FOOT
    parts = [
        pen.line(box.x, y, box.right, y),
        pen.text(box.x + 2, box.bottom - 1.5, EVIDENCE[node.evidence], LABEL, "700"),
        _reach(pen, node.reach, box.right - 3.2, y + FOOT / 2),
    ]
    if node.chosen:
        parts.append(pen.text(box.x + box.width / 2, box.bottom - 1.5, "CHOSEN", 9, "700", "middle"))
    return "".join(parts)


def _reach(pen: Pen, reach: str, x: float, y: float) -> str:
    if reach == "ours":
        return pen.circle(x, y, 1.6, 1)
    if reach == "influence":
        return pen.rect(Box(x - 1.5, y - 1.5, 3, 3), 1)
    return pen.triangle(x, y + 0.4, 1.9, 1) if reach else ""


def _draw_band(pen: Pen, name: str, top: float, bottom: float) -> str:
    middle = (top + bottom) / 2
    word = pen.text(0, 0, name, LABEL, "700", "middle")
    return f'<g transform="translate(5 {number(middle)}) rotate(-90)">{word}</g>' + pen.line(9, top, 9, bottom)


# ---------------------------------------------------------------- fishbone

HEAD = 58.0
REACH = 34.0
#: Bones of an empty fish.
BONES = ("Availability", "Direction", "Competencies", "Rewards, sanctions", "Resources, systems", "Management, teamwork")


@dataclass(frozen=True)
class Rib:
    """A rib with its words: the line from `left` to `right` at height `y`, the words above it."""

    left: float
    right: float
    y: float
    lines: tuple[str, ...]
    node: Node | None
    room: float

    @property
    def box(self) -> Box:
        tall = len(self.lines) * leading(10)
        return Box(self.left, self.y - 1.2 - tall, self.right - self.left, tall)

    @property
    def fits(self) -> bool:
        return self.box.height <= self.room


@dataclass(frozen=True)
class _Fish:
    """The measures of a fish: its box, how many bones on a side, how many ribs on a bone."""

    width: float
    height: float
    columns: int
    slots: int

    @property
    def spine(self) -> float:
        return self.height / 2

    @property
    def head(self) -> float:
        return self.width - HEAD

    @property
    def spacing(self) -> float:
        return (self.head - 12) / self.columns

    @property
    def rise(self) -> float:
        return self.spine - 13

    def foot(self, column: int) -> float:
        """Where the bone of this column meets the spine."""
        return self.head - 5 - (self.columns - 1 - column) * self.spacing

    def rib(self, column: int, up: bool, slot: int, node: Node | None) -> Rib:
        share = (slot + 1) / (self.slots + 0.55)
        side = -1 if up else 1
        right, y = self.foot(column) - REACH * share, self.spine + side * self.rise * share
        left = max(1.0, right - min(55.0, self.spacing - 5))
        mark = f" {EVIDENCE[node.evidence]}" if node and node.evidence else ""
        weight = "700" if node and node.chosen else "400"
        lines = tuple(wrap((node.text + mark) if node else "", right - left, 10, weight))
        return Rib(left, right, y, lines, node, self.rise / (self.slots + 0.55) - 2)


def fishbone(
    statement: str,
    bones: Sequence[Bone],
    room: tuple[float, float] = (267.0, 138.0),
    flavour: Flavour = PRINT,
    title: str = "Fishbone",
) -> Drawing:
    """Bones above and below the spine; ribs are level so that they can be read and written on.

    A bone has at least three ribs, empty ones for a pen. Ribs of one bone are its causes and those behind them.
    """
    bones = list(bones)
    columns = max(3, -(-len(bones) // 2))
    fish = _Fish(*room, columns, max([3, *(len(bone.ribs) for bone in bones)]))
    pen = Pen(flavour)
    parts, fits = [pen.line(4, fish.spine, fish.head, fish.spine, 3), _draw_head(pen, fish, statement)], True
    for place, bone in enumerate(bones):
        column, up = place % columns, place < columns
        ribs = [
            fish.rib(column, up, slot, bone.ribs[slot] if slot < len(bone.ribs) else None) for slot in range(fish.slots)
        ]
        parts += [_draw_bone(pen, fish, column, up, f"{place + 1}  {bone.name}"), *(_draw_rib(pen, rib) for rib in ribs)]
        fits = fits and all(rib.fits for rib in ribs)
    told = "; ".join(f"{bone.name}: {', '.join(rib.text for rib in bone.ribs)}" for bone in bones if bone.ribs)
    svg = pen.figure(*room, title, "".join(parts), f"Head: {statement or 'to write'}. {told}", "fishbone")
    return Drawing(svg, *room, fits)


def blank_fishbone(room: tuple[float, float] = (267.0, 138.0), flavour: Flavour = PRINT) -> Drawing:
    """A fish to write on."""
    return fishbone("", [Bone(name) for name in BONES], room, flavour, "Empty fishbone")


def _draw_head(pen: Pen, fish: _Fish, statement: str) -> str:
    lines = balance(statement, HEAD - 8, 10.5, "serif700")
    half = max(24.0, len(lines) * leading(10.5) / 2 + 4)
    box = Box(fish.head, fish.spine - half, HEAD - 1, 2 * half)
    words = pen.lines(fish.head + HEAD / 2, fish.spine, lines, 10.5, "serif700")
    return pen.rect(box, 3, pen.flavour.paper, "card trunk") + words


def _draw_bone(pen: Pen, fish: _Fish, column: int, up: bool, label: str) -> str:
    side = -1 if up else 1
    x, y = fish.foot(column) - REACH, fish.spine + side * fish.rise
    wide = width(label, 10.5, "700") + 6
    left = max(0.5, x + 2 - wide / 2)
    box = Box(left, y - (8 if up else 0), wide, 8)
    return (
        pen.line(fish.foot(column), fish.spine, x, y, 1.6)
        + pen.rect(box, 1.2, pen.flavour.paper)
        + pen.text(left + wide / 2, y + (-2.6 if up else 5.4), label, 10.5, "700", "middle")
    )


def _draw_rib(pen: Pen, rib: Rib) -> str:
    weight = "700" if rib.node and rib.node.chosen else "400"
    last = len(rib.lines) - 1
    words = (
        pen.text(rib.left, rib.y - 1.2 - (last - n) * leading(10), line, 10, weight) for n, line in enumerate(rib.lines)
    )
    return pen.line(rib.left, rib.y, rib.right, rib.y) + "".join(words)


# ---------------------------------------------------------------- cycle as a clock

CLOCK = 120.0
RING = 35.0


def cycle(
    stops: Sequence[Stop],
    current: int | None = None,
    weeks: int = 44,
    planning: int = 11,
    flavour: Flavour = PRINT,
    note: str = "",
) -> Drawing:
    """The cycle as a clock of weeks: a black band to plan, an open band to act and observe, a large disc for now.

    `current` is the place of the present event in `stops`, None for a cycle without "you are here"; `note` (a date)
    stands under its name. 156 × 100 mm.
    """
    pen = Pen(flavour)
    bands = [(1.0, planning + 1.0, flavour.ink, "stage-plan"), (planning + 1.0, weeks + 0.999, flavour.tint, "stage-act")]
    parts = [_draw_stage(pen, weeks, *band) for band in bands]
    parts += [_tick(pen, _angle(week, weeks)) for week in range(1, weeks + 1)]
    parts += [_draw_stop(pen, weeks, n, stop, n == current) for n, stop in enumerate(stops)]
    parts += _draw_names(pen, stops, current, weeks)
    name = stops[current].name if current is not None else ""
    parts.append(_draw_here(pen, name, note) if name else "")
    body = f'<g transform="translate(18 -10)">{"".join(parts)}</g>'
    title = f"The cycle. You are here: {name}" if name else "The cycle"
    told = ", ".join(f"{n + 1} {stop.name}, week {int(stop.week)}" for n, stop in enumerate(stops))
    return Drawing(pen.figure(CLOCK + 36, CLOCK - 20, title, body, told, "cycle"), CLOCK + 36, CLOCK - 20)


def _angle(week: float, weeks: int) -> float:
    """Radians; week 1 begins at the top, later weeks clockwise."""
    return radians(90 - (week - 1) / weeks * 360)


def _polar(angle: float, r: float) -> tuple[float, float]:
    return CLOCK / 2 + r * cos(angle), CLOCK / 2 - r * sin(angle)


def _draw_stage(pen: Pen, weeks: int, first: float, last: float, fill: str, css: str) -> str:
    a, b = _angle(first, weeks) - radians(1), _angle(last, weeks) + radians(1)
    large = 1 if a - b > pi else 0
    corners = [_polar(a, RING), _polar(b, RING), _polar(b, RING - 6), _polar(a, RING - 6)]
    (p, q, r, s) = [f"{number(x)} {number(y)}" for x, y in corners]
    outer, inner = number(RING), number(RING - 6)
    return pen.path(f"M{p}A{outer} {outer} 0 {large} 1 {q}L{r}A{inner} {inner} 0 {large} 0 {s}Z", 0.75, fill, css=css)


def _tick(pen: Pen, angle: float) -> str:
    return pen.line(*_polar(angle, RING + 1), *_polar(angle, RING + 2.2))


def _draw_stop(pen: Pen, weeks: int, n: int, stop: Stop, now: bool) -> str:
    angle = _angle(stop.week + 0.5, weeks)
    x, y = _polar(angle, RING - 3)
    parts = []
    if now:  # a moat keeps the disc apart from the black band; the thread leads to the words
        parts.append(pen.line(*_polar(angle, RING - 10), CLOCK / 2 + 19 * cos(angle), CLOCK / 2 - 14 * sin(angle), 1.5))
        parts.append(pen.circle(x, y, 7.6, 0.75, pen.flavour.paper, "moat", pen.flavour.paper))
    accent, paper, ink = pen.flavour.accent, pen.flavour.paper, pen.flavour.ink
    parts.append(pen.circle(x, y, 6 if now else 3, 1.5, accent if now else paper, "here" if now else "stop"))
    fill = paper if now else ink
    parts.append(pen.text(x, y + (2 if now else 1.2), str(n + 1), 16 if now else 9.5, "700", "middle", "no", fill))
    return "".join(parts)


@dataclass(frozen=True)
class Label:
    """The name of an event beside the clock: `y` is the baseline of its first line."""

    x: float
    y: float
    lines: tuple[str, ...]
    anchor: Literal["start", "middle", "end"]
    weight: Literal["600", "700"]

    @property
    def box(self) -> Box:
        wide = max(width(line, 11.5, self.weight) for line in self.lines)
        left = self.x - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        return Box(left, self.y - 3.4, wide, len(self.lines) * 4.4)

    def moved(self, y: float) -> Label:
        return Label(self.x, y, self.lines, self.anchor, self.weight)


def clock_labels(stops: Sequence[Stop], current: int | None, weeks: int) -> list[Label]:
    """The names beside the clock, moved down (right side) or up (left side) until none lies on another."""
    placed: list[Label] = []
    for n, stop in enumerate(stops):
        label = _label(stop, n == current, _angle(stop.week + 0.5, weeks))
        while any(label.box.overlaps(other.box) for other in placed):
            label = label.moved(label.y + (0.6 if label.anchor != "end" else -0.6))
        placed.append(label)
    return placed


def _label(stop: Stop, now: bool, angle: float) -> Label:
    side = cos(angle)
    anchor: Literal["start", "middle", "end"] = "start" if side > 0.02 else "end" if side < -0.02 else "middle"
    weight: Literal["600", "700"] = "700" if now else "600"
    lines = tuple(wrap(stop.name, 29 if abs(side) > 0.5 else 40, 11.5, weight))
    x, y = _polar(angle, RING + (7 if now else 6))
    lift = (len(lines) - 1) * (4.4 if sin(angle) > 0.75 else 2.2 if sin(angle) > -0.9 else 0)
    return Label(x, y + 1.2 - lift + (2.4 if sin(angle) < -0.9 else 0), lines, anchor, weight)


def _draw_names(pen: Pen, stops: Sequence[Stop], current: int | None, weeks: int) -> list[str]:
    return [
        pen.text(label.x, label.y + n * 4.4, line, 11.5, label.weight, label.anchor)
        for label in clock_labels(stops, current, weeks)
        for n, line in enumerate(label.lines)
    ]


def _draw_here(pen: Pen, name: str, note: str) -> str:
    middle = CLOCK / 2
    lines = wrap(name, 2 * RING - 26, 17, "serif700")
    parts = [pen.text(middle, middle - 3.5 - 3.4 * len(lines), "You are here", 11, "600", "middle")]
    parts.append(pen.lines(middle, middle, lines, 17, "serif700"))
    if note:
        parts.append(pen.text(middle, middle + 5 + 3.4 * len(lines), note, 11, "400", "middle"))
    return "".join(parts)


# ---------------------------------------------------------------- timeline

STOREY = 9.6


def timeline(
    stops: Sequence[Stop],
    now: float,
    weeks: int = 44,
    months: Sequence[tuple[float, str]] = (),
    wide: float = 175.0,
    flavour: Flavour = PRINT,
    title: str = "The cycle in weeks",
) -> Drawing:
    """The cycle as a ruler with real distances: done is full, next a ring with a dot, to come open.

    `now` is the week up to which the line is heavy; `months` are (week, name). Names that would touch go up a storey.
    """
    pen = Pen(flavour)
    names = _storeys(stops, weeks, wide)
    height = 22.0 + STOREY * max((storey for storey, _ in names), default=0) + 10
    y = height - 10
    x = _ruler(weeks, wide)
    heavy = max(1.0, min(now, weeks))
    parts = [pen.line(4, y, wide - 4, y), pen.line(4, y, x(heavy), y, 3.2, css="past")]
    parts += [pen.line(x(week), y + 1.8, x(week), y + (3.8 if week % 4 == 1 else 2.8)) for week in range(1, weeks + 1)]
    parts += _month_names(pen, months, x, y, wide)
    parts += [
        _draw_stop_on_ruler(pen, stop, x(stop.week), y, storey, left)
        for stop, (storey, left) in zip(stops, names, strict=True)
    ]
    words = {"done": "held", "next": "next", "todo": "to come"}
    told = "; ".join(f"{stop.name}, {stop.date}, {words[stop.state]}" for stop in stops)
    return Drawing(pen.figure(wide, height, title, "".join(parts), told, "timeline"), wide, height)


def _ruler(weeks: int, wide: float):
    return lambda week: 4 + (week - 1) / max(1, weeks - 1) * (wide - 8)


def _storeys(stops: Sequence[Stop], weeks: int, wide: float) -> list[tuple[int, float]]:
    """For each stop its storey (0 lowest) and the left edge of its words, inside the figure."""
    x, ends, places = _ruler(weeks, wide), [-99.0] * 6, []
    for stop in stops:
        long = _long(stop)
        left = min(max(1.0, x(stop.week) - long / 2), wide - 1 - long)
        storey = next((n for n, end in enumerate(ends) if left > end + 2.5), len(ends) - 1)
        ends[storey] = left + long
        places.append((storey, left))
    return places


def _long(stop: Stop) -> float:
    return max(width(stop.name, 9.5, "700"), width(stop.date, 9, "700"))


def _month_names(pen: Pen, months: Sequence[tuple[float, str]], x, y: float, wide: float) -> list[str]:
    parts, end = [], -99.0
    for week, name in months:
        left = x(week)
        if left > end + 1.5 and left + width(name, 9) <= wide:
            parts.append(pen.text(left, y + 8.2, name, 9, css="t dim"))
            end = left + width(name, 9)
    return parts


def _draw_stop_on_ruler(pen: Pen, stop: Stop, x: float, y: float, storey: int, left: float) -> str:
    ink, paper, accent = pen.flavour.ink, pen.flavour.paper, pen.flavour.accent
    lift, middle = storey * STOREY, left + _long(stop) / 2
    parts = [pen.line(x, y - 3.4, x, y - 4.6 - lift)] if storey else []
    if stop.state == "next":
        parts += [pen.circle(x, y, 3.4, 1.8, paper, "next", accent), pen.circle(x, y, 1.5, 0.75, accent, "now", accent)]
    else:
        parts.append(pen.circle(x, y, 2.1, 1, ink if stop.state == "done" else paper, "stop"))
    bold = "700" if stop.state == "next" else "600"
    parts.append(pen.text(middle, y - 9.6 - lift, stop.name, 9.5, bold, "middle"))
    date_weight = "700" if stop.state == "next" else "400"
    parts.append(pen.text(middle, y - 5.6 - lift, stop.date, 9, date_weight, "middle", "t dim"))
    return "".join(parts)


# ---------------------------------------------------------------- cover: ripples

#: Radius beyond the last ring, half size of the mark, for large, middle and small facilities.
SHORE = {"large": (6.0, 2.0), "middle": (13.5, 1.55), "small": (20.5, 1.15)}
INNER = 5.0


def ripples(
    sectors: Sequence[Sector],
    weeks_of_events: Sequence[tuple[int, str]],
    current: int | None,
    weeks: int = 44,
    size: float = 178.0,
    flavour: Flavour = PRINT,
) -> Drawing:
    """The cover: a quarter circle of rings, one a week. The stone falls in at the lower left in week 1.

    Weeks behind the event are full lines, weeks to come are broken; the event is the heavy ring. Outside, the shore:
    a mark for each health facility, a sector for each district. `weeks_of_events`: (week, short name), the names stand
    under the rings; `current` is the place of the present event in it, None when nothing has happened yet.
    """
    pen = Pen(flavour)
    step = (size - 30 - INNER) / weeks
    here = weeks_of_events[current][0] if current is not None else 0
    eventful = {week for week, _ in weeks_of_events}
    parts = [
        _ring(pen, size, INNER + week * step, max(1, len(sectors)), week in eventful, week < here)
        for week in range(1, weeks + 1)
        if week != here
    ]
    if here:
        arc = _arc(size, INNER + here * step, 0, 90)
        parts.append(pen.path(arc, 8.5, css="now", stroke=flavour.accent))
    parts += [_shore(pen, size, n, len(sectors), sector) for n, sector in enumerate(sectors)]
    parts += _ring_names(pen, weeks_of_events, here, step, size)
    title = "Rings: the weeks of the cycle" + (". The heavy ring is this event." if here else "")
    told = "; ".join(_sector_words(sector) for sector in sectors)
    return Drawing(pen.figure(size + 8, size + 14, title, "".join(parts), told, "ripples"), size + 8, size + 14)


def _sector_words(sector: Sector) -> str:
    return f"{sector.name}: {sector.large + sector.middle + sector.small} health facilities"


def _arc(size: float, r: float, start: float, end: float) -> str:
    """Arc around the lower left corner; degrees, 0 = right, 90 = up."""
    ends = [(2 + r * cos(radians(a)), size - 2 - r * sin(radians(a))) for a in (start, end)]
    (x0, y0), (x1, y1) = [(number(x), number(y)) for x, y in ends]
    return f"M{x0} {y0}A{number(r)} {number(r)} 0 0 0 {x1} {y1}"


def _ring(pen: Pen, size: float, r: float, sectors: int, event: bool, past: bool) -> str:
    """One week, cut at the borders of the districts."""
    span, gap = 90 / sectors, min(0.9, 60 / r) if sectors > 1 else 0.0
    pt, dash = (2.2, "") if event else (0.9, "") if past else (0.75, "0.3 2.1")
    arcs = (
        _arc(size, r, n * span + (gap if n else 0), (n + 1) * span - (gap if n < sectors - 1 else 0)) for n in range(sectors)
    )
    return "".join(pen.path(arc, pt, dash=dash) for arc in arcs)


def _shore(pen: Pen, size: float, place: int, sectors: int, sector: Sector) -> str:
    parts = []
    for kind, (beyond, half) in SHORE.items():
        count, r = getattr(sector, kind), size - 30 + beyond
        room = radians(90 / sectors) * r
        half = min(half, 0.42 * room / max(1, count))
        for n in range(count):
            angle = radians((place + (n + 0.5) / count) * 90 / sectors)
            parts.append(_facility(pen, kind, 2 + r * cos(angle), size - 2 - r * sin(angle), half))
    return "".join(parts)


def _facility(pen: Pen, kind: str, x: float, y: float, half: float) -> str:
    if kind == "large":
        return pen.rect(Box(x - half, y - half, 2 * half, 2 * half), 0.75, pen.flavour.ink)
    fill = pen.flavour.ink if kind == "middle" else pen.flavour.paper
    return pen.circle(x, y, half, 0.75 if kind == "middle" else 0.9, fill)


def _ring_names(pen: Pen, events: Sequence[tuple[int, str]], here: int, step: float, size: float) -> list[str]:
    """Names under the rings; one that would touch its neighbour is left to the contents."""
    wanted = sorted(events, key=lambda event: (event[0] != here, event[0]))
    taken: list[Box] = []
    parts = []
    for week, name in wanted:
        weight = "700" if week == here else "400"
        x, wide = 2 + INNER + week * step, width(name, 10, weight)
        box = Box(x - wide / 2 - 1, size + 2, wide + 2, 4)
        if box.x < 0 or any(box.overlaps(other) for other in taken):
            continue
        taken.append(box)
        parts += [pen.line(x, size - 1.5, x, size + 1), pen.text(x, size + 5.2, name, 10, weight, "middle")]
    return parts
