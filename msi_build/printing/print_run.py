"""The print run: what the copy shop prints, how often, on which paper. Counted from real pages, never typed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: Sheets in a ream.
REAM = 500

SET_WORDS: Mapping[str, str] = {
    "F": "Facilitators: one pile for each facilitator",
    "P": "Participants: counted out in one pile",
    "D": "Districts: one pile for each district",
    "W": "Wall: one roll, not folded",
}

PAPER_WORDS: Mapping[str, str] = {"a4": "A4", "a4-landscape": "A4", "a3-landscape": "A3", "slide": "A4"}
LETTER_WORDS: Mapping[str, str] = {"A4": "Letter", "A3": "Tabloid"}

#: What a file is called by the kinds of its parts; more than one kind: handouts.
KIND_WORDS: Mapping[str, str] = {
    "guidance": "guidance",
    "checklist": "checklists",
    "worksheet": "worksheets",
    "template": "templates",
    "presentation": "slides",
    "handout": "handouts",
    "notes": "speaker-notes",
    "flipchart": "flip-chart-sheets",
    "questionnaire": "questionnaires",
    "list": "lists",
    "report-template": "report-templates",
    "briefing-note": "briefing-notes",
    "data-tool": "data-tools",
    "letter": "letters",
    "form": "forms",
    "district": "district-sheets",
    "poster": "posters",
    "own": "own-sheets",
}


#: Paper of a large page, and of its two halves.
LARGE_PAPER, HALF_PAPER = "a3-landscape", "a4"


def paper_word(paper: str, letter: bool = False) -> str:
    """`A4`, `A3`, or what stands for it where Letter is in the tray."""
    words = PAPER_WORDS[paper]
    return LETTER_WORDS[words] if letter else words


def file_name(
    number: int, set_: str, kinds: Sequence[str], copies: int, duplex: bool, paper: str = "a4", letter: bool = False
) -> str:
    """`02-P-handouts-15-copies-duplex.pdf`: order, set, what it is, how often, how; and the paper when it is large."""
    words = {KIND_WORDS[kind] for kind in kinds}
    what = words.pop() if len(words) == 1 else "handouts" if words else "cover"
    plural = "copy" if copies == 1 else "copies"
    large = f"-{paper_word(paper, letter)}" if paper == LARGE_PAPER else ""
    return f"{number:02}-{set_}-{what}-{copies}-{plural}-{'duplex' if duplex else 'simplex'}{large}.pdf"


def halves_name(name: str, letter: bool = False) -> str:
    """`05-W-posters-6-copies-simplex-or-A4-halves.pdf`: the file to print instead, where there is no large paper."""
    large, small = (paper_word(paper, letter) for paper in (LARGE_PAPER, HALF_PAPER))
    return name.replace(f"-{large}.pdf", f"-or-{small}-halves.pdf")


@dataclass(frozen=True)
class PrintPart:
    """A row of the print run: number of the part in the pack, title, printed sides with blank backs left out.

    Parts that differ only in their district stand in one row, up to number `last`; `pieces` are their sides, one by
    one, because each begins on a new sheet.
    """

    number: int
    title: str
    pieces: tuple[int, ...]
    last: int = 0
    loose: bool = False  # its sheets are cut up

    @property
    def label(self) -> str:
        """`27`, or `27–29`."""
        return f"{self.number}–{self.last}" if self.last > self.number else str(self.number)

    @property
    def sides(self) -> int:
        return sum(self.pieces)

    @property
    def sides_words(self) -> str:
        """`6`, or `3 × 2` in a row of three parts."""
        if self.last <= self.number:
            return str(self.sides)
        alike = len(set(self.pieces)) == 1
        return f"{len(self.pieces)} × {self.pieces[0]}" if alike else " + ".join(map(str, self.pieces))


@dataclass(frozen=True)
class PrintFile:
    """One file: the machine is set once for it. `pages` is what its PDF has, blank backs included."""

    name: str
    set: str
    copies: int
    duplex: bool
    paper: str
    pages: int
    parts: tuple[PrintPart, ...]
    instead: str = ""  # the same pages as halves of small paper: a file that is printed instead, and is in no total

    @property
    def instead_sheets(self) -> int:
        """Small sheets of all copies, when the halves are printed."""
        return 2 * self.copies * self.pages

    @property
    def sheets(self) -> int:
        """Sheets of one copy."""
        return math.ceil(self.pages / 2) if self.duplex else self.pages

    @property
    def all_sheets(self) -> int:
        return self.copies * self.sheets

    @property
    def sides_words(self) -> str:
        return "both sides" if self.duplex else "one side"

    def sheets_of(self, part: PrintPart) -> int:
        """Sheets of all copies of one row; every piece begins on a new sheet."""
        return self.copies * sum(self._sheets(sides) for sides in part.pieces)

    def _sheets(self, sides: int) -> int:
        return math.ceil(sides / 2) if self.duplex else sides

    def stapled(self, part: PrintPart) -> bool:
        """A part of more than one sheet is held together, top left; what hangs on a wall or is cut up stays loose."""
        if part.loose or self.set == "W":
            return False
        together = (part.sides,) if part.last <= part.number else part.pieces
        return any(self._sheets(sides) > 1 for sides in together)


@dataclass(frozen=True)
class Costs:
    """Prices of the copy shop for one printed side and one sheet; None: not known."""

    currency: str
    side: float | None = None
    side_a3: float | None = None
    sheet: float | None = None


@dataclass(frozen=True)
class PrintRun:
    """All files of a pack in print order. `people` says in words whom it was counted for."""

    title: str
    code: str
    people: str
    files: tuple[PrintFile, ...]
    costs: Costs | None = None
    letter: bool = False

    @property
    def sheets(self) -> int:
        return sum(file.all_sheets for file in self.files)

    @property
    def parts(self) -> int:
        return sum(len(file.parts) for file in self.files)

    @property
    def sides(self) -> int:
        return sum(file.copies * part.sides for file in self.files for part in file.parts)

    @property
    def small_paper(self) -> str:
        return self.paper("a4")

    @property
    def large_paper(self) -> str:
        return self.paper("a3-landscape")

    def paper(self, paper: str) -> str:
        """`A4`, or what stands for it where Letter is in the tray."""
        return paper_word(paper, self.letter)

    def sheets_on(self, words: str) -> int:
        return sum(file.all_sheets for file in self.files if self.paper(file.paper) == words)

    @property
    def reams(self) -> int:
        return math.ceil(self.sheets_on(self.small_paper) / REAM)

    @property
    def sets(self) -> list[tuple[str, str, list[PrintFile], int]]:
        """Set letter, its words, its files and their sheets, in print order."""
        rows = []
        for letter, words in SET_WORDS.items():
            files = [file for file in self.files if file.set == letter]
            if files:
                rows.append((letter, words, files, sum(file.all_sheets for file in files)))
        return rows

    def instead_words(self, file: PrintFile) -> str:
        """What stands between a file of large paper and the one that may take its place."""
        return (
            f"or instead, on {self.small_paper}, one side, in two halves to tape: "
            f"{file.instead_sheets} sheets, not counted"
        )

    @property
    def cost(self) -> str:
        """What it costs in words, or "" where the prices are not known."""
        costs = self.costs
        if costs is None or costs.side is None:
            return ""
        total = sum(
            file.copies * part.sides * self._side(file) for file in self.files for part in file.parts
        ) + self.sheets * (costs.sheet or 0)
        return f"{costs.currency} {total:,.2f}"

    def _side(self, file: PrintFile) -> float:
        assert self.costs is not None
        large = self.paper(file.paper) == self.large_paper
        return (self.costs.side_a3 if large and self.costs.side_a3 else self.costs.side) or 0

    @property
    def photocopy(self) -> list[str]:
        """What to say at the counter, in plain words."""
        lines = [
            "Print every file once, then copy each part as often as the column Copies says.",
            "Both sides: turn over the long edge. One side: leave the back empty.",
            "Actual size, never “fit to page”. Black and white. Staple top left where it says so.",
        ]
        if self.sheets_on(self.large_paper):
            smaller = "" if self.letter else "; or print A3 pages at 71 %: they stay readable"  # Tabloid on Letter is 65 %: too small
            lines.append(
                f"No {self.large_paper} paper? Print the file “or-{self.small_paper}-halves” instead and tape the halves{smaller}."
            )
        return lines

    def text(self) -> str:
        """The print run as plain text, for a message or an old printer."""
        out = [f"PRINT RUN  {self.title}  ({self.code})", f"Counted for {self.people}.", ""]
        for letter, words, files, sheets in self.sets:
            out.append(f"{letter}  {words}: {sheets} sheets")
            for file in files:
                out.append(f"   {file.name}")
                for part in file.parts:
                    staple = ", staple" if file.stapled(part) else ""
                    out.append(
                        f"      {part.label:>5}  {part.title}: {part.sides_words} {_plural(part.sides, 'side')}, "
                        f"{file.copies} {_plural(file.copies, 'copy', 'copies')}, {file.sides_words}, "
                        f"{self.paper(file.paper)}, {file.sheets_of(part)} {_plural(file.sheets_of(part), 'sheet')}{staple}"
                    )
                if file.instead:
                    out.append(f"   {self.instead_words(file)}\n   {file.instead}")
            out.append("")
        large = self.sheets_on(self.large_paper)
        out.append(
            f"All: {self.sheets} sheets ({self.sheets_on(self.small_paper)} {self.small_paper}"
            + (f", {large} {self.large_paper}" if large else "")
            + f"), {self.sides} printed sides, 0 in colour, {self.reams} {_plural(self.reams, 'ream')} of {self.small_paper} to buy."
        )
        if self.cost:
            out.append(f"Cost at the prices of the programme: {self.cost}.")
        return "\n".join([*out, "", "If you photocopy:", *(f"- {line}" for line in self.photocopy), ""])


def _plural(number: int, one: str, many: str = "") -> str:
    return one if number == 1 else many or f"{one}s"
