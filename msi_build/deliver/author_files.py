"""Writing into the authors' own folders: new files, files made from the models, and lines added at an end.

Nothing that a person typed is ever written over.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


class Stands(Exception):
    """The file is there already; the message says so."""


def write_new(root: Path, files: Mapping[str, str]) -> None:
    """Write files that do not exist yet, all or none. Raises Stands."""
    for name in files:
        if (root / name).exists() or (root / name).is_symlink():
            raise Stands(f"{name} is there already; nothing was written")
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        with (root / name).open("x", encoding="utf-8", newline="") as file:
            file.write(text)


def write_changed(root: Path, files: Mapping[str, str]) -> tuple[str, ...]:
    """Write each file whose text differs from what stands there; the names of those."""
    changed = tuple(name for name, text in files.items() if _differs(root / name, text))
    for name in changed:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.new")
        fresh.write_text(files[name], encoding="utf-8", newline="")
        os.replace(fresh, path)
    return changed


def _differs(path: Path, text: str) -> bool:
    return not path.is_file() or path.read_bytes() != text.encode("utf-8")


def append(path: Path, addition: str) -> None:
    """Add lines at the end of a text, with the line ends that it has; what stands there is not touched."""
    windows = b"\r\n" in path.read_bytes()
    with path.open("a", encoding="utf-8", newline="\r\n" if windows else "\n") as file:
        file.write(addition)
