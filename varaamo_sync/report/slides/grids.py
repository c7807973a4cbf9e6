"""Tables for slides: how wide each column is, and which columns stand beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from varaamo_sync.report.document import REPORTED_SIGN, Column, ColumnKind, Mark, Row, Table
from varaamo_sync.report.slides.measure import longest_word, text_width
from varaamo_sync.report.slides.text import plain, shortened
from varaamo_sync.report.slides.units import PAD_X, Entry, Grid, TableRow

_LONGEST_HEADING = 80
_WIDEST_WORD = 0.24
"""Share of the table's width that a column takes at the most for its longest word."""
_HEADING_LINES = 0.6
"""Share of a heading's width that is asked for: it may take two lines, the cells may not."""
_SLACK = 1.5
_NOTHING = "–"


def lay_out(table: Table, width: float, size: float) -> Iterator[TableRow]:
    """Yield the rows of a table; where it is too wide, those of its parts one after another.

    Each part begins with the first column, which says what a row is about.

    Args:
        table: The table.
        width: Room for it.
        size: Size of the font.
    """
    columns = tuple(
        Column(shortened(column.heading, _LONGEST_HEADING), column.kind) for column in table.columns
    )
    rows = [_entries(row, len(columns)) for row in table.rows]
    rows = rows or [(Entry(_NOTHING), *[Entry("")] * (len(columns) - 1))]
    totals = [row.total for row in table.rows] or [False]
    for chosen in _parts(columns, rows, width, size):
        shown = tuple(columns[place] for place in chosen)
        cells = [tuple(row[place] for place in chosen) for row in rows]
        widths = _widths(shown, cells, width, size)
        notes = tuple(plain(note) for note in table.notes)
        grid = Grid(shown, widths, size, plain(table.caption), notes)
        for number, (row, total) in enumerate(zip(cells, totals, strict=True), 1):
            yield TableRow(grid, row, total, keep=any(totals[number : number + 1]))


def _entries(row: Row, columns: int) -> tuple[Entry, ...]:
    cells = [
        Entry(
            plain(cell.text) + (REPORTED_SIGN if cell.mark is Mark.REPORTED else ""),
            cell.tone,
            row.total,
            cell.address,
        )
        for cell in row.cells[:columns]
    ]
    return (*cells, *[Entry("")] * (columns - len(cells)))


def _parts(
    columns: Sequence[Column], rows: Sequence[Sequence[Entry]], width: float, size: float
) -> Iterator[tuple[int, ...]]:
    """Yield the places of the columns that stand beside each other."""
    narrow = [_narrowest(columns[n], [row[n] for row in rows], width, size) for n in _all(columns)]
    chosen, used = [0], narrow[0]
    for place in range(1, len(columns)):
        if used + narrow[place] > width and len(chosen) > 1:
            yield tuple(chosen)
            chosen, used = [0], narrow[0]
        chosen.append(place)
        used += narrow[place]
    yield tuple(chosen)


def _all(columns: Sequence[Column]) -> range:
    return range(len(columns))


def _narrowest(column: Column, cells: Sequence[Entry], width: float, size: float) -> float:
    words = [longest_word(cell.text, size, bold=cell.bold) for cell in cells]
    widest = max([longest_word(column.heading, size, bold=True), *words])
    return min(widest, width * _WIDEST_WORD) + 2 * PAD_X + _SLACK


def _natural(column: Column, cells: Sequence[Entry], size: float) -> float:
    lines = [
        text_width(line, size, bold=cell.bold) for cell in cells for line in cell.text.split("\n")
    ]
    heading = text_width(column.heading, size, bold=True) * _HEADING_LINES
    return max([heading, *lines]) + 2 * PAD_X + _SLACK


def _widths(
    columns: Sequence[Column], rows: Sequence[Sequence[Entry]], width: float, size: float
) -> tuple[float, ...]:
    """Return the widths of columns that fill a width."""
    of = [[row[place] for row in rows] for place in _all(columns)]
    narrow = [_narrowest(columns[n], of[n], width, size) for n in _all(columns)]
    natural = [max(narrow[n], _natural(columns[n], of[n], size)) for n in _all(columns)]
    if sum(natural) <= width:
        return _stretch(columns, natural, width)
    room = width - sum(narrow)
    if room <= 0:
        return tuple(each * width / sum(narrow) for each in narrow)
    return _share(narrow, natural, room)


def _share(narrow: Sequence[float], natural: Sequence[float], room: float) -> tuple[float, ...]:
    """Return widths in which short texts stand on one line, and long ones share what is left."""
    widths = list(narrow)
    by_wish = sorted(range(len(narrow)), key=lambda place: natural[place] - narrow[place])
    for done, place in enumerate(by_wish):
        given = min(natural[place] - narrow[place], room / (len(narrow) - done))
        widths[place] += given
        room -= given
    return tuple(widths)


def _stretch(
    columns: Sequence[Column], natural: Sequence[float], width: float
) -> tuple[float, ...]:
    """Return widths of a table that has room to spare: texts get most of it."""
    weights = [
        wish * (3 if column.kind is ColumnKind.TEXT else 1)
        for column, wish in zip(columns, natural, strict=True)
    ]
    spare = (width - sum(natural)) / sum(weights)
    return tuple(wish + spare * weight for wish, weight in zip(natural, weights, strict=True))
