"""Reads the rows of a table, cell by cell; whatever cannot be read becomes a finding."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from varaamo_sync.findings import Finding
from varaamo_sync.workbooks.cells.cell import read_cell, spoken
from varaamo_sync.workbooks.cells.choices import EXAMPLE
from varaamo_sync.workbooks.cells.result import CLEARED, CellProblem, Read
from varaamo_sync.workbooks.files.grid import CellRef, Raw
from varaamo_sync.workbooks.findings import finding
from varaamo_sync.workbooks.tables.headers import Column, Table
from varaamo_sync.workbooks.tables.layout_findings import layout_findings
from varaamo_sync.workbooks.tables.own_form import is_example
from varaamo_sync.workbooks.tables.row import Row, Stated
from varaamo_sync.workbooks.tables.row_choice import ChosenRows
from varaamo_sync.workbooks.tables.row_kinds import RowJudge, What
from varaamo_sync.workbooks.tables.table_shape import merged_values, rows_too_wide
from varaamo_sync.workbooks.text import folded, own_words, shown
from varaamo_sync.workbooks.words import in_languages

_NO_ANSWERS = ("cell-points-elsewhere", "cell-placeholder", "cell-machine-word", "cell-error")
"""Problems of cells that say nothing, neither of a room nor of the headers."""
_HELP = {What.HELP: "row-help", What.HELP_OF_FORM: "row-help-known"}
_WHY = in_languages("rows")


def read_rows(
    table: Table,
    file: str,
    *,
    venues: Container[str] = (),
    chosen: ChosenRows | None = None,
) -> tuple[list[Row], list[Finding]]:
    """Read a table.

    Args:
        table: The table.
        file: Name of its file, as findings write it.
        venues: Names of known venues, folded; they tell rooms from other tables.
        chosen: Rows that a person says are rooms, and no others; all that are rooms, where
            nobody has said.

    Returns:
        The rows that state something, and what was found on the way, in the order of the rows.
    """
    reader = _Reader(table, file, venues, chosen)
    rows = list(reader.rows())
    return rows, [*layout_findings(table, file), *reader.blanks(), *reader.findings]


class _Reader:
    def __init__(
        self, table: Table, file: str, venues: Container[str], chosen: ChosenRows | None
    ) -> None:
        self.findings: list[Finding] = []
        self._venues = venues
        self._chosen = chosen if table.of == "room" else None
        self._table = table
        self._file = file
        self._known: dict[tuple[int, str | None, type, Raw], Read | CellProblem | None] = {}
        self._above = merged_values(table)
        layout = table.sheet.layout
        self._special = {place[0] for place in (*layout.errors, *layout.formulas, *self._above)}
        self._own = {column.field: column for column in table.columns}
        self._blank: dict[int, list[CellRef]] = {}
        self._wide = rows_too_wide(table)

    def rows(self) -> Iterator[Row]:
        yield from self._read_chosen() if self._chosen is not None else self._read_judged()

    def _read_chosen(self) -> Iterator[Row]:
        """Yield the rows that a person says are rooms, whatever they look like."""
        for number, cells in self._filled():
            if self._chosen is None or number not in self._chosen:
                continue
            if not (self._is_example(number) or self._is_too_wide(number)):
                yield from self._stated(number, cells)

    def _read_judged(self) -> Iterator[Row]:
        judge = RowJudge(self._table, self._raw, self._says_something, self._venues)
        for number in self._table.skipped:
            self._leave_out(number, What.TABLE)
        for number, cells in self._filled():
            if self._is_example(number) or self._is_too_wide(number):
                continue
            what = judge.judge(number, cells)
            if what is What.ROOM:
                yield from self._stated(number, cells)
            elif what is What.HEADER:
                self._note("row-header-repeated", number, 1, {"row": number})
            elif what in _HELP:
                self._note(_HELP[what], number, 1, {"row": number, "rows": self._suggested()})
            else:
                self._leave_out(number, what)

    def _filled(self) -> Iterator[tuple[int, Sequence[Raw]]]:
        rows = self._table.sheet.rows
        for number in range(self._table.header_row + 1, len(rows) + 1):
            if any(cell is not None for cell in rows[number - 1]) or self._has_errors(number):
                yield number, rows[number - 1]

    def _is_too_wide(self, number: int) -> bool:
        """Tell whether a row of a CSV file goes on beyond the headers, as hardly another does."""
        if number not in self._wide:
            return False
        column = len(self._table.sheet.rows[number - 1])
        text = shown(self._table.sheet.value(number, column))
        self._note("row-too-wide", number, column, {"row": number, "text": text})
        return True

    def _stated(self, number: int, cells: Sequence[Raw]) -> Iterator[Row]:
        row = self._read_row(number, cells)
        if row.values or row.unread:
            yield row

    def _leave_out(self, number: int, what: What) -> None:
        cells = self._table.sheet.rows[number - 1]
        column = next((place for place, cell in enumerate(cells, 1) if cell is not None), 1)
        params = {
            "row": number,
            "text": shown(self._table.sheet.value(number, column)),
            "rows": self._suggested(),
            **{f"why_{lang}": words[what] for lang, words in _WHY.items()},
        }
        self._note("row-not-room", number, column, params)

    def _suggested(self) -> str:
        """Return all rows below the headers, as ``--rows`` takes them."""
        sheet = self._table.sheet
        rows = f"{self._table.header_row + 1}-{len(sheet.rows)}"
        return f"{sheet.name}!{rows}" if sheet.name else rows

    def _says_something(self, column: Column, raw: Raw) -> bool | None:
        try:
            return self._cached(column, raw) is not None or None
        except CellProblem as problem:
            return None if problem.rule in _NO_ANSWERS else False

    def blanks(self) -> Iterator[Finding]:
        """Yield, once for each column, what its empty cells were read as."""
        for column in self._table.columns:
            cells = self._blank.get(column.number)
            if not cells:
                continue
            said = spoken(column.kind, column.blank, column.help)
            params = {"header": shown(column.header), "said": said, "count": len(cells)}
            yield finding("column-blank", cells[0].position, params)

    def _read_row(self, number: int, cells: Sequence[Raw]) -> Row:
        columns = self._table.columns
        row = Row(self._table, self._ref(number, columns[0].number))
        special = number in self._special
        self._also: list[tuple[str, Any, CellRef]] = []
        for column in columns:
            filled = column.number <= len(cells) and cells[column.number - 1] is not None
            if filled or special or column.blank is not None:
                self._read(row, number, column)
        for id, value, cell in self._also:
            self._check_also(row, id, value, cell)
        return row

    def _read(self, row: Row, number: int, column: Column) -> None:
        cell = self._ref(number, column.number)
        layout = self._table.sheet.layout
        error = layout.errors.get((number, column.number))
        raw = self._raw(number, column.number)
        if error is not None or (raw is None and (number, column.number) in layout.formulas):
            rule = "cell-formula-empty" if error is None else "cell-error"
            self._leave_unread(row, column, error, CellProblem(rule, text=error or ""))
            return
        try:
            read = self._cached(self._in_unit(number, column), raw)
        except CellProblem as problem:
            self._leave_unread(row, column, raw, problem)
            return
        if read is None:
            if column.blank is not None:
                row.values.setdefault(column.field, Stated(column.blank, cell))
                self._blank.setdefault(column.number, []).append(cell)
            return
        self._state(row, column, read, cell)
        if read.said is not None:
            params = {"text": shown(raw), "said": read.said, "header": shown(column.header)}
            self.findings.append(finding("cell-read-as", cell.position, params))

    def _in_unit(self, number: int, column: Column) -> Column:
        """Return a column with the unit that another cell of the row gives its numbers."""
        raw = self._raw(number, column.unit_place) if column.unit_place else None
        if column.unit is None or raw is None:
            return column
        unit = column.unit.unit(raw)
        if unit is None:
            cell = self._ref(number, column.unit_place or 0)
            raise CellProblem("cell-unit", text=shown(raw), cell=cell.name)
        return replace(column, help=replace(column.help, unit=unit))

    def _leave_unread(self, row: Row, column: Column, raw: Raw, problem: CellProblem) -> None:
        cell = self._ref(row.first.row, column.number)
        params = {**problem.params, "header": shown(column.header)}
        self.findings.append(finding(problem.rule, cell.position, params))
        row.leave_unread(column.field, own_words(raw), cell)

    def _state(self, row: Row, column: Column, read: Read, cell: CellRef) -> None:
        held = row.values.get(column.field)
        if held is not None and column.kind == "names" and isinstance(held.value, list):
            more = [name for name in read.value if name not in held.value]
            row.values[column.field] = Stated([*held.value, *more], held.cell)
        elif held is not None and column.shared:
            self._check_shared(row, column, read, cell)
        elif read.value is not None:
            row.values[column.field] = Stated(read.value, cell)
        for id, value in read.also.items():
            own = self._own.get(id)
            if own is None or self._raw(cell.row, own.number) is None:
                row.values[id] = Stated(value, cell)
            elif own.number != cell.column:
                self._also.append((id, value, cell))

    def _check_shared(self, row: Row, column: Column, read: Read, cell: CellRef) -> None:
        """Compare a cell with another one of the row that states the same field."""
        held = row.values[column.field]
        if held.cell in self._blank.get(held.cell.column, ()):
            row.values[column.field] = Stated(read.value, cell)
            return
        if held.value == read.value:
            return
        del row.values[column.field]
        other = self._raw(held.cell.row, held.cell.column)
        row.leave_unread(column.field, own_words(other), held.cell)
        raw = self._raw(cell.row, cell.column)
        problem = CellProblem(
            "cell-contradicts", text=shown(raw), other=held.cell.name, said=shown(other)
        )
        self._leave_unread(row, column, raw, problem)

    def _check_also(self, row: Row, id: str, value: Any, cell: CellRef) -> None:
        """Compare what a cell says of another one's field with what that cell says itself."""
        held = row.values.get(id)
        if held is None or held.value is CLEARED or held.value == value:
            return
        column = self._own[id]
        raw = self._raw(held.cell.row, held.cell.column)
        said = spoken(column.kind, value, column.help)
        problem = CellProblem("cell-contradicts", text=shown(raw), other=cell.name, said=said)
        self._leave_unread(row, column, raw, problem)

    def _cached(self, column: Column, raw: Raw) -> Read | None:
        memo = (column.number, column.help.unit, type(raw), raw)
        known = self._known.get(memo, self)
        if known is self:
            try:
                known = read_cell(column.kind, raw, column.help)
            except CellProblem as problem:
                known = problem
            self._known[memo] = known
        if isinstance(known, CellProblem):
            raise known
        assert not isinstance(known, _Reader)
        return known

    def _raw(self, row: int, column: int) -> Raw:
        value = self._table.sheet.value(row, column)
        return self._above.get((row, column)) if value is None else value

    def _has_errors(self, row: int) -> bool:
        layout = self._table.sheet.layout
        return row in self._special and any(
            place[0] == row for place in (*layout.errors, *layout.formulas)
        )

    def _is_example(self, number: int) -> bool:
        column = self._table.column("key")
        raw = self._table.sheet.value(number, column.number) if column else None
        if not isinstance(raw, str) or folded(raw) not in EXAMPLE.values():
            return False
        given = {
            c.field: self._table.sheet.value(number, c.number)
            for c in self._table.columns
            if c.field != "key"
        }
        if column is not None and not is_example(given):
            self._note("row-example-changed", number, column.number, {"row": number})
        return True

    def _note(self, rule: str, row: int, column: int, params: Mapping[str, Any]) -> None:
        self.findings.append(finding(rule, self._ref(row, column).position, params))

    def _ref(self, row: int, column: int) -> CellRef:
        return CellRef(self._file, self._table.sheet.name, row, column)
