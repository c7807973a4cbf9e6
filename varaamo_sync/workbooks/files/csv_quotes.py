"""Quotation marks of CSV files: one that is not closed swallows the rows below it.

A reader that is not strict takes everything up to the next mark, or to the end, for one cell:
rooms vanish, and nobody is told. A cell of several lines is only read where it can be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from varaamo_sync.workbooks.files.limits import Unreadable
from varaamo_sync.workbooks.text import shown

_BREAK = re.compile(r"\r\n?|\n")
_MOST_NAMED = 3
_NARROW = 3
"""Columns from which on a line within a cell can be told to be a row."""


class _Cell(NamedTuple):
    """A quoted cell; ``end`` stands behind its closing mark, or is -1 where there is none."""

    start: int
    end: int


def check_quotes(text: str, delimiter: str) -> None:
    """Make sure that every quotation is closed in its own cell.

    Raises:
        Unreadable: One is not; the error names its line and the rows that it swallows.
    """
    if '"' not in text:
        return
    width = columns_of(text, delimiter)
    for cell in _quoted(text, delimiter):
        if cell.end < 0 or _swallows(text, cell, delimiter, width):
            content = text[cell.start + 1 : None if cell.end < 0 else cell.end]
            raise _open(len(_BREAK.findall(text, 0, cell.start)) + 1, content)


def check_width(cells: Sequence[str], line: int, delimiter: str, width: int) -> None:
    """Make sure that a row has not gained or lost cells to one that holds other rows.

    Args:
        cells: The row.
        line: Line that it begins in, from 1.
        delimiter: What stands between cells.
        width: Number of columns.

    Raises:
        Unreadable: One of its cells holds several lines and many cells.
    """
    if len(cells) == width:
        return
    for cell in cells:
        inside = cell.count(delimiter)
        if inside and "\n" in cell and (len(cells) > width or inside >= width - 1):
            raise _open(line, cell)
        line += cell.count("\n")


def columns_of(text: str, delimiter: str) -> int:
    """Return the number of columns: that of the first line that has some, which holds headers."""
    lines = (line for line in _BREAK.split(text[:100_000]) if delimiter in line)
    return next(lines, "").count(delimiter) + 1


def _quoted(text: str, delimiter: str) -> Iterator[_Cell]:
    """Yield the cells that begin with a mark."""
    begin = re.compile(rf'(?:^|(?<=[\n\r{re.escape(delimiter)}]))"')
    here = 0
    while (found := begin.search(text, here)) is not None:
        here = _closing(text, found.end())
        yield _Cell(found.start(), here)
        if here < 0:
            return


def _closing(text: str, start: int) -> int:
    """Return the place behind the mark that closes a quotation, -1 where none does."""
    while (closing := text.find('"', start)) >= 0:
        if not text.startswith('"', closing + 1):
            return closing + 1
        start = closing + 2
    return -1


def _swallows(text: str, cell: _Cell, delimiter: str, width: int) -> bool:
    """Tell whether a closed quotation holds more than one cell can."""
    content = text[cell.start + 1 : cell.end - 1]
    inside = content.count(delimiter)
    behind = text[cell.end : cell.end + 20].lstrip(" ")
    closed = not behind or behind[0] in f"\r\n{delimiter}"
    if not inside or not closed:
        return bool(inside)
    lines = _BREAK.split(content)
    if len(lines) == 1 or width < _NARROW:
        return False
    each = width - 1
    return inside == each * (len(lines) - 1) or any(
        line.count(delimiter) == each for line in lines[1:-1]
    )


def _open(line: int, content: str) -> Unreadable:
    first, *swallowed = _BREAK.split(content)
    filled = [(number, row) for number, row in enumerate(swallowed, line + 1) if row.strip()]
    named = ", ".join(f"{number} “{shown(row)}”" for number, row in filled[:_MOST_NAMED])
    more = f" … (+{len(filled) - _MOST_NAMED})" if len(filled) > _MOST_NAMED else ""
    params = {"line": line, "text": shown(f'"{first}'), "rows": f"{named}{more}" or "–"}
    return Unreadable("workbook-quote-open", **params)
