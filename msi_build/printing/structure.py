"""Structure trees of the parts, joined into one, so that a bound pack can be read aloud in order.

Each part's Document becomes a Part of the pack's Document. Page and annotation keys are numbered anew.
Table headers carry ids, which collide between sheets: each part's ids get a prefix of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String


def prefix_ids(source: pikepdf.Pdf, prefix: str) -> None:
    """Give the ids of structure elements, and the references of cells to them, a prefix. Changes `source`."""
    if "/StructTreeRoot" not in source.Root:
        return
    for element in _elements(source.Root.StructTreeRoot):
        if "/ID" in element:
            element.ID = _prefixed(element.ID, prefix)
        for owner in _attributes(element):
            if "/Headers" in owner:
                owner.Headers = Array([_prefixed(one, prefix) for one in owner.Headers])


def _prefixed(value: pikepdf.Object, prefix: str) -> String:
    return String(f"{prefix}{bytes(value).decode('latin-1')}")


def _elements(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every structure element below `root`, without recursion."""
    stack = [root]
    while stack:
        element = stack.pop()
        kids = element.get("/K")
        if kids is None:
            continue
        for kid in kids if isinstance(kids, Array) or kids._type_name == "array" else [kids]:
            if isinstance(kid, pikepdf.Object) and kid._type_name == "dictionary" and "/S" in kid:
                yield kid
                stack.append(kid)


def _attributes(element: pikepdf.Object) -> list[pikepdf.Object]:
    given = element.get("/A")
    if given is None:
        return []
    return [given] if given._type_name == "dictionary" else [one for one in given if one._type_name == "dictionary"]


def join(pdf: pikepdf.Pdf, parts: Sequence[tuple[pikepdf.Pdf, Sequence[pikepdf.Page]]], lang: str) -> None:
    """Join the trees of `parts` (source, its pages already in `pdf`) in their order."""
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array()))
    kids, numbers, ids = Array(), Array(), []
    key = 0
    for source, pages in parts:
        tree = pdf.copy_foreign(source.Root.StructTreeRoot)
        top = tree.K[0] if tree.K._type_name == "array" else tree.K
        top.S, top.P = Name.Part, document
        kids.append(top)
        renumbered: dict[int, int] = {}
        nums = tree.ParentTree.Nums
        for place in range(0, len(nums), 2):
            renumbered[int(nums[place])] = key
            numbers.extend([key, nums[place + 1]])
            key += 1
        _renumber(pages, renumbered)
        ids += [(bytes(element.ID), element) for element in _elements(tree) if "/ID" in element]
    document.K = kids
    root.K = Array([document])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    root.ParentTreeNextKey = key
    if ids:
        names = Array([entry for id_, element in sorted(ids, key=lambda pair: pair[0]) for entry in (String(id_.decode("latin-1")), element)])
        limits = Array([names[0], names[len(names) - 2]])
        root.IDTree = pdf.make_indirect(Dictionary(Kids=Array([pdf.make_indirect(Dictionary(Names=names, Limits=limits))])))
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String(lang)


def _renumber(pages: Sequence[pikepdf.Page], renumbered: dict[int, int]) -> None:
    for page in pages:
        if "/StructParents" in page.obj:
            page.obj.StructParents = renumbered[int(page.obj.StructParents)]
        for annotation in page.obj.get("/Annots", []):
            if "/StructParent" in annotation:
                annotation.StructParent = renumbered[int(annotation.StructParent)]
