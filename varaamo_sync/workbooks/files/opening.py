"""Opens workbooks: what a file is, its content tells, never its name."""

from __future__ import annotations

import stat
from pathlib import Path

from varaamo_sync.findings import Finding, Position
from varaamo_sync.words import Theme
from varaamo_sync.workbooks.files.csv_text import decode, read_cells
from varaamo_sync.workbooks.files.excel.parts import find_excel_parts
from varaamo_sync.workbooks.files.excel.xlsx import has_macros, read_xlsx
from varaamo_sync.workbooks.files.formats import demand_ours, is_lock, kind_of_package, other_kind
from varaamo_sync.workbooks.files.grid import Book, Sheet
from varaamo_sync.workbooks.files.limits import MOST_BYTES, Unreadable, too_large
from varaamo_sync.workbooks.files.ods.document import is_ods, read_ods
from varaamo_sync.workbooks.files.package import Package
from varaamo_sync.workbooks.findings import finding

_words = Theme("workbooks/kinds")

_REFUSED = {FileNotFoundError: "missing", PermissionError: "forbidden"}
"""Why the operating system does not give a file."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


def read_book(path: Path | str, *, macros: bool = False) -> tuple[Book | None, Finding | None]:
    """Read a workbook.

    Args:
        path: The file.
        macros: Whether to read one that holds macros; they are never run.

    Returns:
        The workbook and nothing, or nothing and why it cannot be read; a hint where it is no
        workbook, but what a program left beside one.
    """
    path = Path(path)
    try:
        data = read_bytes(path)
        if is_lock(path.name, data):
            return None, finding("workbook-lock", Position(path.name, 1, 1))
        return open_book(data, path.name, macros=macros), None
    except Unreadable as unreadable:
        params = unreadable.params
        position = Position(path.name, int(str(params.get("line", 1))), 1)
        return None, finding(unreadable.rule, position, params)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file that is not too large.

    Raises:
        Unreadable: It is, or cannot be read.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise _unreadable("no_file")
        if status.st_size > MOST_BYTES:
            raise too_large("bytes", MOST_BYTES)
        return path.read_bytes()
    except OSError as error:
        known = (why for kind, why in _REFUSED.items() if isinstance(error, kind))
        raise _unreadable(next(known, "refused")) from error


def _unreadable(why: str) -> Unreadable:
    reasons = _words.in_languages(f"unreadable.{why}")
    return Unreadable("workbook-unreadable", **{f"reason_{lang}": r for lang, r in reasons.items()})


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
        return _open_package(Package(data), name, macros=macros)
    demand_ours(data)
    text, encoding = decode(data)
    rows, delimiter = read_cells(text)
    book = _demand_filled(Book(name, "csv", (Sheet("", rows),), encoding, delimiter))
    if all(len(row) < 2 for row in rows):
        raise other_kind("text")
    return book


def _open_package(package: Package, name: str, *, macros: bool) -> Book:
    excel = find_excel_parts(package)
    if excel is not None:
        if has_macros(package) and not macros:
            raise Unreadable("workbook-macros")
        return _demand_filled(Book(name, "xlsx", read_xlsx(package, excel)))
    if is_ods(package):
        return _demand_filled(Book(name, "ods", read_ods(package)))
    raise other_kind(kind_of_package(package.names, package.read("mimetype")))


def _demand_filled(book: Book) -> Book:
    if not any(row for sheet in book.sheets for row in sheet.rows):
        raise Unreadable("workbook-empty")
    return book
