"""What every block is: a reader from YAML to typed content, and a view of that content for the templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from markupsafe import Markup, escape

from msi_build.diagnostics import Faults
from msi_build.model.base import Part, parse
from msi_build.model.toolkit import Toolkit
from msi_build.render.placeholders import Context, Medium, fill, fill_plain
from msi_build.sources import DataFile, Document

OnePart = TypeVar("OnePart", bound=Part)


@dataclass(frozen=True)
class Scene:
    """Where a block is shown: medium, document, data and audience; and what it may call for its texts.

    `markdown` turns an author's Markdown into HTML, `href` gives the link to a tool by its id,
    `section` the address of the heading over a line of a document,
    `number` counts the pieces of the document from 1 and keeps ids apart; `heading` stands above the block.
    `form` is the file of a presentation that is being made, one of FORMS in the plan, or "".
    """

    medium: Medium
    document: Document
    context: Context
    audience: str
    toolkit: Toolkit
    markdown: Callable[[str], Markup]
    href: Callable[[str], str]
    section: Callable[[Document, int], str]
    number: int = 1
    paper: str = "a4"
    heading: str = ""
    form: str = ""

    def fill(self, text: str) -> Markup:
        """Plain text as HTML, placeholders filled."""
        return fill(text, self.context, self.medium)

    def plain(self, text: str) -> str:
        """Plain text with placeholders filled, for attributes."""
        return fill_plain(text, self.context)


@dataclass(frozen=True)
class Block:
    """One kind of fenced block.

    `read` gives typed content, or None with faults; `view` gives the values for the templates
    theme/print/blocks/<name>.html.j2 and theme/pages/blocks/<name>.html.j2; `check` looks beyond the block itself.
    """

    read: Callable[[DataFile, Faults], Any]
    view: Callable[[Any, Scene], Mapping[str, object]]
    check: Callable[[Any, DataFile, Toolkit, Faults], None] = lambda content, file, toolkit, faults: None


def read_one(model: type[OnePart]) -> Callable[[DataFile, Faults], OnePart | None]:
    """A reader for a block of keys."""

    def read(file: DataFile, faults: Faults) -> OnePart | None:
        if file.data is None:
            faults.add(file.where(), "block-empty", "this block is empty", _example(model))
            return None
        return parse(model, file, faults)

    return read


def read_options(model: type[OnePart]) -> Callable[[DataFile, Faults], OnePart | None]:
    """A reader for a block that shows data of its own: its keys choose among them, and it may be empty."""
    return lambda file, faults: parse(model, file, faults, data={} if file.data is None else file.data)


def link_to(scene: Scene, tool: str, anchor: str, words: str) -> Markup:
    """The words as a link to a place in a tool's page; on paper, or where there is no such tool, the words alone."""
    if scene.medium == "print" or tool not in {one.id for one in scene.toolkit.tools}:
        return escape(words)
    return Markup('<a href="{}#{}">{}</a>').format(scene.href(tool), anchor, words)


def read_list(model_of: Callable[[object], type[Part] | None], kinds: str) -> Callable[[DataFile, Faults], Any]:
    """A reader for a block that is a list; `model_of` tells the model of an entry, `kinds` says what is allowed."""

    def read(file: DataFile, faults: Faults) -> tuple[Part, ...] | None:
        if not isinstance(file.data, list) or not file.data:
            faults.add(file.where(), "block-list", "this block must be a list", "Begin each entry with a dash: - …")
            return None
        parts = []
        for number, entry in enumerate(file.data):
            model = model_of(entry)
            if model is None:
                faults.add(file.where((number,)), "block-entry", "this entry is not of a known kind", f"Allowed: {kinds}.")
            else:
                parts.append(parse(model, file, faults, (number,), entry))
        return tuple(parts) if all(parts) and len(parts) == len(file.data) else None

    return read


def _example(model: type[Part]) -> str:
    keys = [info.alias or name for name, info in model.model_fields.items() if info.is_required()]
    return f"Write at least: {', '.join(f'{key}: …' for key in keys)}." if keys else "Write key: value, or delete it."


def from_text(key: str) -> Callable[[object], object]:
    """Lets a plain text stand for a part with one key: `- Every area` for `- {text: Every area}`."""
    return lambda value: {key: value} if isinstance(value, str) else value
