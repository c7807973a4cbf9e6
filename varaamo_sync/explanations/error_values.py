"""Errors as JSON values, as ``schemas/error.schema.json`` describes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from varaamo_sync.errors import (
    BookingError,
    CatalogueIncomplete,
    CatalogueInvalid,
    FormInvalid,
    GuardTripped,
    HoursError,
    LockHeld,
    PlanStale,
    ValidationRefused,
    VaraamoSyncError,
)
from varaamo_sync.explanations.explaining import Audience, Explanation, explained
from varaamo_sync.findings import Finding
from varaamo_sync.model import Lang
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words import Phrase

_CAPITAL = lazy_pattern(r"(?<!^)(?=[A-Z])")


def error_as_dict(
    error: VaraamoSyncError, lang: Lang, audience: Audience = "terminal"
) -> dict[str, Any]:
    """Return an error as JSON values: what it is, in words, and what it knows.

    Args:
        error: The error.
        lang: Language of its words.
        audience: For whom they are, as ``explained`` has it.
    """
    told = explained(error, lang, audience)
    first = (told[0] if told else Explanation(what=str(error), why="", fix="")).as_dict()
    return {
        "code": code_of(error),
        "kind": type(error).__name__,
        "message": first["what"],
        "why": first["why"] or None,
        "fix": first["fix"] or None,
        "problems": [found.as_dict() for found in told],
        "guard": _guard(error),
        "lock": _lock(error),
        "stale": _stale(error, lang),
        "findings": _findings(error, lang),
        "unread": _unread(error),
        "request": _request(error),
    }


def code_of(error: VaraamoSyncError) -> str:
    """Return the name of what went wrong, which stays while its words may change."""
    if isinstance(error.what, Phrase):
        return error.problem
    return _CAPITAL.sub("-", type(error).__name__).lower()


def _guard(error: VaraamoSyncError) -> list[dict[str, Any]] | None:
    if not isinstance(error, GuardTripped):
        return None
    return [
        {"name": breach.name, "count": breach.count, "limit": breach.limit}
        for breach in error.breaches
    ]


def _lock(error: VaraamoSyncError) -> dict[str, Any] | None:
    if not isinstance(error, LockHeld):
        return None
    holder = error.holder
    return {
        "owner": holder.owner,
        "host": holder.host,
        "command": holder.command,
        "since": holder.since.isoformat(),
        "expires": holder.expires.isoformat(),
    }


def _stale(error: VaraamoSyncError, lang: Lang) -> list[str] | None:
    if not isinstance(error, PlanStale):
        return None
    moved: Any = error.values["moved"]
    return [one.told(lang) if isinstance(one, Phrase) else str(one) for one in moved]


def _findings(error: VaraamoSyncError, lang: Lang) -> list[dict[str, Any]] | None:
    if not isinstance(error, CatalogueInvalid | FormInvalid):
        return None
    found: Sequence[Finding] = error.findings
    return [one.as_dict(lang) for one in found]


def _unread(error: VaraamoSyncError) -> dict[str, list[str]] | None:
    if not isinstance(error, CatalogueIncomplete):
        return None
    return {"files": list(error.files), "rooms": list(error.rooms)}


def _request(error: VaraamoSyncError) -> dict[str, Any] | None:
    """Return what is known of the request that failed."""
    if not isinstance(error, BookingError | HoursError):
        return None
    fields = error.fields if isinstance(error, ValidationRefused | HoursError) else ()
    return {
        "operation": error.operation,
        "code": error.code,
        "writes": error.writes,
        "certain": error.certain,
        "attempts": error.attempts,
        "retry_after": error.retry_after,
        "fields": [
            {"field": one.field, "path": one.path or None, "code": one.code or None}
            for one in fields
        ],
    }
