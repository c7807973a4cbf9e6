"""What workbooks state, taken one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from varaamo_sync.findings import Finding
from varaamo_sync.workbooks.files.grid import Book
from varaamo_sync.workbooks.findings import finding
from varaamo_sync.workbooks.importing.book_tables import book_tables, top, unused_forms
from varaamo_sync.workbooks.importing.context import Known
from varaamo_sync.workbooks.importing.personal import personal_findings
from varaamo_sync.workbooks.importing.sheet_rooms import SheetRoom, gather
from varaamo_sync.workbooks.importing.venue_rows import SheetVenue, gather_venues
from varaamo_sync.workbooks.tables.form_unit import form_unit, is_ours
from varaamo_sync.workbooks.tables.form_values import complete
from varaamo_sync.workbooks.tables.headers import Table
from varaamo_sync.workbooks.tables.row import Row
from varaamo_sync.workbooks.tables.row_choice import check_choices, chosen_rows
from varaamo_sync.workbooks.tables.rows import read_rows

_VENUE_NAMES = ("name.fi", "name.sv", "name.en", "address")
"""Columns of a sheet of venues that an answer may be for."""


class BooksRead:
    """Rooms and venues of some workbooks.

    Attributes:
        findings: What was found on the way.
        tables: The tables that were read.
        rooms: The rooms that they state.
        venues: The venues that they list.
        venue_names: What they call venues: names and addresses.
        room_names: What they call rooms.
    """

    def __init__(self, books: Iterable[Book], known: Known) -> None:
        """Read workbooks.

        Raises:
            UsageError: A person chose rows that no sheet has.
        """
        self.findings: list[Finding] = []
        self.tables: list[Table] = []
        self.rooms: list[SheetRoom] = []
        self.venues: list[SheetVenue] = []
        self.venue_names: set[str] = set()
        self.room_names: set[str] = set()
        self._known = known
        self._venue_words = known.venue_words()
        self._joined: list[Row] = []
        last: Book | None = None
        for book in books:
            self._take(book)
            last = book
        self._gather(self._joined)  # rows of several files that are one room
        self.findings += personal_findings(self.rooms)
        self.findings += unused_forms(known.forms, self.tables, last)
        check_choices(known.rows, self.tables)

    def _take(self, book: Book) -> None:
        unit, given = form_unit(book), self._known.unit
        if unit is not None and given not in (unit, None):
            params = {"unit": unit.value, "given": given.value if given else ""}
            self.findings.append(finding("import-unit-form", top(book, ""), params))
            return
        found, notes = book_tables(book, self._known)
        self.findings += notes
        self.tables += found
        rows = [row for table in found for row in self._read(book, table)]
        self._joined += [row for row in rows if "join" in row.values]
        for room in self._gather(row for row in rows if "join" not in row.values):
            room.unit = unit

    def _read(self, book: Book, table: Table) -> list[Row]:
        """Read a table; return its rows that are rooms."""
        chosen = chosen_rows(self._known.rows, table.sheet.name)
        read, notes = read_rows(table, book.name, venues=self._venue_words, chosen=chosen)
        self.findings += [*notes, *complete(table, read)]
        if table.of == "venue":
            self.venues += gather_venues(read, self.findings, ours=is_ours(book))
            self.venue_names.update(_texts(read, *_VENUE_NAMES))
            return []
        self.venue_names.update(_texts(read, "venue", "venue.address"))
        self.room_names.update(_texts(read, "name.fi"))
        return read

    def _gather(self, rows: Iterable[Row]) -> list[SheetRoom]:
        gathered, notes = gather(rows)
        self.rooms += gathered
        self.findings += notes
        return gathered


def _texts(rows: Iterable[Row], *ids: str) -> Iterator[str]:
    for row in rows:
        values = (row.values[id].value for id in ids if id in row.values)
        yield from (value for value in values if isinstance(value, str))
