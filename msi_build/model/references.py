"""References between files and inside them: what a text points to exists, and what must be one is one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from msi_build.diagnostics import Faults
from msi_build.model.base import Part, nearest
from msi_build.model.programme import Cause, Country, Cycle, District, Group
from msi_build.yaml_text import DataFile, Path

Kind = TypeVar("Kind", bound=Part)

#: Events whose dates stand in the group's file alone.
SHARED_EVENTS = ("workshop-1", "workshop-2", "inter-district-meeting")


@dataclass(frozen=True)
class Read(Generic[Kind]):
    """A part and the file it was read from.

    Of a file with faults the part was mended: `mended` are the places, `holes` those where a whole entry is gone.
    """

    part: Kind
    file: DataFile
    faults: Faults
    mended: frozenset[Path] = frozenset()
    holes: frozenset[Path] = frozenset()

    def blame(self, path: Path, rule: str, message: str, hint: str = "", key: bool = False) -> None:
        """An error at `path` of the file, unless it only follows from what was mended."""
        if self.mended and self._follows(path, rule):
            return
        place = self.file.where_key(path) if key else self.file.where(path)
        self.faults.add(place, rule, message, hint)

    def _follows(self, path: Path, rule: str) -> bool:
        """A rule about a list or value follows from any fault in it, a reference from an entry that is gone.

        Behind a gone entry the numbers of its list have moved, so the place would be wrong too.
        """
        if any(isinstance(hole[-1], int) and path[: len(hole) - 1] == hole[:-1] for hole in self.holes):
            return True
        scope = path[:-2] if rule == "double" else path
        if any(place[: len(scope)] == scope for place in self.mended):
            return True
        within = path[:2] if path[:1] == ("cycles",) else ("districts",)
        return rule == "reference" and any(hole[: len(within)] == within for hole in self.holes)

    def require(self, path: Path, value: str | None, known: Iterable[str], what: str) -> None:
        """An error when `value` is not among `known`; nothing known means: nothing to compare with."""
        allowed = sorted(known) if isinstance(known, (set, frozenset)) else list(known)
        if value is not None and allowed and value not in allowed:
            self.blame(path, "reference", f"{value} is not {what}", nearest(value, allowed))


@dataclass(frozen=True)
class Names:
    """Names of all files of a kind, those with faults too."""

    countries: frozenset[str]
    groups: frozenset[str]
    districts: frozenset[str]


def check_name(read: Read, key: str, expected: str) -> None:
    typed = getattr(read.part, key)
    if typed != expected:
        read.blame(
            (key,),
            "name",
            f"{key} is {typed}, but the file name or folder says {expected}",
            f"Write {key}: {expected}, or rename the file.",
        )


def folder(file: DataFile) -> str:
    return file.name.split("/")[1]


def stem(file: DataFile) -> str:
    return file.name.rsplit("/", 1)[1].removesuffix(".yml")


def _check_doubles(read: Read, path: Path, values: Iterable[object], key: str | None, what: str) -> None:
    """No two entries of the list at `path` have the same value."""
    seen: set[object] = set()
    for index, value in enumerate(values):
        if value in seen:
            read.blame(
                (*path, index, key) if key else (*path, index),
                "double",
                f"{what} {value} stands twice",
                "Give each its own, or delete one.",
            )
        seen.add(value)


# ---------------------------------------------------------------- country and group


def check_country(read: Read[Country]) -> None:
    check_name(read, "code", folder(read.file))
    for names in ("levels", "district_types", "facility_types", "cadres", "roles"):
        entries = getattr(read.part, names)
        key = "key" if names == "levels" else "code"
        _check_doubles(read, (names,), (getattr(one, key) for one in entries), key, "the code")


def check_group(read: Read[Group], names: Names, districts: Mapping[str, District]) -> None:
    group = read.part
    check_name(read, "id", stem(read.file))
    check_name(read, "country", folder(read.file))
    _check_doubles(read, ("districts",), group.districts, None, "the district")
    for index, id_ in enumerate(group.districts):
        read.require(("districts", index), id_, names.districts, "a district with a file")
        if (district := districts.get(id_)) and district.group != group.id:
            read.blame(
                ("districts", index),
                "group",
                f"the file of {id_} says that it is in group {district.group}",
                "Change one of the two files.",
            )
    for index, id_ in enumerate(group.host_rotation):
        read.require(("host_rotation", index), id_, group.districts, "a district of this group")
    seen = set()
    for index, event in enumerate(group.events):
        read.require(("events", index, "host"), event.host, group.districts, "a district of this group")
        for place, id_ in enumerate(event.districts):
            read.require(
                ("events", index, "districts", place), id_, group.districts, "a district of this group"
            )
        _check_doubles(read, ("events", index, "districts"), event.districts, None, "the district")
        for id_ in event.attended.districts if event.attended else ():
            read.require(
                ("events", index, "attended", "districts", id_),
                id_,
                group.districts,
                "a district of this group",
            )
        same = {(event.type, event.cycle, event.number, id_) for id_ in event.districts or group.districts}
        if same & seen:
            read.blame(
                ("events", index, "type"),
                "double",
                f"{event.type} {event.number or ''} stands twice in cycle {event.cycle}",
                "Give the second its own number, or delete it.",
            )
        seen |= same
    _check_doubles(read, ("actions",), (action.id for action in group.actions), "id", "the id")


# ---------------------------------------------------------------- district


def check_district(
    read: Read[District], names: Names, groups: Mapping[str, Group], country: Country | None
) -> None:
    district = read.part
    check_name(read, "id", stem(read.file))
    check_name(read, "country", folder(read.file))
    if district.country == folder(read.file) and district.country not in names.countries:
        read.blame(
            ("country",),
            "reference",
            f"there is no file districts/{district.country}/country.yml",
            "Write it first.",
        )
    _check_belonging(read, names, groups)
    if country:
        _check_words(read, country)
    if district.people:
        read.blame(
            ("people",),
            "person-data",
            "people do not belong in this file",
            "Names, phones and e-mails stand in the private overlay; here stands the role.",
            key=True,
        )
    numbers = [cycle.number for cycle in district.cycles]
    if numbers != list(range(1, len(numbers) + 1)):
        read.blame(
            ("cycles",),
            "cycles",
            f"the cycles are numbered {', '.join(map(str, numbers))}",
            "Number them 1, 2, 3 without a gap, the first one first.",
            key=True,
        )
    for index, cycle in enumerate(district.cycles):
        _check_cycle(read, ("cycles", index), cycle, names)


def _check_belonging(read: Read[District], names: Names, groups: Mapping[str, Group]) -> None:
    district = read.part
    read.require(("group",), district.group, names.groups or {""}, "a group with a file")
    group = groups.get(district.group)
    if group and district.id not in group.districts:
        read.blame(
            ("group",),
            "group",
            f"{district.name} says it is in group {group.id}, but that group does not list it",
            f"Add {district.id} to districts in the group's file, or change the group here.",
        )
    for index, id_ in enumerate(district.neighbours):
        read.require(("neighbours", index), id_, names.districts, "a district with a file")
        if id_ == district.id:
            read.blame(
                ("neighbours", index), "reference", "a district is not its own neighbour", "Delete it."
            )


def _check_words(read: Read[District], country: Country) -> None:
    """Codes are among those of the country."""
    district = read.part
    codes = {
        names: [one.code for one in getattr(country, names)]
        for names in ("district_types", "facility_types", "cadres", "roles")
    }
    read.require(("region",), district.region, country.regions, f"a region of {country.name}")
    read.require(("level",), district.level, codes["district_types"], f"a kind of district in {country.name}")
    for index, facility in enumerate(district.facilities):
        read.require(
            ("facilities", index, "type"),
            facility.type,
            codes["facility_types"],
            f"a kind of facility in {country.name}",
        )
    for index, staff in enumerate(district.workforce):
        read.require(
            ("workforce", index, "cadre"), staff.cadre, codes["cadres"], f"a cadre of {country.name}"
        )
    for path, role in _roles(district):
        read.require(path, role, codes["roles"], f"a role in {country.name}")


def _roles(district: District) -> Iterator[tuple[Path, str]]:
    """Every place of the district's file that names a role."""
    for index, member in enumerate(district.team):
        yield ("team", index, "role"), member.role
    for number, cycle in enumerate(district.cycles):
        at: Path = ("cycles", number)
        yield from _roles_in((*at, "indicators"), cycle.indicators, "responsible")
        yield from _roles_in((*at, "workplan", "rows"), cycle.workplan.rows, "responsible")
        for index, row in enumerate(cycle.workplan.rows):
            yield from _roles_in(
                (*at, "workplan", "rows", index, "activities"), row.activities, "responsible"
            )
        yield from _roles_in((*at, "diary"), cycle.diary, "by_role")
        yield from _roles_in((*at, "actions"), cycle.actions, "owner_role")
        for index, visit in enumerate(cycle.support_visits):
            for place, role in enumerate(visit.present.roles if visit.present else ()):
                yield (*at, "support_visits", index, "present", "roles", place), role


def _roles_in(path: Path, parts: Iterable[Part], key: str) -> Iterator[tuple[Path, str]]:
    for index, part in enumerate(parts):
        if role := getattr(part, key):
            yield (*path, index, key), role


# ---------------------------------------------------------------- cycle


def _check_cycle(read: Read[District], at: Path, cycle: Cycle, names: Names) -> None:
    for check in (_check_events, _check_choice, _check_analysis, _check_workplan, _check_notes):
        check(read, at, cycle)
    for index, review in enumerate(cycle.reviews):
        read.require(
            (*at, "reviews", index, "by_district"),
            review.by_district,
            names.districts,
            "a district with a file",
        )


def _check_events(read: Read[District], at: Path, cycle: Cycle) -> None:
    for index, event in enumerate(cycle.events):
        for key in ("planned", "actual"):
            if event.type in SHARED_EVENTS and getattr(event, key):
                read.blame(
                    (*at, "events", index, key),
                    "shared-date",
                    f"the date of {event.type} stands in the group's file alone",
                    "Move it to the group's file; keep here what is your own: attended, notes.",
                    key=True,
                )
    _check_doubles(
        read,
        (*at, "events"),
        (f"{event.type} {event.number or ''}".strip() for event in cycle.events),
        None,
        "the event",
    )


def _check_choice(read: Read[District], at: Path, cycle: Cycle) -> None:
    """Exactly one current statement, and exactly one chosen problem once there is a statement."""
    current = sum(statement.current for statement in cycle.problem_statement)
    if cycle.problem_statement and current != 1:
        read.blame(
            (*at, "problem_statement"),
            "current-statement",
            f"{current or 'none'} of the problem statements has current: true",
            "Write current: true at the one that holds now, and at no other.",
            key=True,
        )
    chosen = sum(problem.chosen for problem in cycle.problems)
    if chosen > 1 or (cycle.problem_statement and chosen != 1):
        read.blame(
            (*at, "problems"),
            "chosen-problem",
            f"{chosen or 'none'} of the problems has chosen: true",
            "Write chosen: true at the one problem of this cycle.",
            key=True,
        )
    _check_doubles(
        read,
        (*at, "problem_statement"),
        (one.version for one in cycle.problem_statement),
        "version",
        "version",
    )
    _check_doubles(read, (*at, "problems"), (one.rank for one in cycle.problems), "rank", "rank")
    _check_doubles(read, (*at, "indicators"), (one.id for one in cycle.indicators), "id", "the id")
    ids = [indicator.id for indicator in cycle.indicators]
    for index, problem in enumerate(cycle.problems):
        for place, id_ in enumerate(problem.evidence):
            read.require(
                (*at, "problems", index, "evidence", place), id_, ids or [""], "an indicator of this cycle"
            )


def _causes(causes: Iterable[Cause], path: Path) -> Iterator[tuple[Path, Cause]]:
    """Every cause with its place."""
    for index, cause in enumerate(causes):
        yield (*path, index), cause
        yield from _causes(cause.because, (*path, index, "because"))


def _check_analysis(read: Read[District], at: Path, cycle: Cycle) -> None:
    at = (*at, "analysis")
    found = list(_causes(cycle.analysis.causes, (*at, "causes")))
    for bone, causes in cycle.analysis.fishbone.items():
        found += _causes(causes, (*at, "fishbone", bone))
    seen: set[str] = set()
    for path, cause in found:
        if cause.id in seen:
            read.blame((*path, "id"), "double", f"the id {cause.id} stands twice", "Give each cause its own.")
        seen.add(cause.id)
    for index, objective in enumerate(cycle.analysis.objectives):
        read.require(
            (*at, "objectives", index, "from_cause"),
            objective.from_cause,
            seen or {""},
            "a cause of the analysis",
        )
    for index, id_ in enumerate(cycle.next_cycle.carried_causes):
        read.require(
            (*at[:-1], "next_cycle", "carried_causes", index), id_, seen or {""}, "a cause of the analysis"
        )


def _check_workplan(read: Read[District], at: Path, cycle: Cycle) -> None:
    causes = [cause.id for cause in cycle.analysis.walk()]
    indicators = [indicator.id for indicator in cycle.indicators] or [""]
    rows = [row.id for row in cycle.workplan.rows]
    at = (*at, "workplan", "rows")
    _check_doubles(read, at, rows, "id", "the id")
    for index, row in enumerate(cycle.workplan.rows):
        if _looks_like_id(row.problem):
            read.require((*at, index, "problem"), row.problem, causes or [""], "a cause of the analysis")
        for place, id_ in enumerate(row.indicators):
            read.require((*at, index, "indicators", place), id_, indicators, "an indicator of this cycle")
        for place, link in enumerate(row.links):
            read.require(
                (*at, index, "links", place, "with"),
                link.with_,
                [id_ for id_ in rows if id_ != row.id] or [""],
                "another strategy of this plan",
            )


def _looks_like_id(text: str) -> bool:
    """Column A takes the id of a cause or a text: one short word with a digit is meant as an id."""
    return bool(re.fullmatch(r"[a-z]{1,3}[0-9][a-z0-9-]*", text))


def _check_notes(read: Read[District], at: Path, cycle: Cycle) -> None:
    """What points to a strategy points to one of the plan."""
    rows = [row.id for row in cycle.workplan.rows] or [""]
    for index, entry in enumerate(cycle.diary):
        read.require((*at, "diary", index, "strategy"), entry.strategy, rows, "a strategy of the workplan")
    for index, visit in enumerate(cycle.support_visits):
        for place, note in enumerate(visit.notes):
            read.require(
                (*at, "support_visits", index, "notes", place, "strategy"),
                note.strategy,
                rows,
                "a strategy of the workplan",
            )
    for key, value in (
        ("support_visits", "number"),
        ("inter_district_meetings", "number"),
        ("actions", "id"),
    ):
        entries: tuple = getattr(cycle, key)
        _check_doubles(read, (*at, key), (getattr(one, value) for one in entries), value, value)
