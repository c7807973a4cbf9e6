"""Rows that a person says are rooms: ``5-20``, ``Tilat!5-20,22``, ``3-``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from varaamo_sync.errors import UsageError
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.workbooks.files.limits import MOST_ROWS
from varaamo_sync.workbooks.tables.table import Table

_CHOICE = lazy_pattern(r"(?:(?P<sheet>.+)!)?(?P<ranges>\d+(?:-\d*)?(?: *, *\d+(?:-\d*)?)*)")


@dataclass(frozen=True, slots=True)
class RowChoice:
    """Rows of a sheet, or of every sheet with rooms, counted from 1.

    Attributes:
        sheet: Name of the sheet; ``None`` for all.
        ranges: First and last row of each range.
    """

    sheet: str | None
    ranges: tuple[tuple[int, int], ...]

    @classmethod
    def parse(cls, text: str) -> RowChoice:
        """Read a choice as people write it.

        Raises:
            UsageError: It is none.
        """
        match = _CHOICE.fullmatch(text.strip())
        if match is None:
            raise UsageError("rows-none", rows=text)
        ranges = tuple(map(_range, match["ranges"].split(",")))
        if any(first < 1 or last < first for first, last in ranges):
            raise UsageError("rows-backwards", rows=text)
        sheet = match["sheet"]
        return cls(sheet.strip("'\"") if sheet else None, ranges)


def _range(text: str) -> tuple[int, int]:
    first, dash, last = text.strip().partition("-")
    return int(first), int(last) if last else (MOST_ROWS if dash else int(first))


@dataclass(frozen=True, slots=True)
class ChosenRows:
    """The rows of one sheet that are rooms."""

    ranges: tuple[tuple[int, int], ...]

    @property
    def first(self) -> int:
        """The first of them."""
        return min(first for first, _ in self.ranges)

    def __contains__(self, row: int) -> bool:
        return any(first <= row <= last for first, last in self.ranges)


def chosen_rows(choices: Sequence[RowChoice], sheet: str) -> ChosenRows | None:
    """Return the rows of a sheet that a person chose; ``None`` where nobody chose any."""
    ranges = [one for choice in choices if choice.sheet in (None, sheet) for one in choice.ranges]
    return ChosenRows(tuple(ranges)) if ranges else None


def leaves_out(choices: Iterable[RowChoice], sheet: str) -> bool:
    """Tell whether choices name sheets, and this is none of them."""
    named = {choice.sheet for choice in choices}
    return bool(named) and None not in named and sheet not in named


def check_choices(choices: Iterable[RowChoice], tables: Sequence[Table]) -> None:
    """Make sure that each choice names rows that are there.

    Raises:
        UsageError: One names a sheet or rows that no table of rooms has.
    """
    rooms = [table for table in tables if table.of == "room"]
    for choice in choices:
        own = [table for table in rooms if choice.sheet in (None, table.sheet.name)]
        if not own:
            named = ", ".join(table.sheet.name for table in rooms if table.sheet.name) or "–"
            raise UsageError("rows-no-sheet", sheet=choice.sheet or "", known=named)
        for first, last in choice.ranges:
            if not any(_meets(first, last, table) for table in own):
                raise UsageError("rows-empty", first=first, last=last)


def _meets(first: int, last: int, table: Table) -> bool:
    rows = table.sheet.rows
    inside = range(max(first, table.header_row + 1), min(last, len(rows)) + 1)
    return any(rows[number - 1] for number in inside)
