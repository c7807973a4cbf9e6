"""Rooms that have left the catalogue, and are still in the booking system."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from varaamo_sync.model import Catalogue, ServiceUnit
from varaamo_sync.plan.changes import Departed
from varaamo_sync.plan.pairing import Pair
from varaamo_sync.snapshot import RemoteRoom, Snapshot
from varaamo_sync.state.records import RoomState

UNIT = "service_unit"
"""Path under which the service unit of a room is remembered with its applied values."""


def find_departed(
    catalogue: Catalogue,
    snapshot: Snapshot,
    pairs: Mapping[str, Pair],
    remembered: Mapping[str, RoomState],
    left_out: Collection[str],
) -> tuple[Departed, ...]:
    """Return the rooms whose key has left the catalogue; exactly one room for each key.

    A room that any key of the catalogue stands for, or may stand for, has not left. Neither has
    one that shares the spaces of several rooms, nor one of two that are alike: which of them is
    ours is for a person to say.

    Args:
        catalogue: What is wanted.
        snapshot: What the booking system has.
        pairs: What each key of the catalogue stands for.
        remembered: What is remembered, by key.
        left_out: Keys that stand in the files but could not be read.
    """
    prefix = catalogue.code("")
    keys = {
        space.pk: space.code.removeprefix(prefix)
        for space in snapshot.spaces
        if space.code.startswith(prefix)
    }
    claimed = {item.remote.pk for item in pairs.values() if item.remote}
    claimed |= {remote.pk for item in pairs.values() for remote in item.candidates}
    found: defaultdict[str, list[RemoteRoom]] = defaultdict(list)
    for remote in snapshot.rooms:
        owners = {keys.get(pk) for pk in remote.spaces}
        for key in owners - {None, *pairs, *left_out}:
            assert key is not None
            alone = len(owners) == 1 or _is_remembered(remembered.get(key), remote)
            if alone and remote.pk not in claimed:
                found[key].append(remote)
    units = _units(catalogue, pairs)
    return tuple(
        Departed(key, rooms[0], _unit(key, rooms[0], remembered, units))
        for key, rooms in found.items()
        if len(rooms) == 1
    )


def _is_remembered(remembered: RoomState | None, remote: RemoteRoom) -> bool:
    pairing = remembered.pairing if remembered else None
    return pairing is not None and (pairing.pk, pairing.ext_uuid) == (remote.pk, remote.ext_uuid)


def _units(catalogue: Catalogue, pairs: Mapping[str, Pair]) -> Mapping[int, set[ServiceUnit]]:
    units: defaultdict[int, set[ServiceUnit]] = defaultdict(set)
    for room in catalogue.rooms:
        venue = pairs[room.key].venue
        if venue is not None:
            units[venue.pk].add(room.service_unit)
    return units


def _unit(
    key: str,
    remote: RemoteRoom,
    remembered: Mapping[str, RoomState],
    units: Mapping[int, set[ServiceUnit]],
) -> ServiceUnit | None:
    there = units.get(remote.venue, set())
    only = next(iter(there)) if len(there) == 1 else None
    return find_unit(key, remembered.get(key)) or only


def find_unit(key: str, remembered: RoomState | None) -> ServiceUnit | None:
    """Return the service unit that a room had: as it is remembered, else as its key begins."""
    known = remembered.applied.get(UNIT) if remembered is not None else None
    for unit in ServiceUnit:
        if known == unit.value:
            return unit
    start = key.split("-", maxsplit=1)[0].upper()
    return ServiceUnit(start) if start in ServiceUnit.__members__ else None
