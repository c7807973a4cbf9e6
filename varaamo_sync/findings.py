"""Findings: one thing that is wrong or weak in a catalogue, with where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from varaamo_sync.rooms import ServiceUnit

Path = tuple[str | int, ...]
"""Where in an entry something stands: keys and list indices, from the outside in."""


class Severity(StrEnum):
    """How bad a finding is. An error keeps the room from being sent or published."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Level(StrEnum):
    """What a finding stands in the way of."""

    DRAFT = "draft"
    """The booking system would refuse even a draft."""
    PUBLISH = "publish"
    """The booking system would refuse to publish."""
    QUALITY = "quality"
    """It would be accepted, but serves residents badly."""


class Owner(StrEnum):
    """Who usually mends a finding."""

    UNIT = "unit"
    TRANSLATOR = "translator"
    FINANCE = "finance"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file. Lines and columns count from 1, columns in characters."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing wrong or weak.

    Attributes:
        rule: Stable id of the rule, such as ``description-missing``.
        severity: How bad it is.
        level: What it stands in the way of.
        key: Key of the room, or ``None`` where it is not one room's.
        unit: Service unit of the room, where known.
        path: Where in the room (or, without a room, in the file) it stands.
        params: Values that the message speaks of, by the names its template uses.
        position: Place in a file, where the catalogue came from files.
        code: Error code by which the booking API would refuse it, where one is known.
    """

    rule: str
    severity: Severity
    level: Level
    key: str | None = None
    unit: ServiceUnit | None = None
    path: Path = ()
    params: Mapping[str, Any] = field(default_factory=dict)
    position: Position | None = None
    code: str | None = None
