"""Charts tell the truth at any data: time to scale, values from 0, gaps open, words inside and apart."""

import random
from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest

from msi_build.render.charts import Series, Value, chart, frame, gaps, nice_top, runs
from msi_build.render.figures import PT, SCREEN, Box, width
from msi_build.render.periods import Span

SVG = "{http://www.w3.org/2000/svg}"

ABSENCE = Series(
    "Absence without approved reason", "percent", Value("2026-03/2026-05", 31),
    (Value("2026-06", 27), Value("2026-07", 26), Value("2026-10", 22)), Value("2027-05", 20), every=1,
)  # fmt: skip


def parts(svg: str, css: str) -> list[ElementTree.Element]:
    """Elements of one class."""
    return [one for one in ElementTree.fromstring(svg).iter() if css in one.get("class", "").split()]


def inherited(one: ElementTree.Element, above: Mapping[str, str] = {}) -> Iterator[tuple[ElementTree.Element, dict[str, str]]]:  # fmt: skip
    """Every element with its attributes and those that it has from the groups around it."""
    paint = {**above, **one.attrib}
    yield one, paint
    for part in one:
        yield from inherited(part, paint)


def words(svg: str) -> list[tuple[str, Box]]:
    """Every line of text with the box that it covers."""
    found = []
    for one, paint in inherited(ElementTree.fromstring(svg)):
        if one.tag != f"{SVG}text":
            continue
        pt = float(paint["font-size"]) / PT
        long = width(one.text, pt, paint["font-weight"])
        left = float(one.get("x")) - {"middle": long / 2, "end": long}.get(paint.get("text-anchor"), 0)
        found.append((one.text, Box(left, float(one.get("y")) - pt * 0.26, long, pt * 0.33)))
    return found


def some_series(seed: int) -> Series:
    """A series that may be empty but for a point, crowded, flat, or of very large numbers."""
    dice = random.Random(seed)
    top = dice.choice([1, 10, 100, 5000, 2_000_000])
    months = [f"{2026 + n // 12}-{n % 12 + 1:02}" for n in range(40)]

    def value() -> float:
        return round(dice.random() * top, dice.choice([0, 0, 2]))

    taken = sorted(dice.sample(months[6:36], dice.randint(0, 12)))
    baseline = Value(months[dice.randint(0, 5)], value()) if not taken or dice.random() < 0.9 else None
    target = Value(dice.choice(months[8:]), value()) if dice.random() < 0.8 else None
    every = dice.choice([1, 3, None])
    return Series(
        "Vacancies", "count", baseline, tuple(Value(month, value()) for month in taken), target, every
    )


def test_time_is_to_scale():
    dots = [float(one.get("cx")) for one in parts(chart(ABSENCE).svg, "now")]
    one_month, three_months = (after - before for before, after in pairwise(dots))
    assert three_months == pytest.approx(3 * one_month, abs=0.03)


def test_a_period_stands_at_its_middle():
    field = frame(ABSENCE, 82, 48)
    assert field.x(Span.parse("2026-03/2026-05")) == pytest.approx(field.x(Span.parse("2026-04")))


def test_values_begin_at_zero():
    field = frame(ABSENCE, 82, 48)
    assert (field.low, field.high) == (0, 40)
    assert field.y(0) == field.bottom
    assert field.y(20) == pytest.approx((field.top + field.bottom) / 2)


@pytest.mark.parametrize(
    ("largest", "unit", "top"),
    [(31, "percent", 40), (97, "percent", 100), (14, "count", 20), (3, "count", 4), (0, "", 1)],
)
def test_the_axis_ends_at_a_round_number(largest, unit, top):
    assert nice_top(largest, unit) == top


def test_a_missing_reading_leaves_the_line_open():
    assert [span.words() for span in gaps(ABSENCE)] == ["August 2026", "September 2026"]
    assert [[one.value for one in run] for run in runs(ABSENCE)] == [[31, 27, 26], [22]]
    svg = chart(ABSENCE).svg
    assert len(parts(svg, "series")) == 1
    assert "no value for August 2026" in svg


def test_baseline_is_an_open_ring_and_target_a_flag():
    svg = chart(ABSENCE).svg
    (ring,) = parts(svg, "baseline")
    assert ring.get("fill") == "#fff"
    assert [one.get("stroke-dasharray") for css in ("base", "target") for one in parts(svg, css)] == [
        "0.3 1.5",
        "2.4 1.4",
    ]
    assert len(parts(svg, "flag")) == 1
    assert {text for text, _ in words(svg)} >= {"Baseline 31%", "Target 20% by May 2027", "22%", "0%", "40%"}


@pytest.mark.parametrize("by_hand", [False, True])
@pytest.mark.parametrize("seed", range(60))
def test_words_stay_inside_and_apart(seed, by_hand):
    drawing = chart(some_series(seed), 82, 44, by_hand=by_hand)
    placed = words(drawing.svg)
    page = Box(0, 0, drawing.width, drawing.height)
    assert [text for text, box in placed if not box.inside(page)] == []
    assert [(a, b) for (a, box), (b, other) in combinations(placed, 2) if box.overlaps(other)] == []


@pytest.mark.parametrize("seed", range(120))
def test_the_value_never_lies_on_the_target_or_its_flag(seed):
    series = some_series(seed)
    svg = chart(series, 82, 44).svg
    lines = parts(svg, "target")
    for big in parts(svg, "big"):
        label = next(box for text, box in words(svg) if text == big.text and box.height > 4)
        for line, flag in zip(lines, parts(svg, "flag"), strict=True):
            left, right, y = (float(line.get(name)) for name in ("x1", "x2", "y1"))
            x = float(flag.get("d")[1:].split()[0])
            assert not label.overlaps(Box(left, y - 0.2, right - left, 0.4))
            assert not label.overlaps(Box(x - 0.2, y - 6.1, 4.4, 6.1))


#: The two charts in which the newest value lay on a line or close to words: nine tenths reached, and a steep fall.
CROWDED = {
    "near its target": Series(
        "Orders in time", "percent", Value("2027-03", 78), (Value("2027-04", 78), Value("2027-05", 83), Value("2027-06", 89)),
        Value("2027-11", 94), every=1,
    ),
    "a steep fall": Series(
        "Days without tests", "days", Value("2026-06", 6), (Value("2027-05", 5), Value("2027-06", 3)), Value("2027-09", 2), every=1,
    ),
    "with gaps": ABSENCE,
}  # fmt: skip


@pytest.mark.parametrize("wide", [82, 88])
@pytest.mark.parametrize("name", CROWDED)
def test_the_newest_value_keeps_clear_of_lines_and_words(name, wide):
    series = CROWDED[name]
    svg, field = chart(series, wide, 46).svg, frame(series, wide, 46)
    (big,) = parts(svg, "big")
    value = next(box for text, box in words(svg) if text == big.text and box.height > 4)
    assert not value.overlaps(Box(field.left, field.y(series.baseline.value) - 0.2, field.right - field.left, 0.4))
    for run in runs(series):
        for one, other in pairwise([(field.x(point.span), field.y(point.value)) for point in run]):
            along = [(a + (b - a) * step / 50 for a, b in zip(one, other, strict=True)) for step in range(51)]
            assert not any(value.overlaps(Box(x - 0.3, y - 0.3, 0.6, 0.6)) for x, y in along)
    near = Box(value.x - 0.5, value.y - 0.5, value.width + 1, value.height + 1)
    assert [text for text, box in words(svg) if box != value and box.overlaps(near)] == []


def test_boxes_for_a_pen_under_the_coming_readings():
    drawing = chart(ABSENCE, 82, 46, by_hand=True)
    boxes = [float(one.get("height")) for one in parts(drawing.svg, "hand")]
    assert len(boxes) >= 3
    assert set(boxes) == {8}
    assert drawing.height == 62


def test_names_are_escaped():
    svg = chart(Series('<script>alert("1 & 2")</script>', "count", Value("2026-05", 3))).svg
    assert "<script" not in svg
    assert ElementTree.fromstring(svg).find(f"{SVG}title").text == '<script>alert("1 & 2")</script>'


def test_the_same_data_give_the_same_chart_without_ids():
    assert chart(ABSENCE) == chart(ABSENCE)
    assert " id=" not in chart(ABSENCE).svg


def test_on_screen_it_takes_the_width_of_its_box_and_the_colours_of_the_page():
    root = ElementTree.fromstring(chart(ABSENCE, flavour=SCREEN).svg)
    assert root.get("role") == "img"
    assert (root.get("width"), root.get("viewBox")) == (None, "0 0 82 48")
    texts = [paint for one, paint in inherited(root) if one.tag == f"{SVG}text"]
    assert {paint["fill"] for paint in texts} <= {"currentColor", "var(--msi-dim, #5c574f)"}
    smallest = min(float(paint["font-size"]) for paint in texts)
    assert smallest * 320 / 82 > 12, "px on a phone of 360 px with its margins"


def test_nothing_to_draw_is_said():
    with pytest.raises(ValueError, match="Vacancies: no baseline and no value yet"):
        chart(Series("Vacancies", target=Value("2027-05", 3)))
