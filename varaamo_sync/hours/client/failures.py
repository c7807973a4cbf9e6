"""Failures of requests as errors of an opening-hours system, which is no booking system."""

from __future__ import annotations

from varaamo_sync.errors import (
    BookingError,
    HoursError,
    ProtocolMismatch,
    ServerFault,
    Unreachable,
    ValidationRefused,
    part,
)
from varaamo_sync.hours.protocol.answers import Refusal
from varaamo_sync.secrecy import without_passwords
from varaamo_sync.words import Phrase

_PROBLEMS = {
    Refusal.INVALID: "hours-invalid",
    Refusal.NO_TOKEN: "hours-no-token",
    Refusal.TOKEN_UNKNOWN: "hours-token-unknown",
    Refusal.NO_RIGHT: "hours-no-right",
    Refusal.GONE: "hours-gone",
    Refusal.ORIGIN_TAKEN: "hours-origin-taken",
    "REDIRECTED": "hours-redirects",
    "HTTP_429": "hours-busy",
}


_OF_ONE = "HoursPermission"
"""The question that is about one thing, which may be gone; the others are of lists."""


def hours_error(error: BookingError, origin: str) -> HoursError:
    """Return a failure as one of an opening-hours system.

    Args:
        error: The failure of a request.
        origin: Where it went.
    """
    told = HoursError(
        _problem(error),
        operation=error.operation,
        code=error.code,
        certain=error.certain,
        writes=bool(error.writes),
        fields=error.fields if isinstance(error, ValidationRefused) else (),
        source=origin,
        reason=_reason(error),
        where=_where(error),
    )
    told.attempts, told.retry_after = error.attempts, error.retry_after
    return told


def _where(error: BookingError) -> Phrase | str:
    """Return where an answer does not fit; nothing where all of it is something else."""
    path = error.path if isinstance(error, ProtocolMismatch) else None
    return part("at-place", path=path) if path else ""


def _problem(error: BookingError) -> str:
    writes = bool(error.writes)
    if error.code == Refusal.GONE and not writes and error.operation != _OF_ONE:
        return "hours-elsewhere"  # a list is never gone, so there is no Hauki at the address
    if (known := _PROBLEMS.get(error.code or "")) is not None:
        return known
    if isinstance(error, Unreachable) and error.certain:
        of_look, of_write = "hours-unreachable", "hours-unreachable-write"
    elif isinstance(error, Unreachable):
        of_look, of_write = "hours-silent", "hours-silent-write"
    elif isinstance(error, ServerFault):
        of_look, of_write = "hours-fault", "hours-fault-write"
    elif isinstance(error, ProtocolMismatch):
        of_look, of_write = "hours-garbled", "hours-garbled-write"
    else:
        return "hours-refused"
    return of_write if writes else of_look


def _reason(error: BookingError) -> Phrase | str:
    reason = error.values.get("reason") or error.values.get("said") or error.code or error.what
    return reason if isinstance(reason, Phrase) else without_passwords(str(reason))
