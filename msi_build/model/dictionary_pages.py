"""The data dictionary as pages of the toolkit: an overview, then a page a file; a long file has several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from msi_build.model.dictionary import (
    KINDS,
    SEEN_BY,
    Block,
    Chapter,
    FileKind,
    Row,
    blocks,
    says_more,
    schemas,
)

#: The overview; the other pages stand in the folder of its name.
PAGE = "content/en/about/data-dictionary.md"
FOLDER = PAGE.removesuffix(".md")

_OVERVIEW = """\
---
title: Data dictionary
summary: Every field of the data files, what to type, who fills it and who may see it.
order: 90
menu: about
find: [what does this field mean, allowed values, which key, YAML, district file, who fills it, who sees it]
sources: []
---
This page is made from the program with `msi schema`; change the program, not the page.
The same facts stand in `schemas/`: an editor that knows YAML reads them there, explains each key while you type
and underlines what does not fit.

**Needed** fields must be there; of the others the page says what counts when they are left out.
A *short text* has at most 200 characters, a *text* at most 5,000. An *id* and a *code* are made of small letters and digits,
an id with hyphens (`adinkra-east`), a code with low lines (`hr_officer`). A *date* is typed 2027-01-31, a *month* 2027-11,
a *period* 2026, 2026-Q1, 2026-03 or two of them with a slash.

| short name | who |
|---|---|
| FP | focal point of the district team |
| FA | facilitator |
| PT | programme team |
"""

_HEAD = """\
---
title: "{title}"
summary: "{about}"
order: {order}
menu: about
sources: []
---
`{place}`. {about} What the words mean stands in the [overview](../data-dictionary.md).
"""


@dataclass(frozen=True)
class Sheet:
    """One page: what it says of a kind of file."""

    name: str
    title: str
    about: str
    kind: FileKind
    blocks: tuple[Block, ...]


def generated() -> dict[str, str]:
    """Every file of the repository that is made from the models: path and text."""
    return {**schemas(), **pages()}


def pages() -> dict[str, str]:
    """Path and text of every page of the dictionary."""
    sheets = [sheet for kind in KINDS for sheet in _sheets(kind)]
    texts = {f"{FOLDER}/{sheet.name}.md": _page(sheet, sheets, 91 + number) for number, sheet in enumerate(sheets)}
    return {PAGE: "\n".join([_OVERVIEW, *(_listed(sheet) for sheet in sheets)]).rstrip() + "\n", **texts}


def _sheets(kind: FileKind) -> Iterator[Sheet]:
    """The file itself, then its chapters."""
    found = blocks(kind)
    homes = [_home(kind, block) for block in found]
    first = tuple(block for block, home in zip(found, homes, strict=True) if home is None)
    yield Sheet(kind.name, kind.title, kind.about, kind, first)
    for chapter in kind.chapters:
        inside = tuple(block for block, home in zip(found, homes, strict=True) if home == chapter)
        yield Sheet(f"{kind.name}-{chapter.name}", chapter.title, chapter.about, kind, inside)


def _home(kind: FileKind, block: Block) -> Chapter | None:
    """The chapter of a block: by its key in a cycle."""
    key = block.path.removeprefix("cycles[].").split(".")[0].removesuffix("[]")
    return next((one for one in kind.chapters if block.path.startswith("cycles[].") and key in one.under), None)


def _listed(sheet: Sheet) -> str:
    """A page in the overview, with the way to each of its tables."""
    folder = FOLDER.rpartition("/")[2]
    lines = [f"## [{sheet.title}]({folder}/{sheet.name}.md)\n\n{sheet.about}\n", "| table | what it holds |", "|---|---|"]
    for block in sheet.blocks:
        title = _title(sheet.kind, block)
        link = f"[{title.partition(': ')[2]}]({folder}/{sheet.name}.md#{_slug(title)})"
        lines.append(f"| {link} | {_cell(block.about)} |")
    return "\n".join(lines) + "\n"


def _page(sheet: Sheet, sheets: list[Sheet], order: int) -> str:
    places = {
        block.model.__name__: ("" if one == sheet else f"{one.name}.md") + f"#{_slug(_title(one.kind, block))}"
        for one in sheets if one.kind == sheet.kind for block in one.blocks
    }  # fmt: skip
    head = _HEAD.format(title=sheet.title, about=sheet.about, order=order, place=sheet.kind.place)
    return "\n".join([head, *(line for block in sheet.blocks for line in _table(sheet.kind, block, places))]).rstrip() + "\n"


def _table(kind: FileKind, block: Block, places: dict[str, str]) -> Iterator[str]:
    yield f"## {_title(kind, block)}\n"
    yield f"{_cell(block.about)}\n" + (f"\nIt stands under `{block.path}`.\n" if block.path else "")
    yield "| key | meaning | what to type | needed | filled by | seen by |\n|---|---|---|---|---|---|"
    yield "\n".join(_line(row, places) for row in block.rows) + "\n"


def _title(kind: FileKind, block: Block) -> str:
    """`District: one of cycles, indicators`; every heading is the dictionary's only one of its words."""
    steps = [step.removesuffix("[]") for step in block.path.split(".") if step.strip("…[]")]
    return f"{kind.name.capitalize()}: {', '.join(steps).replace('_', ' ') if steps else 'the file'}"


def _slug(title: str) -> str:
    """The anchor that the site makes of a heading."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", title).strip().lower())


def _line(row: Row, places: dict[str, str]) -> str:
    typed = f"[{row.type}]({places[row.leads_to]})" if row.leads_to else row.type
    typed += f" ({row.unit})" if says_more(row.unit, row.type) else ""
    needed = "**yes**" if row.required else f"no: `{row.default}`" if row.default else "no"
    seen = SEEN_BY[row.mark] if row.mark else "see above"
    cells = (f"`{row.key}`", _cell(row.meaning), _cell(typed), needed, _cell(row.filled_by or "FP"), seen)
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    """Text for a cell of a Markdown table."""
    text = re.sub(r"(?<!`)<([^<>`\s]+)>", r"`<\1>`", text) if "`" not in text else text
    return text.replace("|", "\\|").replace("[[", "[ [")
