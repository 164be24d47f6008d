"""The quality rules of the brief, as questions to a team for its next meeting.

Each module holds one family with its manual on top; `RULES` is their list. A rule is silent before its stage,
where its country has switched it off, and where the team has answered it. Questions never stop a build and are
never in the public edition: they are made from all the data and given to the editions that may see them.
Q01 to Q03, Q16, Q54 and Q55 are checks of files and numbers: see `yaml_faults`, `model/references`, `checks`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace

from msi_build.checks.walking import where
from msi_build.diagnostics import Faults
from msi_build.edition import Edition, marks
from msi_build.model.programme import Data, District
from msi_build.model.question import WEIGHTS, Question, Questions
from msi_build.questions import causes, dates, doing, numbers, problem, strategies, team
from msi_build.questions.base import Asking, Rule

RULES: tuple[Rule, ...] = (
    *team.RULES,
    *problem.RULES,
    *causes.RULES,
    *strategies.RULES,
    *numbers.RULES,
    *doing.RULES,
    *dates.RULES,
)

#: Places that stand in the district's file beside its cycles.
_BESIDE = ("group", "team", "planning")


def with_questions(data: Data, seen: Data, edition: Edition, today: dt.date) -> Data:
    """`seen`, the data of the edition, with the questions that its readers may see, made from all the `data`."""
    asked: Mapping[str, Questions] = {
        one.id: questions_to(data, one, today)
        for one in data.districts
        if "G" in marks(edition, data, one.id, one.group)
    }
    return replace(seen, questions=asked)


def questions_to(data: Data, district: District, today: dt.date) -> Questions:
    """What is asked of a district today, and on the newest day of its data."""
    asking = _asking(data, district, today)
    if asking is None:
        return Questions()
    answers, newest = asking.cycle.answers, asking.newest
    found, told = list(_found(asking)), _found(replace(asking, today=newest))
    return Questions(
        tuple(one for one in found if one.rule not in answers),
        tuple((one, answers[one.rule]) for one in found if one.rule in answers),
        newest,
        tuple(one for one in told if one.rule not in answers),
    )


def ask(data: Data, today: dt.date, faults: Faults) -> None:
    """Every open question as a note beside its place in the files."""
    for district in data.districts:
        for one in questions_to(data, district, today).open:
            hint = f"An answer under answers: with {one.rule} silences it."
            faults.add(where(data, district, one.path), one.rule, one.words, hint, "question")


def _asking(data: Data, district: District, today: dt.date) -> Asking | None:
    cycle = district.current_cycle
    if cycle is None:
        return None
    return Asking(data, district, data.group(district.group), data.country(district.country), cycle, today)


def _found(asking: Asking) -> Iterator[Question]:
    """Errors first, then warnings, then advice; of equal weight in the order of the rules."""
    off = {id_ for id_, word in asking.country.rules.items() if word == "off"}
    rules = [rule for rule in RULES if rule.id not in off and asking.reached(rule.since)]
    index = asking.district.cycles.index(asking.cycle)
    for rule in sorted(rules, key=lambda one: (WEIGHTS.index(one.weight), one.id)):
        for found in rule.find(asking):
            path = found.path if found.path[0] in _BESIDE else ("cycles", index, *found.path)
            yield Question(rule.id, rule.weight, asking.district.id, asking.cycle.number, found.words, path)
