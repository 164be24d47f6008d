"""From the disk to documents and data files. The one place that reads sources.

Only plain files with plain names are read: a link may lead out of the project, a pipe would wait for ever,
a left-over of an editor may be an older version of the text.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from msi_build.characters import slug_fault, slug_of
from msi_build.diagnostics import Faults, Location
from msi_build.settings import Settings
from msi_build.yaml_text import MOST_BYTES, DataFile, check_characters, decode, parse_yaml, read_yaml

__all__ = ["DataFile", "Document", "Sources", "read", "read_block", "read_local", "read_markdown", "read_yaml"]

DEEPEST_FOLDER = 8

_LEFT_OVER = re.compile(
    r".*~|\.#.*|#.*#|~\$.*|.*\.(bak|tmp|swp|swo|orig|rej|old|part|crdownload)|thumbs\.db|desktop\.ini|\.ds_store"
    r"|.* \(\d+\)\.\w+|.* - copy.*|copy of .*",
    re.IGNORECASE,
)

#: Files that authors put beside a text; they are staged elsewhere and not read here.
_COMPANIONS = {".svg", ".png", ".jpg", ".jpeg", ".webp", ".css", ".csv", ".txt"}


@dataclass(frozen=True)
class Document:
    """One Markdown file. `body` is the text after the front matter and begins on `body_line` (from 1)."""

    name: str
    lines: tuple[str, ...]
    front: DataFile
    body: str
    body_line: int


@dataclass(frozen=True)
class Sources:
    """Everything that was typed by people, each group sorted by name."""

    documents: tuple[Document, ...]
    content_data: tuple[DataFile, ...]
    districts: tuple[DataFile, ...]
    overlay: tuple[DataFile, ...]


def read(settings: Settings, faults: Faults) -> Sources:
    """Read all sources. A file with a fault is left out, and never stops the others."""
    content = list(_files(settings.content, "content", {".md", ".yml"}, faults))
    documents = [read_markdown(name, raw, faults) for name, raw in content if name.endswith(".md")]
    return Sources(
        tuple(document for document in documents if document),
        _data_files([pair for pair in content if pair[0].startswith("content/data/")], faults),
        _data_files(_files(settings.districts, "districts", {".yml"}, faults), faults),
        _data_files(_files(settings.overlay, "overlay", {".yml"}, faults), faults)
        if settings.overlay
        else (),
    )


def _data_files(
    files: Iterator[tuple[str, bytes]] | list[tuple[str, bytes]], faults: Faults
) -> tuple[DataFile, ...]:
    found = (read_yaml(name, raw, faults) for name, raw in files if name.endswith(".yml"))
    return tuple(file for file in found if file)


def _files(
    folder: Path, name: str, suffixes: set[str], faults: Faults, depth: int = 0
) -> Iterator[tuple[str, bytes]]:
    """Name (posix, from `name` on) and bytes of every readable file below `folder`, sorted."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        faults.add(Location(name), "file-read", f"the folder cannot be read: {error.strerror}")
        return
    for entry in entries:
        path = f"{name}/{entry.name}"
        if _is_left_over(entry, path, faults) or not _is_plain(entry, path, faults):
            continue
        if not entry.is_dir(follow_symlinks=False):
            yield from _file(entry, path, suffixes, faults)
        elif depth < DEEPEST_FOLDER:
            yield from _files(Path(entry.path), path, suffixes, faults, depth + 1)
        else:
            faults.add(Location(path), "file-depth", "folders are nested too deep", "Move it further up.")


def _is_left_over(entry: os.DirEntry[str], path: str, faults: Faults) -> bool:
    if _LEFT_OVER.fullmatch(entry.name):
        faults.add(
            Location(path),
            "file-left-over",
            "this looks like a left-over of an editor or a copy; it is not read",
            "Delete it, or give it a name of its own.",
            "warning",
        )
        return True
    return entry.name.startswith(".") or entry.name == "README.md"


def _is_plain(entry: os.DirEntry[str], path: str, faults: Faults) -> bool:
    mode = entry.stat(follow_symlinks=False).st_mode
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return True
    what = "a link to another place" if stat.S_ISLNK(mode) else "not a file but a pipe or a device"
    faults.add(Location(path), "file-kind", f"this is {what}; it is not read", "Put the file itself here.")
    return False


def _file(
    entry: os.DirEntry[str], path: str, suffixes: set[str], faults: Faults
) -> Iterator[tuple[str, bytes]]:
    stem, _, ending = entry.name.rpartition(".")
    suffix = f".{ending}"
    if suffix in suffixes:
        if _has_good_name(stem, path, faults) and (raw := _bytes(entry, path, faults)) is not None:
            yield path, raw
    elif suffix.lower() in (".yaml", ".yml", ".md", ".markdown"):
        right = ".md" if "m" == ending.lower()[0] else ".yml"
        faults.add(
            Location(path), "file-name", f"the name must end with {right}", f"Rename it to {stem}{right}."
        )
    elif suffix.lower() not in _COMPANIONS:
        faults.add(
            Location(path),
            "file-unknown",
            "files of this kind are not read",
            "Is it in the right folder?",
            "warning",
        )


def _has_good_name(stem: str, path: str, faults: Faults) -> bool:
    fault = None if stem == "index" else slug_fault(stem)
    if fault:
        example = slug_of(stem)
        hint = (
            f"Rename it, for example to {example}." if example and not slug_fault(example) else "Rename it."
        )
        faults.add(Location(path), "file-name", f"the file name {fault}", hint)
    return fault is None


def _bytes(entry: os.DirEntry[str], path: str, faults: Faults) -> bytes | None:
    """The content, up to one byte more than the limit; never follows a link, never waits for a pipe."""
    flags = (
        os.O_RDONLY
        | getattr(os, "O_NOFOLLOW", 0)
        | getattr(os, "O_NONBLOCK", 0)
        | getattr(os, "O_CLOEXEC", 0)
    )
    try:
        with os.fdopen(os.open(entry.path, flags), "rb") as file:
            size = os.fstat(file.fileno()).st_size
            return bytes(size) if size > MOST_BYTES else file.read(MOST_BYTES + 1)
    except OSError as error:
        faults.add(Location(path), "file-read", f"the file cannot be read: {error.strerror}")
        return None


def read_local(path: Path, faults: Faults) -> bytes | None:
    """The bytes of a file that somebody names on the command line; None, and a fault, when it cannot be read."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            faults.add(Location(str(path)), "file-kind", "this is not a file", "Name the file itself.")
            return None
        return path.read_bytes()
    except FileNotFoundError:
        near = sorted(one.name for one in path.parent.glob(f"*{path.suffix}"))[:5] if path.parent.is_dir() else []
        hint = f"There is: {', '.join(near)}." if near else "Is the path right? It counts from the folder you are in."
        faults.add(Location(str(path)), "file-read", "there is no such file", hint)
    except OSError as error:
        faults.add(Location(str(path)), "file-read", f"the file cannot be read: {error.strerror}")
    return None


def read_markdown(name: str, raw: bytes, faults: Faults) -> Document | None:
    """Read one Markdown file with its front matter; None, and faults, when one of the two cannot be read."""
    text = decode(name, raw, faults)
    if text is None:
        return None
    lines = tuple(text.split("\n"))
    faults.know(name, lines)
    if not check_characters(name, lines, faults):
        return None
    if lines[0].rstrip() != "---":
        return Document(name, lines, DataFile(name, lines, {}), text, 1)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        faults.add(
            Location(name, 1, 1),
            "front-matter",
            "the front matter that begins here is not closed",
            "End it with a line of three dashes: ---",
        )
        return None
    front = _front_matter(name, lines, end, faults)
    return front and Document(name, lines, front, "\n".join(lines[end + 1 :]), end + 2)


def _front_matter(name: str, lines: tuple[str, ...], end: int, faults: Faults) -> DataFile | None:
    """The data between the two lines of dashes; `end` is the index of the second."""
    file = parse_yaml(name, "\n".join(lines[1:end]), faults, lines, 2, may_be_empty=True)
    if file is None or isinstance(file.data, dict):
        return file
    if file.data is None:
        return DataFile(name, lines, {})
    faults.add(
        file.where(),
        "front-matter",
        "the front matter must be lines of key: value",
        "For example: title: My page",
    )
    return None


def read_block(document: Document, text: str, first_line: int, faults: Faults) -> DataFile | None:
    """YAML inside a fenced block whose first line is `first_line` (from 1) of the document's file."""
    return parse_yaml(document.name, text, faults, document.lines, first_line, may_be_empty=True)
