"""What became of every room of a push."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from varaamo_sync.errors import VaraamoSyncError
from varaamo_sync.plan import Action, Departed, RoomPlan
from varaamo_sync.snapshot import RemoteRoom


class Status(StrEnum):
    """What became of one room."""

    DONE = "done"
    """Everything that was planned was stored."""
    UNCHANGED = "unchanged"
    """There was nothing to send."""
    UNREADY = "unready"
    """It was not sent: the booking system would refuse even a draft."""
    CONFLICT = "conflict"
    """It was left alone: a person must decide."""
    SKIPPED = "skipped"
    """It could not be archived: reservations lie ahead."""
    FAILED = "failed"
    """Something was refused; what had been stored before stays."""
    UNKNOWN = "unknown"
    """No answer proved whether the last write was stored; the next push looks first."""
    NOT_TRIED = "not_tried"
    """The push stopped before it came to this room."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one room.

    Attributes:
        planned: What was planned; a room that has left the catalogue has a ``Departed``.
        status: What became of it.
        pk: Its number in the booking system, where known.
        published: Whether it was published by this push.
        error: Why it failed, or why nothing is known.
        before: The room as it was read right before it was changed.
    """

    planned: RoomPlan | Departed
    status: Status
    pk: int | None = None
    published: bool = False
    error: VaraamoSyncError | None = None
    before: RemoteRoom | None = None

    @property
    def key(self) -> str:
        """Key of the room."""
        return self.planned.key

    @property
    def action(self) -> Action:
        """What was planned."""
        return Action.ARCHIVE if isinstance(self.planned, Departed) else self.planned.action


@dataclass(frozen=True, slots=True)
class PushResult:
    """What became of a push: one outcome for every room of the plan, in catalogue order."""

    outcomes: tuple[Outcome, ...]

    def counts(self) -> Mapping[Status, int]:
        """Return how many rooms there are of each status."""
        return {
            status: sum(outcome.status is status for outcome in self.outcomes) for status in Status
        }

    @property
    def complete(self) -> bool:
        """Whether everything that was planned was stored."""
        broken = (Status.FAILED, Status.UNKNOWN, Status.NOT_TRIED)
        return not any(outcome.status in broken for outcome in self.outcomes)

    @property
    def idle(self) -> bool:
        """Whether nothing was to be sent."""
        return not any(outcome.action.writes for outcome in self.outcomes)
