"""What people type is what the model holds, and what the public may read stands on a page or paper as it was typed."""

import datetime as dt
import html
import re
from collections.abc import Iterator
from functools import cache

import pypdf
import pytest
from district_fixture import BAD, ROOT, loaded, repository

from msi_build.diagnostics import Faults
from msi_build.edition import Edition, project
from msi_build.model.base import Part, fields_by_key
from msi_build.model.programme import place_key
from msi_build.settings import Settings
from msi_build.sources import read

#: Free texts that are public and that no page or paper shows yet. Show one, and take it out.
NOT_SHOWN: set[str] = set()


def scalars(data: object, model: object, path: tuple = ()) -> Iterator[tuple[tuple, str, object]]:
    """Path, typed text and value in the model of every scalar."""
    if isinstance(data, dict):
        names = {key: name for name, info in type(model).model_fields.items() for key in (info.alias or name,)} if isinstance(model, Part) else {}
        for key, typed in data.items():
            inner = getattr(model, names[key]) if names else model[key]
            yield from scalars(typed, inner, (*path, key))
    elif isinstance(data, list):
        assert len(data) == len(model), path
        for place, typed in enumerate(data):
            yield from scalars(typed, model[place], (*path, place))
    elif data is not None:
        yield path, data, model


def is_as_typed(typed: str, value: object) -> bool:
    """Texts are equal, numbers and dates have the same value."""
    if isinstance(value, bool):
        return typed == ("true" if value else "false")
    if isinstance(value, int | float):
        return float(typed) == value
    return typed == (value.isoformat() if isinstance(value, dt.date) else value)


@cache
def files():
    return read(Settings(ROOT), Faults()).districts


@pytest.mark.parametrize("file", files(), ids=lambda file: file.name)
def test_every_scalar_of_every_example_is_in_the_model_as_typed(file):
    data = repository()
    parts = (data.programme, *data.countries, *data.groups, *data.districts)
    model = next(part for part in parts if data.places[place_key(part)].name == file.name)
    found = list(scalars(file.data, model))
    assert len(found) >= 5
    assert [(path, typed, value) for path, typed, value in found if not is_as_typed(typed, value)] == []


def test_phones_keep_zero_and_plus_times_stay_times_and_no_is_a_text():
    overlay = (
        b"id: adinkra-east\npeople:\n  - {id: p1, name: NO, phone: 0772123456}\n"
        b"  - {id: p2, name: 10:30, phone: +256772123456}\n  - {id: p3, name: 1_000}\n  - {id: p4, name: 1e3}\n"
    )
    people = loaded((BAD / "ok-baseline.yml").read_bytes(), overlay)[0].district("adinkra-east").people
    assert [person.name for person in people] == ["NO", "10:30", "1_000", "1e3"]
    assert [person.phone for person in people[:2]] == ["0772123456", "+256772123456"]
    district = (BAD / "ok-baseline.yml").read_bytes().replace(b"name: Adinkra East", b"name: NO\nzone: 10:30\nother_names: [0124, .nan, off, 2027-01-11]")
    data, faults = loaded(district)
    east = data.district("adinkra-east")
    assert list(faults) == []
    assert (east.name, east.zone, east.other_names) == ("NO", "10:30", ("0124", ".nan", "off", "2027-01-11"))


# ---------------------------------------------------------------- on pages and papers


def free_texts(value: object) -> Iterator[tuple[str, str]]:
    """`Part.field` and text of every field that takes a free text, deep."""
    if isinstance(value, Part):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            free = re.search(r"\b(Short|Text)\b", str(type(value).__annotations__.get(name, "")))
            for text in _texts(inner) if free else ():
                yield f"{type(value).__name__}.{name}", text
            yield from free_texts(inner)
    elif isinstance(value, tuple | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from free_texts(one)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def plain(text: str) -> str:
    """In one line, the soft marks of line breaking taken out."""
    return " ".join(text.replace("\u00ad", "").replace("\u200b", "").split())


def words_of(edition) -> str:
    """All that the edition says, in one line: pages without their markup, papers."""
    found = []
    for path in sorted(edition.rglob("*.html")):
        body = re.sub(r"<(script|style)\b.*?</\1>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        found += [re.sub(r"<[^>]*>", " ", body), re.sub(r"<[^>]*>", "", body)]
    told = html.unescape(" ".join(found))
    papers = (page.extract_text() for path in sorted(edition.rglob("*.pdf")) for page in pypdf.PdfReader(path).pages)
    return plain(told + " " + " ".join(papers))


def test_every_public_text_stands_on_a_page_or_paper_as_typed(edition):
    public = project(repository(), Edition.parse("public"))
    told = words_of(edition)
    lost: dict[str, list[str]] = {}
    count = 0
    for part in (public.programme, *public.countries, *public.groups, *public.districts):
        for field, text in free_texts(part):
            count += 1
            if plain(text) not in told:
                lost.setdefault(field, []).append(text)
    assert count > 500
    assert {field: texts for field, texts in lost.items() if field not in NOT_SHOWN} == {}
