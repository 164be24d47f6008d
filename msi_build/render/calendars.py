"""The dates of a district or group as a file for calendars (RFC 5545), read by phones and offices.

Each event keeps its name in every file and release, so that reading a newer file moves it and makes no second
one: an event is named after the first district that comes to it, a shared one is the same in the files of all.
Of two versions programs keep the one with the higher `SEQUENCE` (computed, agreed, held), then the one with
the later `DTSTAMP`, the day of the edition. Phases are left out: they would cover every day for months.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import icalendar

from msi_build import schedule
from msi_build.artifacts import Artifact
from msi_build.model.programme import Data, District, Group
from msi_build.render.district_view import DistrictView, event_name, view_of
from msi_build.render.event_words import ABOUT, BEFORE
from msi_build.render.portal_page import district_path, group_path, join_names

#: What is known of a date, in the order in which it becomes known.
SEQUENCES = {"computed": 0, "planned": 1, "actual": 2}
OFF = ("skipped", "cancelled")


def calendar_of(folder: str) -> str:
    """Path of the calendar beside a page `.../index.html`."""
    return folder.replace("index.html", "calendar.ics")


def calendar_files(data: Data, as_of: dt.date) -> Iterator[Artifact]:
    """A calendar for each district and group that has begun a cycle."""
    for district in data.districts:
        if district.current_cycle:
            yield _file(calendar_of(district_path(district)), district.name, [view_of(data, district)], as_of)
    for group in data.groups:
        if views := _views(data, group):
            yield _file(calendar_of(group_path(group)), f"{group.name} group", views, as_of)


def _views(data: Data, group: Group) -> list[DistrictView]:
    return [view_of(data, one) for one in data.districts_of(group) if one.current_cycle]


def _file(path: str, name: str, views: Sequence[DistrictView], as_of: dt.date) -> Artifact:
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//MSI toolkit//district calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"MSI: {name}")
    found: dict[str, tuple[dt.date, icalendar.Event]] = {}
    for view in views:
        for event in view.events:
            if event.slug in schedule.DAYS:
                entry = _entry(view, event, as_of)
                found.setdefault(str(entry["uid"]), (event.start, entry))
    for _, entry in sorted(found.values(), key=lambda one: (one[0], str(one[1]["uid"]))):
        calendar.add_component(entry)
    return Artifact(path, calendar.to_ical())


def _entry(view: DistrictView, event: schedule.Event, as_of: dt.date) -> icalendar.Event:
    off = event.state in OFF
    who = _comers(view, event)
    number = f"-{event.number}" if event.number else ""
    entry = icalendar.Event()
    entry.add("uid", f"{who[0].id}-cycle-{view.cycle.number}-{event.slug}{number}@msi-toolkit")
    entry.add("dtstamp", dt.datetime.combine(as_of, dt.time(), dt.UTC))
    entry.add("sequence", len(SEQUENCES) if off else SEQUENCES[event.basis])
    entry.add("dtstart", event.start)
    entry.add("dtend", event.end + schedule.DAY)
    name = event_name(event) if event.slug != "next-cycle" else event.title
    entry.add("summary", f"{name}: {join_names([one.name for one in who])}")
    entry.add("description", _description(view, event))
    if event.place:
        entry.add("location", event.place)
    entry.add(
        "status", "CANCELLED" if off else "TENTATIVE" if event.basis == "computed" else "CONFIRMED"
    )
    return entry


def _comers(view: DistrictView, event: schedule.Event) -> list[District]:
    """The districts that come, in the order of the group."""
    coming = [view.district, *view.companions(event)]
    return sorted(coming, key=lambda one: view.group.districts.index(one.id))


def _description(view: DistrictView, event: schedule.Event) -> str:
    """What happens, and what to do before; a computed date is said to be one."""
    week = schedule.week_text(event, view.cycle, view.country, view.data.programme)
    basis = " The date is computed and not agreed yet." if event.basis == "computed" else ""
    week = f"{week[:1].upper()}{week[1:]}."
    lines = [f"{week}{basis} {ABOUT.get(event.slug, '')}".strip()]
    if event.state == "scheduled" and event.slug in BEFORE:
        lines += ["Before the day:", *(f"- {one}" for one in BEFORE[event.slug])]
    if view.district.example_data:
        lines.append("EXAMPLE DATA: this district and its dates are invented.")
    return "\n".join(lines)
