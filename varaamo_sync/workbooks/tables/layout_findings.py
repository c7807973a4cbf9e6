"""What is to be said of a table before its rows: columns, hidden and merged cells, formulas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from varaamo_sync.findings import Finding
from varaamo_sync.model import LANGS
from varaamo_sync.workbooks.files.grid import CellRef, letters
from varaamo_sync.workbooks.findings import finding
from varaamo_sync.workbooks.tables.table import Table
from varaamo_sync.workbooks.text import preview

_MOST_NAMED = 8

_Note = tuple[str, tuple[int, int], Mapping[str, Any]]
"""A rule, the row and column of a cell, and the values of the message."""


def layout_findings(table: Table, file: str) -> Iterator[Finding]:
    """Yield what a person should know of how a table was read."""
    for notes in (_columns(table), _hidden_rows(table), _merged(table), _formulas(table)):
        for rule, (row, column), params in notes:
            position = CellRef(file, table.sheet.name, row, column).position
            yield finding(rule, position, params)


def _columns(table: Table) -> Iterator[_Note]:
    sheet, head = table.sheet, table.header_row
    if sheet.hidden:
        yield "sheet-hidden", (1, 1), {"sheet": sheet.name}
    for column, header in table.unmapped:
        yield "column-unmapped", (head, column), {"header": preview(header)}
    for column, header in table.repeated:
        yield "column-repeated", (head, column), {"header": preview(header)}
    for column, header, reason in table.ignored:
        other = next(iter(reason.values()), "–")
        said = {f"reason_{lang}": reason.get(lang) or other for lang in LANGS}
        yield "column-ignored", (head, column), {"header": preview(header), **said}
    seen = set(table.headers)
    for number in range(head + 1, len(sheet.rows) + 1):
        for column, cell in enumerate(sheet.rows[number - 1], 1):
            if cell is not None and column not in seen:  # the first cell without a header
                seen.add(column)
                params = {"column": letters(column), "text": preview(cell)}
                yield "column-unnamed", (number, column), params
    for column in sorted(sheet.layout.hidden_columns & _read(table)):
        header = table.headers.get(column, letters(column))
        yield "column-hidden", (head, column), {"header": preview(header)}


def _hidden_rows(table: Table) -> Iterator[_Note]:
    rows = table.sheet.rows
    hidden = [
        row
        for row in sorted(table.sheet.layout.hidden_rows)
        if table.header_row < row <= len(rows) and any(rows[row - 1])
    ]
    if hidden:
        yield "sheet-hidden-rows", (hidden[0], 1), {"rows": _ranges(hidden)}


def _merged(table: Table) -> Iterator[_Note]:
    layout, read, head = table.sheet.layout, _read(table), table.header_row
    merged = [m for m in layout.merges if m.top > head and m.bottom > m.top and m.left in read]
    if merged:
        ranges = [f"{letters(m.left)}{m.top}:{letters(m.right)}{m.bottom}" for m in merged]
        yield "sheet-merged", (merged[0].top, merged[0].left), {"ranges": _join(ranges)}
    covered = [at for at in layout.covered if at[0] > head and at[1] in read]
    if covered:
        cells = [f"{letters(column)}{row}" for row, column in covered]
        yield "sheet-covered", covered[0], {"cells": _join(cells)}


def _formulas(table: Table) -> Iterator[_Note]:
    computed: dict[int, list[int]] = {}
    for (row, column), kept in table.sheet.layout.formulas.items():
        if row > table.header_row and kept:
            computed.setdefault(column, []).append(row)
    headers = {column.number: column.header for column in table.columns}
    for column in sorted(computed.keys() & headers.keys()):
        params = {"count": len(computed[column]), "header": preview(headers[column])}
        yield "column-formulas", (min(computed[column]), column), params


def _read(table: Table) -> set[int]:
    return {column.number for column in table.columns}


def _ranges(rows: list[int]) -> str:
    """Return rows as people write them: ``5, 7–9``."""
    runs = groupby(enumerate(rows), lambda pair: pair[1] - pair[0])
    groups = [[row for _, row in run] for _, run in runs]
    return _join(str(g[0]) if len(g) == 1 else f"{g[0]}–{g[-1]}" for g in groups)


def _join(items: Iterable[str]) -> str:
    listed = list(items)
    more = len(listed) - _MOST_NAMED
    return ", ".join(listed[:_MOST_NAMED]) + (f" … (+{more})" if more > 0 else "")
