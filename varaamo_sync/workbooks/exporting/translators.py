"""The workbook that goes out to translators, and what they send back in any form that is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from varaamo_sync.extras import needing
from varaamo_sync.findings import Position
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.translations import (
    ReturnedFile,
    ReturnedRow,
    Row,
    Written,
    is_xliff,
    read_mark,
    read_xliff,
)
from varaamo_sync.words import Theme, field_name
from varaamo_sync.workbooks.cells.cell import read_cell
from varaamo_sync.workbooks.cells.result import CellProblem, Help
from varaamo_sync.workbooks.files.grid import Book, CellRef, Raw, Sheet, letters
from varaamo_sync.workbooks.files.limits import Unreadable
from varaamo_sync.workbooks.files.opening import open_book, read_bytes
from varaamo_sync.workbooks.files.output import (
    OPTIONAL,
    REQUIRED,
    fill,
    fits,
    make_printable,
    save,
    write_value,
)
from varaamo_sync.workbooks.findings import finding
from varaamo_sync.workbooks.text import fold, preview, without_mark

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_words = Theme("workbooks/sheets")
_SHEET = _words.in_languages("sheets.translations")
_WORDS = _words.in_languages("translators")
_WIDTHS = (*(50 for _ in LANGS), 46, 26, 12, 10)
_HEADERS_WITHIN = 20
"""Rows in which the headers are looked for."""
_ROOM, _FIELD = 1, 2
"""Columns right of the last language."""


@needing("sheets")
def write_translations(rows: Iterable[Row], to: Lang, *, lang: Lang = "fi") -> Written:
    """Return texts as a workbook for a translator.

    Args:
        rows: What is to be translated.
        to: Language that is asked for; its column is the one to fill in.
        lang: Language of headers and instructions.
    """
    from openpyxl import Workbook

    from varaamo_sync.workbooks.exporting.sheets import write_guide

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = _SHEET[lang]
    _write_header(sheet, to, lang)
    left_out: list[Row] = []
    number = 1
    for row in rows:
        texts = [row.source.text.get(one) or "" for one in LANGS]
        if all(map(fits, texts)):
            number += 1
            _write_row(sheet, number, row, lang)
        else:
            left_out.append(row)
    sheet.auto_filter.ref = f"A1:{letters(sheet.max_column)}{number}"
    lines = [line.replace("{to}", to) for line in _WORDS[lang]["lines"]]
    write_guide(book, _WORDS[lang]["title"], lines, lang)
    return Written(save(book), tuple(left_out))


def _write_header(sheet: Worksheet, to: Lang, lang: Lang) -> None:
    from openpyxl.styles import Alignment, Font

    headers = [*LANGS, *_WORDS[lang]["headers"]]
    for place, (header, width) in enumerate(zip(headers, _WIDTHS, strict=True), 1):
        cell = sheet.cell(1, place, header)
        cell.font = Font(bold=True)
        cell.fill = fill(REQUIRED if header == to else OPTIONAL)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[letters(place)].width = width
    sheet.column_dimensions[letters(len(headers))].hidden = True
    sheet.freeze_panes = "A2"
    make_printable(sheet, 1, one_page_wide=True)


def _write_row(sheet: Worksheet, number: int, row: Row, lang: Lang) -> None:
    from openpyxl.styles import Alignment

    source = row.source
    values = [source.text.get(lang) for lang in LANGS]
    field = field_name(source.path_in(row.to), lang)
    others = [source.home.label, field, source.limit, row.mark]
    for place, value in enumerate([*values, *others], 1):
        cell = sheet.cell(number, place)
        cell.alignment = Alignment(wrap_text=place <= len(values) + 1, vertical="top")
        if place <= len(LANGS) and LANGS[place - 1] == row.to:
            cell.fill = fill(REQUIRED)
            cell.number_format = "@"
        if value is not None:
            write_value(cell, value)


@needing("sheets")
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
        words = [fold(cell) if isinstance(cell, str) else "" for cell in cells]
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
        return "translation-cell", {"text": preview(held)}
    try:
        read = read_cell("text", raw, Help())
    except CellProblem as problem:
        return problem.rule, {**problem.params, "header": header}
    cleared = read is not None and not isinstance(read.value, str)
    return ("translation-cell", {"text": preview(held)}) if cleared else None
