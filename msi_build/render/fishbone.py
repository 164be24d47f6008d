"""The fishbone: bones above and below the spine, with level ribs that can be read and written on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msi_build.render.figures import PRINT, Box, Drawing, Flavour, Pen, Weight, balance, leading, width, wrap
from msi_build.render.shapes import EVIDENCE, Bone, Node

HEAD = 58.0
PT_OF_RIB = 10.0
REACH = 34.0
#: Bones of an empty fish.
BONES = (
    "Availability",
    "Direction",
    "Competencies",
    "Rewards, sanctions",
    "Resources, systems",
    "Management, teamwork",
)


@dataclass(frozen=True)
class Rib:
    """A rib with its words: the line from `left` to `right` at height `y`, the words above it."""

    left: float
    right: float
    y: float
    lines: tuple[str, ...]
    node: Node | None
    room: float
    indent: float = 0.0  # the words begin so much to the right of the line

    @property
    def box(self) -> Box:
        tall = len(self.lines) * leading(PT_OF_RIB)
        return Box(self.left + self.indent, self.y - 1.2 - tall, self.right - self.left - self.indent, tall)

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
        tail = (
            0.9 if up else 0.55
        )  # words stand on their rib: above, the last ones need room below the heading
        share, pitch = (slot + 1) / (self.slots + tail), self.rise / (self.slots + tail)
        side = -1 if up else 1
        right, y = self.foot(column) - REACH * share, self.spine + side * self.rise * share
        left = max(1.0, right - min(55.0, self.spacing - 5))
        lean = REACH / self.rise  # above the spine the own bone leans over the words, below it the one to the left
        room = tail * pitch + 0.4 if up and slot == self.slots - 1 else pitch - 2
        clear = 0.0 if up else self.spacing - (right - left) - 1 if column else 99.0
        lines, indent = _rib_lines(node, right - left, lean, clear)
        return Rib(left, right, y, lines, node, room, 0.0 if up else indent)


def _rib_lines(node: Node | None, length: float, lean: float, clear: float) -> tuple[tuple[str, ...], float]:
    """The words of a rib with their evidence mark, in lines that stay clear of the bone, and what that takes in width.

    `clear` is how far the bone may lean before it meets the words.
    """
    if node is None:
        return (), 0.0
    words = f"{node.text} {EVIDENCE[node.evidence]}".strip()
    for rows in range(1, 9):
        taken = max(0.0, lean * (rows * leading(PT_OF_RIB) + 1.2) - clear)
        lines = wrap(words, length - 2 - taken, PT_OF_RIB, _weight(node))
        if len(lines) <= rows:
            break
    return tuple(lines), taken


def _weight(node: Node | None) -> Weight:
    return "700" if node and node.chosen else "400"


def fishbone(
    statement: str,
    bones: Sequence[Bone],
    room: tuple[float, float] = (267.0, 138.0),
    flavour: Flavour = PRINT,
    title: str = "Fishbone",
    least: int = 3,
) -> Drawing:
    """Bones above and below the spine; ribs are level so that they can be read and written on.

    A bone has at least `least` ribs, empty ones for a pen. Ribs of one bone are its causes and those behind
    them. On screen the fish grows in height until its words have room; on paper it says that they have not.
    """
    bones = list(bones)
    columns = max(3, -(-len(bones) // 2))
    slots = max([least, *(len(bone.ribs) for bone in bones)])
    fish = _Fish(*room, columns, slots)
    while not (fits := _fits(fish, bones, statement)) and not flavour.sized and fish.height < 6 * room[1]:
        fish = _Fish(room[0], fish.height + 8, columns, slots)
    room = (fish.width, fish.height)
    pen = Pen(flavour)
    parts = [pen.line(4, fish.spine, fish.head, fish.spine, 3), _draw_head(pen, fish, statement)]
    for place, bone in enumerate(bones):
        parts += [
            _draw_bone(pen, fish, place % columns, place < columns, f"{place + 1}  {bone.name}"),
            *(_draw_rib(pen, rib) for rib in _ribs(fish, place, bone)),
        ]
    told = "; ".join(
        f"{bone.name}: {', '.join(rib.text for rib in bone.ribs)}" for bone in bones if bone.ribs
    )
    svg = pen.figure(*room, title, "".join(parts), f"Head: {statement or 'to write'}. {told}", "fishbone")
    return Drawing(svg, *room, fits)


def _ribs(fish: _Fish, place: int, bone: Bone) -> list[Rib]:
    column, up = place % fish.columns, place < fish.columns
    return [
        fish.rib(column, up, slot, bone.ribs[slot] if slot < len(bone.ribs) else None)
        for slot in range(fish.slots)
    ]


def _fits(fish: _Fish, bones: Sequence[Bone], statement: str) -> bool:
    """Have the head and the words of every rib room?"""
    ribs = (rib for place, bone in enumerate(bones) for rib in _ribs(fish, place, bone))
    return 2 * _half_head(statement) <= fish.height and all(rib.fits for rib in ribs)


def _half_head(statement: str) -> float:
    return max(24.0, len(balance(statement, HEAD - 8, 10.5, "serif700")) * leading(10.5) / 2 + 4)


def blank_fishbone(room: tuple[float, float] = (267.0, 138.0), flavour: Flavour = PRINT) -> Drawing:
    """A fish to write on."""
    return fishbone("", [Bone(name) for name in BONES], room, flavour, "Empty fishbone")


def _draw_head(pen: Pen, fish: _Fish, statement: str) -> str:
    lines = balance(statement, HEAD - 8, 10.5, "serif700")
    half = _half_head(statement)
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
    weight = _weight(rib.node)
    last = len(rib.lines) - 1
    words = (
        pen.text(rib.left + rib.indent, rib.y - 1.2 - (last - n) * leading(PT_OF_RIB), line, PT_OF_RIB, weight)
        for n, line in enumerate(rib.lines)
    )
    return pen.line(rib.left, rib.y, rib.right, rib.y) + "".join(words)
