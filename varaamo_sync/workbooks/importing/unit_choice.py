"""Which service unit a room of a workbook belongs to, and whether its venue fits.

The row says it, else the command, else the form itself, which was made for one, else the venue,
where all its rooms are one unit's. A room is never put into a venue of another unit by guess.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from varaamo_sync.model import Room, ServiceUnit, Venue
from varaamo_sync.workbooks.importing.sheet_rooms import SheetRoom
from varaamo_sync.workbooks.importing.venue_matcher import VenueBook
from varaamo_sync.workbooks.text import shown


class Choice(NamedTuple):
    """A service unit; or the rule by which there is none, and what its message speaks of."""

    unit: ServiceUnit | None
    rule: str = ""
    params: Mapping[str, object] = {}


class UnitChoice:
    """Chooses service units of rooms."""

    def __init__(self, book: VenueBook, given: ServiceUnit | None) -> None:
        self._book = book
        self._given = given

    def stated(self, room: SheetRoom) -> ServiceUnit | None:
        """Return the unit that a room's own row states."""
        stated = room.text("service_unit")
        return ServiceUnit(stated) if stated else None

    def of_new(self, room: SheetRoom, venue: Venue) -> Choice:
        """Choose the unit of a room that the catalogue does not have."""
        fitting = self._book.units_of(venue)
        unit = self.stated(room) or self._given or room.unit
        name = shown(room.text("name.fi") or room.text("key"))
        if unit is None and len(fitting) == 1:
            return Choice(next(iter(fitting)))
        if unit is None:
            return Choice(None, "import-unit-missing", missing(name, fitting))
        if fitting and unit not in fitting:
            return Choice(None, "import-unit-other", _other(name, unit, fitting, venue))
        return Choice(unit)

    def of_known(self, room: SheetRoom, known: Room) -> Choice:
        """Tell whether a room of the catalogue may be changed by a form of some unit.

        What a row states of a room that is there is told elsewhere, and changes only its unit.
        """
        unit = self.stated(room) or self._given or room.unit or known.service_unit
        if unit is known.service_unit or self.stated(room) is not None:
            return Choice(known.service_unit)
        fitting = {known.service_unit}
        return Choice(
            None, "import-unit-other", _other(shown(known.label()), unit, fitting, known.venue)
        )


def missing(name: str, fitting: Collection[ServiceUnit]) -> Mapping[str, object]:
    """Return what the message of a missing unit speaks of: only units that may be meant."""
    return {"room": name, "units": _listed(fitting or tuple(ServiceUnit))}


def _other(
    name: str, unit: ServiceUnit, fitting: Collection[ServiceUnit], venue: Venue
) -> Mapping[str, object]:
    return {
        "room": name,
        "given": unit.value,
        "venue": shown(venue.label()),
        "units": _listed(fitting),
        "unit": min(one.value for one in fitting),
    }


def _listed(units: Collection[ServiceUnit]) -> str:
    return ", ".join(sorted(unit.value for unit in units))
