"""A sheet of an OpenDocument workbook, put together row by row within the limits."""

from __future__ import annotations

from varaamo_sync.workbooks.files.grid import Layout, Merge, Raw, Sheet
from varaamo_sync.workbooks.files.limits import MOST_COLUMNS, Budget


class SheetMaking:
    """A sheet while it is read; rows and columns count from 1."""

    def __init__(self, name: str, budget: Budget, *, hidden: bool) -> None:
        self.name = name
        self._budget = budget
        self._hidden = hidden
        self._rows: list[list[Raw]] = []
        self._row = self._column = self._at = 0
        self._times = 1
        self._cells: list[Raw] = []
        self._spans: list[Merge] = []
        self._marks: list[tuple[int, bool, str | None]] = []
        self._merges: list[Merge] = []
        self._hidden_rows: list[tuple[int, int]] = []
        self._hidden_columns: set[int] = set()
        self._formulas: dict[tuple[int, int], bool] = {}
        self._errors: dict[tuple[int, int], str] = {}

    def columns(self, times: int, *, hidden: bool) -> None:
        """Take the next columns."""
        if hidden:
            last = min(self._at + times, MOST_COLUMNS)
            self._hidden_columns.update(range(self._at + 1, last + 1))
        self._at += times

    def begin_row(self, times: int, *, hidden: bool) -> None:
        """Begin the next row, which stands so many times."""
        self._times, self._column = times, 0
        self._cells, self._marks = [], []
        if hidden:
            self._hidden_rows.append((self._row + 1, self._row + times))

    def skip_cells(self, times: int) -> None:
        """Take cells that are empty."""
        self._column += times

    def cell(
        self, value: Raw, times: int, *, span: tuple[int, int], computed: bool, failed: bool
    ) -> None:
        """Take a cell that stands so many times."""
        first = self._column + 1
        if span != (1, 1):
            self._budget.area(1, 1)
            top = self._row + 1
            self._merges.append(Merge(top, first, top + span[0] - 1, first + span[1] - 1))
        self._column += times
        if value is None and not computed:
            return
        row = self._row + self._times
        self._budget.cell(row, self._column, 0)
        if isinstance(value, str):
            self._budget.letters(len(value), times * self._times)
        self._cells += [None] * (first - 1 - len(self._cells))
        self._cells += [value] * times
        if computed or failed:
            error = str(value) if failed else None
            self._marks += [(column, computed, error) for column in range(first, first + times)]

    def end_row(self) -> None:
        """Write the row down, as many times as it stands."""
        if self._cells:
            self._budget.area(self._times, len(self._cells) + 2 * len(self._marks))
            self._rows += ([] for _ in range(self._row - len(self._rows)))
            for number in range(self._row + 1, self._row + self._times + 1):
                self._rows.append(list(self._cells))
                for column, computed, error in self._marks:
                    if computed:
                        self._formulas[number, column] = self._cells[column - 1] is not None
                    if error is not None:
                        self._errors[number, column] = error
        self._row += self._times

    def made(self) -> Sheet:
        """Return the sheet."""
        widest = max(map(len, self._rows), default=0)
        for merge in self._merges:  # in a sound file they do not overlap
            rows = max(min(merge.bottom, len(self._rows)) - merge.top + 1, 0)
            columns = max(min(merge.right, widest) - merge.left + 1, 0)
            self._budget.area(rows, max(columns, 1))
        hidden = (range(a, min(b, len(self._rows)) + 1) for a, b in self._hidden_rows)
        layout = Layout(
            frozenset(row for rows in hidden for row in rows),
            frozenset(self._hidden_columns),
            tuple(self._merges),
            self._formulas,
            self._errors,
        )
        return Sheet(self.name, self._rows, layout, self._hidden)
