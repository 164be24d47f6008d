"""Long sentences.

`sentence-long`: a sentence has more words than `longest_sentence` of the style, or, on a slide, more than
`longest_on_a_slide`. A facilitator reads aloud from the page and many readers have English as their third language.
A full stop, a question mark and an exclamation mark end a sentence; so do the end of a cell, a point and a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msi_build.diagnostics import Faults
from msi_build.editing.passages import Passage
from msi_build.editing.style import Style

#: Where the end of a sentence is no matter of its words: empty lines, points, headings, quotations, boxes, cells.
_UNIT = re.compile(r"\n\s*\n|\n[ \t]*(?=(?:[-*+]|\d+[.)])\s|#|>|\||!!!|\?\?\?|:\s)|\||^!!!.*$", re.MULTILINE)
_END = re.compile(r"(?<=[.!?…])[”’\"')\]*_]*\s+")
_PLACEHOLDER = re.compile(r"\[\[\w+\]\]")
_WORD = re.compile(r"\w[\w'’.,/-]*")


def check(passages: Iterable[Passage], style: Style, faults: Faults) -> None:
    """See the manual on top."""
    for passage in passages:
        limit = style.longest_on_a_slide if passage.on_a_slide else style.longest_sentence
        for offset, sentence in sentences(passage.text):
            if (words := count_words(sentence)) > limit:
                beginning = " ".join(sentence.split()[:6])
                faults.add(
                    passage.where(offset), "sentence-long",
                    f"this sentence has {words} words{' on a slide' if passage.on_a_slide else ''}: “{beginning} …”",
                    f"Make two of it, or a list. At most {limit} words.", "warning",
                )


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Offset and text of each sentence of a Markdown text."""
    for start, unit in _split(text, 0, _UNIT):
        for offset, sentence in _split(unit, start, _END):
            lead = len(sentence) - len(sentence.lstrip(" \t\n>#|*+-"))
            if sentence.strip():
                yield offset + lead, sentence[lead:]


def count_words(sentence: str) -> int:
    """A placeholder counts as one word, a number too."""
    return len(_WORD.findall(_PLACEHOLDER.sub("word", sentence)))


def _split(text: str, start: int, at: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    end = 0
    for hit in at.finditer(text):
        yield start + end, text[end : hit.start()]
        end = hit.end()
    yield start + end, text[end:]
