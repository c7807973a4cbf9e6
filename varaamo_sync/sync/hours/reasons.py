"""Why rooms have no opening hours: asked of the system that keeps them, as part of the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from varaamo_sync.goal import NoHours, Progress, Reason, RoomProgress
from varaamo_sync.hours import Absence, HoursAPI, RoomToAsk, survey_hours
from varaamo_sync.snapshot import Snapshot

_ASKED = (Reason.NO_OPENING_HOURS, Reason.NOT_LINKED)


def lacks_hours(found: Progress) -> bool:
    """Whether any room waits for opening hours, so that there is something to ask."""
    return any(item.reason in _ASKED for item in found.rooms)


def explain_missing_hours(
    api: HoursAPI, found: Progress, snapshot: Snapshot, today: date
) -> Progress:
    """Return a progress whose rooms without opening hours say why they have none.

    Only such rooms are asked for; without any, nothing is asked. Stages and reasons stay: they
    rest on what the booking system shows. Needs no token.

    Args:
        api: The opening-hours system.
        found: How far every room is.
        snapshot: What that rests on: it has the rooms' identities.
        today: The day that it is.

    Raises:
        HoursError: It could not be read.
    """
    uuids = {room.pk: room.ext_uuid for room in snapshot.rooms}
    asked = [
        RoomToAsk(item.room.key, uuids[item.evidence.pk], item.room.venue.tprek)
        for item in found.rooms
        if item.reason in _ASKED and item.evidence.pk in uuids
    ]
    if not asked:
        return found
    seen = survey_hours(api, asked, today)
    reasons = {key: no_hours_of(one.absence) for key, one in seen.items()}
    return replace(found, rooms=tuple(_explained(item, reasons) for item in found.rooms))


def no_hours_of(absence: Absence) -> NoHours:
    """Return why a room has no hours as evidence holds it."""
    period = absence.period
    return NoHours(
        why=absence.why.value,
        period=period.pk if period else None,
        name={str(lang): text for lang, text in period.name.items()} if period else {},
        first=period.start_date if period else None,
        last=period.end_date if period else None,
        day=absence.day,
        states=tuple(map(str, absence.states)),
    )


def _explained(item: RoomProgress, reasons: Mapping[str, NoHours]) -> RoomProgress:
    told = reasons.get(item.room.key) if item.reason in _ASKED else None
    return item if told is None else replace(item, evidence=replace(item.evidence, no_hours=told))
