"""What people type is what the model holds, and what the public may read stands on a page or paper as it was typed."""

import datetime as dt
import html
import re
from collections.abc import Iterator
from functools import cache

import pypdf
import pytest
from district_fixture import BAD, ROOT, loaded, repository
from test_scale import PARTS

from msi_build.diagnostics import Faults
from msi_build.edition import Edition, project
from msi_build.model.base import Part
from msi_build.model.programme import place_key
from msi_build.settings import Settings
from msi_build.sources import read

#: Public texts that no page or paper shows yet. Show one, and take it out.
NOT_SHOWN: set[str] = set()

#: Settings, and words that are shown when a district or paper has need of them.
ON_DEMAND = {
    "Country.phone_pattern",
    "Country.currency",
    "Coded.label",
    "Coded.plural",
    "Level.singular",
    "Level.plural",
    "Holiday.name",  # those that fall in a cycle
}


def scalars(data: object, model: object, path: tuple = ()) -> Iterator[tuple[tuple, str, object]]:
    """Path, typed text and value in the model of every scalar."""
    if isinstance(data, dict):
        for key, typed in data.items():
            yield from scalars(typed, _inner(model, key), (*path, key))
    elif isinstance(data, list):
        assert len(data) == len(model), path
        for place, typed in enumerate(data):
            yield from scalars(typed, model[place], (*path, place))
    elif data is not None:
        yield path, data, model


def _inner(model: object, key: str) -> object:
    """What the model holds under a key of the file: `from` is the attribute `from_`."""
    if not isinstance(model, Part):
        return model[key]
    return next(getattr(model, name) for name, info in type(model).model_fields.items() if key == (info.alias or name))


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
    odd = b"name: NO\nzone: 10:30\nother_names: [0124, .nan, off, 2027-01-11]"
    data, faults = loaded((BAD / "ok-baseline.yml").read_bytes().replace(b"name: Adinkra East", odd))
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


def test_every_public_text_of_the_current_cycles_stands_on_a_page_or_paper_as_typed(edition):
    """Earlier cycles have no pages yet."""
    public = project(repository(), Edition.parse("public"))
    districts = [one.model_copy(update={"cycles": one.cycles[-1:]}) for one in public.districts]
    ids = {cause.id for one in districts for cycle in one.cycles for cause in cycle.analysis.walk()}
    told = words_of(edition)
    texts = [pair for part in (public.programme, *public.countries, *public.groups, *districts) for pair in free_texts(part)]
    assert len(texts) > 500
    lost = {
        (field, text)
        for field, text in texts
        if plain(text) not in told
        and field not in NOT_SHOWN | ON_DEMAND
        and not (field == "WorkplanRow.problem" and text in ids)  # the cause itself is shown
    }
    assert lost == set()


def test_what_is_not_shown_is_named_by_fields_that_exist():
    known = {f"{part.__name__}.{name}" for part in PARTS for name in part.model_fields}
    assert NOT_SHOWN | ON_DEMAND <= known
