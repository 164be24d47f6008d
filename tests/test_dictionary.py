"""The data dictionary and the schemas for editors say what the models say."""

import json
import re
from pathlib import Path

import pytest
from district_fixture import BAD, ROOT, loaded

from msi_build.diagnostics import Faults
from msi_build.model.base import fields_by_key, part_of
from msi_build.model.dictionary import KINDS, NOT_TYPED, blocks, file_schema, rows
from msi_build.model.dictionary_pages import _slug, generated, pages
from msi_build.sources import read_yaml

BY_NAME = {kind.name: kind for kind in KINDS}


@pytest.mark.parametrize("name", generated())
def test_what_stands_in_the_repository_is_made_from_the_models(name):
    assert (ROOT / name).read_text(encoding="utf-8") == generated()[name], "run msi schema"


def parts_below(model, found=None):
    found = found if found is not None else set()
    if model not in found:
        found.add(model)
        for info in model.model_fields.values():
            if inner := part_of(info.annotation):
                parts_below(inner, found)
    return found


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_is_in_the_dictionary_and_in_the_schema(kind):
    told = {(row.block, row.key) for row in rows(kind)}
    reached = parts_below(kind.model) - ({part_of(kind.model.model_fields["people"].annotation)} if kind.name == "district" else set())
    assert told == {(part.__name__, key) for part in reached for key in fields_by_key(part)} - NOT_TYPED
    schema = file_schema(kind)
    objects = {kind.model.__name__: schema, **schema["definitions"]}
    assert told == {(name, key) for name, one in objects.items() for key in one["properties"]}


def test_every_row_says_what_to_type_and_who_sees_it():
    for kind in KINDS:
        for row in rows(kind):
            assert row.meaning and row.type, row
        for block in blocks(kind):
            assert block.about, block.model
            shown_by_entry = [row for row in block.rows if not row.mark]
            assert not shown_by_entry or re.search(r"public|who may read", block.about), block.model


def test_every_block_has_one_table_and_links_lead_to_its_heading():
    headings = {
        f"{Path(name).name}#{_slug(line)}" for name, text in pages().items() for line in re.findall(r"^## (\w+: .+)$", text, re.MULTILINE)
    }
    assert len(headings) == sum(len(blocks(kind)) for kind in KINDS)
    links = {
        (Path(file).name or Path(name).name) + anchor
        for name, text in pages().items() for file, anchor in re.findall(r"\]\(([\w/.-]*)(#[\w-]+)\)", text)
    }  # fmt: skip
    assert links == headings


# ---------------------------------------------------------------- a small reader of JSON Schema


def core(text):
    """A plain scalar as an editor reads it (YAML 1.2, core schema)."""
    if text is None or text in ("true", "false"):
        return {None: None, "true": True, "false": False}[text]
    if re.fullmatch(r"[-+]?\d+", text):
        return int(text)
    return float(text) if re.fullmatch(r"[-+]?\d*\.\d+", text) else text


TYPES = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None), "array": list, "object": dict}
KNOWN = {
    "description", "default", "title", "$schema", "definitions", "$ref", "allOf", "anyOf", "type", "enum", "pattern", "minimum",
    "maximum", "exclusiveMinimum", "exclusiveMaximum", "maxLength", "properties", "required", "additionalProperties",
    "propertyNames", "items", "minItems", "maxItems",
}  # fmt: skip


def is_of(value, name):
    return isinstance(value, TYPES[name]) and not (isinstance(value, bool) and name in ("integer", "number"))


def wrong(value, schema, root, path=()):
    """Every place where a value does not fit; knows the words of JSON Schema that ours use, and no others."""
    assert schema.keys() <= KNOWN, schema.keys() - KNOWN
    if "$ref" in schema:
        yield from wrong(value, root["definitions"][schema["$ref"].rsplit("/", 1)[1]], root, path)
        return
    for one in schema.get("allOf", ()):
        yield from wrong(value, one, root, path)
    if "anyOf" in schema and not any(not list(wrong(value, one, root, path)) for one in schema["anyOf"]):
        yield from wrong(value, schema["anyOf"][0], root, path)
    kinds = schema.get("type", [])
    if kinds and not any(is_of(value, name) for name in ([kinds] if isinstance(kinds, str) else kinds)):
        yield path
    if "enum" in schema and value not in schema["enum"]:
        yield path
    if isinstance(value, str) and (not re.search(schema.get("pattern", ""), value) or len(value) > schema.get("maxLength", 10**9)):
        yield path
    if is_of(value, "number") and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield path
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", 10**9):
            yield path
        for index, one in enumerate(value):
            yield from wrong(one, schema["items"], root, (*path, index))
    if isinstance(value, dict):
        yield from ((*path, key) for key in schema.get("required", ()) if key not in value)
        for key, one in value.items():
            inner = schema.get("properties", {}).get(key, schema.get("additionalProperties", True))
            if inner is False or key not in schema.get("propertyNames", {"enum": value})["enum"]:
                yield (*path, key)
            elif inner is not True:
                yield from wrong(one, inner, root, (*path, key))


def editor_s_view(value, file, path=()):
    """The data as an editor sees them: what stands in quotes is a text, the rest may be a number."""
    if isinstance(value, dict):
        return {key: editor_s_view(one, file, (*path, key)) for key, one in value.items()}
    if isinstance(value, list):
        return [editor_s_view(one, file, (*path, index)) for index, one in enumerate(value)]
    place = file.where(path)
    return value if file.lines[place.line - 1][place.column - 1 : place.column] in ("'", '"') else core(value)


def faults_of_schema(raw: bytes, kind: str):
    file = read_yaml("x.yml", raw, Faults())
    schema = json.loads(json.dumps(file_schema(BY_NAME[kind])))
    return sorted(set(wrong(editor_s_view(file.data, file), schema, schema)))


def kind_of(path):
    if path.name in ("programme.yml", "country.yml"):
        return path.stem
    return "group" if path.parent.name == "groups" else "district"


FILES = sorted((ROOT / "districts").rglob("*.yml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_of_the_repository_fits_its_schema_and_names_it(path):
    assert faults_of_schema(path.read_bytes(), kind_of(path)) == []
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text(encoding="utf-8"))
    assert (path.parent / named[1]).resolve() == ROOT / f"schemas/{kind_of(path)}.schema.json"


@pytest.mark.parametrize("path", sorted(BAD.glob("ok-*.yml")), ids=lambda path: path.stem)
def test_what_the_check_accepts_an_editor_accepts(path):
    assert faults_of_schema(path.read_bytes(), "district") == []


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("level: municipal", "levle: municipal", ("levle",)),
        ("start: 2027-01-11", "start: 11/01/2027", ("cycles", 0, "start")),
        ("direction: down", "direction: less", ("cycles", 0, "indicators", 0, "direction")),
        ("rank: 1", "rank: 9", ("cycles", 0, "problems", 0, "rank")),
        ("used_for: [workplan]", "used_for: []", ("cycles", 0, "indicators", 0, "used_for")),
        ("by: 2027-11", "by: November", ("cycles", 0, "indicators", 0, "target", "by")),
    ],
)
def test_an_editor_underlines_what_the_check_refuses(old, new, place):
    text = (BAD / "ok-workplan.yml").read_text()
    assert old in text
    raw = text.replace(old, new, 1).encode()
    assert place in faults_of_schema(raw, "district")
    assert loaded(raw)[1].errors


def test_people_are_not_offered_in_a_district_s_file():
    assert "people" not in file_schema(BY_NAME["district"])["properties"]
    assert "people" in file_schema(BY_NAME["overlay"])["properties"]
