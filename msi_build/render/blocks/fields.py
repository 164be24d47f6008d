"""`fields`: lines and boxes to write in; what data know is filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from markupsafe import Markup
from pydantic import Field

from msi_build.model.base import Int, Number, Part, Short, Text
from msi_build.render.blocks.base import Block, Scene, read_list
from msi_build.render.placeholders import is_empty

#: Height in mm of `lines` ruled lines; the frame of the box is the last line.
LINE_MM = 8.0
FRAME_MM = 1.6


class OneField(Part):
    """A label with a line under it; `lines` makes it a box with ruled lines, `choices` gives boxes to tick."""

    label: Short
    value: Text | None = None
    lines: Annotated[Int, Field(ge=0, le=30)] = 0
    choices: tuple[Short, ...] = ()
    help: Text | None = None
    width: Annotated[Number, Field(gt=0, le=10)] | None = None


class Row(Part):
    """Fields side by side."""

    row: Annotated[tuple[OneField, ...], Field(min_length=1, max_length=5)]


@dataclass(frozen=True)
class FieldShown:
    """One field, ready for the page; `value` is empty where a hand will write."""

    label: Markup
    value: Markup
    help: Markup
    choices: tuple[Markup, ...]
    lines: int
    height: float
    grow: float


@dataclass(frozen=True)
class RowShown:
    """Fields that stand side by side, as boxes or as lines."""

    fields: tuple[FieldShown, ...]
    boxes: bool


def view(block: tuple[Part, ...], scene: Scene) -> Mapping[str, object]:
    rows = [one.row if isinstance(one, Row) else (one,) for one in block]
    return {"rows": [show_row(row, scene) for row in rows]}


def show_row(row: Iterable[OneField], scene: Scene) -> RowShown:
    fields = tuple(show(one, scene) for one in row)
    return RowShown(fields, any(one.lines for one in fields))


def show(field: OneField, scene: Scene) -> FieldShown:
    value = Markup("") if is_empty(field.value, scene.context) else scene.fill(field.value or "")
    return FieldShown(
        label=scene.fill(field.label),
        value=value,
        help=scene.fill(field.help or ""),
        choices=tuple(scene.fill(one) for one in field.choices),
        lines=field.lines,
        height=ruled_height(field.lines),
        grow=field.width or _share(field),
    )


def _share(field: OneField) -> float:
    """How much of its row a field takes: a date little, a row of options as much as their words need."""
    letters = sum(len(option) + 5 for option in field.choices)
    return max(round(letters / 14, 1), 0.6 if len(field.label) <= 6 else 1.0)


def ruled_height(lines: int) -> float:
    """Millimetres of a box with this many lines to write on."""
    return round(LINE_MM * lines - FRAME_MM, 1)


def _model(entry: object) -> type[Part] | None:
    if not isinstance(entry, dict):
        return None
    return Row if "row" in entry else OneField


BLOCK = Block(read_list(_model, "- label: …, or - row: with a list of labels"), view)
