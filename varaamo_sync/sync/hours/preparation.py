"""Making a plan of what the opening-hours system has now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from varaamo_sync.booking.flow import Flow
from varaamo_sync.hours import (
    AsyncHoursAPI,
    DatePeriod,
    HoursAPI,
    ReadPeriods,
    ReadResources,
    Resources,
    Rows,
)
from varaamo_sync.model import HELSINKI, ServiceUnit
from varaamo_sync.model.units import read_units
from varaamo_sync.plan import OnConflict
from varaamo_sync.plan.compare import takes_ours
from varaamo_sync.plan.departed import find_unit
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.state.records import RoomState
from varaamo_sync.sync.async_door import run_async
from varaamo_sync.sync.flow import Part, run
from varaamo_sync.sync.handed_in import require_api, require_kind
from varaamo_sync.sync.hours.plan import HoursPlan, LeftRoom
from varaamo_sync.sync.hours.planning import HoursRoom, RoomPlanner
from varaamo_sync.sync.hours.settling import settle_hours_flow
from varaamo_sync.sync.settings import PushSettings


@dataclass(frozen=True, slots=True)
class HoursOptions:
    """How a plan of hours is to be made.

    Attributes:
        on_conflict: Whether periods that staff changed are kept (``theirs``).
        remove: Whether hours of ours that the catalogue does not state any more are deleted: of
            rooms that left it, or that dropped their hours. Else they stay, and are told.
        units: Service units that it is about; none for all.
        whole: Whether all of the catalogue was read; else no room of it is known to have left,
            and nothing is removed.

    Raises:
        UsageError: ``on_conflict`` is neither, or there is no such service unit.
    """

    on_conflict: OnConflict = "theirs"
    remove: bool = False
    units: frozenset[ServiceUnit] = frozenset()
    whole: bool = True

    def __post_init__(self) -> None:
        takes_ours(self.on_conflict)
        object.__setattr__(self, "units", read_units(self.units))


def prepare_hours(
    api: HoursAPI,
    catalogue: str,
    rooms: Iterable[HoursRoom],
    *,
    settings: PushSettings,
    options: HoursOptions | None = None,
    settling: bool = True,
) -> HoursPlan:
    """Read what the opening-hours system has of some rooms, and plan. It writes nothing there.

    Args:
        api: The opening-hours system.
        catalogue: Id of the catalogue.
        rooms: All of its rooms; one that is remembered and not among them has left it. Those that
            are known to have left may be given, too, with what they are called (``LeftRoom``).
        settings: State and clock; the state is of hours alone, no rooms' one.
        options: How it is to be made.
        settling: Whether to find out first what became of writes that a killed push left open.

    Raises:
        HoursError: The opening-hours system could not be read.
    """
    _require_parts("prepare_hours", api, catalogue)
    subject = HoursSubject(api.origin, catalogue, tuple(rooms), options or HoursOptions())
    return run(_part(subject, settings, settling=settling), api, settings)


async def prepare_hours_async(
    api: AsyncHoursAPI,
    catalogue: str,
    rooms: Iterable[HoursRoom],
    *,
    settings: PushSettings,
    options: HoursOptions | None = None,
    settling: bool = True,
) -> HoursPlan:
    """Do the same asynchronously; see ``prepare_hours``."""
    _require_parts("prepare_hours_async", api, catalogue)
    subject = HoursSubject(api.origin, catalogue, tuple(rooms), options or HoursOptions())
    return await run_async(_part(subject, settings, settling=settling), api, settings)


def _require_parts(function: str, api: object, catalogue: object) -> None:
    require_api(function, api)
    require_kind(function, "catalogue", catalogue, str, "the id of a catalogue: catalogue.id")


def _part(subject: HoursSubject, settings: PushSettings, *, settling: bool) -> Part[HoursPlan]:
    flow = prepare_hours_flow(subject, settings, settling=settling)
    return Part("prepare_hours", flow, {"origin": subject.source, "catalogue": subject.catalogue})


@dataclass(frozen=True, slots=True)
class HoursSubject:
    """What a plan is made of.

    Attributes:
        source: Origin of the opening-hours system.
        catalogue: Id of the catalogue.
        rooms: Its rooms, and perhaps some that left it.
        options: How it is to be made.
    """

    source: str
    catalogue: str
    rooms: tuple[HoursRoom, ...]
    options: HoursOptions

    def asked(self, remembered: Mapping[str, RoomState]) -> Iterator[HoursRoom]:
        """Yield the rooms that it is about, with those that are only remembered."""
        units = self.options.units
        for room in (*self.rooms, *self._only_remembered(remembered)):
            known = self.options.whole or not isinstance(room.room, LeftRoom)
            if known and (not units or room.room.service_unit in units):
                yield room

    def _only_remembered(self, remembered: Mapping[str, RoomState]) -> Iterator[HoursRoom]:
        keys = {room.room.key for room in self.rooms}
        uuids = {room.ext_uuid for room in self.rooms}
        for key, state in remembered.items():
            has_any = any(value is not None for value in state.applied.values())
            if has_any and key not in keys and state.pairing.ext_uuid not in uuids:
                left = LeftRoom(key, service_unit=find_unit(key, None))
                yield HoursRoom(left, state.pairing.ext_uuid)


def prepare_hours_flow(
    subject: HoursSubject, settings: PushSettings, *, settling: bool
) -> Flow[HoursPlan]:
    """Settle, read and plan; see ``prepare_hours``."""
    if settling:
        yield from settle_hours_flow(settings)
    noted, remembered = settings.state.last_note(), settings.state.remembered()
    today = settings.now().astimezone(HELSINKI).date()
    asked = tuple(subject.asked(remembered))
    ids = dict.fromkeys(id for room in asked for id in (room.id, room.venue_id) if id)
    resources: Resources = yield ReadResources(tuple(ids))
    there = dict.fromkeys(resource.pk for resource in resources.found.values())
    periods: Mapping[int, Rows[DatePeriod]] = yield ReadPeriods(tuple(there))
    planner = RoomPlanner(
        catalogue=subject.catalogue,
        resources=resources,
        periods=periods,
        remembered={state.pairing.ext_uuid: state for state in remembered.values()},
        today=today,
        ours=takes_ours(subject.options.on_conflict),
        keeps=not (subject.options.remove and subject.options.whole),
    )
    return HoursPlan(
        source=subject.source,
        catalogue=subject.catalogue,
        today=today,
        rooms=tuple(planner.plan(room) for room in asked if room.hours is not None),
        unstated=tuple(
            planned
            for room in asked
            if room.hours is None and (planned := planner.plan(room)).resource
        ),
        noted=noted,
    )
