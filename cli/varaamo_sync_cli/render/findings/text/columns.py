"""Columns of text that stand side by side, as narrow as they can be."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

_BETWEEN = "  "
_NARROWEST = 10
"""Columns that a name keeps, however narrow the terminal is."""


def table(head: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Return lines: a name on the left, numbers to the right; folded where they do not fit."""
    numbers = [max(cell_len(row[at]) for row in (head, *rows)) for at in range(1, len(head))]
    left = width - sum(number + len(_BETWEEN) for number in numbers)
    longest = max(cell_len(row[0]) for row in (head, *rows))
    if left < min(longest, _NARROWEST):
        return [head[0], *(line for row in rows for line in _folded(head, row))]
    name = max(_NARROWEST, min(longest, left))
    return [_line(row, name, numbers) for row in (head, *rows)]


def _folded(head: Sequence[str], row: Sequence[str]) -> tuple[str, str]:
    """Return a name, and below it each number with its heading."""
    told = (f"{name} {number}" for name, number in zip(head[1:], row[1:], strict=True))
    return row[0], f"  {', '.join(told)}"


def _line(row: Sequence[str], name: int, numbers: Sequence[int]) -> str:
    texts = [
        " " * (size - cell_len(text)) + text for text, size in zip(row[1:], numbers, strict=True)
    ]
    return _BETWEEN.join((fit(row[0], name), *texts)).rstrip()


def fit(text: str, width: int) -> str:
    """Return a text in as many columns: filled up with blanks, or cut."""
    if cell_len(text) > width:
        text = f"{set_cell_size(text, width - 1).rstrip()}…"
    return set_cell_size(text, width)
