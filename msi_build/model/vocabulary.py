"""The words that data files choose from; `country.yml` adds the country's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

EventType = Literal[
    "orientation-visit",
    "situation-analysis",
    "situation-analysis-visit",
    "workshop-1",
    "further-analysis",
    "workshop-2",
    "implementation",
    "support-visit",
    "inter-district-meeting",
    "next-cycle",
]
EventState = Literal["scheduled", "done", "skipped", "cancelled"]
MonthRule = Literal["weeks", "calendar"]
ProblemChoice = Literal["new", "same_adapted", "continue"]
Owner = Literal["government", "faith_based", "ngo", "private"]
#: The seven areas of the situation analysis, and gender and equity.
AnalysisArea = Literal[
    "management",
    "planning",
    "financing",
    "information",
    "human_resources",
    "medicines_supplies",
    "service_delivery",
    "gender_equity",
]
#: In the words of readers.
FINDINGS: Mapping[str, str] = {
    "management": "Management and supervision",
    "planning": "Planning",
    "financing": "Financing",
    "information": "Information",
    "human_resources": "Human resources",
    "medicines_supplies": "Medicines and supplies",
    "service_delivery": "Service delivery",
    "gender_equity": "Gender and equity",
}
#: What a chosen problem is about, so that a country can count; None where nobody has said.
ProblemKind = Literal[
    "absence",
    "staffing",
    "supervision",
    "appraisal",
    "skills",
    "information",
    "supplies",
    "service",
]
#: Where a cause lies and where a strategy acts.
Area = Literal[
    "availability",
    "direction",
    "competencies",
    "rewards_sanctions",
    "health_system",
    "management",
    "community",
    "policy",
]
#: In the words of readers.
AREAS: Mapping[str, str] = {
    "availability": "Availability of staff",
    "direction": "Direction",
    "competencies": "Competencies",
    "rewards_sanctions": "Rewards and sanctions",
    "health_system": "Health system",
    "management": "Management",
    "community": "Community",
    "policy": "Policy",
}
Evidence = Literal["data", "experience", "to_find_out"]
Reach = Literal["ours", "influence", "outside"]
Unit = Literal["percent", "per_1000", "per_10000", "per_100000", "count", "days", "ratio", "score"]
Direction = Literal["up", "down", "keep"]
Frequency = Literal["monthly", "quarterly", "half_yearly", "once"]
StrategyStatus = Literal["planned", "going", "done", "modified", "dropped", "paused"]
ActivityStatus = Literal["planned", "going", "done", "dropped", "paused"]

#: Months of implementation on which the plans of the sources are built.
STANDARD_MONTHS = 8
