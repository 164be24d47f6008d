"""A bound file is hardly larger than the same pages laid out whole by the engine: files go by telephone."""

import io
import re
from contextlib import closing

import pikepdf
import pytest
from conftest import ROOT

from msi_build.build import load
from msi_build.diagnostics import Faults
from msi_build.edition import Edition, project
from msi_build.papers import Papers
from msi_build.plan import PackRequest, plan_one_pack
from msi_build.printing.binding import BoundPart, bind
from msi_build.printing.pdf import render
from msi_build.printing.stamps import Stamp
from msi_build.progress import silent
from msi_build.settings import Settings

#: Part of its size by which a bound file may be larger.
MOST = 0.10


def whole(htmls, duplex):
    """The sheets of a file as one document; each begins a page, on both sides a right-hand one."""
    sides = "right" if duplex else "page"
    bodies = [
        re.sub(r'( id="|href="#)', rf"\g<1>p{number}-", html[html.index("<main") : html.index("</main>") + 7])
        for number, html in enumerate(htmls)
    ]
    opened = [bodies[0], *(body.replace("<main", f'<main style="break-before: {sides}"', 1) for body in bodies[1:])]
    return htmls[0][: htmls[0].index("<main")] + "".join(opened) + "</body></html>"


def length(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


@pytest.mark.slow
def test_every_file_of_workshop_1_is_at_most_a_tenth_larger_than_its_pages_laid_out_whole():
    settings = Settings(root=ROOT, jobs=1)
    loaded = load(settings, Faults())
    data = project(loaded.data, Edition.parse("group:adinkra"))
    plan = plan_one_pack(loaded.toolkit, data, PackRequest("workshop-1", "adinkra"))
    larger = {}
    with closing(Papers(settings, loaded.toolkit, data, loaded.markup, silent())) as papers:
        job = papers._job(plan)
        papers._render(list(job.htmls.values()))
        blank = papers.templates.get_template("blank.html.j2").render(lang="en")
        for file in plan.files:
            htmls = [job.htmls[part.sheet] for part in file.parts]
            parts = [BoundPart(part.title, papers.pdfs[html], part.title, part.number) for part, html in zip(file.parts, htmls, strict=True)]
            empty = render(blank, papers.layout) if file.duplex else None
            bound = bind(file.name, parts, Stamp(file.set, plan.code, "BCDF"), empty, file.duplex, papers.theme)
            other = render(whole(htmls, file.duplex), papers.layout)
            assert bound.pages == length(other), file.name
            larger[file.name] = round(len(bound.pdf) / len(other) - 1, 3)
    print(larger)
    assert len(larger) > 15
    assert {name: share for name, share in larger.items() if share > MOST} == {}
