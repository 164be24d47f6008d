"""The facilitator's own sheets: a text or a PDF from anywhere on the machine, in one pack as if it were a tool."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from msi_build.characters import slug_of
from msi_build.diagnostics import Faults, Location
from msi_build.model.base import KINDS, SETS, Int, Part, Short, Text, Yes, parse
from msi_build.model.toolkit import PAPERS, Copies, Count, PackRule, Tool, ToolFront
from msi_build.plan import OWN
from msi_build.printing.foreign import ForeignPdf, Unprintable, examine
from msi_build.sources import DataFile, Document, read_local, read_markdown

#: `map.pdf:set=D,copies=2D`: the file, and behind a colon what differs from the usual.
_GIVEN = re.compile(r"(?P<path>.+?\.(?:md|pdf))(?::(?P<options>.*))?", re.IGNORECASE)

#: The sets of a whole pack.
SETS_OF_A_PACK = "".join(SETS)

#: What may stand behind the colon.
OPTIONS = ("set", "copies", "sides", "order", "title", "spare")


class LocalFront(Part):
    """What a sheet of one's own says about itself; all of it may be left out. Keys of a tool are understood."""

    title: Short | None = None
    short: Short | None = None
    kind: Literal[KINDS] | None = None
    summary: Text = ""
    users: Text = ""
    paper: Literal[PAPERS] = "a4"
    set: Literal[SETS] = "P"
    copies: Count = Copies(((1, "N"),))
    sides: Literal["simplex", "duplex"] = "simplex"
    spare: Yes = False
    order: Annotated[Int, Field(ge=0)] | None = None
    packs: tuple[PackRule, ...] = ()


@dataclass(frozen=True)
class LocalSheets:
    """Tools for one pack, in the order in which they were given; what is a PDF, by the tool's id."""

    tools: tuple[Tool, ...] = ()
    pdfs: Mapping[str, ForeignPdf] = field(default_factory=dict)


def read_local_sheets(
    given: Sequence[str], event: str, known: Collection[str], faults: Faults, sets: str = SETS_OF_A_PACK
) -> LocalSheets:
    """Read what `--with` names for a pack of these `sets`. `known` are the ids of the tools. What is wrong goes to `faults`."""
    tools: list[Tool] = []
    pdfs: dict[str, ForeignPdf] = {}
    for text in given:
        found = _GIVEN.fullmatch(text)
        if found is None:
            faults.add(
                Location(text), "with-name", "is neither a text (.md) nor a PDF (.pdf)",
                "Save or print it as a PDF, then for example: --with map.pdf:set=D,copies=2D",
            )
            continue
        path = Path(found["path"])
        raw = read_local(path, faults)
        options = _options(text, found["options"] or "", faults)
        if raw is None or options is None:
            continue
        document, foreign = _content(path, raw, faults)
        if document is None:
            continue
        front = _front(document, text, options, foreign, faults)
        if front is not None:
            tool = _tool(path, document, front, event, {*known, *(one.id for one in tools)})
            _say_if_left_out(tool, text, sets, faults)
            tools.append(tool)
            if foreign:
                pdfs[tool.id] = foreign
    return LocalSheets(tuple(tools), pdfs)


def _say_if_left_out(tool: Tool, text: str, sets: str, faults: Faults) -> None:
    """A sheet of a set that `--set` leaves out would be missing without a word."""
    its = sorted({rule.set for rule in tool.packs})
    if not set(its) & set(sets):
        faults.add(
            Location(text), "with-set", f"'{tool.title}' is in set {','.join(its)}, which --set {','.join(sets)} leaves out",
            f"Write --set {','.join([*sets, *its])}, or put the sheet into another set, e.g. {tool.document.name}:set={sets[0]}",
        )


def _options(text: str, typed: str, faults: Faults) -> dict[str, str] | None:
    pairs = [part.partition("=") for part in typed.split(",") if part.strip()]
    for key, sign, _ in pairs:
        if not sign or key.strip() not in OPTIONS:
            faults.add(
                Location(text), "with-option", f"'{key.strip()}' is not understood behind the colon",
                f"Write key=value, with commas between; the keys are {', '.join(OPTIONS)}.",
            )
            return None
    return {key.strip(): value.strip() for key, _, value in pairs}


def _content(path: Path, raw: bytes, faults: Faults) -> tuple[Document | None, ForeignPdf | None]:
    """The text; for a PDF an empty one, and the PDF itself when it can be printed."""
    name = str(path)
    if path.suffix.lower() == ".md":
        return read_markdown(name, raw, faults), None
    try:
        foreign = examine(raw)
    except Unprintable as fault:
        faults.add(Location(name), "with-pdf", str(fault), fault.hint)
        return None, None
    if foreign.loose:
        faults.add(
            Location(name), "with-fonts", f"the font {', '.join(foreign.loose)} is not embedded: the copy shop's machine takes another",
            "Save it once more with its fonts embedded (PDF/A does).", "warning",
        )
    return Document(name, (), DataFile(name, (), {}), "", 1), foreign


def _front(
    document: Document, text: str, options: dict[str, str], foreign: ForeignPdf | None, faults: Faults
) -> LocalFront | None:
    """Front matter with the options in its place; keys that only a tool needs are read and not used."""
    data = document.front.data if isinstance(document.front.data, dict) else {}
    spare_keys = {"id", "stage", "event", "when", "origin", "sources", "find"} & ToolFront.model_fields.keys()
    used = {key: value for key, value in data.items() if key not in spare_keys}
    if options:
        document = replace(document, front=replace(document.front, name=text) if foreign else document.front)
        used |= options
        used.pop("packs", None)
    if foreign:
        used["paper"] = foreign.paper
    return parse(LocalFront, document.front, faults, data=used or {"set": "P"})


def _tool(path: Path, document: Document, front: LocalFront, event: str, taken: Collection[str]) -> Tool:
    words = re.sub(r"[-_\s]+", " ", path.stem).strip()
    title = front.title or words[:1].upper() + words[1:]
    stem = slug_of(path.stem) or "sheet"
    id_ = next(name for n in range(1, len(taken) + 2) if (name := f"own-{stem}{f'-{n}' if n > 1 else ''}") not in taken)
    rules = tuple(rule for rule in front.packs if rule.event == event)
    if not rules:
        rules = (
            PackRule.model_construct(
                event=event, set=front.set, copies=front.copies, sides=front.sides, spare=front.spare,
                order=front.order, paper=None,
            ),
        )
    return Tool(
        id_, title, front.kind or "own", "plan", event, front.summary, front.users, document,
        paper=front.paper, origin=OWN, packs=rules, order=front.order, short=front.short,
    )
