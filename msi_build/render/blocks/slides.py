"""`slides`: a presentation; each slide has a title, a text in Markdown and notes for the one who speaks.

One source, four files: which of them is made is the scene's `form`; without a form slides and notes stand together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from msi_build.model.base import Part, Short, Text
from msi_build.render.blocks.base import Block, Scene, read_list


class Slide(Part):
    """One slide. `source` stands small at its foot."""

    title: Short
    text: Text | None = None
    notes: Text | None = None
    source: Short | None = None


@dataclass(frozen=True)
class SlideShown:
    """One slide, ready for the page."""

    number: int
    title: Markup
    text: Markup
    notes: Markup
    source: Markup


def view(block: tuple[Slide, ...], scene: Scene) -> Mapping[str, object]:
    slides = [
        SlideShown(
            number=number,
            title=scene.fill(slide.title),
            text=scene.markdown(slide.text) if slide.text else Markup(""),
            notes=scene.markdown(slide.notes) if slide.notes else Markup(""),
            source=scene.fill(slide.source or ""),
        )
        for number, slide in enumerate(block, 1)
    ]
    return {"slides": slides, "form": scene.form or "notes"}


def _model(entry: object) -> type[Part] | None:
    return Slide if isinstance(entry, dict) else None


BLOCK = Block(read_list(_model, "title: with text:, notes:, source:"), view)
