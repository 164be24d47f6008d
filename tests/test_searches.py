"""Everyday questions, typed as a tired district officer would, find the right tool first, from a memory stick.

The questions were written before anybody looked at the `find` words. A row of `data/searches.tsv`: the question, and
the tools that answer it best; more than one where two are as good.
"""

from __future__ import annotations

import csv

import pytest
from conftest import ROOT

from msi_build.build import load
from msi_build.diagnostics import Faults
from msi_build.papers import Paper
from msi_build.render.finder import finder
from msi_build.render.navigation import navigation
from msi_build.render.pages import Pages
from msi_build.render.templates import environment
from msi_build.settings import Settings
from msi_build.website.builder import build_site
from msi_build.website.fill import finish, shells
from msi_build.website.stage import stage

pytestmark = pytest.mark.slow

with (ROOT / "tests/data/searches.tsv").open(encoding="utf-8", newline="") as file:
    SEARCHES = list(csv.reader(file, delimiter="\t"))


class NoPapers(dict):
    """Stands for the finished papers: each is one page long."""

    def __missing__(self, path):
        return Paper(path, "", b"", 1)


@pytest.fixture(scope="module")
def words_alone(tmp_path_factory):
    """The site of all guidance, without papers and districts."""
    settings, folder = Settings(root=ROOT), tmp_path_factory.mktemp("searches")
    loaded = load(settings, Faults())
    pages = Pages(loaded.toolkit, loaded.markup, environment(settings.theme, "pages"), NoPapers())
    made = [pages.tool(tool) for tool in loaded.toolkit.tools] + [pages.page(page) for page in loaded.toolkit.pages]
    made += [finder(loaded.data, loaded.data.programme.as_of, pages.templates), *shells()]
    stage(made, folder / "stage")
    build_site(folder / "stage", folder / "site", ROOT / "mkdocs.yml", navigation(loaded.toolkit))
    finish(folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def typed(words_alone, browser):
    """A function that types a question and returns the page found first."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800})
    tab = context.new_page()
    tab.set_default_timeout(5000)
    tab.goto((words_alone / "index.html").as_uri())
    box, found = tab.locator(".md-search__input"), tab.locator(".md-search-result__link")

    def first(question: str) -> str:
        box.fill("")
        box.press("Backspace")
        found.first.wait_for(state="detached")
        box.press_sequentially(question)
        place = ""
        while place != (place := found.first.get_attribute("href")):
            tab.wait_for_timeout(150)
        return place.split("?")[0].split("#")[0]

    yield first
    context.close()


@pytest.mark.parametrize(("question", "tools"), SEARCHES, ids=[row[0] for row in SEARCHES])
def test_a_typed_question_finds_the_right_tool_first(question, tools, typed):
    assert typed(question).rpartition("/")[2].removesuffix(".html") in tools.split()


def test_there_are_thirty_questions_and_nobody_typed_a_title():
    titles = {tool.title.lower() for tool in load(Settings(root=ROOT), Faults()).toolkit.tools}
    assert len(SEARCHES) >= 30
    assert not [question for question, _ in SEARCHES if question.lower() in titles]
