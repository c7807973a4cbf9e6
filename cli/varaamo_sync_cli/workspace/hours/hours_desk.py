"""Everything that ``hours plan`` and ``hours push`` work with, opened and closed together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace

from varaamo_sync.capabilities import Feature
from varaamo_sync.goal import progress
from varaamo_sync.hours.client import HoursClient
from varaamo_sync.model import Catalogue, ServiceUnit
from varaamo_sync.plan import OnConflict, find_unit, require_own_catalogue
from varaamo_sync.snapshot import Snapshot, keys_of
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.state import Fence, Pairing
from varaamo_sync.store import HeldLock, Store
from varaamo_sync.sync import PushSettings, Status, survey
from varaamo_sync.sync.hours import (
    HoursOptions,
    HoursPlan,
    HoursResult,
    HoursRoom,
    HoursShown,
    LeftRoom,
    Waiting,
    prepare_hours,
    wait_until_shown,
)
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.workspace.access.hours_system import hours_api
from varaamo_sync_cli.workspace.access.own_sandbox import local_sandbox
from varaamo_sync_cli.workspace.access.push_lock import hours_scope, lock_of
from varaamo_sync_cli.workspace.access.targets import (
    Place,
    Use,
    booking_api,
    demand_feature,
    demand_origin,
)
from varaamo_sync_cli.workspace.booking.notices import tell_broken, tell_unread
from varaamo_sync_cli.workspace.booking.open_workspace import open_store, settles_after
from varaamo_sync_cli.workspace.catalogue.catalogue_folder import demand_whole, read_folder
from varaamo_sync_cli.workspace.history.history_book import open_book


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursDesk:
    """A catalogue's rooms, an opening-hours system, and what is remembered of it.

    Attributes:
        place: Where the command works.
        origin: Origin of the booking system.
        api: The opening-hours system.
        rooms: Rooms of the catalogue, with what they are in the booking system, and those that
            left it and are still there.
        numbers: Numbers of rooms in the booking system, by their identities there.
        units: Service units that it is about; none for all.
        whole: Whether every file could be read, and no room is lost.
    """

    place: Place
    catalogue: Catalogue
    origin: str
    api: HoursClient
    rooms: tuple[HoursRoom, ...]
    numbers: Mapping[str, int]
    units: frozenset[ServiceUnit]
    whole: bool
    store: Store
    settings: PushSettings

    @property
    def scope(self) -> str:
        """What its states and locks are kept under: those of rooms are others."""
        return hours_scope(self.origin, self.api.origin)

    def lock(self) -> AbstractContextManager[HeldLock]:
        """Return the lock of the catalogue's hours in both systems, to be entered."""
        return lock_of(self.store, self.scope, self.catalogue.id)

    def behind(self, fence: Fence) -> HoursDesk:
        """Return the same with a state that notes writes only while a lock is held."""
        state = self.store.state(self.scope, self.catalogue.id, fence)
        return replace(self, settings=replace(self.settings, state=state))

    def make_plan(
        self, on_conflict: OnConflict = "theirs", *, remove: bool = False, settling: bool
    ) -> HoursPlan:
        """Return what a push would do; see ``HoursOptions``."""
        return prepare_hours(
            self.api,
            self.catalogue.id,
            self.rooms,
            settings=self.settings,
            options=HoursOptions(on_conflict, remove, self.units, self.whole),
            settling=settling,
        )

    def wait_until_shown(
        self,
        made: HoursPlan,
        result: HoursResult,
        waiting: Waiting,
        sleep: Callable[[float], object],
    ) -> HoursShown:
        """Look at the booking system until it shows what was pushed; see ``sync.hours``.

        After a push that sent nothing, that is all hours of the plan: it was waited before.
        """
        done = [one.planned for one in result.outcomes if one.status is Status.DONE]
        linked = [room for room in made.rooms if room.resource and not (room.waits or room.clashes)]
        asked = [room for room in done or linked if room.ext_uuid in self.numbers]
        rooms = {self.numbers[room.ext_uuid]: room for room in asked}

        def wait(seconds: float) -> None:
            sleep(seconds)

        place = self.place
        with booking_api(place.choice, self.catalogue, place.folder, Use.LOOK) as booking:
            settings = replace(self.settings, sleep=wait)
            return wait_until_shown(booking, self.api, rooms, settings=settings, waiting=waiting)


@contextmanager
def open_hours(
    place: Place,
    use: Use,
    units: Collection[ServiceUnit],
    *,
    url: str | None,
    sends: bool = True,
) -> Iterator[HoursDesk]:
    """Read the catalogue and the booking system, and open the opening-hours system and the store.

    Args:
        place: Where the command works.
        use: What for; only to write, the token is used.
        units: Service units that it is about; none for all.
        url: Address of the opening-hours system, where one was typed.
        sends: Whether anything may be sent there; else the catalogue's files alone are written.

    Raises:
        VaraamoSyncError: One of them cannot be used.
    """
    reading = read_folder(place.folder)
    catalogue, moment = reading.usable(), now()
    if not sends:  # a room of a file that is not read would seem to have no hours
        demand_whole(reading)
    tell_unread(reading)
    named = demand_origin(place.choice, catalogue)
    demand_feature(place.choice, catalogue, Feature.OPENING_HOURS, "hours-not-taken")
    if use.writes and sends:
        require_own_catalogue(catalogue.id, named)
    with booking_api(place.choice, catalogue, place.folder, Use.LOOK) as booking:
        snapshot, origin = survey(booking, catalogue, now=moment), booking.origin
    tell_broken(snapshot)
    with open_book(place, origin, catalogue.id) as book:
        reading = reading.held_against(book.last_counts())
        rooms = rooms_with_hours(catalogue, snapshot, book.pairings())
    with (
        hours_api(
            place.choice, catalogue, place.folder, use if sends else Use.LOOK, url=url
        ) as api,
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
            rooms=rooms,
            numbers={room.ext_uuid: room.pk for room in snapshot.rooms},
            units=frozenset(units),
            whole=reading.complete,
            store=store,
            settings=settings,
        )


def rooms_with_hours(
    catalogue: Catalogue, snapshot: Snapshot, pairings: Mapping[str, Pairing]
) -> tuple[HoursRoom, ...]:
    """Return the rooms of a catalogue, and those that left it and are still to be seen."""
    found = progress(catalogue, snapshot, pairings, findings=(), found={})
    by_pk = {room.pk: room for room in snapshot.rooms}
    there = {item.room.key: by_pk.get(item.evidence.pk or -1) for item in found.rooms}
    rooms = [
        HoursRoom(item.room, remote.ext_uuid if (remote := there[item.room.key]) else None)
        for item in found.rooms
    ]
    taken = {remote.pk for remote in there.values() if remote}
    keys = keys_of(snapshot.spaces, catalogue.code(""))
    names = {venue.pk: venue.name.get("fi", "") for venue in snapshot.venues}
    for remote in snapshot.rooms:
        key = next((keys[pk] for pk in remote.spaces if pk in keys), None)
        if key is not None and key not in there and remote.pk not in taken:
            venue = names.get(remote.venue, "")
            left = LeftRoom(key, remote.name, venue, find_unit(key, None))
            rooms.append(HoursRoom(left, remote.ext_uuid))
    return tuple(rooms)


def let_sandbox_take_over(place: Place) -> bool:
    """Let the sandbox beside a catalogue take hours over now, not within a quarter of an hour."""
    if not place.choice.sandbox:
        return False
    with local_sandbox(place.folder, writes=True) as sandbox:
        sandbox.take_over_hours()
    return True
