"""Venues of the service map: fetched beside the catalogue, looked through, held against it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from varaamo_sync.catalogue_files import VENUES, Reading, write_venues
from varaamo_sync.catalogue_files.edit import open_folder
from varaamo_sync.errors import CatalogueError, UsageError
from varaamo_sync.findings import Position
from varaamo_sync.model import Lang, VenueInUnit
from varaamo_sync.service_map import ServiceMapClient
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.venue_register import (
    Candidate,
    Likeness,
    RegisteredVenue,
    VenueCheck,
    VenueRegister,
    check_venues,
    find_candidates,
)
from varaamo_sync_cli.console import clock
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.settings import SERVICE_MAP, setting
from varaamo_sync_cli.workspace.catalogue.catalogue_folder import (
    read_beside,
    read_folder,
    read_register,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which venues are meant, and of whom they are asked.

    Attributes:
        url: Address of the service map; ``None``: that of the environment, else Helsinki's.
        municipality: Its Finnish name.
        services: Ids of services; none means all.
    """

    url: str | None
    municipality: str
    services: tuple[int, ...] = ()

    def client(self) -> ServiceMapClient:
        """Return what speaks to the service map."""
        url = self.url or setting(SERVICE_MAP)
        if url is None:
            return ServiceMapClient(sleep=clock.wait)
        return ServiceMapClient(url, sleep=clock.wait)


@dataclass(frozen=True, slots=True)
class FoundVenues:
    """What was found for a name.

    Attributes:
        name: What was looked for.
        candidates: Venues that may be meant, the likeliest first.
        register: Where they were found; ``None``: the service map itself was asked.
        remote: Ids of the venues that the booking system has, where they are kept beside the
            catalogue.
    """

    name: str
    candidates: tuple[Candidate, ...]
    register: VenueRegister | None
    remote: frozenset[str] | None


def find_venues(folder: Path, name: str, asked: Asked, *, online: bool, lang: Lang) -> FoundVenues:
    """Look for a venue: in ``venues.json`` where it is there, else in the service map itself.

    Raises:
        CatalogueError: ``venues.json`` or ``reference.json`` is there, but cannot be read.
        ServiceMapError: The service map could not be asked.
    """
    register = None if online else read_register(folder)
    if register is not None:
        candidates = find_candidates(register.venues, name, most=len(register.venues))
    else:
        with asked.client() as service_map:
            found = service_map.search(name, municipality=asked.municipality, lang=lang)
        likely = find_candidates(found, name, most=len(found))
        others = [v for v in found if v.tprek not in {one.venue.tprek for one in likely}]
        # What the service map knows by other words is told behind what has the name.
        candidates = (*likely, *(Candidate(venue, Likeness.LIKE) for venue in others))
    _, venues = read_beside(folder)
    remote = None if venues is None else frozenset(v.tprek for v in venues if v.tprek)
    return FoundVenues(name, candidates, register, remote)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh read, and how it differs from what was there before.

    Attributes:
        before: What was there; ``None`` where nothing was, or nothing that can be read.
    """

    file: Path
    register: VenueRegister
    before: VenueRegister | None

    @property
    def lacking(self) -> int:
        """Number of venues without a department."""
        return sum(venue.department is None for venue in self.register.venues)

    @property
    def changes(self) -> Mapping[str, int]:
        """Numbers of venues that are new, gone and changed since the last time."""
        before = self.before.by_tprek if self.before else {}
        now_there = self.register.by_tprek
        both = before.keys() & now_there.keys()
        changed = (_kept(before[id]) != _kept(now_there[id]) for id in both)
        return {
            "new": len(now_there.keys() - before.keys()),
            "gone": len(before.keys() - now_there.keys()),
            "changed": sum(changed),
        }


def refresh_venues(folder: Path, asked: Asked) -> Refreshed:
    """Fetch the venues of a municipality and write them beside the catalogue.

    Raises:
        CatalogueNotFound: There is no catalogue.
        ServiceMapError: The service map could not be asked.
        UsageError: The file cannot be written.
    """
    read_folder(folder)
    with asked.client() as service_map:
        register = service_map.read_register(
            asked.municipality, services=asked.services, taken=now().date()
        )
    before = None
    with suppress(CatalogueError):  # it is made anew
        before = read_register(folder)
    file = folder / VENUES
    write_venues(file, register)
    return Refreshed(file, register, before)


@dataclass(frozen=True, slots=True)
class PlacedCheck:
    """A venue of the catalogue, held against the service map.

    Attributes:
        position: Where it stands; ``None`` for one without rooms.
    """

    check: VenueCheck
    position: Position | None


def check_catalogue(folder: Path) -> tuple[VenueRegister, tuple[PlacedCheck, ...]]:
    """Hold the venues of a catalogue against ``venues.json``.

    Raises:
        CatalogueNotFound: There is no catalogue.
        CatalogueError: ``venues.json`` cannot be read.
        UsageError: It is not there.
    """
    reading = read_folder(folder)
    register = read_register(folder)
    if register is None:
        raise UsageError("venues-none", file=folder / VENUES)
    rooms = reading.usable().rooms
    of_rooms = [VenueInUnit(room.service_unit, room.venue) for room in rooms]
    listed = [VenueInUnit(unit, venue) for unit, venue in open_folder(folder).venues]
    checks = check_venues([*of_rooms, *listed], register)
    places = _places(reading)
    return register, tuple(
        PlacedCheck(one, places.get(one.placed.venue.identity)) for one in checks
    )


def _places(reading: Reading) -> Mapping[str, Position]:
    """Return where each venue stands, by what tells it from others."""
    found: dict[str, Position] = {}
    for room in reading.usable().rooms:
        place = reading.locate(room.key, ("venue", "tprek"))
        if place is not None:
            found.setdefault(room.venue.identity, place)
    return found


def _kept(venue: RegisteredVenue) -> tuple[object, ...]:
    """Return what the file keeps of a venue."""
    names, streets = dict(venue.name), dict(venue.address)
    return names, streets, venue.zip, venue.department, venue.modified
