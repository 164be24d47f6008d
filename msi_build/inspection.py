"""The stage before anything counts as printed: every sheet, file and pack of an edition is looked over, once.

What passed is remembered by its bytes and by what was expected of it, so a paper that did not change is not looked at
again. All findings of all papers are gathered; one of them stops the build.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from msi_build.cache import Cache
from msi_build.checks.walking import texts
from msi_build.model.programme import Data
from msi_build.model.toolkit import Toolkit
from msi_build.plan import PackPlan
from msi_build.printing.binding import Bound
from msi_build.printing.preflight import (
    CHECKS,
    PREFLIGHT_VERSION,
    Expected,
    Finding,
    Secrets,
    preflight,
    preflight_sheet,
)
from msi_build.printing.print_run import PrintRun
from msi_build.printing.text import squeezed

#: What is looked at in a pack as a whole, beside the checks of its files.
PACK_CHECKS = (
    "Every tool of the event is in its pack, in the set that it names",
    "Copies and pages are those of the print run",
    "The minutes of every agenda add up",
)

#: Hidden texts are looked for from this length on; names, phones and addresses of persons from the shorter one.
LONG, SHORT = 16, Secrets.LENGTH

_EMPHASIS = str.maketrans("", "", "*_`\\")


class PaperFault(Exception):
    """A paper did not pass preflight; the message names file, page and reason."""


@dataclass(frozen=True)
class Checked:
    """A file that was looked over: its parts with number, title and first page, and what was found."""

    path: str
    title: str
    pages: int
    size: int
    parts: tuple[tuple[int, str, int], ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class CheckedPack:
    """A pack as a whole: where it stands, and what was found beside its files."""

    folder: str
    title: str
    code: str
    findings: tuple[Finding, ...] = ()


@dataclass
class Inspection:
    """Looks papers over and keeps what it found. `secrets` are the hidden texts by group of districts."""

    cache: Cache
    toolkit: Toolkit
    secrets: Mapping[str, Secrets] = field(default_factory=dict)
    files: list[Checked] = field(default_factory=list)
    packs: list[CheckedPack] = field(default_factory=list)
    looked_at: int = 0

    def sheet(self, path: str, title: str, pdf: bytes, pages: int, group: str = "") -> None:
        """A paper that stands alone."""
        secrets = self.secrets.get(group, Secrets())
        name = _name("sheet", title, secrets.digest, _hash(pdf))
        findings = self._once(name, lambda: preflight_sheet(pdf, title, secrets))
        self.files.append(Checked(path, title, pages, len(pdf), (), findings))

    def file(self, path: str, bound: Bound, expected: Expected, group: str = "") -> None:
        """A file of a pack."""
        expected = replace(expected, secrets=self.secrets.get(group, Secrets()))
        parts = tuple((part.number, part.title, start) for start, part in zip(bound.starts, expected.parts, strict=True))
        facts = [expected.title, expected.duplex, list(expected.says), expected.secrets.digest, parts]
        findings = self._once(_name("file", *facts, _hash(bound.pdf)), lambda: preflight(bound, expected))
        self.files.append(Checked(path, expected.title, bound.pages, len(bound.pdf), parts, findings))

    def pack(self, plan: PackPlan, run: PrintRun | None, pages: Mapping[str, int]) -> None:
        """A pack as a whole; `pages` are those of its files by name."""
        found = [*_missing(plan, self.toolkit), *_miscounted(plan, run, pages), *_minutes(plan, self.toolkit)]
        self.packs.append(CheckedPack(plan.folder, plan.title, plan.code, tuple(Finding(0, reason) for reason in found)))

    def _once(self, name: str, look: Callable[[], Sequence[Finding]]) -> tuple[Finding, ...]:
        if self.cache.get(name) is not None:
            return ()
        self.looked_at += 1
        findings = tuple(look())
        if not findings:
            self.cache.put(name, b"passed")
        return findings

    def refuse(self) -> None:
        """Raises PaperFault with every finding of every paper."""
        found = [(one.path, one.findings) for one in self.files] + [(one.folder, one.findings) for one in self.packs]
        lines = [
            f"{place} did not pass preflight:\n" + "\n".join(f"  {finding}" for finding in findings)
            for place, findings in found
            if findings
        ]
        if lines:
            raise PaperFault("\n".join(lines))


def what_is_checked() -> list[str]:
    """In the words of the report."""
    return [words for words, _ in CHECKS] + list(PACK_CHECKS)


def secrets_of(whole: Data, seen: Data, toolkit: Toolkit) -> dict[str, Secrets]:
    """By group: texts of its districts and of the group itself that the edition may not see."""
    own = [one.document.body for one in toolkit.by_name.values()] + [line for file in toolkit.files.values() for line in file.lines]
    free = squeezed("".join(own).translate(_EMPHASIS))
    shown = {found.text for part in (*seen.groups, *seen.districts) for found in texts(part)}
    hidden: dict[str, set[str]] = {group.id: set() for group in whole.groups}
    owned = [(group.id, group) for group in whole.groups] + [(one.group, one) for one in whole.districts]
    for group, part in owned:
        for found in texts(part):
            if found.text not in shown and len(squeezed(found.text)) >= (SHORT if found.mark == "R" else LONG):
                hidden.setdefault(group, set()).add(found.text)
    return {group: Secrets(frozenset(words), free) for group, words in hidden.items()}


def _missing(plan: PackPlan, toolkit: Toolkit) -> Iterator[str]:
    """Read from the tools' own words, not from the planning."""
    here = {(file.set, part.sheet.source.removeprefix("district:")) for file in plan.files for part in file.parts}
    for tool in toolkit.tools:
        for rule in tool.packs:
            wanted = rule.event == plan.event and rule.set in plan.sets and rule.count(plan.people) > 0
            if wanted and (rule.set, tool.id) not in here:
                yield f"'{tool.title}' is not in set {rule.set}, though its front matter says so"


def _miscounted(plan: PackPlan, run: PrintRun | None, pages: Mapping[str, int]) -> Iterator[str]:
    if run is None:
        return
    told = {file.name: file for file in run.files}
    for file in plan.files:
        if file.name not in told:
            yield f"the print run does not name {file.name}"
        elif told[file.name].copies != file.copies or f"-{file.copies}-" not in file.name:
            yield f"the print run says {told[file.name].copies} copies of {file.name}, planned are {file.copies}"
        elif told[file.name].pages != pages.get(file.name):
            yield f"the print run says {told[file.name].pages} pages of {file.name}, which has {pages.get(file.name, 0)}"


def _minutes(plan: PackPlan, toolkit: Toolkit) -> Iterator[str]:
    for agenda in toolkit.agendas:
        for day in agenda.days if agenda.event == plan.event else ():
            if day.minutes != day.planned:
                yield f"'{day.title}' holds {day.minutes} minutes, from {day.start} to {day.end} are {day.planned}"


def _name(*facts: object) -> str:
    return _hash(json.dumps([PREFLIGHT_VERSION, *facts]).encode())


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
