"""Reads what translators send back: our workbook in any form that is read, or XLIFF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from varaamo_sync.findings import Position
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.translations import ReturnedFile, ReturnedRow, is_xliff, read_mark, read_xliff
from varaamo_sync.workbooks.cells.cell import read_cell
from varaamo_sync.workbooks.cells.result import CellProblem, Help
from varaamo_sync.workbooks.files.grid import Book, CellRef, Raw, Sheet
from varaamo_sync.workbooks.files.limits import Unreadable
from varaamo_sync.workbooks.files.opening import open_book, read_bytes
from varaamo_sync.workbooks.findings import finding
from varaamo_sync.workbooks.text import folded, shown, without_mark

_HEADERS_WITHIN = 20
"""Rows in which the headers are looked for."""
_ROOM, _FIELD = 1, 2
"""Columns right of the last language."""


def read_translations(path: Path | str) -> ReturnedFile:
    """Read a file that a translator has sent back.

    Args:
        path: The file; its content tells what it is.
    """
    path = Path(path)
    try:
        data = read_bytes(path)
        if is_xliff(data):
            return read_xliff(data, path.name)
        return rows_of_book(open_book(data, path.name))
    except Unreadable as unreadable:
        found = finding(unreadable.rule, Position(path.name, 1, 1), unreadable.params)
        return ReturnedFile(path.name, "", unreadable=found)


def rows_of_book(book: Book) -> ReturnedFile:
    """Return the rows of a workbook that went out to translators."""
    rows: list[ReturnedRow] = []
    for sheet in book.sheets:
        columns = _columns(sheet)
        if columns:
            rows += _rows(book.name, sheet, *columns)
    if any(read_mark(row.mark or "") for row in rows):
        return ReturnedFile(book.name, book.kind, tuple(rows))
    unknown = finding("translation-file-unknown", Position(book.name, 1, 1))
    return ReturnedFile(book.name, book.kind, unreadable=unknown)


def _columns(sheet: Sheet) -> tuple[int, Mapping[Lang, int]] | None:
    """Return the row of the headers and the columns of the languages, counted from 1."""
    for number, cells in enumerate(sheet.rows[:_HEADERS_WITHIN], 1):
        words = [folded(cell) if isinstance(cell, str) else "" for cell in cells]
        if all(lang in words for lang in LANGS):
            return number, {lang: words.index(lang) + 1 for lang in LANGS}
    return None


def _rows(
    file: str, sheet: Sheet, header: int, columns: Mapping[Lang, int]
) -> Iterator[ReturnedRow]:
    after = max(columns.values())
    for number, cells in enumerate(sheet.rows[header:], header + 1):
        words = next((cell for cell in cells if isinstance(cell, str) and read_mark(cell)), None)
        mark = read_mark(words or "")
        texts: dict[Lang, str] = {}
        for lang, column in columns.items():
            if text := _text(sheet.value(number, column)):
                texts[lang] = text
        target = columns[mark.to] if mark else min(columns.values())
        if mark or texts:
            yield ReturnedRow(
                position=CellRef(file, sheet.name, number, target).position,
                mark=words,
                texts=texts,
                room=_text(sheet.value(number, after + _ROOM)),
                field=_text(sheet.value(number, after + _FIELD)),
                problem=_problem(sheet, number, target, mark.to) if mark else None,
            )


def _text(raw: Raw) -> str:
    """Return the text of a cell without what keeps it from being taken for a formula."""
    if isinstance(raw, str):
        return without_mark(raw)
    whole = isinstance(raw, int | float) and not isinstance(raw, bool)
    return f"{raw:.15g}" if whole else ""


def _problem(
    sheet: Sheet, row: int, column: int, header: str
) -> tuple[str, Mapping[str, Any]] | None:
    """Return why a cell holds no text that a person wrote: rule and values."""
    raw = sheet.value(row, column)
    held = sheet.layout.errors.get((row, column), raw)
    no_text = raw is not None and (isinstance(raw, bool) or not isinstance(raw, str | int | float))
    if held != raw or no_text or (row, column) in sheet.layout.formulas:
        return "translation-cell", {"text": shown(held)}
    try:
        read = read_cell("text", raw, Help())
    except CellProblem as problem:
        return problem.rule, {**problem.params, "header": header}
    cleared = read is not None and not isinstance(read.value, str)
    return ("translation-cell", {"text": shown(held)}) if cleared else None
