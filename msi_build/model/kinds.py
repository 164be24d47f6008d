"""What the type of a field asks people to type: in words, as an example, and as JSON Schema for editors.

Data files are text, so a schema allows every way of typing that the model reads: a date is a text of a certain
form, a number may stand in quotes, and a key without a value counts as left out where the field may be left out.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from msi_build.model import values
from msi_build.model.base import Part
from msi_build.model.values import FORMS

Schema = dict[str, Any]

_TEXT = ["string", "number", "boolean"]

#: Up to this many characters a text is called short.
SHORT = 200


@dataclass(frozen=True)
class Kind:
    """A kind of single value: its name in words, an example as typed, the JSON Schema of it.

    `neutral`: the example can stand for a value that could not be read; never so for names that others point to.
    """

    words: str
    example: str
    schema: Mapping[str, Any] = field(default_factory=dict)
    neutral: bool = True


def _form(name: str, *types_: str) -> Schema:
    return {"type": ["string", *types_] if types_ else "string", "pattern": f"^({FORMS[name]})$"}


#: The kinds of values, each beside the type of `values` that reads it.
_KINDS: tuple[tuple[Any, Kind], ...] = (
    (values.Text, Kind("text", "text", {"type": _TEXT})),
    (values.Slug, Kind("id", "example-id", {"type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"}, False)),
    (values.Code, Kind("code", "example_code", _form("code"), False)),
    (values.CountryCode, Kind("country code", "gh", _form("country_code"), False)),
    (values.Int, Kind("whole number", "1", _form("whole", "integer"))),
    (values.Number, Kind("number", "1", _form("number", "number"))),
    (values.Count, Kind("whole number or <5", "10", {"type": ["integer", "string"], "pattern": "^([0-9]{1,12}|<5)$"})),
    (values.Date, Kind("date", "2027-01-31", _form("date"))),
    (values.Month, Kind("month", "2027-11", _form("month"))),
    (values.Period, Kind("period", "2027-03", _form("period", "integer"))),
    (values.Time, Kind("time", "08:30", _form("time"))),
    (values.Colour, Kind("colour", '"#1f6f5c"', _form("colour"))),
    (values.Url, Kind("web address", "https://example.org", {"type": "string", "pattern": "^(https?://|mailto:)"})),
    (values.Phone, Kind("phone", "+233 20 000 0000", _form("phone", "integer"))),
    (values.Email, Kind("e-mail", "office@example.org", _form("email"))),
    (values.Yes, Kind("true or false", "true", {"type": "boolean"})),
)
_BY_READER = {_type.__metadata__[0].func: kind for _type, kind in _KINDS}

#: Limits of pydantic, by attribute: the same in JSON Schema.
_LIMITS = {"ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum"}


@dataclass(frozen=True)
class Shape:
    """A field's type taken apart.

    `of` is `value` (then `kind` is set), `choice` (`choices`), `part` (`part`), `list` or `pair` (`inner` is an
    entry), or `keys` (`inner` is what stands behind each key, `choices` are the keys allowed, none for any).
    """

    of: Literal["value", "choice", "part", "list", "pair", "keys"]
    kind: Kind | None = None
    choices: tuple[str, ...] = ()
    part: type[Part] | None = None
    inner: Shape | None = None
    limits: Mapping[str, Any] = field(default_factory=dict)


def shape(info: FieldInfo) -> Shape:
    """The shape of a field."""
    return _shape(info.annotation, info.metadata)


def _shape(annotation: Any, metadata: typing.Sequence[Any] = ()) -> Shape:
    if typing.get_origin(annotation) is Annotated:
        annotation, *more = typing.get_args(annotation)
        metadata = [*metadata, *more]
    metadata = list(_flat(metadata))
    if reader := next((one.func for one in metadata if isinstance(one, BeforeValidator)), None):
        return Shape("value", kind=_BY_READER[reader], limits=_limits(metadata))
    origin, inside = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        return _shape(next(one for one in inside if one is not type(None)), metadata)
    if origin is Literal:
        return Shape("choice", choices=inside)
    if origin is tuple:
        return Shape("list" if inside[-1] is ... else "pair", inner=_shape(inside[0]), limits=_limits(metadata))
    if origin is dict:
        keys = typing.get_args(inside[0]) if typing.get_origin(inside[0]) is Literal else ()
        return Shape("keys", inner=_shape(inside[1]), choices=keys)
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return Shape("part", part=annotation)
    raise TypeError(f"no words for the type {annotation}")


def _flat(metadata: typing.Iterable[Any]) -> Iterator[Any]:
    for one in metadata:
        yield from one.metadata if isinstance(one, FieldInfo) else (one,)


def _limits(metadata: typing.Iterable[Any]) -> dict[str, Any]:
    names = (*_LIMITS, "min_length", "max_length")
    return {name: getattr(one, name) for one in metadata for name in names if getattr(one, name, None) is not None}


def part_in(one: Shape) -> type[Part] | None:
    """The part in a shape, at any depth; None for plain values."""
    return one.part or (part_in(one.inner) if one.inner else None)


# ---------------------------------------------------------------- words


def words(one: Shape) -> str:
    """`whole number from 0`, `list of ids`, "`up`, `down` or `keep`" with the choices in backquotes."""
    if one.kind:
        return _valued(one)
    if one.of == "choice":
        return _or(one.choices)
    if one.of == "part":
        return "block"
    inner = words(one.inner)
    if one.of == "pair":
        return f"two of: {inner}"
    if one.of == "keys":
        names = _or(one.choices) if one.choices else "any key"
        return f"block with {names}, each: {inner}"
    return "list of blocks" if inner == "block" else f"list of: {inner}"


def _valued(one: Shape) -> str:
    shown = one.kind.words.replace("<5", "`<5`")
    low, high = one.limits.get("ge"), one.limits.get("le")
    if one.limits.get("max_length", 0) and one.limits["max_length"] <= SHORT:
        shown = f"short {shown}"
    if low is not None and low == high:
        return f"always {low}"
    if "gt" in one.limits:
        shown += f" above {one.limits['gt']}"
    if low is not None:
        shown += f" from {low}"
    if high is not None:
        shown += f" to {high}" if low is not None else f" up to {high}"
    return shown


def _or(choices: typing.Sequence[str]) -> str:
    shown = [f"`{one}`" for one in choices]
    return " or ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]


# ---------------------------------------------------------------- JSON Schema


def schema(one: Shape) -> Schema:
    """The JSON Schema of a value of this shape; parts are references to `definitions`."""
    if one.kind:
        limits = {_LIMITS[name]: value for name, value in one.limits.items() if name in _LIMITS}
        longest = {"maxLength": one.limits["max_length"]} if "max_length" in one.limits else {}
        return {**one.kind.schema, **limits, **longest}
    if one.of == "choice":
        return {"enum": list(one.choices)}
    if one.of == "part":
        return {"$ref": f"#/definitions/{one.part.__name__}"}
    if one.of == "keys":
        names = {"propertyNames": {"enum": list(one.choices)}} if one.choices else {}
        return {"type": "object", "additionalProperties": schema(one.inner), **names}
    if one.of == "pair":
        return {"type": "array", "items": schema(one.inner), "minItems": 2, "maxItems": 2}
    counts = {
        name: one.limits[key] for name, key in (("minItems", "min_length"), ("maxItems", "max_length")) if key in one.limits
    }
    return {"type": "array", "items": schema(one.inner), **counts}


def or_nothing(one: Schema) -> Schema:
    """The same, or a key without a value, which counts as left out."""
    if "enum" in one:
        return {**one, "enum": [*one["enum"], None]}
    if "type" in one:
        kinds = one["type"] if isinstance(one["type"], list) else [one["type"]]
        return {**one, "type": [*kinds, "null"]}
    return {"anyOf": [one, {"type": "null"}]}
