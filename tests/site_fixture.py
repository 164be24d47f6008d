"""A small stage with one page of every kind, built once for the tests of the website."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from msi_build.artifacts import Artifact
from msi_build.website.builder import build_site
from msi_build.website.fill import fill_all, finish, shells
from msi_build.website.stage import stage

CONFIG = Path(__file__).parent.parent / "mkdocs.yml"

NAV = [
    {"Start": "index.md"},
    {"Events": ["events/index.md", {"Workshop 1": "events/workshop-1.md"}]},
    {"Tools": ["tools/index.md", {"Workshop 1": ["tools/workshop-1/checklist.md"]}]},
    {"Districts": "districts/index.md"},
]

CHECKLIST = """---
title: Observation checklist
---

# Observation checklist

Listen to each presentation with one sheet in your hand.

## Numbers

Write &lt;b&gt;none&lt;/b&gt; where Ségou counted nothing.

!!! tip "Tip 14"
    Ask about absenteeism, then wait.

| Ward | Jan | Feb | Mar | Apr | May | June | July | Aug | Sept | Oct | Nov |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
| Maternity | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 |

| Code | Key |
|---|---|
| A | Reproductivematernalnewbornchildandadolescenthealth |

??? note "More"
    Opened on paper.
"""

FINDER = """---
title: Districts
---

# Districts

<div class="msi finder"><section data-country><h2><a href="../countries/gh/index.html">Ghana</a></h2>
<div class="group"><h3><a href="../groups/gh/adinkra/index.html">Adinkra group</a></h3>
<ul><li><a href="gh/adinkra-east/index.html">Adinkra East</a> <i>planning</i></li><li><a href="gh/adinkra-west/index.html">Adinkra West</a> <i>reflecting</i></li></ul></div></section>
</div>
"""

PAGES = {
    "index.md": "---\ntitle: MSI toolkit\n---\n\n# Start here\n\nSee [workshop 1](events/workshop-1.md).\n",
    "events/index.md": "---\ntitle: Events\n---\n\n# Events\n\nNine of them.\n",
    "events/workshop-1.md": "---\ntitle: Workshop 1\n---\n\n# Workshop 1\n\n"
    "Hand out [the checklist](../tools/workshop-1/checklist.md#numbers).\n",
    "tools/index.md": "---\ntitle: Tools\n---\n\n# Tools\n\nAll tools.\n",
    "tools/workshop-1/checklist.md": CHECKLIST,
    "districts/index.md": FINDER,
}


@dataclass(frozen=True)
class Portal:
    """A portal page as the render step hands it over."""

    path: str
    kind: str
    title: str
    breadcrumb: tuple[tuple[str, str], ...] = ()
    sidebar: str = "<ul><li><a href='index.html' aria-current='page'>Overview</a></li></ul>"
    content: str = "<h1>Portal</h1><section class='next'><h2>Your next step</h2><h3 class='when'>Meeting 1</h3></section>"


PORTALS = (
    Portal("districts/gh/adinkra-east/index.html", "district", "Adinkra East", (("Districts", "../../index.html"),)),
    Portal("districts/gh/adinkra-west/index.html", "district", "Adinkra West"),
    Portal("groups/gh/adinkra/index.html", "group", "Adinkra group"),
    Portal("countries/gh/index.html", "country", "Ghana"),
    Portal("programme/index.html", "programme", "The programme"),
    Portal("learning/index.html", "learning", "Peer-learning library"),
)


def staged(**changed: str) -> list[Artifact]:
    """The artifacts of the small stage; keyword arguments replace pages by their name without dots and slashes."""
    names = {path.replace("/", "_").removesuffix(".md"): path for path in PAGES}
    texts = PAGES | {names[name]: text for name, text in changed.items()}
    return [
        *(Artifact.text(path, text) for path, text in texts.items()),
        Artifact("tools/workshop-1/checklist.pdf", b"%PDF-1.7\n"),
        *shells(),
    ]


def built(folder: Path, portals: Iterable = PORTALS, **changed: str) -> Path:
    """Stage, build, fill with portal pages and finish below `folder`; the site."""
    site = folder / "site"
    stage(staged(**changed), folder / "stage")
    build_site(folder / "stage", site, CONFIG, NAV)
    for page in fill_all(site, portals):
        target = site / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(page.content)
    finish(site)
    return site
