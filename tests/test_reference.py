"""What each kind of page looks like, with the longest data of the nine districts, against pictures of 60 dpi.

After a change of the look run `python tests/test_reference.py`, look at the pictures that changed, and keep them.
"""

import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "tests" / "data" / "reference"

#: How far the blurred grey of two pictures may lie apart, on average (of 255): fonts are drawn a little differently elsewhere.
TOLERANCE = 2.0

#: Name of the picture -> tool or sheet of the district with the longest cycle, and its page.
PAGES = {
    "guidance": ("guidance-msi-workshop-1", 1),
    "agenda": ("guidance-msi-workshop-1", 2),
    "checklist": ("observation-checklist-situation-analysis", 1),
    "worksheet": ("worksheet-reviewing-problem-analysis", 1),
    "evaluation": ("workshop-1-evaluation", 1),
    "large-tree": ("guidance-problem-tree", 3),
    "statement-frame": ("statement-frame", 1),
    "planning-table": ("planning-table-template", 1),
    "slide-first": ("introduction-msi-workshop-1-slides", 1),
    "slide": ("introduction-msi-workshop-1-slides", 8),
    "handout": ("introduction-msi-workshop-1-handout", 1),
    "notes": ("introduction-msi-workshop-1-notes", 1),
    "flipchart": ("introduction-msi-workshop-1-flipchart", 1),
    "list": ("list-of-energisers", 1),
    "district-summary": ("district:summary", 1),
    "district-calendar": ("district:cycle", 1),
    "district-analysis": ("district:analysis", 1),
    "district-workplan": ("district:workplan", 1),
    "district-indicators": ("district:indicators", 1),
    "district-poster": ("district:poster", 1),
    "district-wall-calendar": ("district:wall-calendar", 1),
}


@lru_cache
def sheets():
    """The sheets of `PAGES`, laid out as for the public edition: name -> PDF."""
    from msi_build.build import load
    from msi_build.diagnostics import Faults
    from msi_build.edition import Edition, project
    from msi_build.papers import Papers
    from msi_build.plan import EditionPlan, SheetRef, plan_tool_pdfs
    from msi_build.progress import silent
    from msi_build.settings import Settings

    settings = Settings(root=ROOT, jobs=1)
    loaded = load(settings, Faults())
    data = project(loaded.data, Edition.parse("public"))
    longest = max(data.districts, key=lambda one: len(one.current_cycle.model_dump_json()) if one.current_cycle else 0)
    wanted = {name for name, _ in PAGES.values()}
    plan = {path: ref for path, ref in plan_tool_pdfs(loaded.toolkit).items() if Path(path).stem in wanted}
    plan |= {f"{name}.pdf": SheetRef(name, "P", longest.id) for name in wanted if name.startswith("district:")}
    papers = Papers(settings, loaded.toolkit, data, loaded.markup, silent())
    made = papers.make(EditionPlan(plan))
    papers.close()
    return {Path(paper.path).stem: paper.pdf for paper in made}


def picture(name):
    """The page as poppler draws it in grey."""
    sheet, page = PAGES[name]
    with tempfile.TemporaryDirectory() as folder:
        command = ["pdftoppm", "-r", "60", "-gray", "-png", "-singlefile", "-f", str(page), "-l", str(page), "-", f"{folder}/page"]
        subprocess.run(command, input=sheets()[sheet], check=True)
        return Image.open(f"{folder}/page.png").convert("L")


def apart(one, other):
    """Average difference of the blurred greys, 0 to 255."""
    blurred = [image.filter(ImageFilter.GaussianBlur(1.5)) for image in (one, other)]
    return ImageStat.Stat(ImageChops.difference(*blurred)).mean[0]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_was_approved(name):
    known, now = Image.open(PICTURES / f"{name}.png").convert("L"), picture(name)
    assert known.size == now.size
    assert apart(known, now) < TOLERANCE, f"{name} looks different: python tests/test_reference.py, and look at it"


def test_a_page_that_lost_a_line_of_text_is_seen():
    page = picture("checklist")
    spoilt = page.copy()
    spoilt.paste(255, (0, 120, page.width, 320))
    assert apart(page, spoilt) > TOLERANCE


def test_the_pictures_are_small():
    assert {path.stem for path in PICTURES.glob("*.png")} == set(PAGES)
    assert sum(path.stat().st_size for path in PICTURES.glob("*.png")) < 1_000_000


if __name__ == "__main__":
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[1:] or PAGES:
        picture(name).quantize(16).save(PICTURES / f"{name}.png", optimize=True)
        print(name)
