"""How much of its files a catalogue rests on: what could not be read is not what is gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from varaamo_sync.model.units import ServiceUnit
from varaamo_sync.startup.fast_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class UnreadRoom:
    """A room that is known by its key alone.

    Attributes:
        unit: Its service unit; ``None`` where that could not be read either.
        goal: Whether it belonged to the goal when it was last counted.
    """

    unit: ServiceUnit | None = None
    goal: bool = True


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of its files a catalogue rests on; one that was made in code is whole.

    Attributes:
        files: Files of rooms that were found, each with its service unit, or ``None`` where that
            could not be read; ``None`` for a catalogue that was not read from files.
        broken: Those that may hold rooms of which not even the key could be read.
        lost: Service units of which a file is gone since their rooms were last counted, with the
            names of such files, as far as they are known.
        unread: Rooms that stand in the files, or last stood there, and could not be read, by key.
        whole: Whether everything was understood.
    """

    files: Mapping[str, ServiceUnit | None] | None = field(default=None, compare=False)
    broken: frozenset[str] = frozenset()
    lost: Mapping[ServiceUnit, tuple[str, ...]] = field(default_factory=dict)
    unread: Mapping[str, UnreadRoom] = field(default_factory=dict)
    whole: bool = True

    @property
    def units(self) -> frozenset[ServiceUnit]:
        """Service units whose rooms are not all known; where nobody can tell, all of them."""
        files = self.files or {}
        found = {files.get(name) for name in self.broken}
        found |= {room.unit for room in self.unread.values()}
        known = {unit for unit in found if unit is not None}
        return frozenset(ServiceUnit) if None in found else frozenset(known | set(self.lost))

    def may_hold(self, key: str) -> bool:
        """Whether a room may stand in what could not be read: then it has not left.

        A key does not tell its service unit, so that one that is not known whole may hold any.
        """
        return key in self.unread or bool(self.units)
