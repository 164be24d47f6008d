"""YAML as people type it: every scalar stays text, every key and value keeps its line and column.

Built on PyYAML's stream of events with a stack of our own, so neither depth nor size can crash the reader.
Refused, because they surprise people or cost without bound: anchors, aliases, tags, merge keys, double keys,
second documents. Which words mean a number, a date or yes is decided later, by the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from msi_build.characters import bad_characters, stacked_marks
from msi_build.diagnostics import Faults, Location
from msi_build.yaml_faults import plain_words, quoted_form

MOST_BYTES = 1_000_000
MOST_DEPTH = 30
MOST_VALUES = 50_000
LONGEST_TEXT = 20_000
#: Faults of one kind that are told of one file; nobody reads more, and each costs.
MOST_ALIKE = 100

Path = tuple[str | int, ...]
_NULLS = {"", "~", "null", "Null", "NULL"}
_EVENTS_OF = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # libyaml is ten times faster and gives the same events


@dataclass(frozen=True)
class DataFile:
    """One YAML file, or the front matter of a document. `data`: nested dict, list, str, None; no numbers."""

    name: str
    lines: tuple[str, ...]
    data: object
    _values: Mapping[Path, tuple[int, int]] = field(default_factory=dict, repr=False)
    _keys: Mapping[Path, tuple[int, int]] = field(default_factory=dict, repr=False)

    def where(self, path: Path = ()) -> Location:
        """The value at `path`; the nearest parent when it is not there."""
        return self._nearest(tuple(path), self._values, self._keys)

    def where_key(self, path: Path = ()) -> Location:
        """The key at `path`; for an entry of a list, or what is not there, the nearest place above."""
        return self._nearest(tuple(path), self._keys, self._values)

    def texts(self) -> Iterator[tuple[Path, str]]:
        """Path and text of every value, in order."""
        return _texts(self.data, ())

    def _nearest(self, path: Path, *tables: Mapping[Path, tuple[int, int]]) -> Location:
        for length in range(len(path), -1, -1):
            for table in tables:
                if place := table.get(path[:length]):
                    return Location(self.name, *place)
        return Location(self.name, 1, 1)


def _texts(data: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _texts(value, (*path, key))


class _Refused(Exception):
    """The reading of one file ends here; the fault is already in the collector."""


@dataclass
class _Open:
    """A mapping or list that is not closed yet. `key` is the key whose value comes next."""

    value: dict | list
    path: Path
    key: str | None = None


def decode(name: str, raw: bytes, faults: Faults) -> str | None:
    """Bytes of a source to text with `\\n` line ends; None, and one fault, when it is not plain UTF-8."""
    if len(raw) > MOST_BYTES:
        faults.add(
            Location(name),
            "file-size",
            f"the file has {len(raw):,} bytes; at most {MOST_BYTES:,} are read",
            "Pictures and long lists do not belong here. Was another file saved under this name?",
        )
        return None
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        faults.add(
            Location(name, 1, 1),
            "file-encoding",
            "the file is saved as UTF-16 (Notepad calls it Unicode)",
            "In Notepad choose File, Save As, Encoding: UTF-8, and save it again.",
        )
        return None
    try:
        text = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        _add_encoding_fault(name, raw, error, faults)
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _add_encoding_fault(name: str, raw: bytes, error: UnicodeDecodeError, faults: Faults) -> None:
    before = raw.removeprefix(b"\xef\xbb\xbf")[: error.start]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    guess = error.object[error.start : error.start + 1].decode("cp1252", "replace")
    faults.know(name, raw.decode("cp1252", "replace").splitlines())
    faults.add(
        Location(name, line, column),
        "file-encoding",
        f"this character is not UTF-8 (is it {guess}?)",
        "In Notepad choose File, Save As, Encoding: UTF-8; in Excel, save as CSV UTF-8.",
    )


def check_characters(name: str, lines: tuple[str, ...], faults: Faults) -> bool:
    """Add a fault for each line with a character that may not be there; True when there is none."""
    bad_lines = warned = 0
    for number, line in enumerate(lines, 1):
        if bad_lines >= MOST_ALIKE:
            break
        if line.isascii() and line.isprintable():
            continue
        for bad in bad_characters(line)[:1]:
            bad_lines += 1
            faults.add(
                Location(name, number, bad.offset + 1),
                "character",
                f"here stands {bad.what}, {bad.code}",
                "Delete the word and type it again.",
            )
        if warned < MOST_ALIKE and (offset := stacked_marks(line)) is not None:
            warned += 1
            faults.add(
                Location(name, number, offset + 1),
                "accents",
                "many accents are stacked on one letter here",
                "They will not print well. Delete the word and type it again.",
                "warning",
            )
    return not bad_lines


def read_yaml(name: str, raw: bytes, faults: Faults) -> DataFile | None:
    """Read one YAML file. A file with an error gives its faults and None."""
    text = decode(name, raw, faults)
    if text is None:
        return None
    return parse_yaml(name, text, faults, tuple(text.split("\n")))


def parse_yaml(
    name: str,
    text: str,
    faults: Faults,
    lines: tuple[str, ...],
    first_line: int = 1,
    may_be_empty: bool = False,
) -> DataFile | None:
    """Read YAML that begins on `first_line` of a file whose lines are `lines`."""
    faults.know(name, lines)
    own = tuple(text.split("\n"))
    checked = lines if first_line == 1 and own == lines else ("",) * (first_line - 1) + own
    if not check_characters(name, checked, faults) or not _check_indents(name, own, first_line, faults):
        return None
    reader = _Reader(name, text, faults, lines, first_line)
    file = reader.read()
    if file is None or (file.data is not None) or may_be_empty:
        return file
    faults.add(Location(name, 1, 1), "file-empty", "the file is empty", "Was it cut off while copying?")
    return None


def _check_indents(name: str, lines: tuple[str, ...], first_line: int, faults: Faults) -> bool:
    """What only looks like a space at the start of a line makes a new key in silence."""
    told = 0
    for number, line in enumerate(lines, first_line):
        if told >= MOST_ALIKE:
            break
        indent = line[: len(line) - len(line.lstrip())]
        odd = re.search(r"[^ \t]", indent)
        if odd and line.strip():
            told += 1
            faults.add(
                Location(name, number, odd.start() + 1),
                "indent",
                "this line is indented with a non-breaking space (pasted from Word or a web page?)",
                "Delete the space at the start of the line and type normal spaces.",
            )
    return not told


class _Reader:
    """One reading of one text. The positions count in the whole file."""

    def __init__(self, name: str, text: str, faults: Faults, lines: tuple[str, ...], first_line: int) -> None:
        self.name, self.text, self.faults, self.lines, self.shift = name, text, faults, lines, first_line
        self.data: object = None
        self.values: dict[Path, tuple[int, int]] = {}
        self.keys: dict[Path, tuple[int, int]] = {}
        self.count = 0
        self.stack: list[_Open] = []
        self.quoted: yaml.ScalarEvent | None = None
        self.double_keys = self.comments = 0

    def read(self) -> DataFile | None:
        """The file, or None when it is refused."""
        try:
            for event in self._events(_EVENTS_OF):
                self._take(event)
        except _Refused:
            return None
        except (yaml.YAMLError, ValueError, OverflowError):
            self._explain()
            return None
        if self.double_keys:
            return None
        return DataFile(self.name, self.lines, self.data, self.values, self.keys)

    def _events(self, loader_class: type) -> Iterator[yaml.Event]:
        loader = loader_class(self.text)
        try:
            while loader.check_event():
                yield loader.get_event()
        finally:
            loader.dispose()

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._check_document(event)
        elif isinstance(event, yaml.NodeEvent):
            self._check_node(event)
            if isinstance(event, yaml.ScalarEvent):
                self._put(self._scalar(event), event.start_mark)
            else:
                self._open({} if isinstance(event, yaml.MappingStartEvent) else [], event.start_mark)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self.stack.pop()

    def _check_document(self, event: yaml.DocumentStartEvent) -> None:
        if event.version or event.tags:
            self._refuse(
                event.start_mark, "yaml-directive", "lines that begin with % are not allowed", "Delete it."
            )
        if self.values:
            self._refuse(
                event.start_mark,
                "yaml-document",
                "a second document begins here (---)",
                "A file holds one document. Delete the line of dashes, or put the rest in a file of its own.",
            )

    def _check_node(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            self._refuse(
                event.start_mark,
                "yaml-anchor",
                f"a text that begins with {sign} is read as a reference; that is not allowed",
                self._quoted_form(event.start_mark),
            )
        if getattr(event, "tag", None):
            self._refuse(
                event.start_mark,
                "yaml-tag",
                "a text that begins with ! is read as a type; that is not allowed",
                self._quoted_form(event.start_mark),
            )
        if self.count >= MOST_VALUES:
            self._refuse(event.start_mark, "yaml-size", f"more than {MOST_VALUES:,} values in one file", "")

    def _scalar(self, event: yaml.ScalarEvent) -> str | None:
        text = event.value
        if len(text) > LONGEST_TEXT:
            self._refuse(
                event.start_mark,
                "text-length",
                f"one text has {len(text):,} characters; at most {LONGEST_TEXT:,} are read",
                "Is a quote missing at its end?",
            )
        if event.style in ("'", '"'):
            self.quoted = event
        for bad in () if text.isprintable() else bad_characters(text)[:1]:
            self._refuse(
                event.start_mark,
                "character",
                f"this text holds {bad.what}, {bad.code}",
                "Delete it and type the text again.",
            )
        if not event.style:
            self._warn_of_comment(event)
            return None if text in _NULLS and not self._expects_key() else text
        return text

    def _warn_of_comment(self, event: yaml.ScalarEvent) -> None:
        """`name: Room #4` loses ` #4` in silence. A comment after two spaces is meant as one."""
        end = event.end_mark
        line = self.lines[end.line + self.shift - 1] if end.line + self.shift <= len(self.lines) else ""
        if re.match(r" #\S", line[end.column :]) and event.value and self.comments < MOST_ALIKE:
            self.comments += 1
            self.faults.add(
                Location(self.name, end.line + self.shift, end.column + 2),
                "yaml-comment",
                "the rest of this line, from #, is a comment and will not be published",
                "Put the whole text in quotes, or write two spaces before # and one after it.",
                "warning",
            )

    def _expects_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None

    def _open(self, value: dict | list, mark: yaml.Mark) -> None:
        if len(self.stack) >= MOST_DEPTH:
            self._refuse(
                mark,
                "yaml-depth",
                f"blocks are nested more than {MOST_DEPTH} deep",
                "Is a bracket not closed?",
            )
        path = self._put(value, mark)
        self.stack.append(_Open(value, path))

    def _put(self, value: object, mark: yaml.Mark) -> Path:
        if not self.stack:
            self.data, path = value, ()
        elif isinstance(self.stack[-1].value, list):
            top = self.stack[-1]
            path = (*top.path, len(top.value))
            top.value.append(value)
        elif self.stack[-1].key is None:
            return self._put_key(value, mark)
        else:
            top = self.stack[-1]
            path = (*top.path, top.key)
            top.value.setdefault(top.key, value)
            top.key = None
        self.values[path] = (mark.line + self.shift, mark.column + 1)
        self.count += 1  # not the length of values: entries under a double key have one place
        return path

    def _put_key(self, key: object, mark: yaml.Mark) -> Path:
        top = self.stack[-1]
        if not isinstance(key, str):
            self._refuse(
                mark, "yaml-key", "a key must be plain text", 'Put text with { } or [ ] in "double quotes".'
            )
        if key == "<<":
            self._refuse(mark, "yaml-merge", "merge keys (<<) are not allowed", "Write the lines out.")
        path = (*top.path, key)
        if path in self.keys:
            self.double_keys += 1
            self.faults.add(
                Location(self.name, mark.line + self.shift, mark.column + 1),
                "yaml-double-key",
                f"{key} stands twice in the same block",
                f"It stands first on line {self.keys[path][0]}. Keep one, or begin a new entry with a dash.",
            )
            if self.double_keys >= MOST_ALIKE:
                raise _Refused
        self.keys.setdefault(path, (mark.line + self.shift, mark.column + 1))
        top.key = key
        return path

    def _refuse(self, mark: yaml.Mark, rule: str, message: str, hint: str) -> None:
        self.faults.add(Location(self.name, mark.line + self.shift, mark.column + 1), rule, message, hint)
        raise _Refused

    def _quoted_form(self, mark: yaml.Mark) -> str:
        """The line as it should be typed, or a general word when it cannot be told."""
        line = self.text.split("\n")[mark.line]
        return quoted_form(line) or 'Put the text in "double quotes".'

    def _explain(self) -> None:
        """Read again with PyYAML's own parser, whose faults say more, and put them in plain words."""
        events = self._events(yaml.SafeLoader)
        self.quoted = None
        try:
            for event in events:
                if isinstance(event, yaml.ScalarEvent) and event.style in ("'", '"'):
                    self.quoted = event
        except yaml.MarkedYAMLError as error:
            line, column, message, hint = plain_words(error, self.text.split("\n"), self.quoted)
            self.faults.add(Location(self.name, line + self.shift, column + 1), "yaml", message, hint)
        except (yaml.YAMLError, ValueError, OverflowError):
            self._add_escape_fault()
        else:
            self._add_escape_fault()

    def _add_escape_fault(self) -> None:
        found = re.search(r"\\[uUx]", self.text) or re.search(r"^%", self.text, re.MULTILINE)
        before = self.text[: found.start()] if found else ""
        line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
        what = "a code that begins with a backslash" if "\\" in self.text else "a line that begins with %"
        self.faults.add(
            Location(self.name, line + self.shift, column + 1),
            "yaml-escape",
            f"{what} cannot be read",
            "Type the character itself, or put the text in 'single quotes'.",
        )
