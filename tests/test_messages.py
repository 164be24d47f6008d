"""The bank of bad inputs.

`bad/<case>.yml` is read as a district's file, `bad/<case>.txt` is what its author gets.

To add a case, add a file and run `python tests/test_messages.py`: it writes the missing texts. Read them
before you keep them.
"""

import sys

import pytest
from district_fixture import BAD, messages

CASES = sorted(path.stem for path in BAD.glob("*.yml"))


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
