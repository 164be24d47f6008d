"""Spelling.

`spelling`: a word stands on one of the lists of codespell: common slips, and words that are spelled the American way.
We write British English with -ise. Words that are right all the same stand in `spelled_right` of the style.
The lists know slips, not all words: a clean text may still hold a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from msi_build.diagnostics import Faults
from msi_build.editing.passages import Passage
from msi_build.editing.style import Style

#: Lists of codespell: a slip, an arrow, what was meant, sometimes with a reason behind the last comma.
SLIPS = ("dictionary.txt", "dictionary_rare.txt", "dictionary_informal.txt")
#: British, an arrow, American: read backwards.
AMERICAN = "dictionary_en-GB_to_en-US.txt"

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def check(passages: Iterable[Passage], style: Style, faults: Faults) -> None:
    """See the manual on top."""
    right = {word.lower() for word in style.spelled_right}
    known = word_lists()
    for passage in passages:
        for hit in _WORD.finditer(passage.text):
            word = hit[0].lower().replace("’", "'")
            if (meant := known.get(word)) and word not in right:
                faults.add(
                    passage.where(hit.start()), "spelling", f"“{hit[0]}” is spelled {meant} in our English",
                    f"Write {meant}; or, if the word is right, add it to spelled_right in content/data/style.yml.", "warning",
                )


@lru_cache(maxsize=1)
def word_lists() -> Mapping[str, str]:
    """Wrong word -> what was meant; some ten thousand, read once."""
    known = {american: british for british, american in _pairs(AMERICAN)}
    for name in SLIPS:
        known |= {wrong: _meant(right) for wrong, right in _pairs(name)}
    return {wrong: meant for wrong, meant in known.items() if wrong != meant and meant}


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    text = files("codespell_lib").joinpath("data", name).read_text(encoding="utf-8")
    for line in text.lower().splitlines():
        left, arrow, right = line.partition("->")
        if arrow:
            yield left.strip(), right.strip()


def _meant(right: str) -> str:
    """`calender -> calendar` or `ablet -> able, tablet,`; a reason may stand behind the last comma."""
    options = [one.strip() for one in right.split(",")]
    return " or ".join(one for one in options[: len(options) - 1 or 1] if one)
