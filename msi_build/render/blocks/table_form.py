"""`table-form`: an empty table to fill in by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from msi_build.model.base import Number, Part, Short, Text, Unfit, Yes
from msi_build.render.blocks.base import Block, Scene, from_text, read_one
from msi_build.render.own_words import ROWS


class Column(Part):
    """A column; `width` in mm, the rest shares what is left."""

    title: Short
    width: Annotated[Number, Field(gt=5, le=380)] | None = None
    help: Text | None = None


#: The columns of a table to fill in; a plain text is a column's title.
Columns = Annotated[tuple[Annotated[Column, BeforeValidator(from_text("title"))], ...], Field(max_length=12)]


def _rows(value: object) -> object:
    """A number of empty rows, or a list of row headings."""
    if isinstance(value, list | tuple | int):
        return value
    text = str(value).strip()
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:4]) <= 60:
        raise Unfit("must be a number of rows from 1 to 60, or a list of row titles", "For example rows: 8")
    return int(text)


def _spare(value: object) -> object:
    text = str(value).strip()
    if not text.isascii() or not text.isdigit() or int(text[:4]) > 30:
        raise Unfit("must be a number of rows from 0 to 30", "For example spare: 2")
    return int(text)


class TableForm(Part):
    """Columns with titles, and empty rows of at least 8 mm."""

    columns: Annotated[Columns, Field(min_length=1)]
    rows: Annotated[int | tuple[Short, ...], BeforeValidator(_rows)] = 6
    height: Annotated[Number, Field(ge=8, le=120)] = 12.0
    title: Short | None = None
    numbered: Yes = False
    fill: Literal[tuple(ROWS)] | None = None  # what the data know, in the first cells
    spare: Annotated[int, BeforeValidator(_spare)] = 2  # empty rows at the least, below what is filled in


def view(block: TableForm, scene: Scene) -> Mapping[str, object]:
    titled = isinstance(block.rows, tuple)  # titles stand where the data know nothing
    headings = [scene.fill(row) for row in block.rows] if titled else [None] * block.rows
    cells = ROWS[block.fill](scene.context) if block.fill else []
    if cells:
        headings = [None] * max(0 if titled else len(headings), len(cells) + block.spare)
    return {"block": block, "headings": headings, "has_headings": titled and not cells, "cells": cells}


BLOCK = Block(read_one(TableForm), view)
