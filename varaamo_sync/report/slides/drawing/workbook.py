"""The workbook behind a chart, which a person opens to edit its numbers.

python-pptx would take a text that begins with ``=`` for a formula, and one that looks like an
address for a link; so the workbook is written here, where texts stay texts.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it has no types

Number = int | Decimal | None

SHEET = "Sheet1"
"""Name of the sheet that python-pptx's charts refer to."""

_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # a workbook's times have no zone
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write_workbook(
    categories: Sequence[str] | Sequence[dt.date],
    columns: Sequence[tuple[str, Sequence[Number]]],
    day_format: str,
) -> bytes:
    """Return a workbook (.xlsx) with a row for each category and a column for each series.

    Args:
        categories: What stands along the chart.
        columns: Names and values of the series.
        day_format: Number format of days.
    """
    target = io.BytesIO()
    book = Workbook(target, _OPTIONS)
    book.set_properties({"created": _CREATED})
    sheet = book.add_worksheet(SHEET)
    sheet.set_column(0, 0, 30)
    day = book.add_format({"num_format": day_format})
    for row, category in enumerate(categories, 1):
        if isinstance(category, dt.date):
            sheet.write_datetime(row, 0, dt.datetime.combine(category, dt.time()), day)
        else:
            sheet.write_string(row, 0, category)
    for column, (name, values) in enumerate(columns, 1):
        sheet.write_string(0, column, name)
        for row, value in enumerate(values, 1):
            if value is not None:
                sheet.write_number(row, column, float(value))
    book.close()
    return target.getvalue()
