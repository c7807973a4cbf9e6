"""Catalogue folders: YAML and JSON files that people write, read into the model."""

from varaamo_sync.catalogue_files.images import picture_reader
from varaamo_sync.catalogue_files.reader import read_catalogue
from varaamo_sync.catalogue_files.reading import Reading
from varaamo_sync.catalogue_files.starting import init_catalogue

__all__ = ["Reading", "init_catalogue", "picture_reader", "read_catalogue"]
