"""Pages of a list: cursors are offsets in disguise (facts, section 2)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from typing import Any

PAGE_SIZE = 100
"""Rows in one answer at most."""

_PREFIX = "arrayconnection:"


def encode(offset: int) -> str:
    """Return the cursor of a row."""
    return base64.b64encode(f"{_PREFIX}{offset}".encode()).decode()


def decode(cursor: str) -> int | None:
    """Return the row that a cursor points at; garbage points nowhere, without an error."""
    try:
        text = base64.b64decode(cursor).decode()
        return int(text.removeprefix(_PREFIX)) if text.startswith(_PREFIX) else None
    except (binascii.Error, ValueError):
        return None


def page_of(
    arguments: Mapping[str, Any],
    total: int,
    fetch: Callable[[int, int], Sequence[Any]],
) -> dict[str, Any]:
    """Return one page as a connection.

    Args:
        arguments: ``first``, ``last``, ``offset``, ``after``, ``before``.
        total: How many rows there are.
        fetch: Reads rows from an offset on, so many.

    Raises:
        ValueError: The arguments make no sense, in the server's words.
    """
    first, last, after, before = _checked(arguments)
    start = 0 if after is None else min(after + 1, total)
    stop = total if before is None else min(before, total)
    if first is not None:
        stop = min(stop, start + first)
    if last is not None:
        start = max(start, stop - last)
    rows = fetch(start, max(stop - start, 0))
    edges = [{"node": row, "cursor": encode(start + index)} for index, row in enumerate(rows)]
    return {
        "edges": edges,
        "totalCount": total,
        "pageInfo": {
            "hasNextPage": stop < total,
            "hasPreviousPage": start > 0,
            "startCursor": edges[0]["cursor"] if edges else None,
            "endCursor": edges[-1]["cursor"] if edges else None,
        },
    }


def _size(arguments: Mapping[str, Any], name: str) -> int | None:
    size: int | None = arguments.get(name)
    if size is not None and size <= 0:
        raise ValueError(f"Argument '{name}' must be a positive integer.")
    if size is not None and size > PAGE_SIZE:
        raise ValueError(f"Requesting {name} {size} records exceeds the limit of {PAGE_SIZE}.")
    return size


def _checked(
    arguments: Mapping[str, Any],
) -> tuple[int | None, int | None, int | None, int | None]:
    first, last = _size(arguments, "first"), _size(arguments, "last")
    offset = arguments.get("offset")
    after, before = (
        decode(arguments[name]) if arguments.get(name) is not None else None
        for name in ("after", "before")
    )
    if first is None and last is None:
        first = PAGE_SIZE
    if offset is not None:
        if after is not None or before is not None:
            raise ValueError("Can only use either `offset` or `before`/`after` for pagination.")
        if offset < 0:
            raise ValueError("Argument `offset` must be a positive integer.")
        after = offset - 1 if offset else None
    for name, row in (("after", after), ("before", before)):
        if row is not None and row < 0:
            raise ValueError(f"The node pointed with `{name}` does not exist.")
    if after is not None and before is not None and after >= before:
        raise ValueError(
            "The node pointed with `after` must be before the node pointed with `before`."
        )
    return first, last, after, before
