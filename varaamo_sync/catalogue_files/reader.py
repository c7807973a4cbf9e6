"""Reads a catalogue folder into the model."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from varaamo_sync.catalogue_files.checking import validate
from varaamo_sync.catalogue_files.faults import Fault, Unreadable
from varaamo_sync.catalogue_files.heads import (
    Stated,
    catalogue_head,
    format_fault,
    no_mapping,
    rooms_head,
    venue_head,
)
from varaamo_sync.catalogue_files.history import read_history
from varaamo_sync.catalogue_files.images import image_finder
from varaamo_sync.catalogue_files.raw import FindImage, prepare
from varaamo_sync.catalogue_files.reading import Reading, RoomPlace
from varaamo_sync.catalogue_files.resting import collector_resting
from varaamo_sync.catalogue_files.rooms import RoomMaker
from varaamo_sync.catalogue_files.salvage import salvage
from varaamo_sync.catalogue_files.sources import CATALOGUE, Sources, load, name_of, room_files
from varaamo_sync.errors import CatalogueNotFound
from varaamo_sync.findings import Finding, Level, Position, Severity
from varaamo_sync.findings import Path as Steps
from varaamo_sync.model import Catalogue, Coverage, Room, ServiceUnit, UnreadRoom

_LONGEST_KEY = 100


def read_catalogue(
    path: Path | str = ".", *, max_bytes: int = 20_000_000, max_files: int = 10_000
) -> Reading:
    """Read a catalogue folder.

    Whatever is wrong becomes a finding; what can be read is read. A room that does not validate
    is left out of the catalogue.

    Args:
        path: The folder.
        max_bytes: Size of the biggest file that is read.
        max_files: Most files of rooms; where there are more, none of them is read.

    Raises:
        CatalogueNotFound: There is no such folder, or no ``catalogue.yaml`` in it.
    """
    folder = Path(path)
    if not folder.is_dir():
        raise CatalogueNotFound("catalogue-no-folder", folder=folder)
    if not (folder / CATALOGUE).exists() and not (folder / CATALOGUE).is_symlink():
        raise CatalogueNotFound("catalogue-not-there", file=CATALOGUE, folder=folder)
    with collector_resting():
        return _Reader(folder, max_bytes, max_files).read()


class _Reader:
    """One reading of a folder; gathers as it goes."""

    def __init__(self, folder: Path, max_bytes: int, max_files: int) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._max_files = max_files
        self._sources = Sources()
        self._findings: list[Finding] = []
        self._maker = RoomMaker()
        self._rooms: list[Room] = []
        self._places: dict[str, RoomPlace] = {}
        self._units: dict[str, ServiceUnit | None] = {}
        self._broken: set[str] = set()
        self._unread: dict[str, UnreadRoom] = {}
        self._digest = hashlib.sha256()

    def read(self) -> Reading:
        notes = _Notes(CATALOGUE)
        fields: dict[str, Any] | None = None
        stated = Stated()
        if (data := self._load(self._folder / CATALOGUE, notes)) is not None:
            find_image = image_finder(self._folder, self._folder / CATALOGUE)
            fields, stated, faults = catalogue_head(data, find_image)
            notes.add(*faults)
        self._tell(notes)
        names = [CATALOGUE]
        paths = room_files(self._folder, self._max_files)
        if len(paths) > self._max_files:
            fault = Fault("files-too-many", {"most": self._max_files})
            self._findings.append(_finding(fault, None, None, None))
            self._broken.add(CATALOGUE)
            paths = []
        for path in paths:
            notes = _Notes(name_of(self._folder, path))
            names.append(notes.file)
            self._read_rooms(path, stated, notes)
            self._units[notes.file] = notes.unit
            if notes.beyond_rooms:
                self._broken.add(notes.file)
            self._tell(notes)
        coverage = self._coverage()
        catalogue = None
        if fields is not None:
            catalogue, _ = validate(Catalogue, fields | {"rooms": self._rooms})
        reading = Reading(
            catalogue=catalogue and catalogue.resting_on(coverage),
            findings=tuple(self._findings),
            left_out=frozenset(coverage.unread),
            files=tuple(names),
            digest=self._digest.hexdigest(),
            _sources=self._sources,
            _rooms=self._places,
        )
        return reading.held_against(read_history(self._folder).entries)

    def _coverage(self) -> Coverage:
        read = {room.key for room in self._rooms}
        return Coverage(
            files=self._units,
            broken=frozenset(self._broken),
            unread={key: room for key, room in self._unread.items() if key not in read},
            whole=not self._findings,
        )

    def _load(self, path: Path, notes: _Notes) -> dict[str, Any] | None:
        try:
            source = load(self._folder, path, self._max_bytes)
            self._sources.add(source)
            self._digest.update(f"{source.name}\0{len(source.data)}\0".encode())
            self._digest.update(source.data)
            return source.read()
        except Unreadable as unreadable:
            notes.add(unreadable.fault)
            return None

    def _read_rooms(self, path: Path, above: Stated, notes: _Notes) -> None:
        if path.name == CATALOGUE:
            notes.add(Fault("catalogue-nested"))
            return
        data = self._load(path, notes)
        if data is None:
            self._salvage(notes)
            return
        format = format_fault(data)
        if format and (format.rule == "format-unknown" or "venues" not in data):
            notes.add(format)  # not a file of ours, or of a later version: no more is known
            self._salvage(notes)
            return
        find_image = image_finder(self._folder, path)
        notes.unit, stated, faults = rooms_head(data, above, find_image)
        notes.add(*faults)
        venues = data.get("venues")
        for index, venue in enumerate(venues if isinstance(venues, list) else ()):
            self._read_venue(index, venue, stated, find_image, notes)

    def _read_venue(
        self, number: int, data: Any, above: Stated, find_image: FindImage, notes: _Notes
    ) -> None:
        venue, stated, faults = venue_head(data, above, find_image)
        notes.add(*faults, within=("venues", number))
        rooms = data.get("rooms") if isinstance(data, dict) else None
        for index, entry in enumerate(rooms if isinstance(rooms, list) else ()):
            place = RoomPlace(notes.file, number, index)
            if not isinstance(entry, dict):
                notes.add(no_mapping(entry), within=place.path)
                continue
            prepare(entry, find_image)
            room, faults = self._maker.make(entry, stated, notes.unit, venue)
            key = entry.get("key")
            if faults:
                notes.add(*faults, within=place.path, key=key)
            if isinstance(key, str) and key in self._places:
                notes.add(self._repeated(key), within=place.path, key=key)
                notes.beyond_rooms = True  # it may be a copy whose key was to be another
            elif room is not None:
                self._rooms.append(room)
            elif isinstance(key, str):
                self._unread[key] = UnreadRoom(notes.unit)
            if isinstance(key, str):
                self._places.setdefault(key, place)

    def _salvage(self, notes: _Notes) -> None:
        """Note what a file that could not be read still tells of its rooms."""
        found = salvage(self._sources.text(notes.file))
        notes.unit = found.unit
        self._unread |= {key: UnreadRoom(found.unit) for key in found.keys}

    def _repeated(self, key: str) -> Fault:
        first = self._places[key]
        places = self._sources.places(first.file)
        assert places is not None
        found = places.find((*first.path, "key"))
        return Fault("key-repeated", {"first": str(Position(first.file, *found.place))}, ("key",))

    def _tell(self, notes: _Notes) -> None:
        self._findings.extend(notes.findings(self._sources))


class _Notes:
    """What is wrong in one file, until its places are looked up.

    Attributes:
        file: Its name.
        unit: Its service unit, once known.
        beyond_rooms: Whether something is wrong that is not within one room of a known key.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.unit: ServiceUnit | None = None
        self.beyond_rooms = False
        self._faults: list[tuple[Fault, Steps, str | None]] = []

    def add(self, *faults: Fault, within: Steps = (), key: object = None) -> None:
        """Note faults; their paths count from ``within``, and ``key`` is that of the room."""
        named = isinstance(key, str) and key.isprintable() and 0 < len(key) <= _LONGEST_KEY
        self.beyond_rooms = self.beyond_rooms or (bool(faults) and not named)
        self._faults.extend((fault, within, str(key) if named else None) for fault in faults)

    def findings(self, sources: Sources) -> list[Finding]:
        """Return the findings, in the order of the text."""
        found = [
            _finding(fault, key, self.unit, self._position(fault, within, sources), within)
            for fault, within, key in self._faults
        ]
        return sorted(found, key=lambda finding: finding.position or Position("", 0, 0))

    def _position(self, fault: Fault, within: Steps, sources: Sources) -> Position | None:
        if fault.place is not None:
            return Position(self.file, *fault.place)
        places = sources.places(self.file)
        if places is None or not (within or fault.path):
            return Position(self.file, 1, 1)
        found = places.find((*within, *fault.path), at_key=fault.at_key)
        if found.depth == len(within) and fault.path:
            found = places.find((*within, "key"), at_key=True)
        return Position(self.file, *found.place)


def _finding(
    fault: Fault,
    key: str | None,
    unit: ServiceUnit | None,
    position: Position | None,
    within: Steps = (),
) -> Finding:
    return Finding(
        rule=fault.rule,
        severity=Severity.ERROR,
        level=Level.DRAFT,
        key=key,
        unit=unit,
        path=fault.path if key is not None else (*within, *fault.path),
        params=fault.params,
        position=position,
    )
