"""The group, the team and those who come to the workshops.

Q04 (warning) the group does not have as many districts as its country says.
Q05 (warning, from the orientation visit) the team has no focal point, or more than one.
Q47 (warning, from Workshop 1) fewer or more members came than there are seats; fewer than half of those of
Workshop 1 came to Workshop 2.
Q48 (advice, from Workshop 1) all members at a workshop were men, or all were women.
"""

from __future__ import annotations

from collections.abc import Iterator

from msi_build.model.programme import Attendance
from msi_build.questions.base import Asking, Found, Rule
from msi_build.render.periods import numeral


def _group_size(ask: Asking) -> Iterator[Found]:
    number, wanted = len(ask.group.districts), ask.country.group_size
    if number != wanted:
        words = f"A group of this country has {numeral(wanted)} neighbouring districts; this one has {numeral(number)}. Is that as agreed?"
        yield Found(("group",), words)


def _focal_point(ask: Asking) -> Iterator[Found]:
    number = sum(member.focal_point for member in ask.district.team)
    if number != 1:
        now = "none is named" if not number else f"{numeral(number)} are named"
        yield Found(("team",), f"Who is the one focal point, and who the deputy? Now {now}, and calls may reach nobody.")


def _came(ask: Asking, slug: str) -> tuple[Attendance | None, int | None]:
    """What the district noted of a workshop, and how many of its members came."""
    own = next((one.attended for one in ask.cycle.events if one.type == slug and one.attended), None)
    shared = next(
        (one.attended for one in ask.group.events if (one.type, one.cycle) == (slug, ask.cycle.number) and one.attended),
        None,
    )
    told = shared.districts.get(ask.district.id) if shared else None
    return own, own.total if own else told


def _members(ask: Asking) -> Iterator[Found]:
    seats = ask.country.workshop_participants_per_district
    numbers = {slug: _came(ask, slug)[1] for slug in ("workshop-1", "workshop-2")}
    for slug, number in numbers.items():
        if number is not None and not seats.min <= number <= seats.max:
            title = slug.replace("workshop-", "Workshop ")
            words = f"{numeral(number).capitalize()} members were at {title}; {seats.min} to {seats.max} are usual. How do the others hear of it?"
            yield Found(("events",), words)
    again = next((one.same_members_as_w1 for one in ask.cycle.events if one.type == "workshop-2"), None)
    first = numbers["workshop-1"]
    if again is not None and first and again * 2 < first:
        words = f"Only {numeral(again)} of the {numeral(first)} members of Workshop 1 came to Workshop 2. Who needs time to catch up?"
        yield Found(("events",), words)


def _one_sex(ask: Asking) -> Iterator[Found]:
    for slug in ("workshop-1", "workshop-2"):
        own, _ = _came(ask, slug)
        if own and own.total > 1 and 0 in (own.women, own.men):
            who = "men" if not own.women else "women"
            title = slug.replace("workshop-", "Workshop ")
            yield Found(("events",), f"All members at {title} were {who}. Who else should be at the table?")
            return


RULES = (
    Rule("Q04", "warning", "always", _group_size),
    Rule("Q05", "warning", "orientation-visit", _focal_point),
    Rule("Q47", "warning", "workshop-1", _members),
    Rule("Q48", "advice", "workshop-1", _one_sex),
)
