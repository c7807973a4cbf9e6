"""Workbooks of lists: a sheet for each, one row a thing, with filters and headers that stay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from varaamo_sync.extras import needing
from varaamo_sync.findings import Severity
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern
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

_PLAIN, _WRAPPED, _HEAD, _LINK, _STRONG = (
    f"{AUTHOR} {look}" for look in ("plain", "wrapped", "head", "link", "strong")
)
"""Names of how cells look."""

_LONGEST = LONGEST_CELL - 100
"""Letters that a cell holds of a text, with room for the marks that keep it a text."""

_TURNING = lazy_pattern("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_LINE = 15
"""Height of a line in points."""
_MOST_LINES = 12

_MOST_LINKS = 10_000
"""Links of a sheet; Excel takes 65,530, and opens slowly long before."""


_MOST_FORMS = 60
"""Ways of showing numbers that a sheet has of its own; Excel takes some 200 in a workbook."""


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


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or a day that is shown in a way of its own.

    Attributes:
        value: What it is.
        form: How Excel shows it, such as ``0 %``; a text in it stands in straight marks.
    """

    value: int | Decimal | date
    form: str


ListCell = str | int | Link | Marked | Figure | None


class ListSheet(NamedTuple):
    """A list.

    Attributes:
        title: What the sheet is called.
        columns: Its columns.
        rows: A row a thing, each with a cell for each column.
        above: Lines above the headers, the first of them as a heading.
        below: Lines below the rows.
        total: Whether the last row adds up those above it.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[ListCell]]
    above: Sequence[str] = ()
    below: Sequence[str] = ()
    total: bool = False


@needing("sheets")
def write_lists(sheets: Iterable[ListSheet], made: datetime | None = None) -> bytes:
    """Return lists as a workbook; rows are written one by one, however many there are.

    Args:
        sheets: The lists.
        made: When the workbook was made, as it is to say; by default now.

    Raises:
        OutputUnwritable: The folder for temporary files is full.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for style in _styles():
        book.add_named_style(style)
    for sheet in sheets:
        _write(book, sheet)
    return save(book, made)


def _styles() -> Iterator[NamedStyle]:
    """Yield how cells look: made once for all of them, for there may be many."""
    from openpyxl.styles import Alignment, Font, NamedStyle

    top, wrapped = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
    yield NamedStyle(_PLAIN, alignment=top)
    yield NamedStyle(_WRAPPED, alignment=wrapped)
    yield NamedStyle(_HEAD, alignment=wrapped, font=Font(bold=True), fill=fill(OPTIONAL))
    yield NamedStyle(_STRONG, alignment=top, font=Font(bold=True))
    yield NamedStyle(_LINK, alignment=top, font=Font(underline="single", color="FF0563C1"))
    for severity, colour in OF_SEVERITY.items():
        yield NamedStyle(_of(severity), alignment=top, fill=fill(colour))


def _of(severity: Severity) -> str:
    return f"{AUTHOR} {severity.value}"


def _write(book: Workbook, wanted: ListSheet) -> None:
    sheet = cast("Worksheet", book.create_sheet(wanted.title))
    for place, column in enumerate(wanted.columns, 1):
        sheet.column_dimensions[letters(place)].width = column.width
    head = len(wanted.above) + 1
    sheet.freeze_panes = f"A{head + 1}"
    make_printable(sheet, head, one_page_wide=True)
    writer = _Writer(sheet, wanted.columns)
    for place, line in enumerate(wanted.above):
        sheet.append([writer.text(line, _PLAIN if place else _STRONG)])
    sheet.row_dimensions[head].height = _LINE * _head_lines(wanted.columns)
    sheet.append([writer.text(column.header, _HEAD) for column in wanted.columns])
    rows = list(wanted.rows) if wanted.total else wanted.rows
    for row in rows:
        strong = wanted.total and isinstance(rows, list) and row is rows[-1]
        made = writer.cells(row, strong=strong)
        # Not every program makes a row as high as its texts by itself.
        sheet.row_dimensions[head + writer.rows].height = _LINE * _lines(row, wanted.columns)
        sheet.append(made)
    last = head + writer.rows - (1 if wanted.total and writer.rows else 0)
    sheet.auto_filter.ref = f"A{head}:{letters(len(wanted.columns))}{last}"
    if wanted.below:
        sheet.append([])
    for line in wanted.below:
        sheet.append([writer.text(line, _PLAIN)])


def _head_lines(columns: Sequence[Column]) -> int:
    """Return how many lines the longest header takes; bold letters are wider."""
    needed = (-(-len(column.header) * 6 // (5 * column.width)) for column in columns)
    return min(_MOST_LINES, max(1, *needed))


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
        self._forms: set[str] = set()
        self.rows = 0

    def cells(self, row: Sequence[ListCell], *, strong: bool = False) -> list[Any]:
        """Return the cells of a row; one that adds up others is strong."""
        self.rows += 1
        look = _STRONG if strong else None
        return [
            None if value is None or value == "" else self._cell(value, column, look)
            for value, column in zip(row, self._columns, strict=True)
        ]

    def text(self, text: str | int, style: str) -> Any:
        """Return a cell that looks in some way; a text is never taken for a formula."""
        made = self._make(self._sheet)
        made.style = style
        write_value(made, text if isinstance(text, int) else _unturned(printable(text))[:_LONGEST])
        return made

    def _cell(
        self, value: str | int | Link | Marked | Figure, column: Column, look: str | None
    ) -> Any:
        if isinstance(value, str | int):
            return self.text(value, look or (_WRAPPED if column.wraps else _PLAIN))
        if isinstance(value, Figure):
            return self._number(value, look or _PLAIN)
        if isinstance(value, Marked):
            return self.text(value.text, _of(value.severity))
        if self._links == _MOST_LINKS:
            return self.text(value.text, _PLAIN)
        self._links += 1
        made = self.text(value.text, _LINK)
        made.hyperlink = _hyperlink(value.target)
        return made

    def _number(self, number: Figure, style: str) -> Any:
        made = self._make(self._sheet)
        made.style = style
        write_value(made, number.value)
        if len(self._forms) < _MOST_FORMS or number.form in self._forms:
            self._forms.add(number.form)
            made.number_format = number.form
        return made


def _unturned(text: str) -> str:
    """Return a text in which what would turn its letters around is spelled, not done."""
    return _TURNING.sub(lambda sign: f"\\u{ord(sign.group()):04x}", text)


def _hyperlink(target: str) -> Hyperlink:
    from openpyxl.worksheet.hyperlink import Hyperlink

    if target.startswith("#"):
        return Hyperlink(ref="", location=target.removeprefix("#"))
    return Hyperlink(ref="", target=target)
