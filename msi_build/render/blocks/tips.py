"""`tips`: the facilitators' tips gathered by event from the texts in which they stand, each with its places."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from msi_build.model.base import EVENT_TITLES, Part
from msi_build.model.toolkit import EventSlug
from msi_build.render.blocks.base import Block, Scene, read_options
from msi_build.render.tips import Gathered, gathered

#: Over the tips that belong to no event.
NO_EVENT = "Planning the programme"


class Tips(Part):
    """Shows all numbered tips; `events` shows those of some events."""

    events: tuple[EventSlug, ...] = ()


@dataclass(frozen=True)
class Shown:
    """A tip, ready for the page: its places are (title, link)."""

    number: int
    text: Markup
    places: tuple[tuple[str, str], ...]


def view(block: Tips, scene: Scene) -> Mapping[str, object]:
    groups: dict[str, list[Shown]] = {}
    for one in gathered(scene.toolkit):
        if not block.events or one.event in block.events:
            groups.setdefault(one.event, []).append(_shown(one, scene))
    named = [(event, EVENT_TITLES.get(event, NO_EVENT), tips) for event, tips in groups.items()]
    return {"groups": named, "count": sum(len(tips) for _, _, tips in named)}


def _shown(one: Gathered, scene: Scene) -> Shown:
    here = posixpath.dirname(_address(scene))
    places = []
    for place, tip in one.places:
        section = scene.section(tip.document, tip.line)
        href = posixpath.relpath(place.address, here or ".") + (f"#{section}" if section else "")
        places.append((scene.plain(place.title), href))
    return Shown(one.number, scene.markdown(one.tip.text_for(scene.document)), tuple(places))


def _address(scene: Scene) -> str:
    return scene.toolkit.by_name[scene.document.name].address


BLOCK = Block(read_options(Tips), view)
