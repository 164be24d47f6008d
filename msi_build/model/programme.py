"""Programme, country, group, district and cycle: the data that people keep, field by field.

Attribute names are the keys of the files. A key that is a word of Python has a low line in code: `from_`, `with_`.
Each field says what it means, in which unit or words, who fills it and when, and who may see it (P, G, T, F, R).
FP = focal point of the district team, FA = facilitator, PT = programme team.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import model_validator

from msi_build.model.base import (
    Code,
    Colour,
    Count,
    CountryCode,
    Date,
    Email,
    F,
    G,
    Int,
    Month,
    Natural,
    Number,
    P,
    Part,
    Period,
    Phone,
    R,
    Short,
    Slug,
    T,
    Text,
    Unfit,
    Url,
    Year,
    Yes,
)
from msi_build.yaml_text import DataFile

EventType = Literal[
    "orientation-visit", "situation-analysis", "situation-analysis-visit", "workshop-1", "further-analysis",
    "workshop-2", "implementation", "support-visit", "inter-district-meeting", "next-cycle",
]
EventState = Literal["scheduled", "done", "skipped", "cancelled"]
MonthRule = Literal["weeks", "calendar"]
ProblemChoice = Literal["new", "same_adapted", "continue"]
Owner = Literal["government", "faith_based", "ngo", "private"]
#: The seven areas of the situation analysis, and gender and equity.
AnalysisArea = Literal[
    "management", "planning", "financing", "information", "human_resources", "medicines_supplies",
    "service_delivery", "gender_equity",
]
#: Where a cause lies and where a strategy acts.
Area = Literal[
    "availability", "direction", "competencies", "rewards_sanctions", "health_system", "management", "community", "policy",
]
Evidence = Literal["data", "experience", "to_find_out"]
Reach = Literal["ours", "influence", "outside"]
Unit = Literal["percent", "per_1000", "per_10000", "per_100000", "count", "days", "ratio", "score"]
Direction = Literal["up", "down", "keep"]
Frequency = Literal["monthly", "quarterly", "half_yearly", "once"]
StrategyStatus = Literal["planned", "going", "done", "modified", "dropped", "paused"]
ActivityStatus = Literal["planned", "going", "done", "dropped", "paused"]

#: Months of implementation on which the plans of the sources are built.
STANDARD_MONTHS = 8


# ---------------------------------------------------------------- programme


class Prices(Part):
    """What the copy shop takes, so that the print run can say what a pack costs. All in `currency`."""

    currency: Short = P("Currency of the prices", unit="three letters, for example GHS", filled_by="PT once")
    side_black: Number | None = P("One printed side, black, A4", None, "currency", "PT yearly")
    side_colour: Number | None = P("One printed side in colour, A4", None, "currency", "PT yearly")
    side_a3: Number | None = P("One printed side, black, A3", None, "currency", "PT yearly")
    sheet: Number | None = P("One sheet of paper, A4", None, "currency", "PT yearly")
    as_of: Date | None = P("Day on which the prices were asked", None, "date", "PT yearly")


class Programme(Part):
    """`districts/programme.yml`: what holds for all countries unless a country says otherwise."""

    name: Short = P("Name of the programme, on covers and in the footer", filled_by="PT once")
    as_of: Date | None = P("The date that all lateness is counted to; left out: today", None, "date", "PT, for examples")
    month_rule: MonthRule = P("Is a month four weeks, or a month of the calendar?", "weeks", "weeks, calendar", "PT once")
    default_implementation_months: Number = P("Length of implementation", 8.0, "months, 1 to 18", "PT once", ge=1, le=18)
    meeting_plan: tuple[Int, ...] = P("Inter-district meetings", (4, 8), "months of an eight-month implementation", "PT once")
    visit_plan: tuple[Int, ...] = P("Support visits", (2, 6), "months of an eight-month implementation", "PT once")
    prices: Prices | None = P("Prices of the copy shop", None, "", "PT yearly")
    contact: Text | None = P("How readers reach the programme office, without a person's name", None, "text", "PT once")
    website: Url | None = P("Address of the programme", None, "https://…", "PT once")


# ---------------------------------------------------------------- country


class Coded(Part):
    """One entry of a list of the country: a code for the files, words for people."""

    code: Code = P("The code that the district files use", unit="small letters, digits, low lines", filled_by="PT once")
    label: Short = P("The word that readers see, singular", filled_by="PT once")
    plural: Short | None = P("The word for several", None, filled_by="PT once")


class Level(Part):
    """A level of the administration: region, district, health zone."""

    key: Code = P("Code of the level", filled_by="PT once")
    singular: Short = P("One of them", filled_by="PT once")
    plural: Short = P("Several of them", filled_by="PT once")
    count: Natural | None = P("How many there are in the country", None, "number", "PT yearly")
    as_of: Year | None = P("Year of the count", None, "year", "PT yearly")
    source: Text | None = P("Where the count was read", None, filled_by="PT yearly")


class Milestone(Part):
    """A step of the yearly planning of the ministry, to which cycles are aligned."""

    name: Short = P("What has to be ready", filled_by="PT once")
    month: Int = P("Month of the year", unit="1 to 12", filled_by="PT once", ge=1, le=12)


class Holiday(Part):
    """A day on which nothing of the programme happens."""

    date: Date = P("The day", unit="date", filled_by="PT yearly")
    name: Short = P("What is celebrated", filled_by="PT yearly")


class BusyWeeks(Part):
    """Weeks in which no workshop and no meeting of a group is held: campaigns, budget week, examinations."""

    start: Date = P("First day", unit="date", filled_by="PT yearly")
    end: Date = P("Last day", unit="date", filled_by="PT yearly")
    reason: Short = P("Why teams are busy", filled_by="PT yearly")

    @model_validator(mode="after")
    def _in_order(self) -> BusyWeeks:
        if self.end < self.start:
            raise Unfit("ends before it starts", "Check the two dates.")
        return self


class DataProtection(Part):
    """What the footer of papers with people's data says."""

    law: Short = P("Name of the law", filled_by="PT once")
    authority: Short | None = P("Who watches over it", None, filled_by="PT once")
    contact: Short | None = P("Whom to ask, by role", None, filled_by="PT once")
    notice: Text | None = P("Sentence under papers that hold people's data", None, filled_by="PT once")
    source: Text | None = P("Where this was read", None, filled_by="PT once")


class PopulationFactors(Part):
    """Shares of the population that make denominators; set by the ministry, never by us."""

    year: Year = P("Year for which they hold", unit="year", filled_by="PT yearly")
    source: Text = P("Who set them", filled_by="PT yearly")
    factors: dict[str, Number] = P("Share of the population by group", unit="percent", filled_by="PT yearly")


class Seats(Part):
    """How many members of a district come to a workshop."""

    min: Int = P("Fewest", 3, "members", "PT once")
    default: Int = P("Usual", 4, "members", "PT once")
    max: Int = P("Most", 6, "members", "PT once")


class Country(Part):
    """`districts/<cc>/country.yml`: what differs between countries. A new country needs this file alone."""

    code: CountryCode = P("Two letters, the name of the folder", filled_by="PT once")
    name: Short = P("Name of the country", filled_by="PT once")
    as_of: Date = P("Day on which the facts of this file were looked up", unit="date", filled_by="PT yearly")
    source: Text = P("Where the facts of this file were read", filled_by="PT yearly")
    languages: tuple[Code, ...] = P("Languages of the texts, the first is the usual one", ("en",), "two letters", "PT once")
    paper: Literal["a4", "letter"] = P("Paper of the copy shops", "a4", "a4, letter", "PT once")
    currency: Short | None = P("Currency", None, "three letters", "PT once")
    levels: tuple[Level, ...] = P("Levels of the administration, the highest first", (), "", "PT once")
    regions: tuple[Short, ...] = P("Names of the regions; empty: any name is taken", (), "", "PT once")
    district_types: tuple[Coded, ...] = P("Kinds of district", (), "", "PT once")
    team_name: Short = P("Full name of the district's management team", "District Health Management Team", "", "PT once")
    team_abbr: Short = P("Its short name", "DHMT", "", "PT once")
    team_lead_title: Short = P("Title of its head", "District Director of Health Services", "", "PT once")
    health_office_name: Short = P("Name of the district's health office", "District Health Office", "", "PT once")
    local_government_head: Short = P("Whom a courtesy visit goes to, by office", "head of the local government", "", "PT once")
    next_level_office: Short | None = P("The health office above the district", None, "", "PT once")
    hmis_name: Short = P("Name of the health information system", "DHIS2", "", "PT once")
    hris_name: Short | None = P("Name of the staff information system", None, "", "PT once")
    facility_types: tuple[Coded, ...] = P("Kinds of health facility", (), "", "PT once")
    owner_types: tuple[Coded, ...] = P("Words of the country for owners", (), "government, faith_based, ngo, private", "PT once")
    cadres: tuple[Coded, ...] = P("Cadres of staff", (), "", "PT once")
    roles: tuple[Coded, ...] = P("Roles in the district team", (), "", "PT once")
    fiscal_year_start: Int = P("First month of the fiscal year", 1, "1 to 12", "PT once", ge=1, le=12)
    plan_milestones: tuple[Milestone, ...] = P("Steps of the yearly plan", (), "", "PT once")
    public_holidays: tuple[Holiday, ...] = P("Days that move an event", (), "dates", "PT yearly")
    busy_weeks: tuple[BusyWeeks, ...] = P("Weeks without workshops and meetings", (), "dates", "PT yearly")
    group_size: Int = P("Districts in a group", 3, "number", "PT once", ge=1, le=20)
    month_rule: MonthRule | None = P("As in the programme; left out: as there", None, "weeks, calendar", "PT once")
    meeting_plan: tuple[Int, ...] | None = P("As in the programme; left out: as there", None, "months", "PT once")
    visit_plan: tuple[Int, ...] | None = P("As in the programme; left out: as there", None, "months", "PT once")
    column_labels: dict[Literal["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K"], Short] = P(
        "Headings of the workplan's columns where they differ", {}, "A to K", "PT once"
    )
    workshop_participants_per_district: Seats = P("Seats at a workshop", Seats(), "members", "PT once")
    population_factors: PopulationFactors | None = P("Shares for denominators", None, "", "PT yearly")
    data_protection: DataProtection | None = P("The law on personal data", None, "", "PT once")
    phone_pattern: Short | None = P("How phone numbers look, for the scan of public texts", None, "regular expression", "PT once")
    rules: dict[str, Literal["off"]] = P("Questions that this country does not ask", {}, "Q01 to Q55: off", "PT once")

    def label(self, names: str, code: str, plural: bool = False) -> str:
        """The country's words for a code of one of its lists: `label("roles", "hr_officer")`."""
        for coded in getattr(self, names):
            if coded.code == code:
                return coded.plural or coded.label if plural else coded.label
        return code.replace("_", " ")


# ---------------------------------------------------------------- group


class Attendance(Part):
    """Totals of an event, never names."""

    women: Natural = P("Women who came", 0, "persons", "FA after the event")
    men: Natural = P("Men who came", 0, "persons", "FA after the event")
    guests: Natural | None = P("Guests among or beside them", None, "persons", "FA after the event")
    districts: dict[str, Natural] = P("Members who came, by district id", {}, "persons", "FA after the event")

    @property
    def total(self) -> int:
        return self.women + self.men


class Seat(Part):
    """One seat of the facilitating team, by role."""

    role: Literal["crt", "rt"] = P("Country research team or resource team", unit="crt, rt", filled_by="PT")
    organisation: Short | None = P("Where the facilitator works", None, filled_by="PT")
    level: Short | None = P("Level of that office", None, "national, regional, district", "PT")
    leads: tuple[EventType, ...] = P("Events that this seat leads", (), "", "PT")
    person: Short | None = R("Key into the private overlay", None, filled_by="FA")


class Memorandum(Part):
    """The agreement with the districts' authorities."""

    signed: Yes = P("Has it been signed?", False, "true, false", "PT")
    date: Date | None = P("Day of signing", None, "date", "PT")


class Participants(Part):
    """Numbers that the packs are printed for."""

    members: Int = P("Members of each district at a workshop", 4, "persons", "FA", ge=1, le=30)
    guests: Natural = P("Guests of the group's events", 3, "persons", "FA")
    facilitators: Int = P("Facilitators at an event", 4, "persons", "FA", ge=1, le=30)


class GroupEvent(Part):
    """An event that is held once for all districts of the group."""

    type: Literal["workshop-1", "workshop-2", "inter-district-meeting"] = P("Which event", unit="slug", filled_by="FA")
    cycle: Int = P("Cycle in which it falls", 1, "number from 1", "FA", ge=1)
    number: Int | None = P("Which of several meetings", None, "number from 1", "FA", ge=1)
    planned: Date | None = P("Agreed first day", None, "date", "FA when agreed")
    actual: Date | None = P("First day on which it was really held", None, "date", "FA after the event")
    state: EventState | None = P("Left out: done when it has an actual day, else scheduled", None, "", "FA after the event")
    reason: Text | None = G("Why it was moved, skipped or cancelled", None, filled_by="FA")
    place: Short | None = P("Where it is held", None, filled_by="FA when agreed")
    host: Slug | None = P("District that receives the others", None, "district id", "FA when agreed")
    days: Number | None = P("Length where it differs from the usual", None, "days", "FA", gt=0, le=10)
    facilitators: tuple[Literal["crt", "rt"], ...] = P("Facilitators who came, by role", (), "", "FA after the event")
    attended: Attendance | None = P("Who came, in totals", None, "persons", "FA after the event")
    speaker: Short | None = G("Guest speaker, by office", None, filled_by="FA")
    report_done: Yes | None = G("Is the report written?", None, "true, false", "FA")
    notes: Text | None = G("What the group should remember", None, filled_by="FA")


class Action(Part):
    """Something agreed at a visit or meeting."""

    id: Slug = G("Short name, unique in its list", filled_by="FA after the event")
    from_event: Short | None = G("Event at which it was agreed, for example support-visit 1", None, filled_by="FA")
    text: Text = G("What was agreed", filled_by="FA after the event")
    owner_side: Literal["dhmt", "facilitator"] = G("Who does it: the district team or the facilitators", filled_by="FA")
    owner_role: Code | None = G("Role in the district team", None, "country's roles", "FA")
    due: Date | None = G("Until when", None, "date", "FA")
    status: Literal["open", "done", "dropped"] = G("How it stands", "open", "", "FP")
    closed: Date | None = G("Day on which it was closed", None, "date", "FP")


class Group(Part):
    """`districts/<cc>/groups/<group>.yml`: neighbouring districts that learn together. Holds all shared dates."""

    id: Slug = P("Unique, equals the file name", unit="slug", filled_by="PT")
    country: CountryCode = P("Two letters", filled_by="PT")
    name: Short = P("Name of the group", filled_by="PT")
    example_data: Yes = P("true prints a ribbon on every page", False, "true, false", "PT")
    districts: tuple[Slug, ...] = P("Ids of its districts, in the order of the group", unit="slugs", filled_by="PT", min_length=1)
    selected_on: Date | None = P("Day of the selection", None, "date", "PT")
    agreed_with: Short | None = P("Office that agreed", None, filled_by="PT")
    mou: Memorandum | None = P("Memorandum of understanding", None, filled_by="PT")
    facilitators: tuple[Seat, ...] = P("The facilitating team, by role", (), filled_by="PT")
    participants: Participants = P("Numbers for the packs", Participants(), "persons", "FA")
    host_rotation: tuple[Slug, ...] = P("Who receives the meetings, in order", (), "slugs", "FA")
    events: tuple[GroupEvent, ...] = P("Workshops and inter-district meetings", (), filled_by="FA")
    shared_problems: tuple[Text, ...] = G("Problems that the districts have in common", (), filled_by="FA")
    actions: tuple[Action, ...] = G("What the group agreed", (), filled_by="FA")
    wave: Int | None = P("Wave of the scale-up", None, "number", "PT", ge=1)
    notes: Text | None = G("What the facilitators should remember", None, filled_by="FA")


# ---------------------------------------------------------------- district: the situation


class Population(Part):
    """People who live in the district."""

    total: Natural = P("All persons", unit="persons", filled_by="FP yearly")
    female: Natural | None = P("Women and girls", None, "persons", "FP yearly")
    male: Natural | None = P("Men and boys", None, "persons", "FP yearly")
    year: Year = P("Year of the figures", unit="year", filled_by="FP yearly")
    source: Short = P("Where they come from", filled_by="FP yearly")


class Facility(Part):
    """Facilities of one kind and owner."""

    type: Code = P("Kind", unit="country's facility_types", filled_by="FP at the situation analysis")
    owner: Owner = P("Owner", unit="government, faith_based, ngo, private", filled_by="FP at the situation analysis")
    count: Natural = P("How many", unit="facilities", filled_by="FP at the situation analysis")


class Workforce(Part):
    """Staff of one cadre. In public a count of persons under five reads `<5`."""

    cadre: Code = P("Cadre", unit="country's cadres", filled_by="FP (HR officer) at the situation analysis")
    posts: Natural | None = P("Funded posts", None, "posts", "FP (HR officer)")
    filled: Count = P("Staff in post", unit="persons", filled_by="FP (HR officer)")
    women: Count | None = P("Women in post", None, "persons", "FP (HR officer)")
    men: Count | None = P("Men in post", None, "persons", "FP (HR officer)")
    period: Period = P("To which time the counts belong", unit="2026, 2026-Q4 or 2026-12", filled_by="FP (HR officer)")


class Member(Part):
    """A post of the district team. Names live in the private overlay alone."""

    role: Code = P("Role", unit="country's roles", filled_by="FP at the orientation visit")
    workshop_member: Yes = P("Takes part in the workshops", False, "true, false", "FP before Workshop 1")
    focal_point: Yes = P("Is the focal point; exactly one is", False, "true, false", "FP before Workshop 1")
    deputy_focal_point: Yes = P("Stands in for the focal point", False, "true, false", "FP before Workshop 1")
    person: Slug | None = R("Key into the private overlay", None, "id of a person", "FP")
    sex_of_holder: Literal["woman", "man"] | None = T("Only sums are shown", None, "woman, man", "FP")


class Planning(Part):
    """How the workplan gets into the yearly plan of the district."""

    plan_year: Short | None = P("Year of the plan", None, "text, for example 2027", "FP")
    submission_deadline: Date | None = P("Last day for the district's plan", None, "date", "FP")
    workplan_in_plan: Literal["not_planned", "planned", "partly", "included"] = P(
        "Is the workplan part of the district's plan?", "not_planned", "", "FP during implementation"
    )


class Person(Part):
    """One person, in the private overlay only."""

    id: Slug = R("Key that the district file points to", filled_by="FP")
    name: Short = R("Name", filled_by="FP")
    role: Code | None = R("Role in the team", None, filled_by="FP")
    phone: Phone | None = R("Phone, with + and the country", None, filled_by="FP")
    email: Email | None = R("E-mail", None, filled_by="FP")


class Overlay(Part):
    """`<overlay>/<cc>/<district>.yml`: the people of a district, never in the repository."""

    id: Slug = R("Id of the district, equals the file name", filled_by="FP")
    people: tuple[Person, ...] = R("The people", (), filled_by="FP")


# ---------------------------------------------------------------- cycle: events and analysis


class DistrictEvent(Part):
    """What a district notes of an event. The dates of shared events stand in the group's file alone."""

    type: EventType = P("Which event", unit="slug", filled_by="FA after the event")
    number: Int | None = P("Which of several visits or meetings", None, "number from 1", "FA", ge=1)
    planned: Date | None = P("Agreed day", None, "date", "FA when agreed")
    actual: Date | None = P("Day on which it was really held", None, "date", "FA after the event")
    state: EventState | None = P("Left out: done when it has an actual day, else scheduled", None, "", "FA after the event")
    reason: Text | None = G("Why it was moved, skipped or cancelled", None, filled_by="FA")
    place: Short | None = P("Where it is held", None, filled_by="FA when agreed")
    days: Number | None = P("Length where it differs from the usual", None, "days", "FA", gt=0, le=30)
    attended: Attendance | None = P("Members of this district who came, in totals", None, "persons", "FA after the event")
    same_members_as_w1: Natural | None = G("Of them, how many were at Workshop 1 too", None, "persons", "FA after the event")
    report_done: Yes | None = G("Is the report written?", None, "true, false", "FA")
    notes: Text | None = G("What should be remembered", None, filled_by="FA")


class Implementation(Part):
    """The months in which the team does what it planned."""

    start: Date | None = P("First day; left out: the Monday after Workshop 2", None, "date", "FA")
    months: Number | None = P("Length; left out: as in the programme", None, "months, 1 to 18", "FA with the team", ge=1, le=18)
    month_rule: MonthRule | None = P("As in the country; left out: as there", None, "weeks, calendar", "PT")


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
    not_known: tuple[Text, ...] = G("What the team would like to know and could not find", (), filled_by="FP before Workshop 1")


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
    catalogue: Short | None = P("Code of the national catalogue", None, "for example W03", "PT")
    name: Short = P("Name", filled_by="FP")
    definition: Text | None = P("What exactly is counted", None, filled_by="FP")
    numerator: Text | None = P("What is counted above the line", None, filled_by="FP")
    denominator: Text | None = P("What is counted below the line", None, filled_by="FP")
    unit: Unit = P("Unit", filled_by="FP")
    direction: Direction = P("Which way is better", unit="up, down, keep", filled_by="FP")
    baseline: Baseline | None = P("The value at the start", None, filled_by="FP before Workshop 2")
    target: Target | None = P("The value wanted", None, filled_by="FP at Workshop 2")
    frequency: Frequency | None = P("How often it is read", None, "monthly, quarterly, half_yearly, once", "FP at Workshop 2")
    responsible: Code | None = P("Who reads it", None, "country's roles", "FP at Workshop 2")
    used_for: tuple[Literal["situation_analysis", "workplan"], ...] = P("What it is for", unit="list", filled_by="FP", min_length=1)
    disaggregate: Literal["sex", "facility", "cadre", "none"] = P("How it is split", "none", "", "FP")
    sensitive: Yes = P("Counts of persons: in public, values under five are left out", False, "true, false", "FP")
    values: tuple[Measurement, ...] = P("The values, the oldest first", (), filled_by="FP monthly or quarterly")

    @property
    def latest(self) -> Measurement | None:
        """The newest value, or None before the first."""
        return self.values[-1] if self.values else None


class Problem(Part):
    """A problem of the prioritised list. In public only the chosen one is shown."""

    rank: Int = P("Place in the list", unit="1 to 8", filled_by="FP before Workshop 1", ge=1, le=8)
    text: Text = P("The problem in one sentence", filled_by="FP before Workshop 1")
    workforce_link: Literal["direct", "clear", "weak"] = P("How far it is about staff performance", filled_by="FP before Workshop 1")
    evidence: tuple[Slug, ...] = P("Indicators that show it", (), "ids of indicators", "FP")
    evidence_text: Text | None = P("Numbers that show it, in words", None, filled_by="FP")
    score: Number | None = P("Points of the matrix", None, "points", "FP")
    chosen: Yes = P("Is it the problem of this cycle? Exactly one is", False, "true, false", "FP at Workshop 1")

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
    evidence: Evidence = P("How the team knows", unit="data, experience, to_find_out", filled_by="FP at Workshop 1")
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
    fishbone: dict[Area, tuple[Cause, ...]] = P("Bones with their causes, when the technique is fishbone", {}, "", "FP at Workshop 1")
    objectives: tuple[Objective, ...] = P("Objectives tree", (), filled_by="FP at Workshop 2")
    gender_note: Text | None = P("How women and men are affected differently", None, filled_by="FP at Workshop 2")

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


# ---------------------------------------------------------------- cycle: workplan


class Activity(Part):
    """A step of a strategy (column C)."""

    text: Text = P("What is done, the verb first", filled_by="FP at Workshop 2")
    from_: Date | None = P("First day", None, "date", "FP at Workshop 2", alias="from")
    by: Date | None = P("Last day", None, "date", "FP at Workshop 2")
    responsible: Code | None = P("Who sees to it", None, "country's roles", "FP at Workshop 2")
    status: ActivityStatus = P("How it stands", "planned", "planned, going, done, dropped, paused", "FP at visits")


class ExpectedEffect(Part):
    """What should be better (column D)."""

    text: Text = P("From what to what", filled_by="FP at Workshop 2")
    by: Month | None = P("By which month", None, "2027-11", "FP at Workshop 2")


class StrategyLink(Part):
    """How a strategy helps or disturbs another (column F)."""

    with_: Slug | None = P("The other strategy of this plan", None, "id of a row", "FP", alias="with")
    with_text: Short | None = P("Something outside this plan", None, filled_by="FP")
    kind: Literal["helps", "conflicts", "same_resources"] = P("What it does to it", filled_by="FP at Workshop 2")
    text: Text | None = P("How", None, filled_by="FP")
    action: Text | None = P("What the team does about it", None, filled_by="FP")

    @model_validator(mode="after")
    def _names_one(self) -> StrategyLink:
        if not self.with_ and not self.with_text:
            raise Unfit("names nothing it is linked with", "Add with: and the id of a row, or with_text: and a text.")
        return self


class Resources(Part):
    """Where people, time and money come from."""

    needs_new_money: Yes = P("Does it need money that nobody has planned?", unit="true, false", filled_by="FP at Workshop 2")
    source: Text | None = P("Which existing money, people or time it uses", None, filled_by="FP at Workshop 2")
    budget_line: Short | None = P("Line of the district's budget", None, filled_by="FP")


class StrategyChange(Part):
    """A strategy was changed on purpose: that is learning."""

    date: Date = P("Day", unit="date", filled_by="FP at visits")
    what: Text = P("What was changed", filled_by="FP at visits")
    why: Text | None = P("Why", None, filled_by="FP at visits")


class WorkplanRow(Part):
    """One strategy: the columns A to K of the planning table."""

    id: Slug = P("Stable for ever: the diary points to it", filled_by="FP at Workshop 2")
    problem: Short = P("Column A: the cause it answers", unit="id of a cause, or a text", filled_by="FP at Workshop 2")
    strategy: Text = P("Column B: what is done differently", unit="3 to 10 words", filled_by="FP at Workshop 2")
    area: Area = P("Where it acts", filled_by="FP at Workshop 2")
    new_or_existing: Literal["new", "existing", "improved_existing"] = P("Is it new?", filled_by="FP at Workshop 2")
    activities: tuple[Activity, ...] = P("Column C: the steps, two or more", filled_by="FP at Workshop 2", min_length=1)
    expected_effect: ExpectedEffect | None = P("Column D", None, filled_by="FP at Workshop 2")
    indicators: tuple[Slug, ...] = P("Column E", (), "ids of indicators", "FP at Workshop 2")
    links: tuple[StrategyLink, ...] = P("Column F", (), filled_by="FP at Workshop 2")
    links_none_checked: Yes = P("Looked for links and found none", False, "true, false", "FP at Workshop 2")
    gender: Text | None = P("Column G: how it is done for women and men", None, filled_by="FP at Workshop 2")
    gender_none_because: Text | None = P("Why column G is empty", None, filled_by="FP at Workshop 2")
    months: tuple[Int, Int] | None = P("Column H: first and last month of implementation", None, "[1, 8]", "FP")
    responsible: Code | None = P("Column I: who sees to the whole", None, "country's roles", "FP at Workshop 2")
    resources: Resources | None = P("Column J", None, filled_by="FP at Workshop 2")
    status: StrategyStatus = P("Column K", "planned", "planned, going, done, modified, dropped, paused", "FP at visits")
    changes: tuple[StrategyChange, ...] = P("What was changed, and why", (), filled_by="FP at visits")


class Workplan(Part):
    """The team's plan for the implementation."""

    version: Int = P("Number of the version", 1, "from 1", "FP", ge=1)
    agreed_by_full_team: Date | None = P("Day on which the whole team agreed", None, "date", "FP in the first weeks")
    rows: tuple[WorkplanRow, ...] = P("The strategies", (), filled_by="FP at Workshop 2")


# ---------------------------------------------------------------- cycle: observing and reflecting


class DiaryEntry(Part):
    """An entry of the reflection diary; each entry says who may read it."""

    date: Date = P("Day", unit="date", filled_by="FP weekly to monthly")
    visibility: Literal["team", "group", "public"] = P("Who may read this entry", "team", "team, group, public", "FP")
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
    """What this district brought to an inter-district meeting; the meeting itself stands in the group's file."""

    number: Int = G("Which meeting", unit="from 1", filled_by="FP", ge=1)
    progress: Text | None = G("How far we are", None, filled_by="FP")
    lessons_problem_solving: Text | None = G("Lessons on solving problems; public with share: true", None, filled_by="FP")
    lessons_staff_performance: Text | None = G("Lessons on staff performance; public with share: true", None, filled_by="FP")
    support_needed: Text | None = G("What we need", None, filled_by="FP")
    share: Yes = G("Show the lessons to the public", False, "true, false", "FP")

    def mark_of(self, name: str) -> str | None:
        shown = self.share and name in ("number", "lessons_problem_solving", "lessons_staff_performance", "share")
        return "P" if shown else super().mark_of(name)


class EnvironmentChange(Part):
    """A change around the district that helps or hinders."""

    date: Date = G("Day", unit="date", filled_by="FP")
    text: Text = G("What changed", filled_by="FP")
    effect: Literal["helps", "hinders", "neutral"] = G("What it does to the plan", "neutral", "", "FP")
    kind: Literal["staff", "money", "policy", "epidemic", "politics", "weather"] | None = G("Of which kind", None, "", "FP")


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

    decision: Literal["continue", "adapt_same_problem", "new_problem"] | None = P("What the team decided", None, "", "FP and FA")
    date: Date | None = P("Day of the decision", None, "date", "FP and FA")
    reason: Text | None = P("Why", None, filled_by="FP and FA")
    carried_causes: tuple[Slug, ...] = P("Causes taken into the next cycle", (), "ids of causes", "FP")


class Evaluation(Part):
    """Counts of the answers to one question of an evaluation, never of one person."""

    event: EventType = G("Which event was evaluated", filled_by="FA")
    number: Int | None = G("Which of several", None, "from 1", "FA", ge=1)
    n: Natural = G("Sheets handed in", unit="sheets", filled_by="FA")
    item: Short = G("The question", filled_by="FA")
    counts: tuple[Natural, ...] = G("Answers from 1 to 5", unit="five counts", filled_by="FA", min_length=5, max_length=5)


class Cycle(Part):
    """One round of planning, acting, observing and reflecting."""

    number: Int = P("Which cycle", unit="1, 2, … without gap", filled_by="PT", ge=1, le=20)
    start: Date = P("Day of the orientation visit, or of the first planning event", unit="date", filled_by="PT")
    problem_choice: ProblemChoice = P("Which kind of cycle", "new", "new, same_adapted, continue", "FP and FA")
    technique: Literal["tree", "fishbone"] = P("How the problem is analysed", "tree", "tree, fishbone", "FP at Workshop 1")
    events: tuple[DistrictEvent, ...] = P("Visits of this district, and its notes on shared events", (), filled_by="FA")
    implementation: Implementation = P("The implementation", Implementation(), filled_by="FA")
    situation_analysis: SituationAnalysis = P("Situation analysis", SituationAnalysis(), filled_by="FP")
    indicators: tuple[Indicator, ...] = P("Indicators of analysis and workplan, one list", (), filled_by="FP")
    problems: tuple[Problem, ...] = P("Prioritised problems", (), filled_by="FP before Workshop 1")
    problem_statement: tuple[ProblemStatement, ...] = P("Versions of the problem statement", (), filled_by="FP")
    analysis: Analysis = P("Problem analysis", Analysis(), filled_by="FP")
    reviews: tuple[Review, ...] = G("Reviews by other districts", (), filled_by="FA")
    workplan: Workplan = P("Workplan", Workplan(), filled_by="FP")
    diary: tuple[DiaryEntry, ...] = P("Reflection diary", (), filled_by="FP")
    support_visits: tuple[SupportVisit, ...] = G("Records of support visits", (), filled_by="FA")
    actions: tuple[Action, ...] = G("What was agreed at visits and meetings", (), filled_by="FA and FP")
    inter_district_meetings: tuple[MeetingPart, ...] = P("This district's part in the meetings", (), filled_by="FP")
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


class District(Part):
    """`districts/<cc>/<district>.yml`: one district, all its cycles, roles only."""

    schema_version: Int = P("Version of this format", 1, "1", "PT once", alias="schema", ge=1, le=1)
    id: Slug = P("Unique, equals the file name", filled_by="PT at the selection")
    name: Short = P("Official spelling", filled_by="PT at the selection")
    other_names: tuple[Short, ...] = P("Other spellings, for the search", (), filled_by="PT")
    example_data: Yes = P("true prints a ribbon on every page", False, "true, false", "PT")
    country: CountryCode = P("Two letters", filled_by="PT")
    region: Short = P("Region", unit="country's regions, if listed", filled_by="PT")
    zone: Short | None = P("Health zone, if the country has them", None, filled_by="PT")
    group: Slug = P("Group, whose file lists this district", filled_by="PT")
    neighbours: tuple[Slug, ...] = P("Adjacent districts", (), "district ids", "PT")
    level: Code = P("Kind of district", unit="country's district_types", filled_by="PT")
    population: Population = P("People", filled_by="FP at the situation analysis, yearly")
    subdistricts: Natural | None = P("Units of the next level", None, "number", "FP")
    facilities: tuple[Facility, ...] = P("Health facilities", (), filled_by="FP at the situation analysis")
    workforce: tuple[Workforce, ...] = P("Staff by cadre", (), filled_by="FP (HR officer) at the situation analysis")
    team: tuple[Member, ...] = P("Posts of the district team", filled_by="FP at the orientation visit", min_length=1)
    planning: Planning = P("The yearly plan", Planning(), filled_by="FP")
    colour: Colour | None = P("Colour of the district in shared charts; left out: chosen", None, "#1f6f5c", "PT")
    cycles: tuple[Cycle, ...] = P("All cycles, the first first", (), filled_by="PT")
    people: tuple[Person, ...] = R("The people, from the overlay alone", (), filled_by="FP")

    @property
    def current_cycle(self) -> Cycle | None:
        """The cycle with the highest number, or None before the first."""
        return max(self.cycles, key=lambda cycle: cycle.number, default=None)

    @property
    def focal_role(self) -> str | None:
        """Role of the focal point."""
        return next((member.role for member in self.team if member.focal_point), None)


# ---------------------------------------------------------------- all together


@dataclass(frozen=True)
class Counts:
    """What an edition may say of things it does not hold: numbers of entries, and of women and men in the team.

    `women` and `men` are None where one of them could point to a person.
    """

    diary_entries: int = 0
    women: int | None = None
    men: int | None = None


@dataclass(frozen=True)
class Data:
    """All that is known about the programme. Countries, groups and districts are sorted by id.

    `places` has the lines and columns (no content) of every file by `kind:id`, for the checks; `counts` see `Counts`.
    """

    programme: Programme
    countries: tuple[Country, ...] = ()
    groups: tuple[Group, ...] = ()
    districts: tuple[District, ...] = ()
    counts: Mapping[str, Counts] = field(default_factory=dict)
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
