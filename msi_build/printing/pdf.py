"""HTML to tagged PDF (PDF/UA-1), the only importer of WeasyPrint.

The same HTML, CSS, fonts and engine give the same bytes, at any clock and in any folder; so a sheet is laid out once
for each distinct content. Any warning of the engine is a fault: what it warns about is missing from the paper.
"""

from __future__ import annotations

import atexit
import gc
import hashlib
import io
import logging
import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pikepdf

from msi_build.cache import Cache
from msi_build.printing.fonts import strangers
from msi_build.printing.letters import missing_letters, title_of
from msi_build.printing.structure import prefix_ids, say_scopes

#: Part of every key: another engine may give other bytes.
ENGINE = f"3 weasyprint {version('weasyprint')} pydyf {version('pydyf')} pikepdf {version('pikepdf')}"

VARIANT = "pdf/ua-1"

#: Fewer sheets than this are laid out in this process: starting others would take longer.
FEW = 3

TYPES = {".svg": "image/svg+xml", ".woff2": "font/woff2", ".png": "image/png", ".jpg": "image/jpeg"}

#: Letter is 18 mm lower than A4: laid out on a page as high as A4 and drawn at this scale, what fills one page of A4
#: fills one page of Letter; text of 11 pt becomes 10.5 pt, so nothing of a body is smaller. Outer margins and corners stay where they are on A4.
LETTER_ZOOM = 0.955

LETTER = """
@page { size: 226.073mm 292.565mm; margin: 24mm 15.7mm 20mm 45.3mm; font-size: 9.5pt }
@page :left { margin: 24mm 45.3mm 20mm 15.7mm }
@page sheet { margin: 24mm 15.7mm 20mm 25mm } @page sheet:left { margin: 24mm 25mm 20mm 15.7mm }
@page land { size: 292.565mm 226.073mm; margin: 24mm 12.75mm 20mm } @page land:left { margin: 24mm 12.75mm 20mm }
@page a3 { size: 452.147mm 292.565mm; margin: 24mm 45mm 20mm 45mm; font-size: 12.7pt } @page a3:left { margin: 24mm 45mm 20mm 45mm }
@page tile { size: 226.073mm 292.565mm; margin: 12.6mm 19.8mm 19.4mm 19.8mm } @page tile:left { margin: 12.6mm 19.8mm 19.4mm 19.8mm }
@page guide-one { size: 226.073mm 292.565mm; margin: 24mm 15.7mm 20mm 45.3mm } @page guide-one:left { margin: 24mm 15.7mm 20mm 45.3mm }
@page sheet-one { margin: 24mm 15.7mm 20mm 25mm } @page sheet-one:left { margin: 24mm 15.7mm 20mm 25mm }
@page land-one { size: 292.565mm 226.073mm; margin: 24mm 15.7mm 20mm 15.7mm } @page land-one:left { margin: 24mm 15.7mm 20mm 15.7mm }
@page a3-one { size: 452.147mm 292.565mm; margin: 24mm 45mm 20mm 45mm; font-size: 12.7pt } @page a3-one:left { margin: 24mm 45mm 20mm 45mm }
@page notes { margin: 24mm 25mm 20mm 15.7mm }
@page brought { size: 226.073mm 292.565mm; margin: 12.6mm 15.7mm 0 15.7mm } @page brought:left { margin: 12.6mm 15.7mm 0 15.7mm }
@page brought-land { size: 292.565mm 226.073mm; margin: 12.6mm 15.7mm 0 15.7mm } @page brought-land:left { margin: 12.6mm 15.7mm 0 15.7mm }
@page brought-a3 { size: 452.147mm 292.565mm; margin: 12.6mm 45mm 0 45mm }
@page cover { margin: 12.7mm } .cover { height: 267mm } .notes .lines { height: 232mm }
.scale thead .word, .tile .ribbon { font-size: 9.5pt } :root { --body: 11pt }
"""


class PrintFault(Exception):
    """A sheet cannot be printed as it is; the message says which and why."""


@dataclass(frozen=True)
class Layout:
    """Everything but the HTML that makes a sheet's bytes: print CSS, its folder, a digest of its fonts and drawings."""

    css: str
    folder: Path
    digest: str
    zoom: float = 1.0
    engine: str = ENGINE


def load_layout(theme: Path, paper: str = "a4") -> Layout:
    """The print look in theme/print with the fonts in theme/fonts; `letter` lays every page out anew."""
    parts = ("print.css", "blocks/blocks.css")
    css = "\n".join((theme / "print" / part).read_text(encoding="utf-8") for part in parts)
    css += LETTER if paper == "letter" else ""
    digest = hashlib.sha256(css.encode())
    for path in sorted(path for part in ("print", "fonts") for path in (theme / part).rglob("*") if path.suffix in TYPES):
        digest.update(path.name.encode() + path.read_bytes())
    return Layout(css, theme / "print", digest.hexdigest(), LETTER_ZOOM if paper == "letter" else 1.0)


def key(html: str, layout: Layout) -> str:
    """Hash of everything that makes the PDF of `html`."""
    return hashlib.sha256(f"{layout.engine}\0{layout.digest}\0{layout.zoom}\0{VARIANT}\0{html}".encode()).hexdigest()


# ------------------------------------------------------------ one sheet


def render(html: str, layout: Layout) -> bytes:
    """The PDF. Raises PrintFault for a letter that no font has, a file outside the theme, or a warning of the engine."""
    if missing := missing_letters(html, layout.folder.parent):
        raise PrintFault(f"{title_of(html)}: no bundled font has {', '.join(missing)}; write it in another way")
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    css, fonts = _styles(layout)
    fetcher = _fetcher(layout)
    pdf = b""
    with _warnings() as faults:
        try:
            document = HTML(string=html, base_url=layout.folder.as_uri() + "/", url_fetcher=fetcher).render(
                stylesheets=[css], font_config=fonts
            )
            # the variant belongs here: given to render, tags are lost
            pdf = document.write_pdf(zoom=layout.zoom, pdf_variant=VARIANT)
        except FatalURLFetchingError:
            faults += fetcher.refused
    faults += fetcher.refused
    if not faults:
        pdf, faults = _finished(pdf, key(html, layout)[:8])
    if faults:
        raise PrintFault(f"{title_of(html)}: {'; '.join(dict.fromkeys(faults))}")
    return pdf


def _finished(data: bytes, prefix: str) -> tuple[bytes, list[str]]:
    """The PDF with ids of its own, ready to stand beside others; and what is wrong with its fonts."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        faults = [f"a letter is set in {name}, which is not a font of the toolkit" for name in strangers(pdf)]
        say_scopes(pdf)
        prefix_ids(pdf, f"{prefix}-")
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue(), faults


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
    # what a process has read by now stays: searched for cycles again and again, it makes sheets slower by a tenth
    gc.collect()
    gc.freeze()
    return css, fonts


#: The engine's fonts must go before the interpreter does, else it complains on the terminal.
atexit.register(_styles.cache_clear)


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
    others, level, propagate = logger.handlers[:], logger.level, logger.propagate
    logger.handlers, logger.propagate = [Listener(logging.WARNING)], False
    logger.setLevel(logging.WARNING)
    try:
        yield heard
    finally:
        logger.handlers, logger.propagate = others, propagate
        logger.setLevel(level)


# ------------------------------------------------------------ many sheets


def _work(html: str, layout: Layout) -> tuple[str, bytes, str]:
    """Key, PDF, and what was wrong; a fault is handed back, so that one run names the faults of all sheets."""
    try:
        return key(html, layout), render(html, layout), ""
    except PrintFault as fault:
        return key(html, layout), b"", str(fault)


class Press:
    """Renders many sheets on all cores, each distinct content once. `rendered` counts what was really laid out.

    Its processes stay until the end, because each has to read the fonts first.
    """

    def __init__(
        self, layout: Layout, cache: Cache, jobs: int, step: Callable[[str, int], Callable[[], None]] | None = None
    ) -> None:
        self.layout = layout
        self.cache = cache
        self.jobs = jobs
        self.step = step or (lambda name, total: lambda: None)
        self.rendered = 0
        self._pool: ProcessPoolExecutor | None = None

    def close(self) -> None:
        """Send the processes home; a press may be used again afterwards."""
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None

    def sheets(self, htmls: Iterable[str]) -> dict[str, bytes]:
        """Key -> PDF, from the cache or laid out now. Raises one PrintFault with the faults of all sheets."""
        wanted = {key(html, self.layout): html for html in htmls}
        done = {name: pdf for name in wanted if (pdf := self.cache.get(name)) is not None}
        missing = [html for name, html in wanted.items() if name not in done]
        advance = self.step("Laying out sheets", len(missing))
        faults = []
        for name, pdf, fault in self._render(missing):
            advance()
            if fault:
                faults.append(fault)
                continue
            done[name] = pdf
            self.cache.put(name, pdf)
            self.rendered += 1
        if faults:
            raise PrintFault("\n".join(sorted(faults)))
        return done

    def _render(self, htmls: list[str]) -> Iterator[tuple[str, bytes, str]]:
        if self._pool is None and (len(htmls) < FEW or self.jobs < 2):
            yield from (_work(html, self.layout) for html in htmls)
            return
        if self._pool is None:
            # spawn: a fork would copy the threads of the progress bar in a state that can hang
            self._pool = ProcessPoolExecutor(self.jobs, multiprocessing.get_context("spawn"))
        longest_first = sorted(htmls, key=len, reverse=True)
        tasks = [self._pool.submit(_work, html, self.layout) for html in longest_first]
        try:
            for task in as_completed(tasks):
                yield task.result()
        except BaseException:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None
            raise
