"""Editions: what one audience may see.

The model is cut down by an allow-list. What is not in the result does not exist afterwards.

A field is kept when its mark is among those that the edition may see of that district, group
or country; a field without a mark is never kept in the public edition. A part whose required fields may not
be seen is left out whole.

| edition          | holds                                                              |
|------------------|--------------------------------------------------------------------|
| `public`         | P of all                                                           |
| `programme`      | P and G of all, T as counts                                        |
| `group:<id>`     | P of all; G, T, F of its districts, R where an overlay was given   |
| `district:<id>`  | P of all; G of its group; its own T, and R where an overlay was given |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from msi_build.characters import slug_fault
from msi_build.model.base import UNDER_FIVE, Part, visibility_of
from msi_build.model.programme import Counts, Data, District, Group, Indicator, Measurement, Workforce

#: A count of persons below this could point to one of them.
SMALLEST_COUNT = 5
#: Women or men of a team are counted in public only when there are this many of both.
SMALLEST_CLASS = 3

_NOTHING = object()


@dataclass(frozen=True)
class Edition:
    """One audience. `id` is the group or district, empty for `public` and `programme`."""

    kind: Literal["public", "programme", "group", "district"]
    id: str = ""

    @classmethod
    def parse(cls, text: str) -> Edition:
        """`public`, `programme`, `group:<id>` or `district:<id>`; ValueError with words for people."""
        kind, colon, id_ = text.partition(":")
        if kind in ("public", "programme") and not colon:
            return cls(kind)
        if kind in ("group", "district") and colon and not slug_fault(id_):
            return cls(kind, id_)
        raise ValueError(f"{text!r} is not an edition: write public, programme, group:<id> or district:<id>")

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}" if self.id else self.kind

    @property
    def folder(self) -> str:
        """Name of its folder in build/: `group-adinkra`."""
        return str(self).replace(":", "-")

    @property
    def is_public(self) -> bool:
        return self.kind == "public"


def marks(
    edition: Edition, data: Data, district: str | None = None, group: str | None = None
) -> frozenset[str]:
    """Which marks the edition may see of a district (with its group) or of a group."""
    if edition.kind == "public":
        return frozenset("P")
    if edition.kind == "programme":
        return frozenset("PG")
    if edition.kind == "group":
        return frozenset("PGTFR") if group == edition.id else frozenset("P")
    if district == edition.id:
        return frozenset("PGTR")
    own_group = next((one.group for one in data.districts if one.id == edition.id), None)
    return frozenset("PG") if group is not None and group == own_group else frozenset("P")


def project(data: Data, edition: Edition) -> Data:
    """The data as the edition's audience may see them. KeyError when its group or district does not exist."""
    if edition.kind == "group":
        data.group(edition.id)
    if edition.kind == "district":
        data.district(edition.id)
    result = replace(
        data,
        programme=_kept(data.programme, frozenset("P")),
        countries=tuple(_kept(country, frozenset("P")) for country in data.countries),
        groups=tuple(_kept(group, marks(edition, data, group=group.id)) for group in data.groups),
        districts=tuple(_district(district, edition, data) for district in data.districts),
        places={},
        counts={district.id: _counts(district) for district in data.districts}
        if edition.kind == "programme"
        else {},
    )
    _refuse_holes(result)
    return result


def _district(district: District, edition: Edition, data: Data) -> District:
    allowed = marks(edition, data, district.id, district.group)
    kept = _kept(district, allowed)
    return _hide_small(kept) if allowed == frozenset("P") else kept


def _refuse_holes(data: Data) -> None:
    """Required fields at the top are public; a mark that says otherwise is a fault of the model."""
    for part in (data.programme, *data.countries, *data.groups, *data.districts):
        if not isinstance(part, Part):
            raise TypeError("a required field at the top of the model must be marked P")


def _kept(part: Part, allowed: frozenset[str]) -> Any:
    """The part with the fields that are allowed; `_NOTHING` when a required one is not."""
    values: dict[str, Any] = {}
    for name, info in type(part).model_fields.items():
        mark = part.mark_of(name) if visibility_of(info) else None
        value = _value(getattr(part, name), allowed) if mark in allowed else _NOTHING
        if value is _NOTHING:
            if info.is_required():
                return _NOTHING
            value = info.get_default(call_default_factory=True)
        values[name] = value
    return type(part).model_construct(**values)


def _value(value: Any, allowed: frozenset[str]) -> Any:
    """The value with everything in it that is allowed."""
    if isinstance(value, Part):
        return _kept(value, allowed)
    if isinstance(value, tuple):
        return tuple(kept for one in value if (kept := _value(one, allowed)) is not _NOTHING)
    if isinstance(value, Mapping):
        return {key: kept for key, one in value.items() if (kept := _value(one, allowed)) is not _NOTHING}
    return value


# ---------------------------------------------------------------- small numbers


def _hide_small(district: District) -> District:
    """Counts of persons under five read `<5` for readers from outside."""
    workforce = tuple(_hide_staff(staff) for staff in district.workforce)
    cycles = tuple(
        cycle.model_copy(update={"indicators": tuple(_hide_values(one) for one in cycle.indicators)})
        for cycle in district.cycles
    )
    return district.model_copy(update={"workforce": workforce, "cycles": cycles})


def _small(count: int | str | None) -> bool:
    return isinstance(count, int) and count < SMALLEST_COUNT


def _hide_staff(staff: Workforce) -> Workforce:
    """A small cell is hidden, and the other of two whose sum is known, since it would give the first away."""
    cells: dict[str, int | str | None] = {"filled": staff.filled, "women": staff.women, "men": staff.men}
    shown = {name: UNDER_FIVE if _small(value) else value for name, value in cells.items()}
    if UNDER_FIVE in (shown["women"], shown["men"]):
        shown["women"] = shown["women"] if shown["women"] == UNDER_FIVE else None
        shown["men"] = shown["men"] if shown["men"] == UNDER_FIVE else None
    return staff.model_copy(update=shown)


def _hide_values(indicator: Indicator) -> Indicator:
    """Numerators under five are hidden; of a sensitive indicator the small values are left out."""
    values = indicator.values
    if indicator.sensitive and indicator.unit == "count":
        values = tuple(one for one in values if one.value >= SMALLEST_COUNT)
    values = tuple(_hide_numerator(one, indicator) for one in values)
    baseline = indicator.baseline
    if indicator.sensitive and indicator.unit == "count" and baseline and baseline.value < SMALLEST_COUNT:
        baseline = None
    return indicator.model_copy(update={"values": values, "baseline": baseline})


def _hide_numerator(one: Measurement, indicator: Indicator) -> Measurement:
    update: dict[str, Any] = {}
    if _small(one.numerator) and indicator.disaggregate != "facility":
        update["numerator"] = UNDER_FIVE
    if indicator.unit == "count" and indicator.disaggregate == "sex" and _any_small(one.women, one.men):
        update |= {"women": None, "men": None}
    return one.model_copy(update=update)


def _any_small(*values: float | None) -> bool:
    return any(value is not None and value < SMALLEST_COUNT for value in values)


def _counts(district: District) -> Counts:
    """What the programme edition may say about things marked T."""
    sexes = [member.sex_of_holder for member in district.team]
    women, men = sexes.count("woman"), sexes.count("man")
    told = min(women, men) >= SMALLEST_CLASS
    cycle = district.current_cycle
    return Counts(len(cycle.diary) if cycle else 0, women if told else None, men if told else None)


def audience(edition: Edition, data: Data) -> str:
    """For whom the edition is, in words for a cover or footer."""
    if edition.kind == "public":
        return "For everybody"
    if edition.kind == "programme":
        return "For the programme team and the ministry"
    if edition.kind == "group":
        group: Group = data.group(edition.id)
        return f"For the facilitators of the {group.name} group: do not publish"
    return f"Team copy of {data.district(edition.id).name}: do not publish"
