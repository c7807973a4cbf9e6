"""Opens a workbook: tells what a file is by its content, never by its name."""

from __future__ import annotations

from varaamo_sync.workbooks.files.csv_text import decode, read_cells
from varaamo_sync.workbooks.files.excel_parts import is_excel
from varaamo_sync.workbooks.files.formats import demand_ours, kind_of_package, other_kind
from varaamo_sync.workbooks.files.grid import Book, Sheet
from varaamo_sync.workbooks.files.limits import MOST_BYTES, Unreadable, too_large
from varaamo_sync.workbooks.files.ods import is_ods, read_ods
from varaamo_sync.workbooks.files.package import Package
from varaamo_sync.workbooks.files.xlsx import has_macros, read_xlsx

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


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
    demand_ours(data)
    text, encoding = decode(data)
    rows, delimiter = read_cells(text)
    book = _filled(Book(name, "csv", (Sheet("", rows),), encoding, delimiter))
    if all(len(row) < 2 for row in rows):
        raise other_kind("text")
    return book


def _packed(package: Package, name: str, *, macros: bool) -> Book:
    if is_excel(package):
        if has_macros(package) and not macros:
            raise Unreadable("workbook-macros")
        return _filled(Book(name, "xlsx", read_xlsx(package)))
    if is_ods(package):
        return _filled(Book(name, "ods", read_ods(package)))
    raise other_kind(kind_of_package(package.names, package.read("mimetype")))


def _filled(book: Book) -> Book:
    if not any(row for sheet in book.sheets for row in sheet.rows):
        raise Unreadable("workbook-empty")
    return book
