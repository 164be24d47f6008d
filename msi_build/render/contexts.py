"""What a page or sheet is filled with: generic, a group with its event, or one district of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from msi_build import schedule
from msi_build.model.programme import Data, District, Group
from msi_build.model.toolkit import Headcount
from msi_build.render.placeholders import Context


def of_group(
    data: Data,
    group: Group,
    event: str = "",
    number: int | None = None,
    people: Headcount | None = None,
    start: dt.date | None = None,
) -> Context:
    """The group's context for one event; `start` moves the event to another first day."""
    districts = tuple(data.districts_of(group.id))
    events = events_of(data, group, districts[0] if districts else None)
    now = next((one for one in events if one.slug == event and one.number in (number, None)), None)
    if now and start:
        now = replace(now, start=start, end=start + (now.end - now.start), basis="planned")
    later = [one for one in events if now and one.start > now.start]
    return Context(
        country=data.country(group.country),
        group=group,
        districts=districts,
        event=now,
        next_event=later[0] if later else None,
        calendar=events,
        people=people or Headcount(districts=len(districts) or 3),
        moved=start is not None,
        example_data=any(district.example_data for district in districts),
    )


def of_district(context: Context, district: District, data: Data | None = None) -> Context:
    """The same context, filled with one of its districts. With `data`, a visit to the districts has its own day in each."""
    context = replace(context, district=district, example_data=bool(district.example_data))
    event = context.event
    if data is None:
        return context
    events = events_of(data, data.group(district.group), district)
    context = replace(context, calendar=events)
    if event is None or event.shared or context.moved:
        return context
    own = next((one for one in events if (one.slug, one.number) == (event.slug, event.number)), None)
    later = [one for one in events if own and one.start > own.start]
    return replace(context, event=own, next_event=later[0] if later else None)


def events_of(data: Data, group: Group, district: District | None) -> tuple[schedule.Event, ...]:
    """The dated events of the group's current cycle, in order of date; () when no cycle has begun."""
    cycle = district.current_cycle if district else None
    if cycle is None:
        return ()
    return schedule.timeline(district, group, cycle, data.country(group.country), data.programme)
