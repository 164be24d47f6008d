"""What is drawn on a page, read back from the finished PDF: for preflight, which trusts no plan."""

from __future__ import annotations

import pikepdf

from msi_build.printing.fonts import glyph_texts


def letters_of(font: pikepdf.Object) -> dict[bytes, str]:
    """Glyph, as four hex digits, and the letters that it stands for."""
    return {b"%04x" % glyph: bytes.fromhex(text).decode("utf-16-be", "replace") for glyph, text in glyph_texts(font).items()}


def content_of(page: pikepdf.Page) -> bytes:
    """All that is drawn on a page."""
    given = page.obj.Contents
    streams = [given] if given._type_name == "stream" else list(given)
    return b"\n".join(stream.read_bytes() for stream in streams)


def squeezed(text: str) -> str:
    """Without spaces: where a line breaks is the layout's affair."""
    return "".join(text.split())
