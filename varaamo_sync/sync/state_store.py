"""What the engine remembers between pushes: the port, and one that lasts as long as the process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import count
from threading import Lock
from typing import Any, Protocol

from varaamo_sync.model import Earlier
from varaamo_sync.state.records import Intent, IntentState, RoomState, StateUpdate, Step


class StateStore(Protocol):
    """What is remembered between pushes; safe to call from several threads.

    A note is refused (``LockLost``) once the lock was lost, if there is one. It is on disk before
    its write is sent. What became of it may be kept back until the next note or ``flush``, which
    comes before anybody is told: what is lost is found out again.
    """

    def remembered(self) -> Mapping[str, RoomState]:
        """Return what is remembered of every room, by key."""
        ...

    def recall(self, key: str) -> RoomState | None:
        """Return what is remembered of one room."""
        ...

    def remember(self, update: StateUpdate) -> None:
        """Note which room a key stands for, and add to the values that were last applied."""

    def earlier(self) -> Mapping[str, Earlier]:
        """Return what rooms were when they were found, by ``ext_uuid``."""
        ...

    def note_earlier(self, found: Mapping[str, Earlier]) -> None:
        """Note what rooms were when they were found; on disk when this returns.

        What was noted of a room first stays: later evidence shows our own work, too.
        """

    def note(self, key: str, step: Step, detail: Mapping[str, Any], begun: datetime) -> int:
        """Note a write before it is sent; the note is on disk when this returns."""
        ...

    def require_lock(self) -> None:
        """Make sure that what was noted may still be sent.

        Raises:
            LockLost: The lock was lost.
        """

    def settle(
        self,
        intent: int,
        state: IntentState,
        at: datetime,
        pk: int | None = None,
        update: StateUpdate | None = None,
    ) -> None:
        """Note what became of an intent, and with it what is to be remembered of its room."""

    def flush(self) -> None:
        """Write what was kept back."""

    def intents(self, *states: IntentState) -> tuple[Intent, ...]:
        """Return the intents in some states, oldest first."""
        ...

    def last_note(self) -> int:
        """Return the number of the last intent that was noted; 0 before the first."""
        ...


class InMemoryState:
    """A state that lasts as long as the process; for callers that keep no store."""

    def __init__(self) -> None:
        self._rooms: dict[str, RoomState] = {}
        self._keys: dict[str, str] = {}
        self._intents: dict[int, Intent] = {}
        self._earlier: dict[str, Earlier] = {}
        self._numbers = count(1)
        self._lock = Lock()

    def remembered(self) -> Mapping[str, RoomState]:
        """Return what is remembered of every room, by key."""
        with self._lock:
            return dict(self._rooms)

    def recall(self, key: str) -> RoomState | None:
        """Return what is remembered of one room."""
        with self._lock:
            return self._rooms.get(key)

    def remember(self, update: StateUpdate) -> None:
        """Note which room a key stands for, and add to the values that were last applied."""
        with self._lock:
            self._remember(update)

    def _remember(self, update: StateUpdate) -> None:
        pairing = update.pairing
        old = self._keys.get(pairing.ext_uuid) if pairing.ext_uuid else None
        if update.key not in self._rooms and old in self._rooms:
            self._rooms[update.key] = self._rooms.pop(old)  # one room has one key
        self._keys[pairing.ext_uuid] = update.key
        known = self._rooms.get(update.key)
        same = known is not None and known.pairing.ext_uuid == pairing.ext_uuid
        before = known.applied if known is not None and same else {}
        self._rooms[update.key] = RoomState(pairing, {**before, **update.applied})

    def earlier(self) -> Mapping[str, Earlier]:
        """Return what rooms were when they were found, by ``ext_uuid``."""
        with self._lock:
            return dict(self._earlier)

    def note_earlier(self, found: Mapping[str, Earlier]) -> None:
        """Note what rooms were when they were found; what was noted first stays."""
        with self._lock:
            self._earlier = {**found, **self._earlier}

    def note(self, key: str, step: Step, detail: Mapping[str, Any], begun: datetime) -> int:
        """Note a write before it is sent."""
        with self._lock:
            number = next(self._numbers)
            self._intents[number] = Intent(
                id=number, key=key, step=step, begun=begun, detail=detail
            )
            return number

    def settle(
        self,
        intent: int,
        state: IntentState,
        at: datetime,
        pk: int | None = None,
        update: StateUpdate | None = None,
    ) -> None:
        """Note what became of an intent, and with it what is to be remembered of its room."""
        del at  # nobody asks a brief state when
        with self._lock:
            self._intents[intent] = replace(self._intents[intent], state=state, pk=pk)
            if update is not None:
                self._remember(update)

    def require_lock(self) -> None:
        """Do nothing: nobody else has this state."""

    def flush(self) -> None:
        """Do nothing: nothing is kept back."""

    def intents(self, *states: IntentState) -> tuple[Intent, ...]:
        """Return the intents in some states, oldest first."""
        with self._lock:
            return tuple(intent for intent in self._intents.values() if intent.state in states)

    def last_note(self) -> int:
        """Return the number of the last intent that was noted; 0 before the first."""
        with self._lock:
            return max(self._intents, default=0)
