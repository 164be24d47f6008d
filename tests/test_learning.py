"""What a district learns stands on one page, each part for those who may read it; its papers stand on another."""

import datetime as dt
from types import SimpleNamespace

import pytest
from conftest import ROOT
from district_fixture import repository
from test_portals import AS_OF, EAST, changed, pages, pages_of, words

from msi_build.diagnostics import Faults
from msi_build.edition import Edition, project
from msi_build.model.toolkit import load_toolkit
from msi_build.render.event_words import TO_PRINT
from msi_build.render.portals import portal_pages, portal_site
from msi_build.settings import Settings
from msi_build.sources import read

LEARNING, PAPERS = f"{EAST}/learning.html", f"{EAST}/papers.html"

#: Words of Adinkra East, and the editions that show them.
TOLD = [
    ("Counted the first ten days of the registers", {"public", "programme", "group:adinkra", "district:adinkra-east", "district:adinkra-west"}),
    ("Eight letters of thanks handed over.", {"programme", "group:adinkra", "district:adinkra-east", "district:adinkra-west"}),
    ("Moved the half-day on rosters to July.", {"group:adinkra", "district:adinkra-east"}),
    ("Rains closed the road to two health centres", {"programme", "group:adinkra", "district:adinkra-east", "district:adinkra-west"}),
    ("Send an example of a simple roster", {"programme", "group:adinkra", "district:adinkra-east", "district:adinkra-west"}),
    ("A number that everybody believes", {"programme", "group:adinkra", "district:adinkra-east", "district:adinkra-west"}),
    ("The Friday message costs nothing", {"programme", "group:adinkra", "district:adinkra-east", "district:adinkra-west"}),
    ("13 of 14 health centres report each week", {"public", "programme", "group:adinkra", "district:adinkra-east", "district:adinkra-west"}),
    ("being counted was enough for some", {"public", "programme", "group:adinkra", "district:adinkra-east", "district:adinkra-west"}),
]  # fmt: skip


@pytest.mark.parametrize("edition", sorted(TOLD[0][1]))
def test_each_edition_shows_what_it_may(edition):
    text = words(pages(edition)[LEARNING])
    for told, editions in TOLD:
        assert (told in text) == (edition in editions), told


def test_the_programme_learns_how_many_entries_a_team_keeps_for_itself():
    east = repository().district("adinkra-east").current_cycle
    private = tuple(one.model_copy(update={"visibility": "team"}) for one in east.diary)
    page = pages_of(changed(diary=private), "programme")[LEARNING]
    assert "The team keeps a diary with 4 entries." in words(page)


def test_what_is_new_is_dated_and_no_older_than_the_last_release():
    text = words(pages("group:adinkra")[LEARNING])
    new = text[text.index("New since 30 April 2027") : text.index("What we learned")]
    assert "22 June 2027 Diary: Eight letters of thanks handed over." in new
    assert "7 June 2027 Strategy 1 was changed: The Friday message goes to the link person" in new
    assert "30 June 2027 Absence without approved reason: 27% (June 2027)" in new
    assert "Workshop 2 was held" not in new
    assert new.index("22 June") < new.index("7 June") < new.index("2 May")


def test_what_others_do_in_our_areas_is_told():
    text = words(pages()[LEARNING])
    others = text[text.index("What the others in our group do") : text.index("From the diary")]
    areas = {"direction", "competencies", "rewards_sanctions", "availability"}
    for district in ("adinkra-south", "adinkra-west"):
        for row in repository().district(district).current_cycle.workplan.rows:
            assert (row.strategy in others) == (row.area in areas), row.strategy


# ---------------------------------------------------------------- papers


def whole_toolkit():
    faults = Faults()
    return load_toolkit(read(Settings(root=ROOT), faults), faults)


def test_every_tool_named_to_fill_exists():
    ids = {tool.id for tool in whole_toolkit().tools}
    assert {one for named in TO_PRINT.values() for one in named} <= ids


def test_every_paper_of_the_district_is_one_click_away():
    toolkit = whole_toolkit()
    paths = [f"{EAST}/pack.pdf", f"{EAST}/summary.pdf", *(tool.address.replace(".html", ".pdf") for tool in toolkit.tools)]
    downloads = {
        path: SimpleNamespace(path=path, title="", pages=2, copies=1, duplex=True, size_words="90 kB") for path in paths
    }
    data = project(repository(), Edition.parse("public"))
    made = {page.path: page for page in portal_pages(portal_site(data, toolkit, AS_OF, downloads))}
    page = made[PAPERS]
    wanted = [tool for tool in toolkit.tools if any(rule.set in "PDW" for rule in tool.packs)]
    assert len(wanted) > 30
    for tool in wanted:
        assert f'href="../../../{tool.address.replace(".html", ".pdf")}"' in page.content, tool.id
    assert 'href="pack.pdf"' in page.content and 'href="summary.pdf"' in page.content
    first = words(made[f"{EAST}/index.html"])
    assert "Print and fill: District presentation , Tracking sheet" in first
    assert words(page).index("Meeting 1 Next: 19 July 2027.") < words(page).index("Workshop 1 Over.")


def test_a_day_without_dated_facts_says_so():
    data = project(repository(), Edition.parse("public"))
    found = portal_pages(portal_site(data, whole_toolkit(), dt.date(2026, 1, 1), {}))
    page = next(one for one in found if one.path == LEARNING)
    assert "Nothing with a date of these weeks is in this edition." in words(page)
