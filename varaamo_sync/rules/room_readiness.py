"""How ready rooms are for residents, by service unit and room, as far as a catalogue tells."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum

from varaamo_sync.findings import Finding, Severity
from varaamo_sync.model import Catalogue, Room, ServiceUnit, Wanted
from varaamo_sync.startup.fast_dataclass import dataclass


class Ready(StrEnum):
    """How far the entry of a room is."""

    READY = "ready"
    """Nothing holds it back."""
    WAITING = "waiting"
    """An error holds it back."""
    DRAFT = "draft"
    """It is wanted as a draft only, and is without errors."""
    UNREAD = "unread"
    """It stands in the catalogue, and could not be read."""


@dataclass(frozen=True, slots=True)
class RoomReadiness:
    """How ready one room is.

    Attributes:
        key: Key of the room.
        unit: Its service unit; ``None`` where that could not be read.
        state: How far its entry is.
        findings: What was found of it, in the order of the findings.
    """

    key: str
    unit: ServiceUnit | None
    state: Ready
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitReadiness:
    """How ready the rooms of a service unit are; each is in one of the four.

    Attributes:
        unit: The service unit; ``None`` for rooms of which it could not be read.
        ready: How many rooms nothing holds back.
        waiting: How many an error holds back.
        drafts: How many are wanted as drafts only.
        unread: How many could not be read.
        findings: How many findings there are of them.
    """

    unit: ServiceUnit | None
    ready: int
    waiting: int
    drafts: int
    unread: int
    findings: int

    @property
    def rooms(self) -> int:
        """How many rooms there are."""
        return self.ready + self.waiting + self.drafts + self.unread


@dataclass(frozen=True, slots=True)
class Readiness:
    """How ready a catalogue is.

    Attributes:
        rooms: Every room by its key, in catalogue order; those that could not be read at the end.
        units: Every service unit that has rooms, in their order.
        general: What was found of the catalogue as a whole.
    """

    rooms: Mapping[str, RoomReadiness]
    units: tuple[UnitReadiness, ...]
    general: tuple[Finding, ...] = ()

    def of(self, unit: ServiceUnit) -> tuple[RoomReadiness, ...]:
        """Return the rooms of a service unit.

        Raises:
            ValueError: There is no such service unit.
        """
        unit = ServiceUnit(unit)
        return tuple(room for room in self.rooms.values() if room.unit is unit)


def readiness(catalogue: Catalogue, findings: Iterable[Finding]) -> Readiness:
    """Say how ready each room and each service unit is.

    Args:
        catalogue: The rooms.
        findings: Everything that was found: by the reader (``Reading.findings``) and the rules.
    """
    of_room: defaultdict[str | None, list[Finding]] = defaultdict(list)
    for finding in findings:
        of_room[finding.key].append(finding)
    general = tuple(of_room.pop(None, ()))
    rooms: dict[str, RoomReadiness] = {}
    for room in catalogue.rooms:
        found = tuple(of_room.pop(room.key, ()))
        state = state_of(room, is_held_back=any(f.severity is Severity.ERROR for f in found))
        rooms.setdefault(room.key, RoomReadiness(room.key, room.service_unit, state, found))
    unread = catalogue.coverage.unread
    for key in dict.fromkeys([*unread, *(key for key in of_room if key is not None)]):
        found = tuple(of_room.get(key, ()))
        known = unread[key].unit if key in unread else next((f.unit for f in found), None)
        rooms[key] = RoomReadiness(key, known, Ready.UNREAD, found)
    return Readiness(rooms, _by_unit(rooms.values()), general)


def state_of(room: Room, *, is_held_back: bool) -> Ready:
    """Return how far the entry of a room is that could be read.

    Args:
        room: The room.
        is_held_back: Whether there is an error of it.
    """
    if is_held_back:
        return Ready.WAITING
    return Ready.DRAFT if room.wanted is Wanted.DRAFT else Ready.READY


def _by_unit(rooms: Iterable[RoomReadiness]) -> tuple[UnitReadiness, ...]:
    of_unit: defaultdict[ServiceUnit | None, list[RoomReadiness]] = defaultdict(list)
    for room in rooms:
        of_unit[room.unit].append(room)
    return tuple(_count(unit, of_unit[unit]) for unit in (*ServiceUnit, None) if unit in of_unit)


def _count(unit: ServiceUnit | None, rooms: list[RoomReadiness]) -> UnitReadiness:
    states = Counter(room.state for room in rooms)
    return UnitReadiness(
        unit=unit,
        ready=states[Ready.READY],
        waiting=states[Ready.WAITING],
        drafts=states[Ready.DRAFT],
        unread=states[Ready.UNREAD],
        findings=sum(len(room.findings) for room in rooms),
    )
