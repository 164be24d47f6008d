"""Editions: nobody sees more than the marks allow, proved with a canary in every text field of the model."""

import datetime as dt
import typing
from collections.abc import Iterator
from dataclasses import replace

import pytest
from district_fixture import repository

from msi_build.checks.walking import texts
from msi_build.edition import Edition, audience, project
from msi_build.model.base import Part, Text
from msi_build.model.programme import Data, District, Group, Indicator, Measurement, Programme, Workforce

PUBLIC = Edition.parse("public")


# ---------------------------------------------------------------- canaries


def filled(annotation: object, path: str, flag: bool, depth: int = 0) -> object:
    """A value for a field's type, with its path as the text; every true/false is `flag`."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation.model_construct(
            **{
                name: filled(info.annotation, f"{path}.{name}", flag, depth + 1)
                for name, info in annotation.model_fields.items()
            }
        )
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Literal:
        return inner[-1] if flag else inner[0]
    if origin is tuple:
        return (filled(inner[0], path, flag, depth),) if depth < 12 else ()
    if origin is dict:
        return {"key": filled(inner[1], path, flag, depth)}
    if inner:
        return filled(next(one for one in inner if one is not type(None)), path, flag, depth)
    return {str: f"canary {path}", int: 7, float: 7.0, bool: flag, dt.date: dt.date(2027, 1, 1)}[annotation]


def named(part: Part, **names: object) -> Part:
    return part.model_copy(update=names)


def canary_data(flag: bool) -> Data:
    """Two groups; every text of every district and group is a canary."""
    groups = [
        named(filled(Group, f"group {id_}", flag), id=id_, districts=(f"{id_}-a", f"{id_}-b"))
        for id_ in ("one", "two")
    ]
    districts = [
        named(filled(District, f"district {id_}", flag), id=id_, group=id_.split("-")[0])
        for id_ in ("one-a", "one-b", "two-a", "two-b")
    ]
    return Data(Programme(name="canary programme"), (), tuple(groups), tuple(districts))


def canaries(data: Data) -> Iterator[tuple[str, str, str | None]]:
    """Owner, canary and mark of every canary that is left."""
    for part in (*data.groups, *data.districts):
        for found in texts(part):
            if found.text.startswith("canary"):
                yield part.id, found.text, found.mark


@pytest.mark.parametrize("flag", [False, True])
@pytest.mark.parametrize(
    ("edition", "allowed"),
    [
        ("public", {"one": "P", "two": "P", "one-a": "P", "one-b": "P", "two-a": "P"}),
        ("programme", {"one": "PG", "two": "PG", "one-a": "PG", "one-b": "PG", "two-a": "PG"}),
        ("group:one", {"one": "PGTFR", "two": "P", "one-a": "PGTFR", "one-b": "PGTFR", "two-a": "P"}),
        ("district:one-a", {"one": "PG", "two": "P", "one-a": "PGTR", "one-b": "PG", "two-a": "P"}),
    ],
)
def test_an_edition_holds_what_its_marks_allow_and_nothing_else(edition, allowed, flag):
    data = canary_data(flag)
    seen = {(owner, text) for owner, text, _ in canaries(project(data, Edition.parse(edition)))}
    expected = {
        (owner, text)
        for owner, text, mark in canaries(data)
        if mark and mark in allowed.get(owner, allowed["two-a"])
    }
    assert seen == expected


def test_canaries_stand_in_every_kind_of_place():
    marks = {mark for _, _, mark in canaries(canary_data(flag=False))}
    assert marks == {"P", "G", "T", "F", "R"}


def test_a_field_without_a_mark_is_not_public():
    class Draft(Programme):
        remark: Text = "nothing"

    data = Data(Draft(name="canary", remark="canary of a forgotten mark"))
    assert project(data, PUBLIC).programme.remark == "nothing"


def test_private_values_do_not_touch_the_public_edition():
    """The same data with every private value left out gives the same public edition."""
    data = repository()
    once = project(data, PUBLIC)
    assert project(once, PUBLIC) == once
    bare = replace(
        data,
        districts=tuple(
            named(one, people=(), team=tuple(named(m, person=None, sex_of_holder=None) for m in one.team))
            for one in data.districts
        ),
    )
    assert project(bare, PUBLIC) == once


# ---------------------------------------------------------------- the repository's districts


@pytest.mark.parametrize(
    ("words", "editions"),
    [
        (
            "31% of rostered staff at 14 health centres",
            {"public", "programme", "group:adinkra", "district:adinkra-east", "district:adinkra-west"},
        ),
        (
            "Many staff are often absent.",
            {"programme", "group:adinkra", "district:adinkra-east", "district:adinkra-west"},
        ),
        (
            "34 of 284 staff (12%) were appraised",
            {"programme", "group:adinkra", "district:adinkra-east", "district:adinkra-west"},
        ),
        ("Moved the half-day on rosters to July", {"group:adinkra", "district:adinkra-east"}),
        (
            "One register is kept in a locked drawer",
            {"public", "programme", "group:adinkra", "district:adinkra-east", "district:adinkra-west"},
        ),
        ("We spoke too much in the first hour", {"group:adinkra"}),
    ],
)
def test_who_reads_what(words, editions):
    every = ("public", "programme", "group:adinkra", "district:adinkra-east", "district:adinkra-west")
    assert {name for name in every if words in repr(project(repository(), Edition.parse(name)))} == editions


def test_places_in_the_sources_do_not_leave_with_the_data():
    assert repository().places and not project(repository(), Edition.parse("group:adinkra")).places


def test_team_entries_reach_the_programme_as_counts():
    counts = project(repository(), Edition.parse("programme")).counts["adinkra-east"]
    assert (counts.diary_entries, counts.women, counts.men) == (4, 3, 4)
    assert project(repository(), PUBLIC).counts == {}


# ---------------------------------------------------------------- small numbers


def district_with(**fields: object) -> Data:
    base = repository()
    return replace(base, districts=(named(base.district("adinkra-east"), **fields),))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ((20, 12, 8), (20, 12, 8)),
        ((20, 17, 3), (20, None, "<5")),
        ((6, 2, 4), (6, "<5", "<5")),
        ((4, 4, 0), ("<5", "<5", "<5")),
        ((9, None, None), (9, None, None)),
    ],
)
def test_counts_of_staff_under_five_are_hidden_in_public(typed, shown):
    filled_, women, men = typed
    staff = Workforce(cadre="midwife", filled=filled_, women=women, men=men, period="2026")
    public = project(district_with(workforce=(staff,)), PUBLIC).districts[0].workforce[0]
    assert (public.filled, public.women, public.men) == shown
    own = (
        project(district_with(workforce=(staff,)), Edition.parse("district:adinkra-east"))
        .districts[0]
        .workforce[0]
    )
    assert own == staff


def test_small_values_of_a_sensitive_indicator_are_left_out_in_public():
    indicator = Indicator(
        id="deaths",
        name="Maternal deaths",
        unit="count",
        direction="down",
        used_for=("situation_analysis",),
        sensitive=True,
        values=(Measurement(period="2025", value=3), Measurement(period="2026", value=6, numerator=2)),
    )
    cycle = named(repository().district("adinkra-east").cycles[0], indicators=(indicator,))
    values = project(district_with(cycles=(cycle,)), PUBLIC).districts[0].cycles[0].indicators[0].values
    assert [(value.period, value.numerator) for value in values] == [("2026", "<5")]


# ---------------------------------------------------------------- names of editions


@pytest.mark.parametrize("text", ["public", "programme", "group:adinkra", "district:adinkra-east"])
def test_editions_are_named(text):
    assert str(Edition.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "Public", "public:", "group", "group:", "group:../x", "district:Adinkra East", "team:x"]
)
def test_other_names_are_refused(text):
    with pytest.raises(ValueError, match="is not an edition"):
        Edition.parse(text)


@pytest.mark.parametrize("text", ["group:nowhere", "district:nowhere"])
def test_an_edition_of_nobody_is_refused(text):
    with pytest.raises(KeyError):
        project(repository(), Edition.parse(text))


def test_covers_say_for_whom():
    assert (
        audience(Edition.parse("district:adinkra-east"), repository())
        == "Team copy of Adinkra East: do not publish"
    )
