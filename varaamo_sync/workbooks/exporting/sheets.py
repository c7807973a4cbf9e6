"""Sheets of the template: headers, explanations, drop-downs and rows, made with openpyxl."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from varaamo_sync.model import Lang
from varaamo_sync.workbooks.cells.choices import FLAGS, NO_LABEL, YES_LABEL, labels
from varaamo_sync.workbooks.exporting.room_rows import CellValue
from varaamo_sync.workbooks.files.limits import LONGEST_CELL
from varaamo_sync.workbooks.files.output import AUTHOR, OPTIONAL, REQUIRED, fill, make_printable
from varaamo_sync.workbooks.tables.fields import Field
from varaamo_sync.workbooks.tables.own_form import LISTS

LAST_ROW = 2000
"""Row down to which drop-downs reach."""

_NAMED = ("name", "names", "known", "text")
_EXAMPLE_FONT = Font(italic=True, color="FF7A7A7A")
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MARKED = re.compile(r"'+[=+\-@]")
_FORMULA = ("=", "+", "-", "@")

Lists = Mapping[str, Sequence[str]]
"""Values of drop-downs by the name of their list."""


def write_header(
    sheet: Worksheet, columns: Sequence[Field], lang: Lang, *, narrow: bool = False
) -> None:
    """Write the row of headers, each with its explanation; it stays in view.

    Args:
        sheet: The sheet.
        columns: Its columns.
        lang: Language of the headers.
        narrow: Whether columns are to fit on the width of a page.
    """
    wide, named, other = (34, 18, 13) if narrow else (50, 26, 16)
    for place, field in enumerate(columns, 1):
        cell = sheet.cell(1, place, field.header[lang] + (" *" if field.required else ""))
        cell.font = Font(bold=True)
        cell.fill = fill(REQUIRED if field.required else OPTIONAL)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if field.help:
            cell.comment = Comment(field.help[lang], AUTHOR, width=280, height=110)
        width = wide if field.wide else named if field.kind in _NAMED else other
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.row_dimensions[1].height = 48


def rule_rows(sheet: Worksheet, first: int, last: int, columns: int) -> None:
    """Draw lines around the cells of rows that somebody fills in, on paper too."""
    line = Side(style="thin", color="FFBFBFBF")
    for row in range(first, last + 1):
        sheet.row_dimensions[row].height = 34
        for column in range(1, columns + 1):
            cell = sheet.cell(row, column)
            cell.border = Border(left=line, right=line, top=line, bottom=line)
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def write_row(
    sheet: Worksheet,
    row: int,
    columns: Sequence[Field],
    values: Mapping[str, CellValue],
    *,
    example: bool = False,
) -> list[str]:
    """Write a row; return the fields whose text does not fit into a cell."""
    left_out: list[str] = []
    for place, field in enumerate(columns, 1):
        value = values.get(field.id)
        if value is None:
            continue
        if isinstance(value, str) and (len(value) > LONGEST_CELL or ILLEGAL.search(value)):
            left_out.append(field.id)
            continue
        cell = sheet.cell(row, place)
        write_value(cell, value)
        if field.kind == "text":
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if example:
            cell.font = _EXAMPLE_FONT
    return left_out


def write_value(cell: Any, value: CellValue) -> None:
    """Write a value; a text is never taken for a formula."""
    if isinstance(value, str):
        text = _ESCAPE.sub("_x005F_", value)
        cell.value = f"'{text}" if _MARKED.match(text) else text
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(_FORMULA)
    elif isinstance(value, date):
        cell.value = value
        cell.number_format = "d.m.yyyy"
    elif isinstance(value, Decimal):
        cell.value = value
        cell.number_format = "0.00"
    elif abs(value or 0) >= 10**15:
        cell.value = str(value)
    else:
        cell.value = value


def write_lists(book: Workbook, lists: Lists, lang: Lang) -> dict[str, str]:
    """Write the protected sheet of lists; return the name of each one's range."""
    sheet = book.create_sheet(LISTS[lang])
    ranges: dict[str, str] = {}
    for place, (name, values) in enumerate(lists.items(), 1):
        if not values:
            continue
        letter = get_column_letter(place)
        sheet.cell(1, place, name).font = Font(bold=True)
        for row, value in enumerate(values, 2):
            write_value(sheet.cell(row, place), value)
        sheet.column_dimensions[letter].width = 32
        ranges[name] = name_range(book, f"varaamo_{place}", sheet.title, letter, len(values) + 1)
    make_printable(sheet, 1, one_page_wide=True)
    sheet.protection.sheet = True
    sheet.freeze_panes = "A2"
    return ranges


def name_range(book: Workbook, name: str, sheet: str, letter: str, last: int) -> str:
    """Name the cells of a column from the second row on, and return the name.

    Excel keeps a drop-down of another sheet in a part of the file that openpyxl drops, unless
    it goes by a name.
    """
    where = f"{quote_sheetname(sheet)}!${letter}$2:${letter}${last}"
    book.defined_names[name] = DefinedName(name, attr_text=where)
    return name


def add_choices(
    sheet: Worksheet,
    columns: Sequence[Field],
    ranges: Mapping[str, str],
    lang: Lang,
) -> None:
    """Add drop-downs; where several values or others are allowed, they only suggest."""
    for place, field in enumerate(columns, 1):
        name = list_name(field, lang)
        if name is None or name not in ranges:
            continue
        strict = field.kind in FLAGS or field.kind.startswith("choice:")
        validation = DataValidation(
            type="list",
            formula1=ranges[name],
            allow_blank=True,
            showErrorMessage=strict,
            errorStyle="warning",
        )
        letter = get_column_letter(place)
        validation.add(f"{letter}2:{letter}{LAST_ROW}")
        sheet.add_data_validation(validation)


def list_name(field: Field, lang: Lang) -> str | None:
    """Return the name of the list that a column's drop-down shows."""
    if field.kind in FLAGS:
        return f"{YES_LABEL[lang]}/{NO_LABEL[lang]}"
    if field.kind.startswith("choice:") or field.list:
        return field.header[lang]
    return None


def choice_lists(columns: Iterable[Field], lang: Lang) -> dict[str, Sequence[str]]:
    """Return the lists that need no reference data."""
    lists: dict[str, Sequence[str]] = {}
    for field in columns:
        name = list_name(field, lang)
        if name is not None and field.kind in FLAGS:
            lists[name] = (YES_LABEL[lang], NO_LABEL[lang])
        elif name is not None and field.kind.startswith("choice:"):
            lists[name] = labels(field.kind.removeprefix("choice:"), lang)
    return lists
