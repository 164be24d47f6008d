"""`questions`: a questionnaire of statements to rate, choices, numbers from 0 to 10 and open questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated

from pydantic import Field

from msi_build.model.base import Int, Part, Short, Text, Yes
from msi_build.render.blocks.base import Block, Scene, read_list
from msi_build.render.blocks.fields import ruled_height

#: Mouths of the five faces, from very sad to very glad, in a box of 7 × 7; and what they are called.
FACES = (
    ("M2.4 5.6q1.1-1.5 2.2 0", "very sad face"),
    ("M2.4 5.2q1.1-.8 2.2 0", "sad face"),
    ("M2.4 5h2.2", "straight face"),
    ("M2.3 4.6q1.2 1 2.4 0", "glad face"),
    ("M2.1 4.4q1.4 2 2.8 0", "very glad face"),
)

#: Choices that stand side by side: more options than this take a line of their own.
MOST_OPTIONS_IN_ROW = 4


class Scale(Part):
    """Statements, each to be rated with one word of the scale."""

    scale: Annotated[tuple[Short, ...], Field(min_length=2, max_length=7)]
    items: Annotated[tuple[Text, ...], Field(min_length=1)]
    title: Short | None = None
    not_applicable: Yes = False
    start: Annotated[Int, Field(ge=1, le=999)] = 1


class Choice(Part):
    """One or more options to tick."""

    choice: Short
    options: Annotated[tuple[Short, ...], Field(min_length=2, max_length=12)]


class Rating(Part):
    """A number to ring for each moment, for example before and now."""

    rating: Text
    from_: Annotated[Int, Field(alias="from", ge=0, le=10)] = 0
    to: Annotated[Int, Field(ge=1, le=10)] = 10
    moments: tuple[Short, ...] = ()
    low: Short = "not at all"
    high: Short = "completely"


class Open(Part):
    """A question to answer in one's own words."""

    open: Text
    lines: Annotated[Int, Field(ge=1, le=30)] = 2
    help: Text | None = None


KINDS = {"scale": Scale, "choice": Choice, "rating": Rating, "open": Open}


@dataclass(frozen=True)
class Shown:
    """Questions of one kind that stand together. `kind` names the template's part."""

    kind: str
    parts: tuple[Part, ...]


def view(block: tuple[Part, ...], scene: Scene) -> Mapping[str, object]:
    groups = [Shown(kind, tuple(parts)) for kind, parts in groupby(block, key=_together)]
    return {"groups": groups, "faces": FACES, "ruled_height": ruled_height}


def _together(part: Part) -> str:
    """Choices with few options stand in a row, ratings in one table; the rest stands alone."""
    if isinstance(part, Choice):
        return "choices" if len(part.options) <= MOST_OPTIONS_IN_ROW else "long choice"
    return next(kind for kind, model in KINDS.items() if isinstance(part, model))


def _model(entry: object) -> type[Part] | None:
    if not isinstance(entry, dict):
        return None
    return next((model for key, model in KINDS.items() if key in entry), None)


BLOCK = Block(read_list(_model, "scale: with items, choice: with options, rating: …, open: …"), view)
