"""What a page says, cut at its headings, for those who search it."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple


class Piece(NamedTuple):
    """What stands below one heading: the anchor that leads there, the heading's words, the text's."""

    anchor: str
    head: str
    text: str


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SILENT = frozenset({"svg", "script", "style"})
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "col", "meta", "link"})

#: Attributes of what is not searched; what is not shown yet, since who follows a find wants to see it.
_UNSEARCHED = frozenset({"hidden", "data-search-exclude"})

#: Within a word these may begin and end.
_INLINE = frozenset({"a", "abbr", "b", "code", "em", "i", "mark", "q", "s", "strong", "sub", "sup", "u", "wbr"})


def pieces(content: str, at_ids: bool) -> Iterator[Piece]:
    """The texts of a page's HTML in order. A heading begins a piece; with `at_ids` every element with an id does (a
    strategy, an indicator), else only a heading with one.
    """
    reader = _Reader(at_ids)
    reader.feed(content)
    reader.close()
    for anchor, head, text in reader.pieces:
        yield Piece(anchor, " ".join("".join(head).split()), " ".join("".join(text).split()))


class _Reader(HTMLParser):
    """Words by heading. Drawings are silent, since the same stands in words beside them."""

    def __init__(self, at_ids: bool) -> None:
        super().__init__()
        self.pieces: list[tuple[str, list[str], list[str]]] = [("", [], [])]
        self._at_ids = at_ids
        self._silent = 0
        self._in_head = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if self._silent or tag in _SILENT or known.keys() & _UNSEARCHED or known.get("class") == "headerlink":
            self._silent += tag not in _VOID
            return
        id_, head = known.get("id"), tag in _HEADINGS
        begins = id_ or head if self._at_ids else id_ and head
        if begins:
            self.pieces.append((id_ or self.pieces[-1][0], [], []))
            self._in_head |= head
        self._space(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            self._silent -= tag not in _VOID
            return
        if tag in _HEADINGS:
            self._in_head = False
        self._space(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces[-1][1 if self._in_head else 2].append(data)

    def _space(self, tag: str) -> None:
        if tag not in _INLINE:
            self.handle_data(" ")
