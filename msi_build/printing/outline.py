"""Bookmarks of a pack: one for each part, and below it the sections of its sheet."""

from __future__ import annotations

from collections.abc import Iterable

import pikepdf
from pikepdf import OutlineItem


def sections(source: pikepdf.Pdf) -> list[tuple[str, int]]:
    """Title and page (from 0) of the headings below a sheet's own title."""
    if "/Outlines" not in source.Root:
        return []
    pages = {page.obj.objgen: number for number, page in enumerate(source.pages)}
    with source.open_outline() as outline:
        tops = list(outline.root)
    return [
        (item.title, pages[item.destination[0].objgen])
        for top in tops
        for item in top.children
        if item.destination is not None and item.title.strip()
    ]


def add_bookmarks(pdf: pikepdf.Pdf, parts: Iterable[tuple[str, int, list[tuple[str, int]]]]) -> None:
    """Write the outline: (title, first page from 0, its sections) of each part."""
    with pdf.open_outline() as outline:
        for title, first, below in parts:
            item = OutlineItem(title, first)
            item.is_closed = True
            item.children += [OutlineItem(section, first + page) for section, page in below]
            outline.root.append(item)
    pdf.Root.PageMode = pikepdf.Name.UseOutlines
