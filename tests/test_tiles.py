"""A large page as two small sheets: cut at full size, ten millimetres on both, one thing to read aloud."""

import io
import subprocess

import pikepdf
import pytest
from sheets_fixture import STAMP, THEME, layout, sheet

from msi_build.printing.binding import BoundPart, bind
from msi_build.printing.fonts import fonts_of
from msi_build.printing.pdf import render
from msi_build.printing.preflight import Expected, preflight
from msi_build.printing.stamps import MM
from msi_build.printing.tiles import OVERLAP, geometry, halves, large_pages
from msi_build.render.templates import environment

WIDE = "".join(f"<p>{'Row of letters and numbers 0123456789 across the sheet. ' * 4}</p>" for _ in range(13))


def frame(pages=1, paper="a4"):
    page = environment(THEME, "print").get_template("halves.html.j2")
    html = page.render(title="Tree", heading="Tree, East", id="tree", pages=pages, ribbon="EXAMPLE DATA", lang="en")
    return render(html, layout(paper))


def large(paper="a4", pages=1):
    return sheet("Tree", WIDE + '<p style="break-before: page">More.</p>' * (pages - 1), "tree", "a3", paper)


def dots(pdf, folder, name, page, x, y, wide, high):
    """Grey values of a window in millimetres, five dots a millimetre."""
    (folder / f"{name}.pdf").write_bytes(pdf)
    window = [str(round(5 * one)) for one in (x, y, wide, high)]
    area = [word for pair in zip(("-x", "-y", "-W", "-H"), window, strict=True) for word in pair]
    told = ["pdftoppm", "-r", "127", "-gray", "-f", str(page), "-l", str(page), *area, str(folder / f"{name}.pdf")]
    return subprocess.run(told, capture_output=True, check=True).stdout


@pytest.mark.parametrize(("small", "wide"), [(210.0, 420.0), (215.9, 431.8)])
def test_the_halves_show_all_of_the_page_and_ten_millimetres_twice(small, wide):
    (left, moved, window), (right, moved_right, _) = (geometry(small * MM, wide * MM, side) for side in (False, True))
    seen = [(start - shift, start - shift + window) for start, shift in ((left, moved), (right, moved_right))]
    assert seen[0][1] - seen[1][0] == pytest.approx(OVERLAP * MM)
    assert wide * MM - seen[1][1] == pytest.approx(seen[0][0])  # the same side margin is left out on both sides
    assert min(left, small * MM - left - window) > 11.99 * MM  # within what every printer reaches


def test_the_halves_are_cut_at_full_size_and_alike_in_the_overlap(tmp_path):
    cut = halves(large(), frame(), THEME)
    whole = dots(large(), tmp_path, "a3", 1, 29, 30, 180, 240)
    assert dots(cut, tmp_path, "halves", 1, 12, 30, 180, 240) == whole
    left, right = (dots(cut, tmp_path, "halves", page, x, 30, 10, 240) for page, x in ((1, 188), (2, 12)))
    assert left == right and len(set(left)) > 9


def test_every_large_page_gives_two_and_only_its_frame_is_read_aloud():
    assert large_pages(large(pages=2)) == 2
    with pikepdf.open(io.BytesIO(halves(large(pages=2), frame(2), THEME))) as pdf:
        assert len(pdf.pages) == 4
        shown = [str(one.operands[0]) for page in pdf.pages for one in pikepdf.parse_content_stream(page) if str(one.operator) == "Do"]
        assert shown[0] == shown[1] != shown[2] == shown[3]
        for name in shown:
            tags = [str(one.operator) for one in pikepdf.parse_content_stream(pdf.pages[0].Resources.XObject[name])]
            assert "BDC" not in tags and "TJ" in tags
    with pytest.raises(ValueError, match="2 frames for 2 large pages"):
        halves(large(pages=2), frame(1), THEME)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_bound_halves_pass_preflight_with_one_cut_of_each_font(paper):
    parts = [
        BoundPart("Tree", halves(large(paper), frame(1, paper), THEME), f"tree-{number}", number, halves=True)
        for number in (1, 2)
    ]
    bound = bind("Wall: halves", parts, STAMP, None, False, THEME)
    assert preflight(bound, Expected("Wall: halves", parts, False)) == []
    with pikepdf.open(io.BytesIO(bound.pdf)) as pdf:
        files = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and "/Length1" in one]
        assert len(files) == len(fonts_of(pdf)) == len({name.split("+")[-1] for name in fonts_of(pdf)})


def test_the_stamps_of_two_halves_stand_at_the_outside():
    parts = [BoundPart("Tree", halves(large(), frame(), THEME), "tree", 1, halves=True)]
    with pikepdf.open(io.BytesIO(bind("Wall", parts, STAMP, None, False, THEME).pdf)) as pdf:
        ends = [page.Contents[-1].read_bytes().decode() for page in pdf.pages]
    places = [float(end.splitlines()[2].split()[4]) for end in ends]
    assert places == pytest.approx([15 * MM, (210 - 15) * MM], abs=0.05)
