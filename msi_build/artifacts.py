"""What a render step hands over: a path and its bytes. Nothing here touches the disk."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: Longest path inside an edition: with a drive letter and a folder or two it stays under the 260 of Windows.
LONGEST_PATH = 120

_LEGAL = re.compile(r"[A-Za-z0-9_.\-]+\Z")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|\Z)", re.IGNORECASE)


class IllegalPath(ValueError):
    """A path that FAT32, exFAT, NTFS or a web address could not carry. The message says which part and why."""


def check_path(path: str) -> str:
    """The same path, when every file system of a memory stick can hold it; else `IllegalPath`."""
    if len(path) > LONGEST_PATH:
        raise IllegalPath(f"{path!r} has {len(path)} characters; {LONGEST_PATH} is the most")
    for part in path.split("/"):
        if not _LEGAL.match(part):
            raise IllegalPath(f"{path!r}: {part!r} may have only the letters a-z, digits, '.', '-' and '_'")
        if part.startswith(".") or part.endswith("."):
            raise IllegalPath(f"{path!r}: {part!r} may not begin or end with a dot")
        if _DEVICE.match(part):
            raise IllegalPath(f"{path!r}: {part!r} is the name of a device on Windows")
    return path


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of an edition: its path from the root of the edition (posix, relative) and its bytes."""

    path: str
    content: bytes

    def __post_init__(self) -> None:
        check_path(self.path)

    @classmethod
    def text(cls, path: str, text: str) -> Artifact:
        """An artifact of UTF-8 text."""
        return cls(path, text.encode("utf-8"))


def by_path(artifacts: Iterable[Artifact]) -> dict[str, Artifact]:
    """Artifacts under their paths; `IllegalPath` when two differ in case only, or one is the folder of another."""
    found: dict[str, Artifact] = {}
    names: dict[str, str] = {}
    for artifact in artifacts:
        other = names.setdefault(artifact.path.lower(), artifact.path)
        if artifact.path in found or other != artifact.path:
            raise IllegalPath(f"two outputs want one place: {other!r} and {artifact.path!r}")
        found[artifact.path] = artifact
    _refuse_files_as_folders(names)
    return found


def _refuse_files_as_folders(names: dict[str, str]) -> None:
    for name, path in names.items():
        folder = name.rpartition("/")[0]
        while folder:
            if folder in names:
                raise IllegalPath(f"{names[folder]!r} is a file and the folder of {path!r}")
            folder = folder.rpartition("/")[0]
