"""What is noted of events: who came, what was agreed.

Each field says what it means, its unit or words, who fills it and when, and who may see it (P, G, T, F, R).
FP = focal point of the district team, FA = facilitator, PT = programme team.
"""

from __future__ import annotations

from typing import Literal

from msi_build.model.base import Code, Date, G, Int, Natural, Number, P, Part, Short, Slug, Text, Yes
from msi_build.model.vocabulary import EventState, EventType


class Attendance(Part):
    """Totals of an event, never names."""

    women: Natural = P("Women who came", 0, "persons", "FA after the event")
    men: Natural = P("Men who came", 0, "persons", "FA after the event")
    guests: Natural | None = P("Guests among or beside them", None, "persons", "FA after the event")
    districts: dict[str, Natural] = P("Members who came, by district id", {}, "persons", "FA after the event")

    @property
    def total(self) -> int:
        return self.women + self.men


class DistrictEvent(Part):
    """What a district notes of an event. The dates of shared events stand in the group's file alone."""

    type: EventType = P("Which event", unit="slug", filled_by="FA after the event")
    number: Int | None = P("Which of several visits or meetings", None, "number from 1", "FA", ge=1)
    planned: Date | None = P("Agreed day", None, "date", "FA when agreed")
    actual: Date | None = P("Day on which it was really held", None, "date", "FA after the event")
    state: EventState | None = P(
        "Left out: done when it has an actual day, else scheduled", None, "", "FA after the event"
    )
    reason: Text | None = G("Why it was moved, skipped or cancelled", None, filled_by="FA")
    place: Short | None = P("Where it is held", None, filled_by="FA when agreed")
    days: Number | None = P("Length where it differs from the usual", None, "days", "FA", gt=0, le=30)
    attended: Attendance | None = P(
        "Members of this district who came, in totals", None, "persons", "FA after the event"
    )
    same_members_as_w1: Natural | None = G(
        "Of them, how many were at Workshop 1 too", None, "persons", "FA after the event"
    )
    report_done: Yes | None = G("Is the report written?", None, "true, false", "FA")
    notes: Text | None = G("What should be remembered", None, filled_by="FA")


class Action(Part):
    """Something agreed at a visit or meeting."""

    id: Slug = G("Short name, unique in its list", filled_by="FA after the event")
    from_event: Short | None = G(
        "Event at which it was agreed, for example support-visit 1", None, filled_by="FA"
    )
    text: Text = G("What was agreed", filled_by="FA after the event")
    owner_side: Literal["dhmt", "facilitator"] = G(
        "Who does it: the district team or the facilitators", filled_by="FA"
    )
    owner_role: Code | None = G("Role in the district team", None, "country's roles", "FA")
    due: Date | None = G("Until when", None, "date", "FA")
    status: Literal["open", "done", "dropped"] = G("How it stands", "open", "", "FP")
    closed: Date | None = G("Day on which it was closed", None, "date", "FP")
