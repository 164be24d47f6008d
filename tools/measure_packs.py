"""Measure how fast packs are made against the same packs rendered whole, tagged, by the PDF engine.

    python tools/measure_packs.py [--districts 27] [--jobs 1 2] [--rounds 1] [--events workshop-1 …] [--preflight]

Both ways begin with the same plan and make the same pages, tagged: covers, print runs and sheets filled with data. Ours
starts from an empty cache and binds; whole renders each file of each pack as one document. Left out of both are what
whole rendering has no answer to: halves of large pages, and preflight, unless `--preflight` adds it to ours.

The two are interleaved: the packs of an event ours, then whole, then those of the next; so other work on the machine
slows both alike. The bound is what sheets laid out once allow at best: pages rendered whole ÷ distinct pages, blank
backs among the first. Seconds are those of the processors; with `--jobs 2` both share their work among two processes.
The speed-up over one process rendering whole is ratio × processes.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import astuple, dataclass, replace
from multiprocessing import active_children
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from msi_build.build import Loaded, load
from msi_build.diagnostics import Faults
from msi_build.edition import Edition, project
from msi_build.inspection import Inspection
from msi_build.papers import Papers
from msi_build.plan import (
    EditionPlan,
    FilePlan,
    PackPlan,
    PackRequest,
    events_with_packs,
    plan_district_pack,
    plan_one_pack,
)
from msi_build.printing.binding import page_count
from msi_build.printing.pdf import Layout, load_layout, render
from msi_build.progress import silent
from msi_build.settings import Settings

_BODY = re.compile(r"<body\b[^>]*>(.*)</body>", re.DOTALL)


@dataclass(frozen=True)
class Measured:
    """One round: seconds of the processors, seconds on the clock, bytes, pages, and pages really laid out."""

    spent: float
    clock: float
    size: int
    pages: int
    laid_out: int


class Stopwatch:
    """Seconds since it was made: of this process with those that ended, and on the clock."""

    def __init__(self) -> None:
        self.spent, self.clock = self._spent(), time.perf_counter()

    def read(self) -> tuple[float, float]:
        return self._spent() - self.spent, time.perf_counter() - self.clock

    @staticmethod
    def _spent() -> float:
        ended = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return sum(one.ru_utime + one.ru_stime for one in ended) + sum(_spent_by(child.pid) for child in active_children())


def _spent_by(process: int) -> float:
    """Seconds of the processors that a running process has used: fields 14 and 15 of its line in /proc, in ticks."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


class NoInspection(Inspection):
    """Preflight left out."""

    def file(self, *given) -> None: ...

    def sheet(self, *given) -> None: ...

    def pack(self, *given) -> None: ...


class WholePages(FilePlan):
    """A file whose large pages have no halves."""

    halves = ""


# ------------------------------------------------------------ what is made


def programme(folder: Path, districts: int) -> Settings:
    """A copy of the toolkit with a made-up programme."""
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("mkdocs.yml", "requirements.lock"):
        shutil.copy(ROOT / name, folder / name)
    command = [sys.executable, ROOT / "tests/generate_districts.py", str(districts), folder, "--seed", "1"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return Settings(root=folder)


def lots_of(view: Loaded, events: Sequence[str]) -> list[EditionPlan]:
    """The packs of each event for every group, then the pack of every district; large pages in one piece."""
    lots = [[plan_one_pack(view.toolkit, view.data, PackRequest(event, group.id)) for group in view.data.groups] for event in events]
    lots.append([plan_district_pack(district, view.toolkit) for district in view.data.districts])
    return [EditionPlan(packs=tuple(map(_whole_pages, packs))) for packs in lots]


def _whole_pages(pack: PackPlan) -> PackPlan:
    return replace(pack, files=tuple(WholePages(**vars(file)) for file in pack.files))


def papers_of(settings: Settings, view: Loaded, preflight: bool) -> Papers:
    papers = Papers(settings, view.toolkit, view.data, view.markup, silent())
    if not preflight:
        papers.inspection = NoInspection(papers.cache, view.toolkit)
    return papers


# ------------------------------------------------------------ the two ways


def ours(papers: Papers, lot: EditionPlan) -> Measured:
    """Bound packs; what an earlier lot laid out is laid out."""
    watch, known = Stopwatch(), sum(papers.counts.values())
    made = papers.make(lot)
    laid_out = sum(papers.counts.values()) - known
    return Measured(*watch.read(), sum(len(paper.pdf) for paper in made), sum(paper.pages for paper in made), laid_out)


def documents(papers: Papers, plan: EditionPlan) -> list[str]:
    """Each file of each pack as one HTML document: cover and print run, then all its parts one behind the other."""
    jobs = [papers._job(pack) for pack in plan.packs]
    fronts = papers._fronts(jobs)
    whole = []
    for job, front in zip(jobs, fronts, strict=True):
        for file in job.plan.files:
            htmls = [*(front.htmls if file.number == 1 else ()), *(job.htmls[part.sheet] for part in file.parts)]
            bodies = "".join(_body(html, number, file.duplex) for number, html in enumerate(htmls))
            whole.append(f"{htmls[-1][: _BODY.search(htmls[-1]).start(1)]}{bodies}</body></html>")
    return whole


def _body(html: str, number: int, duplex: bool) -> str:
    """The text of a sheet, with ids of its own among the others; printed on both sides it begins on a right-hand page."""
    text = re.sub(r'( id="|href="#)', rf"\g<1>p{number}-", _BODY.search(html)[1])
    return f'<div style="break-before: {"right" if duplex else "page"}">{text}</div>' if number else text


def whole(papers: Papers, lot: EditionPlan, pool: Executor | None) -> Measured:
    """The same files as documents, one after the other in each process; `papers` knows the page numbers of the covers."""
    watch = Stopwatch()
    work = [(html, papers.layout) for html in documents(papers, lot)]
    made = list((pool.map if pool else map)(_whole_one, work))
    pages = sum(pages for _, pages in made)
    return Measured(*watch.read(), sum(size for size, _ in made), pages, pages)


def _whole_one(task: tuple[str, Layout]) -> tuple[int, int]:
    pdf = render(*task)
    return len(pdf), page_count(pdf)


# ------------------------------------------------------------ the comparison


def compare(settings: Settings, view: Loaded, lots: Sequence[EditionPlan], preflight: bool) -> tuple[Measured, Measured]:
    """One round: each lot ours, then whole."""
    mine, theirs = [], []
    with tempfile.TemporaryDirectory() as cache, ExitStack() as ends:
        papers = papers_of(replace(settings, cache=Path(cache)), view, preflight)
        ends.callback(papers.close)
        pool = ends.enter_context(ProcessPoolExecutor(settings.jobs)) if settings.jobs > 1 else None
        for lot in lots:
            mine.append(ours(papers, lot))
            theirs.append(whole(papers, lot, pool))
            print(f"  {lot.packs[0].title}: {said(mine[-1], theirs[-1])}", flush=True)
    return total(mine), total(theirs)


def total(measured: Sequence[Measured]) -> Measured:
    return Measured(*(sum(column) for column in zip(*map(astuple, measured), strict=True)))


def said(our: Measured, other: Measured) -> str:
    ratio, bound = other.spent / our.spent, other.pages / max(1, our.laid_out)
    return (
        f"packs {our.spent:.1f} s ({our.clock:.1f} s on the clock), whole {other.spent:.1f} s ({other.clock:.1f} s), "
        f"ratio {ratio:.2f} of at most {bound:.2f}: {ratio / bound:.0%}; {our.size / 1e6:.1f} MB and {other.size / 1e6:.1f} MB; "
        f"{other.pages} pages, {our.laid_out} laid out"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--districts", type=int, default=27)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--events", nargs="*", help="of these events alone; all unless given")
    parser.add_argument("--preflight", action="store_true", help="look our files over as a build does")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = programme(Path(folder) / "project", given.districts)
        loaded = load(settings, Faults())
        view = replace(loaded, data=project(loaded.data, Edition("programme")))
        lots = lots_of(view, events_with_packs(view.toolkit) if given.events is None else given.events)
        render('<html lang="en"><title>Reads fonts and styles</title></html>', load_layout(settings.theme))
        for jobs in given.jobs:
            for number in range(given.rounds):
                print(f"{jobs} process(es), round {number + 1}", flush=True)
                print(f"  all: {said(*compare(replace(settings, jobs=jobs), view, lots, given.preflight))}", flush=True)
        peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        print(f"largest process: {peak / 1024:.0f} MB")


if __name__ == "__main__":
    main()
