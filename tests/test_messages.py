"""The bank of bad inputs: `bad/<case>.yml` is read as a district's file, `bad/<case>.txt` is what its author gets.

To add a case, add a file and run `python tests/test_messages.py`: it writes the missing texts. Read them before you keep them.
"""

import sys
from pathlib import Path

import pytest

from msi_build import checks
from msi_build.diagnostics import Faults, as_text
from msi_build.edition import Edition
from msi_build.model.load import load
from msi_build.sources import Sources, read_yaml

BAD = Path(__file__).parent / "bad"
CASES = sorted(path.stem for path in BAD.glob("*.yml"))

AROUND = {
    "districts/programme.yml": b"name: Test programme\n",
    "districts/gh/country.yml": b"""
code: gh
name: Ghana
as_of: 2027-01-01
source: invented
district_types: [{code: municipal, label: municipal district}]
facility_types: [{code: chps, label: CHPS zone}]
roles: [{code: director, label: director}, {code: hr_officer, label: HR officer}]
cadres: [{code: midwife, label: midwife}]
""",
    "districts/gh/groups/adinkra.yml": b"id: adinkra\ncountry: gh\nname: Adinkra\ndistricts: [adinkra-east]\n",
}


def messages(raw: bytes, edition: str = "public") -> str:
    """What the author of a district file with these bytes is told."""
    faults = Faults()
    files = AROUND | {"districts/gh/adinkra-east.yml": raw}
    read = (read_yaml(name, content, faults) for name, content in files.items())
    data = load(Sources((), (), tuple(file for file in read if file), ()), faults)
    checks.run(data, Edition.parse(edition), faults)
    own = [one for one in faults if one.location.file == "districts/gh/adinkra-east.yml"]
    return "".join(line.rstrip() + "\n" for line in as_text(own).splitlines())


@pytest.mark.parametrize("case", CASES)
def test_author_is_told_what_to_do(case):
    assert messages((BAD / f"{case}.yml").read_bytes()) == (BAD / f"{case}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", [case for case in CASES if case.startswith("ok-")])
def test_good_files_are_met_with_silence(case):
    assert messages((BAD / f"{case}.yml").read_bytes()) == ""


def test_every_error_has_a_place_and_a_next_step():
    for case in CASES:
        text = messages((BAD / f"{case}.yml").read_bytes())
        blocks = text.split("districts/gh/adinkra-east.yml")[1:]
        assert all("hint: " in block for block in blocks), case


@pytest.mark.parametrize(("edition", "severity"), [("public", "error"), ("group:adinkra", "warning")])
def test_contact_data_in_a_public_text_stop_the_public_edition_only(edition, severity):
    text = messages((BAD / "contact-phone.yml").read_bytes(), edition)
    assert f": {severity}: this text seems to hold a phone number" in text


if __name__ == "__main__":
    for name in CASES:
        golden = BAD / f"{name}.txt"
        if not golden.exists() or "--all" in sys.argv:
            golden.write_text(messages((BAD / f"{name}.yml").read_bytes()), encoding="utf-8")
            print(name)
