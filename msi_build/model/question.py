"""A question of the quality rules, as pages and papers hold it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

#: From the one that is asked first.
WEIGHTS = ("error", "warning", "advice")

#: Most that are asked at one meeting.
MOST = 10


@dataclass(frozen=True)
class Question:
    """What rule `rule` asks the team of `district` about its cycle, in words for the next meeting.

    `path` is the place in the district's file: keys as typed, indices from 0.
    """

    rule: str
    weight: Literal["error", "warning", "advice"]
    district: str
    cycle: int
    words: str
    path: tuple[str | int, ...]


@dataclass(frozen=True)
class Questions:
    """What is asked of a district: `open` on the day of the edition, `on_paper` on the newest day of its data.

    Papers do not know the clock: they speak of that day, `data_to`. `answered` has (question, answer of the team).
    """

    open: tuple[Question, ...] = ()
    answered: tuple[tuple[Question, str], ...] = ()
    data_to: dt.date | None = None
    on_paper: tuple[Question, ...] = ()
