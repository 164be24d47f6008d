"""Canaries: a value of its own in every field of the model, and each edition holds those that its readers may see."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import pytest
from pydantic import Field
from test_scale import PARTS, thirty

from msi_build.edition import Edition, project
from msi_build.model.base import Part, Short, part_of, visibility_of
from msi_build.model.programme import (
    Country,
    Data,
    DiaryEntry,
    District,
    Group,
    Lesson,
    MeetingPart,
    Overlay,
    Programme,
)

GROUP, DISTRICT = "group-8", "district-23"  # the group is in its second cycle

#: What each edition may see: of its own district or group, of the others in the group, of all the rest.
RIGHTS = {
    "public": ("P", "P", "P"),
    "programme": ("PG", "PG", "PG"),
    f"group:{GROUP}": ("PGTFR", "PGTFR", "P"),
    f"district:{DISTRICT}": ("PGTR", "PG", "P"),
}

#: Fields that say who belongs where, or who may read what: they stay as they are.
KEPT = {
    "District.id", "District.group", "District.country", "Group.id", "Group.country", "Group.districts", "Country.code",
    "DiaryEntry.visibility",
}  # fmt: skip


@dataclass(frozen=True)
class Canary:
    """A planted value: its field, the owner (`district:…`, `group:…` or empty) and all marks on the way to it."""

    field: str
    owner: str
    marks: frozenset[str | None]


class Planter:
    """Puts a value of its own into every field; `again` gives other values to what is not public."""

    def __init__(self, again: bool = False) -> None:
        self.planted: dict[object, Canary] = {}
        self.again = again

    def part(self, part: Part, owner: str, marks: frozenset) -> Part:
        values = {}
        for name, info in type(part).model_fields.items():
            own = part.mark_of(name) if visibility_of(info) else None
            field = f"{type(part).__name__}.{name}"
            value = getattr(part, name)
            values[name] = value if field in KEPT else self.value(value, Canary(field, owner, marks | {own}))
        return type(part).model_construct(**values)

    def value(self, value: object, canary: Canary) -> object:
        if isinstance(value, Part):
            return self.part(value, canary.owner, canary.marks)
        if isinstance(value, tuple):
            return tuple(self.value(one, canary) for one in value)
        if isinstance(value, dict):
            return {self.leaf(key, canary): self.value(one, canary) for key, one in value.items()}
        return self.leaf(value, canary)

    def leaf(self, value: object, canary: Canary) -> object:
        if value is None or isinstance(value, bool):
            return value
        number = len(self.planted) + (1_000_000 if self.again and canary.marks != {"P"} else 0)
        planted: object = f"canary {number}"
        if isinstance(value, int | float):
            planted = 7_000_000.5 + number
        elif isinstance(value, dt.date):
            planted = dt.date.fromordinal(300_000 + number)
        self.planted[planted] = canary
        return planted


def plant(again: bool = False) -> tuple[Data, dict[object, Canary]]:
    """The thirty generated districts with their people, every value replaced."""
    data, planter = thirty()[0], Planter(again)
    return replace(
        data,
        programme=planter.part(data.programme, "", frozenset()),
        countries=tuple(planter.part(one, "", frozenset()) for one in data.countries),
        groups=tuple(planter.part(one, f"group:{one.id}", frozenset()) for one in data.groups),
        districts=tuple(planter.part(one, f"district:{one.id}", frozenset()) for one in data.districts),
    ), planter.planted


planted = cache(plant)


def leaves(value: object) -> Iterator[object]:
    """Every value that an edition holds, keys of mappings too."""
    if isinstance(value, Part):
        for name in type(value).model_fields:
            yield from leaves(getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from leaves(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from leaves(one)
    else:
        yield value


def held(data: Data) -> set[object]:
    return {leaf for part in (data.programme, *data.countries, *data.groups, *data.districts) for leaf in leaves(part)}


def may_see(edition: str, canary: Canary, data: Data) -> bool:
    """Does the table of editions allow this value?"""
    kind, _, id_ = canary.owner.partition(":")
    group = {"district": lambda: data.district(id_).group, "group": lambda: id_}.get(kind, lambda: "")()
    own, near, far = RIGHTS[edition]
    rights = far
    if edition.startswith("district:") and id_ == DISTRICT or edition == f"group:{GROUP}" and group == GROUP:
        rights = own
    elif group == GROUP or edition in ("public", "programme"):
        rights = near
    return canary.marks <= set(rights)


def test_a_canary_sits_in_every_field_of_the_model():
    """Fields that say yes or no cannot carry one."""
    _, canaries = planted()
    fields = {canary.field for canary in canaries.values()} | KEPT
    yes_or_no = {
        f"{part.__name__}.{name}" for part in PARTS for name, info in part.model_fields.items()
        if "Yes" in str(part.__annotations__.get(name, ""))
    }  # fmt: skip
    inner = {canary.split(".")[0] for canary in fields}
    wanted = {f"{part.__name__}.{name}" for part in PARTS for name in part.model_fields if part is not Overlay}
    branches = {one for one in wanted - fields - yes_or_no if not _is_leaf(one)}
    assert wanted - fields - yes_or_no - branches == set()
    assert inner == {part.__name__ for part in PARTS if part is not Overlay}


def test_no_part_of_the_model_is_forgotten_here():
    known, waiting = set(), [Programme, Country, Group, District, Overlay]
    while waiting:
        part = waiting.pop()
        known.add(part)
        inner = {found for info in part.model_fields.values() if (found := part_of(info.annotation))}
        waiting += inner - known
    assert known == set(PARTS)


def _is_leaf(field: str) -> bool:
    """Does the field hold values of its own, and not parts alone?"""
    name, _, key = field.partition(".")
    part = next(part for part in PARTS if part.__name__ == name)
    return part_of(part.model_fields[key].annotation) is None


@pytest.mark.parametrize("edition", RIGHTS)
def test_an_edition_holds_what_its_readers_may_see_and_nothing_else(edition):
    data, canaries = planted()
    seen = held(project(data, Edition.parse(edition)))
    allowed = {value for value, canary in canaries.items() if may_see(edition, canary, data)}
    inside = {value for value in seen if value in canaries}
    assert {canaries[value].field for value in inside - allowed} == set()
    assert {canaries[value].field for value in allowed - inside} == set()
    assert len(inside) > 1000


def test_each_mark_is_seen_by_whom_it_is_for():
    """So that the table above cannot be empty for a mark."""
    data, canaries = planted()
    for edition, letters in (("public", "P"), ("programme", "PG"), (f"group:{GROUP}", "PGTFR"), (f"district:{DISTRICT}", "PGTR")):
        seen = held(project(data, Edition.parse(edition)))
        found = {mark for value, canary in canaries.items() if value in seen for mark in canary.marks}
        assert found == set(letters), edition


def test_changing_every_value_that_is_not_public_leaves_the_public_edition_equal():
    (first, canaries), (second, others) = planted(), plant(again=True)
    assert sum(value not in others for value in canaries) > 1000
    public = Edition.parse("public")
    one, other = project(first, public), project(second, public)
    assert (one.programme, one.countries, one.groups, one.districts, one.counts) == (
        other.programme, other.countries, other.groups, other.districts, other.counts
    )  # fmt: skip


def test_a_new_field_is_seen_by_nobody_until_it_is_marked():
    class Wider(District):
        secret: Short | None = Field(None)

    data = thirty()[0]
    wider = Wider.model_construct(**{**dict(data.district(DISTRICT)), "secret": "canary"})
    data = replace(data, districts=tuple(wider if one.id == DISTRICT else one for one in data.districts))
    for edition in RIGHTS:
        assert "canary" not in held(project(data, Edition.parse(edition)))


@pytest.mark.parametrize(
    ("part", "field", "mark"),
    [
        (DiaryEntry(date="2027-05-01", did="x"), "did", "T"),
        (DiaryEntry(date="2027-05-01", did="x", visibility="group"), "did", "G"),
        (DiaryEntry(date="2027-05-01", did="x", visibility="public"), "did", "P"),
        (Lesson(text="x"), "text", "G"),
        (Lesson(text="x", share=True), "text", "P"),
        (MeetingPart(number=1, lessons_problem_solving="x"), "lessons_problem_solving", "G"),
        (MeetingPart(number=1, lessons_problem_solving="x", share=True), "lessons_problem_solving", "P"),
        (MeetingPart(number=1, support_needed="x", share=True), "support_needed", "G"),
    ],
)
def test_what_a_team_shares_is_shown_and_nothing_beside_it(part, field, mark):
    assert part.mark_of(field) == mark
