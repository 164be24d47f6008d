"""How much time a cycle takes: the tables are computed, so they are held against the worked example."""

from __future__ import annotations

from test_blocks import printed, words
from texts import AGENDA, ROOT, tool_text, toolkit_of

from msi_build.render.blocks.time import _clock
from msi_build.render.dialect import read_dialect
from msi_build.render.markup import Markup


def test_the_sums_are_those_of_the_worked_example():
    text = words(printed("time"))
    assert "Orientation visit 1 1 day in each district 1 3 Situation analysis 2 to 5 4 weeks at home" in text
    assert "Support visit, 2 times 20 and 36 half a day to 1 day in each district 1 to 2 3 to 6" in text
    assert "Inter-district meeting, 2 times 28 and the end 1 day 2 2" in text
    assert "The whole first cycle 9.5 to 10.5 15.5 to 18.5" in text
    assert "12 members of 3 districts give 114 to 126 days of work together." in text


def test_a_later_cycle_takes_less():
    text = words(printed("time", "show: kinds"))
    assert "The first cycle 11 43 9.5 to 10.5 15.5 to 18.5" in text
    assert "A later cycle, same problem, adapted 4 36 5 to 6 7 to 10" in text


def test_a_programme_is_held_against_the_usual_one_of_its_event():
    longer = AGENDA.replace("id: short-day", "id: short-day-long").replace("short day", "long day").replace(
        '"10:45"', '"16:45"'
    ).replace("minutes: 70", "minutes: 430")  # fmt: skip
    texts = {
        "tools/workshop-1/under-test.md": tool_text("under-test", "```time\nshow: programmes\n```"),
        "tools/workshop-1/review-sheet.md": tool_text("review-sheet", ""),
    }
    toolkit, faults = toolkit_of(texts, {"short-day": AGENDA, "short-day-long": longer})
    assert not list(faults)
    text = words(Markup(toolkit, read_dialect(ROOT)).print(toolkit.tool("under-test").document).html)
    assert text.endswith(
        "Programme of a short day half a day 2 h 15 min 1 h 55 min "
        "Programme of a long day 1 day 8 h 15 min 7 h 55 min half a day more"
    )


def test_minutes_are_told_in_hours():
    assert [_clock(minutes) for minutes in (30, 60, 135)] == ["30 min", "1 h", "2 h 15 min"]
