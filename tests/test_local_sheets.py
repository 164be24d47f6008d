"""`msi pack --with`: a sheet of one's own stands in the pack as if it had always been there, or it says why it cannot."""

import io
import re
import subprocess
import sys

import pikepdf
import pytest
from conftest import ROOT
from test_packs import pages_of, pdfs, read_run
from weasyprint import HTML

from msi_build.diagnostics import Faults, as_text
from msi_build.local_sheets import read_local_sheets

RULES = """---
title: Rules of our guest house
set: P
copies: N
sides: duplex
order: 15
---
## Meals

Breakfast for the [[team]] of [[group]] is at seven.
"""


def a_pdf(size="A4", body="<h1>Map to the hall</h1>", **options):
    page = f'<html lang="en"><style>@page {{ size: {size} }} h1 {{ break-before: page }}</style>{body}</html>'
    return HTML(string=page).write_pdf(**options)


def locked(raw):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="", owner="x"))
    return out.getvalue()


def without_fonts(raw):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and "/FontDescriptor" in one:
                del one.FontDescriptor["/FontFile2"]
        pdf.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def folder(make_pack, tmp_path_factory):
    here = tmp_path_factory.mktemp("own")
    (here / "rules.md").write_text(RULES)
    (here / "map.pdf").write_bytes(a_pdf(body="<h1>Map to the hall</h1><h1>The back</h1>", pdf_variant="pdf/ua-1"))
    (here / "poster.pdf").write_bytes(a_pdf("A3 landscape"))
    own = [f"{here}/map.pdf:sides=duplex,order=12,title=Way to the hall", f"{here}/rules.md", f"{here}/poster.pdf:set=W,copies=D"]
    return make_pack(group="adinkra", sets="PW", own=own)


def test_it_is_in_the_print_run_in_its_place_with_its_copies(folder):
    rows = read_run((folder / "print-run.txt").read_text())
    assert [row[2:5] for row in rows][:2] == [("Way to the hall", 2, 15), ("Rules of our guest house", 1, 15)]
    assert rows[-1][2:] == ("Poster", 1, 3, 3)
    assert "-or-A4-halves" in (folder / "print-run.txt").read_text().split("Poster")[1]


def test_every_page_is_stamped_and_says_what_it_is(folder):
    pages = pages_of(pdfs(folder)[0])
    for number, words in enumerate(("Way to the hall", "Way to the hall", "Breakfast for the DHMT of Adinkra is at seven"), 1):
        assert words in pages[number - 1]
        assert f"{number:02}/{len(pages):02}" in pages[number - 1] and "W1 · adinkra" in pages[number - 1]
    assert "Map to the hall" in pages[0] and "The back" in pages[1]
    assert "Notes" in pages[3]  # the empty back of a participant's sheet


def test_it_is_told_to_those_who_listen_and_nothing_else_comes_in_with_it(folder):
    path = pdfs(folder)[0]
    told = subprocess.run(["pdfinfo", "-struct", path], capture_output=True, text=True, check=True).stdout
    assert "Figure" in told
    with pikepdf.open(path) as pdf:
        alts = [str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure" and "/Alt" in one]
        assert "Way to the hall, page 2 of 2: a page from elsewhere" in alts
        forms = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form"]
        assert forms and not any(b"BDC" in one.read_bytes() for one in forms)


@pytest.mark.parametrize(
    ("name", "raw", "options", "said"),
    [
        ("big.pdf", a_pdf("A2"), "", "page 1 is 420 × 594 mm; that is not A4, and not A3 across"),
        ("small.pdf", a_pdf("A5"), "", "page 1 is 148 × 210 mm; that is not A4"),
        ("upright.pdf", a_pdf("A3"), "", "page 1 is 297 × 420 mm; that is not A4, and not A3 across"),
        ("locked.pdf", locked(a_pdf()), "", "is protected by a password or by rights"),
        ("broken.pdf", b"%PDF-1.7 hello", "", "is not a PDF, or it is damaged"),
        ("heavy.pdf", b"%PDF-1.7" + b" " * 4_000_001, "", "has 4.0 MB; at most 4 MB fit into a pack"),
        ("gone.pdf", None, "", "there is no such file"),
        ("map.docx", b"", "", "is neither a text (.md) nor a PDF (.pdf)"),
        ("map.pdf", a_pdf(), ":place=last", "'place' is not understood behind the colon"),
        ("map.pdf", a_pdf(), ":copies=3X", "copies must be a count (you wrote 3X)"),
        ("rules.md", b"---\nset: Q\n---\n", "", "set"),
        ("rules.md", b"---\ncolour: red\n---\n", "", "colour"),
    ],
)
def test_what_cannot_be_printed_says_why(tmp_path, name, raw, options, said):
    if raw is not None:
        (tmp_path / name).write_bytes(raw)
    faults = Faults()
    assert read_local_sheets([f"{tmp_path}/{name}{options}"], "workshop-1", (), faults).tools == ()
    assert faults.errors and said in as_text(faults)


def test_a_font_that_is_not_embedded_is_a_warning(tmp_path):
    (tmp_path / "map.pdf").write_bytes(without_fonts(a_pdf()))
    faults = Faults()
    (tool,) = read_local_sheets([f"{tmp_path}/map.pdf"], "workshop-1", (), faults).tools
    assert not faults.errors and "is not embedded" in as_text(faults)
    assert (tool.title, str(tool.packs[0].copies), tool.packs[0].set, tool.packs[0].sides) == ("Map", "N", "P", "simplex")


def test_what_the_help_says_of_it_is_what_it_takes():
    told = subprocess.run(
        [sys.executable, "-m", "msi_build", "pack", "--help"], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout
    assert re.search(r"--with map.pdf --with rules.md:set=D,copies=2D", told)


def test_a_sheet_of_a_set_that_is_left_out_says_so(tmp_path):
    (tmp_path / "rules.md").write_text(RULES)
    faults = Faults()
    read_local_sheets([f"{tmp_path}/rules.md"], "workshop-1", (), faults, "FD")
    assert "'Rules of our guest house' is in set P, which --set F,D leaves out" in as_text(faults)
    assert "Write --set F,D,P" in as_text(faults)
