"""Starter files: a country, a group, a district or a cycle to fill in, with every key explained beside it.

They are made from the models, as the data dictionary is. What is needed stands there with a safe example, what may be
left out stands behind `# `: take the two signs away and write your own. A starter passes `msi check` as it is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from pydantic.fields import FieldInfo

from msi_build.characters import slug_fault, slug_of
from msi_build.diagnostics import Faults
from msi_build.model.base import Part, nearest
from msi_build.model.dictionary import typed_fields
from msi_build.model.kinds import Shape, part_in, shape
from msi_build.model.load import load
from msi_build.model.programme import Country, Cycle, Data, District, Group
from msi_build.settings import Settings
from msi_build.sources import Sources, read
from msi_build.yaml_text import DataFile, read_yaml

#: Where the explanation of a key begins, where the line leaves room for it.
NOTE_COLUMN = 44

#: What a decision at the end of a cycle makes of the next.
KIND_OF = {"new_problem": "new", "adapt_same_problem": "same_adapted", "continue": "continue"}

Given = Mapping[tuple[str, ...], str | Sequence[str]]


class Refused(Exception):
    """The starter cannot be made; the message says why and what to do. `usage`: the command was typed wrongly."""

    def __init__(self, message: str, usage: bool = True) -> None:
        super().__init__(message)
        self.usage = usage


@dataclass(frozen=True)
class Starter:
    """What `msi new` makes: files to write, or bytes to add at the end of one; and what to do then."""

    files: Mapping[str, str] = field(default_factory=dict)
    append_to: str = ""
    addition: str = ""
    advice: tuple[str, ...] = ()


# ---------------------------------------------------------------- what stands there


@dataclass(frozen=True)
class Known:
    """The data files of the project; those with faults are known by name."""

    sources: Sources
    data: Data
    day: dt.date

    @classmethod
    def read(cls, settings: Settings) -> Known:
        """Read the project; its faults are not told here, `msi check` does that."""
        sources = read(settings, Faults())
        data = load(sources, Faults())
        return cls(sources, data, settings.as_of or data.programme.as_of or settings.today)

    def file(self, name: str) -> DataFile | None:
        return next((file for file in self.sources.districts if file.name == name), None)

    def ids(self, place: str) -> dict[str, str]:
        """Ids and file names of all files whose name fits."""
        names = [file.name for file in self.sources.districts]
        return {PurePosixPath(name).stem: name for name in names if re.fullmatch(place, name)}

    @property
    def countries(self) -> dict[str, str]:
        names = [file.name for file in self.sources.districts]
        return {name.split("/")[1]: name for name in names if re.fullmatch(r"districts/[a-z]{2}/country\.yml", name)}

    @property
    def groups(self) -> dict[str, str]:
        return self.ids(r"districts/[a-z]{2}/groups/[^/]+\.yml")

    @property
    def districts(self) -> dict[str, str]:
        return self.ids(r"districts/[a-z]{2}/(?!country\.yml)[^/]+\.yml")

    def require_country(self, code: str) -> Country | None:
        """The country; None when its file has a fault. Raises Refused when there is no file."""
        if code not in self.countries:
            near = nearest(code, self.countries)
            raise Refused(f"there is no country '{code}'. {near} Write it first: msi new country {code}".replace("  ", " "))
        return next((one for one in self.data.countries if one.code == code), None)


def _check_id(kind: str, id_: str, taken: Mapping[str, str]) -> None:
    if fault := slug_fault(id_):
        example = slug_of(id_)
        hint = f" For example {example}." if example and not slug_fault(example) else ""
        raise Refused(f"the id '{id_}' {fault}.{hint}")
    if id_ in taken:
        raise Refused(f"there is a {kind} {id_} already: {taken[id_]}. Nothing was written.", usage=False)


def _typed(file: DataFile, key: str) -> str:
    """What stands behind a key at the top of a file; empty when nothing does."""
    return str(file.data.get(key) or "") if isinstance(file.data, dict) else ""


def _title(id_: str) -> str:
    """`kasese-x` -> `Kasese X`: a first spelling, to be corrected."""
    return " ".join(word.capitalize() for word in id_.split("-"))


# ---------------------------------------------------------------- the four starters


def new_country(known: Known, code: str, name: str | None = None) -> Starter:
    """`districts/<cc>/country.yml`."""
    if not re.fullmatch(r"[a-z]{2}", code):
        raise Refused(f"'{code}' is not a country code of two small letters, for example gh for Ghana")
    if code in known.countries:
        raise Refused(f"there is a country {code} already: {known.countries[code]}. Nothing was written.", usage=False)
    lists = {(key,): entries for key, entries in _WORDS_OF_A_COUNTRY.items()}
    given: Given = {
        ("code",): code,
        ("name",): name or f"Country {code.upper()}",
        ("as_of",): str(known.day),
        ("source",): '"Where you looked the facts of this file up, with the year"',
        **lists,
    }
    place = f"districts/{code}/country.yml"
    return Starter(
        {place: _file(Country, "country", place, given, known)},
        advice=(
            "Correct the words and codes: districts use these codes.",
            f"Then write a group with its districts: msi new group {code} ID --districts ID,ID,ID",
        ),
    )


def new_group(known: Known, country: str, id_: str, districts: Sequence[str], name: str | None = None) -> Starter:
    """`districts/<cc>/groups/<group>.yml`, and starters of those of its districts that have no file yet."""
    known.require_country(country)
    _check_id("group", id_, known.groups)
    if not districts:
        example = ",".join(f"{id_}-{end}" for end in ("north", "hill", "lakeside"))
        raise Refused(f"a group needs its districts: --districts {example}")
    files = {}
    for one in dict.fromkeys(districts):
        if one not in known.districts:
            files |= _district_file(known, country, one, id_)
        elif (own := known.file(known.districts[one])) and _typed(own, "group") != id_:
            raise Refused(
                f"{one} is in group {_typed(own, 'group') or '?'}: write group: {id_} in {own.name} first", usage=False
            )
    given: Given = {
        ("id",): id_,
        ("country",): country,
        ("name",): name or _title(id_),
        ("districts",): f"[{', '.join(dict.fromkeys(districts))}]",
    }
    place = f"districts/{country}/groups/{id_}.yml"
    return Starter(
        {**files, place: _file(Group, "group", place, given, known)},
        advice=("Correct the names, then fill in what you know: the rest can wait.",),
    )


def new_district(known: Known, country: str, id_: str, group: str, name: str | None = None) -> Starter:
    """`districts/<cc>/<district>.yml`, and what to add to the group's file."""
    known.require_country(country)
    _check_id("district", id_, known.districts)
    if group not in known.groups:
        near = nearest(group, known.groups)
        raise Refused(
            f"there is no group '{group}'. {near} "
            f"A new group with its districts: msi new group {country} {group} --districts {id_},…".replace("  ", " ")
        )
    if known.groups[group].split("/")[1] != country:
        raise Refused(f"the group {group} is in {known.groups[group].split('/')[1]}, not in {country}")
    return Starter(
        _district_file(known, country, id_, group, name),
        advice=(*_to_add(known, group, id_), f"When its first cycle begins: msi new cycle {id_}"),
    )


def _to_add(known: Known, group: str, id_: str) -> Iterator[str]:
    """What the group's file has to say about the district, unless it does."""
    file = known.file(known.groups[group])
    listed = file.data.get("districts") if file and isinstance(file.data, dict) else None
    here = [str(one) for one in listed] if isinstance(listed, list) else []
    if id_ not in here:
        line = f":{file.where_key(('districts',)).line}" if file else ""
        yield f"Now add it to its group, in {known.groups[group]}{line}:\n  districts: [{', '.join([*here, id_])}]"


def _district_file(known: Known, country: str, id_: str, group: str, name: str | None = None) -> dict[str, str]:
    _check_id("district", id_, known.districts)
    words = known.require_country(country)
    given: Given = {
        ("schema",): "1",
        ("id",): id_,
        ("name",): name or _title(id_),
        ("country",): country,
        ("region",): words.regions[0] if words and words.regions else "Name of the region",
        ("group",): group,
        ("population", "total"): "100000",
        ("population", "year"): str(known.day.year),
        ("population", "source"): '"example: write your own number and its source"',
        ("team", "workshop_member"): "true",
        ("team", "focal_point"): "true",
    }
    place = f"districts/{country}/{id_}.yml"
    text = _file(District, "district", place, given, known, country=words, leave_out=("cycles",))
    return {place: f"{text}\n# Cycles stand at the end of this file; this adds one: msi new cycle {id_}\n"}


def new_cycle(known: Known, id_: str, kind: str | None = None, start: dt.date | None = None) -> Starter:
    """A cycle for the end of a district's file; `append_to` is empty when it cannot be added there safely."""
    if id_ not in known.districts:
        near = nearest(id_, known.districts)
        raise Refused(f"there is no district '{id_}'. {near}".strip())
    file = known.file(known.districts[id_])
    if file is None or not isinstance(file.data, dict):
        raise Refused(f"{known.districts[id_]} has faults: mend them first (msi check)", usage=False)
    before = file.data.get("cycles")
    before = before if isinstance(before, list) else []
    number = len(before) + 1
    kind = kind or _decided(before)
    if number == 1 and kind != "new":
        raise Refused(f"{id_} has no cycle yet, and a first cycle is always new: leave --kind {kind} out")
    given: Given = {
        ("number",): str(number),
        ("start",): str(start or _next_monday(known.day)),
        ("problem_choice",): kind,
    }
    country = next((one for one in known.data.countries if one.code == file.name.split("/")[1]), None)
    indent = _list_indent(file)
    lines = list(_entry(Cycle, given, (), indent // 2, True, _Words(known.day, country)))
    prose = [f"{' ' * indent}# {line}" for line in (f"Cycle {number}: {_TITLES[kind]}", *_ADVICE[kind])]
    body = "\n".join([*prose, *map(_written, lines)]) + "\n"
    head = "" if isinstance(file.data.get("cycles"), list) else "\ncycles:\n"
    return _appended(file, head, body, len(before))


def _decided(cycles: Sequence[object]) -> str:
    """The kind that the decision of the newest cycle asks for; `new` without one."""
    newest = cycles[-1] if cycles else None
    decision = newest.get("next_cycle") if isinstance(newest, dict) else None
    return KIND_OF.get(str(decision.get("decision")), "new") if isinstance(decision, dict) else "new"


def _next_monday(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=7 - day.weekday())


def _list_indent(file: DataFile) -> int:
    """Column (from 0) of the dashes of the file's cycles."""
    column = file.where(("cycles", 0)).column
    line = file.lines[file.where(("cycles", 0)).line - 1]
    return column - 3 if column > 2 and line[:column].rstrip().endswith("-") else 2


def _appended(file: DataFile, head: str, body: str, number: int) -> Starter:
    """The lines for the end of the file, if it then reads as before with one cycle more."""
    addition = ("" if not file.lines[-1] else "\n") + (head or "\n") + body
    grown = read_yaml(file.name, ("\n".join(file.lines) + addition).encode(), Faults())
    if grown and isinstance(grown.data, dict) and isinstance(grown.data.get("cycles"), list):
        *old, _ = grown.data["cycles"]
        without = {**grown.data, "cycles": old}
        if len(old) == number and without == {**file.data, "cycles": file.data.get("cycles") or []}:
            return Starter(append_to=file.name, addition=addition)
    where = f"{file.name}:{file.where_key(('cycles',)).line}"
    return Starter(
        addition=body,
        advice=(f"Nothing was written: cycles: is not the last block of {file.name}.",
                f"Put the lines above below the last cycle of {where}, as far in as its dash."),
    )  # fmt: skip


_TITLES = {"new": "a new problem", "same_adapted": "the same problem, adapted", "continue": "the plan goes on"}

_ADVICE = {
    "new": ("Fill it in as the cycle goes on: situation analysis, then problems, then causes, then workplan.",),
    "same_adapted": (
        "Copy problem_statement, analysis and workplan from the cycle before and bring them up to date.",
        "One workshop is enough; its date stands in the group's file, as workshop-2 of this cycle.",
    ),
    "continue": (
        "Copy problem_statement, analysis, indicators and workplan from the cycle before; no workshop is held.",
        "Visits and meetings are counted from the start of this cycle.",
    ),
}

_WORDS_OF_A_COUNTRY = {
    "district_types": ("{code: ordinary, label: district, plural: districts}",),
    "facility_types": (
        "{code: district_hospital, label: district hospital, plural: district hospitals}",
        "{code: health_centre, label: health centre, plural: health centres}",
    ),
    "cadres": (
        "{code: medical_officer, label: medical officer, plural: medical officers}",
        "{code: nurse, label: nurse, plural: nurses}",
        "{code: midwife, label: midwife, plural: midwives}",
    ),
    "roles": (
        "{code: director, label: head of the district health team}",
        "{code: hr_officer, label: human resources officer}",
        "{code: nursing_officer, label: nursing officer}",
        "{code: information_officer, label: health information officer}",
    ),
}


# ---------------------------------------------------------------- from a model to lines


@dataclass(frozen=True)
class _Line:
    """One line: how deep, from which depth on behind a `#` (None: not), and its explanation."""

    depth: int
    text: str
    note: str = ""
    behind: int | None = None


@dataclass(frozen=True)
class _Words:
    """What examples are made of: a day, and the codes of the country."""

    day: dt.date
    country: Country | None

    def example(self, one: Shape, info: FieldInfo) -> str:
        """What could stand behind the key, as typed."""
        if one.of == "choice":
            return str(info.default) if info.default in one.choices else one.choices[0]
        if one.of == "keys":
            return "{}" if part_in(one) or not one.choices else f"{{{one.choices[0]}: …}}"
        if one.of in ("list", "pair"):
            count = 2 if one.of == "pair" else max(1, one.limits.get("min_length", 1))
            return f"[{', '.join([self.example(one.inner, info)] * count)}]"
        return self._value(one, info)

    def _value(self, one: Shape, info: FieldInfo) -> str:
        words = one.kind.words
        unit = str(info.json_schema_extra.get("unit", "")) if isinstance(info.json_schema_extra, dict) else ""
        if words == "code":
            known = re.match(r"country's (\w+)", unit)
            codes = getattr(self.country, known[1], ()) if known and self.country else ()
            usual = "director" if "roles" in unit else "en" if unit == "two letters" else one.kind.example
            return codes[0].code if codes else usual
        if words == "text":
            return "…"
        if one.limits.get("ge", 0) > 1900:
            return str(self.day.year)
        if isinstance(info.default, (int, float)) and not isinstance(info.default, bool):
            return f"{info.default:g}"
        return {"date": str(self.day), "month": f"{self.day:%Y-%m}", "period": f"{self.day:%Y-%m}"}.get(
            words, str(max(one.limits.get("ge", 1), 1)) if words.endswith("number") else one.kind.example
        )


def _file(
    model: type[Part], name: str, place: str, given: Given, known: Known, country: Country | None = None,
    leave_out: Iterable[str] = (),
) -> str:
    """A whole file: the line for editors, what the signs mean, the keys."""
    up = "../" * (len(PurePosixPath(place).parts) - 1)
    head = [
        f"# yaml-language-server: $schema={up}schemas/{name}.schema.json",
        "# What stands behind # may be left out: take the sign and one space away to use the line.",
        "# Every key is explained in the data dictionary of the toolkit (about/data-dictionary).",
    ]
    lines = _block(model, given, (), 0, True, _Words(known.day, country), leave_out=set(leave_out))
    return "\n".join([*head, *map(_written, lines)]) + "\n"


def _block(
    model: type[Part], given: Given, at: tuple[str, ...], depth: int, active: bool, words: _Words,
    behind: int | None = None, leave_out: Iterable[str] = (),
) -> Iterator[_Line]:
    """The keys of a part. In a block that is itself left out only the needed keys are shown, if there are any."""
    fields = [(key, info) for key, info in typed_fields(model) if key not in leave_out]
    if not active and any(info.is_required() for _, info in fields):
        fields = [(key, info) for key, info in fields if info.is_required()]
    for key, info in fields:
        here = (*at, key)
        on = active and (info.is_required() or any(path[: len(here)] == here for path in given))
        hidden = behind if behind is not None else None if on else depth
        yield from _field(key, info, given, here, depth, on, words, hidden)


def _field(
    key: str, info: FieldInfo, given: Given, here: tuple[str, ...], depth: int, active: bool, words: _Words,
    behind: int | None,
) -> Iterator[_Line]:
    one, note = shape(info), _note(info)
    part = part_in(one)
    value = given.get(here)
    if isinstance(value, tuple):
        yield _Line(depth, f"{key}:", note, behind)
        yield from (_Line(depth + 1, f"- {entry}", "", behind) for entry in value)
    elif value is not None or not part or one.of == "keys":
        yield _Line(depth, f"{key}: {value or words.example(one, info)}", note, behind)
    elif one.of == "part":
        yield _Line(depth, f"{key}:", note, behind)
        yield from _block(part, given, here, depth + 1, active, words, behind)
    else:
        yield _Line(depth, f"{key}:", note, behind)
        yield from _entry(part, given, here, depth + 1, active, words, behind)


def _entry(
    part: type[Part], given: Given, here: tuple[str, ...], depth: int, active: bool, words: _Words,
    behind: int | None = None,
) -> Iterator[_Line]:
    """One entry of a list: its first key behind the dash."""
    first, *others = _block(part, given, here, depth + 1, active, words, behind)
    yield _Line(depth, f"- {first.text}", first.note, first.behind)
    yield from others


def _note(info: FieldInfo) -> str:
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    unit = str(extra.get("unit", ""))
    choices = shape(info).choices
    if choices and not any(one in unit for one in choices):
        unit = ", ".join(choices)
    return (info.description or "") + (f" ({unit})" if unit and unit not in ("text", "list") else "")


def _written(line: _Line) -> str:
    if line.behind is None:
        text = "  " * line.depth + line.text
    else:
        text = "  " * line.behind + "# " + "  " * (line.depth - line.behind) + line.text
    return f"{text.ljust(NOTE_COLUMN - 2)}  # {line.note}" if line.note else text
