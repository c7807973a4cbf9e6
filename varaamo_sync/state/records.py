"""What is remembered between pushes: pairings, last applied values, intents, locks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import Any

from varaamo_sync.errors import StoreUnusable
from varaamo_sync.secrecy import without_passwords
from varaamo_sync.snapshot import Value
from varaamo_sync.startup.fast_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which room of the booking system a key stands for, as it was last proven.

    Attributes:
        pk: Number of the room.
        ext_uuid: Identity that the server made; a pairing counts only while both agree.
        space: Number of the room's own space, where it has one.
    """

    pk: int
    ext_uuid: str
    space: int | None = None

    def proves(self, pk: int, ext_uuid: str) -> bool:
        """Whether it stands for a room: number and identity agree."""
        return (self.pk, self.ext_uuid) == (pk, ext_uuid)


@dataclass(frozen=True, slots=True)
class RoomState:
    """Everything that is remembered of one room.

    Attributes:
        applied: Values that were last applied, by path; the base of three-way comparing.
    """

    pairing: Pairing
    applied: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StateUpdate:
    """What is to be remembered of one room.

    Attributes:
        applied: Values that were just applied, by path; others that are remembered stay.
    """

    key: str
    pairing: Pairing
    applied: Mapping[str, Value] = field(default_factory=dict)


class Step(StrEnum):
    """A write whose intent is noted before it is sent."""

    CREATE_SPACE = "create_space"
    UPDATE_SPACE = "update_space"
    CREATE_ROOM = "create_room"
    UPLOAD_IMAGE = "upload_image"
    UPDATE_ROOM = "update_room"
    ARCHIVE_ROOM = "archive_room"
    RESTORE_ROOM = "restore_room"
    CREATE_PERIOD = "create_period"
    REPLACE_PERIOD = "replace_period"
    DELETE_PERIOD = "delete_period"


class IntentState(StrEnum):
    """What became of an intent."""

    OPEN = "open"
    """Noted; nothing is known yet."""
    STORED = "landed"
    """Stored for certain."""
    NOT_STORED = "not_landed"
    """Not stored for certain."""
    COMPARED = "compared"
    """An update that was left to the next plan, which compares what is there."""
    AMBIGUOUS = "ambiguous"
    """Nobody can tell; it is never repeated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """A write that was noted before it was sent.

    Attributes:
        begun: When it was noted; a server may work on it for a minute after it gave up.
        detail: What identifies it in the booking system (code, space, number of pictures).
        pk: What it made, once known.
    """

    id: int
    key: str
    step: Step
    begun: datetime
    detail: Mapping[str, Any]
    state: IntentState = IntentState.OPEN
    pk: int | None = None

    def told(self, name: str) -> Any:
        """Return what the note says of its write.

        Raises:
            StoreUnusable: It does not say it: something else than this library wrote it.
        """
        if name not in self.detail:
            raise StoreUnusable("store-note-illegible", id=self.id, key=self.key, name=name)
        return self.detail[name]


@dataclass(frozen=True, slots=True)
class Process:
    """A process, such that another one can tell later whether it has ended.

    Attributes:
        place: Where and until when numbers of processes mean the same: machine, its last start,
            name space.
        pid: Its number there.
        started: When it started, as the machine counts; a number is used again.
    """

    place: str
    pid: int
    started: str


@dataclass(frozen=True, slots=True)
class Fence:
    """What a holder of a lock shows before each write, so that one who lost it is stopped.

    Attributes:
        owner: Who holds the lock.
        token: Number of the holding; each later one has a higher number.
    """

    owner: str
    token: int


@dataclass(frozen=True, slots=True)
class LockHolder:
    """Who holds the lock of a catalogue and a booking system.

    Attributes:
        command: What the holder does; colleagues read it, so it holds no password.
        process: The holder's process; ``None`` where it cannot be told from others.
    """

    owner: str
    host: str
    command: str
    since: datetime
    heartbeat: datetime
    expires: datetime
    process: Process | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "command", without_passwords(self.command))
