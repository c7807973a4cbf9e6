"""Sends a person's workbook back with its problems marked, and takes old marks out first.

Colours are conditional formats and not fills, so that every cell keeps the style that it had:
taking the mark out leaves nothing behind.
"""

from __future__ import annotations

import io
import warnings
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from varaamo_sync.extras import needing
from varaamo_sync.findings import Severity
from varaamo_sync.model import Lang
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Theme
from varaamo_sync.workbooks.annotating.kept import (
    put_back_drop_downs,
    put_back_results,
    scan_sheets,
)
from varaamo_sync.workbooks.annotating.losses import losses
from varaamo_sync.workbooks.files.excel.parts import find_excel_parts
from varaamo_sync.workbooks.files.grid import letters
from varaamo_sync.workbooks.files.limits import Unreadable
from varaamo_sync.workbooks.files.output import (
    AUTHOR,
    ERROR,
    OF_SEVERITY,
    WARNING,
    fill,
    make_printable,
    save,
)
from varaamo_sync.workbooks.files.package import Package
from varaamo_sync.workbooks.tables.own_form import REPORT, REPORT_TITLE, is_report

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MOST_CELLS = 1_000_000
"""Cells of the largest workbook that is marked, those that are only coloured among them."""

_CUT = "— varaamo-sync —"
_RULE = '"varaamo-sync"="varaamo-sync"'
_LONGEST_COMMENT = 6000
_words = Theme("workbooks/sheets")
_HEADS = _words.in_languages("report.heads")
_WIDTHS = (18, 34, 70, 60, 18)


@dataclass(frozen=True, slots=True)
class Mark:
    """One problem, in words.

    Attributes:
        sheet: Sheet of the cell.
        row: Its row, from 1.
        column: Its column, from 1.
        room: Name of the room, where it is one room's.
        what: What is wrong.
        fix: How to mend it.
        who: Who usually does.
    """

    sheet: str
    row: int
    column: int
    severity: Severity
    room: str
    what: str
    fix: str
    who: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """What came of marking a workbook.

    Attributes:
        data: Its bytes; ``None`` where something would be lost and that was not allowed.
        lost: What was lost, or would be.
        cells: How many cells were marked.
    """

    data: bytes | None
    lost: tuple[str, ...] = ()
    cells: int = 0


@needing("sheets")
def annotate(
    data: bytes, marks: Sequence[Mark], *, lang: Lang = "fi", lossy: bool = False
) -> Annotated:
    """Mark problems in a workbook: a comment and a colour at each cell, a list as first sheet.

    Args:
        data: Bytes of the workbook (.xlsx).
        marks: What is to be marked, in the order of the list.
        lang: Language of the list.
        lossy: Whether to write although something would be lost.

    Raises:
        Unreadable: The workbook cannot be opened, or is too large.
    """
    from openpyxl import load_workbook

    package = Package(data)
    if package.odd:
        data = package.spelt_plainly()
        package = Package(data)
    package.measure()
    found = find_excel_parts(package)
    if found is None:
        raise Unreadable("workbook-broken")
    scans = scan_sheets(package, found, MOST_CELLS)
    lost = losses(package, found)
    if lost and not lossy:
        return Annotated(None, lost)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is lost has been said by name
            loaded = load_workbook(io.BytesIO(data), rich_text=True)
        put_back_drop_downs(loaded, scans)
    except Exception as error:  # the library lets through whatever it meets
        raise Unreadable("workbook-unmarkable") from error
    remove_marks(loaded)
    cells = _mark_cells(loaded, marks)
    _add_list(loaded, marks, lang)
    return Annotated(put_back_results(save(loaded), scans), lost, cells)


def remove_marks(book: Workbook) -> None:
    """Take out everything that an earlier ``annotate`` put in."""
    for sheet in list(book.worksheets):
        if is_report(sheet.cell(1, 1).value):
            book.remove(sheet)
            continue
        for cell in list(sheet._cells.values()):  # noqa: SLF001  # others make cells on the way
            if cell.comment is not None and _CUT in cell.comment.text:
                own = cell.comment.text.split(_CUT)[0].rstrip("\n")
                _comment(cell, own, cell.comment.author if own else None)
        _remove_colours(sheet)


def _comment(cell: Any, text: str, author: str | None) -> None:
    from openpyxl.comments import Comment

    if not text:
        cell.comment = None
        return
    held = cell.comment
    made = Comment(text, author or AUTHOR)
    if held is not None:
        made.width, made.height = held.width, held.height
    cell.comment = made


def _remove_colours(sheet: Worksheet) -> None:
    held = [(str(one.sqref), list(one.rules)) for one in sheet.conditional_formatting]
    for place, rules in held:
        others = [rule for rule in rules if _RULE not in (rule.formula or ())]
        if len(others) < len(rules):
            del sheet.conditional_formatting[place]
            for rule in others:
                sheet.conditional_formatting.add(place, rule)


def _mark_cells(book: Workbook, marks: Sequence[Mark]) -> int:
    by_cell: dict[tuple[str, int, int], list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.sheet in book.sheetnames:
            row, column = _anchor(book[mark.sheet], mark.row, mark.column)
            by_cell[mark.sheet, row, column].append(mark)
    by_colour: dict[tuple[str, Severity], list[str]] = defaultdict(list)
    for (name, row, column), here in by_cell.items():
        cell = book[name].cell(row, column)
        own = cell.comment.text if cell.comment is not None else ""
        author = cell.comment.author if cell.comment is not None else AUTHOR
        said = "\n\n".join(dict.fromkeys(f"{mark.what}\n→ {mark.fix}" for mark in here))
        head = f"{own}\n\n{_CUT}\n" if own else f"{_CUT}\n"
        _comment(cell, (head + said)[:_LONGEST_COMMENT], author)
        if not own and cell.comment is not None:
            cell.comment.width, cell.comment.height = 340, min(80 + len(said) // 2, 400)
        worst = min((mark.severity for mark in here), key=list(OF_SEVERITY).index)
        by_colour[name, worst].append(f"{letters(column)}{row}")
    for (name, severity), cells in by_colour.items():
        _colour(book[name], cells, OF_SEVERITY[severity].code)
    return len(by_cell)


def _anchor(sheet: Worksheet, row: int, column: int) -> tuple[int, int]:
    """Return the cell of a merged one that can hold a comment."""
    for merged in sheet.merged_cells.ranges:
        rows, columns = (merged.min_row, merged.max_row), (merged.min_col, merged.max_col)
        if rows[0] <= row <= rows[1] and columns[0] <= column <= columns[1]:
            return rows[0], columns[0]
    return row, column


def _colour(sheet: Worksheet, cells: Sequence[str], colour: str) -> None:
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import PatternFill
    from openpyxl.styles.differential import DifferentialStyle

    style = DifferentialStyle(fill=PatternFill(bgColor=colour, fill_type="solid"))
    for start in range(0, len(cells), 500):
        rule = Rule(type="expression", dxf=style, formula=[_RULE])
        sheet.conditional_formatting.add(" ".join(cells[start : start + 500]), rule)


def _add_list(book: Workbook, marks: Iterable[Mark], lang: Lang) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter, quote_sheetname
    from openpyxl.worksheet.hyperlink import Hyperlink

    name = REPORT[lang]
    sheet = book.create_sheet(name if name not in book.sheetnames else f"{name} 2", 0)
    sheet.cell(1, 1, REPORT_TITLE[lang]).font = Font(bold=True, size=14)
    for column, colour in enumerate((ERROR, WARNING), 2):
        legend = sheet.cell(2, column, colour.means[lang])
        legend.fill = fill(colour)
    for column, head in enumerate(_HEADS[lang], 1):
        sheet.cell(3, column, head).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[column - 1]
    sheet.freeze_panes = "A4"
    make_printable(sheet, 3, one_page_wide=True)
    for row, mark in enumerate(marks, 4):
        where = f"{letters(mark.column)}{mark.row}"
        link = sheet.cell(row, 1, f"{mark.sheet}!{where}")
        location = f"{quote_sheetname(mark.sheet)}!{where}"
        link.hyperlink = Hyperlink(ref=link.coordinate, location=location)
        link.font = Font(color="FF0563C1", underline="single")
        link.fill = fill(OF_SEVERITY[mark.severity])
        for column, text in enumerate((mark.room, mark.what, mark.fix, mark.who), 2):
            cell = sheet.cell(row, column, text)
            cell.data_type = "s"  # never a formula, whatever a cell of theirs began with
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        link.alignment = Alignment(vertical="top")
        sheet.row_dimensions[row].height = 15 * max(
            -(-len(text) // (width - 4))
            for text, width in zip((mark.room, mark.what, mark.fix), _WIDTHS[1:], strict=False)
        )
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = 0
