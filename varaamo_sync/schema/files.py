"""Shapes of whole files, with all that is read one by one: for editors and translators."""

from typing import Any

from pydantic import Field, create_model

from varaamo_sync.model import RoomEntry
from varaamo_sync.model.parts import Part
from varaamo_sync.schema.reports import ReportedEntry
from varaamo_sync.schema.rooms import FORMAT, RoomsHead, VenueHead
from varaamo_sync.schema.surveys import SurveyedEntry

_model: Any = create_model  # its fields are tuples by name, which type checkers cannot follow

VenueEntry: Any = _model(
    "VenueEntry",
    __base__=VenueHead,
    __module__=__name__,
    __doc__=VenueHead.__doc__,
    rooms=(tuple[RoomEntry, ...], Field(default=(), description="Rooms of the venue.")),
)
"""A venue with its rooms, as it stands in a file of rooms."""

RoomsFile: Any = _model(
    "RoomsFile",
    __base__=RoomsHead,
    __module__=__name__,
    __doc__=RoomsHead.__doc__,
    venues=(tuple[VenueEntry, ...], Field(default=(), description="Venues with their rooms.")),
)
"""A file of rooms."""

HistoryFile: Any = _model(
    "HistoryFile",
    __base__=Part,
    __module__=__name__,
    __doc__="Counts over time: those of surveys, and those that people reported before.",
    format=FORMAT,
    entries=(
        tuple[ReportedEntry | SurveyedEntry, ...],
        Field(default=(), description="One per report or survey."),
    ),
)
"""The file ``history.yaml``."""
