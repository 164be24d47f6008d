"""A group: neighbouring districts that learn together, and the dates that they share.

Each field says what it means, its unit or words, who fills it and when, and who may see it (P, G, T, F, R).
FP = focal point of the district team, FA = facilitator, PT = programme team.
"""

from __future__ import annotations

from typing import Literal

from msi_build.model.base import (
    CountryCode,
    Date,
    G,
    Int,
    Natural,
    Number,
    P,
    Part,
    R,
    Short,
    Slug,
    Text,
    Yes,
)
from msi_build.model.event import Action, Attendance
from msi_build.model.vocabulary import EventState, EventType


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

    type: Literal["workshop-1", "workshop-2", "inter-district-meeting"] = P(
        "Which event", unit="slug", filled_by="FA"
    )
    cycle: Int = P("Cycle in which it falls", 1, "number from 1", "FA", ge=1)
    number: Int | None = P("Which of several meetings", None, "number from 1", "FA", ge=1)
    districts: tuple[Slug, ...] = P(
        "Districts that take part, when not all do", (), "district ids", "FA when agreed"
    )
    planned: Date | None = P("Agreed first day", None, "date", "FA when agreed")
    actual: Date | None = P("First day on which it was really held", None, "date", "FA after the event")
    state: EventState | None = P(
        "Left out: done when it has an actual day, else scheduled", None, "", "FA after the event"
    )
    reason: Text | None = G("Why it was moved, skipped or cancelled", None, filled_by="FA")
    place: Short | None = P("Where it is held", None, filled_by="FA when agreed")
    host: Slug | None = P("District that receives the others", None, "district id", "FA when agreed")
    days: Number | None = P("Length where it differs from the usual", None, "days", "FA", gt=0, le=10)
    facilitators: tuple[Literal["crt", "rt"], ...] = P(
        "Facilitators who came, by role", (), "", "FA after the event"
    )
    attended: Attendance | None = P("Who came, in totals", None, "persons", "FA after the event")
    speaker: Short | None = G("Guest speaker, by office", None, filled_by="FA")
    report_done: Yes | None = G("Is the report written?", None, "true, false", "FA")
    notes: Text | None = G("What the group should remember", None, filled_by="FA")

    def is_for(self, district: str) -> bool:
        """Does this district take part?"""
        return not self.districts or district in self.districts


class Group(Part):
    """`districts/<cc>/groups/<group>.yml`: neighbours that learn together, with all dates they share."""

    id: Slug = P("Unique, equals the file name", unit="slug", filled_by="PT")
    country: CountryCode = P("Two letters", filled_by="PT")
    name: Short = P("Name of the group", filled_by="PT")
    example_data: Yes = P("true prints a ribbon on every page", False, "true, false", "PT")
    districts: tuple[Slug, ...] = P(
        "Ids of its districts, in the order of the group", unit="slugs", filled_by="PT", min_length=1
    )
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
