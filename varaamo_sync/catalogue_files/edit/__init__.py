"""Writes into catalogue files that people keep: what is edited changes, nothing else does."""

from typing import TYPE_CHECKING

from varaamo_sync.catalogue_files.whole_file import FileChange, write_changes
from varaamo_sync.catalogue_form import Edit, NewRoom
from varaamo_sync.startup.lazy_door import open_lazily

if TYPE_CHECKING:
    from varaamo_sync.catalogue_files.edit.edits import (
        CatalogueFolder,
        Edits,
        NewVenue,
        PlaceEdit,
        VenueEdit,
        apply_each,
        apply_edits,
        open_folder,
    )
    from varaamo_sync.catalogue_files.edit.folder import PlacedVenue
    from varaamo_sync.catalogue_files.edit.goals import (
        read_whole_goals,
        set_answer,
        set_milestone,
        set_note,
    )
    from varaamo_sync.catalogue_files.edit.history import append_entries, drop_entry
    from varaamo_sync.catalogue_files.edit.hours import hours_edits
    from varaamo_sync.catalogue_files.edit.patch import REMOVED
    from varaamo_sync.catalogue_files.edit.yaml_emitter import flow, scalar

_HOMES = {
    "edits": (
        "CatalogueFolder Edits NewVenue PlaceEdit VenueEdit apply_each apply_edits open_folder"
    ),
    "folder": "PlacedVenue",
    "goals": "read_whole_goals set_answer set_milestone set_note",
    "history": "append_entries drop_entry",
    "hours": "hours_edits",
    "patch": "REMOVED",
    "yaml_emitter": "flow scalar",
}
"""Where each name is at home."""

__all__ = [
    "REMOVED",
    "CatalogueFolder",
    "Edit",
    "Edits",
    "FileChange",
    "NewRoom",
    "NewVenue",
    "PlaceEdit",
    "PlacedVenue",
    "VenueEdit",
    "append_entries",
    "apply_each",
    "apply_edits",
    "drop_entry",
    "flow",
    "hours_edits",
    "open_folder",
    "read_whole_goals",
    "scalar",
    "set_answer",
    "set_milestone",
    "set_note",
    "write_changes",
]


if not TYPE_CHECKING:  # they see the imports above, and no name beside these
    __getattr__, __dir__ = open_lazily(__name__, _HOMES)
