"""Workbooks of lists: a sheet for each, one row a thing, with filters and headers that stay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from varaamo_sync.findings import Severity
from varaamo_sync.workbooks.files.grid import letters
from varaamo_sync.workbooks.files.limits import LONGEST_CELL
from varaamo_sync.workbooks.files.output import (
    AUTHOR,
    OF_SEVERITY,
    OPTIONAL,
    fill,
    make_printable,
    printable,
    save,
    write_value,
)

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.styles import NamedStyle
    from openpyxl.worksheet.hyperlink import Hyperlink
    from openpyxl.worksheet.worksheet import Worksheet

_PLAIN, _WRAPPED, _HEAD, _LINK = (
    f"{AUTHOR} {look}" for look in ("plain", "wrapped", "head", "link")
)
"""Names of how cells look."""

_LONGEST = LONGEST_CELL - 100
"""Letters that a cell holds of a text, with room for the marks that keep it a text."""

_LINE = 15
"""Height of a line in points."""
_MOST_LINES = 12

_MOST_LINKS = 10_000
"""Links of a sheet; Excel takes 65,530, and opens slowly long before."""


class Column(NamedTuple):
    """A column of a list.

    Attributes:
        header: Its header.
        width: Its width in characters.
        wraps: Whether long texts are broken over several lines.
    """

    header: str
    width: int
    wraps: bool = False


class Link(NamedTuple):
    """A cell that leads elsewhere.

    Attributes:
        text: What stands in it.
        target: A file as it is found from the workbook, or ``#'Sheet'!A1``.
    """

    text: str
    target: str


class Marked(NamedTuple):
    """A cell in the colour of a severity."""

    text: str
    severity: Severity


ListCell = str | int | Link | Marked | None


class ListSheet(NamedTuple):
    """A list.

    Attributes:
        title: What the sheet is called.
        columns: Its columns.
        rows: A row a thing, each with a cell for each column.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[ListCell]]


def write_lists(sheets: Iterable[ListSheet]) -> bytes:
    """Return lists as a workbook; rows are written one by one, however many there are.

    Args:
        sheets: The lists.

    Raises:
        OutputUnwritable: The folder for temporary files is full.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for style in _styles():
        book.add_named_style(style)
    for sheet in sheets:
        _write(book, sheet)
    return save(book)


def _styles() -> Iterator[NamedStyle]:
    """Yield how cells look: made once for all of them, for there may be many."""
    from openpyxl.styles import Alignment, Font, NamedStyle

    top, wrapped = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
    yield NamedStyle(_PLAIN, alignment=top)
    yield NamedStyle(_WRAPPED, alignment=wrapped)
    yield NamedStyle(_HEAD, alignment=wrapped, font=Font(bold=True), fill=fill(OPTIONAL))
    yield NamedStyle(_LINK, alignment=top, font=Font(underline="single", color="FF0563C1"))
    for severity, colour in OF_SEVERITY.items():
        yield NamedStyle(_of(severity), alignment=top, fill=fill(colour))


def _of(severity: Severity) -> str:
    return f"{AUTHOR} {severity.value}"


def _write(book: Workbook, wanted: ListSheet) -> None:
    sheet = cast("Worksheet", book.create_sheet(wanted.title))
    for place, column in enumerate(wanted.columns, 1):
        sheet.column_dimensions[letters(place)].width = column.width
    sheet.freeze_panes = "A2"
    make_printable(sheet, 1, one_page_wide=True)
    writer = _Writer(sheet, wanted.columns)
    sheet.append([writer.text(column.header, _HEAD) for column in wanted.columns])
    for row in wanted.rows:
        made = writer.cells(row)
        # Not every program makes a row as high as its texts by itself.
        sheet.row_dimensions[writer.rows + 1].height = _LINE * _lines(row, wanted.columns)
        sheet.append(made)
    sheet.auto_filter.ref = f"A1:{letters(len(wanted.columns))}{writer.rows + 1}"


def _lines(row: Sequence[ListCell], columns: Sequence[Column]) -> int:
    """Return how many lines the longest text of a row takes in its column."""
    return (
        max(
            (
                min(_MOST_LINES, -(-len(value) // column.width))
                for value, column in zip(row, columns, strict=True)
                if column.wraps and isinstance(value, str)
            ),
            default=1,
        )
        or 1
    )


class _Writer:
    """Makes the cells of a sheet's rows, and counts rows and links."""

    def __init__(self, sheet: Worksheet, columns: Sequence[Column]) -> None:
        from openpyxl import cell

        self._make: Callable[[Worksheet], Any] = cell.WriteOnlyCell
        self._sheet = sheet
        self._columns = columns
        self._links = 0
        self.rows = 0

    def cells(self, row: Sequence[ListCell]) -> list[Any]:
        """Return the cells of a row."""
        self.rows += 1
        return [
            None if value is None or value == "" else self._cell(value, column)
            for value, column in zip(row, self._columns, strict=True)
        ]

    def text(self, text: str | int, style: str) -> Any:
        """Return a cell that looks in some way; a text is never taken for a formula."""
        made = self._make(self._sheet)
        made.style = style
        write_value(made, text if isinstance(text, int) else printable(text)[:_LONGEST])
        return made

    def _cell(self, value: str | int | Link | Marked, column: Column) -> Any:
        if isinstance(value, str | int):
            return self.text(value, _WRAPPED if column.wraps else _PLAIN)
        if isinstance(value, Marked):
            return self.text(value.text, _of(value.severity))
        if self._links == _MOST_LINKS:
            return self.text(value.text, _PLAIN)
        self._links += 1
        made = self.text(value.text, _LINK)
        made.hyperlink = _hyperlink(value.target)
        return made


def _hyperlink(target: str) -> Hyperlink:
    from openpyxl.worksheet.hyperlink import Hyperlink

    if target.startswith("#"):
        return Hyperlink(ref="", location=target.removeprefix("#"))
    return Hyperlink(ref="", target=target)
