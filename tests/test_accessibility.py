"""Everybody can read and use every kind of page: axe finds nothing, the keyboard reaches all, scripts are not needed.

axe-core stands in tests/vendor with its licence (MPL 2.0); all its rules of WCAG 2.0 to 2.2 A and AA, best practice
and the experimental ones are asked. The levels AAA are not a goal.
"""

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest
from conftest import ROOT
from district_fixture import repository
from generate_districts import files_of
from site_fixture import CONFIG, staged
from test_portals import changed, site_of

from msi_build.diagnostics import Faults
from msi_build.model.load import load
from msi_build.model.toolkit import load_toolkit
from msi_build.render.navigation import DISTRICT_PAGES
from msi_build.render.portal_search import PortalIndexes
from msi_build.render.portals import portal_files, portal_pages
from msi_build.settings import Settings
from msi_build.sources import Sources, read, read_yaml
from msi_build.website.builder import build_site
from msi_build.website.fill import fill_all, finish
from msi_build.website.stage import stage

AXE = (ROOT / "tests/vendor/axe-core-4.14.1.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice", "experimental"]
RUN = """rules => axe.run(document, {resultTypes: ["violations"], runOnly: {type: "tag", values: rules}}).then(found =>
    found.violations.map(one => one.id + ": " + one.nodes.slice(0, 3).map(node => node.html.slice(0, 200)).join(" | ")))"""

#: One page of every kind that is made from data; the board page comes from the generated programme.
PORTALS = (
    *(
        f"districts/gh/adinkra-east/{name}.html"
        for name in ("index", "cycle", "analysis", "workplan", "indicators", "learning", "papers")
    ),
    "groups/ug/muvule/index.html",
    "countries/ug/index.html",
    "countries/ug/cycle-board.html",
    "programme/index.html",
    "learning/index.html",
)
#: Tools whose pages are made from the catalogues.
CATALOGUES = ("hr-hs-strategies-table.html", "indicator-catalogue.html")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
SCREENS = [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]


def violations(tab, address: str) -> list[str]:
    """What axe finds on a page, rule by rule."""
    tab.goto(address)
    tab.wait_for_timeout(120)
    return violations_here(tab)


def violations_here(tab) -> list[str]:
    tab.evaluate(AXE)
    return tab.evaluate(RUN, RULES)


def site_with(folder: Path, site) -> Path:
    """The small site with the finder and the portals of `site`, no papers."""
    out = folder / "site"
    stage(staged(), folder / "stage")
    build_site(folder / "stage", out, CONFIG, [{"Start": "index.md"}, {"Districts": [*DISTRICT_PAGES]}])
    indexes = PortalIndexes()
    for one in (*fill_all(out, indexes.reading(portal_pages(site))), *indexes.files(), *portal_files(site)):
        target = out / one.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(one.content)
    finish(out)
    return out


@pytest.fixture(scope="module")
def portals(tmp_path_factory):
    """The portals of the repository's districts in the theme."""
    return site_with(tmp_path_factory.mktemp("portals"), site_of(repository()))


@pytest.fixture(scope="module")
def wide(tmp_path_factory):
    """The portals of a made-up programme, large enough for a board of several rows."""
    faults = Faults()
    files = tuple(read_yaml(name, text.encode(), faults) for name, text in files_of(60, seed=5).items())
    return site_with(tmp_path_factory.mktemp("wide"), site_of(load(Sources((), (), files, ()), faults)))


@cache
def guidance() -> tuple[str, ...]:
    """One page of each kind of tool and of each other kind of page."""
    toolkit = load_toolkit(read(Settings(ROOT), Faults()), Faults())
    kinds = {tool.kind: tool.address for tool in toolkit.tools}
    others = {page.address.split("/")[0]: page.address for page in toolkit.pages}
    about = [page.address for page in toolkit.pages if page.address.startswith("about/")]
    data = [tool.address for tool in toolkit.tools if tool.address.endswith(CATALOGUES)]
    return ("index.html", *kinds.values(), *others.values(), *about, *data, "events/workshop-1.html", "districts/index.html")


def test_axe_finds_nothing_on_the_portals(portals, visit):
    tab = visit(viewport={"width": 1280, "height": 800}, bypass_csp=True)
    found = {page: violations(tab, (portals / page).as_uri()) for page in PORTALS}
    assert {page: list_ for page, list_ in found.items() if list_} == {}


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing_on_any_kind_of_page(edition, wide, visit, width, scheme):
    tab = visit(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    pages = [(edition / page).as_uri() for page in dict.fromkeys((*PORTALS, *guidance()))]
    found = {page: violations(tab, page) for page in (*pages, (wide / "countries/xa/index.html").as_uri())}
    assert {page: list_ for page, list_ in found.items() if list_} == {}


@pytest.mark.slow
def test_no_page_scrolls_sideways_on_a_small_screen(edition, visit):
    tab = visit(viewport={"width": 360, "height": 800})
    wide = {}
    for page in sorted(edition.rglob("*.html")):
        tab.goto(page.as_uri())
        wide[page.relative_to(edition).as_posix()] = tab.evaluate("document.documentElement.scrollWidth")
    assert len(wide) > 100
    assert {page: width for page, width in wide.items() if width > 360} == {}


# ---------------------------------------------------------------- drawings

#: What is wrong with a drawing: cards on cards, words out of every card or on other words, letters under 12 px.
DRAWN = """svg => {
    const box = one => one.getBoundingClientRect(), all = name => [...svg.querySelectorAll(name)];
    const cards = all(".card").map(box), texts = all("text").filter(one => !one.closest("[transform]"));
    const apart = (a, b) => a.right <= b.left + .5 || b.right <= a.left + .5 || a.bottom <= b.top + .5 || b.bottom <= a.top + .5;
    const within = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 2 && a.bottom <= b.bottom + 2;
    const touching = (list, near) => list.flatMap((a, n) => list.slice(n + 1).filter(b => !near(a, b)));
    const lines = texts.map(one => { const b = box(one), cut = b.height / 5;
        return new DOMRect(b.x, b.y + cut, b.width, b.height - 2 * cut) });
    const scale = svg.getScreenCTM().a;
    return {
        cards: cards.length, overlap: touching(cards, apart).length, crossed: touching(lines, apart).length,
        out: texts.filter(one => !cards.some(card => within(box(one), card))).map(one => one.textContent),
        cut: cards.filter(card => !within(card, box(svg))).length,
        small: all("text").filter(one => parseFloat(getComputedStyle(one).fontSize) * scale < 12).length,
    }
}"""

LONG = "Nobody told the in-charges who were posted in the last two years how a duty roster is made and why"


def causes_behind(one, widths: tuple[int, ...], path: str = "c"):
    """As many causes on each level as `widths` say, each with a long text, hung evenly below those above."""
    if not widths:
        return ()
    count = widths[0]
    below = [tuple(width // count + (n < width % count) for width in widths[1:]) for n in range(count)]
    return tuple(
        one.model_copy(update={
            "id": f"{path}{n}", "text": f"{n} {LONG}", "because": causes_behind(one, tuple(w for w in rest if w), f"{path}{n}-"),
        })
        for n, rest in enumerate(below)
    )  # fmt: skip


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(("widths", "count"), [((3, 4, 5, 7, 9, 12), 40), ((1,), 1)], ids=["deep", "single"])
def test_a_tree_is_whole_on_the_portal(tmp_path, visit, widths, count, width):
    cycle = repository().district("adinkra-east").current_cycle
    causes = causes_behind(cycle.analysis.causes[0], widths)
    assert sum(1 for cause in causes for _ in cause.walk()) == count
    data = changed(analysis=cycle.analysis.model_copy(update={"causes": causes}))
    out = site_with(tmp_path, site_of(data))
    tab = visit(viewport={"width": width, "height": 900})
    tab.goto((out / "districts/gh/adinkra-east/analysis.html").as_uri())
    drawing = tab.locator("svg.tree")
    found = drawing.evaluate(DRAWN)
    effects = sum(1 for effect in cycle.analysis.effects for _ in walk_effects(effect))
    assert found == {"cards": 1 + count + effects, "overlap": 0, "crossed": 0, "out": [], "cut": 0, "small": 0}
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    assert tab.evaluate("one => one.scrollWidth >= one.firstElementChild.clientWidth", tab.locator(".scroll").element_handle())


def walk_effects(effect):
    yield effect
    for one in effect.leads_to:
        yield from walk_effects(one)


# ---------------------------------------------------------------- markup


def faults(text: str) -> list[str]:
    """What is wrong with a page's markup: the parser's own faults, ids that stand twice, headings that skip a level."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(text)
    found = [f"line {place[0]}: {name} {more}" for place, name, more in parser.errors]
    found += [f"{one} stands twice" for one, count in Counter(ids_of(tree)).items() if count > 1]
    levels = [1] + [int(one.tag[1]) for one in tree.iter() if one.tag in HEADINGS]
    return found + [f"h{after} follows h{before}" for before, after in pairwise(levels) if after > before + 1]


def ids_of(tree):
    return [one.get("id") for one in tree.iter() if one.get("id")]


def test_a_fault_of_markup_is_seen():
    page = "<!doctype html><title>x</title><h1 id=a>x</h1><h3 id=a>y</h3><p><div></p>"
    assert {one.split()[0] for one in faults(page)} == {"line", "a", "h3"}


def test_the_markup_of_portals_has_no_fault(portals):
    pages = sorted(portals.rglob("*.html"))
    assert {path.name: found for path in pages if (found := faults(path.read_text(encoding="utf-8")))} == {}


@pytest.mark.slow
def test_the_markup_of_the_whole_edition_has_no_fault(edition):
    """Nothing that HTML does not know: the Nu checker was run by hand; it wants Java, which tests may not."""
    for path in sorted(edition.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert faults(text) == [], path
        assert not re.search(r' markdown="| tabindex=""|type="checkbox"[^>]* autocomplete=', text), path


# ---------------------------------------------------------------- keyboard


def focus(tab) -> str:
    """Words of what has the focus, with its kind."""
    return tab.evaluate(
        "() => { const one = document.activeElement; return one.tagName.toLowerCase() + ' ' +"
        " (one.getAttribute('aria-label') || one.labels?.[0]?.textContent || one.textContent || '').trim().split('\\n')[0] }"
    )


def walk(tab, most: int = 80) -> list[str]:
    """What Tab reaches, one after the other, until the focus leaves the page."""
    found = []
    for _ in range(most):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement === document.body"):
            break
        found.append(focus(tab))
        assert tab.evaluate(
            "() => { const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();"
            " return style.outlineStyle !== 'none' || box.width < 2 || at.type === 'search' || at.type === 'text' }"
        ), f"no ring round {found[-1]}"
    return found


def test_the_keyboard_walks_through_a_portal(portals, visit):
    tab = visit(viewport={"width": 1280, "height": 900})
    tab.goto((portals / "districts/gh/adinkra-east/index.html").as_uri())
    found = walk(tab)
    assert found[0] == "a Skip to content"
    assert "a All dates of the cycle" in found
    assert found.index("a All dates of the cycle") < found.index("a Calendar")  # the text, then the pages beside it
    tab.keyboard.press("Home")


def test_on_a_phone_the_keyboard_opens_and_closes_the_menu(portals, visit):
    tab = visit(viewport={"width": 360, "height": 800})
    tab.goto((portals / "districts/gh/adinkra-east/index.html").as_uri())
    menu = tab.get_by_role("button", name="Menu")
    menu.focus()
    tab.keyboard.press("Enter")
    assert menu.get_attribute("aria-expanded") == "true"
    tab.locator(".md-sidebar--primary").get_by_role("link", name="Start").wait_for()
    tab.keyboard.press("Escape")
    assert menu.get_attribute("aria-expanded") == "false"


def test_the_keyboard_sorts_and_narrows_the_board(wide, visit):
    tab = visit(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    tab.goto((wide / "countries/xa/index.html").as_uri())
    board = tab.locator("table[data-board]")
    rows = board.locator("tbody tr:visible")
    whole = rows.count()
    assert whole > 5
    head = board.get_by_role("button", name="Newest entry")
    head.focus()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Enter")
    assert board.locator("th[aria-sort=descending]").inner_text() == "Newest entry"
    days = board.locator("tbody tr td:last-child").evaluate_all("all => all.map(one => one.dataset.k || '')")
    assert days == sorted(days, reverse=True)
    tab.get_by_label("Cycle", exact=True).focus()
    tab.keyboard.type("not begun")
    assert 0 < rows.count() < whole
    assert tab.locator(".choose output").inner_text() == f"{rows.count()} of {whole} rows"
    assert tab.faults == []
    assert violations_here(tab) == []
    tab.get_by_label("Group or district").type("nowhere")
    assert rows.count() == 0


def test_a_portal_is_searched_from_the_keyboard(portals, visit):
    tab = visit(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    tab.goto((portals / "districts/gh/adinkra-east/index.html").as_uri())
    box = tab.get_by_role("searchbox", name="Search in Adinkra East")
    box.focus()
    tab.keyboard.type("friday mess")
    tab.locator(".portal-search li").first.wait_for()
    tab.keyboard.press("Tab")
    assert "Friday message" in tab.locator(".portal-search li").first.inner_text()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/adinkra-east/*.html#*")
    box.focus()
    tab.keyboard.type("zzzz")
    tab.get_by_text("Nothing found. Try another word.").wait_for()  # the page's index is fetched at the first focus
    assert tab.faults == []
    box.fill("absence")
    tab.locator(".portal-search li").first.wait_for()
    assert violations_here(tab) == []


# ---------------------------------------------------------------- without scripts


@pytest.mark.parametrize("page", ["countries/ug/index.html", "programme/index.html", "groups/ug/muvule/index.html"])
def test_without_scripts_the_same_words_are_there(portals, visit, page):
    told = []
    for scripts in (True, False):
        tab = visit(viewport={"width": 1280, "height": 900}, java_script_enabled=scripts)
        tab.goto((portals / page).as_uri())
        cells = tab.locator("article.msi").locator("td, th, li, p").all_inner_texts()
        told.append([one for cell in cells for one in cell.split()])
    assert told[0] == told[1]
    assert len(told[1]) > 100
