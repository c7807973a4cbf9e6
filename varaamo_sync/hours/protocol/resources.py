"""Resources as values: venues and rooms as Hauki knows them, and their hours day by day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, time
from typing import Any

from varaamo_sync.hours.protocol.ids import ResourceId, ResourceOrigin
from varaamo_sync.hours.protocol.states import ResourceState
from varaamo_sync.model import Lang
from varaamo_sync.startup.fast_dataclass import dataclass

HASH_OF_NOTHING = "d41d8cd98f00b204e9800998ecf8427e"
"""``date_periods_hash`` of a resource that has no period."""

READ_ONLY_SOURCES = frozenset({"tprek"})
"""Data sources whose resources take a period from anybody and give none back: what is added to
one cannot be changed or deleted. Hauki does not say which they are before it refuses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A venue or a room in Hauki.

    Attributes:
        pk: Its number.
        name: By language.
        resource_type: ``unit`` for a venue, ``reservable`` for a room.
        origins: What it is known by to its data sources.
        parents: Numbers of what it belongs to.
        children: Numbers of what belongs to it.
        organization: Such as ``tprek:<department>``; ``None`` where it has none.
        date_periods_hash: Changes with its periods; ``None`` where it was never reckoned.
        timezone: Where its times hold.
        further: What else Hauki says of it.
    """

    pk: int
    name: Mapping[Lang, str] = field(default_factory=dict, hash=False)
    resource_type: str = ""
    origins: tuple[ResourceOrigin, ...] = ()
    parents: tuple[int, ...] = ()
    children: tuple[int, ...] = ()
    organization: str | None = None
    date_periods_hash: str | None = None
    timezone: str | None = None
    further: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def sources(self) -> tuple[str, ...]:
        """Its data sources."""
        return tuple(dict.fromkeys(origin.source for origin in self.origins))

    @property
    def read_only(self) -> bool:
        """Whether what is added to it could not be changed or deleted again."""
        return not READ_ONLY_SOURCES.isdisjoint(self.sources)

    @property
    def has_periods(self) -> bool:
        """Whether it has any period; ``True`` where Hauki does not say."""
        return self.date_periods_hash != HASH_OF_NOTHING

    def is_known_as(self, id: ResourceId | int) -> bool:
        """Whether an id is one of its."""
        if isinstance(id, int):
            return id == self.pk
        return ResourceOrigin(id.source, id.origin) in self.origins


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeElement:
    """A time of one day, made of the periods that hold on it.

    Attributes:
        start_time: Beginning; ``None`` where it is not known, and where ``full_day``.
        end_time: End, likewise.
        end_time_on_next_day: Whether it ends on the day after.
        full_day: Whether it lasts the whole day.
        resource_state: The state; a text that is no ``ResourceState`` is one not known here.
        periods: Numbers of the periods that it comes of.
    """

    start_time: time | None
    end_time: time | None
    end_time_on_next_day: bool
    full_day: bool
    resource_state: ResourceState | str
    periods: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyHours:
    """Hours of a resource on some days, those without any left out.

    Attributes:
        resource: Number of the resource.
        origins: What it is known by.
        days: Times by day.
    """

    resource: int
    origins: tuple[ResourceOrigin, ...]
    days: Mapping[date, tuple[TimeElement, ...]] = field(default_factory=dict, hash=False)
