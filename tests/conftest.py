"""Things that several tests start from: a copy of the project, a built edition, a pack."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from msi_build.build import build, pack
from msi_build.diagnostics import Faults
from msi_build.doctor import CHROMIUMS
from msi_build.progress import silent
from msi_build.settings import Settings

ROOT = Path(__file__).parent.parent

#: What the build reads.
SOURCES = ("content", "districts", "theme")
FILES = ("mkdocs.yml", "requirements.lock")


def copy_project(folder: Path) -> Path:
    """The sources of the project in `folder`, the program by a link."""
    folder.mkdir(parents=True)
    for name in SOURCES:
        shutil.copytree(ROOT / name, folder / name)
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    (folder / "msi_build").symlink_to(ROOT / "msi_build")
    return folder


@pytest.fixture
def project(tmp_path):
    """A copy that a test may spoil."""
    return copy_project(tmp_path / "project")


@pytest.fixture(scope="session")
def edition(tmp_path_factory):
    """The public edition of the repository's own content and districts."""
    out = tmp_path_factory.mktemp("edition") / "public"
    settings = Settings(root=ROOT, out=out, cache=tmp_path_factory.mktemp("cache"))
    build(settings, Faults(), silent())
    return out


@pytest.fixture(scope="session")
def make_pack(tmp_path_factory):
    """A function that makes a pack of Workshop 1 and returns its folder; sheets are laid out once."""
    cache = tmp_path_factory.mktemp("pack-cache")

    def make(**request):
        out = tmp_path_factory.mktemp("pack") / "workshop-1"
        settings = Settings(root=ROOT, out=out, cache=cache)
        pack(settings, Faults(), silent(), event="workshop-1", **request)
        return out

    return make


def chromium_path() -> str:
    """The machine's own Chromium; `make test` installs it, or says how."""
    found = next((path for name in CHROMIUMS if (path := shutil.which(name))), None)
    assert found, "Chromium is missing: run msi doctor"
    return found


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=chromium_path())
        yield browser
        browser.close()


@pytest.fixture
def visit(browser):
    """Opens tabs with the network cut off; `.faults` gathers everything that a browser complains about."""
    contexts = []

    def open_tab(**options):
        context = browser.new_context(**{"offline": True, **options})
        contexts.append(context)
        tab = context.new_page()
        tab.faults = []
        tab.on("request", lambda one: one.url.startswith(("file:", "data:")) or tab.faults.append(one.url))
        tab.on("requestfailed", lambda one: tab.faults.append(f"failed: {one.url}"))
        tab.on("console", lambda one: one.type in ("error", "warning") and tab.faults.append(one.text))
        tab.on("pageerror", lambda error: tab.faults.append(str(error)))
        return tab

    yield open_tab
    for context in contexts:
        context.close()
