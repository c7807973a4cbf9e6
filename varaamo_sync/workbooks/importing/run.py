"""An import: workbooks are read, and compared with a catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from varaamo_sync.findings import Finding, Position
from varaamo_sync.workbooks.files.grid import Book, CellRef, Sheet
from varaamo_sync.workbooks.findings import finding
from varaamo_sync.workbooks.importing.context import ImportContext
from varaamo_sync.workbooks.importing.personal import personal_findings
from varaamo_sync.workbooks.importing.plan import ImportPlan
from varaamo_sync.workbooks.importing.room_matcher import RoomMatcher
from varaamo_sync.workbooks.importing.sheet_rooms import (
    SheetRoom,
    SheetVenue,
    gather_rooms,
    gather_venues,
)
from varaamo_sync.workbooks.importing.venue_index import VenueIndex
from varaamo_sync.workbooks.tables.fields import vocabulary
from varaamo_sync.workbooks.tables.form_values import complete
from varaamo_sync.workbooks.tables.forms.form_file import packaged_forms
from varaamo_sync.workbooks.tables.headers import find_table
from varaamo_sync.workbooks.tables.own_form import (
    OTHER_SHEETS,
    TABLE_SHEETS,
    form_unit,
    is_ours,
    is_report,
)
from varaamo_sync.workbooks.tables.row_choice import check_choices, chosen_rows, leaves_out
from varaamo_sync.workbooks.tables.rows import read_rows
from varaamo_sync.workbooks.tables.table import Row, Table
from varaamo_sync.workbooks.text import preview

_VENUE_NAMES = ("name.fi", "name.sv", "name.en", "address")
"""Columns of a sheet of venues that an answer may be for."""


def plan_import(
    books: Iterable[Book], context: ImportContext
) -> tuple[ImportPlan, tuple[Table, ...]]:
    """Return what an import of workbooks would change, and the tables that were read.

    Everything that cannot be read or decided becomes a finding; all else is imported.

    Raises:
        UsageError: A person chose rows that no sheet has, or an answer names nothing that there is.
    """
    context.demand_answers()
    reader = _BooksReader(books, context)
    matcher = RoomMatcher(
        context.catalogue,
        VenueIndex(context.known_venues(), context.remote, context.venue_answers),
        reader.findings,
        unit=context.unit,
        answers=context.room_answers,
        has_image=context.has_image,
    )
    matcher.take_venues(reader.venues)
    matcher.take_rooms(reader.rooms)
    plan = replace(
        matcher.plan(),
        venue_names=frozenset(reader.venue_names),
        room_names=frozenset(reader.room_names),
        rooms=len(reader.rooms),
    )
    return plan, tuple(reader.tables)


class _BooksReader:
    """Reads workbooks, one after the other.

    Attributes:
        findings: What was found on the way.
        tables: The tables that were read.
        rooms: The rooms that they state.
        venues: The venues that they list.
        venue_names: What they call venues: names and addresses.
        room_names: What they call rooms.
    """

    def __init__(self, books: Iterable[Book], context: ImportContext) -> None:
        self.findings: list[Finding] = []
        self.tables: list[Table] = []
        self.rooms: list[SheetRoom] = []
        self.venues: list[SheetVenue] = []
        self.venue_names: set[str] = set()
        self.room_names: set[str] = set()
        self._context = context
        self._vocabulary = vocabulary(context.reference)
        self._venue_words = context.venue_words()
        self._joined: list[Row] = []
        last: Book | None = None
        for book in books:
            self._read_book(book)
            last = book
        self._gather(self._joined)  # rows of several files that are one room
        self.findings += personal_findings(self.rooms)
        if last is not None:
            self._tell_unused_forms(last)
        check_choices(context.rows, self.tables)

    def _read_book(self, book: Book) -> None:
        unit, given = form_unit(book), self._context.unit
        if unit is not None and given not in (unit, None):
            params = {"unit": unit.value, "given": given.value if given else ""}
            self.findings.append(finding("import-unit-form", _top(book), params))
            return
        found = self._find_tables(book)
        self.tables += found
        rows = [row for table in found for row in self._read_table(book, table)]
        self._joined += [row for row in rows if "join" in row.values]
        for room in self._gather(row for row in rows if "join" not in row.values):
            room.unit = unit

    def _find_tables(self, book: Book) -> list[Table]:
        """Return the tables of a workbook, and tell of sheets that hold none."""
        context = self._context
        forms = [form.for_file(book.name) for form in (*context.forms, *packaged_forms())]
        tables: list[Table] = []
        nearest: list[tuple[Sheet, tuple[str, ...]]] = []
        ours = any(sheet.name in TABLE_SHEETS for sheet in book.sheets)
        for sheet in book.sheets:
            other = ours and sheet.name in OTHER_SHEETS
            if other or is_report(sheet.value(1, 1)) or not any(sheet.rows):
                continue
            chosen = chosen_rows(context.rows, sheet.name)
            above = chosen.first if chosen else None
            found = find_table(sheet, forms, self._vocabulary, above=above)
            left_out = leaves_out(context.rows, sheet.name)
            if isinstance(found, Table):
                if found.of == "venue" or not left_out:
                    tables.append(found)
            elif found is not None and not left_out:
                nearest.append((sheet, found))
        self._tell_sheets(book, nearest, any_table=bool(tables))
        return tables

    def _tell_sheets(
        self, book: Book, nearest: list[tuple[Sheet, tuple[str, ...]]], *, any_table: bool
    ) -> None:
        """Tell what cannot be seen of a workbook, and which of its sheets hold no table."""
        if not book.sees_layout:
            params = {"kind": f".{book.kind}"}
            self.findings.append(finding("workbook-layout-unseen", _top(book), params))
        for sheet, headers in nearest:
            rule = "sheet-not-recognised" if any_table else "workbook-no-table"
            if any_table and (sheet.hidden or not headers):
                rule = "sheet-without-rooms"
            params = {
                "sheet": sheet.name or book.name,
                "headers": preview(", ".join(headers)) or "–",
            }
            self.findings.append(finding(rule, _top(book, sheet.name), params))
        if not any_table and not nearest:
            params = {"sheet": book.name, "headers": "–"}
            self.findings.append(finding("workbook-no-table", _top(book), params))

    def _tell_unused_forms(self, book: Book) -> None:
        """Tell of a person's own forms by which no table was known."""
        used = {table.form.name for table in self.tables if table.form}
        for form in self._context.forms:
            if form.name not in used:
                params = {"name": form.name, "headers": preview(", ".join(form.recognise))}
                self.findings.append(finding("mapping-unused", _top(book), params))

    def _read_table(self, book: Book, table: Table) -> list[Row]:
        """Read a table; return its rows that are rooms."""
        chosen = chosen_rows(self._context.rows, table.sheet.name)
        rows, notes = read_rows(table, book.name, venues=self._venue_words, chosen=chosen)
        self.findings += [*notes, *complete(table, rows)]
        if table.of == "venue":
            self.venues += gather_venues(rows, self.findings, ours=is_ours(book))
            self.venue_names.update(_texts(rows, *_VENUE_NAMES))
            return []
        self.venue_names.update(_texts(rows, "venue", "venue.address"))
        self.room_names.update(_texts(rows, "name.fi"))
        return rows

    def _gather(self, rows: Iterable[Row]) -> list[SheetRoom]:
        gathered, notes = gather_rooms(rows)
        self.rooms += gathered
        self.findings += notes
        return gathered


def _top(book: Book, sheet: str = "") -> Position:
    """Return the first cell of a sheet; of a workbook as a whole, where no sheet is named."""
    return CellRef(book.name, sheet, 1, 1).position


def _texts(rows: Iterable[Row], *ids: str) -> Iterator[str]:
    for row in rows:
        values = (row.values[id].value for id in ids if id in row.values)
        yield from (value for value in values if isinstance(value, str))
