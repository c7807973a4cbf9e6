"""What the shape of a table says of its rows: merged cells, and rows that are too wide."""

from __future__ import annotations

from varaamo_sync.workbooks.files.grid import Raw
from varaamo_sync.workbooks.tables.headers import Table

_FEW = 5
"""Of so many rows one may have a cell too many; where more have, a header is missing."""


def merged_values(table: Table) -> dict[tuple[int, int], Raw]:
    """Return what merged cells say for the rows that they reach down to."""
    values: dict[tuple[int, int], Raw] = {}
    for merge in table.sheet.layout.merges:
        if merge.top > table.header_row and merge.bottom > merge.top:
            value = table.sheet.value(merge.top, merge.left)
            last = min(merge.bottom, len(table.sheet.rows))
            values.update({(row, merge.left): value for row in range(merge.top + 1, last + 1)})
    return values


def rows_too_wide(table: Table) -> frozenset[int]:
    """Return the rows of a CSV file that have more cells than the headers and most other rows."""
    if table.sheet.name or not table.headers:
        return frozenset()
    rows, last = table.sheet.rows, max(table.headers)
    below = range(table.header_row + 1, len(rows) + 1)
    wide = frozenset(number for number in below if len(rows[number - 1]) > last)
    filled = sum(bool(rows[number - 1]) for number in below)
    return wide if len(wide) <= max(1, filled // _FEW) else frozenset()
