"""Whatever happens to a file, its author is told in that file, or it is still good: never a traceback, never a wait.

Good files are spoilt as people, editors and copying spoil them, and with texts that have broken YAML parsers before.
"""

import re
import time
from functools import cache

import pytest
from district_fixture import AROUND, BAD, EAST
from generate_districts import files_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msi_build import checks, schedule
from msi_build.diagnostics import PRINTERS, Faults
from msi_build.edition import Edition, project
from msi_build.model.load import load
from msi_build.sources import Sources, read_yaml

SECONDS = 2.0

#: Values that parsers, type guessers and printers have stumbled over.
NASTY = (
    b"", b"~", b"null", b"NO", b"yes", b"on", b"True", b"10:30", b"1_000", b"281_700", b"0x1F", b"0o17", b"017", b"1e5",
    b".nan", b".inf", b"-.inf", b"NaN", b"-0", b"9" * 5000, b"1." + b"0" * 400, "٣٤".encode(), "２０２７".encode(),
    b"0026-01-01", b"2027-02-29", b"9999-12-31", b"2027-1-1", b"2027-01-01T10:00:00Z", b"12:30:45.5", b"<<", b"=",
    b'"\\ud800"', b'"\\udfff\\ud800"', b'"\\UFFFFFFFF"', b'"\\U00110000"', b'"\\x"', b'"\\0"', b'"\\e[31m"',
    b'"\\u202e"', b'"\\N\\_\\L\\P"', b"'", b'"', b"[", b"{", b"[" * 600, b"{a: " * 600, b"[" * 600 + b"]" * 600,
    b"&a [x, x]", b"*a", b"&a", b"!!python/object:os.system x", b"!!binary aGk=", b"!", b"%YAML 1.2", b"@", b"`", b"? a",
    b"- a", b"- - - a", b"{<<: {a: b}}", b"{a: b, a: c}", b"[a, b", b"{a: b", b"|", b">", b"|99", b">-\n  x", b"a: b: c",
    b"a #b", b"#", b"---", b"...", b"\t", b"\tx", b"\x00", b"\x07", b"\x1b]0;x", b"\x85", b"\xa0", b"\xe9", b"\xff\xfe",
    b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\x80", "\u2028".encode(), "\u200b".encode(),
    "\u0000\uffff".encode(), b"x" * 300_000, b"word " * 60_000, "e\u0301".encode() * 50, ("e" + "\u0301" * 50).encode(),
    b"1," * 60_000, b"[" + b"1," * 60_000 + b"]", b"- x\n" * 60_000, "🧑🏽‍⚕️".encode(), b"-" * 3000, b"a" * 1025 + b": b",
    b"javascript:alert(1)", b"<script>", b"{{ 7*7 }}", b"[[district]]", b"../../etc/passwd", b"con", b"a." * 2400,
)  # fmt: skip

#: Whole files that are no district, and lines that stand where none should.
LINES = (
    b"%YAML 1." + b"9" * 5000, b"%TAG ! tag:x,2000:", b"%", b"---", b"...", b"<<: {id: x}", b"a: &a [b, b]", b"b: *a",
    b"id: again", b"\xef\xbb\xbfid: x", b"\xc2\xa0\xc2\xa0id: x", b"\tid: x", b"  id: x", b"x", b"- x", b": x", b"? x",
    b"<<<<<<< HEAD", b"=======", b"{", b"}", b"'", b'"', b"|", b"\x00", b"people: [{name: x}]", b"schema: 2",
)  # fmt: skip

LETTERS = [
    one.encode() for one in (*":-[]{}&*!|>'\"%@`#,?~=\\\n\r\t 0_", ": ", " #", "\u00a0", "\ufeff", "\u202e", "é", "\u2028")
] + [b"\x00", b"\x80", b"\xff", b"\x1b"]


@cache
def good_files() -> tuple[dict[str, bytes], ...]:
    """Small programmes whose files are good: one of each kind of group."""
    return tuple(
        {name: text.encode() for name, text in files_of(3 * place, seed, overlay=True).items() if _of(name, place)}
        for place, seed in ((3, 5), (4, 6), (7, 8))
    )


def _of(name: str, place: int) -> bool:
    """Is this a file of the group of that number, or of all?"""
    found = re.search(r"(group|district)-(\d+)", name)
    return not found or place == (int(found[2]) if found[1] == "group" else (int(found[2]) + 2) // 3)


# ---------------------------------------------------------------- spoiling


def flip(raw: bytes, at: int, other: int) -> bytes:
    place = at % max(1, len(raw))
    return raw[:place] + bytes([other % 256]) + raw[place + 1 :]


def insert(raw: bytes, at: int, other: int) -> bytes:
    place = at % (len(raw) + 1)
    return raw[:place] + LETTERS[other % len(LETTERS)] + raw[place:]


def cut(raw: bytes, at: int, other: int) -> bytes:
    return raw[: at % (len(raw) + 1)]


def _with_lines(change):
    def spoil(raw: bytes, at: int, other: int) -> bytes:
        lines = raw.split(b"\n")
        change(lines, at % len(lines), other)
        return b"\n".join(lines)

    return spoil


def _swap(lines: list[bytes], at: int, other: int) -> None:
    with_ = other % len(lines)
    lines[at], lines[with_] = lines[with_], lines[at]


def _indent(lines: list[bytes], at: int, other: int) -> None:
    lines[at] = (b"  ", b" ", b"\t", b"\xc2\xa0", b"    ")[other % 5] + lines[at] if other % 7 else lines[at].lstrip()


def replace_value(raw: bytes, at: int, other: int) -> bytes:
    """One value, in a block or in brackets, gets a nasty text in its place."""
    values = list(re.finditer(rb"(?<=: )[^\n,{}\[\]]+|(?<=- )[^\n,{}\[\]]+", raw))
    hit = values[at % len(values)] if values else None
    return raw[: hit.start()] + NASTY[other % len(NASTY)] + raw[hit.end() :] if hit else raw


SPOILERS = (
    replace_value, flip, insert, cut,
    _with_lines(lambda lines, at, other: lines.pop(at)),
    _with_lines(lambda lines, at, other: lines.insert(at, lines[at])),
    _with_lines(lambda lines, at, other: lines.insert(at, LINES[other % len(LINES)])),
    _with_lines(_swap),
    _with_lines(_indent),
)  # fmt: skip
DAMAGE = st.tuples(st.sampled_from(SPOILERS), st.integers(0, 2**20), st.integers(0, 2**20))


# ---------------------------------------------------------------- what must hold


def answer(files: dict[str, bytes]) -> Faults:
    """Read, check, cut down and count the days: all that happens to data before a page is made."""
    faults = Faults()
    read = [file for name, raw in files.items() if (file := read_yaml(name, raw, faults))]
    private = tuple(file for file in read if file.name.startswith("overlay/"))
    data = load(Sources((), (), tuple(file for file in read if file not in private), private), faults)
    checks.run(data, Edition.parse("public"), faults)
    for edition in ("public", "programme", *(f"group:{group.id}" for group in data.groups)):
        seen = project(data, Edition.parse(edition))
        for group in seen.groups if not faults.errors else ():
            for district in seen.districts_of(group):
                for cycle in district.cycles:
                    schedule.timeline(district, group, cycle, seen.country(group.country), seen.programme)
    for printer in PRINTERS.values():
        printer(faults)
    return faults


def hold(files: dict[str, bytes], name: str, spoilt: bytes) -> None:
    """The file `name` is spoilt: the faults are in it, or the model is good, within two seconds."""
    started = time.process_time()
    faults = answer(files | {name: spoilt})
    assert time.process_time() - started < SECONDS
    found = list(faults)
    assert not found or name in {one.location.file for one in found} or _is_pointed_at(name)
    lines = {file: len(re.split(r"\r\n|\r|\n", raw.decode("cp1252", "replace"))) for file, raw in files.items()}
    lines[name] = len(re.split(r"\r\n|\r|\n", spoilt.decode("cp1252", "replace")))
    for one in found:
        # another file is named only for pointing to something that the spoilt one no longer says
        assert one.location.file == name or one.rule in ("reference", "group"), one
        assert one.location.line <= lines[one.location.file], one
        assert "Traceback" not in one.message + one.hint and "\n" not in one.message


def _is_pointed_at(name: str) -> bool:
    """Codes of a country and districts of a group may go: then those who use them are told."""
    return name.endswith("country.yml") or "/groups/" in name


@given(st.integers(0, 2), st.integers(0, 100), st.lists(DAMAGE, min_size=1, max_size=3))
@settings(
    max_examples=100, derandomize=True, print_blob=False, deadline=None, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
def test_a_spoilt_file_is_told_of_or_still_good(which, place, damages):
    spoil(which, place, damages)


@pytest.mark.slow
@given(st.integers(0, 2), st.integers(0, 100), st.lists(DAMAGE, min_size=1, max_size=6))
@settings(
    max_examples=2000, derandomize=True, print_blob=False, deadline=None, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
def test_thousands_of_spoilt_files_are_told_of_or_still_good(which, place, damages):
    spoil(which, place, damages)


def spoil(which: int, place: int, damages) -> None:
    files = good_files()[which]
    name = sorted(files)[place % len(files)]
    raw = files[name]
    for spoiler, at, other in damages:
        raw = spoiler(raw, at, other)
    hold(files, name, raw)


@pytest.mark.parametrize("nasty", range(len(NASTY)), ids=lambda place: repr(NASTY[place][:12]))
def test_each_nasty_text_in_the_place_of_values_of_every_kind(nasty):
    """Of a small district, which uses each kind of value."""
    raw = (BAD / "ok-workplan.yml").read_bytes()
    values = len(re.findall(rb"(?<=: )[^\n,{}\[\]]+|(?<=- )[^\n,{}\[\]]+", raw))
    step = 3 if len(NASTY[nasty]) < 2000 else 20  # the long ones take their time
    for at in range(0, values, step):
        hold(AROUND | {EAST: raw}, EAST, replace_value(raw, at, nasty))


@pytest.mark.parametrize("line", range(len(LINES)), ids=lambda place: repr(LINES[place][:12]))
def test_each_odd_line_between_the_others(line):
    lines = (BAD / "ok-workplan.yml").read_bytes().split(b"\n")
    for at in range(0, len(lines), 3):
        hold(AROUND | {EAST: b""}, EAST, b"\n".join([*lines[:at], LINES[line], *lines[at:]]))


@pytest.mark.parametrize(
    "raw",
    [b"a:\n" * 300_000, b"- a #b\n" * 100_000, "\u00a0a: b\n".encode() * 100_000, b"a: b\r" * 150_000, b"a: b: c\n" * 100_000,
     b"k: {b: c, d: [e, f]}\n" * 30_000 + b"x: a: b\n", b'a: "' + b"word word\n" * 90_000, b"? " * 400_000],
    ids=lambda raw: repr(raw[:8]),
)  # fmt: skip
def test_a_file_as_long_as_allowed_is_answered_in_time(raw):
    hold(AROUND | {EAST: b""}, EAST, raw)
