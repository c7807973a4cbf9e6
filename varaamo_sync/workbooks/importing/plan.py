"""What an import would change, as a value: to be listed first and written then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from varaamo_sync.findings import Finding, Path, Position
from varaamo_sync.model import Catalogue, Room, ServiceUnit, Venue, room_entry, room_of
from varaamo_sync.model.entries import put_at
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.workbooks.files.grid import CellRef
from varaamo_sync.workbooks.findings import leaves_open


@dataclass(frozen=True, slots=True)
class RoomCells:
    """Where a workbook speaks of a room.

    Attributes:
        stated: Cells by the field that they state.
        columns: Numbers of the columns by field; a cell that is empty has a place, too.
    """

    first: CellRef
    stated: Mapping[str, CellRef]
    columns: Mapping[str, int]

    def locate(self, path: Path) -> CellRef:
        """Return the cell of a path, or the nearest that there is."""
        steps = [str(step) for step in path if isinstance(step, str)]
        if steps[:1] == ["unread"]:
            steps = [step for name in steps[1:] for step in name.split(".") if not step.isdigit()]
        if steps and steps[0] in _ENTRIES:
            steps[0] = _ENTRIES[steps[0]]
        for length in range(len(steps), 0, -1):
            id = ".".join(steps[:length])
            for known in (id, f"{id}.fi", *_STAND_INS.get(id, ())):
                if known in self.stated:
                    return self.stated[known]
                if known in self.columns:
                    return self.first._replace(column=self.columns[known])
        within = f"{steps[0]}." if steps else ""
        if within in ("price.", "access."):
            return next((c for id, c in self.stated.items() if id.startswith(within)), self.first)
        return self.first


_ENTRIES = {"pricing": "price", "access": "access"}
_STAND_INS = {
    "price": ("price.lowest", "price.free"),
    "access": ("access.type",),
    "capacity": ("capacity.max", "capacity.min"),
    "venue.tprek": ("venue",),
}
"""Fields that stand for another one, where a sheet does not have it."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a room that the sheet states otherwise than the catalogue.

    Attributes:
        before: What the catalogue states; ``None`` where it states nothing.
        after: What the sheet states; ``None`` clears.
    """

    key: str
    path: Path
    before: Any
    after: Any
    position: Position


@dataclass(frozen=True, slots=True)
class RoomMove:
    """A room that waited in the files of one service unit, and belongs to another."""

    key: str
    unit: ServiceUnit
    position: Position


@dataclass(frozen=True, slots=True)
class Addition:
    """A room that the catalogue does not have.

    Attributes:
        entry: The room in catalogue form.
        new_venue: Whether its venue is new to the catalogue, too.
    """

    key: str
    unit: ServiceUnit
    venue: Venue
    entry: Mapping[str, Any]
    position: Position
    new_venue: bool


@dataclass(frozen=True, slots=True)
class VenueChange:
    """A field of a venue that changes: an alias more, an id that was missing."""

    venue: Venue
    path: Path
    before: Any
    after: Any
    position: Position


@dataclass(frozen=True, slots=True)
class NewVenue:
    """A venue without rooms that the catalogue does not have."""

    unit: ServiceUnit
    venue: Venue
    position: Position


@dataclass(frozen=True)
class ImportPlan:
    """What an import would change.

    Attributes:
        changes: Changed fields of rooms that are there.
        additions: New rooms.
        moves: Rooms that go into the files of another service unit, with their changes.
        venue_changes: Changed fields of venues.
        new_venues: New venues without rooms.
        findings: Everything that was found while reading and matching.
        places: Where the workbooks speak of a room, by its key.
        venue_names: What the workbooks call venues: names and addresses.
        room_names: What they call rooms.
        rooms: How many rooms they state.
    """

    changes: tuple[Change, ...] = ()
    additions: tuple[Addition, ...] = ()
    moves: tuple[RoomMove, ...] = ()
    venue_changes: tuple[VenueChange, ...] = ()
    new_venues: tuple[NewVenue, ...] = ()
    findings: tuple[Finding, ...] = ()
    places: Mapping[str, RoomCells] = field(default_factory=dict)
    venue_names: frozenset[str] = frozenset()
    room_names: frozenset[str] = frozenset()
    rooms: int = 0

    @property
    def left_out(self) -> int:
        """How many of the rooms are not imported, because a person must decide first."""
        return self.rooms - len(self.places)

    @property
    def empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.changes or self.additions or self.venue_changes or self.new_venues)

    @property
    def clean(self) -> bool:
        """Whether everything that the workbooks say was understood, and nothing left out."""
        return not any(map(leaves_open, self.findings))

    def locate(self, key: str, path: Path) -> Position | None:
        """Return the cell that states something of a room, or the nearest that there is."""
        cells = self.places.get(key)
        return cells.locate(path).position if cells else None

    def applied(self, catalogue: Catalogue) -> Catalogue:
        """Return the catalogue as it would be after the import."""
        changed: dict[str, list[Change]] = {}
        for change in self.changes:
            changed.setdefault(change.key, []).append(change)
        units = {move.key: move.unit for move in self.moves}
        rooms = [
            _change_room(room, changed.get(room.key, ()), units.get(room.key, room.service_unit))
            for room in catalogue.rooms
        ]
        rooms += [room_of(added.entry, added.unit, added.venue) for added in self.additions]
        kept = {name: getattr(catalogue, name) for name in catalogue.model_fields_set}
        return Catalogue.model_validate({**kept, "rooms": tuple(rooms)})

    def moved(self, catalogue: Catalogue) -> tuple[Addition, ...]:
        """Return the rooms that move as they are to be written into the other unit's files."""
        known = {
            (one.identity, change.path): change.after
            for change in self.venue_changes
            for one in (change.venue,)
        }
        after = self.applied(catalogue).by_key
        made = []
        for move in self.moves:
            room = after[move.key]
            tprek = known.get((room.venue.identity, ("tprek",)), room.venue.tprek)
            venue = room.venue.model_copy(update={"tprek": tprek})
            entry = {name: one for name, one in room_entry(room).items() if one != {}}
            made.append(Addition(move.key, move.unit, venue, entry, move.position, False))
        return tuple(made)


def _change_room(room: Room, changes: Sequence[Change], unit: ServiceUnit) -> Room:
    if not changes and unit is room.service_unit:
        return room
    entry = room_entry(room)
    for change in changes:
        if change.path[0] == "unread" and change.after is None:
            entry["unread"].pop(change.path[1], None)
        else:
            put_at(entry, change.path, change.after)
    return room_of(entry, unit, room.venue)
