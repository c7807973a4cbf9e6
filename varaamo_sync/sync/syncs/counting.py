"""The counts of a catalogue in a booking system, as a store keeps them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from varaamo_sync.goal import (
    HistoryEntry,
    entry_as_dict,
    entry_from_dict,
    entry_of_pushed_rooms,
)
from varaamo_sync.model import ServiceUnit
from varaamo_sync.plan import UNIT
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.state.records import RoomState
from varaamo_sync.sync.syncs.ports import SharedStore

LAST_COUNTS = 5
"""Entries that are asked for the last count: some of them may be dropped."""


@dataclass(frozen=True, slots=True)
class CountHistory:
    """What was counted of a catalogue in a booking system.

    Attributes:
        store: Where it is kept.
        origin: Origin of the booking system.
        catalogue: Id of the catalogue.
    """

    store: SharedStore
    origin: str
    catalogue: str

    def rows(self, *, newest: int | None = None) -> Iterator[HistoryEntry | None]:
        """Yield the entries, oldest first; ``None`` for one that another version wrote.

        Args:
            newest: Only so many of the newest ones.
        """
        for row in self.store.history(self.origin, self.catalogue, newest=newest):
            try:
                yield replace(entry_from_dict(row), origin=self.origin)
            except ValueError:
                yield None

    def entries(self, *, newest: int | None = None) -> tuple[HistoryEntry, ...]:
        """Return the entries that can be read, oldest first."""
        return tuple(entry for entry in self.rows(newest=newest) if entry is not None)

    def last_counts(self) -> tuple[HistoryEntry, ...]:
        """Return what was counted last; where nothing ever was, what pushes remember has to do."""
        return self.entries(newest=LAST_COUNTS) or (self.pushed_rooms(),)

    def pushed_rooms(self) -> HistoryEntry:
        """Return the rooms that pushes remember, as an entry before all others."""
        remembered = self.store.state(self.origin, self.catalogue).remembered()
        return entry_of_pushed_rooms(_units_of(remembered))

    def note(self, entry: HistoryEntry) -> None:
        """Keep an entry."""
        assert entry.taken is not None
        self.store.add_history(self.origin, self.catalogue, entry.taken, entry_as_dict(entry))


def _units_of(remembered: Mapping[str, RoomState]) -> dict[str, ServiceUnit]:
    units = {unit.value: unit for unit in ServiceUnit}
    return {
        key: units[str(room.applied[UNIT])]
        for key, room in remembered.items()
        if room.applied.get(UNIT) in units
    }
