"""Runs the whole suite against a Varaamo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from varaamo_sync.booking import BookingAPI, CheckRights
from varaamo_sync.conformance.checks_concurrency import (
    check_dead_session,
    check_load,
    check_lost_updates,
    check_reserved,
)
from varaamo_sync.conformance.checks_create import check_creation, check_spaces
from varaamo_sync.conformance.checks_read import check_reads
from varaamo_sync.conformance.checks_update import (
    check_archiving,
    check_odd_values,
    check_publishing,
    check_updates,
)
from varaamo_sync.conformance.report import Recorder, Report
from varaamo_sync.conformance.runs import OtherUsers, ReadRun, WriteRun
from varaamo_sync.conformance.sample import MARK
from varaamo_sync.errors import BookingError, PermissionDenied, SessionEnded, UsageError
from varaamo_sync.model import HELSINKI
from varaamo_sync.snapshot import RemoteVenue
from varaamo_sync.words import Phrase

__all__ = ["MARK", "conformance"]


def conformance(
    api: BookingAPI,
    *,
    write: bool = False,
    venue: str | None = None,
    now: datetime,
    sleep: Callable[[float], None],
    others: OtherUsers | None = None,
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
        sleep: Waits some seconds.
        others: Others at the same booking system; without them some facts are not tested.

    Raises:
        UsageError: No venue was named to write to, or the booking system does not have it.
    """
    if write and venue is None:
        raise UsageError("venue-not-named")
    recorder, left = Recorder(), list[Phrase]()
    stopped: BookingError | None = None
    others = others or OtherUsers()
    try:
        today = now.astimezone(HELSINKI).date()
        seen = check_reads(api, recorder, others, today)
        if write and venue is not None:
            found = _venue(api, seen, venue)
            _write(WriteRun(api, recorder, seen.reference, found, today, now, others, sleep), left)
    except BookingError as error:
        stopped = error
    return recorder.report(api.origin, now, venue if write else None, left, stopped)


def _venue(api: BookingAPI, seen: ReadRun, venue: str) -> RemoteVenue:
    if seen.user is None:
        raise SessionEnded("session-none-to-write")
    found = next((item for item in seen.venues if item.tprek == venue), None)
    if found is None:
        raise UsageError("venue-not-there", venue=venue)
    if not api.execute(CheckRights(found.pk)):
        raise PermissionDenied("venue-not-writable", venue=venue)
    return found


def _write(run: WriteRun, left: list[Phrase]) -> None:
    try:
        check_dead_session(run)
        space = check_spaces(run)
        room = check_creation(run, space) if space else None
        if space and room:
            check_updates(run, room.pk)
            check_odd_values(run, room.pk)
            check_lost_updates(run, room.pk)
            check_publishing(run, room.pk, space)
            check_reserved(run, room.pk)
            check_load(run, space)
            check_archiving(run, room.pk, space)
    finally:
        run.clear()
        left.extend(run.left)
