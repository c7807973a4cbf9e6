"""CSV files: how the letters are written, what stands between the cells, and the cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from varaamo_sync.workbooks.files.csv_quotes import check_quotes, check_width, columns_of
from varaamo_sync.workbooks.files.grid import Raw
from varaamo_sync.workbooks.files.limits import Budget, Unreadable

_DELIMITERS = (";", "\t", ",")
_SAMPLE = 60
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_TWICE = re.compile("Ã[¤¶¥„–…]")
"""UTF-8 that somebody took for cp1252 and wrote as UTF-8 again."""
_OTHER_PAGE = re.compile("[a-zA-Z][„”†ŠšŒ]+[a-zA-Z]")
"""The letters ä, ö and å of DOS and of old Macs, as they look in cp1252."""
_OF_WINDOWS = re.compile(rb"[\x80-\x9f]")
"""Signs of cp1252, such as its €; in the ISO pages they are controls that nobody writes."""
_OF_LATIN_9 = re.compile(rb"\xa4|[\xa6\xa8](?=[A-Za-z\xc0-\xff])|(?<=[a-z\xe0-\xff])\xa8")
"""€, Š and š of ISO-8859-15; in cp1252 they would be ¤, ¦ and ¨, which no word holds."""
_NORDIC = re.compile("[äöåÄÖÅ]")


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding.

    Raises:
        Unreadable: It is no text, or in an encoding that is not known.
    """
    if _CONTROL.search(data) and not data.startswith(_UTF16):
        raise Unreadable("workbook-not-a-table")
    text, encoding = _decoded(data)
    if "\0" in text:
        raise Unreadable("workbook-not-a-table")
    other_page = encoding == "Windows-1252" and not _NORDIC.search(text)
    if _TWICE.search(text) or (other_page and _OTHER_PAGE.search(text)):
        raise Unreadable("workbook-encoding")
    return text, encoding


def _decoded(data: bytes) -> tuple[str, str]:
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
    delimiter = _delimiter(text)
    check_quotes(text, delimiter)
    budget = Budget()
    rows: list[list[Raw]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    width, line = columns_of(text, delimiter), 1
    try:
        for cells in reader:
            if reader.line_num > line:
                check_width(cells, line, delimiter, width)
            line = reader.line_num + 1
            row: list[Raw] = [cell if cell.strip() else None for cell in cells]
            while row and row[-1] is None:
                row.pop()
            if row:
                budget.cell(len(rows) + 1, len(row), 0)
                budget.area(1, len(row))
                budget.letters(max(len(cell) for cell in cells))
                budget.letters(0, sum(map(len, cells)))
            elif len(rows) > 10 * _SAMPLE and not any(rows[-_SAMPLE:]):
                continue  # rows of nothing but separators, as Excel saves a formatted sheet
            rows.append(row)
    except csv.Error as error:
        raise Unreadable("workbook-broken") from error
    return rows, delimiter


def _delimiter(text: str) -> str:
    """Return the separator that gives the most columns most evenly."""
    return max(_DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> float:
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
