"""The ground of all models: frozen parts, values read from text, fields that name their visibility, messages.

A value arrives as the text that somebody typed. The field's type decides what it means, so `0772123456` can stay
a phone and `10:30` can be a time. Values that are already typed pass, so that models can be made in code.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import types
import typing
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from msi_build.characters import slug_fault, slug_of
from msi_build.diagnostics import Faults
from msi_build.yaml_text import DataFile, Path

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
    "guidance", "checklist", "worksheet", "template", "presentation", "questionnaire", "list", "report-template",
    "briefing-note", "data-tool", "letter", "form",
)
STAGES: tuple[str, ...] = ("plan", "act", "observe", "reflect")
SETS: tuple[str, ...] = ("F", "P", "D", "W")

#: P public, G group, T team, F facilitators, R restricted (overlay only). No mark: not public.
Mark = Literal["P", "G", "T", "F", "R"]
MARKS: tuple[str, ...] = typing.get_args(Mark)

#: Shown instead of a count of persons under five.
UNDER_FIVE = "<5"


class Unfit(ValueError):
    """A value that does not fit its field. `hint` is the next step."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Part(BaseModel):
    """A frozen piece of the model. Unknown keys are errors; a key without a value counts as left out."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=False)

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: object) -> object:
        if not isinstance(data, dict):
            return data
        return {key: value for key, value in data.items() if value is not None or _is_required(cls, key)}

    def mark_of(self, name: str) -> str | None:
        """The visibility of field `name` in this very part; some parts name their own, as a diary entry does."""
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

    make.__doc__ = f"A field with visibility {mark}: its meaning, unit or allowed values, who fills it and when."
    return make


P = _marked("P")
G = _marked("G")
T = _marked("T")
F = _marked("F")
R = _marked("R")


def visibility_of(info: FieldInfo) -> str | None:
    """The mark of a field, or None when it has none (then nobody but the group sees it, see `edition`)."""
    extra = info.json_schema_extra
    return str(extra["visibility"]) if isinstance(extra, dict) and "visibility" in extra else None


# ---------------------------------------------------------------- values

_DIGITS_HINT = "Write it in the digits 0 to 9 alone, for example 281700."


def _plain(value: object, what: str) -> str:
    """The typed text, or a fault in the words of the form."""
    if value is None:
        raise Unfit("has no value", f"Write {what} after the colon, or leave the line out.")
    if isinstance(value, list):
        raise Unfit("is a list, but one value is wanted here", f"Write {what}.")
    if isinstance(value, dict):
        raise Unfit("is a block of keys, but one value is wanted here", f"Write {what}; put a text with a colon in quotes.")
    return str(value).strip()


def _text(value: object) -> str:
    text = _plain(value, "a text")
    if not text:
        raise Unfit("is empty", "Write a text, or leave the line out.")
    return value if isinstance(value, str) and value == text else text


def _whole(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = _plain(value, "a whole number")
    if re.fullmatch(r"-?[0-9]{1,12}", text):
        return int(text)
    raise Unfit("must be a whole number", _DIGITS_HINT)


def _number(value: object) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    text = _plain(value, "a number")
    if re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", text):
        return float(text)
    raise Unfit("must be a number", "Write it in the digits 0 to 9 with a point, for example 40 or 12.5.")


def _date(value: object) -> dt.date:
    if isinstance(value, dt.date):
        return value
    text = _plain(value, "a date")
    hint = "Write it as year-month-day, for example 2027-01-31."
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise Unfit("must be a date", hint)
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        raise Unfit("is a day that does not exist", hint) from None
    if not 2000 <= date.year <= 2100:
        raise Unfit(f"lies in the year {text[:4]}", "Years from 2000 to 2100 are allowed.")
    return date


def _of_form(form: str, message: str, hint: str) -> Any:
    def check(value: object) -> str:
        text = _plain(value, "a value")
        if not re.fullmatch(form, text, re.ASCII):
            raise Unfit(message, hint)
        return text

    return check


_month = _of_form(r"20[0-9]{2}-(0[1-9]|1[0-2])", "must be a month", "Write it as year-month, for example 2027-11.")
_one_period = r"20[0-9]{2}(-Q[1-4]|-(0[1-9]|1[0-2]))?"
_period = _of_form(
    rf"{_one_period}(/{_one_period})?", "must be a period",
    "Write a year 2026, a quarter 2026-Q1, a month 2026-03, or two of them with a slash: 2026-03/2026-05.",
)
_time = _of_form(r"([01][0-9]|2[0-3]):[0-5][0-9]", "must be a time of day", "Write it as 08:30.")
_colour = _of_form(r"#[0-9a-fA-F]{6}", "must be a colour", "Write it as #1f6f5c.")
_phone = _of_form(r"\+?[0-9][0-9 ()/-]{5,24}", "must be a phone number", "For example +233 20 000 0000.")
_email = _of_form(
    r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}", "must be an e-mail address", "For example office@example.org."
)
_country_code = _of_form(r"[a-z]{2}", "must be a country code of two small letters", "For example gh for Ghana.")
_code = _of_form(r"[a-z][a-z0-9_]{0,59}", "must be a code", "Small letters, digits and low lines, for example hr_officer.")


def _slug(value: object) -> str:
    text = _plain(value, "a short name")
    if fault := slug_fault(text):
        example = slug_of(text)
        raise Unfit(fault, f"For example {example}." if example and not slug_fault(example) else "For example adinkra-east.")
    return text


def _yes(value: object) -> bool:
    if isinstance(value, bool):
        return value
    text = _plain(value, "true or false")
    if text not in ("true", "false"):
        raise Unfit("must be true or false", "Write true for yes, false for no, in small letters and without quotes.")
    return text == "true"


def _url(value: object) -> str:
    text = _plain(value, "an address")
    hint = "Write the whole address, beginning with https://"
    if isinstance(value, str) and value != text:
        raise Unfit("begins or ends with a space", "Delete the space.")
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        raise Unfit("is not a web address", hint) from None
    if not re.match(r"https?://|mailto:", text) or re.search(r"[\s<>\"']", text):
        raise Unfit("must be a web address", hint)
    if parts.scheme != "mailto" and not host:
        raise Unfit("has no name of a website", hint)
    if "@" in parts.netloc:
        raise Unfit("holds a user name or password", "Delete everything before the @, and the @ itself.")
    return text


def _count(value: object) -> int | str:
    """A count of persons: a whole number, or `<5` for what must not be told."""
    if isinstance(value, str) and value.strip() == UNDER_FIVE:
        return UNDER_FIVE
    return _whole(value)


#: One line of words, at most 200 characters.
Short = Annotated[str, BeforeValidator(_text), Field(max_length=200)]
#: A text of one or more lines, at most 5,000 characters.
Text = Annotated[str, BeforeValidator(_text), Field(max_length=5000)]
#: A name in addresses and file names: small letters, digits, hyphens.
Slug = Annotated[str, BeforeValidator(_slug)]
#: A short key of a list in the country file: small letters, digits, low lines.
Code = Annotated[str, BeforeValidator(_code)]
CountryCode = Annotated[str, BeforeValidator(_country_code)]
Int = Annotated[int, BeforeValidator(_whole)]
#: A whole number from 0.
Natural = Annotated[int, BeforeValidator(_whole), Field(ge=0)]
#: A count of persons from 0, or `<5`.
Count = Annotated[int | str, BeforeValidator(_count)]
Number = Annotated[float, BeforeValidator(_number)]
Year = Annotated[int, BeforeValidator(_whole), Field(ge=1950, le=2100)]
Date = Annotated[dt.date, BeforeValidator(_date)]
#: `2027-11`
Month = Annotated[str, BeforeValidator(_month)]
#: `2026`, `2026-Q1`, `2026-03` or two of them with a slash
Period = Annotated[str, BeforeValidator(_period)]
#: `08:30`
Time = Annotated[str, BeforeValidator(_time)]
Colour = Annotated[str, BeforeValidator(_colour)]
Url = Annotated[str, BeforeValidator(_url)]
Phone = Annotated[str, BeforeValidator(_phone)]
Email = Annotated[str, BeforeValidator(_email)]
#: true or false
Yes = Annotated[bool, BeforeValidator(_yes)]


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
        faults.add(file.where(path), "keys", "lines of key: value are wanted here", "For example name: Adinkra East")
        return None
    try:
        return model.model_validate(data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        for one in errors:
            if not _is_echo(one, errors):
                _add(model, file, faults, path, one)
        return None


def _is_echo(error: Mapping[str, Any], errors: Iterable[Mapping[str, Any]]) -> bool:
    """A list counts as too short when its entries are faulty: the entries' own faults are enough."""
    place = error["loc"]
    return error["type"] == "too_short" and any(
        len(one["loc"]) > len(place) and one["loc"][: len(place)] == place for one in errors
    )


def _add(model: type[Part], file: DataFile, faults: Faults, path: Path, error: Mapping[str, Any]) -> None:
    """One fault of the schema in the words of the form, at its place."""
    place = tuple(part for part in error["loc"] if not str(part).startswith("function-"))
    full = (*path, *place)
    key = _key(place)
    kind = error["type"]
    if kind == "missing":
        block = _key(place[:-1])
        faults.add(
            file.where_key(full[:-1]), "missing", f"{place[-1]} is missing" + (f" in {block}" if block else ""),
            f"Add to this block: {place[-1]}: …",
        )
    elif kind == "extra_forbidden" and place[-1] in _PERSON_KEYS and file.name.startswith("districts/"):
        faults.add(
            file.where_key(full), "person-data", f"{place[-1]} of a person does not belong in this file",
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

_RULES = {"literal_error": "choice", "tuple_type": "list", "model_type": "keys", "dict_type": "keys", "model_attributes_type": "keys"}


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
        return f"has {len(typed):,} characters; at most {context['max_length']:,} are allowed", "Say it in fewer words."
    for limit, words in (("ge", "at least"), ("le", "at most"), ("gt", "more than"), ("lt", "less than")):
        if limit in context:
            return f"must be {words} {context[limit]} (you wrote {_shown(typed)})", "Please check the number."
    if kind in ("too_short", "too_long"):
        most = context["min_length"] if kind == "too_short" else context["max_length"]
        words = f"{'at least' if kind == 'too_short' else 'at most'} {most} {'entry' if most == 1 else 'entries'}"
        return f"must have {words}", "Begin each entry with a dash: - …"
    return f"cannot be read ({error['msg']})", ""


def _shown(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else f"{text[:40]}…"


def nearest(typed: str, allowed: Iterable[str]) -> str:
    """`Did you mean X?`, followed by all that is allowed when the list is short."""
    known = list(allowed)
    match = difflib.get_close_matches(typed, known, 1) or [one for one in known if one.replace("-", "_") == typed]
    parts = [f"Did you mean {match[0]}?"] if match else []
    if known and len(known) <= 15:
        parts.append(f"Allowed: {', '.join(known)}.")
    return " ".join(parts)


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
