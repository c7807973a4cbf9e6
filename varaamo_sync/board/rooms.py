"""Rooms, venues and what was found in them, looked up for the pages of a board."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from contextlib import suppress

from varaamo_sync import words
from varaamo_sync.board.state import BoardState
from varaamo_sync.findings import Finding
from varaamo_sync.goal import HistoryEntry, RoomProgress, Source, Stage
from varaamo_sync.goal.history import rows_of
from varaamo_sync.goal.renames import rename_rooms
from varaamo_sync.model import Lang, ServiceUnit, Venue
from varaamo_sync.report import Standing
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Part


@dataclass(frozen=True, slots=True)
class StageSince:
    """A stage of a room, and the first day on which a survey found it there.

    ``stage`` is ``None`` for a day on which the room was not counted.
    """

    day: dt.date
    stage: Stage | None


@dataclass(frozen=True, slots=True)
class BookableOn:
    """How many of some rooms residents could book on a day, and how many there were."""

    day: dt.date
    bookable: int
    rooms: int


def standing_of(state: BoardState) -> Standing | None:
    """Return how the surveyed goal stands, where anything is known of it."""
    return state.report.standing if state.report else None


def all_rooms(state: BoardState) -> tuple[RoomProgress, ...]:
    """Return every room of the catalogue, in its order, whether or not its unit has a goal."""
    standing = standing_of(state)
    return standing.progress.rooms if standing and standing.progress else ()


def find_room(state: BoardState, key: str) -> RoomProgress | None:
    """Return the room of a key."""
    return next((item for item in all_rooms(state) if item.room.key == key), None)


def find_unit(state: BoardState, name: str) -> ServiceUnit | None:
    """Return a service unit by its short name, in capital letters or not."""
    found = next((unit for unit in ServiceUnit if unit.value.lower() == name.lower()), None)
    return found if standing_of(state) else None


def venue_id(venue: Venue) -> str:
    """Return what a venue is called in an address: its TPREK id, else its name."""
    return venue.tprek or venue.identity.partition(":")[2]


def rooms_of_venue(state: BoardState, id: str) -> tuple[RoomProgress, ...]:
    """Return the rooms of a venue."""
    return tuple(item for item in all_rooms(state) if venue_id(item.room.venue) == id)


def findings_of(state: BoardState, keys: Collection[str]) -> tuple[Finding, ...]:
    """Return what was found in rooms, each thing once, the worst first.

    Some is known by the survey alone, which keeps of a finding no more than its rule.
    """
    severities = ("error", "warning", "hint")
    found = {(f.key, f.rule, f.path): f for f in state.findings if f.key in keys}
    known = {(f.key, f.rule) for f in found.values()}
    for item in all_rooms(state):
        if item.room.key in keys:
            found |= {
                (f.key, f.rule, f.path): f for f in item.findings if (f.key, f.rule) not in known
            }
    return tuple(sorted(found.values(), key=lambda f: severities.index(f.severity.value)))


def finding_text(finding: Finding, part: Part, lang: Lang) -> str:
    """Return what a finding says or how it is mended, with … for a value that nobody kept."""
    with suppress(KeyError):
        return words.text(finding.rule, part, lang, finding.params)
    with suppress(KeyError):
        return words.unnamed_text(finding.rule, part, lang)
    return finding.rule if part == "message" else ""  # a rule of somebody else


def history_of_room(state: BoardState, key: str) -> tuple[StageSince, ...]:
    """Return the stages that surveys found a room in, each with the day it began, newest first."""
    found: list[StageSince] = []
    for entry in _surveys(state):
        stages = [
            stage
            for row in entry.surveyed.values()
            for stage, keys in row.stages.items()
            if key in keys
        ]
        stage = stages[0] if stages else None
        if (found and found[-1].stage is not stage) or (not found and stage is not None):
            found.append(StageSince(entry.date, stage))
    return tuple(reversed(found))


def history_of_rooms(state: BoardState, keys: Collection[str]) -> tuple[BookableOn, ...]:
    """Return how many of some rooms could be booked at each survey, the newest first."""
    found = []
    for entry in _surveys(state):
        rows = entry.surveyed.values()
        there = {key for row in rows for key in row.keys} & set(keys)
        bookable = {key for row in rows for key in row.bookable} & there
        if there:
            found.append(BookableOn(entry.date, len(bookable), len(there)))
    return tuple(reversed(found))


def _surveys(state: BoardState) -> Iterator[HistoryEntry]:
    """Yield what surveys counted, oldest first, with each room under the key that it has now."""
    standing = standing_of(state)
    if standing is None:
        return
    entries = [entry for entry in standing.history if entry.source is Source.SURVEYED]
    if standing.progress is not None:
        entries = rename_rooms(entries, rows_of(standing.progress))
    yield from entries
