"""The opening-hours system as values: what can be asked of it, and the port that carries it out.

Commands are those of the booking system's port: each says what its answer is. Resources are asked
for by values that cannot be malformed, for a malformed id is answered with everything (facts).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Protocol, TypeVar

from varaamo_sync.booking.port import Command
from varaamo_sync.hours.protocol.ids import ResourceId
from varaamo_sync.hours.protocol.periods import DatePeriod
from varaamo_sync.hours.protocol.reading import Rows, Unread
from varaamo_sync.hours.protocol.resources import DailyHours, Resource
from varaamo_sync.startup.fast_dataclass import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Resources:
    """What is known of some resources.

    Attributes:
        found: Those that are there, by the id that was asked for.
        missing: Ids that Hauki does not know; it says so only by leaving them out.
        unread: Rows that could not be read; their ids are among ``missing``.
    """

    found: Mapping[ResourceId | int, Resource] = field(default_factory=dict)
    missing: tuple[ResourceId | int, ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class HoursUser:
    """Whose token is used.

    Attributes:
        username: The name of the user.
        organizations: Organizations that the user may write for.
    """

    username: str
    organizations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadHoursUser(Command[HoursUser]):
    """Whose token it is that the client has."""


@dataclass(frozen=True, slots=True)
class ReadResources(Command[Resources]):
    """Some venues and rooms, by their ids or their numbers in Hauki."""

    ids: tuple[ResourceId | int, ...]


@dataclass(frozen=True, slots=True)
class ReadPeriods(Command[Mapping[int, Rows[DatePeriod]]]):
    """Every period of some resources, past ones too, by number of the resource.

    A resource that Hauki does not have has none, so whether it is there is asked before.
    """

    resources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReadDailyHours(Command[Mapping[int, DailyHours]]):
    """Hours of some resources day by day, as they result from all periods.

    A resource that has no period at all is missing. One with a period that begins after its end
    fails, and every other one that is asked for with it.
    """

    resources: tuple[int, ...]
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class CheckHoursRight(Command[bool]):
    """Whether periods of a resource may be added, changed and deleted with the token.

    ``False`` where the resource is read-only, whoever asks: it would take a period, and never
    give it back.
    """

    resource: int


@dataclass(frozen=True, slots=True)
class CreatePeriod(Command[DatePeriod]):
    """Add a period; a second time adds a second one, so it is looked up by its origin before."""

    period: DatePeriod


@dataclass(frozen=True, slots=True)
class ReplacePeriod(Command[DatePeriod]):
    """Put a period in the place of another one, all of it but its origins: those only grow."""

    pk: int
    period: DatePeriod


@dataclass(frozen=True, slots=True)
class DeletePeriod(Command[bool]):
    """Delete a period; ``False`` where it was gone already."""

    pk: int


class HoursAPI(Protocol):
    """What the engine needs of an opening-hours system; safe to call from several threads."""

    @property
    def origin(self) -> str:
        """Scheme, host and port: what separates one such system from another."""
        ...

    def execute(self, command: Command[T]) -> T:
        """Carry out a command and return its answer.

        Raises:
            HoursError: It was not carried out, or nobody knows (``certain`` tells).
        """
        ...


class AsyncHoursAPI(Protocol):
    """The same for asynchronous callers."""

    @property
    def origin(self) -> str:
        """Scheme, host and port: what separates one such system from another."""
        ...

    async def execute(self, command: Command[T]) -> T:
        """Carry out a command and return its answer; see ``HoursAPI``."""
        ...
