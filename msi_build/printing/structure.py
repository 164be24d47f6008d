"""Structure trees: kept apart in sheets, joined in packs, so that a bound pack can be read aloud in order.

Each sheet's Document becomes a Part of the pack's Document. Page and annotation keys are numbered anew.
Table headers say whether they head a row or a column. They carry ids, which collide between sheets: every sheet's ids get a prefix of their own, once, when the
sheet is laid out; so that joining need not walk through thousands of elements.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String


def prefix_ids(source: pikepdf.Pdf, prefix: str) -> None:
    """Give the ids of elements, and what refers to them, a prefix, and list them in an id tree. Changes `source`."""
    root = source.Root.StructTreeRoot
    named: dict[str, pikepdf.Object] = {}
    for element in _elements(root):
        if "/ID" in element:
            element.ID = String(prefix + str(element.ID))
            named[str(element.ID)] = element
        for owner in _attributes(element):
            if "/Headers" in owner:
                owner.Headers = Array([String(prefix + str(one)) for one in owner.Headers])
    if named:
        names = Array([entry for pair in sorted(named.items()) for entry in (String(pair[0]), pair[1])])
        leaf = Dictionary(Names=names, Limits=Array([String(min(named)), String(max(named))]))
        root.IDTree = source.make_indirect(Dictionary(Kids=Array([source.make_indirect(leaf)])))


def say_scopes(source: pikepdf.Pdf) -> None:
    """A header with data cells in its row heads the row, another its column; WeasyPrint 70 leaves this unsaid."""
    for header in _elements(source.Root.StructTreeRoot):
        if header.S == Name.TH:
            row = any(cell.S == Name.TD for cell in _kids(header.P))
            scope = Dictionary(O=Name.Table, Scope=Name.Row if row else Name.Column)
            header.A = Array([*_attributes(header), scope])


def _elements(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every structure element below `root`, without recursion."""
    stack = [root]
    while stack:
        for kid in _kids(stack.pop()):
            if _is_dictionary(kid) and "/S" in kid:
                yield kid
                stack.append(kid)


def _kids(element: pikepdf.Object) -> list:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Object) and kids._type_name == "array" else [kids]


def _is_dictionary(value: object) -> bool:
    return isinstance(value, pikepdf.Object) and value._type_name == "dictionary"


def _attributes(element: pikepdf.Object) -> list[pikepdf.Object]:
    given = element.get("/A")
    if given is None:
        return []
    return [given] if _is_dictionary(given) else [one for one in given if _is_dictionary(one)]


def untag_annotations(source: pikepdf.Pdf, keys: set[int]) -> None:
    """Links that are taken away leave their words: the Link elements of these `StructParent` keys become Spans."""
    nums = source.Root.StructTreeRoot.ParentTree.Nums
    for place in range(0, len(nums), 2):
        if int(nums[place]) in keys:
            element = nums[place + 1]
            element.S = Name.Span
            element.K = Array([kid for kid in _kids(element) if not (_is_dictionary(kid) and "/Obj" in kid)])


def join(pdf: pikepdf.Pdf, parts: Sequence[tuple[pikepdf.Pdf, Sequence[pikepdf.Page]]], lang: str) -> None:
    """Join the trees of `parts` (source, its pages already in `pdf`) in their order."""
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array()))
    tops, numbers, leaves = Array(), Array(), []
    for source, pages in parts:
        tree = pdf.copy_foreign(source.Root.StructTreeRoot)
        top = _kids(tree)[0]
        top.S, top.P = Name.Part, document
        tops.append(top)
        _renumber(pages, _number_anew(tree, numbers))
        leaves += list(tree.IDTree.Kids) if "/IDTree" in tree else []
    document.K = tops
    root.K = Array([document])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    root.ParentTreeNextKey = len(numbers) // 2
    if leaves:
        leaves.sort(key=lambda leaf: str(leaf.Limits[0]))
        root.IDTree = pdf.make_indirect(Dictionary(Kids=Array(leaves)))
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String(lang)


def _number_anew(tree: pikepdf.Object, numbers: Array) -> dict[int, int]:
    """Add the parent tree of one part to `numbers`; return old key -> new key."""
    nums = list(tree.ParentTree.Nums)
    first = len(numbers) // 2
    renumbered = {int(old): first + place for place, old in enumerate(nums[::2])}
    for old, element in zip(nums[::2], nums[1::2], strict=True):
        numbers.extend([renumbered[int(old)], element])
    return renumbered


def _renumber(pages: Sequence[pikepdf.Page], renumbered: dict[int, int]) -> None:
    for page in pages:
        if "/StructParents" in page.obj:
            page.obj.StructParents = renumbered[int(page.obj.StructParents)]
        for annotation in page.obj.get("/Annots", []):
            if "/StructParent" in annotation:
                annotation.StructParent = renumbered[int(annotation.StructParent)]


def add_figure(pdf: pikepdf.Pdf, page: pikepdf.Page, words: str, room: pikepdf.Rectangle) -> int:
    """A figure in the structure of the frame, at the end of its document; returns its number on the page."""
    root = pdf.Root.StructTreeRoot
    document = root.K[0]
    nums = root.ParentTree.Nums
    marks = nums[[int(number) for number in list(nums)[::2]].index(int(page.obj.StructParents)) * 2 + 1]
    place = len(marks)
    layout = Dictionary(O=Name.Layout, BBox=Array([room.llx, room.lly, room.urx, room.ury]), Placement=Name.Block)
    figure = pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem, S=Name.Figure, P=document, Pg=page.obj, K=place, Alt=String(words), A=layout
        )
    )
    marks.append(figure)
    document.K.append(figure)
    return place
