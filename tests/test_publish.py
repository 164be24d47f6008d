"""The finished edition is replaced whole or not at all, and nobody's files are deleted."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from msi_build.deliver import publish

PUBLISH = """
import sys
from pathlib import Path
from msi_build.deliver.publish import replacing, manifest, MANIFEST
target, root, word = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
for round in range(1000):
    with replacing(target, root) as fresh:
        for n in range(30):
            (fresh / f"{n}.txt").write_text(word + str(round))
        (fresh / MANIFEST).write_bytes(manifest(fresh, "public"))
    print(round, flush=True)
"""


def whole(target: Path) -> bool:
    """All files of one round, and only those."""
    texts = {path.read_text() for path in target.glob("*.txt")}
    return len(texts) == 1 and len(list(target.glob("*.txt"))) == 30 and publish.made_here(target)


def put(target: Path, root: Path, text: str) -> None:
    with publish.replacing(target, root) as fresh:
        (fresh / "index.html").write_text(text)
        (fresh / publish.MANIFEST).write_bytes(publish.manifest(fresh, "public"))


def left_overs(target: Path) -> list[str]:
    return [path.name for path in target.parent.iterdir() if path.name.startswith(f".{target.name}.") and path.is_dir()]


def test_a_failed_build_leaves_the_old_edition_and_no_litter(tmp_path):
    target = tmp_path / "build" / "public"
    put(target, tmp_path / "project", "old")
    with pytest.raises(RuntimeError), publish.replacing(target, tmp_path / "project") as fresh:
        (fresh / "index.html").write_text("half")
        raise RuntimeError
    assert (target / "index.html").read_text() == "old"
    assert left_overs(target) == []


def test_an_interrupted_swap_by_two_renames_is_repaired(tmp_path):
    target = tmp_path / "build" / "public"
    put(target, tmp_path / "project", "old")
    target.rename(target.parent / ".public.old")  # killed between the two renames
    publish.recover(target)
    assert (target / "index.html").read_text() == "old"
    assert left_overs(target) == []


def test_the_swap_without_exchange_ends_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(publish, "_exchange", lambda one, other: False)
    target = tmp_path / "public"
    for text in ("old", "new"):
        put(target, tmp_path / "project", text)
    assert (target / "index.html").read_text() == "new"
    assert left_overs(target) == []


@pytest.mark.parametrize("name", ["", "content", "content/en", ".git/x", "districts", "theme/site", ".."])
def test_the_project_itself_is_never_a_target(tmp_path, name):
    root = tmp_path / "project"
    (root / "content" / "en").mkdir(parents=True)
    with pytest.raises(publish.PublishFault, match="choose"):
        publish.check_target(root / name, root)


def test_a_folder_with_strangers_a_link_and_a_file_are_refused(tmp_path):
    strangers = tmp_path / "letters"
    strangers.mkdir()
    (strangers / "letter.doc").write_text("mine")
    link = tmp_path / "link"
    link.symlink_to(strangers)
    for target in (strangers, link, strangers / "letter.doc"):
        with pytest.raises(publish.PublishFault):
            publish.check_target(target, tmp_path / "project")
    assert (strangers / "letter.doc").read_text() == "mine"


def test_two_builds_at_once_do_not_mix(tmp_path):
    target = tmp_path / "public"
    with (
        publish.replacing(target, tmp_path / "project"),
        pytest.raises(publish.PublishFault, match="another build"),
        publish.replacing(target, tmp_path / "project"),
    ):
        pass


@pytest.mark.slow
def test_fifty_kills_at_random_moments_leave_a_whole_edition(tmp_path):
    target, root = tmp_path / "public", tmp_path / "project"
    for kill in range(50):
        publish.recover(target)
        child = subprocess.Popen(
            [sys.executable, "-c", PUBLISH, target, root, f"k{kill}-"], stdout=subprocess.PIPE, start_new_session=True
        )
        child.stdout.readline()  # one whole round is done
        time.sleep((kill * 37 % 100) / 1000)
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        publish.recover(target)
        assert whole(target), kill
    publish.recover(target)
    assert left_overs(target) == []
