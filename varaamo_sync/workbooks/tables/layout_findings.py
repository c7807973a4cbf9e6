"""What is to be said of a table before its rows: columns, hidden and merged cells, formulas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from varaamo_sync.findings import Finding
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.workbooks.files.grid import CellRef, letters
from varaamo_sync.workbooks.findings import finding
from varaamo_sync.workbooks.tables.table import Table
from varaamo_sync.workbooks.text import shown

_MOST_NAMED = 8


def layout_findings(table: Table, file: str) -> Iterator[Finding]:
    """Yield what a person should know of how a table was read."""
    sheet, layout = table.sheet, table.sheet.layout

    def ref(row: int, column: int) -> CellRef:
        return CellRef(file, sheet.name, row, column)

    if sheet.hidden:
        yield finding("sheet-hidden", ref(1, 1).position, {"sheet": sheet.name})
    for column, header in table.unmapped:
        position = ref(table.header_row, column).position
        yield finding("column-unmapped", position, {"header": shown(header)})
    for column, header in table.repeated:
        position = ref(table.header_row, column).position
        yield finding("column-repeated", position, {"header": shown(header)})
    for column, header, reason in table.ignored:
        position = ref(table.header_row, column).position
        said = {f"reason_{lang}": _in(lang, reason) for lang in LANGS}
        yield finding("column-ignored", position, {"header": shown(header), **said})
    for row, column in _unnamed(table):
        params = {"column": letters(column), "text": shown(sheet.value(row, column))}
        yield finding("column-unnamed", ref(row, column).position, params)
    read = {column.number for column in table.columns}
    for column in sorted(layout.hidden_columns & read):
        header = shown(table.headers.get(column, letters(column)))
        position = ref(table.header_row, column).position
        yield finding("column-hidden", position, {"header": header})
    yield from _hidden_rows(table, file)
    yield from _merged(table, file)
    yield from _formulas(table, file)


def _hidden_rows(table: Table, file: str) -> Iterator[Finding]:
    sheet = table.sheet
    hidden = [
        row
        for row in sorted(sheet.layout.hidden_rows)
        if table.header_row < row <= len(sheet.rows) and any(sheet.rows[row - 1])
    ]
    if hidden:
        position = CellRef(file, sheet.name, hidden[0], 1).position
        yield finding("sheet-hidden-rows", position, {"rows": _spoken(hidden)})


def _merged(table: Table, file: str) -> Iterator[Finding]:
    layout = table.sheet.layout
    read = {column.number for column in table.columns}
    merged = [
        merge for merge in layout.merges
        if merge.top > table.header_row and merge.bottom > merge.top and merge.left in read
    ]  # fmt: skip
    if merged:
        ranges = [
            f"{letters(merge.left)}{merge.top}:{letters(merge.right)}{merge.bottom}"
            for merge in merged
        ]
        position = CellRef(file, table.sheet.name, merged[0].top, merged[0].left).position
        yield finding("sheet-merged", position, {"ranges": _listed(ranges)})
    covered = [at for at in layout.covered if at[0] > table.header_row and at[1] in read]
    if covered:
        cells = [f"{letters(column)}{row}" for row, column in covered]
        position = CellRef(file, table.sheet.name, *covered[0]).position
        yield finding("sheet-covered", position, {"cells": _listed(cells)})


def _formulas(table: Table, file: str) -> Iterator[Finding]:
    read = {column.number: column for column in table.columns}
    counted: Counter[int] = Counter()
    first: dict[int, int] = {}
    for (row, column), kept in table.sheet.layout.formulas.items():
        if column in read and row > table.header_row and kept:
            counted[column] += 1
            first[column] = min(row, first.get(column, row))
    for column, count in sorted(counted.items()):
        position = CellRef(file, table.sheet.name, first[column], column).position
        params = {"count": count, "header": shown(read[column].header)}
        yield finding("column-formulas", position, params)


def _unnamed(table: Table) -> Iterator[tuple[int, int]]:
    """Yield the first cell of each column that has content, but no header."""
    seen = set(table.headers)
    for number in range(table.header_row + 1, len(table.sheet.rows) + 1):
        for column, cell in enumerate(table.sheet.rows[number - 1], 1):
            if cell is not None and column not in seen:
                seen.add(column)
                yield number, column


def _in(lang: Lang, reason: Mapping[Lang, str]) -> str:
    return reason.get(lang) or next(iter(reason.values()), "–")


def _spoken(rows: list[int]) -> str:
    """Return rows as people write them: ``5, 7–9``."""
    groups: list[list[int]] = []
    for row in rows:
        if groups and row == groups[-1][-1] + 1:
            groups[-1].append(row)
        else:
            groups.append([row])
    return _listed(
        str(group[0]) if len(group) == 1 else f"{group[0]}–{group[-1]}" for group in groups
    )


def _listed(items: Iterable[str]) -> str:
    listed = list(items)
    more = len(listed) - _MOST_NAMED
    return ", ".join(listed[:_MOST_NAMED]) + (f" … (+{more})" if more > 0 else "")
