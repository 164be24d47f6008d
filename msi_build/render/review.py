"""Reads a document as a careful colleague would: every fault of its text with its line and the next step.

`REVIEWS` lists the readings. Each one looks at the prose with its code blanked out, so that offsets and lines hold.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from msi_build.diagnostics import Faults, Location, Severity
from msi_build.model.base import nearest
from msi_build.render.blocks import BLOCKS
from msi_build.render.dialect import TooHeavy, heavy_line
from msi_build.render.links import BadLink, is_remote
from msi_build.render.placeholders import PLACEHOLDERS, found
from msi_build.render.scan import Fence, Prose, pieces, without_code, without_comments
from msi_build.sources import DataFile, Document, read_block

if TYPE_CHECKING:
    from msi_build.render.markup import Markup

#: Languages of plain code; any other word behind a fence is taken for a block's name.
LANGUAGES = frozenset({"", "text", "yaml", "markdown", "md", "csv", "console", "bash", "json", "html"})

ADMONITIONS = ("tip", "facilitators", "warning", "note", "example")

#: HTML that authors may write by hand, with its attributes.
TAGS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("br", "sub", "sup", "kbd", "abbr", "figure", "figcaption", "summary", "span"), frozenset({"title", "lang"})),
    **dict.fromkeys(("div", "section", "aside"), frozenset({"markdown", "class", "lang"})),
    "details": frozenset({"open", "markdown"}),
}

#: Keys of blocks whose values are Markdown.
MARKDOWN_KEYS = {"slides": frozenset({"text", "notes"})}

#: Tips are numbered 1 to 34; 10 is the same as 1.
TIPS = frozenset(range(1, 35)) - {10}

_HEADING = re.compile(r"^ {0,3}(#{1,6})(?!#)[ \t]*(.*?)[ \t#]*$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*(<[^<>]*>|(?:[^()\s]|\([^()]*\))*)([^()]*)\)")
_REFERENCE = re.compile(r"^ {0,3}\[(?!\^)([^\]\n]+)\]:[ \t]*(\S+)", re.MULTILINE)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)\b([^<>]*)(>?)")
_ATTRIBUTE = re.compile(r"""([A-Za-z_:@][\w:.@-]*)\s*(?:=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_AUTOLINK = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*>|<[^<>\s@]+@[^<>\s]+>")
_ADMONITION = re.compile(r"^(?P<sign>!!!|\?\?\?\+?)[ \t]*(?P<kind>[\w-]*)(?P<rest>.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Reading:
    """One piece of prose under review, and where its faults go: to their line, or all to one `place`."""

    markup: Markup
    document: Document
    prose: Prose
    text: str
    faults: Faults
    place: Location | None = None

    def add(self, offset: int, rule: str, message: str, hint: str = "", severity: Severity = "error") -> None:
        """A fault at an offset of the text."""
        before = self.text[:offset]
        line = self.prose.line + before.count("\n")
        own = Location(self.document.name, line, offset - before.rfind("\n"))
        self.faults.add(self.place or own, rule, message, hint, severity)

    def lines(self) -> Iterator[tuple[int, str]]:
        """Offset and text of each line."""
        offset = 0
        for line in self.text.split("\n"):
            yield offset, line
            offset += len(line) + 1


def review(markup: Markup, document: Document, faults: Faults) -> None:
    """All faults of a document's text. Never raises for what an author typed."""
    faults.know(document.name, document.lines)
    before = faults.errors
    for piece in pieces(document.body, document.body_line):
        if isinstance(piece, Fence):
            _review_fence(markup, document, piece, faults)
        elif (heavy := heavy_line(piece.text)) is not None:
            _add_heavy(document, piece.line + heavy[0], heavy[1], faults)
        else:
            reading = Reading(markup, document, piece, without_code(piece.text), faults)
            for one in REVIEWS:
                one(reading)
    _review_headings(document, faults)
    if faults.errors == before:
        _review_result(markup, document, faults)


def _add_heavy(document: Document, line: int, why: str, faults: Faults) -> None:
    faults.add(Location(document.name, line, 1), "text-heavy", why, "Was something pasted here by mistake? Take it out.")


def _review_fence(markup: Markup, document: Document, fence: Fence, faults: Faults) -> None:
    """A fence is a block of ours or plain code; it is closed, and a block stands at the left margin."""
    here = Location(document.name, fence.line, fence.indent + 1)
    if not fence.closed:
        faults.add(here, "fence-open", "the block that begins here is not closed", "End it with a line of three backticks.")
    elif fence.name not in BLOCKS:
        if fence.name not in LANGUAGES:
            faults.add(here, "block-unknown", f"no block is called {fence.name}", nearest(fence.name, BLOCKS))
    elif fence.indent:
        faults.add(here, "block-indent", "a block must begin at the left margin", "Take it out of the list or box it stands in.")
    elif fence.info.lower() != fence.name:
        faults.add(
            here, "block-title", f"only the name may stand behind the fence, not {fence.info}",
            "Write the rest on lines of its own, as key: value.",
        )
    else:
        content = markup.read_piece(document, fence, faults)
        _placeholders(Reading(markup, document, Prose(fence.text, fence.line + 1), fence.text, faults))
        if fence.name == "agenda" and content is not None:
            file = markup.toolkit.files[content.agenda]
            _review_values(markup, document, file, {"method"}, faults)
        elif content is not None and (file := read_block(document, fence.text, fence.line + 1, faults)):
            _review_values(markup, document, file, MARKDOWN_KEYS.get(fence.name, frozenset()), faults)


def _review_values(markup: Markup, document: Document, file: DataFile, keys: Container[str], faults: Faults) -> None:
    """Texts inside YAML: placeholders in all of them, and the whole review in those that are Markdown."""
    for path, text in file.texts():
        reading = Reading(markup, document, Prose(text, 1), without_code(text), faults, file.where(path))
        if (heavy := heavy_line(text)) is not None:
            reading.add(0, "text-heavy", heavy[1], "Was something pasted here by mistake? Take it out.")
            continue
        for one in REVIEWS if path and path[-1] in keys else (_placeholders,):
            one(reading)


def _placeholders(reading: Reading) -> None:
    for name, offset in found(reading.text):
        if name not in PLACEHOLDERS:
            reading.add(
                offset, "placeholder", f"no placeholder is called {name or 'nothing'}",
                nearest(name, PLACEHOLDERS) or "The authors' guide lists them: content/README.md.",
            )


def _raw_html(reading: Reading) -> None:
    """Only a few harmless elements may be written by hand."""
    text = _AUTOLINK.sub(lambda hit: " " * len(hit[0]), reading.text)
    for hit in _TAG.finditer(text):
        tag = hit[2].lower()
        if tag not in TAGS:
            reading.add(
                hit.start(), "html", f"the element <{tag}> may not be used in texts",
                "Write it in Markdown. To show a < sign, type &lt;",
            )
            continue
        for attribute in _ATTRIBUTE.finditer(hit[3].rstrip("/")):
            if attribute[1].lower() not in TAGS[tag]:
                reading.add(
                    hit.start(), "html-attribute", f"the attribute {attribute[1]} may not be used in <{tag}>",
                    "The look comes from the theme. Delete it.",
                )
    for hit in re.finditer(r"\{:?[^{}\n]*\b(on[a-z]+|style)\s*=[^{}\n]*\}", text, re.IGNORECASE):
        reading.add(hit.start(), "html-attribute", f"attributes such as {hit[1]} may not be added to texts", "Delete the braces.")


def _links(reading: Reading) -> None:
    for hit in _LINK.finditer(reading.text):
        target = hit[3].strip("<>")
        if hit[1]:
            _picture(reading, hit.start(), hit[2].strip(), target)
        else:
            _link(reading, hit.start(3), target)
            for picture in _LINK.finditer(hit[2]):
                _picture(reading, hit.start(2) + picture.start(), picture[2].strip(), picture[3].strip("<>"))
    for hit in _REFERENCE.finditer(reading.text):
        _link(reading, hit.start(2), hit[2].strip("<>"))
    for hit in _AUTOLINK.finditer(reading.text):
        if "@" not in hit[0] or ":" in hit[0]:
            _link(reading, hit.start(), hit[0].strip("<>"))


def _link(reading: Reading, offset: int, href: str) -> None:
    if not href:
        reading.add(offset, "link-empty", "this link leads nowhere", "Write the path or address between the brackets.")
        return
    try:
        target = reading.markup.resolve(reading.document, href)
    except BadLink as bad:
        reading.add(offset, bad.rule, str(bad), bad.hint)
        return
    if target.kind == "file" and target.name.endswith(".html"):
        reading.add(offset, "link-html", f"{href} is a finished page", "Link to its source, which ends with .md")
    if target.anchor and target.name in reading.markup.toolkit.by_name:
        _anchor(reading, offset, target.name, target.anchor)


def _anchor(reading: Reading, offset: int, name: str, anchor: str) -> None:
    try:
        anchors = reading.markup.anchors(name)
    except TooHeavy:
        return
    if anchor not in anchors:
        reading.add(
            offset, "link-anchor", f"no heading of {name} has the address #{anchor}",
            nearest(anchor, sorted(anchors)) or "That page has no headings.",
        )


def _picture(reading: Reading, offset: int, alt: str, source: str) -> None:
    if is_remote(source):
        reading.add(
            offset, "picture-remote", f"the picture {source[:80]} lies on another website; on a stick it is missing",
            "Put the picture beside the text and name its file.",
        )
        return
    try:
        reading.markup.resolve(reading.document, source)
    except BadLink as bad:
        reading.add(offset, bad.rule, str(bad), bad.hint)
    if not alt:
        reading.add(
            offset, "picture-alt", "this picture has no words for those who cannot see it",
            "Say between the square brackets what it shows.",
        )
    elif alt == posixpath.basename(source) or re.fullmatch(r"\S+\.(png|jpe?g|svg|webp|gif)", alt, re.IGNORECASE):
        reading.add(
            offset, "picture-alt", f"the words for this picture are a file name, {alt}",
            "Say what it shows, as you would on the phone.", "warning",
        )


def _tables(reading: Reading) -> None:
    """A row with more cells than the head loses the rest in silence."""
    lines = list(reading.lines())
    columns = 0
    for number, (offset, line) in enumerate(lines):
        if columns and "|" in line:
            if _cells(line) > columns:
                reading.add(
                    offset, "table-cells", f"this row has {_cells(line)} cells, the table has {columns} columns; the rest is lost",
                    "Take a | away, or write \\| for a bar in the text.", "warning",
                )
        elif _is_rule(line) and number and "|" in lines[number - 1][1]:
            columns = _cells(lines[number - 1][1])
        else:
            columns = 0


def _is_rule(line: str) -> bool:
    return bool(re.fullmatch(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*", line)) and "-" in line


def _cells(line: str) -> int:
    row = re.sub(r"\\\|", "", line).strip()
    return row.removeprefix("|").removesuffix("|").count("|") + 1


def _boxes(reading: Reading) -> None:
    """Tips and other boxes: a known kind, a number of the list, and an indented text."""
    for hit in _ADMONITION.finditer(reading.text):
        if hit["kind"] not in ADMONITIONS and hit["sign"] == "!!!":
            reading.add(hit.start(), "box-kind", f"no box is called {hit['kind'] or 'nothing'}", nearest(hit["kind"], ADMONITIONS))
        following = reading.text[hit.end() + 1 :].lstrip("\n").split("\n")[0]
        if not re.match(r" {4}|\t", following):
            reading.add(
                hit.start(), "box-empty", "this box has no text", "Indent the lines that belong to it by four spaces.",
            )
        number = re.fullmatch(r'\s*"Tip (\d+)"\s*', hit["rest"]) if hit["kind"] == "tip" else None
        if number and int(number[1]) not in TIPS:
            reading.add(hit.start(), "tip-number", f"no tip has the number {number[1]}", "Tips are numbered 1 to 34, without 10.")


def _includes(reading: Reading) -> None:
    for hit in re.finditer(r"^[ \t]*-+8<-+.*$", reading.text, re.MULTILINE):
        reading.add(hit.start(), "include", "files cannot be included", "Copy the words here, or link to the page.")
    for hit in re.finditer("[\ue000-\uf8ff]", reading.text):
        reading.add(
            hit.start(), "character", f"here stands a private character, U+{ord(hit[0]):04X}, that no font shows",
            "It was pasted from another program. Delete it and type the sign again.",
        )


def headings_of(document: Document) -> Iterator[tuple[int, int, str]]:
    """Line, level and words of every heading."""
    for piece in pieces(document.body, document.body_line):
        if isinstance(piece, Prose):
            lines = without_code(piece.text).split("\n")
            for number, line in enumerate(lines):
                if hit := _HEADING.match(line):
                    yield piece.line + number, len(hit[1]), hit[2]
                elif number and _UNDERLINE.match(line) and re.match(r" {0,3}[^\s|>*+#-]", lines[number - 1]):
                    yield piece.line + number - 1, 1 if "=" in line else 2, lines[number - 1].strip()


def _review_headings(document: Document, faults: Faults) -> None:
    """The title is made from the front matter, so the text begins with ##; no level is skipped."""
    above = 1
    for line, level, words in headings_of(document):
        here = Location(document.name, line, 1)
        if not words:
            faults.add(here, "heading-empty", "this heading has no words", "Write them, or delete the signs.")
        if level == 1:
            faults.add(
                here, "heading-top", "this is a second title; the page's title is made from the front matter",
                "Write ## instead of #, or delete the line.", "warning",
            )
        elif level > above + 1:
            faults.add(
                here, "heading-order", f"this heading skips a level: {'#' * level} comes after {'#' * above}",
                f"Write {'#' * (above + 1)}.", "warning",
            )
        above = level


class _Finished(HTMLParser):
    """What must never come out, whatever went in: the last look at the converted HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "iframe", "object", "embed", "base", "meta", "link", "form", "style"}:
            self.bad.append(f"<{tag}>")
        for name, value in attributes:
            address = re.sub(r"[\s\x00-\x1f]", "", value or "").lower()
            if name.startswith("on") or address.startswith(("javascript:", "data:", "vbscript:")):
                self.bad.append(f"{name} of <{tag}>")


def _review_result(markup: Markup, document: Document, faults: Faults) -> None:
    """Convert the prose once, under the time limit, and look at what comes out."""
    prose = [without_comments(piece.text) for piece in pieces(document.body, document.body_line) if isinstance(piece, Prose)]
    try:
        html = markup.convert("\n\n".join(prose))
    except TooHeavy as heavy:
        _add_heavy(document, document.body_line, str(heavy), faults)
        return
    last = _Finished()
    last.feed(html)
    for what in last.bad:
        faults.add(Location(document.name, document.body_line, 1), "html", f"the finished page would hold {what}", "Take it out.")


REVIEWS: tuple[Any, ...] = (_placeholders, _raw_html, _links, _tables, _boxes, _includes)
