"""What an answer of Hauki means that is no success; nothing comes through that is not JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import Any

from varaamo_sync.booking.protocol.answers.faults import check_status, payload_of
from varaamo_sync.errors import (
    FieldError,
    NotFound,
    PermissionDenied,
    ProtocolMismatch,
    RequestRejected,
    ValidationRefused,
)

_LONGEST_EXCERPT = 300
_MOST_FIELDS = 20
_NO_BODY = 204

_NO_CREDENTIALS = ("autentikaatiotunnuksia ei annettu", "credentials were not provided")
_NO_SUCH_TOKEN = ("token",)


class Refusal(StrEnum):
    """Why Hauki would not do something; the code of the error."""

    INVALID = "INVALID"
    """It will not have the values."""
    NO_TOKEN = "NO_TOKEN"  # noqa: S105  # the name of a reason
    """Somebody has to say who they are."""
    TOKEN_UNKNOWN = "TOKEN_UNKNOWN"  # noqa: S105
    """It does not know the token."""
    NO_RIGHT = "NO_RIGHT"
    """Whose token it is has no right to it, or it is read-only."""
    GONE = "GONE"
    """It is not there."""
    ORIGIN_TAKEN = "ORIGIN_TAKEN"
    """Its origin belongs to another resource."""


def payload(
    status: int, headers: Mapping[str, str], body: bytes, operation: str, done: Collection[int]
) -> Any:
    """Return the JSON of an answer, ``None`` of one that has none, or raise what it says.

    Args:
        status: Its HTTP status.
        headers: Its headers, by names in lower case.
        body: Its bytes.
        operation: What was asked.
        done: Statuses that say that it was done.

    Raises:
        BookingError: One of its subclasses; those that prove that nothing was stored are certain.
    """
    if status in done:
        return None if status == _NO_BODY else payload_of(body, operation)
    if status == 400:
        raise _invalid(body, operation)
    if status == 403:
        said = _said(body)
        raise PermissionDenied("answer-said", operation=operation, code=_why_not(said), said=said)
    if status == 404:
        raise NotFound("answer-said", operation=operation, code=Refusal.GONE, said=_said(body))
    if status == 409:
        raise RequestRejected(
            "answer-said", operation=operation, code=Refusal.ORIGIN_TAKEN, said=_said(body)
        )
    check_status(status, headers, body, operation)
    raise ProtocolMismatch("answer-status", operation=operation, status=str(status))


def _why_not(said: str) -> Refusal:
    lowered = said.casefold()
    if any(text in lowered for text in _NO_CREDENTIALS):
        return Refusal.NO_TOKEN
    if any(text in lowered for text in _NO_SUCH_TOKEN):
        return Refusal.TOKEN_UNKNOWN
    return Refusal.NO_RIGHT


def _invalid(body: bytes, operation: str) -> ValidationRefused:
    fields = tuple(_fields(_json(body), ""))[:_MOST_FIELDS]
    said = "; ".join(f"{one.path}: {one.message}" if one.path else one.message for one in fields)
    return ValidationRefused(
        "answer-said", fields=fields, operation=operation, code=Refusal.INVALID, said=said
    )


def _fields(value: Any, path: str) -> Iterator[FieldError]:
    """Yield what is said of each field; a list may have messages, or its rows' own fields."""
    if isinstance(value, dict):
        for name, inside in value.items():
            whole = name in ("non_field_errors", "detail")
            yield from _fields(inside, path if whole else f"{path}.{name}".removeprefix("."))
    elif isinstance(value, list):
        nested = any(isinstance(one, dict | list) for one in value)
        for number, inside in enumerate(value):
            yield from _fields(inside, f"{path}[{number}]" if nested else path)
    else:
        yield FieldError(path, "", str(value)[:_LONGEST_EXCERPT], path)


def _said(body: bytes) -> str:
    found = _json(body)
    if isinstance(found, dict):
        found = found.get("detail") or found.get("message")
    return found[:_LONGEST_EXCERPT] if isinstance(found, str) else "HTTP"


def _json(body: bytes) -> Any:
    try:
        return payload_of(body, "")
    except ProtocolMismatch:
        return "HTTP 400"
