"""What became of a sync."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from varaamo_sync.explanations.error_values import error_as_dict
from varaamo_sync.findings import Finding
from varaamo_sync.goal import GoalStatus, Progress, UnitStatus
from varaamo_sync.json_values import json_value, pick
from varaamo_sync.model import Catalogue, Lang
from varaamo_sync.plan import Plan
from varaamo_sync.snapshot import Snapshot
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.sync.preparation import Prepared
from varaamo_sync.sync.pushes import Mismatch, Outcome, PushResult
from varaamo_sync.sync.syncs.aftermath import Aftermath


@dataclass(frozen=True, slots=True)
class SyncResult:
    """What became of a sync.

    Attributes:
        prepared: The plan, and what it rests on.
        push: What became of every room.
        aftermath: What the booking system shows afterwards, and what was kept of it.
        goal: How the goal stands now; ``None`` where the booking system could not be read again.
        source_findings: What the reader of the catalogue found.
        lock_lost: Whether the lock was lost on the way: somebody else is at it now.
    """

    prepared: Prepared
    push: PushResult
    aftermath: Aftermath = field(default_factory=Aftermath)
    goal: GoalStatus | None = None
    source_findings: tuple[Finding, ...] = ()
    lock_lost: bool = False

    @property
    def catalogue(self) -> Catalogue:
        """What was wanted."""
        return self.prepared.catalogue

    @property
    def plan(self) -> Plan:
        """What was to be done."""
        return self.prepared.plan

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong or weak in the catalogue: as it was read, then by the rules."""
        return (*self.source_findings, *self.prepared.findings)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What became of every room, in catalogue order."""
        return self.push.outcomes

    @property
    def snapshot(self) -> Snapshot:
        """What the booking system showed last."""
        return self.aftermath.snapshot or self.prepared.snapshot

    @property
    def mismatches(self) -> tuple[Mismatch, ...]:
        """What is not as the push should have left it."""
        return self.aftermath.mismatches

    @property
    def progress(self) -> Progress | None:
        """How far every room is; ``None`` where that could not be found out."""
        return self.aftermath.progress

    @property
    def complete(self) -> bool:
        """Whether every room is there as the catalogue wants it, once, and was seen there.

        A catalogue of which something could not be read is not.
        """
        return (
            not self.source_findings
            and self.push.complete
            and not self.mismatches
            and self.aftermath.problem is None
        )

    @property
    def interrupted(self) -> bool:
        """Whether something failed, is unknown or was not tried: the next sync goes on."""
        return self.push.interrupted

    @property
    def idle(self) -> bool:
        """Whether nothing was to be sent."""
        return self.push.idle

    def as_dict(self, lang: Lang = "fi") -> dict[str, Any]:
        """Return it as JSON values, as ``schemas/sync.schema.json`` describes them.

        Args:
            lang: Language of findings and errors, and of the rooms' names.
        """
        aftermath, plan = self.aftermath, self.plan
        return {
            "format_version": 1,
            "origin": plan.origin,
            "catalogue": plan.catalogue,
            "complete": self.complete,
            "interrupted": self.interrupted,
            "idle": self.idle,
            "lock_lost": self.lock_lost,
            "findings": [found.as_dict(lang) for found in self.findings],
            "push": self.push.as_dict(lang, earlier=aftermath.earlier),
            "mismatches": [_mismatch(item) for item in self.mismatches],
            "progress": self.progress.as_dict(lang) if self.progress else None,
            "goal": _goal(self.goal) if self.goal else None,
            "recorded": json_value(aftermath.entry.date) if aftermath.entry else None,
            "errors": self._errors(lang),
        }

    def _errors(self, lang: Lang) -> list[dict[str, Any]]:
        """Return what failed room by room, and at last what failed of the aftermath."""
        failed = [(outcome.key, outcome.error) for outcome in self.outcomes]
        return [
            {"room": room, "error": error_as_dict(error, lang)}
            for room, error in (*failed, (None, self.aftermath.problem))
            if error is not None
        ]


def _mismatch(item: Mismatch) -> dict[str, Any]:
    return {
        "room": item.key,
        "surprise": item.surprise.value,
        **pick(item, "path", "expected", "found"),
    }


def _goal(goal: GoalStatus) -> dict[str, Any]:
    return {
        **_outlook(goal),
        "days_left": goal.days_left,
        "units": {unit.value: _outlook(status) for unit, status in goal.units.items()},
    }


def _outlook(status: GoalStatus | UnitStatus) -> dict[str, Any]:
    return {
        "outlook": status.outlook.value,
        "rooms_outlook": status.rooms_outlook.value,
        "short": status.short,
    }
