"""From the situation to causes: situation analysis, indicators, problems, statement, tree or fishbone.

Each field says what it means, its unit or words, who fills it and when, and who may see it (P, G, T, F, R).
FP = focal point of the district team, FA = facilitator, PT = programme team.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msi_build.model.base import (
    Code,
    Count,
    Date,
    G,
    Int,
    Month,
    Number,
    P,
    Part,
    Period,
    Short,
    Slug,
    Text,
    Yes,
)
from msi_build.model.vocabulary import (
    Area,
    Direction,
    EventType,
    Evidence,
    Frequency,
    ProblemKind,
    Reach,
    Unit,
)


class Findings(Part):
    """What the situation analysis found, one list of sentences an area."""

    management: tuple[Text, ...] = G("Management and supervision", (), filled_by="FP before Workshop 1")
    planning: tuple[Text, ...] = G("Planning", (), filled_by="FP before Workshop 1")
    financing: tuple[Text, ...] = G("Financing", (), filled_by="FP before Workshop 1")
    information: tuple[Text, ...] = G("Information", (), filled_by="FP before Workshop 1")
    human_resources: tuple[Text, ...] = G("Human resources", (), filled_by="FP before Workshop 1")
    medicines_supplies: tuple[Text, ...] = G("Medicines and supplies", (), filled_by="FP before Workshop 1")
    service_delivery: tuple[Text, ...] = G("Service delivery", (), filled_by="FP before Workshop 1")
    gender_equity: tuple[Text, ...] = G("Gender and equity", (), filled_by="FP before Workshop 1")

    def by_area(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Area and its findings, in the order of the tool."""
        for name in type(self).model_fields:
            yield name, getattr(self, name)


class SituationAnalysis(Part):
    """The team's own look at its district before Workshop 1."""

    completed: Date | None = P("Day on which it was finished", None, "date", "FP before Workshop 1")
    findings: Findings = G("Findings by area", Findings(), filled_by="FP before Workshop 1")
    not_known: tuple[Text, ...] = G(
        "What the team would like to know and could not find", (), filled_by="FP before Workshop 1"
    )


class Baseline(Part):
    """Where an indicator stood before."""

    value: Number = P("The number", unit="unit of the indicator", filled_by="FP before Workshop 2")
    period: Period = P("To which time it belongs", unit="period", filled_by="FP before Workshop 2")
    source: Short | None = P("Where it was read", None, filled_by="FP before Workshop 2")


class Target(Part):
    """Where an indicator should stand."""

    value: Number = P("The number", unit="unit of the indicator", filled_by="FP at Workshop 2")
    by: Month = P("Month by which it is reached", unit="2027-11", filled_by="FP at Workshop 2")


class Measurement(Part):
    """One value of an indicator."""

    period: Period = P("To which time it belongs", unit="period", filled_by="FP monthly or quarterly")
    value: Number = P("The number", unit="unit of the indicator", filled_by="FP monthly or quarterly")
    numerator: Count | None = P("Counted cases", None, "number", "FP")
    denominator: Count | None = P("Out of how many", None, "number", "FP")
    women: Number | None = P("The value for women", None, "unit of the indicator", "FP")
    men: Number | None = P("The value for men", None, "unit of the indicator", "FP")
    source: Short | None = P("Where it was read", None, filled_by="FP")
    quality: Literal["good", "doubtful", "poor"] | None = P("How far to trust it", None, "", "FP")
    note: Text | None = G("What a reader should know", None, filled_by="FP")


class Indicator(Part):
    """Something counted again and again, for the analysis or to watch the workplan."""

    id: Slug = P("Unique in the cycle", filled_by="FP")
    catalogue: Short | None = P("Code of the indicator catalogue, or of the country’s own", None, "for example W03", "PT")
    name: Short = P("Name", filled_by="FP")
    definition: Text | None = P("What exactly is counted", None, filled_by="FP")
    numerator: Text | None = P("What is counted above the line", None, filled_by="FP")
    denominator: Text | None = P("What is counted below the line", None, filled_by="FP")
    unit: Unit = P("Unit", filled_by="FP")
    direction: Direction = P("Which way is better", unit="up, down, keep", filled_by="FP")
    baseline: Baseline | None = P("The value at the start", None, filled_by="FP before Workshop 2")
    target: Target | None = P("The value wanted", None, filled_by="FP at Workshop 2")
    frequency: Frequency | None = P(
        "How often it is read", None, "monthly, quarterly, half_yearly, once", "FP at Workshop 2"
    )
    responsible: Code | None = P("Who reads it", None, "country's roles", "FP at Workshop 2")
    used_for: tuple[Literal["situation_analysis", "workplan"], ...] = P(
        "What it is for", unit="list", filled_by="FP", min_length=1
    )
    disaggregate: Literal["sex", "facility", "cadre", "none"] = P("How it is split", "none", "", "FP")
    sensitive: Yes = P(
        "Counts of persons: in public, values under five are left out", False, "true, false", "FP"
    )
    values: tuple[Measurement, ...] = P(
        "The values, the oldest first", (), filled_by="FP monthly or quarterly"
    )

    @property
    def latest(self) -> Measurement | None:
        """The newest value, or None before the first."""
        return self.values[-1] if self.values else None


class Problem(Part):
    """A problem of the prioritised list. In public only the chosen one is shown."""

    rank: Int = P("Place in the list", unit="1 to 8", filled_by="FP before Workshop 1", ge=1, le=8)
    text: Text = P("The problem in one sentence", filled_by="FP before Workshop 1")
    kind: ProblemKind | None = P(
        "What it is about, for the counts of country and programme",
        None,
        "absence, staffing, supervision, appraisal, skills, information, supplies, service",
        "FP and FA at Workshop 1",
    )
    workforce_link: Literal["direct", "clear", "weak"] = P(
        "How far it is about staff performance", filled_by="FP before Workshop 1"
    )
    evidence: tuple[Slug, ...] = P("Indicators that show it", (), "ids of indicators", "FP")
    evidence_text: Text | None = P("Numbers that show it, in words", None, filled_by="FP")
    score: Number | None = P("Points of the matrix", None, "points", "FP")
    chosen: Yes = P(
        "Is it the problem of this cycle? Exactly one is", False, "true, false", "FP at Workshop 1"
    )

    def mark_of(self, name: str) -> str | None:
        return "P" if self.chosen else "G"


class ProblemStatement(Part):
    """One version of the statement. In public only the current one is shown."""

    version: Int = P("Number of the version", unit="from 1", filled_by="FP", ge=1)
    date: Date = P("Day on which it was written", unit="date", filled_by="FP")
    text: Text = P("The statement", unit="at most 60 words", filled_by="FP at Workshop 1")
    current: Yes = P("Does it hold now? Exactly one does", False, "true, false", "FP")

    def mark_of(self, name: str) -> str | None:
        return "P" if self.current else "G"


class Cause(Part):
    """A cause of the problem, with the causes behind it."""

    id: Slug = P("Unique in the analysis; the workplan points to it", filled_by="FP at Workshop 1")
    text: Text = P("The cause", filled_by="FP at Workshop 1")
    area: Area = P("Where it lies", filled_by="FP at Workshop 1")
    evidence: Evidence = P(
        "How the team knows", unit="data, experience, to_find_out", filled_by="FP at Workshop 1"
    )
    reach: Reach = P("Can the team change it?", unit="ours, influence, outside", filled_by="FP at Workshop 1")
    chosen: Yes = P("A root cause that the workplan answers", False, "true, false", "FP at Workshop 2")
    because: tuple[Cause, ...] = P("The causes behind it", (), filled_by="FP at Workshop 1")

    def walk(self) -> Iterator[Cause]:
        """This cause and all behind it."""
        yield self
        for cause in self.because:
            yield from cause.walk()


class Effect(Part):
    """What the problem leads to."""

    text: Text = P("The effect", filled_by="FP at Workshop 1")
    leads_to: tuple[Effect, ...] = P("What comes of it", (), filled_by="FP at Workshop 1")


class Objective(Part):
    """A cause turned round: what would be true if it were solved."""

    id: Slug = P("Unique in the list", filled_by="FP at Workshop 2")
    from_cause: Slug = P("The cause it comes from", unit="id of a cause", filled_by="FP at Workshop 2")
    text: Text = P("The objective", filled_by="FP at Workshop 2")


class Analysis(Part):
    """Tree or fishbone of the chosen problem."""

    causes: tuple[Cause, ...] = P("The tree's causes, the main ones first", (), filled_by="FP at Workshop 1")
    effects: tuple[Effect, ...] = P("The tree's effects", (), filled_by="FP at Workshop 1")
    fishbone: dict[Area, tuple[Cause, ...]] = P(
        "Bones with their causes, when the technique is fishbone", {}, "", "FP at Workshop 1"
    )
    objectives: tuple[Objective, ...] = P("Objectives tree", (), filled_by="FP at Workshop 2")
    gender_note: Text | None = P(
        "How women and men are affected differently", None, filled_by="FP at Workshop 2"
    )

    def walk(self) -> Iterator[Cause]:
        """Every cause of tree and fishbone."""
        for cause in (*self.causes, *(one for bone in self.fishbone.values() for one in bone)):
            yield from cause.walk()


class Review(Part):
    """What another district said about the work of this one."""

    by_district: Slug | None = G("Who reviewed", None, "district id", "FA")
    of: Literal["problem_statement", "analysis", "workplan"] = G("What was reviewed", filled_by="FA")
    event: EventType = G("Where", filled_by="FA")
    strong: Text | None = G("The strongest point", None, filled_by="FA")
    unclear: Text | None = G("What was not clear", None, filled_by="FA")
    suggestion: Text | None = G("What was suggested", None, filled_by="FA")
    answer: Text | None = G("What the team made of it", None, filled_by="FP")
