"""How much of a workbook is read, and the one way to say that it cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Theme
from varaamo_sync.workbooks.files.grid import Merge

MOST_BYTES = 50_000_000
"""Size of the biggest file."""
MOST_UNPACKED = 150_000_000
"""Bytes that the parts of a packed workbook may unpack to."""
MOST_PARTS = 5_000
"""Parts of a packed workbook."""
MOST_SHEETS = 200
"""Sheets of a workbook."""
MOST_ROWS = 50_000
"""Row of the last cell that is filled in."""
MOST_COLUMNS = 500
"""Column of the last cell that is filled in."""
MOST_CELLS = 4_000_000
"""Cells of the smallest rectangles around what is filled in, in all sheets together."""
MOST_LETTERS = 60_000_000
"""Letters in all cells together."""
LONGEST_CELL = 32_767
"""Letters that a spreadsheet program keeps in one cell."""

_words = Theme("workbooks/sheets")
_WORDS = _words.in_languages("limits")


class Unreadable(Exception):
    """A workbook cannot be read at all; rule and params say why."""

    def __init__(self, rule: str, **params: object) -> None:
        super().__init__(rule)
        self.rule = rule
        self.params: Mapping[str, object] = params


def too_large(what: str, most: int) -> Unreadable:
    """Return the error of a workbook that holds more than is read."""
    said = {f"what_{lang}": words[what] for lang, words in _WORDS.items()}
    return Unreadable("workbook-too-large", most=most, **said)


def demand_cell(row: int, column: int, letters: int = 0) -> None:
    """Make sure that a cell lies within what is read, and holds no more than a cell can.

    Raises:
        Unreadable: It lies too far out, or its text is too long.
    """
    if row > MOST_ROWS:
        raise too_large("rows", MOST_ROWS)
    if column > MOST_COLUMNS:
        raise too_large("columns", MOST_COLUMNS)
    if letters > LONGEST_CELL:
        raise too_large("letters", MOST_LETTERS)


@dataclass
class Budget:
    """Cells and letters that were counted so far in the sheets of one workbook."""

    cells: int = 0
    letters: int = 0

    def take(self, *, cells: int = 0, letters: int = 0) -> None:
        """Count further cells, such as the rectangle around what is filled in, and letters.

        Raises:
            Unreadable: There is too much in all.
        """
        self.cells += cells
        self.letters += letters
        if self.cells > MOST_CELLS:
            raise too_large("cells", MOST_CELLS)
        if self.letters > MOST_LETTERS:
            raise too_large("letters", MOST_LETTERS)

    def take_merges(self, merges: Iterable[Merge], lowest: int, widest: int) -> None:
        """Count what lies under merged cells; in a sound file they do not overlap.

        Args:
            merges: The merged cells of a sheet.
            lowest: The last row that is filled in.
            widest: The last column that is filled in.
        """
        for merge in merges:
            rows = max(min(merge.bottom, lowest) - merge.top + 1, 0)
            columns = max(min(merge.right, widest) - merge.left + 1, 0)
            self.take(cells=rows * max(columns, 1))
