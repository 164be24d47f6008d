"""`checklist`: points to tick, with a scale of words and, when asked for, room to write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field

from msi_build.diagnostics import Faults
from msi_build.model.base import Int, Part, Short, Text
from msi_build.model.toolkit import Toolkit
from msi_build.render.blocks.base import Block, Scene, from_text, read_one
from msi_build.sources import DataFile

#: Signs that stand over the words of a scale; other words stand alone.
SIGNS = {"yes": "✓", "partly": "~", "no": "✗", "not yet": "✗"}

#: Height of a row in mm: a hand needs 12 to write, 9 to tick; a long list is lower, so that it stays on its page.
WRITING, TICKING, MANY, MANY_ROWS = 12.0, 9.0, 10.0, 13


class Item(Part):
    """A point to tick; `help` is a smaller line under it."""

    text: Text
    help: Text | None = None


Items = tuple[Annotated[Item, BeforeValidator(from_text("text"))], ...]


class Section(Part):
    """Points under one title."""

    title: Short
    items: Annotated[Items, Field(min_length=1)]


class Checklist(Part):
    """Either `items`, or `sections` with items."""

    scale: Annotated[tuple[Short, ...], Field(min_length=1, max_length=5)] = ("yes", "partly", "no")
    write: Short | None = None
    title: Short | None = None
    height: Annotated[Int, Field(ge=7, le=40)] | None = None
    sections: tuple[Section, ...] = ()
    items: Items = ()


def view(block: Checklist, scene: Scene) -> Mapping[str, object]:
    groups = [(None, block.items)] if block.items else []
    groups += [(section.title, section.items) for section in block.sections]
    rows = sum(len(items) for _, items in groups)
    usual = (WRITING if rows <= MANY_ROWS else MANY) if block.write else TICKING
    numbered, number = [], 0
    for title, items in groups:
        numbered.append((title, [(number + place, item) for place, item in enumerate(items, 1)]))
        number += len(items)
    return {
        "block": block,
        "groups": numbered,
        "scale": [(SIGNS.get(word.lower(), ""), word) for word in block.scale],
        "height": block.height or usual,
        "columns": 2 + len(block.scale) + bool(block.write),
    }


def check(block: Checklist, file: DataFile, toolkit: Toolkit, faults: Faults) -> None:
    """There is something to tick."""
    if bool(block.items) == bool(block.sections):
        faults.add(
            file.where(), "checklist-items", "a checklist has either items or sections",
            "Write items: with a dash before each point, or sections: with title and items.",
        )


BLOCK = Block(read_one(Checklist), view, check)
