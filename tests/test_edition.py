"""The public edition as somebody opens it: from a folder, in a browser, without a network."""

import html
import json
import shutil
import subprocess

import pypdf
import pytest

from msi_build.website.links import check_links

KINDS = (
    "index.html",
    "events/workshop-1.html",
    "tools/workshop-1/guidance-msi-workshop-1.html",
    "tools/workshop-1/workshop-1-evaluation.html",
    "districts/index.html",
    "districts/gh/adinkra-east/index.html",
    "districts/gh/adinkra-south/analysis.html",
    "districts/gh/adinkra-west/workplan.html",
    "districts/gh/adinkra-west/indicators.html",
    "groups/gh/adinkra/index.html",
    "countries/gh/index.html",
)


@pytest.fixture(scope="session")
def stick(edition, tmp_path_factory):
    """The edition where a user might have it: a folder with a space and an accent in its name."""
    return shutil.copytree(edition, tmp_path_factory.mktemp("stick") / "Clé de la région" / "toolkit")


#: Bytes of a page's HTML that an old phone shows at once. One page is larger by what it is: a district whole, in one file.
LIGHT, WHOLE = 60_000, "phone.html"


def test_no_page_is_heavier_than_an_old_phone_likes(edition):
    sizes = {path.relative_to(edition).as_posix(): path.stat().st_size for path in edition.rglob("*.html") if path.name != WHOLE}
    assert len(sizes) > 150
    assert {page: size for page, size in sizes.items() if size > LIGHT} == {}


def test_every_link_and_anchor_of_every_page_leads_somewhere(edition):
    assert check_links(edition) == []


def test_a_typed_search_opens_the_tool_and_its_paper(stick, visit):
    tab = visit(viewport={"width": 1280, "height": 800})
    tab.goto((stick / "index.html").as_uri())
    tab.locator(".md-search__input").click()
    tab.keyboard.type("observation checklist", delay=15)
    tab.locator(".md-search-result__link").first.click()
    tab.wait_for_url("**/observation-checklist-situation-analysis.html*")
    assert tab.locator("h1").inner_text().startswith("Observation checklist")
    paper = tab.locator(".tool-head a.button").get_attribute("href")
    page = stick / "tools/workshop-1" / paper
    assert pypdf.PdfReader(page).metadata.title.startswith("Observation checklist")
    assert tab.faults == []


def test_the_home_page_says_in_one_screen_what_this_is_and_where_to_start(stick, visit):
    tab = visit(viewport={"width": 1280, "height": 800})
    tab.goto((stick / "index.html").as_uri())
    for words in (
        "I have 10 minutes",
        "I am new",
        "I am on the DHMT",
        "I prepare Workshop 2",
        "A support visit is next week",
    ):
        box = tab.get_by_text(words).first.bounding_box()
        assert box["y"] + box["height"] < 800, words


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 360])
def test_no_page_asks_the_network_complains_or_scrolls_sideways(stick, visit, width):
    tab = visit(viewport={"width": width, "height": 800})
    pages = sorted(path.relative_to(stick).as_posix() for path in stick.rglob("*.html"))
    assert set(KINDS) <= set(pages)
    for page in pages:
        tab.goto((stick / page).as_uri())
        tab.wait_for_timeout(100)
        assert tab.faults == [], page
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, page
        assert tab.locator("h1").count() == 1, page


@pytest.mark.slow
def test_with_scripts_off_the_same_facts_are_there(stick, visit):
    tab = visit(java_script_enabled=False, viewport={"width": 360, "height": 800})
    tab.goto((stick / "districts/gh/adinkra-east/index.html").as_uri())
    for words in ("Meeting 1", "19 July 2027", "31% of rostered staff", "27%"):
        assert words in tab.inner_text("main"), words


def test_example_data_are_called_so_on_every_page_and_paper_of_a_district(edition):
    pages = [page for part in ("districts", "groups") for page in (edition / part).glob("*/*/*.html")]
    papers = list((edition / "districts").glob("*/*/*.pdf"))
    assert len(pages) > 45 and len(papers) == 18
    for page in pages:
        assert "EXAMPLE DATA" in page.read_text().upper(), page
    for paper in papers:
        told = [page.extract_text() for page in pypdf.PdfReader(paper).pages]
        assert all("EXAMPLE DATA" in text for text in told if "blank on purpose" not in text), paper


def test_nothing_that_is_not_public_is_in_the_edition(edition, tmp_path):
    """Values of the group's and the team's fields, as typed, are searched in every page, index and paper."""
    from conftest import ROOT

    from msi_build.diagnostics import Faults
    from msi_build.edition import Edition, project
    from msi_build.model.load import load
    from msi_build.settings import Settings
    from msi_build.sources import read

    faults = Faults()
    data = load(read(Settings(root=ROOT), faults), faults)
    public = project(data, Edition.parse("public"))
    # the items of a questionnaire and the sentences of an example diary stand in the guidance too
    guidance = " ".join(" ".join(path.read_text(encoding="utf-8").split()) for path in (ROOT / "content").rglob("*.md"))
    private = {text for text in texts(data) - texts(public) if " ".join(text.split()) not in guidance}
    assert len(private) > 300
    seen = "\n".join(
        unfolded(path) for path in edition.rglob("*") if path.suffix in {".html", ".js", ".json", ".svg", ".txt", ".ics", ".csv"}
    )
    seen += "\n".join(page.extract_text() for paper in edition.rglob("*.pdf") for page in pypdf.PdfReader(paper).pages)
    seen = " ".join(html.unescape(seen).split())
    assert [text for text in private if " ".join(text.split()) in seen] == []
    assert json.loads((edition / "edition.json").read_text())["edition"] == "public"


def unfolded(path):
    """The file's text; lines of a calendar that were cut at 75 bytes are whole again."""
    text = path.read_text(encoding="utf-8")
    return text.replace("\n ", "").replace("\\,", ",").replace("\\;", ";") if path.suffix == ".ics" else text


def texts(data):
    """Every free text of the districts and groups that is long enough to be told from others."""
    found = set()

    def walk(value):
        if isinstance(value, str) and len(value) > 25:
            found.add(value)
        elif isinstance(value, dict):
            for one in value.values():
                walk(one)
        elif isinstance(value, list | tuple):
            for one in value:
                walk(one)

    for part in (*data.districts, *data.groups):
        walk(part.model_dump())
    return found


def structure(path):
    """The structure tree with its words, a line an element, without indents and links' targets."""
    told = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, text=True, check=True).stdout
    return [line.strip() for line in told.splitlines() if line.strip()]


def test_the_tree_of_a_bound_pack_is_the_trees_of_its_sheets_in_order(edition):
    pack = edition / "packs/any/workshop-1"
    bound = ["\n".join(structure(path)) for path in sorted(pack.glob("*-P-*.pdf"))]
    places = []
    for tool in ("guidance-problem-statement", "guidance-problem-tree", "workshop-1-evaluation"):
        sheet = structure(edition / f"tools/workshop-1/{tool}.pdf")
        assert sheet[0] == "Document"
        own = "\n".join(["Part", *sheet[1:80]])  # the tree's large page is a part of its own
        found = [(number, told.index(own)) for number, told in enumerate(bound) if own in told]
        assert len(found) == 1, tool
        places += found
    assert places == sorted(places)
