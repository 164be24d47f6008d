"""Measure how fast packs are made against the same packs rendered whole, tagged, by the PDF engine.

    python tools/measure_packs.py [--districts 27] [--jobs 1 2] [--rounds 2]

Rounds are interleaved: ours, whole, ours, whole. Printed for each number of processes: seconds of the processors, the ratio and the bound
`pages ÷ distinct pages` that sheets laid out once allow, bytes and the largest memory. On a machine with nothing else
to do the time on the clock is these seconds divided by the processes.
"""

from __future__ import annotations

import argparse
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from msi_build.build import Loaded, load
from msi_build.diagnostics import Faults
from msi_build.edition import Edition, project
from msi_build.papers import Papers
from msi_build.plan import EditionPlan, PackRequest, plan_one_pack
from msi_build.printing.pdf import Layout, load_layout, render
from msi_build.progress import silent
from msi_build.settings import Settings


def programme(folder: Path, districts: int) -> Settings:
    """A copy of the toolkit with a made-up programme."""
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("mkdocs.yml", "requirements.lock"):
        shutil.copy(ROOT / name, folder / name)
    command = [sys.executable, ROOT / "tests/generate_districts.py", str(districts), folder, "--seed", "1"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return Settings(root=folder)


def plan_of(view: Loaded) -> EditionPlan:
    """The pack of Workshop 1 of every group."""
    packs = (plan_one_pack(view.toolkit, view.data, PackRequest("workshop-1", group.id)) for group in view.data.groups)
    return EditionPlan(packs=tuple(packs))


def ours(settings: Settings, view: Loaded, jobs: int) -> tuple[float, int, int, int]:
    """Seconds, bytes, pages and distinct pages, from an empty cache."""
    with tempfile.TemporaryDirectory() as cache:
        begun = _spent()
        papers = Papers(replace(settings, cache=Path(cache), jobs=jobs), view.toolkit, view.data, view.markup, silent())
        made = papers.make(plan_of(view))
        papers.close()
        seconds = _spent() - begun
        distinct = sum(papers.counts.values())
    return seconds, sum(len(paper.pdf) for paper in made), sum(paper.pages for paper in made), distinct


def documents(settings: Settings, view: Loaded) -> list[str]:
    """Each file of each pack as one HTML document, all its parts one behind the other."""
    papers = Papers(settings, view.toolkit, view.data, view.markup, silent())
    whole = []
    for pack in plan_of(view).packs:
        job = papers._job(pack)
        for file in pack.files:
            htmls = [job.htmls[part.sheet] for part in file.parts]
            if htmls:
                bodies = [_body(html, number) for number, html in enumerate(htmls)]
                head = htmls[0][: htmls[0].index("<main")]
                whole.append(head + '<div style="break-before: page"></div>'.join(bodies) + "</body></html>")
    return whole


def _spent() -> float:
    """Processor seconds of this process and those that ended: other work on the machine does not count."""
    return sum(one.ru_utime + one.ru_stime for one in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def _body(html: str, number: int) -> str:
    """The text of a sheet, with ids of its own among the others."""
    main = html[html.index("<main") : html.index("</main>") + 7]
    return re.sub(r'( id="|href="#)', rf"\g<1>p{number}-", main)


def whole_one(task: tuple[str, Layout]) -> int:
    return len(render(*task))


def whole(settings: Settings, htmls: list[str], jobs: int) -> tuple[float, int]:
    """Seconds and bytes of the documents as they are, tagged, one after the other in each process."""
    layout = load_layout(settings.theme)
    begun = _spent()
    if jobs == 1:
        size = sum(whole_one((html, layout)) for html in htmls)
    else:
        with ProcessPoolExecutor(jobs) as pool:
            size = sum(pool.map(whole_one, [(html, layout) for html in htmls]))
    return _spent() - begun, size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--districts", type=int, default=27)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = programme(Path(folder) / "project", given.districts)
        loaded = load(settings, Faults())
        view = replace(loaded, data=project(loaded.data, Edition("programme")))
        htmls = documents(settings, view)
        for jobs in given.jobs:
            mine, theirs = [], []
            for _ in range(given.rounds):
                mine.append(ours(settings, view, jobs))
                theirs.append(whole(settings, htmls, jobs))
            seconds, size, pages, distinct = min(mine)
            other, other_size = min(theirs)
            bound = pages / distinct
            print(
                f"{jobs} process(es): packs {seconds:.1f} s, whole {other:.1f} s, ratio {other / seconds:.2f}; "
                f"bound {bound:.2f}; {size / 1e6:.1f} MB and {other_size / 1e6:.1f} MB; {pages} pages, {distinct} laid out"
            )
        peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        print(f"largest process: {peak / 1024:.0f} MB")


if __name__ == "__main__":
    main()
