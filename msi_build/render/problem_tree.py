"""The problem tree of any depth: effects above, the statement as trunk, causes below.

Right angles and no arrowheads: it is read downwards with "but why?" and upwards with "therefore". A branch
is as wide as it has leaves, a level as high as its longest text. The layout is data, so that its geometry
can be tested.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from msi_build.render.figures import PRINT, Box, Drawing, Flavour, Pen, balance, leading, number, width
from msi_build.render.shapes import A4_LANDSCAPE, EVIDENCE, Node

#: Left of a tree: the names of its three bands.
MARGIN = 14.0
GAP = 4.0
FOOT = 5.4
NARROWEST, WIDEST = 26.0, 64.0
LABEL = 9.5
#: What the bands become in an objectives tree.
TURNED = {"EFFECTS": "GAINS", "PROBLEM": "GOAL", "CAUSES": "OBJECTIVES"}

#: The smallest type in points; on A3, which may be copied down to A4, where type begins at 14 points.
LEAST, LEAST_ON_A3 = 9.5, 12.7


def _grown(measure: float, pt: float) -> float:
    """A measure made for type of 10.5 points, larger with larger type."""
    return measure * max(1.0, pt / 10.5)


@dataclass(frozen=True)
class Card:
    """A card in its place, its words already in lines."""

    box: Box
    lines: tuple[str, ...]
    node: Node


@dataclass(frozen=True)
class TreeLayout:
    """All cards, the lines between them (x1, y1, x2, y2) and the three bands; `fits`: within the box asked
    for.
    """

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
        return min(leaf * _leaves(node) - GAP, self.widest)

    @property
    def widest(self) -> float:
        return WIDEST * self.pt / 10.5

    def lines(self, node: Node, leaf: float) -> list[str]:
        return balance(node.text, self.card_width(node, leaf) - 5, self.pt)

    def heights(self, leaf: float) -> list[float]:
        """Height of each level: the tallest of its cards."""
        return [max(self._needed(node, leaf) for node in level) for level in _levels(self.nodes)]

    def _needed(self, node: Node, leaf: float) -> float:
        foot = _grown(FOOT, self.pt) if node.evidence else 0
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
        self,
        nodes: Sequence[Node],
        left: float,
        leaf: float,
        tops: list[float],
        heights: list[float],
        level: int,
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
    statement: str,
    causes: Sequence[Node],
    effects: Sequence[Node],
    room: tuple[float, float],
    pt: float = 10.5,
    trunk: str = "PROBLEM",
) -> TreeLayout:
    """The tree in a box of `room` (width, height): as airy, and in as large type, as fits; 9.5 points at
    the least. `trunk` names the band of the trunk.

    When it does not fit even then, the layout has the size that it needs and `fits` is False.
    """
    least = LEAST_ON_A3 if pt > LEAST_ON_A3 else LEAST
    for size, air in ((pt, 1.0), (pt, 0.75), ((pt + least) / 2, 0.7), (least, 0.6)):
        layout = _layout_tree(statement, tuple(causes), tuple(effects), room, size, air, trunk)
        if layout.fits:
            return layout
    return layout


def _layout_tree(
    statement: str,
    causes: tuple[Node, ...],
    effects: tuple[Node, ...],
    room: tuple[float, float],
    pt: float,
    air: float,
    band: str = "PROBLEM",
) -> TreeLayout:
    scale = air * pt / 10.5
    lower = _Half(causes, True, pt, 8.5 * scale, 20.5 * scale)
    upper = _Half(
        effects, False, pt, 6.0 * scale, (15.0 if len(_levels(effects)) == 1 else 11.0 * air) * pt / 10.5
    )
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
        tuple(_bands(trunk, [card for card, _ in pairs], band)),
        whole,
        height,
        pt,
        whole <= room[0] + 0.01 and height <= room[1] + 0.01,
    )


def _leaf(half: _Half, whole: float) -> float:
    """Width of one leaf; few leaves stand together in the middle."""
    return min(half.leaf_width(whole - MARGIN), 1.25 * half.widest)


def _trunk(statement: str, whole: float, top: float, pt: float) -> Card:
    wide = min(whole - MARGIN, 190.0 * max(1.0, pt / 10.5))
    size = pt * 12 / 10.5
    lines = balance(statement, wide - 12, size, "serif700")
    tall = max(18.0 * pt / 10.5, len(lines) * leading(size) + 7)
    return Card(Box(MARGIN + (whole - MARGIN - wide) / 2, top, wide, tall), tuple(lines), Node(statement))


def _hung(half: _Half, trunk: Card, whole: float) -> list[tuple[Card, list[Card]]]:
    leaf = _leaf(half, whole)
    used = leaf * sum(_leaves(node) for node in half.nodes)
    left = MARGIN + (whole - MARGIN - used) / 2
    return list(half.cards(left, leaf, trunk.box.bottom if half.down else trunk.box.y))


def _links(
    trunk: Card, pairs: Sequence[tuple[Card, list[Card]]]
) -> Iterator[tuple[float, float, float, float]]:
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


def _bands(trunk: Card, cards: Sequence[Card], name: str) -> Iterator[tuple[str, float, float]]:
    above = [card.box for card in cards if card.box.y < trunk.box.y]
    under = [card.box for card in cards if card.box.y > trunk.box.y]
    if above:
        yield "EFFECTS", min(box.y for box in above), max(box.bottom for box in above)
    yield name, trunk.box.y, trunk.box.bottom
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
    trunk: str = "PROBLEM",
) -> Drawing:
    """The problem tree of any depth. Without causes and effects the statement stands alone.

    `room` is width and height in millimetres; see `Drawing.fits`.
    """
    layout = layout_tree(statement, causes, effects, room, pt, trunk)
    told = (
        f"Problem: {statement or 'to write'}. "
        + _told("Causes", layout.causes)
        + _told("Effects", layout.effects)
    )
    return _drawing(Pen(flavour), layout, title, told.strip())


def _drawing(pen: Pen, layout: TreeLayout, title: str, told: str, more: str = "") -> Drawing:
    """Links under the cards, bands at the left, `more` over all."""
    links = "".join(f"M{number(x)} {number(y)}L{number(to_x)} {number(to_y)}" for x, y, to_x, to_y in layout.links)
    parts = [pen.path(links, 1.2)] if links else []
    parts += [_draw_trunk(pen, layout)]
    parts += [_draw_card(pen, card, layout.pt) for card in (*layout.effects, *layout.causes)]
    parts += [*(_draw_band(pen, *band, layout.pt) for band in layout.bands), more]
    svg = pen.figure(layout.width, layout.height, title, "".join(parts), told, "tree")
    return Drawing(svg, layout.width, layout.height, layout.fits)


def blank_tree(
    room: tuple[float, float] = A4_LANDSCAPE, flavour: Flavour = PRINT, pt: float = 10.5
) -> Drawing:
    """A tree to write on, as airy as the room allows: four causes, two more behind each, four effects.

    Under each cause stand the letters of evidence and the shapes of reach, to put a ring around one of each.
    """
    layout, pen = _blank_layout(room, pt), Pen(flavour)
    feet = "".join(_draw_choice(pen, card.box, layout.pt) for card in layout.causes)
    return _drawing(pen, layout, "Empty problem tree", "Problem: to write.", feet)


def blank_objectives(
    room: tuple[float, float] = A4_LANDSCAPE, flavour: Flavour = PRINT, pt: float = 10.5
) -> Drawing:
    """The problem tree turned round, to write on: each card says what will be, so none asks for evidence."""
    layout = _blank_layout(room, pt)
    bands = tuple((TURNED[name], top, bottom) for name, top, bottom in layout.bands)
    return _drawing(Pen(flavour), replace(layout, bands=bands), "Empty objectives tree", "Goal: to write.")


@lru_cache(maxsize=8)
def _blank_layout(room: tuple[float, float], pt: float) -> TreeLayout:
    """Empty cards as tall as the room allows."""
    causes = tuple(Node(children=(Node(children=(Node(),)),)) for _ in range(4))
    layouts = (_layout_tree("", causes, (Node(),) * 4, room, pt, air / 20) for air in range(40, 11, -1))
    return next((one for one in layouts if one.fits), None) or layout_tree("", causes, (Node(),) * 4, room, pt)


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
    frame = pen.rect(
        box, 2.4 if node.chosen else 1, pen.flavour.paper, "card chosen" if node.chosen else "card", stroke
    )
    foot = _grown(FOOT, pt) if node.evidence else 0
    words = pen.lines(box.x + box.width / 2, box.y + (box.height - foot) / 2, card.lines, pt)
    return frame + words + (_draw_foot(pen, card, pt) if node.evidence else "")


def _draw_foot(pen: Pen, card: Card, pt: float) -> str:
    """Evidence as a letter, reach as a shape, chosen as a word."""
    box, node = card.box, card.node
    foot, mm = _grown(FOOT, pt), _grown(1, pt)
    y = box.bottom - foot
    parts = [
        pen.line(box.x, y, box.right, y),
        pen.text(box.x + 2, box.bottom - 1.5 * mm, EVIDENCE[node.evidence], _grown(LABEL, pt), "700"),
        _reach(pen, node.reach, box.right - 3.2 * mm, y + foot / 2, mm),
    ]
    if node.chosen:
        middle = box.x + box.width / 2
        parts.append(pen.text(middle, box.bottom - 1.5 * mm, "CHOSEN", _grown(9, pt), "700", "middle"))
    return "".join(parts)


def _draw_choice(pen: Pen, box: Box, pt: float) -> str:
    """The foot of an empty card: all letters and all shapes."""
    foot, mm = _grown(FOOT, pt), _grown(1, pt)
    y = box.bottom - foot
    parts = [pen.line(box.x, y, box.right, y)]
    parts += [
        pen.text(box.x + (3.5 + 6 * n) * mm, box.bottom - 1.5 * mm, one, _grown(LABEL, pt), "700", "middle")
        for n, one in enumerate("DE?")
    ]
    shapes = ("ours", "influence", "outside")
    parts += [_reach(pen, one, box.right + (6 * n - 15.5) * mm, y + foot / 2, mm) for n, one in enumerate(shapes)]
    return "".join(parts)


def _reach(pen: Pen, reach: str, x: float, y: float, mm: float) -> str:
    if reach == "ours":
        return pen.circle(x, y, 1.6 * mm, 1)
    if reach == "influence":
        return pen.rect(Box(x - 1.5 * mm, y - 1.5 * mm, 3 * mm, 3 * mm), 1)
    return pen.triangle(x, y + 0.4 * mm, 1.9 * mm, 1) if reach else ""


def _draw_band(pen: Pen, name: str, top: float, bottom: float, pt: float) -> str:
    middle = (top + bottom) / 2
    size = min(_grown(LABEL, pt), LABEL if width(name, _grown(LABEL, pt), "700") > bottom - top else 99)
    word = pen.text(0, 0, name, size, "700", "middle")
    return f'<g transform="translate(5 {number(middle)}) rotate(-90)">{word}</g>' + pen.line(
        9, top, 9, bottom
    )
