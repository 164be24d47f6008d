"""Preferred terms.

`term`: a word stands in a text for which the house has another one. One thing has one name on every page, so that a
reader who knows it in one tool knows it in all. The list, with a reason for each, is `terms` in `content/data/style.yml`.
"""

from __future__ import annotations

from collections.abc import Iterable

from msi_build.diagnostics import Faults
from msi_build.editing.passages import SEARCHED, Passage
from msi_build.editing.style import Style


def check(passages: Iterable[Passage], style: Style, faults: Faults) -> None:
    """See the manual on top."""
    for passage in passages:
        if passage.key == SEARCHED:
            continue
        for term in style.terms:
            if term.where not in (None, passage.home):
                continue
            for hit in term.find(passage.text):
                words = " ".join(hit[0].split())
                faults.add(
                    passage.where(hit.start()), "term", f"we do not write “{words}”: {term.why}",
                    f"Write: {term.write}", "warning",
                )
