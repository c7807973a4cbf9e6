"""Excel workbooks (.xlsx): values by calamine, layout and limits by a pass over the XML.

calamine reads fast, but shows no hidden rows, formulas or error values, and makes a rectangle
of cells as wide as the farthest two. So each sheet is gone through once before.
"""

from __future__ import annotations

import posixpath
import re

from varaamo_sync.workbooks.grid import Layout, Merge, Sheet
from varaamo_sync.workbooks.limits import MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, Budget, too_large
from varaamo_sync.workbooks.packages import Attributes, Package, parse_xml
from varaamo_sync.workbooks.values import sheet_values

_LEFT_OUT = re.compile(
    r"(media|drawings|charts|chartsheets|theme|externallinks|pivot\w*|tables|comments\d*|customxml"
    r"|docprops|ctrlprops|activex|embeddings|printersettings|threadedcomments|persons"
    r"|macrosheets|dialogsheets)[/.]",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_WORKBOOK = "xl/workbook.xml"
_DIGITS = "0123456789"
_TRUE = ("1", "true")


def is_xlsx(package: Package) -> bool:
    """Tell whether a package is an Excel workbook."""
    return package.has(_WORKBOOK)


def has_macros(package: Package) -> bool:
    """Tell whether a workbook holds macros."""
    return package.has("vbaproject.bin") or any("macrosheets/" in n.lower() for n in package.names)


def read_xlsx(package: Package) -> tuple[Sheet, ...]:
    """Read the sheets of a workbook.

    Raises:
        Unreadable: It is broken or too large.
    """
    plain = package.repacked(_is_table)
    budget = Budget()
    shared = _shared_lengths(plain.read("xl/sharedStrings.xml"))
    layouts = {
        name: _Scan(shared, budget).layout(plain.read(part))
        for name, part in sheet_parts(plain).items()
    }
    return tuple(
        Sheet(name, rows, layouts.get(name, Layout()), hidden)
        for name, rows, hidden in sheet_values(plain.data, set(layouts))
    )


def _is_table(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels")) and not _LEFT_OUT.search(name)


def sheet_parts(package: Package) -> dict[str, str]:
    """Return the part of each sheet by the sheet's name.

    Raises:
        Unreadable: The list of sheets cannot be read, or is too long.
    """
    targets: dict[str, str] = {}
    parts: dict[str, str] = {}

    def relation(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            target = attributes.get("Target", "")
            absolute = target.startswith("/")
            path = target.lstrip("/") if absolute else posixpath.normpath(f"xl/{target}")
            targets[attributes.get("Id", "")] = path

    def sheet(tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            ids = (value for name, value in attributes.items() if name.endswith(":id"))
            part = targets.get(next(ids, ""))
            if part is not None:
                parts[attributes.get("name", "")] = part

    parse_xml(package.read("xl/_rels/workbook.xml.rels"), start=relation)
    parse_xml(package.read(_WORKBOOK), start=sheet)
    if len(parts) > MOST_SHEETS:
        raise too_large("sheets", MOST_SHEETS)
    return parts


def _shared_lengths(data: bytes) -> list[int]:
    lengths: list[int] = []
    if not data:
        return lengths

    def start(tag: str, _: Attributes) -> None:
        if tag == "si":
            lengths.append(0)

    def text(words: str) -> None:
        if lengths:
            lengths[-1] += len(words)

    parse_xml(data, start=start, text=text)
    return lengths


class _Scan:
    """One pass over the XML of a sheet."""

    def __init__(self, shared: list[int], budget: Budget) -> None:
        self._shared = shared
        self._budget = budget
        self._row = self._column = self._widest = self._lowest = 0
        self._type = ""
        self._words: list[str] = []
        self._columns: dict[str, int] = {}
        self._ending = " "
        self._inside = False
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._merges: list[Merge] = []
        self._formulas: dict[tuple[int, int], bool] = {}
        self._errors: dict[tuple[int, int], str] = {}

    def layout(self, data: bytes) -> Layout:
        """Return what the sheet shows beside values."""
        if not data:
            return Layout()
        parse_xml(data, start=self._start, end=self._end, text=self._text)
        self._budget.area(self._lowest, self._widest)
        for merge in self._merges:  # in a sound file they do not overlap
            self._budget.area(max(min(merge.bottom, self._lowest) - merge.top, 0), 1)
            self._budget.area(1, max(min(merge.right, MOST_COLUMNS) - merge.left, 0))
        return Layout(
            frozenset(self._hidden_rows),
            frozenset(self._hidden_columns),
            tuple(self._merges),
            self._formulas,
            self._errors,
        )

    def _start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self._place(attributes.get("r", ""))
            self._type = attributes.get("t", "")
            self._words.clear()
        elif tag in ("v", "t"):
            self._inside = True
        elif tag == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdigit() else self._row + 1
            self._column, self._ending = 0, " "
            if attributes.get("hidden") in _TRUE and self._row <= MOST_ROWS:
                self._hidden_rows.add(self._row)
        elif tag == "f":
            self._budget.area(1, 1)
            self._formulas[self._row, self._column] = False
        else:
            self._start_other(tag, attributes)

    def _place(self, reference: str) -> None:
        """Take the place of a cell; one that does not say it stands right of the one before."""
        known = self._columns.get(reference.rstrip(_DIGITS))
        if known is not None and reference.endswith(self._ending):
            self._column = known
            return
        row, column = _cell(reference)
        self._row = row or self._row
        self._column = column or self._column + 1
        if row:
            self._ending = str(row)
            self._columns[reference.rstrip(_DIGITS)] = column

    def _start_other(self, tag: str, attributes: Attributes) -> None:
        if tag == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            top, left = _cell(first)
            bottom, right = _cell(last or first)
            if top and bottom:
                self._budget.area(1, 1)
                self._merges.append(Merge(top, left, bottom, right))
        elif tag == "col" and attributes.get("hidden") in _TRUE:
            low, high = attributes.get("min", ""), attributes.get("max", "")
            if low.isdigit() and high.isdigit():
                self._hidden_columns.update(range(int(low), min(int(high), 16_384) + 1))

    def _text(self, words: str) -> None:
        if self._inside:
            self._words.append(words)

    def _end(self, tag: str) -> None:
        if tag in ("v", "t"):
            self._inside = False
        elif tag == "c" and self._words:
            self._cell("".join(self._words))

    def _cell(self, words: str) -> None:
        here = (self._row, self._column)
        if here in self._formulas:
            self._formulas[here] = True
        if self._type == "s":
            place = int(words) if words.isdigit() and len(words) < 10 else -1
            letters = self._shared[place] if 0 <= place < len(self._shared) else 0
        else:
            letters = len(words)
        if self._type == "e":
            self._errors[here] = words
        self._budget.cell(*here, letters)
        self._widest = max(self._widest, self._column)
        self._lowest = max(self._lowest, self._row)


def _cell(reference: str) -> tuple[int, int]:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return 0, 0
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column
