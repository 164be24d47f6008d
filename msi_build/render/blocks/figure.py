"""`figure`: a problem tree, a fishbone or the cycle, drawn from the district's data or blank to fill in; an empty objectives
tree; the stages, weeks and cycles of the intervention.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from markupsafe import Markup

from msi_build.model.base import Part, Short, Yes
from msi_build.render.blocks import drawings
from msi_build.render.blocks.base import Block, Scene, read_one
from msi_build.render.shapes import A3_LANDSCAPE, A4_LANDSCAPE, SCREEN_WIDE

#: Room for the drawing in mm, by page: width and height. "" is the text column of an upright page.
ROOM = {"a3": A3_LANDSCAPE, "land": A4_LANDSCAPE, "": (165.0, 140.0), "screen": SCREEN_WIDE}

PAGES = {"a3": "a3", "a4-landscape": "land"}


class Figure(Part):
    """A drawing; `page` gives it a page of its own. What is too wide for an upright page gets a lying one."""

    type: Literal["tree", "objectives", "fishbone", "cycle", "stages", "weeks", "spiral"]
    blank: Yes = False
    page: Literal["a3", "a4-landscape"] | None = None
    title: Short | None = None


#: A figure on a lying sheet has the room of that sheet.
PAPER_ROOM = {"a4-landscape": "land", "a3-landscape": "a3"}

TITLES = {
    "tree": "Problem tree", "objectives": "Objectives tree", "fishbone": "Fishbone", "cycle": "The cycle",
    "stages": "The four stages", "weeks": "The weeks of a cycle", "spiral": "Cycle after cycle",
}  # fmt: skip


def view(block: Figure, scene: Scene) -> Mapping[str, object]:
    page = PAGES.get(block.page or "", "")
    room = "screen" if scene.medium == "screen" else page or PAPER_ROOM.get(scene.paper, "")
    drawing = drawings.draw(block.type, block.blank, scene, ROOM[room])
    if not room and (block.type == "fishbone" or not drawing.fits):
        page = "land"
        drawing = drawings.draw(block.type, block.blank, scene, ROOM[page])
    return {"block": block, "title": scene.fill(block.title or TITLES[block.type]), "page": page, "svg": Markup(drawing.svg)}


BLOCK = Block(read_one(Figure), view)
