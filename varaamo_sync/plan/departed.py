"""Rooms that have left the catalogue, and are still in the booking system."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from varaamo_sync.capabilities import Feature
from varaamo_sync.model import Catalogue, ServiceUnit
from varaamo_sync.plan.others import Departed
from varaamo_sync.plan.pairing import Pair
from varaamo_sync.snapshot import RemoteRoom, Snapshot
from varaamo_sync.state.records import RoomState

UNIT = "service_unit"
"""Path under which the service unit of a room is remembered with its applied values."""


def find_departed(
    catalogue: Catalogue,
    snapshot: Snapshot,
    keys: Mapping[int, str],
    pairs: Mapping[str, Pair],
    remembered: Mapping[str, RoomState],
) -> tuple[Departed, ...]:
    """Return the rooms whose key has left the catalogue; exactly one room for each key.

    A room that any key of the catalogue stands for, or may stand for, has not left. Neither has
    one that shares the spaces of several rooms, nor one of two that are alike: which of them is
    ours is for a person to say.

    Args:
        catalogue: What is wanted.
        snapshot: What the booking system has.
        keys: The key that spaces carry in their codes, by number of the space.
        pairs: What each key of the catalogue stands for.
        remembered: What is remembered, by key.
    """
    claimed = {item.remote.pk for item in pairs.values() if item.remote}
    claimed |= {remote.pk for item in pairs.values() for remote in item.candidates}
    found: defaultdict[str, list[RemoteRoom]] = defaultdict(list)
    for key, remote in (
        *_by_memory(snapshot, pairs, remembered),
        *_by_code(snapshot, keys, pairs, remembered),
    ):
        if remote.pk not in claimed:
            found[key].append(remote)
    units: defaultdict[int, set[ServiceUnit]] = defaultdict(set)
    for room in catalogue.rooms:
        if (venue := pairs[room.key].venue) is not None:
            units[venue.pk].add(room.service_unit)
    departed = []
    for key, rooms in found.items():
        if len(rooms) == 1:
            of_venue = units[rooms[0].venue]
            only = next(iter(of_venue)) if len(of_venue) == 1 else None
            departed.append(Departed(key, rooms[0], find_unit(key, remembered.get(key)) or only))
    return tuple(departed)


def _by_code(
    snapshot: Snapshot,
    keys: Mapping[int, str],
    pairs: Mapping[str, Pair],
    remembered: Mapping[str, RoomState],
) -> Iterator[tuple[str, RemoteRoom]]:
    """Yield the rooms whose spaces carry a key that the catalogue has not."""
    wanted = {None, *pairs}
    for remote in snapshot.rooms:
        owners = {keys.get(pk) for pk in remote.spaces}
        for key in owners - wanted:
            assert key is not None
            known = remembered.get(key)
            proven = known is not None and known.pairing.proves(remote.pk, remote.ext_uuid)
            if len(owners) == 1 or proven:
                yield key, remote


def _by_memory(
    snapshot: Snapshot, pairs: Mapping[str, Pair], remembered: Mapping[str, RoomState]
) -> Iterator[tuple[str, RemoteRoom]]:
    """Yield the rooms that are remembered, where nothing there tells of our keys."""
    if Feature.SPACES in snapshot.reference.capabilities.features:
        return
    for key in sorted(remembered.keys() - pairs.keys()):
        pairing = remembered[key].pairing
        there = snapshot.room_by_pk.get(pairing.pk)
        if there is not None and pairing.proves(there.pk, there.ext_uuid):
            yield key, there


def find_unit(key: str, remembered: RoomState | None) -> ServiceUnit | None:
    """Return the service unit that a room had: as it is remembered, else as its key begins."""
    known = remembered.applied.get(UNIT) if remembered is not None else None
    for unit in ServiceUnit:
        if known == unit.value:
            return unit
    start = key.split("-", maxsplit=1)[0].upper()
    return ServiceUnit(start) if start in ServiceUnit.__members__ else None
