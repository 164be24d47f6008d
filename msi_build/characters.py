"""Which characters and names a source may hold: rules that are the same for YAML, Markdown and file names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

#: Combining marks in a row that real languages need (Vietnamese, Yoruba and others use at most three).
MOST_MARKS = 4

LONGEST_SLUG = 60

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

#: Names that Windows keeps for devices: such a file cannot be made on a USB stick's PC.
_DEVICES = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}

#: Folders and files of the site itself.
_SITE_NAMES = {"index", "assets", "search", "404", "static", "api", "admin", "shell", "edition", "sitemap"}

_KINDS = (
    ("\x00", "a NUL character (the file may be damaged)"),
    ("\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f", "a control character"),
    ("\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c", "a hidden character that turns the direction of text"),
    ("\ufeff", "a hidden byte-order mark (files joined together?)"),
    ("\u200b\u2060\u180e", "an invisible character of no width"),
    ("\u2028\u2029", "a hidden line separator"),
    ("\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff", "a broken character"),
)
_BAD = re.compile("|".join(f"([{members}])" for members, _ in _KINDS))
_MARKS = re.compile(
    rf"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{{{MOST_MARKS + 1},}}"
)


@dataclass(frozen=True)
class BadCharacter:
    """A character that may not be there: its offset in the text (from 0), and what it is in plain words."""

    offset: int
    what: str
    code: str


def bad_characters(text: str) -> tuple[BadCharacter, ...]:
    """Every character of `text` that would run, hide or break something; lines and tabs are fine."""
    return tuple(
        BadCharacter(hit.start(), _KINDS[(hit.lastindex or 1) - 1][1], f"U+{ord(hit.group()):04X}")
        for hit in _BAD.finditer(text)
    )


def stacked_marks(text: str) -> int | None:
    """Offset of the first letter with more combining marks than any language needs, or None."""
    hit = _MARKS.search(text)
    return hit.start() if hit else None


def slug_fault(text: str) -> str | None:
    """Why `text` cannot be a name in an address or a file name, in plain words; None when it can."""
    if not text:
        return "is empty"
    if text.casefold().split(".")[0] in _DEVICES:
        return "is a name that Windows keeps for itself"
    if not _SLUG.fullmatch(text):
        return "may hold only small letters a-z, digits and single hyphens, and begins with a letter"
    if len(text) > LONGEST_SLUG:
        return f"has {len(text)} characters; at most {LONGEST_SLUG} are allowed"
    if text in _SITE_NAMES:
        return "is a name that the website itself uses"
    return None


def slug_of(text: str) -> str:
    """The nearest allowed name, to show as an example: `Adinkra East` -> `adinkra-east`. May be empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-0123456789")[:LONGEST_SLUG].rstrip("-")
