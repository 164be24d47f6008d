"""The facilitators' tips, found where they stand: in tools, on the pages of events and on other pages."""

from __future__ import annotations

import posixpath
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msi_build.model.base import EVENTS
from msi_build.model.toolkit import Page, Tool, Toolkit
from msi_build.render.scan import Fence, pieces
from msi_build.sources import Document

_TIP = re.compile(
    r'^(?P<indent> *)!!! tip(?: "(?P<title>[^"]*)")?[ \t]*\n(?P<text>(?:[ \t]*\n|(?P=indent)(?: {4}|\t).*\n?)+)', re.MULTILINE
)
_LINK = re.compile(r"\]\(([^()\s]+)\)")


@dataclass(frozen=True)
class Tip:
    """A tip with its number in the list of tips, as Markdown, and its place. A tip inside another box counts too."""

    number: int | None
    text: str
    document: Document
    line: int

    def text_for(self, document: Document) -> str:
        """The Markdown with links that lead from another document to the same places."""
        here, there = posixpath.dirname(self.document.name), posixpath.dirname(document.name)

        def moved(hit: re.Match[str]) -> str:
            path, sign, anchor = hit[1].partition("#")
            if not path or ":" in path:
                return hit[0]
            return f"]({posixpath.relpath(posixpath.normpath(posixpath.join(here, path)), there)}{sign}{anchor})"

        return _LINK.sub(moved, self.text)


@dataclass(frozen=True)
class Gathered:
    """A tip of the list once, with every tool and page in which it stands, its event's page first."""

    number: int
    tip: Tip
    event: str
    places: tuple[tuple[Tool | Page, Tip], ...]


def tips(document: Document) -> tuple[Tip, ...]:
    """The tips of a document, in order."""
    return tuple(_tips(document))


def _tips(document: Document) -> Iterator[Tip]:
    for piece in pieces(document.body, document.body_line):
        if isinstance(piece, Fence):
            continue
        for hit in _TIP.finditer(piece.text + "\n"):
            number = re.fullmatch(r"Tip (\d{1,2})", hit["title"] or "")
            text = textwrap.dedent(hit["text"].expandtabs(4))
            line = piece.line + piece.text[: hit.start()].count("\n")
            yield Tip(int(number[1]) if number else None, text.strip(), document, line)


def gathered(toolkit: Toolkit) -> tuple[Gathered, ...]:
    """Every numbered tip once, by event in the order of the cycle; what belongs to no event comes first.

    The words are those of the event's page: they need no sheet beside them.
    """
    found: dict[int, list[tuple[Tool | Page, Tip]]] = {}
    for one in (*toolkit.pages, *toolkit.tools):
        for tip in tips(one.document):
            if tip.number is not None:
                found.setdefault(tip.number, []).append((one, tip))
    listed = [_gather(number, places) for number, places in found.items()]
    return tuple(sorted(listed, key=lambda one: (EVENTS.index(one.event) if one.event else -1, one.number)))


def _gather(number: int, places: Sequence[tuple[Tool | Page, Tip]]) -> Gathered:
    ordered = sorted(places, key=lambda place: (isinstance(place[0], Tool), not place[0].event, place[0].document.name))
    first, tip = next(((one, tip) for one, tip in ordered if one.event), ordered[0])
    return Gathered(number, tip, first.event or "", tuple(ordered))
