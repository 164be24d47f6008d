"""Sheets to a pack: order, right-hand starts, stamps, bookmarks, page labels, links inside, tags kept.

A bound pack is as accessible as its sheets, and the same sheets give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from msi_build.printing.stamps import Stamp, embed_font, stamp_page
from msi_build.printing.structure import join, prefix_ids

#: Part of the key of every bound file: change it when binding gives other bytes.
BINDING_VERSION = f"1 pikepdf {pikepdf.__version__} qpdf {pikepdf.__libqpdf_version__}"

#: How a sheet names another tool in a link.
TOOL_LINK = "tool:"


@dataclass(frozen=True)
class BoundPart:
    """A sheet in its place: title for bookmark and contents, tool id for links, number in the pack.

    `stamped` False keeps the stamp off a first page that carries its own, as a cover does.
    """

    title: str
    pdf: bytes
    id: str
    number: int
    stamped: bool = True


@dataclass(frozen=True)
class Bound:
    """A bound file: its bytes, its pages, and the first page (from 1) of each part in order."""

    pdf: bytes
    pages: int
    starts: tuple[int, ...]


def page_count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def starts(counts: Sequence[int], duplex: bool) -> list[int]:
    """First page (from 1) of parts of these lengths: both sides printed, each begins on a right-hand page."""
    places, at = [], 1
    for count in counts:
        places.append(at)
        at += count + (count % 2 if duplex else 0)
    return places


def total_pages(counts: Sequence[int], duplex: bool) -> int:
    """Pages of the file; the last part needs no blank back."""
    return starts(counts, duplex)[-1] + counts[-1] - 1 if counts else 0


def bind(
    title: str, parts: Sequence[BoundPart], stamp: Stamp, blank: bytes | None, duplex: bool, theme: Path, lang: str = "en"
) -> Bound:
    """Bind `parts` into one file. `blank` is a page that says it is blank on purpose; it fills backs when `duplex`."""
    pdf = pikepdf.new()
    sources, spans, trees = [], [], []
    for number, part in enumerate(parts):
        source = pikepdf.open(io.BytesIO(part.pdf))
        sources.append(source)
        last = number == len(parts) - 1
        spans.append(_append(pdf, source, f"p{number + 1}-", trees))
        if duplex and len(pdf.pages) % 2 and not last and blank is not None:
            back = pikepdf.open(io.BytesIO(blank))
            sources.append(back)
            _append(pdf, back, f"b{number + 1}-", trees)
    _link(pdf, sources, spans, parts, trees)
    join(pdf, trees, lang)
    _stamp(pdf, parts, spans, stamp, theme)
    _outline(pdf, parts, spans)
    _describe(pdf, title, duplex)
    out = io.BytesIO()
    pdf.save(
        out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, min_version="1.7"
    )
    return Bound(out.getvalue(), len(pdf.pages), tuple(span.start + 1 for span in spans))


def _append(pdf: pikepdf.Pdf, source: pikepdf.Pdf, prefix: str, trees: list) -> range:
    """Add the pages of `source`; return their places (from 0)."""
    prefix_ids(source, prefix)
    first = len(pdf.pages)
    pdf.pages.extend(source.pages)
    span = range(first, len(pdf.pages))
    trees.append((source, [pdf.pages[place] for place in span]))
    return span


# ------------------------------------------------------------ links


def _link(pdf, sources, spans: Sequence[range], parts: Sequence[BoundPart], trees) -> None:
    """Links to another tool lead to its part; links within a sheet to their page; what leads nowhere is taken away."""
    homes = {part.id: span.start for part, span in zip(reversed(parts), reversed(spans), strict=True)}
    for source, pages in trees:
        places = _destinations(source)
        for page in pages:
            kept = [one for one in page.obj.get("/Annots", []) if _aim(pdf, one, homes, pages, places)]
            if kept:
                page.obj.Annots = Array(kept)
            elif "/Annots" in page.obj:
                del page.obj["/Annots"]


def _destinations(source: pikepdf.Pdf) -> dict[str, tuple[int, list]]:
    """Named destinations of a sheet: name -> (page from 0, the rest of the destination)."""
    if "/Names" not in source.Root or "/Dests" not in source.Root.Names:
        return {}
    pages = {page.obj.objgen: number for number, page in enumerate(source.pages)}
    tree = pikepdf.NameTree(source.Root.Names.Dests)
    found = {}
    for name, value in tree.items():
        target = value.D if value._type_name == "dictionary" else value
        found[name] = (pages[target[0].objgen], list(target)[1:])
    return found


def _aim(pdf, annotation, homes: Mapping[str, int], pages: Sequence, places: Mapping) -> bool:
    """Point a link at its page in the pack. False: it leads nowhere here."""
    if annotation.get("/Subtype") != Name.Link:
        return True
    action = annotation.get("/A")
    if action is not None and action.get("/S") == Name.URI and str(action.URI).startswith(TOOL_LINK):
        return _aim_at_tool(pdf, annotation, str(action.URI).removeprefix(TOOL_LINK), homes)
    name = annotation.get("/Dest") or (action.get("/D") if action is not None and action.get("/S") == Name.GoTo else None)
    if name is None:
        return True
    if str(name) not in places:
        return False
    page, rest = places[str(name)]
    if "/A" in annotation:
        del annotation["/A"]
    annotation.Dest = Array([pages[page].obj, *(_plain(one) for one in rest)])
    return True


def _aim_at_tool(pdf, annotation, id_: str, homes: Mapping[str, int]) -> bool:
    if id_ not in homes:
        return False
    page = pdf.pages[homes[id_]]
    del annotation["/A"]
    annotation.Dest = Array([page.obj, Name.XYZ, 0, float(page.mediabox[3]), 0])
    return True


def _plain(value: object) -> object:
    """A number, name or null of one file, free to stand in another."""
    if isinstance(value, pikepdf.Object) and value._type_name == "name":
        return Name(str(value))
    return None if value is None else value


# ------------------------------------------------------------ stamps, bookmarks, properties


def _stamp(pdf, parts: Sequence[BoundPart], spans: Sequence[range], stamp: Stamp, theme: Path) -> None:
    """Every page says set, pack and folio in its outer top corner: right on a sheet's odd pages, left on its even ones."""
    font = embed_font(pdf, theme / "fonts")
    total = len(pdf.pages)
    digits = max(2, len(str(total)))
    unstamped = {span.start for part, span in zip(parts, spans, strict=True) if not part.stamped}
    first = {place: span.start for span in spans for place in span}
    for place, page in enumerate(pdf.pages):
        if place in unstamped:
            continue
        right = (place - first.get(place, place - 1)) % 2 == 0
        folio = f"{place + 1:0{digits}}/{total:0{digits}}"
        _own_resources(page)
        stamp_page(pdf, page, font, theme, stamp, folio, right)


def _own_resources(page: pikepdf.Page) -> None:
    """Pages of a sheet may share one resource dictionary; a stamp must not show up in a page that has none."""
    resources = page.obj.get("/Resources", Dictionary())
    page.obj.Resources = Dictionary(resources)
    if "/Font" in resources:
        page.obj.Resources.Font = Dictionary(resources.Font)


def _outline(pdf, parts: Sequence[BoundPart], spans: Sequence[range]) -> None:
    with pdf.open_outline() as outline:
        for part, span in zip(parts, spans, strict=True):
            title = f"{part.number}. {part.title}" if part.number else part.title
            outline.root.append(OutlineItem(title, span.start))
    pdf.Root.PageMode = Name.UseOutlines


def _describe(pdf: pikepdf.Pdf, title: str, duplex: bool) -> None:
    """Title, author, language; and what the print dialogue should offer: actual size, both sides."""
    wide = float(pdf.pages[0].mediabox[2]) > float(pdf.pages[0].mediabox[3])
    edge = "/DuplexFlipShortEdge" if wide else "/DuplexFlipLongEdge"
    pdf.Root.ViewerPreferences = Dictionary(
        DisplayDocTitle=True, PrintScaling=Name("/None"), Duplex=Name(edge if duplex else "/Simplex")
    )
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["pdfuaid:part"] = "1"
        xmp["dc:title"] = title
        xmp["dc:creator"] = ["MSI toolkit"]
    pdf.docinfo["/Title"] = String(title)
    pdf.docinfo["/Author"] = String("MSI toolkit")


def without_tool_links(pdf: bytes) -> bytes:
    """A single sheet for the web: links to other tools have no target there and are taken away."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        changed = False
        for page in opened.pages:
            kept = [one for one in page.obj.get("/Annots", []) if not _is_tool_link(one)]
            if len(kept) != len(page.obj.get("/Annots", [])):
                page.obj.Annots, changed = Array(kept), True
        if not changed:
            return pdf
        out = io.BytesIO()
        opened.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _is_tool_link(annotation: pikepdf.Object) -> bool:
    action = annotation.get("/A")
    return action is not None and action.get("/S") == Name.URI and str(action.URI).startswith(TOOL_LINK)
