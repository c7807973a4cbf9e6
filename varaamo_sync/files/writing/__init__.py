"""Writes into catalogue files that people keep: what is edited changes, nothing else does."""

from varaamo_sync.files.writing.edits import (
    Edit,
    Edits,
    NewRoom,
    NewVenue,
    VenueEdit,
    apply_edits,
    prepare_edits,
)
from varaamo_sync.files.writing.folder import PlacedVenue, catalogue_venues
from varaamo_sync.files.writing.replacing import FileChange, write_changes

__all__ = [
    "Edit",
    "Edits",
    "FileChange",
    "NewRoom",
    "NewVenue",
    "PlacedVenue",
    "VenueEdit",
    "apply_edits",
    "catalogue_venues",
    "prepare_edits",
    "write_changes",
]
