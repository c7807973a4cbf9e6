"""Rows that may hold the headers of a table, with what each column may be called by them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from varaamo_sync.workbooks.files.grid import Sheet
from varaamo_sync.workbooks.files.limits import MOST_COLUMNS

_LONGEST_HEADER = 200
_BROKEN = re.compile(r"[-\u00ad\u2010]\s*\n\s*")
"""A word that was broken to fit into a narrow column."""

Rows = Sequence[tuple[int, Mapping[int, tuple[str, ...]]]]
"""Rows by their numbers, each with the texts that a column may be called by."""


def nearest_texts(rows: Rows) -> tuple[str, ...]:
    """Return the texts of the row that comes nearest to headers."""
    widest = max(rows, key=lambda row: len(row[1]), default=None)
    return tuple(texts[0] for texts in widest[1].values()) if widest else ()


def filled_rows(sheet: Sheet, first: int, end: int) -> Iterator[int]:
    """Yield the rows from one up to another that hold more than a title."""
    for number in range(first, end):
        if sum(cell is not None for cell in sheet.rows[number - 1]) > 1:
            yield number


def candidates(sheet: Sheet, most: int) -> Iterator[tuple[int, dict[int, tuple[str, ...]]]]:
    """Yield rows that may be headers, with the texts that each column may be called by."""
    above: dict[int, str] = {}
    for number in range(1, min(len(sheet.rows), most) + 1):
        own = {
            column: cell
            for column, cell in enumerate(sheet.rows[number - 1], 1)
            if isinstance(cell, str) and 0 < len(cell.strip()) <= _LONGEST_HEADER
        }
        if len(own) > 1:
            yield (
                number,
                {column: tuple(_readings(text, above.get(column))) for column, text in own.items()},
            )
        above = _spread(sheet, number, own)


def under_groups(sheet: Sheet, rows: Rows) -> Iterator[tuple[int, dict[int, tuple[str, ...]]]]:
    """Yield rows that may be headers under a row of groups, each group up to the next one.

    A header without a text of its own is the group's.
    """
    for number, _ in rows:
        if number == 1:
            continue
        own, above = (
            {place: cell for place, cell in enumerate(sheet.rows[row - 1], 1)
             if isinstance(cell, str) and 0 < len(cell.strip()) <= _LONGEST_HEADER}
            for row in (number, number - 1)
        )  # fmt: skip
        texts: dict[int, tuple[str, ...]] = {}
        group = None
        for place in range(1, max([*own, *above], default=0) + 1):
            group = above.get(place, group)
            if place in own:
                texts[place] = tuple(_readings(own[place], group))
            elif place in above:
                texts[place] = (above[place],)
        yield number, texts


def _readings(text: str, above: str | None) -> Iterator[str]:
    """Yield what a header may say: as it stands, put together at a break, under a heading."""
    yield text
    if _BROKEN.search(text):
        yield _BROKEN.sub("", text)
    if above is not None:
        yield f"{above} {text}"


def _spread(sheet: Sheet, row: int, own: Mapping[int, str]) -> dict[int, str]:
    """Return headings of groups, each for every column that its merged cell reaches over."""
    spread: dict[int, str] = {}
    for merge in sheet.layout.merges:
        if merge.top <= row <= merge.bottom and merge.right > merge.left and merge.left in own:
            last = min(merge.right, MOST_COLUMNS)
            spread.update(dict.fromkeys(range(merge.left, last + 1), own[merge.left]))
    return spread
