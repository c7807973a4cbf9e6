"""What a push of opening hours would do, as a value: three ways, room by room.

What we last applied, what the catalogue says, and what the opening-hours system has. Periods that
carry no origin of ours are somebody else's, and are counted only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from varaamo_sync.errors import GuardTripped
from varaamo_sync.hours import ROOMS, DatePeriod, PeriodOrigin, period_body
from varaamo_sync.model import Room, ServiceUnit
from varaamo_sync.plan import Breach

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
        room: The room, whose hours are stated.
        ext_uuid: Its identity in the booking system.
        resource: Its number in the opening-hours system.
        waits: Why its hours are not compared.
        periods: Its periods of ours.
        others: How many periods of other people it has.
    """

    room: Room
    ext_uuid: str = ""
    resource: int = 0
    waits: Waits | None = None
    periods: tuple[PeriodPlan, ...] = ()
    others: int = 0

    @property
    def key(self) -> str:
        """Key of the room."""
        return self.room.key

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
        noted: Number of the last write that was noted when it was made.
        uses: Grows when it is carried out, so that it is once.
    """

    source: str
    catalogue: str
    today: date
    rooms: tuple[RoomHours, ...]
    noted: int = 0
    uses: list[None] = field(default_factory=list, compare=False, repr=False)

    @property
    def writes(self) -> tuple[RoomHours, ...]:
        """Rooms for which something is sent."""
        return tuple(room for room in self.rooms if room.writes)

    @property
    def clashes(self) -> tuple[RoomHours, ...]:
        """Rooms about whose hours a person must decide."""
        return tuple(room for room in self.rooms if room.clashes)

    @property
    def pending(self) -> bool:
        """Whether something is to be sent or decided."""
        return bool(self.writes or self.clashes)

    def counts(self) -> Mapping[PeriodAction, int]:
        """Return how many periods there are of each action."""
        actions = [period.action for room in self.rooms for period in room.periods]
        return {action: actions.count(action) for action in PeriodAction}

    def breaches(self, allowed: Mapping[str, int] | None = None) -> tuple[Breach, ...]:
        """Return what is too much at once.

        Per service unit of 10 rooms or more with hours of ours: 30 % of them changed. In all:
        more than half of the rooms with hours of ours, from 2 up, left without any.

        Args:
            allowed: Numbers of rooms that a person let through, by service unit or ``hours``.
        """
        allowed = allowed or {}
        found = (*_unit_breaches(self.rooms), *_emptied(self.rooms))
        return tuple(one for one in found if one.count > allowed.get(one.name, 0))

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
        there = _with_hours(room for room in rooms if room.room.service_unit is unit)
        changed = sum(room.changes for room in there)
        if len(there) >= _FEW and changed > len(there) * _SHARE:
            yield Breach(unit.value, changed, int(len(there) * _SHARE))


def _emptied(rooms: Sequence[RoomHours]) -> Iterator[Breach]:
    there = _with_hours(rooms)
    emptied = sum(room.empties for room in there)
    if emptied > 1 and 2 * emptied > len(there):
        yield Breach(_ALL, emptied, 0)


def content_of(period: DatePeriod) -> str:
    """Return what a period says as text; equal texts mean that there is nothing to send.

    Its place among others is left out: staff may sort them.
    """
    body = period_body(period.stored_form())
    told = {name: value for name, value in body.items() if name not in _NOT_CONTENT}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


_NOT_CONTENT = frozenset({"resource", "origins", "order"})


def origin_of(ext_uuid: str, catalogue: str, number: str) -> PeriodOrigin:
    """Return what a period of ours carries."""
    return PeriodOrigin(ROOMS, f"{ext_uuid}:{catalogue}:{number}")


def number_of(period: DatePeriod, ext_uuid: str, catalogue: str) -> str | None:
    """Return the number of a period of ours; ``None`` for one of somebody else's."""
    prefix = origin_of(ext_uuid, catalogue, "").origin_id
    numbers = [
        origin.origin_id.removeprefix(prefix)
        for origin in period.origins
        if origin.source == ROOMS and origin.origin_id.startswith(prefix)
    ]
    return min(numbers, default=None)


def plan_period(
    number: str,
    wanted: DatePeriod | None,
    found: Sequence[DatePeriod],
    known: str | None,
    *,
    today: date,
    ours: bool,
) -> PeriodPlan | None:
    """Return what is done with one period; ``None`` where there is nothing of it.

    Args:
        number: What it is known by.
        wanted: As the catalogue wants it.
        found: Those that carry its origin.
        known: Content that was last applied.
        today: The day that it is; what has ended is history, and stays.
        ours: Whether what staff changed is to be as the catalogue says all the same.
    """
    there = found[0] if found else None
    if wanted is None and (there is None or (there.end_date or date.max) < today):
        return None
    action, clash = _decide(wanted, found, known)
    if ours and clash not in (None, Clash.DOUBLED):
        action, clash = _insisting(wanted, there), None
    return PeriodPlan(number, action, wanted, there, clash)


def _decide(
    wanted: DatePeriod | None, found: Sequence[DatePeriod], known: str | None
) -> tuple[PeriodAction, Clash | None]:
    if len(found) > 1:
        return PeriodAction.CONFLICT, Clash.DOUBLED
    if not found:
        gone = known is not None
        return (PeriodAction.CONFLICT, Clash.DELETED) if gone else (PeriodAction.CREATE, None)
    there = content_of(found[0])
    if wanted is not None and there == content_of(wanted):
        return PeriodAction.NOTHING, None
    if there != known:
        clash = Clash.UNREMEMBERED if known is None else Clash.CHANGED
        return PeriodAction.CONFLICT, clash
    return (PeriodAction.DELETE if wanted is None else PeriodAction.REPLACE), None


def _insisting(wanted: DatePeriod | None, there: DatePeriod | None) -> PeriodAction:
    if wanted is None:
        return PeriodAction.DELETE
    return PeriodAction.CREATE if there is None else PeriodAction.REPLACE
