"""A sheet of an OpenDocument workbook: the value of each cell, and its rows within the limits."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.workbooks.files.grid import Layout, Merge, Raw, Sheet
from varaamo_sync.workbooks.files.limits import MOST_COLUMNS, Budget, demand_cell

_NUMBER = lazy_pattern(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?", re.ASCII)
_DURATION = lazy_pattern(
    r"(-)?P(?:(\d{1,6})D)?(?:T(?:(\d{1,8})H)?(?:(\d{1,8})M)?(?:(\d{1,8}(?:[.,]\d+)?)S)?)?", re.ASCII
)
_ERROR = lazy_pattern(r"#[^\W\d_][^\s]*[!?A0-9]|(?:Err|Virhe|Fel):\d{3}")


class SheetBuilder:
    """A sheet while it is read; rows and columns count from 1."""

    def __init__(self, name: str, budget: Budget, *, hidden: bool) -> None:
        self.name = name
        self._budget = budget
        self._hidden = hidden
        self._rows: list[list[Raw]] = []
        self._row = self._column = self._at = 0
        self._times = 1
        self._cells: list[Raw] = []
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
            self._budget.take(cells=1)
            top = self._row + 1
            self._merges.append(Merge(top, first, top + span[0] - 1, first + span[1] - 1))
        self._column += times
        if value is None and not computed:
            return
        letters = len(value) if isinstance(value, str) else 0
        demand_cell(self._row + self._times, self._column, letters)
        self._budget.take(letters=letters * times * self._times)
        self._cells += [None] * (first - 1 - len(self._cells))
        self._cells += [value] * times
        if computed or failed:
            error = str(value) if failed else None
            self._marks += [(column, computed, error) for column in range(first, first + times)]

    def end_row(self) -> None:
        """Write the row down, as many times as it stands."""
        if self._cells:
            self._budget.take(cells=self._times * (len(self._cells) + 2 * len(self._marks)))
            self._rows += ([] for _ in range(self._row - len(self._rows)))
            for number in range(self._row + 1, self._row + self._times + 1):
                self._rows.append(list(self._cells))
                for column, computed, error in self._marks:
                    if computed:
                        self._formulas[number, column] = self._cells[column - 1] is not None
                    if error is not None:
                        self._errors[number, column] = error
        self._row += self._times

    def build(self) -> Sheet:
        """Return the sheet."""
        widest = max(map(len, self._rows), default=0)
        self._budget.take_merges(self._merges, len(self._rows), widest)
        hidden = (range(a, min(b, len(self._rows)) + 1) for a, b in self._hidden_rows)
        layout = Layout(
            frozenset(row for rows in hidden for row in rows),
            frozenset(self._hidden_columns),
            tuple(self._merges),
            self._formulas,
            self._errors,
        )
        return Sheet(self.name, self._rows, layout, self._hidden)


def cell_value(kind: str, text: str, attribute: Callable[[str], str | None]) -> Raw:
    """Return the value of a cell.

    Args:
        kind: Its value type; empty where the file states none.
        text: What it shows.
        attribute: Returns an attribute of the cell, such as ``date-value``.
    """
    if kind in ("float", "percentage", "currency"):
        value: Raw = _number(attribute("value") or "")
    elif kind == "date":
        value = _moment(attribute("date-value") or "")
    elif kind == "time":
        value = _time(attribute("time-value") or "")
    elif kind == "boolean":
        value = {"true": True, "false": False}.get(attribute("boolean-value") or "")
    else:
        value = attribute("string-value")
    return value if value not in (None, "") else text or None


def shows_error(text: str) -> bool:
    """Tell whether a cell shows what a formula shows that has no result: ``#DIV/0!``."""
    return _ERROR.fullmatch(text) is not None


def _number(text: str) -> int | float | None:
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _moment(text: str) -> datetime | date | None:
    try:
        if len(text) <= 10:
            return date.fromisoformat(text)
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def _time(text: str) -> time | timedelta | None:
    """Return a time of day; what is longer than a day is a length of time."""
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    minus, *parts = match.groups()
    days, hours, minutes, seconds = (float((part or "0").replace(",", ".")) for part in parts)
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if minus:
        return -length
    if length >= timedelta(days=1):
        return length
    minutes, seconds = divmod(length.seconds, 60)
    return time(minutes // 60, minutes % 60, seconds, length.microseconds)
