"""Making a plan of what the opening-hours system has now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from varaamo_sync.booking.flow import Flow
from varaamo_sync.hours import (
    LONGEST_ORIGIN,
    AsyncHoursAPI,
    DatePeriod,
    HoursAPI,
    ReadPeriods,
    ReadResources,
    Resource,
    ResourceId,
    Resources,
    Rows,
    hours_horizon,
    wanted_periods,
)
from varaamo_sync.model import HELSINKI, Hours, Room
from varaamo_sync.plan import OnConflict
from varaamo_sync.state.records import RoomState
from varaamo_sync.sync.flow import Part, run, run_async
from varaamo_sync.sync.hours.plan import (
    HoursPlan,
    PeriodPlan,
    RoomHours,
    Waits,
    number_of,
    origin_of,
    plan_period,
)
from varaamo_sync.sync.hours.settling import settle_hours_flow
from varaamo_sync.sync.settings import PushSettings

_LONGEST_NUMBER = 20
"""Signs that numbers of periods take: of an exception from a day on some years long, or less."""


@dataclass(frozen=True, slots=True)
class HoursRoom:
    """A room of the catalogue, with what it is in the booking system.

    Attributes:
        room: The room.
        ext_uuid: Its identity in the booking system; ``None`` where it is not there.
    """

    room: Room
    ext_uuid: str | None

    @property
    def hours(self) -> Hours | None:
        """Its hours, where the catalogue states any that are taken there."""
        hours = self.room.hours
        return None if hours is None or hours.kept_in else hours


def prepare_hours(
    api: HoursAPI,
    catalogue: str,
    rooms: Iterable[HoursRoom],
    *,
    settings: PushSettings,
    on_conflict: OnConflict = "theirs",
    settling: bool = True,
) -> HoursPlan:
    """Read what the opening-hours system has of some rooms, and plan. It writes nothing there.

    Args:
        api: The opening-hours system.
        catalogue: Id of the catalogue.
        rooms: Its rooms; those whose hours it does not state are left alone.
        settings: State and clock; the state is of hours alone, no rooms' one.
        on_conflict: Whether periods that staff changed are kept (``theirs``).
        settling: Whether to find out first what became of writes that a killed push left open.

    Raises:
        HoursError: The opening-hours system could not be read.
    """
    subject = HoursSubject(api.origin, catalogue, tuple(rooms), on_conflict == "ours")
    return run(_part(subject, settings, settling=settling), api, settings)


async def prepare_hours_async(
    api: AsyncHoursAPI,
    catalogue: str,
    rooms: Iterable[HoursRoom],
    *,
    settings: PushSettings,
    on_conflict: OnConflict = "theirs",
    settling: bool = True,
) -> HoursPlan:
    """Do the same asynchronously; see ``prepare_hours``."""
    subject = HoursSubject(api.origin, catalogue, tuple(rooms), on_conflict == "ours")
    return await run_async(_part(subject, settings, settling=settling), api, settings)


def _part(subject: HoursSubject, settings: PushSettings, *, settling: bool) -> Part[HoursPlan]:
    flow = prepare_hours_flow(subject, settings, settling=settling)
    return Part("prepare_hours", flow, {"origin": subject.source, "catalogue": subject.catalogue})


@dataclass(frozen=True, slots=True)
class HoursSubject:
    """What a plan is made of.

    Attributes:
        source: Origin of the opening-hours system.
        catalogue: Id of the catalogue.
        rooms: Its rooms.
        ours: Whether what staff changed is to be as the catalogue says all the same.
    """

    source: str
    catalogue: str
    rooms: tuple[HoursRoom, ...]
    ours: bool


def prepare_hours_flow(
    subject: HoursSubject, settings: PushSettings, *, settling: bool
) -> Flow[HoursPlan]:
    """Settle, read and plan; see ``prepare_hours``."""
    if settling:
        yield from settle_hours_flow(settings)
    noted, remembered = settings.state.last_note(), settings.state.remembered()
    today = settings.now().astimezone(HELSINKI).date()
    stated = [room for room in subject.rooms if room.hours is not None]
    ids = dict.fromkeys(id for room in stated for id in (_id_of(room), _venue_of(room)) if id)
    resources: Resources = yield ReadResources(tuple(ids))
    there = dict.fromkeys(resource.pk for resource in resources.found.values())
    periods: Mapping[int, Rows[DatePeriod]] = yield ReadPeriods(tuple(there))
    planner = _Planner(subject.catalogue, resources, periods, remembered, today, subject.ours)
    rooms = tuple(map(planner.plan, stated))
    return HoursPlan(subject.source, subject.catalogue, today, rooms, noted)


def _id_of(room: HoursRoom) -> ResourceId | None:
    if room.ext_uuid is not None:
        with suppress(ValueError):
            return ResourceId.of_room(room.ext_uuid)
    return None


def _venue_of(room: HoursRoom) -> ResourceId | None:
    tprek = room.room.venue.tprek
    if tprek is not None and room.hours is not None and room.hours.inherit:
        with suppress(ValueError):
            return ResourceId.of_venue(tprek)
    return None


@dataclass(frozen=True, slots=True)
class _Planner:
    """What the plan of every room rests on."""

    catalogue: str
    resources: Resources
    periods: Mapping[int, Rows[DatePeriod]]
    remembered: Mapping[str, RoomState]
    today: date
    ours: bool

    def plan(self, subject: HoursRoom) -> RoomHours:
        """Return what is done with the hours of a room."""
        room, id = subject.room, _id_of(subject)
        if subject.ext_uuid is None:
            return RoomHours(room, waits=Waits.NOT_IN_VARAAMO)
        resource = self.resources.found.get(id) if id else None
        if resource is None:
            return RoomHours(room, subject.ext_uuid, waits=Waits.NOT_LINKED)
        made = RoomHours(room, subject.ext_uuid, resource.pk)
        waits = self._waits(subject, resource)
        if waits is not None:
            return replace(made, waits=waits)
        try:
            return self._compare(made, self._wanted(subject, resource))
        except ValueError:
            return replace(made, waits=Waits.INVALID)

    def _waits(self, subject: HoursRoom, resource: Resource) -> Waits | None:
        assert subject.ext_uuid is not None
        longest = origin_of(subject.ext_uuid, self.catalogue, "0" * _LONGEST_NUMBER)
        if len(longest.origin_id) > LONGEST_ORIGIN:
            return Waits.LONG_ID
        if resource.read_only:
            return Waits.READ_ONLY
        venue = self._venue(subject)
        if subject.hours is not None and subject.hours.inherit and venue is None:
            return Waits.NO_VENUE
        read = [self.periods[one.pk] for one in (resource, venue) if one is not None]
        return Waits.UNREAD if any(rows.unread for rows in read) else None

    def _venue(self, subject: HoursRoom) -> Resource | None:
        id = _venue_of(subject)
        return self.resources.found.get(id) if id else None

    def _wanted(self, subject: HoursRoom, resource: Resource) -> Mapping[str, DatePeriod]:
        assert subject.hours is not None
        assert subject.ext_uuid is not None
        venue = self._venue(subject)
        found = wanted_periods(
            subject.hours,
            resource=resource.pk,
            horizon=hours_horizon(self.today),
            of_venue=self.periods[venue.pk].read if venue else (),
        )
        marks = {
            one.number: origin_of(subject.ext_uuid, self.catalogue, one.number) for one in found
        }
        return {one.number: replace(one.period, origins=(marks[one.number],)) for one in found}

    def _compare(self, made: RoomHours, wanted: Mapping[str, DatePeriod]) -> RoomHours:
        found: defaultdict[str, list[DatePeriod]] = defaultdict(list)
        others = 0
        for period in self.periods[made.resource].read:
            number = number_of(period, made.ext_uuid, self.catalogue)
            if number is None:
                others += 1
            else:
                found[number].append(period)
        known = self._known(made)
        numbers = dict.fromkeys((*wanted, *found))
        plans = (
            plan_period(
                number,
                wanted.get(number),
                found.get(number, ()),
                known.get(number),
                today=self.today,
                ours=self.ours,
            )
            for number in numbers
        )
        return replace(made, periods=_only(plans), others=others)

    def _known(self, made: RoomHours) -> Mapping[str, str | None]:
        """Return what was last applied to the same room in the same booking system."""
        state = self.remembered.get(made.key)
        if state is None or state.pairing.ext_uuid != made.ext_uuid:
            return {}
        applied = state.applied.items()
        return {number: None if text is None else str(text) for number, text in applied}


def _only(plans: Iterable[PeriodPlan | None]) -> tuple[PeriodPlan, ...]:
    kept: Sequence[PeriodPlan] = [plan for plan in plans if plan is not None]
    return tuple(kept)
