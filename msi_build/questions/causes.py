"""The causes, and whether strategies answer them. All from Workshop 2.

Q12 (warning) the tree has fewer than two main causes or no branch of three levels; the fishbone fewer than three bones.
Q13 (advice) all causes lie in one area.
Q14 (warning) a chosen cause is outside the reach of the team.
Q15 (advice) a chosen cause, or one behind it, was still to be found out.
Q18 (warning) no strategy answers a chosen cause.
Q19 (warning) a strategy does not say which cause it answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msi_build.model.programme import Cause
from msi_build.model.vocabulary import AREAS
from msi_build.questions.base import Asking, Found, Path, Rule, listed

MAIN_CAUSES, LEVELS, BONES = 2, 3, 3


def _all(ask: Asking) -> Iterator[tuple[Path, Cause]]:
    """Every cause of the technique in use, with its place."""
    analysis = ask.cycle.analysis
    if ask.cycle.technique == "fishbone":
        for area, causes in analysis.fishbone.items():
            yield from _walk(("analysis", "fishbone", area), causes)
    else:
        yield from _walk(("analysis", "causes"), analysis.causes)


def _walk(path: Path, causes: Sequence[Cause]) -> Iterator[tuple[Path, Cause]]:
    for index, cause in enumerate(causes):
        yield (*path, index), cause
        yield from _walk((*path, index, "because"), cause.because)


def _depth(causes: Sequence[Cause]) -> int:
    return 1 + max((_depth(one.because) for one in causes), default=0) if causes else 0


def _stops_early(ask: Asking) -> Iterator[Found]:
    analysis = ask.cycle.analysis
    if ask.cycle.technique == "fishbone":
        early = sum(bool(causes) for causes in analysis.fishbone.values()) < BONES
    else:
        early = len(analysis.causes) < MAIN_CAUSES or _depth(analysis.causes) < LEVELS
    if early:
        yield Found(("analysis",), "The analysis stops early. What comes out when you ask “but why?” twice more?")


def _one_area(ask: Asking) -> Iterator[Found]:
    areas = {cause.area for _, cause in _all(ask)}
    if len(areas) == 1 and sum(1 for _ in _all(ask)) > 1:
        (area,) = areas
        others = [AREAS[one].lower() for one in AREAS if one != area][:3]
        words = f"All causes are about {AREAS[area].lower()}. Is there nothing about {listed(others[:-1])} or {others[-1]}?"
        yield Found(("analysis",), words)


def _outside(ask: Asking) -> Iterator[Found]:
    for path, cause in _all(ask):
        if cause.chosen and cause.reach == "outside":
            words = f"“{cause.text}” is outside what you decide. Is there a cause you can change, or whom will you ask?"
            yield Found(path, words)


def _find_out(ask: Asking) -> Iterator[Found]:
    told: set[str] = set()
    for path, cause in _all(ask):
        for place, one in ((path, cause), *_walk((*path, "because"), cause.because)):
            if cause.chosen and one.evidence == "to_find_out" and one.id not in told:
                told.add(one.id)
                yield Found(place, f"You planned to find out about “{one.text}”. What did you find?")


def _unanswered(ask: Asking) -> Iterator[Found]:
    answered = {row.problem for _, row in ask.rows()}
    for path, cause in _all(ask):
        if cause.chosen and cause.id not in answered and ask.cycle.workplan.rows:
            yield Found(path, f"No strategy answers the cause “{cause.text}”. Is there one, or is the cause no longer chosen?")


def _no_cause(ask: Asking) -> Iterator[Found]:
    known = {cause.id for cause in ask.cycle.analysis.walk()}
    for path, row in ask.rows():
        if row.problem not in known:
            yield Found((*path, "problem"), f"Which cause does “{row.strategy}” answer?")


RULES = (
    Rule("Q12", "warning", "workshop-2", _stops_early),
    Rule("Q13", "advice", "workshop-2", _one_area),
    Rule("Q14", "warning", "workshop-2", _outside),
    Rule("Q15", "advice", "workshop-2", _find_out),
    Rule("Q18", "warning", "workshop-2", _unanswered),
    Rule("Q19", "warning", "workshop-2", _no_cause),
)
