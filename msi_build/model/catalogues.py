"""The catalogues of content/data: strategies to choose from, indicators to count, words to know.

Each stands once, in a file of its own; tools and pages show it, on the screen and on paper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal, TypeVar

from pydantic import Field

from msi_build.diagnostics import Faults
from msi_build.model.base import Part, Short, Slug, Text, Yes, nearest, parse
from msi_build.sources import DataFile

#: The areas in which a team can act, in the order of the guidance.
AREA_TITLES: Mapping[str, str] = {
    "availability": "Availability",
    "direction": "Direction",
    "competencies": "Competencies",
    "rewards_sanctions": "Rewards and sanctions",
    "health_system": "Health system",
}

#: What indicators are about, in the order of the HMIS tool.
GROUP_TITLES: Mapping[str, str] = {
    "services": "Services",
    "reports": "Reports and medicines",
    "staff": "Staff",
}


class Strategy(Part):
    """An idea for a strategy: which problem it answers, what one does, how one sees that it works, what to watch."""

    id: Slug
    area: Literal[tuple(AREA_TITLES)]
    title: Short
    problem: Short
    activities: Annotated[tuple[Short, ...], Field(min_length=2, max_length=5)]
    money: Literal["none", "own"]
    soon: Literal["1 month", "3 months", "8 months"]
    indicators: tuple[Short, ...] = ()
    sign: Short | None = None
    watch: Short
    gender: Short


class Measure(Part):
    """An indicator of the catalogue. `formula` says numerator ÷ denominator in a few words, for a sheet."""

    code: Short
    group: Literal[tuple(GROUP_TITLES)]
    name: Short
    formula: Short
    numerator: Short
    denominator: Short
    unit: Short
    source: Short
    often: Literal["monthly", "quarterly", "yearly"]
    better: Literal["up", "down", "none"]
    split: tuple[Short, ...] = ()
    note: Text | None = None


class Term(Part):
    """A word with its meaning. `basic`: on the sheet for choosing strategies; `mark`: its forms in texts."""

    term: Short
    meaning: Text
    basic: Yes = False
    mark: tuple[Short, ...] = ()


class Abbreviation(Part):
    """`short` stands for `long`; `country` says where it is used."""

    short: Short
    long: Short
    country: Short | None = None


class _Strategies(Part):
    strategies: Annotated[tuple[Strategy, ...], Field(min_length=1)]


class _Measures(Part):
    indicators: Annotated[tuple[Measure, ...], Field(min_length=1)]


class _Words(Part):
    terms: Annotated[tuple[Term, ...], Field(min_length=1)]
    abbreviations: tuple[Abbreviation, ...] = ()


@dataclass(frozen=True)
class Catalogues:
    """All three, in the order of their files; empty where a file is missing or has a fault."""

    strategies: tuple[Strategy, ...] = ()
    measures: tuple[Measure, ...] = ()
    terms: tuple[Term, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    #: Codes as typed, also of a file with another fault: a link to one of these is no second fault.
    codes: frozenset[str] = field(default=frozenset(), repr=False)

    def measure(self, code: str) -> Measure | None:
        """The indicator with this code, or None."""
        return self._measures.get(code)

    @cached_property
    def _measures(self) -> dict[str, Measure]:
        return {one.code: one for one in self.measures}


def load_catalogues(files: Iterable[DataFile], faults: Faults) -> Catalogues:
    """Read the three files, each entry with its faults; then look whether codes and names point to something."""
    known = {file.name.removeprefix("content/data/"): file for file in files}
    strategies, measures, words = (
        _read(model, known.get(name), faults)
        for model, name in ((_Strategies, "strategies.yml"), (_Measures, "indicators.yml"), (_Words, "terms.yml"))
    )
    catalogues = Catalogues(
        strategies.strategies if strategies else (),
        measures.indicators if measures else (),
        words.terms if words else (),
        words.abbreviations if words else (),
        frozenset(_typed_codes(known.get("indicators.yml"))),
    )
    if strategies:
        _check_strategies(catalogues, known["strategies.yml"], faults)
    if measures:
        _check_once(known["indicators.yml"], "indicators", "code", [one.code for one in measures.indicators], faults)
    if words:
        _check_once(known["terms.yml"], "terms", "term", [one.term for one in words.terms], faults)
        _check_once(known["terms.yml"], "abbreviations", "short", [one.short for one in words.abbreviations], faults)
    return catalogues


OnePart = TypeVar("OnePart", bound=Part)


def _read(model: type[OnePart], file: DataFile | None, faults: Faults) -> OnePart | None:
    return parse(model, file, faults) if file else None


def _typed_codes(file: DataFile | None) -> Iterator[str]:
    rows = file.data.get("indicators") if file and isinstance(file.data, dict) else None
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and isinstance(row.get("code"), str):
            yield row["code"]


def _check_strategies(catalogues: Catalogues, file: DataFile, faults: Faults) -> None:
    """Every strategy has something to count, and its codes stand in the catalogue."""
    _check_once(file, "strategies", "id", [one.id for one in catalogues.strategies], faults)
    for number, strategy in enumerate(catalogues.strategies):
        if not strategy.indicators and not strategy.sign:
            faults.add(
                file.where(("strategies", number, "title")), "strategy-sign",
                f"nothing shows whether {strategy.id} works",
                "Add indicators: [W03] with codes of indicators.yml, or sign: with what to count.",
            )
        for place, code in enumerate(strategy.indicators):
            if code not in catalogues.codes:
                faults.add(
                    file.where(("strategies", number, "indicators", place)), "strategy-indicator",
                    f"no indicator of the catalogue has the code {code}",
                    nearest(code, sorted(catalogues.codes)) or "The codes stand in content/data/indicators.yml.",
                )


def _check_once(file: DataFile, list_: str, key: str, names: list[str], faults: Faults) -> None:
    counted = Counter(name.casefold() for name in names)
    seen: set[str] = set()
    for number, name in enumerate(names):
        if counted[name.casefold()] > 1 and name.casefold() in seen:
            faults.add(
                file.where((list_, number, key)), "catalogue-double", f"{name} stands here twice",
                "Keep one of the two, or give this one another name.",
            )
        seen.add(name.casefold())
