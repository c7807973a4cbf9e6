"""Where surveys are kept: dated entries in the store, the last survey in full beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from varaamo_sync.errors import VaraamoSyncError
from varaamo_sync.goal import (
    HistoryEntry,
    Progress,
    entry_as_dict,
    entry_from_dict,
    survey_as_dict,
)
from varaamo_sync.records import Pairing
from varaamo_sync.store import Store, default_url
from varaamo_sync_cli.last_survey import LastSurvey
from varaamo_sync_cli.talk import note
from varaamo_sync_cli.targets import STATE_FOLDER, state_folder


class StoredHistory:
    """A history book in a store, with the last survey in a file beside the catalogue.

    Args:
        store: The store; ``None`` where nothing has been stored yet.
        folder: The catalogue's folder.
        origin: Origin of the booking system.
        catalogue: Id of the catalogue.
        looking: Whether no folder is made to keep a survey in.
    """

    def __init__(
        self,
        store: Store | None,
        folder: Path,
        origin: str,
        catalogue: str,
        *,
        looking: bool = False,
    ) -> None:
        self._store = store
        self._origin = origin
        self._catalogue = catalogue
        self._last = LastSurvey(folder, f"{origin} {catalogue}", looking=looking)

    def entries(self) -> tuple[HistoryEntry, ...]:
        """Return the surveyed entries, oldest first."""
        if self._store is None:
            return ()
        return tuple(_readable(self._store.history(self._origin, self._catalogue)))

    def add(self, entry: HistoryEntry) -> None:
        """Append a surveyed entry."""
        assert self._store is not None
        assert entry.taken is not None
        values = entry_as_dict(entry)
        self._store.add_history(self._origin, self._catalogue, entry.taken, values)

    def pairings(self) -> dict[str, Pairing]:
        """Return the pairings that pushes have proven."""
        if self._store is None:
            return {}
        remembered = self._store.memory(self._origin, self._catalogue).remembered()
        return {key: room.pairing for key, room in remembered.items()}

    def last_survey(self) -> Mapping[str, Any] | None:
        """Return the last survey that was kept on this machine, or ``None``."""
        return self._last.read()

    def keep(self, progress: Progress) -> None:
        """Keep a survey as the last one; a folder that cannot be written to stops nothing."""
        try:
            self._last.keep(survey_as_dict(progress))
        except VaraamoSyncError as error:
            note(f"this survey is not kept for --offline: {error}")


def _readable(rows: list[dict[str, Any]]) -> Iterator[HistoryEntry]:
    broken = 0
    for row in rows:
        try:
            yield entry_from_dict(row)
        except ValueError:
            broken += 1
    if broken:
        note(f"{broken} entries of another version are left out")


@contextmanager
def open_book(
    folder: Path, store: str | None, origin: str, catalogue: str, *, writing: bool = False
) -> Iterator[StoredHistory]:
    """Open the book of a catalogue and a booking system.

    Args:
        folder: The catalogue's folder.
        store: Address of the store; by default ``VARAAMO_SYNC_STORE``, else a file beside the
            catalogue, which looking alone does not make.
        origin: Origin of the booking system.
        catalogue: Id of the catalogue.
        writing: Whether entries will be added.

    Raises:
        StoreUnusable: The store cannot be opened.
    """
    url = store or os.environ.get("VARAAMO_SYNC_STORE")
    if not url and writing:
        url = default_url(state_folder(folder))
    elif not url and (folder / STATE_FOLDER / "state.db").exists():
        url = default_url(folder / STATE_FOLDER)
    opened = Store(url, looking=not writing) if url else None
    try:
        yield StoredHistory(opened, folder, origin, catalogue, looking=not writing)
    finally:
        if opened is not None:
            opened.close()
