"""Events and their dates.

Q44 (warning) an event is not recorded though its time is over. Lateness is a question, never a reproach.
Q45 (advice) the report of an event is missing after two weeks, or a visit has no thoughts of the facilitators.
Q49 (warning) events stand out of order, or Workshop 2 less than three weeks after Workshop 1.
Q50 (advice) the implementation ended four weeks ago and nobody decided how to go on.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator

from msi_build import schedule
from msi_build.questions.base import ORDER, Asking, Found, Rule, event_words

TIME_TO_WRITE = dt.timedelta(weeks=2)
TIME_TO_DECIDE = dt.timedelta(weeks=4)
BETWEEN_WORKSHOPS = dt.timedelta(weeks=3)
REPORTED = ("workshop-1", "workshop-2", "support-visit", "inter-district-meeting")


def _unrecorded(ask: Asking) -> Iterator[Found]:
    for event in ask.events:
        if event.is_late(ask.today) and event.slug != "next-cycle":
            words = event_words(event)
            yield Found(("events",), f"{words[:1].upper()}{words[1:]} is not recorded. Was it held, moved or cancelled?")


def _reports(ask: Asking) -> Iterator[Found]:
    for event in ask.events:
        if event.slug not in REPORTED or event.state != "done" or ask.today - event.end <= TIME_TO_WRITE:
            continue
        visit = next(
            (one for one in ask.cycle.support_visits if event.slug == "support-visit" and one.number == event.number), None
        )
        if not (visit and visit.report_done) and not _report_done(ask, event):
            yield Found(("events",), f"Is the report of {event_words(event)} written? Who has a copy?")
        elif visit and not visit.facilitator_reflection:
            words = f"What did the facilitators themselves learn at {event_words(event)}? Nothing is written yet."
            yield Found(("support_visits",), words)


def _report_done(ask: Asking, event: schedule.Event) -> bool:
    own = [one for one in ask.cycle.events if (one.type, one.number) == (event.slug, event.number)]
    shared = [
        one for one in ask.group.events
        if (one.type, one.cycle, one.number) == (event.slug, ask.cycle.number, event.number) and one.is_for(ask.district.id)
    ]  # fmt: skip
    return any(one.report_done for one in (*own, *shared))


def _order(ask: Asking) -> Iterator[Found]:
    known = [one for slug in ORDER if (one := ask.event(slug)) and one.state in ("scheduled", "done")]
    for first, second in itertools.pairwise(known):
        if second.start < first.start:
            words = f"{event_words(second)} comes before {event_words(first)}. Which date is right?"
            yield Found(("events",), words[:1].upper() + words[1:])
    one, two = ask.event("workshop-1"), ask.event("workshop-2")
    if one and two and dt.timedelta() <= two.start - one.start < BETWEEN_WORKSHOPS:
        words = "Workshop 2 comes less than three weeks after Workshop 1. Is there time for the further analysis?"
        yield Found(("events",), words)


def _decision(ask: Asking) -> Iterator[Found]:
    over = ask.today - ask.implementation.end >= TIME_TO_DECIDE
    if over and not ask.cycle.next_cycle.decision:
        words = "How will you go on: continue, adapt, or take a new problem? The sheet for it has one page."
        yield Found(("next_cycle",), words)


RULES = (
    Rule("Q44", "warning", "always", _unrecorded),
    Rule("Q45", "advice", "always", _reports),
    Rule("Q49", "warning", "always", _order),
    Rule("Q50", "advice", "implementation", _decision),
)
