"""Dates, periods and numbers in the words of readers. A period is a year, quarter, month, or a span of two
of them.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

#: Between a number and its unit, and between the thousands.
NO_BREAK = "\u00a0"

#: Months from one reading of an indicator to the next.
MONTHS_BETWEEN = {"monthly": 1, "quarterly": 3, "half_yearly": 6}

UNIT_WORDS = {
    "percent": "percent", "per_1000": "per 1,000", "per_10000": "per 10,000", "per_100000": "per 100,000",
    "count": "number", "days": "days", "ratio": "ratio", "score": "score",
}  # fmt: skip


def day(date: dt.date) -> str:
    """`19 July 2027`"""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def day_and_month(date: dt.date) -> str:
    """`19 July`"""
    return f"{date.day} {MONTHS[date.month - 1]}"


def short_day(date: dt.date) -> str:
    """`13 Sept`"""
    return f"{date.day} {SHORT_MONTHS[date.month - 1]}"


def long_day(date: dt.date) -> str:
    """`Monday 19 July 2027`"""
    return f"{DAYS[date.weekday()]} {day(date)}"


def days(first: dt.date, last: dt.date, short: bool = False) -> str:
    """`16–17 February 2027`, `29 March – 7 November 2027`, or one day; short: `29 Mar – 7 Nov 2027`."""
    name = short_day if short else day_and_month
    end = f"{name(last)} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    return f"{name(first)}{'' if first.year == last.year else f' {first.year}'} – {end}"


def month(text: str, short: bool = False) -> str:
    """`November 2027` from `2027-11`."""
    year, number = text.split("-")
    return f"{(SHORT_MONTHS if short else MONTHS)[int(number) - 1]} {year}"


NUMERALS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def numeral(number: int) -> str:
    """`two`; `13` after twelve."""
    return NUMERALS[number] if 0 <= number < len(NUMERALS) else str(number)


def amount(value: float | str) -> str:
    """`148 200`, `27`, `12.5`; a text such as `<5` stays."""
    if isinstance(value, str):
        return value
    text = f"{value:,.6f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
    return text.replace(",", NO_BREAK)


def with_unit(value: float | str, unit: str) -> str:
    """`27%`, `14`, `3.2 per 1,000`, `12 days`."""
    if unit == "percent":
        return f"{amount(value)}%"
    if unit == "days" or unit.startswith("per_"):
        return f"{amount(value)}{NO_BREAK}{UNIT_WORDS[unit]}"
    return amount(value)


@dataclass(frozen=True, order=True)
class Span:
    """A period as months counted from the year 0: `first` to `last`, both in it."""

    first: int
    last: int

    @classmethod
    def parse(cls, text: str) -> Span:
        """From `2026`, `2026-Q3`, `2026-03`, `2026-03/2026-05`."""
        ends = [_one(part) for part in text.split("/")]
        return cls(ends[0].first, ends[-1].last) if len(ends) > 1 else ends[0]

    @property
    def months(self) -> int:
        return self.last - self.first + 1

    @property
    def begin(self) -> dt.date:
        """Its first day."""
        return dt.date(self.first // 12, self.first % 12 + 1, 1)

    @property
    def end(self) -> dt.date:
        """Its last day."""
        year, number = divmod(self.last + 1, 12)
        return dt.date(year, number + 1, 1) - dt.timedelta(days=1)

    def words(self, short: bool = False) -> str:
        """`June 2027`, `2026`, `July to September 2026`; short: `June 2027`, `2026`, `Q3 2026`, `Mar–May
        2026`.
        """
        (year, first), (last_year, last) = divmod(self.first, 12), divmod(self.last, 12)
        names, to = (SHORT_MONTHS, "–") if short else (MONTHS, " to ")
        if self.months == 12 and first == 0:
            return str(year)
        if self.months == 1:
            return f"{names[first]} {year}"
        if short and self.months == 3 and first % 3 == 0:
            return f"Q{first // 3 + 1} {year}"
        begin = names[first] if year == last_year else f"{names[first]} {year}"
        return f"{begin}{to}{names[last]} {last_year}"


def _one(text: str) -> Span:
    year, _, part = text.partition("-")
    begin = int(year) * 12
    if not part:
        return Span(begin, begin + 11)
    if quarter := re.fullmatch(r"Q([1-4])", part):
        first = begin + 3 * int(quarter[1]) - 3
        return Span(first, first + 2)
    return Span(begin + int(part) - 1, begin + int(part) - 1)
