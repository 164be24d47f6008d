"""`figure`: a problem tree, a fishbone or the cycle, drawn from the district's data or blank to fill in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from markupsafe import Markup

from msi_build.model.base import Part, Short, Yes
from msi_build.render.blocks import drawings
from msi_build.render.blocks.base import Block, Scene, read_one

#: Room for the drawing in mm, by page: width and height.
ROOM = {"a3": (362, 235), "land": (267, 150), "": (175, 150)}


class Figure(Part):
    """A drawing; `page` gives it a page of its own."""

    type: Literal["tree", "fishbone", "cycle"]
    blank: Yes = False
    page: Literal["a3", "a4-landscape"] | None = None
    title: Short | None = None


TITLES = {"tree": "Problem tree", "fishbone": "Fishbone", "cycle": "The cycle"}


def view(block: Figure, scene: Scene) -> Mapping[str, object]:
    page = {"a3": "a3", "a4-landscape": "land"}.get(block.page or "", "")
    return {
        "block": block,
        "title": scene.fill(block.title or TITLES[block.type]),
        "page": page,
        "svg": Markup(drawings.draw(block.type, block.blank, scene, ROOM[page])),
    }


BLOCK = Block(read_one(Figure), view)
