"""`tents`: name tents to cut and fold, two to a page, with district and post, and a line for the name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator

from msi_build.model.base import Part, Short, Unfit
from msi_build.render.blocks.base import Block, Scene, read_one
from msi_build.render.own_words import ROWS, names_of

TENTS_A_PAGE = 2


def _count(value: object) -> object:
    text = str(value).strip()
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:4]) <= 40:
        raise Unfit("must be a number of tents from 1 to 40", "For example count: 4")
    return int(text)


class Tents(Part):
    """At least `count` tents; `name` says whose they are."""

    name: Short
    count: Annotated[int, BeforeValidator(_count)] = 4


def view(block: Tents, scene: Scene) -> Mapping[str, object]:
    """One tent for each post of those who come from the district; names only where an overlay knows them."""
    district = scene.context.district
    posts = [post for _, post in ROWS["roles"](scene.context)] if district else []
    names = names_of(scene.context) if district else {}
    tents = [(scene.fill(block.name), post, names.get(post, "")) for post in posts]
    tents += [(scene.fill(block.name) if district else "", "", "")] * max(0, block.count - len(tents), len(tents) % 2)
    pages = [tents[start : start + TENTS_A_PAGE] for start in range(0, len(tents), TENTS_A_PAGE)]
    return {"tents": tents, "pages": pages}


BLOCK = Block(read_one(Tents), view)
