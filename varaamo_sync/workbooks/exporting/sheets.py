"""Sheets of the template: headers, explanations, drop-downs and rows, made with openpyxl."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from varaamo_sync.model import Lang
from varaamo_sync.workbooks.cells.choices import FLAGS, NO_LABEL, YES_LABEL, labels
from varaamo_sync.workbooks.files.output import (
    AUTHOR,
    OPTIONAL,
    REQUIRED,
    CellValue,
    fill,
    fits,
    make_printable,
    write_value,
)
from varaamo_sync.workbooks.tables.fields import Field, Vocabulary
from varaamo_sync.workbooks.tables.own_form import GUIDE, LISTS

LAST_ROW = 2000
"""Row down to which drop-downs reach."""

_NAMED = ("name", "names", "known", "text", "hours")
_EXAMPLE_FONT = Font(italic=True, color="FF7A7A7A")
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
    wide, named, other = (32, 17, 12) if narrow else (50, 26, 16)
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
        if isinstance(value, str) and not fits(value):
            left_out.append(field.id)
            continue
        cell = sheet.cell(row, place)
        write_value(cell, value)
        if field.kind == "text":
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if example:
            cell.font = _EXAMPLE_FONT
    return left_out


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
        shown = drop_down(field, {}, lang)
        if shown is not None and shown[0] in ranges:
            strict = field.kind in FLAGS or field.kind.startswith("choice:")
            add_drop_down(sheet, place, ranges[shown[0]], strict=strict)


def add_drop_down(sheet: Worksheet, column: int, name: str, *, strict: bool) -> None:
    """Let cells of a column be chosen from a range that goes by a name."""
    validation = DataValidation(
        type="list",
        formula1=name,
        allow_blank=True,
        showErrorMessage=strict,
        errorStyle="warning",
    )
    letter = get_column_letter(column)
    validation.add(f"{letter}2:{letter}{LAST_ROW}")
    sheet.add_data_validation(validation)


def drop_down(field: Field, words: Vocabulary, lang: Lang) -> tuple[str, Sequence[str]] | None:
    """Return the name and the values of the list that a column's drop-down shows."""
    if field.kind in FLAGS:
        return f"{YES_LABEL[lang]}/{NO_LABEL[lang]}", (YES_LABEL[lang], NO_LABEL[lang])
    if field.kind.startswith("choice:"):
        return field.header[lang], labels(field.kind.removeprefix("choice:"), lang)
    return (field.header[lang], list(words.get(field.list, {}).values())) if field.list else None


def write_guide(
    book: Workbook, title: str, lines: Sequence[str], lang: Lang, *, subtitle: str = ""
) -> Worksheet:
    """Add the sheet of instructions, its lines numbered, and return it."""
    sheet: Worksheet = book.create_sheet(GUIDE[lang])
    sheet.column_dimensions["A"].width = 110
    make_printable(sheet, 1, one_page_wide=True)
    sheet.cell(1, 1, title).font = Font(bold=True, size=14)
    sheet.cell(2, 1, subtitle or None).font = Font(bold=True)
    for number, line in enumerate(lines, 1):
        cell = sheet.cell(number + 2, 1, f"{number}. {line}")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return sheet
