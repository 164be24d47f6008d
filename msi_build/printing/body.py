"""What is the body of a page, and in which size it is set: the one place that says so.

Body is running text and what is filled in: letters of a regular or italic cut. Bold and semi-bold letters are labels,
heads and emphasis; drawings, stamps and the running foot are not read as text. The body's size is the one that at least
half of these letters have or exceed, so that captions, notes and sources may be a little smaller.
"""

from __future__ import annotations

from msi_build.printing.measure import Measures, Run

#: Points in a millimetre; height of the running foot over the lower edge (mm).
MM, FOOT = 72 / 25.4, 20.0

#: Marked content that is no running text.
_ASIDE = frozenset({"/Figure", "/Artifact"})


def body_size(page: Measures) -> float | None:
    """Size of the body (pt); None: the page has none, as a poster or an empty form."""
    letters = sorted((run.size, len(run.letters)) for run in page.runs if _is_body(run))
    half = sum(count for _, count in letters) / 2
    for size, count in reversed(letters):
        half -= count
        if half <= 0:
            return size
    return None


def _is_body(run: Run) -> bool:
    return bool(run.letters.strip()) and "bold" not in run.face.casefold() and run.within.isdisjoint(_ASIDE) and run.box[3] > FOOT * MM
