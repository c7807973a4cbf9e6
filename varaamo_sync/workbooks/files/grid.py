"""Workbooks as values: sheets of cells, and where a cell stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from varaamo_sync.findings import Position
from varaamo_sync.startup.fast_dataclass import dataclass

Raw = str | int | float | bool | datetime | date | time | timedelta | None
"""What a cell holds; ``None`` for an empty one."""

BookKind = Literal["xlsx", "ods", "csv", "json"]


def letters(column: int) -> str:
    """Return the letters of a column, counted from 1: ``A``, ``Z``, ``AA``."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


class CellRef(NamedTuple):
    """A cell of a workbook; rows and columns count from 1."""

    file: str
    sheet: str
    row: int
    column: int

    @property
    def name(self) -> str:
        """The cell's name in its sheet, such as ``C7``."""
        return f"{letters(self.column)}{self.row}"

    @property
    def position(self) -> Position:
        """The cell as findings name places; a CSV file has no sheet to name."""
        cell = f"{self.sheet}!{self.name}" if self.sheet else self.name
        return Position(self.file, self.row, self.column, cell)


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells that were merged into one; the value stands in the upper left one."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Layout:
    """What a sheet shows beside values; rows and columns count from 1.

    Attributes:
        formulas: Cells whose value a formula computed, and whether the file holds that value.
        errors: Cells that show an error such as ``#N/A``.
        covered: Cells whose value nobody sees, because a merged cell lies over them.
    """

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] = ()
    formulas: Mapping[tuple[int, int], bool] = field(default_factory=dict)
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    covered: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of cells.

    Attributes:
        name: Its name; empty for the only sheet of a CSV file.
        rows: Cells from the upper left corner on; rows may be of different lengths.
        hidden: Whether the whole sheet is hidden.
    """

    name: str
    rows: list[list[Raw]]
    layout: Layout = Layout()
    hidden: bool = False

    def value(self, row: int, column: int) -> Raw:
        """Return what a cell holds; rows and columns count from 1."""
        if not 0 < row <= len(self.rows):
            return None
        cells = self.rows[row - 1]
        return cells[column - 1] if 0 < column <= len(cells) else None


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook that was read.

    Attributes:
        name: Name of the file, as findings write it.
        encoding: CSV only: how its letters are written.
        delimiter: CSV only: what stands between its cells.
    """

    name: str
    kind: BookKind
    sheets: tuple[Sheet, ...]
    encoding: str | None = None
    delimiter: str | None = None

    @property
    def sees_layout(self) -> bool:
        """Whether hidden rows, merged cells and formulas could be seen."""
        return self.kind != "csv"


def as_shown(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """Return sheets without what lies under merged cells: no spreadsheet program shows it."""
    return tuple(map(_without_covered, sheets))


def _without_covered(sheet: Sheet) -> Sheet:
    covered: dict[tuple[int, int], None] = {}
    for merge in sheet.layout.merges:
        for number in range(merge.top, min(merge.bottom, len(sheet.rows)) + 1):
            cells = sheet.rows[number - 1]
            for column in range(merge.left, min(merge.right, len(cells)) + 1):
                first = (number, column) == (merge.top, merge.left)
                if not first and cells[column - 1] is not None:
                    cells[column - 1] = None
                    covered[number, column] = None
            while cells and cells[-1] is None:
                cells.pop()
    if not covered:
        return sheet
    layout = replace(
        sheet.layout,
        formulas={at: kept for at, kept in sheet.layout.formulas.items() if at not in covered},
        errors={at: text for at, text in sheet.layout.errors.items() if at not in covered},
        covered=tuple(covered),
    )
    return replace(sheet, layout=layout)
