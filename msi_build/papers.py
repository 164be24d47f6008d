"""Everything that goes on paper: sheets laid out once by content key, packs bound from them, all handed to the inspection."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from msi_build.cache import Cache
from msi_build.inspection import Inspection, PaperFault
from msi_build.model.base import EVENT_TITLES
from msi_build.model.programme import Data
from msi_build.model.toolkit import Headcount, Toolkit
from msi_build.plan import FORMS, SET_NAMES, EditionPlan, FilePlan, PackPlan, Part, SheetRef, rows_of
from msi_build.printing.binding import (
    BINDING_VERSION,
    Bound,
    BoundPart,
    bind,
    page_count,
    starts,
    total_pages,
    without_tool_links,
)
from msi_build.printing.foreign import ForeignPdf, framed
from msi_build.printing.pdf import Press, key, load_layout
from msi_build.printing.preflight import Expected, Secrets
from msi_build.printing.print_run import Costs, PrintFile, PrintPart, PrintRun
from msi_build.printing.stamps import Stamp
from msi_build.printing.tiles import halves, large_pages
from msi_build.progress import Progress
from msi_build.render.contexts import events_of, of_district, of_group
from msi_build.render.covers import ContentsLine, front_html
from msi_build.render.district_sheets import district_sheets
from msi_build.render.district_view import view_of
from msi_build.render.markup import Markup
from msi_build.render.placeholders import Context, dates_words
from msi_build.render.sheets import RIBBON, Brought, Sheets, context_of
from msi_build.render.templates import environment
from msi_build.schedule import Event, next_event
from msi_build.settings import Settings

#: Letters of a content code: no vowels, so that no word comes out; none that is mistaken for another.
CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"


#: Sets whose empty backs are ruled: their sheets are taken home and written on.
RULED_BACKS = "P"

#: Layouts of a pack's front until its page numbers must agree with its length; two are usual.
MOST_ROUNDS = 6


@dataclass(frozen=True)
class Paper:
    """A finished file of the edition: a PDF, or the print run as plain text."""

    path: str
    title: str
    pdf: bytes
    pages: int
    copies: int = 1
    duplex: bool = False
    paper: str = "a4"
    set: str = ""

    @property
    def sheets(self) -> int:
        """Sheets of all copies."""
        return self.copies * (-(-self.pages // 2) if self.duplex else self.pages)

    @property
    def size_words(self) -> str:
        size = len(self.pdf)
        return f"{size / 1e6:.1f} MB" if size >= 95_000 else f"{max(1, round(size / 1000))} kB"


@dataclass(frozen=True)
class Lengths:
    """Pages of a pack's front: cover with contents, print run."""

    opening: int = 2
    run: int = 1


@dataclass(frozen=True)
class Front:
    """The front of a pack; "" for what it does not have."""

    html: str = ""
    run_html: str = ""
    run: PrintRun | None = None

    @property
    def htmls(self) -> list[str]:
        return [html for html in (self.html, self.run_html) if html]

    def lengths(self, count: Callable[[str], int]) -> Lengths:
        usual = Lengths()
        return Lengths(
            count(self.html) if self.html else usual.opening, count(self.run_html) if self.run_html else usual.run
        )


@dataclass(frozen=True)
class Job:
    """A pack with what its sheets are filled with, and the HTML of each."""

    plan: PackPlan
    context: Context
    htmls: Mapping[SheetRef, str]


def content_code(keys: Iterable[str]) -> str:
    """Four letters that stay the same as long as the content does."""
    number = int(hashlib.sha256("".join(keys).encode()).hexdigest(), 16)
    letters = []
    for _ in range(4):
        number, rest = divmod(number, len(CODE_LETTERS))
        letters.append(CODE_LETTERS[rest])
    return "".join(letters)


class Papers:
    """Makes the papers that a plan names. `rendered` and `bound` count the work that was really done."""

    def __init__(
        self, settings: Settings, toolkit: Toolkit, data: Data, markup: Markup, progress: Progress, paper: str = "a4",
        secrets: Mapping[str, Secrets] | None = None, foreign: Mapping[str, ForeignPdf] | None = None,
    ) -> None:
        self.foreign = foreign or {}  # PDFs that somebody brought along, by tool id
        self.data = data
        self.toolkit = toolkit
        self.paper = paper
        self.theme = settings.theme
        self.progress = progress
        self.layout = load_layout(settings.theme, paper=paper)
        self.cache = Cache(settings.cache_folder / "sheets")
        self.press = Press(self.layout, self.cache, settings.jobs, progress.step)
        self.templates = environment(settings.theme, "print")
        generated = {
            (district.id, sheet.id): sheet
            for district in data.districts
            for sheet in district_sheets(district, data, settings.theme)
        }
        brought = {id: Brought(one.shapes, hashlib.sha256(one.pdf).hexdigest()) for id, one in self.foreign.items()}
        self.sheets = Sheets(toolkit, markup, self.templates, generated, brought)
        self.inspection = Inspection(self.cache, toolkit, secrets or {})
        self.pdfs: dict[str, bytes] = {}
        self.counts: dict[str, int] = {}
        self.rendered = 0  # sheets really laid out; covers, contents and print runs are not sheets
        self.bound = 0

    def close(self) -> None:
        """Everything is on paper: end the processes that laid it out."""
        self.press.close()

    # ------------------------------------------------------------ what an edition needs

    def make(self, plan: EditionPlan) -> list[Paper]:
        """Every paper of an edition: tools, summaries, packs with their print runs."""
        singles = {**plan.tools, **plan.summaries}
        jobs = [self._job(pack) for pack in plan.packs]
        htmls = {path: self.sheets.html(ref, self._context(ref)) for path, ref in singles.items()}
        self._render([*htmls.values(), *(html for job in jobs for html in job.htmls.values())])
        self.rendered = self.press.rendered
        papers = [self._single(path, singles[path], html) for path, html in htmls.items()]
        papers += self._packs(jobs)
        self.inspection.refuse()
        return papers

    def make_pack(self, plan: PackPlan) -> list[Paper]:
        """The files of one pack, print run last."""
        job = self._job(plan)
        self._render(list(job.htmls.values()))
        self.rendered = self.press.rendered
        for ref, html in job.htmls.items():
            if ref.source in self.foreign:
                self._bring(ref, html)
        papers = self._packs([job])
        self.inspection.refuse()
        return papers

    def _bring(self, ref: SheetRef, html: str) -> None:
        """Set a PDF that somebody brought along below its head lines."""
        foreign, title = self.foreign[ref.source], self._title(ref)
        total = len(foreign.shapes)
        told = [f"{title}, page {number} of {total}: a page from elsewhere" for number in range(1, total + 1)]
        self.pdfs[html] = framed(foreign, self.pdfs[html], told)

    def _single(self, path: str, ref: SheetRef, html: str) -> Paper:
        pdf, title = without_tool_links(self.pdfs[html]), self._title(ref)
        group = self.data.district(ref.district).group if ref.district else ""
        self.inspection.sheet(path, title, pdf, self._count(html), group)
        return Paper(path, title, pdf, self._count(html), paper=ref.paper)

    def _title(self, ref: SheetRef) -> str:
        if ref.source.startswith("district:"):
            return self.sheets.generated[ref.district, ref.source.removeprefix("district:")].title
        title = self.toolkit.tool(ref.source).title
        return f"{title}: {FORMS[ref.form]}" if ref.form else title

    def _context(self, ref: SheetRef) -> Context:
        return context_of(ref, Context(), self.data)

    def _job(self, plan: PackPlan) -> Job:
        context = self._context_of_pack(plan)
        htmls = {ref: self.sheets.html(ref, context_of(ref, context, self.data)) for ref in plan.sheets}
        return Job(plan, context, htmls)

    def _context_of_pack(self, plan: PackPlan) -> Context:
        if not plan.place:
            return Context(people=plan.people)
        district = next((one for one in self.data.districts if one.id == plan.place), None)
        group = self.data.group(district.group if district else plan.place)
        context = of_group(self.data, group, plan.event, plan.number, plan.people, plan.start)
        return of_district(context, district) if district else context

    # ------------------------------------------------------------ sheets

    def _render(self, htmls: Sequence[str]) -> None:
        done = self.press.sheets(htmls)
        self.pdfs.update({html: done[key(html, self.layout)] for html in htmls})

    # ------------------------------------------------------------ packs

    def _packs(self, jobs: Sequence[Job]) -> list[Paper]:
        """Bind every file of every pack; cover, contents and print run are made from real page counts."""
        fronts = self._fronts(jobs)
        self._render([html for job in jobs for html in self._frames(job).values()])
        step = self.progress.step("Binding packs", len(jobs))
        papers: list[Paper] = []
        for job, front in zip(jobs, fronts, strict=True):
            papers += self._bind_pack(job, front)
            step()
        return papers

    def _fronts(self, jobs: Sequence[Job]) -> list[Front]:
        """The front of each pack: cover with contents, and for an event the print run.

        They name page numbers that depend on their own length. Packs of an event are alike, so the first one of each
        tells how long the others are likely to be.
        """
        firsts = {job.plan.event: job for job in reversed(jobs)}
        usual = dict(zip(firsts, self._settled(list(firsts.values()), [Lengths()] * len(firsts)), strict=True))
        guesses = [usual[job.plan.event].lengths(self._count) for job in jobs]
        return self._settled(jobs, guesses)

    def _settled(self, jobs: Sequence[Job], guesses: list[Lengths]) -> list[Front]:
        """Laid out again until guess and layout agree."""
        for _ in range(MOST_ROUNDS):
            fronts = [self._front(job, guess) for job, guess in zip(jobs, guesses, strict=True)]
            self._render([html for front in fronts for html in front.htmls])
            real = [front.lengths(self._count) for front in fronts]
            if real == guesses:
                return fronts
            guesses = real
        raise PaperFault(f"contents and page numbers of {jobs[0].plan.title} do not come to rest; shorten a title")

    def _front(self, job: Job, guess: Lengths) -> Front:
        if not job.plan.files:
            return Front()
        run = self._run(job, guess) if job.plan.event else None
        first = job.plan.files[0]
        if job.plan.event and first.set != "F":  # only some sets were asked for: there is no facilitators' file to open
            return Front("", self._run_html(job, run), run)
        lengths = [guess.opening, *([guess.run] if run else []), *(self._count(job.htmls[part.sheet]) for part in first.parts)]
        places = starts(lengths, first.duplex)
        lines = [ContentsLine(1, "Print run", "print-run", places[1])] if run else []
        lines += [
            ContentsLine(part.number, part.title, self._id(part.sheet), place)
            for part, place in zip(first.parts, places[2 if run else 1 :], strict=True)
        ]
        html = front_html(
            self.templates, job.plan, job.context, first, lines, total_pages(lengths, first.duplex),
            self._stamp(job, first).content_code, self._events(job), self._ahead(job),
        )
        return Front(html, self._run_html(job, run) if run else "", run)

    def _events(self, job: Job):
        if job.context.group is None:
            return ()
        districts = job.context.districts
        return events_of(self.data, job.context.group, job.context.district or (districts[0] if districts else None))

    def _ahead(self, job: Job) -> Event | None:
        """The next event of a district's own pack, as far as its data know."""
        if job.plan.event or job.context.district is None:
            return None
        view = view_of(self.data, job.context.district)
        return next_event(view.events, view.newest_date() or dt.date.min)

    def _id(self, ref: SheetRef) -> str:
        """What links call a part: the tool, its district; a flip chart stands beside the notes, to which links lead."""
        return ":".join(filter(None, (ref.source, ref.district, ref.form if ref.form == "flipchart" else "")))

    def _count(self, html: str) -> int:
        if html not in self.counts:
            self.counts[html] = page_count(self.pdfs[html])
        return self.counts[html]

    def _run_html(self, job: Job, run: PrintRun) -> str:
        return self.templates.get_template("print-run.html.j2").render(
            run=run, lead=_piles(run), ribbon=RIBBON if job.context.example_data else "", lang="en"
        )

    def _run(self, job: Job, front: Lengths) -> PrintRun:
        """Counted from the planned copies and the real pages."""
        files = []
        for file in job.plan.files:
            lengths = [self._count(job.htmls[part.sheet]) for part in file.parts]
            parts = [
                PrintPart(
                    row[0].number, title, tuple(self._count(job.htmls[part.sheet]) for part in row), row[-1].number, row[0].loose
                )
                for title, row in rows_of(file.parts)
            ]
            if file.number == 1 and file.set == "F":
                parts.insert(0, PrintPart(1, "Cover, contents, print run", (front.opening, front.run)))
                lengths = [front.opening, front.run, *lengths]
            pages = total_pages(lengths, file.duplex)
            files.append(
                PrintFile(file.name, file.set, file.copies, file.duplex, file.paper, pages, tuple(parts), file.halves)
            )
        people = people_words(job.plan.people)
        group, district = job.context.group, job.context.district
        whose = district.name if district else f"{group.name} group" if group else ""
        title = f"{job.plan.title}, {whose}" if whose else job.plan.title
        return PrintRun(title, job.plan.code, people, tuple(files), self._costs(), self.paper == "letter")

    def _costs(self) -> Costs | None:
        prices = self.data.programme.prices
        return Costs(prices.currency, prices.side_black, prices.side_a3, prices.sheet) if prices else None

    def _stamp(self, job: Job, file: FilePlan) -> Stamp:
        keys = sorted(key(html, self.layout) for html in job.htmls.values())
        return Stamp(file.set, job.plan.code, content_code(keys))

    def _frames(self, job: Job) -> dict[SheetRef, str]:
        """What stands around the halves of each sheet on large paper, as HTML."""
        parts = [part for file in job.plan.files if file.halves for part in file.parts]
        return {part.sheet: self._frame(job.htmls[part.sheet], part) for part in parts}

    def _frame(self, html: str, part: Part) -> str:
        pages = large_pages(self.pdfs[html])
        ribbon = RIBBON if f'data-ribbon="{RIBBON}"' in html else ""
        return self.templates.get_template("halves.html.j2").render(
            title=self._title(part.sheet), heading=part.title, id=part.sheet.source.split(":")[-1], pages=pages,
            ribbon=ribbon, lang="en",
        )

    def _bind_halves(self, job: Job, file: FilePlan) -> Paper:
        """The large pages of a file on small paper, for a copy shop that has no other."""
        frames = self._frames(job)
        parts = [
            BoundPart(
                part.title, halves(self.pdfs[job.htmls[part.sheet]], self.pdfs[frames[part.sheet]], self.theme),
                self._id(part.sheet), part.number, halves=True, foreign=self._foreign_fonts(part),
            )
            for part in file.parts
        ]
        path = f"{job.plan.folder}/{file.halves}"
        title = f"{job.plan.title}: {SET_NAMES[file.set].lower()}, halves of large pages"
        bound = self._bound(parts, self._stamp(job, file), path, Expected(title, tuple(parts)), job)
        return Paper(path, title, bound.pdf, bound.pages, file.copies)

    def _bind_pack(self, job: Job, front: Front) -> list[Paper]:
        papers = [self._bind_file(job, file, front) for file in job.plan.files]
        papers += [self._bind_halves(job, file) for file in job.plan.files if file.halves]
        if front.run is not None:
            pdf, folder = without_tool_links(self.pdfs[front.run_html]), job.plan.folder
            papers.append(Paper(f"{folder}/print-run.pdf", "Print run", pdf, self._count(front.run_html)))
            self.inspection.sheet(papers[-1].path, "Print run", pdf, papers[-1].pages)
            papers.append(Paper(f"{folder}/print-run.txt", "Print run", front.run.text().encode(), 0))
        pages = {paper.path.removeprefix(f"{job.plan.folder}/"): paper.pages for paper in papers}
        self.inspection.pack(job.plan, front.run, pages)
        return papers

    def _foreign_fonts(self, part: Part) -> frozenset[str]:
        brought = self.foreign.get(part.sheet.source)
        return brought.fonts if brought else frozenset()

    def _bind_file(self, job: Job, file: FilePlan, front: Front) -> Paper:
        parts = []
        if file.number == 1 and front.html:
            parts.append(BoundPart("Cover and contents", self.pdfs[front.html], "cover", 0, stamped=False))
            if front.run_html:
                parts.append(BoundPart("Print run", self.pdfs[front.run_html], "print-run", 1))
        parts += [
            BoundPart(
                part.title, self.pdfs[job.htmls[part.sheet]], self._id(part.sheet), part.number,
                foreign=self._foreign_fonts(part),
            )
            for part in file.parts
        ]
        title = f"{job.plan.title}: {SET_NAMES[file.set].lower()}" if job.plan.event else job.plan.title
        path = job.plan.path_of(file)
        expected = Expected(title, tuple(parts), file.duplex, self._dates(job) if parts[0].id == "cover" else ())
        bound = self._bound(parts, self._stamp(job, file), path, expected, job)
        return Paper(path, title, bound.pdf, bound.pages, file.copies, file.duplex, file.paper, file.set)

    def _dates(self, job: Job) -> tuple[str, ...]:
        """What the cover has to say of the event, or of the one that a district's own pack leads to."""
        event = job.context.event if job.plan.event else self._ahead(job)
        return (dates_words(event.start, event.end),) if event else ()

    def _bound(self, parts: Sequence[BoundPart], stamp: Stamp, path: str, expected: Expected, job: Job) -> Bound:
        """From the cache, else bound now; looked over."""
        title, duplex = expected.title, expected.duplex
        facts = [BINDING_VERSION, title, stamp.set, stamp.code, stamp.content_code, duplex, self.layout.digest]
        facts += [[part.number, part.title, part.id, part.halves, hashlib.sha256(part.pdf).hexdigest()] for part in parts]
        name = hashlib.sha256(json.dumps(facts).encode()).hexdigest()
        if (stored := self.cache.get(name)) is not None:
            lengths = [page_count(part.pdf) for part in parts]
            bound = Bound(stored, total_pages(lengths, duplex), tuple(starts(lengths, duplex)))
        else:
            bound = bind(title, parts, stamp, self.pdfs[self._back(stamp.set)] if duplex else None, duplex, self.theme)
            self.bound += 1
            self.cache.put(name, bound.pdf)
        self.inspection.file(path, bound, expected, job.context.group.id if job.context.group else "")
        return bound

    def _back(self, set_: str) -> str:
        """HTML of an empty back: participants get lines for notes, on others it says that nothing is missing."""
        name = "notes.html.j2" if set_ in RULED_BACKS else "blank.html.j2"
        html = self.templates.get_template(name).render(lang="en")
        if html not in self.pdfs:
            self._render([html])
        return html

    # ------------------------------------------------------------ words

    def advice(self, plan: PackPlan, papers: Sequence[Paper], target: Path) -> str:
        """What to do with the folder, in five lines."""
        sheets = sum(paper.sheets for paper in papers if paper.set)
        return "\n".join(
            [
                f"{EVENT_TITLES[plan.event]}, counted for {people_words(plan.people)}.",
                f"1. Hand the whole folder to the copy shop: {target}",
                f"2. Ask for the files in the order of their numbers, as print-run.pdf says: {sheets} sheets in all.",
                "3. Print black and white, at actual size, never 'fit to page'.",
                "4. The file name says copies and sides: duplex is both sides, simplex one side.",
                "5. Sort by the sign in the corner: square facilitators, circle participants, triangle districts, cross wall.",
            ]
        )


def people_words(people: Headcount) -> str:
    """`15 people and 4 facilitators`."""
    return f"{people.people} people and {people.facilitators} facilitators"


def _piles(run: PrintRun) -> str:
    words = ("One sorted pile", "Two sorted piles", "Three sorted piles", "Four sorted piles")
    return f"{words[len(run.sets) - 1]}, black and white, actual size (not “fit to page”)."
