"""Every text of the content that a reader sees, with its place: prose, values of blocks, front matter, data files.

What is not read as words is blanked out with spaces, so that offsets and lines hold: code, comments, addresses, HTML,
official names.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from msi_build.diagnostics import Faults, Location
from msi_build.editing.style import STYLE_FILE
from msi_build.render.blocks import BLOCKS
from msi_build.render.scan import Fence, pieces, without_code
from msi_build.sources import DataFile, Document, read_block

#: Keys whose values are names for the program, not words for a reader.
NAMES = frozenset({
    "id", "kind", "stage", "event", "when", "paper", "origin", "sources", "packs", "order", "agenda", "tool", "count",
    "page", "type", "sides", "start", "end",
})  # fmt: skip

#: Words of daily life for the search: people may type them as they like.
SEARCHED = "find"

_ADDRESS = re.compile(r"(?<=\]\()[^()\s]*(?:\([^()\s]*\)[^()\s]*)*|^ {0,3}\[[^\]\n]+\]:[ \t]*\S+|<[^<>\n]+>|https?://\S+", re.MULTILINE)


@dataclass(frozen=True)
class Passage:
    """A text as typed, and where: `begin` is the place of its first sign, `rows` the length of each typed line.

    `home` is tools, pages or data; `key` is the key of a value, "" for prose; `block` the block it stands in.
    """

    text: str
    begin: Location
    rows: tuple[int, ...]
    home: str
    key: str = ""
    block: str = ""

    def where(self, offset: int) -> Location:
        """The place of an offset of the text."""
        line = self.begin.line
        for length in self.rows[:-1]:
            if offset < length:
                break
            offset -= length
            line += 1
        return Location(self.begin.file, line, self.begin.column + offset)

    @property
    def on_a_slide(self) -> bool:
        return self.block == "slides" and self.key in ("title", "text")


def passages(documents: Iterable[Document], data: Iterable[DataFile], names: Iterable[str] = ()) -> Iterator[Passage]:
    """All passages, in the order of the files; official `names` in them are blanked out."""
    names = tuple(names)
    for passage in _all(documents, data):
        for name in names:
            if name in passage.text:
                passage = replace(passage, text=passage.text.replace(name, " " * len(name)))
        yield passage


def _all(documents: Iterable[Document], data: Iterable[DataFile]) -> Iterator[Passage]:
    for document in documents:
        home = "tools" if "/tools/" in document.name else "pages"
        yield from _values(document.front, home)
        for piece in pieces(document.body, document.body_line):
            if not isinstance(piece, Fence):
                yield Passage(_words(piece.text), Location(document.name, piece.line, 1), _rows(piece.text.split("\n")), home)
            elif piece.name in BLOCKS and (file := read_block(document, piece.text, piece.line + 1, Faults())):
                yield from _values(file, home, piece.name)
    for file in data:
        if file.name != STYLE_FILE:
            yield from _values(file, "data")


def _values(file: DataFile, home: str, block: str = "") -> Iterator[Passage]:
    for path, text in file.texts():
        keys = [step for step in path if isinstance(step, str)]
        if not NAMES & set(keys):
            begin, rows = _typed(file, file.where(path))
            yield Passage(_words(text), begin, rows, home, keys[-1] if keys else "", block)


def _typed(file: DataFile, place: Location) -> tuple[Location, tuple[int, ...]]:
    """Where a value's words begin, and its lines: below the sign `|` or `>`, behind a quote, or at once."""
    typed = file.lines[place.line - 1][place.column - 1 :]
    if not re.match(r"[|>][+-]?\s*(#.*)?$", typed):
        return Location(place.file, place.line, place.column + typed.startswith(('"', "'"))), ()
    below = file.lines[place.line :]
    indent = next((len(line) - len(line.lstrip()) for line in below if line.strip()), 0)
    own = itertools.takewhile(lambda line: not line.strip() or line.startswith(" " * indent), below)
    return Location(place.file, place.line + 1, indent + 1), _rows(line[indent:] for line in own)


def _rows(lines: Iterable[str]) -> tuple[int, ...]:
    return tuple(len(line) + 1 for line in lines)


def _words(text: str) -> str:
    return _ADDRESS.sub(lambda hit: re.sub(r"\S", " ", hit[0]), without_code(text))
