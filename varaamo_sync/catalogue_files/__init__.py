"""Catalogue folders: YAML and JSON files that people write, read into the model."""

from varaamo_sync.catalogue_files.beside import clear
from varaamo_sync.catalogue_files.history import HISTORY, HistoryReading, read_history
from varaamo_sync.catalogue_files.images import picture_reader
from varaamo_sync.catalogue_files.places import lines_of
from varaamo_sync.catalogue_files.reader import read_catalogue
from varaamo_sync.catalogue_files.reading import Reading
from varaamo_sync.catalogue_files.reference_file import REFERENCE, read_reference, write_reference
from varaamo_sync.catalogue_files.resting import collector_resting
from varaamo_sync.catalogue_files.sources import CATALOGUE
from varaamo_sync.catalogue_files.starting import init_catalogue
from varaamo_sync.catalogue_files.whole import disk_is_full, is_stream, unwritable, write_whole

__all__ = [
    "CATALOGUE",
    "HISTORY",
    "REFERENCE",
    "HistoryReading",
    "Reading",
    "clear",
    "collector_resting",
    "disk_is_full",
    "init_catalogue",
    "is_stream",
    "lines_of",
    "picture_reader",
    "read_catalogue",
    "read_history",
    "read_reference",
    "unwritable",
    "write_reference",
    "write_whole",
]
