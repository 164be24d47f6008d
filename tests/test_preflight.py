"""Preflight finds what would go wrong on paper; a good pack has no finding.

To add a fault, add a row to `SPOILT_FILES`, `SPOILT_PAGES` or `SPOILT_PACKS`.
"""

import io
import json
from dataclasses import replace

import pikepdf
import pytest
from conftest import ROOT
from pikepdf import Name, String
from sheets_fixture import STAMP, THEME, blank, part, sheet

from msi_build.build import BuildFault, load, pack
from msi_build.cache import Cache
from msi_build.diagnostics import Faults
from msi_build.edition import Edition
from msi_build.edition import project as cut_down
from msi_build.inspection import Inspection, PaperFault, secrets_of, what_is_checked
from msi_build.model.toolkit import Headcount
from msi_build.plan import plan_pack
from msi_build.printing.binding import Bound, bind
from msi_build.printing.pdf import PrintFault
from msi_build.printing.preflight import LARGEST, Expected, Secrets, preflight, preflight_sheet
from msi_build.printing.print_run import PrintFile, PrintRun
from msi_build.progress import silent
from msi_build.settings import Settings

TITLE = "Workshop 1: participants"
DIARY = "We did not dare to tell the hospital"


@pytest.fixture(scope="module")
def parts():
    link = '<p><a href="https://example.org/">the web</a></p>'
    return (part(1, "One", body=link), part(2, "Two", pages=2))


@pytest.fixture(scope="module")
def good(parts):
    return bind(TITLE, parts, STAMP, blank(), True, THEME)


def changed(bound, change):
    """The file after `change(pdf)`."""
    with pikepdf.open(io.BytesIO(bound.pdf)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return replace(bound, pdf=out.getvalue())


def findings(bound, parts, title=TITLE, duplex=True, **expected):
    return [str(one) for one in preflight(bound, Expected(title, parts, duplex, **expected))]


def test_a_good_pack_passes(good, parts):
    assert findings(good, parts) == []


# ------------------------------------------------------------ a file of a pack


def font(pdf):
    return next(iter(pdf.pages[0].Resources.Font.values()))


def without_font_file(pdf):
    del font(pdf).DescendantFonts[0].FontDescriptor["/FontFile3" if "/FontFile3" in font(pdf).DescendantFonts[0].FontDescriptor else "/FontFile2"]


def without_bookmark(pdf):
    with pdf.open_outline() as outline:
        del outline.root[1]


def with_an_empty_box(pdf):
    """The first letter of the page becomes one that no font has."""
    streams = pdf.pages[0].Contents
    content = b"\n".join(stream.read_bytes() for stream in streams)
    at = content.index(b"[<") + 2
    pdf.pages[0].Contents = pdf.make_stream(content[:at] + b"0000" + content[at + 4 :])


#: What is done to a good file, and what preflight says.
SPOILT_FILES = {
    "a page is missing": (lambda pdf: pdf.pages.__delitem__(3), "3 pages are not what the parts add up to"),
    "the folios count another number of pages": (
        lambda pdf: pdf.pages.__delitem__(3), "page 1: the page does not say that it is 01/03",
    ),
    "a bookmark is missing": (without_bookmark, "page 3: no bookmark leads to 'Two'"),
    "no language": (lambda pdf: pdf.Root.__delitem__("/Lang"), "the file does not say its language"),
    "no tags": (lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"), "the file has no tags: it cannot be read aloud"),
    "a link into the machine": (
        lambda pdf: pdf.pages[0].Annots[0].A.__setitem__("/URI", String("file:///etc/hostname")),
        "page 1: a link leads to file:///etc/hostname",
    ),
    "a font of the machine": (
        lambda pdf: font(pdf).__setitem__("/BaseFont", Name("/ABCDEF+DejaVu-Sans")),
        "the font DejaVu-Sans is not one of the toolkit's",
    ),
    "a font that is not embedded": (without_font_file, "is not embedded"),
    "a letter without a font": (with_an_empty_box, "page 1: a letter is printed as an empty box: no font has it"),
}  # fmt: skip


@pytest.mark.parametrize("fault", SPOILT_FILES)
def test_a_spoilt_file_is_found(good, parts, fault):
    change, words = SPOILT_FILES[fault]
    assert any(words in one for one in findings(changed(good, change), parts))


def test_parts_must_lie_where_they_were_planned(parts):
    loose = bind(TITLE, parts, STAMP, None, False, THEME)
    assert findings(loose, parts) == [
        "parts begin on pages [1, 2] instead of [1, 3]",
        "3 pages are not what the parts add up to",
        "page 2: 'Two' begins on a left-hand page",
    ]


def test_a_wrong_title_or_a_part_in_the_wrong_place_is_seen(good, parts):
    assert findings(good, parts, title="Workshop 2") == ["the file has no title, or a wrong one"]
    swapped = (part(1, "Other"), parts[1])
    assert findings(good, swapped) == [
        "page 1: no bookmark leads to 'Other'",
        "page 1: the title 'Other' is not on the page",
    ]


def test_a_cover_without_the_dates_of_the_data_is_seen(good, parts):
    assert findings(good, parts, says=["16–17 February 2027"]) == [
        "page 1: the page does not say '16–17 February 2027', as the data do"
    ]


def test_a_file_too_large_to_send_is_seen(good, parts):
    large = Bound(good.pdf + b"\n%" + b"x" * LARGEST, good.pages, good.starts)
    assert findings(large, parts) == ["the file has 5.0 MB; at most 5 MB can be sent by telephone"]


# ------------------------------------------------------------ a page

#: What stands on a page, and what preflight says.
SPOILT_PAGES = {
    "small print": ('<p style="font-size: 8pt">Too small</p>', "text of 8.0 pt; the smallest is 9 pt"),
    "small running text": (
        '<p class="small">A note of some length.</p><p>Short.</p>',
        "most of the running text has 9.5 pt; on this paper it has 10.5 pt or more",
    ),
    "a hair line": (
        '<svg width="20mm" height="2mm" viewBox="0 0 20 2"><title>Line</title><path d="M0 1h20" stroke="#000" stroke-width=".1"/></svg>',
        "a line of 0.28 pt; the thinnest that survives copying is 0.75 pt",
    ),
    "text at the edge": (
        '<p style="margin-left: -12mm">Cut off</p>', "something stands 8.0 mm from the edge; nothing may be nearer than 12 mm",
    ),
    "a black box": (
        '<p style="background: #333; color: #fff; height: 30mm">Toner</p>',
        "a dark area of 53 cm²; 10 cm² is the most that copies well",
    ),
    "a wrong day of the week": ("<p>Monday 16 February 2027</p>", "16 February 2027 is a Tuesday, not a Monday"),
    "a day that there is not": ("<p>Monday 31 June 2027</p>", "there is no 31 June 2027"),
    "an entry of a diary": (f"<p>{DIARY}.</p>", "the page says something that is not for the readers of this edition"),
}  # fmt: skip


@pytest.mark.parametrize("fault", SPOILT_PAGES)
def test_a_spoilt_page_is_found(fault):
    body, words = SPOILT_PAGES[fault]
    found = preflight_sheet(sheet(body=body), "Checklist", Secrets(frozenset({DIARY})))
    assert [str(one) for one in found] == [f"page 1: {words}"]


def test_labels_captions_and_the_foot_may_be_smaller_than_the_body():
    label, caption = '<p class="box"><b style="font-size: 9pt">What we agreed at the meeting</b></p>', '<p class="caption">A note.</p>'
    assert preflight_sheet(sheet(body=f"{label}<p>Two words.</p>{caption}"), "Checklist", Secrets()) == []


def test_a_large_page_stays_readable_on_small_paper():
    found = preflight_sheet(sheet(body='<p style="font-size: 12pt">Text</p>', look="a3"), "Checklist", Secrets())
    assert [one.reason for one in found if "A3" in one.reason] == [
        "text of 8.5 pt when this A3 page is copied on A4; the smallest is 9 pt"
    ]


def test_a_letter_that_no_font_has_is_found_before_anything_is_laid_out():
    with pytest.raises(PrintFault, match=r"no bundled font has 日 \(U\+65E5\)"):
        sheet(body="<p>日</p>")


# ------------------------------------------------------------ a pack


@pytest.fixture(scope="module")
def loaded():
    return load(Settings(root=ROOT), Faults())


@pytest.fixture
def inspection(tmp_path, loaded):
    return Inspection(Cache(tmp_path), loaded.toolkit)


@pytest.fixture(scope="module")
def plan(loaded):
    return plan_pack(loaded.toolkit, "workshop-1", Headcount())


def run_of(plan, **changes):
    files = [PrintFile(one.name, one.set, one.copies, one.duplex, one.paper, 2, ()) for one in plan.files]
    files[0] = replace(files[0], **changes)
    return PrintRun(plan.title, plan.code, "", tuple(files))


def without_first_tool(plan):
    first = plan.files[0]
    return replace(plan, files=(replace(first, parts=first.parts[1:]), *plan.files[1:]))


SPOILT_PACKS = {
    "a tool of the event is missing": (
        without_first_tool, {}, "'Guidance for MSI Workshop 1' is not in set F, though its front matter says so",
    ),
    "the print run says other copies": (lambda plan: plan, {"copies": 40}, "the print run says 40 copies of 01-F-"),
    "the print run says other pages": (lambda plan: plan, {"pages": 3}, "the print run says 3 pages of 01-F-"),
}  # fmt: skip


@pytest.mark.parametrize("fault", SPOILT_PACKS)
def test_a_spoilt_pack_is_found(inspection, plan, fault):
    spoil, changes, words = SPOILT_PACKS[fault]
    pages = dict.fromkeys((one.name for one in plan.files), 2)
    inspection.pack(plan, run_of(plan), pages)
    inspection.refuse()  # the good one passes
    spoilt = spoil(plan)
    inspection.pack(spoilt, run_of(spoilt, **changes), pages)
    with pytest.raises(PaperFault, match=f"^packs/any/workshop-1 did not pass preflight:\n  {words}"):
        inspection.refuse()


def test_an_agenda_that_does_not_add_up_is_found(inspection, loaded, plan):
    agenda = loaded.toolkit.agenda("workshop-1")
    longer = agenda.days[0].model_copy(update={"end": "18:00"})
    inspection.toolkit = replace(loaded.toolkit, agendas=(agenda.model_copy(update={"days": (longer,)}),))
    inspection.pack(plan, None, {})
    with pytest.raises(PaperFault, match=r"holds \d+ minutes, from 08:\d\d to 18:00 are \d+"):
        inspection.refuse()


# ------------------------------------------------------------ the stage


def test_what_passed_is_not_looked_at_again(inspection, good, parts):
    expected = Expected(TITLE, parts, True)
    inspection.file("one.pdf", good, expected)
    inspection.file("again.pdf", good, expected)
    assert inspection.looked_at == 1
    inspection.file("dated.pdf", good, replace(expected, says=("16 February 2027",)))
    assert inspection.looked_at == 2
    with pytest.raises(PaperFault, match="^dated.pdf did not pass preflight:\n  page 1: the page does not say"):
        inspection.refuse()


def test_hidden_texts_of_a_district_are_looked_for_in_its_groups_papers(loaded):

    secrets = secrets_of(loaded.data, cut_down(loaded.data, Edition.parse("public")), loaded.toolkit)
    entry = next(entry for one in loaded.data.districts for cycle in one.cycles for entry in cycle.diary)
    owner = next(one for one in loaded.data.districts for cycle in one.cycles if entry in cycle.diary)
    hidden = next(text for text in entry.model_dump().values() if isinstance(text, str) and len(text) > 40)
    assert secrets[owner.group].found_in("Before." + "".join(hidden.split()) + "After.")
    open_ = secrets_of(loaded.data, loaded.data, loaded.toolkit)
    assert not any(one.texts for one in open_.values())


def test_a_failed_preflight_stops_the_build_and_names_pack_page_and_reason(project):
    css = project / "theme/print/print.css"
    css.write_text(css.read_text() + ".checks th { font-size: 7pt }")
    settings = Settings(root=project, out=project / "build/pack", jobs=1)
    with pytest.raises(BuildFault) as fault:
        pack(settings, Faults(), silent(), event="workshop-1", group="adinkra", sets="P")
    assert "packs/adinkra/workshop-1/02-P-checklists-30-copies-simplex.pdf did not pass preflight:\n  page 1: text of 7.0 pt" in str(fault.value)
    assert not (project / "build/pack").exists()


def test_beside_the_folder_lies_a_report_of_every_file(make_pack):
    folder = make_pack(group="adinkra")
    report = json.loads(folder.with_name(f"{folder.name}-preflight.json").read_text())
    assert report["checks"] == what_is_checked()
    (told,) = report["packs"]
    assert {file["path"].split("/")[-1] for file in told["files"]} == {path.name for path in folder.glob("*.pdf")}
    assert told["findings"] == [] and all(file["findings"] == [] and file["pages"] for file in told["files"])
    page = folder.with_name(f"{folder.name}-preflight.html").read_text()
    assert "Nothing was found" in page and f'href="{folder.name}/{told["files"][0]["path"].split("/")[-1]}"' in page


def test_an_edition_has_a_page_of_what_was_looked_at(edition):
    report = json.loads((edition / "preflight/preflight.json").read_text())
    paths = {file["path"] for pack in report["packs"] for file in pack["files"]} | {file["path"] for file in report["sheets"]}
    assert paths == {path.relative_to(edition).as_posix() for path in edition.rglob("*.pdf")}
    page = (edition / "preflight/index.html").read_text()
    assert all(words in page for words in what_is_checked())
    assert all(f">{pack['title']}</a></th><td>{len(pack['files'])}</td>" in page for pack in report["packs"])
