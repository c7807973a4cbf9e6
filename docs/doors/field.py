"""What a value holds, as pages tell of it."""

from __future__ import annotations

from typing import NamedTuple


class Field(NamedTuple):
    """Something that a value holds.

    Attributes:
        name: Its name.
        type: Its type, or nothing where the source says none.
        default: Its default or its value, where it has one.
        lines: What is said of it.
    """

    name: str
    type: str
    default: str | None
    lines: list[str]
