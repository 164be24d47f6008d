"""The command line teaches, and its exit codes can be relied on: 0 good, 1 faults, 2 wrong usage, 130 interrupted."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from msi_build.model.base import EVENTS

ROOT = Path(__file__).parent.parent


def msi(*words, folder=ROOT, **environment):
    """Run `msi` as a person does; return the finished process."""
    return subprocess.run(
        [sys.executable, "-m", "msi_build", *map(str, words)],
        cwd=folder, check=False, capture_output=True, text=True, timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "120", **environment},
    )  # fmt: skip




def test_help_teaches_with_examples():
    for words in ((), ("build",), ("pack",), ("check",)):
        shown = msi(*words, "--help")
        assert shown.returncode == 0
        assert "msi " in shown.stdout.split("Options:")[0].split("\n", 2)[2]


def test_help_names_the_events_that_have_packs():
    tools = "".join(path.read_text() for path in ROOT.glob("content/en/tools/*/*.md"))
    packed = [event for event in EVENTS if f"- {{event: {event}, " in tools]
    assert f" {', '.join(packed)} Examples:" in " ".join(msi("pack", "--help").stdout.split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["biuld"], "Did you mean 'build'?"),
        (["build", "--editoin", "public"], "--edition"),
        (["build", "--edition", "publik"], "write public, programme, group:<id> or district:<id>"),
        (["build", "--as-of", "1 May"], "is not a date like 2027-06-30"),
        (["build", "--edition", "group:adinkar"], "There is: adinkra"),
        (["build", "--overlay", ".", "--edition", "public"], "never go into the public edition"),
        (["pack", "workshop-1"], "--group ID, --district ID, or --any"),
        (["pack", "workshop1", "--any"], "Did you mean 'workshop-1'?"),
        (["pack", "workshop-1", "--group", "adinkar"], "There is: adinkra"),
        (["pack", "workshop-1", "--any", "--set", "F,X"], "the sets are F (facilitators)"),
        (["pack", "workshop-1", "--district", "adinkra-eest"], "adinkra-east"),
    ],
)
def test_wrong_usage_says_what_to_write_instead(words, said):
    result = msi(*words)
    assert result.returncode == 2, result.stderr
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_a_clean_check_ends_with_one_line():
    result = msi("check")
    assert result.returncode == 0, result.stdout
    assert result.stdout.strip().splitlines()[-1].endswith("no faults")


def test_five_faults_in_three_files_are_told_in_one_run_each_at_its_place(project):
    district = project / "districts/gh/adinkra-east.yml"
    district.write_text(district.read_text().replace("2027-05-24", "24 May", 1) + "colur: blue\n")
    tool = project / "content/en/tools/workshop-1/observation-checklist-situation-analysis.md"
    tool.write_text(tool.read_text().replace("kind: checklist", "kind: checklst") + "\n[[distrikt]]\n")
    (project / "content/en/index.md").write_text("---\ntitle: Home\nsumary: x\nsources: []\n---\ntext\n")
    result = msi("check", "--format", "json", folder=project)
    assert result.returncode == 1
    found = {(one["file"], one["line"] > 0, one["column"] > 0) for one in json.loads(result.stdout)}
    assert len(json.loads(result.stdout)) == 5, result.stdout
    assert {file.split("/")[-1] for file, *_ in found} == {
        "adinkra-east.yml", "observation-checklist-situation-analysis.md", "index.md",
    }  # fmt: skip
    assert all(line and column for _, line, column in found)


def test_a_fault_leaves_the_finished_edition_alone(project):
    target = project / "build" / "public"
    target.mkdir(parents=True)
    (target / "edition.json").write_text('{"made_by": "msi-toolkit-builder", "files": {}}')
    (target / "index.html").write_text("the last good one")
    (project / "districts/gh/country.yml").write_text("half: [writ")
    result = msi("build", folder=project)
    assert result.returncode == 1
    assert "districts/gh/country.yml:1:" in result.stderr
    assert "the last good edition is untouched" in result.stderr
    assert (target / "index.html").read_text() == "the last good one"
    assert sorted(path.name for path in target.parent.iterdir() if path.is_dir()) == ["public"]


def test_the_output_may_not_be_the_project():
    result = msi("build", "--out", ".")
    assert result.returncode == 1
    assert "holds the project itself" in result.stderr
    assert (ROOT / "content").is_dir()


def test_outside_a_toolkit_it_says_where_to_go(tmp_path):
    result = msi("check", folder=tmp_path)
    assert result.returncode == 2
    assert "not inside a toolkit" in result.stderr


def test_half_read_output_is_no_traceback():
    command = f"{sys.executable} -m msi_build check --format json | head -c 1"
    result = subprocess.run(command, check=False, shell=True, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert "Traceback" not in result.stderr


def test_ctrl_c_ends_with_130_and_no_litter(project):
    child = subprocess.Popen(
        [sys.executable, "-m", "msi_build", "build"], cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, start_new_session=True,
    )  # fmt: skip
    assert "Laying out" in child.stdout.readline()
    os.killpg(child.pid, signal.SIGINT)
    _, err = child.communicate(timeout=60)
    assert child.returncode == 130, err
    assert "Interrupted" in err
    assert "Traceback" not in err
    assert not list((project / "build").glob(".public.new-*")) if (project / "build").exists() else True


def test_doctor_names_the_cure(monkeypatch):
    from msi_build import doctor

    monkeypatch.setattr(doctor.ctypes.util, "find_library", lambda name: None)
    pango = next(one for one in doctor.examine() if "Pango" in one.what)
    assert not pango.good
    assert "apt install libpango" in pango.cure
    assert "brew install pango" in pango.cure
