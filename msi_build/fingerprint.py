"""One hash of everything that an edition is made from, so that a second run can see that there is nothing to do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from msi_build.deliver.publish import MANIFEST, made_here
from msi_build.settings import Settings

#: What shapes an edition, relative to the project.
INPUTS = ("content", "districts", "theme", "mkdocs.yml", "requirements.lock", "msi_build")


def fingerprint(settings: Settings, inputs: Iterable[str] = INPUTS) -> str:
    """Hex digest over the paths and bytes of the inputs, the overlay and the options that shape the result."""
    digest = hashlib.sha256(repr((settings.edition, _day(settings), settings.packs)).encode())
    places = [settings.root / name for name in inputs] + ([settings.overlay] if settings.overlay else [])
    for path in (path for place in places for path in _files(place)):
        digest.update(path.as_posix().removeprefix(settings.root.as_posix()).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _day(settings: Settings) -> object:
    """Today shapes the pages only where neither the command line nor programme.yml says which day it is."""
    programme = settings.districts / "programme.yml"
    fixed = programme.is_file() and b"\nas_of:" in programme.read_bytes()
    return settings.as_of or ("fixed" if fixed else settings.today)


def _files(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    found = (path for path in place.rglob("*") if "__pycache__" not in path.parts)
    return sorted(path for path in found if path.is_file())  # a pipe is no file: reading it would wait for ever


def still_whole(target: Path, inputs: str) -> bool:
    """True when `target` was made from these inputs and none of its files is missing or of another size."""
    if not made_here(target):
        return False
    facts = json.loads((target / MANIFEST).read_text(encoding="utf-8"))
    if facts.get("inputs") != inputs:
        return False
    here = {path.relative_to(target).as_posix(): path.stat().st_size for path in target.rglob("*") if path.is_file()}
    here.pop(MANIFEST, None)
    return here == {name: file["bytes"] for name, file in facts["files"].items()}
