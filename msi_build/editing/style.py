"""The house style as data: `content/data/style.yml`, typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from pydantic import Field

from msi_build.diagnostics import Faults
from msi_build.model.base import Int, Part, Short, Text, parse
from msi_build.sources import Sources

STYLE_FILE = "content/data/style.yml"


class Term(Part):
    """Words that we do not write, and what stands in their place. Small letters match capitals too."""

    instead_of: tuple[Short, ...]
    write: Short
    why: Text
    #: Only in these texts; without it everywhere.
    where: Literal["tools", "pages", "data"] | None = None
    #: Phrases in which the word is right.
    right_in: tuple[Short, ...] = Field(default=(), alias="except")

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(_whole(words) for words in self.instead_of))

    @cached_property
    def _right(self) -> re.Pattern[str] | None:
        return re.compile("|".join(_whole(words) for words in self.right_in)) if self.right_in else None

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Every place of the text where one of the words stands and should not."""
        right = [hit.span() for hit in self._right.finditer(text)] if self._right else []
        for hit in self._pattern.finditer(text):
            if not any(start <= hit.start() < end for start, end in right):
                yield hit


class Style(Part):
    """What an editor looks for. The limits count words."""

    longest_sentence: Int = 30
    longest_on_a_slide: Int = 16
    terms: tuple[Term, ...] = ()
    #: Official names, not read as words.
    names: tuple[Short, ...] = ()
    #: Words that the spelling lists take for faults, and that are right here.
    spelled_right: tuple[Short, ...] = ()


def _whole(words: str) -> str:
    """A pattern for whole words: a phrase in small letters also matches with capitals."""
    body = r"\s+".join(map(re.escape, words.split()))
    ends = (r"(?<![\w-])" if words[0].isalnum() else "") + "{}" + (r"(?![\w-])" if words[-1].isalnum() else "")
    return ends.format(f"(?i:{body})" if words.islower() else body)


def read_style(sources: Sources, faults: Faults) -> Style:
    """The style of these sources; the defaults where there is no file, or one with faults."""
    file = next((one for one in sources.content_data if one.name == STYLE_FILE), None)
    return (parse(Style, file, faults) if file else None) or Style()
