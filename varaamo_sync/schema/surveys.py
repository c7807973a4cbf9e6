"""Shapes of the surveys that ``history.yaml`` holds."""

from typing import Annotated, Literal

from pydantic import Field

from varaamo_sync.model import RoomKey, ServiceUnit
from varaamo_sync.model.parts import Part
from varaamo_sync.model.values import Day, Moment, Whole, Words
from varaamo_sync.schema.reports import DroppedEntry


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
