"""The print run: what the copy shop is told, counted from copies and real pages."""

import pytest

from msi_build.printing.print_run import Costs, PrintFile, PrintPart, PrintRun, file_name


def file(number, set_, copies, duplex, *sides, paper="a4", titles=("One", "Two", "Three")):
    parts = tuple(PrintPart(number * 10 + place, titles[place], (count,)) for place, count in enumerate(sides))
    pages = sum(count + (count % 2 if duplex else 0) for count in sides) - (sides[-1] % 2 if duplex else 0)
    name = file_name(number, set_, ["checklist"], copies, duplex)
    return PrintFile(name, set_, copies, duplex, paper, pages, parts)


def run(*files, **options):
    return PrintRun("MSI Workshop 1, Adinkra group", "W1 · adinkra", "15 people and 4 facilitators", files, **options)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ((1, "F", ["guidance"], 4, True), "01-F-guidance-4-copies-duplex.pdf"),
        ((2, "P", ["guidance", "checklist"], 15, True), "02-P-handouts-15-copies-duplex.pdf"),
        ((3, "P", ["checklist", "checklist"], 42, False), "03-P-checklists-42-copies-simplex.pdf"),
        ((12, "F", ["report-template"], 1, False), "12-F-report-templates-1-copy-simplex.pdf"),
        ((19, "W", ["poster"], 6, False, "a3-landscape"), "19-W-posters-6-copies-simplex-A3.pdf"),
        ((19, "W", ["poster"], 6, False, "a3-landscape", True), "19-W-posters-6-copies-simplex-Tabloid.pdf"),
    ],
)
def test_file_names_say_order_set_kind_copies_and_sides(given, name):
    assert file_name(*given) == name


def test_sheets_are_counted_with_blank_backs_and_sides_without():
    both = file(1, "P", 19, True, 3, 1, 2)
    assert (both.pages, both.sheets, both.all_sheets) == (8, 4, 76)
    assert [both.sheets_of(part) for part in both.parts] == [38, 19, 19]
    assert [both.stapled(part) for part in both.parts] == [True, False, False]
    one = file(2, "D", 3, False, 3, 1)
    assert (one.sheets, one.all_sheets) == (4, 12)
    assert run(both, one).sides == 19 * 6 + 3 * 4


def test_totals_by_paper_and_reams():
    counted = run(file(1, "P", 501, False, 1), file(2, "W", 6, False, 1, paper="a3-landscape"))
    assert (counted.sheets, counted.sheets_on("A4"), counted.sheets_on("A3"), counted.reams) == (507, 501, 6, 2)
    letter = run(*counted.files, letter=True)
    assert (letter.small_paper, letter.sheets_on("Letter"), letter.sheets_on("Tabloid")) == ("Letter", 501, 6)
    assert letter.photocopy[-1] == "No Tabloid paper? Print the file “or-Letter-halves” instead and tape the halves."


def test_costs_only_where_prices_are_known():
    files = (file(1, "P", 10, True, 2), file(2, "W", 2, False, 1, paper="a3-landscape"))
    assert run(*files).cost == ""
    assert run(*files, costs=Costs("GHS", side=0.5, side_a3=2, sheet=0.1)).cost == "GHS 15.20"


def test_sets_come_in_the_order_of_the_piles():
    counted = run(file(1, "W", 1, False, 1), file(2, "F", 4, True, 2), file(3, "P", 15, True, 2))
    assert [(letter, sheets) for letter, _, _, sheets in counted.sets] == [("F", 4), ("P", 15), ("W", 1)]


def test_nobody_staples_what_is_cut_up_or_hangs_on_a_wall():
    several, tents = PrintPart(1, "Worksheet", (3,)), PrintPart(2, "Name tents", (3,), loose=True)
    one_sided = PrintFile("x.pdf", "D", 1, False, "a4", 6, (several, tents))
    assert [one_sided.stapled(part) for part in one_sided.parts] == [True, False]
    wall = PrintFile("y.pdf", "W", 1, False, "a3-landscape", 3, (several,))
    assert not wall.stapled(several)


def test_parts_of_several_districts_stand_in_one_row_and_are_stapled_one_by_one():
    row = PrintPart(7, "Worksheet, each district’s", (2, 2, 1), 9)
    both = PrintFile("01-D-worksheets-2-copies-duplex.pdf", "D", 2, True, "a4", 5, (row,))
    assert (row.label, row.sides, row.sides_words) == ("7–9", 5, "2 + 2 + 1")
    assert (both.sheets_of(row), both.stapled(row)) == (6, False)


def test_the_text_says_it_all():
    counted = run(file(1, "F", 4, True, 4), file(2, "W", 6, False, 1, paper="a3-landscape"))
    assert counted.text() == """\
PRINT RUN  MSI Workshop 1, Adinkra group  (W1 · adinkra)
Counted for 15 people and 4 facilitators.

F  Facilitators: one pile for each facilitator: 8 sheets
   01-F-checklists-4-copies-duplex.pdf
         10  One: 4 sides, 4 copies, both sides, A4, 8 sheets, staple

W  Wall: one roll, not folded: 6 sheets
   02-W-checklists-6-copies-simplex.pdf
         20  One: 1 side, 6 copies, one side, A3, 6 sheets

All: 14 sheets (8 A4, 6 A3), 22 printed sides, 0 in colour, 1 ream of A4 to buy.

If you photocopy:
- Print every file once, then copy each part as often as the column Copies says.
- Both sides: turn over the long edge. One side: leave the back empty.
- Actual size, never “fit to page”. Black and white. Staple top left where it says so.
- No A3 paper? Print the file “or-A4-halves” instead and tape the halves; or print A3 pages at 71 %: they stay readable.
"""
