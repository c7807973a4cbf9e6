"""Looking again after a push: was stored what was sent, and was nothing of others lost?"""

from __future__ import annotations

from enum import StrEnum

from varaamo_sync.model import in_helsinki
from varaamo_sync.plan import CODE, MEMBERSHIP, Action, RoomPlan, SpaceOwners
from varaamo_sync.snapshot import RemoteRoom, Snapshot, Value, keys_of, value_on
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.stored_form import agree
from varaamo_sync.sync.pushes.outcomes import Outcome, PushResult, Status


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
    owners = SpaceOwners(keys_of(after.spaces, f"{result.catalogue}:"))
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
                found.extend(_differences(outcome, room, after, owners))
    return tuple(found)


def _differences(
    outcome: Outcome, room: RemoteRoom, after: Snapshot, owners: SpaceOwners
) -> list[Mismatch]:
    assert isinstance(outcome.planned, RoomPlan)
    today = in_helsinki(after.taken).date()  # the push may have gone on over midnight
    planned = outcome.planned.on(today)
    kept = {conflict.path for conflict in planned.conflicts}
    sent = {p: v for p, v in planned.values.items() if p not in kept and p in room.values}
    found = [
        Mismatch(outcome.key, Surprise.DIFFERS, path, value, room.values[path])
        for path, value in sent.items()
        if not agree(room.values[path], value)
    ]
    if outcome.published and room.is_draft:
        found.append(Mismatch(outcome.key, Surprise.DIFFERS, "wanted", "published", "draft"))
    spaces: dict[str, Value] = {MEMBERSHIP: owners.members(room)}
    for space in (after.space_by_pk.get(pk) for pk in room.spaces):
        if space is not None and space.code == planned.derived.get(CODE):
            spaces |= owners.space_values(space)
            break
    found += [
        Mismatch(outcome.key, Surprise.DIFFERS, path, planned.derived[path], value)
        for path, value in spaces.items()
        if path in planned.derived and path not in kept
        if not agree(value, planned.derived[path])
    ]
    if outcome.before is not None:
        found += [
            Mismatch(outcome.key, Surprise.LOST_EDIT, path, value, room.values[path])
            for path, value in outcome.before.values.items()
            if path not in planned.values and path in room.values
            if room.values[path] != value_on(value, today)
        ]
    return found
