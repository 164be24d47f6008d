"""Artifacts to a folder that holds exactly what is to be published; only what changed is touched."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from msi_build.artifacts import Artifact, by_path

#: Says that a folder is ours to tidy. The site builder leaves out names that begin with a dot.
MARKER = ".msi-stage"


class StageFault(Exception):
    """The folder is not ours to change; the message says why, in plain words."""


@dataclass(frozen=True)
class Changes:
    """What staging did: paths written (new or changed), paths removed, number left as they were."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    kept: int

    def __bool__(self) -> bool:
        return bool(self.written or self.removed)


def stage(artifacts: Iterable[Artifact], folder: Path) -> Changes:
    """Make `folder` hold exactly these artifacts. Unchanged files keep their times; strangers are removed.

    Raises `IllegalPath` for paths that collide, `StageFault` for a folder that this build did not make.
    """
    planned = by_path(artifacts)
    _claim(folder)
    removed = _remove_unplanned(folder, planned.keys())
    written = [path for path, artifact in planned.items() if _write(folder / path, artifact.content)]
    return Changes(tuple(sorted(written)), removed, len(planned) - len(written))


def _claim(folder: Path) -> None:
    if folder.is_symlink():
        raise StageFault(f"{folder} is a link; the stage must be a folder of its own")
    folder.mkdir(parents=True, exist_ok=True)
    marker = folder / MARKER
    if not marker.is_file() and any(folder.iterdir()):
        raise StageFault(f"{folder} holds files that this build did not make; name an empty folder")
    marker.touch()


def _remove_unplanned(folder: Path, planned: Iterable[str]) -> tuple[str, ...]:
    files = {*planned, MARKER}
    removed = []
    for where, folders, names in os.walk(folder, topdown=False):
        for name in [*names, *(one for one in folders if Path(where, one).is_symlink())]:
            path = Path(where, name)
            if path.is_symlink() or path.relative_to(folder).as_posix() not in files:
                path.unlink()
                removed.append(path.relative_to(folder).as_posix())
        if where != str(folder) and not os.listdir(where):
            os.rmdir(where)
    return tuple(sorted(removed))


def _write(path: Path, content: bytes) -> bool:
    if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True
