"""The same as the pages, as JSON values for programs (``schemas/board.schema.json``)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from varaamo_sync.board.rooms import (
    all_rooms,
    finding_text,
    findings_of,
    history_of_room,
    history_of_rooms,
    rooms_of_venue,
    standing_of,
    venue_id,
)
from varaamo_sync.board.state import BoardState
from varaamo_sync.findings import Finding
from varaamo_sync.goal import RoomProgress, Stage, evidence_as_dict
from varaamo_sync.model import Lang, ServiceUnit, Venue
from varaamo_sync.report import Standing, document_as_dict, write_document
from varaamo_sync.words import Theme

say = Theme("report/board")

FORMAT = 1


def report_as_dict(state: BoardState, lang: Lang) -> dict[str, Any]:
    """Return the report, which is there."""
    assert state.report is not None  # whoever asks has looked
    report = document_as_dict(write_document(state.report, lang))
    return _headed(state) | {"report": {"format_version": FORMAT} | report}


def unit_as_dict(state: BoardState, unit: ServiceUnit, lang: Lang) -> dict[str, Any]:
    """Return a service unit with its rooms."""
    rooms = [item for item in all_rooms(state) if item.room.service_unit is unit]
    named = {"service_unit": unit.value, "name": unit.label(lang)}
    return _headed(state) | {"unit": named} | _rooms(state, rooms, lang)


def venue_as_dict(state: BoardState, id: str, lang: Lang) -> dict[str, Any]:
    """Return a venue with its rooms; it has some."""
    rooms = rooms_of_venue(state, id)
    venue = rooms[0].room.venue
    named = _venue(venue) | {"address": venue.address}
    return _headed(state) | {"venue": named} | _rooms(state, rooms, lang)


def room_as_dict(state: BoardState, item: RoomProgress, lang: Lang) -> dict[str, Any]:
    """Return a room with its evidence, what was found in it, and its history."""
    key = item.room.key
    named = _room(item) | {
        "goal": item.room.goal,
        "earlier": item.earlier.value,
        "evidence": evidence_as_dict(item.evidence),
    }
    return _headed(state) | {
        "room": named,
        "findings": _findings(state, {key}, lang),
        "history": [
            {"since": one.day.isoformat(), "stage": one.stage.value if one.stage else None}
            for one in history_of_room(state, key)
        ],
    }


def message_as_dict(name: str, lang: Lang) -> dict[str, Any]:
    """Return why there is no other twin, by the name of the message in the word file."""
    told = {part: say(f"message.{name}.{part}", lang) for part in ("title", "what")}
    return {"format_version": FORMAT, "message": told, "notices": []}


def nothing_as_dict(state: BoardState, lang: Lang) -> dict[str, Any]:
    """Return why nothing can be shown yet."""
    told = {"title": say("nothing_yet", lang), "what": None}
    return {"format_version": FORMAT, "message": told, "notices": _notices(state)}


def _headed(state: BoardState) -> dict[str, Any]:
    return {
        "format_version": FORMAT,
        "survey": _survey(standing_of(state)),
        "notices": _notices(state),
    }


def _notices(state: BoardState) -> list[dict[str, Any]]:
    return [{"text": one.text, "details": list(one.details)} for one in state.notices]


def _survey(standing: Standing | None) -> dict[str, Any] | None:
    """Return what all of it rests on: when which booking system was read."""
    if standing is None or standing.entry.taken is None:
        return None
    age = standing.age
    return {
        "catalogue": standing.catalogue.id,
        "origin": standing.origin,
        "taken": standing.entry.taken.isoformat(),
        "age_seconds": None if age is None else int(age.total_seconds()),
        "complete": standing.whole,
    }


def _rooms(state: BoardState, rooms: Collection[RoomProgress], lang: Lang) -> dict[str, Any]:
    keys = {item.room.key for item in rooms}
    return {
        "counts": _counts(rooms),
        "rooms": [_room(item) for item in rooms],
        "findings": _findings(state, keys, lang),
        "history": [
            {"date": one.day.isoformat(), "bookable": one.bookable, "rooms": one.rooms}
            for one in history_of_rooms(state, keys)
        ],
    }


def _counts(rooms: Iterable[RoomProgress]) -> dict[str, int]:
    found = dict.fromkeys((stage.value for stage in Stage), 0)
    for item in rooms:
        found[item.stage.value] += 1
    return found


def _room(item: RoomProgress) -> dict[str, Any]:
    room, when = item.room, item.moment
    return {
        "key": room.key,
        "name": room.name.model_dump(exclude_none=True),
        "service_unit": room.service_unit.value,
        "venue": _venue(room.venue),
        "stage": item.stage.value,
        "reason": item.reason.value,
        "moment": when.isoformat() if when else None,
    }


def _venue(venue: Venue) -> dict[str, Any]:
    return {
        "id": venue_id(venue),
        "tprek": venue.tprek,
        "name": venue.name.model_dump(exclude_none=True),
    }


def _findings(state: BoardState, keys: Collection[str], lang: Lang) -> list[dict[str, Any]]:
    return [_finding(one, lang) for one in findings_of(state, keys)]


def _finding(finding: Finding, lang: Lang) -> dict[str, Any]:
    place = finding.position
    return {
        "room": finding.key,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "level": finding.level.value,
        "path": list(finding.path),
        "message": finding_text(finding, "message", lang),
        "fix": finding_text(finding, "fix", lang),
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
    }
