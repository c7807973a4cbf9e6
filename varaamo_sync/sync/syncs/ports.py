"""What a sync needs beside a booking system: a catalogue as it was read, and a store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from datetime import datetime
from typing import Any, Protocol, Self

from varaamo_sync.findings import Finding
from varaamo_sync.goal import HistoryEntry
from varaamo_sync.model import Catalogue, Image
from varaamo_sync.state.records import Fence
from varaamo_sync.sync.state_store import StateStore


class CatalogueSource(Protocol):
    """A catalogue as it was read, with what of it could not be; ``catalogue_files.Reading``."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the reader found."""
        ...

    @property
    def left_out(self) -> frozenset[str]:
        """Keys of rooms that are there, but not in the catalogue: they have not left it."""
        ...

    @property
    def complete(self) -> bool:
        """Whether every room was understood."""
        ...

    def usable(self) -> Catalogue:
        """Return the catalogue.

        Raises:
            CatalogueInvalid: It cannot be used at all.
        """
        ...

    def held_against(self, entries: Iterable[HistoryEntry]) -> Self:
        """Return the same with what was counted before, and is nowhere now."""
        ...

    def read_picture(self, image: Image) -> bytes:
        """Return the bytes of a picture that a room names.

        Raises:
            OSError: It cannot be read.
        """
        ...


class HeldTurn(Protocol):
    """A lock that is held; ``store.HeldLock``."""

    @property
    def fence(self) -> Fence:
        """What says before each write that it is still held."""
        ...

    def is_lost(self) -> bool:
        """Whether it was found out that it was lost."""
        ...


class SharedStore(Protocol):
    """What everybody shares who pushes to a booking system; ``store.Store``."""

    def state(self, target: str, catalogue: str, fence: Fence | None = None, /) -> StateStore:
        """Return what is remembered of a catalogue in a booking system."""
        ...

    def lock(
        self, target: str, catalogue: str, /, *, command: str, now: Callable[[], datetime]
    ) -> AbstractContextManager[HeldTurn]:
        """Return the lock of a catalogue and a booking system, to be entered.

        Raises:
            LockHeld: Somebody else holds it.
        """
        ...

    def add_history(
        self, target: str, catalogue: str, taken: datetime, entry: Mapping[str, Any], /
    ) -> None:
        """Add an entry to the history of a catalogue and a booking system."""

    def history(
        self, target: str, catalogue: str, /, *, newest: int | None = None
    ) -> list[dict[str, Any]]:
        """Return entries of a catalogue and a booking system, oldest first."""
        ...


class AsyncSharedStore(SharedStore, Protocol):
    """The same for asynchronous callers, whose event loop must not wait for a lock."""

    def lock_async(
        self, target: str, catalogue: str, /, *, command: str, now: Callable[[], datetime]
    ) -> AbstractAsyncContextManager[HeldTurn]:
        """Return the lock of a catalogue and a booking system, to be entered."""
        ...
