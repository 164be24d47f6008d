"""The index by which the guidance is searched: what each page says, cut at its headings.

The site builder's index names the pages, their words of daily life (tags) and their weights; the texts are read from
the built pages, where the words of neighbouring cells do not run together. The search itself is
`theme/site/assets/javascripts/search.js`.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from pathlib import Path

from msi_build.page_text import pieces

#: Where the text of a page stands in the theme's markup.
_BEGIN, _END = '<article class="md-content__inner md-typeset">', "</article>"


def write_index(site: Path) -> None:
    """Put our index in the place of the builder's: as data for a server's pages, and as a script for pages opened from
    a file, which may load nothing else.
    """
    index = site / "search" / "search_index.json"
    if not index.is_file():
        return
    built = json.loads(index.read_text(encoding="utf-8"))
    config = {key: built["config"][key] for key in ("fields", "separator")}
    docs = [doc for page in _pages(built["docs"]) for doc in _entries(site, page)]
    text = json.dumps({"config": config, "docs": docs}, ensure_ascii=False, separators=(",", ":"))
    index.with_suffix(".js").write_text(f"var __index = {text}", encoding="utf-8")
    index.write_text(text, encoding="utf-8")


def _pages(docs: list[dict]) -> list[dict]:
    """The entries that stand for whole pages, by what comes before # in their addresses."""
    found: dict[str, dict] = {}
    for doc in docs:
        found.setdefault(doc["location"].partition("#")[0], doc)
    return [doc | {"location": page} for page, doc in found.items()]


def _entries(site: Path, page: dict) -> Iterator[dict]:
    """The page itself with what stands above its second heading, then what stands below each."""
    text = (site / page["location"]).read_text(encoding="utf-8")
    article = text[text.index(_BEGIN) : text.rindex(_END)]
    above, *below = pieces(article, at_ids=False)
    title = html.unescape(page["title"])
    first = below.pop(0).text if below and below[0].head == title else ""
    boost = {"boost": page["boost"]} if "boost" in page else {}
    yield {"location": page["location"], "title": title, "text": f"{above.text} {first}".strip(), "tags": page.get("tags", [])} | boost
    for piece in below:
        yield {"location": f"{page['location']}#{piece.anchor}", "title": piece.head, "text": piece.text} | boost
