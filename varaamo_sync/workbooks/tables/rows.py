"""Reads the rows of a table, cell by cell; whatever cannot be read becomes a finding."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from typing import Any

from varaamo_sync.findings import Finding
from varaamo_sync.words import Theme
from varaamo_sync.workbooks.cells.cell import CellJob, label_of, read_cells
from varaamo_sync.workbooks.cells.choices import EXAMPLE
from varaamo_sync.workbooks.cells.result import CLEARED, CellProblem, Help, Read
from varaamo_sync.workbooks.files.grid import CellRef, Raw
from varaamo_sync.workbooks.findings import finding
from varaamo_sync.workbooks.tables.layout_findings import layout_findings
from varaamo_sync.workbooks.tables.own_form import is_example
from varaamo_sync.workbooks.tables.row_choice import ChosenRows
from varaamo_sync.workbooks.tables.row_kinds import RowJudge, What
from varaamo_sync.workbooks.tables.table import Row, Stated, Table, TableColumn
from varaamo_sync.workbooks.text import fold, own_words, preview

_NO_ANSWERS = ("cell-points-elsewhere", "cell-placeholder", "cell-machine-word", "cell-error")
"""Problems of cells that say nothing, neither of a room nor of the headers."""
_HELP = {What.HELP: "row-help", What.HELP_OF_FORM: "row-help-known"}
_words = Theme("workbooks/sheets")
_WHY = _words.in_languages("rows")


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
    reader = _Reader(table, file)
    if chosen is None or table.of != "room":
        numbers = reader.judged(venues)
    else:
        numbers = (n for n in reader.filled() if n in chosen and not reader.is_left_out(n))
    read = [reader.read(number) for number in numbers]
    rows = [row for row in read if row.values or row.unread]
    return rows, [*layout_findings(table, file), *reader.blanks(), *reader.findings]


class _Reader:
    """Reads one table; ``values`` are its rows with what merged cells say."""

    def __init__(self, table: Table, file: str) -> None:
        self.findings: list[Finding] = []
        self._table = table
        self._file = file
        self._values = table.values()
        self._wide = table.rows_too_wide()
        self._known: dict[tuple[object, ...], Read | CellProblem | None] = {}
        layout = table.sheet.layout
        self._computed = {place[0] for place in (*layout.errors, *layout.formulas)}
        self._own = {column.field: column for column in table.columns}
        self._blank: dict[int, list[CellRef]] = {}
        self._also: list[tuple[str, Any, CellRef]] = []
        self._last: tuple[int, Mapping[int, Read | CellProblem | None]] = 0, {}

    def filled(self) -> Iterator[int]:
        """Yield the rows below the headers in which there is something."""
        rows = self._table.sheet.rows
        for number in range(self._table.header_row + 1, len(rows) + 1):
            if number in self._computed or any(cell is not None for cell in rows[number - 1]):
                yield number

    def judged(self, venues: Container[str]) -> Iterator[int]:
        """Yield the rows that are rooms; the others are told."""
        judge = RowJudge(self._table, self._values, venues)
        for number in self._table.skipped:
            self._leave_out(number, What.TABLE)
        for number in self.filled():
            if self.is_left_out(number):
                continue
            answers = {
                place: not isinstance(result, CellProblem)
                for place, result in self._results(number).items()
                if result is not None and getattr(result, "rule", None) not in _NO_ANSWERS
            }
            what = judge.judge(number, self._table.sheet.rows[number - 1], answers)
            if what is What.ROOM:
                yield number
            elif what is What.HEADER:
                self._note("row-header-repeated", number, 1, {"row": number})
            elif what in _HELP:
                self._note(_HELP[what], number, 1, {"row": number, "rows": self._suggested()})
            else:
                self._leave_out(number, what)

    def is_left_out(self, number: int) -> bool:
        """Tell whether a row is the example, or goes on beyond the headers as hardly another."""
        place = self._table.places.get("key", 0)
        raw = self._raw(number, place)
        if isinstance(raw, str) and fold(raw) in EXAMPLE.values():
            columns = (column for column in self._table.columns if column.field != "key")
            if not is_example({c.field: self._raw(number, c.number) for c in columns}):
                self._note("row-example-changed", number, place, {"row": number})
            return True
        if number in self._wide:
            cells = self._table.sheet.rows[number - 1]
            params = {"row": number, "text": preview(cells[-1])}
            self._note("row-too-wide", number, len(cells), params)
        return number in self._wide

    def blanks(self) -> Iterator[Finding]:
        """Yield, once for each column, what its empty cells were read as."""
        for column in self._table.columns:
            cells = self._blank.get(column.number)
            if cells:
                said = label_of(column.kind, column.blank, column.help)
                params = {"header": preview(column.header), "said": said, "count": len(cells)}
                yield finding("column-blank", cells[0].position, params)

    def read(self, number: int) -> Row:
        """Read a row."""
        row = Row(self._table, self._ref(number, self._table.columns[0].number))
        results = self._results(number)
        computed = number in self._computed
        self._also = []
        for column in self._table.columns:
            if computed and self._shows_no_value(row, column):
                continue
            result = results.get(column.number)
            if result is not None:
                self._take(row, column, result)
            elif column.blank is not None:
                cell = self._ref(number, column.number)
                row.values.setdefault(column.field, Stated(column.blank, cell))
                self._blank.setdefault(column.number, []).append(cell)
        for id, value, cell in self._also:
            self._check_also(row, id, value, cell)
        return row

    def _results(self, number: int) -> Mapping[int, Read | CellProblem | None]:
        """Return what comes of each cell of a row that is filled in, by its column."""
        if self._last[0] == number:
            return self._last[1]
        results: dict[int, Read | CellProblem | None] = {}
        fresh: list[tuple[int, tuple[object, ...], CellJob]] = []
        for column in self._table.columns:
            place, raw = column.number, self._raw(number, column.number)
            if raw is None:
                continue
            help = self._help_with(number, column)
            if isinstance(help, CellProblem):
                results[place] = help
                continue
            memo: tuple[object, ...] = (place, help.unit, type(raw), raw)
            if memo in self._known:
                results[place] = self._known[memo]
            else:
                fresh.append((place, memo, (column.kind, raw, help)))
        if fresh:
            read = read_cells([job for *_, job in fresh])
            for (place, memo, _), result in zip(fresh, read, strict=True):
                results[place] = self._known[memo] = result
        self._last = number, results
        return results

    def _help_with(self, number: int, column: TableColumn) -> Help | CellProblem:
        """Return the help of a column, with the unit that another cell of the row tells."""
        if column.unit is None or column.unit_place is None:
            return column.help
        raw = self._raw(number, column.unit_place)
        if raw is None:
            return column.help
        unit = column.unit.unit(raw)
        if unit is None:
            cell = self._ref(number, column.unit_place)
            return CellProblem("cell-unit", text=preview(raw), cell=cell.name)
        return replace(column.help, unit=unit)

    def _shows_no_value(self, row: Row, column: TableColumn) -> bool:
        """Tell whether a formula gave an error, or nothing that the file holds."""
        at, layout = (row.first.row, column.number), self._table.sheet.layout
        error = layout.errors.get(at)
        if error is None and (self._raw(*at) is not None or at not in layout.formulas):
            return False
        rule = "cell-formula-empty" if error is None else "cell-error"
        self._leave_unread(row, column, error, CellProblem(rule, text=error or ""))
        return True

    def _take(self, row: Row, column: TableColumn, result: Read | CellProblem) -> None:
        cell = self._ref(row.first.row, column.number)
        raw = self._raw(cell.row, cell.column)
        if isinstance(result, CellProblem):
            self._leave_unread(row, column, raw, result)
            return
        self._state(row, column, result, cell)
        if result.said is not None:
            params = {"text": preview(raw), "said": result.said, "header": preview(column.header)}
            self.findings.append(finding("cell-read-as", cell.position, params))

    def _leave_unread(self, row: Row, column: TableColumn, raw: Raw, problem: CellProblem) -> None:
        cell = self._ref(row.first.row, column.number)
        params = {**problem.params, "header": preview(column.header)}
        self.findings.append(finding(problem.rule, cell.position, params))
        row.leave_unread(column.field, own_words(raw), cell)

    def _state(self, row: Row, column: TableColumn, read: Read, cell: CellRef) -> None:
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

    def _check_shared(self, row: Row, column: TableColumn, read: Read, cell: CellRef) -> None:
        """Compare a cell with another one of the row that states the same field."""
        held = row.values[column.field]
        if held.cell in self._blank.get(held.cell.column, ()):
            row.values[column.field] = Stated(read.value, cell)
        elif held.value != read.value:
            del row.values[column.field]
            other = self._raw(held.cell.row, held.cell.column)
            row.leave_unread(column.field, own_words(other), held.cell)
            params = {"other": held.cell.name, "said": preview(other)}
            self._contradict(row, column, cell, params)

    def _check_also(self, row: Row, id: str, value: Any, cell: CellRef) -> None:
        """Compare what a cell says of another one's field with what that cell says itself."""
        held = row.values.get(id)
        if held is not None and held.value is not CLEARED and held.value != value:
            column = self._own[id]
            said = label_of(column.kind, value, column.help)
            self._contradict(row, column, held.cell, {"other": cell.name, "said": said})

    def _contradict(
        self, row: Row, column: TableColumn, cell: CellRef, params: Mapping[str, str]
    ) -> None:
        raw = self._raw(cell.row, cell.column)
        problem = CellProblem("cell-contradicts", text=preview(raw), **params)
        self._leave_unread(row, column, raw, problem)

    def _leave_out(self, number: int, what: What) -> None:
        cells = self._table.sheet.rows[number - 1]
        column = next((place for place, cell in enumerate(cells, 1) if cell is not None), 1)
        params = {
            "row": number,
            "text": preview(self._table.sheet.value(number, column)),
            "rows": self._suggested(),
            **{f"why_{lang}": words[what] for lang, words in _WHY.items()},
        }
        self._note("row-not-room", number, column, params)

    def _suggested(self) -> str:
        """Return all rows below the headers, as ``--rows`` takes them."""
        sheet = self._table.sheet
        rows = f"{self._table.header_row + 1}-{len(sheet.rows)}"
        return f"{sheet.name}!{rows}" if sheet.name else rows

    def _raw(self, number: int, column: int) -> Raw:
        cells = self._values[number - 1]
        return cells[column - 1] if 0 < column <= len(cells) else None

    def _note(self, rule: str, row: int, column: int, params: Mapping[str, Any]) -> None:
        self.findings.append(finding(rule, self._ref(row, column).position, params))

    def _ref(self, row: int, column: int) -> CellRef:
        return CellRef(self._file, self._table.sheet.name, row, column)
