"""The booking system as values: what can be asked of it, and the port that carries it out.

Each command is a frozen value that says what its answer is, so that one definition serves sync
and async callers, and so that another booking system can be put behind the same port.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from typing import Generic, Protocol, TypeVar

from varaamo_sync.model import ImageType, Lang
from varaamo_sync.model.open_times import OpeningHours, Span
from varaamo_sync.snapshot import (
    PublishingState,
    Reference,
    RemoteRoom,
    RemoteSpace,
    RemoteVenue,
    Value,
)
from varaamo_sync.startup.fast_dataclass import dataclass

WEEKS_READ = 4
"""How many weeks ahead opening hours are read where it is asked whether rooms are open."""

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Command(Generic[T_co]):
    """Something that is asked of the booking system; ``T_co`` is the type of the answer."""


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is in the booking system.

    Attributes:
        name: As the booking system calls it: ``ADMIN``, ``HANDLER``; ``SUPERUSER`` for who may do
            everything.
        venues: ``pk`` of the venues for which it is held; ``None`` for all.
    """

    name: str
    venues: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class User:
    """Who is logged in.

    Attributes:
        manages_all: Whether every venue may be managed (superuser or general administrator).
        venues: ``pk`` of the venues that may be managed by a role of their own.
        roles: Every role that is held, those that manage no rooms among them.
    """

    pk: int
    username: str
    manages_all: bool
    venues: frozenset[int] = frozenset()
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether a visible room can in fact be booked some time.

    Attributes:
        closed: It has no opening hours ahead; ``None`` when that could not be read.
        first_reservable: First free moment; ``None`` when fully booked, closed or not read.
        fault: What the booking system said when it stumbled over this room, or ``None``.
        linked: Whether the opening-hours system knows it; ``None`` when that could not be read.
        hours: When it is open in the next ``WEEKS_READ`` weeks (``sum_up_hours``); ``None`` when
            it is not, or that could not be read.
    """

    closed: bool | None
    first_reservable: datetime | None
    fault: str | None = None
    linked: bool | None = None
    hours: OpeningHours | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """What a write to a room answered."""

    pk: int
    ext_uuid: str | None
    publishing: PublishingState


@dataclass(frozen=True, slots=True)
class ReadUser(Command[User | None]):
    """Who is logged in; ``None`` when nobody is."""


@dataclass(frozen=True, slots=True)
class ReadReference(Command[Reference]):
    """Types, purposes, equipment, terms, cancellation rules and VAT percentages."""

    logged_in: bool = False


@dataclass(frozen=True, slots=True)
class ReadVenues(Command[tuple[RemoteVenue, ...]]):
    """Every venue."""


@dataclass(frozen=True, slots=True)
class ReadSpaces(Command[tuple[RemoteSpace, ...]]):
    """Every space of some venues."""

    venues: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReadRooms(Command[tuple[RemoteRoom, ...]]):
    """Every room of some venues, drafts among them; archived ones are never shown."""

    venues: tuple[int, ...]
    logged_in: bool = False


@dataclass(frozen=True, slots=True)
class ReadRoom(Command[RemoteRoom | None]):
    """One room; ``None`` when it is gone or archived."""

    pk: int
    logged_in: bool = True


@dataclass(frozen=True, slots=True)
class ReadOpenings(Command[Mapping[int, Opening]]):
    """Whether some rooms have opening hours and free moments; slow, so only where it decides.

    It is told, too, whether the opening-hours system knows each room, and when it is open in the
    next ``WEEKS_READ`` weeks.

    A room that the booking system stumbles over has a ``fault``; the others are read all the same.
    """

    rooms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReadHours(Command[Mapping[int, "tuple[Span, ...] | None"]]):
    """Opening hours of some rooms that touch some days, the last day included.

    The answer is ``None`` for a room that has no link to the opening-hours system, and empty for
    one that is linked and closed on those days (facts, section 4c).
    """

    rooms: tuple[int, ...]
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class CheckRights(Command[bool]):
    """Whether the session may write to rooms of one venue."""

    venue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateSpace(Command[int]):
    """Make a physical space; the answer is its ``pk``. Never two at a time (facts, section 4)."""

    code: str
    venue: int
    name: Mapping[Lang, str]
    area: int | None = None
    max_persons: int | None = None
    parent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateSpace(Command[int]):
    """Change a physical space; fields are named as in ``RemoteSpace``, names ``name.fi`` etc."""

    pk: int
    changes: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class DeleteSpace(Command[bool]):
    """Delete a physical space that no room uses; refused where one does (facts, section 4b)."""

    pk: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a room gets it."""

    filename: str
    content: bytes = field(repr=False)
    type: ImageType


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateRoom(Command[Stored]):
    """Make a room, always as a draft.

    Attributes:
        values: Field values by catalogue path, in stored form.
        reference: Reference data that names in ``values`` are resolved by.
        today: Today in Helsinki; the price and the access type in force begin on it.
        pictures: Pictures, for a booking system that makes no room without one.
    """

    venue: int
    spaces: tuple[int, ...]
    values: Mapping[str, Value]
    reference: Reference
    today: date
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateRoom(Command[Stored]):
    """Change a room, publish it or take it back to draft.

    Attributes:
        room: The room as read immediately before: its prices and access types are sent back.
        values: Changed field values by catalogue path, in stored form.
        draft: ``False`` publishes, ``True`` unpublishes, ``None`` leaves it.
        spaces: Spaces of the room; sent with every publishing.
        today: Today in Helsinki; a changed price or access type begins on it.
    """

    room: RemoteRoom
    reference: Reference
    today: date
    values: Mapping[str, Value] = field(default_factory=dict)
    draft: bool | None = None
    spaces: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class ArchiveRoom(Command[int]):
    """Archive a room: in Varaamo for ever (facts, section 2), elsewhere until it is restored."""

    pk: int


@dataclass(frozen=True, slots=True)
class RestoreRoom(Command[Stored]):
    """Bring a room back that was archived; only where that can be undone. It is a draft then."""

    pk: int


@dataclass(frozen=True, slots=True)
class UploadImage(Command[int]):
    """Add a picture to a room; the answer is the picture's ``pk``."""

    room: int
    filename: str
    content: bytes
    type: ImageType


class BookingAPI(Protocol):
    """What the sync engine needs of a booking system; safe to call from several threads."""

    @property
    def origin(self) -> str:
        """Scheme, host and port: what separates one booking system from another."""
        ...

    def execute(self, command: Command[T]) -> T:
        """Carry out a command and return its answer.

        Raises:
            BookingError: It was not carried out, or nobody knows (``certain`` tells).
        """
        ...


class AsyncBookingAPI(Protocol):
    """The same for asynchronous callers."""

    @property
    def origin(self) -> str:
        """Scheme, host and port: what separates one booking system from another."""
        ...

    async def execute(self, command: Command[T]) -> T:
        """Carry out a command and return its answer; see ``BookingAPI.execute``."""
        ...
