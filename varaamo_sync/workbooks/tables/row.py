"""A row that was read: what it states, and what of it could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from varaamo_sync.workbooks.files.grid import CellRef
from varaamo_sync.workbooks.tables.headers import Table


class Stated(NamedTuple):
    """What a cell states of a field."""

    value: Any
    cell: CellRef


@dataclass(slots=True)
class Row:
    """A row that was read.

    Attributes:
        values: What it states, by field id.
        unread: Cells that could not be read, by field id, each with its own words.
    """

    table: Table
    first: CellRef
    values: dict[str, Stated] = field(default_factory=dict)
    unread: dict[str, Stated] = field(default_factory=dict)

    def leave_unread(self, id: str, words: str, cell: CellRef) -> None:
        """Note that a cell of a field could not be read; a field may have several cells."""
        held = self.unread.get(id)
        self.unread[id] = Stated(f"{held.value}; {words}" if held else words, cell)
