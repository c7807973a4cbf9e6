"""Makes the workbook that goes out to translators."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from varaamo_sync.model import LANGS, Lang
from varaamo_sync.translations import Row, Written
from varaamo_sync.workbooks.exporting.translation_words import HEADERS, LINES, SHEET, TITLE
from varaamo_sync.workbooks.files.grid import letters
from varaamo_sync.workbooks.files.limits import LONGEST_CELL
from varaamo_sync.workbooks.files.output import OPTIONAL, REQUIRED, fill, save
from varaamo_sync.workbooks.tables.own_form import GUIDE

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = {"fi": 50, "sv": 50, "en": 50}
_OTHER_WIDTHS = (46, 26, 12, 10)


def write_translations(rows: Iterable[Row], to: Lang, *, lang: Lang = "fi") -> Written:
    """Return texts as a workbook for a translator.

    Args:
        rows: What is to be translated.
        to: Language that is asked for; its column is the one to fill in.
        lang: Language of headers and instructions.
    """
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET[lang]
    _write_header(sheet, to, lang)
    left_out: list[Row] = []
    number = 2
    for row in rows:
        if _fits(row):
            _write_row(sheet, number, row)
            number += 1
        else:
            left_out.append(row)
    sheet.auto_filter.ref = f"A1:{letters(sheet.max_column)}{max(number - 1, 1)}"
    _add_guide(book, to, lang)
    return Written(save(book), tuple(left_out))


def _write_header(sheet: Worksheet, to: Lang, lang: Lang) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.properties import PageSetupProperties

    headers = [*LANGS, *HEADERS[lang]]
    widths = [*(_WIDTHS[name] for name in LANGS), *_OTHER_WIDTHS]
    for place, (header, width) in enumerate(zip(headers, widths, strict=True), 1):
        cell = sheet.cell(1, place, header)
        cell.font = Font(bold=True)
        cell.fill = fill(REQUIRED if header == to else OPTIONAL)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[letters(place)].width = width
    sheet.column_dimensions[letters(len(headers))].hidden = True
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _write_row(sheet: Worksheet, number: int, row: Row) -> None:
    from openpyxl.styles import Alignment

    from varaamo_sync.workbooks.exporting.sheets import write_value

    source = row.source
    values = [source.text.get(lang) for lang in LANGS]
    others = [source.home.label, source.field, source.limit, row.mark]
    for place, value in enumerate([*values, *others], 1):
        cell = sheet.cell(number, place)
        cell.alignment = Alignment(wrap_text=place <= len(values) + 1, vertical="top")
        if place <= len(LANGS) and LANGS[place - 1] == row.to:
            cell.fill = fill(REQUIRED)
            cell.number_format = "@"
        if value is not None:
            write_value(cell, value)


def _fits(row: Row) -> bool:
    from varaamo_sync.workbooks.exporting.sheets import ILLEGAL

    texts = [row.source.text.get(lang) or "" for lang in LANGS]
    return not any(len(text) > LONGEST_CELL or ILLEGAL.search(text) for text in texts)


def _add_guide(book: Workbook, to: Lang, lang: Lang) -> None:
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet(GUIDE[lang])
    sheet.column_dimensions["A"].width = 110
    sheet.cell(1, 1, TITLE[lang]).font = Font(bold=True, size=14)
    for row, line in enumerate(LINES[lang], 3):
        cell = sheet.cell(row, 1, f"{row - 2}. {line.replace('{to}', to)}")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
