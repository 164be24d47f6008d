"""Programme and country: what holds for all, and what differs between countries.

Each field says what it means, its unit or words, who fills it and when, and who may see it (P, G, T, F, R).
FP = focal point of the district team, FA = facilitator, PT = programme team.
"""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from msi_build.model.base import (
    Code,
    CountryCode,
    Date,
    Int,
    Natural,
    Number,
    P,
    Part,
    Short,
    Text,
    Unfit,
    Url,
    Year,
)
from msi_build.model.vocabulary import MonthRule


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
    as_of: Date | None = P(
        "The date that all lateness is counted to; left out: today", None, "date", "PT, for examples"
    )
    last_release: Date | None = P(
        "Day of the release before this one: portals tell what is new since then; left out: three months",
        None,
        "date",
        "PT at each release",
    )
    month_rule: MonthRule = P(
        "Is a month four weeks, or a month of the calendar?", "weeks", "weeks, calendar", "PT once"
    )
    default_implementation_months: Number = P(
        "Length of implementation", 8.0, "months, 1 to 18", "PT once", ge=1, le=18
    )
    meeting_plan: tuple[Int, ...] = P(
        "Inter-district meetings", (4, 8), "months of an eight-month implementation", "PT once"
    )
    visit_plan: tuple[Int, ...] = P(
        "Support visits", (2, 6), "months of an eight-month implementation", "PT once"
    )
    prices: Prices | None = P("Prices of the copy shop", None, "", "PT yearly")
    contact: Text | None = P(
        "How readers reach the programme office, without a person's name", None, "text", "PT once"
    )
    website: Url | None = P("Address of the programme", None, "https://…", "PT once")


class Coded(Part):
    """One entry of a list of the country: a code for the files, words for people."""

    code: Code = P(
        "The code that the district files use", unit="small letters, digits, low lines", filled_by="PT once"
    )
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
    languages: tuple[Code, ...] = P(
        "Languages of the texts, the first is the usual one", ("en",), "two letters", "PT once"
    )
    paper: Literal["a4", "letter"] = P("Paper of the copy shops", "a4", "a4, letter", "PT once")
    currency: Short | None = P("Currency", None, "three letters", "PT once")
    levels: tuple[Level, ...] = P("Levels of the administration, the highest first", (), "", "PT once")
    regions: tuple[Short, ...] = P("Names of the regions; empty: any name is taken", (), "", "PT once")
    district_types: tuple[Coded, ...] = P("Kinds of district", (), "", "PT once")
    team_name: Short = P(
        "Full name of the district's management team", "District Health Management Team", "", "PT once"
    )
    team_abbr: Short = P("Its short name", "DHMT", "", "PT once")
    team_lead_title: Short = P("Title of its head", "District Director of Health Services", "", "PT once")
    health_office_name: Short = P(
        "Name of the district's health office", "District Health Office", "", "PT once"
    )
    local_government_head: Short = P(
        "Whom a courtesy visit goes to, by office", "head of the local government", "", "PT once"
    )
    next_level_office: Short | None = P("The health office above the district", None, "", "PT once")
    hmis_name: Short = P("Name of the health information system", "DHIS2", "", "PT once")
    hris_name: Short | None = P("Name of the staff information system", None, "", "PT once")
    facility_types: tuple[Coded, ...] = P("Kinds of health facility", (), "", "PT once")
    owner_types: tuple[Coded, ...] = P(
        "Words of the country for owners", (), "government, faith_based, ngo, private", "PT once"
    )
    cadres: tuple[Coded, ...] = P("Cadres of staff", (), "", "PT once")
    roles: tuple[Coded, ...] = P("Roles in the district team", (), "", "PT once")
    fiscal_year_start: Int = P("First month of the fiscal year", 1, "1 to 12", "PT once", ge=1, le=12)
    plan_milestones: tuple[Milestone, ...] = P("Steps of the yearly plan", (), "", "PT once")
    public_holidays: tuple[Holiday, ...] = P("Days that move an event", (), "dates", "PT yearly")
    busy_weeks: tuple[BusyWeeks, ...] = P("Weeks without workshops and meetings", (), "dates", "PT yearly")
    group_size: Int = P("Districts in a group", 3, "number", "PT once", ge=1, le=20)
    month_rule: MonthRule | None = P(
        "As in the programme; left out: as there", None, "weeks, calendar", "PT once"
    )
    meeting_plan: tuple[Int, ...] | None = P(
        "As in the programme; left out: as there", None, "months", "PT once"
    )
    visit_plan: tuple[Int, ...] | None = P(
        "As in the programme; left out: as there", None, "months", "PT once"
    )
    column_labels: dict[Literal["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K"], Short] = P(
        "Headings of the workplan's columns where they differ", {}, "A to K", "PT once"
    )
    workshop_participants_per_district: Seats = P("Seats at a workshop", Seats(), "members", "PT once")
    population_factors: PopulationFactors | None = P("Shares for denominators", None, "", "PT yearly")
    data_protection: DataProtection | None = P("The law on personal data", None, "", "PT once")
    phone_pattern: Short | None = P(
        "How phone numbers look, for the scan of public texts", None, "regular expression", "PT once"
    )
    rules: dict[str, Literal["off"]] = P(
        "Questions that this country does not ask", {}, "Q01 to Q55: off", "PT once"
    )

    def label(self, names: str, code: str, plural: bool = False) -> str:
        """The country's words for a code of one of its lists: `label("roles", "hr_officer")`."""
        for coded in getattr(self, names):
            if coded.code == code:
                return coded.plural or coded.label if plural else coded.label
        return code.replace("_", " ")
