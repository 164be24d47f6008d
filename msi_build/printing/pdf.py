"""HTML to tagged PDF (PDF/UA-1), the only importer of WeasyPrint.

The same HTML, CSS, fonts and engine give the same bytes, at any clock and in any folder; so a sheet is laid out once
for each distinct content. Any warning of the engine is a fault: what it warns about is missing from the paper.
"""

from __future__ import annotations

import hashlib
import logging
import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from msi_build.cache import Cache

#: Part of every key: another engine may give other bytes.
ENGINE = f"weasyprint {version('weasyprint')} pydyf {version('pydyf')} fonttools {version('fonttools')}"

VARIANT = "pdf/ua-1"

#: Fewer sheets than this are laid out in this process: starting others would take longer.
FEW = 3

TYPES = {".svg": "image/svg+xml", ".woff2": "font/woff2", ".png": "image/png", ".jpg": "image/jpeg"}

LETTER = """
@page { size: letter } @page land { size: letter landscape } @page a3 { size: tabloid landscape } @page tile { size: letter }
"""


class PrintFault(Exception):
    """A sheet cannot be printed as it is; the message says which and why."""


@dataclass(frozen=True)
class Layout:
    """Everything but the HTML that makes a sheet's bytes: print CSS, its folder, a digest of its fonts and drawings."""

    css: str
    folder: Path
    digest: str
    engine: str = ENGINE


def load_layout(theme: Path, paper: str = "a4", colour: bool = False) -> Layout:
    """The print look in theme/print with the fonts in theme/fonts; `letter` lays every page out anew."""
    parts = ("print.css", "blocks/blocks.css")
    css = "\n".join((theme / "print" / part).read_text(encoding="utf-8") for part in parts)
    css += LETTER if paper == "letter" else ""
    css += ":root { --accent: #0b5a6b }" if colour else ""
    digest = hashlib.sha256(css.encode())
    for path in sorted(path for part in ("print", "fonts") for path in (theme / part).rglob("*") if path.suffix in TYPES):
        digest.update(path.name.encode() + path.read_bytes())
    return Layout(css, theme / "print", digest.hexdigest())


def key(html: str, layout: Layout) -> str:
    """Hash of everything that makes the PDF of `html`."""
    return hashlib.sha256("\0".join((layout.engine, layout.digest, VARIANT, html)).encode()).hexdigest()


# ------------------------------------------------------------ one sheet


def render(html: str, layout: Layout) -> bytes:
    """The PDF. Raises PrintFault for a letter that no font has, a file outside the theme, or a warning of the engine."""
    check_letters(html, layout)
    from weasyprint import HTML

    css, fonts = _styles(layout)
    fetcher = _fetcher(layout)
    with _warnings() as warnings:
        document = HTML(string=html, base_url=layout.folder.as_uri() + "/", url_fetcher=fetcher).render(
            stylesheets=[css], font_config=fonts
        )
        pdf = document.write_pdf(pdf_variant=VARIANT)
    faults = [*fetcher.refused, *warnings]
    if faults:
        raise PrintFault(f"{title_of(html)}: {'; '.join(dict.fromkeys(faults))}")
    return pdf


@lru_cache(maxsize=4)
def _styles(layout: Layout):
    """Parsed CSS and the fonts it names: once a process, not once a sheet."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    with _warnings() as warnings:
        css = CSS(
            string=layout.css, base_url=layout.folder.as_uri() + "/", font_config=fonts, url_fetcher=_fetcher(layout)
        )
    if warnings:
        raise PrintFault(f"print.css: {'; '.join(warnings)}")
    return css, fonts


def _fetcher(layout: Layout):
    """Hands out files of the print theme and its fonts; everything else is refused and remembered.

    Inside inline SVG the engine swallows even fatal errors, so refusals are kept and looked at after rendering.
    """
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    roots = [layout.folder.resolve(), (layout.folder.parent / "fonts").resolve()]

    class ThemeFetcher(URLFetcher):
        def __init__(self) -> None:
            super().__init__(allowed_protocols={"file"}, allow_redirects=False, fail_on_errors=True)
            self.refused: list[str] = []

        def fetch(self, url: str, headers=None):
            parts = urlsplit(url)
            path = Path(url2pathname(parts.path)).resolve()
            inside = any(path.is_relative_to(root) for root in roots)
            if parts.scheme != "file" or not inside or path.suffix not in TYPES or not path.is_file():
                self.refused.append(f"a file that is not part of the print theme: {url[:80]}")
                raise FatalURLFetchingError(self.refused[-1])
            return URLFetcherResponse(path.as_uri(), path.read_bytes(), {"Content-Type": TYPES[path.suffix]})

    return ThemeFetcher()


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """What the engine has to say, collected instead of printed."""
    heard: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage())

    logger = logging.getLogger("weasyprint")
    listener, others, level = Listener(logging.WARNING), logger.handlers[:], logger.level
    logger.handlers, logger.propagate = [listener], False
    logger.setLevel(logging.WARNING)
    try:
        yield heard
    finally:
        logger.handlers = others
        logger.setLevel(level)


# ------------------------------------------------------------ letters


class _Text(HTMLParser):
    """The letters that a reader will see."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: set[str] = set()
        self.title = ""
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs) -> None:
        self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "style" not in self._inside:
            self.letters |= set(data)
        if self._inside[-1:] == ["title"] and "svg" not in self._inside:
            self.title += data


def _read(html: str) -> _Text:
    text = _Text()
    text.feed(html)
    return text


def title_of(html: str) -> str:
    return _read(html).title.strip() or "a sheet without a title"


def check_letters(html: str, layout: Layout) -> None:
    """Raise PrintFault for a letter that none of the bundled fonts has: it would be printed as a box."""
    missing = sorted(one for one in _read(html).letters if one > " " and ord(one) not in _covered(layout.folder.parent))
    if missing:
        names = ", ".join(f"{one} (U+{ord(one):04X})" for one in missing)
        raise PrintFault(f"{title_of(html)}: no bundled font has {names}; write it in another way")


@lru_cache(maxsize=2)
def _covered(theme: Path) -> frozenset[int]:
    """Code points of all bundled fonts, and the spaces that need no glyph."""
    from fontTools.ttLib import TTFont

    points = {0xA0, 0xAD, 0x200B, 0x200C, 0x200D, 0x2009, 0x202F}
    for path in sorted((theme / "fonts").glob("*.woff2")):
        with TTFont(path, lazy=True) as font:
            points |= set(font.getBestCmap())
    return frozenset(points)


# ------------------------------------------------------------ many sheets


def _work(html: str, layout: Layout) -> tuple[str, bytes]:
    return key(html, layout), render(html, layout)


class Press:
    """Renders many sheets on all cores, each distinct content once. `rendered` counts what was really laid out."""

    def __init__(
        self, layout: Layout, cache: Cache, jobs: int, step: Callable[[str, int], Callable[[], None]] | None = None
    ) -> None:
        self.layout = layout
        self.cache = cache
        self.jobs = jobs
        self.step = step or (lambda name, total: lambda: None)
        self.rendered = 0

    def sheets(self, htmls: Iterable[str]) -> dict[str, bytes]:
        """Key -> PDF, from the cache or laid out now."""
        wanted = {key(html, self.layout): html for html in htmls}
        done = {name: pdf for name in wanted if (pdf := self.cache.get(name)) is not None}
        missing = [html for name, html in wanted.items() if name not in done]
        advance = self.step("Laying out sheets", len(missing))
        for name, pdf in self._render(missing):
            done[name] = pdf
            self.cache.put(name, pdf)
            self.rendered += 1
            advance()
        return done

    def _render(self, htmls: list[str]) -> Iterator[tuple[str, bytes]]:
        if len(htmls) < FEW or self.jobs < 2:
            yield from (_work(html, self.layout) for html in htmls)
            return
        # spawn: a fork would copy the threads of the progress bar in a state that can hang
        with ProcessPoolExecutor(self.jobs, multiprocessing.get_context("spawn")) as pool:
            tasks = [pool.submit(_work, html, self.layout) for html in sorted(htmls, key=len, reverse=True)]
            try:
                for task in as_completed(tasks):
                    yield task.result()
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
