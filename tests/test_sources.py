"""Reading from the disk: text stays text, values keep their place, nothing odd is followed or waited for."""

import os
from dataclasses import replace
from unittest import mock

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from msi_build import sources, yaml_text
from msi_build.characters import slug_fault
from msi_build.diagnostics import Faults, Location
from msi_build.settings import Settings
from msi_build.sources import read_block, read_markdown, read_yaml


@pytest.fixture
def project(tmp_path):
    """A project with one district file and one page."""
    (tmp_path / "districts/gh").mkdir(parents=True)
    (tmp_path / "content/en").mkdir(parents=True)
    (tmp_path / "districts/gh/adinkra-east.yml").write_text("name: Adinkra East\n")
    (tmp_path / "content/en/index.md").write_text("---\ntitle: Start\n---\n\n# Start\n")
    return Settings(tmp_path)


def faults_of(settings):
    faults = Faults()
    return sources.read(settings, faults), {(one.location.file, one.rule, one.severity) for one in faults}


def test_scalars_stay_as_typed():
    text = "phone: 0772123456\ntime: 10:30\nanswer: NO\nversion: 1.10\nday: 2027-01-11\nempty: ~\n"
    assert read_yaml("x.yml", text.encode(), Faults()).data == {
        "phone": "0772123456",
        "time": "10:30",
        "answer": "NO",
        "version": "1.10",
        "day": "2027-01-11",
        "empty": None,
    }


def test_every_value_and_key_knows_its_place():
    file = read_yaml("x.yml", b"a:\n  - b: one\n    c: two\n", Faults())
    assert file.where(("a", 0, "c")) == Location("x.yml", 3, 8)
    assert file.where_key(("a", 0, "c")) == Location("x.yml", 3, 5)
    assert file.where(("a", 0, "missing", 7)) == file.where(("a", 0)) == Location("x.yml", 2, 5)


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        (b"a: " + b"x" * 300_000, "text-length"),
        (b"a: b\n" * 1_000_000, "file-size"),
        (b"[" * 600, "yaml-depth"),
        (b"{a: " * 600, "yaml-depth"),
        (b"a: [" + b"1," * 60_000 + b"]", "yaml-size"),
        (b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "yaml-anchor"),
        (b"%YAML 1." + b"9" * 5000 + b"\n---\na: b\n", "yaml-escape"),
    ],
)
def test_what_has_no_end_is_refused(raw, rule):
    faults = Faults()
    assert read_yaml("x.yml", raw, faults) is None
    assert [one.rule for one in faults] == [rule]


@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(alphabet="ab:-[]{}&*!%|>'\"#?, \n\t\\0\u202e\ufeff", max_size=80).map(str.encode),
    )
)
@settings(max_examples=300, deadline=None)
def test_no_bytes_make_the_reader_stumble(raw):
    faults = Faults()
    assert (read_yaml("x.yml", raw, faults) is None) == bool(faults.errors)


WORDS = st.text(alphabet="ab :-[]{}|>'\"#,é0", min_size=1, max_size=12).map(str.strip).filter(bool)
VALUES = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3) | st.dictionaries(WORDS, inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(WORDS.filter(lambda key: key != "<<"), VALUES, min_size=1, max_size=4))
@settings(max_examples=100, deadline=None)
def test_what_is_typed_is_what_is_read_with_either_parser(data):
    text = yaml.safe_dump(data, allow_unicode=True)
    for loader in (yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        with mock.patch.object(yaml_text, "_EVENTS_OF", loader):
            assert read_yaml("x.yml", text.encode(), Faults()).data == data


def test_front_matter_keeps_the_positions_of_the_file():
    document = read_markdown("content/en/x.md", b"---\ntitle: A\nsummary: B\n---\n# A\n", Faults())
    assert document.front.data == {"title": "A", "summary": "B"}
    assert document.front.where(("summary",)) == Location("content/en/x.md", 3, 10)
    assert (document.body, document.body_line) == ("# A\n", 5)


def test_a_page_without_front_matter_is_all_body():
    document = read_markdown("content/en/x.md", b"# A\n\n---\n", Faults())
    assert (document.front.data, document.body, document.body_line) == ({}, "# A\n\n---\n", 1)


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("---\ntitle: A\n# A\n", "front-matter", 1),
        ("---\ntitle: A: B\n---\n", "yaml", 2),
        ("---\njust words\n---\n", "front-matter", 2),
        ("# Heading \u202e turned\n", "character", 1),
    ],
)
def test_faults_of_pages_have_their_line(text, rule, line):
    faults = Faults()
    assert read_markdown("content/en/x.md", text.encode(), faults) is None
    assert [(one.rule, one.location.line) for one in faults] == [(rule, line)]


def test_blocks_inside_a_page_keep_the_positions_of_the_file():
    faults = Faults()
    document = read_markdown(
        "content/en/x.md", b"# A\n\n```fields\n- label: District\n- label: A: B\n```\n", faults
    )
    assert read_block(document, "- label: District\n- label: A: B\n", 4, faults) is None
    assert [one.location for one in faults] == [Location("content/en/x.md", 5, 11)]


def test_links_pipes_and_left_overs_are_not_read(project):
    folder = project.districts / "gh"
    os.mkfifo(folder / "pipe.yml")
    os.symlink("/etc/passwd", folder / "linked.yml")
    for name in ("adinkra-east.yml~", ".#adinkra-east.yml", "notes.bak", "Thumbs.db", "~$list.docx"):
        (folder / name).write_text("name: old\n")
    read, faults = faults_of(project)
    assert [file.name for file in read.districts] == ["districts/gh/adinkra-east.yml"]
    assert faults == {
        ("districts/gh/pipe.yml", "file-kind", "error"),
        ("districts/gh/linked.yml", "file-kind", "error"),
        ("districts/gh/adinkra-east.yml~", "file-left-over", "warning"),
        ("districts/gh/.#adinkra-east.yml", "file-left-over", "warning"),
        ("districts/gh/notes.bak", "file-left-over", "warning"),
        ("districts/gh/Thumbs.db", "file-left-over", "warning"),
        ("districts/gh/~$list.docx", "file-left-over", "warning"),
    }


def test_file_names_are_checked(project):
    for name in ("-rf.yml", "con.yml", "Adinkra West.yml", "a.yaml"):
        (project.districts / "gh" / name).write_text("name: x\n")
    read, faults = faults_of(project)
    assert len(read.districts) == 1
    assert {rule for _, rule, _ in faults} == {"file-name"} and len(faults) == 4


def test_one_bad_file_does_not_hide_the_others(project):
    for number in range(10):
        (project.districts / "gh" / f"bad-{number}.yml").write_text("a: b: c\n")
    read, faults = faults_of(project)
    assert len(read.districts) == 1 and len(faults) == 10


def test_the_overlay_is_read_only_when_it_is_named(project, tmp_path):
    (tmp_path / "private/gh").mkdir(parents=True)
    (tmp_path / "private/gh/adinkra-east.yml").write_text("id: adinkra-east\n")
    assert faults_of(project)[0].overlay == ()
    read, _ = faults_of(replace(project, overlay=tmp_path / "private"))
    assert [file.name for file in read.overlay] == ["overlay/gh/adinkra-east.yml"]


@pytest.mark.parametrize(
    "slug",
    [
        "",
        "../../etc",
        "/etc",
        "con",
        "com1",
        "a.",
        "Adinkra",
        "%2e%2e",
        "assets",
        "a:b",
        "a--b",
        "1a",
        "a" * 61,
        "a b",
        "é",
    ],
)
def test_bad_slugs(slug):
    assert slug_fault(slug)


@pytest.mark.parametrize("slug", ["adinkra-east", "a", "workshop-1", "a" * 60])
def test_good_slugs(slug):
    assert slug_fault(slug) is None
