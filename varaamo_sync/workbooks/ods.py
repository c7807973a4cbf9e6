"""OpenDocument workbooks (.ods): values by calamine, limits by a pass over the XML.

A file of a few bytes may say "this cell, a million times", so what it would grow to is counted
first.
"""

from __future__ import annotations

from varaamo_sync.workbooks.grid import Sheet
from varaamo_sync.workbooks.limits import MOST_LETTERS, MOST_SHEETS, Budget, Unreadable, too_large
from varaamo_sync.workbooks.packages import Attributes, Package, parse_xml
from varaamo_sync.workbooks.values import sheet_values

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_KEPT = (_CONTENT, _MANIFEST, "mimetype", "styles.xml", "meta.xml", "settings.xml")
_MIME = b"application/vnd.oasis.opendocument.spreadsheet"


def is_ods(package: Package) -> bool:
    """Tell whether a package is an OpenDocument workbook."""
    return package.read("mimetype").strip().startswith(_MIME)


def read_ods(package: Package) -> tuple[Sheet, ...]:
    """Read the sheets of a workbook.

    Raises:
        Unreadable: It is broken, encrypted or too large.
    """
    if b"encryption-data" in package.read(_MANIFEST):
        raise Unreadable("workbook-encrypted")
    plain = package.repacked(_KEPT.__contains__)
    _Scan(Budget()).go(plain.read(_CONTENT))
    return tuple(
        Sheet(name, rows, hidden=hidden) for name, rows, hidden in sheet_values(plain.data)
    )


class _Scan:
    """One pass over the content of a workbook."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._sheets = self._row = self._column = 0
        self._lowest = self._widest = 0
        self._row_times = self._times = 1
        self._filled = False
        self._letters = self._wide = 0

    def go(self, data: bytes) -> None:
        """Count everything.

        Raises:
            Unreadable: It would grow beyond the limits.
        """
        parse_xml(data, start=self._start, end=self._end, text=self._text)

    def _start(self, tag: str, attributes: Attributes) -> None:
        if tag in ("table-cell", "covered-table-cell"):
            self._times = _times(attributes, "columns")
            self._filled = any(name.endswith(":value-type") for name in attributes)
            self._letters = 0
        elif tag == "table-row":
            self._row_times = _times(attributes, "rows")
            self._column = self._wide = 0
        elif tag == "s":  # as many spaces as it says
            self._letters += _number(attributes.get("text:c", "1"))
        elif tag == "table":
            self._sheets += 1
            self._row = self._lowest = self._widest = 0
            if self._sheets > MOST_SHEETS:
                raise too_large("sheets", MOST_SHEETS)

    def _text(self, words: str) -> None:
        self._letters += len(words)

    def _end(self, tag: str) -> None:
        if tag in ("table-cell", "covered-table-cell"):
            self._column += self._times
            if self._filled:
                self._wide = self._column
                self._budget.cell(self._row + self._row_times, self._column, 0)
                self._budget.letters(self._letters, self._times * self._row_times)
        elif tag == "table-row":
            self._row += self._row_times
            if self._wide:
                self._widest, self._lowest = max(self._widest, self._wide), self._row
        elif tag == "table":
            self._budget.area(self._lowest, self._widest)


def _times(attributes: Attributes, what: str) -> int:
    return _number(attributes.get(f"table:number-{what}-repeated", "1"))


def _number(text: str) -> int:
    """Return a number that a file states; one of many digits is too much of anything."""
    if not text.isascii() or not text.isdigit():
        return 1
    return int(text) if len(text) < 12 else MOST_LETTERS + 1
