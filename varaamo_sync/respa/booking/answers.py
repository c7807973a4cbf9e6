"""What an answer of Respa means; nothing comes through that is not JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from varaamo_sync.booking.protocol.answers.faults import check_status, payload_of
from varaamo_sync.errors import (
    FieldError,
    NotFound,
    PermissionDenied,
    ProtocolMismatch,
    SessionEnded,
    ValidationRefused,
)
from varaamo_sync.respa.booking.fields import catalogue_path

_DONE = (200, 201)
_NO_CONTENT = 204
_LONGEST_EXCERPT = 300
_MOST_FIELDS = 20


def payload(status: int, headers: Mapping[str, str], body: bytes, operation: str) -> Any:
    """Return the JSON of an answer, ``None`` of one that has none, or raise what it says.

    Each request is one transaction there, so what is refused with a 4xx stored nothing; after a
    5xx nobody knows.

    Args:
        status: Its HTTP status.
        headers: Its headers, by names in lower case.
        body: Its bytes.
        operation: What was asked.

    Raises:
        BookingError: One of its subclasses; those that prove that nothing was stored are certain.
    """
    if status == _NO_CONTENT:
        return None
    if status in _DONE:
        return payload_of(body, operation)
    if status == 400:
        raise _invalid(body, operation)
    if status == 401:
        raise SessionEnded("session-none-or-ended", operation=operation, code="RESPA_LOGIN")
    if status == 403:
        said = _said(body, status)
        raise PermissionDenied("answer-said", operation=operation, code="RESPA_RIGHTS", said=said)
    if status == 404:
        raise NotFound("answer-said", operation=operation, said=_said(body, status))
    check_status(status, headers, body, operation)
    raise ProtocolMismatch("answer-status", operation=operation, status=str(status))


def _invalid(body: bytes, operation: str) -> ValidationRefused:
    fields = tuple(_fields(_json(body, 400), ""))[:_MOST_FIELDS]
    said = "; ".join(f"{one.path}: {one.message}" if one.path else one.message for one in fields)
    return ValidationRefused("answer-said", fields=fields, operation=operation, said=said)


def _fields(value: Any, path: str) -> Iterator[FieldError]:
    """Yield what is said of each field; a list may have messages, or its rows' own fields."""
    if isinstance(value, dict):
        for name, inside in value.items():
            yield from _fields(inside, f"{path}.{name}".removeprefix("."))
    elif isinstance(value, list):
        for inside in value:
            yield from _fields(inside, path)
    else:
        yield FieldError(path, "", str(value)[:_LONGEST_EXCERPT], catalogue_path(path))


def _said(body: bytes, status: int) -> str:
    found = _json(body, status)
    said = found.get("detail") if isinstance(found, dict) else found
    return said[:_LONGEST_EXCERPT] if isinstance(said, str) else f"HTTP {status}"


def _json(body: bytes, status: int) -> Any:
    try:
        return payload_of(body, "")
    except ProtocolMismatch:
        return f"HTTP {status}"
