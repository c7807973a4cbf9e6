"""What came of reading a catalogue folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path as FilePath
from typing import NamedTuple

from varaamo_sync.catalogue_files.read.images import picture_reader
from varaamo_sync.catalogue_files.text.places import Found
from varaamo_sync.catalogue_files.text.sources import CATALOGUE, GOALS, Sources, prefix_of
from varaamo_sync.errors import CatalogueInvalid
from varaamo_sync.findings import Finding, Level, Path, Position, Severity
from varaamo_sync.goal import HistoryEntry
from varaamo_sync.goal.losses import add_unaccounted_rooms, last_survey
from varaamo_sync.model import Catalogue, Coverage, Image, ServiceUnit
from varaamo_sync.schema import MOVED_TO_GOALS
from varaamo_sync.startup.fast_dataclass import dataclass

_NAMED = 3
_IN_GOALS = tuple((name,) for name in MOVED_TO_GOALS)


class RoomPlace(NamedTuple):
    """Where a room stands.

    Attributes:
        file: Name of its file.
        venue: Number of its venue in the file, from 0.
        room: Number of the room in the venue, from 0.
    """

    file: str
    venue: int
    room: int

    @property
    def path(self) -> Path:
        """Path of the room in its file."""
        return ("venues", self.venue, "rooms", self.room)


@dataclass(frozen=True, eq=False)
class Reading:
    """What came of reading a catalogue folder.

    Attributes:
        catalogue: The rooms that are as the model wants them; ``None`` only when
            ``catalogue.yaml`` is unusable.
        findings: What the reader found, in file order.
        left_out: Keys of rooms that stand in the files, but not in ``catalogue``.
        files: Names of all files that were looked at, ``catalogue.yaml`` first.
        digest: SHA-256 over names and contents of all files.
        beside: What is wrong in ``goals.yaml``; it keeps no room from being understood.
    """

    catalogue: Catalogue | None
    findings: tuple[Finding, ...]
    left_out: frozenset[str]
    files: tuple[str, ...]
    digest: str
    _sources: Sources
    _rooms: Mapping[str, RoomPlace]
    beside: tuple[Finding, ...] = ()
    _folder: FilePath | None = None
    _goal: Path | None = None
    _bare: Reading | None = None
    _counted: HistoryEntry | None = None

    @property
    def complete(self) -> bool:
        """Whether every room of every file was understood.

        If not, a room that is missing from ``catalogue`` has not left it: it may stand in a file
        that could not be read, or that is lost. The catalogue itself says so (``coverage``).
        """
        return not self.findings

    @property
    def prefix(self) -> str:
        """What leads from the working folder to its files: the folder as it was given."""
        return prefix_of(self._folder) if self._folder else ""

    @property
    def by_itself(self) -> Reading:
        """The reading of the files alone: what was counted before, and is gone, is left aside."""
        return self._bare or self

    def held_against(self, entries: Iterable[HistoryEntry]) -> Reading:
        """Return the reading with what was counted before, and is nowhere in the files now.

        ``read_catalogue`` does so with ``history.yaml``; whoever keeps more of the history than
        stands there adds it. The latest survey counts, whichever booking system it was of.

        Args:
            entries: What was counted before, in any order.
        """
        bare = self._bare or self
        counted = last_survey([*entries, *([self._counted] if self._counted else [])])
        if bare.catalogue is None or counted is None:
            return self
        coverage = add_unaccounted_rooms(bare.catalogue.coverage, bare.catalogue.by_key, counted)
        return replace(
            bare,
            catalogue=bare.catalogue.resting_on(coverage),
            findings=(*bare.findings, *(_lost(unit, coverage) for unit in coverage.lost)),
            _bare=bare,
            _counted=counted,
        )

    def usable(self) -> Catalogue:
        """Return the catalogue.

        Raises:
            CatalogueInvalid: ``catalogue.yaml`` cannot be used; the error has the findings.
        """
        if self.catalogue is None:
            found = (f.position.behind(self.prefix) for f in self.findings if f.position)
            where = next(found, None)
            raise CatalogueInvalid(
                "catalogue-unusable-at" if where else "catalogue-unusable",
                self.findings,
                position=where,
            )
        return self.catalogue

    def read_picture(self, image: Image) -> bytes:
        """Return the bytes of a picture that a room names; see ``picture_reader``.

        Raises:
            OSError: It is not there, is no file, or is too large.
        """
        if self._folder is None:
            raise FileNotFoundError(image.file)
        return picture_reader(self._folder)(image)

    def locate(self, key: str | None, path: Path) -> Position | None:
        """Return where something stands.

        Args:
            key: Key of a room, or ``None`` for what stands in ``catalogue.yaml``, or of its
                goal in ``goals.yaml``.
            path: Where in the room it stands: ``venue`` and ``service_unit`` stand around it,
                and what it does not state may stand in a ``defaults`` block. What is nowhere is
                missing from the nearest thing that should hold it.

        Returns:
            The place, or ``None`` for a room that is not in the files.
        """
        if key is None:
            if self._goal is not None and path[:1] == ("goal",) and path[1:2] in _IN_GOALS:
                return self._position(GOALS, (*self._goal, *path[1:]))
            return self._position(CATALOGUE, path)
        room = self._rooms.get(key)
        if room is None:
            return None
        if path[:1] == ("venue",):
            return self._position(room.file, (*room.path[:2], *path[1:]))
        if path[:1] == ("service_unit",):
            return self._position(room.file, path)
        return self._in_room(room, path)

    def _in_room(self, room: RoomPlace, path: Path) -> Position | None:
        venue = room.path[:2]
        holders = [
            (room.file, room.path),
            *([(room.file, venue)] if path[:1] == ("hours",) else []),
            (room.file, (*venue, "defaults")),
            (room.file, ("defaults",)),
            (CATALOGUE, ("defaults",)),
        ]
        best: tuple[int, Position] | None = None
        for file, holder in holders:
            found = self._found(file, (*holder, *path))
            depth = found.depth - len(holder) if found else 0
            if found and depth > (best[0] if best else 0):
                best = depth, Position(file, *found.place)
            replaced = depth > 0 and any(isinstance(step, int) for step in path[: depth + 1])
            if depth == len(path) or replaced:  # a list hides the list of a further block
                break
        return best[1] if best else self._position(room.file, (*room.path, "key"), at_key=True)

    def _position(self, file: str, path: Path, *, at_key: bool = False) -> Position | None:
        found = self._found(file, path, at_key=at_key)
        return Position(file, *found.place) if found else None

    def _found(self, file: str, path: Path, *, at_key: bool = False) -> Found | None:
        places = self._sources.places(file)
        return places.find(path, at_key=at_key) if places else None

    def source(self, file: str) -> str:
        """Return the text of a file as it was read; empty for one that could not be read."""
        return self._sources.text(file)


def _lost(unit: ServiceUnit, coverage: Coverage) -> Finding:
    """Return the finding of a file that is gone, with rooms that nobody has taken out of it."""
    rooms = [key for key, room in coverage.unread.items() if room.unit is unit]
    named = ", ".join(rooms[:_NAMED]) + (" …" if len(rooms) > _NAMED else "")
    files = ", ".join(coverage.lost[unit]) or f"service_unit: {unit.value}"
    return Finding(
        rule="file-lost",
        severity=Severity.ERROR,
        level=Level.DRAFT,
        unit=unit,
        params={"file": files, "unit": unit.value, "count": len(rooms), "rooms": named},
        position=Position(CATALOGUE, 1, 1),
    )
