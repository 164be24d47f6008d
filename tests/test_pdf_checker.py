"""Every finished PDF as a checker of accessibility sees it (PDF/UA-1, WCAG 2.2), and as qpdf does."""

import json
import subprocess
from contextlib import closing

import pytest
from conftest import ROOT

from msi_build.build import load, pack
from msi_build.diagnostics import Faults
from msi_build.edition import Edition, project
from msi_build.papers import Papers
from msi_build.plan import EditionPlan, plan_district_pack
from msi_build.progress import silent
from msi_build.settings import Settings

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


#: Packs of one group that are looked at beside the public edition: what its facilitators take along.
GROUP = {"workshop-1": {"group": "adinkra"}, "workshop-2": {"group": "adinkra"}, "support-visit": {"district": "adinkra-east"}}


@pytest.fixture(scope="session")
def finished(edition, tmp_path_factory):
    """Every PDF of the public edition, of packs of one group, and of a district as its group sees it."""
    folder = tmp_path_factory.mktemp("group")
    for event, request in GROUP.items():
        pack(Settings(root=ROOT, out=folder / event, jobs=1), Faults(), silent(), event=event, **request)
    (folder / "district.pdf").write_bytes(district_pack("adinkra-east"))
    return sorted([*edition.rglob("*.pdf"), *folder.rglob("*.pdf")])


def district_pack(id_):
    settings = Settings(root=ROOT, jobs=1)
    loaded = load(settings, Faults())
    data = project(loaded.data, Edition.parse("group:adinkra"))
    plan = EditionPlan(packs=(plan_district_pack(data.district(id_), loaded.toolkit),))
    with closing(Papers(settings, loaded.toolkit, data, loaded.markup, silent())) as papers:
        (made,) = papers.make(plan)
    return made.pdf


@pytest.fixture(scope="session")
def verdicts(finished, tmp_path_factory):
    """PDF -> what the checker found in it."""
    checker = ROOT / ".cache/pdf-checker/bin/outloud"
    assert checker.exists(), "the PDF checker is missing: make test-all sets it up"
    report = tmp_path_factory.mktemp("checker") / "report.json"
    subprocess.run([checker, "-q", "--fail-on", "never", "--json", report, *finished], check=True, capture_output=True)
    results = json.loads(report.read_text())["results"]
    assert len(results) == len(finished)
    return {one["path"]: one["findings"] for one in results}


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


def test_every_pdf_is_sound(finished):
    for path in finished:
        subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
