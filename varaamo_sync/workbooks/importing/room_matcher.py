"""Matches the rooms and venues of workbooks with those of a catalogue.

A room's service unit is what its row says, else the command, else the form itself, which was
made for one, else the venue, where all its rooms are one unit's. A room is never put into a venue
of another unit by guess.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from varaamo_sync.findings import Finding
from varaamo_sync.likeness import RoomNames, VenueRooms, names_of
from varaamo_sync.model import LANGS, Catalogue, Lang, Room, ServiceUnit, Venue
from varaamo_sync.workbooks.cells.choices import NEW
from varaamo_sync.workbooks.findings import finding
from varaamo_sync.workbooks.importing.diff import Comparison
from varaamo_sync.workbooks.importing.new_keys import make_key
from varaamo_sync.workbooks.importing.open_places import (
    RecordedRooms,
    ask_room,
    stated_unit,
)
from varaamo_sync.workbooks.importing.plan import ImportPlan
from varaamo_sync.workbooks.importing.sheet_rooms import SheetRoom, SheetVenue
from varaamo_sync.workbooks.importing.venue_index import VenueIndex, identity
from varaamo_sync.workbooks.importing.venue_matcher import VenueMatcher
from varaamo_sync.workbooks.text import fold, preview

_MOST_COMPARED = 100_000
_MOST_NEAR = 3
_VENUE_FIELDS = ("venue", "venue.tprek", "venue.address")


class RoomMatcher:
    """One import: takes venues, then rooms, then gives the plan."""

    def __init__(
        self,
        catalogue: Catalogue,
        venues: VenueIndex,
        findings: list[Finding],
        *,
        unit: ServiceUnit | None,
        answers: Mapping[str, str],
        has_image: Callable[[str], bool],
    ) -> None:
        self._catalogue = catalogue
        self._findings = findings
        self._answers = {
            fold(said): fold(answer) if fold(answer) in NEW else answer
            for said, answer in answers.items()
        }
        self._book = VenueMatcher(venues, findings, unit)
        self._given = unit
        self._recorded = RecordedRooms(catalogue, self._book, self._answers, unit)
        self._comparison = Comparison(findings, has_image)
        self._by_name: dict[tuple[str, str], list[Room]] = defaultdict(list)
        self._by_venue: dict[str, list[Room]] = defaultdict(list)
        self._taken: dict[str, SheetRoom] = {}
        self._keys: set[str] = {room.key for room in catalogue.rooms}
        self._unsure: dict[str, list[SheetRoom]] = defaultdict(list)
        self._twins: dict[str, dict[int, tuple[str, ...]]] = {}
        self._compared = 0
        self._told_all = False
        for room in catalogue.rooms:
            place = identity(room.venue)
            self._by_venue[place].append(room)
            self._by_name[place, fold(room.name.fi or "")].append(room)

    def take_venues(self, venues: Iterable[SheetVenue]) -> None:
        """Take the venues that workbooks list."""
        for one in venues:
            self._book.take(one)

    def take_rooms(self, rooms: Iterable[SheetRoom]) -> None:
        """Take the rooms that workbooks state: those that are sure first, then the alike."""
        unsure: list[tuple[SheetRoom, Venue]] = []
        for room in rooms:
            known = self._catalogue.by_key.get(room.text("key"))
            if known is not None and room.recorded is not None:
                known, left = self._recorded.settle(room, known)
                self._findings += [left] if left else []
            if known is not None:
                self._check_venue(room, known)
                self._take(room, known)
                continue
            venue = self._venue(room)
            if venue is None:
                continue
            same = self._same(room, venue)
            if same is not None:
                self._take(room, same)
            else:
                unsure.append((room, venue))
        for room, venue in unsure:
            self._unsure[identity(venue)].append(room)
        for room, venue in unsure:
            self._decide(room, venue)

    def plan(self) -> ImportPlan:
        """Return what would change."""
        used = {identity(added.venue) for added in self._comparison.additions}
        venue_changes, new_venues = self._book.conclude(used)
        return ImportPlan(
            changes=tuple(self._comparison.changes),
            moves=tuple(self._comparison.moves),
            additions=tuple(
                self._book.with_known_venue(added) for added in self._comparison.additions
            ),
            venue_changes=venue_changes,
            new_venues=new_venues,
            findings=tuple(self._findings),
            places=self._comparison.places,
        )

    def _venue(self, room: SheetRoom) -> Venue | None:
        tprek, name, address = map(room.text, ("venue.tprek", "venue", "venue.address"))
        if not (tprek or name or address):
            if not self._left_out(room, *_VENUE_FIELDS):
                params = {"room": room.label}
                self._note("import-venue-missing", room, params)
            return None
        doubtful = self._recorded.place(room, room.recorded) if room.recorded else None
        return doubtful or self._book.find(tprek, name, address, room.cell(*_VENUE_FIELDS))

    def _left_out(self, room: SheetRoom, *ids: str) -> bool:
        """Tell whether a room cannot be taken in because what it belongs to cannot be read."""
        unread = next((room.unread[id] for id in ids if id in room.unread), None)
        if unread is None:
            return False
        header = room.table.headers.get(unread.cell.column, "")
        params = {
            "room": room.label,
            "header": preview(header),
        }
        self._findings.append(finding("import-room-left-out", unread.cell.position, params))
        return True

    def _check_venue(self, room: SheetRoom, known: Room) -> None:
        tprek, name, address = map(room.text, ("venue.tprek", "venue", "venue.address"))
        if not (tprek or name or address) or self._book.same(tprek, name, address, known.venue):
            return
        cell = room.cell(*_VENUE_FIELDS)
        params = {"text": preview(name or tprek or address), "venue": known.venue.label()}
        self._findings.append(finding("import-venue-differs", cell.position, params, key=known.key))

    def _same(self, room: SheetRoom, venue: Venue) -> Room | None:
        name = fold(room.text("name.fi") or room.text("name.sv") or room.text("name.en"))
        found = self._by_name.get((identity(venue), name), ())
        unit = stated_unit(room)
        of_unit = [one for one in found if unit is None or one.service_unit is unit]
        if len(of_unit) != 1 or room.text("key") in NEW:
            return None
        taken = self._taken.get(of_unit[0].key) if room.recorded is not None else None
        is_other = taken is not None and taken.text("key") == of_unit[0].key
        return None if is_other else of_unit[0]

    def _decide(self, room: SheetRoom, venue: Venue) -> None:
        answer = self._answers.get(fold(room.text("name.fi")), "")
        if answer in self._catalogue.by_key:
            self._take(room, self._catalogue.by_key[answer])
            return
        stated = room.text("key")
        if not answer and stated not in NEW:
            near = self._near(room, venue)
            if near and room.recorded is not None:
                ask_room(room, near)
            elif near:
                params = {
                    "room": preview(room.text("name.fi")),
                    "near": "; ".join(f"{one.label()} ({one.key})" for one in near),
                }
                self._note("import-room-near", room, params)
                return
        self._add(room, venue, answer)

    def _add(self, room: SheetRoom, venue: Venue, answer: str) -> None:
        if self._left_out(room, "service_unit"):
            return
        unit = self._unit_of_new(room, venue)
        if unit is None:
            return
        said = (answer, room.text("key"))
        key = next((one for one in said if one and one not in NEW), "")
        if not key:
            key = make_key(unit, venue, room.text("name.fi") or "tila", self._keys)
        self._keys.add(key)
        if self._is_twice(key, room):
            return
        new_venue = self._book.is_new(venue, unit)
        self._comparison.add(key, room, unit, venue, new_venue=new_venue)

    def _take(self, room: SheetRoom, known: Room) -> None:
        if room.recorded is not None and self._taken.get(known.key, room) is not room:
            ask_room(room, [known])
            self._add(room, known.venue, "")
            return
        if self._is_twice(known.key, room):
            return
        stated = stated_unit(room)
        given = None if room.recorded is not None else self._given or room.unit
        unit = stated or given or known.service_unit
        if unit is not known.service_unit and stated is None:
            self._tell_other_unit(
                room, preview(known.label()), unit, {known.service_unit}, known.venue
            )
            return
        if room.goes_to is None and stated not in (None, known.service_unit):
            assert stated is not None
            cell = room.cell("service_unit")
            params = {"text": stated.value, "unit": known.service_unit.value}
            self._findings.append(
                finding("import-unit-differs", cell.position, params, key=known.key)
            )
        self._comparison.compare(known, room)

    def _unit_of_new(self, room: SheetRoom, venue: Venue) -> ServiceUnit | None:
        """Return the unit of a room that the catalogue does not have, or tell why there is none."""
        fitting = self._book.units_of(venue)
        unit = stated_unit(room) or self._given or room.unit
        if room.recorded is not None:
            return self._recorded.unit(room, unit, fitting)
        if unit is None and len(fitting) == 1:
            return next(iter(fitting))
        if unit is None:  # only units that may be meant are named
            params = {"room": room.label, "units": _join(fitting or tuple(ServiceUnit))}
            self._note("import-unit-missing", room, params)
            return None
        if fitting and unit not in fitting:
            self._tell_other_unit(room, room.label, unit, fitting, venue)
            return None
        return unit

    def _tell_other_unit(
        self,
        room: SheetRoom,
        name: str,
        given: ServiceUnit,
        fitting: Collection[ServiceUnit],
        venue: Venue,
    ) -> None:
        params = {
            "room": name,
            "given": given.value,
            "venue": preview(venue.label()),
            "units": _join(fitting),
            "unit": min(one.value for one in fitting),
        }
        self._note("import-unit-other", room, params)

    def _is_twice(self, key: str, room: SheetRoom) -> bool:
        first = self._taken.setdefault(key, room)
        if first is room:
            return False
        params = {"room": key, "first": str(first.first.position)}
        self._findings.append(finding("import-room-twice", room.first.position, params, key=key))
        return True

    def _near(self, room: SheetRoom, venue: Venue) -> list[Room]:
        place = identity(venue)
        if place not in self._by_venue:
            return []
        if place not in self._twins:
            if self._compared > _MOST_COMPARED:
                if not self._told_all:
                    self._told_all = True
                    self._note("import-not-compared", room, {"most": _MOST_COMPARED})
                return []
            self._twins[place] = self._twins_in(venue)
        twins = [key for key in self._twins[place].get(id(room), ()) if key not in self._taken]
        return [self._catalogue.by_key[key] for key in twins[:_MOST_NEAR]]

    def _twins_in(self, venue: Venue) -> dict[int, tuple[str, ...]]:
        place = identity(venue)
        names = (*(venue.name.get(lang) for lang in LANGS), *venue.aliases, venue.address)
        known = [one for one in self._by_venue[place] if one.key not in self._taken]
        rooms = VenueRooms(names, ((one.key, name) for one in known for name in names_of(one)))
        twins = rooms.find_twins({id(room): [_called(room)] for room in self._unsure[place]})
        self._compared += rooms.compared
        return twins

    def _note(self, rule: str, room: SheetRoom, params: Mapping[str, object]) -> None:
        cell = room.cell("name.fi", "key")
        self._findings.append(finding(rule, cell.position, params))


def _called(room: SheetRoom) -> RoomNames:
    names: dict[Lang, str] = {lang: name for lang in LANGS if (name := room.text(f"name.{lang}"))}
    seats = room.value("capacity.max")
    return RoomNames(names, seats if isinstance(seats, int) else None)


def _join(units: Collection[ServiceUnit]) -> str:
    return ", ".join(sorted(unit.value for unit in units))
