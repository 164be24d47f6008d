"""A district: the place, its staff and team, all its cycles; people live in the overlay alone.

Each field says what it means, its unit or words, who fills it and when, and who may see it (P, G, T, F, R).
FP = focal point of the district team, FA = facilitator, PT = programme team.
"""

from __future__ import annotations

from typing import Literal

from msi_build.model.base import (
    Code,
    Colour,
    Count,
    CountryCode,
    Date,
    Email,
    Int,
    Natural,
    P,
    Part,
    Period,
    Phone,
    R,
    Short,
    Slug,
    T,
    Year,
    Yes,
)
from msi_build.model.cycle import Cycle
from msi_build.model.vocabulary import Owner


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
    owner: Owner = P(
        "Owner", unit="government, faith_based, ngo, private", filled_by="FP at the situation analysis"
    )
    count: Natural = P("How many", unit="facilities", filled_by="FP at the situation analysis")


class Workforce(Part):
    """Staff of one cadre. In public a count of persons under five reads `<5`."""

    cadre: Code = P("Cadre", unit="country's cadres", filled_by="FP (HR officer) at the situation analysis")
    posts: Natural | None = P("Funded posts", None, "posts", "FP (HR officer)")
    filled: Count = P("Staff in post", unit="persons", filled_by="FP (HR officer)")
    women: Count | None = P("Women in post", None, "persons", "FP (HR officer)")
    men: Count | None = P("Men in post", None, "persons", "FP (HR officer)")
    period: Period = P(
        "To which time the counts belong", unit="2026, 2026-Q4 or 2026-12", filled_by="FP (HR officer)"
    )


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
    workforce: tuple[Workforce, ...] = P(
        "Staff by cadre", (), filled_by="FP (HR officer) at the situation analysis"
    )
    team: tuple[Member, ...] = P(
        "Posts of the district team", filled_by="FP at the orientation visit", min_length=1
    )
    planning: Planning = P("The yearly plan", Planning(), filled_by="FP")
    colour: Colour | None = P(
        "Colour of the district in shared charts; left out: chosen", None, "#1f6f5c", "PT"
    )
    cycles: tuple[Cycle, ...] = P("All cycles, the first first", (), filled_by="PT")
    people: tuple[Person, ...] = R("The people, from the overlay alone", (), filled_by="FP")

    @property
    def current_cycle(self) -> Cycle | None:
        """The cycle with the highest number, or None before the first."""
        return max(self.cycles, key=lambda cycle: cycle.number, default=None)
