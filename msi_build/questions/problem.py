"""The situation analysis, the problem and its statement. All from Workshop 1, Q11 from Workshop 2.

Q06 (warning) an area of the situation analysis is empty.
Q07 (warning) no problem has a number behind it.
Q08 (error) no problem is chosen; that one alone is, and that a statement has one, is checked when a file is read.
Q09 (warning) the chosen problem is hardly about the work of staff.
Q10 (warning) the statement has no number, is long, names a cause or a solution, or joins two problems.
Q11 (warning) the statement has not been looked at since Workshop 1.
Q51 (advice) a later cycle took a new problem without a new situation analysis, or kept the tree of the cycle before.
Q06 to Q08 speak of cycles that begin with a situation analysis.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msi_build.model.vocabulary import FINDINGS
from msi_build.questions.base import Asking, Found, Rule, listed

MOST_WORDS = 40
_NUMBER = re.compile(r"\d|to be measured", re.IGNORECASE)
_SOLUTION = re.compile(r"^(?:a )?(?:lack of|no |inadequate|insufficient|poor )", re.IGNORECASE)
_CAUSE = re.compile(r"\b(?:because|due to|as a result of)\b", re.IGNORECASE)
_COUNT = re.compile(r"\b(?!(?:19|20)\d\d\b)\d+")


def _areas(ask: Asking) -> Iterator[Found]:
    situation = ask.cycle.situation_analysis
    empty = [FINDINGS[area].lower() for area, texts in situation.findings.by_area() if not texts]
    if ask.cycle.problem_choice == "new" and empty:
        words = f"Nothing is written about {listed(empty)}. What would you add to the situation analysis?"
        yield Found(("situation_analysis", "findings"), words)


def _evidence(ask: Asking) -> Iterator[Found]:
    problems = ask.cycle.problems
    if problems and not any(one.evidence or one.evidence_text for one in problems):
        words = "No problem has a number behind it. Can you add data, or write “known, no data” and how you will measure it?"
        yield Found(("problems",), words)


def _chosen(ask: Asking) -> Iterator[Found]:
    if ask.cycle.problem_choice == "new" and ask.cycle.chosen_problem is None:
        yield Found(("problems",), "Which one problem did you choose for this cycle? None is marked yet.")


def _workforce(ask: Asking) -> Iterator[Found]:
    chosen = ask.cycle.chosen_problem
    if chosen and chosen.workforce_link == "weak":
        words = "How is the chosen problem linked to the work of your staff? The link is marked as weak."
        yield Found(("problems", ask.cycle.problems.index(chosen)), words)


def _statement(ask: Asking) -> Iterator[Found]:
    statement = ask.cycle.statement
    if statement and (doubts := list(_doubts(statement.text))):
        words = f"The problem statement {listed(doubts)}. Look at it again with the ten criteria: what would you change?"
        yield Found(("problem_statement", ask.cycle.problem_statement.index(statement), "text"), words)


def _doubts(text: str) -> Iterator[str]:
    if not _NUMBER.search(text):
        yield "has no number"
    if len(text.split()) > MOST_WORDS:
        yield f"has more than {MOST_WORDS} words"
    if _CAUSE.search(text):
        yield "may hold a cause"
    if _SOLUTION.match(text):
        yield "may hold a solution"
    if sum(len(part.split()) >= 6 and bool(_COUNT.search(part)) for part in re.split(r"\band\b", text)) > 1:
        yield "may hold two problems"


def _looked_again(ask: Asking) -> Iterator[Found]:
    statement, first = ask.cycle.statement, ask.event("workshop-1")
    if statement and first and statement.date <= first.end:
        words = "The problem statement has not been looked at since Workshop 1. Is it still right?"
        yield Found(("problem_statement",), words)


def _fresh(ask: Asking) -> Iterator[Found]:
    cycle = ask.cycle
    before = next((one for one in ask.district.cycles if one.number == cycle.number - 1), None)
    if before is None:
        return
    situation = cycle.situation_analysis
    found = any(texts for _, texts in situation.findings.by_area())
    if cycle.problem_choice == "new" and not situation.completed and not found:
        words = "A new problem asks for a fresh look at the situation. Will you write a new situation analysis?"
        yield Found(("situation_analysis",), words)
    if cycle.problem_choice == "same_adapted" and cycle.analysis == before.analysis:
        words = f"The causes are word for word those of cycle {before.number}. What do you see differently now?"
        yield Found(("analysis",), words)


RULES = (
    Rule("Q06", "warning", "workshop-1", _areas),
    Rule("Q07", "warning", "workshop-1", _evidence),
    Rule("Q08", "error", "workshop-1", _chosen),
    Rule("Q09", "warning", "workshop-1", _workforce),
    Rule("Q10", "warning", "workshop-1", _statement),
    Rule("Q11", "warning", "workshop-2", _looked_again),
    Rule("Q51", "advice", "workshop-1", _fresh),
)
