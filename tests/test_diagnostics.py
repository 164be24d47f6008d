"""How faults look: sorted, with their line and a caret, at most twenty a file, and in forms for machines."""

import json

from msi_build.diagnostics import Faults, Location, as_github, as_json, as_text, summary


def faults(*found: tuple) -> Faults:
    """Faults of (file, line, column, message)."""
    collector = Faults()
    collector.know("a.yml", ["name: Adinkra", "by: 1 May"])
    for file, line, column, message in found:
        collector.add(Location(file, line, column), "date", message, "Write it as 2027-05-01.")
    return collector


def test_a_fault_shows_its_line_and_points_at_the_place():
    assert as_text(faults(("a.yml", 2, 5, "by must be a date"))) == (
        "a.yml:2:5: error: by must be a date (date)\n"
        "    by: 1 May\n"
        "        ^\n"
        "    hint: Write it as 2027-05-01."
    )


def test_faults_are_sorted_and_told_once():
    found = faults(("b.yml", 1, 1, "x"), ("a.yml", 10, 1, "x"), ("a.yml", 2, 1, "x"), ("a.yml", 2, 1, "x"))
    assert [str(one.location) for one in found] == ["a.yml:2:1", "a.yml:10:1", "b.yml:1:1"]


def test_one_file_cannot_drown_the_others():
    found = faults(*(("a.yml", line, 1, "x") for line in range(1, 31)), ("b.yml", 1, 1, "y"))
    shown = as_text(found)
    assert shown.count("a.yml:") == 21 and "a.yml: and 10 more in this file" in shown and "b.yml:1:1" in shown
    assert summary(found) == "31 errors in 2 files"


def test_the_summary_counts_by_severity():
    found = faults(("a.yml", 1, 1, "x"))
    found.add(Location("b.yml"), "series", "y", severity="warning")
    found.add(Location("b.yml"), "clash", "z", severity="question")
    assert summary(found) == "1 error, 1 warning and 1 question in 2 files"
    assert summary(Faults()) == "no faults"


def test_json_holds_everything_and_an_empty_list_when_all_is_well():
    assert json.loads(as_json(faults(("a.yml", 2, 5, "by must be a date")))) == [
        {"file": "a.yml", "line": 2, "column": 5, "severity": "error", "rule": "date",
         "message": "by must be a date", "hint": "Write it as 2027-05-01."},
    ]  # fmt: skip
    assert json.loads(as_json(Faults())) == []


def test_github_gets_one_command_a_fault_and_nothing_that_a_text_could_add():
    assert as_github(faults(("a,b.yml", 0, 0, "50%\n::error::x"))) == (
        "::error file=a%2Cb.yml,line=1,col=1,title=date::50%25\ufffd::error::x Write it as 2027-05-01."
    )


def test_nothing_typed_can_move_the_terminal():
    assert "\x1b" not in as_text(faults(("a.yml", 1, 1, "\x1b[2J")))
