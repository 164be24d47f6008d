"""The ground of all models.

Frozen parts, fields that name their visibility, and reading a data file as a model.
"""

from __future__ import annotations

import difflib
import re
import types
import typing
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from msi_build.diagnostics import Faults
from msi_build.model.values import (
    UNDER_FIVE,
    Code,
    Colour,
    Count,
    CountryCode,
    Date,
    Email,
    Int,
    Month,
    Natural,
    Number,
    Period,
    Phone,
    Short,
    Slug,
    Text,
    Time,
    Unfit,
    Url,
    Year,
    Yes,
)
from msi_build.yaml_text import DataFile, Path

__all__ = [
    "EVENTS",
    "EVENT_STAGES",
    "EVENT_TITLES",
    "KINDS",
    "MARKS",
    "SETS",
    "STAGES",
    "UNDER_FIVE",
    "Code",
    "Colour",
    "Count",
    "CountryCode",
    "Date",
    "Email",
    "F",
    "G",
    "Int",
    "Mark",
    "Month",
    "Natural",
    "Number",
    "P",
    "Part",
    "Period",
    "Phone",
    "R",
    "Short",
    "Slug",
    "T",
    "Text",
    "Time",
    "Unfit",
    "Url",
    "Year",
    "Yes",
    "fields_by_key",
    "nearest",
    "parse",
    "part_of",
    "visibility_of",
]

EVENT_TITLES: Mapping[str, str] = {
    "orientation-visit": "Orientation visit",
    "situation-analysis": "Situation analysis",
    "situation-analysis-visit": "Visit to support the situation analysis",
    "workshop-1": "MSI Workshop 1",
    "further-analysis": "Further analysis",
    "workshop-2": "MSI Workshop 2",
    "implementation": "Implementation",
    "support-visit": "Support visit",
    "inter-district-meeting": "Inter-district meeting",
    "next-cycle": "Decision on the next cycle",
}
EVENTS: tuple[str, ...] = tuple(EVENT_TITLES)
KINDS: tuple[str, ...] = (
    "guidance",
    "checklist",
    "worksheet",
    "template",
    "presentation",
    "questionnaire",
    "list",
    "report-template",
    "briefing-note",
    "data-tool",
    "letter",
    "form",
    "poster",
)
STAGES: tuple[str, ...] = ("plan", "act", "observe", "reflect")

#: The stage in which an event stands in the menu. Nothing but the daily work happens in Observe.
EVENT_STAGES: Mapping[str, str] = {
    **dict.fromkeys(EVENTS, "plan"),
    "implementation": "act",
    **dict.fromkeys(("support-visit", "inter-district-meeting", "next-cycle"), "reflect"),
}
SETS: tuple[str, ...] = ("F", "P", "D", "W")

#: P public, G group, T team, F facilitators, R restricted (overlay only). No mark: not public.
Mark = Literal["P", "G", "T", "F", "R"]
MARKS: tuple[str, ...] = typing.get_args(Mark)


class Part(BaseModel):
    """A frozen piece of the model. Unknown keys are errors; a key without a value counts as left out."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=False
    )

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: object) -> object:
        if not isinstance(data, dict):
            return data
        return {key: value for key, value in data.items() if value is not None or _is_required(cls, key)}

    def mark_of(self, name: str) -> str | None:
        """The visibility of field `name` in this very part; some parts name their own (a diary entry)."""
        return visibility_of(type(self).model_fields[name])


def _is_required(model: type[BaseModel], key: str) -> bool:
    info = fields_by_key(model).get(key)
    return info is None or info.is_required()


def fields_by_key(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields by the key that people type (`from`, not `from_`)."""
    return {info.alias or name: info for name, info in model.model_fields.items()}


# ---------------------------------------------------------------- fields


def _marked(mark: str | None) -> Any:
    def make(
        meaning: str, default: Any = PydanticUndefined, unit: str = "", filled_by: str = "", **more: Any
    ) -> Any:
        extra = {"unit": unit, "filled_by": filled_by} | ({"visibility": mark} if mark else {})
        return Field(default, description=meaning, json_schema_extra=extra, **more)

    make.__doc__ = (
        f"A field with visibility {mark}: its meaning, unit or allowed values, who fills it and when."
    )
    return make


P = _marked("P")
G = _marked("G")
T = _marked("T")
F = _marked("F")
R = _marked("R")


def visibility_of(info: FieldInfo) -> str | None:
    """The mark of a field, or None when it has none: then nobody sees it."""
    extra = info.json_schema_extra
    return str(extra["visibility"]) if isinstance(extra, dict) and "visibility" in extra else None


# ---------------------------------------------------------------- from a data file to a part

Model = TypeVar("Model", bound=Part)


def parse(
    model: type[Model], file: DataFile, faults: Faults, path: Path = (), data: object = None
) -> Model | None:
    """Read `data` (all of the file unless given), which stands at `path` of the file, as a `model`.

    Every fault goes to the collector with its place; then the answer is None.
    """
    data = file.data if data is None else data
    if not isinstance(data, dict):
        faults.add(
            file.where(path), "keys", "lines of key: value are wanted here", "For example name: Adinkra East"
        )
        return None
    try:
        return model.model_validate(data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        inner = {one["loc"][:length] for one in errors for length in range(len(one["loc"]))}
        for one in errors:
            # a list counts as too short when its entries are faulty: the entries' own faults are enough
            if one["type"] != "too_short" or one["loc"] not in inner:
                _add(model, file, faults, path, one)
        return None


def _add(model: type[Part], file: DataFile, faults: Faults, path: Path, error: Mapping[str, Any]) -> None:
    """One fault of the schema in the words of the form, at its place."""
    place = tuple(part for part in error["loc"] if not str(part).startswith("function-"))
    full = (*path, *place)
    key = _key(place)
    kind = error["type"]
    if kind == "missing":
        block = _key(place[:-1])
        faults.add(
            file.where_key(full[:-1]),
            "missing",
            f"{place[-1]} is missing" + (f" in {block}" if block else ""),
            f"Add to this block: {place[-1]}: …",
        )
    elif kind == "extra_forbidden" and place[-1] in _PERSON_KEYS and file.name.startswith("districts/"):
        faults.add(
            file.where_key(full),
            "person-data",
            f"{place[-1]} of a person does not belong in this file",
            "Names, phones and e-mails stand in the private overlay; here stands the role.",
        )
    elif kind == "extra_forbidden":
        known = _keys_at(model, place[:-1])
        hint = nearest(str(place[-1]), known) or "Delete the line, or move it to the block where it belongs."
        faults.add(file.where_key(full), "unknown-key", f"the key {place[-1]} is not known here", hint)
    else:
        message, hint = _value_fault(error)
        faults.add(file.where(full), _RULES.get(kind, "value"), f"{key} {message}", hint)


#: Keys under which people are tempted to write a person's data.
_PERSON_KEYS = {"name", "phone", "telephone", "mobile", "email", "e-mail", "photo", "signature"}

_RULES = {
    "literal_error": "choice",
    "tuple_type": "list",
    "model_type": "keys",
    "dict_type": "keys",
    "model_attributes_type": "keys",
}


def _value_fault(error: Mapping[str, Any]) -> tuple[str, str]:
    """Message and hint for a value that does not fit."""
    kind, context, typed = error["type"], error.get("ctx", {}), error["input"]
    if kind == "value_error":
        cause = context["error"]
        shown = f" (you wrote {_shown(typed)})" if isinstance(typed, str) and typed.strip() else ""
        return f"{cause}{shown}", getattr(cause, "hint", "")
    if kind == "literal_error":
        allowed = re.findall(r"'([^']*)'", context["expected"])
        return f"cannot be {_shown(typed)}", nearest(str(typed), allowed)
    if kind == "tuple_type":
        return "must be a list", "Begin each entry on its own line with a dash: - …"
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return "must be a block of keys", "Write key: value on the lines below it, indented by two spaces."
    if kind in ("string_too_long", "too_long") and isinstance(typed, str):
        return (
            f"has {len(typed):,} characters; at most {context['max_length']:,} are allowed",
            "Say it in fewer words.",
        )
    for limit, words in (("ge", "at least"), ("le", "at most"), ("gt", "more than"), ("lt", "less than")):
        if limit in context:
            return f"must be {words} {context[limit]} (you wrote {_shown(typed)})", "Please check the number."
    if kind in ("too_short", "too_long"):
        most = context["min_length"] if kind == "too_short" else context["max_length"]
        words = (
            f"{'at least' if kind == 'too_short' else 'at most'} {most} {'entry' if most == 1 else 'entries'}"
        )
        return f"must have {words}", "Begin each entry with a dash: - …"
    return f"cannot be read ({error['msg']})", ""


def _shown(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else f"{text[:40]}…"


def nearest(typed: str, allowed: Iterable[str]) -> str:
    """`Did you mean X?`, followed by all that is allowed when the list is short."""
    known = sorted(allowed) if isinstance(allowed, set | frozenset | dict) else list(allowed)
    near = _near(typed, tuple(known))
    parts = [f"Did you mean {near}?"] if near else []
    if known and len(known) <= 15:
        parts.append(f"Allowed: {', '.join(known)}.")
    return " ".join(parts)


@lru_cache(maxsize=2000)  # the same slip is often made on many lines
def _near(typed: str, known: tuple[str, ...]) -> str:
    """The most similar word; of many words only those with the same first letter are compared."""
    candidates = known if len(known) <= 500 else [one for one in known if one[:1] == typed[:1]][:500]
    alike = [one for one in known if one.replace("-", "_") == typed]
    return next(iter(difflib.get_close_matches(typed, candidates, 1) or alike), "")


def _key(place: Path) -> str:
    """`cycles 1, indicators 2, unit`: entries are counted from 1, as people do."""
    parts: list[str] = []
    for step in place:
        if isinstance(step, int) and parts:
            parts[-1] += f" {step + 1}"
        else:
            parts.append(str(step + 1 if isinstance(step, int) else step))
    return ", ".join(parts)


def part_of(annotation: object) -> type[Part] | None:
    """The Part inside a field's type: `tuple[Row, ...] | None` -> Row; None for plain values."""
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return annotation if issubclass(annotation, Part) else None
    return next((found for inner in typing.get_args(annotation) if (found := part_of(inner))), None)


def _keys_at(model: type[Part], place: Path) -> list[str]:
    """The keys that are allowed in the block at `place`."""
    here: type[Part] | None = model
    for step in place:
        if isinstance(step, str) and here:
            info = fields_by_key(here).get(step)
            here = part_of(info.annotation) if info else None
    return list(fields_by_key(here)) if here else []
