"""Words that are explained: the first use on a page of the site becomes a link to its line in the glossary.

The link carries the meaning as its title: it shows on pointing, and where a keyboard reaches it. Headings, titles of
boxes, heads of tables, links, code and HTML are left alone; on paper nothing is marked.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from msi_build.model.toolkit import Toolkit, address_of
from msi_build.render.blocks.glossary import PAGE, entries
from msi_build.render.placeholders import PATTERN, Context, as_entities, fill_plain
from msi_build.render.scan import outside_code
from msi_build.sources import Document

#: Where nothing is marked: headings, titles of boxes, HTML, definitions of links, heads of tables with their rule …
_CLOSED_LINE = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t].*|!!!.*|\?\?\?.*|<.*|\[[^\]\n]+\]:.*|.*\n[ \t]*(?:=+|-+|\|?[ \t]*:?-+:?[ \t|:-]*))$", re.MULTILINE
)
#: … links and pictures, notes, other HTML, addresses.
_CLOSED = re.compile(
    r"!?\[(?:[^\[\]]|\[[^\[\]]*\])*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])|\[\^[^\]]*\]|<[^<>]*>|https?://\S+"
)


@dataclass(frozen=True)
class _Meaning:
    anchor: str
    title: str


class Words:
    """Knows every form of every word; without a glossary page there is nothing to lead to."""

    def __init__(self, toolkit: Toolkit) -> None:
        self._forms = dict(_forms(toolkit)) if PAGE in toolkit.by_name else {}
        longest = sorted(self._forms, key=len, reverse=True)
        either = "|".join(_either_case(form) for form in longest)
        self._pattern = re.compile(rf"(?<![\w\[/-])(?:{either})(?![\w/]|-\w)") if longest else None

    def explain(self, text: str, document: Document, seen: set[str]) -> str:
        """Markdown with the first use of each word as a link. `seen` are the words that the page has had."""
        if self._pattern is None or document.name == PAGE:
            return text
        href = posixpath.relpath(address_of(PAGE), posixpath.dirname(address_of(document.name)) or ".")
        closed = bytearray(len(text))
        for start, end in _closed(text):
            closed[start:end] = b"1" * (end - start)

        def link(hit: re.Match[str]) -> str:
            form = " ".join(hit[0].split())
            meaning = self._forms.get(form) or self._forms[form[:1].lower() + form[1:]]
            if closed[hit.start()] or meaning.anchor in seen:
                return hit[0]
            seen.add(meaning.anchor)
            return f'<a class="msi-word" href="{href}#{meaning.anchor}" title="{as_entities(meaning.title)}">{hit[0]}</a>'

        return self._pattern.sub(link, text)


def _closed(text: str) -> Iterator[tuple[int, int]]:
    """From where to where nothing is marked; code first."""
    place = 0
    for part, free in outside_code(text):
        if not free:
            yield place, place + len(part)
        place += len(part)
    for pattern in (_CLOSED_LINE, _CLOSED):
        yield from (hit.span() for hit in pattern.finditer(text))


def _forms(toolkit: Toolkit) -> Iterator[tuple[str, _Meaning]]:
    """Every form in which a word stands in texts, with its place in the glossary. A word goes before an abbreviation."""
    words, abbreviations = entries(toolkit.catalogues)
    for one in abbreviations:
        meaning = _Meaning(one.anchor, fill_plain(one.meaning, Context()))
        yield fill_plain(one.word, Context()), meaning
        if PATTERN.fullmatch(one.word):
            yield one.word, meaning
    for term, one in zip(toolkit.catalogues.terms, words, strict=True):
        for form in term.mark:
            yield form, _Meaning(one.anchor, fill_plain(one.meaning, Context()))


def _either_case(form: str) -> str:
    """A word of small letters may also begin a sentence; an abbreviation stands as it is."""
    if form[0].islower() and form == form.lower():
        return f"[{form[0]}{form[0].upper()}]{_over_lines(form[1:])}"
    return _over_lines(form)


def _over_lines(form: str) -> str:
    """The form as a pattern; a line may end between its words."""
    return r"\s+".join(map(re.escape, form.split(" ")))
