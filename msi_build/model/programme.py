"""All that is known about the programme, and the one door to its types.

The types stand by subject in `country`, `group`, `district`, `cycle`, `analysis`, `workplan`, `reflection`;
attribute names are the keys of the files. A key that is a word of Python has a low line in code: `from_`,
`with_`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from msi_build.model.analysis import (
    Analysis,
    Baseline,
    Cause,
    Effect,
    Findings,
    Indicator,
    Measurement,
    Objective,
    Problem,
    ProblemStatement,
    Review,
    SituationAnalysis,
    Target,
)
from msi_build.model.base import Part
from msi_build.model.country import (
    BusyWeeks,
    Coded,
    Country,
    DataProtection,
    Holiday,
    Level,
    Milestone,
    PopulationFactors,
    Prices,
    Programme,
    Seats,
)
from msi_build.model.cycle import Cycle, Implementation
from msi_build.model.district import (
    District,
    Facility,
    Member,
    Overlay,
    Person,
    Planning,
    Population,
    Workforce,
)
from msi_build.model.event import Action, Attendance, DistrictEvent
from msi_build.model.group import Group, GroupEvent, Memorandum, Participants, Seat
from msi_build.model.question import Questions
from msi_build.model.reflection import (
    DiaryEntry,
    EnvironmentChange,
    Evaluation,
    GoodPractice,
    Lesson,
    MeetingPart,
    NextCycle,
    Presence,
    StrategyNote,
    SupportVisit,
)
from msi_build.model.vocabulary import (
    STANDARD_MONTHS,
    ActivityStatus,
    AnalysisArea,
    Area,
    Direction,
    EventState,
    EventType,
    Evidence,
    Frequency,
    MonthRule,
    Owner,
    ProblemChoice,
    ProblemKind,
    Reach,
    StrategyStatus,
    Unit,
)
from msi_build.model.workplan import (
    Activity,
    ExpectedEffect,
    Resources,
    StrategyChange,
    StrategyLink,
    Workplan,
    WorkplanRow,
)
from msi_build.yaml_text import DataFile

__all__ = [
    "STANDARD_MONTHS",
    "Action",
    "Activity",
    "ActivityStatus",
    "Analysis",
    "AnalysisArea",
    "Area",
    "Attendance",
    "Baseline",
    "BusyWeeks",
    "Cause",
    "Coded",
    "Country",
    "Counts",
    "Cycle",
    "Data",
    "DataProtection",
    "DiaryEntry",
    "Direction",
    "District",
    "DistrictEvent",
    "Effect",
    "EnvironmentChange",
    "Evaluation",
    "EventState",
    "EventType",
    "Evidence",
    "ExpectedEffect",
    "Facility",
    "Findings",
    "Frequency",
    "GoodPractice",
    "Group",
    "GroupEvent",
    "Holiday",
    "Implementation",
    "Indicator",
    "Lesson",
    "Level",
    "Measurement",
    "MeetingPart",
    "Member",
    "Memorandum",
    "Milestone",
    "MonthRule",
    "NextCycle",
    "Objective",
    "Overlay",
    "Owner",
    "Participants",
    "Person",
    "Planning",
    "Population",
    "PopulationFactors",
    "Presence",
    "Prices",
    "Problem",
    "ProblemChoice",
    "ProblemKind",
    "ProblemStatement",
    "Programme",
    "Reach",
    "Resources",
    "Review",
    "Seat",
    "Seats",
    "SituationAnalysis",
    "StrategyChange",
    "StrategyLink",
    "StrategyNote",
    "StrategyStatus",
    "SupportVisit",
    "Target",
    "Unit",
    "Workforce",
    "Workplan",
    "WorkplanRow",
    "place_key",
]


@dataclass(frozen=True)
class Counts:
    """Numbers that an edition may give of things it does not hold: entries, women and men of the team.

    `women` and `men` are None where one of them could point to a person.
    """

    diary_entries: int = 0
    women: int | None = None
    men: int | None = None


@dataclass(frozen=True)
class Data:
    """All that is known about the programme. Countries, groups and districts are sorted by id.

    `questions` are those that the edition may ask, by district id.
    `places` has lines and columns (no content) of every file by `kind:id`, for the checks.
    """

    programme: Programme
    countries: tuple[Country, ...] = ()
    groups: tuple[Group, ...] = ()
    districts: tuple[District, ...] = ()
    counts: Mapping[str, Counts] = field(default_factory=dict)
    questions: Mapping[str, Questions] = field(default_factory=dict)
    places: Mapping[str, DataFile] = field(default_factory=dict, repr=False)

    def country(self, code: str) -> Country:
        """The country; KeyError when there is none."""
        return _found(self.countries, "code", code)

    def group(self, id_: str) -> Group:
        """The group; KeyError when there is none."""
        return _found(self.groups, "id", id_)

    def district(self, id_: str) -> District:
        """The district; KeyError when there is none."""
        return _found(self.districts, "id", id_)

    def districts_of(self, group: Group | str) -> tuple[District, ...]:
        """The group's districts in the group's order."""
        known = {district.id: district for district in self.districts}
        whole = self.group(group) if isinstance(group, str) else group
        return tuple(known[id_] for id_ in whole.districts if id_ in known)

    def groups_in(self, country: str) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if group.country == country)

    def districts_in(self, country: str) -> tuple[District, ...]:
        return tuple(district for district in self.districts if district.country == country)


def _found(items: tuple, key: str, wanted: str):
    for item in items:
        if getattr(item, key) == wanted:
            return item
    raise KeyError(wanted)


def place_key(part: Part) -> str:
    """Key of a file's part in `Data.places`: `district:adinkra-east`, `country:gh`, `programme:`."""
    name = getattr(part, "id", None) or getattr(part, "code", "")
    return f"{type(part).__name__.lower()}:{name}"
