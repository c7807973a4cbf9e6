"""Reads what Hauki has of some rooms, and says of each why nobody can book it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import field
from datetime import date

from varaamo_sync.hours.absence import Absence, Why, why_no_hours
from varaamo_sync.hours.port import HoursAPI, ReadPeriods, ReadResources
from varaamo_sync.hours.protocol.ids import ResourceId
from varaamo_sync.hours.protocol.periods import DatePeriod
from varaamo_sync.hours.protocol.reading import Rows
from varaamo_sync.hours.protocol.resources import Resource
from varaamo_sync.startup.fast_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class RoomToAsk:
    """A room whose hours are asked for.

    Attributes:
        key: Key of the room.
        ext_uuid: Its identity in the booking system; ``None`` where it is not there.
        tprek: Id of its venue, where it is known.
    """

    key: str
    ext_uuid: str | None
    tprek: str | None


@dataclass(frozen=True, slots=True)
class RoomHoursSeen:
    """What Hauki has of a room.

    Attributes:
        absence: Why it has no bookable hours, or that it has some.
        resource: The room in Hauki.
        venue: Its venue there.
        periods: The room's periods.
    """

    absence: Absence
    resource: Resource | None = None
    venue: Resource | None = None
    periods: Rows[DatePeriod] = field(default_factory=Rows)


def survey_hours(
    api: HoursAPI, rooms: Iterable[RoomToAsk], today: date
) -> Mapping[str, RoomHoursSeen]:
    """Return what Hauki has of some rooms, by their keys. Needs no token.

    Args:
        api: The opening-hours system.
        rooms: Rooms to ask for.
        today: The day that it is.

    Raises:
        HoursError: It could not be read.
    """
    asked = [(room, _room_id(room), _venue_id(room)) for room in rooms]
    ids = dict.fromkeys(id for _, *both in asked for id in both if id is not None)
    found = api.execute(ReadResources(tuple(ids))).found
    linked = tuple(found[id].pk for _, id, _ in asked if id is not None and id in found)
    periods = api.execute(ReadPeriods(linked))
    seen: dict[str, RoomHoursSeen] = {}
    for room, id, venue_id in asked:
        if room.ext_uuid is None:
            seen[room.key] = RoomHoursSeen(Absence(Why.NOT_IN_VARAAMO))
            continue
        resource = found.get(id) if id else None
        venue = found.get(venue_id) if venue_id else None
        own: Rows[DatePeriod] = periods[resource.pk] if resource else Rows()
        absence = why_no_hours(resource, venue, own, today)
        seen[room.key] = RoomHoursSeen(absence, resource, venue, own)
    return seen


def _room_id(room: RoomToAsk) -> ResourceId | None:
    if room.ext_uuid is not None:
        with suppress(ValueError):
            return ResourceId.of_room(room.ext_uuid)
    return None


def _venue_id(room: RoomToAsk) -> ResourceId | None:
    if room.tprek is not None:
        with suppress(ValueError):
            return ResourceId.of_venue(room.tprek)
    return None
