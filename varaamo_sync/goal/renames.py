"""Rooms whose key was changed: a room is known again by its number in the booking system.

Keys are the catalogue's, and a push takes a changed one for a rename (design: *Identity*). What
was counted before has the room under its old key: without this it would have left the goal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from varaamo_sync.goal.history import HistoryEntry, SurveyedUnit
from varaamo_sync.model import ServiceUnit


def rename_rooms(
    history: Sequence[HistoryEntry], rows: Mapping[ServiceUnit, SurveyedUnit]
) -> list[HistoryEntry]:
    """Return what was counted before, with each room under the key that it has now.

    What one entry knows of a key serves for all that have it: a key is never used for another
    room. An entry that has both keys is left as it is, for there they were two rooms.

    Args:
        history: Entries of one booking system, in the order of time.
        rows: Rooms as they are now.
    """
    present = {pk: key for row in rows.values() for key, pk in row.pks.items()}
    keys = {key for row in rows.values() for key in row.keys}
    known = {key: pk for entry in history for row in _rows(entry) for key, pk in row.pks.items()}
    new = {old: present[pk] for old, pk in known.items() if old not in keys and pk in present}
    return [_renamed(entry, new) for entry in history] if new else list(history)


def _rows(entry: HistoryEntry) -> Iterable[SurveyedUnit]:
    return entry.surveyed.values()


def _renamed(entry: HistoryEntry, new: Mapping[str, str]) -> HistoryEntry:
    there = {key for row in _rows(entry) for key in row.keys}
    names = {old: key for old, key in new.items() if old in there and key not in there}
    if not names:
        return entry
    rows = {unit: _row(row, names) for unit, row in entry.surveyed.items()}
    return replace(entry, surveyed=rows)


def _row(row: SurveyedUnit, names: Mapping[str, str]) -> SurveyedUnit:
    def now(keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(names.get(key, key) for key in keys)

    return replace(
        row,
        stages={stage: now(keys) for stage, keys in row.stages.items()},
        viewable=now(row.viewable),
        goal=now(row.goal),
        pks={names.get(key, key): pk for key, pk in row.pks.items()},
    )
