"""Parts of chapters: cells, tables and lists, as sections need them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

from varaamo_sync.model import Lang
from varaamo_sync.report.document import (
    Cell,
    Column,
    ColumnKind,
    Item,
    Items,
    Mark,
    Row,
    Table,
    Tone,
)
from varaamo_sync.words import Theme, day, decimal

said = Theme("report/document")

NOTHING = "–"
"""What stands where there is nothing to tell."""

HUNDRED = Decimal(100)


def number(
    value: int | Decimal, lang: Lang, tone: Tone = Tone.NEUTRAL, mark: Mark | None = None
) -> Cell:
    """Return a cell with a number, as the language writes it."""
    shown = str(value) if isinstance(value, int) else decimal(value.normalize(), lang)
    return Cell(shown, value, tone, mark)


def percent(value: int | Decimal | None, lang: Lang) -> Cell:
    """Return a cell with a percentage, whose value is a share."""
    if value is None:
        return Cell(NOTHING)
    share = Decimal(value)
    return Cell(f"{decimal(share.normalize(), lang)} %", share / HUNDRED)


def date(value: dt.date | None, lang: Lang) -> Cell:
    """Return a cell with a day."""
    return Cell(NOTHING) if value is None else Cell(day(value, lang), value)


def columns(*headings: str | tuple[str, ColumnKind]) -> tuple[Column, ...]:
    """Return columns by their headings; a text where no kind is named."""
    return tuple(Column(each) if isinstance(each, str) else Column(*each) for each in headings)


def _reported_note(table_rows: Iterable[Row], lang: Lang) -> tuple[str, ...]:
    """Return the note that says what a reported number is, where a table has any."""
    marked = any(cell.mark is Mark.REPORTED for row in table_rows for cell in row.cells)
    return (said("reported", lang),) if marked else ()


def table(
    caption: str,
    heads: tuple[Column, ...],
    body: Iterable[Sequence[Cell] | Row],
    lang: Lang,
    notes: Sequence[str] = (),
) -> Table:
    """Return a table whose notes say what its marks mean."""
    made = tuple(row if isinstance(row, Row) else Row(tuple(row)) for row in body)
    return Table(
        caption=caption, columns=heads, rows=made, notes=(*notes, *_reported_note(made, lang))
    )


def items(lines: Iterable[str], lead: str = "", *, numbered: bool = False) -> tuple[Items, ...]:
    """Return a list of lines; none where there are no lines."""
    made = tuple(Item(line) for line in lines)
    return (Items(made, lead, numbered),) if made else ()
