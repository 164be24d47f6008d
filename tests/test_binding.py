"""From sheets to a pack: right-hand starts, stamps, links, bookmarks, tags, one copy of each font."""

import io
import shutil
import subprocess
from dataclasses import replace

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader
from sheets_fixture import STAMP, TABLE, THEME, blank, part, sheet

from msi_build.printing.binding import BoundPart, bind, page_count, starts, total_pages, without_tool_links
from msi_build.printing.fonts import fonts_of


def bound(*parts, duplex=True, title="Workshop 1: participants"):
    return bind(title, parts, STAMP, blank(), duplex, THEME)


def texts(pdf):
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def structure(pdf):
    """Every element of the structure tree."""
    stack, found = [pdf.Root.StructTreeRoot], []
    while stack:
        kids = stack.pop().get("/K", [])
        for kid in kids if isinstance(kids, list) or kids._type_name == "array" else [kids]:
            if isinstance(kid, pikepdf.Object) and "/S" in kid:
                found.append(kid)
                stack.append(kid)
    return found


def test_parts_begin_on_right_hand_pages_and_backs_say_why_they_are_blank():
    pack = bound(part(1, "One"), part(2, "Two", pages=2), part(3, "Three"))
    assert pack.starts == (1, 3, 5) and pack.pages == 5
    assert "This side is left blank on purpose." in texts(pack.pdf)[1]


def test_one_sided_files_have_no_blank_backs():
    pack = bound(part(1, "One"), part(2, "Two", pages=2), part(3, "Three"), duplex=False)
    assert pack.starts == (1, 2, 4) and pack.pages == 4


@pytest.mark.parametrize(
    ("counts", "duplex", "first", "total"),
    [((1, 2, 1), True, [1, 3, 5], 5), ((1, 2, 1), False, [1, 2, 4], 4), ((3,), True, [1], 3), ((), True, [], 0)],
)
def test_places_are_known_before_binding(counts, duplex, first, total):
    assert starts(counts, duplex) == first
    assert total_pages(counts, duplex) == total


def test_every_page_says_pack_folio_and_content():
    pages = texts(bound(part(1, "One"), part(2, "Two")).pdf)
    assert [f"{number:02}/03 · KQTM" in page and "W1 · adinkra" in page for number, page in enumerate(pages, 1)] == [True] * 3


def test_stamps_stand_in_the_outer_corner_and_outside_the_tags():
    with pikepdf.open(io.BytesIO(bound(part(1, "Two", pages=2)).pdf)) as pdf:
        ends = [page.Contents[-1].read_bytes().decode() for page in pdf.pages]
    assert all(end.startswith("Q q\n/Artifact <</Type /Pagination /Subtype /Header>> BDC") for end in ends)
    places = [float(end.splitlines()[2].split()[4]) for end in ends]
    assert places == pytest.approx([595.28 - 42.52, 42.52], abs=0.02)


def test_a_cover_carries_its_own_stamp_and_slides_none():
    cover = BoundPart("Cover", sheet("Cover"), "cover", 0, stamped=False)
    slides = part(1, "Slides", body='<section class="slide"><h2>Hello</h2></section>', look="bare")
    pages = texts(bound(cover, slides, part(2, "One")).pdf)
    assert ["KQTM" in page for page in pages] == [False, True, True, False, True]


def test_bookmarks_name_parts_and_their_sections():
    long = part(2, "Two", body="<h2>Before</h2><p>x</p><h2 style='break-before: page'>After</h2><p>x</p>")
    reader = PdfReader(io.BytesIO(bound(part(1, "One"), long).pdf))
    marks = []
    for one in reader.outline:
        for item in one if isinstance(one, list) else [one]:
            marks.append((item.title, reader.get_destination_page_number(item) + 1))
    assert marks == [("1. One", 1), ("2. Two", 3), ("Before", 3), ("After", 4)]


def test_links_lead_within_the_pack_or_are_words():
    body = '<p><a href="tool:two">Two</a> <a href="tool:gone">Gone</a> <a href="#end">end</a></p><p id="end">End.</p>'
    one = part(1, "One", body=body)
    pack = bound(one, part(2, "Two", body='<p id="end">End.</p>'))
    assert "Gone" in texts(pack.pdf)[0]
    with pikepdf.open(io.BytesIO(pack.pdf)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        links = list(pdf.pages[0].Annots)
        assert [numbers[link.Dest[0].objgen] for link in links] == [3, 1]
        assert str(links[0].Contents) == "Two"
        tags = [element for element in structure(pdf) if element.S == "/Link"]
        assert len(tags) == 2
        parents = pdf.Root.StructTreeRoot.ParentTree.Nums
        assert [parents[int(link.StructParent) * 2 + 1].S for link in links] == ["/Link", "/Link"]
    assert "tool:" not in pack.pdf.decode("latin-1")


def test_a_sheet_alone_loses_its_links_to_other_tools():
    alone = without_tool_links(sheet("One", '<p><a href="tool:two">Two</a> <a href="https://example.org/">web</a></p>'))
    with pikepdf.open(io.BytesIO(alone)) as pdf:
        assert [str(one.A.URI) for one in pdf.pages[0].Annots] == ["https://example.org/"]
        assert sum(element.S == "/Link" for element in structure(pdf)) == 1
    plain = sheet()
    assert without_tool_links(plain) is plain


def test_tags_are_joined_and_headers_of_tables_keep_apart():
    parts = [part(number, title, body=TABLE.format(word=title)) for number, title in enumerate(("One", "Two", "One"), 1)]
    with pikepdf.open(io.BytesIO(bound(*parts).pdf)) as pdf:
        tree = pdf.Root.StructTreeRoot
        assert [top.S for top in tree.K[0].K] == ["/Part"] * 5
        elements = structure(pdf)
        ids = [str(one.ID) for one in elements if "/ID" in one]
        assert len(ids) == len(set(ids)) == 6
        wanted = {str(name) for one in elements if "/A" in one for name in one.A.get("/Headers", [])}
        assert wanted <= set(ids)
        assert set(pikepdf.NameTree(tree.IDTree).keys()) == set(ids)
        keys = list(tree.ParentTree.Nums)[::2]
        assert [int(page.StructParents) for page in pdf.pages] == keys == list(range(5))


#: Sheets whose composed letters (i, j, é, ñ) share parts that the engine numbers anew in each.
WORDS = ("This is in it: jijim", "Ɛ ƒ 0123456789 i", "ąęį é è ñ", "i")


def test_each_face_is_embedded_once_and_every_letter_is_still_there():
    pack = bound(*(part(number, word, body=f"<p>{word}</p>") for number, word in enumerate(WORDS, 1)))
    with pikepdf.open(io.BytesIO(pack.pdf)) as pdf:
        places = {font.objgen for page in pdf.pages for font in page.Resources.Font.values()}
        assert len(places) == len(fonts_of(pdf))
    pages = texts(pack.pdf)
    assert all(word in pages[place] for word, place in zip(WORDS, (0, 2, 4, 6), strict=True))


def test_another_font_of_the_same_name_stays_apart():
    """A sheet from outside may be older than the font."""
    one, two = (part(number, "One", body="<p>nil</p>") for number in (1, 2))
    with pikepdf.open(io.BytesIO(two.pdf)) as pdf:
        for font in fonts_of(pdf).values():
            file = font.DescendantFonts[0].FontDescriptor.FontFile2
            face = TTFont(io.BytesIO(file.read_bytes()))
            for glyph in map(face["glyf"].__getitem__, face.getGlyphOrder()):
                if glyph.numberOfContours > 0:
                    glyph.coordinates.translate((40, 0))
            face.save(out := io.BytesIO())
            file.write(out.getvalue())
        pdf.save(out := io.BytesIO())
    pack = bound(one, replace(two, pdf=out.getvalue()))
    with pikepdf.open(io.BytesIO(pack.pdf)) as pdf:
        first, second = (pdf.pages[place].Resources.Font for place in (0, 2))
        assert all(first[name].objgen != font.objgen for name, font in second.items() if name != "/MSIStamp")


@pytest.mark.parametrize("place", range(len(WORDS)))
def test_a_bound_page_looks_like_its_sheet(tmp_path, place):
    """Below the stamp, not one dot differs."""
    body = "<p>{0}</p><p style='font-family: var(--serif)'>{0} <b>{0}</b></p>" + TABLE
    sheets = [part(number, "Sheet", body=body.format(word, word=word)) for number, word in enumerate(WORDS, 1)]
    (tmp_path / "pack.pdf").write_bytes(bound(*sheets).pdf)
    (tmp_path / "alone.pdf").write_bytes(sheets[place].pdf)

    def dots(name, page):
        area = ["-x", "0", "-y", "150", "-W", "827", "-H", "1000"]
        run = ["pdftoppm", "-r", "100", "-f", str(page), "-l", str(page), *area, "-gray", str(tmp_path / name)]
        return subprocess.run(run, capture_output=True, check=True).stdout

    assert dots("pack.pdf", 2 * place + 1) == dots("alone.pdf", 1)


def test_properties_for_readers_and_printers():
    pack = bound(part(1, "One"))
    with pikepdf.open(io.BytesIO(pack.pdf)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Workshop 1: participants"
        assert str(pdf.Root.Lang) == "en"
        viewer = pdf.Root.ViewerPreferences
        assert (viewer.Duplex, viewer.PrintScaling, bool(viewer.DisplayDocTitle)) == (
            "/DuplexFlipLongEdge", "/None", True,
        )
        xmp = pdf.Root.Metadata.read_bytes().decode()
    assert "pdfuaid:part" in xmp and "Workshop 1: participants" in xmp and ">en<" in xmp


def test_the_same_sheets_give_the_same_bytes_without_a_fault(tmp_path):
    parts = (part(1, "One", body=TABLE.format(word="x")), part(2, "Two", pages=2))
    first = bound(*parts).pdf
    assert first == bound(*parts).pdf
    assert page_count(first) == 4
    if shutil.which("qpdf"):
        (tmp_path / "pack.pdf").write_bytes(first)
        subprocess.run(["qpdf", "--check", str(tmp_path / "pack.pdf")], check=True, capture_output=True)


def test_letters_made_of_parts_stay_themselves_in_a_pack(tmp_path):
    """The engine numbers the parts of an i anew in each sheet; joined, none may borrow another's."""
    words = [f'<p style="font-weight: 600">{text}</p>' for text in ("District Director", "1 2 3 4 5 6 7 8 9", "office in time 33")]
    parts = [part(number, f"Part {number}", body=body) for number, body in enumerate(words, 1)]
    (tmp_path / "pack.pdf").write_bytes(bound(*parts, duplex=False).pdf)

    def dots(name, page):
        area = ["-x", "0", "-y", "150", "-W", "827", "-H", "1000"]
        run = ["pdftoppm", "-r", "100", "-f", str(page), "-l", str(page), *area, "-gray", str(tmp_path / name)]
        return subprocess.run(run, capture_output=True, check=True).stdout

    for number, one in enumerate(parts, 1):
        (tmp_path / f"{number}.pdf").write_bytes(one.pdf)
        assert dots("pack.pdf", number) == dots(f"{number}.pdf", 1)
