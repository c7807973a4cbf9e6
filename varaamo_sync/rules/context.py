"""What a rule may look at beside the room itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from varaamo_sync.model import (
    Access,
    Booking,
    Capacity,
    Catalogue,
    Earlier,
    Part,
    Price,
    Room,
    Venue,
)
from varaamo_sync.model.dated_rows import sent
from varaamo_sync.rules.plain import plain
from varaamo_sync.rules.room_view import Column, Field, field_of
from varaamo_sync.snapshot import Named, Reference, RemoteVenue
from varaamo_sync.suggest import Guesses

Table = Literal["types", "purposes", "equipment", "terms", "cancellation_rules"]
"""A table of reference data: a field of ``Reference``."""


@dataclass(frozen=True)
class Context:
    """What a check is of: a catalogue, at a moment, against reference data.

    A rule goes through the rooms itself, because asking some eighty rules about each of ten
    thousand rooms costs more than what they look at. Rooms are known by their place in the
    catalogue.

    Attributes:
        catalogue: All rooms.
        now: The moment of the check, in Helsinki.
        reference: Reference data, or ``None`` when none is at hand.
        venues: Venues of the booking system, or ``None`` when they are not at hand.
        overrides: Severities that the catalogue sets itself, by rule id.
        existing: Keys of rooms that are in the booking system already; ``None`` when not known.
    """

    catalogue: Catalogue
    now: datetime
    reference: Reference | None = None
    venues: Sequence[RemoteVenue] | None = None
    overrides: Mapping[str, str] = field(default_factory=dict)
    existing: frozenset[str] | None = None

    @cached_property
    def today(self) -> date:
        """Today in Helsinki."""
        return self.now.date()

    @cached_property
    def taxes(self) -> Mapping[Decimal, bool]:
        """VAT percentages, each with whether it is in use."""
        taxes: dict[Decimal, bool] = {}
        for rate in self.reference.taxes if self.reference else ():
            taxes[rate.value] = taxes.get(rate.value, False) or rate.enabled
        return taxes

    @cached_property
    def venue_by_tprek(self) -> Mapping[str, RemoteVenue]:
        """Venues of the booking system by their id in the service map."""
        return {venue.tprek: venue for venue in self.venues or () if venue.tprek}

    @cached_property
    def place_of(self) -> Mapping[str, int]:
        """Place of each room among the rooms of the catalogue, by its key."""
        return {room.key: place for place, room in enumerate(self.catalogue.rooms)}

    @cached_property
    def venue_names(self) -> frozenset[str]:
        """Finnish names of all venues of the catalogue, in lower case."""
        names = (room.venue.name.fi for room in self.catalogue.rooms)
        return frozenset(name.strip().casefold() for name in names if name)

    @cached_property
    def parts_of(self) -> Mapping[str, Sequence[Room]]:
        """Rooms whose space lies in that of another room, by the key of the other."""
        parts: dict[str, list[Room]] = {}
        for room in self.catalogue.rooms:
            if room.part_of is not None:
                parts.setdefault(room.part_of, []).append(room)
        return parts

    def named(self, table: Table, name: str) -> Sequence[Named]:
        """Return the rows of reference data that a name or an id may mean."""
        index = self._tables.get(table)
        if index is None:
            index = self._tables[table] = {}
            for row in self._rows(table):
                for known in {row.label.casefold(), str(row.pk).casefold()}:
                    index.setdefault(known, []).append(row)
        return index.get(name.strip().casefold(), ())

    def near(self, table: Table, name: str) -> str:
        """Return the names in a table of reference data that come nearest to a name."""
        labels = self._labels.get(table)
        if labels is None:
            rows = self._rows(table)
            # Terms are written by their id, everything else by its name.
            words = [str(row.pk) if table == "terms" else row.label for row in rows]
            labels = self._labels[table] = {word.casefold(): word for word in words}
        return self._guesses.like(labels, name)

    def near_venues(self, venue: Venue) -> str:
        """Return the venues of the booking system that come nearest to a venue."""
        names = filter(None, (venue.name.fi, venue.tprek, *venue.aliases))
        return self._guesses.like(self._venue_labels, *names)

    def near_keys(self, room: Room) -> str:
        """Return the keys of rooms that come nearest to the one that a room is part of."""
        return self._guesses.like(self._keys, room.part_of or "")

    def is_there(self, room: Room) -> bool:
        """Whether a room is in the booking system, as far as anybody knows."""
        if self.existing is None:
            return room.earlier is not Earlier.NONE
        return room.key in self.existing

    @property
    def rooms(self) -> Iterable[tuple[int, Room]]:
        """The fields of every room, each with its place; only fields may be read."""
        return enumerate(self._plain_rooms)

    def capacities(self) -> Iterable[tuple[int, Capacity]]:
        """Go through the capacities that rooms state."""
        return self._having("capacity")

    def bookings(self) -> Iterable[tuple[int, Booking]]:
        """Go through the booking rules that rooms state."""
        return self._having("booking")

    def accesses(self) -> Iterable[tuple[int, Sequence[Access]]]:
        """Go through the ways of getting in that rooms state."""
        return self._having("access")

    def pricings(self) -> Iterable[tuple[int, Sequence[Price]]]:
        """Go through the prices that rooms state."""
        return self._having("pricing")

    def prices(self) -> Iterable[tuple[int, int, Price]]:
        """Go through the prices that are sent, each with the places of its room and its own."""
        return self._prices

    @cached_property
    def _prices(self) -> Sequence[tuple[int, int, Price]]:
        today = self.today
        return [
            (place, at, plain(price))
            for place, prices in self.pricings()
            for at, price in sent(prices, today)
        ]

    def _having(self, part: str) -> Iterable[tuple[int, Any]]:
        """Go through a part of each room that states it."""
        if part not in self._parts:
            values = [room.__dict__[part] for room in self._plain_rooms]
            places = [place for place, value in enumerate(values) if value is not None]
            stated = (values[place] for place in places)
            views = [plain(part) if isinstance(part, Part) else part for part in stated]
            self._parts[part] = places, views
        return zip(*self._parts[part], strict=True)

    @cached_property
    def _parts(self) -> dict[str, tuple[Sequence[int], Sequence[Any]]]:
        return {}

    @cached_property
    def names(self) -> Field:
        """The name of each room."""
        return field_of(("name",), [room.name for room in self._plain_rooms])

    @cached_property
    def description(self) -> Field:
        """The description of each room."""
        return field_of(("description",), [room.description for room in self._plain_rooms])

    @cached_property
    def long_texts(self) -> Sequence[Field]:
        """Descriptions and instructions, those that no room has left out."""
        fields = [self.description]
        told = [room.instructions for room in self._plain_rooms]
        if any(told):
            for name in _INSTRUCTIONS:
                texts = [getattr(each, name) if each is not None else None for each in told]
                fields.append(field_of(("instructions", name), texts))
        return fields

    @property
    def columns(self) -> Iterator[Column]:
        """Descriptions and instructions by field and language."""
        return (column for field in self.long_texts for column in field.columns())

    @cached_property
    def _plain_rooms(self) -> Sequence[Room]:
        return [plain(room) for room in self.catalogue.rooms]

    def _rows(self, table: Table) -> Sequence[Named]:
        rows: Sequence[Named] | None = getattr(self.reference, table, None)
        return rows or ()

    @cached_property
    def _venue_labels(self) -> Mapping[str, str]:
        return {
            name.casefold(): f"{venue.name.get('fi') or name} ({venue.tprek})"
            for venue in self.venues or ()
            if venue.tprek
            for name in (*venue.name.values(), venue.tprek)
            if name
        }

    @cached_property
    def _tables(self) -> dict[Table, dict[str, list[Named]]]:
        return {}

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        return {room.key.casefold(): room.key for room in self.catalogue.rooms}

    @cached_property
    def _labels(self) -> dict[Table, Mapping[str, str]]:
        return {}

    @cached_property
    def _guesses(self) -> Guesses:
        return Guesses()


_INSTRUCTIONS = ("pending", "confirmed", "cancelled", "applicants")
