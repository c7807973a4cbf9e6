"""What a room's stage rests on: a few facts, and when they were read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from varaamo_sync.plan.pairing import Pair, RoomMatch
from varaamo_sync.snapshot import PublishingState, RemoteRoom, ReservationState
from varaamo_sync.startup.fast_dataclass import dataclass

if TYPE_CHECKING:
    from pydantic import TypeAdapter


class Reason(StrEnum):
    """The first thing that stands between a room and residents."""

    UNREAD = "unread"
    UNREADY = "unready"
    NOT_SENT = "not_sent"
    VENUE_UNKNOWN = "venue_unknown"
    HALF_MADE = "half_made"
    VANISHED = "vanished"
    AMBIGUOUS = "ambiguous"
    LIKELY_TWIN = "likely_twin"
    FOREIGN = "foreign"
    DRAFT = "draft"
    HIDDEN = "hidden"
    PUBLISHING_SCHEDULED = "publishing_scheduled"
    BOOKING_SCHEDULED = "booking_scheduled"
    BOOKING_OVER = "booking_over"
    NO_PRICE = "no_price"
    NO_PAYMENT_PRODUCT = "no_payment_product"
    VIEW_ONLY = "view_only"
    BOOKED_ELSEWHERE = "booked_elsewhere"
    SEASON_ONLY = "season_only"
    NOT_LINKED = "not_linked"
    NO_OPENING_HOURS = "no_opening_hours"
    HOURS_UNSET = "hours_unset"
    OPENING_NOT_READ = "opening_not_read"
    OPENING_BREAKS = "opening_breaks"
    NOT_READ = "not_read"
    NOT_IN_SURVEY = "not_in_survey"
    BOOKABLE = "bookable"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoHours:
    """Why a room has no opening hours, as the system that keeps them says.

    Attributes:
        why: The reason, as ``varaamo_sync.hours.Why`` calls it.
        period: Number of the period that it is about, where it is about one.
        name: What that period is called, by language.
        first: Its first day.
        last: Its last day.
        day: The day that it is about: the last of hours that ended, the first of those to come.
        states: States of its hours that the booking system ignores.
    """

    why: str
    period: int | None = None
    name: Mapping[str, str] = field(default_factory=dict)
    first: dt.date | None = None
    last: dt.date | None = None
    day: dt.date | None = None
    states: tuple[str, ...] = ()

    @property
    def passes(self) -> bool:
        """Whether it needs nobody: hours begin, or the booking system takes them over."""
        return self.why in ("later", "has_hours")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the booking system showed of one room.

    Attributes:
        read: When it was read; ``None`` when it was not.
        match: How the room was recognised, or why not; ``None`` when nothing was read.
        pk: Its number in the booking system; without one, nothing below is known.
        publishing: Whether it is shown.
        reservation: Whether it takes bookings.
        season_only: Whether it can only be applied for by season.
        handled: Whether a member of staff handles each booking; ``None`` when not known.
        closed: ``True`` when it has no opening hours ahead; ``None`` when not read.
        linked: Whether the opening-hours system knows it; ``None`` when not read.
        keeps_hours: Whether the booking system keeps its hours itself; ``None`` where another one
            does.
        open_from: First day of the coming weeks on which it is open; ``None`` when there is none,
            or that was not read.
        open_hours: Hours a week from that day on; ``None`` when not known.
        no_hours: Why it has none, where the opening-hours system was asked.
        first_reservable: First free moment; ``None`` when fully booked or not read.
        opening_fault: What the booking system said when it stumbled over its openings.
        shown_from: From when it is shown.
        shown_until: Until when it is shown.
        opens: When booking opens.
        closes: When booking closes.
        price: Highest price in force in euros; ``None`` when none is in force.
        next_price: First day of the next price.
    """

    read: dt.datetime | None = None
    match: RoomMatch | None = None
    pk: int | None = None
    publishing: PublishingState | None = None
    reservation: ReservationState | None = None
    season_only: bool | None = None
    handled: bool | None = None
    closed: bool | None = None
    linked: bool | None = None
    keeps_hours: bool | None = None
    open_from: dt.date | None = None
    open_hours: Decimal | None = None
    no_hours: NoHours | None = None
    first_reservable: dt.datetime | None = None
    opening_fault: str | None = None
    shown_from: dt.datetime | None = None
    shown_until: dt.datetime | None = None
    opens: dt.datetime | None = None
    closes: dt.datetime | None = None
    price: Decimal | None = None
    next_price: dt.date | None = None

    def past(self, moment: dt.datetime | None) -> bool:
        """Whether a moment had come when the evidence was read."""
        return moment is not None and self.read is not None and moment <= self.read

    def moment(self, reason: Reason) -> dt.datetime | dt.date | None:
        """Return the moment that a reason speaks of: when something begins, or has ended."""
        if reason is Reason.HIDDEN:
            return self.shown_until if self.past(self.shown_until) else None
        if reason is Reason.BOOKING_OVER:
            return self.closes if self.past(self.closes) else None
        return {
            Reason.PUBLISHING_SCHEDULED: self.shown_from,
            Reason.BOOKING_SCHEDULED: self.opens,
            Reason.NO_PRICE: self.next_price,
            Reason.NO_OPENING_HOURS: self.open_from,
        }.get(reason)


def evidence_of(pair: Pair, read: dt.datetime) -> Evidence:
    """Return what a survey says of one room.

    Args:
        pair: The room with what the booking system has of it.
        read: When that was read.
    """
    if pair.remote is None:
        return Evidence(read=read, match=pair.match)
    return evidence_of_remote(pair.remote, read, pair.match)


def evidence_of_remote(
    remote: RemoteRoom, read: dt.datetime | None = None, match: RoomMatch | None = None
) -> Evidence:
    """Return what a survey says of a room of the booking system, be it in the catalogue or not.

    Args:
        remote: The room.
        read: When it was read; without it nothing is known to be past.
        match: How it was recognised, where it is a room of the catalogue.
    """
    rows = [row for _, row, _ in remote.prices]
    in_force = next((row for row in rows if row.begins is None), None)
    return Evidence(
        read=read,
        match=match,
        pk=remote.pk,
        publishing=PublishingState.DRAFT if remote.is_draft else remote.publishing,
        reservation=remote.reservation,
        season_only=remote.season_only,
        handled=remote.values.get("booking.handling") is True or None,
        closed=remote.closed,
        linked=remote.linked,
        keeps_hours=remote.keeps_hours or None,
        open_from=remote.hours.begins if remote.hours else None,
        open_hours=remote.hours.a_week if remote.hours else None,
        first_reservable=remote.first_reservable,
        opening_fault=remote.opening_fault,
        shown_from=_moment(remote.values.get("publish.from")),
        shown_until=_moment(remote.values.get("publish.until")),
        opens=_moment(remote.values.get("booking.opens")),
        closes=_moment(remote.values.get("booking.closes")),
        price=in_force.highest if in_force else None,
        next_price=min((row.begins for row in rows if row.begins), default=None),
    )


def _moment(value: object) -> dt.datetime | None:
    return value if isinstance(value, dt.datetime) else None


@cache
def _adapter() -> TypeAdapter[Evidence]:
    from pydantic import TypeAdapter  # few ask for JSON

    return TypeAdapter(Evidence)


def evidence_as_dict(evidence: Evidence) -> dict[str, Any]:
    """Return evidence as JSON values, without what is not known."""
    values: dict[str, Any] = _adapter().dump_python(evidence, mode="json", exclude_none=True)
    return values


def evidence_from_dict(values: object) -> Evidence:
    """Return evidence as ``evidence_as_dict`` wrote it.

    Raises:
        ValueError: It is something else.
    """
    return _adapter().validate_python(values)
