"""The workplan: strategies with the columns A to K of the planning table.

Each field says what it means, its unit or words, who fills it and when, and who may see it (P, G, T, F, R).
FP = focal point of the district team, FA = facilitator, PT = programme team.
"""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from msi_build.model.base import Code, Date, Int, Month, P, Part, Short, Slug, Text, Unfit, Yes
from msi_build.model.vocabulary import ActivityStatus, Area, StrategyStatus


class Activity(Part):
    """A step of a strategy (column C)."""

    text: Text = P("What is done, the verb first", filled_by="FP at Workshop 2")
    from_: Date | None = P("First day", None, "date", "FP at Workshop 2", alias="from")
    by: Date | None = P("Last day", None, "date", "FP at Workshop 2")
    responsible: Code | None = P("Who sees to it", None, "country's roles", "FP at Workshop 2")
    status: ActivityStatus = P(
        "How it stands", "planned", "planned, going, done, dropped, paused", "FP at visits"
    )


class ExpectedEffect(Part):
    """What should be better (column D)."""

    text: Text = P("From what to what", filled_by="FP at Workshop 2")
    by: Month | None = P("By which month", None, "2027-11", "FP at Workshop 2")


class StrategyLink(Part):
    """How a strategy helps or disturbs another (column F)."""

    with_: Slug | None = P("The other strategy of this plan", None, "id of a row", "FP", alias="with")
    with_text: Short | None = P("Something outside this plan", None, filled_by="FP")
    kind: Literal["helps", "conflicts", "same_resources"] = P(
        "What it does to it", filled_by="FP at Workshop 2"
    )
    text: Text | None = P("How", None, filled_by="FP")
    action: Text | None = P("What the team does about it", None, filled_by="FP")

    @model_validator(mode="after")
    def _names_one(self) -> StrategyLink:
        if not self.with_ and not self.with_text:
            raise Unfit(
                "names nothing it is linked with", "Add with: and the id of a row, or with_text: and a text."
            )
        return self


class Resources(Part):
    """Where people, time and money come from."""

    needs_new_money: Yes = P(
        "Does it need money that nobody has planned?", unit="true, false", filled_by="FP at Workshop 2"
    )
    source: Text | None = P(
        "Which existing money, people or time it uses", None, filled_by="FP at Workshop 2"
    )
    budget_line: Short | None = P("Line of the district's budget", None, filled_by="FP")


class StrategyChange(Part):
    """A strategy was changed on purpose: that is learning."""

    date: Date = P("Day", unit="date", filled_by="FP at visits")
    what: Text = P("What was changed", filled_by="FP at visits")
    why: Text | None = P("Why", None, filled_by="FP at visits")


class WorkplanRow(Part):
    """One strategy: the columns A to K of the planning table."""

    id: Slug = P("Stable for ever: the diary points to it", filled_by="FP at Workshop 2")
    problem: Short = P(
        "Column A: the cause it answers", unit="id of a cause, or a text", filled_by="FP at Workshop 2"
    )
    strategy: Text = P(
        "Column B: what is done differently", unit="3 to 10 words", filled_by="FP at Workshop 2"
    )
    area: Area = P("Where it acts", filled_by="FP at Workshop 2")
    new_or_existing: Literal["new", "existing", "improved_existing"] = P(
        "Is it new?", filled_by="FP at Workshop 2"
    )
    activities: tuple[Activity, ...] = P(
        "Column C: the steps, two or more", filled_by="FP at Workshop 2", min_length=1
    )
    expected_effect: ExpectedEffect | None = P("Column D", None, filled_by="FP at Workshop 2")
    indicators: tuple[Slug, ...] = P("Column E", (), "ids of indicators", "FP at Workshop 2")
    links: tuple[StrategyLink, ...] = P("Column F", (), filled_by="FP at Workshop 2")
    links_none_checked: Yes = P("Looked for links and found none", False, "true, false", "FP at Workshop 2")
    gender: Text | None = P("Column G: how it is done for women and men", None, filled_by="FP at Workshop 2")
    gender_none_because: Text | None = P("Why column G is empty", None, filled_by="FP at Workshop 2")
    months: tuple[Int, Int] | None = P(
        "Column H: first and last month of implementation", None, "[1, 8]", "FP"
    )
    responsible: Code | None = P(
        "Column I: who sees to the whole", None, "country's roles", "FP at Workshop 2"
    )
    resources: Resources | None = P("Column J", None, filled_by="FP at Workshop 2")
    status: StrategyStatus = P(
        "Column K", "planned", "planned, going, done, modified, dropped, paused", "FP at visits"
    )
    changes: tuple[StrategyChange, ...] = P("What was changed, and why", (), filled_by="FP at visits")


class Workplan(Part):
    """The team's plan for the implementation."""

    version: Int = P("Number of the version", 1, "from 1", "FP", ge=1)
    agreed_by_full_team: Date | None = P(
        "Day on which the whole team agreed", None, "date", "FP in the first weeks"
    )
    rows: tuple[WorkplanRow, ...] = P("The strategies", (), filled_by="FP at Workshop 2")
