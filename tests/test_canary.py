"""Markup typed into every field of a district and its group stays text: on pages, in drawings, calendars, phone files."""

import re

import icalendar
import pytest
from district_fixture import repository
from test_portals import AS_OF, site_of

from msi_build.edition import Edition, project
from msi_build.model.base import Part
from msi_build.questions import with_questions
from msi_build.render.portals import portal_files, portal_pages

CANARY = "x<script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;{{ 1 }}]]>"
EDITION = "group:adinkra"

#: Markup that only the canary has.
ALIVE = re.compile(r"<script>alert|<img|onerror=alert\(1\)>[^;]*<|\{\{ 1 \}\}]]><")


def poisoned(value):
    """The same part with the canary in every free text, deep."""
    if isinstance(value, Part):
        notes = type(value).__annotations__
        found = {}
        for name in type(value).model_fields:
            inner = getattr(value, name)
            free = re.search(r"\b(Short|Text)\b", str(notes.get(name, "")))
            found[name] = texts(inner) if free else poisoned(inner)
        return value.model_copy(update=found)
    if isinstance(value, tuple):
        return tuple(poisoned(one) for one in value)
    if isinstance(value, dict):
        return {key: poisoned(one) for key, one in value.items()}
    return value


def texts(value):
    if isinstance(value, str):
        return CANARY
    if isinstance(value, tuple):
        return tuple(texts(one) for one in value)
    return {key: texts(one) for key, one in value.items()} if isinstance(value, dict) else value


@pytest.fixture(scope="module")
def site():
    whole = repository()
    data = type(whole)(
        whole.programme,
        tuple(poisoned(one) for one in whole.countries),
        tuple(poisoned(one) for one in whole.groups),
        tuple(poisoned(one) for one in whole.districts),
    )
    edition = Edition.parse(EDITION)
    asked = with_questions(data, project(data, edition), edition, AS_OF)
    return site_of(type(data)(data.programme, data.countries, data.groups, data.districts, questions=asked.questions), EDITION)


def test_on_pages_and_in_their_menus(site):
    seen = 0
    for page in portal_pages(site):
        for part in (page.content, page.sidebar):
            assert not ALIVE.search(part), page.path
            seen += part.count("x&lt;script&gt;alert(1)&lt;/script&gt;")
    assert seen > 500


def test_in_files_for_phones_and_calendars(site):
    for file in portal_files(site):
        text = file.content.decode()
        if file.path.endswith(".html"):
            assert not ALIVE.search(text), file.path
            assert text.count("<script") == 1
        elif file.path.endswith(".ics"):
            calendar = icalendar.Calendar.from_ical(text)
            events = list(calendar.walk("VEVENT"))
            assert len(events) == text.count("BEGIN:VEVENT\r\n") >= 5
            assert str(calendar["x-wr-calname"]).removeprefix("MSI: ").startswith(CANARY)
