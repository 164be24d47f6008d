"""A district's poster for the wall of an inter-district meeting: its charts, its strategies, room for dots and a pen.

The page is A3 across. It stands in four columns, two on each half, so that nothing small lies where the halves are taped.
"""

from __future__ import annotations

from dataclasses import dataclass

from msi_build.render import charts
from msi_build.render.district_view import DistrictView, IndicatorView, StrategyView
from msi_build.render.figures import Drawing, wrap

#: Width in mm of one column and of two with the gap between them.
ONE, TWO = 84.5, 177.0

#: Width in mm of all.
WIDE = 362.0

#: A chart is drawn for A4 and shown larger: its 9.5 points are 12.9 then, and 9 on a copy at 71 %.
SCALE = 1.36

#: Height in mm of a chart as it is drawn, without its row of boxes.
CHART = 54.0

#: Height in mm of a chart on the poster, with its row of boxes.
CHART_HIGH = (CHART + 16) * SCALE

#: Height in mm of the head and of one row of the list of strategies.
HEAD, ROW = 8.0, 9.8

#: A statement longer than this many letters is set smaller.
LONG_STATEMENT = 210


@dataclass(frozen=True)
class Panel:
    """A chart with its words, `wide` mm; without a drawing there is squared room to draw it by hand."""

    one: IndicatorView | None
    drawing: Drawing | None
    wide: float

    @property
    def high(self) -> float:
        """Height of the chart on the poster."""
        return CHART_HIGH


@dataclass(frozen=True)
class Poster:
    """What the template shows. `over` is the height of the words over the charts, so that all begin level."""

    panels: tuple[Panel, ...]
    over: float
    write: float  # width in mm of the box to write in beside the charts, 0 for none
    more: int
    strategies: tuple[StrategyView, ...]
    more_strategies: int
    long: bool
    room: float  # height in mm that is left for the dots

    @property
    def tall(self) -> float:
        """Height of a column with its chart and the words over it."""
        return self.over + CHART_HIGH


def poster(view: DistrictView) -> Poster:
    """Up to four charts; a place that they leave is for the pen."""
    watched = view.watched
    wide = ONE if len(watched) > 2 else TWO
    panels = tuple(_panel(one, wide) for one in watched[:4]) or (Panel(None, None, TWO),)
    statement = view.cycle.statement if view.cycle else None
    text = statement.text if statement else ""
    long = len(text) > LONG_STATEMENT
    over, more = max(map(_over, panels)), max(0, len(watched) - 4)
    room = 198.0 - _said(text, long) - over - CHART_HIGH - (7 if more else 0)
    rows = int((room - HEAD) // ROW)
    told = view.strategies if len(view.strategies) <= rows else view.strategies[: rows - 1]
    return Poster(
        panels,
        over,
        {1: TWO, 3: ONE}.get(len(panels), 0.0),
        more,
        told,
        len(view.strategies) - len(told),
        long,
        min(66.0, room),
    )


def _said(text: str, long: bool) -> float:
    """Height in mm of the statement, or of the lines to write it on."""
    if not text:
        return 30.0
    return len(wrap(text, WIDE, 17 if long else 23, "serif")) * (8 if long else 10.5) + 5


def _panel(one: IndicatorView, wide: float) -> Panel:
    drawing = charts.chart(one.series, wide / SCALE, CHART, by_hand=True) if one.drawable else None
    return Panel(one, drawing, wide)


def _over(panel: Panel) -> float:
    if panel.one is None:
        return 19.0
    return 6.4 * len(wrap(panel.one.name, panel.wide, 15, "700")) + 5.5 * len(wrap(panel.one.heading, panel.wide, 12.8))
