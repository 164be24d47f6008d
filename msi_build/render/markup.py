"""An author's Markdown with its blocks and placeholders, checked, and shown on the screen and on paper.

On the screen the site builder converts the Markdown: blocks are put in as finished HTML, placeholders as entities.
For paper the same dialect is converted here, and blocks and placeholders are put into the finished HTML.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape, unescape

import jinja2
from markupsafe import Markup as Safe

from msi_build.diagnostics import Faults
from msi_build.model.toolkit import Tool, Toolkit, address_of
from msi_build.render import links
from msi_build.render.blocks import BLOCKS, Scene
from msi_build.render.dialect import Converter, Dialect, DialectFault, TooHeavy, read_dialect
from msi_build.render.placeholders import (
    PATTERN,
    PLACEHOLDERS,
    Context,
    Medium,
    as_entities,
    found,
    html_of,
    words_of,
)
from msi_build.render.presentation import of_form
from msi_build.render.print_tree import Shaper, headings
from msi_build.render.review import headings_of, review
from msi_build.render.scan import Fence, Prose, outside_code, pieces, without_comments
from msi_build.render.words import Words
from msi_build.sources import Document, read_block

__all__ = ["Dialect", "DialectFault", "Html", "Markup", "TooHeavy", "read_dialect"]

#: Stand-ins inside Markdown for finished HTML. Private characters; sources that hold them are refused.
BLOCK_OPEN, WORD_OPEN, CLOSE = "\ue000", "\ue002", "\ue001"
_BLOCK = re.compile(f"<p>{BLOCK_OPEN}([0-9]+){CLOSE}</p>")
_WORD = re.compile(f"{WORD_OPEN}([a-z0-9_]+){CLOSE}")
_TAG = re.compile(r"<[^<>]*>")
#: On the screen everybody sees the facilitators' boxes, so their titles say for whom they are.
_FOR_FACILITATORS = re.compile(r'^(!!! facilitators ")', re.MULTILINE)
#: A heading whose section begins with a new page belongs on that page.
_LEFT_BEHIND = re.compile(r'(<h2[^>]*>(?:(?!</h2>).)*</h2>)\s*(<div class="wide day-break(?: verso)?"></div>)', re.DOTALL)

#: Filled with nothing: what the public page of a tool shows.
GENERIC = Context()


@dataclass(frozen=True)
class Html:
    """A body for print, and the names of the placeholders that it uses."""

    html: str
    uses: frozenset[str] = frozenset()


@dataclass
class Markup:
    """The one place that turns documents into HTML."""

    toolkit: Toolkit
    dialect: Dialect
    _read: dict[tuple[str, int], object] = field(default_factory=dict, repr=False)
    _anchors: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        theme = self.dialect.root / "theme"
        self._templates: Mapping[Medium, jinja2.Environment] = {
            "screen": _environment(theme / "pages" / "blocks"),
            "print": _environment(theme / "print" / "blocks"),
        }
        self._page, self._snippet = Converter(self.dialect), Converter(self.dialect, snippet=True)
        self._words = Words(self.toolkit)
        self._names = self.toolkit.names or frozenset(self.toolkit.by_name)

    def check(self, document: Document, faults: Faults) -> None:
        """Every fault of a document's text, each with its line."""
        review(self, document, faults)

    def screen(self, document: Document, context: Context = GENERIC) -> str:
        """Markdown for the site builder: blocks as finished HTML, placeholders filled, links as they are."""
        scene = self._scene(document, "screen", context)
        seen: set[str] = set()
        parts = []
        for piece, block in self._pieces(document, scene):
            if isinstance(piece, Fence):
                parts.append(piece.raw if block is None else f"\n{block}\n")
            else:
                text = self._words.explain(without_comments(piece.text), document, seen)
                parts.append(_fill_markdown(_FOR_FACILITATORS.sub(r"\1For facilitators: ", text), context))
        return "\n".join(parts)

    def print(
        self, document: Document, context: Context = GENERIC, audience: str = "F", paper: str = "a4", form: str = ""
    ) -> Html:
        """The body for paper. `audience` P leaves out what is for facilitators; `form` makes one file of a presentation."""
        scene = replace(self._scene(document, "print", context, audience, paper), form=form)
        blocks: list[str] = []
        parts = []
        for piece, block in of_form(form, list(self._pieces(document, scene))):
            if block is not None:
                parts.append(f"\n{BLOCK_OPEN}{len(blocks)}{CLOSE}\n")
                blocks.append(block)
            else:
                parts.append(piece.raw if isinstance(piece, Fence) else _with_stand_ins(without_comments(piece.text)))
        html = self._page.convert("\n".join(parts), self._shaper(document, audience).shape, _generic_words)
        html = _put_words(html, context, "print")
        html = _BLOCK.sub(lambda hit: blocks[int(hit[1])], html)
        return Html(_LEFT_BEHIND.sub(r"\2\1", html), self.uses(document))

    def _scene(
        self, document: Document, medium: Medium, context: Context, audience: str = "F", paper: str = "a4"
    ) -> Scene:
        def href(id: str) -> str:
            return f"tool:{id}" if medium == "print" else _href(document, self.toolkit.tool(id).address)

        def snippet(text: str) -> Safe:
            return self.snippet(text, document, context, medium)

        return Scene(medium, document, context, audience, self.toolkit, snippet, href, self.section, paper=paper)

    def _pieces(self, document: Document, scene: Scene) -> Iterator[tuple[Prose | Fence, str | None]]:
        """Each piece of the body, with the HTML of a block."""
        heading = ""
        for number, piece in enumerate(pieces(document.body, document.body_line), 1):
            if isinstance(piece, Fence):
                yield piece, self._block(piece, replace(scene, number=number, heading=heading))
            else:
                yield piece, None
                heading = _last_heading(piece.text)

    def read_piece(self, document: Document, piece: Fence, faults: Faults) -> object | None:
        """The typed content of a block, or None with faults."""
        file = read_block(document, piece.text, piece.line + 1, faults)
        block = BLOCKS[piece.name]
        content = block.read(file, faults) if file else None
        before = faults.errors
        if file and content is not None:
            block.check(content, file, self.toolkit, faults)
        return content if faults.errors == before else None

    def uses(self, document: Document) -> frozenset[str]:
        """Names of the placeholders in a document, its blocks and their agendas included."""
        texts = [document.body]
        for piece in pieces(document.body, document.body_line):
            if isinstance(piece, Fence) and piece.name == "agenda":
                texts += self.toolkit.files[self._content(document, piece).agenda].lines
        return frozenset(name for text in texts for name, _ in found(text) if name in PLACEHOLDERS)

    def convert(self, text: str) -> str:
        """Markdown to HTML as it comes, without blocks and placeholders. Raises TooHeavy."""
        return self._page.convert(text)

    def snippet(self, text: str, document: Document, context: Context, medium: Medium) -> Safe:
        """A short Markdown text inside a block as HTML; links lead where the medium wants them."""
        shape = self._shaper(document, "F", whole=False).shape if medium == "print" else self._screen_links(document)
        html = self._snippet.convert(_with_stand_ins(text), shape)
        return Safe(_put_words(html, context, medium))

    def anchors(self, name: str) -> tuple[str, ...]:
        """The ids of the headings of a document in order, to which links may lead."""
        if name not in self._anchors:
            ids: list[str] = []
            document = self.toolkit.by_name[name].document
            text = "\n".join(_body_for_ids(document))
            self._page.convert(text, lambda root: ids.extend(id for id, _ in headings(root)), _generic_words)
            self._anchors[name] = tuple(ids)
        return self._anchors[name]

    def section(self, document: Document, line: int) -> str:
        """The id of the heading over a line of a document, or "" above the first."""
        over = sum(number <= line for number, _, _ in headings_of(document))
        ids = self.anchors(document.name)
        return ids[over - 1] if 0 < over <= len(ids) else ""

    def resolve(self, document: Document, href: str) -> links.Target:
        return links.resolve(document.name, href, self._names)

    def _shaper(self, document: Document, audience: str, whole: bool = True) -> Shaper:
        return Shaper(audience, lambda href: self.resolve(document, unescape(href)), self._tool_at, whole)

    def _tool_at(self, name: str) -> Tool | None:
        one = self.toolkit.by_name.get(name)
        return one if isinstance(one, Tool) else None

    def _screen_links(self, document: Document):
        """Links inside blocks do not pass through the site builder: they get their final addresses here."""

        def shape(root) -> None:
            for link in root.iter("a"):
                try:
                    target = self.resolve(document, unescape(link.get("href", "")))
                except links.BadLink:
                    link.attrib.pop("href", None)
                    continue
                if target.kind == "document":
                    link.set("href", _href(document, address_of(target.name)) + (f"#{target.anchor}" if target.anchor else ""))

        return shape

    def _block(self, piece: Fence, scene: Scene) -> str | None:
        """The HTML of one block on lines without gaps, or None when the fence holds plain code."""
        if piece.name not in BLOCKS or piece.indent:
            return None
        values = BLOCKS[piece.name].view(self._content(scene.document, piece), scene)
        template = self._templates[scene.medium].get_template(f"{piece.name}.html.j2")
        return _compact(template.render(**values, fill=scene.fill, plain=scene.plain))

    def _content(self, document: Document, piece: Fence) -> object:
        key = (document.name, piece.line)
        if key not in self._read:
            faults = Faults()
            content = self.read_piece(document, piece, faults)
            if content is None:
                raise ValueError(f"{document.name}:{piece.line}: this block has faults; check() the document first")
            self._read[key] = content
        return self._read[key]


def _environment(folder) -> jinja2.Environment:
    """Templates of blocks: values are escaped, a missing one is an error."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]
    return environment


def _compact(html: str) -> str:
    """No blank line, no indent: in Markdown a blank line could end a block of HTML."""
    kept = re.sub(r"(?s)<pre.*?</pre>", lambda hit: hit[0].replace("\n", "&#10;"), html)
    return "\n".join(line.strip() for line in kept.split("\n") if line.strip())


def _href(document: Document, address: str) -> str:
    """A page of the site as a link from a document's page."""
    return posixpath.relpath(address, posixpath.dirname(address_of(document.name)) or ".")


def _fill_markdown(text: str, context: Context) -> str:
    """Placeholders outside of code become text that Markdown cannot read as markup."""

    def words(hit: re.Match[str]) -> str:
        name = hit[1].strip()
        return as_entities(words_of(name, context)) if name in PLACEHOLDERS else hit[0]

    return "".join(PATTERN.sub(words, part) if free else part for part, free in outside_code(text))


def _with_stand_ins(text: str) -> str:
    """Placeholders outside of code become stand-ins, so that their words never pass through Markdown."""

    def stand_in(hit: re.Match[str]) -> str:
        name = hit[1].strip()
        return f"{WORD_OPEN}{name}{CLOSE}" if name in PLACEHOLDERS else hit[0]

    return "".join(PATTERN.sub(stand_in, part) if free else part for part, free in outside_code(text))


def _put_words(html: str, context: Context, medium: Medium) -> str:
    """Words for the stand-ins: marked up between tags, plain inside of tags."""
    html = _TAG.sub(lambda tag: _WORD.sub(lambda hit: escape(words_of(hit[1], context)), tag[0]), html)
    return _WORD.sub(lambda hit: str(html_of(hit[1], context, medium)), html)


def _generic_words(text: str) -> str:
    """A heading's words for its id: the same for every district, and the same as on the screen."""
    return _WORD.sub(lambda hit: PLACEHOLDERS[hit[1]].generic, text)


def _last_heading(text: str) -> str:
    """The heading that ends a piece of prose, or "" when other words come after it."""
    last = text.strip().split("\n")[-1]
    return last.lstrip("#").strip() if last.startswith("#") else ""


def _body_for_ids(document: Document) -> Iterator[str]:
    for piece in pieces(document.body, document.body_line):
        yield "" if isinstance(piece, Fence) else _with_stand_ins(without_comments(piece.text))
