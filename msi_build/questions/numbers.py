"""The indicators of the workplan: start, target, values.

Q24 (error, from the implementation) a strategy has no indicator.
Q25 (warning, from the implementation) an indicator has no starting value.
Q26 (warning, from the implementation) the target is not better than the start.
Q27 (advice, from Workshop 2) the step from start to target is more than 50 percentage points, or threefold.
Q28 (warning, from the implementation) no value for one and a half intervals.
Q29 (advice, from support visit 1) two values in a row go against the wanted direction.
Q30 (advice, from the implementation) a monthly indicator needs a new collection of data.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from msi_build.model.programme import Indicator
from msi_build.questions.base import Asking, Found, Path, Rule
from msi_build.render.periods import MONTHS_BETWEEN, Span, with_unit

MOST_POINTS, MOST_TIMES = 50, 3
#: One and a half intervals of a month of 30.4 days.
PATIENCE = 1.5 * 30.4
_COLLECTED = re.compile(r"\b(?:survey|interview|questionnaire|phone check|focus group|exit)", re.IGNORECASE)


def _watched(ask: Asking) -> Iterator[tuple[Path, Indicator]]:
    for index, one in enumerate(ask.cycle.indicators):
        if "workplan" in one.used_for:
            yield ("indicators", index), one


def _no_indicator(ask: Asking) -> Iterator[Found]:
    for path, row in ask.rows():
        if not row.indicators:
            yield Found((*path, "indicators"), f"“{row.strategy}” has no indicator. What will show you that it works?")


def _no_start(ask: Asking) -> Iterator[Found]:
    for path, one in _watched(ask):
        if one.baseline is None:
            yield Found(path, f"“{one.name}” has no starting value. Where can you read it? Without it nobody can see a change.")


def _not_better(ask: Asking) -> Iterator[Found]:
    for path, one in _watched(ask):
        if not one.baseline or not one.target or one.direction == "keep":
            continue
        change = one.target.value - one.baseline.value
        if change == 0 or (change > 0) != (one.direction == "up"):
            words = f"The target of “{one.name}” is not better than the start ({_step(one)}). Which of the numbers is right?"
            yield Found((*path, "target"), words)


def _step(one: Indicator) -> str:
    return f"{with_unit(one.baseline.value, one.unit)} to {with_unit(one.target.value, one.unit)}"


def _big_step(ask: Asking) -> Iterator[Found]:
    months = round(((ask.implementation.end - ask.implementation.start).days + 1) / 28)
    for path, one in _watched(ask):
        if not one.baseline or not one.target:
            continue
        low, high = sorted((abs(one.baseline.value), abs(one.target.value)))
        big = high - low > MOST_POINTS if one.unit == "percent" else low > 0 and high / low > MOST_TIMES
        if big:
            yield Found((*path, "target"), f"“{one.name}”: from {_step(one)} in {months} months is a big step. Are you sure?")


def _past_due(ask: Asking) -> Iterator[Found]:
    for path, one in _watched(ask):
        months = MONTHS_BETWEEN.get(one.frequency or "")
        if months is None or not ask.acting:
            continue
        newest = one.latest.period if one.latest else one.baseline.period if one.baseline else None
        read = Span.parse(newest).end if newest else ask.implementation.start
        if ask.today > max(read, ask.implementation.start) + dt.timedelta(days=PATIENCE * months):
            since = f" since {Span.parse(newest).words()}" if newest else ""
            yield Found((*path, "values"), f"No new value of “{one.name}”{since}. Is it still being watched?")


def _wrong_way(ask: Asking) -> Iterator[Found]:
    for path, one in _watched(ask):
        start = [one.baseline.value] if one.baseline else []
        last = [*start, *(value.value for value in one.values)][-3:]
        worse = (lambda a, b: b < a) if one.direction == "up" else (lambda a, b: b > a)
        if len(last) == 3 and one.direction != "keep" and worse(*last[:2]) and worse(*last[1:]):
            words = f"“{one.name}” has gone the other way twice. What does the team think, and is anything being changed?"
            yield Found((*path, "values"), words)


def _new_data(ask: Asking) -> Iterator[Found]:
    for path, one in _watched(ask):
        sources = [one.baseline.source if one.baseline else None, *(value.source for value in one.values)]
        collected = any(_COLLECTED.search(text) for text in sources if text)
        if one.frequency == "monthly" and not one.catalogue and collected:
            words = f"“{one.name}” is collected anew every month. Could you use figures that you already have?"
            yield Found(path, words)


RULES = (
    Rule("Q24", "error", "implementation", _no_indicator),
    Rule("Q25", "warning", "implementation", _no_start),
    Rule("Q26", "warning", "implementation", _not_better),
    Rule("Q27", "advice", "workshop-2", _big_step),
    Rule("Q28", "warning", "implementation", _past_due),
    Rule("Q29", "advice", "support-visit", _wrong_way),
    Rule("Q30", "advice", "implementation", _new_data),
)
