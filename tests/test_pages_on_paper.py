"""What the browser's print button makes of a page of the site: the paper is as wide as its tables need."""

import io

import pypdf
import pytest
from district_fixture import repository
from test_accessibility import site_with
from test_portals import site_of

EAST = "districts/gh/adinkra-east"
A4, A4_ACROSS, A3_ACROSS = (210, 297), (297, 210), (420, 297)


@pytest.fixture(scope="module")
def portals(tmp_path_factory):
    return site_with(tmp_path_factory.mktemp("paper"), site_of(repository()))


@pytest.mark.parametrize(
    ("page", "paper", "most"),
    [
        (f"{EAST}/index.html", A4, 3),
        (f"{EAST}/workplan.html", A4_ACROSS, 3),
        (f"{EAST}/papers.html", A4, 5),
        ("groups/gh/adinkra/index.html", A4, 4),
        ("countries/gh/index.html", A4_ACROSS, 7),
        ("countries/gh/cycle-board.html", A3_ACROSS, 1),
    ],
)
def test_a_page_takes_the_paper_it_needs(portals, visit, page, paper, most):
    tab = visit()
    tab.goto((portals / page).as_uri())
    made = pypdf.PdfReader(io.BytesIO(tab.pdf(prefer_css_page_size=True))).pages
    assert len(made) <= most
    for one in made:
        size = [round(float(side) / 72 * 25.4) for side in (one.mediabox.width, one.mediabox.height)]
        assert size == pytest.approx(paper, abs=1)
