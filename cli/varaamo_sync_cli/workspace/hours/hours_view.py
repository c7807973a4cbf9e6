"""What the opening-hours system has of the rooms of a catalogue: what ``hours status`` shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from varaamo_sync.goal import Progress, progress
from varaamo_sync.hours import RoomHoursSeen, RoomToAsk, Why, survey_hours
from varaamo_sync.model import HELSINKI, Catalogue, Room, ServiceUnit
from varaamo_sync.snapshot import Snapshot
from varaamo_sync.sync import survey
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.workspace.access.hours_system import demand_hours, hours_api
from varaamo_sync_cli.workspace.access.targets import Place, Use, booking_api, demand_origin
from varaamo_sync_cli.workspace.booking.notices import tell_broken, tell_unread
from varaamo_sync_cli.workspace.catalogue.catalogue_folder import read_folder
from varaamo_sync_cli.workspace.history.history_book import open_book


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursView:
    """What ``hours status`` shows.

    Attributes:
        origin: Origin of the booking system.
        source: Origin of the opening-hours system.
        taken: When it was read.
        rooms: Rooms of the catalogue that are in the booking system, each with what the
            opening-hours system has of it.
        missing: How many rooms of the catalogue are not in the booking system.
    """

    catalogue: Catalogue
    origin: str
    source: str
    taken: datetime
    rooms: tuple[tuple[Room, RoomHoursSeen], ...]
    missing: int

    @property
    def open(self) -> int:
        """How many rooms have bookable hours in the coming weeks."""
        return sum(seen.absence.why is Why.HAS_HOURS for _, seen in self.rooms)


def view_hours(place: Place, units: Collection[ServiceUnit], *, url: str | None) -> HoursView:
    """Survey the booking system for the rooms' identities, and ask for their hours.

    Args:
        place: Where the command works.
        units: Service units that are shown; none for all.
        url: Address of the opening-hours system, where one was typed.

    Raises:
        BookingError: The booking system could not be read.
        HoursError: The opening-hours system could not be read.
    """
    reading = read_folder(place.folder)
    catalogue, moment = reading.usable(), now()
    tell_unread(reading)
    demand_origin(place.choice, catalogue)
    with hours_api(place.choice, catalogue, place.folder, url=url) as hours:
        with booking_api(place.choice, catalogue, place.folder, Use.LOOK) as api:
            snapshot = survey(api, catalogue, now=moment)
            demand_hours(snapshot.reference.capabilities)
            origin = api.origin
        tell_broken(snapshot)
        with open_book(place, origin, catalogue.id) as book:
            found = progress(catalogue, snapshot, book.pairings(), findings=(), found={})
        rooms = _rooms(found, snapshot, units)
        asked = (RoomToAsk(room.key, uuid, room.venue.tprek) for room, uuid in rooms.values())
        seen = survey_hours(hours, asked, moment.astimezone(HELSINKI).date())
        source = hours.origin
    there = ((room, seen[key]) for key, (room, _) in rooms.items())
    return HoursView(
        catalogue=catalogue,
        origin=origin,
        source=source,
        taken=moment,
        rooms=tuple(
            (room, one) for room, one in there if one.absence.why is not Why.NOT_IN_VARAAMO
        ),
        missing=sum(one.absence.why is Why.NOT_IN_VARAAMO for one in seen.values()),
    )


def _rooms(
    found: Progress, snapshot: Snapshot, units: Collection[ServiceUnit]
) -> Mapping[str, tuple[Room, str | None]]:
    """Return each room by its key, with its identity in the booking system where it is there."""
    uuids = {room.pk: room.ext_uuid for room in snapshot.rooms}
    return {
        item.room.key: (item.room, uuids.get(item.evidence.pk or -1))
        for item in found.rooms
        if not units or item.room.service_unit in units
    }
