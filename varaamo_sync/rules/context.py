"""What a rule may look at beside the room itself."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from varaamo_sync.capabilities import VARAAMO, Capabilities
from varaamo_sync.model import Catalogue, Earlier, Room, Venue
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.suggest import join_names, suggest

if TYPE_CHECKING:
    from varaamo_sync.snapshot import Named, Reference, RemoteVenue
    from varaamo_sync.venue_register import VenueRegister

Table = Literal["types", "purposes", "equipment", "terms", "cancellation_rules"]
"""A table of reference data: a field of ``Reference``."""

T = TypeVar("T")

_MOST_NEAR = 3


@dataclass(frozen=True)
class Context:
    """What a check is of: a catalogue, at a moment, against reference data.

    Attributes:
        catalogue: All rooms.
        now: The moment of the check, in Helsinki.
        reference: Reference data, or ``None`` when none is at hand.
        venues: Venues of the booking system, or ``None`` when they are not at hand.
        overrides: Severities that the catalogue sets itself, by rule id.
        existing: Keys of rooms that are in the booking system already; ``None`` when not known.
        register: Venues of the service map, or ``None`` when they are not at hand.
        system: What the booking system can do.
        own: Ids of the rules that are not of this library.
    """

    catalogue: Catalogue
    now: datetime
    reference: Reference | None = None
    venues: Sequence[RemoteVenue] | None = None
    overrides: Mapping[str, str] = field(default_factory=dict)
    existing: frozenset[str] | None = None
    register: VenueRegister | None = None
    system: Capabilities = VARAAMO
    own: frozenset[str] = frozenset()

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

    def once(self, made_of: Callable[[Catalogue], T]) -> T:
        """Return what a function makes of the whole catalogue, made when it is first asked for."""
        memory = self._memory
        if made_of not in memory:
            memory[made_of] = made_of(self.catalogue)
        made: T = memory[made_of]
        return made

    def named(self, table: Table, name: str) -> Sequence[Named]:
        """Return the rows of reference data that a name or an id may mean."""
        rows = self._remembered(table, lambda: _by_name(self._rows(table)))
        return rows.get(name.strip().casefold(), ())

    def near(self, table: Table, name: str) -> str:
        """Return the names in a table of reference data that come nearest to a name."""
        # Terms are written by their id, everything else by its name.
        words = (str(row.pk) if table == "terms" else row.label for row in self._rows(table))
        labels = {word.casefold(): word for word in words}
        return self._remembered((table, name), lambda: join_names(suggest(name, labels)))

    def near_venues(self, venue: Venue) -> str:
        """Return the venues of the booking system that come nearest to a venue."""
        names = tuple(filter(None, (venue.name.fi, venue.tprek, *venue.aliases)))
        close = (label for name in names for label in suggest(name, self._venue_labels))
        return self._remembered(names, lambda: join_names(dict.fromkeys(close)))

    def near_registered(self, venue: Venue) -> str:
        """Return the venues of the service map that may be meant by a venue."""
        from varaamo_sync.venue_register import find_candidates  # most checks have no register

        venues = self.register.venues if self.register else ()
        name, address = venue.name.fi or venue.label(), venue.address or ""
        found = find_candidates(venues, name, address=address, most=_MOST_NEAR)
        return join_names(f"{one.venue.label()} ({one.venue.tprek})" for one in found)

    def is_there(self, room: Room) -> bool:
        """Whether a room is in the booking system, as far as anybody knows."""
        if self.existing is None:
            return room.earlier is not Earlier.NONE
        return room.key in self.existing

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

    def _remembered(self, key: Hashable, make: Callable[[], T]) -> T:
        if key not in self._memory:
            self._memory[key] = make()
        made: T = self._memory[key]
        return made

    @cached_property
    def _memory(self) -> dict[Hashable, Any]:
        return {}


def _by_name(rows: Sequence[Named]) -> Mapping[str, Sequence[Named]]:
    index: dict[str, list[Named]] = {}
    for row in rows:
        for known in {row.label.casefold(), str(row.pk).casefold()}:
            index.setdefault(known, []).append(row)
    return index
