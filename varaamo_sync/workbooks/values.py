"""What the cells of a packed workbook hold, read by calamine."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from typing import Any

from varaamo_sync.workbooks.grid import Raw
from varaamo_sync.workbooks.limits import Unreadable


def sheet_values(
    data: io.BytesIO, names: Collection[str] | None = None
) -> Iterator[tuple[str, list[list[Raw]], bool]]:
    """Yield name, cells and whether it is hidden of each sheet.

    Args:
        data: The workbook.
        names: Only these sheets; charts and macros have sheets, too.

    Raises:
        Unreadable: The workbook is broken.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum, WorksheetNotFound

    try:
        data.seek(0)
        book = CalamineWorkbook.from_filelike(data)
        for sheet in book.sheets_metadata:
            if names is None or sheet.name in names:
                cells = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                hidden = sheet.visible is not SheetVisibleEnum.Visible
                yield sheet.name, [_row(row) for row in cells], hidden
    except (CalamineError, WorksheetNotFound, OSError, ValueError) as error:
        raise Unreadable("workbook-broken") from error
    except BaseException as error:  # a panic of the library in Rust is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable("workbook-broken") from error


def _row(cells: list[Any]) -> list[Raw]:
    row = [_value(cell) for cell in cells]
    while row and row[-1] is None:
        row.pop()
    return row


def _value(cell: Any) -> Raw:
    """Return a cell's value; a whole number that was kept as a decimal one is whole again."""
    if cell == "":
        return None
    if type(cell) is float and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    value: Raw = cell
    return value
