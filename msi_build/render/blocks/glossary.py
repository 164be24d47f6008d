"""`glossary`: words and abbreviations with their meaning; each has an address that explained words lead to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from msi_build.characters import slug_of
from msi_build.diagnostics import Faults
from msi_build.model.base import Part
from msi_build.model.catalogues import Abbreviation, Catalogues, Term
from msi_build.model.toolkit import Toolkit
from msi_build.render.blocks.base import Block, Scene, read_options
from msi_build.render.placeholders import Context, fill_plain
from msi_build.sources import DataFile

#: The page that shows every word; elsewhere a list of words is no find of its own in the search.
PAGE = "content/en/glossary.md"


class Glossary(Part):
    """Shows content/data/terms.yml: all of it, or a part."""

    show: Literal["all", "basic", "words", "abbreviations"] = "all"


@dataclass(frozen=True)
class Entry:
    """A word as the glossary shows it; `anchor` is its address on the page."""

    anchor: str
    word: str
    meaning: str
    country: str = ""


def entries(catalogues: Catalogues) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """Words and abbreviations, with placeholders as typed."""
    return tuple(map(_word, catalogues.terms)), tuple(map(_abbreviation, catalogues.abbreviations))


def _word(one: Term) -> Entry:
    return Entry(slug_of(one.term), one.term, one.meaning)


def _abbreviation(one: Abbreviation) -> Entry:
    return Entry(f"short-{slug_of(fill_plain(one.short, Context()))}", one.short, one.long, one.country or "")


def view(block: Glossary, scene: Scene) -> Mapping[str, object]:
    sections = [
        (name, title, sorted(rows, key=lambda one: scene.plain(one.word).casefold()))
        for name, title, rows in _sections(block.show, scene.toolkit.catalogues)
        if rows
    ]
    return {
        "sections": sections,
        "count": sum(len(rows) for _, _, rows in sections),
        "whole": block.show == "all",
        "searched": scene.document.name == PAGE,
    }


def _sections(show: str, catalogues: Catalogues) -> Iterator[tuple[str, str, list[Entry]]]:
    words, abbreviations = entries(catalogues)
    if show == "basic":
        basic = {one.term for one in catalogues.terms if one.basic}
        yield "words", "", [one for one in words if one.word in basic]
    if show in ("all", "words"):
        yield "words", "Words" if show == "all" else "", list(words)
    if show in ("all", "abbreviations"):
        yield "abbreviations", "Abbreviations" if show == "all" else "", list(abbreviations)


def check(block: Glossary, file: DataFile, toolkit: Toolkit, faults: Faults) -> None:
    """There is something to show."""
    if not toolkit.catalogues.terms:
        faults.add(
            file.where(), "catalogue-empty", "there are no words to show",
            "Write them in content/data/terms.yml, or mend the faults told for that file.",
        )


BLOCK = Block(read_options(Glossary), view, check)
