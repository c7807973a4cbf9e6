"""The shape of catalogue files.

The shapes are made from the model, so that there is no second source of truth: a file of rooms
holds the model's venues and rooms, a ``defaults`` block is a room of which nothing is required.
"""

from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from varaamo_sync.model import (
    Catalogue,
    GoalTerms,
    Hours,
    RoomEntry,
    RoomKey,
    ServiceUnit,
    Text,
    Venue,
)
from varaamo_sync.model.parts import Part
from varaamo_sync.model.values import Day, Moment, Whole, Words


def _fields(model: type[Part], *without: str) -> dict[str, Any]:
    return {
        name: (info.annotation, info)
        for name, info in model.model_fields.items()
        if name not in without
    }


_model: Any = create_model  # its fields are tuples by name, which type checkers cannot follow

_FORMAT: Any = (Literal[1], Field(description="Version of the file format."))

Defaults: Any = _model(
    "Defaults",
    __base__=Part,
    __module__=__name__,
    __doc__="Stated for every room below, unless the room or a nearer block says otherwise.",
    **_fields(RoomEntry, "key", "unread") | {"name": (Text, Text())},
)
"""A ``defaults`` block: a room without its key, of which nothing is required."""

_DEFAULTS: Any = (Defaults | None, Field(default=None, description=Defaults.__doc__))

VenueEntry: Any = _model(
    "VenueEntry",
    __base__=Venue,
    __module__=__name__,
    __doc__=Venue.__doc__,
    hours=(Hours | None, Field(default=None, description="When the venue's rooms are open.")),
    defaults=_DEFAULTS,
    rooms=(tuple[RoomEntry, ...], Field(default=(), description="Rooms of the venue.")),
)
"""A venue with its rooms, as it stands in a file of rooms."""

RoomsFile = _model(
    "RoomsFile",
    __base__=Part,
    __module__=__name__,
    __doc__="Rooms of one service unit, by venue.",
    format=_FORMAT,
    service_unit=(ServiceUnit, Field(description="Service unit that offers the rooms.")),
    defaults=_DEFAULTS,
    venues=(tuple[VenueEntry, ...], Field(default=(), description="Venues with their rooms.")),
)
"""A file of rooms."""

MOVED_TO_GOALS = ("milestones", "risks", "notes")
"""What the goal of a catalogue has from ``goals.yaml``, and once had itself."""

GoalEntry: Any = _model(
    "GoalEntry",
    __base__=Part,
    __module__=__name__,
    __doc__=GoalTerms.__doc__,
    **_fields(GoalTerms, "requirements", *MOVED_TO_GOALS),
)
"""The binding goal, as it stands in ``catalogue.yaml``."""

CatalogueFile = _model(
    "CatalogueFile",
    __base__=Part,
    __module__=__name__,
    __doc__="What holds for the whole catalogue of rooms.",
    format=_FORMAT,
    **_fields(Catalogue, "rooms", "goal", "coverage"),
    goal=(GoalEntry, Field(default=GoalEntry(), description="The binding goal.")),
    defaults=_DEFAULTS,
)
"""The file ``catalogue.yaml``."""


class ReportedRow(Part):
    """A row of a table that was kept by hand: text to the letter, doubt included."""

    prepared: Words | None = None
    """Cell under *Valmistelussa*."""
    in_progress: Words | None = None
    """Cell under *Käynnissä*."""
    ready: Words | None = None
    """Cell under *Valmis*."""
    earlier: Words | None = None
    """Cell under *Varaamossa aiemmin*."""
    note: Words | None = None
    """Cell under *Huomiot*."""


class DroppedEntry(Part):
    """That an entry counts no more, and why; it stays for whoever asks later."""

    reason: Annotated[Words, Field(min_length=1)]
    """Why it was dropped."""
    date: Day
    """The day on which it was dropped."""


class ReportedEntry(Part):
    """Counts that were reported on a day before this tool counted them."""

    date: Day
    """The day of the report."""
    source: Literal["reported"]
    """Written down by a person."""
    forecast: Words | None = None
    """What was said of the goal, in the words of that day."""
    units: dict[ServiceUnit, ReportedRow]
    """The table's rows, by service unit."""
    dropped: DroppedEntry | None = None
    """Stands where the entry counts no more."""


class SurveyedCounts(Part):
    """Numbers of rooms by stage, for whoever reads the file by eye."""

    prepared: Whole
    """*Valmistelussa*."""
    in_progress: Whole
    """*Käynnissä*."""
    ready: Whole
    """*Valmis*."""
    earlier: Whole
    """*Varaamossa aiemmin*."""
    unknown: Whole
    """*Ei tiedossa*."""


class SurveyedRow(Part):
    """Rooms of a service unit, by key, as a survey found them."""

    counts: SurveyedCounts
    """How many rooms each stage has."""
    prepared: tuple[RoomKey, ...] = ()
    """Rooms that are in the catalogue only."""
    in_progress: tuple[RoomKey, ...] = ()
    """Rooms that residents cannot book yet."""
    ready: tuple[RoomKey, ...] = ()
    """Rooms that residents can book."""
    earlier: tuple[RoomKey, ...] = ()
    """Rooms that were bookable before the goal began, and still are."""
    unknown: tuple[RoomKey, ...] = ()
    """Rooms that could not be read in the booking system."""
    viewable: tuple[RoomKey, ...] = ()
    """Of all rooms, those that were shown before the goal began, but not bookable."""
    outside_goal: tuple[RoomKey, ...] = ()
    """Of all rooms, those that did not belong to the goal."""
    files: tuple[Words, ...] = ()
    """Files of the catalogue that the rooms stood in."""
    pks: dict[RoomKey, Whole] = Field(default_factory=dict)
    """Number in the booking system of each room that was there: it outlives a change of key."""
    note: Words = ""
    """The note (*Huomiot*) of that day."""


class SurveyedEntry(Part):
    """Counts that varaamo-sync derived from what a booking system showed; it writes them itself."""

    date: Day
    """The day, in Helsinki."""
    source: Literal["surveyed"]
    """Derived from what the booking system showed."""
    taken: Moment
    """When the booking system was read."""
    origin: Annotated[str, Field(strict=True, pattern=r"^https?://[^\s/?#@]+$")]
    """Which booking system: scheme, host and port."""
    units: dict[ServiceUnit, SurveyedRow]
    """Rooms by service unit."""
    dropped: DroppedEntry | None = None
    """Stands where the entry counts no more."""


HistoryFile: Any = _model(
    "HistoryFile",
    __base__=Part,
    __module__=__name__,
    __doc__="Counts over time: those of surveys, and those that people reported before.",
    format=_FORMAT,
    entries=(
        tuple[ReportedEntry | SurveyedEntry, ...],
        Field(default=(), description="One per report or survey."),
    ),
)
"""The file ``history.yaml``."""
