"""The folder for the copy shop: what is counted is what is there, on every page and in every file."""

import io
import json
import math
import re
import subprocess

import pikepdf
import pypdf
import pytest
from conftest import ROOT
from district_fixture import repository

from msi_build.build import load, pack
from msi_build.diagnostics import Faults
from msi_build.model.programme import Data, Programme
from msi_build.model.toolkit import load_toolkit
from msi_build.plan import PackRequest, Unknown, events_with_packs, plan_district_pack, plan_one_pack
from msi_build.printing.body import body_size
from msi_build.printing.measure import measure
from msi_build.progress import silent
from msi_build.settings import Settings
from msi_build.sources import read

#: Every event that has a pack, and for whom one is made here.
PACKS = {
    event: {"group": "adinkra"} if event != "support-visit" else {"district": "adinkra-east"}
    for event in (
        "orientation-visit", "situation-analysis-visit", "workshop-1", "further-analysis", "workshop-2", "implementation",
        "support-visit", "inter-district-meeting", "next-cycle",
    )
}  # fmt: skip

STAMP = re.compile(r"^\s*(?:EXAMPLE DATA\s+)?W1 · adinkra\b", re.MULTILINE)


@pytest.fixture(scope="module")
def folder(make_pack):
    return make_pack(group="adinkra")


@pytest.fixture(scope="module")
def toolkit():
    faults = Faults()
    return load_toolkit(read(Settings(root=ROOT), faults), faults)


@pytest.fixture(scope="module")
def run(folder):
    """The print run as read from its text: (file, part, title, sides, copies, sheets) of every part."""
    return read_run((folder / "print-run.txt").read_text())


def read_run(text):
    rows, file = [], ""
    for line in text.splitlines():
        if line.strip().endswith(".pdf") and "halves" not in line:
            file = line.strip()
        found = re.match(r"\s+([\d–]+)  (.+): ([\d ×+]+) sides?, (\d+) cop(?:y|ies), .*?(\d+) sheets?", line)
        if found:
            label, title, sides, copies, sheets = found.groups()
            first, _, last = label.partition("–")
            numbers = range(int(first), int(last or first) + 1)
            each = int(sheets) // len(numbers)  # a row of several districts: all alike in the example
            pieces = sum(map(math.prod, ([int(one) for one in term.split(" × ")] for term in sides.split(" + "))))
            title = title.removesuffix(", each district’s")
            rows += [(file, part, title, pieces // len(numbers), int(copies), each) for part in numbers]
    return rows


def pages_of(path):
    """Text of each page as poppler sees it, in the layout of the paper."""
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1]


def measured(path):
    """What each page measures."""
    known = {}
    with pikepdf.open(path) as pdf:
        return [measure(page, known) for page in pdf.pages]


def pdfs(folder):
    """The files that are counted: not the halves that may be printed instead of large paper."""
    return sorted(path for path in folder.glob("*.pdf") if path.name != "print-run.pdf" and "halves" not in path.name)


def starts(path):
    """Title and page (from 1) of the bookmark of each part; those of its headings lie below it."""
    reader = pypdf.PdfReader(path)
    tops = [item for item in reader.outline if not isinstance(item, list)]
    return [(item.title, reader.get_destination_page_number(item) + 1) for item in tops]


def test_the_folder_holds_what_the_print_run_lists_in_print_order(folder, run):
    listed = list(dict.fromkeys(row[0] for row in run))
    assert [path.name for path in pdfs(folder)] == listed
    assert [int(name[:2]) for name in listed] == list(range(1, len(listed) + 1))
    sets = [name.split("-")[1] for name in listed]
    assert sets == sorted(sets, key="FPDW".index)


def test_large_paper_lies_beside_its_halves_and_only_one_of_the_two_is_counted(folder):
    text = (folder / "print-run.txt").read_text()
    large = [path for path in pdfs(folder) if "-A3" in path.name]
    assert large
    for path in large:
        instead = path.with_name(path.name.replace("-A3.pdf", "-or-A4-halves.pdf"))
        pages = [len(pypdf.PdfReader(one).pages) for one in (path, instead)]
        assert pages[1] == 2 * pages[0]
        assert instead.name in text
        folios = []
        for words in pages_of(instead):
            assert "half" in words and "W1 · adinkra" in words
            folios += re.findall(r"[Pp]age (\d+) of (\d+)", words)
        sheets = [int(total) for number, total in folios if number == "1"]
        assert folios == [(str(number), str(total)) for total in sheets for number in range(1, total + 1)]
        assert sum(sheets) == pages[1]
    counted = sum(row[5] for row in read_run(text))
    assert f"All: {counted} sheets" in text


def test_page_counts_equal_the_print_run(folder, run):
    for path in pdfs(folder):
        duplex = path.name.endswith("duplex.pdf")
        parts = [row for row in run if row[0] == path.name]
        reader = pypdf.PdfReader(path)
        assert all(f"-{copies}-" in path.name for *_, copies, _ in parts)
        sheets = -(-len(reader.pages) // 2) if duplex else len(reader.pages)
        assert sum(row[5] for row in parts) == sheets * parts[0][4], path.name


def test_copies_follow_the_rules_for_fifteen_people_and_four_facilitators(run):
    copies = {(row[0].split("-")[1], row[2]): row[4] for row in run}
    assert copies["F", "Guidance for Workshop 1"] == 4
    assert copies["P", "Observation checklist"] == 2 * 15
    assert copies["F", "Observation checklist"] == 3 * 4
    assert (copies["P", "Problem statement"], copies["F", "Problem statement"]) == (15, 4)
    assert copies["P", "Evaluation of Workshop 1"] == 15 + 2  # two spares: 10 % would be fewer
    assert copies["W", "Problem tree"] == 2 * 3


def test_every_part_printed_on_both_sides_starts_on_a_right_hand_page(folder):
    for path in pdfs(folder):
        if path.name.endswith("duplex.pdf"):
            assert [page for _, page in starts(path) if page % 2 == 0] == [], path.name


def test_every_page_says_set_pack_folio_and_content_code(folder):
    codes = set()
    for path in pdfs(folder):
        pages = pages_of(path)
        for number, text in enumerate(pages, 1):
            assert "W1 · adinkra" in text, (path.name, number)
            folio = re.search(r"(\d\d)/(\d\d) · ([A-Z]{4})", text)
            assert folio and (int(folio[1]), int(folio[2])) == (number, len(pages)), (path.name, number)
            codes.add(folio[3])
    assert len(codes) == 1


def test_empty_backs_are_ruled_for_participants_and_say_why_they_are_empty_for_others(folder):
    backs = {"F": set(), "P": set()}
    for path in pdfs(folder):
        set_ = path.name.split("-")[1]
        if path.name.endswith("duplex.pdf") and set_ in backs:
            for text in pages_of(path)[1::2]:
                words = re.sub(r"W1 · adinkra|\d\d/\d\d · [A-Z]{4}", "", text).split()
                backs[set_].add(" ".join(words) if len(words) < 9 else "")
    assert backs["F"] == {"", "This side is left blank on purpose."}
    assert backs["P"] <= {"", "Notes"}


def test_the_body_of_every_page_can_be_read_and_nothing_is_smaller_than_nine_points(folder):
    assert legible(folder) > 100


@pytest.mark.slow
@pytest.mark.parametrize("event", PACKS)
def test_the_body_of_every_page_of_every_pack_can_be_read(tmp_path, event):
    settings = Settings(root=ROOT, out=tmp_path / event, jobs=1)
    pack(settings, Faults(), silent(), event=event, **PACKS[event])
    assert legible(tmp_path / event)


def legible(folder):
    """Number of pages with a body; each of them is looked at."""
    seen = 0
    for path in folder.glob("*.pdf"):
        for number, page in enumerate(measured(path), 1):
            large = page.width > 1100
            body = body_size(page)
            assert body is None or body > (13.9 if large else 10.4), (path.name, number, body)
            assert all(run.size > 8.9 for run in page.runs), (path.name, number)
            seen += body is not None
    return seen


def test_pages_printed_on_one_side_are_not_mirrored(folder):
    """Stamp to the right, page number to the right, on every page."""
    longer = [path for path in pdfs(folder) if path.name.endswith("simplex.pdf") and "-D-" in path.name]
    seen = 0
    for path in longer:
        for text in pages_of(path):
            foot = [line for line in text.splitlines() if re.search(r"Page \d+ of \d+", line)]
            assert foot and foot[-1].rstrip().endswith(re.search(r"Page \d+ of \d+", foot[-1])[0]), path.name
            assert re.search(r"W1 · adinkra$", text, re.MULTILINE)
            seen += "Page 2 of" in text
    assert seen


def test_these_are_all_events_that_have_a_pack(toolkit):
    assert PACKS.keys() == set(events_with_packs(toolkit))


def test_a_pack_without_sheets_for_facilitators_has_no_cover(toolkit):
    plan = plan_one_pack(toolkit, Data(Programme(name="P")), PackRequest("further-analysis", generic=True))
    assert {file.set for file in plan.files} == {"D"}
    alone = plan_one_pack(toolkit, Data(Programme(name="P")), PackRequest("next-cycle", generic=True))
    assert next((file.set, file.copies, len(file.parts)) for file in alone.files) == ("F", 1, 1)
    with pytest.raises(Unknown, match="nothing is printed for 'situation-analysis'. There are packs for: orientation-visit"):
        plan_one_pack(toolkit, Data(Programme(name="P")), PackRequest("situation-analysis", generic=True))


def test_a_sheet_of_a_district_stands_in_the_place_of_the_tool_that_it_fills(toolkit):
    data = repository()
    for request, sources in (
        (PackRequest("orientation-visit", "adinkra"), {"district:wall-calendar"}),
        (PackRequest("orientation-visit", generic=True), {"wall-calendar"}),
    ):
        plan = plan_one_pack(toolkit, data, request)
        assert {one.source for one in plan.sheets if one.source.endswith("wall-calendar")} == sources
        assert [file.paper for file in plan.files if file.set == "W"] == ["a3-landscape" if request.group else "a4-landscape"]


def test_a_wall_sheet_with_a_districts_name_is_printed_for_each_and_a_drawing_alone_is_not(toolkit):
    districts = {one.id for one in repository().districts_of("adinkra")}
    for event, source, whose in (("workshop-1", "statement-frame", districts), ("workshop-2", "objectives-tree", {""})):
        plan = plan_one_pack(toolkit, repository(), PackRequest(event, "adinkra"))
        parts = [part for file in plan.files if file.set == "W" for part in file.parts]
        assert {part.sheet.district for part in parts if part.sheet.source == source} == whose


def test_contents_and_bookmarks_lead_to_the_right_pages(folder):
    path = pdfs(folder)[0]
    pages = pages_of(path)
    reader = pypdf.PdfReader(path)
    marked = dict(starts(path))
    contents = next(number for number, text in enumerate(pages) if "Contents" in text and number)
    targets = [
        reader.get_page_number(annotation.get_object()["/Dest"][0].get_object()) + 1
        for annotation in reader.pages[contents].get("/Annots", [])
    ]
    assert targets == [page for title, page in marked.items() if title != "Cover and contents"]
    for title, page in marked.items():
        if page > contents + 1:
            words = title.split(". ", 1)[-1]
            assert words in pages[page - 1]
            assert re.search(rf"{re.escape(words)}\s+{page}\b", pages[contents])


def test_the_pack_is_filled_from_the_group(folder):
    text = "\n".join(pages_of(pdfs(folder)[0]))
    for word in ("Tuesday 16 February 2027", "Wednesday 17 February 2027", "Adinkra East", "Adinkra South", "Adinkra West", "16–17 February 2027", "week 6 of 43", "EXAMPLE DATA"):
        assert word in text, word
    districts = "\n".join(page for path in pdfs(folder) if "-D-" in path.name for page in pages_of(path))
    assert "148,200" in districts or "148 200" in districts


def test_a_sheet_of_several_events_does_not_name_another_one_above_its_title(folder):
    others = re.compile(r"[A-Z] · (ORIENTATION VISIT|SITUATION ANALYSIS|MSI WORKSHOP 2|SUPPORT VISIT|IMPLEMENTATION)")
    pages = [page for path in pdfs(folder) for page in pages_of(path)]
    assert any("GUIDANCE · MSI WORKSHOP 1" in page for page in pages)
    assert not [page for page in pages if others.search(page)]


def test_more_participants_move_every_number_that_depends_on_them(make_pack, run):
    more = make_pack(group="adinkra", participants=18)
    now = {(row[0].split("-")[1], row[2]): row for row in read_run((more / "print-run.txt").read_text())}
    was = {(row[0].split("-")[1], row[2]): row for row in run}
    assert now.keys() == was.keys()
    assert now["P", "Observation checklist"][4] == 36
    assert now["P", "Problem statement"][4] == 18
    assert now["P", "Evaluation of Workshop 1"][4] == 20
    assert now["F", "Observation checklist"][4] == was["F", "Observation checklist"][4]
    assert "Counted for 18 people" in (more / "print-run.txt").read_text()
    guidance = "\n".join(pages_of(pdfs(more)[0]))
    assert "18 people" in guidance and "15 people" not in guidance


def test_a_day_of_ones_own_moves_cover_and_agenda(make_pack):
    import datetime as dt

    moved = make_pack(group="adinkra", start=dt.date(2027, 2, 23))
    pages = pages_of(pdfs(moved)[0])
    assert "23–24 February 2027" in pages[0]
    assert any("Tuesday 23 February 2027" in page for page in pages[1:])


def test_files_are_sound_and_all_fonts_are_ours_and_embedded(folder):
    for path in folder.glob("*.pdf"):
        checked = subprocess.run(["qpdf", "--check", path], check=False, capture_output=True, text=True)
        assert checked.returncode == 0, checked.stdout + checked.stderr
        fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
        assert fonts
        for line in fonts:
            assert re.search(r"MSI-", line), line
            assert line.split()[-5] == "yes", line  # embedded


def test_a_pack_can_be_read_aloud_in_order(folder):
    """The structure tree of a bound file holds its parts in their order, and none of the stamps."""
    path = pdfs(folder)[0]
    told = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, text=True, check=True).stdout
    titles = [title.split(". ", 1)[-1] for title, _ in starts(path)][2:]
    places = [told.index(f'"{title}') for title in titles]
    assert places == sorted(places)
    assert "W1 · adinkra\n" not in told.split("Contents")[1]
    properties = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Tagged:\s+yes", properties)
    reader = pypdf.PdfReader(io.BytesIO(path.read_bytes()))
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/PrintScaling"] == "/None"


def test_a_set_alone_and_letter_paper(make_pack):
    handouts = make_pack(generic=True, sets="P", paper="letter")
    assert {path.name.split("-")[1] for path in pdfs(handouts)} == {"P"}
    box = pypdf.PdfReader(pdfs(handouts)[0]).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (612, 792)


@pytest.mark.slow
@pytest.mark.parametrize("event", PACKS)
def test_packs_on_letter_paper_pass_preflight(tmp_path, event):
    """What is too small or too near the edge stops the pack."""
    settings = Settings(root=ROOT, out=tmp_path / event, jobs=1)
    pack(settings, Faults(), silent(), event=event, paper="letter", **PACKS[event])
    box = pypdf.PdfReader(pdfs(tmp_path / event)[0]).pages[0].mediabox
    assert sorted((round(box.width), round(box.height))) == [612, 792]


NEW_TOOL = """---
id: {id}
title: {title}
kind: checklist
stage: reflect
event: next-cycle
order: 15
summary: Points to look at before the new cycle begins.
users: Every member of the team
origin: added
packs:
  - {{event: next-cycle, set: D, copies: 2D, sides: simplex, spare: false}}
  - {{event: next-cycle, set: F, copies: F, sides: duplex}}
district_pack: 15
---
"""


def test_a_new_tool_of_front_matter_alone_lands_in_its_packs(project):
    """It stands in its place, in the contents, in the print run and in the report of preflight."""
    file = project / "content/en/tools/next-cycle/first-steps.md"
    file.write_text(NEW_TOOL.format(id="first-steps", title="First steps of a new cycle"))
    out = project / "build/pack"
    pack(Settings(root=project, out=out, jobs=1), Faults(), silent(), event="next-cycle", group="adinkra")
    text = (out / "print-run.txt").read_text()
    run = read_run(text)
    rows = [(row[0].split("-")[1], row[4]) for row in run if row[2] == "First steps of a new cycle"]
    assert sorted(rows) == [("D", 6), ("F", 4)]
    assert any("First steps of a new cycle" in page for path in pdfs(out) if "-D-" in path.name for page in pages_of(path))
    first = pages_of(pdfs(out)[0])
    assert any("Contents" in page and re.search(r"First steps of a new cycle\s+\d", page) for page in first)
    report = json.loads((out.parent / "pack-preflight.json").read_text())
    told = {part["title"] for file in report["packs"][0]["files"] for part in file["parts"]}
    assert "First steps of a new cycle" in told
    loaded = load(Settings(root=project), Faults())
    own = [part.title for part in plan_district_pack(loaded.data.districts[0], loaded.toolkit).files[0].parts]
    assert own[-6:] == ["Tracking sheet", "First steps of a new cycle", "Activity log", "Diary pages", "Preparation sheet", "Glossary"]
