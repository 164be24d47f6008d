"""Faults as values: where, what, which rule, and what to do next; and how they are shown to people.

Every stage adds to one `Faults` collector, so one run reports all faults of all files.
A message speaks the words of the form, not of Python; the hint is the next step.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "question"]

#: Faults shown per file before the rest is counted in one line.
MOST_PER_FILE = 20


@dataclass(frozen=True, order=True)
class Location:
    """A place in a source: path relative to the root (posix), line and column from 1. 0 = the whole file."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column or 1}"


@dataclass(frozen=True, order=True)
class Diagnostic:
    """One fault. `rule` is a short stable name in brackets; `source` is the line of the file, for the caret."""

    location: Location
    rule: str
    message: str
    hint: str = field(default="", compare=False)
    severity: Severity = field(default="error", compare=False)
    source: str = field(default="", compare=False)


class SourceFault(Exception):
    """Raised by a stage that cannot go on; the collector holds the reasons."""


class Faults:
    """Collects diagnostics over all stages. Order of adding does not matter; doubles are dropped."""

    def __init__(self) -> None:
        self._all: set[Diagnostic] = set()
        self._lines: dict[str, tuple[str, ...]] = {}

    def know(self, file: str, lines: Iterable[str]) -> None:
        """Remember the lines of a source, so that a fault can show its line."""
        self._lines[file] = tuple(lines)

    def add(
        self, location: Location, rule: str, message: str, hint: str = "", severity: Severity = "error"
    ) -> None:
        lines = self._lines.get(location.file, ())
        source = lines[location.line - 1] if 0 < location.line <= len(lines) else ""
        self._all.add(Diagnostic(location, rule, message, hint, severity, source))

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(sorted(self._all))

    def __len__(self) -> int:
        return len(self._all)

    def count(self, severity: Severity) -> int:
        return sum(1 for one in self._all if one.severity == severity)

    @property
    def errors(self) -> int:
        return self.count("error")

    def stop_on_errors(self, warnings_too: bool = False) -> None:
        """Raise `SourceFault` when a fault of severity error was collected; `warnings_too`: or a warning."""
        if self.errors or warnings_too and self.count("warning"):
            raise SourceFault(summary(self))


def summary(faults: Faults) -> str:
    """`3 errors and 1 warning in 2 files`, or `no faults`."""
    parts = []
    for severity in ("error", "warning", "question"):
        if number := faults.count(severity):
            parts.append(f"{number} {severity}{'s' if number > 1 else ''}")
    if not parts:
        return "no faults"
    files = len({one.location.file for one in faults})
    listing = " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
    return f"{listing} in {files} file{'s' if files > 1 else ''}"


def _visible(text: str) -> str:
    """Control and direction characters would run in the terminal: show a box instead."""
    return "".join("\ufffd" if unicodedata.category(char) in {"Cc", "Cf", "Cs"} else char for char in text)


def _columns(text: str) -> int:
    """Terminal cells that `text` takes."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def as_text(faults: Iterable[Diagnostic], most_per_file: int = MOST_PER_FILE) -> str:
    """`path:line:column: error: what (rule)`, the line, a caret and a hint; at most `most_per_file` a file."""
    shown: Counter[str] = Counter()
    out: list[str] = []
    for one in faults:
        shown[one.location.file] += 1
        if shown[one.location.file] > most_per_file:
            continue
        out.append(f"{_visible(str(one.location))}: {one.severity}: {_visible(one.message)} ({one.rule})")
        if one.source.strip():
            line = _visible(one.source.expandtabs(1))
            start = max(0, one.location.column - 1 - 90)
            before = line[start : one.location.column - 1]
            out.append(f"    {line[start : start + 110]}")
            out.append(f"    {' ' * _columns(before)}^")
        if one.hint:
            out.append(f"    hint: {_visible(one.hint)}")
    for file, number in sorted(shown.items()):
        if number > most_per_file:
            out.append(f"{file}: and {number - most_per_file} more in this file")
    return "\n".join(out)


def as_json(faults: Iterable[Diagnostic]) -> str:
    """A list of objects with file, line, column, severity, rule, message, hint."""
    rows: list[Mapping[str, object]] = [
        {
            "file": one.location.file,
            "line": one.location.line,
            "column": one.location.column,
            "severity": one.severity,
            "rule": one.rule,
            "message": one.message,
            "hint": one.hint,
        }
        for one in faults
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(faults: Iterable[Diagnostic]) -> str:
    """Workflow commands, so that faults stand beside the lines of a pull request."""

    def escape(text: str) -> str:
        return _visible(text).replace("%", "%25")

    def escape_property(text: str) -> str:
        return escape(text).replace(":", "%3A").replace(",", "%2C")

    kinds = {"error": "error", "warning": "warning", "question": "notice"}
    return "\n".join(
        f"::{kinds[one.severity]} file={escape_property(one.location.file)},line={max(1, one.location.line)},"
        f"col={max(1, one.location.column)},title={one.rule}::{escape(one.message + (' ' + one.hint if one.hint else ''))}"
        for one in faults
    )


PRINTERS = {"text": as_text, "json": as_json, "github": as_github}
