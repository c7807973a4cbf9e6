"""One pass over the XML of an Excel sheet: what it shows beside values, and how large it grows.

The pass understands places as calamine does, which reads the values afterwards, and refuses
every place that it does not understand: a reader that takes ``A99999999`` at its word asks for
all memory there is. Cells stand where ``r`` says; without it right of the cell before, in the
row that is being read.
"""

from __future__ import annotations

from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.workbooks.files.excel.parts import TRUE
from varaamo_sync.workbooks.files.grid import Layout, Merge
from varaamo_sync.workbooks.files.limits import (
    MOST_COLUMNS,
    MOST_ROWS,
    Budget,
    Unreadable,
    demand_cell,
)
from varaamo_sync.workbooks.files.package import Attributes, parse_xml

_CELL = lazy_pattern(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_NUMBER = lazy_pattern(r"[1-9][0-9]{0,9}")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
"""The corner of the largest sheet that a spreadsheet program makes."""
_DIGITS = "0123456789"


def shared_lengths(data: bytes) -> list[int]:
    """Return how many letters each text has that cells share.

    Raises:
        Unreadable: The list is broken, or says to be longer than it is.
    """
    lengths: list[int] = []
    said = 0

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal said
        if tag == "si":
            lengths.append(0)
        elif tag == "sst":
            text = attributes.get("uniqueCount", "0")
            said = max(said, 0 if text == "0" else whole(text, "sst"))

    def text(words: str) -> None:
        if lengths:
            lengths[-1] += len(words)

    if data:
        parse_xml(data, start=start, text=text)
    if said > len(lengths) + MOST_ROWS:  # calamine makes room for so many
        raise odd_place(str(said), "sst")
    return lengths


def scan_sheet(name: str, data: bytes, shared: list[int], budget: Budget) -> Layout:
    """Return what a sheet shows beside values.

    Args:
        name: Name of the sheet.
        data: Its XML, in UTF-8.
        shared: Lengths of the texts that cells share.
        budget: What may still be read of the workbook.

    Raises:
        Unreadable: It is broken, too large, or has a place that no sheet has.
    """
    scan = _Scan(name, shared, budget)
    parse_xml(data, start=scan.start, end=scan.end, text=scan.text)
    return scan.layout()


def whole(text: str, where: str) -> int:
    """Return a number that a file states, such as a count or a row.

    Raises:
        Unreadable: It is no number, zero, or has more digits than any count has.
    """
    if not _NUMBER.fullmatch(text):
        raise odd_place(text, where)
    return int(text)


def odd_place(text: str, where: str) -> Unreadable:
    """Return the error of a place or a count that no workbook has."""
    return Unreadable("workbook-place", text=text[:40], where=where)


def place_of(reference: str, where: str) -> tuple[int, int]:
    """Return the row and column of a cell that is called ``C7``.

    Raises:
        Unreadable: No sheet has such a cell.
    """
    match = _CELL.fullmatch(reference)
    row, column = (int(match[2]), _column(match[1])) if match else (0, 0)
    if not (0 < row <= _LAST_ROW and column <= _LAST_COLUMN):
        raise odd_place(reference, where)
    return row, column


def merge_of(reference: str, where: str) -> Merge:
    """Return the cells that ``A1:B2`` names.

    Raises:
        Unreadable: No sheet has such cells.
    """
    first, colon, last = reference.partition(":")
    top, left = place_of(first, where)
    bottom, right = place_of(last if colon else first, where)
    return Merge(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


class _Scan:
    """The pass over one sheet; rows and columns count from 1."""

    def __init__(self, name: str, shared: list[int], budget: Budget) -> None:
        self._name = name
        self._shared = shared
        self._budget = budget
        self._row = self._column = 1
        self._here = (0, 0)
        self._widest = self._lowest = self._longest = self._letters = 0
        self._type = ""
        self._words: list[str] = []
        self._columns: dict[str, int] = {}
        self._ending = "1"
        self._inside = self._filled = False
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._merges: list[Merge] = []
        self._formulas: dict[tuple[int, int], bool] = {}
        self._errors: dict[tuple[int, int], str] = {}

    def layout(self) -> Layout:
        """Return what was found, once the pass is over."""
        demand_cell(self._lowest, self._widest, self._longest)
        self._budget.take(cells=self._lowest * self._widest, letters=self._letters)
        self._budget.take_merges(self._merges, self._lowest, self._widest)
        return Layout(
            frozenset(self._hidden_rows),
            frozenset(self._hidden_columns),
            tuple(self._merges),
            self._formulas,
            self._errors,
        )

    def start(self, tag: str, attributes: Attributes) -> None:
        """Take the beginning of an element."""
        if tag == "c":
            reference = attributes.get("r")
            if reference is not None:
                self._place(reference)
            else:
                self._here = (self._row, self._column)
            self._type = attributes.get("t", "")
            self._filled = False
            self._words.clear()
        elif tag in ("v", "t"):
            self._inside = self._filled = True
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "is":
            self._filled = True
        elif tag == "f":
            self._budget.take(cells=1)
            self._formulas[self._here] = False
        elif tag == "mergeCell":
            self._budget.take(cells=1)
            self._merges.append(merge_of(attributes.get("ref", ""), self._name))
        elif tag == "col" and attributes.get("hidden") in TRUE:
            first, last = (self._whole(attributes.get(name, "")) for name in ("min", "max"))
            hidden = range(first, min(last, MOST_COLUMNS) + 1)
            self._budget.take(cells=len(hidden))
            self._hidden_columns.update(hidden)

    def text(self, words: str) -> None:
        """Take some of the text of an element."""
        if self._inside:
            self._words.append(words)

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        if tag in ("v", "t"):
            self._inside = False
        elif tag == "c":
            self._column = self._here[1] + 1
            if self._filled:  # an empty text has a place, too
                self._cell("".join(self._words))
        elif tag == "row":
            self._row += 1
            self._column, self._ending = 1, str(self._row)

    def _start_row(self, attributes: Attributes) -> None:
        number = attributes.get("r")
        if number is not None:
            self._row = self._whole(number)
            if self._row > _LAST_ROW:
                raise odd_place(number, self._name)
            self._ending = number
        if attributes.get("hidden") in TRUE and self._row <= MOST_ROWS:
            self._hidden_rows.add(self._row)

    def _place(self, reference: str) -> None:
        letters = reference.rstrip(_DIGITS)
        column = self._columns.get(letters)
        if column is not None and reference[len(letters) :] == self._ending:
            self._here = (self._row, column)
        else:
            self._here = place_of(reference, self._name)
            self._columns[letters] = self._here[1]

    def _whole(self, text: str) -> int:
        return whole(text, self._name)

    def _cell(self, words: str) -> None:
        row, column = self._here
        if self._here in self._formulas:
            if self._type == "str" and not words:  # the formula gave an empty text
                del self._formulas[self._here]
            else:
                self._formulas[self._here] = bool(words)
        if self._type == "s":
            place = int(words) if words.isascii() and words.isdigit() and len(words) < 10 else -1
            letters = self._shared[place] if 0 <= place < len(self._shared) else 0
        else:
            letters = len(words)
        if self._type == "e":
            self._errors[self._here] = words
        self._letters += letters
        self._longest = max(self._longest, letters)
        self._widest = max(self._widest, column)
        self._lowest = max(self._lowest, row)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
