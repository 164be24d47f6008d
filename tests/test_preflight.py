"""Preflight finds what would go wrong on paper; a good pack has no finding."""

import io
from dataclasses import replace

import pikepdf
import pytest
from sheets_fixture import STAMP, THEME, blank, part

from msi_build.printing.binding import Bound, bind
from msi_build.printing.preflight import LARGEST, Expected, preflight

TITLE = "Workshop 1: participants"


@pytest.fixture(scope="module")
def parts():
    link = '<p><a href="https://example.org/">the web</a></p>'
    return (part(1, "One", body=link), part(2, "Two", pages=2))


@pytest.fixture(scope="module")
def good(parts):
    return bind(TITLE, parts, STAMP, blank(), True, THEME)


def changed(bound, change):
    """The file after `change(pdf)`."""
    with pikepdf.open(io.BytesIO(bound.pdf)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return replace(bound, pdf=out.getvalue())


def findings(bound, parts, title=TITLE, duplex=True):
    return [str(one) for one in preflight(bound, Expected(title, parts, duplex))]


def test_a_good_pack_passes(good, parts):
    assert findings(good, parts) == []


def test_parts_must_lie_where_they_were_planned(parts):
    loose = bind(TITLE, parts, STAMP, None, False, THEME)
    assert findings(loose, parts) == [
        "parts begin on pages [1, 2] instead of [1, 3]",
        "3 pages are not what the parts add up to",
        "page 2: 'Two' begins on a left-hand page",
    ]


def test_a_missing_page_is_seen(good, parts):
    short = changed(good, lambda pdf: pdf.pages.__delitem__(3))
    found = findings(short, parts)
    assert "3 pages are not what the parts add up to" in found
    assert "page 1: the page does not say that it is 01/03" in found


def test_a_wrong_title_or_a_part_in_the_wrong_place_is_seen(good, parts):
    assert findings(good, parts, title="Workshop 2") == ["the file has no title, or a wrong one"]
    swapped = (part(1, "Other"), parts[1])
    assert findings(good, swapped) == [
        "page 1: no bookmark leads to 'Other'",
        "page 1: the title 'Other' is not on the page",
    ]


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (lambda pdf: pdf.Root.__delitem__("/Lang"), "the file does not say its language"),
        (lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"), "the file has no tags: it cannot be read aloud"),
        (
            lambda pdf: pdf.pages[0].Annots[0].A.__setitem__("/URI", pikepdf.String("file:///etc/hostname")),
            "page 1: a link leads to file:///etc/hostname",
        ),
        (
            lambda pdf: next(iter(pdf.pages[0].Resources.Font.values())).__setitem__(
                "/BaseFont", pikepdf.Name("/ABCDEF+DejaVu-Sans")
            ),
            "the font DejaVu-Sans is not one of the toolkit's",
        ),
    ],
)
def test_what_readers_would_miss_is_seen(good, parts, change, finding):
    assert finding in findings(changed(good, change), parts)


def test_a_file_too_large_to_send_is_seen(good, parts):
    large = Bound(good.pdf + b"\n%" + b"x" * LARGEST, good.pages, good.starts)
    assert findings(large, parts) == ["the file has 5.0 MB; at most 5 MB can be sent by telephone"]
