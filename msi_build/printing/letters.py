"""What a sheet says, read from its HTML before it is laid out: its title, and letters that could not be printed."""

from __future__ import annotations

from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

#: Faces to which every font list of print.css comes back in the end.
LAST_RESORT = ("SourceSans3-*.woff2", "noto-sans-*.woff2")

#: Spaces and joiners: they need no glyph.
UNSEEN = frozenset({0xA0, 0xAD, 0x200B, 0x200C, 0x200D, 0x2009, 0x202F})


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


def missing_letters(html: str, theme: Path) -> list[str]:
    """Letters that the bundled fonts do not have, as `日 (U+65E5)`: they would be printed as boxes."""
    covered = _covered(theme)
    return [f"{one} (U+{ord(one):04X})" for one in sorted(_read(html).letters) if one > " " and ord(one) not in covered]


@lru_cache(maxsize=2)
def _covered(theme: Path) -> frozenset[int]:
    """Code points that are printed wherever they stand."""
    from fontTools.ttLib import TTFont

    weights = []
    for pattern in LAST_RESORT:
        points = [frozenset(TTFont(path, lazy=True).getBestCmap()) for path in sorted((theme / "fonts").glob(pattern))]
        weights.append(frozenset.intersection(*points))
    return frozenset.union(UNSEEN, *weights)
