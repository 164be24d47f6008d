"""Decide what will exist: every sheet, pack and page of an edition with its path, before a byte is rendered. Pure.

What is in a pack follows from the front matter of the tools and from the data: a new tool lands by itself
in the packs that it names, in the order that it states.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from msi_build.model.base import EVENT_TITLES, EVENTS
from msi_build.model.programme import Data, District, Group
from msi_build.model.toolkit import Copies, Headcount, PackRule, Tool, Toolkit
from msi_build.printing.print_run import LARGE_PAPER, file_name, halves_name
from msi_build.render.own_words import ONE_LINE

#: What stands in the corner of a page: short, the same in all languages.
EVENT_CODES = {
    "orientation-visit": "OV",
    "situation-analysis": "SA",
    "situation-analysis-visit": "SV0",
    "workshop-1": "W1",
    "further-analysis": "FA",
    "workshop-2": "W2",
    "implementation": "IM",
    "support-visit": "SV",
    "inter-district-meeting": "ID",
    "next-cycle": "NC",
}

SET_NAMES = {"F": "Facilitators", "P": "Participants", "D": "Districts", "W": "Wall"}

#: The files of a presentation beside its tool's own, with the words for them. Slides are for the projector; which of the others go into a
#: pack depends on who gets it: who speaks has notes and the flip chart's sheets, who listens has the handout.
FORMS = {"slides": "slides", "handout": "handout", "notes": "speaker notes", "flipchart": "flip chart"}
FORMS_OF_SET = {"F": ("notes", "flipchart"), "P": ("handout",), "D": ("notes", "flipchart"), "W": ("flipchart",)}

#: Origin of a sheet that is no part of the toolkit: somebody brought it along for one pack.
OWN = "own"

#: Placeholders whose words differ from district to district: a sheet with one is printed for each district.
OF_A_DISTRICT = frozenset({"district", "problem_statement", "invited", "addressee", *ONE_LINE})

#: Blocks whose pages are cut up.
CUT_UP = re.compile(r"^```(cards|tents)\b", re.MULTILINE)


@dataclass(frozen=True, order=True)
class SheetRef:
    """One sheet: a tool (or a sheet generated from data) for one audience, one district or none, one paper."""

    source: str  # tool id, or "district:<sheet id>" for a sheet made from data alone
    audience: str = "P"  # F keeps the facilitators' notes, P leaves them out
    district: str = ""  # district id, or "" for none
    paper: str = "a4"  # "" keeps all pages of a tool together, whatever their paper
    form: str = ""  # one file of a presentation: slides, handout, notes, flipchart
    one_sided: bool = False  # every page is a front: margins are not mirrored


@dataclass(frozen=True)
class Part:
    """A sheet in its place in a pack."""

    number: int
    title: str
    kind: str
    sheet: SheetRef
    loose: bool = False  # its sheets are cut up: nobody staples them


def rows_of(parts: Sequence[Part]) -> list[tuple[str, list[Part]]]:
    """Title and parts of each row of a list: parts that stand together and differ only in their district are one row."""
    rows: list[tuple[str, list[Part]]] = []
    for _, together in groupby(parts, lambda part: replace(part.sheet, district="") if part.sheet.district else part):
        row = list(together)
        title = row[0].title
        rows.append((f"{title.rpartition(', ')[0]}, each district’s" if len(row) > 1 else title, row))
    return rows


@dataclass(frozen=True)
class FilePlan:
    """One PDF of a pack: what the copy shop sets the machine for once."""

    number: int
    set: str
    copies: int
    duplex: bool
    paper: str
    parts: tuple[Part, ...]
    letter: bool = False  # Letter is in the tray, not A4

    @property
    def name(self) -> str:
        kinds = [part.kind for part in self.parts]
        return file_name(self.number, self.set, kinds, self.copies, self.duplex, self.paper, self.letter)

    @property
    def halves(self) -> str:
        """Name of the file that shows its large pages as halves of small paper; "" when its pages are small."""
        return halves_name(self.name, self.letter) if self.paper == LARGE_PAPER else ""


@dataclass(frozen=True)
class PackPlan:
    """The folder for the copy shop: numbered files in print order. A district's own pack is one file without an event."""

    event: str
    number: int | None
    title: str
    code: str
    folder: str
    people: Headcount
    files: tuple[FilePlan, ...]
    place: str = ""  # id of the group or district, "" for a generic pack
    start: dt.date | None = None
    sets: str = "FPDW"

    def path_of(self, file: FilePlan) -> str:
        """Where the file stands in the edition."""
        return f"{self.folder}/{file.name if self.event else 'pack.pdf'}"

    @property
    def sheets(self) -> tuple[SheetRef, ...]:
        return tuple(part.sheet for file in self.files for part in file.parts)


@dataclass(frozen=True)
class Wanted:
    """One line of a pack before it is cut into files."""

    set: str
    copies: int
    duplex: bool
    paper: str
    title: str
    kind: str
    sheet: SheetRef
    loose: bool = False


@dataclass(frozen=True)
class OwnSheet:
    """A sheet made from a district's data in the pack of an event; `copies` are those of one district."""

    id: str
    title: str
    set: str
    copies: str
    paper: str = "a4"

    def line(self, district: District, people: Headcount) -> Wanted:
        """Both sides; what hangs on a wall has one."""
        wall = self.set == "W"
        sheet = SheetRef(f"district:{self.id}", audience_of(self.set), district.id, self.paper, one_sided=wall)
        copies = Copies.parse(self.copies).count(people)
        title, kind = f"{self.title}, {district.name}", "poster" if wall else "district"
        return Wanted(self.set, copies, not wall, self.paper, title, kind, sheet)


def pack_code(event: str, number: int | None, place: str) -> str:
    """`W1 · adinkra`, `SV2 · adinkra-east`; a generic pack has the event alone."""
    code = EVENT_CODES[event] + (str(number) if number else "")
    return f"{code} · {place}" if place else code


def folder_of(event: str, number: int | None, place: str) -> str:
    """`packs/any/workshop-1`, `packs/adinkra/support-visit-2`."""
    return f"packs/{place or 'any'}/{event}{f'-{number}' if number else ''}"


def audience_of(set_: str) -> str:
    return "F" if set_ == "F" else "P"


def plan_pack(
    toolkit: Toolkit,
    event: str,
    people: Headcount,
    place: str = "",
    districts: Sequence[District] = (),
    number: int | None = None,
    sets: Iterable[str] = "FPDW",
    own_sheets: Sequence[OwnSheet] = (),
) -> PackPlan:
    """Plan the pack of one event.

    `districts` stand in the group's order; sheets with words of a district are printed once for each.
    `own_sheets` are made from the data of each district; one with the id of a tool stands in its place in that set.
    """
    filled = {(own.id, own.set) for own in own_sheets} if districts else set()
    wanted = [
        line for tool, rule in _rules(toolkit, event) if (tool.id, rule.set) not in filled
        for form in forms_of(tool, rule.set) for line in _lines(tool, rule, form, people, districts)
    ]
    wanted += [
        own.line(district, people)
        for own in own_sheets
        for district in districts
    ]
    wanted = [line for line in wanted if line.copies and line.set in sets]
    title = EVENT_TITLES[event] + (f" {number}" if number else "")
    code = pack_code(event, number, place)
    files = _files(sorted(wanted, key=lambda line: "FPDW".index(line.set)), _front(wanted, people))
    folder = folder_of(event, number, place)
    return PackPlan(event, number, title, code, folder, people, files, place, sets="".join(sets))


def _front(wanted: Sequence[Wanted], people: Headcount) -> Wanted | None:
    """Cover, contents and print run, one for each facilitator; fewer when all that lies behind it is fewer.

    None when there is no sheet for facilitators: nobody needs a cover with nothing behind it, and the print run lies
    in the folder.
    """
    behind = [line for line in wanted if line.set == "F"]
    alike = [line.copies for line in behind if line.duplex and line.paper == "a4"]
    copies = people.facilitators if people.facilitators in alike or not alike else alike[0]
    return Wanted("F", copies, True, "a4", "", "front", SheetRef("front", "F")) if behind else None


def _rules(toolkit: Toolkit, event: str) -> list[tuple[Tool, PackRule]]:
    """Rules of this event in running order; tools of other events come after the event's own."""
    found = [(tool, rule) for tool in toolkit.tools for rule in tool.packs if rule.event == event]
    return sorted(found, key=lambda pair: _place(*pair, event))


def _place(tool: Tool, rule: PackRule, event: str) -> tuple[int, int, str]:
    """Where a line stands in its pack. A sheet that somebody brought along is the last, unless it says its place."""
    order = rule.order or tool.order or 999
    return len(EVENTS) + 1 if tool.origin == OWN and order == 999 else _distance(tool.event, event), order, tool.id


def _distance(home: str, event: str) -> int:
    return 0 if home == event else 1 + EVENTS.index(home)


def is_presentation(tool: Tool) -> bool:
    return tool.paper == "slide"


def forms_of(tool: Tool, set_: str) -> tuple[str, ...]:
    """What of a tool goes into a set: the files of a presentation, ("",) for any other tool."""
    return FORMS_OF_SET[set_] if is_presentation(tool) else ("",)


def _lines(tool: Tool, rule: PackRule, form: str, people: Headcount, districts: Sequence[District]) -> list[Wanted]:
    paper = "a4" if form else rule.paper or tool.paper
    sheet = SheetRef(tool.id, audience_of(rule.set), "", paper, form, rule.sides == "simplex")
    kind = form or ("poster" if rule.set == "W" else tool.kind)
    title = (tool.short or tool.title) + (f": {FORMS[form]}" if form else "")
    line = Wanted(rule.set, rule.count(people), rule.sides == "duplex", paper, title, kind, sheet, bool(CUT_UP.search(tool.document.body)))
    if not districts or not _for_each_district(tool, rule):
        return [line]
    each = rule.copies.of("D")
    rest = rule.count(people) - each * people.districts
    own = [
        replace(line, copies=each, title=f"{line.title}, {district.name}", sheet=replace(sheet, district=district.id))
        for district in districts
    ]
    return [*own, replace(line, copies=rest)]


def _for_each_district(tool: Tool, rule: PackRule) -> bool:
    """Does each district get its own, with its name? A large page inside a tool is the drawing alone, which names nobody."""
    drawing = rule.paper == LARGE_PAPER != tool.paper
    return rule.set in ("D", "W") and not drawing and _names_district(tool)


def _names_district(tool: Tool) -> bool:
    return any(f"[[{name}]]" in tool.document.body for name in OF_A_DISTRICT)


def _files(lines: Sequence[Wanted], front: Wanted | None) -> tuple[FilePlan, ...]:
    """One file for each set × copies × sides × paper, parts numbered through the pack in print order.

    `front` opens the first file: cover, contents and print run are its part 1.
    """
    groups: dict[tuple[str, int, bool, str], list[Wanted]] = {}
    if front:
        groups[(front.set, front.copies, front.duplex, front.paper)] = []
    for line in lines:
        groups.setdefault((line.set, line.copies, line.duplex, line.paper), []).append(line)
    files: list[FilePlan] = []
    number = 1  # part 1 is the cover with contents and print run
    for (set_, copies, duplex, paper), members in groups.items():
        parts = []
        for line in members:
            number += 1
            parts.append(Part(number, line.title, line.kind, line.sheet, line.loose))
        files.append(FilePlan(len(files) + 1, set_, copies, duplex, paper, tuple(parts)))
    return tuple(files)


class Unknown(ValueError):
    """A group, district or visit that does not exist, or an event without a pack; the message names the near ones."""


def find(kind: str, wanted: str, all_: Sequence) -> District | Group:
    """The one with this id; raises Unknown."""
    found = next((one for one in all_ if one.id == wanted), None)
    if found is None:
        ids = [one.id for one in all_]
        near = difflib.get_close_matches(wanted, ids, 3, 0.5) or ids[:8]
        raise Unknown(f"no {kind} '{wanted}'. {'There is' if len(near) == 1 else 'There are'}: {', '.join(near) or 'none'}")
    return found


@dataclass(frozen=True)
class PackRequest:
    """What somebody asked for; None means: as the group's file says."""

    event: str
    group: str | None = None
    district: str | None = None
    generic: bool = False
    number: int | None = None
    participants: int | None = None
    facilitators: int | None = None
    guests: int | None = None
    start: dt.date | None = None
    paper: str = "a4"
    sets: str = "FPDW"

    def group_in(self, data: Data) -> Group | None:
        """The group asked for, or that of the district. Raises Unknown."""
        if self.district:
            return find("group", find("district", self.district, data.districts).group, data.groups)
        return find("group", self.group, data.groups) if self.group else None


def people_of(request: PackRequest, group: Group | None, districts: int) -> Headcount:
    """Numbers of the group's file, with those of the request in their place."""
    base = Headcount(districts=districts)
    if group:
        told = group.participants
        base = Headcount(districts, told.members, told.guests, told.facilitators)
    return replace(
        base,
        participants=request.participants,
        facilitators=request.facilitators or base.facilitators,
        guests=base.guests if request.guests is None else request.guests,
    )


def plan_one_pack(toolkit: Toolkit, data: Data, request: PackRequest) -> PackPlan:
    """The pack that somebody asked for. Raises Unknown."""
    if request.event not in (known := events_with_packs(toolkit)):
        raise Unknown(f"nothing is printed for '{request.event}'. There are packs for: {', '.join(known)}")
    group = request.group_in(data)
    if group is None:
        plan = plan_pack(toolkit, request.event, people_of(request, None, 3), sets=request.sets, number=request.number)
        return _on(plan, request.paper)
    districts = [data.district(request.district)] if request.district else _taking_part(data, group, request)
    plan = plan_pack(
        toolkit,
        request.event,
        people_of(request, group, len(districts)),
        request.district or group.id,
        districts,
        request.number,
        request.sets,
        [one for one in OWN_SHEETS.get(request.event, ()) if one.id not in OF_VISITS or _may_ask(data, districts)],
    )
    return replace(_on(plan, request.paper), start=request.start)


def _on(plan: PackPlan, paper: str) -> PackPlan:
    """The plan for what is in the tray: its files are named after the paper."""
    return replace(plan, files=tuple(replace(file, letter=paper == "letter") for file in plan.files))


def _may_ask(data: Data, districts: Sequence[District]) -> bool:
    """Are the questions of these districts in the edition?"""
    return all(one.id in data.questions for one in districts)


def _taking_part(data: Data, group: Group, request: PackRequest) -> list[District]:
    """The group's districts that come to the event in its newest cycle: all, unless the group's file names some."""
    all_ = list(data.districts_of(group.id))
    newest = max((one.current_cycle.number for one in all_ if one.current_cycle), default=1)
    named = {
        id_ for event in group.events
        if (event.type, event.cycle) == (request.event, newest) and event.number in (request.number, None)
        for id_ in event.districts
    }  # fmt: skip
    return [one for one in all_ if one.id in named] or all_


#: Sheets of what a group keeps to itself: the last visit, the diary, questions. Only editions that may ask make them.
OF_VISITS = ("visit", "diary", "questions")

#: Sheets made from a district's data that go into the packs of an event, from section 7.2 of the domain brief.
OWN_SHEETS: Mapping[str, tuple[OwnSheet, ...]] = {
    "orientation-visit": (OwnSheet("wall-calendar", "Wall calendar", "W", "2", LARGE_PAPER),),
    "situation-analysis-visit": (OwnSheet("questions", "Questions for the visit", "F", "F"),),
    "workshop-1": (OwnSheet("profile", "District sheet", "D", "2"),),
    "workshop-2": (
        OwnSheet("analysis", "Problem statement and problem tree", "D", "4"),
        OwnSheet("profile", "District sheet", "D", "4"),
    ),
    "support-visit": (
        OwnSheet("questions", "Questions for the visit", "F", "F"),
        OwnSheet("workplan", "Workplan", "F", "F"),
        OwnSheet("indicators", "Indicators", "F", "F"),
        OwnSheet("visit", "Last visit and what was agreed", "F", "F"),
        OwnSheet("diary", "Diary since the last visit", "F", "1"),
        OwnSheet("workplan", "Workplan, clean copy", "D", "1"),
    ),
    "inter-district-meeting": (
        OwnSheet("summary", "The district on one page", "F", "F"),
        OwnSheet("summary", "The district on one page", "P", "N"),
        OwnSheet("poster", "Poster", "W", "1", LARGE_PAPER),
    ),
    "next-cycle": (OwnSheet("cycle", "Calendar of the cycle", "D", "2"),),
}

#: Sheets of a district's own pack, in order.
DISTRICT_PACK = (
    ("summary", "The district on one page"),
    ("cycle", "Calendar of the cycle"),
    ("analysis", "Problem statement and problem tree"),
    ("workplan", "Workplan"),
    ("indicators", "Indicators"),
    ("record", "Record: places, definitions, lessons"),
)


def plan_district_pack(district: District, toolkit: Toolkit) -> PackPlan:
    """The district's own pack: one file with cover and contents, both sides, every part on a right-hand page.

    Behind the sheets made from its data come the tools that say so, in the order that they state.
    """
    lines = [(title, "district", SheetRef(f"district:{sheet}", "P", district.id)) for sheet, title in DISTRICT_PACK]
    lines += [
        (tool.short or tool.title, tool.kind, SheetRef(tool.id, "P", district.id if _names_district(tool) else "", tool.paper))
        for tool in sorted((tool for tool in toolkit.tools if tool.district_pack), key=lambda tool: tool.district_pack)
    ]
    parts = tuple(Part(number, *line) for number, line in enumerate(lines, 1))
    file = FilePlan(1, "D", 1, True, "a4", parts)
    folder = f"districts/{district.country}/{district.id}"
    return PackPlan(
        "", None, district.name, f"D · {district.id}", folder, Headcount(districts=1), (file,), district.id
    )


@dataclass(frozen=True)
class EditionPlan:
    """Every paper of an edition."""

    tools: Mapping[str, SheetRef] = field(default_factory=dict)  # path -> sheet
    summaries: Mapping[str, SheetRef] = field(default_factory=dict)
    packs: tuple[PackPlan, ...] = ()


def plan_edition(toolkit: Toolkit, data: Data, packs: str) -> EditionPlan:
    """Tool PDFs always; `packs` any: generic packs of all events, pack and summary of each district; all: those of groups too."""
    if packs == "none":
        return EditionPlan(plan_tool_pdfs(toolkit))
    events = events_with_packs(toolkit)
    plans = [plan_one_pack(toolkit, data, PackRequest(event, generic=True)) for event in events]
    if packs == "all":
        plans += [plan_one_pack(toolkit, data, PackRequest(event, group.id)) for group in data.groups for event in events]
    plans += [plan_district_pack(district, toolkit) for district in data.districts]
    summaries = {
        f"districts/{district.country}/{district.id}/summary.pdf": SheetRef("district:summary", "P", district.id)
        for district in data.districts
    }
    return EditionPlan(plan_tool_pdfs(toolkit), summaries, tuple(plans))


def plan_tool_pdfs(toolkit: Toolkit) -> dict[str, SheetRef]:
    """Path -> sheet of every tool's own PDF, generic, with the facilitators' notes where it is a facilitators' tool."""
    papers = {}
    for tool in toolkit.tools:
        papers[paper_of(tool)] = SheetRef(tool.id, audience_of(home_set(tool)), "", "", one_sided=_one_sided(tool))
        for form in FORMS if is_presentation(tool) else ():
            papers[paper_of(tool, form)] = SheetRef(tool.id, "F", "", "slide" if form == "slides" else "a4", form)
    return papers


def paper_of(tool: Tool, form: str = "") -> str:
    """Where the tool's PDF stands in the edition, or one of the files of a presentation."""
    return f"tools/{tool.event}/{tool.id}{f'-{form}' if form else ''}.pdf"


def home_set(tool: Tool) -> str:
    """The set of the tool's first pack rule: who holds the tool in the hand."""
    return tool.packs[0].set if tool.packs else "F"


def _one_sided(tool: Tool) -> bool:
    """Is the tool printed on one side in its first pack? Then its own PDF is the same sheet."""
    return bool(tool.packs) and tool.packs[0].sides == "simplex"


def events_with_packs(toolkit: Toolkit) -> tuple[str, ...]:
    """Events that at least one tool names in its packs, in the order of the cycle."""
    named = {rule.event for tool in toolkit.tools for rule in tool.packs}
    return tuple(event for event in EVENTS if event in named)
