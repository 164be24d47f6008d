"""Built shells and ready HTML to portal pages, and the finishing touches on a built site.

A shell is an ordinary page of the site, theme and all, that MkDocs builds once for each depth; its template
`theme/site/portal.html` leaves four marks. A portal page of the same depth is the shell with the marks filled,
so the shell's relative links hold.
"""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msi_build.artifacts import Artifact
from msi_build.website.search import write_index
from msi_build.website.tables import mended

if TYPE_CHECKING:
    from msi_build.render.portals import PortalPage

#: What stands in the shell, in this order: <!-- msi:title --> and so on.
MARKS = ("title", "breadcrumb", "content", "sidebar")

#: Folder of a shell's page by the kind of portal page: all pages of a kind lie at this depth. Programme and library
#: are pages of the menu: their first page takes the place of its own shell.
SHELLS: Mapping[str, str] = {
    "districts": "districts/shell/shell",
    "groups": "groups/shell/shell",
    "countries": "countries/shell",
    "programme": "programme",
    "learning": "learning",
}

#: What the menu calls those that stand in it.
TITLES: Mapping[str, str] = {"programme": "The programme", "learning": "Peer-learning library"}

_INDENT = re.compile(r"\n\s+")
_WORDS = re.compile(r'\n<span class="md-ellipsis">\n([^<\n]*)\n</span>\n')
_AS_TYPED = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)

_MARK = re.compile(r"<!-- msi:([a-z]+) -->")
_SHELL_PAGE = """---
title: {title}
template: portal.html
section: {section}
search:
  exclude: true
---
"""


class ShellFault(Exception):
    """A shell does not have each mark exactly once: the theme and `fill` do not fit together."""


def shells() -> list[Artifact]:
    """One page to stage for each kind of portal page."""
    return [
        Artifact.text(f"{folder}/index.md", _SHELL_PAGE.format(title=TITLES.get(kind, "Portal"), section="districts"))
        for kind, folder in SHELLS.items()
    ]


def shell_for(path: str) -> str:
    """The built shell (path in the site) for the portal page at `path`, by its first folder and its depth."""
    shell = f"{SHELLS[path.split('/')[0]]}/index.html"
    if shell.count("/") != path.count("/"):
        raise ShellFault(f"{path} does not lie at the depth of its shell {shell}")
    return shell


def fill(shell: str, page: PortalPage) -> str:
    """The page's HTML: the shell with every mark replaced. `page.sidebar` and `page.content` are ready HTML."""
    parts = {
        "title": html.escape(page.title),
        "breadcrumb": _breadcrumb(page.breadcrumb),
        "content": page.content,
        "sidebar": page.sidebar,
    }
    pieces = _MARK.split(shell)
    found = tuple(pieces[1::2])
    if found != MARKS:
        raise ShellFault(f"the shell has the marks {', '.join(found) or 'none'}; expected {', '.join(MARKS)}")
    pieces[1::2] = [parts[mark] for mark in found]
    return "".join(pieces)


def fill_all(site: Path, pages: Iterable[PortalPage]) -> Iterator[Artifact]:
    """Every portal page, ready to be written into the built site `site`, whose shells are still there."""
    built = {kind: (site / folder / "index.html") for kind, folder in SHELLS.items()}
    texts = {kind: dense(path.read_text(encoding="utf-8")) for kind, path in built.items() if path.is_file()}
    for page in pages:
        kind = shell_for(page.path).split("/")[0]
        yield Artifact.text(page.path, fill(texts[kind], page))


def dense(page: str) -> str:
    """Without indents and empty lines, and with plain words in menus: a quarter of a page of the theme, which everybody's
    phone would carry.
    """
    pieces = _AS_TYPED.split(page)
    pieces[::2] = [_WORDS.sub(r"\1", _INDENT.sub("\n", piece)) for piece in pieces[::2]]
    menus, begin, text = "".join(pieces).partition("<article")
    return menus.replace(">\n<", "><") + begin + text


def _breadcrumb(steps: Iterable[tuple[str, str]]) -> str:
    items = (
        f'<li class="md-path__item"><a href="{html.escape(href)}" class="md-path__link">'
        f'<span class="md-ellipsis">{html.escape(text)}</span></a></li>'
        for text, href in steps
    )
    return "".join(items)


#: Made by the builder and of no use in an edition: they hold root-absolute or empty addresses.
_USELESS = ("404.html", "sitemap.xml", "sitemap.xml.gz", "assets/images/favicon.png")

#: The theme's own search, for which ours stands.
_USELESS_FOLDERS = ("assets/javascripts/lunr", "assets/javascripts/workers")


def finish(site: Path) -> None:
    """Last touches on a built site, shells filled: search that works from a file, nothing that is not needed."""
    for path in (site / name for name in _USELESS):
        path.unlink(missing_ok=True)
    for folder in _USELESS_FOLDERS:
        shutil.rmtree(site / folder, ignore_errors=True)
    for path in site.rglob("*.map"):
        path.unlink()
    for folder in SHELLS.values():
        shutil.rmtree(site / folder.partition("/shell")[0] / "shell", ignore_errors=True)
    for path in site.rglob("*.html"):
        _mend(path)
    write_index(site)


#: Attributes of the theme and of Markdown that HTML does not know there.
_STRANGE = re.compile(
    r'(?<=id="__drawer") autocomplete="off"|(?<=id="__search") autocomplete="off"'
    r'|(?<=_label") tabindex=""|(?<=") markdown="0"(?=[ >])'
)


def _mend(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    if (better := dense(mended(_STRANGE.sub("", text)))) != text:
        page.write_text(better, encoding="utf-8")
