"""Reading everything about a catalogue's venues from a booking system."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from varaamo_sync.booking import (
    AsyncBookingAPI,
    BookingAPI,
    Command,
    ReadOpenings,
    ReadReference,
    ReadRooms,
    ReadSpaces,
    ReadUser,
    ReadVenues,
    User,
)
from varaamo_sync.errors import BookingError
from varaamo_sync.rooms import Catalogue
from varaamo_sync.snapshot import RemoteRoom, Snapshot

T = TypeVar("T")
Steps = Generator[Command[Any], Any, T]


def survey(api: BookingAPI, catalogue: Catalogue, *, now: datetime) -> Snapshot:
    """Read what a booking system has of a catalogue's venues. Needs no login.

    Args:
        api: The booking system.
        catalogue: Whose venues to read.
        now: The moment, with time zone; it is kept in the snapshot.

    Raises:
        BookingError: The booking system could not be read.
    """
    return run(survey_steps(catalogue, api.origin, now), api)


async def survey_async(api: AsyncBookingAPI, catalogue: Catalogue, *, now: datetime) -> Snapshot:
    """Do the same asynchronously; see ``survey``."""
    return await run_async(survey_steps(catalogue, api.origin, now), api)


def survey_steps(catalogue: Catalogue, origin: str, now: datetime) -> Steps[Snapshot]:
    """Yield the commands of a survey, and return the snapshot."""
    user: User | None = yield ReadUser()
    logged_in = user is not None
    reference = yield ReadReference(logged_in=logged_in)
    venues = yield ReadVenues()
    wanted = {room.venue.tprek for room in catalogue.rooms if room.venue.tprek}
    ours = tuple(venue.pk for venue in venues if venue.tprek in wanted)
    spaces = yield ReadSpaces(ours)
    rooms: tuple[RemoteRoom, ...] = yield ReadRooms(ours, logged_in)
    # The slow look-up of opening hours is asked only where it decides (facts, section 4b).
    visible = tuple(r.pk for r in rooms if r.publishing.visible and r.reservation.open)
    openings = (yield ReadOpenings(visible)) if visible else {}
    return Snapshot(
        taken=now,
        origin=origin,
        reference=reference,
        venues=venues,
        spaces=spaces,
        rooms=tuple(
            replace(
                room,
                closed=openings[room.pk].closed,
                first_reservable=openings[room.pk].first_reservable,
            )
            if room.pk in openings
            else room
            for room in rooms
        ),
        logged_in=logged_in,
    )


def run(steps: Steps[T], api: BookingAPI) -> T:
    """Carry out a series of commands one after the other."""
    try:
        command = next(steps)
        while True:
            try:
                answer = api.execute(command)
            except BookingError as error:
                command = steps.throw(error)
            else:
                command = steps.send(answer)
    except StopIteration as stop:
        result: T = stop.value
        return result


async def run_async(steps: Steps[T], api: AsyncBookingAPI) -> T:
    """Carry out a series of commands one after the other, asynchronously."""
    try:
        command = next(steps)
        while True:
            try:
                answer = await api.execute(command)
            except BookingError as error:
                command = steps.throw(error)
            else:
                command = steps.send(answer)
    except StopIteration as stop:
        result: T = stop.value
        return result
