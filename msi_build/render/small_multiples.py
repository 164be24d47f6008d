"""Small charts of many, all alike: the cycles of the groups on one line of time, the indicators of the districts.

Each set has one scale of time, so that two charts can be laid over each other; values begin at 0. The order is that
of the alphabet. Numbers are in percent of the drawing's width and height.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msi_build import schedule
from msi_build.render.charts import Value, gaps, middle_of, nice_top
from msi_build.render.district_view import DistrictView, IndicatorView
from msi_build.render.periods import Span, day, month
from msi_build.render.portal_page import district_path, link
from msi_build.render.tallies import ENOUGH_VALUES

#: So many small charts of indicators stand on one page; it stays below 60 kB.
MOST_TRENDS = 24


# ---------------------------------------------------------------- the cycles on a line of time


@dataclass(frozen=True)
class Strip:
    """One district: left edge and width of planning and of acting, the place of the day; the same in words."""

    name: str
    href: str
    cycle: int
    plan: tuple[float, float]
    act: tuple[float, float]
    today: float
    words: str


@dataclass(frozen=True)
class Strips:
    """The cycles of some districts from the first day of the oldest to the last day of the newest."""

    first: str
    last: str
    years: tuple[tuple[float, int], ...]
    lines: tuple[Strip, ...]


def strips(views: Iterable[DistrictView], as_of: dt.date, page: str) -> Strips | None:
    """None before the first cycle."""
    begun = sorted((one for one in views if one.cycle), key=lambda one: one.district.name)
    if not begun:
        return None
    first, last = min(one.cycle.start for one in begun), max(one.events[-1].end for one in begun)
    scale = (first, last)
    years = [dt.date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    return Strips(
        _month(first),
        _month(last),
        tuple((_place(one, scale), one.year) for one in years),
        tuple(_strip(one, scale, as_of, page) for one in begun),
    )


def _place(one: dt.date, scale: tuple[dt.date, dt.date]) -> float:
    """In percent of the time shown; a day outside stands at its edge."""
    first, last = scale
    return round(min(100, max(0, 100 * (one - first).days / max(1, (last - first).days))), 1)


def _strip(view: DistrictView, scale: tuple[dt.date, dt.date], as_of: dt.date, page: str) -> Strip:
    acting = next(one.start for one in view.events if one.slug == "implementation")
    start, middle, end = (_place(one, scale) for one in (view.cycle.start, acting, view.events[-1].end))
    plan, act = (start, round(middle - start, 1)), (middle, round(end - middle, 1))
    href = link(district_path(view.district, "cycle"), page)
    today, words = _place(as_of, scale), _week(view, as_of)
    return Strip(view.district.name, href, view.cycle.number, plan, act, today, words)


def _month(one: dt.date) -> str:
    return month(f"{one.year}-{one.month:02}")


def _week(view: DistrictView, as_of: dt.date) -> str:
    week = schedule.week_of(as_of, view.cycle)
    if week < 1:
        return f"begins on {day(view.cycle.start)}"
    return f"week {week} of {view.weeks}" if week <= view.weeks else f"the {view.weeks} weeks are over"


# ---------------------------------------------------------------- indicators


@dataclass(frozen=True)
class Trend:
    """One indicator of one district: the baseline is the first of `dots` if it is `open`; `target` is its height.

    `line` is the path through the dots; where a reading was due and is missing, it is left open.
    """

    district: str
    href: str
    indicator: IndicatorView
    dots: tuple[tuple[float, float], ...]
    target: float | None
    open: bool
    line: str


@dataclass(frozen=True)
class Trends:
    """`first` to `last` is the time that every chart shows."""

    first: str
    last: str
    charts: tuple[Trend, ...]


def trends(views: Iterable[DistrictView], page: str) -> Trends | None:
    """Indicators of the workplans with enough values to say how they move; None where there is none."""
    found = [
        (view, one) for view in sorted(views, key=lambda one: one.district.name)
        for one in view.watched if len(one.series.known) >= ENOUGH_VALUES
    ]  # fmt: skip
    if not found:
        return None
    spans = [value.span for _, one in found for value in _points(one)]
    first, last = min(spans, key=middle_of), max(spans, key=middle_of)
    scale = (middle_of(first), middle_of(last))
    return Trends(first.words(), last.words(), tuple(_trend(view, one, scale, page) for view, one in found))


def _points(indicator: IndicatorView) -> list[Value]:
    series = indicator.series
    return [*series.known, *((series.target,) if series.target else ())]


def _trend(view: DistrictView, indicator: IndicatorView, scale: tuple[float, float], page: str) -> Trend:
    series, (first, last) = indicator.series, scale
    top = nice_top(max(one.value for one in _points(indicator)), series.unit)

    def y(value: float) -> float:
        return round(100 - 100 * value / top, 1)

    dots = tuple(
        (round(100 * (middle_of(one.span) - first) / (last - first), 1), y(one.value)) for one in series.known
    )
    href = f"{link(district_path(view.district, 'indicators'), page)}#{indicator.anchor}"
    target = y(series.target.value) if series.target else None
    line = _line(dots, [one.span for one in series.known], gaps(series))
    return Trend(view.district.name, href, indicator, dots, target, series.baseline is not None, line)


def _line(dots: Sequence[tuple[float, float]], spans: Sequence[Span], missing: Sequence[Span]) -> str:
    """`M0 50L10 40`: a new beginning after each gap."""
    parts = []
    for number, (x, y) in enumerate(dots):
        after = number and not any(spans[number - 1].last < one.first <= spans[number].last for one in missing)
        parts.append(f"{'L' if after else 'M'}{x:g} {y:g}")
    return "".join(parts)
