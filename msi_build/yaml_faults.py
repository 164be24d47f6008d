"""The faults of the YAML parser in words for people who have never heard of YAML."""

from __future__ import annotations

import re

import yaml


def quoted_form(line: str) -> str:
    """For `text: Deaths: too many` the advice to put it in quotes; empty when the line has no value."""
    found = re.match(r"(\s*(?:- )*)(?:([\w-]+): +)?(.+)$", line)
    if not found or found[3].startswith(("[", "{", '"')):
        return ""
    key = f"{found[2]}: " if found[2] else found[1].lstrip()
    escaped = found[3].rstrip().replace("\\", "\\\\").replace('"', '\\"')
    shown = escaped if len(escaped) <= 70 else f"{escaped[:60]} …"
    return f'Put the text in quotes: {key}"{shown}"'


def plain_words(
    error: yaml.MarkedYAMLError, lines: list[str], quoted: yaml.ScalarEvent | None
) -> tuple[int, int, str, str]:
    """Line and column (from 0), message and hint for a fault of the YAML parser."""
    mark = error.problem_mark or error.context_mark
    start = error.context_mark or mark
    problem, context = error.problem or "", error.context or ""
    line = lines[mark.line] if mark.line < len(lines) else ""
    if "quoted scalar" in context and ("end of stream" in problem or "document separator" in problem):
        return (
            start.line,
            start.column,
            "the quoted text that begins here is never closed",
            "Type the missing quote at its end.",
        )
    if "escape" in problem or "escape" in context or "hexdecimal" in problem or "hexadecimal" in problem:
        return (
            mark.line,
            mark.column,
            "a backslash \\ in double quotes begins a code that does not exist",
            "Put the text in 'single quotes', or type two backslashes.",
        )
    if quoted and quoted.end_mark.line > quoted.start_mark.line and mark.line - quoted.end_mark.line < 2:
        first = quoted.start_mark
        return (
            first.line,
            first.column,
            "the quoted text that begins here seems not to be closed on its line",
            ("Type the missing quote at its end. A quote inside a text is typed twice in 'single quotes'."),
        )
    if "\\t" in problem or "\t" in line[: len(line) - len(line.lstrip())]:
        return mark.line, mark.column, "a Tab is used to indent this line", "Use spaces, not the Tab key."
    if "mapping values are not allowed" in problem and ": " not in line[: mark.column]:
        return (
            mark.line,
            len(line) - len(line.lstrip()),
            "this line is indented more than the line above it",
            ("Lines of one block begin in the same column."),
        )
    if "mapping values are not allowed" in problem:
        return (
            mark.line,
            mark.column,
            "a colon followed by a space inside a text needs quotes around the text",
            (quoted_form(line) or 'Put the text in "double quotes".'),
        )
    if "cannot start any token" in problem:
        return (
            mark.line,
            mark.column,
            "a text cannot begin with this sign",
            quoted_form(line) or "Put it in quotes.",
        )
    if "flow" in context:
        return (
            start.line,
            start.column,
            "a bracket that opens here is not closed, or a comma is missing in it",
            ("Check the commas, and that each [ has its ] and each { its }."),
        )
    if "simple key" in context:
        return (
            start.line,
            start.column,
            "this line has no colon after its key",
            "Write key: value. A text over several lines is indented.",
        )
    if quoted and quoted.end_mark.line == mark.line:
        return (
            mark.line,
            mark.column,
            "text stands after the closing quote",
            "Put the whole text inside the quotes.",
        )
    if "block" in context:
        return (
            mark.line,
            mark.column,
            "this line is not indented like the lines it belongs to",
            ("Lines of one block begin in the same column; entries of a list begin with a dash."),
        )
    return mark.line, mark.column, f"this cannot be read ({problem})", 'Put the text in "double quotes".'
