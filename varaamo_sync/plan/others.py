"""Rooms of the booking system that a plan tells of, and that are not the catalogue's."""

from __future__ import annotations

from varaamo_sync.model import ServiceUnit
from varaamo_sync.snapshot import RemoteRoom
from varaamo_sync.startup.fast_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Departed:
    """A room that the catalogue once had and has no more; its space still carries its key.

    Attributes:
        unit: Service unit that it belonged to, as far as that is known.
    """

    key: str
    remote: RemoteRoom
    unit: ServiceUnit | None = None


@dataclass(frozen=True, slots=True)
class Foreign:
    """A room of another catalogue: its space carries that one's code. It is never touched.

    Attributes:
        catalogue: Id of the catalogue that it belongs to.
    """

    catalogue: str
    remote: RemoteRoom
