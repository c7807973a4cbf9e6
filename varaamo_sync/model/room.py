"""A room, the venue that it is in, and the catalogue of all rooms."""

import unicodedata
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from varaamo_sync.capabilities import Capabilities, Feature, SystemName, capabilities_of
from varaamo_sync.model.addresses import address_parts
from varaamo_sync.model.coverage import Coverage
from varaamo_sync.model.goal_terms import GoalTerms
from varaamo_sync.model.hours.hours import Hours
from varaamo_sync.model.parts import (
    Access,
    Booking,
    Capacity,
    Image,
    Instructions,
    Part,
    Price,
    Publishing,
    Terms,
    Text,
)
from varaamo_sync.model.units import Lang, ServiceUnit
from varaamo_sync.model.values import Flag, Name, RoomKey, Whole, Words
from varaamo_sync.startup.lazy_pattern import lazy_pattern

_CODE = lazy_pattern(r"([A-Za-z0-9._-]{1,100}):[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class Wanted(StrEnum):
    """What a room is to be in the booking system."""

    DRAFT = "draft"
    PUBLISHED = "published"


class Earlier(StrEnum):
    """What a room was in the booking system before the goal began; a recorded fact."""

    NONE = "none"
    VIEWABLE = "viewable"
    BOOKABLE = "bookable"


@lru_cache(maxsize=1024)
def _field_of_a_room(path: str) -> str:
    if path.partition(".")[0] == "unread" or not Room.has_field(path):
        raise PydanticCustomError("field_path", "is no field of a room, such as capacity.max")
    return path


FieldPath = Annotated[Words, AfterValidator(_field_of_a_room)]
"""A field of a room by its dotted path, such as ``capacity.max``."""


class Venue(Part):
    """A place (*toimipiste*); known by its id in the service map (TPREK)."""

    tprek: Name | None = None
    """Id in the service map; without it no room of the venue can be sent."""
    name: Text = Text()
    """The venue's name."""
    address: Words | None = None
    """Street address, to find the venue by."""
    aliases: tuple[Name, ...] = ()
    """Other names and addresses by which collection forms call the venue."""

    def label(self, lang: Lang = "fi") -> str:
        """Return the venue's name, or its address or id where it has none."""
        names = (self.name.get(each) for each in (lang, "fi", "sv", "en"))
        return next(filter(None, names), None) or self.address or self.tprek or "?"

    @property
    def identity(self) -> str:
        """What tells the venue from others: its TPREK id, else its name, else its address."""
        if self.tprek:
            return f"tprek:{self.tprek}"
        said = unicodedata.normalize("NFKC", self.name.fi or self.address or self.label())
        return f"name:{' '.join(said.casefold().split())}"


class VenueInUnit(NamedTuple):
    """A venue as a service unit has it; ``unit`` is ``None`` where none has it yet."""

    unit: ServiceUnit | None
    venue: Venue


class RoomEntry(Part):
    """A room as people write it.

    *Stated* fields are managed: those in ``model_fields_set``, here and in the parts. All others
    belong to the staff of the booking system. ``None`` clears what is there.
    """

    key: RoomKey
    """Identity: unique in the catalogue, never reused."""
    name: Text
    """The room's name; plain text, at most 255 characters."""
    description: Text | None = None
    """What the room is like."""
    type: Name | None = None
    """Type, by its Finnish name."""
    purposes: tuple[Name, ...] | None = None
    """Intended uses, by their Finnish names."""
    equipment: tuple[Name, ...] | None = None
    """Equipment, by its Finnish names."""
    capacity: Capacity | None = None
    """Fewest and most persons."""
    area: Whole | None = None
    """Floor area in whole m²."""
    part_of: RoomKey | None = None
    """Key of the room whose space contains this one, in the same venue."""
    same_as: Name | None = None
    """Finnish name of the room of the booking system that this is, where it is called otherwise
    there. It has no effect any more once the two are paired; never sent."""
    differs_from: tuple[Name, ...] | None = None
    """Finnish names of rooms of the booking system that this room is not, however alike they
    are; never sent."""
    booking: Booking | None = None
    """The rules by which it is booked."""
    access: tuple[Access, ...] | None = None
    """How one gets in."""
    pricing: tuple[Price, ...] | None = None
    """What a booking costs."""
    terms: Terms | None = None
    """Terms of use."""
    instructions: Instructions | None = None
    """What the person who books is told."""
    contact: Words | None = None
    """Contact information; plain text, at most 1000 characters."""
    search_terms: tuple[Name, ...] | None = None
    """Words that residents' search should find the room by."""
    images: tuple[Image, ...] | None = None
    """Pictures, the main one first."""
    hours: Hours | None = None
    """When it is open; where none are stated, staff keep them in the opening-hours system."""
    publish: Publishing | None = None
    """When the room is shown."""
    wanted: Wanted = Wanted.DRAFT
    """Draft or published."""
    earlier: Earlier = Earlier.NONE
    """What it was in the booking system before the goal began."""
    goal: Flag = True
    """Whether the room belongs to the binding goal."""
    note: Words | None = None
    """A note to colleagues; never sent."""
    unread: dict[FieldPath, Name] = Field(default_factory=dict)
    """Fields that a form filled in but nobody could read, by dotted path such as `pricing.vat`,
    each with the form's own words. They take no default and are never sent, and the room is not
    published, until a person has stated the field and taken its line away from here. A room whose
    `key`, `venue` or `service_unit` is in question is not sent at all."""

    def __hash__(self) -> int:
        """Return the hash of the key, by which rooms are known."""
        return hash(self.key)


class Room(RoomEntry):
    """A room (*varattava tila*) with the service unit and the venue that it belongs to."""

    service_unit: ServiceUnit
    """Service unit that offers the room."""
    venue: Venue
    """Where the room is."""

    def label(self, lang: Lang = "fi") -> str:
        """Return the room's name in a language, else in Finnish, else its key."""
        return self.name.get(lang) or self.name.fi or self.key


Seconds = Annotated[float, Field(strict=True, gt=0, le=600)]
"""Seconds that may be waited for, up to ten minutes."""


class TargetTimeouts(Part):
    """Longest waits for a booking system, in seconds; what is not stated is the client's own."""

    connect: Seconds | None = None
    """For a connection."""
    read: Seconds | None = None
    """For the next bytes of an answer."""
    write: Seconds | None = None
    """For the server to take the next bytes of a request."""
    pool: Seconds | None = None
    """For another request to give its connection back."""
    total: Seconds | None = None
    """For one request from its beginning to the last byte of its answer."""


class Target(Part):
    """A booking system that a catalogue can be pushed to."""

    system: SystemName = "varaamo"
    """Which booking system it is."""
    url: Annotated[str, Field(strict=True, pattern=r"^https?://[^\s?#@]+$")]
    """Origin of the booking system, without a path; a Respa may stand at one."""
    hours_url: Annotated[str, Field(strict=True, pattern=r"^https?://[^\s?#@]+$")] | None = None
    """Address of the opening-hours system (Hauki) that it takes hours from."""
    timeouts: TargetTimeouts = TargetTimeouts()
    """Longest waits, where the client's own do not do."""
    requests_per_second: Annotated[float, Field(strict=True, gt=0, le=1000)] | None = None
    """Most requests that begin in a second; by default 20, and no limit on this machine."""

    @field_validator("url")
    @classmethod
    def _is_an_address(cls, url: str, info: ValidationInfo) -> str:
        path = address_parts(url)[1]
        system: SystemName | None = info.data.get("system")
        if path and system and not capabilities_of(system).has(Feature.AT_A_PATH):
            raise ValueError("a path stands behind the host")
        return url

    @property
    def host(self) -> str:
        """Scheme, host and port: what credentials are bound to."""
        return address_parts(self.url)[0]

    @property
    def origin(self) -> str:
        """Scheme, host and port, and a path where it stands at one: what tells it from others."""
        origin, path = address_parts(self.url)
        return origin + path.removesuffix("/v1")

    @property
    def capabilities(self) -> Capabilities:
        """What its booking system can do."""
        return capabilities_of(self.system)

    @field_validator("hours_url")
    @classmethod
    def _is_an_hours_address(cls, url: str | None) -> str | None:
        if url is not None:
            address_parts(url)
        return url


EXAMPLE_ID = "esimerkkiluettelo"
"""Id of a catalogue to which nobody has given one of its own."""


class Catalogue(Part):
    """All rooms of all service units, as wanted (*tilaluettelo*)."""

    model_config = ConfigDict(ignored_types=(cached_property,))

    id: Annotated[
        str, Field(strict=True, min_length=1, max_length=100, pattern=r"^[A-Za-z0-9._-]+$")
    ]
    """Identity of the catalogue; stands before the key in ``Space.code``."""
    organisation: Text = Text()
    """Whose rooms they are."""
    lang: Lang | None = None
    """Language in which the command line speaks of it, where none is asked for."""
    goal: GoalTerms = GoalTerms()
    """The binding goal."""
    targets: dict[str, Target] = Field(default_factory=dict)
    """Booking systems by name."""
    default_target: str | None = None
    """Target that is used when none is named."""
    rules: dict[str, Literal["off", "warning", "error"]] = Field(default_factory=dict)
    """Severity of rules by their id, where it differs from the rule's own."""
    rooms: tuple[Room, ...] = ()
    """Every room, in file order."""
    coverage: Coverage = Coverage()
    """How much of its files it rests on; what counts or plans asks it first. It is found out when
    they are read, and none of them may say it."""

    def resting_on(self, coverage: Coverage) -> Self:
        """Return the same rooms with another coverage."""
        # It is no value that anybody wrote, and the rooms were looked at when they were read.
        return super(Part, self).model_copy(update={"coverage": coverage})

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy, with some fields replaced."""
        copied = super().model_copy(update=update, deep=deep)
        vars(copied).pop("by_key", None)  # it may be of other rooms
        return copied

    def __hash__(self) -> int:
        """Return the hash of the id, by which catalogues are known."""
        return hash(self.id)

    @cached_property
    def by_key(self) -> dict[str, Room]:
        """Rooms by their key."""
        return {room.key: room for room in self.rooms}

    def of(self, unit: ServiceUnit) -> Iterator[Room]:
        """Yield the rooms of a service unit.

        Raises:
            ValueError: There is no such service unit.
        """
        unit = ServiceUnit(unit)  # a text of one, too: no room has a text as its unit
        return (room for room in self.rooms if room.service_unit is unit)

    def code(self, key: str) -> str:
        """Return the code that marks a room's own space in the booking system.

        Nothing else in the API can hold a key (facts, section 4).
        """
        return f"{self.id}:{key}"


def catalogue_of_code(code: str) -> str | None:
    """Return the id of the catalogue that a code of a space belongs to; staff have their own codes.

    >>> catalogue_of_code("helsinki-kuva:nup-arabia-sali")
    'helsinki-kuva'
    >>> catalogue_of_code("OODI-RT1") is None
    True
    """
    match = _CODE.fullmatch(code.strip())
    return match[1] if match else None
