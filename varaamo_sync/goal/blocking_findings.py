"""What of the catalogue itself keeps a room from residents: it comes before all remote reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from varaamo_sync.findings import Finding, Level, Severity
from varaamo_sync.goal.evidence import Reason
from varaamo_sync.model import Room

_VENUE_UNKNOWN = "venue-unknown"
"""The one finding that only repeats what the booking system lacks: its administrators add it."""

_NOT_YET_SHOWN = frozenset(
    {Reason.NOT_SENT, Reason.VENUE_UNKNOWN, Reason.HALF_MADE, Reason.VANISHED, Reason.DRAFT}
)
"""Reasons behind which a push that is withheld may stand."""


def blocking_findings(findings: Iterable[Finding]) -> Mapping[str, tuple[Finding, ...]]:
    """Return the findings that keep rooms from residents, by key.

    Of a room that is wanted as a draft, what keeps it from being published is but a warning
    until somebody wants it published; to the goal it is missing all the same.
    """
    found: defaultdict[str, tuple[Finding, ...]] = defaultdict(tuple)
    for finding in findings:
        blocks = finding.severity is Severity.ERROR or finding.level is not Level.QUALITY
        if finding.key is not None and blocks:
            found[finding.key] = (*found[finding.key], finding)
    return found


def withholding_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings for which a push sends nothing, or does not publish."""
    return tuple(
        finding
        for finding in findings
        if finding.severity is Severity.ERROR
        and finding.level is not Level.QUALITY
        and finding.rule != _VENUE_UNKNOWN
    )


def first_reason(room: Room, reason: Reason, findings: Sequence[Finding]) -> Reason:
    """Return the true first reason for a room's stage.

    What the booking system shows of a room that was never sent is a consequence: the catalogue
    has not made it fit to be sent, or to be shown.

    Args:
        room: The room of the catalogue.
        reason: The reason by what the booking system showed.
        findings: Findings that block the room.
    """
    if reason not in _NOT_YET_SHOWN:
        return reason
    unnamed = reason is Reason.VENUE_UNKNOWN and not (room.venue.tprek or "").strip()
    return Reason.UNREADY if unnamed or withholding_findings(findings) else reason
