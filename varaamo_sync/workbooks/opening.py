"""Opens a workbook: tells what a file is by its content, never by its name."""

from __future__ import annotations

import re

from varaamo_sync.workbooks.csv_text import decode, read_cells
from varaamo_sync.workbooks.grid import Book, Sheet
from varaamo_sync.workbooks.limits import MOST_BYTES, Unreadable, too_large
from varaamo_sync.workbooks.ods import is_ods, read_ods
from varaamo_sync.workbooks.packages import Package
from varaamo_sync.workbooks.xlsx import has_macros, is_xlsx, read_xlsx

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
)
_MARKUP = re.compile(rb"\s*<(\?xml|!doctype|html|table|svg)", re.IGNORECASE)


def open_book(data: bytes, name: str, *, macros: bool = False) -> Book:
    """Read a workbook.

    Args:
        data: Its bytes.
        name: Name of the file, as findings write it.
        macros: Whether to read one that holds macros; they are never run.

    Raises:
        Unreadable: It is no workbook, or one that cannot be read.
    """
    if not data.strip(b"\0 \r\n\t"):
        raise Unreadable("workbook-empty")
    if len(data) > MOST_BYTES:
        raise too_large("bytes", MOST_BYTES)
    if data.startswith(_ZIP):
        return _packed(Package(data), name, macros=macros)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise Unreadable("workbook-encrypted")
        raise Unreadable("workbook-format", format=".xls")
    for start, format in _OTHERS:
        if data.startswith(start):
            raise Unreadable("workbook-format", format=format)
    if _MARKUP.match(data.removeprefix(b"\xef\xbb\xbf")):
        raise Unreadable("workbook-format", format="HTML/XML")
    text, encoding = decode(data)
    rows, delimiter = read_cells(text)
    return _filled(Book(name, "csv", (Sheet("", rows),), encoding, delimiter))


def _packed(package: Package, name: str, *, macros: bool) -> Book:
    if is_xlsx(package):
        if has_macros(package) and not macros:
            raise Unreadable("workbook-macros")
        return _filled(Book(name, "xlsx", read_xlsx(package)))
    if is_ods(package):
        return _filled(Book(name, "ods", read_ods(package)))
    if package.has("workbook.bin"):
        raise Unreadable("workbook-format", format=".xlsb")
    if package.has("word/document.xml"):
        raise Unreadable("workbook-format", format=".docx")
    raise Unreadable("workbook-format", format="ZIP")


def _filled(book: Book) -> Book:
    if not any(row for sheet in book.sheets for row in sheet.rows):
        raise Unreadable("workbook-empty")
    return book
