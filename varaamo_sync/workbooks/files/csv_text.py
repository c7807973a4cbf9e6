"""CSV files: how the letters are written, what stands between the cells, and the cells.

A quotation mark that is not closed swallows the rows below it: a reader that is not strict takes
everything up to the next mark, or to the end, for one cell; rooms vanish, and nobody is told. So
a cell of several lines is only read where it can be one.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.workbooks.files.grid import Raw
from varaamo_sync.workbooks.files.limits import Budget, Unreadable, demand_cell
from varaamo_sync.workbooks.text import preview

_DELIMITERS = (";", "\t", ",")
_SAMPLE = 60
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = lazy_pattern(rb"[\x00-\x08\x0e-\x1f]")
_TWICE = lazy_pattern("Ã[¤¶¥„–…]")
"""UTF-8 that somebody took for cp1252 and wrote as UTF-8 again."""
_OTHER_PAGE = lazy_pattern("[a-zA-Z][„”†ŠšŒ]+[a-zA-Z]")
"""The letters ä, ö and å of DOS and of old Macs, as they look in cp1252."""
_OF_WINDOWS = lazy_pattern(rb"[\x80-\x9f]")
"""Signs of cp1252, such as its €; in the ISO pages they are controls that nobody writes."""
_OF_LATIN_9 = lazy_pattern(rb"\xa4|[\xa6\xa8](?=[A-Za-z\xc0-\xff])|(?<=[a-z\xe0-\xff])\xa8")
"""€, Š and š of ISO-8859-15; in cp1252 they would be ¤, ¦ and ¨, which no word holds."""
_NORDIC = lazy_pattern("[äöåÄÖÅ]")
_BREAK = lazy_pattern(r"\r\n?|\n")
_MOST_NAMED = 3
_NARROW = 3
"""Columns from which on a line within a cell can be told to be a row."""


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding.

    Raises:
        Unreadable: It is no text, or in an encoding that is not known.
    """
    if _CONTROL.search(data) and not data.startswith(_UTF16):
        raise Unreadable("workbook-not-a-table")
    text, encoding = _decode_text(data)
    if "\0" in text:
        raise Unreadable("workbook-not-a-table")
    other_page = encoding == "Windows-1252" and not _NORDIC.search(text)
    if _TWICE.search(text) or (other_page and _OTHER_PAGE.search(text)):
        raise Unreadable("workbook-encoding")
    return text, encoding


def _decode_text(data: bytes) -> tuple[str, str]:
    try:
        if data.startswith(_UTF16):
            return data.decode("utf-16"), "UTF-16"
        if data.startswith(_BOM):
            return data[len(_BOM) :].decode("utf-8"), "UTF-8 (BOM)"
    except UnicodeDecodeError as error:
        raise Unreadable("workbook-encoding") from error
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        pass
    if _OF_LATIN_9.search(data) and not _OF_WINDOWS.search(data):
        return data.decode("iso-8859-15"), "ISO-8859-15"
    try:
        return data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError as error:
        raise Unreadable("workbook-encoding") from error


def read_cells(text: str) -> tuple[list[list[Raw]], str]:
    """Return the cells of a CSV text and what stands between them.

    Raises:
        Unreadable: A quotation is not closed where its cell ends, or there is too much.
    """
    delimiter = max(_DELIMITERS, key=lambda sign: _evenness(text, sign))
    _check_quotes(text, delimiter)
    budget = Budget()
    rows: list[list[Raw]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    width, line = _columns_of(text, delimiter), 1
    try:
        for cells in reader:
            if reader.line_num > line:
                _check_width(cells, line, delimiter, width)
            line = reader.line_num + 1
            row: list[Raw] = [cell if cell.strip() else None for cell in cells]
            while row and row[-1] is None:
                row.pop()
            if row:
                demand_cell(len(rows) + 1, len(row), max(map(len, cells)))
                budget.take(cells=len(row), letters=sum(map(len, cells)))
            elif len(rows) > 10 * _SAMPLE and not any(rows[-_SAMPLE:]):
                continue  # rows of nothing but separators, as Excel saves a formatted sheet
            rows.append(row)
    except csv.Error as error:
        raise Unreadable("workbook-broken") from error
    return rows, delimiter


def _evenness(text: str, delimiter: str) -> float:
    """Return how many columns a separator gives most evenly."""
    widths: Counter[int] = Counter()
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if any(cells):
                widths[len(cells)] += 1
            if widths.total() >= _SAMPLE:
                break
    except csv.Error:
        return 0
    shares = (width * count / widths.total() for width, count in widths.items() if width > 1)
    return max(shares, default=0)


class _Cell(NamedTuple):
    """A quoted cell; ``end`` stands behind its closing mark, or is -1 where there is none."""

    start: int
    end: int


def _check_quotes(text: str, delimiter: str) -> None:
    """Make sure that every quotation is closed in its own cell.

    Raises:
        Unreadable: One is not; the error names its line and the rows that it swallows.
    """
    if '"' not in text:
        return
    width = _columns_of(text, delimiter)
    for cell in _quoted_cells(text, delimiter):
        if cell.end < 0 or _swallows(text, cell, delimiter, width):
            content = text[cell.start + 1 : None if cell.end < 0 else cell.end]
            raise _quote_open(len(_BREAK.findall(text, 0, cell.start)) + 1, content)


def _check_width(cells: Sequence[str], line: int, delimiter: str, width: int) -> None:
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
            raise _quote_open(line, cell)
        line += cell.count("\n")


def _columns_of(text: str, delimiter: str) -> int:
    """Return the number of columns: that of the first line that has some, which holds headers."""
    lines = (line for line in _BREAK.split(text[:100_000]) if delimiter in line)
    return next(lines, "").count(delimiter) + 1


def _quoted_cells(text: str, delimiter: str) -> Iterator[_Cell]:
    """Yield the cells that begin with a mark."""
    begin = re.compile(rf'(?:^|(?<=[\n\r{re.escape(delimiter)}]))"')
    here = 0
    while (found := begin.search(text, here)) is not None:
        here = _find_end(text, found.end())
        yield _Cell(found.start(), here)
        if here < 0:
            return


def _find_end(text: str, start: int) -> int:
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


def _quote_open(line: int, content: str) -> Unreadable:
    first, *swallowed = _BREAK.split(content)
    filled = [(number, row) for number, row in enumerate(swallowed, line + 1) if row.strip()]
    named = ", ".join(f"{number} ({preview(row)})" for number, row in filled[:_MOST_NAMED])
    more = f" … (+{len(filled) - _MOST_NAMED})" if len(filled) > _MOST_NAMED else ""
    params = {"line": line, "text": preview(f'"{first}'), "rows": f"{named}{more}" or "–"}
    return Unreadable("workbook-quote-open", **params)
