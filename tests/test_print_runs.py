"""Copies and sides of every event, worked out by hand from the rules of the domain brief (section 7.2), for 15 people and 31.

`data/print-runs/<event>.txt` holds the rows with their arithmetic. A new part of a pack is a new row there.
"""

import math
import re
from pathlib import Path

import pytest
from conftest import ROOT
from test_packs import read_run

from msi_build.build import load, pack
from msi_build.diagnostics import Faults
from msi_build.edition import Edition, project
from msi_build.plan import PackRequest, plan_one_pack
from msi_build.progress import silent
from msi_build.questions import with_questions
from msi_build.settings import Settings

GOLDEN = Path(__file__).parent / "data" / "print-runs"
EVENTS = sorted(path.stem for path in GOLDEN.glob("*.txt"))
SIZES = {15: None, 31: 31}
FRONT = "Cover, contents, print run"


def by_hand(event, people):
    """(set, part) -> copies and sides; the arithmetic of each row is followed."""
    rows = [line.split(" | ") for line in (GOLDEN / f"{event}.txt").read_text().splitlines() if line.count(" | ") == 5]
    head = [cell.strip() for cell in rows[0]]
    result = {}
    for row in rows[1:]:
        told = dict(zip(head, (cell.strip() for cell in row), strict=True))
        sum_, _, total = told[f"{people} people"].partition(" = ")
        copies = sum(math.prod(map(int, term.split(" × "))) for term in sum_.split(" + "))
        assert copies == int(total or sum_), row
        result[told["set"], told["part"]] = (copies, told["sides"])
    return result


def without_place(title, names):
    return re.sub(rf", ({'|'.join(map(re.escape, names))})$", "", title)


@pytest.fixture(scope="module")
def seen():
    """Tools, and the data as the facilitators of the group see them."""
    loaded, edition = load(Settings(root=ROOT), Faults()), Edition.parse("group:adinkra")
    data = with_questions(loaded.data, project(loaded.data, edition), edition, loaded.data.programme.as_of)
    return loaded.toolkit, data


@pytest.mark.parametrize("people", SIZES)
@pytest.mark.parametrize("event", EVENTS)
def test_copies_and_sides_are_those_worked_out_by_hand(seen, event, people):
    toolkit, data = seen
    plan = plan_one_pack(toolkit, data, PackRequest(event, group="adinkra", participants=SIZES[people]))
    names = [one.name for one in data.districts_of("adinkra")]
    planned = {("F", FRONT): (plan.files[0].copies, "both")}
    for file in plan.files:
        for part in file.parts:
            key = (file.set, without_place(part.title, names))
            copies = planned.get(key, (0, ""))[0] + file.copies
            planned[key] = (copies, "both" if file.duplex else "one")
    assert planned == by_hand(event, people)


@pytest.mark.parametrize("people", SIZES)
def test_the_print_run_says_what_was_worked_out_by_hand(make_pack, people):
    text = (make_pack(group="adinkra", participants=SIZES[people]) / "print-run.txt").read_text()
    assert told(text) == by_hand("workshop-1", people)


@pytest.mark.slow
@pytest.mark.parametrize("event", EVENTS)
def test_every_print_run_says_what_was_worked_out_by_hand(tmp_path, event):
    settings = Settings(root=ROOT, out=tmp_path / event, cache=ROOT / ".cache")
    pack(settings, Faults(), silent(), event=event, group="adinkra", participants=31)
    assert told((tmp_path / event / "print-run.txt").read_text()) == by_hand(event, 31)


def told(text):
    """(set, part) -> copies and sides, as the text of a print run says."""
    names = ["Adinkra East", "Adinkra South", "Adinkra West"]
    result = {}
    for file, _, title, _, copies, _ in read_run(text):
        key = (file.split("-")[1], without_place(title, names))
        before = result.get(key, (0, ""))[0]
        result[key] = (before + copies, "both" if "duplex" in file else "one")
    return result
