"""Everything that ``hours plan`` and ``hours push`` work with, opened and closed together."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from varaamo_sync.goal import progress
from varaamo_sync.hours.client import HoursClient
from varaamo_sync.model import Catalogue, ServiceUnit
from varaamo_sync.plan import OnConflict, require_own_catalogue
from varaamo_sync.snapshot import Snapshot
from varaamo_sync.state import Fence
from varaamo_sync.store import Store
from varaamo_sync.sync import PushSettings, survey
from varaamo_sync.sync.hours import HoursPlan, HoursRoom, prepare_hours
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.workspace.access.hours_system import demand_hours, hours_api
from varaamo_sync_cli.workspace.access.targets import (
    Place,
    Use,
    booking_api,
    demand_origin,
    local_sandbox,
)
from varaamo_sync_cli.workspace.booking.notices import tell_broken, tell_unread
from varaamo_sync_cli.workspace.booking.open_workspace import open_store, settles_after
from varaamo_sync_cli.workspace.catalogue.catalogue_folder import read_folder
from varaamo_sync_cli.workspace.history.history_book import open_book


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursDesk:
    """A catalogue's rooms, an opening-hours system, and what is remembered of it.

    Attributes:
        place: Where the command works.
        origin: Origin of the booking system.
        api: The opening-hours system.
        rooms: Rooms of the catalogue, with what they are in the booking system.
    """

    place: Place
    catalogue: Catalogue
    origin: str
    api: HoursClient
    rooms: tuple[HoursRoom, ...]
    store: Store
    settings: PushSettings

    @property
    def scope(self) -> str:
        """What its states and locks are kept under: those of rooms are others."""
        return hours_scope(self.origin, self.api.origin)

    def behind(self, fence: Fence) -> HoursDesk:
        """Return the same with a state that notes writes only while a lock is held."""
        state = self.store.state(self.scope, self.catalogue.id, fence)
        return replace(self, settings=replace(self.settings, state=state))

    def make_plan(self, on_conflict: OnConflict, *, settling: bool) -> HoursPlan:
        """Return what a push would do."""
        return prepare_hours(
            self.api,
            self.catalogue.id,
            self.rooms,
            settings=self.settings,
            on_conflict=on_conflict,
            settling=settling,
        )


def hours_scope(origin: str, source: str) -> str:
    """Return what hours are remembered under: rooms of two booking systems may share one Hauki."""
    return f"{origin} hours {source}"


@contextmanager
def open_hours(
    place: Place,
    use: Use,
    units: Collection[ServiceUnit],
    *,
    url: str | None,
) -> Iterator[HoursDesk]:
    """Read the catalogue and the booking system, and open the opening-hours system and the store.

    Args:
        place: Where the command works.
        use: What for; only to write, the token is used.
        units: Service units that it is about; none for all.
        url: Address of the opening-hours system, where one was typed.

    Raises:
        VaraamoSyncError: One of them cannot be used.
    """
    reading = read_folder(place.folder)
    catalogue, moment = reading.usable(), now()
    tell_unread(reading)
    named = demand_origin(place.choice, catalogue)
    if use.writes:
        require_own_catalogue(catalogue.id, named)
    with booking_api(place.choice, catalogue, place.folder, Use.LOOK) as booking:
        snapshot, origin = survey(booking, catalogue, now=moment), booking.origin
        demand_hours(snapshot.reference.capabilities)
    tell_broken(snapshot)
    rooms = _rooms(place, catalogue, snapshot, origin)
    with (
        hours_api(place.choice, catalogue, place.folder, use, url=url) as api,
        open_store(place, use) as store,
    ):
        settings = PushSettings(
            state=store.state(hours_scope(origin, api.origin), catalogue.id),
            now=now,
            settles_after=settles_after(),
        )
        yield HoursDesk(
            place=place,
            catalogue=catalogue,
            origin=origin,
            api=api,
            rooms=tuple(room for room in rooms if not units or room.room.service_unit in units),
            store=store,
            settings=settings,
        )


def _rooms(
    place: Place, catalogue: Catalogue, snapshot: Snapshot, origin: str
) -> tuple[HoursRoom, ...]:
    with open_book(place, origin, catalogue.id) as book:
        found = progress(catalogue, snapshot, book.pairings(), findings=(), found={})
    uuids = {room.pk: room.ext_uuid for room in snapshot.rooms}
    return tuple(HoursRoom(item.room, uuids.get(item.evidence.pk or -1)) for item in found.rooms)


def let_sandbox_take_over(place: Place) -> bool:
    """Let the sandbox beside a catalogue take hours over now, not within a quarter of an hour."""
    if not place.choice.sandbox:
        return False
    with local_sandbox(place.folder, Use.WRITE) as sandbox:
        sandbox.take_over_hours()
    return True
