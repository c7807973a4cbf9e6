"""From the bytes of an answer to JSON values: nothing comes through that is not plainly JSON."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from varaamo_sync.errors import ProtocolMismatch

_HALF_SIGNS = re.compile(rb"\\u[dD][89a-fA-F]")
"""Escapes of halves of a sign: two make one, one alone is no text that anybody could write out."""


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
