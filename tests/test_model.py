"""The model: every field is explained and marked, values mean what their field says, references hold."""

import datetime as dt

import pytest
from district_fixture import BAD, ROOT, loaded, repository

from msi_build.diagnostics import Faults
from msi_build.model import base, programme
from msi_build.model.base import MARKS, Part, parse, visibility_of
from msi_build.model.load import load
from msi_build.settings import Settings
from msi_build.sources import read, read_yaml

PARTS = [
    value
    for value in vars(programme).values()
    if isinstance(value, type) and issubclass(value, Part) and value is not Part
]


class Sheet(Part):
    """One value of each kind."""

    number: base.Number = base.P("a number", None)
    whole: base.Int = base.P("a whole number", None)
    day: base.Date = base.P("a day", None)
    month: base.Month = base.P("a month", None)
    period: base.Period = base.P("a period", None)
    time: base.Time = base.P("a time", None)
    yes: base.Yes = base.P("yes or no", None)
    url: base.Url = base.P("an address", None)
    phone: base.Phone = base.P("a phone", None)
    email: base.Email = base.P("an e-mail", None)
    slug: base.Slug = base.P("a slug", None)
    count: base.Count = base.P("a count", None)


def value_of(key, typed):
    """What `typed` becomes in field `key`; None when it is refused."""
    faults = Faults()
    part = parse(Sheet, read_yaml("x.yml", f"{key}: {typed!r}".encode(), faults), faults)
    return getattr(part, key) if part else None


@pytest.mark.parametrize(
    ("key", "typed", "meaning"),
    [
        ("number", "12.5", 12.5),
        ("number", "-3", -3.0),
        ("whole", "0124", 124),
        ("day", "2027-01-31", dt.date(2027, 1, 31)),
        ("month", "2027-11", "2027-11"),
        ("period", "2026-03/2026-05", "2026-03/2026-05"),
        ("period", "2026-Q1", "2026-Q1"),
        ("time", "08:30", "08:30"),
        ("yes", "true", True),
        ("yes", "false", False),
        ("url", "https://example.org/a", "https://example.org/a"),
        ("phone", "0772123456", "0772123456"),
        ("phone", "+256772123456", "+256772123456"),
        ("count", "<5", "<5"),
        ("count", "12", 12),
    ],
)
def test_values_mean_what_their_field_says(key, typed, meaning):
    assert value_of(key, typed) == meaning


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("number", ".nan"),
        ("number", "1e5"),
        ("number", "1_000"),
        ("number", "٣"),
        ("whole", "1.5"),
        ("whole", "9" * 5000),
        ("day", "27-01-31"),
        ("day", "2027-02-29"),
        ("month", "2027-13"),
        ("period", "2026-Q5"),
        ("time", "24:00"),
        ("yes", "on"),
        ("yes", "True"),
        ("url", " JavaScript:alert(1)"),
        ("url", "data:text/html,x"),
        ("url", "www.example.org"),
        ("url", "https://me:secret@example.org"),
        ("url", "https://"),
        ("email", "a@b.org\nBcc: c@d.org"),
        ("phone", "0772-123456 ext"),
        ("slug", "Con"),
        ("count", "few"),
    ],
)
def test_values_that_do_not_fit_are_refused(key, typed):
    assert value_of(key, typed) is None


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_field_is_explained_and_marked(part):
    for name, info in part.model_fields.items():
        extra = info.json_schema_extra
        assert visibility_of(info) in MARKS, f"{part.__name__}.{name} has no mark"
        assert info.description and extra["filled_by"] or "source" in name, f"{part.__name__}.{name}"


def test_a_field_without_a_mark_is_known_to_have_none():
    class Draft(Part):
        text: base.Text = ""

    assert visibility_of(Draft.model_fields["text"]) is None


def test_the_repository_s_districts_are_whole():
    faults = Faults()
    data = load(read(Settings(ROOT), faults), faults)
    assert list(faults) == []
    assert {group.id for group in data.groups} >= {"adinkra"}
    for district in data.districts:
        assert district.example_data and district.workforce and district.facilities
        assert sum(member.focal_point for member in district.team) == 1
        assert district.cycles[0].statement and district.cycles[0].chosen_problem


def test_models_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        repository().districts[0].name = "x"


def test_people_come_from_the_overlay():
    overlay = b"id: adinkra-east\npeople: [{id: p1, name: Ama Invented, phone: 0201234567}]\n"
    data, faults = loaded((BAD / "ok-baseline.yml").read_bytes(), overlay)
    assert list(faults) == []
    assert data.district("adinkra-east").people[0].phone == "0201234567"


def test_people_in_the_repository_are_refused():
    raw = (BAD / "ok-baseline.yml").read_bytes() + b"people: [{id: p1, name: Ama Invented}]\n"
    _, faults = loaded(raw)
    assert [one.rule for one in faults] == ["person-data"]


def test_a_bad_district_leaves_the_others_alone():
    data, faults = loaded(b"name: x\n")
    assert data.districts == () and data.group("adinkra").districts == ("adinkra-east",)
    assert {one.location.file for one in faults} == {"districts/gh/adinkra-east.yml"}


def spoilt(*changes: tuple[str, str]) -> list[tuple[str, str]]:
    """Rules and messages of what is said about a good file after these changes of its text."""
    text = (BAD / "ok-workplan.yml").read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    _, faults = loaded(text.encode())
    return [(one.rule, one.message) for one in faults]


def test_all_faults_of_a_file_come_in_one_run():
    found = spoilt(
        ("level: municipal", "level: municipl\ncolur: blue"),
        ("year: 2026", "year: twenty"),
        ("start: 2027-01-11", "start: 1 May"),
        ("problem: c1", "problem: c9"),
        ("role: director,", "role: directr,"),
    )
    assert sorted(rule for rule, _ in found) == ["reference", "reference", "reference", "unknown-key", "value", "value"]


@pytest.mark.parametrize(
    "change",
    [
        ("chosen: true", "chosen: yes"),
        ("current: true", "current: yes"),
        ("id: absence", "id: Absence"),
        ("  - number: 1", "  - number: one"),
        ("id: c1, ", ""),
        ("id: adinkra-east", "id: Adinkra East"),
    ],
    ids=lambda change: change[1].strip() or "missing id",
)
def test_a_fault_is_told_once_and_not_what_follows_from_it(change):
    assert len(spoilt(change)) == 1


def test_parts_are_found_by_id():
    data, _ = loaded((BAD / "ok-workplan.yml").read_bytes())
    cycle = data.district("adinkra-east").current_cycle
    assert cycle.row("s1").strategy == "Make rosters"
    assert cycle.cause("c1").text == "No rosters"
    assert data.country("gh").label("roles", "hr_officer") == "HR officer"
    assert [district.id for district in data.districts_of("adinkra")] == ["adinkra-east"]
    with pytest.raises(KeyError):
        data.district("nowhere")
