"""What the diagrams are drawn from, and words for their signs. Small inputs of their own: a figure knows no
district file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Node:
    """One card of a tree. `evidence` and `reach` are the codes of the district files, "" for none (an
    effect).
    """

    text: str = ""
    evidence: Literal["", "data", "experience", "to_find_out"] = ""
    reach: Literal["", "ours", "influence", "outside"] = ""
    chosen: bool = False
    children: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Bone:
    """One bone of a fish with the causes on its ribs."""

    name: str
    ribs: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Stop:
    """One event on the cycle or the timeline. `week` counts from 1.0 on the Monday of week 1, days are
    parts of it.
    """

    week: float
    name: str
    date: str = ""
    state: Literal["done", "next", "todo"] = "todo"


@dataclass(frozen=True)
class Ring:
    """An event on a cover: its week, a short name under its ring, whether it is the present one or has been
    held.
    """

    week: int
    name: str
    current: bool = False
    done: bool = False


@dataclass(frozen=True)
class Shore:
    """One district on the shore of a cover: how many facilities of each of three sizes."""

    name: str
    hospitals: int = 0
    centres: int = 0
    posts: int = 0

    @property
    def facilities(self) -> int:
        return self.hospitals + self.centres + self.posts


#: How the team knows a cause.
EVIDENCE = {"data": "D", "experience": "E", "to_find_out": "?", "": ""}
EVIDENCE_WORDS = {"data": "data", "experience": "experience", "to_find_out": "to find out"}
REACH_WORDS = {"ours": "we change it", "influence": "we influence it", "outside": "outside our reach"}

#: What a sheet of paper leaves for a figure, width and height in millimetres.
A4_LANDSCAPE = (267.0, 142.0)
A3_LANDSCAPE = (362.0, 222.0)
SCREEN_WIDE = (240.0, 220.0)
