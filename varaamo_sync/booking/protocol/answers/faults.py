"""From the bytes of an answer to its data, and from the API's four shapes of error to one tree.

Facts, sections 3 and 4b. Nothing comes through that is not plainly JSON.
"""

from __future__ import annotations

import json
import re
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

_NOT_FOUND = frozenset({"NOT_FOUND", "ENTITY_NOT_FOUND"})
_REFUSED_BY_DATABASE = ("duplicate key", "value too long", "violates check constraint")
"""Raw database texts that prove that nothing was stored (facts, section 4b)."""

_HALF_SIGNS = re.compile(rb"\\u[dD][89a-fA-F]")
"""Escapes of halves of a sign: two make one, one alone is no text that anybody could write out."""

_LONGEST_EXCERPT = 200
_TOO_MANY = 429


def payload_data(status: int, headers: Mapping[str, str], body: bytes, operation: str) -> Any:
    """Return the ``data`` of an answer, or raise what the answer says instead.

    Raises:
        BookingError: The answer is an error, or none of a GraphQL API.
    """
    check_status(status, headers, body, operation)
    payload = payload_of(body, operation)
    check_graphql(payload, operation)
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
            f"The booking system refused the request: {reason}.",
            operation=operation,
            code="CSRF_FAILURE",
        )
    if status == 400:
        raise RequestRejected(
            f"The booking system rejected {operation}: {_first_message(body)}",
            operation=operation,
        )
    if 400 < status < 500 and status not in {408, 429}:
        raise RequestRejected(
            f"The booking system answered HTTP {status} to {operation}.",
            operation=operation,
        )
    if 300 <= status < 400:
        raise RequestRejected(
            f"The booking system redirects {operation} to {headers.get('location', '?')}.",
            operation=operation,
            code="REDIRECTED",
        )
    fault = ServerFault(
        f"The booking system answered HTTP {status} to {operation}.",
        operation=operation,
        code=f"HTTP_{status}",
        certain=status == _TOO_MANY,  # a proxy that counts requests turns them away unread
    )
    fault.retry_after = _retry_after(headers)
    if fault.retry_after:
        fault.args = (f"{fault.args[0]} It asks to wait {fault.retry_after:.0f} s.",)
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


def check_graphql(payload: Any, operation: str) -> None:
    """Raise the error that a GraphQL answer holds; return where it holds none.

    Raises:
        BookingError: One of its subclasses, by the error's code and text.
    """
    if not isinstance(payload, dict) or ("data" not in payload and "errors" not in payload):
        raise ProtocolMismatch("The answer is not one of a GraphQL API.", operation=operation)
    errors = payload.get("errors")
    if not errors:
        return
    if not isinstance(errors, list) or not isinstance(errors[0], dict):
        raise ProtocolMismatch("The errors of the answer cannot be read.", operation=operation)
    raise _error(errors[0], operation)


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
            "; ".join(_described(item) for item in fields) or message,
            fields=fields,
            operation=operation,
            code=first or code,
        )
    if code is not None and code.endswith("_PERMISSION_DENIED"):
        return PermissionDenied(message, operation=operation, code=code)
    if code in _NOT_FOUND:
        return NotFound(message, operation=operation, code=code)
    lowered = message.casefold()
    if "deadlock detected" in lowered:
        return Deadlocked("The database rolled the write back.", operation=operation)
    if any(text in lowered for text in _REFUSED_BY_DATABASE):
        return ValidationRefused(message[:_LONGEST_EXCERPT], operation=operation)
    # Everything else may come after the commit, HAUKI_EXPORTS_ERROR among it (facts, 4b).
    fault = ServerFault(
        f"The booking system failed at {operation}: {message[:_LONGEST_EXCERPT]}",
        operation=operation,
        code=code,
    )
    fault.answered = message[:_LONGEST_EXCERPT]
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
    """What Python reads as JSON, and what is none."""


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
        raise ProtocolMismatch(f"The answer to {operation} {exc}.", operation=operation) from exc
    except RecursionError as exc:
        raise ProtocolMismatch(
            f"The answer to {operation} is nested deeper than any of this API.", operation=operation
        ) from exc
    except ValueError as exc:
        raise ProtocolMismatch(
            "The answer is not JSON.", operation=operation, code="NOT_JSON"
        ) from exc
    if _HALF_SIGNS.search(body):
        try:
            json.dumps(payload, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as exc:
            raise ProtocolMismatch(
                f"The answer to {operation} holds half a sign.", operation=operation
            ) from exc
    return payload


def _no_number(_: str) -> NoReturn:
    raise _Odd("holds a number that is none")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Odd("says something twice in one place")
    return found
