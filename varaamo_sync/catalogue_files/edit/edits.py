"""Edits of a catalogue: fields of rooms and venues, new rooms and venues, into the right files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

from varaamo_sync.catalogue_files.edit.file_edits import FileEdits
from varaamo_sync.catalogue_files.edit.folder import (
    PlacedVenue,
    RoomsText,
    head_texts,
    placed_venues,
    rooms_texts,
    venue_entry,
    venue_id,
)
from varaamo_sync.catalogue_files.read.file_header import venue_defaults
from varaamo_sync.catalogue_files.read.prepare import prepare as prepare_values
from varaamo_sync.catalogue_files.text.sources import CATALOGUE, Source
from varaamo_sync.catalogue_files.whole_file import FileChange, write_changes
from varaamo_sync.catalogue_form import Edit, NewRoom
from varaamo_sync.errors import CatalogueError, CatalogueNotFound, VaraamoSyncError
from varaamo_sync.findings import Path as Steps
from varaamo_sync.model import ServiceUnit, Venue, lay_over
from varaamo_sync.startup.fast_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class NewVenue:
    """A venue to be appended to the file of a service unit, if it is not there."""

    service_unit: ServiceUnit
    venue: Venue


@dataclass(frozen=True, slots=True)
class VenueEdit:
    """A field of a venue and its new value, in every file that has the venue."""

    venue: Venue
    path: Steps
    value: Any


@dataclass(frozen=True, slots=True)
class PlaceEdit:
    """A value at a place of a file, whatever it is of, and its new value.

    Attributes:
        file: Name of the file in the catalogue folder.
        path: Where in the file it stands.
    """

    file: str
    path: Steps
    value: Any


class Holder(NamedTuple):
    """Something that states values for a room: a ``defaults`` block, its venue or itself.

    Attributes:
        file: Name of the file in the catalogue folder.
        path: Where in the file it stands.
        entry: What it says, plain; it is not to change.
    """

    file: str
    path: Steps
    entry: Mapping[str, Any]

    def below(self, *steps: str | int) -> Holder:
        """Return what stands in it; what is not there states nothing."""
        held: Any = self.entry
        for step in steps:
            held = held.get(step) if isinstance(held, Mapping) else held[step]
        return Holder(self.file, (*self.path, *steps), held if isinstance(held, Mapping) else {})


@dataclass(frozen=True, slots=True)
class Edits:
    """Everything that is to be written at once."""

    rooms: Sequence[Edit] = ()
    new_rooms: Sequence[NewRoom] = ()
    venues: Sequence[VenueEdit] = ()
    new_venues: Sequence[NewVenue] = ()
    places: Sequence[PlaceEdit] = ()
    removed_rooms: Collection[str] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write."""
        rooms = self.rooms or self.new_rooms or self.removed_rooms
        return not (rooms or self.venues or self.new_venues or self.places)


def apply_edits(
    folder: Path | str, edits: Iterable[Edit], new_rooms: Iterable[NewRoom] = ()
) -> tuple[Path, ...]:
    """Write edits and new rooms into the files of a catalogue folder.

    Returns:
        The files that changed.

    Raises:
        CatalogueError: A room is not in the files, or its file cannot be edited in place.
        UsageError: A file cannot be written.
    """
    return write_changes(open_folder(folder).prepare(Edits(tuple(edits), tuple(new_rooms))))


def apply_each(folder: Path | str, edits: Sequence[Edit]) -> Mapping[str, VaraamoSyncError]:
    """Write edits as far as they can be written: one that cannot be holds up no other.

    Returns:
        Why the edits of a room could not be written, by its key.
    """
    if not edits:
        return {}
    try:
        apply_edits(folder, edits)
    except VaraamoSyncError:
        return dict(_one_by_one(folder, edits))
    return {}


def _one_by_one(
    folder: Path | str, edits: Sequence[Edit]
) -> Iterator[tuple[str, VaraamoSyncError]]:
    for key in dict.fromkeys(edit.key for edit in edits):
        try:
            apply_edits(folder, [edit for edit in edits if edit.key == key])
        except VaraamoSyncError as error:
            yield key, error


def open_folder(folder: Path | str) -> CatalogueFolder:
    """Read the files of a catalogue folder, to be edited.

    Raises:
        CatalogueNotFound: There is no such folder.
    """
    folder = Path(folder)
    if not (folder / CATALOGUE).exists():
        raise CatalogueNotFound("catalogue-not-there", file=CATALOGUE, folder=folder)
    return CatalogueFolder(folder, rooms_texts(folder), head_texts(folder))


class CatalogueFolder:
    """The files of a catalogue folder, as they were when they were read."""

    def __init__(
        self, folder: Path, texts: Sequence[RoomsText], heads: Sequence[RoomsText] = ()
    ) -> None:
        self._folder = folder
        self._texts = texts
        self._heads = heads

    @property
    def values(self) -> dict[str, Mapping[str, Any]]:
        """Plain values of the files by name, those of all first; they are not to change."""
        return {text.source.name: text.data for text in (*self._heads, *self._texts)}

    @property
    def venues(self) -> tuple[PlacedVenue, ...]:
        """The venues of all files, those without rooms among them."""
        return placed_venues(self._texts)

    def entry(self, key: str) -> Mapping[str, Any]:
        """Return the entry of a room as a file writes it, plain; it is not to change."""
        for text in self._texts:
            if key in text.rooms:
                held: Any = text.data
                for step in text.rooms[key]:
                    held = held[step]
                return held  # type: ignore[no-any-return]
        return {}

    @property
    def holders(self) -> Mapping[str, tuple[Holder, ...]]:
        """By the key of each room what states values for it, the outermost first, itself last."""
        found: dict[str, tuple[Holder, ...]] = {}
        heads = [Holder(CATALOGUE, (), self.values.get(CATALOGUE, {})).below("defaults")]
        for text in self._texts:
            file = Holder(text.source.name, (), text.data)
            for key, path in text.rooms.items():
                venue = file.below(*path[:2])
                chain = [*heads, file.below("defaults"), venue.below("defaults"), venue]
                found.setdefault(key, (*chain, file.below(*path)))
        return found

    def defaults(self, unit: ServiceUnit, venue: Venue) -> dict[str, Any]:
        """Return what ``defaults`` blocks would state for a new room, merged, as plain values.

        Args:
            unit: Service unit of the room.
            venue: Its venue.
        """
        blocks = [self.values.get(CATALOGUE, {}).get("defaults")]
        text = _home_of(self._texts, unit, venue)
        if text is not None:
            blocks.append(text.data.get("defaults"))
            numbers = text.venues.get(venue_id(venue_entry(venue)) or ("", ""))
            blocks += [venue_defaults(text.data["venues"][number]) for number in numbers or ()][:1]
        values: dict[str, Any] = {}
        for block in blocks:
            if isinstance(block, dict):
                own = deepcopy(block)
                prepare_values(own, str)
                values = lay_over(values, own)
        return values

    def prepare(self, edits: Edits) -> tuple[FileChange, ...]:
        """Return what files would be after edits; nothing is written.

        Raises:
            CatalogueError: A room is not in the files, or its file cannot be edited in place.
        """
        work = [FileEdits(text) for text in self._texts]
        heads = [FileEdits(text) for text in self._heads]
        files = {one.text.source.name: one for one in [*heads, *work]}
        homes = {key: one for one in reversed(work) for key in one.text.rooms}
        for edit in edits.rooms:
            if edit.key not in homes:
                raise CatalogueError("room-not-in-files", key=edit.key, folder=self._folder)
            homes[edit.key].edit_room(edit.key, edit.path, edit.value)
        for one in work:
            one.removed = {key for key in edits.removed_rooms if homes.get(key) is one}
        for place in edits.places:
            if place.file not in files:
                raise CatalogueError("file-not-in-folder", file=place.file, folder=self._folder)
            files[place.file].edit_place(place.path, place.value)
        _edit_venues(work, edits.venues)
        for new_venue in edits.new_venues:
            self._home(work, new_venue.service_unit, new_venue.venue).append(new_venue.venue, None)
        for room in edits.new_rooms:
            self._home(work, room.service_unit, room.venue).append(room.venue, room.entry)
        made = (one.change() for one in [*heads, *work] if not one.empty)
        return tuple(change for change in made if change is not None)

    def _home(self, work: list[FileEdits], unit: ServiceUnit, venue: Venue) -> FileEdits:
        """Return the file that a room goes into: that of its venue, else the unit's biggest."""
        name = venue_id(venue_entry(venue))
        for one in work:
            if one.text.unit is unit and name in one.new_venues:
                return one
        home = _home_of([one.text for one in work], unit, venue)
        if home is not None:
            return next(one for one in work if one.text is home)
        path = self._folder / f"{unit.value.lower()}.yaml"
        number = 1
        while path.exists():  # a file of that name that is no file of this service unit
            number += 1
            path = self._folder / f"{unit.value.lower()}-{number}.yaml"
        data: dict[str, Any] = {"format": 1, "service_unit": unit.value, "venues": []}
        made = FileEdits(RoomsText(Source(path.name, path, b""), data, unit))
        work.append(made)
        return made


def _edit_venues(work: Iterable[FileEdits], changes: Iterable[VenueEdit]) -> None:
    for change in changes:
        name = venue_id(venue_entry(change.venue))
        for one in work:
            for number in one.text.venues.get(name, ()) if name else ():
                one.edit_venue(number, change.path, change.value)


def _home_of(texts: Sequence[RoomsText], unit: ServiceUnit, venue: Venue) -> RoomsText | None:
    """Return the file of a service unit that has a venue, else its biggest."""
    name = venue_id(venue_entry(venue))
    of_unit = [text for text in texts if text.unit is unit]
    having = (text for text in of_unit if name in text.venues)
    return next(having, max(of_unit, key=lambda text: len(text.rooms), default=None))
