"""What a push of opening hours would do, as a value: three ways, room by room.

What we last applied, what the catalogue says, and what is there. Periods without an origin of ours
are somebody else's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from enum import StrEnum

from varaamo_sync.errors import GuardTripped
from varaamo_sync.hours import DatePeriod
from varaamo_sync.model import Hours, Lang, Room, ServiceUnit
from varaamo_sync.plan import Breach
from varaamo_sync.plan.guard import read_limits
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.sync.hours.content import hours_of

_SHARE = 0.3
_FEW = 10
_ALL = "hours"


class PeriodAction(StrEnum):
    """What a push does with one period of ours."""

    CREATE = "create"
    REPLACE = "replace"
    DELETE = "delete"
    NOTHING = "nothing"
    CONFLICT = "conflict"
    STAYS = "stays"
    """It is left there, although the catalogue states no hours of its room any more."""

    @property
    def writes(self) -> bool:
        """Whether anything is sent."""
        return self in (PeriodAction.CREATE, PeriodAction.REPLACE, PeriodAction.DELETE)


class Clash(StrEnum):
    """Why a person must decide about a period of ours."""

    CHANGED = "changed"
    """Somebody changed it by hand since it was last taken there."""
    DELETED = "deleted"
    """Somebody deleted it by hand."""
    THEIRS = "theirs"
    """It is not there, and somebody else's is: theirs was taken for ours, and has changed since."""
    DOUBLED = "doubled"
    """It is there more than once."""
    UNREMEMBERED = "unremembered"
    """It differs from the catalogue, and nobody remembers what was taken there."""


class Waits(StrEnum):
    """Why hours of a room are not compared."""

    NOT_IN_VARAAMO = "not_in_varaamo"
    NOT_LINKED = "not_linked"
    NO_VENUE = "no_venue"
    """It takes over its venue's hours, and the venue is not there."""
    VENUE_SILENT = "venue_silent"
    """It takes over its venue's hours, and the venue has none."""
    READ_ONLY = "read_only"
    """What is added there could not be taken away again."""
    UNREAD = "unread"
    """Some of its periods could not be read, so ours may be among them."""
    INVALID = "invalid"
    """A time of it would end before it begins; ``validate`` says where."""
    LONG_ID = "long_id"
    """The catalogue's id is too long for the mark that our periods carry."""

    @property
    def passes(self) -> bool:
        """Whether it needs nobody: it goes away as the room gets into the systems."""
        return self in (Waits.NOT_IN_VARAAMO, Waits.NOT_LINKED)


class Dropped(StrEnum):
    """Why the catalogue states no hours of a room that has periods of ours."""

    LEFT = "left"
    """The room has left the catalogue."""
    UNSTATED = "unstated"
    """The room is there, and states no hours any more."""
    BY_HAND = "by_hand"
    """Staff keep them by hand from now on: ``kept_in: hauki``."""


@dataclass(frozen=True, slots=True)
class LeftRoom:
    """A room that has left the catalogue, as far as it is known from before.

    Attributes:
        name: What it is called in the booking system, where that is known.
        venue: Its venue, likewise.
        service_unit: The service unit that it had, likewise.
    """

    key: str
    name: str = ""
    venue: str = ""
    service_unit: ServiceUnit | None = None


@dataclass(frozen=True, slots=True)
class PeriodPlan:
    """What is done with one period of ours.

    Attributes:
        number: What it is known by among those of its room.
        action: What is done.
        wanted: As the catalogue wants it, with its origin; ``None`` where it wants none.
        found: As it is there; the first of them where there are several.
        clash: Why a person must decide.
    """

    number: str
    action: PeriodAction
    wanted: DatePeriod | None = None
    found: DatePeriod | None = None
    clash: Clash | None = None


@dataclass(frozen=True, slots=True)
class RoomHours:
    """What is done with the hours of one room.

    Attributes:
        room: The room.
        ext_uuid: Its identity in the booking system.
        resource: Its number in the opening-hours system.
        waits: Why its hours are not compared.
        periods: Its periods of ours.
        theirs: Periods of other people.
        dropped: Why the catalogue states no hours of it; ``None`` where it does.
    """

    room: Room | LeftRoom
    ext_uuid: str = ""
    resource: int = 0
    waits: Waits | None = None
    periods: tuple[PeriodPlan, ...] = ()
    theirs: tuple[DatePeriod, ...] = ()
    dropped: Dropped | None = None

    @property
    def key(self) -> str:
        """Key of the room."""
        return self.room.key

    @property
    def hours(self) -> Hours | None:
        """The hours that the catalogue states, where it does."""
        return self.room.hours if isinstance(self.room, Room) and not self.dropped else None

    @property
    def others(self) -> int:
        """How many periods of other people it has."""
        return len(self.theirs)

    @property
    def beside(self) -> tuple[DatePeriod, ...]:
        """Periods of other people that say something else than the catalogue does."""
        wanted = {hours_of(one.wanted) for one in self.periods if one.wanted}
        return tuple(period for period in self.theirs if hours_of(period) not in wanted)

    def label(self, lang: Lang) -> str:
        """Return what the room is called, else its key."""
        return self.room.label(lang) if isinstance(self.room, Room) else self.room.name or self.key

    def venue_label(self, lang: Lang) -> str:
        """Return what its venue is called; nothing where that is not known any more."""
        return self.room.venue.label(lang) if isinstance(self.room, Room) else self.room.venue

    @property
    def stays(self) -> bool:
        """Whether hours of ours stay there that the catalogue does not state any more."""
        return any(one.action is PeriodAction.STAYS for one in self.periods)

    @property
    def writes(self) -> tuple[PeriodPlan, ...]:
        """What is sent: what opens the room before what is taken away."""
        sent = [period for period in self.periods if period.action.writes]
        return tuple(sorted(sent, key=lambda period: period.action is PeriodAction.DELETE))

    @property
    def clashes(self) -> tuple[PeriodPlan, ...]:
        """Periods about which a person must decide."""
        return tuple(p for p in self.periods if p.action is PeriodAction.CONFLICT)

    @property
    def changes(self) -> bool:
        """Whether something that is there is replaced or deleted."""
        return any(period.action is not PeriodAction.CREATE for period in self.writes)

    @property
    def empties(self) -> bool:
        """Whether it loses all of its hours that are ours."""
        return bool(self.periods) and all(
            period.action is PeriodAction.DELETE for period in self.periods
        )


@dataclass(frozen=True, slots=True)
class HoursPlan:
    """What a push of opening hours would do.

    Attributes:
        source: Origin of the opening-hours system.
        catalogue: Id of the catalogue.
        today: The day that it is in Helsinki.
        rooms: Rooms whose hours the catalogue states, in its order.
        unstated: Rooms of which it states none, as far as they were looked at.
        noted: Number of the last write that was noted when it was made.
        uses: Grows when it is carried out, so that it is once.
    """

    source: str
    catalogue: str
    today: date
    rooms: tuple[RoomHours, ...]
    unstated: tuple[RoomHours, ...] = ()
    noted: int = 0
    uses: list[None] = field(default_factory=list, compare=False, repr=False)

    @property
    def dropped(self) -> tuple[RoomHours, ...]:
        """Rooms with hours of ours that the catalogue does not state any more."""
        return tuple(room for room in self.unstated if any(p.found for p in room.periods))

    @property
    def concerned(self) -> tuple[RoomHours, ...]:
        """Rooms whose hours are stated, and those whose dropped ones are to be removed."""
        removed = (room for room in self.unstated if room.writes or room.clashes)
        return (*self.rooms, *removed)

    @property
    def writes(self) -> tuple[RoomHours, ...]:
        """Rooms for which something is sent."""
        return tuple(room for room in self.concerned if room.writes)

    @property
    def clashes(self) -> tuple[RoomHours, ...]:
        """Rooms about whose hours a person must decide."""
        return tuple(room for room in self.concerned if room.clashes)

    @property
    def pending(self) -> bool:
        """Whether something is to be sent or decided."""
        return bool(self.writes or self.clashes)

    def counts(self) -> Mapping[PeriodAction, int]:
        """Return how many periods there are of each action."""
        rooms = (*self.rooms, *self.dropped)
        actions = [one.action for room in rooms for one in room.periods]
        return {action: actions.count(action) for action in PeriodAction}

    def breaches(self, allowed: Mapping[str, int] | None = None) -> tuple[Breach, ...]:
        """Return what is too much at once.

        Per service unit of 10 rooms or more with hours of ours: 30 % of them changed. In all: more
        than 10 rooms left without any, or more than half of those with some, from 2 up.

        Args:
            allowed: Numbers of rooms that a person let through, by service unit or ``hours``.
        """
        rooms, limits = (*self.rooms, *self.dropped), read_limits(allowed, _ALL)
        found = (*_unit_breaches(rooms), *_emptied(rooms))
        return tuple(one for one in found if one.count > limits.get(one.name, 0))

    def require_allowed(self, allowed: Mapping[str, int] | None = None) -> None:
        """Refuse what is too much at once.

        Raises:
            GuardTripped: Something is.
        """
        if breaches := self.breaches(allowed):
            raise GuardTripped(breaches)


def _with_hours(rooms: Iterable[RoomHours]) -> list[RoomHours]:
    return [room for room in rooms if any(period.found for period in room.periods)]


def _unit_breaches(rooms: Sequence[RoomHours]) -> Iterator[Breach]:
    for unit in sorted(ServiceUnit, key=lambda unit: unit.value):
        there = _with_hours(one for one in rooms if one.room.service_unit is unit)
        changed = sum(room.changes for room in there)
        if len(there) >= _FEW and changed > len(there) * _SHARE:
            yield Breach(unit.value, changed, int(len(there) * _SHARE))


def _emptied(rooms: Sequence[RoomHours]) -> Iterator[Breach]:
    there = _with_hours(rooms)
    emptied = sum(room.empties for room in there)
    if emptied > _FEW or (emptied > 1 and 2 * emptied > len(there)):
        yield Breach(_ALL, emptied, 0)
