"""Dates that do not go together.

`clash`: facilitators would have to be with two groups on one day. Only agreed dates still to come are told; a person
can be in one place, an organisation in as many as it has seats in one group that lead the same events. A warning where the
seats name the person; else a question, for other people of the organisation may go.
`kinds-differ`: districts of a group need different workshops in the same cycle, and the group's file says nothing of
them yet. A question. `plan-year`: Workshop 2 ends less than six weeks before the district's plan closes (tip 2), so
the workplan may miss the plan. A question, until the workshop is held or the workplan is in the plan.
"""

from __future__ import annotations

from msi_build.checks.walking import where
from msi_build.diagnostics import Faults
from msi_build.edition import Edition
from msi_build.model.programme import Country, Data, Group
from msi_build.schedule import (
    WEEKS_TO_PLAN,
    Clash,
    Outing,
    clashes,
    different_kinds,
    latest_start,
    outings,
    plan_reach,
    timeline,
)
from msi_build.yaml_text import Path


def check(data: Data, edition: Edition, faults: Faults) -> None:
    """See the manual on top."""
    found: list[Outing] = []
    for group in data.groups:
        country = _country(data, group)
        found += outings(group, data.districts_of(group), country, data.programme)
        _kinds(data, group, faults)
        _plans(data, group, country, faults)
    for clash in clashes(one for one in found if one.event.basis == "planned" and one.event.state == "scheduled"):
        _tell(data, clash, faults)


def _country(data: Data, group: Group) -> Country | None:
    return next((one for one in data.countries if one.code == group.country), None)


def _tell(data: Data, clash: Clash, faults: Faults) -> None:
    """The warning stands in the file of the group whose event comes last in the list."""
    last = clash.outings[-1]
    shown = "; ".join(
        f"{one.event.title} of {one.group.name}" + (f" ({data.district(one.district).name})" if one.district else "")
        for one in clash.outings
    )
    faults.add(
        where(data, last.group, _place(last)),
        "clash",
        f"{clash.who} would be in two places on {clash.day.day} {clash.day:%B %Y}: {shown}",
        "Move one of the dates, or write under leads: which seat goes to which event.",
        "warning" if clash.sure else "question",
    )


def _place(outing: Outing) -> Path:
    for index, event in enumerate(outing.group.events):
        if (event.type, event.number, event.planned) == (outing.event.slug, outing.event.number, outing.event.start):
            return ("events", index, "planned")
    return ("facilitators",)


def _kinds(data: Data, group: Group, faults: Faults) -> None:
    if words := different_kinds(data.districts_of(group), group):
        faults.add(
            where(data, group, ("events",)),
            "kinds-differ",
            f"the districts of {group.name} go different ways: {words}",
            "Agree who comes to which workshop, and write it under events: with its cycle.",
            "question",
        )


def _plans(data: Data, group: Group, country: Country | None, faults: Faults) -> None:
    for district in data.districts_of(group):
        cycle = district.current_cycle
        if cycle is None or district.planning.workplan_in_plan in ("partly", "included"):
            continue
        reach = plan_reach(district, cycle, timeline(district, group, cycle, country, data.programme))
        if reach and not reach.in_time and reach.workshop.state == "scheduled":
            start = latest_start(reach.deadline, cycle)
            faults.add(
                where(data, district, ("planning", "submission_deadline")),
                "plan-year",
                f"{reach.words}; {WEEKS_TO_PLAN} weeks are needed to get the workplan into it",
                f"Could the cycle begin by {start.day} {start:%B %Y}, or the workplan go into the plan of the next year?",
                "question",
            )
