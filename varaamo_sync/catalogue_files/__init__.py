"""Catalogue folders: YAML and JSON files that people write, read into the model."""

from typing import TYPE_CHECKING

from varaamo_sync.startup.lazy_door import open_lazily

if TYPE_CHECKING:
    from varaamo_sync.catalogue_files.new_folder import check_id, init_catalogue, require_new
    from varaamo_sync.catalogue_files.read.catalogue import read_catalogue, require_catalogue
    from varaamo_sync.catalogue_files.read.goals import GoalsReading, read_goals
    from varaamo_sync.catalogue_files.read.history import HISTORY, HistoryReading, read_history
    from varaamo_sync.catalogue_files.read.images import picture_kind, picture_reader
    from varaamo_sync.catalogue_files.read.read_result import Reading, RoomPlace
    from varaamo_sync.catalogue_files.read.rows import read_rooms
    from varaamo_sync.catalogue_files.reference_file import read_reference, write_reference
    from varaamo_sync.catalogue_files.temporary_file import clear
    from varaamo_sync.catalogue_files.text.places import lines_of
    from varaamo_sync.catalogue_files.text.sources import (
        CATALOGUE,
        GOALS,
        REFERENCE,
        VENUES,
        prefix_of,
    )
    from varaamo_sync.catalogue_files.venues_file import LICENCE, read_venues, write_venues
    from varaamo_sync.catalogue_files.whole_file import (
        disk_is_full,
        is_stream,
        unwritable,
        write_whole,
    )

_HOMES = {
    "new_folder": "check_id init_catalogue require_new",
    "read.catalogue": "read_catalogue require_catalogue",
    "read.goals": "GoalsReading read_goals",
    "read.history": "HISTORY HistoryReading read_history",
    "read.images": "picture_kind picture_reader",
    "read.read_result": "Reading RoomPlace",
    "read.rows": "read_rooms",
    "reference_file": "read_reference write_reference",
    "temporary_file": "clear",
    "text.places": "lines_of",
    "text.sources": "CATALOGUE GOALS REFERENCE VENUES prefix_of",
    "venues_file": "LICENCE read_venues write_venues",
    "whole_file": "disk_is_full is_stream unwritable write_whole",
}
"""Where each name is at home."""

__all__ = [
    "CATALOGUE",
    "GOALS",
    "HISTORY",
    "LICENCE",
    "REFERENCE",
    "VENUES",
    "GoalsReading",
    "HistoryReading",
    "Reading",
    "RoomPlace",
    "check_id",
    "clear",
    "disk_is_full",
    "init_catalogue",
    "is_stream",
    "lines_of",
    "picture_kind",
    "picture_reader",
    "prefix_of",
    "read_catalogue",
    "read_goals",
    "read_history",
    "read_reference",
    "read_rooms",
    "read_venues",
    "require_catalogue",
    "require_new",
    "unwritable",
    "write_reference",
    "write_venues",
    "write_whole",
]


if not TYPE_CHECKING:  # they see the imports above, and no name beside these
    __getattr__, __dir__ = open_lazily(__name__, _HOMES)
