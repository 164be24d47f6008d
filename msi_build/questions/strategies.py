"""The workplan, column by column. A strategy that was dropped is asked nothing, except why (Q43).

From Workshop 2:
Q17 (warning) a strategy has only one activity.
Q20 (advice) there is one strategy alone, or all act in one area.
Q21 (warning) there are more than five strategies or more than twenty activities.
Q22 (warning) column D does not say from what to what, or by when.
Q23 (warning) a target or effect is due outside the months of implementation.
Q31 (warning) nobody looked for links with other strategies.
Q32 (warning) a conflict has no action.
Q33 (warning) column G says nothing of women and men.
Q34 (warning) a strategy needs new money and names no budget line.

From the implementation:
Q35 (advice) column J does not say which money, people or time a strategy uses.
Q36 (warning) nobody is responsible, or one role for everything.
Q37 (advice) every strategy is new.
Q43 (warning) a strategy was changed, paused or dropped, and nobody wrote why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msi_build.questions.base import Asking, Found, Rule
from msi_build.render.periods import day, month, numeral

MOST_STRATEGIES, MOST_ACTIVITIES = 5, 20
FEWEST_WORDS = 4
_FROM_TO = re.compile(r"\d.*\d|\bfrom\b.+\bto\b", re.IGNORECASE | re.DOTALL)


def _one_activity(ask: Asking) -> Iterator[Found]:
    for path, row in ask.rows():
        if len(row.activities) == 1:
            yield Found((*path, "activities"), f"“{row.strategy}” has only one activity. Is that enough to make it work?")


def _one_kind(ask: Asking) -> Iterator[Found]:
    rows = [row for _, row in ask.rows()]
    if rows and (len(rows) == 1 or len({row.area for row in rows}) == 1):
        words = "One kind of strategy alone seldom lasts. Can you add one that supports it: direction, competence, reward, system?"
        yield Found(("workplan", "rows"), words)


def _too_much(ask: Asking) -> Iterator[Found]:
    rows = [row for _, row in ask.rows()]
    activities = sum(len(row.activities) for row in rows)
    if len(rows) > MOST_STRATEGIES or activities > MOST_ACTIVITIES:
        words = f"{len(rows)} strategies with {activities} activities are a lot beside your daily work. What could wait for the next cycle?"
        yield Found(("workplan", "rows"), words)


def _effect(ask: Asking) -> Iterator[Found]:
    for path, row in ask.rows():
        effect = row.expected_effect
        if effect is None or not effect.by or not _FROM_TO.search(effect.text):
            yield Found((*path, "expected_effect"), f"“{row.strategy}”: what should be better, from what to what, by which month?")


def _outside_months(ask: Asking) -> Iterator[Found]:
    start, end = ask.implementation.start, ask.implementation.end
    first, last = f"{start:%Y-%m}", f"{end:%Y-%m}"
    for path, row in ask.rows():
        by = row.expected_effect.by if row.expected_effect else None
        if by and not first <= by <= last:
            words = f"“{row.strategy}” is due in {month(by)}, but the implementation goes from {day(start)} to {day(end)}. Which is right?"
            yield Found((*path, "expected_effect", "by"), words)


def _links(ask: Asking) -> Iterator[Found]:
    names = [(path, row) for path, row in ask.rows() if not row.links and not row.links_none_checked]
    for path, row in names:
        words = f"Have you looked whether “{row.strategy}” helps or disturbs other strategies, also those outside this plan?"
        yield Found((*path, "links"), words)


def _conflicts(ask: Asking) -> Iterator[Found]:
    for path, row in ask.rows():
        for index, link in enumerate(row.links):
            if link.kind == "conflicts" and not link.action:
                other = ask.cycle.row(link.with_) if link.with_ else None
                name = other.strategy if other else link.with_text or link.with_
                yield Found((*path, "links", index), f"“{row.strategy}” conflicts with “{name}”. What will you do about it?")


def _gender(ask: Asking) -> Iterator[Found]:
    for path, row in ask.rows():
        if not row.gender_none_because and len((row.gender or "").split()) < FEWEST_WORDS:
            words = f"How is “{row.strategy}” done for women and for men, or whom does it affect differently? One sentence is enough."
            yield Found((*path, "gender"), words)


def _new_money(ask: Asking) -> Iterator[Found]:
    for path, row in ask.rows():
        if row.resources and row.resources.needs_new_money and not row.resources.budget_line:
            words = f"“{row.strategy}” needs new money, and the MSI gives none. Can it be done otherwise, or from which budget line?"
            yield Found((*path, "resources"), words)


def _source(ask: Asking) -> Iterator[Found]:
    for path, row in ask.rows():
        resources = row.resources
        if resources is None or not resources.needs_new_money and not resources.source:
            yield Found((*path, "resources"), f"Which existing money, people or time does “{row.strategy}” use?")


def _responsible(ask: Asking) -> Iterator[Found]:
    rows = list(ask.rows())
    for path, row in rows:
        if not row.responsible:
            yield Found((*path, "responsible"), f"Who sees to “{row.strategy}”?")
    roles = {row.responsible for _, row in rows}
    if len(rows) > 1 and len(roles) == 1 and (role := roles.pop()):
        words = f"All {numeral(len(rows))} strategies hang on one post, the {ask.country.label('roles', role)}. Who could share them?"
        yield Found(("workplan", "rows"), words)


def _all_new(ask: Asking) -> Iterator[Found]:
    rows = [row for _, row in ask.rows()]
    if rows and all(row.new_or_existing == "new" for row in rows):
        words = "Every strategy is new. What is already in your routine plan that could be included or improved?"
        yield Found(("workplan", "rows"), words)


def _why(ask: Asking) -> Iterator[Found]:
    words = {"modified": "changed", "dropped": "stopped", "paused": "paused"}
    for index, row in enumerate(ask.cycle.workplan.rows):
        if row.status in words and not any(change.why for change in row.changes):
            question = f"You {words[row.status]} “{row.strategy}”. That is fine. Please write why: this is the learning."
            yield Found(("workplan", "rows", index, "changes"), question)


RULES = (
    Rule("Q17", "warning", "workshop-2", _one_activity),
    Rule("Q20", "advice", "workshop-2", _one_kind),
    Rule("Q21", "warning", "workshop-2", _too_much),
    Rule("Q22", "warning", "workshop-2", _effect),
    Rule("Q23", "warning", "workshop-2", _outside_months),
    Rule("Q31", "warning", "workshop-2", _links),
    Rule("Q32", "warning", "workshop-2", _conflicts),
    Rule("Q33", "warning", "workshop-2", _gender),
    Rule("Q34", "warning", "workshop-2", _new_money),
    Rule("Q35", "advice", "implementation", _source),
    Rule("Q36", "warning", "implementation", _responsible),
    Rule("Q37", "advice", "implementation", _all_new),
    Rule("Q43", "warning", "implementation", _why),
)
