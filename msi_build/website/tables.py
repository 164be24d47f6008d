"""Tables of the texts, made fit for screen readers and phones.

A table with three columns or more does not fit a phone side by side: there its rows become blocks, and each cell
then needs the name of its column. The names are written here, once a table, because Markdown has no place for them.
"""

from __future__ import annotations

import html
import re

#: From how many columns a table is stacked on a phone.
STACKED = 3

_EMPTY_HEAD = re.compile(r"<th(?: [^>]*)?></th>")
_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
_HEAD = re.compile(r"<t[hd](?: [^>]*)?>(.*?)</t[hd]>", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_FIRST = re.compile(r"<td((?: [^>]*)?)>(.*?)</td>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def mended(page: str) -> str:
    """The page with its tables mended. An empty corner is no heading: a screen reader would announce one without words."""
    return _TABLE.sub(_stacked, _EMPTY_HEAD.sub("<td></td>", page))


def _stacked(table: re.Match[str]) -> str:
    head, end, body = table[1].partition("</thead>")
    names = [" ".join(html.unescape(_TAG.sub("", name)).split()) for name in _HEAD.findall(head)]
    if not end or len(names) < STACKED:
        return table[0]
    body = body if names[0] else _ROW.sub(_headed, body)
    return f'<table data-stack style="{_labels(names)}">{head}{end}{body}</table>'


def _labels(names: list[str]) -> str:
    """The names of the columns for the style sheet, which shows them before the cells; the first needs none, since it
    names its row.
    """
    quoted = (re.sub(r"([\\'])", r"\\\1", name) for name in names)
    labels = ";".join(f"--c{place}:'{name}'" for place, name in enumerate(quoted, 1) if place > 1 and name)
    return html.escape(labels, quote=False).replace('"', "&quot;")


def _headed(row: re.Match[str]) -> str:
    """Where the corner is empty nothing else names the first cell: it heads its row."""
    return _FIRST.sub(r'<th scope="row"\1>\2</th>', row[0], count=1)
