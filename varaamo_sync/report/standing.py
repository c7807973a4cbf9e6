"""How the surveyed goal stands: live, by the last survey, or on a day of the past."""

from __future__ import annotations

import datetime as dt

from varaamo_sync.goal import GoalStatus, HistoryEntry, Outlook, Progress, RoomProgress, Source
from varaamo_sync.model import Catalogue, Lang, ServiceUnit
from varaamo_sync.startup.fast_dataclass import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the goal stands whose rooms are counted.

    Attributes:
        catalogue: The catalogue.
        units: Service units that are shown.
        entry: The counts: of now, of the last survey or of a day of the past.
        progress: Every room with its evidence; ``None`` for a day of the past.
        goal: The goal on that day; ``None`` for reported counts.
        origin: Origin of the booking system; ``None`` for reported counts.
        age: How old an offline survey is; ``None`` when it was just read.
        past: Whether an entry of the past was asked for.
        left_out: Keys of rooms in the catalogue's files that could not be read, as far as known.
        unread: Service units whose rooms are not all known: their counts are not all.
        whole: Whether all of the catalogue could be read; else nothing is recorded.
        history: Entries that count, oldest first.
        hours_unasked: Whether no opening-hours system is named that could say why hours are
            missing.
    """

    catalogue: Catalogue
    units: tuple[ServiceUnit, ...]
    entry: HistoryEntry
    progress: Progress | None = None
    goal: GoalStatus | None = None
    origin: str | None = None
    age: dt.timedelta | None = None
    past: bool = False
    left_out: tuple[str, ...] = ()
    unread: frozenset[ServiceUnit] = frozenset()
    whole: bool = True
    history: tuple[HistoryEntry, ...] = ()
    hours_unasked: bool = False

    @property
    def outlook(self) -> Outlook:
        """Whether the goal is met; reported counts do not tell."""
        return self.goal.outlook if self.goal else Outlook.UNKNOWN

    @property
    def recorded(self) -> bool:
        """Whether a survey of this day is in the history already."""
        return any(
            kept.source is Source.SURVEYED and kept.date == self.entry.date for kept in self.history
        )

    @property
    def rooms(self) -> tuple[RoomProgress, ...]:
        """The rooms of the service units that are shown; none for a day of the past."""
        rooms = self.progress.rooms if self.progress else ()
        return tuple(item for item in rooms if item.room.service_unit in self.units)

    def name_of(self, key: str, lang: Lang) -> str:
        """Return the name of a room, or its key where the catalogue has it no more."""
        room = self.catalogue.by_key.get(key)
        return room.label(lang) if room else key
