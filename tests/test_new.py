"""`msi new` writes files to fill in that pass the check as they are, and never touches what a person wrote."""

import re
import subprocess
import sys

import pytest
from conftest import ROOT
from test_cli import msi

from msi_build.diagnostics import Faults
from msi_build.model.base import parse
from msi_build.model.programme import Country, District, Group
from msi_build.sources import read_yaml

EAST = "districts/gh/adinkra-east.yml"


def made(project, *words):
    result = msi("new", *words, folder=project)
    assert result.returncode == 0, result.stderr
    return result.stdout


def checked(project):
    """The last line of `msi check`, which must find no error."""
    result = msi("check", folder=project)
    assert result.returncode == 0, result.stdout
    return result.stdout.strip().splitlines()[-1]


def test_a_country_a_group_a_district_and_a_cycle_pass_the_check(project):
    made(project, "country", "rw", "--name", "Rwanda")
    checked(project)
    said = made(project, "group", "rw", "umuganda", "--districts", "umuganda-north,umuganda-hill")
    assert "Wrote districts/rw/umuganda-north.yml" in said
    checked(project)
    said = made(project, "district", "rw", "umuganda-lake", "--group", "umuganda", "--name", "Umuganda Lake")
    line = "districts: [umuganda-north, umuganda-hill, umuganda-lake]"
    assert line in said
    group = project / "districts/rw/groups/umuganda.yml"
    number = int(re.search(r"umuganda\.yml:(\d+)", said)[1])
    lines = group.read_text().splitlines()
    assert lines[number - 1].startswith("districts: [umuganda-north, umuganda-hill]")
    lines[number - 1] = line
    group.write_text("\n".join(lines) + "\n")
    checked(project)
    made(project, "cycle", "umuganda-lake", "--start", "2027-08-16")
    checked(project)
    made(project, "cycle", "umuganda-lake", "--kind", "continue")
    checked(project)
    text = (project / "districts/rw/umuganda-lake.yml").read_text()
    assert text.count("\ncycles:\n") == 1 and "- number: 2" in text and "start: 2027-08-16" in text


@pytest.mark.parametrize("kind", ["new", "same_adapted", "continue"])
def test_a_cycle_is_added_without_changing_a_byte(project, kind):
    before = (project / EAST).read_bytes()
    said = made(project, "cycle", "adinkra-east", "--kind", kind)
    after = (project / EAST).read_bytes()
    assert said.startswith(f"Added a cycle at the end of {EAST}")
    assert after.startswith(before) and f"problem_choice: {kind}".encode() in after[len(before) :]
    checked(project)


def test_the_decision_of_the_team_says_which_kind_comes_next(project):
    file = project / EAST
    decided = file.read_text().replace("decision: null", "decision: adapt_same_problem")
    assert decided != file.read_text()
    file.write_text(decided)
    made(project, "cycle", "adinkra-east")
    assert "problem_choice: same_adapted" in file.read_text()


@pytest.mark.parametrize(
    ("change", "added"),
    [
        (lambda text: text.replace("\n", "\r\n"), True),
        (lambda text: text.rstrip("\n"), True),
        (lambda text: text + "colour: '#123456'\n", False),
        (lambda text: text[: text.index("cycles:")] + "cycles: []\n", False),
    ],
    ids=["Windows line ends", "no line end at the end", "cycles not last", "an empty list"],
)
def test_where_adding_is_not_safe_the_lines_are_shown_instead(project, change, added):
    file = project / EAST
    file.write_bytes(change(file.read_text()).encode())
    before = file.read_bytes()
    said = made(project, "cycle", "adinkra-east")
    after = file.read_bytes()
    if added:
        assert after.startswith(before) and len(after) > len(before)
        assert (b"\r\n" in before) == (b"\r\n" in after[len(before) :])
        checked(project)
    else:
        assert after == before and "- number:" in said and "Nothing was written" in said


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["country", "gh"], 1, "there is a country gh already: districts/gh/country.yml"),
        (["country", "Ghana"], 2, "not a country code of two small letters"),
        (["group", "gh", "adinkra", "--districts", "x"], 1, "there is a group adinkra already"),
        (["group", "gh", "baobab"], 2, "--districts baobab-north,baobab-hill,baobab-lakeside"),
        (["group", "gh", "baobab", "--districts", "adinkra-east"], 1, "adinkra-east is in group adinkra"),
        (["group", "zz", "baobab", "--districts", "x"], 2, "msi new country zz"),
        (["district", "gh", "adinkra-east", "--group", "adinkra"], 1, "there is a district adinkra-east already"),
        (["district", "gh", "kasese-x", "--group", "adinkar"], 2, "Did you mean adinkra?"),
        (["district", "gh", "Kasese X", "--group", "adinkra"], 2, "For example kasese-x."),
        (["district", "gh", "con", "--group", "adinkra"], 2, "Windows"),
        (["cycle", "adinkra-eas"], 2, "Did you mean adinkra-east?"),
        (["cycle", "adinkra-east", "--kind", "same"], 2, "same_adapted"),
        (["distrct"], 2, "Did you mean 'district'?"),
    ],
)
def test_wrong_usage_says_what_to_write_and_writes_nothing(project, words, code, said):
    before = {path: path.read_bytes() for path in (project / "districts").rglob("*.yml")}
    result = msi("new", *words, folder=project)
    assert result.returncode == code and said in " ".join(result.stderr.split()), result.stderr
    assert "Traceback" not in result.stderr
    assert {path: path.read_bytes() for path in (project / "districts").rglob("*.yml")} == before


@pytest.mark.parametrize("name", ["country", "group", "district"])
def test_what_stands_behind_signs_is_right_too(project, name):
    """Every line taken out of its comment, and the file is still one that the model reads."""
    made(project, "country", "rw")
    made(project, "group", "rw", "umuganda", "--districts", "umuganda-north")
    made(project, "cycle", "umuganda-north")
    place, model = {
        "country": ("rw/country.yml", Country),
        "group": ("rw/groups/umuganda.yml", Group),
        "district": ("rw/umuganda-north.yml", District),
    }[name]
    text = (project / "districts" / place).read_text()
    opened = re.sub(r"^( *)# ( *(?:- )?\w+:( |$))", r"\1\2", text, flags=re.MULTILINE)
    assert opened.count("\n  # ") < text.count("\n  # ") or name != "district"
    faults = Faults()
    assert parse(model, read_yaml(place, opened.encode(), faults), faults), [one.message for one in faults]


def test_schema_writes_what_is_missing_and_says_what_changed(project):
    said = msi("schema", folder=project).stdout
    assert said.count("written") == 5 and "unchanged  content/en/about/data-dictionary.md" in said
    assert "written" not in msi("schema", folder=project).stdout
    for path in (ROOT / "schemas").glob("*.json"):
        assert (project / "schemas" / path.name).read_bytes() == path.read_bytes()


def test_help_has_examples():
    for words in ((), ("country",), ("group",), ("district",), ("cycle",)):
        shown = subprocess.run(
            [sys.executable, "-m", "msi_build", "new", *words, "--help"], cwd=ROOT, check=True, capture_output=True, text=True
        )
        assert "Example" in shown.stdout and "msi new" in shown.stdout
