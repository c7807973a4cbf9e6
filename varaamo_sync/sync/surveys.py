"""Reading everything about a catalogue's venues from a booking system."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from varaamo_sync.booking import (
    AsyncBookingAPI,
    BookingAPI,
    ReadOpenings,
    ReadReference,
    ReadRooms,
    ReadSpaces,
    ReadUser,
    ReadVenues,
    User,
)
from varaamo_sync.booking.flow import Flow, run, run_async
from varaamo_sync.logs import get_log
from varaamo_sync.model import Catalogue, in_helsinki
from varaamo_sync.snapshot import RemoteRoom, Snapshot
from varaamo_sync.sync.flow import Part
from varaamo_sync.sync.handed_in import require_catalogue, require_moment

_LOG = get_log(__name__)


def survey(api: BookingAPI, catalogue: Catalogue, *, now: datetime) -> Snapshot:
    """Read what a booking system has of a catalogue's venues. Needs no login.

    Args:
        api: The booking system.
        catalogue: Whose venues to read.
        now: The moment, with time zone; it is kept in the snapshot.

    Raises:
        BookingError: The booking system could not be read.
        TypeError: Something else was handed in.
        ValueError: ``now`` has no time zone.
    """
    _require_parts("survey", api, catalogue, now)
    with survey_part(catalogue, api.origin, now).begun() as flow:
        return run(flow, api.execute)


async def survey_async(api: AsyncBookingAPI, catalogue: Catalogue, *, now: datetime) -> Snapshot:
    """Do the same asynchronously; see ``survey``."""
    _require_parts("survey_async", api, catalogue, now)
    with survey_part(catalogue, api.origin, now).begun() as flow:
        return await run_async(flow, api.execute)


def _require_parts(function: str, api: object, catalogue: object, now: object) -> None:
    require_catalogue(function, api, catalogue)
    require_moment(function, now)


def survey_part(
    catalogue: Catalogue, origin: str, now: datetime, *, also: Collection[int] = ()
) -> Part[Snapshot]:
    """Return a survey as a part of what is done: its commands, and the snapshot as its result.

    Args:
        catalogue: Whose venues to read.
        origin: Scheme, host and port of the booking system.
        now: The moment, with time zone.
        also: Numbers of further venues to read.
    """
    flow = _survey_flow(catalogue, origin, now, also)
    return Part("survey", flow, {"origin": origin, "catalogue": catalogue.id})


def _survey_flow(
    catalogue: Catalogue, origin: str, now: datetime, also: Collection[int]
) -> Flow[Snapshot]:
    user: User | None = yield ReadUser()
    logged_in = user is not None
    reference = yield ReadReference(logged_in=logged_in)
    venues = yield ReadVenues()
    wanted = {room.venue.tprek for room in catalogue.rooms if room.venue.tprek}
    ours = tuple(venue.pk for venue in venues if venue.tprek in wanted or venue.pk in also)
    spaces = yield ReadSpaces(ours)
    rooms: tuple[RemoteRoom, ...] = yield ReadRooms(ours, logged_in)
    # The slow look-up of opening hours is asked only where it decides (facts, section 4b).
    decided = tuple(
        room.pk
        for room in rooms
        if room.publishing.visible and room.reservation.open and not room.season_only
    )
    openings = (yield ReadOpenings(decided)) if decided else {}
    fields = {"origin": origin, "venues": len(ours), "rooms": len(rooms)}
    _LOG.info("surveyed %s: %d rooms in %d venues", origin, len(rooms), len(ours), extra=fields)
    for pk, opening in openings.items():
        if opening.fault is not None:
            broken = {"origin": origin, "room": pk, "said": opening.fault}
            _LOG.warning(
                "room %d takes lists of openings down: %s", pk, opening.fault, extra=broken
            )
    rooms = tuple(
        replace(
            room,
            closed=openings[room.pk].closed,
            linked=openings[room.pk].linked,
            hours=openings[room.pk].hours,
            first_reservable=openings[room.pk].first_reservable,
            opening_fault=openings[room.pk].fault,
        )
        if room.pk in openings
        else room
        for room in rooms
    )
    return Snapshot(
        taken=in_helsinki(now),
        origin=origin,
        reference=reference,
        venues=venues,
        spaces=spaces,
        rooms=rooms,
        logged_in=logged_in,
        surveyed=frozenset(ours),
    )
