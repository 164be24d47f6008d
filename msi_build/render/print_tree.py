"""From the tree that Markdown gives to the classes of the print look: admonitions, steps, tables, links, side headings.

The functions change the tree in place. Heads of sections stay direct children of the root: they hang in the side column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from msi_build.model.toolkit import Tool
from msi_build.render.links import BadLink, Target

#: A table with up to so many rows is not broken between pages.
SHORT_TO = 6

#: A table with this many columns takes the side column too.
WIDE_FROM = 4

ADMONITIONS = {"tip": "tip", "warning": "warn", "facilitators": "facilitators"}


@dataclass(frozen=True)
class Shaper:
    """Shapes one document's tree. `resolve` tells where a link leads, `tool_at` the tool of a file's name."""

    audience: str
    resolve: Callable[[str], Target]
    tool_at: Callable[[str], Tool | None]
    whole: bool = True

    def shape(self, root: Element) -> None:
        """All changes, outer things first."""
        for parent, child in list(_pairs(root)):
            if "admonition" in _classes(child):
                self._admonition(parent, child)
        for parent, child in list(_pairs(root)):
            self._element(parent, child)
        if self.whole:
            _separate_sections(root)

    def _admonition(self, parent: Element, box: Element) -> None:
        kind = next((name for name in _classes(box) if name != "admonition"), "note")
        if kind == "facilitators" and self.audience == "P":
            _remove(parent, box)
            return
        box.set("class", ADMONITIONS.get(kind, "aside"))
        title = next((child for child in box if "admonition-title" in _classes(child)), None)
        words = _take_title(box, title)
        if kind == "tip":
            _put_label(box, "Tip." if re.fullmatch(r"(Tip( \d+)?)?", words) else f"Tip. {words}.")
        elif kind == "facilitators":
            _put_title(box, "For facilitators" + (f": {words}" if words and words != "Facilitators" else ""))
        elif words:
            _put_title(box, words)

    def _element(self, parent: Element, child: Element) -> None:
        if child.tag == "a":
            self._link(parent, child)
        elif child.tag == "ol" and parent.tag != "li" and "footnote" not in _classes(parent):
            _steps(child)
        elif child.tag == "table":
            _table(child)
        elif child.tag == "hr" and self.whole and "footnote" not in _classes(parent):
            child.tag, child.text = "div", ""
            child.set("class", "page-break")
        elif child.tag == "details":
            _open_details(child)
        elif child.tag == "h1" and self.whole:
            _remove(parent, child)
        elif child.tag == "img" and child.get("src"):
            child.set("src", self.resolve(child.get("src", "")).name)

    def _link(self, parent: Element, link: Element) -> None:
        """Tools become `title (tool id)` with a link that the binding knows; addresses of the web are shown."""
        try:
            target = self.resolve(link.get("href", ""))
        except BadLink:
            return _unlink(link)
        if target.kind == "document":
            tool = self.tool_at(target.name)
            if tool is None:
                return _unlink(link)
            link.set("href", f"tool:{tool.id}")
            _append_after(parent, link, f"({tool.id})")
        elif target.kind == "file":
            _unlink(link)
        elif target.kind == "web":
            shown = target.name.removeprefix("mailto:").removeprefix("tel:")
            if "".join(link.itertext()).strip() not in (shown, target.name):
                _append_after(parent, link, f"({re.sub('^https?://', '', shown).rstrip('/')})")
        return None


def _pairs(root: Element) -> Iterator[tuple[Element, Element]]:
    for parent in root.iter():
        for child in parent:
            yield parent, child


def _classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()


def _remove(parent: Element, child: Element) -> None:
    """Take a child away and keep the text behind it."""
    place = list(parent).index(child)
    if child.tail and child.tail.strip():
        if place:
            parent[place - 1].tail = (parent[place - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def _take_title(box: Element, title: Element | None) -> str:
    if title is None:
        return ""
    box.remove(title)
    return "".join(title.itertext()).strip()


def _put_label(box: Element, words: str) -> None:
    """The label opens the first paragraph; without one it gets its own."""
    if len(box) and box[0].tag == "p":
        first = box[0]
    else:
        first = Element("p")
        box.insert(0, first)
    label = Element("span", {"class": "label"})
    label.text = words
    label.tail = f" {first.text or ''}"
    first.text = None
    first.insert(0, label)


def _put_title(box: Element, words: str) -> None:
    title = Element("p", {"class": "label"})
    title.text, title.tail = words, "\n"
    box.insert(0, title)


def _append_after(parent: Element, link: Element, words: str) -> None:
    """Put small words behind a link, before the text that follows it."""
    reference = Element("span", {"class": "ref"})
    reference.text = words
    reference.tail = link.tail
    link.tail = " "
    parent.insert(list(parent).index(link) + 1, reference)


def _unlink(link: Element) -> None:
    link.tag = "span"
    link.attrib.clear()


def _steps(items: Element) -> None:
    items.set("class", "steps")
    start = items.attrib.pop("start", "")
    if start.isdigit():
        items.set("style", f"counter-reset: step {int(start) - 1}")


def _table(table: Element) -> None:
    columns = max((len(row) for row in table.iter("tr")), default=0)
    rows = [row for row in table.iterfind("tbody/tr") if len(row) and row[0].tag == "td"]
    short = " short" if len(rows) <= SHORT_TO else ""
    table.set("class", f"grid wide{short}" if columns >= WIDE_FROM else f"grid{short}")
    for cell in (*table.iter("th"), *table.iter("td")):
        if cell.attrib.pop("align", "") == "right":
            cell.set("class", "n")
    head = table.find("thead/tr")
    if head is not None and not "".join(head.itertext()).strip():  # Markdown cannot leave out the head of a table
        table.remove(table.find("thead"))
        table.set("class", f"headless {table.get('class')}")
    elif head is not None and len(head) and not "".join(head[0].itertext()).strip():
        head[0].tag = "td"
    # In a small table row headers would outnumber the cells that they head: there they only look like headers.
    really = table.find("thead") is None or len(rows) * (columns - 2) >= columns
    for row in rows:
        row[0].tag = "th" if really else "td"
        row[0].set(*("scope", "row") if really else ("class", "head"))


def _open_details(details: Element) -> None:
    """Nothing opens on paper: the summary becomes a title."""
    details.tag = "div"
    details.attrib.clear()
    details.set("class", "aside")
    summary = details.find("summary")
    if summary is not None:
        summary.tag = "p"
        summary.set("class", "label")


def _separate_sections(root: Element) -> None:
    """A gap before each section but the first; the section begins below whatever stands in the side column."""
    for place in range(len(root) - 1, 0, -1):
        if root[place].tag == "h2":
            before = _classes(root[place - 1])
            low = {"tip", "aside", "facilitators", "page-break", "wide"} & set(before)
            gap = Element("div", {"class": "gap none" if low else "gap"})
            gap.text = ""
            root.insert(place, gap)


def headings(root: Element) -> Iterator[tuple[str, str]]:
    """Id and words of every heading."""
    for element in root.iter():
        if re.fullmatch("h[1-6]", element.tag) and element.get("id"):
            yield element.get("id", ""), "".join(element.itertext())


