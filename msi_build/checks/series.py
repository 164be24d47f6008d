"""Values of an indicator over time, and its target.

`series-order`: a value belongs to an earlier time than the one above it, so the line of the chart would run
backwards. `series-double`: two values have the same period. `target`: the target is the same as the baseline,
or lies on the wrong side of it. All are warnings.
"""

from __future__ import annotations

from msi_build.checks.walking import cycles, where
from msi_build.diagnostics import Faults
from msi_build.edition import Edition
from msi_build.model.programme import Data, Indicator

#: Last month of a quarter, to put months, quarters and years in one order.
_QUARTERS = {"Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12}


def period_end(period: str) -> tuple[int, int]:
    """Year and month in which a period ends: `2026-Q1` -> (2026, 3), `2026-03/2026-05` -> (2026, 5)."""
    year, _, rest = period.rpartition("/")[2].partition("-")
    return int(year), _QUARTERS.get(rest) or int(rest or 12)


def check(data: Data, edition: Edition, faults: Faults) -> None:
    """See the manual on top."""
    for district, path, cycle in cycles(data):
        for index, indicator in enumerate(cycle.indicators):
            at = (*path, "indicators", index)
            for place, rule, message, hint in (*_order(indicator), *_target(indicator)):
                faults.add(where(data, district, (*at, *place)), rule, message, hint, "warning")


def _order(indicator: Indicator) -> list[tuple]:
    found = []
    periods = [value.period for value in indicator.values]
    for index, period in enumerate(periods):
        if period in periods[:index]:
            found.append(
                (
                    ("values", index, "period"),
                    "series-double",
                    f"{indicator.name} has two values for {period}",
                    "Keep one of them.",
                )
            )
        elif index and period_end(period) < period_end(periods[index - 1]):
            found.append(
                (
                    ("values", index, "period"),
                    "series-order",
                    f"{indicator.name}: {period} stands after {periods[index - 1]}",
                    "Put the oldest value first.",
                )
            )
    return found


def _target(indicator: Indicator) -> list[tuple]:
    baseline, target = indicator.baseline, indicator.target
    if not baseline or not target or indicator.direction == "keep":
        return []
    change = target.value - baseline.value
    if change == 0:
        return [
            (
                ("target", "value"),
                "target",
                f"the target of {indicator.name} is the same as the baseline",
                "What should change?",
            )
        ]
    if (change > 0) != (indicator.direction == "up"):
        return [
            (
                ("target", "value"),
                "target",
                f"the target of {indicator.name} is not better than the baseline",
                f"direction says that {indicator.direction} is better. Check the three values.",
            )
        ]
    return []
