"""What is wrong in one file, told as findings with their places."""

from __future__ import annotations

from collections.abc import Callable

from varaamo_sync.catalogue_files.text.faults import Fault
from varaamo_sync.catalogue_files.text.places import Places
from varaamo_sync.findings import Finding, Level, Path, Position, Severity
from varaamo_sync.model import ServiceUnit

_LONGEST_KEY = 100


class FileNotes:
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
        self._faults: list[tuple[Fault, Path, str | None]] = []

    def add(self, *faults: Fault, within: Path = (), key: object = None) -> None:
        """Note faults; their paths count from ``within``, and ``key`` is that of the room."""
        named = isinstance(key, str) and key.isprintable() and 0 < len(key) <= _LONGEST_KEY
        self.beyond_rooms = self.beyond_rooms or (bool(faults) and not named)
        self._faults.extend((fault, within, str(key) if named else None) for fault in faults)

    def findings(self, find_places: Callable[[], Places | None]) -> list[Finding]:
        """Return the findings, in the order of the text.

        Args:
            find_places: Returns what finds places in the file; called only where they are needed.
        """
        unplaced = any(f.place is None and (within or f.path) for f, within, _ in self._faults)
        places = find_places() if unplaced else None
        found: list[tuple[Position, Finding]] = []
        for fault, within, key in self._faults:
            path = fault.path if key is not None else (*within, *fault.path)
            position = self._position(fault, within, places)
            found.append((position, file_finding(fault, path, position, key=key, unit=self.unit)))
        return [finding for _, finding in sorted(found, key=lambda pair: pair[0])]

    def _position(self, fault: Fault, within: Path, places: Places | None) -> Position:
        if fault.place is not None:
            return Position(self.file, *fault.place)
        if places is None or not (within or fault.path):
            return Position(self.file, 1, 1)
        found = places.find((*within, *fault.path), at_key=fault.at_key)
        if found.depth == len(within) and fault.path:
            found = places.find((*within, "key"), at_key=True)
        return Position(self.file, *found.place)


def file_finding(
    fault: Fault,
    path: Path = (),
    position: Position | None = None,
    *,
    key: str | None = None,
    unit: ServiceUnit | None = None,
) -> Finding:
    """Return a fault as a finding; whatever a reader finds is an error even for a draft."""
    return Finding(
        rule=fault.rule,
        severity=Severity.ERROR,
        level=Level.DRAFT,
        key=key,
        unit=unit,
        path=path,
        params=fault.params,
        position=position,
    )
