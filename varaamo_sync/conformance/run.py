"""Runs the whole suite against a booking system."""

from __future__ import annotations

from datetime import datetime

from varaamo_sync.booking import BookingAPI, CheckRights
from varaamo_sync.conformance.changing import try_archiving, try_changing, try_publishing
from varaamo_sync.conformance.facts import UNTRIED
from varaamo_sync.conformance.looking import Seen, look
from varaamo_sync.conformance.report import Notebook, Report, Verdict
from varaamo_sync.conformance.sample import MARK
from varaamo_sync.conformance.trial import Trial
from varaamo_sync.conformance.trying import try_creating, try_spaces
from varaamo_sync.errors import BookingError, PermissionDenied, SessionEnded, UsageError
from varaamo_sync.rooms import HELSINKI

__all__ = ["MARK", "conformance"]


def conformance(
    api: BookingAPI, *, write: bool = False, venue: str | None = None, now: datetime
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

    Raises:
        UsageError: No venue was named to write to, or the booking system does not have it.
    """
    if write and venue is None:
        raise UsageError(
            "Writing needs a venue to write to.", fix="Name one by its TPREK id: --venue."
        )
    book, left = Notebook(), list[str]()
    stopped: BookingError | None = None
    for fact, reason in UNTRIED:
        book.note(fact.id, Verdict.NOT_TESTED, reason)
    try:
        seen = look(api, book)
        if write and venue is not None:
            _write(_trial(api, book, seen, venue, now), left)
    except BookingError as error:
        stopped = error
    reason = "it was not come to" if write or stopped else "nothing was written"
    return Report(
        origin=api.origin,
        taken=now,
        venue=venue if write else None,
        results=book.results(reason),
        left=tuple(left),
        stopped=stopped,
    )


def _trial(api: BookingAPI, book: Notebook, seen: Seen, venue: str, now: datetime) -> Trial:
    if seen.user is None:
        raise SessionEnded("Nobody is logged in, so nothing can be written.", fix="Log in first.")
    found = next((item for item in seen.venues if item.tprek == venue), None)
    if found is None:
        raise UsageError(f"The booking system has no venue {venue!r}.")
    if not api.execute(CheckRights(found.pk)):
        raise PermissionDenied(
            f"The user may not write to the venue {venue}.",
            fix="Ask for the role ADMIN of this venue, or name another.",
        )
    today = now.astimezone(HELSINKI).date()
    return Trial(api, book, seen.reference, found, today, now)


def _write(trial: Trial, left: list[str]) -> None:
    try:
        space = try_spaces(trial)
        room = try_creating(trial, space) if space else None
        if space and room:
            try_changing(trial, room.pk)
            try_publishing(trial, room.pk, space)
            try_archiving(trial, room.pk, space)
    finally:
        trial.clear()
        left.extend(trial.left)
