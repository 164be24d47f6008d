"""What a `figure` draws: the district's tree, fishbone or cycle, or an empty one to fill in where there are no data; the
intervention itself, the same for all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msi_build.render.blocks.base import Scene
from msi_build.render.diagrams import (
    PRINT,
    SCREEN,
    Bone,
    Drawing,
    Flavour,
    Node,
    Stop,
    blank_fishbone,
    blank_objectives,
    blank_tree,
    cycle,
    fishbone,
    ring,
    spiral,
    tree,
    weeks,
)
from msi_build.render.placeholders import dates_words

if TYPE_CHECKING:
    from msi_build.model.analysis import Analysis, Cause, Effect

Room = tuple[float, float]

#: Type in points: A3 stays readable when it is copied down to A4.
POINTS = {True: 14.0, False: 10.5}
LARGE = 300.0

#: Size in mm of the clock on a screen: small, so that its words are large beside a text and on a phone.
SCREEN_CLOCK = 108.0

#: A clock for the wall: its size in mm as it is drawn, and how much larger it is shown, so that it is read from afar.
POSTER_CLOCK, POSTER = 150.0, 1.6

#: The events of a usual cycle and their weeks.
STOPS = (
    Stop(1, "Orientation visit"), Stop(4, "Situation analysis visit"), Stop(6, "Workshop 1"), Stop(11, "Workshop 2"),
    Stop(20, "Support visit 1"), Stop(28, "Meeting 1"), Stop(36, "Support visit 2"), Stop(44, "Meeting 2"),
)  # fmt: skip


def draw(kind: str, blank: bool, scene: Scene, room: Room) -> Drawing:
    """`kind` is a key of `DRAWERS`; `room` is the width and height in mm."""
    return DRAWERS[kind](blank, scene, room)


def _analysis(scene: Scene) -> tuple[str, Analysis] | None:
    """The statement and the analysis of the district at hand."""
    cycle_ = scene.context.district.current_cycle if scene.context.district else None
    if cycle_ is None or cycle_.analysis is None:
        return None
    return (cycle_.statement.text if cycle_.statement else ""), cycle_.analysis


def _flavour(scene: Scene) -> Flavour:
    return SCREEN if scene.medium == "screen" else PRINT


def _tree(blank: bool, scene: Scene, room: Room) -> Drawing:
    flavour, pt = _flavour(scene), POINTS[room[0] > LARGE]
    found = None if blank else _analysis(scene)
    if not found or not found[1].causes:
        return blank_tree(room, flavour, pt)
    statement, analysis = found
    causes, effects = [_cause(one) for one in analysis.causes], [_effect(one) for one in analysis.effects]
    return tree(statement, causes, effects, room, flavour, pt)


def _objectives(blank: bool, scene: Scene, room: Room) -> Drawing:
    """Always empty: a team writes it at the wall."""
    return blank_objectives(room, _flavour(scene), POINTS[room[0] > LARGE])


def _fishbone(blank: bool, scene: Scene, room: Room) -> Drawing:
    found = None if blank else _analysis(scene)
    if not found or not found[1].fishbone:
        return blank_fishbone(room, _flavour(scene))
    statement, analysis = found
    bones = [
        Bone(area.replace("_", " ").capitalize(), tuple(_cause(one) for one in causes))
        for area, causes in analysis.fishbone.items()
    ]
    return fishbone(statement, bones, room, _flavour(scene))


def _cycle(blank: bool, scene: Scene, room: Room) -> Drawing:
    event = None if blank else scene.context.event
    weeks = [stop.week for stop in STOPS]
    current = min(range(len(STOPS)), key=lambda n: abs(weeks[n] - event.week)) if event else None
    size = SCREEN_CLOCK if scene.medium == "screen" else min(room[0] - 36, room[1] + 20)
    note = dates_words(event.start, event.end) if event else ""
    if room[0] > LARGE:
        return cycle(STOPS, current, note=note, size=POSTER_CLOCK).enlarged(POSTER)
    return cycle(STOPS, current, flavour=_flavour(scene), size=size, note=note)


def _cause(cause: Cause) -> Node:
    return Node(cause.text, cause.evidence, cause.reach, cause.chosen, tuple(_cause(one) for one in cause.because))


def _effect(effect: Effect) -> Node:
    return Node(effect.text, children=tuple(_effect(one) for one in effect.leads_to))


def _same(drawer: Callable[[Flavour], Drawing]) -> Callable[[bool, Scene, Room], Drawing]:
    """A drawing that is the same for every district."""
    return lambda blank, scene, room: drawer(_flavour(scene))


DRAWERS: Mapping[str, Callable[[bool, Scene, Room], Drawing]] = {
    "tree": _tree, "objectives": _objectives, "fishbone": _fishbone, "cycle": _cycle,
    "stages": _same(ring), "spiral": _same(spiral), "weeks": _same(weeks),
}  # fmt: skip
