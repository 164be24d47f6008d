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
    """Pages of each sheet by its tool and paper."""
    htmls = {(ref.source, ref.paper): papers.sheets.html(ref, context) for ref in refs}
    done = papers.press.sheets(htmls.values())
    return {sheet: page_count(done[key(html, papers.layout)]) for sheet, html in htmls.items()}


def test_the_longest_statement_makes_no_sheet_longer(papers):
    tools = [tool for tool in papers.toolkit.tools if "[[problem_statement]]" in tool.document.body and tool.paper != "slide"]
    refs = {SheetRef(tool.id, "P", "", rule.paper or tool.paper) for tool in tools for rule in tool.packs}
    spoken = [one for one in papers.data.districts if one.current_cycle and one.current_cycle.statement]
    longest = max(spoken, key=lambda district: len(district.current_cycle.statement.text))
    assert len(refs) > 4
    assert lengths(papers, refs, of_district(Context(), longest)) == lengths(papers, refs, Context())
