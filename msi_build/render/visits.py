"""Support visits as pages and papers tell them: what the last one found, what was agreed, the diary since then.

What an audience may see is decided before: here stands what the edition holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from msi_build.model.programme import Action, SupportVisit
from msi_build.render.district_record import Paragraph, Told, diary_entry
from msi_build.render.district_view import DistrictView, StrategyView
from msi_build.render.periods import day

LOOKING_BACK = {"worked_well": "Worked well", "worked_less": "Worked less well", "change_next_time": "Next time"}
ABOUT_US = {"diary_help": "What would make the diary easier", "facilitator_reflection": "What the facilitators learned"}

#: Entries of the diary on one sheet; older ones stand in the diary.
MOST_ENTRIES = 12

READERS = {"team": "for the team and its facilitators", "group": "for the group", "public": "for everybody"}


@dataclass(frozen=True)
class ActionLine:
    text: str
    who: str
    due: str
    status: str


def action_line(view: DistrictView, one: Action) -> ActionLine:
    role = view.country.label("roles", one.owner_role) if one.owner_role else ""
    side = "facilitators" if one.owner_side == "facilitator" else view.country.team_abbr
    due = day(one.due) if one.due else "no date"
    status = f"{one.status}, {day(one.closed)}" if one.closed else one.status
    return ActionLine(one.text, f"{side}, {role}" if role else side, due, status)


def open_first(actions: Sequence[Action]) -> list[Action]:
    return sorted(actions, key=lambda one: (one.status != "open", one.due is None, one.due or one.closed))


def told_of(part: object, labels: dict[str, str]) -> tuple[Told, ...]:
    return tuple((label, text) for name, label in labels.items() if (text := getattr(part, name)))


def visit_title(visit: SupportVisit) -> str:
    """`Support visit 1, 26 May 2027, one day`"""
    length = {0.5: "half a day", 1.0: "one day"}.get(visit.length_days, f"{visit.length_days:g} days")
    return f"Support visit {visit.number}, {day(visit.date)}, {length}"


def present(view: DistrictView, visit: SupportVisit) -> Iterator[Told]:
    if visit.present is None:
        return
    roles = ", ".join(view.country.label("roles", one) for one in visit.present.roles)
    women, men = visit.present.women, visit.present.men
    counted = f"{women} women and {men} men" if women is not None and men is not None else ""
    if words := "; ".join(text for text in (roles, counted) if text):
        yield "There", words


@dataclass(frozen=True)
class LastVisit:
    """What a sheet for the next support visit says of the one before; all of it may be missing."""

    view: DistrictView

    @cached_property
    def visit(self) -> SupportVisit | None:
        """The last that is recorded."""
        return max(self.view.cycle.support_visits, key=lambda one: one.date, default=None) if self.view.cycle else None

    @cached_property
    def date(self) -> dt.date | None:
        """Day of the last visit, also of one that has no record."""
        held = [one.start for one in self.view.events if one.slug == "support-visit" and one.basis == "actual"]
        return max([*held, *([self.visit.date] if self.visit else [])], default=None)

    @property
    def title(self) -> str:
        if self.visit and self.visit.date == self.date:
            return f"{visit_title(self.visit)}."
        held = f"The visit of {day(self.date)} has no record here" if self.date else "No visit is recorded yet"
        return f"{held}: complete the sheet from the report on paper."

    @property
    def actions(self) -> list[ActionLine]:
        """What is open, of the district and of its group, and what was agreed at the last visit or closed since."""
        cycle = self.view.cycle
        if cycle is None:
            return []
        here = f"support-visit {self.visit.number}" if self.visit else None
        since = self.date or cycle.start
        told = [one for one in cycle.actions if one.from_event == here or _of_today(one, since)]
        told += [one for one in self.view.group.actions if _of_today(one, since)]
        return [action_line(self.view, one) for one in open_first(told)]

    @property
    def strategies(self) -> list[tuple[StrategyView, str]]:
        """Each strategy of the plan with what was seen and said of it."""
        notes = {one.strategy: one.text for one in self.visit.notes} if self.visit else {}
        return [(one, notes.get(one.id, "")) for one in self.view.strategies]

    @property
    def looking_back(self) -> list[Told]:
        """Three headings with their words, or none to write them."""
        return [(label, getattr(self.visit, name, None) or "") for name, label in LOOKING_BACK.items()]

    @property
    def about(self) -> tuple[Told, ...]:
        """Who was there, and what was learned about the diary and the visit itself."""
        if self.visit is None:
            return ()
        ease = self.visit.diary_ease
        found = (("How easy the diary is", f"{ease} of 5"),) if ease else ()
        return (*present(self.view, self.visit), *found, *told_of(self.visit, ABOUT_US))


def _of_today(one: Action, since: dt.date) -> bool:
    """Is it open, or closed since that day?"""
    return one.status == "open" or (one.closed is not None and one.closed >= since)


@dataclass(frozen=True)
class DiarySince:
    """The diary of the time since a day: entries, the newest first; `older` stand in the diary alone."""

    since: dt.date | None
    entries: tuple[Paragraph, ...]
    older: int


def diary_since(view: DistrictView) -> DiarySince:
    """Since the last visit; before the first one, since the cycle began."""
    first = LastVisit(view).date
    cycle = view.cycle
    found = [one for one in cycle.diary if first is None or one.date >= first] if cycle else []
    newest = sorted(found, key=lambda one: one.date, reverse=True)[:MOST_ENTRIES]
    entries = [(diary_entry(view, cycle, one), READERS[one.visibility]) for one in newest]
    return DiarySince(
        first,
        tuple(replace(entry, heading=f"{entry.heading}: {readers}") for entry, readers in entries),
        len(found) - len(newest),
    )
