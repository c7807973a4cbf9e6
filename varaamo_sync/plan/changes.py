"""The values that a plan is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from varaamo_sync.pairing import Match, Pair
from varaamo_sync.rooms import Room, ServiceUnit
from varaamo_sync.snapshot import RemoteRoom, Value


class Action(StrEnum):
    """What a push would do with a room."""

    CREATE = "create"
    ADOPT = "adopt"
    UPDATE = "update"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    ARCHIVE = "archive"
    CONFLICT = "conflict"
    UNREADY = "unready"
    """Nothing is sent: the booking system would refuse even a draft."""
    NOTHING = "nothing"

    @property
    def writes(self) -> bool:
        """Whether something would be sent."""
        return self in _WRITING


_WRITING = frozenset(
    {
        Action.CREATE,
        Action.ADOPT,
        Action.UPDATE,
        Action.PUBLISH,
        Action.UNPUBLISH,
        Action.ARCHIVE,
    }
)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs.

    Attributes:
        path: Path in the catalogue, such as ``booking.min``; ``space.…`` for the room's own
            space, ``wanted`` for draft or published.
        before: What the booking system has, in stored form.
        after: What the catalogue states, in stored form.
    """

    path: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomPlan:
    """What a push would do with one room.

    Attributes:
        action: The main thing.
        pair: The room with what the booking system has of it.
        values: Every stated field in stored form; what a create sends.
        changes: Fields that are sent, of the room and (``space.…``) of its own space.
        conflicts: Fields that others changed, and that are left as they are.
        draft: ``False`` publishes, ``True`` unpublishes, ``None`` leaves it.
        images: Pictures that are sent, by their place in the catalogue's list.
        withheld: Rules that keep the room from being sent or published.
        not_compared: Paths that could not be read without a login.
        opens: A visible room becomes bookable by this.
    """

    action: Action
    pair: Pair
    values: Mapping[str, Value] = field(default_factory=dict)
    changes: tuple[FieldChange, ...] = ()
    conflicts: tuple[FieldChange, ...] = ()
    draft: bool | None = None
    images: tuple[int, ...] = ()
    withheld: tuple[str, ...] = ()
    not_compared: tuple[str, ...] = ()
    opens: bool = False

    @property
    def room(self) -> Room:
        """The room of the catalogue."""
        return self.pair.room

    @property
    def key(self) -> str:
        """Key of the room."""
        return self.pair.room.key

    @property
    def room_changes(self) -> tuple[FieldChange, ...]:
        """Changes of the room itself."""
        return tuple(c for c in self.changes if not c.path.startswith("space."))

    @property
    def space_changes(self) -> tuple[FieldChange, ...]:
        """Changes of the room's own space."""
        return tuple(c for c in self.changes if c.path.startswith("space."))


@dataclass(frozen=True, slots=True)
class Departed:
    """A room that the catalogue once had and has no more; its space still carries its key."""

    key: str
    remote: RemoteRoom


@dataclass(frozen=True, slots=True)
class Breach:
    """More at once than the guard lets through.

    Attributes:
        name: What ``--allow`` calls it: a service unit, or ``archive``.
        count: How many rooms it would be.
        limit: How many go through unasked.
    """

    name: str
    count: int
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a push would do, in catalogue order.

    Attributes:
        origin: Which booking system it is for.
        today: Day in Helsinki for which it holds.
        rooms: One entry per room of the catalogue.
        departed: Rooms that have left the catalogue.
        archives: Whether departed rooms are archived; otherwise they are left alone.
        unmanaged: Rooms of the same venues that the catalogue does not know; never touched.
    """

    origin: str
    today: date
    rooms: tuple[RoomPlan, ...]
    departed: tuple[Departed, ...] = ()
    archives: bool = False
    unmanaged: tuple[RemoteRoom, ...] = ()

    @property
    def writes(self) -> tuple[RoomPlan, ...]:
        """The rooms of the catalogue that something would be sent for."""
        return tuple(room for room in self.rooms if room.action.writes)

    @property
    def to_archive(self) -> tuple[Departed, ...]:
        """The rooms that would be archived."""
        return self.departed if self.archives else ()

    @property
    def empty(self) -> bool:
        """Whether a push would send nothing."""
        return not self.writes and not self.to_archive

    def only(self, units: Collection[ServiceUnit]) -> Plan:
        """Return the part of the plan for some service units; it archives nothing."""
        rooms = tuple(room for room in self.rooms if room.room.service_unit in units)
        return replace(self, rooms=rooms, departed=(), archives=False)

    def counts(self) -> Mapping[Action, int]:
        """Return how many rooms there are of each action."""
        counts = Counter(room.action for room in self.rooms)
        counts[Action.ARCHIVE] = len(self.to_archive)
        return counts

    @property
    def conflicts(self) -> int:
        """Number of rooms with something that a person must decide."""
        return sum(bool(r.conflicts) or r.action is Action.CONFLICT for r in self.rooms)

    def summary(self) -> str:
        """Return the plan in one line."""
        counts = self.counts()
        verbs = [Action.CREATE, Action.ADOPT, Action.UPDATE, Action.PUBLISH]
        verbs += [Action.UNPUBLISH] if counts[Action.UNPUBLISH] else []
        parts = [f"{counts[verb]} to {verb}" for verb in (*verbs, Action.ARCHIVE)]
        parts.append(f"{self.conflicts} conflict" + ("" if self.conflicts == 1 else "s"))
        if counts[Action.UNREADY]:
            parts.append(f"{counts[Action.UNREADY]} not ready to be sent")
        return f"Plan: {', '.join(parts)}."

    def breaches(self, allowed: Mapping[str, int] | None = None) -> tuple[Breach, ...]:
        """Return what is too much at once, so that a person must say that it is meant.

        Per service unit of 10 rooms or more, 30 % of its rooms changed or unpublished; in all,
        10 rooms archived or unpublished. Rooms that are made or only published never count.

        Args:
            allowed: Numbers that a person let through, by service unit or ``archive``.
        """
        limits = dict(allowed or {})
        totals = Counter(room.room.service_unit.value for room in self.rooms)
        changed = Counter(
            room.room.service_unit.value
            for room in self.rooms
            if room.changes or room.action is Action.UNPUBLISH
        )
        found = [
            Breach(unit, count, int(totals[unit] * _SHARE))
            for unit, count in sorted(changed.items())
            if totals[unit] >= _FEW and count > max(totals[unit] * _SHARE, limits.get(unit, 0))
        ]
        taken = len(self.to_archive) + self.counts()[Action.UNPUBLISH]
        if taken > max(_TAKEN, limits.get("archive", 0)):
            found.append(Breach("archive", taken, _TAKEN))
        return tuple(found)


_SHARE = 0.3
_FEW = 10
_TAKEN = 10

UNRECOGNISED = frozenset({Match.HALF, Match.VANISHED, Match.SEVERAL})
"""Matches that leave the decision to a person."""
