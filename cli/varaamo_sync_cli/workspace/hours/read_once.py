"""An opening-hours system of which nothing is read twice within one command."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from varaamo_sync.booking import Command
from varaamo_sync.hours import (
    DatePeriod,
    HoursAPI,
    ReadPeriods,
    ReadResources,
    Resource,
    ResourceId,
    Resources,
    Rows,
    Unread,
)

T = TypeVar("T")


class ReadOnce:
    """Asks for what it was not asked for before: what is shown together is of one moment.

    Args:
        api: The opening-hours system.
    """

    def __init__(self, api: HoursAPI) -> None:
        self._api = api
        self._resources: dict[ResourceId | int, Resource | None] = {}
        self._unread: tuple[Unread, ...] = ()
        self._periods: dict[int, Rows[DatePeriod]] = {}

    @property
    def origin(self) -> str:
        """Scheme, host and port of the system."""
        return self._api.origin

    def execute(self, command: Command[T]) -> T:
        """Carry out a command, or answer what was read before."""
        answer: Any
        if isinstance(command, ReadResources):
            answer = self._read_resources(command.ids)
        elif isinstance(command, ReadPeriods):
            answer = self._read_periods(command.resources)
        else:
            answer = self._api.execute(command)
        return cast("T", answer)

    def _read_resources(self, ids: tuple[ResourceId | int, ...]) -> Resources:
        if new := tuple(id for id in ids if id not in self._resources):
            read = self._api.execute(ReadResources(new))
            self._resources |= {id: read.found.get(id) for id in new}
            self._unread += read.unread
        return Resources(
            found={id: there for id in ids if (there := self._resources[id]) is not None},
            missing=tuple(id for id in ids if self._resources[id] is None),
            unread=self._unread,
        )

    def _read_periods(self, resources: tuple[int, ...]) -> dict[int, Rows[DatePeriod]]:
        if new := tuple(one for one in resources if one not in self._periods):
            self._periods |= self._api.execute(ReadPeriods(new))
        return {one: self._periods[one] for one in resources}
