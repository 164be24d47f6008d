"""A district's words fill a sheet; they do not make it longer, for packs and copy shops count on its pages."""

from contextlib import closing

import pytest
from texts import ROOT

from msi_build.build import load
from msi_build.diagnostics import Faults
from msi_build.papers import Papers
from msi_build.plan import SheetRef
from msi_build.printing.binding import page_count
from msi_build.printing.pdf import key
from msi_build.progress import silent
from msi_build.render.contexts import of_district
from msi_build.render.placeholders import Context
from msi_build.settings import Settings


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    settings = Settings(root=ROOT, cache=tmp_path_factory.mktemp("cache"), jobs=1)
    loaded = load(settings, Faults())
    with closing(Papers(settings, loaded.toolkit, loaded.data, loaded.markup, silent())) as papers:
        yield papers


def lengths(papers, refs, context):
    """Pages of each sheet by its tool."""
    htmls = {ref.source: papers.sheets.html(ref, context) for ref in refs}
    done = papers.press.sheets(htmls.values())
    return {source: page_count(done[key(html, papers.layout)]) for source, html in htmls.items()}


def test_the_longest_statement_makes_no_sheet_longer(papers):
    filled = [tool for tool in papers.toolkit.tools if "[[problem_statement]]" in tool.document.body and tool.kind != "presentation"]
    refs = [
        SheetRef(tool.id, "P", "", rule.paper or tool.paper)
        for tool in filled
        for rule in tool.packs[:1]
        if (rule.paper or tool.paper).startswith("a4")
    ]
    spoken = [one for one in papers.data.districts if one.current_cycle and one.current_cycle.statement]
    longest = max(spoken, key=lambda district: len(district.current_cycle.statement.text))
    assert len(refs) > 4
    assert lengths(papers, refs, of_district(Context(), longest)) == lengths(papers, refs, Context())
