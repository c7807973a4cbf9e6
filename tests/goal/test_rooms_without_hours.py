"""Rooms without opening hours: why, venue by venue, and how it is remembered."""

import json
from decimal import Decimal
from typing import Any

from tests.make import TODAY, catalogue, remote, room, snapshot, space
from varaamo_sync.goal import (
    Progress,
    Reason,
    missing_hours,
    progress,
    recall_progress,
    survey_as_dict,
)
from varaamo_sync.model import Catalogue
from varaamo_sync.model.open_times import OpeningHours

SHUT = {"closed": True, "linked": True}
UNKNOWN = {"closed": True, "linked": False}
OPEN = {"closed": False, "linked": True, "hours": OpeningHours(TODAY, Decimal(40))}


def shown(*states: dict[str, Any]) -> tuple[Catalogue, Progress]:
    """Return a catalogue of rooms in one venue, and how far they are, in these states."""
    keys = [f"nup-{n}" for n in range(1, len(states) + 1)]
    ours = catalogue(*(room(key, name={"fi": key}) for key in keys))
    theirs = [remote(n, name=f"nup-{n}", **state) for n, state in enumerate(states, 1)]
    spaces = [space(n, f"demo:{key}") for n, key in enumerate(keys, 1)]
    return ours, progress(ours, snapshot(theirs, spaces))


def test_rooms_that_lack_hours_stand_with_their_venue() -> None:
    """Those whose hours can be set are told apart from those that must be linked first."""
    _, made = shown(SHUT, OPEN, UNKNOWN, SHUT)

    (found,) = missing_hours(made.rooms)

    assert (1, 4) == found.numbers
    assert ["nup-3"] == [item.room.key for item in found.not_linked]
    assert "demo-001" == found.venue.tprek
    assert () == missing_hours(shown(OPEN)[1].rooms)


def test_what_is_remembered_says_it_as_exactly() -> None:
    """Hours and links come back from a survey; one of before they were read says no more."""
    ours, made = shown(SHUT, OPEN, UNKNOWN)
    kept = json.loads(json.dumps(survey_as_dict(made)))
    old = json.loads(json.dumps(kept))
    for evidence in old["rooms"].values():
        for name in ("linked", "open_from", "open_hours"):
            evidence.pop(name, None)

    again, before = recall_progress(ours, kept), recall_progress(ours, old)

    assert made == again
    assert Decimal(40) == again.rooms[1].evidence.open_hours
    assert Reason.NOT_LINKED is again.rooms[2].reason
    assert [Reason.NO_OPENING_HOURS, Reason.BOOKABLE, Reason.NO_OPENING_HOURS] == [
        item.reason for item in before.rooms
    ]
