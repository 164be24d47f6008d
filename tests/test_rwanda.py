"""Another country is a file and nothing else: Rwanda, with districts in provinces, a vice-mayor in the chair, groups
of ten and meetings twice a year.
"""

import html
import re
import shutil

import pypdf
import pytest
from conftest import FILES, ROOT
from generate_districts import write

from msi_build.build import build, load, pack
from msi_build.diagnostics import Faults
from msi_build.model.programme import Implementation
from msi_build.progress import silent
from msi_build.schedule import timeline
from msi_build.settings import Settings

COUNTRY = (ROOT / "tests/data/rwanda.yml").read_text(encoding="utf-8")
CHAIR = "Vice-Mayor in charge of social affairs"


@pytest.fixture(scope="module")
def rwanda(tmp_path_factory):
    """A toolkit with the program's own texts and ten districts of Rwanda, and nothing else of any country."""
    root = tmp_path_factory.mktemp("rwanda") / "project"
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, root / name)
    for name in FILES:
        shutil.copy(ROOT / name, root / name)
    (root / "msi_build").symlink_to(ROOT / "msi_build")
    write(root, 10, seed=2, group_size=10, country=COUNTRY)
    return root


@pytest.fixture(scope="module")
def site(rwanda):
    build(Settings(root=rwanda, packs="none"), Faults(), silent())
    return rwanda / "build/public"


def words(page):
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page.read_text(encoding="utf-8"))).split())


def test_its_districts_are_read_without_a_fault_and_meet_twice_a_year(rwanda):
    faults = Faults()
    data = load(Settings(root=rwanda), faults).data
    assert list(faults) == []
    (group,) = data.groups
    assert len(data.districts_of(group)) == 10 == data.country("rw").group_size
    bare = group.model_copy(update={"events": ()})
    for district in data.districts_of(group):
        cycle = district.current_cycle.model_copy(update={"events": (), "implementation": Implementation(months=8)})
        events = timeline(district, bare, cycle, data.country("rw"), data.programme)
        meetings = [one.start for one in events if one.slug == "inter-district-meeting"]
        assert 175 <= (meetings[1] - meetings[0]).days <= 190


def test_its_pages_speak_its_words(site):
    country = words(site / "countries/rw/index.html")
    assert "Rwanda" in country
    assert "province" in country
    assert len(list((site / "districts/rw").iterdir())) == 10
    told = "\n".join(words(page) for page in site.rglob("districts/rw/*/*.html"))
    assert CHAIR in told
    assert "District Director of Health Services" not in told
    group = words(site / "groups/rw/group-1/index.html")
    assert all(name in group for name in ("Kalo North", "Kalo Riverside"))


def test_a_pack_for_ten_districts_speaks_its_words(rwanda, tmp_path):
    pack(Settings(root=rwanda, out=tmp_path / "pack"), Faults(), silent(), event="support-visit", group="group-1")
    text = " ".join(
        " ".join(page.extract_text().split())
        for paper in (tmp_path / "pack").glob("*.pdf")
        for page in pypdf.PdfReader(paper).pages
    )
    assert CHAIR in text
    assert "[[" not in text
