"""What was there when rooms were last counted, and is nowhere now.

A room that is taken out of a file has left. A room whose file is gone has not: files get lost,
and nobody has said that its rooms are no more. A file that stays, with no rooms in it, says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from varaamo_sync.goal.entry_lists import timeline
from varaamo_sync.goal.history import HistoryEntry, Source, SurveyedUnit
from varaamo_sync.goal.stage_counts import Stage
from varaamo_sync.model import Coverage, ServiceUnit, UnreadRoom


def last_survey(entries: Iterable[HistoryEntry]) -> HistoryEntry | None:
    """Return the latest survey among some entries, whichever booking system it was of."""
    surveys = [
        entry for entry in entries if entry.source is Source.SURVEYED and entry.dropped is None
    ]
    return timeline(surveys)[-1] if surveys else None


def entry_of_pushed_rooms(rooms: Mapping[str, ServiceUnit]) -> HistoryEntry:
    """Return rooms that nobody has counted yet as an entry before all others.

    It is for a memory of pushes beside which no history was kept: it knows whose rooms were
    pushed, and would else be no witness of a file that is lost.

    Args:
        rooms: Service unit of each room that was pushed, by key.
    """
    rows: defaultdict[ServiceUnit, list[str]] = defaultdict(list)
    for key, unit in rooms.items():
        rows[unit].append(key)
    return HistoryEntry(
        date=date.min,
        source=Source.SURVEYED,
        surveyed={
            unit: SurveyedUnit({Stage.UNKNOWN: tuple(keys)}, goal=tuple(keys))
            for unit, keys in rows.items()
        },
    )


def add_unaccounted_rooms(
    coverage: Coverage, keys: Collection[str], counted: HistoryEntry
) -> Coverage:
    """Return a coverage with the rooms that were counted last, and may stand in what is unread.

    Args:
        coverage: How much of its files a catalogue rests on.
        keys: Keys of the rooms that the catalogue has.
        counted: What was counted last.
    """
    if coverage.files is None:
        return coverage
    files = _named(coverage, counted.surveyed)
    known = replace(coverage, files=files)
    lost, unread = dict(coverage.lost), dict(coverage.unread)
    for unit, row in counted.surveyed.items():
        missing = [key for key in row.keys if key not in keys and key not in unread]
        gone = _gone(unit, row, known)
        if missing and gone is not None:
            lost[unit] = gone
        if unit in known.units or unit in lost:
            unread |= {key: UnreadRoom(unit, key in row.goal) for key in missing}
    return replace(known, lost=lost, unread=unread, whole=coverage.whole and not lost)


def _named(
    coverage: Coverage, rows: Mapping[ServiceUnit, SurveyedUnit]
) -> dict[str, ServiceUnit | None]:
    """Return the files with the service units that broken ones had when they could be read."""
    files = dict(coverage.files or {})
    for name in coverage.broken:
        if files.get(name) is None:
            units = {unit for unit, row in rows.items() if any(_within(f, name) for f in row.files)}
            files[name] = next(iter(units)) if len(units) == 1 else None
    return files


def _gone(unit: ServiceUnit, row: SurveyedUnit, now: Coverage) -> tuple[str, ...] | None:
    """Return the files of a service unit that are gone; ``None`` when none is."""
    files = now.files or {}
    if not row.files:  # counted before files were noted: only a whole unit can be missed
        return None if unit in files.values() or None in files.values() else ()
    unreadable = [name for name in files if name in now.broken]
    gone = tuple(
        name
        for name in row.files
        if name not in files and not any(_within(name, folder) for folder in unreadable)
    )
    return gone or None


def _within(file: str, name: str) -> bool:
    """Whether a file is the one of a name, or stands in the folder of that name."""
    return file == name or file.startswith(f"{name}/")
