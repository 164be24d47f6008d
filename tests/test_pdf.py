"""From HTML to PDF: tagged, closed, the same bytes every time, and every fault said in words."""

import io
import os
import shutil
import subprocess
import sys

import pikepdf
import pytest
from pypdf import PdfReader
from sheets_fixture import BREAK, TABLE, THEME, html, layout, sheet

from msi_build.cache import Cache
from msi_build.printing.pdf import Press, PrintFault, key, load_layout, render


def texts(pdf):
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def faults_of(body, title="Checklist"):
    with pytest.raises(PrintFault) as fault:
        render(html(title, body), layout())
    return str(fault.value)


def test_a_sheet_is_tagged_and_has_title_and_language():
    with pikepdf.open(io.BytesIO(sheet())) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Checklist"
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.MarkInfo.Marked
        assert b'pdfuaid:part="1"' in pdf.Root.Metadata.read_bytes()
        assert "/CreationDate" not in pdf.docinfo


def test_the_foot_says_tool_id_and_page():
    first, second = texts(sheet("Checklist", BREAK))
    assert "Checklist · checklist" in first and "Page 1 of 2" in first
    assert "Page 2 of 2" in second


def test_a_letter_without_glyph_is_named():
    assert faults_of("<p>日 and 本</p>") == (
        "Checklist: no bundled font has 日 (U+65E5), 本 (U+672C); write it in another way"
    )


@pytest.mark.parametrize("text", ["ɛ ɔ ŋ ƒ ɖ ɣ ʋ ŵ Ɛ Ɔ Ŋ Ɖ Ƒ Ɣ Ʋ Ŵ ₵", "✓ ✗ ☐ ☑ → ≥ ½ × – “ ” …"])
@pytest.mark.parametrize("place", ["p", "h1", "h2", "strong", "em", 'p class="say"', "code"])
def test_letters_of_our_languages_are_printed_everywhere(text, place):
    assert text.split()[0] in texts(sheet("Letters", f"<{place}>{text}</{place.split()[0]}>"))[0]


def test_a_font_of_the_machine_is_a_fault():
    assert faults_of('<p style="font-family: monospace">Text</p>').startswith("Checklist: a letter is set in ")


@pytest.mark.parametrize(
    "body",
    [
        '<img src="file:///etc/hostname" alt="x">',
        '<img src="../../README.md" alt="x">',
        '<img src="https://example.org/x.png" alt="x">',
        '<p style="background: url(/etc/hostname)">x</p>',
        '<svg viewBox="0 0 9 9"><title>t</title><image href="file:///etc/hostname" width="9" height="9"/></svg>',
        '<svg viewBox="0 0 9 9"><title>t</title><image href="https://example.org/x.png" width="9" height="9"/></svg>',
        '<link rel="stylesheet" href="https://example.org/x.css">',
        "<style>@import url(file:///etc/hostname)</style>",
    ],
)
def test_nothing_outside_the_theme_is_read(body):
    assert "a file that is not part of the print theme: " in faults_of(body)


def test_a_warning_of_the_engine_is_a_fault():
    assert faults_of('<p style="colour: red">x</p>') == "Checklist: Ignored `colour: red` at 1:1, unknown property."


def test_letter_paper_is_laid_out_anew():
    with pikepdf.open(io.BytesIO(sheet(paper="letter"))) as pdf:
        assert [round(float(edge)) for edge in pdf.pages[0].mediabox] == [0, 0, 612, 792]
    assert key(html(), layout()) != key(html(), layout("letter"))


def test_the_same_bytes_at_any_clock_and_in_any_folder(tmp_path):
    shutil.copytree(THEME, tmp_path / "elsewhere" / "theme")
    program = (
        "import sys; from pathlib import Path; from msi_build.printing.pdf import load_layout, render; "
        "sys.stdout.buffer.write(render(sys.argv[2], load_layout(Path(sys.argv[1]))))"
    )
    page = html("Checklist", TABLE.format(word="twice") + '<p><a href="#x">down</a></p><p id="x">Here</p>')
    found = {render(page, layout())}
    for theme, zone, seed in ((THEME, "Pacific/Auckland", "1"), (tmp_path / "elsewhere" / "theme", "UTC", "2")):
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": seed}
        run = [sys.executable, "-c", program, str(theme), page]
        found.add(subprocess.run(run, env=environment, capture_output=True, check=True).stdout)
    assert len(found) == 1


def test_the_key_knows_the_content_and_the_look(tmp_path):
    shutil.copytree(THEME, tmp_path / "theme")
    same = load_layout(tmp_path / "theme")
    assert key(html(), same) == key(html(), layout())
    assert key(html("Other"), same) != key(html(), same)
    with (tmp_path / "theme" / "print" / "art" / "bulb.svg").open("a") as file:
        file.write("<!-- another bulb -->")
    assert key(html(), load_layout(tmp_path / "theme")) != key(html(), same)


class TestPress:
    def test_each_content_is_laid_out_once(self, tmp_path):
        cache = Cache(tmp_path)
        press = Press(layout(), cache, jobs=2)
        pages = [html(f"Sheet {number}") for number in range(4)]
        done = press.sheets(pages * 2)
        assert press.rendered == 4
        assert texts(done[key(pages[2], layout())])[0].startswith("Sheet 2")
        again = Press(layout(), cache, jobs=2)
        assert again.sheets(reversed(pages)) == done
        assert again.rendered == 0

    def test_one_run_names_the_faults_of_all_sheets(self, tmp_path):
        press = Press(layout(), Cache(tmp_path), jobs=1)
        with pytest.raises(PrintFault) as fault:
            press.sheets([html("A", "<p>日</p>"), html("Good"), html("B", "<p>本</p>")])
        assert [line[:2] for line in str(fault.value).splitlines()] == ["A:", "B:"]
        assert press.rendered == 1
