"""Translations: texts of a catalogue out to translators and back, as pure functions.

Workbooks of them are made and read in ``workbooks``; XLIFF is written and read here.
"""

from varaamo_sync.translations.marks import Mark, read_mark
from varaamo_sync.translations.merger import Merge, TextChange, merge
from varaamo_sync.translations.rows import ReturnedFile, ReturnedRow, Row, rows_to_translate
from varaamo_sync.translations.texts import CatalogueText, Home, find_texts
from varaamo_sync.translations.xliff_reader import is_xliff, read_xliff
from varaamo_sync.translations.xliff_writer import Written, write_xliff

__all__ = [
    "CatalogueText",
    "Home",
    "Mark",
    "Merge",
    "ReturnedFile",
    "ReturnedRow",
    "Row",
    "TextChange",
    "Written",
    "find_texts",
    "is_xliff",
    "merge",
    "read_mark",
    "read_xliff",
    "rows_to_translate",
    "write_xliff",
]
