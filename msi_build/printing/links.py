"""Links of sheets: to another tool (`tool:<id>`), within the sheet, to the web; and what becomes of them in a pack."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

import pikepdf
from pikepdf import Array, Name, String

from msi_build.printing.structure import untag_annotations

#: How a sheet names another tool in a link.
TOOL_LINK = "tool:"


def tool_of(annotation: pikepdf.Object) -> str | None:
    """Id of the tool that a link leads to; None: it leads somewhere else."""
    action = annotation.get("/A")
    if action is None or action.get("/S") != Name.URI or not str(action.URI).startswith(TOOL_LINK):
        return None
    return str(action.URI).removeprefix(TOOL_LINK)


def drop_links(source: pikepdf.Pdf, known: Container[str]) -> bool:
    """Take away links to tools that are not in `known`; their words stay. True: `source` was changed."""
    dropped: set[int] = set()
    for page in source.pages:
        every = list(page.obj.get("/Annots", []))
        dead = [one for one in every if (tool := tool_of(one)) is not None and tool not in known]
        if dead:
            dropped |= {int(one.StructParent) for one in dead if "/StructParent" in one}
            kept = [one for one in every if one not in dead]
            page.obj.Annots = Array(kept)
    if dropped:
        untag_annotations(source, dropped)
    return bool(dropped)


def number_places(source: pikepdf.Pdf) -> None:
    """Links within a sheet name a place; here they get page number (from 0) and view, free to move to another file.

    Names are not kept: two sheets may use the same.
    """
    if "/Names" not in source.Root or "/Dests" not in source.Root.Names:
        return
    pages = {page.obj.objgen: number for number, page in enumerate(source.pages)}
    places = pikepdf.NameTree(source.Root.Names.Dests)
    for page in source.pages:
        for annotation in page.obj.get("/Annots", []):
            if "/Dest" in annotation:
                place, *view = places[str(annotation.Dest)]
                annotation.Dest = Array([pages[place.objgen], *view])
    del source.Root.Names


def aim(pages: Sequence[pikepdf.Page], homes: Mapping[str, tuple[pikepdf.Page, str]]) -> None:
    """Point the links on `pages` (one sheet, in the pack) at pages: of the tools in `homes` (with title), or its own."""
    for page in pages:
        for annotation in page.obj.get("/Annots", []):
            if (tool := tool_of(annotation)) is not None:
                _aim_at_tool(annotation, *homes[tool])
            elif "/Dest" in annotation:
                annotation.Dest[0] = pages[int(annotation.Dest[0])].obj


def _aim_at_tool(annotation: pikepdf.Object, home: pikepdf.Page, title: str) -> None:
    del annotation["/A"]
    annotation.Dest = Array([home.obj, Name.XYZ, 0, float(home.mediabox[3]), 0])
    annotation.Contents = String(title)
