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


def destinations(source: pikepdf.Pdf) -> dict[str, tuple[int, list]]:
    """Named places of a sheet: name -> (page from 0, how to show it)."""
    if "/Names" not in source.Root or "/Dests" not in source.Root.Names:
        return {}
    pages = {page.obj.objgen: number for number, page in enumerate(source.pages)}
    found = {}
    for name, value in pikepdf.NameTree(source.Root.Names.Dests).items():
        target = value.D if value._type_name == "dictionary" else value
        found[name] = (pages[target[0].objgen], _view(target))
    return found


def _view(target: pikepdf.Object) -> list:
    """The part of a destination that is free to stand in another file: names and numbers."""
    return [Name(str(one)) if isinstance(one, pikepdf.Object) else one for one in list(target)[1:]]


def aim(
    pages: Sequence[pikepdf.Page],
    places: Mapping[str, tuple[int, list]],
    homes: Mapping[str, tuple[pikepdf.Page, str]],
) -> None:
    """Point the links on `pages` (one sheet, in the pack) at pages: to tools by `homes`, within the sheet by `places`.

    Names are not kept: two sheets may use the same.
    """
    for page in pages:
        for annotation in page.obj.get("/Annots", []):
            if (tool := tool_of(annotation)) is not None:
                _aim_at_tool(annotation, *homes[tool])
            elif (name := annotation.get("/Dest")) is not None:
                number, view = places[str(name)]
                annotation.Dest = Array([pages[number].obj, *view])


def _aim_at_tool(annotation: pikepdf.Object, home: pikepdf.Page, title: str) -> None:
    del annotation["/A"]
    annotation.Dest = Array([home.obj, Name.XYZ, 0, float(home.mediabox[3]), 0])
    annotation.Contents = String(title)
