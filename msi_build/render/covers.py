"""Cover and contents of a pack as one HTML document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import jinja2
from markupsafe import Markup as Safe

from msi_build.model.base import EVENT_TITLES
from msi_build.model.programme import District
from msi_build.plan import SET_NAMES, FilePlan, PackPlan, rows_of
from msi_build.render import diagrams
from msi_build.render.district_view import event_name, upper_first
from msi_build.render.placeholders import Context, dates_words
from msi_build.render.sheets import RIBBON
from msi_build.schedule import Event, total_weeks

#: What an event's pack leads to, under its name on the cover.
SUBTITLES = {
    "orientation-visit": "meet, explain, agree the dates",
    "situation-analysis-visit": "from numbers to a list of problems",
    "workshop-1": "from a problem to its causes",
    "workshop-2": "from causes to a plan",
    "support-visit": "look at the work together",
    "inter-district-meeting": "learn from each other",
    "next-cycle": "decide what comes next",
}


@dataclass(frozen=True)
class ContentsLine:
    """A part as the contents show it; number 0 is the front itself."""

    number: int
    title: str
    id: str
    page: int


def front_html(
    templates: jinja2.Environment,
    plan: PackPlan,
    context: Context,
    file: FilePlan,
    lines: Sequence[ContentsLine],
    total: int,
    content_code: str,
    events: Sequence[Event] = (),
    ahead: Event | None = None,
) -> str:
    """The HTML. `lines` are the parts of this file, `total` its pages, `events` the dated cycle of the group.

    `ahead` is the next event as far as the data know; the pack of a district names it.
    """
    return templates.get_template("front.html.j2").render(
        lang="en",
        id="cover",
        title=EVENT_TITLES[plan.event].removeprefix("MSI ") + _number(plan) if plan.event else plan.title,
        sub=_sub(plan, file, context),
        who=_who(plan, context, ahead),
        set=file.set,
        code=plan.code,
        folio=f"{1:02}/{total:02}",
        content_code=content_code,
        copies=f"{file.copies} {'copy' if file.copies == 1 else 'copies'}, {'both sides' if file.duplex else 'one side'}",
        ribbon=RIBBON if context.example_data else "",
        art=Safe(_art(plan, context, events, context.event or ahead)),
        parts=lines,
        files=[(other.name, rows_of(other.parts)) for other in plan.files if other is not file],
        note="Every page says set, pack and folio in its outer top corner: a dropped pile can be put in order again.",
    )


def _number(plan: PackPlan) -> str:
    return f" {plan.number}" if plan.number else ""


def _sub(plan: PackPlan, file: FilePlan, context: Context) -> str:
    if not plan.event:
        cycle = context.district.current_cycle if context.district else None
        return f"District pack, cycle {cycle.number}" if cycle else "District pack"
    return f"{SET_NAMES[file.set]}’ pack: {SUBTITLES.get(plan.event, EVENT_TITLES[plan.event].lower())}"


def _who(plan: PackPlan, context: Context, ahead: Event | None = None) -> list[str]:
    """Group with its districts, or the one district; dates and week. A generic pack leaves room to write."""
    if context.group is None:
        return ["Group and districts: ____________________", "Dates and place: ____________________"]
    if not plan.event:
        next_ = [f"Next: {event_name(ahead)}, {_day(ahead, context)}"] if ahead else []
        return [f"{context.group.name} group, {context.country.name}", *next_]
    names = ", ".join(district.name for district in context.districts)
    alone = context.district and f"{context.district.name}, {context.group.name} group"
    lines = [alone or f"{context.group.name} group: {names}"]
    if context.event:
        lines.append(_day(context.event, context))
    if context.event and context.event.place:
        lines.append(upper_first(context.event.place))
    return lines


def _day(event: Event, context: Context) -> str:
    """`16–17 February 2027 · week 6 of 43`"""
    weeks = total_weeks((context.district or context.districts[0]).current_cycle)
    week = f" · week {event.week} of {weeks}" if event.week <= weeks else ""
    return f"{dates_words(event.start, event.end)}{week}"


def _art(plan: PackPlan, context: Context, events: Sequence[Event], current: Event | None) -> str:
    """Rings of the weeks, and on the shore every health facility of each district."""
    districts = (context.district,) if context.district else context.districts if plan.event else ()
    rings = [
        diagrams.Ring(event.week, short_event(event), event == current, event.state == "done")
        for event in events
        if event.slug in RINGED
    ]
    rings = rings or [
        diagrams.Ring(week, name, event == plan.event and number == (plan.number or 1))
        for week, name, event, number in USUAL_RINGS
    ]
    now = next((ring.week for ring in rings if ring.current), None)
    return diagrams.ripples([_shore(district) for district in districts], rings, now=now).svg


def short_event(event: Event) -> str:
    """`Workshop 1`, `Support 2`, `Meeting 1`: what fits under a ring."""
    words = {"support-visit": "Support", "inter-district-meeting": "Meeting", "orientation-visit": "Orientation"}
    title = words.get(event.slug, EVENT_TITLES[event.slug].removeprefix("MSI "))
    return f"{title} {event.number}" if event.number else title


#: Events that get a ring; phases lie between the rings.
RINGED = ("orientation-visit", "workshop-1", "workshop-2", "support-visit", "inter-district-meeting")

#: Weeks of the standard cycle (43 weeks and the closing meeting), for packs without a group.
USUAL_RINGS = (
    (1, "Orientation", "orientation-visit", 1), (6, "Workshop 1", "workshop-1", 1), (11, "Workshop 2", "workshop-2", 1),
    (20, "Support 1", "support-visit", 1), (28, "Meeting 1", "inter-district-meeting", 1),
    (36, "Support 2", "support-visit", 2), (44, "Meeting 2", "inter-district-meeting", 2),
)  # fmt: skip


def _shore(district: District) -> diagrams.Shore:
    """Hospitals, centres and the smallest posts, counted by the words in their type."""
    counts = {"hospitals": 0, "centres": 0, "posts": 0}
    for facility in district.facilities:
        kind = "hospitals" if "hospital" in facility.type else "centres" if "centre" in facility.type else "posts"
        counts[kind] += facility.count or 0
    return diagrams.Shore(district.name, **counts)
