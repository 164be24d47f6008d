"""The Markdown of the toolkit: exactly the extensions of mkdocs.yml, for the screen and for paper alike.

One source serves both, so what the site builder understands is what is printed.
"""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any
from xml.etree.ElementTree import Element

import markdown
import yaml
from markdown.extensions.toc import slugify
from markdown.treeprocessors import Treeprocessor

#: The site builder adds these by itself; superfences takes the place of its fenced_code.
BUILT_IN = ("toc", "tables")

#: Extensions that a short text inside a block must do without.
PAGE_ONLY = frozenset({"toc", "footnotes", "abbr", "md_in_html"})

#: Seconds for one text. A long guidance takes a tenth of one.
TIME_LIMIT = 10.0

#: Openings of links in one paragraph: Python-Markdown needs time by the square of them.
MOST_BRACKETS = 1000
#: Signs of quotation at the start of a line.
DEEPEST_QUOTE = 50


class DialectFault(Exception):
    """mkdocs.yml cannot be used; the message says why."""


class TooHeavy(Exception):
    """The text cannot be converted in a sensible time; the message says why."""


@dataclass(frozen=True)
class Dialect:
    """Names and settings of the extensions, and the root of the project that they were read from."""

    root: Path
    extensions: tuple[str, ...]
    settings: Mapping[str, Mapping[str, Any]]


def read_dialect(root: Path) -> Dialect:
    """Read `markdown_extensions` of mkdocs.yml with a safe loader; tags that run Python are refused."""
    path = root / "mkdocs.yml"
    try:
        document = yaml.compose(path.read_text("utf-8"), yaml.SafeLoader)
        pairs = {key.value: value for key, value in document.value}
        entries = _plain(pairs["markdown_extensions"])
    except (OSError, KeyError, AttributeError, TypeError) as error:
        raise DialectFault(f"{path.name}: markdown_extensions cannot be read ({error})") from error
    except yaml.YAMLError as error:
        raise DialectFault(f"{path.name}: {error}; names of Python code (!!python/…) are not allowed there") from error
    names = {name: {} for name in BUILT_IN} | _by_name(entries)
    return Dialect(root, tuple(names), names)


def _plain(node: yaml.Node) -> Any:
    """The node's value, by the safe constructor."""
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _by_name(entries: list[Any]) -> dict[str, dict[str, Any]]:
    """`[tables, {toc: {permalink: "#"}}]` -> settings by name."""
    return {
        str(name): dict(settings or {})
        for entry in entries
        for name, settings in (entry.items() if isinstance(entry, dict) else [(entry, {})])
    }


@contextmanager
def time_limit(seconds: float = TIME_LIMIT) -> Iterator[None]:
    """Raise TooHeavy after `seconds`. Works in the main thread only; elsewhere the limits on the text must do."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooHeavy(f"reading this text takes more than {seconds:.0f} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def heavy_line(text: str) -> tuple[int, str] | None:
    """Line from 0, and the reason, of the first paragraph that Markdown would choke on."""
    brackets = start = 0
    for number, line in enumerate(text.split("\n")):
        if not line.strip():
            brackets, start = 0, number + 1
        brackets += line.count("[")
        if brackets > MOST_BRACKETS:
            return start, f"one paragraph holds more than {MOST_BRACKETS} opening brackets"
        if re.match(rf"[ \t]*(>[ \t]?){{{DEEPEST_QUOTE + 1}}}", line):
            return number, f"quotations are nested more than {DEEPEST_QUOTE} deep"
        if re.match(r"[ \t]{240}[ \t]*\S", line):
            return number, "this line is indented by more than 240 spaces"
    return None


class _Shaping(Treeprocessor):
    """Calls the converter's function on the finished tree, before it is written out."""

    shape: Any = None

    def run(self, root: Element) -> None:
        if self.shape:
            self.shape(root)


class Converter:
    """Markdown to HTML in the dialect, without permalinks.

    `snippet` leaves out what belongs to whole pages, and shows HTML as it is typed.
    """

    def __init__(self, dialect: Dialect, snippet: bool = False) -> None:
        page_only = PAGE_ONLY if snippet else frozenset()
        names = [name for name in dialect.extensions if name not in page_only]
        settings = {name: dict(dialect.settings[name]) for name in names}
        if "toc" in settings:
            settings["toc"] |= {"permalink": False, "slugify": self._slugify}
        self._markdown = markdown.Markdown(extensions=names, extension_configs=settings)
        if snippet:
            self._markdown.preprocessors.deregister("html_block")
            self._markdown.inlinePatterns.deregister("html")
        self._shaping = _Shaping(self._markdown)
        self._markdown.treeprocessors.register(self._shaping, "shaping", 2)
        self._words: Any = None

    def convert(self, text: str, shape: Any = None, words: Any = None) -> str:
        """HTML of `text`. `shape` may change the tree; `words` gives the words of a heading for its id.

        Raises TooHeavy for a text that would take too long.
        """
        if found := heavy_line(text):
            raise TooHeavy(found[1])
        self._shaping.shape, self._words = shape, words
        self._markdown.reset()
        with time_limit():
            return self._markdown.convert(text)

    def _slugify(self, value: str, separator: str, unicode: bool = False) -> str:
        return slugify(self._words(value) if self._words else value, separator, unicode)
