"""What the booking system showed at one moment (*tilannekuva*)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import cast

from varaamo_sync.capabilities import VARAAMO, Capabilities
from varaamo_sync.model import LANGS, AccessType, Lang, Payment, PriceUnit
from varaamo_sync.model.dated_rows import stored_rows
from varaamo_sync.model.open_times import OpeningHours
from varaamo_sync.startup.fast_dataclass import dataclass


class PublishingState(StrEnum):
    """Whether a room is shown (Varaamo's ``ReservationUnitPublishingState``)."""

    DRAFT = "DRAFT"
    SCHEDULED_PUBLISHING = "SCHEDULED_PUBLISHING"
    SCHEDULED_HIDING = "SCHEDULED_HIDING"
    SCHEDULED_PERIOD = "SCHEDULED_PERIOD"
    HIDDEN = "HIDDEN"
    PUBLISHED = "PUBLISHED"
    ARCHIVED = "ARCHIVED"

    @property
    def visible(self) -> bool:
        """Whether residents see the room now."""
        return self in (PublishingState.PUBLISHED, PublishingState.SCHEDULED_HIDING)


class ReservationState(StrEnum):
    """Whether a room takes bookings (Varaamo's ``ReservationUnitReservationState``, and more).

    It says nothing of the room's kind or opening hours (facts, section 4b).
    """

    SCHEDULED_RESERVATION = "SCHEDULED_RESERVATION"
    SCHEDULED_PERIOD = "SCHEDULED_PERIOD"
    RESERVABLE = "RESERVABLE"
    SCHEDULED_CLOSING = "SCHEDULED_CLOSING"
    RESERVATION_CLOSED = "RESERVATION_CLOSED"
    VIEW_ONLY = "VIEW_ONLY"
    """Residents only look at it (a Respa's ``reservable: false``)."""
    BOOKED_ELSEWHERE = "BOOKED_ELSEWHERE"
    """Bookings are made on another page (a Respa's ``external_reservation_url``)."""

    @property
    def open(self) -> bool:
        """Whether bookings are taken now."""
        return self in (ReservationState.RESERVABLE, ReservationState.SCHEDULED_CLOSING)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow:
    """A price as the booking system keeps it: euros with VAT, VAT in percent.

    ``begins`` is ``None`` for the price in force: its start date is never compared.
    """

    begins: date | None
    lowest: Decimal
    highest: Decimal
    vat: Decimal
    unit: PriceUnit
    payment: Payment | None
    on_begin: bool
    material: tuple[tuple[Lang, str], ...] = tuple((lang, "") for lang in LANGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRow:
    """A way of getting in; ``begins`` is ``None`` for the one in force."""

    begins: date | None
    type: AccessType


Value = (
    str
    | int
    | bool
    | timedelta
    | datetime
    | frozenset[str]
    | tuple[str, ...]
    | tuple[PriceRow, ...]
    | tuple[AccessRow, ...]
    | None
)
"""A field's value in stored form; equal values mean there is nothing to send."""


def value_on(value: Value, day: date) -> Value:
    """Return a value as it stands on a later day: a price that has begun by then is in force."""
    if not isinstance(value, tuple):
        return value
    dated = [row for row in value if isinstance(row, PriceRow | AccessRow)]
    if not dated:
        return value
    rows = (replace(row, begins=begins) for begins, row in stored_rows(dated, day))
    return cast("Value", tuple(rows))


@dataclass(frozen=True, slots=True)
class Named:
    """A row of reference data: what the booking system calls it, by language."""

    pk: int | str
    name: Mapping[Lang, str]
    kind: str = ""
    """Terms only: their type, such as ``PAYMENT``."""

    @property
    def label(self) -> str:
        """The Finnish name, or the id of a row that has none."""
        return self.name.get("fi") or str(self.pk)


@dataclass(frozen=True, slots=True)
class TaxRate:
    """A VAT percentage that the booking system knows."""

    pk: int
    value: Decimal
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Reference:
    """Reference data of a booking system.

    Attributes:
        cancellation_rules: ``None`` when the session did not allow them to be read.
        capabilities: What the booking system can do, as it declares it.
    """

    types: tuple[Named, ...] = ()
    purposes: tuple[Named, ...] = ()
    equipment: tuple[Named, ...] = ()
    terms: tuple[Named, ...] = ()
    cancellation_rules: tuple[Named, ...] | None = None
    taxes: tuple[TaxRate, ...] = ()
    capabilities: Capabilities = VARAAMO


@dataclass(frozen=True, slots=True)
class RemoteVenue:
    """A venue as the booking system knows it."""

    pk: int
    tprek: str | None
    name: Mapping[Lang, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteSpace:
    """A physical space; its ``code`` carries our key."""

    pk: int
    code: str
    venue: int
    parent: int | None = None
    name: Mapping[Lang, str] = field(default_factory=dict)
    area: int | None = None
    max_persons: int | None = None


def keys_of(spaces: Iterable[RemoteSpace], prefix: str) -> dict[int, str]:
    """Return the key that each space carries behind a prefix in its code, by number of the space.

    Args:
        spaces: Spaces; those with another code, or none, are left out.
        prefix: What stands before the key in the codes of a catalogue (``Catalogue.code("")``).
    """
    ours = (space for space in spaces if space.code.startswith(prefix))
    return {space.pk: space.code.removeprefix(prefix) for space in ours}


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteRoom:
    """A bookable room as the booking system showed it.

    Attributes:
        pk: Its number in the booking system.
        ext_uuid: Its identity, made by the server.
        venue: ``pk`` of its venue.
        values: Every field that a catalogue can manage, by catalogue path, in stored form.
            Fields that the session did not allow to be read are missing.
        spaces: ``pk`` of each space that it occupies.
        prices: Price in force and to come, with the ``pk`` each must be sent back with.
        access: Access types, likewise.
        closed: ``True`` when it has no opening hours ahead; ``None`` when not read.
        linked: Whether the opening-hours system knows it; ``None`` when not read.
        hours: When it is open in the coming weeks; ``None`` when it is not, or that was not read.
        first_reservable: First free moment; ``None`` when fully booked or not read.
        opening_fault: What the booking system said when it stumbled over the openings of this
            room, which takes every list with it down; ``None`` where it did not.
        created: When it was made, where the booking system tells.
        keeps_hours: Whether the booking system keeps its opening hours itself.
        staff_id: By what staff find it there, where that is not its number.
    """

    pk: int
    ext_uuid: str
    venue: int
    values: Mapping[str, Value]
    spaces: tuple[int, ...]
    is_draft: bool
    publishing: PublishingState
    reservation: ReservationState
    season_only: bool
    prices: tuple[tuple[int, PriceRow, date], ...] = ()
    access: tuple[tuple[int, AccessRow, date], ...] = ()
    images: int = 0
    closed: bool | None = None
    linked: bool | None = None
    hours: OpeningHours | None = None
    first_reservable: datetime | None = None
    opening_fault: str | None = None
    created: datetime | None = None
    keeps_hours: bool = False
    staff_id: str | None = None

    @property
    def name(self) -> str:
        """The Finnish name."""
        return str(self.values.get("name.fi") or "")

    @property
    def label(self) -> str:
        """The Finnish name, else one in another language, else what staff find it by."""
        names = (self.values.get(f"name.{lang}") for lang in LANGS)
        return next((str(name) for name in names if name), self.known_as)

    @property
    def known_as(self) -> str:
        """By what staff find it in the booking system."""
        return self.staff_id or str(self.pk)

    @property
    def bookable(self) -> bool:
        """Whether residents see the room and it takes bookings, opening hours left aside."""
        return self.publishing.visible and self.reservation.open and not self.season_only


@dataclass(frozen=True)
class Snapshot:
    """Everything that was read from the booking system at one moment.

    Attributes:
        taken: When the reading ended, with time zone.
        origin: Origin (scheme, host, port) of the booking system.
        logged_in: Whether it was read with a session.
        surveyed: ``pk`` of the venues whose spaces and rooms were read.
    """

    taken: datetime
    origin: str
    reference: Reference
    venues: tuple[RemoteVenue, ...]
    spaces: tuple[RemoteSpace, ...]
    rooms: tuple[RemoteRoom, ...]
    logged_in: bool = False
    surveyed: frozenset[int] = frozenset()

    @cached_property
    def venue_by_tprek(self) -> Mapping[str, RemoteVenue]:
        """Venues by their id in the service map."""
        return {venue.tprek: venue for venue in self.venues if venue.tprek}

    @cached_property
    def space_by_pk(self) -> Mapping[int, RemoteSpace]:
        """Spaces by number."""
        return {space.pk: space for space in self.spaces}

    @property
    def broken(self) -> tuple[RemoteRoom, ...]:
        """Rooms over which the booking system stumbles when their openings are asked for."""
        return tuple(room for room in self.rooms if room.opening_fault is not None)

    @cached_property
    def room_by_pk(self) -> Mapping[int, RemoteRoom]:
        """Rooms by number."""
        return {room.pk: room for room in self.rooms}
