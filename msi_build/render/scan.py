"""A document's body in pieces: prose and fenced code, each with the line on which it begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPEN = re.compile(r"(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^`]*?)[ \t]*$")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


@dataclass(frozen=True)
class Prose:
    """Markdown outside fenced code. `line` is the first line in the file, from 1."""

    text: str
    line: int


@dataclass(frozen=True)
class Fence:
    """Fenced code. `text` is what stands between the fences, `raw` all of it; `line` is that of the opening fence."""

    info: str
    text: str
    raw: str
    line: int
    indent: int
    closed: bool

    @property
    def name(self) -> str:
        """The first word behind the fence: a block's name, or a language."""
        return self.info.split()[0].lower() if self.info.split() else ""


def pieces(body: str, first_line: int) -> Iterator[Prose | Fence]:
    """The body in order; joined with line ends, the texts and raws give the body back."""
    lines = body.split("\n")
    start = at = 0
    while at < len(lines):
        found = _OPEN.fullmatch(lines[at])
        if not found:
            at += 1
            continue
        if at > start:
            yield Prose("\n".join(lines[start:at]), first_line + start)
        end = _closing(lines, at + 1, found["fence"])
        last = len(lines) if end is None else end + 1
        inner = lines[at + 1 : last if end is None else end]
        yield Fence(
            found["info"], "\n".join(inner), "\n".join(lines[at:last]), first_line + at, len(found["indent"]), end is not None
        )
        start = at = last
    if start < len(lines):
        yield Prose("\n".join(lines[start:]), first_line + start)


def _closing(lines: list[str], start: int, fence: str) -> int | None:
    """The line that closes a fence: the same sign, at least as often, and nothing else."""
    closing = re.compile(rf"[ \t]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*")
    return next((at for at in range(start, len(lines)) if closing.fullmatch(lines[at])), None)


def without_code(text: str) -> str:
    """The text with code spans and comments blanked out, so that every offset and line stays where it was."""
    return _COMMENT.sub(_blank, _CODE_SPAN.sub(_blank, text))


def _blank(hit: re.Match[str]) -> str:
    return "".join(char if char == "\n" else " " for char in hit[0])


def without_comments(text: str) -> str:
    """The text without `<!-- -->`: what authors note for themselves is not published. Code spans are kept."""
    parts, end = [], 0
    for hit in re.finditer(f"{_CODE_SPAN.pattern}|({_COMMENT.pattern})", text, re.DOTALL):
        if hit[3] is not None:
            parts.append(text[end : hit.start()])
            end = hit.end()
    return "".join([*parts, text[end:]])


def outside_code(text: str) -> Iterator[tuple[str, bool]]:
    """The text in parts; True with a part that is outside of code spans."""
    end = 0
    for hit in _CODE_SPAN.finditer(text):
        yield text[end : hit.start()], True
        yield hit[0], False
        end = hit.end()
    yield text[end:], True
