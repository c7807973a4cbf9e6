"""The table of a sheet: where its headers stand, and what its columns hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, NamedTuple

from varaamo_sync.model import Lang
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.workbooks.cells.result import Help
from varaamo_sync.workbooks.files.grid import CellRef, Raw, Sheet
from varaamo_sync.workbooks.tables.fields import Of
from varaamo_sync.workbooks.tables.forms.form import Form, UnitSource

_FEW = 5
"""Of so many rows one may have a cell too many; where more have, a header is missing."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column that is read.

    Attributes:
        number: Its number, from 1.
        header: Its header, as the sheet writes it.
        field: Id of the field that it holds.
        kind: How its cells are read.
        blank: What an empty cell states; ``None`` for nothing.
        shared: Whether further columns may state the same field.
        unit: The column that says what its numbers count.
        unit_place: Number of that column.
    """

    number: int
    header: str
    field: str
    kind: str
    help: Help
    blank: Any = None
    shared: bool = False
    unit: UnitSource | None = None
    unit_place: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a sheet.

    Attributes:
        form: The form that was recognised; ``None`` for the template and its like.
        header_row: Row of the headers, from 1.
        unmapped: Columns whose header says nothing to us, with their headers.
        ignored: Columns that the form leaves out, with header and reason.
        repeated: Columns whose field another column holds already.
        headers: Headers by the number of their columns.
        places: Numbers of the columns that are read, by field.
        skipped: Rows above the headers that belong to another table of the sheet.
    """

    sheet: Sheet
    of: Of
    form: Form | None
    lang: Lang
    header_row: int
    columns: tuple[TableColumn, ...]
    unmapped: tuple[tuple[int, str], ...] = ()
    ignored: tuple[tuple[int, str, Mapping[Lang, str]], ...] = ()
    repeated: tuple[tuple[int, str], ...] = ()
    headers: Mapping[int, str] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    skipped: tuple[int, ...] = ()

    def values(self) -> list[list[Raw]]:
        """Return the rows of the sheet; merged cells speak for the rows that they reach down to."""
        rows = list(self.sheet.rows)
        own: set[int] = set()
        for merge in self.sheet.layout.merges:
            value = self.sheet.value(merge.top, merge.left)
            if value is None or merge.top <= self.header_row:
                continue
            for number in range(merge.top, min(merge.bottom, len(rows))):
                if number not in own:
                    own.add(number)
                    rows[number] = list(rows[number])
                cells = rows[number]
                cells += [None] * (merge.left - len(cells))
                if cells[merge.left - 1] is None:
                    cells[merge.left - 1] = value
        return rows

    def rows_too_wide(self) -> frozenset[int]:
        """Return the rows of a CSV file with more cells than the headers and most other rows."""
        if self.sheet.name or not self.headers:
            return frozenset()
        rows, last = self.sheet.rows, max(self.headers)
        below = range(self.header_row + 1, len(rows) + 1)
        wide = frozenset(number for number in below if len(rows[number - 1]) > last)
        filled = sum(bool(rows[number - 1]) for number in below)
        return wide if len(wide) <= max(1, filled // _FEW) else frozenset()


class Stated(NamedTuple):
    """What a cell states of a field."""

    value: Any
    cell: CellRef


@dataclass(slots=True)
class Row:
    """A row that was read.

    Attributes:
        values: What it states, by field id.
        unread: Cells that could not be read, by field id, each with its own words.
    """

    table: Table
    first: CellRef
    values: dict[str, Stated] = field(default_factory=dict)
    unread: dict[str, Stated] = field(default_factory=dict)

    def leave_unread(self, id: str, words: str, cell: CellRef) -> None:
        """Note that a cell of a field could not be read; a field may have several cells."""
        held = self.unread.get(id)
        self.unread[id] = Stated(f"{held.value}; {words}" if held else words, cell)
