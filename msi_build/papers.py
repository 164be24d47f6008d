"""Everything that goes on paper: sheets rendered once by content key, packs bound from them, each looked over before it counts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from msi_build.cache import Cache
from msi_build.model.base import EVENT_TITLES
from msi_build.model.programme import Data
from msi_build.model.toolkit import Headcount, Toolkit
from msi_build.plan import SET_NAMES, EditionPlan, FilePlan, PackPlan, SheetRef
from msi_build.printing.binding import BINDING_VERSION, Bound, BoundPart, Stamp, bind, page_count, starts
from msi_build.printing.pdf import Press, key, load_layout
from msi_build.printing.preflight import Expected, preflight
from msi_build.printing.print_run import PrintFile, PrintPart, PrintRun
from msi_build.progress import Progress
from msi_build.render.contexts import of_group
from msi_build.render.covers import cover
from msi_build.render.district_sheets import district_sheets
from msi_build.render.markup import Markup
from msi_build.render.placeholders import Context
from msi_build.render.sheets import Sheets, context_of, environment
from msi_build.settings import Settings

#: Letters of a content code: no vowels, so that no word comes out; none that is mistaken for another.
CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"


class PaperFault(Exception):
    """A pack did not pass preflight; the message names pack, page and reason."""


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

    @property
    def size_words(self) -> str:
        size = len(self.pdf)
        return f"{size / 1e6:.1f} MB" if size >= 95_000 else f"{max(1, round(size / 1000))} kB"


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
        self, settings: Settings, toolkit: Toolkit, data: Data, markup: Markup, progress: Progress, paper: str = "a4"
    ) -> None:
        self.data = data
        self.toolkit = toolkit
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
        self.sheets = Sheets(toolkit, markup, self.templates, generated)
        self.pdfs: dict[str, bytes] = {}
        self.bound = 0

    @property
    def rendered(self) -> int:
        return self.press.rendered

    # ------------------------------------------------------------ what an edition needs

    def make(self, plan: EditionPlan) -> list[Paper]:
        """Every paper of an edition: tools, summaries, packs with their print runs."""
        singles = {**plan.tools, **plan.summaries}
        jobs = [self._job(pack) for pack in plan.packs]
        htmls = {path: self.sheets.html(ref, self._context(ref)) for path, ref in singles.items()}
        self._render([*htmls.values(), *(html for job in jobs for html in job.htmls.values())])
        papers = [self._single(path, singles[path], html) for path, html in htmls.items()]
        return papers + self._packs(jobs)

    def make_pack(self, plan: PackPlan) -> list[Paper]:
        """The files of one pack, print run last."""
        job = self._job(plan)
        self._render(list(job.htmls.values()))
        return self._packs([job])

    def _single(self, path: str, ref: SheetRef, html: str) -> Paper:
        pdf = self.pdfs[html]
        return Paper(path, self._title(ref), pdf, page_count(pdf), paper=ref.paper)

    def _title(self, ref: SheetRef) -> str:
        if ref.source.startswith("district:"):
            return self.sheets.generated[ref.district, ref.source.removeprefix("district:")].title
        return self.toolkit.tool(ref.source).title

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
        return of_group(self.data, group, plan.event, plan.number, plan.people, plan.start)

    # ------------------------------------------------------------ sheets

    def _render(self, htmls: Sequence[str]) -> None:
        done = self.press.sheets(htmls)
        self.pdfs.update({html: done[key(html, self.layout)] for html in htmls})

    # ------------------------------------------------------------ packs

    def _packs(self, jobs: Sequence[Job]) -> list[Paper]:
        """Bind every file of every pack; cover, contents and print run are made from real page counts."""
        runs = {job.plan.code: self._run(job) for job in jobs}
        fronts = self._fronts(jobs, runs)
        step = self.progress.step("Binding packs", len(jobs))
        papers: list[Paper] = []
        for job in jobs:
            papers += self._bind_pack(job, runs[job.plan.code], fronts[job.plan.code])
            step()
        return papers

    def _fronts(self, jobs: Sequence[Job], runs: Mapping[str, PrintRun]) -> dict[str, list[str]]:
        """The HTML of the front parts of each pack: cover with contents, then the print run (events only).

        The contents name pages that depend on how many pages the contents take: laid out again until they agree.
        """
        guess = {job.plan.code: 2 for job in jobs}
        while True:
            fronts = {job.plan.code: self._front(job, runs[job.plan.code], guess[job.plan.code]) for job in jobs}
            self._render([html for front in fronts.values() for html in front])
            real = {code: page_count(self.pdfs[front[0]]) for code, front in fronts.items() if front}
            if all(guess[code] == pages for code, pages in real.items()):
                return fronts
            guess |= real

    def _front(self, job: Job, run: PrintRun, pages: int) -> list[str]:
        first = job.plan.files[0] if job.plan.files else None
        if first is None or first.set != "F" and job.plan.event:
            return []
        opening = pages + (1 + pages % 2 if job.plan.event else 0)  # the print run begins on a right-hand page
        counts = [page_count(self.pdfs[job.htmls[part.sheet]]) for part in first.parts]
        places = starts([opening, *counts], first.duplex)[1:]
        stamp = self._stamp(job, first)
        html = cover(self.templates, job.plan, job.context, first, dict(zip(first.parts, places, strict=True)), run, stamp)
        return [html, self._run_html(job, run)] if job.plan.event else [html]

    def _run_html(self, job: Job, run: PrintRun) -> str:
        return self.templates.get_template("print-run.html.j2").render(
            run=run, title=job.plan.title, code=job.plan.code, ribbon="EXAMPLE DATA" if job.context.example_data else "",
            lang="en", id="print-run",
        )

    def _run(self, job: Job) -> PrintRun:
        """Counted from the planned copies and the real pages."""
        files = []
        for file in job.plan.files:
            parts = [
                PrintPart(part.number, part.title, page_count(self.pdfs[job.htmls[part.sheet]]))
                for part in file.parts
            ]
            if file is job.plan.files[0] and file.set == "F":
                parts.insert(0, PrintPart(1, "Cover, contents, print run", 3))
            files.append(PrintFile(file.name, file.set, file.copies, file.duplex, file.paper, tuple(parts)))
        return PrintRun(tuple(files), job.plan.people, self.data.programme.prices if self.data.programme else None)

    def _stamp(self, job: Job, file: FilePlan) -> Stamp:
        keys = sorted(key(html, self.layout) for html in job.htmls.values())
        return Stamp(file.set, job.plan.code, content_code(keys))

    def _bind_pack(self, job: Job, run: PrintRun, front: Sequence[str]) -> list[Paper]:
        papers = [self._bind_file(job, file, front if file.number == 1 else ()) for file in job.plan.files]
        if job.plan.event:
            html = self._run_html(job, run)
            if html not in self.pdfs:
                self._render([html])
            pdf = self.pdfs[html]
            papers.append(Paper(f"{job.plan.folder}/print-run.pdf", "Print run", pdf, page_count(pdf)))
            papers.append(Paper(f"{job.plan.folder}/print-run.txt", "Print run", run.text().encode(), 0))
        return papers

    def _bind_file(self, job: Job, file: FilePlan, front: Sequence[str]) -> Paper:
        parts = [BoundPart(title, self.pdfs[html], id_, number) for html, title, id_, number in zip(
            front, ("Cover and contents", "Print run"), ("cover", "print-run"), (0, 1), strict=False)]
        parts += [
            BoundPart(part.title, self.pdfs[job.htmls[part.sheet]], part.sheet.source, part.number)
            for part in file.parts
        ]
        title = f"{job.plan.title}: {SET_NAMES[file.set].lower()}" if job.plan.event else job.plan.title
        stamp = self._stamp(job, file)
        bound = self._bound(title, parts, stamp, file.duplex)
        self._inspect(job, file, bound, parts, stamp)
        return Paper(job.plan.path_of(file), title, bound.pdf, bound.pages, file.copies, file.duplex, file.paper)

    def _bound(self, title: str, parts: Sequence[BoundPart], stamp: Stamp, duplex: bool) -> Bound:
        """From the cache, else bound now."""
        facts = [BINDING_VERSION, title, stamp.set, stamp.code, stamp.content_code, duplex, self.layout.engine]
        facts += [[part.number, part.title, part.id, hashlib.sha256(part.pdf).hexdigest()] for part in parts]
        name = hashlib.sha256(json.dumps(facts).encode()).hexdigest()
        stored = self.cache.get(name)
        if stored is not None:
            return Bound.from_pdf(stored, parts, duplex)
        blank = self.pdfs[self._blank()] if duplex else None
        bound = bind(title, parts, stamp, blank, duplex)
        self.bound += 1
        self.cache.put(name, bound.pdf)
        return bound

    @lru_cache(maxsize=1)  # noqa: B019
    def _blank(self) -> str:
        html = self.templates.get_template("blank.html.j2").render(lang="en")
        self._render([html])
        return html

    def _inspect(self, job: Job, file: FilePlan, bound: Bound, parts: Sequence[BoundPart], stamp: Stamp) -> None:
        findings = preflight(bound, Expected(parts=tuple(parts), stamp=stamp, duplex=file.duplex))
        if findings:
            lines = "\n".join(f"  {finding}" for finding in findings)
            raise PaperFault(f"{job.plan.path_of(file)} did not pass preflight:\n{lines}")

    # ------------------------------------------------------------ words

    def advice(self, plan: PackPlan, target: Path) -> str:
        """What to do with the folder, in five lines."""
        run = self._run(self._job(plan))
        return "\n".join(
            [
                f"{EVENT_TITLES[plan.event]}, counted for {_people(plan.people)}.",
                f"1. Hand the whole folder to the copy shop: {target}",
                f"2. Ask for the files in the order of their numbers, as print-run.pdf says: {run.sheets} sheets in all.",
                "3. Print black and white, at actual size, never 'fit to page'.",
                "4. The file name says copies and sides: duplex is both sides, simplex one side.",
                "5. Sort by the sign in the corner: square facilitators, circle participants, triangle districts, cross wall.",
            ]
        )


def _people(people: Headcount) -> str:
    return f"{people.people} people and {people.facilitators} facilitators"


