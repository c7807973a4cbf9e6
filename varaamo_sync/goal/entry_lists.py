"""Entries of the history from several places: in order, each once, and which of them count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from varaamo_sync.goal.history import HistoryEntry, Source


def merge_entries(*sources: Iterable[HistoryEntry]) -> tuple[HistoryEntry, ...]:
    """Return entries that are kept in several places, each once, in the order of time.

    What was dropped in one place is dropped: it must not count again because another place has
    not heard of it.

    Args:
        sources: Entries of each place; of two that are the same, that of the earlier place stays.
    """
    found: dict[str, HistoryEntry] = {}
    for entry in (entry for source in sources for entry in source):
        known = found.get(entry.id)
        if known is None or (entry.dropped and not known.dropped):
            found[entry.id] = entry
    return timeline(found.values())


def entries_that_count(
    entries: Iterable[HistoryEntry], origin: str | None
) -> tuple[HistoryEntry, ...]:
    """Return the entries that count: none that was dropped, no survey of another booking system.

    Args:
        entries: Entries of any kind, in any order.
        origin: The booking system; surveys that do not say theirs are taken for its. ``None``
            where nothing tells one: then surveys of all of them stay.
    """
    return tuple(
        entry
        for entry in entries
        if entry.dropped is None and (origin is None or entry.origin in (None, origin))
    )


def timeline(entries: Iterable[HistoryEntry]) -> tuple[HistoryEntry, ...]:
    """Return entries in the order of time; on one day, what was reported comes first."""
    return tuple(sorted(entries, key=_place))


def _place(entry: HistoryEntry) -> tuple[dt.date, bool, float]:
    return (
        entry.date,
        entry.source is Source.SURVEYED,
        entry.taken.timestamp() if entry.taken else 0.0,
    )


def entry_on(entries: Sequence[HistoryEntry], day: dt.date) -> HistoryEntry | None:
    """Return the latest entry on or before a day, or ``None`` where there is none."""
    return next((entry for entry in reversed(timeline(entries)) if entry.date <= day), None)
