"""What preflight looked at and found, as a page for people and as JSON for programs."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

import jinja2

from msi_build.artifacts import Artifact
from msi_build.inspection import Checked, CheckedPack, Inspection, what_is_checked
from msi_build.render.pages import staged

TITLE = "Preflight of the papers"
SUMMARY = "What was looked at in every paper before it was published, and what was found."


@dataclass(frozen=True)
class Row:
    """One file as the page shows it."""

    href: str
    name: str
    title: str
    pages: int
    size: str
    parts: int
    findings: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A pack with its files, or the papers that stand alone."""

    title: str
    code: str
    rows: tuple[Row, ...]
    findings: tuple[str, ...] = ()

    @property
    def pages(self) -> int:
        return sum(row.pages for row in self.rows)


def preflight_artifacts(inspection: Inspection, templates: jinja2.Environment) -> list[Artifact]:
    """The report in an edition: a page of the site with a line a pack, and `preflight.json` beside it, which says it of
    every file.
    """
    body = templates.get_template("preflight.html.j2").render(**_values(inspection, "preflight"), every_file=False)
    return [
        staged("preflight/index.md", TITLE, SUMMARY, body),
        Artifact("preflight/preflight.json", preflight_json(inspection)),
    ]


def preflight_alone(inspection: Inspection, templates: jinja2.Environment, folder: str, name: str) -> str:
    """The report as one HTML file that lies beside the folder of a pack; links lead into the folder `name`."""
    values = _values(inspection, folder, f"{name}/")
    return templates.get_template("preflight-alone.html.j2").render(title=TITLE, lang="en", every_file=True, **values)


def preflight_json(inspection: Inspection) -> bytes:
    """Each pack and sheet with its pages and findings, in order of path."""
    facts = {
        "checks": what_is_checked(),
        "packs": [
            {
                "folder": pack.folder, "title": pack.title, "code": pack.code, "findings": _words(pack),
                "files": [_facts(file) for file in _files(inspection, pack)],
            }
            for pack in inspection.packs
        ],
        "sheets": [_facts(file) for file in _alone(inspection)],
    }  # fmt: skip
    return json.dumps(facts, indent=1, ensure_ascii=False).encode() + b"\n"


def _facts(file: Checked) -> dict[str, object]:
    parts = [{"number": number, "title": title, "page": page} for number, title, page in file.parts]
    return {
        "path": file.path, "title": file.title, "pages": file.pages, "bytes": file.size, "parts": parts,
        "findings": _words(file),
    }  # fmt: skip


def _values(inspection: Inspection, folder: str, prefix: str = "") -> dict[str, object]:
    packs = [
        Section(pack.title, pack.code, tuple(_row(file, folder, prefix) for file in _files(inspection, pack)), _words(pack))
        for pack in inspection.packs
    ]
    sheets = Section("Sheets", "", tuple(_row(file, folder, prefix) for file in _alone(inspection)))
    return {
        "checks": what_is_checked(),
        "sections": [*packs, *([sheets] if sheets.rows else [])],
        "files": len(inspection.files),
        "pages": sum(file.pages for file in inspection.files),
        "found": sum(len(one.findings) for one in (*inspection.files, *inspection.packs)),
    }


def _row(file: Checked, folder: str, prefix: str) -> Row:
    size = f"{max(1, round(file.size / 1000))} kB"
    href = prefix + posixpath.relpath(file.path, folder)
    return Row(href, posixpath.basename(file.path), file.title, file.pages, size, len(file.parts), _words(file))


def _words(one: Checked | CheckedPack) -> tuple[str, ...]:
    return tuple(str(finding) for finding in one.findings)


def _files(inspection: Inspection, pack: CheckedPack) -> list[Checked]:
    return [file for file in inspection.files if posixpath.dirname(file.path) == pack.folder and _of_pack(file)]


def _of_pack(file: Checked) -> bool:
    """A district's summary lies beside its pack, and is no part of it."""
    return bool(file.parts) or file.path.endswith("print-run.pdf")


def _alone(inspection: Inspection) -> Iterator[Checked]:
    yield from (file for file in inspection.files if not _of_pack(file))
