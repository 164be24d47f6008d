"""The blocks that authors write as fenced code. A new block is a module here, a line in `BLOCKS` and two templates."""

from __future__ import annotations

from collections.abc import Mapping

from msi_build.render.blocks import (
    agenda,
    cards,
    checklist,
    fields,
    figure,
    glossary,
    indicators,
    questions,
    slides,
    strategies,
    table_form,
    tents,
    time,
    tips,
)
from msi_build.render.blocks.base import Block, Scene

__all__ = ["BLOCKS", "Block", "Scene"]

BLOCKS: Mapping[str, Block] = {
    "agenda": agenda.BLOCK,
    "checklist": checklist.BLOCK,
    "fields": fields.BLOCK,
    "questions": questions.BLOCK,
    "table-form": table_form.BLOCK,
    "figure": figure.BLOCK,
    "cards": cards.BLOCK,
    "tents": tents.BLOCK,
    "slides": slides.BLOCK,
    "strategies": strategies.BLOCK,
    "indicators": indicators.BLOCK,
    "tips": tips.BLOCK,
    "time": time.BLOCK,
    "glossary": glossary.BLOCK,
}
