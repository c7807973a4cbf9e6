"""From the bytes of an answer to its data, and from the API's four shapes of error to one tree.

Facts, sections 3 and 4b. Nothing comes through that is not plainly JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any, NoReturn

from varaamo_sync.booking.protocol.fields.paths import catalogue_path
from varaamo_sync.errors import (
    BookingError,
    Deadlocked,
    FieldError,
    NotFound,
    PermissionDenied,
    ProtocolMismatch,
    RequestRejected,
    ServerFault,
    ValidationRefused,
)
from varaamo_sync.startup.lazy_pattern import lazy_pattern

_NOT_FOUND = frozenset({"NOT_FOUND", "ENTITY_NOT_FOUND"})
_REFUSED_BY_DATABASE = ("duplicate key", "value too long", "violates check constraint")
"""Raw database texts that prove that nothing was stored (facts, section 4b)."""

_HALF_SIGNS = lazy_pattern(rb"\\u[dD][89a-fA-F]")
"""Escapes of halves of a sign: two make one, one alone is no text that anybody could write out."""

_WHOLE: Mapping[str, str] = {}
_LONGEST_EXCERPT = 200
_TOO_MANY = 429


def payload_data(
    status: int,
    headers: Mapping[str, str],
    body: bytes,
    operation: str,
    parts: Mapping[str, str] = _WHOLE,
) -> Any:
    """Return the ``data`` of an answer, or raise what the answer says instead.

    Args:
        status: Its HTTP status.
        headers: Its headers, by names in lower case.
        body: Its bytes.
        operation: What was asked.
        parts: Names of the parts of what was asked, by field; an error names the part it is of.

    Raises:
        BookingError: The answer is an error, or none of a GraphQL API.
    """
    check_status(status, headers, body, operation)
    payload = payload_of(body, operation)
    check_graphql(payload, operation, parts)
    return payload.get("data")


def check_status(status: int, headers: Mapping[str, str], body: bytes, operation: str) -> None:
    """Raise what an HTTP status other than 200 means; return for 200.

    Raises:
        PermissionDenied: 403, the CSRF check.
        RequestRejected: Another 4xx: rejected before anything ran.
        ServerFault: 5xx, a redirect or anything else; a write may have been stored.
    """
    if status == 200:
        return
    if status == 403:
        reason = _csrf_reason(body)
        raise RequestRejected(
            "answer-refused", operation=operation, code="CSRF_FAILURE", reason=reason
        )
    if status == 400:
        raise RequestRejected("answer-rejected", operation=operation, said=_first_message(body))
    if 400 < status < 500 and status not in {408, 429}:
        raise RequestRejected("answer-status", operation=operation, status=str(status))
    if 300 <= status < 400:
        raise RequestRejected(
            "answer-redirected",
            operation=operation,
            code="REDIRECTED",
            place=headers.get("location", "?"),
        )
    wait = _retry_after(headers)
    fault = ServerFault(
        "answer-status-wait" if wait else "answer-status",
        operation=operation,
        code=f"HTTP_{status}",
        certain=status == _TOO_MANY,  # a proxy that counts requests turns them away unread
        status=str(status),
        seconds=f"{wait or 0:.0f}",
    )
    fault.retry_after = wait
    raise fault


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds of ``Retry-After``, which may also be the date of an answer's clock.

    What cannot be read is as good as absent.
    """
    text = headers.get("retry-after", "").strip()
    if text.isdecimal():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
        sent = parsedate_to_datetime(headers.get("date", ""))
        return max(0.0, (moment - sent).total_seconds())
    except (ValueError, TypeError, OverflowError):  # TypeError: only one of them has a zone
        return None


def check_graphql(payload: Any, operation: str, parts: Mapping[str, str] = _WHOLE) -> None:
    """Raise the error that a GraphQL answer holds; return where it holds none.

    Args:
        payload: The answer.
        operation: What was asked.
        parts: Names of its parts, by field.

    Raises:
        BookingError: One of its subclasses, by the error's code and text.
    """
    if not isinstance(payload, dict) or ("data" not in payload and "errors" not in payload):
        raise ProtocolMismatch("answer-no-graphql", operation=operation)
    errors = payload.get("errors")
    if not errors:
        return
    if not isinstance(errors, list) or not isinstance(errors[0], dict):
        raise ProtocolMismatch("answer-errors-unreadable", operation=operation)
    raise _error(errors[0], _part_of(errors[0], parts) or operation)


def _part_of(error: Mapping[str, Any], parts: Mapping[str, str]) -> str | None:
    """Return the name of the part of a document that an error is of, if it is of one."""
    path = error.get("path")
    field = path[0] if isinstance(path, list) and path else None
    return parts.get(field) if isinstance(field, str) else None


def _error(error: Mapping[str, Any], operation: str) -> BookingError:
    message = str(error.get("message", ""))
    extensions = error.get("extensions")
    extensions = extensions if isinstance(extensions, dict) else {}
    code = extensions.get("code")
    code = code if isinstance(code, str) else None
    if code == "MUTATION_VALIDATION_ERROR":
        fields = tuple(_field_errors(extensions.get("errors")))
        first = fields[0].code if fields else None
        return ValidationRefused(
            "answer-said",
            fields=fields,
            operation=operation,
            code=first or code,
            said="; ".join(_described(item) for item in fields) or message,
        )
    if code is not None and code.endswith("_PERMISSION_DENIED"):
        return PermissionDenied("answer-said", operation=operation, code=code, said=message)
    if code in _NOT_FOUND:
        return NotFound("answer-said", operation=operation, code=code, said=message)
    lowered = message.casefold()
    if "deadlock detected" in lowered:
        return Deadlocked("answer-rolled-back", operation=operation)
    excerpt = message[:_LONGEST_EXCERPT]
    if any(text in lowered for text in _REFUSED_BY_DATABASE):
        return ValidationRefused("answer-said", operation=operation, said=excerpt)
    # Everything else may come after the commit, HAUKI_EXPORTS_ERROR among it (facts, 4b).
    fault = ServerFault("answer-failed", operation=operation, code=code, said=excerpt)
    fault.answered = excerpt
    return fault


def _field_errors(errors: Any) -> list[FieldError]:
    found: list[FieldError] = []
    for error in errors if isinstance(errors, list) else ():
        if not isinstance(error, dict):
            continue
        code = str(error.get("code") or "")
        for field, message in _unfolded(str(error.get("field", "")), error.get("message", "")):
            found.append(FieldError(field, code, message, catalogue_path(field)))
    return found


def _unfolded(field: str, message: Any) -> Iterator[tuple[str, str]]:
    """Yield each field with its message; nested ones have an object instead of a text."""
    if isinstance(message, dict):
        for nested, inside in message.items():
            yield from _unfolded(f"{field}.{nested}", inside)
    elif isinstance(message, list) and any(isinstance(item, dict) for item in message):
        for number, inside in enumerate(message):
            yield from _unfolded(f"{field}.{number}", inside)
    elif isinstance(message, list):
        yield field, " ".join(map(str, message))
    else:
        yield field, str(message)


def _described(error: FieldError) -> str:
    where = f"{error.path}: " if error.path else ""
    return f"{where}{error.message}" + (f" ({error.code})" if error.code else "")


def _csrf_reason(body: bytes) -> str:
    try:
        return str(payload_of(body, "")["reason"])[:_LONGEST_EXCERPT].rstrip(".")
    except (ProtocolMismatch, LookupError, TypeError, RecursionError):
        return "HTTP 403"


def _first_message(body: bytes) -> str:
    try:
        return str(payload_of(body, "")["errors"][0]["message"])[:_LONGEST_EXCERPT]
    except (ProtocolMismatch, LookupError, TypeError, RecursionError):
        return "HTTP 400"


class _Odd(Exception):
    """What Python reads as JSON, and what is none, by the name of the problem."""


def payload_of(body: bytes, operation: str) -> Any:
    """Return the JSON that an answer holds.

    Python reads more than JSON: not-a-numbers, keys that stand twice, halves of signs. None of
    these comes from this API, and each would break whoever meets it later.

    Raises:
        ProtocolMismatch: It is no JSON, or JSON that no API gives.
    """
    try:
        payload = json.loads(body, parse_constant=_no_number, object_pairs_hook=_object)
    except _Odd as exc:
        raise ProtocolMismatch(str(exc), operation=operation) from exc
    except RecursionError as exc:
        raise ProtocolMismatch("answer-nested", operation=operation) from exc
    except ValueError as exc:
        raise ProtocolMismatch("answer-not-json", operation=operation, code="NOT_JSON") from exc
    if _HALF_SIGNS.search(body):
        try:
            json.dumps(payload, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as exc:
            raise ProtocolMismatch("answer-half-sign", operation=operation) from exc
    return payload


def _no_number(_: str) -> NoReturn:
    raise _Odd("answer-no-number")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Odd("answer-said-twice")
    return found
