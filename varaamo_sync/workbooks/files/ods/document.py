"""OpenDocument workbooks (.ods), read as LibreOffice shows them.

calamine loses tabs and line breaks, takes what lies under merged cells for data and does not
open indented XML, so the values are read here, by the pass that counts: a file of a few bytes
may say "this cell, a million times".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.parsers import expat

from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.workbooks.files.grid import Sheet, as_shown
from varaamo_sync.workbooks.files.limits import (
    MOST_SHEETS,
    Budget,
    Unreadable,
    demand_cell,
    too_large,
)
from varaamo_sync.workbooks.files.ods.sheet import SheetBuilder, cell_value, shows_error
from varaamo_sync.workbooks.files.package import Attributes, Package, run_parser

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_MIME = b"application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _TEXT, _OFFICE, _STYLE, _DRAW = (
    f"{_OASIS}{name}:1.0}}" for name in ("table", "text", "office", "style", "drawing")
)
_CALCEXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_TIMES = lazy_pattern(r"[1-9][0-9]{0,9}")
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_UNSEEN = ("collapse", "filter")


def is_ods(package: Package) -> bool:
    """Tell whether a package is an OpenDocument workbook."""
    return package.read("mimetype").strip().startswith(_MIME)


def read_ods(package: Package) -> tuple[Sheet, ...]:
    """Read the sheets of a workbook.

    Raises:
        Unreadable: It is broken, encrypted or too large, or repeats something an odd number of
            times.
    """
    if b"encryption-data" in package.read(_MANIFEST):
        raise Unreadable("workbook-encrypted")
    content = _Content()
    content.go(package.read(_CONTENT))
    return as_shown(content.sheets)


class _Content:
    """One pass over the content of a workbook; rows and columns count from 1."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self._budget = Budget()
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._sheet: SheetBuilder | None = None
        self._cell: Attributes | None = None
        self._words: list[str] = []
        self._paragraphs = self._inside = self._skipped = 0
        self._starts: Mapping[str, Callable[[Attributes], None]] = {
            f"{_STYLE}style": self._start_style,
            f"{_STYLE}table-properties": self._start_properties,
            f"{_TABLE}table": self._start_table,
            f"{_TABLE}table-column": self._start_columns,
            f"{_TABLE}table-row": self._start_row,
            **dict.fromkeys(_CELLS, self._start_cell),
            **dict.fromkeys(_PARAGRAPHS, self._start_paragraph),
            f"{_TEXT}s": self._start_spaces,
            f"{_TEXT}tab": lambda _: self._text("\t"),
            f"{_TEXT}line-break": lambda _: self._text("\n"),
            **dict.fromkeys(
                (f"{_OFFICE}annotation", f"{_TABLE}tracked-changes", f"{_TABLE}dde-links",
                 f"{_TABLE}shapes", f"{_OFFICE}forms", f"{_TEXT}ruby-text"), self._skip,
            ),
        }  # fmt: skip
        self._ends: Mapping[str, Callable[[], None]] = {
            f"{_TABLE}table": self._end_table,
            f"{_TABLE}table-row": self._end_row,
            **dict.fromkeys(_CELLS, self._end_cell),
            **dict.fromkeys(_PARAGRAPHS, self._end_paragraph),
        }

    def go(self, data: bytes) -> None:
        """Read everything.

        Raises:
            Unreadable: It is no XML, or would grow beyond the limits.
        """
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        run_parser(parser, data)

    def _start(self, name: str, attributes: Attributes) -> None:
        if self._skipped:
            self._skipped += 1
        elif name in self._starts:
            self._starts[name](attributes)
        elif name.startswith(_DRAW):
            self._skip(attributes)

    def _end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif name in self._ends:
            self._ends[name]()

    def _text(self, words: str) -> None:
        if self._inside and not self._skipped:
            self._words.append(words)

    def _skip(self, _: Attributes) -> None:
        """Leave an element out, with all that is in it: notes, drawings, tables in tables."""
        self._skipped = 1

    def _start_style(self, attributes: Attributes) -> None:
        self._style = attributes.get(f"{_STYLE}name", "")

    def _start_properties(self, attributes: Attributes) -> None:
        if attributes.get(f"{_TABLE}display") == "false":
            self._hidden_styles.add(self._style)

    def _start_table(self, attributes: Attributes) -> None:
        if self._sheet is not None:
            self._skip(attributes)
            return
        if len(self.sheets) >= MOST_SHEETS:
            raise too_large("sheets", MOST_SHEETS)
        name = attributes.get(f"{_TABLE}name", "")
        hidden = attributes.get(f"{_TABLE}style-name") in self._hidden_styles
        self._sheet = SheetBuilder(name, self._budget, hidden=hidden)

    def _end_table(self) -> None:
        if self._sheet is not None:
            self.sheets.append(self._sheet.build())
            self._sheet = None

    def _start_columns(self, attributes: Attributes) -> None:
        if self._sheet is not None:
            hidden = attributes.get(f"{_TABLE}visibility") in _UNSEEN
            self._sheet.columns(self._times(attributes, "number-columns-repeated"), hidden=hidden)

    def _start_row(self, attributes: Attributes) -> None:
        if self._sheet is not None:
            hidden = attributes.get(f"{_TABLE}visibility") in _UNSEEN
            self._sheet.begin_row(self._times(attributes, "number-rows-repeated"), hidden=hidden)

    def _end_row(self) -> None:
        if self._sheet is not None:
            self._sheet.end_row()

    def _start_cell(self, attributes: Attributes) -> None:
        self._cell = attributes
        self._words.clear()
        self._paragraphs = self._inside = 0

    def _start_paragraph(self, _: Attributes) -> None:
        if self._cell is not None:
            self._inside += 1
            if self._paragraphs:
                self._words.append("\n")
            self._paragraphs += 1

    def _end_paragraph(self) -> None:
        self._inside -= self._inside > 0

    def _start_spaces(self, attributes: Attributes) -> None:
        count = attributes.get(f"{_TEXT}c", "1")
        times = 0 if count == "0" else self._whole(count)
        demand_cell(1, 1, times)
        self._budget.take(letters=times)
        self._text(" " * times)

    def _end_cell(self) -> None:
        attributes, self._cell = self._cell, None
        if self._sheet is None or attributes is None:
            return
        text = "".join(self._words)
        times = self._times(attributes, "number-columns-repeated")
        if not text and not _says_something(attributes):
            self._sheet.skip_cells(times)
            return
        kind = attributes.get(f"{_OFFICE}value-type", "")
        value = cell_value(kind, text, lambda name: attributes.get(f"{_OFFICE}{name}"))
        computed = f"{_TABLE}formula" in attributes
        failed = attributes.get(f"{_CALCEXT}value-type") == "error" or (
            computed and shows_error(text)
        )
        self._sheet.cell(
            text if failed else value,
            times,
            span=(
                self._times(attributes, "number-rows-spanned"),
                self._times(attributes, "number-columns-spanned"),
            ),
            computed=computed,
            failed=failed,
        )

    def _times(self, attributes: Attributes, name: str) -> int:
        text = attributes.get(f"{_TABLE}{name}")
        return 1 if text is None else self._whole(text)

    def _whole(self, text: str) -> int:
        if not _TIMES.fullmatch(text):
            where = self._sheet.name if self._sheet is not None else _CONTENT
            raise Unreadable("workbook-place", text=text[:40], where=where)
        return int(text)


def _says_something(attributes: Attributes) -> bool:
    return any(
        name.startswith(_OFFICE) or name.endswith(("}formula", "-spanned")) for name in attributes
    )
