"""`cards`: short cards to cut out, eight to a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from msi_build.model.base import Int, Part, Short, Text
from msi_build.render.blocks.base import Block, Scene, read_list

CARDS_A_PAGE = 8


class Card(Part):
    """One card; `seated` says how it is done sitting down, `use` when it fits."""

    title: Short
    text: Text
    minutes: Annotated[Int, Field(ge=1, le=240)] | None = None
    seated: Text | None = None
    use: Short | None = None


def view(block: tuple[Card, ...], scene: Scene) -> Mapping[str, object]:
    pages = [block[start : start + CARDS_A_PAGE] for start in range(0, len(block), CARDS_A_PAGE)]
    return {"cards": block, "pages": pages}


def _model(entry: object) -> type[Part] | None:
    return Card if isinstance(entry, dict) else None


BLOCK = Block(read_list(_model, "title: and text:, also minutes:, seated:, use:"), view)
