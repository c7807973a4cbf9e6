"""Runs the whole suite against a booking system."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from varaamo_sync.booking import BookingAPI, CheckRights
from varaamo_sync.conformance.changing import try_archiving, try_changing, try_publishing
from varaamo_sync.conformance.company import Company
from varaamo_sync.conformance.demanding import (
    try_ended,
    try_load,
    try_reserved,
    try_together,
)
from varaamo_sync.conformance.looking import Seen, look
from varaamo_sync.conformance.odd_values import try_odd_values
from varaamo_sync.conformance.report import NOT_COME_TO, NOTHING_WRITTEN, Notebook, Report
from varaamo_sync.conformance.sample import MARK
from varaamo_sync.conformance.trial import Trial
from varaamo_sync.conformance.trying import try_creating, try_spaces
from varaamo_sync.errors import BookingError, PermissionDenied, SessionEnded, UsageError
from varaamo_sync.model import HELSINKI
from varaamo_sync.snapshot import RemoteVenue

__all__ = ["MARK", "conformance"]


def conformance(
    api: BookingAPI,
    *,
    write: bool = False,
    venue: str | None = None,
    now: datetime,
    company: Company | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Report:
    """Find out whether a booking system does what the client relies on.

    Everything that is made has a name that says what it is, nobody can book it, and it is
    archived in the end, also after a failure. Two spaces stay, for spaces cannot be archived;
    the next run takes them again.

    Args:
        api: The booking system.
        write: Also create, change, publish, unpublish and archive rooms.
        venue: TPREK id of the venue to write to.
        now: The moment, with time zone.
        company: Others at the same booking system; without them some facts are not tested.
        sleep: Waits some seconds.

    Raises:
        UsageError: No venue was named to write to, or the booking system does not have it.
    """
    if write and venue is None:
        raise UsageError("venue-not-named")
    book, left = Notebook(), list[str]()
    stopped: BookingError | None = None
    company = company or Company()
    try:
        today = now.astimezone(HELSINKI).date()
        seen = look(api, book, company, today)
        if write and venue is not None:
            found = _venue(api, seen, venue)
            _write(Trial(api, book, seen.reference, found, today, now, company, sleep), left)
    except BookingError as error:
        stopped = error
    reason = NOT_COME_TO if write or stopped else NOTHING_WRITTEN
    return Report(
        origin=api.origin,
        taken=now,
        venue=venue if write else None,
        results=book.results(reason),
        left=tuple(left),
        stopped=stopped,
    )


def _venue(api: BookingAPI, seen: Seen, venue: str) -> RemoteVenue:
    if seen.user is None:
        raise SessionEnded("Nobody is logged in, so nothing can be written.")
    found = next((item for item in seen.venues if item.tprek == venue), None)
    if found is None:
        raise UsageError("venue-not-there", venue=venue)
    if not api.execute(CheckRights(found.pk)):
        raise PermissionDenied(
            f"The user may not write to the venue {venue}.",
            fix="Ask for the role ADMIN of this venue, or name another.",
        )
    return found


def _write(trial: Trial, left: list[str]) -> None:
    try:
        try_ended(trial)
        space = try_spaces(trial)
        room = try_creating(trial, space) if space else None
        if space and room:
            try_changing(trial, room.pk)
            try_odd_values(trial, room.pk)
            try_together(trial, room.pk)
            try_publishing(trial, room.pk, space)
            try_reserved(trial, room.pk)
            try_load(trial, space)
            try_archiving(trial, room.pk, space)
    finally:
        trial.clear()
        left.extend(trial.left)
