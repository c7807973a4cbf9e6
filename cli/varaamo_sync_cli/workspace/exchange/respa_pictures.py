"""Pictures of Respa's rooms: fetched once, each under a name of its own, beside the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import field
from pathlib import Path
from typing import Any

from varaamo_sync.catalogue_files import picture_kind, unwritable, write_whole
from varaamo_sync.errors import RespaError
from varaamo_sync.model import Catalogue
from varaamo_sync.respa import CarriedRoom, Picture, RespaClient
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Theme
from varaamo_sync_cli.console import clock
from varaamo_sync_cli.console.run_language import current_language
from varaamo_sync_cli.console.verbosity import note

say = Theme("commands/respa")

_FOLDER = "images"
_MOST_FAILURES = 3
"""Failures one after the other by which a Respa is taken to be away."""

_OF_ONE_PICTURE = ("respa-garbled", "respa-redirects")
"""Problems that say nothing of the pictures that follow."""


@dataclass(slots=True)
class RoomPictures:
    """What became of the pictures of a room.

    Attributes:
        entries: Its pictures as a catalogue writes them.
        left: Addresses of those that are not fetched: of recorded pages, or on another host.
        missing: Addresses of those that should be there, but could not be had.
    """

    entries: list[dict[str, str]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Pictures:
    """What became of all pictures.

    Attributes:
        rooms: By the id of the room in Respa.
        fetched: How many were fetched.
        awaited: How many are fetched once something is written.
    """

    rooms: Mapping[str, RoomPictures]
    fetched: int = 0
    awaited: int = 0


def open_respa(address: str) -> RespaClient:
    """Return what reads the Respa of an address."""
    return RespaClient(address, sleep=clock.wait)


def bring_pictures(
    rooms: Sequence[tuple[str, CarriedRoom]],
    catalogue: Catalogue,
    into: Path,
    *,
    fetch: bool,
    opened: Callable[[str], RespaClient] = open_respa,
) -> Pictures:
    """Fetch the pictures of rooms that have none in the catalogue yet.

    Each is written whole as soon as it is there, and one that is there already is not asked for
    again, so that an import which was stopped goes on where it was.

    Args:
        rooms: The rooms, each with the address that it was read at, or an empty text.
        catalogue: The catalogue; who has chosen pictures for a room keeps them.
        into: Its folder.
        fetch: Whether they are fetched now, or only counted.
        opened: Opens the Respa of an address.
    """
    found = {room.id: RoomPictures() for _, room in rooms}
    wanted: dict[str, list[tuple[RoomPictures, Picture]]] = {}
    for source, room in rooms:
        known = catalogue.by_key.get(room.key)
        if known is not None and known.images is not None and "images" not in known.unread:
            continue
        for picture in room.pictures:
            wanted.setdefault(source, []).append((found[room.id], picture))
    fetched = awaited = 0
    with ExitStack() as stack:
        for source, pictures in wanted.items():
            if not source:
                for of_room, picture in pictures:
                    of_room.left.append(picture.address)
                continue
            respa = stack.enter_context(opened(source))
            source_run = _Fetching(respa, into / _FOLDER, fetch=fetch)
            source_run.take(pictures)
            fetched += source_run.fetched
            awaited += source_run.awaited
    return Pictures(found, fetched, awaited)


class _Fetching:
    """Fetches the pictures of one Respa."""

    def __init__(self, respa: RespaClient, folder: Path, *, fetch: bool) -> None:
        self.fetched = 0
        self.awaited = 0
        self._respa = respa
        self._folder = folder
        self._fetch = fetch
        self._failures = 0

    def take(self, pictures: Iterable[tuple[RoomPictures, Picture]]) -> None:
        """Take pictures, one after the other."""
        there = _files_in(self._folder)
        asked = []
        for of_room, picture in pictures:
            name = there.get(picture.stem)
            if name is not None:
                of_room.entries.append(_entry(name, picture))
            elif self._respa.has(picture.address):
                asked.append((of_room, picture))
            else:
                of_room.left.append(picture.address)
        if not self._fetch:
            self.awaited = len(asked)
            return
        if asked:
            note(str(say("fetching", current_language(), count=len(asked))))
        for of_room, picture in asked:
            name = self._bring(picture)
            if name is None:
                of_room.missing.append(picture.address)
            else:
                of_room.entries.append(_entry(name, picture))
                self.fetched += 1

    def _bring(self, picture: Picture) -> str | None:
        if self._failures >= _MOST_FAILURES:
            return None
        try:
            content = self._respa.picture(picture.address)
        except RespaError as error:
            self._failures += error.problem not in _OF_ONE_PICTURE
            return None
        self._failures = 0
        kind = picture_kind(content)
        if kind is None:
            return None
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(self._folder, error) from error
        name = picture.stem + kind
        write_whole(self._folder / name, content)
        return name


def _entry(name: str, picture: Picture) -> dict[str, str]:
    return {"file": f"{_FOLDER}/{name}"} | ({"type": "main"} if picture.is_main else {})


def _files_in(folder: Path) -> dict[str, str]:
    """Return the pictures that are there, by their names without endings."""
    names = [one.name for one in folder.iterdir()] if folder.is_dir() else []
    return {name.rpartition(".")[0]: name for name in sorted(names)}


def picture_json(pictures: Pictures) -> dict[str, Any]:
    """Return what became of pictures, as JSON values."""
    return {"fetched": pictures.fetched, "to_fetch": pictures.awaited}
