"""Write an edition so that a reader sees the whole old one or the whole new one, never a mix.

The edition grows in a sibling folder and is swapped in by one rename (Linux: an exchange of two names;
elsewhere: two renames, which the next run repairs when it finds the old name missing).
A marker file says that this program made a folder; a folder without it is never replaced.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

#: Marker and manifest in every edition that the build made; in a folder for the copy shop it is out of sight.
MANIFEST = "edition.json"
PACK_MANIFEST = ".msi-pack.json"
MAKER = "msi-toolkit-builder"
RENAME_EXCHANGE = 2
AT_FDCWD = -100


class PublishFault(Exception):
    """The target must not or cannot be replaced; the message says why and what to do."""


def check_target(target: Path, root: Path) -> None:
    """Refuse targets that hold somebody's work. Raises PublishFault."""
    if target.is_symlink():
        raise PublishFault(f"{target} is a link; name the folder it leads to, or another one (--out)")
    place = target.resolve()
    project = root.resolve()
    if place == Path(place.anchor) or place == Path.home().resolve():
        raise PublishFault(f"{target} is not a folder of its own; choose another one (--out)")
    if project.is_relative_to(place) or place.parent == project and place.name not in {"build", "site", "packs"}:
        raise PublishFault(f"{target} holds the project itself; choose a folder under build/ (--out build/NAME)")
    for source in ("content", "districts", "theme", "msi_build", "tests", ".git"):
        if place.is_relative_to(project / source):
            raise PublishFault(f"{target} lies inside {source}/; choose a folder under build/ (--out build/NAME)")
    if target.exists() and not target.is_dir():
        raise PublishFault(f"{target} is a file; choose a folder (--out)")
    if target.is_dir() and any(target.iterdir()) and not made_here(target):
        raise PublishFault(f"{target} holds files that this program did not make; choose an empty or new folder (--out)")


def made_here(folder: Path) -> bool:
    """True when the marker says that this program made `folder`."""
    return any(_names_maker(folder / name) for name in (MANIFEST, PACK_MANIFEST))


def _names_maker(marker: Path) -> bool:
    try:
        return json.loads(marker.read_text(encoding="utf-8")).get("made_by") == MAKER
    except (OSError, ValueError, AttributeError):
        return False


def manifest(folder: Path, edition: str, about: dict[str, object] | None = None) -> bytes:
    """Marker and manifest: edition, and size and SHA-256 of every file, in order of path."""
    files = {
        path.relative_to(folder).as_posix(): {
            "bytes": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in (MANIFEST, PACK_MANIFEST)
    }
    release = hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()[:12]
    facts = {"made_by": MAKER, "edition": edition, "release": release, **(about or {}), "files": files}
    return json.dumps(facts, indent=1, ensure_ascii=False).encode() + b"\n"


@contextlib.contextmanager
def replacing(target: Path, root: Path) -> Iterator[Path]:
    """Yield an empty folder beside `target`; on a good end it takes target's place, on any other it is removed.

    Raises PublishFault when the target must not be replaced or another run holds it.
    """
    check_target(target, root)
    target.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(target.parent / f".{target.name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise PublishFault(f"another build is writing {target}; wait for it to end, then try again") from None
    try:
        _recover(target)
        fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}.new-", dir=target.parent))
        fresh.chmod(0o755)
        try:
            yield fresh
            _flush(fresh)
            _swap(fresh, target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    finally:
        lock.release()


def write_beside(target: Path, ending: str, content: bytes) -> None:
    """A file about a folder, beside it: `workshop-1-preflight.html`. It replaces the one of an earlier run whole."""
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        file.write(content)
    place = Path(file.name)
    place.chmod(0o644)
    place.replace(target.with_name(f"{target.name}{ending}"))


def recover(target: Path) -> None:
    """Put back what a killed run left between two renames, and remove its half-made folders (holds the lock)."""
    if not target.parent.is_dir():
        return
    with contextlib.suppress(Timeout), FileLock(target.parent / f".{target.name}.lock", timeout=0):
        _recover(target)


def _recover(target: Path) -> None:
    old = _old(target)
    if old.exists() and not target.exists():
        old.rename(target)
    for left in (old, *target.parent.glob(f".{target.name}.new-*")):
        shutil.rmtree(left, ignore_errors=True)


def _old(target: Path) -> Path:
    return target.parent / f".{target.name}.old"


def _flush(folder: Path) -> None:
    """A power cut after the swap must not leave names without bytes."""
    for path in [folder, *folder.rglob("*")]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _swap(fresh: Path, target: Path) -> None:
    if not target.exists():
        fresh.rename(target)
    elif not _exchange(fresh, target):
        target.rename(_old(target))
        fresh.rename(target)
        shutil.rmtree(_old(target), ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step, where the system can (Linux renameat2)."""
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        return libc.renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0
    except (AttributeError, OSError):
        return False
