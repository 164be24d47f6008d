"""Observing and reflecting: diary, support visits, meetings, lessons, decision on the next cycle.

Each field says what it means, its unit or words, who fills it and when, and who may see it (P, G, T, F, R).
FP = focal point of the district team, FA = facilitator, PT = programme team.
"""

from __future__ import annotations

from typing import Literal

from msi_build.model.base import Code, Date, F, G, Int, Natural, Number, P, Part, Short, Slug, Text, Yes
from msi_build.model.vocabulary import EventType


class DiaryEntry(Part):
    """An entry of the reflective diary; each entry says who may read it."""

    date: Date = P("Day", unit="date", filled_by="FP weekly to monthly")
    visibility: Literal["team", "group", "public"] = P(
        "Who may read this entry", "team", "team, group, public", "FP"
    )
    by_role: Code | None = P("Who wrote it, by role", None, "country's roles", "FP")
    strategy: Slug | None = P("The strategy it is about", None, "id of a row", "FP")
    did: Text | None = P("What we did", None, filled_by="FP")
    people: Text | None = P("Who took part, by role", None, filled_by="FP")
    reaction: Text | None = P("How people took it", None, filled_by="FP")
    went_well: Text | None = P("What went well", None, filled_by="FP")
    less_well: Text | None = P("What went less well", None, filled_by="FP")
    effect: Text | None = P("What came of it", None, filled_by="FP")
    unexpected: Text | None = P("What nobody expected", None, filled_by="FP")
    environment: Text | None = P("What changed around us", None, filled_by="FP")
    gender: Text | None = P("How it was for women and men", None, filled_by="FP")
    next_time: Text | None = P("What we do next time", None, filled_by="FP")

    def mark_of(self, name: str) -> str | None:
        return {"team": "T", "group": "G", "public": "P"}[self.visibility]


class Presence(Part):
    """Who was there, by role and in totals."""

    roles: tuple[Code, ...] = G("Roles of those present", (), "country's roles", "FA")
    women: Natural | None = G("Women", None, "persons", "FA")
    men: Natural | None = G("Men", None, "persons", "FA")


class StrategyNote(Part):
    """What a visit found about one strategy."""

    strategy: Slug = G("The strategy", unit="id of a row", filled_by="FA")
    text: Text = G("What was seen and said", filled_by="FA")


class SupportVisit(Part):
    """The record of a support visit."""

    number: Int = G("Which visit", unit="from 1", filled_by="FA", ge=1)
    date: Date = G("Day", unit="date", filled_by="FA")
    length_days: Number = G("Length", 1.0, "0.5 or 1", "FA", gt=0, le=5)
    present: Presence | None = G("Who was there", None, filled_by="FA")
    notes: tuple[StrategyNote, ...] = G("Notes on the strategies", (), filled_by="FA")
    worked_well: Text | None = G("What worked well", None, filled_by="FA")
    worked_less: Text | None = G("What worked less well", None, filled_by="FA")
    change_next_time: Text | None = G("What to do differently", None, filled_by="FA")
    diary_ease: Int | None = G("How easy the diary is", None, "1 hard to 5 easy", "FA", ge=1, le=5)
    diary_help: Text | None = G("What would make the diary easier", None, filled_by="FA")
    facilitator_reflection: Text | None = F("What the facilitators learned", None, filled_by="FA")
    report_done: Yes = G("Is the report written?", False, "true, false", "FA")


class MeetingPart(Part):
    """What a district brought to an inter-district meeting; the meeting stands in the group's file.

    The group sees it; with `share: true` the lessons are public.
    """

    number: Int = G("Which meeting", unit="from 1", filled_by="FP", ge=1)
    progress: Text | None = G("How far we are", None, filled_by="FP")
    lessons_problem_solving: Text | None = G(
        "Lessons on solving problems; public with share: true", None, filled_by="FP"
    )
    lessons_staff_performance: Text | None = G(
        "Lessons on staff performance; public with share: true", None, filled_by="FP"
    )
    support_needed: Text | None = G("What we need, or ask the other districts; can be written before the meeting", None, filled_by="FP")
    share: Yes = G("Show the lessons to the public", False, "true, false", "FP")

    def mark_of(self, name: str) -> str | None:
        shown = self.share and name in (
            "number",
            "lessons_problem_solving",
            "lessons_staff_performance",
            "share",
        )
        return "P" if shown else super().mark_of(name)


class EnvironmentChange(Part):
    """A change around the district that helps or hinders."""

    date: Date = G("Day", unit="date", filled_by="FP")
    text: Text = G("What changed", filled_by="FP")
    effect: Literal["helps", "hinders", "neutral"] = G("What it does to the plan", "neutral", "", "FP")
    kind: Literal["staff", "money", "policy", "epidemic", "politics", "weather"] | None = G(
        "Of which kind", None, "", "FP"
    )


class Lesson(Part):
    """Something learned. In public only with `share: true`."""

    date: Date | None = G("Day", None, "date", "FP at the end of the cycle")
    text: Text = G("What was learned", filled_by="FP at the end of the cycle")
    about: Literal["workforce", "management", "method"] | None = G("What it is about", None, "", "FP")
    share: Yes = G("Show it to the public", False, "true, false", "FP")

    def mark_of(self, name: str) -> str | None:
        return "P" if self.share else super().mark_of(name)


class GoodPractice(Part):
    """A card for the peer-learning library: something that others can copy."""

    title: Short = P("Name of the practice", filled_by="FP")
    what: Text = P("What was done", filled_by="FP")
    how: Text | None = P("How it was done", None, filled_by="FP")
    result: Text | None = P("What came of it, with numbers", None, filled_by="FP")
    can_copy: Text | None = P("What others need to copy it", None, filled_by="FP")


class NextCycle(Part):
    """How it goes on after the closing meeting."""

    decision: Literal["continue", "adapt_same_problem", "new_problem"] | None = P(
        "What the team decided", None, "", "FP and FA"
    )
    date: Date | None = P("Day of the decision", None, "date", "FP and FA")
    reason: Text | None = P("Why", None, filled_by="FP and FA")
    carried_causes: tuple[Slug, ...] = P("Causes taken into the next cycle", (), "ids of causes", "FP")


class Evaluation(Part):
    """Counts of the answers to one question of an evaluation, never of one person."""

    event: EventType = G("Which event was evaluated", filled_by="FA")
    number: Int | None = G("Which of several", None, "from 1", "FA", ge=1)
    n: Natural = G("Sheets handed in", unit="sheets", filled_by="FA")
    item: Short = G("The question", filled_by="FA")
    counts: tuple[Natural, ...] = G(
        "Answers from 1 to 5", unit="five counts", filled_by="FA", min_length=5, max_length=5
    )
