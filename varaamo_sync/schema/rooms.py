"""Shapes of ``catalogue.yaml`` and of what stands around rooms, made from the model."""

from typing import Any, Literal

from pydantic import Field, create_model

from varaamo_sync.model import (
    Catalogue,
    GoalTerms,
    Hours,
    RoomEntry,
    ServiceUnit,
    Text,
    Venue,
)
from varaamo_sync.model.parts import Part


def _fields(model: type[Part], *without: str) -> dict[str, Any]:
    return {
        name: (info.annotation, info)
        for name, info in model.model_fields.items()
        if name not in without
    }


_model: Any = create_model  # its fields are tuples by name, which type checkers cannot follow

FORMAT: Any = (Literal[1], Field(description="Version of the file format."))
"""The field ``format`` of every file of a catalogue."""

Defaults: Any = _model(
    "Defaults",
    __base__=Part,
    __module__=__name__,
    __doc__="Stated for every room below, unless the room or a nearer block says otherwise.",
    **_fields(RoomEntry, "key", "unread") | {"name": (Text, Text())},
)
"""A ``defaults`` block: a room without its key, of which nothing is required."""

DEFAULTS: Any = (Defaults | None, Field(default=None, description=Defaults.__doc__))
"""The field ``defaults``."""

VenueHead: Any = _model(
    "VenueHead",
    __base__=Venue,
    __module__=__name__,
    __doc__=Venue.__doc__,
    hours=(Hours | None, Field(default=None, description="When the venue's rooms are open.")),
    defaults=DEFAULTS,
    rooms=(tuple[Any, ...], Field(default=(), description="Rooms of the venue.")),
)
"""A venue without its rooms, which are read one by one."""

RoomsHead: Any = _model(
    "RoomsHead",
    __base__=Part,
    __module__=__name__,
    __doc__="Rooms of one service unit, by venue.",
    format=FORMAT,
    service_unit=(ServiceUnit, Field(description="Service unit that offers the rooms.")),
    defaults=DEFAULTS,
    venues=(tuple[Any, ...], Field(default=(), description="Venues with their rooms.")),
)
"""A file of rooms without its venues, which are read one by one."""

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
    format=FORMAT,
    **_fields(Catalogue, "rooms", "goal", "coverage"),
    goal=(GoalEntry, Field(default=GoalEntry(), description="The binding goal.")),
    defaults=DEFAULTS,
)
"""The file ``catalogue.yaml``."""
