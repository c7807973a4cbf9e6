"""What became of every room of a push."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from varaamo_sync.errors import BookingError, VaraamoSyncError
from varaamo_sync.explanations import explained
from varaamo_sync.model import Earlier, Lang
from varaamo_sync.plan import UNRECOGNISED, Action, Departed, Double, RoomPlan
from varaamo_sync.snapshot import RemoteRoom
from varaamo_sync.startup.fast_dataclass import dataclass


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

    @property
    def kept(self) -> tuple[str, ...]:
        """Paths of the fields that were left as others changed them."""
        conflicts = () if isinstance(self.planned, Departed) else self.planned.conflicts
        return tuple(conflict.path for conflict in conflicts)

    @property
    def as_wanted(self) -> bool:
        """Whether the room was sent as the catalogue wants it, fields that were kept left aside."""
        if isinstance(self.planned, Departed):
            return self.status in (Status.DONE, Status.SKIPPED)
        if self.status is Status.CONFLICT:  # of fields alone, or of the room as a whole
            return self.planned.pair.match not in UNRECOGNISED and not self.planned.withheld
        return self.status in (Status.DONE, Status.UNCHANGED) and not self.planned.withheld

    def as_dict(self, lang: Lang = "fi") -> dict[str, Any]:
        """Return it as JSON values; ``lang`` is that in which it is told why it failed."""
        planned, error = self.planned, self.error
        found = explained(error, lang) if error else ()
        return {
            "room": self.key,
            "action": self.action.value,
            "status": self.status.value,
            "pk": self.pk,
            "published": self.published,
            "kept": list(self.kept),
            "withheld_by": list(planned.withheld) if isinstance(planned, RoomPlan) else [],
            "error": str(error) if error else None,
            "code": error.code if isinstance(error, BookingError) else None,
            "operation": error.operation if isinstance(error, BookingError) else None,
            "problems": [item.as_dict() for item in found],
        }


@dataclass(frozen=True, slots=True)
class PushResult:
    """What became of a push: one outcome for every room of the plan, in catalogue order.

    Attributes:
        catalogue: Id of the catalogue.
        doubles: Rooms of ours that are there twice, looked for where rooms were made; ``None``
            when that could not be read.
    """

    outcomes: tuple[Outcome, ...]
    catalogue: str
    doubles: tuple[Double, ...] | None = ()

    def counts(self) -> Mapping[Status, int]:
        """Return how many rooms there are of each status."""
        return {
            status: sum(outcome.status is status for outcome in self.outcomes) for status in Status
        }

    @property
    def complete(self) -> bool:
        """Whether every room is there as the catalogue wants it, and once.

        Rooms that are not ready, whose publishing is withheld, or about which a person must
        decide make a push incomplete; fields that were kept as staff changed them do not.
        """
        return not self.doubles and all(outcome.as_wanted for outcome in self.outcomes)

    @property
    def interrupted(self) -> bool:
        """Whether something failed, is unknown or was not tried, so that a push can go on."""
        broken = (Status.FAILED, Status.UNKNOWN, Status.NOT_TRIED)
        return any(outcome.status in broken for outcome in self.outcomes)

    @property
    def idle(self) -> bool:
        """Whether nothing was to be sent."""
        return not any(outcome.action.writes for outcome in self.outcomes)

    def as_dict(
        self, lang: Lang = "fi", *, earlier: Mapping[str, Earlier] | None = None
    ) -> dict[str, Any]:
        """Return it as JSON values, as ``schemas/push.schema.json`` describes them.

        Args:
            lang: Language in which it is told why rooms failed.
            earlier: What adopted rooms were before, where their catalogue does not say so, by key:
                what ``unstated_earlier`` returns.
        """
        counts, doubles = self.counts(), self.doubles
        return {
            "format_version": 1,
            "complete": self.complete,
            "doubles": None if doubles is None else [item.as_dict() for item in doubles],
            "counts": {status.value: counts[status] for status in Status},
            "rooms": [outcome.as_dict(lang) for outcome in self.outcomes],
            "earlier": [
                {"room": key, "earlier": value.value, "written": False, "problem": None}
                for key, value in (earlier or {}).items()
            ],
        }
