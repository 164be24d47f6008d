"""Proof of the finished site: every link resolves, in exact case, and nothing is loaded from elsewhere.

Sees what the site builder's strict mode cannot: portal pages, ready HTML inside pages, style sheets, files.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

#: Attributes that load a file, by tag; every other href is a link to follow.
_LOADS = {
    ("link", "href"), ("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("video", "src"),
    ("audio", "src"), ("embed", "src"), ("object", "data"), ("input", "src"), ("image", "href"), ("use", "href"),
}  # fmt: skip
_FOLLOWS = {("a", "href"), ("area", "href"), ("form", "action")}
_OUTSIDE = {"http", "https", "mailto", "tel"}
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""")
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True)
class Page:
    """What a page offers and wants: its anchors, the links it shows, the files it loads."""

    anchors: frozenset[str]
    links: tuple[str, ...]
    loads: tuple[str, ...]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" or (tag == "a" and name == "name"):
                self.anchors.add(value or "")
            elif (tag, name) in _LOADS:
                self.loads.append(value or "")
            elif (tag, name) in _FOLLOWS:
                self.links.append(value or "")


def read_page(text: str) -> Page:
    """Anchors, links and loads of one page of HTML."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return Page(frozenset(reader.anchors), tuple(reader.links), tuple(reader.loads))


def check_links(site: Path) -> list[str]:
    """Every fault of the site as "page: what is wrong", sorted; empty when all is well."""
    files = {
        Path(folder, name).relative_to(site).as_posix()
        for folder, _, names in os.walk(site)
        for name in names
    }
    pages = {
        path: read_page((site / path).read_text(encoding="utf-8"))
        for path in sorted(files)
        if path.endswith(".html")
    }
    faults = {fault for path, page in pages.items() for fault in _page_faults(path, page, files, pages)}
    for path in files:
        if path.endswith(".css"):
            faults.update(_css_faults(path, (site / path).read_text(encoding="utf-8"), files))
    return sorted(faults)


def _page_faults(path: str, page: Page, files: set[str], pages: dict[str, Page]) -> Iterator[str]:
    for url in dict.fromkeys(page.loads):
        yield from _load_faults(path, url, files)
    for url in dict.fromkeys(page.links):
        fault = _link_fault(path, url, files, pages)
        if fault:
            yield f"{path}: {fault}"


def _css_faults(path: str, text: str, files: set[str]) -> Iterator[str]:
    for found in _CSS_URL.finditer(_CSS_COMMENT.sub("", text)):
        yield from _load_faults(path, found[1] or found[2], files)


def _load_faults(path: str, url: str, files: set[str]) -> Iterator[str]:
    parts = urlsplit(url)
    if parts.scheme == "data" or url.startswith("#"):
        return
    if parts.scheme or parts.netloc:
        yield f"{path}: loads {url} from elsewhere"
    elif parts.path.startswith("/"):
        yield f"{path}: {url} begins at the root of the server"
    elif _target(path, parts.path) not in files:
        yield f"{path}: loads {url}, which does not exist{_other_case(_target(path, parts.path), files)}"


def _link_fault(path: str, url: str, files: set[str], pages: dict[str, Page]) -> str:
    """Why the link does not lead anywhere; "" when it does."""
    parts = urlsplit(url)
    if parts.scheme in _OUTSIDE or parts.netloc:
        return "" if parts.scheme in _OUTSIDE else f"link {url} has no http or https"
    if parts.scheme:
        return f"link {url} is not a web address, a mail address or a page"
    if parts.path.startswith("/"):
        return f"link {url} begins at the root of the server"
    target = _target(path, parts.path)
    if target not in files:
        if parts.path.endswith(("/", "..", ".")) or any(file.startswith(f"{target}/") for file in files):
            return f"link {url} leads to a folder; name its index.html"
        return f"link {url} leads to nothing{_other_case(target, files)}"
    anchor = unquote(parts.fragment)
    if anchor and target in pages and anchor not in pages[target].anchors:
        return f"link {url} names an anchor that {target} does not have"
    return ""


def _target(path: str, link: str) -> str:
    """The file of the site that a relative link on the page `path` names; an empty link names the page."""
    if not link:
        return path
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(link)))


def _other_case(target: str, files: set[str]) -> str:
    same = next((file for file in sorted(files) if file.lower() == target.lower()), "")
    return f" (there is {same})" if same else ""
