"""What stands in the data files, and the schemas for editors, both made from the models.

`KINDS` lists the kinds of data files. `rows` says of every field what it means, what to type, whether it is
needed, who fills it and who may see it; `dictionary_pages` is the same for readers; `schemas` is JSON Schema (draft 7,
which editors know best). Nothing here is typed twice: a new field of a model is in all three at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic.fields import FieldInfo

from msi_build.model.base import Part, fields_by_key, visibility_of
from msi_build.model.kinds import Schema, or_nothing, part_in, schema, shape, words
from msi_build.model.programme import Country, District, Group, Overlay, Programme

SCHEMAS = "schemas"

#: Fields that no data file holds: people come from the overlay's own file.
NOT_TYPED = {("District", "people")}

#: Who may see a field with this mark.
SEEN_BY = {
    "P": "everybody",
    "G": "group and programme",
    "T": "team and its facilitators",
    "F": "facilitators",
    "R": "nobody but holders of the private file",
}

#: What the short names of those who fill a field stand for.
FILLERS = {"FP": "focal point", "FA": "facilitator", "PT": "programme team"}


@dataclass(frozen=True)
class Chapter:
    """A part of a long file on a page of its own: what stands under these keys of a cycle."""

    name: str
    title: str
    about: str
    under: tuple[str, ...]


@dataclass(frozen=True)
class FileKind:
    """A kind of data file: its name, its model, where its files stand, and what it is in a sentence."""

    name: str
    model: type[Part]
    place: str
    title: str
    about: str
    chapters: tuple[Chapter, ...] = ()


KINDS = (
    FileKind(
        "programme", Programme, "districts/programme.yml", "The programme’s file",
        "What holds for all countries unless one of them says otherwise.",
    ),
    FileKind(
        "country", Country, "districts/<cc>/country.yml", "A country’s file",
        "What a country calls things, and its calendar. A new country needs this file alone: `msi new country`.",
    ),
    FileKind(
        "group", Group, "districts/<cc>/groups/<group>.yml", "A group’s file",
        "Neighbouring districts that learn together, with every date they share: `msi new group`.",
    ),
    FileKind(
        "district", District, "districts/<cc>/<district>.yml", "A district’s file",
        "One district with all its cycles. Roles only, no names: `msi new district`, `msi new cycle`.",
        (
            Chapter(
                "analysis", "A district’s file: problem and causes",
                "What a cycle says of situation, indicators, problems, causes and the reviews of other teams.",
                ("situation_analysis", "indicators", "problems", "problem_statement", "analysis", "reviews"),
            ),
            Chapter(
                "workplan", "A district’s file: the workplan", "What a cycle plans and does: columns A to K.",
                ("implementation", "workplan"),
            ),
            Chapter(
                "learning", "A district’s file: visits and learning",
                "What a cycle says of visits, meetings, the diary and what the team learnt.",
                (
                    "diary", "support_visits", "actions", "inter_district_meetings", "environment_changes", "learning",
                    "good_practices", "next_cycle", "evaluations",
                ),
            ),
        ),
    ),
    FileKind(
        "overlay", Overlay, "<private folder>/<cc>/<district>.yml", "The private file of a district",
        "Names and contacts. It never stands in the project’s folder; `--overlay` names its folder by hand.",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One field. `block` is the model it belongs to, `default` what counts when it is left out ("" for nothing).

    `type` holds the allowed values; `mark` is who may see it (P, G, T, F, R), "" when each entry says so itself.
    """

    block: str
    key: str
    meaning: str
    type: str
    unit: str
    required: bool
    default: str
    filled_by: str
    mark: str
    leads_to: str = ""


@dataclass(frozen=True)
class Block:
    """A model inside a file: where it stands (`cycles[].indicators[]`), what it is, its fields."""

    model: type[Part]
    path: str
    about: str
    rows: tuple[Row, ...]


def blocks(kind: FileKind) -> tuple[Block, ...]:
    """Every block of a kind of file once, the file itself first, in the order in which it is typed."""
    found: dict[type[Part], str] = {}

    def walk(model: type[Part], path: str) -> None:
        if model in found:
            return
        found[model] = path
        for key, info in typed_fields(model):
            if inner := part_in(shape(info)):
                walk(inner, f"{path}.{key}".lstrip(".") + {"list": "[]", "keys": ".…[]"}.get(shape(info).of, ""))

    walk(kind.model, "")
    return tuple(
        Block(model, path, " ".join((model.__doc__ or "").split()), tuple(_rows(model)))
        for model, path in found.items()
    )


def rows(kind: FileKind) -> tuple[Row, ...]:
    """Every field of a kind of file."""
    return tuple(row for block in blocks(kind) for row in block.rows)


def typed_fields(model: type[Part]) -> Iterator[tuple[str, FieldInfo]]:
    """The fields that people type, by key."""
    for key, info in fields_by_key(model).items():
        if (model.__name__, key) not in NOT_TYPED:
            yield key, info


def _rows(model: type[Part]) -> Iterator[Row]:
    own_marks = model.mark_of is not Part.mark_of
    for key, info in typed_fields(model):
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        inner = part_in(shape(info))
        yield Row(
            model.__name__,
            key,
            info.description or "",
            words(shape(info)),
            str(extra.get("unit", "")),
            info.is_required(),
            "" if info.is_required() else _default(info.default),
            str(extra.get("filled_by", "")),
            "" if own_marks else visibility_of(info) or "",
            inner.__name__ if inner else "",
        )


def _default(value: object) -> str:
    """A default as people would type it; nothing for what is empty."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int, float)):
        return f"{value:g}" if isinstance(value, float) else str(value)
    if isinstance(value, tuple) and value and not isinstance(value[0], Part):
        return f"[{', '.join(map(str, value))}]"
    return ""


# ---------------------------------------------------------------- JSON Schema


def schemas() -> dict[str, str]:
    """Path in the project and text of every schema."""
    return {
        f"{SCHEMAS}/{kind.name}.schema.json": json.dumps(file_schema(kind), ensure_ascii=False, indent=1) + "\n"
        for kind in KINDS
    }


def file_schema(kind: FileKind) -> Schema:
    """The schema of one kind of file."""
    first, *others = blocks(kind)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"{kind.title}: {kind.place}",
        **_object(first),
        "definitions": {block.model.__name__: _object(block) for block in others},
    }


def _object(block: Block) -> Schema:
    required = [row.key for row in block.rows if row.required]
    typed = dict(typed_fields(block.model))
    return {
        "description": block.about,
        "type": "object",
        "additionalProperties": False,
        "properties": {row.key: _property(row, typed[row.key]) for row in block.rows},
        **({"required": required} if required else {}),
    }


def _property(row: Row, info: FieldInfo) -> Schema:
    one = schema(shape(info))
    if not row.required:
        one = or_nothing(one)
    if "$ref" in one:  # draft 7 reads nothing beside a reference
        one = {"allOf": [one]}
    return {"description": explanation(row), **one, **_typed_default(row)}


def _typed_default(row: Row) -> dict[str, Any]:
    """A default for the editor; lists and blocks have none, so that no editor types them by itself."""
    if not row.default or row.default.startswith("["):
        return {}
    value: object = {"true": True, "false": False}.get(row.default, row.default)
    return {"default": float(row.default) if re.fullmatch(r"\d+(\.\d+)?", row.default) else value}


def says_more(unit: str, typed: str) -> bool:
    """Does the unit add a word to the type?"""
    return any(word not in typed for word in re.findall(r"[\w/+.-]+", unit.replace("text", "")))


def explanation(row: Row) -> str:
    """What an editor shows beside a key: meaning, unit, who fills it, who sees it."""
    parts = [row.meaning, row.unit if says_more(row.unit, row.type) else ""]
    filler = re.sub(r"\b(FP|FA|PT)\b", lambda short: FILLERS[short[0]], row.filled_by)
    parts += [f"filled by: {filler}" if filler else "", f"seen by: {SEEN_BY[row.mark]}" if row.mark else ""]
    return ". ".join(part for part in parts if part)
