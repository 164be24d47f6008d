"""Every finished PDF as a checker of accessibility sees it (PDF/UA-1, WCAG 2.2), and as qpdf does."""

import json
import subprocess

import pytest
from conftest import ROOT

pytestmark = pytest.mark.slow

#: What the checker warns of, and why it stays.
KNOWN = {
    "LNK-004": "links without the print flag: a link has no look of its own on paper",
    "ORD-001": "side headings are painted after the text that they stand beside; the tree has the right order",
    "PAG-001": "the running foot has marks of its own, but no place in the tree: it is not read aloud",
    "TAG-020": "boxes to tick and lines to write on are empty on purpose",
    "TAG-030": "a poster is one drawing with a description and a title above it",
    "TBL-012": "a form is a table whose cells are empty",
    "TBL-014": "frames to write in look like a grid",
}


@pytest.fixture(scope="session")
def verdicts(edition, tmp_path_factory):
    """PDF of the edition -> what the checker found in it."""
    checker = ROOT / ".cache/pdf-checker/bin/outloud"
    assert checker.exists(), "the PDF checker is missing: make test-all sets it up"
    report = tmp_path_factory.mktemp("checker") / "report.json"
    paths = sorted(str(path) for path in edition.rglob("*.pdf"))
    subprocess.run([checker, "-q", "--fail-on", "never", "--json", report, *paths], check=True, capture_output=True)
    results = json.loads(report.read_text())["results"]
    assert len(results) == len(paths)
    return {one["path"].removeprefix(f"{edition}/"): one["findings"] for one in results}


def test_a_screen_reader_finds_its_way_through_every_pdf(verdicts):
    unknown = [
        f"{path}: {found['rule']} {found['message']} (page {found['page']})"
        for path, findings in verdicts.items()
        for found in findings
        if found["severity"] == "error" or found["severity"] == "warning" and found["rule"] not in KNOWN
    ]
    assert not unknown, "\n".join(unknown)


def test_no_reason_is_kept_for_what_no_longer_happens(verdicts):
    assert KNOWN.keys() == {found["rule"] for findings in verdicts.values() for found in findings if found["severity"] == "warning"}


def test_every_pdf_is_sound(edition):
    for path in edition.rglob("*.pdf"):
        subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
