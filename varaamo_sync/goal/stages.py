"""The stage of one room, with the reason (design: *From a room to the goal*)."""

from __future__ import annotations

from varaamo_sync.goal.evidence import Evidence, Reason
from varaamo_sync.goal.stage_counts import Stage
from varaamo_sync.model import Earlier
from varaamo_sync.plan.pairing import RoomMatch
from varaamo_sync.snapshot import PublishingState, ReservationState

_UNREAD = (
    Reason.AMBIGUOUS,
    Reason.LIKELY_TWIN,
    Reason.NOT_READ,
    Reason.OPENING_NOT_READ,
    Reason.OPENING_BREAKS,
    Reason.NOT_IN_SURVEY,
)
_ABSENT = {
    None: Reason.NOT_READ,
    RoomMatch.SEVERAL: Reason.AMBIGUOUS,
    RoomMatch.LIKELY: Reason.LIKELY_TWIN,
    RoomMatch.NOT_THERE: Reason.LIKELY_TWIN,
    RoomMatch.HALF: Reason.HALF_MADE,
    RoomMatch.VANISHED: Reason.VANISHED,
    RoomMatch.HIDDEN: Reason.DRAFT,
    RoomMatch.FOREIGN: Reason.FOREIGN,
    RoomMatch.NO_VENUE: Reason.VENUE_UNKNOWN,
}

_NOT_TAKEN = {
    ReservationState.SCHEDULED_RESERVATION: Reason.BOOKING_SCHEDULED,
    ReservationState.SCHEDULED_PERIOD: Reason.BOOKING_SCHEDULED,
    ReservationState.VIEW_ONLY: Reason.VIEW_ONLY,
    ReservationState.BOOKED_ELSEWHERE: Reason.BOOKED_ELSEWHERE,
}


def stage_of(earlier: Earlier, evidence: Evidence) -> tuple[Stage, Reason]:
    """Return a room's stage and the reason for it.

    Args:
        earlier: What the room was before the goal began.
        evidence: What the booking system showed of it.
    """
    reason = _reason(evidence)
    if reason in _UNREAD:
        return Stage.UNKNOWN, reason
    if evidence.pk is None and reason is not Reason.DRAFT:
        return Stage.PREPARED, reason
    if reason is not Reason.BOOKABLE:
        return Stage.IN_PROGRESS, reason
    return (Stage.EARLIER if earlier is Earlier.BOOKABLE else Stage.READY), reason


def earlier_of(evidence: Evidence) -> Earlier:
    """Return what a room was before any work of ours, by the evidence of when it was found.

    Only what is proven counts: a visible room whose opening hours could not be read was viewable.
    """
    stage, _ = stage_of(Earlier.NONE, evidence)
    if stage is Stage.READY:
        return Earlier.BOOKABLE
    visible = evidence.publishing is not None and evidence.publishing.visible
    return Earlier.VIEWABLE if visible else Earlier.NONE


def _reason(evidence: Evidence) -> Reason:
    if evidence.publishing is None:
        return _ABSENT.get(evidence.match, Reason.NOT_SENT)
    return _not_shown(evidence.publishing) or _not_bookable(evidence) or Reason.BOOKABLE


def _not_shown(publishing: PublishingState) -> Reason | None:
    if publishing is PublishingState.DRAFT:
        return Reason.DRAFT
    if publishing in (PublishingState.SCHEDULED_PUBLISHING, PublishingState.SCHEDULED_PERIOD):
        return Reason.PUBLISHING_SCHEDULED
    return None if publishing.visible else Reason.HIDDEN


def _not_bookable(evidence: Evidence) -> Reason | None:
    if evidence.reservation is not None and evidence.reservation in _NOT_TAKEN:
        return _NOT_TAKEN[evidence.reservation]
    if evidence.reservation is None or not evidence.reservation.open:
        return _why_closed(evidence)
    if evidence.season_only:  # the API calls such a room RESERVABLE (facts, section 4b)
        return Reason.SEASON_ONLY
    if evidence.closed is None:
        return Reason.OPENING_BREAKS if evidence.opening_fault else Reason.OPENING_NOT_READ
    return _why_no_hours(evidence) if evidence.closed else None


def _why_no_hours(evidence: Evidence) -> Reason:
    if evidence.keeps_hours:
        return Reason.HOURS_UNSET
    return Reason.NOT_LINKED if evidence.linked is False else Reason.NO_OPENING_HOURS


def _why_closed(evidence: Evidence) -> Reason:
    """Return the reason that the state RESERVATION_CLOSED does not tell (facts, section 4b)."""
    if evidence.price is None:
        return Reason.NO_PRICE
    if evidence.price > 0 and not evidence.past(evidence.closes):
        return Reason.NO_PAYMENT_PRODUCT
    return Reason.BOOKING_OVER
