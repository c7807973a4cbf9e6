"""Reads rooms that are not in files: rows of a database, answers of another system."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from varaamo_sync.catalogue_files.read.file_header import (
    Stated,
    catalogue_head,
    no_mapping,
    rooms_head,
    venue_head,
)
from varaamo_sync.catalogue_files.read.file_notes import file_finding
from varaamo_sync.catalogue_files.read.prepare import prepare
from varaamo_sync.catalogue_files.read.read_result import Reading
from varaamo_sync.catalogue_files.read.rooms import RoomMaker
from varaamo_sync.catalogue_files.read.validation import validate
from varaamo_sync.catalogue_files.text.faults import Broken, Fault, shown
from varaamo_sync.catalogue_files.text.sources import Sources
from varaamo_sync.findings import Finding, Path
from varaamo_sync.model import Catalogue, Coverage, Room, ServiceUnit, UnreadRoom, Venue

_AROUND = ("service_unit", "venue")
"""What a row has beside what a room has in a file, where it stands around the room."""

_LONGEST_KEY = 100
_DEEPEST = 20
"""Deeper than this no field of a room has anything; what leads into itself is not followed."""
_TOO_LONG = 10**15
"""The least whole number with more digits than a file's number may have."""


def read_rooms(
    rows: Iterable[Mapping[str, Any]],
    *,
    id: str,
    catalogue: Mapping[str, Any] | None = None,
    nulls_clear: bool = False,
) -> Reading:
    """Read a catalogue whose rooms are kept somewhere else than in files.

    Whatever is wrong becomes a finding; what can be read is read. A room that does not validate is
    left out of the catalogue, and is known to be there.

    Args:
        rows: Each a room as a catalogue file has it (``key``, ``name: {fi: …}``, ``capacity`` …),
            with its ``service_unit`` and its ``venue`` (``tprek``, ``name``) beside. A finding
            without a room's key has its path in ``rooms`` and the number of the row, from 0.
        id: Id of the catalogue; it must stay the same, for rooms are known by it.
        catalogue: What ``catalogue.yaml`` would say besides: ``goal``, ``rules``, ``defaults`` …
        nulls_clear: Whether ``None`` means that the field is to be cleared in the booking system,
            as ``null`` in a file does. By default it means that nothing is stated, as a column
            without a value does; then what staff have written there stays.

    Example:
        >>> from varaamo_sync.catalogue_files import read_rooms
        >>> reading = read_rooms([{"key": "nup-sali", "name": {"fi": "Sali"}}], id="demo")
        >>> [finding.rule for finding in reading.findings]
        ['value-missing', 'value-missing']
    """
    return _RowReader(id, catalogue or {}, nulls_clear=nulls_clear).read(rows)


class _RowReader:
    """One reading of rows; gathers as it goes."""

    def __init__(self, id: str, further: Mapping[str, Any], *, nulls_clear: bool) -> None:
        self._nulls_clear = nulls_clear
        self._findings: list[Finding] = []
        self._maker = RoomMaker()
        self._rooms: list[Room] = []
        self._numbers: dict[str, int] = {}
        self._unread: dict[str, UnreadRoom] = {}
        self._units: dict[str, tuple[ServiceUnit | None, list[Fault]]] = {}
        self._venues: dict[str, tuple[Venue | None, Stated, list[Fault]]] = {}
        self._lost = False
        self._digest = hashlib.sha256()
        head = {**copy.deepcopy(dict(further)), "format": 1, "id": id}
        self._fields, self._stated, faults = catalogue_head(head, _as_it_is)
        self._findings += [file_finding(fault, fault.path) for fault in faults]

    def read(self, rows: Iterable[Mapping[str, Any]]) -> Reading:
        for number, row in enumerate(rows):
            self._read_row(number, row)
        known = {room.key for room in self._rooms}
        coverage = Coverage(
            broken=frozenset({"rooms"} if self._lost else ()),
            unread={key: room for key, room in self._unread.items() if key not in known},
            whole=not self._findings,
        )
        made = None
        if self._fields is not None:
            made, _ = validate(Catalogue, self._fields | {"rooms": self._rooms})
        return Reading(
            catalogue=made.resting_on(coverage) if made is not None else None,
            findings=tuple(self._findings),
            left_out=frozenset(coverage.unread),
            files=(),
            digest=self._digest.hexdigest(),
            _sources=Sources(),
            _rooms={},
        )

    def _read_row(self, number: int, row: object) -> None:
        entry = _plain_value(row, nulls_clear=self._nulls_clear)
        self._digest.update(f"{number}\0{entry!r}\0".encode("utf-8", "surrogatepass"))
        if not isinstance(entry, dict):
            self._tell(number, None, None, [no_mapping(entry)])
            return
        key = entry.get("key")
        around = {name: entry.pop(name) for name in _AROUND if name in entry}
        unit, of_unit = self._unit(around)
        venue, stated, of_venue = self._venue(around)
        prepare(entry, _as_it_is)
        room, faults = self._maker.make(entry, stated, unit, venue)
        self._tell(number, key, unit, [*of_unit, *of_venue, *faults])
        if not isinstance(key, str):
            return
        if key in self._numbers:
            first = {"first": f"rooms.{self._numbers[key]}"}
            self._tell(number, key, unit, [Fault("key-repeated", first, ("key",))])
            self._lost = True  # it may be a copy whose key was to be another
        elif room is not None:
            self._rooms.append(room)
        else:
            self._unread[key] = UnreadRoom(unit)
        self._numbers.setdefault(key, number)

    def _unit(self, around: Mapping[str, Any]) -> tuple[ServiceUnit | None, list[Fault]]:
        stated = {"service_unit": around["service_unit"]} if "service_unit" in around else {}
        written = repr(stated)
        if written not in self._units:
            head = {"format": 1, "venues": [], **stated}
            unit, _, faults = rooms_head(head, Stated(), _as_it_is)
            self._units[written] = unit, faults
        return self._units[written]

    def _venue(self, around: Mapping[str, Any]) -> tuple[Venue | None, Stated, list[Fault]]:
        if "venue" not in around:
            return None, self._stated, [Fault("value-missing", {"name": "venue"}, ("venue",))]
        written = repr(around["venue"])
        if written not in self._venues:
            head = around["venue"]
            if isinstance(head, dict):
                head = {**head, "rooms": []}
            venue, stated, faults = venue_head(head, self._stated, _as_it_is)
            told = [_within_venue(fault) for fault in faults]
            self._venues[written] = venue, stated, told
        return self._venues[written]

    def _tell(
        self, number: int, key: object, unit: ServiceUnit | None, faults: Iterable[Fault]
    ) -> None:
        named = isinstance(key, str) and key.isprintable() and 0 < len(key) <= _LONGEST_KEY
        outside: Path = () if named else ("rooms", number)
        for fault in faults:
            self._lost = self._lost or not named
            told = str(key) if named else None
            path = (*outside, *fault.path)
            self._findings.append(file_finding(fault, path, key=told, unit=unit))


def _plain_value(value: Any, *, nulls_clear: bool, depth: int = 0) -> Any:
    """Return a value as a file would give it, apart from what the caller keeps.

    It is told by ``repr`` alone, in every process alike, so that a digest can be made of it.
    """
    if depth > _DEEPEST:
        return None
    if isinstance(value, Mapping):
        return {
            name: _plain_value(one, nulls_clear=nulls_clear, depth=depth + 1)
            for name, one in value.items()
            if one is not None or nulls_clear
        }
    if isinstance(value, list | tuple | set | frozenset | Iterator):
        rows = [_plain_value(one, nulls_clear=nulls_clear, depth=depth + 1) for one in value]
        return sorted(rows, key=repr) if isinstance(value, set | frozenset) else rows
    # Drivers give what a column without decimals holds as a decimal of none.
    if isinstance(value, Decimal) and value.as_tuple().exponent == 0:
        value = int(value)
    if isinstance(value, int) and abs(value) >= _TOO_LONG:
        return Broken("number-too-long", {"value": shown(Decimal(value))})
    return value


def _within_venue(fault: Fault) -> Fault:
    return replace(fault, path=("venue", *fault.path))


def _as_it_is(name: str) -> str:
    """Return the name of a picture: who keeps rooms elsewhere keeps pictures elsewhere, too."""
    return name
