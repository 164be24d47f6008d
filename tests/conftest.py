"""Things that several tests start from: a copy of the project, a built edition, a pack."""

import shutil
from pathlib import Path

import pytest

from msi_build.build import build, pack
from msi_build.diagnostics import Faults
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
