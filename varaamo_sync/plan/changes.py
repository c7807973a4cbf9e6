"""The values that a plan is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from varaamo_sync.pairing import Match, Pair
from varaamo_sync.rooms import Room
from varaamo_sync.snapshot import RemoteRoom, Value


class Action(StrEnum):
    """What a push would do with a room."""

    CREATE = "create"
    ADOPT = "adopt"
    UPDATE = "update"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    CONFLICT = "conflict"
    UNREADY = "unready"
    """Nothing is sent: Varaamo would refuse even a draft."""
    NOTHING = "nothing"

    @property
    def writes(self) -> bool:
        """Whether something would be sent."""
        return self in _WRITING


_WRITING = frozenset({Action.CREATE, Action.ADOPT, Action.UPDATE, Action.PUBLISH, Action.UNPUBLISH})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs.

    Attributes:
        path: Path in the catalogue, such as ``booking.min``.
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
        changes: Fields that an update sends.
        space_changes: Fields of the room's own space that are sent, by ``RemoteSpace`` name.
        conflicts: Fields that differ and are left as the booking system has them.
        draft: ``False`` publishes, ``True`` unpublishes, ``None`` leaves it.
        withheld: Rules that keep the room from being sent or published.
        not_compared: Paths that could not be read without a login.
        opens: A visible room becomes bookable by this.
    """

    action: Action
    pair: Pair
    values: Mapping[str, Value]
    changes: tuple[FieldChange, ...] = ()
    space_changes: tuple[FieldChange, ...] = ()
    conflicts: tuple[FieldChange, ...] = ()
    draft: bool | None = None
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
    def ambiguous(self) -> bool:
        """Whether the conflict is about which room it is, not about its fields."""
        return self.pair.match in (Match.HALF, Match.SEVERAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a push would do, in catalogue order.

    Attributes:
        origin: Which booking system it is for.
        today: Day in Helsinki for which it holds.
        rooms: One entry per room of the catalogue.
        unmanaged: Rooms of the same venues that the catalogue does not know; never touched.
    """

    origin: str
    today: date
    rooms: tuple[RoomPlan, ...]
    unmanaged: tuple[RemoteRoom, ...] = ()

    @property
    def writes(self) -> tuple[RoomPlan, ...]:
        """The rooms that something would be sent for."""
        return tuple(room for room in self.rooms if room.action.writes)

    @property
    def empty(self) -> bool:
        """Whether a push would send nothing."""
        return not self.writes

    def counts(self) -> Mapping[Action, int]:
        """Return how many rooms there are of each action."""
        return Counter(room.action for room in self.rooms)

    def summary(self) -> str:
        """Return the plan in one line."""
        counts = self.counts()
        verbs = (Action.CREATE, Action.ADOPT, Action.UPDATE, Action.PUBLISH, Action.UNPUBLISH)
        parts = [
            f"{counts.get(verb, 0)} to {verb}"
            for verb in verbs
            if verb is not Action.UNPUBLISH or counts.get(verb)
        ]
        conflicts = sum(bool(r.conflicts) or r.action is Action.CONFLICT for r in self.rooms)
        parts.append(f"{conflicts} conflict" + ("" if conflicts == 1 else "s"))
        if counts.get(Action.UNREADY):
            parts.append(f"{counts[Action.UNREADY]} not ready to be sent")
        return f"Plan: {', '.join(parts)}."
