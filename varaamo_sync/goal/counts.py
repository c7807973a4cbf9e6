"""Counts per service unit, each of which can be traced to its rooms."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from varaamo_sync.findings import Finding
from varaamo_sync.goal.blocking_findings import blocking_findings, first_reason
from varaamo_sync.goal.evidence import (
    Evidence,
    Reason,
    evidence_as_dict,
    evidence_from_dict,
    evidence_of,
)
from varaamo_sync.goal.room_progress import Progress, RoomProgress
from varaamo_sync.goal.stage_counts import Stage
from varaamo_sync.goal.stages import earlier_of, stage_of
from varaamo_sync.model import (
    Catalogue,
    Earlier,
    Room,
    ServiceUnit,
    Text,
    Venue,
    in_helsinki,
)
from varaamo_sync.plan.pairing import Pair, RoomMatch, pair
from varaamo_sync.snapshot import Snapshot
from varaamo_sync.state.records import Pairing

_FORMAT = 1


def progress(
    catalogue: Catalogue,
    snapshot: Snapshot | None,
    known: Mapping[str, Pairing] | None = None,
    *,
    findings: Iterable[Finding] = (),
    found: Mapping[str, Earlier] | None = None,
) -> Progress:
    """Return how far every room is.

    A room that was there before we came is no progress: where the catalogue does not state
    ``earlier``, what it was when it was found counts. Of a room that is recognised by its name
    alone, nothing was done yet, so that is what it is now.

    Args:
        catalogue: Rooms as wanted.
        snapshot: What the booking system showed; ``None`` when it could not be read: then
            every room is unknown, and none is guessed.
        known: Pairings that were proven before.
        findings: What readiness and the reader found: without them, no more than a missing TPREK
            id is known to be the catalogue's own fault.
        found: What rooms were when they were found, by ``ext_uuid``, as a memory keeps it
            (``StateStore.earlier``).

    Example:
        >>> from varaamo_sync import Catalogue, progress
        >>> progress(Catalogue(id="demo"), None).counts().total
        0
    """
    if snapshot is None:
        nothing = Evidence()
        unseen = _progress(catalogue, (_judged(room, nothing, None) for room in catalogue.rooms))
        return add_findings(unseen, findings)
    taken = snapshot.taken
    keys = Counter(room.key for room in catalogue.rooms)
    single = tuple(room for room in catalogue.rooms if keys[room.key] == 1)
    pairs = pair(catalogue.model_copy(update={"rooms": single}), snapshot, known)
    claims = Counter(item.remote.pk for item in pairs.values() if item.remote)
    # One remote room is never counted for two of ours, nor two of ours under one key.
    shown = {
        key: (evidence_of(item, taken), _found_as(item, found or {}))
        for key, item in pairs.items()
        if item.remote is None or claims[item.remote.pk] == 1
    }
    several = Evidence(read=taken, match=RoomMatch.SEVERAL), None
    judged = (_judged(room, *shown.get(room.key, several)) for room in catalogue.rooms)
    return add_findings(_progress(catalogue, judged, taken, snapshot.origin), findings)


def _progress(
    catalogue: Catalogue,
    rooms: Iterable[RoomProgress],
    taken: dt.datetime | None = None,
    origin: str | None = None,
) -> Progress:
    """Return the progress of rooms that could be read, with those that could not be."""
    coverage = catalogue.coverage
    known = {room.key for room in catalogue.rooms}
    unread = (
        RoomProgress(
            _bare(key, item.unit, goal=item.goal),
            Stage.UNKNOWN,
            Reason.UNREAD,
            Evidence(read=taken),
        )
        for key, item in coverage.unread.items()
        if key not in known and item.unit is not None
    )
    return Progress(taken, (*rooms, *unread), coverage, origin)


def _bare(key: str, unit: ServiceUnit, *, goal: bool) -> Room:
    """Return a room of which only the key is known; the key may be one that no room can have."""
    return Room.model_construct(key=key, name=Text(), service_unit=unit, venue=Venue(), goal=goal)


def _found_as(item: Pair, found: Mapping[str, Earlier]) -> Earlier | None:
    return found.get(item.remote.ext_uuid) if item.remote else None


def _judged(room: Room, evidence: Evidence, found: Earlier | None) -> RoomProgress:
    earlier = room.earlier
    if "earlier" not in room.model_fields_set:  # what a person states wins
        by_name = evidence.match is RoomMatch.NAME
        earlier = found or (earlier_of(evidence) if by_name else Earlier.NONE)
    stage, reason = stage_of(earlier, evidence)
    first = first_reason(room, reason, ())
    return RoomProgress(room, stage, first, evidence, earlier=earlier)


def add_findings(progress: Progress, findings: Iterable[Finding]) -> Progress:
    """Return a progress whose reasons heed what was found in the catalogue; stages stay.

    Args:
        progress: How far every room is.
        findings: What readiness and the reader found, of any rooms.
    """
    found = blocking_findings(findings)
    if not found:
        return progress
    rooms = (
        replace(
            item,
            reason=first_reason(item.room, item.reason, found[item.room.key]),
            findings=found[item.room.key],
        )
        if item.room.key in found
        else item
        for item in progress.rooms
    )
    return replace(progress, rooms=tuple(rooms))


def survey_as_dict(progress: Progress) -> dict[str, Any]:
    """Return what was read of every room as JSON values, to be recalled without a network.

    Raises:
        ValueError: Nothing was read, or not all of the catalogue: a survey without some rooms
            must not take the place of one that has them.
    """
    if progress.taken is None:
        raise ValueError("nothing was read")
    if not progress.complete:
        raise ValueError("not all of the catalogue was read")
    return {
        "format": _FORMAT,
        "taken": progress.taken.isoformat(),
        "origin": progress.origin,
        "rooms": {
            item.room.key: evidence_as_dict(item.evidence)
            | {"stage": item.stage.value}
            | ({"earlier": item.earlier.value} if _is_found(item) else {})
            for item in progress.rooms
        },
    }


def _is_found(item: RoomProgress) -> bool:
    """Whether a room's earlier is what it was found as, and not the catalogue's word."""
    stated = "earlier" in item.room.model_fields_set
    return item.earlier is not Earlier.NONE and not stated


def recall_progress(
    catalogue: Catalogue, survey: Mapping[str, Any], *, findings: Iterable[Finding] = ()
) -> Progress:
    """Return how far every room was when it was last read.

    Stages follow anew from the evidence, and from what each room was before the goal began: as
    the catalogue states it now, else as it was known then. A room that the catalogue had not at
    that time is unknown.

    Args:
        catalogue: Rooms as wanted.
        survey: What ``survey_as_dict`` returned.
        findings: What readiness and the reader found; see ``progress``.

    Raises:
        ValueError: It is something else, or of a later version.
    """
    try:
        if survey["format"] != _FORMAT:
            raise ValueError("a survey of another version")
        taken = in_helsinki(dt.datetime.fromisoformat(survey["taken"]))
        rooms = {
            key: (evidence_from_dict(values), Earlier(values.get("earlier", Earlier.NONE)))
            for key, values in survey["rooms"].items()
        }
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("not a survey") from error
    judged = (
        _judged(room, *rooms[room.key])
        if room.key in rooms
        else RoomProgress(room, Stage.UNKNOWN, Reason.NOT_IN_SURVEY, Evidence(read=taken))
        for room in catalogue.rooms
    )
    return add_findings(_progress(catalogue, judged, taken, survey.get("origin")), findings)
