"""The small index by which a portal is searched: the texts of one district's pages, cut at their headings.

It is a script, because from a memory stick a page may load nothing else; it holds what the pages say, not more.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from msi_build.artifacts import Artifact
from msi_build.render.portal_page import PortalPage

#: File of the index in the folder of a district.
INDEX = "search.js"

#: An entry: page (without .html), anchor, heading (of the page where it has none), text.
Entry = tuple[str, str, str, str]

_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_SILENT = frozenset({"svg", "script", "style"})
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "col", "meta", "link"})


class PortalIndexes:
    """Notes the texts of district pages while they pass by, and makes one file a district of them."""

    def __init__(self) -> None:
        self._entries: dict[str, list[Entry]] = {}

    def reading(self, pages: Iterable[PortalPage]) -> Iterator[PortalPage]:
        """The same pages."""
        for page in pages:
            if page.kind == "district":
                folder, name = posixpath.split(page.path)
                found = entries(name.removesuffix(".html"), page.title, page.content)
                self._entries.setdefault(folder, []).extend(found)
            yield page

    def files(self) -> Iterator[Artifact]:
        for folder, found in self._entries.items():
            yield Artifact.text(f"{folder}/{INDEX}", as_script(found))


def entries(page: str, title: str, content: str) -> list[Entry]:
    """The page in pieces, one a heading; an element with an id of its own (a strategy, an indicator) leads there."""
    reader = _Reader()
    reader.feed(content)
    reader.close()
    pieces = ((anchor, " ".join("".join(head).split()), " ".join(" ".join(text).split())) for anchor, head, text in reader.pieces)
    return [(page, anchor, head or title, text) for anchor, head, text in pieces if head or text]


def as_script(found: Iterable[Entry]) -> str:
    """Inert in a page and as a file: no markup can begin in it, no line can end in it."""
    text = json.dumps([list(one) for one in found], ensure_ascii=True, separators=(",", ":"))
    inert = text.replace("<", "\\u003c")
    return f"window.msiDistrict={inert};\n"


class _Reader(HTMLParser):
    """Words by heading. Drawings are silent, since the same stands in words beside them; so is what is not shown yet,
    since who follows a find wants to see it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[tuple[str, list[str], list[str]]] = [("", [], [])]
        self._silent = 0
        self._in_head = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if self._silent or tag in _SILENT or "hidden" in known:
            self._silent += tag not in _VOID
            return
        id_, head = known.get("id"), tag in _HEADINGS
        if id_ or head:
            self.pieces.append((id_ or self.pieces[-1][0], [], []))
        self._in_head = self._in_head or head

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            self._silent -= tag not in _VOID
        elif tag in _HEADINGS:
            self._in_head = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces[-1][1 if self._in_head else 2].append(data)
