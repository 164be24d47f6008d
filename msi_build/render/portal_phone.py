"""A district in one file for a phone: everything inlined, no script needed, works alone in an empty folder.

Android hands one file to the browser and no folder, so that the pages of a stick cannot be walked through there.
The file is the district's pages one after the other; links between them become jumps, links out of the district
become words. The styles are those of the site, dark where the phone is dark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup

from msi_build.artifacts import Artifact
from msi_build.render.district_view import DistrictView
from msi_build.render.portal_page import PortalPage, Site, district_path

#: Pages that are left out: a phone prints nothing.
LEFT_OUT = {"papers"}

#: Classes that the file has around its chapters.
AROUND = frozenset({"msi", "phone", "top", "small", "dim"})

STYLES = ("tokens.css", "portal.css")
SCRIPT = "javascripts/today.js"

_DARK = re.compile(r'\[data-md-color-scheme="slate"\] \{(.*?)\}', re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{[^{}]*\}")
_EMPTY = re.compile(r"@media[^{}]*\{\s*\}")
_CLASS = re.compile(r'class="([^"]*)"')
_NAME = re.compile(r"\.([a-z][\w-]*)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ID = re.compile(r'\b(id|aria-labelledby|for)="([\w-]+)"')
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_HEADING = re.compile(r"<(/?)h([1-4])\b")


@dataclass(frozen=True)
class Chapter:
    """One page of the district: name of its anchor, words of the menu, its content."""

    name: str
    words: str
    content: Markup


def phone_path(view: DistrictView) -> str:
    return district_path(view.district, "phone")


def phone_file(view: DistrictView, site: Site, pages: Iterable[PortalPage], words: dict[str, str]) -> Artifact:
    """`pages` of the district, rendered for a file that stands alone; `words` name them in the menu."""
    names = {page.path: page.path.rpartition("/")[2].removesuffix(".html") for page in pages}
    kept = {name for name in names.values() if name not in LEFT_OUT}
    chapters = [
        # the templates of the pages have escaped every value
        Chapter(names[page.path], words[names[page.path]], Markup(_alone(page.content, names[page.path], kept)))
        for page in pages
        if names[page.path] in kept
    ]
    assets = site.theme / "site/assets"
    classes = AROUND.union(*(found.split() for one in chapters for found in _CLASS.findall(one.content)))
    text = site.render(
        "phone", view=view, chapters=chapters, styles=Markup(_styles(assets, classes)), audience=site.audience,
        script=Markup((assets / SCRIPT).read_text(encoding="utf-8")),
    )  # fmt: skip
    return Artifact.text(phone_path(view), text)


@cache
def _styles(assets: Path, classes: frozenset[str]) -> str:
    """The site's own styles, as far as the file has what they dress; dark where the phone is dark."""
    text = _COMMENT.sub("", "\n".join((assets / name).read_text(encoding="utf-8") for name in STYLES))
    dark = _DARK.search(text)
    kept = _EMPTY.sub("", _RULE.sub(lambda rule: rule[0] if _dresses(rule[1], classes) else "", text))
    text = re.sub(r"\s*\n\s*", "\n", kept)
    return text + (f"\n@media screen and (prefers-color-scheme: dark) {{ :root {{{dark[1]}}} }}" if dark else "")


def _dresses(selectors: str, classes: frozenset[str]) -> bool:
    """Is there an element that one of the selectors may mean?"""
    return "data-md" not in selectors and any(classes.issuperset(_NAME.findall(one)) for one in selectors.split(","))


def _alone(content: str, name: str, kept: set[str]) -> str:
    """The page as a chapter: its anchors get its name, its headings go one down, except on the first page."""
    text = _ID.sub(lambda found: f'{found[1]}="{name}-{found[2]}"', content)
    text = _LINK.sub(lambda found: _link(found, name, kept), text)
    if name != "index":
        text = _HEADING.sub(lambda found: f"<{found[1]}h{int(found[2]) + 1}", text)
    return text


def _link(found: re.Match[str], name: str, kept: set[str]) -> str:
    """A jump within the file; the words alone where the target is not in it."""
    page, _, anchor = found[1].partition("#")
    target = page.removesuffix(".html") or name
    if target not in kept:
        return found[2]
    return f'<a href="#{target}-{anchor}">{found[2]}</a>' if anchor else f'<a href="#{target}">{found[2]}</a>'
