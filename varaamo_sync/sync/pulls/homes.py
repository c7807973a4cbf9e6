"""Where in the catalogue a room of the booking system belongs: service unit and venue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from varaamo_sync.model import LANGS, Catalogue, ServiceUnit, Text, Venue
from varaamo_sync.snapshot import Snapshot
from varaamo_sync.sync.pulls.results import LeftReason


class Home(NamedTuple):
    """A place for a room in the files."""

    unit: ServiceUnit
    venue: Venue


class Homes:
    """The venues of the files, with the service units that have them.

    Args:
        catalogue: Its rooms tell the venues.
        listed: Venues of the files, those without rooms among them.
        snapshot: The booking system's venues.
        units: Service units that are asked for; none means all.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        listed: Iterable[tuple[ServiceUnit, Venue]],
        snapshot: Snapshot,
        units: Collection[ServiceUnit],
    ) -> None:
        self._units = units
        self._venues = {venue.pk: venue for venue in snapshot.venues}
        self._known: defaultdict[str, dict[ServiceUnit, Venue]] = defaultdict(dict)
        of_rooms = ((room.service_unit, room.venue) for room in catalogue.rooms)
        for unit, venue in (*of_rooms, *listed):
            if venue.tprek:
                self._known[venue.tprek].setdefault(unit, venue)

    def add(self, home: Home) -> None:
        """Add a venue that comes into the files."""
        self._known[home.venue.tprek or ""].setdefault(home.unit, home.venue)

    def find(self, venue: int) -> Home | LeftReason | None:
        """Return where a room belongs that the catalogue never had, or why nobody can say.

        Args:
            venue: Number of its venue in the booking system.

        Returns:
            ``None`` where it belongs to no service unit that was asked for, or to no venue of the
            catalogue.
        """
        return _only(self._asked(self._places(venue)))

    def find_again(self, venue: int, told: ServiceUnit | None) -> Home | LeftReason | None:
        """Return where a room belongs that was in the catalogue, or why nobody can say.

        Args:
            venue: Number of its venue in the booking system.
            told: Its service unit, as far as that is known.

        Returns:
            ``None`` where it belongs to no service unit that was asked for.
        """
        remote, known = self._venues.get(venue), self._places(venue)
        if told is not None and self._units and told not in self._units:
            return None
        if told is None and known:
            return _only(self._asked(known))
        if remote is None or not remote.tprek:
            return LeftReason.NO_TPREK
        unit = told or (next(iter(self._units)) if len(self._units) == 1 else None)
        if unit is None:
            return LeftReason.SEVERAL_UNITS
        names = {lang: remote.name[lang] for lang in LANGS if remote.name.get(lang)}
        new = Venue(tprek=remote.tprek, name=Text.model_validate(names))
        return Home(unit, known.get(unit) or next(iter(known.values()), new))

    def _places(self, venue: int) -> Mapping[ServiceUnit, Venue]:
        remote = self._venues.get(venue)
        return self._known.get((remote.tprek if remote else None) or "", {})

    def _asked(self, places: Mapping[ServiceUnit, Venue]) -> Mapping[ServiceUnit, Venue]:
        return {u: venue for u, venue in places.items() if not self._units or u in self._units}


def _only(asked: Mapping[ServiceUnit, Venue]) -> Home | LeftReason | None:
    if len(asked) > 1:
        return LeftReason.SEVERAL_UNITS
    return Home(*next(iter(asked.items()))) if asked else None
