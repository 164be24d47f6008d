"""One presentation, four files: what of its text stands in each.

What stands above the slides prepares the one who speaks; what stands below them are the sheets for a flip chart,
for the day without a projector or power. Neither is for the handout of those who listen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from msi_build.render.scan import Fence, Prose

Block = TypeVar("Block")

_NUMBERED = re.compile(r"^1\. ", re.MULTILINE)


def of_form(form: str, pieces: Sequence[tuple[Prose | Fence, Block]]) -> Sequence[tuple[Prose | Fence, Block]]:
    """The pieces of a document that belong into one file of a presentation; all of them without a form.

    A presentation that does not number its sheets for the flip chart shows its slides there, to be copied by hand.
    """
    decks = [place for place, (piece, _) in enumerate(pieces) if isinstance(piece, Fence) and piece.name == "slides"]
    slides = [pieces[place] for place in decks]
    end = decks[-1] + 1 if decks else 0
    above, below = pieces[:end], pieces[end:]
    if form == "notes":
        return above
    if form == "flipchart":
        numbered = any(isinstance(piece, Prose) and _NUMBERED.search(piece.text) for piece, _ in below)
        return below if numbered else [*below, *slides]
    return slides if form else pieces
