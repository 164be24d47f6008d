"""Tables of the texts, made fit for screen readers and phones.

A table with three columns or more does not fit a phone side by side: there its rows become blocks, and each cell
then needs the name of its column. The name is written here, once, because Markdown has no place for it.
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
_CELL = re.compile(r"<td((?: [^>]*)?)>")
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
    return f'<table data-stack="">{head}{end}{_ROW.sub(lambda row: _named(row[0], names), body)}</table>'


def _named(row: str, names: list[str]) -> str:
    """A row whose cells say their column; the first cell is the name of the row and needs none.

    Where the corner is empty nothing else names that cell: it heads its row.
    """
    row = row if names[0] else _FIRST.sub(r'<th scope="row"\1>\2</th>', row, count=1)
    waiting = iter(["", *names[1:]] if names[0] else names[1:])

    def cell(found: re.Match[str]) -> str:
        name = next(waiting, "")
        label = f' data-label="{html.escape(name)}"' if name else ""
        return f"<td{found[1]}{label}>"

    return _CELL.sub(cell, row)
