"""Reads the toolkit's texts as an editor would: words, sentences, spelling, origins. Findings are warnings.

Whether a text works at all (links, blocks, headings, pictures) is `render/review.py`; this is about how it reads.
Each module holds one rule, with its manual on top. What the rules look for is data: `content/data/style.yml`.
"""

from __future__ import annotations

from msi_build.diagnostics import Faults
from msi_build.editing import origins, persons, sentences, spelling, terms
from msi_build.editing.passages import passages
from msi_build.editing.style import read_style
from msi_build.model.toolkit import SOURCE_LANGUAGE
from msi_build.sources import Sources

#: Rules for every passage. Each is called with the passages, the style and the collector.
RULES = (terms.check, sentences.check, spelling.check, persons.check)


def run(sources: Sources, faults: Faults) -> None:
    """All rules over all texts of the source language and all data of the content."""
    style = read_style(sources, faults)
    documents = [one for one in sources.documents if one.name.startswith(f"content/{SOURCE_LANGUAGE}/")]
    found = tuple(passages(documents, sources.content_data, style.names))
    for rule in RULES:
        rule(found, style, faults)
    for document in documents:
        origins.check(document, faults)
