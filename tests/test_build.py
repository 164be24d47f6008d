"""The build as a whole: only what changed is made again, the same sources give the same bytes, a kill harms nothing."""

import contextlib
import filecmp
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import copy_project

from msi_build.build import build
from msi_build.deliver.publish import MANIFEST
from msi_build.diagnostics import Faults
from msi_build.progress import silent
from msi_build.settings import Settings

CHECKLIST = "content/en/tools/workshop-1/observation-checklist-situation-analysis.md"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A copy of the project with its public edition built, and a function that builds it again."""
    root = copy_project(tmp_path_factory.mktemp("built") / "project")

    def again():
        return build(Settings(root=root), Faults(), silent())

    return root, again(), again


def files(folder):
    """Path -> digest of every file."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_edition_holds_what_was_promised(built):
    root, first, _ = built
    edition = root / "build" / "public"
    here = files(edition)
    tools = {path.stem for path in (root / "content/en/tools").rglob("*.md")}
    assert len(tools) >= 8
    for tool in (root / "content/en/tools").rglob("*.md"):
        place = f"tools/{tool.parent.name}/{tool.stem}"
        assert f"{place}.html" in here and f"{place}.pdf" in here
    for district in ("adinkra-east", "adinkra-south", "adinkra-west"):
        for page in ("index", "cycle", "analysis", "workplan", "indicators"):
            assert f"districts/gh/{district}/{page}.html" in here
        assert f"districts/gh/{district}/pack.pdf" in here
        assert f"districts/gh/{district}/summary.pdf" in here
    assert {"index.html", "events/workshop-1.html", "groups/gh/adinkra/index.html", "countries/gh/index.html"} <= here.keys()
    assert "packs/any/workshop-1/print-run.pdf" in here
    assert first.rendered > 10


def test_the_manifest_names_every_file_with_its_digest(built):
    edition = built[0] / "build" / "public"
    listed = json.loads((edition / MANIFEST).read_text())["files"]
    assert {name: file["sha256"] for name, file in listed.items()} == {
        name: digest for name, digest in files(edition).items() if name != MANIFEST
    }


def test_a_second_run_skips_what_is_done(built):
    _, _, again = built
    started = time.monotonic()
    assert again().unchanged
    assert time.monotonic() - started < 3


def test_a_missing_file_of_the_edition_is_made_again(built):
    root, _, again = built
    (root / "build/public/index.html").unlink()
    result = again()
    assert not result.unchanged and result.rendered == 0
    assert (root / "build/public/index.html").is_file()


def test_one_word_lays_out_one_sheet_and_binds_only_packs_that_hold_it(built):
    root, _, again = built
    before = files(root / "build/public")
    tool = root / CHECKLIST
    tool.write_text(tool.read_text().replace("Numbers have a source", "Figures have a source", 1))
    result = again()
    after = files(root / "build/public")
    changed = {name for name in after if before.get(name) != after[name] and name.endswith(".pdf")}
    assert result.rendered == 1
    assert "tools/workshop-1/observation-checklist-situation-analysis.pdf" in changed
    assert all(name.startswith(("packs/any/workshop-1/", "tools/workshop-1/observation")) for name in changed), changed
    pack = [
        name
        for name in after
        if name.startswith("packs/any/workshop-1/") and name.endswith(".pdf") and "print-run" not in name
    ]
    assert result.bound == len(pack)  # every page of the pack carries the new content code


def test_a_changed_number_of_copies_lays_out_no_sheet(built):
    root, _, again = built
    tool = root / CHECKLIST
    tool.write_text(tool.read_text().replace("copies: 2N", "copies: 3N", 1))
    result = again()
    assert result.rendered == 0
    assert any("-45-copies-" in path.name for path in (root / "build/public/packs/any/workshop-1").iterdir())


SHIFTED_CLOCK = """
import datetime, time
real_date, real_time = datetime.date, time.time
class Date(real_date):
    @classmethod
    def today(cls):
        return real_date.today() + datetime.timedelta(days=400)
datetime.date = Date
time.time = lambda: real_time() + 400 * 86400
"""


def run_msi(root: Path, **environment: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "msi_build", "--quiet", "build"], cwd=root, check=True, timeout=300,
        env={**os.environ, **environment},
    )  # fmt: skip


@pytest.mark.slow
def test_two_builds_elsewhere_at_another_time_give_the_same_bytes(tmp_path):
    one = copy_project(tmp_path / "one" / "project")
    other = copy_project(tmp_path / "another place é" / "project")
    clock = tmp_path / "clock"
    clock.mkdir()
    (clock / "sitecustomize.py").write_text(SHIFTED_CLOCK)
    run_msi(one, TZ="UTC", PYTHONHASHSEED="1", PYTHONPATH=str(one))
    run_msi(other, TZ="Pacific/Auckland", PYTHONHASHSEED="4242", PYTHONPATH=f"{clock}:{other}")
    first, second = files(one / "build/public"), files(other / "build/public")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    assert filecmp.cmpfiles(one / "build/public", other / "build/public", list(first), shallow=False)[0]


@pytest.mark.slow
def test_fifty_kills_at_random_moments_of_a_build_leave_the_edition_whole(tmp_path):
    root = copy_project(tmp_path / "project")
    run_msi(root, PYTHONPATH=str(root))
    page = root / "content/en/index.md"
    text = page.read_text()
    finished = 0
    for kill in range(50):
        page.write_text(text + f"\nRound {kill}.\n")
        child = subprocess.Popen(
            [sys.executable, "-m", "msi_build", "--quiet", "build"], cwd=root, start_new_session=True,
            env={**os.environ, "PYTHONPATH": str(root)},
        )  # fmt: skip
        time.sleep(0.3 + (kill * 7919 % 100) / 100 * 2.5)
        finished += child.poll() is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        edition = root / "build/public"
        if not edition.exists():  # between two renames: the next run puts it back
            edition = root / "build/.public.old"
        listed = json.loads((edition / MANIFEST).read_text())["files"]
        assert {name: file["sha256"] for name, file in listed.items()} == {
            name: digest for name, digest in files(edition).items() if name != MANIFEST
        }, kill
    run_msi(root, PYTHONPATH=str(root))
    assert not [path for path in (root / "build").iterdir() if path.name.startswith(".public.new-")]
    assert finished < 50


@pytest.mark.slow
def test_a_full_disk_fails_in_plain_words_and_keeps_the_edition(tmp_path):
    root = copy_project(tmp_path / "project")
    disk = tmp_path / "disk"
    disk.mkdir()
    script = f"""
set -e
mount -t tmpfs -o size=2m tmpfs {disk}
cd {root}
set +e
{sys.executable} -m msi_build build --out {disk}/site
code=$?
ls -A {disk}
umount {disk}
exit $code
"""
    result = subprocess.run(
        ["unshare", "--mount", "bash", "-c", script], check=False, capture_output=True, text=True, timeout=300,
        env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    if "mount" in result.stderr and "permission denied" in result.stderr.lower():
        pytest.fail("this test needs the right to mount a small disk (root)")
    assert result.returncode == 1, result.stdout + result.stderr
    assert "No space left on device" in result.stderr
    assert "Traceback" not in result.stderr
    left = result.stdout.splitlines()[-3:]
    assert not any(line.startswith(".site.new-") or line == "site" for line in left)
