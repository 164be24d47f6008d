"""Numbers that cannot be right.

`number`: a percentage outside 0 to 100 (a coverage may reach 130 with a note), a negative count, more cases
than there are people, women and men who do not add up to all, more members at Workshop 2 who were at Workshop
1 than came. All are warnings: the team knows better than we do.
"""

from __future__ import annotations

from collections.abc import Iterator

from msi_build.checks.walking import cycles, where
from msi_build.diagnostics import Faults
from msi_build.edition import Edition
from msi_build.model.programme import Cycle, Data, District, Indicator, Measurement
from msi_build.yaml_text import Path

#: Coverage can pass 100 where the number of people is an estimate.
MOST_COVERAGE = 130

Finding = tuple[Path, str]


def check(data: Data, edition: Edition, faults: Faults) -> None:
    """See the manual on top."""
    for district in data.districts:
        for path, message in _people(district):
            _add(data, district, path, message, faults)
    for district, at, cycle in cycles(data):
        for path, message in (*_values(cycle), *_attendance(cycle)):
            _add(data, district, (*at, *path), message, faults)


def _add(data: Data, district: District, path: Path, message: str, faults: Faults) -> None:
    faults.add(
        where(data, district, path), "number", message, "Please check it, or explain it in a note.", "warning"
    )


def _people(district: District) -> Iterator[Finding]:
    people = district.population
    if people.female is not None and people.male is not None and people.female + people.male != people.total:
        yield (
            ("population", "total"),
            f"women and men make {people.female + people.male:,}, not {people.total:,}",
        )
    for index, staff in enumerate(district.workforce):
        numbers = (staff.filled, staff.women, staff.men)
        if all(isinstance(number, int) for number in numbers) and staff.women + staff.men != staff.filled:
            yield (
                ("workforce", index, "filled"),
                f"women and men of {staff.cadre} make {staff.women + staff.men}, not {staff.filled}",
            )
        if any(isinstance(number, int) and number < 0 for number in numbers):
            yield ("workforce", index, "filled"), f"a count of {staff.cadre} is below zero"


def _values(cycle: Cycle) -> Iterator[Finding]:
    for index, indicator in enumerate(cycle.indicators):
        at: Path = ("indicators", index)
        for key in ("baseline", "target"):
            part = getattr(indicator, key)
            if part and (message := _odd(indicator, part.value, noted=key == "baseline")):
                yield (*at, key, "value"), message
        for place, value in enumerate(indicator.values):
            for key, message in _odd_value(indicator, value):
                yield (*at, "values", place, key), message


def _odd(indicator: Indicator, value: float, noted: bool) -> str:
    most = MOST_COVERAGE if noted else 100
    if indicator.unit == "percent" and not 0 <= value <= most:
        return f"{indicator.name}: {value:g} percent cannot be right"
    if indicator.unit in ("count", "days") and value < 0:
        return f"{indicator.name}: {value:g} is below zero"
    return ""


def _odd_value(indicator: Indicator, value: Measurement) -> Iterator[tuple[str, str]]:
    for key in ("value", "women", "men"):
        number = getattr(value, key)
        if number is not None and (message := _odd(indicator, number, noted=bool(value.note))):
            yield key, message
    above, below = value.numerator, value.denominator
    if (
        isinstance(above, int)
        and isinstance(below, int)
        and indicator.unit == "percent"
        and above > below
        and not value.note
    ):
        yield "numerator", f"{indicator.name}: {above} out of {below} cannot be right"
    low, high = (
        sorted((value.women, value.men))
        if value.women is not None and value.men is not None
        else (None, None)
    )
    if (
        low is not None
        and high is not None
        and indicator.unit == "percent"
        and not low <= value.value <= high
    ):
        yield (
            "value",
            f"{indicator.name}: {value.value:g} does not lie between women and men ({low:g} and {high:g})",
        )


def _attendance(cycle: Cycle) -> Iterator[Finding]:
    for index, event in enumerate(cycle.events):
        if event.same_members_as_w1 and event.attended and event.same_members_as_w1 > event.attended.total:
            yield ("events", index, "same_members_as_w1"), "more members came again than came at all"
