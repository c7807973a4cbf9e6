"""Reads a catalogue folder into the model."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from varaamo_sync.catalogue_files.read.file_header import (
    Stated,
    catalogue_head,
    format_fault,
    no_mapping,
    rooms_head,
    venue_head,
)
from varaamo_sync.catalogue_files.read.file_notes import FileNotes, file_finding
from varaamo_sync.catalogue_files.read.goals import GoalsReading, read_goals
from varaamo_sync.catalogue_files.read.history import read_history
from varaamo_sync.catalogue_files.read.images import image_finder
from varaamo_sync.catalogue_files.read.prepare import FindImage, prepare
from varaamo_sync.catalogue_files.read.read_result import Reading, RoomPlace
from varaamo_sync.catalogue_files.read.rooms import RoomMaker
from varaamo_sync.catalogue_files.read.salvage import salvage
from varaamo_sync.catalogue_files.read.validation import validate
from varaamo_sync.catalogue_files.text.faults import Fault, Unreadable
from varaamo_sync.catalogue_files.text.sources import (
    CATALOGUE,
    GOALS,
    Sources,
    load,
    name_of,
    room_files,
)
from varaamo_sync.errors import CatalogueNotFound
from varaamo_sync.findings import Finding, Position
from varaamo_sync.model import (
    LANGS,
    Catalogue,
    Coverage,
    Requirement,
    Room,
    ServiceUnit,
    Text,
    UnreadRoom,
)
from varaamo_sync.scorecard import requirements_of
from varaamo_sync.words import Theme


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
    require_catalogue(folder)
    return _Reader(folder, max_bytes, max_files).read()


def require_catalogue(folder: Path) -> None:
    """Make sure that a folder holds a catalogue, without reading it.

    Raises:
        CatalogueNotFound: There is no such folder, or no ``catalogue.yaml`` in it.
    """
    if not folder.is_dir():
        raise CatalogueNotFound("catalogue-no-folder", folder=folder)
    if not (folder / CATALOGUE).exists() and not (folder / CATALOGUE).is_symlink():
        raise CatalogueNotFound("catalogue-not-there", file=CATALOGUE, folder=folder)


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
        notes = FileNotes(CATALOGUE)
        fields: dict[str, Any] | None = None
        stated = Stated()
        if (data := self._load(self._folder / CATALOGUE, notes)) is not None:
            find_image = image_finder(self._folder, self._folder / CATALOGUE)
            fields, stated, faults = catalogue_head(data, find_image)
            if faults:
                notes.add(*faults)
        self._tell(notes)
        names = [CATALOGUE]
        paths = room_files(self._folder, self._max_files)
        if len(paths) > self._max_files:
            fault = Fault("files-too-many", {"most": self._max_files})
            self._findings.append(file_finding(fault))
            self._broken.add(CATALOGUE)
            paths = []
        for path in paths:
            notes = FileNotes(name_of(self._folder, path))
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
        goals = read_goals(self._folder)
        if goals.source is not None:
            self._sources.add(goals.source)
        if catalogue is not None:
            catalogue = _with_goal(catalogue, goals).resting_on(coverage)
        reading = Reading(
            catalogue=catalogue,
            findings=tuple(self._findings),
            left_out=frozenset(coverage.unread),
            files=tuple(names),
            digest=self._digest.hexdigest(),
            beside=goals.findings,
            _sources=self._sources,
            _rooms=self._places,
            _folder=self._folder,
            _goal=goals.surveyed.path if goals.surveyed else None,
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

    def _load(self, path: Path, notes: FileNotes) -> dict[str, Any] | None:
        try:
            source = load(self._folder, path, self._max_bytes)
            self._sources.add(source)
            self._digest.update(f"{source.name}\0{len(source.data)}\0".encode())
            self._digest.update(source.data)
            return source.read()
        except Unreadable as unreadable:
            notes.add(unreadable.fault)
            return None

    def _read_rooms(self, path: Path, above: Stated, notes: FileNotes) -> None:
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
        if faults:
            notes.add(*faults)
        venues = data.get("venues")
        for index, venue in enumerate(venues if isinstance(venues, list) else ()):
            self._read_venue(index, venue, stated, find_image, notes)

    def _read_venue(
        self, number: int, data: Any, above: Stated, find_image: FindImage, notes: FileNotes
    ) -> None:
        venue, stated, faults = venue_head(data, above, find_image)
        if faults:
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

    def _salvage(self, notes: FileNotes) -> None:
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

    def _tell(self, notes: FileNotes) -> None:
        self._findings.extend(notes.findings(lambda: self._sources.places(notes.file)))


def _with_goal(catalogue: Catalogue, goals: GoalsReading) -> Catalogue:
    """Return a catalogue whose goal has what people keep of it in ``goals.yaml``."""
    if goals.whole and not goals.scorecards:
        return catalogue
    kept: dict[str, Any] = {"requirements": requirements_of(goals.scorecards)}
    if not goals.whole:
        kept["requirements"] += (_unread_requirement(),)
    found = goals.surveyed
    if found is None:
        return catalogue.model_copy(update={"goal": catalogue.goal.model_copy(update=kept)})
    units = {unit.value for unit in ServiceUnit}
    kept |= {
        "milestones": tuple(one.unnamed for one in found.goal.milestones),
        "risks": found.goal.risks,
        "notes": {ServiceUnit(u): note for u, note in found.goal.notes.items() if u in units},
    }
    return catalogue.model_copy(update={"goal": catalogue.goal.model_copy(update=kept)})


def _unread_requirement() -> Requirement:
    """Return what a ``goals.yaml`` may require that could not be read: nobody knows who agreed."""
    said = Theme("report/standing")
    names = {lang: said("required.unread", lang) for lang in LANGS}
    return Requirement(id=GOALS, name=Text.model_validate(names))
