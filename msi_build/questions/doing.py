"""Doing, observing and reflecting. All from the implementation, Q52 and Q53 from support visit 1.

Q38 (warning) the district's plan closes within three months and the workplan is not in it.
Q39 (advice) four weeks on, the whole team has not agreed the plan.
Q40 (warning) four weeks on, no activity has begun.
Q41 (warning) the diary has been empty for 60 days.
Q42 (advice) the last three entries tell what was done and not what was learned.
Q46 (warning) an agreed action is 30 days over its date; three or more actions are all for one side.
Q52 (advice) nothing unexpected was written in the whole cycle.
Q53 (advice) no change around the district in four months.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msi_build.questions.base import Asking, Found, Rule
from msi_build.render.periods import day, numeral

WEEKS_TO_BEGIN = 4
SILENT_DIARY = dt.timedelta(days=60)
OVERDUE = dt.timedelta(days=30)
BEFORE_DEADLINE = dt.timedelta(weeks=13)
WITHOUT_CHANGE = dt.timedelta(weeks=17)
FEWEST_ACTIONS = 3


def _in_plan(ask: Asking) -> Iterator[Found]:
    planning = ask.district.planning
    deadline = planning.submission_deadline
    near = deadline and deadline - BEFORE_DEADLINE <= ask.today <= deadline
    if near and planning.workplan_in_plan == "not_planned":
        yield Found(("planning",), f"The district plan closes on {day(deadline)}. How does the workplan get into it?")


def _agreed(ask: Asking) -> Iterator[Found]:
    plan = ask.cycle.workplan
    if plan.rows and not plan.agreed_by_full_team and ask.weeks_on() >= WEEKS_TO_BEGIN:
        words = "Has the whole team seen and agreed the plan? Only some of you were at the workshop."
        yield Found(("workplan", "agreed_by_full_team"), words)


def _begun(ask: Asking) -> Iterator[Found]:
    activities = [one for row in ask.cycle.workplan.rows for one in row.activities]
    begun = any(one.status != "planned" for one in activities)
    if activities and not begun and ask.weeks_on() >= WEEKS_TO_BEGIN:
        yield Found(("workplan", "rows"), "Nothing is marked as begun. What is the smallest step for this week?")


def _diary(ask: Asking) -> Iterator[Found]:
    cycle = ask.cycle
    dates = [*(one.date for one in cycle.diary), *(one.date for one in cycle.support_visits)]
    last = max([ask.implementation.start, *(one for one in dates if one <= ask.today)])
    if ask.acting and ask.today - last > SILENT_DIARY:
        words = f"The diary has been empty since {day(last)}. Could five minutes of the next meeting be enough?"
        yield Found(("diary",), words)


def _learned(ask: Asking) -> Iterator[Found]:
    last = ask.cycle.diary[-3:]
    if len(last) == 3 and not any(one.went_well or one.less_well or one.next_time for one in last):
        yield Found(("diary",), "Your diary tells what was done. What did you learn from it?")


def _actions(ask: Asking) -> Iterator[Found]:
    actions = ask.cycle.actions
    late = [one for one in actions if one.status == "open" and one.due and ask.today - one.due > OVERDUE]
    if late:
        is_ = "One agreed action is" if len(late) == 1 else f"{numeral(len(late)).capitalize()} agreed actions are"
        yield Found(("actions",), f"{is_} still open a month after the date. Done, moved, or no longer needed?")
    sides = {one.owner_side for one in actions}
    if len(actions) >= FEWEST_ACTIONS and len(sides) == 1:
        team = ask.country.team_abbr
        who, others = (team, "the facilitators") if sides == {"dhmt"} else ("the facilitators", f"the {team}")
        yield Found(("actions",), f"All actions are for {'the ' if who == team else ''}{who}. What will {others} do?")


def _unexpected(ask: Asking) -> Iterator[Found]:
    if not any(one.unexpected for one in ask.cycle.diary):
        yield Found(("diary",), "Has anything unexpected happened, good or bad? It usually has.")


def _around(ask: Asking) -> Iterator[Found]:
    dates = [one.date for one in ask.cycle.environment_changes if one.date <= ask.today]
    if ask.acting and ask.today - max([ask.cycle.start, *dates]) > WITHOUT_CHANGE:
        words = "No change around you in four months? Staff, money, policy, epidemic, politics?"
        yield Found(("environment_changes",), words)


RULES = (
    Rule("Q38", "warning", "implementation", _in_plan),
    Rule("Q39", "advice", "implementation", _agreed),
    Rule("Q40", "warning", "implementation", _begun),
    Rule("Q41", "warning", "implementation", _diary),
    Rule("Q42", "advice", "implementation", _learned),
    Rule("Q46", "warning", "implementation", _actions),
    Rule("Q52", "advice", "support-visit", _unexpected),
    Rule("Q53", "advice", "support-visit", _around),
)
