"""A tree or a fishbone over as many pages as its words need: everything is drawn, nothing shrinks out of sight.

A tree goes on at a branch: the next branches under the same statement, or what lies behind one cause, which then
stands as the trunk. A letter says where: "goes on at B". A fishbone goes on with the next causes on each bone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from msi_build.render.figures import PRINT, Drawing, Flavour
from msi_build.render.fishbone import fishbone
from msi_build.render.problem_tree import layout_tree, tree
from msi_build.render.shapes import A4_LANDSCAPE, Bone, Node

#: Letters that a statement, a card and a rib may hold; what is longer is cut in the drawing and told in full beside it.
OF_STATEMENT, OF_CARD, OF_RIB = 420, 240, 110

Room = tuple[float, float]


@dataclass(frozen=True)
class Pages:
    """The drawings in their order, and the texts of cards and ribs that were cut in them, in full."""

    drawings: tuple[Drawing, ...]
    cut: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Piece:
    """What hangs on one trunk, on one page or several."""

    trunk: str
    causes: tuple[Node, ...] = ()
    effects: tuple[Node, ...] = ()
    band: str = "PROBLEM"


def tree_pages(
    statement: str,
    causes: Sequence[Node],
    effects: Sequence[Node] = (),
    room: Room = A4_LANDSCAPE,
    pt: float = 10.5,
    flavour: Flavour = PRINT,
) -> Pages:
    """The problem tree on pages of `room`; one page where it fits."""
    cut: list[str] = []
    shorten = _shortener(cut)
    whole = _Piece(
        _shortener([])(statement, OF_STATEMENT),
        tuple(_shortened(node, shorten, OF_CARD) for node in causes),
        tuple(_shortened(node, shorten, OF_CARD) for node in effects),
    )
    pieces = list(_pieces(whole, room, pt))
    titles = _titles("Problem tree", len(pieces))
    return Pages(
        tuple(
            tree(piece.trunk, piece.causes, piece.effects, room, flavour, pt, title, piece.band)
            for piece, title in zip(pieces, titles, strict=True)
        ),
        tuple(cut),
    )


def fish_pages(statement: str, bones: Sequence[Bone], room: Room, flavour: Flavour = PRINT) -> Pages:
    """The fishbone on pages of `room`: as many causes on a bone as find room, the next ones on the next page."""
    cut: list[str] = []
    shorten = _shortener(cut)
    head = _shortener([])(statement, OF_STATEMENT)
    bones = [replace(bone, ribs=tuple(_shortened(rib, shorten, OF_RIB) for rib in bone.ribs)) for bone in bones]
    most = max([1, *(len(bone.ribs) for bone in bones)])
    for slots in range(most, 0, -1):
        shares = [
            [replace(bone, ribs=bone.ribs[first : first + slots]) for bone in bones] for first in range(0, most, slots)
        ]
        titles = _titles("Fishbone", len(shares))
        least = min(slots, 3)
        drawings = tuple(
            fishbone(head, share, room, flavour, title, least) for share, title in zip(shares, titles, strict=True)
        )
        if all(drawing.fits for drawing in drawings):
            break
    return Pages(drawings, tuple(cut))


def _titles(name: str, count: int) -> list[str]:
    return [name if count == 1 else f"{name}, page {number} of {count}" for number in range(1, count + 1)]


def _shortener(cut: list[str]) -> Callable[[str, int], str]:
    """A function that cuts a text at a word; `cut` gathers what it cut."""

    def shorten(text: str, letters: int) -> str:
        if len(text) <= letters:
            return text
        cut.append(text)
        return f"{text[:letters].rsplit(' ', 1)[0].rstrip(',;:.')} …"

    return shorten


def _shortened(node: Node, shorten: Callable[[str, int], str], letters: int) -> Node:
    return replace(
        node, text=shorten(node.text, letters),
        children=tuple(_shortened(child, shorten, letters) for child in node.children),
    )


# ---------------------------------------------------------------- cutting a tree


def _pieces(whole: _Piece, room: Room, pt: float) -> Iterator[_Piece]:
    """One piece a page, each as large as fits, in the order in which they are read."""
    todo, letters = [whole], 0
    while todo:
        piece = todo.pop(0)
        if _fits(piece, room, pt):
            yield piece
            continue
        first, rest, behind = _cut(piece, room, pt, letters)
        letters += len(behind)
        yield first
        todo = [*rest, *behind, *todo]


def _fits(piece: _Piece, room: Room, pt: float) -> bool:
    return layout_tree(piece.trunk, piece.causes, piece.effects, room, pt, piece.band).fits


def _cut(piece: _Piece, room: Room, pt: float, letters: int) -> tuple[_Piece, list[_Piece], list[_Piece]]:
    """The piece of this page; what goes on under the same trunk; what goes on behind single cards."""
    if found := _upper_levels(piece, room, pt, letters):
        return found
    if piece.causes and piece.effects:
        with_all = _first_branches(piece, room, pt)
        if with_all:
            return with_all, [replace(piece, causes=piece.causes[len(with_all.causes) :], effects=())], []
        return _after_effects(piece, room, pt, letters)
    some = _first_branches(piece, room, pt)
    if some:
        taken = len(some.causes) + len(some.effects)
        return some, [replace(piece, causes=piece.causes[taken:], effects=piece.effects[taken:])], []
    return _first_cards(piece, room, pt, letters)


def _upper_levels(
    piece: _Piece, room: Room, pt: float, letters: int
) -> tuple[_Piece, list[_Piece], list[_Piece]] | None:
    """The whole width of the tree with as many levels of causes as fit, two at the least; None when they do not."""
    for depth in range(max(map(_depth, piece.causes), default=0) - 1, 1, -1):
        behind: list[_Piece] = []
        top = replace(piece, causes=tuple(_pruned(one, depth, "causes", behind, letters) for one in piece.causes))
        if _fits(top, room, pt):
            return top, [], behind
    return None


def _after_effects(piece: _Piece, room: Room, pt: float, letters: int) -> tuple[_Piece, list[_Piece], list[_Piece]]:
    """The effects on a page before the causes."""
    above, below = replace(piece, causes=()), replace(piece, effects=())
    if _fits(above, room, pt):
        return above, [below], []
    first, rest, behind = _cut(above, room, pt, letters)
    return first, [*rest, *behind, below], []


def _first_branches(piece: _Piece, room: Room, pt: float) -> _Piece | None:
    """As many of the first branches, whole, as fit under (or over) the trunk."""
    side = "causes" if piece.causes else "effects"
    found = None
    for count in range(1, len(getattr(piece, side)) + 1):
        part = replace(piece, **{side: getattr(piece, side)[:count]})
        if not _fits(part, room, pt):
            break
        found = part
    return found


def _first_cards(piece: _Piece, room: Room, pt: float, letters: int) -> tuple[_Piece, list[_Piece], list[_Piece]]:
    """The first branch is too large for a page: as many of its levels as fit, and where each of its cards goes on."""
    side = "causes" if piece.causes else "effects"
    branch, *others = getattr(piece, side)
    for depth in range(_depth(branch) - 1, 0, -1):
        behind: list[_Piece] = []
        top = _pruned(branch, depth, side, behind, letters)
        part = replace(piece, **{side: (top,)})
        if depth == 1 or _fits(part, room, pt):
            break
    return part, [replace(piece, **{side: tuple(others)})] if others else [], behind


def _depth(node: Node) -> int:
    return 1 + max((_depth(child) for child in node.children), default=0)


def _pruned(node: Node, depth: int, side: str, behind: list[_Piece], letters: int) -> Node:
    """The node down to `depth` levels; a card with more behind it says where it goes on, and `behind` gets that piece."""
    if depth > 1 or not node.children:
        below = tuple(_pruned(child, depth - 1, side, behind, letters) for child in node.children)
        return replace(node, children=below)
    letter = _letter(letters + len(behind))
    band = f"{'CAUSE' if side == 'causes' else 'EFFECT'} {letter}"
    behind.append(_Piece(node.text, band=band, **{side: node.children}))
    return replace(node, text=f"{node.text} (goes on at {letter})", children=())


def _letter(number: int) -> str:
    """A to Z, then A2 to Z2."""
    round_, place = divmod(number, 26)
    return chr(ord("A") + place) + (str(round_ + 1) if round_ else "")
