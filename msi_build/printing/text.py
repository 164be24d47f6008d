"""What stands on a page, read back from the finished PDF: for preflight, which trusts no plan."""

from __future__ import annotations

import re

import pikepdf

from msi_build.printing.fonts import glyph_texts

_FONT_OR_GLYPHS = re.compile(rb"/(\w+) [\d.]+ Tf|<([0-9a-f]+)>")


def page_text(page: pikepdf.Page, known: dict[object, dict[int, str]]) -> str:
    """The letters of a page in the order of drawing, without spaces. `known` keeps glyph tables between pages."""
    fonts = page.obj.get("/Resources", {}).get("/Font", {})
    letters: list[str] = []
    table: dict[int, str] = {}
    for found in _FONT_OR_GLYPHS.finditer(_content(page)):
        if found[1]:
            font = fonts[f"/{found[1].decode()}"]
            if font.objgen not in known:
                known[font.objgen] = {glyph: _letters(text) for glyph, text in glyph_texts(font).items()}
            table = known[font.objgen]
        else:
            letters += [table.get(int(found[2][at : at + 4], 16), "") for at in range(0, len(found[2]), 4)]
    return squeezed("".join(letters))


def _letters(utf16: str) -> str:
    return bytes.fromhex(utf16).decode("utf-16-be", "replace")


def _content(page: pikepdf.Page) -> bytes:
    given = page.obj.Contents
    streams = [given] if given._type_name == "stream" else list(given)
    return b"\n".join(stream.read_bytes() for stream in streams)


def squeezed(text: str) -> str:
    """Without spaces: where a line breaks is the layout's affair."""
    return "".join(text.split())
