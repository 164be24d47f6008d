"""The small index by which a portal is searched: the texts of one district's pages, cut at their headings.

It is a script, because from a memory stick a page may load nothing else; it holds what the pages say, not more.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Iterator

from msi_build.artifacts import Artifact
from msi_build.page_text import pieces
from msi_build.render.portal_page import PortalPage

#: File of the index in the folder of a district.
INDEX = "search.js"

#: An entry: page (without .html), anchor, heading (of the page where it has none), text.
Entry = tuple[str, str, str, str]


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
    """The page in pieces; an element with an id of its own (a strategy, an indicator) leads there."""
    return [(page, one.anchor, one.head or title, one.text) for one in pieces(content, at_ids=True) if one.head or one.text]


def as_script(found: Iterable[Entry]) -> str:
    """Inert in a page and as a file: no markup can begin in it, no line can end in it."""
    text = json.dumps([list(one) for one in found], ensure_ascii=True, separators=(",", ":"))
    inert = text.replace("<", "\\u003c")
    return f"window.msiDistrict={inert};\n"
