"""The website from a memory stick: a real browser, the network cut off, a folder with a space and an accent."""

from __future__ import annotations

import functools
import shutil
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from site_fixture import built

pytestmark = pytest.mark.slow

#: One of each kind.
PAGES = (
    "index.html",
    "events/workshop-1.html",
    "tools/workshop-1/checklist.html",
    "districts/index.html",
    "districts/gh/adinkra-east/index.html",
    "groups/gh/adinkra/index.html",
    "countries/gh/index.html",
)


@pytest.fixture(scope="module")
def stick(tmp_path_factory):
    site = built(tmp_path_factory.mktemp("build"))
    return Path(shutil.copytree(site, tmp_path_factory.mktemp("stick") / "clé usb" / "toolkit"))


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_asks_the_network_complains_or_scrolls_sideways(stick, visit, width, scheme):
    tab = visit(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for page in PAGES:
        tab.goto((stick / page).as_uri())
        tab.wait_for_timeout(150)
        assert tab.faults == [], page
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, page
        assert tab.locator("h1").count() == 1, page


def test_typed_search_finds_a_tool_and_marks_the_word(stick, visit):
    tab = visit(viewport={"width": 1280, "height": 800})
    tab.goto((stick / "districts/gh/adinkra-east/index.html").as_uri())
    tab.locator(".md-search__input").click()
    tab.keyboard.type("absenteeism", delay=20)
    tab.locator(".md-search-result__link", has_text="Numbers").click()
    tab.locator("mark", has_text="absenteeism").first.wait_for(timeout=5000)
    assert tab.url.endswith("tools/workshop-1/checklist.html?h=absenteeism#numbers")
    assert tab.faults == []


def test_what_was_found_is_shown_as_text_and_accents_need_not_be_typed(stick, visit):
    tab = visit(viewport={"width": 1280, "height": 800})
    tab.goto((stick / "index.html").as_uri())
    tab.locator(".md-search__input").click()
    tab.keyboard.type("segou", delay=20)
    tab.locator(".md-search-result__link mark", has_text="Ségou").wait_for(timeout=5000)
    assert "Write <b>none</b> where Ségou counted nothing." in tab.locator(".md-search-result").inner_text()


def test_the_type_is_ours_and_letters_of_our_languages_are_in_it(stick, visit):
    tab = visit()
    tab.goto((stick / "index.html").as_uri())
    tab.evaluate("Promise.all([document.fonts.load('16px \"MSI Sans\"', 'aɛɔŋƒ'), document.fonts.load('700 16px \"MSI Serif\"', 'aɛ')])")
    assert tab.evaluate("document.fonts.check('16px \"MSI Sans\"', 'aɛɔŋƒ')")
    assert "MSI Serif" in tab.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")


def test_scripts_off_leaves_text_links_and_menu(stick, visit):
    tab = visit(java_script_enabled=False, viewport={"width": 360, "height": 800})
    tab.goto((stick / "districts/index.html").as_uri())
    tab.get_by_role("link", name="Adinkra West").click()
    assert tab.url.endswith("/districts/gh/adinkra-west/index.html")
    tab.locator("label.md-header__button[for=__drawer]").click()
    tab.locator(".md-sidebar--primary").get_by_role("link", name="Events").click()
    assert tab.url.endswith("/events/index.html")


def test_the_district_list_is_narrowed_by_typing(stick, visit):
    tab = visit()
    tab.goto((stick / "districts/index.html").as_uri())
    shown = tab.locator(".finder .group li:visible")
    tab.get_by_role("searchbox", name="Find a district").type("ghana west")
    assert shown.all_inner_texts() == ["Adinkra West reflecting"]
    assert tab.locator(".choose output").inner_text() == "1 of 2 districts"
    tab.get_by_role("searchbox").fill("")
    tab.get_by_label("Where it is in the cycle").select_option("planning")
    assert shown.all_inner_texts() == ["Adinkra East planning"]


def test_a_wide_table_takes_the_focus_and_a_narrow_one_does_not(stick, visit):
    # On a phone the table of months is stacked; the one with a very long word is not.
    for width, reachable in ((730, [1]), (360, [2])):
        tab = visit(viewport={"width": width, "height": 800})
        tab.goto((stick / "tools/workshop-1/checklist.html").as_uri())
        tab.wait_for_timeout(300)
        names = [f"Table {number}, scroll sideways" for number in (1, 2)]
        assert [name for name in names if tab.get_by_role("region", name=name).count()] == [names[one - 1] for one in reachable]


def test_on_a_phone_a_table_of_many_columns_is_a_list_that_says_its_columns(stick, visit):
    for width, display, label in ((360, "block", '"Jan: "'), (1280, "table-cell", "none")):
        tab = visit(viewport={"width": width, "height": 800})
        tab.goto((stick / "tools/workshop-1/checklist.html").as_uri())
        cell = tab.locator("td", has_text="1").first
        assert cell.evaluate("cell => getComputedStyle(cell).display") == display
        assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == label


def test_paper_hides_the_menus_and_opens_closed_blocks(stick, visit):
    tab = visit()
    tab.goto((stick / "tools/workshop-1/checklist.html").as_uri())
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    for hidden in (".md-header", ".md-sidebar--primary", ".md-sidebar--secondary", ".md-footer"):
        assert not tab.locator(hidden).first.is_visible(), hidden
    assert tab.get_by_text("Opened on paper.").is_visible()
    assert tab.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *words):
        pass


@pytest.fixture
def server(stick):
    """The address of the same folder on a server, below a sub-path."""
    handler = functools.partial(Quiet, directory=str(stick.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}/toolkit"
        serving.shutdown()


def test_the_same_folder_works_on_a_server_below_a_sub_path(server, visit):
    tab = visit(offline=False, viewport={"width": 360, "height": 800})
    tab.goto(f"{server}/districts/gh/adinkra-east/index.html")
    tab.locator("button.msi-open-search").click()
    tab.keyboard.type("absenteeism", delay=20)
    tab.locator(".md-search-result__link", has_text="Numbers").click()
    tab.locator("mark", has_text="absenteeism").first.wait_for(timeout=5000)
    assert [fault for fault in tab.faults if not fault.startswith(server)] == []


def test_a_page_cannot_load_from_elsewhere_even_if_it_says_so(stick, visit):
    tab = visit()
    tab.goto((stick / "index.html").as_uri())
    tab.evaluate("document.body.append(Object.assign(new Image(), {src: 'https://example.org/x.png'}))")
    tab.wait_for_timeout(200)
    assert any("Content Security Policy" in fault for fault in tab.faults)
