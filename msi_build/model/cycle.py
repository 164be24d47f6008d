"""One cycle of a district.

Each field says what it means, its unit or words, who fills it and when, and who may see it (P, G, T, F, R).
FP = focal point of the district team, FA = facilitator, PT = programme team.
"""

from __future__ import annotations

from typing import Literal

from msi_build.model.analysis import (
    Analysis,
    Cause,
    Indicator,
    Problem,
    ProblemStatement,
    Review,
    SituationAnalysis,
)
from msi_build.model.base import Date, G, Int, Number, P, Part, Text
from msi_build.model.event import Action, DistrictEvent
from msi_build.model.reflection import (
    DiaryEntry,
    EnvironmentChange,
    Evaluation,
    GoodPractice,
    Lesson,
    MeetingPart,
    NextCycle,
    SupportVisit,
)
from msi_build.model.vocabulary import MonthRule, ProblemChoice
from msi_build.model.workplan import Workplan, WorkplanRow


class Implementation(Part):
    """The months in which the team does what it planned."""

    start: Date | None = P("First day; left out: the Monday after Workshop 2", None, "date", "FA")
    months: Number | None = P(
        "Length; left out: as in the programme", None, "months, 1 to 18", "FA with the team", ge=1, le=18
    )
    month_rule: MonthRule | None = P("As in the country; left out: as there", None, "weeks, calendar", "PT")


class Cycle(Part):
    """One round of planning, acting, observing and reflecting."""

    number: Int = P("Which cycle", unit="1, 2, … without gap", filled_by="PT", ge=1, le=20)
    start: Date = P(
        "Day of the orientation visit, or of the first planning event", unit="date", filled_by="PT"
    )
    problem_choice: ProblemChoice = P(
        "Which kind of cycle", "new", "new, same_adapted, continue", "FP and FA"
    )
    technique: Literal["tree", "fishbone"] = P(
        "How the problem is analysed", "tree", "tree, fishbone", "FP at Workshop 1"
    )
    events: tuple[DistrictEvent, ...] = P(
        "Visits of this district, and its notes on shared events", (), filled_by="FA"
    )
    implementation: Implementation = P("The implementation", Implementation(), filled_by="FA")
    situation_analysis: SituationAnalysis = P("Situation analysis", SituationAnalysis(), filled_by="FP")
    indicators: tuple[Indicator, ...] = P("Indicators of analysis and workplan, one list", (), filled_by="FP")
    problems: tuple[Problem, ...] = P("Prioritised problems", (), filled_by="FP before Workshop 1")
    problem_statement: tuple[ProblemStatement, ...] = P(
        "Versions of the problem statement", (), filled_by="FP"
    )
    analysis: Analysis = P("Problem analysis", Analysis(), filled_by="FP")
    reviews: tuple[Review, ...] = G("Reviews by other districts", (), filled_by="FA")
    workplan: Workplan = P("Workplan", Workplan(), filled_by="FP")
    diary: tuple[DiaryEntry, ...] = P("Reflective diary", (), filled_by="FP")
    support_visits: tuple[SupportVisit, ...] = G("Records of support visits", (), filled_by="FA")
    actions: tuple[Action, ...] = G("What was agreed at visits and meetings", (), filled_by="FA and FP")
    inter_district_meetings: tuple[MeetingPart, ...] = P(
        "This district's part in the meetings", (), filled_by="FP"
    )
    environment_changes: tuple[EnvironmentChange, ...] = G("Changes around the district", (), filled_by="FP")
    learning: tuple[Lesson, ...] = P("What was learned", (), filled_by="FP")
    good_practices: tuple[GoodPractice, ...] = P("Cards for the peer-learning library", (), filled_by="FP")
    next_cycle: NextCycle = P("Decision on the next cycle", NextCycle(), filled_by="FP and FA")
    evaluations: tuple[Evaluation, ...] = G("Counts of evaluation sheets", (), filled_by="FA")
    answers: dict[str, Text] = G("Answers to questions of the quality rules", {}, "Q01 to Q55: text", "FP")

    @property
    def statement(self) -> ProblemStatement | None:
        """The current problem statement, or None before Workshop 1."""
        return next((one for one in self.problem_statement if one.current), None)

    @property
    def chosen_problem(self) -> Problem | None:
        return next((one for one in self.problems if one.chosen), None)

    def indicator(self, id_: str) -> Indicator | None:
        return next((one for one in self.indicators if one.id == id_), None)

    def row(self, id_: str) -> WorkplanRow | None:
        return next((one for one in self.workplan.rows if one.id == id_), None)

    def cause(self, id_: str) -> Cause | None:
        return next((one for one in self.analysis.walk() if one.id == id_), None)
