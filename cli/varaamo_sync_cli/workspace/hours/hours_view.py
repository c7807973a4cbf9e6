"""What the opening-hours system has of the rooms of a catalogue: what ``hours status`` shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from varaamo_sync.booking import opening_hours_link
from varaamo_sync.capabilities import Feature
from varaamo_sync.goal import Progress, RoomProgress, progress
from varaamo_sync.hours import RoomHoursSeen, RoomToAsk, Why, survey_hours
from varaamo_sync.model import HELSINKI, SANDBOX_ORIGIN, Catalogue, Room, ServiceUnit, Venue
from varaamo_sync.snapshot import Snapshot
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.sync import PushSettings, survey
from varaamo_sync.sync.hours import HoursOptions, RoomHours, prepare_hours
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.workspace.access.hours_system import hours_api
from varaamo_sync_cli.workspace.access.push_lock import hours_scope
from varaamo_sync_cli.workspace.access.targets import (
    Place,
    Use,
    booking_api,
    demand_feature,
    demand_origin,
)
from varaamo_sync_cli.workspace.booking.notices import tell_broken, tell_unread
from varaamo_sync_cli.workspace.booking.open_workspace import open_store
from varaamo_sync_cli.workspace.catalogue.catalogue_folder import read_folder
from varaamo_sync_cli.workspace.history.history_book import open_book
from varaamo_sync_cli.workspace.hours.hours_desk import rooms_with_hours
from varaamo_sync_cli.workspace.hours.read_once import ReadOnce

_ENDED_BY_A_PUSH = (Why.NEVER, Why.ONLY_IGNORED, Why.ENDED)
"""Reasons that hours of the catalogue do away with."""


@dataclass(frozen=True, slots=True)
class SeenRoom:
    """A room with what both systems have of it.

    Attributes:
        progress: What the booking system showed of it.
        seen: What the opening-hours system has of it.
    """

    progress: RoomProgress
    seen: RoomHoursSeen

    @property
    def room(self) -> Room:
        """The room of the catalogue."""
        return self.progress.room

    @property
    def why(self) -> Why:
        """Why it has no bookable hours, or that it has some."""
        return self.seen.absence.why

    @property
    def waits_for_staff(self) -> bool:
        """Whether people can set its hours, and somebody should."""
        return self.seen.resource is not None and self.why not in (Why.HAS_HOURS, Why.LATER)

    @property
    def awaits_push(self) -> bool:
        """Whether the catalogue states its hours, and they are not there yet."""
        hours = self.room.hours
        return hours is not None and not hours.kept_in and self.why in _ENDED_BY_A_PUSH


@dataclass(frozen=True, slots=True)
class VenueLink:
    """The address that opens the hours of a venue's rooms at once.

    Attributes:
        venue: The venue.
        rooms: Rooms that it opens: those whose hours are missing.
        link: The address; it holds no secret.
    """

    venue: Venue
    rooms: tuple[Room, ...]
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursView:
    """What ``hours status`` shows.

    Attributes:
        origin: Origin of the booking system.
        source: Origin of the opening-hours system.
        taken: When it was read.
        address: Its address, with the path: the origin alone may be that of the booking system.
        rooms: Rooms of the catalogue that are in the booking system.
        missing: How many rooms of the catalogue are not in the booking system.
        dropped: Rooms with hours of ours that the catalogue does not state any more.
    """

    catalogue: Catalogue
    origin: str
    source: str
    address: str
    taken: datetime
    rooms: tuple[SeenRoom, ...]
    missing: int
    dropped: tuple[RoomHours, ...] = ()

    @property
    def open(self) -> int:
        """How many rooms have bookable hours in the coming weeks."""
        return sum(item.why is Why.HAS_HOURS for item in self.rooms)

    @property
    def links(self) -> tuple[VenueLink, ...]:
        """Addresses by venue, most rooms first; the sandbox on this machine has no such pages."""
        by_venue: dict[str, list[SeenRoom]] = {}
        for item in self.rooms if self.origin != SANDBOX_ORIGIN else ():
            if item.waits_for_staff:
                by_venue.setdefault(item.room.venue.identity, []).append(item)
        links = [_link(self.origin, items) for items in by_venue.values()]
        return tuple(sorted(links, key=lambda link: -len(link.rooms)))


def _link(origin: str, items: Sequence[SeenRoom]) -> VenueLink:
    numbers = [item.progress.evidence.pk for item in items if item.progress.evidence.pk]
    rooms = tuple(item.room for item in items)
    return VenueLink(rooms[0].venue, rooms, opening_hours_link(origin, numbers))


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
    demand_feature(place.choice, catalogue, Feature.OPENING_HOURS, "hours-not-taken")
    with hours_api(place.choice, catalogue, place.folder, url=url) as hours:
        with booking_api(place.choice, catalogue, place.folder, Use.LOOK) as api:
            snapshot = survey(api, catalogue, now=moment)
            origin = api.origin
        tell_broken(snapshot)
        with open_book(place, origin, catalogue.id) as book:
            pairings = book.pairings()
            whole = reading.held_against(book.last_counts()).complete
        found = progress(catalogue, snapshot, pairings, findings=(), found={})
        rooms = _rooms(found, snapshot, units)
        asked = (
            RoomToAsk(item.room.key, uuid, item.room.venue.tprek) for item, uuid in rooms.values()
        )
        once = ReadOnce(hours)
        seen = survey_hours(once, asked, moment.astimezone(HELSINKI).date())
        with open_store(place, Use.LOOK) as store:
            state = store.state(hours_scope(origin, hours.origin), catalogue.id)
            plan = prepare_hours(
                once,
                catalogue.id,
                rooms_with_hours(catalogue, snapshot, pairings),
                settings=PushSettings(state=state, now=now),
                options=HoursOptions(units=frozenset(units), whole=whole),
                settling=False,
            )
        source, address = hours.origin, hours.address
    both = tuple(SeenRoom(item, seen[key]) for key, (item, _) in rooms.items())
    there = tuple(item for item in both if item.why is not Why.NOT_IN_VARAAMO)
    return HoursView(
        catalogue=catalogue,
        origin=origin,
        source=source,
        address=address,
        taken=moment,
        rooms=there,
        missing=len(both) - len(there),
        dropped=plan.dropped,
    )


def _rooms(
    found: Progress, snapshot: Snapshot, units: Collection[ServiceUnit]
) -> Mapping[str, tuple[RoomProgress, str | None]]:
    """Return each room by its key, with its identity in the booking system where it is there."""
    uuids = {room.pk: room.ext_uuid for room in snapshot.rooms}
    return {
        item.room.key: (item, uuids.get(item.evidence.pk or -1))
        for item in found.rooms
        if not units or item.room.service_unit in units
    }
