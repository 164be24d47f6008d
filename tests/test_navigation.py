"""The menu, in which every page of the texts has a place by itself; and the papers that a page rests on."""

from pathlib import PurePosixPath

import pytest
from conftest import ROOT

from msi_build.diagnostics import Faults
from msi_build.model.toolkit import load_toolkit
from msi_build.render.cited import cited
from msi_build.render.navigation import navigation, staged_path
from msi_build.settings import Settings
from msi_build.sources import read


def toolkit_of(root):
    return load_toolkit(read(Settings(root=root), Faults()), Faults())


@pytest.fixture(scope="module")
def toolkit():
    return toolkit_of(ROOT)


def leaves(lines):
    for line in lines:
        inner = next(iter(line.values())) if isinstance(line, dict) else line
        yield from leaves(inner) if isinstance(inner, list) else [inner]


def part(menu, *titles):
    for title in titles:
        menu = next(line[title] for line in menu if isinstance(line, dict) and title in line)
    return menu


def test_every_page_and_tool_stands_in_the_menu_once(toolkit):
    made = [path for line in part(navigation(toolkit), "Districts") for path in leaves([line])]
    written = [staged_path(one) for one in (*toolkit.pages, *toolkit.tools)]
    assert sorted(leaves(navigation(toolkit))) == sorted([*made, *written])


def test_the_cycle_is_told_by_stage_and_event_in_order(toolkit):
    cycle = part(navigation(toolkit), "The cycle")
    assert [next(iter(line)) for line in cycle if isinstance(line, dict)] == [
        "Plan",
        "Act",
        "Observe",
        "Reflect",
    ]
    events = [title for line in part(cycle, "Plan") for title in line]
    assert events == [
        "The stage", "Orientation visit", "Situation analysis", "Visit to support the situation analysis",
        "MSI Workshop 1", "Further analysis", "MSI Workshop 2",
    ]  # fmt: skip
    assert "tools/implementation/indicator-tracking-sheet.md" in part(cycle, "Observe")
    assert part(cycle, "Plan", "MSI Workshop 1", "Half a day more or less") == "events/workshop-1/half-a-day.md"


def test_a_new_page_lands_under_learn_by_itself(tmp_path):
    folder = tmp_path / "content/en"
    folder.mkdir(parents=True)
    for name, front in {
        "glossary": "title: Words",
        "time": "title: Time\norder: 5",
        "us": "title: Us\nmenu: about",
    }.items():
        (folder / f"{name}.md").write_text(f"---\n{front}\n---\ntext\n", encoding="utf-8")
    menu = navigation(toolkit_of(tmp_path))
    assert part(menu, "Learn") == ["time.md", "glossary.md"]
    assert part(menu, "About") == ["us.md"]


def test_an_event_knows_the_tools_that_it_borrows(toolkit):
    borrowed = [tool.id for tool in toolkit.borrowed_by("support-visit")]
    assert {"diary-pages", "activity-log", "indicator-tracking-sheet"} <= set(borrowed)
    assert not {tool.id for tool in toolkit.tools_of("support-visit")} & set(borrowed)


def test_all_places_where_the_sources_differ_are_told_once(toolkit):
    (page,) = [one for one in toolkit.pages if PurePosixPath(one.name).stem == "sources-differ"]
    rows = [line for line in page.document.body.splitlines() if line.startswith("| **")]
    assert [int(row.split()[1].strip("*")) for row in rows] == list(range(1, 36))
    assert all(len(row.strip("| ").split(" | ")) == 3 for row in rows)


def test_the_papers_behind_a_page_are_named_once():
    papers = cited(["002:134", "000:6-37", "002:10", "Guidance of this toolkit, 2026", "003"])
    assert [paper.split(" (")[0] for paper in papers] == [
        "Toolkit for the Management Strengthening Intervention",
        "Guidance for support visits with DHMT",
        "Guidance of this toolkit, 2026",
        "Briefing on strengthening workforce performance at the district level",
    ]
