"""A document as a workbook: a sheet to begin with, one of texts, and one for each table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from varaamo_sync.report.document import (
    REPORTED_SIGN,
    Block,
    Cell,
    Chart,
    ColumnKind,
    Document,
    Items,
    Mark,
    Paragraph,
    Table,
)
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words import Theme
from varaamo_sync.workbooks import Column, Figure, Link, ListCell, ListSheet, write_lists

said = Theme("report/workbook")

_UNFIT = r"\x00-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
"""What XML cannot hold, and what would turn letters around."""
_NOT_IN_TITLES = lazy_pattern(rf"[\[\]:*?/\\{_UNFIT}]+")
_NOT_IN_FORMS = lazy_pattern(rf'["{_UNFIT}]+')
_LONGEST_TITLE = 31
_LONGEST_FORM = 200
_DAYS = {"fi": "d.m.yyyy", "sv": "d.m.yyyy", "en": "yyyy-mm-dd"}
_NARROWEST, _WIDEST, _WIDEST_HEADING = 12, 46, 16
_MARK = len(f" {REPORTED_SIGN}")
_ROWS_LOOKED_AT = 500
"""Rows of a table that decide how wide its columns are."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table with the name of its sheet, and what chapter it is of."""

    title: str
    chapter: str
    table: Table

    @property
    def address(self) -> str:
        """Where a link to it leads."""
        return "#'{}'!A1".format(self.title.replace("'", "''"))


def write_workbook(document: Document) -> bytes:
    """Return a document as the bytes of an .xlsx file; the same document is the same bytes.

    Numbers and days are what they are, each shown as the document writes it; no text is ever a
    formula.

    Args:
        document: The document.

    Raises:
        OutputUnwritable: The folder for temporary files is full.
    """
    tables = list(_tables(document))
    sheets = [_contents(document, tables), _texts(document)]
    sheets += [_sheet(one, document) for one in tables]
    made = dt.datetime.combine(document.day, dt.time())
    return write_lists(sheets, made)


def _tables(document: Document) -> Iterator[_Sheet]:
    """Yield every table, the numbers of charts among them, with a name that no other has."""
    placed = [(document.title, document.overview)]
    placed += [
        (chapter.title, section.blocks)
        for chapter in document.chapters
        for section in chapter.sections
    ]
    count = 0
    for chapter, blocks in placed:
        for block in blocks:
            table = block.table if isinstance(block, Chart) else block
            if isinstance(table, Table):
                count += 1
                yield _Sheet(_title(f"{count} {table.caption}"), chapter, table)


def _title(text: str) -> str:
    plain = " ".join(_NOT_IN_TITLES.sub(" ", text).split())
    return plain[:_LONGEST_TITLE].strip().strip("'").strip()


def _contents(document: Document, tables: Sequence[_Sheet]) -> ListSheet:
    """Return the first sheet: what the report rests on, and what stands where."""
    lang = document.lang
    columns = [
        Column(said("what", lang), 34, wraps=True),
        Column(said("told", lang), 90, wraps=True),
    ]
    rows: list[tuple[ListCell, ListCell]] = [(fact.name, fact.text) for fact in document.facts]
    rows += [(chapter.title, chapter.summary) for chapter in document.chapters]
    rows += [(one.chapter, Link(one.table.caption, one.address)) for one in tables]
    return ListSheet(
        _title(said("contents", lang)), columns, rows, above=(document.title, document.subtitle)
    )


def _texts(document: Document) -> ListSheet:
    """Return the sheet of all that is no table: paragraphs, lists and pairs."""
    lang = document.lang
    columns = [
        Column(said("goal", lang), 24, wraps=True),
        Column(said("section", lang), 30, wraps=True),
        Column(said("text", lang), 110, wraps=True),
    ]
    rows = [("", "", line) for block in document.overview for line in _lines(block)]
    rows += [
        (chapter.title, section.heading, line)
        for chapter in document.chapters
        for section in chapter.sections
        for block in section.blocks
        for line in _lines(block)
    ]
    return ListSheet(_title(said("texts", lang)), columns, rows, above=(said("texts", lang),))


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Items):
        if block.lead:
            yield block.lead
        for number, item in enumerate(block.items, 1):
            yield f"{number}. {item.text}" if block.numbered else f"• {item.text}"
            yield from (f"   – {detail}" for detail in item.details)
    elif isinstance(block, Chart):
        yield block.description
    elif isinstance(block, tuple):
        yield from (f"{fact.name}: {fact.text}" for fact in block)


def _sheet(one: _Sheet, document: Document) -> ListSheet:
    table = one.table
    forms = _Forms(_DAYS[document.lang])
    columns = [
        Column(column.heading, width, wraps=column.kind is ColumnKind.TEXT)
        for column, width in zip(table.columns, _widths(table), strict=True)
    ]
    kinds = [column.kind for column in table.columns]
    rows = [
        [forms.cell(cell, kind) for cell, kind in zip(row.cells, kinds, strict=True)]
        for row in table.rows
    ]
    total = bool(table.rows) and table.rows[-1].total
    return ListSheet(
        one.title, columns, rows, above=(table.caption, one.chapter), below=table.notes, total=total
    )


def _widths(table: Table) -> Iterator[int]:
    """Yield how wide each column is: a number that does not fit would be shown as signs."""
    for place, column in enumerate(table.columns):
        cells = (row.cells[place] for row in table.rows[:_ROWS_LOOKED_AT])
        longest = max(
            (len(cell.text) + _MARK * (cell.mark is not None) for cell in cells), default=0
        )
        head, body = (_wide(length) for length in (len(column.heading), longest))
        if column.kind is ColumnKind.TEXT:
            yield min(_WIDEST, max(_NARROWEST, head, body))
        else:
            yield max(_NARROWEST, min(head, _WIDEST_HEADING), body)


def _wide(letters: int) -> int:
    return letters * 6 // 5 + 2


@dataclass(frozen=True, slots=True)
class _Forms:
    """Makes cells that show what the document shows, and hold the number behind it.

    Attributes:
        day: How Excel shows a day.
    """

    day: str

    def cell(self, cell: Cell, kind: ColumnKind) -> ListCell:
        """Return a cell; a text that holds no number stays text."""
        mark = f" {REPORTED_SIGN}" if cell.mark is Mark.REPORTED and cell.text else ""
        value = cell.value
        if value is None and cell.address is not None:
            return Link(f"{cell.text}{mark}", cell.address)
        if value is None:
            return f"{cell.text}{mark}"
        if isinstance(value, dt.date):
            return Figure(value, self.day + _literal(mark))
        if kind is ColumnKind.PERCENT:
            return Figure(value, _percent(value) + _literal(mark))
        after = cell.text.removeprefix(str(value)) if cell.text.startswith(str(value)) else ""
        form = _decimals(value) + _literal(after + mark)
        return Figure(value, form)


def _percent(share: int | Decimal) -> str:
    return "0 %" if (share * 100) % 1 == 0 else "0.0 %"


def _decimals(value: int | Decimal) -> str:
    digits = max(0, -int(Decimal(value).normalize().as_tuple().exponent))
    return f"0.{'0' * digits}" if digits else "0"


def _literal(text: str) -> str:
    plain = " ".join(_NOT_IN_FORMS.sub(" ", text).split())
    return f'" {plain[:_LONGEST_FORM]}"' if plain else ""
