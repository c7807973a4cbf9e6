"""Catalogue folders: YAML and JSON files that people write, read into the model."""

from varaamo_sync.catalogue_files.new_folder import init_catalogue
from varaamo_sync.catalogue_files.read.catalogue import read_catalogue
from varaamo_sync.catalogue_files.read.images import picture_reader
from varaamo_sync.catalogue_files.read.read_result import Reading

__all__ = ["Reading", "init_catalogue", "picture_reader", "read_catalogue"]
