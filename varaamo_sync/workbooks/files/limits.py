"""How much of a workbook is read, and the one way to say that it cannot be read."""

from __future__ import annotations

from collections.abc import Mapping

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


_WORDS = {
    "bytes": ("tavua", "byte", "bytes"),
    "parts": ("osaa", "delar", "parts"),
    "sheets": ("välilehteä", "blad", "sheets"),
    "rows": ("riviä", "rader", "rows"),
    "columns": ("saraketta", "kolumner", "columns"),
    "cells": ("solua", "celler", "cells"),
    "letters": ("merkkiä", "tecken", "letters"),
}


class Unreadable(Exception):
    """A workbook cannot be read at all; rule and params say why."""

    def __init__(self, rule: str, **params: object) -> None:
        super().__init__(rule)
        self.rule = rule
        self.params: Mapping[str, object] = params


def too_large(what: str, most: int) -> Unreadable:
    """Return the error of a workbook that holds more than is read."""
    fi, sv, en = _WORDS[what]
    return Unreadable("workbook-too-large", most=most, what_fi=fi, what_sv=sv, what_en=en)


class Budget:
    """What of the limits is left; shared by the sheets of one workbook."""

    def __init__(self) -> None:
        self._cells = MOST_CELLS
        self._letters = MOST_LETTERS

    @property
    def cells(self) -> int:
        """Cells that were counted."""
        return MOST_CELLS - self._cells

    @property
    def counted_letters(self) -> int:
        """Letters that were counted."""
        return MOST_LETTERS - self._letters

    def cell(self, row: int, column: int, letters: int) -> None:
        """Count a cell that is filled in.

        Raises:
            Unreadable: It lies too far out, or there is too much in all.
        """
        if row > MOST_ROWS:
            raise too_large("rows", MOST_ROWS)
        if column > MOST_COLUMNS:
            raise too_large("columns", MOST_COLUMNS)
        if letters > 1:
            self.letters(letters)

    def letters(self, letters: int, times: int = 1) -> None:
        """Count the letters of a cell that is repeated so many times.

        Raises:
            Unreadable: It holds more than a cell can, or there is too much in all.
        """
        self._letters -= letters * times
        if letters > LONGEST_CELL or self._letters < 0:
            raise too_large("letters", MOST_LETTERS)

    def area(self, rows: int, columns: int) -> None:
        """Count a rectangle of cells, such as the one around what is filled in of a sheet.

        Raises:
            Unreadable: There is too much in all.
        """
        self._cells -= rows * columns
        if self._cells < 0:
            raise too_large("cells", MOST_CELLS)
