"""Looking again after a push: was stored what was sent, and was nothing of others lost?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from varaamo_sync.plan import Action, RoomPlan, wanted_space
from varaamo_sync.plan.spaces import space_values
from varaamo_sync.snapshot import RemoteRoom, Snapshot, Value
from varaamo_sync.stored_form import agree
from varaamo_sync.sync.outcomes import Outcome, PushResult, Status


class Surprise(StrEnum):
    """What is not as it should be after a push."""

    GONE = "gone"
    """A room that was just written is not there."""
    DIFFERS = "differs"
    """The booking system holds something else than what was sent: a bug, ours or theirs."""
    LOST_EDIT = "lost_edit"
    """A field that is not ours changed between the read and the write: maybe a lost edit."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A field that is not as it should be.

    Attributes:
        expected: What it should hold, in stored form.
        found: What it holds.
    """

    key: str
    surprise: Surprise
    path: str = ""
    expected: Value = None
    found: Value = None


def verify(result: PushResult, after: Snapshot) -> tuple[Mismatch, ...]:
    """Compare what a push wrote with what the booking system shows afterwards.

    Args:
        result: What became of the push.
        after: A survey made after it.
    """
    found: list[Mismatch] = []
    for outcome in result.outcomes:
        if (
            outcome.status is Status.DONE
            and outcome.pk is not None
            and outcome.action is not Action.ARCHIVE
        ):
            room = after.room_by_pk.get(outcome.pk)
            if room is None:
                found.append(Mismatch(outcome.key, Surprise.GONE))
            else:
                found.extend(_differences(outcome, room, after))
    return tuple(found)


def _differences(outcome: Outcome, room: RemoteRoom, after: Snapshot) -> list[Mismatch]:
    planned = outcome.planned
    assert isinstance(planned, RoomPlan)
    kept = {conflict.path for conflict in planned.conflicts}
    sent = {p: v for p, v in planned.values.items() if p not in kept and p in room.values}
    found = [
        Mismatch(outcome.key, Surprise.DIFFERS, path, value, room.values[path])
        for path, value in sent.items()
        if not agree(room.values[path], value)
    ]
    if outcome.published and room.is_draft:
        found.append(Mismatch(outcome.key, Surprise.DIFFERS, "wanted", "published", "draft"))
    space = after.space_by_pk.get(room.spaces[0]) if len(room.spaces) == 1 else None
    if space is not None and planned.pair.remote is None:
        holds = space_values(space)
        found += [
            Mismatch(outcome.key, Surprise.DIFFERS, path, value, holds[path])
            for path, value in wanted_space(planned.room).items()
            if holds[path] != value
        ]
    if outcome.before is not None:
        found += [
            Mismatch(outcome.key, Surprise.LOST_EDIT, path, value, room.values[path])
            for path, value in outcome.before.values.items()
            if path not in planned.values and path in room.values and room.values[path] != value
        ]
    return found
