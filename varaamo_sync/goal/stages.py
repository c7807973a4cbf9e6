"""The stage of one room, with the reason (design: *From a room to the goal*)."""

from __future__ import annotations

from enum import StrEnum

from varaamo_sync.pairing import Match, Pair
from varaamo_sync.rooms import Earlier
from varaamo_sync.snapshot import PublishingState, RemoteRoom, ReservationState


class Stage(StrEnum):
    """How far a room is on its way to residents."""

    PREPARED = "prepared"
    """In the catalogue, not in the booking system (*Valmistelussa*)."""
    IN_PROGRESS = "in_progress"
    """In the booking system, but a resident cannot book it yet (*Käynnissä*)."""
    READY = "ready"
    """A resident can book it (*Valmis*)."""
    EARLIER = "earlier"
    """It was bookable before the goal began, and still is (*Varaamossa aiemmin*)."""
    UNKNOWN = "unknown"
    """What the booking system has of it could not be read."""

    @property
    def bookable(self) -> bool:
        """Whether a resident can book rooms of this stage."""
        return self in (Stage.READY, Stage.EARLIER)


class Reason(StrEnum):
    """The first thing that stands between a room and residents."""

    NOT_SENT = "not_sent"
    VENUE_UNKNOWN = "venue_unknown"
    HALF_MADE = "half_made"
    AMBIGUOUS = "ambiguous"
    DRAFT = "draft"
    HIDDEN = "hidden"
    PUBLISHING_SCHEDULED = "publishing_scheduled"
    BOOKING_SCHEDULED = "booking_scheduled"
    BOOKING_OVER = "booking_over"
    NO_PRICE = "no_price"
    NO_PAYMENT_PRODUCT = "no_payment_product"
    SEASON_ONLY = "season_only"
    NO_OPENING_HOURS = "no_opening_hours"
    OPENING_NOT_READ = "opening_not_read"
    BOOKABLE = "bookable"


def stage_of(pair: Pair) -> tuple[Stage, Reason]:
    """Return a room's stage and the reason for it.

    Args:
        pair: The room with what the booking system has of it.
    """
    if pair.remote is None:
        return _absent(pair.match)
    reason = _obstacle(pair.remote)
    if reason is Reason.OPENING_NOT_READ:
        return Stage.UNKNOWN, reason
    if reason is not Reason.BOOKABLE:
        return Stage.IN_PROGRESS, reason
    earlier = pair.room.earlier is Earlier.BOOKABLE
    return (Stage.EARLIER if earlier else Stage.READY), reason


def _absent(match: Match) -> tuple[Stage, Reason]:
    if match is Match.SEVERAL:
        return Stage.UNKNOWN, Reason.AMBIGUOUS
    if match is Match.HALF:
        return Stage.PREPARED, Reason.HALF_MADE
    if match is Match.NO_VENUE:
        return Stage.PREPARED, Reason.VENUE_UNKNOWN
    return Stage.PREPARED, Reason.NOT_SENT


def _obstacle(remote: RemoteRoom) -> Reason:
    shown = _not_shown(remote)
    if shown is not None:
        return shown
    if remote.reservation in (
        ReservationState.SCHEDULED_RESERVATION,
        ReservationState.SCHEDULED_PERIOD,
    ):
        return Reason.BOOKING_SCHEDULED
    if remote.reservation is ReservationState.RESERVATION_CLOSED:
        return _why_closed(remote)
    if remote.season_only:  # the API calls such a room RESERVABLE (facts, section 4b)
        return Reason.SEASON_ONLY
    if remote.closed is None:
        return Reason.OPENING_NOT_READ
    return Reason.NO_OPENING_HOURS if remote.closed else Reason.BOOKABLE


def _not_shown(remote: RemoteRoom) -> Reason | None:
    if remote.is_draft or remote.publishing is PublishingState.DRAFT:
        return Reason.DRAFT
    if remote.publishing in (
        PublishingState.SCHEDULED_PUBLISHING,
        PublishingState.SCHEDULED_PERIOD,
    ):
        return Reason.PUBLISHING_SCHEDULED
    return None if remote.publishing.visible else Reason.HIDDEN


def _why_closed(remote: RemoteRoom) -> Reason:
    in_force = [row for _, row, _ in remote.prices if row.begins is None]
    if not in_force:
        return Reason.NO_PRICE
    closes, opens = remote.values.get("booking.closes"), remote.values.get("booking.opens")
    if closes is not None and (in_force[0].highest == 0 or opens is not None):
        return Reason.BOOKING_OVER
    return Reason.NO_PAYMENT_PRODUCT if in_force[0].highest > 0 else Reason.BOOKING_OVER
