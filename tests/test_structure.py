"""What a screen reader is told of a bound pack: its tree of parts, headings, tables, lists, figures and links, as a text.

After a change run `python tests/test_structure.py`, read what changed in `data/structure/`, and keep it.
"""

import sys
import tempfile
from collections import Counter
from itertools import groupby
from pathlib import Path

import pikepdf
import pytest

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "data" / "structure"

#: Name of the text -> event, set and file of a pack of the invented group in Ghana.
FILES = {
    "next-cycle": ("next-cycle", None, "01-F-*.pdf"),
    "situation-analysis-visit": ("situation-analysis-visit", "F", "01-F-*.pdf"),
    "halves-of-posters": ("workshop-1", "W", "01-W-*-or-A4-halves.pdf"),
}

#: Elements that are told with their words; those that only hold others.
TITLES = {"/H1", "/H2", "/H3", "/H4", "/Caption"}
HOLDERS = {"/Sect", "/Div", "/NonStruct", "/Span", "/Em", "/Strong"}


def lines_of(name):
    """The text of a file, as its pack is made now."""
    from msi_build.build import pack
    from msi_build.diagnostics import Faults
    from msi_build.progress import silent
    from msi_build.settings import Settings

    event, sets, file = FILES[name]
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(root=ROOT, out=Path(folder) / event, jobs=1)
        pack(settings, Faults(), silent(), event=event, group="adinkra", **({"sets": sets} if sets else {}))
        path = next((Path(folder) / event).glob(file))
        return "\n".join(Tree(path).told()) + "\n"


class Tree:
    """The structure of one file; words are those drawn between the marks that an element names."""

    def __init__(self, path):
        self.pdf = pikepdf.open(path)
        self.numbers = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages, 1)}
        self.words, self.artifacts, self.loose = {}, Counter(), Counter()
        for number, page in enumerate(self.pdf.pages, 1):
            self._read(page, number)

    def _read(self, page, number):
        from msi_build.printing.text import letters_of

        fonts = {name: letters_of(font) for name, font in page.obj.Resources.get("/Font", {}).items()}
        marks, letters = [], {}
        for one in pikepdf.parse_content_stream(page):
            operator = str(one.operator)
            if operator in ("BDC", "BMC"):
                given = one.operands[1] if operator == "BDC" else {}
                marks.append(int(given["/MCID"]) if "/MCID" in given else str(one.operands[0]))
                self.artifacts[number] += marks[-1] == "/Artifact"
            elif operator == "EMC":
                marks.pop()
            elif operator == "Tf":
                letters = fonts[str(one.operands[0])]
            elif operator in ("TJ", "Tj") and marks:
                shown = one.operands[0] if operator == "TJ" else one.operands
                glyphs = b"".join(bytes(text) for text in shown if isinstance(text, pikepdf.String)).hex().encode()
                told = "".join(letters.get(glyphs[at : at + 4], "") for at in range(0, len(glyphs), 4))
                self.words[number, marks[-1]] = self.words.get((number, marks[-1]), "") + told + " "
            elif operator in ("TJ", "Tj"):
                self.loose[number] += 1

    def kids(self, element):
        kids = element.get("/K", [])
        return list(kids) if isinstance(kids, pikepdf.Array) else [kids]

    def elements(self, element):
        return [kid for kid in self.kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]

    def page(self, element):
        """Number of the page where the element begins."""
        if "/Pg" in element:
            return self.numbers[element.Pg.objgen]
        return next((found for kid in self.elements(element) if (found := self.page(kid))), 0)

    def said(self, element):
        found = [self.words.get((self.page(element), int(kid)), "") for kid in self.kids(element) if not isinstance(kid, pikepdf.Object)]
        return " ".join(" ".join([*found, *(self.said(kid) for kid in self.elements(element))]).split())

    def all(self, element, kind):
        below = [found for kid in self.elements(element) for found in self.all(kid, kind)]
        return [element, *below] if element.S == kind else below

    def lines(self, element, depth=0):
        """The element in words, and what lies in it."""
        kind, indent = str(element.S)[1:], "  " * depth
        if str(element.S) in TITLES:
            yield f"{indent}{kind} {self.said(element)}"
        elif kind == "Figure":
            yield f"{indent}Figure: {element.get('/Alt', 'NOT DESCRIBED')}"
        elif kind == "Link":
            yield f"{indent}Link: {self.said(element)}"
        elif kind == "Table":
            counts = [f"{len(self.all(element, f'/{one}'))} {one}" for one in ("TR", "TH", "TD")]
            scopes = Counter(str(a.Scope)[1:] for head in self.all(element, "/TH") for a in head.A if "/Scope" in a)
            yield f"{indent}Table: {', '.join(counts)}; heads of {dict(sorted(scopes.items()))}"
        elif kind == "L":
            yield f"{indent}L: {len([one for one in self.elements(element) if one.S == '/LI'])} LI"
        elif kind in ("Document", "Part"):
            yield f"{indent}{kind}, page {self.page(element)}"
        elif str(element.S) in HOLDERS:
            depth -= 1
        else:
            yield f"{indent}{kind}"
        if kind in ("Table", "L"):
            inner = [one for want in ("/Caption", "/Figure", "/Link", "/Table") for one in self.all(element, want) if one != element]
        else:
            inner = [] if str(element.S) in TITLES or kind in ("Figure", "Link") else self.elements(element)
        for one in inner:
            yield from self.lines(one, depth + 1)

    def told(self):
        for line, run in groupby(self.lines(self.pdf.Root.StructTreeRoot.K[0])):
            count = len(list(run))
            yield f"{line} × {count}" if count > 1 else line
        yield ""
        yield "Artifacts, by page: " + ", ".join(str(self.artifacts[number]) for number in self.numbers.values())
        yield f"Lines outside all marks: {sum(self.loose.values())}"


@pytest.mark.parametrize("name", FILES)
def test_a_bound_pack_is_told_in_the_order_that_was_read_and_kept(name):
    assert lines_of(name) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


if __name__ == "__main__":
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[1:] or FILES:
        (GOLDEN / f"{name}.txt").write_text(lines_of(name), encoding="utf-8")
        print(name)
