"""The shape of catalogue files.

The shapes are made from the model, so that there is no second source of truth: a file of rooms
holds the model's venues and rooms, a ``defaults`` block is a room of which nothing is required.
"""

from typing import TYPE_CHECKING

from varaamo_sync.startup.lazy_door import open_lazily

if TYPE_CHECKING:
    from varaamo_sync.schema.files import HistoryFile, RoomsFile, VenueEntry
    from varaamo_sync.schema.reports import DroppedEntry, HistoryHead, ReportedEntry, ReportedRow
    from varaamo_sync.schema.rooms import (
        MOVED_TO_GOALS,
        CatalogueFile,
        Defaults,
        GoalEntry,
        RoomsHead,
        VenueHead,
    )
    from varaamo_sync.schema.surveys import SurveyedEntry, SurveyedRow

_HOMES = {
    "files": "HistoryFile RoomsFile VenueEntry",
    "reports": "DroppedEntry HistoryHead ReportedEntry ReportedRow",
    "rooms": "MOVED_TO_GOALS CatalogueFile Defaults GoalEntry RoomsHead VenueHead",
    "surveys": "SurveyedEntry SurveyedRow",
}

__all__ = [
    "MOVED_TO_GOALS",
    "CatalogueFile",
    "Defaults",
    "DroppedEntry",
    "GoalEntry",
    "HistoryFile",
    "HistoryHead",
    "ReportedEntry",
    "ReportedRow",
    "RoomsFile",
    "RoomsHead",
    "SurveyedEntry",
    "SurveyedRow",
    "VenueEntry",
    "VenueHead",
]


if not TYPE_CHECKING:  # they see the imports above, and no name beside these
    __getattr__, __dir__ = open_lazily(__name__, _HOMES)
