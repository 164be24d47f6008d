"""Small sheets for tests of printing: laid out with the project's own look."""

from functools import lru_cache
from pathlib import Path

from msi_build.printing.binding import BoundPart
from msi_build.printing.pdf import load_layout, render
from msi_build.printing.stamps import Stamp

THEME = Path(__file__).parent.parent / "theme"
STAMP = Stamp("P", "W1 · adinkra", "KQTM")

PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
    '<body data-id="{id}" data-tool="{title}" data-ribbon="EXAMPLE DATA"><main class="{layout}">'
    '<header class="title"><h1>{title}</h1></header>{body}</main></body></html>'
)

TABLE = "<table><tr><td></td><th>Who</th></tr><tr><th>What</th><td>{word}</td></tr></table>"
BREAK = '<p style="break-before: page">Next page.</p>'


@lru_cache
def layout(paper="a4"):
    return load_layout(THEME, paper)


def html(title="Checklist", body="<p>Text.</p>", id="checklist", layout="sheet"):
    return PAGE.format(title=title, body=body, id=id, layout=layout)


@lru_cache
def sheet(title="Checklist", body="<p>Text.</p>", id="checklist", look="sheet", paper="a4"):
    """The PDF of a sheet; equal sheets are laid out once for all tests."""
    return render(html(title, body, id, look), layout(paper))


def part(number, title, pages=1, body="<p>Text.</p>", **options):
    """A part of so many pages; its id is the title in small letters."""
    id = title.lower().replace(" ", "-")
    return BoundPart(title, sheet(title, body + BREAK * (pages - 1), id, **options), id, number)


def blank():
    """The back of a sheet that is empty on purpose, from its template."""
    text = (THEME / "print" / "blank.html.j2").read_text(encoding="utf-8").split("#}")[1]
    return render(text.replace("{{ lang }}", "en"), layout())
