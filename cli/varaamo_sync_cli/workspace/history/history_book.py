"""Where surveys are kept: recorded ones in ``history.yaml``, all in the store, the last in full.

What somebody recorded belongs to the catalogue, and is committed with it. A push notes its counts
in the store alone: it must not change the files of whoever pushes, least of all in CI. The next
``status --record`` takes them over into the file from the store beside the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from varaamo_sync.catalogue_files import HISTORY, HistoryReading, read_history
from varaamo_sync.errors import CatalogueError, UsageError
from varaamo_sync.goal import (
    Dropped,
    HistoryEntry,
    Progress,
    Source,
    entries_that_count,
    entry_as_dict,
    merge_entries,
)
from varaamo_sync.model import Earlier
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.state import IntentState, Pairing, RoomState
from varaamo_sync.sync import LAST_COUNTS, CountHistory
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.run_language import current_language
from varaamo_sync_cli.console.settings import STORE, setting
from varaamo_sync_cli.console.verbosity import note
from varaamo_sync_cli.workspace.access.targets import Place
from varaamo_sync_cli.workspace.history.surveys import Surveys
from varaamo_sync_cli.workspace.state_folder import STATE_FOLDER, has_state

if TYPE_CHECKING:
    from varaamo_sync.store import DatabaseState, Store

say = Theme("commands/notes")


@dataclass(frozen=True, slots=True)
class HistoryBook:
    """The history of a catalogue in a booking system, wherever its entries are kept.

    Attributes:
        store: The store; ``None`` where nothing has been stored yet.
        folder: The catalogue's folder.
        origin: Origin of the booking system; ``None`` where none is named: then only what
            people reported is its history.
        catalogue: Id of the catalogue.
        shared: Whether the store is one that was named: it keeps its entries. The file beside
            the catalogue gives them to ``history.yaml``.
        looking: Whether no folder is made to keep a survey in.
    """

    store: Store | None
    folder: Path
    origin: str | None
    catalogue: str
    shared: bool = True
    looking: bool = False

    @property
    def _state(self) -> DatabaseState | None:
        return self.store.state(self.origin, self.catalogue) if self.store and self.origin else None

    @property
    def _surveys(self) -> Surveys:
        return Surveys(self.folder, looking=self.looking)

    @property
    def file_entries(self) -> HistoryReading:
        """What ``history.yaml`` holds now, of every booking system."""
        return read_history(self.folder)

    def entries(self) -> tuple[HistoryEntry, ...]:
        """Return the entries that count, oldest first."""
        return entries_that_count(self.all_entries(), self.origin)

    def all_entries(self) -> tuple[HistoryEntry, ...]:
        """Return all entries, oldest first: those that were dropped, too."""
        ours = (
            entry
            for entry in self.file_entries.entries
            if entry.source is Source.REPORTED or entry.origin == self.origin
        )
        return merge_entries(ours, self.store_entries())

    @property
    def counts(self) -> CountHistory | None:
        """What the store keeps of it; ``None`` where nothing has been stored yet."""
        if self.store is None or self.origin is None:
            return None
        return CountHistory(self.store, self.origin, self.catalogue)

    def store_entries(self, *, newest: int | None = None) -> tuple[HistoryEntry, ...]:
        """Return the surveyed entries of the store, oldest first."""
        if (counts := self.counts) is None:
            return ()
        rows = list(counts.rows(newest=newest))
        if broken := rows.count(None):
            note(say("other_version", current_language(), count=broken))
        return tuple(entry for entry in rows if entry is not None)

    def last_counts(self) -> tuple[HistoryEntry, ...]:
        """Return what was counted here last, beside what stands in ``history.yaml``.

        Where nothing ever was, what pushes remember has to do.
        """
        found = (*self.store_entries(newest=LAST_COUNTS), *self._surveys.last_counts())
        counts = self.counts
        return found or ((counts.pushed_rooms(),) if counts else ())

    def record(self, entry: HistoryEntry) -> tuple[HistoryEntry, ...]:
        """Write an entry into ``history.yaml``, and into a store that was named.

        What the store beside the catalogue has moves into the file with it.

        Returns:
            The entries that were written there.

        Raises:
            CatalogueError: ``history.yaml`` cannot be read whole, or not be edited.
            UsageError: It cannot be written.
        """
        from varaamo_sync.catalogue_files.edit import append_entries  # seldom is anything written

        if self.shared and (counts := self.counts) is not None:
            counts.note(entry)
            try:
                return append_entries(self.folder, [entry])
            except (CatalogueError, UsageError) as error:
                how = error.how or error.fix or ""
                raise UsageError("entry-kept", why=error.what, how=how) from error
        stored = self.store_entries()
        added = append_entries(self.folder, [*stored, entry])
        for moved in stored:  # written first: a kill in between leaves both, which is one
            self._replace(moved, None)
        return added

    def find(self, id: str) -> HistoryEntry:
        """Return the entry of an id, or of the beginning of one.

        Raises:
            UsageError: There is none, or more than one.
        """
        known = merge_entries(self.file_entries.entries, self.store_entries())
        found = [entry for entry in known if entry.id.startswith(id.lower())]
        if len(found) != 1:
            name = "entry-ambiguous" if found else "entry-unknown"
            raise UsageError(name, count=len(found), id=id, file=HISTORY)
        return found[0]

    def mark(self, entry: HistoryEntry, dropped: Dropped | None) -> None:
        """Drop an entry, with the reason, or make it count again; it stays in ``history.yaml``.

        Raises:
            CatalogueError: ``history.yaml`` cannot be read whole, or not be edited.
            UsageError: It cannot be written.
        """
        from varaamo_sync.catalogue_files.edit import append_entries, drop_entry

        marked = replace(entry, dropped=dropped)
        if drop_entry(self.folder, entry.id, dropped) is None:
            append_entries(self.folder, [marked])
        if entry.id in {known.id for known in self.store_entries()}:
            self._replace(entry, marked if self.shared else None)

    def _replace(self, entry: HistoryEntry, other: HistoryEntry | None) -> None:
        assert self.store and self.origin and entry.taken  # noqa: PT018  # no test
        values = entry_as_dict(other) if other is not None else None
        self.store.replace_history(self.origin, self.catalogue, entry.taken, values)

    def pairings(self) -> dict[str, Pairing]:
        """Return the pairings that pushes have proven."""
        return {key: room.pairing for key, room in self._remembered_rooms().items()}

    def unsettled_rooms(self) -> tuple[str, ...]:
        """Return the keys of rooms that a killed push left open."""
        intents = self._state.intents(IntentState.OPEN) if self._state else ()
        return tuple(intent.key for intent in intents)

    def _remembered_rooms(self) -> dict[str, RoomState]:
        return self._state.remembered() if self._state else {}

    def earlier_values(self) -> Mapping[str, Earlier]:
        """Return what rooms were when they were adopted or pulled, by ``ext_uuid``."""
        return self._state.earlier() if self._state else {}

    def last_survey(self) -> Mapping[str, Any] | None:
        """Return the last survey that was kept on this machine, or ``None``."""
        return self._surveys.last(self.origin, self.catalogue)

    def keep(self, progress: Progress) -> None:
        """Keep a survey as the last one; see ``Surveys.keep``."""
        self._surveys.keep(progress, self.catalogue)


@contextmanager
def open_book(
    place: Place, origin: str | None, catalogue: str, *, writing: bool = False
) -> Iterator[HistoryBook]:
    """Open the book of a catalogue and a booking system.

    Args:
        place: Which folder and store; a file beside the catalogue is not made by this alone.
        origin: Origin of the booking system; ``None`` where none is named.
        catalogue: Id of the catalogue.
        writing: Whether entries will be written; else a copy of the store is looked at.

    Raises:
        StoreUnusable: The store cannot be opened.
    """
    folder, named = place.folder, place.store or setting(STORE)
    with ExitStack() as stack:
        looking, opened = not writing, None
        if origin and (named or has_state(folder)):
            from varaamo_sync.store import Store, default_url  # a database is not light

            url = named or default_url(folder / STATE_FOLDER)
            opened = stack.enter_context(Store(url, looking=looking))
        yield HistoryBook(
            opened, folder, origin, catalogue, shared=named is not None, looking=looking
        )
