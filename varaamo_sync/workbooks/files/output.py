"""What every workbook that we write has: colours with a meaning, a way to print, and its bytes."""

from __future__ import annotations

import errno
import io
import tempfile
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from varaamo_sync.errors import OutputUnwritable
from varaamo_sync.findings import Severity
from varaamo_sync.model import Lang
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words import Theme
from varaamo_sync.workbooks.files.limits import LONGEST_CELL

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.styles import PatternFill
    from openpyxl.worksheet.worksheet import Worksheet

AUTHOR = "varaamo-sync"
"""Who writes the comments at cells."""

CellValue = str | int | Decimal | date | None
"""What we write into a cell."""

_ILLEGAL = lazy_pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = lazy_pattern(r"_(?=x[0-9A-Fa-f]{4}_)")
_PROPERTIES = "docProps/core.xml"
_MODIFIED = lazy_pattern(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_MARKED = lazy_pattern(r"'+[=+\-@]")
_FORMULA = ("=", "+", "-", "@")

_FULL = {getattr(errno, name, None): name for name in ("ENOSPC", "EDQUOT", "EFBIG")}


class Colour(NamedTuple):
    """A colour as Excel writes it, and what it says."""

    code: str
    means: Mapping[Lang, str]


_words = Theme("workbooks/sheets")
REQUIRED = Colour("FFFFE08A", _words.in_languages("colours.required"))
OPTIONAL = Colour("FFE3E3E3", _words.in_languages("colours.optional"))
ERROR = Colour("FFFF9F9F", _words.in_languages("colours.error"))
WARNING = Colour("FFF8B26A", _words.in_languages("colours.warning"))
HINT = Colour("FFE2EFDA", _words.in_languages("colours.hint"))

OF_SEVERITY: Mapping[Severity, Colour] = {
    Severity.ERROR: ERROR,
    Severity.WARNING: WARNING,
    Severity.HINT: HINT,
}
"""Colours of cells that are marked, the worst first."""

LEGEND = (REQUIRED, OPTIONAL, ERROR, WARNING)
"""What the legend of a form tells."""


def fill(colour: Colour) -> PatternFill:
    """Return a cell's fill in a colour."""
    from openpyxl.styles import PatternFill

    return PatternFill("solid", start_color=colour.code)


def make_printable(
    sheet: Worksheet, title_row: int, *, one_page_wide: bool, head: str = "", legend: str = ""
) -> None:
    """Let a sheet be printed across an A4 page, with its headers on each page.

    Args:
        sheet: The sheet.
        title_row: Row of its headers.
        one_page_wide: Whether it is made as small as the width of a page asks for.
        head: What stands above it on paper.
        legend: What stands above it on the right.
    """
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties
    from openpyxl.worksheet.worksheet import Worksheet as OfSheets

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = OfSheets.PAPERSIZE_A4
    sheet.print_title_rows = f"{title_row}:{title_row}"
    sheet.page_margins = PageMargins(
        left=0.4, right=0.4, top=0.6, bottom=0.6, header=0.3, footer=0.3
    )
    sheet.HeaderFooter.oddHeader = HeaderFooterItem(
        left=_HeaderFooterPart(head or None), right=_HeaderFooterPart(legend or None)
    )
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("&A &P/&N"))
    if one_page_wide:
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def save(book: Workbook, made: datetime | None = None) -> bytes:
    """Return a workbook as the bytes of an .xlsx file; temporary files hold its sheets meanwhile.

    Args:
        book: The workbook.
        made: When it was made, as it is to say: the same workbook is then the same bytes. By
            default now.

    Raises:
        OutputUnwritable: The folder for temporary files is full.
    """
    data = io.BytesIO()
    if made is not None:
        book.properties.created = made
    try:
        book.save(data)
    except Exception as error:
        # Of lxml, where it is installed, only the name of the failure is to be had.
        named = {f"IO_{name}" for name in _FULL.values()}
        if getattr(error, "errno", 0) in _FULL or str(error) in named:
            raise OutputUnwritable("temporary-full", folder=tempfile.gettempdir()) from error
        raise
    return data.getvalue() if made is None else _timed(data, made)


def _timed(data: io.BytesIO, made: datetime) -> bytes:
    """Return a packed workbook whose parts, and whose own word, are all of one moment."""
    timed = io.BytesIO()
    said = f"{made:%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(timed, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == _PROPERTIES:
                content = _MODIFIED.sub(rb"\g<1>%b\g<2>" % said, content)
            info = zipfile.ZipInfo(part.filename, made.timetuple()[:6])
            new.writestr(info, content, zipfile.ZIP_DEFLATED)
    return timed.getvalue()


def fits(text: str) -> bool:
    """Tell whether a cell can hold a text."""
    return len(text) <= LONGEST_CELL and not _ILLEGAL.search(text)


def printable(text: str) -> str:
    """Return a text without signs that no cell can hold."""
    return _ILLEGAL.sub(" ", text)


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
