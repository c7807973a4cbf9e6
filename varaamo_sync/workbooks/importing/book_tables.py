"""The tables of a workbook, and what is to be said of sheets that hold none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from varaamo_sync.findings import Finding, Position
from varaamo_sync.workbooks.files.grid import Book, CellRef, Sheet
from varaamo_sync.workbooks.findings import finding
from varaamo_sync.workbooks.importing.context import Known
from varaamo_sync.workbooks.tables.city_forms import Form
from varaamo_sync.workbooks.tables.form_file import packaged_forms
from varaamo_sync.workbooks.tables.headers import Table, find_table, vocabulary
from varaamo_sync.workbooks.tables.own_form import OTHER_SHEETS, TABLE_SHEETS, is_report
from varaamo_sync.workbooks.tables.row_choice import chosen_rows, leaves_out
from varaamo_sync.workbooks.text import shown


def book_tables(book: Book, known: Known) -> tuple[list[Table], list[Finding]]:
    """Return the tables of a workbook, and what is to be said of sheets that are none."""
    words = vocabulary(known.reference)
    forms = [form.for_file(book.name) for form in (*known.forms, *packaged_forms())]
    tables: list[Table] = []
    notes: list[Finding] = []
    nearest: list[tuple[Sheet, tuple[str, ...]]] = []
    ours = any(sheet.name in TABLE_SHEETS for sheet in book.sheets)
    for sheet in book.sheets:
        other = ours and sheet.name in OTHER_SHEETS
        if other or is_report(sheet.value(1, 1)) or not any(sheet.rows):
            continue
        chosen = chosen_rows(known.rows, sheet.name)
        found = find_table(sheet, forms, words, above=chosen.first if chosen else None)
        if isinstance(found, Table):
            if found.of == "venue" or not leaves_out(known.rows, sheet.name):
                tables.append(found)
        elif found is not None and not leaves_out(known.rows, sheet.name):
            nearest.append((sheet, found))
    if not book.sees_layout:
        notes.append(finding("workbook-layout-unseen", top(book, ""), {"kind": f".{book.kind}"}))
    for sheet, headers in nearest:
        rule = "sheet-not-recognised" if tables else "workbook-no-table"
        if tables and (sheet.hidden or not headers):
            rule = "sheet-without-rooms"
        params = {"sheet": sheet.name or book.name, "headers": shown(", ".join(headers)) or "–"}
        notes.append(finding(rule, top(book, sheet.name), params))
    if not tables and not nearest:
        params = {"sheet": book.name, "headers": "–"}
        notes.append(finding("workbook-no-table", top(book, ""), params))
    return tables, notes


def top(book: Book, sheet: str) -> Position:
    """Return the first cell of a sheet; of a workbook as a whole, where no sheet is named."""
    return CellRef(book.name, sheet, 1, 1).position


def unused_forms(
    forms: Iterable[Form], tables: Sequence[Table], book: Book | None
) -> list[Finding]:
    """Tell of a person's own forms by which no table was known."""
    used = {table.form.name for table in tables if table.form}
    return [
        finding(
            "mapping-unused",
            top(book, ""),
            {"name": form.name, "headers": shown(", ".join(form.recognise))},
        )
        for form in forms
        if book is not None and form.name not in used
    ]
