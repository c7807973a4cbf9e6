"""Workbooks: the forms that units fill in, read honestly into a catalogue, and made for them."""

from typing import TYPE_CHECKING, Any

from varaamo_sync.workbooks.annotating.annotate import Annotated, Mark, annotate
from varaamo_sync.workbooks.annotating.words import sheet_fix, sheet_message
from varaamo_sync.workbooks.cells.result import Help
from varaamo_sync.workbooks.exporting.lists import (
    Column,
    Figure,
    Link,
    ListCell,
    ListSheet,
    Marked,
    write_lists,
)
from varaamo_sync.workbooks.exporting.room_rows import ExportedBook, export_csv
from varaamo_sync.workbooks.exporting.translators import read_translations, write_translations
from varaamo_sync.workbooks.files.grid import Book, CellRef, Layout, Merge, Sheet
from varaamo_sync.workbooks.files.limits import Unreadable
from varaamo_sync.workbooks.files.opening import read_book
from varaamo_sync.workbooks.importing.context import ImportContext
from varaamo_sync.workbooks.importing.plan import (
    Addition,
    Change,
    ImportPlan,
    NewVenue,
    RoomCells,
    RoomMove,
    VenueChange,
)
from varaamo_sync.workbooks.importing.run import plan_import
from varaamo_sync.workbooks.importing.stated_rooms import StatedRoom, plan_stated_rooms
from varaamo_sync.workbooks.tables.forms.form import Form, Source, UnitSource
from varaamo_sync.workbooks.tables.forms.form_file import packaged_forms, read_form
from varaamo_sync.workbooks.tables.row_choice import RowChoice
from varaamo_sync.workbooks.tables.table import Table, TableColumn
from varaamo_sync.workbooks.text import fold, preview

if TYPE_CHECKING:
    from varaamo_sync.workbooks.exporting.template import export_workbook, make_template

__all__ = [
    "Addition",
    "Annotated",
    "Book",
    "CellRef",
    "Change",
    "Column",
    "ExportedBook",
    "Figure",
    "Form",
    "Help",
    "ImportContext",
    "ImportPlan",
    "Layout",
    "Link",
    "ListCell",
    "ListSheet",
    "Mark",
    "Marked",
    "Merge",
    "NewVenue",
    "RoomCells",
    "RoomMove",
    "RowChoice",
    "Sheet",
    "Source",
    "StatedRoom",
    "Table",
    "TableColumn",
    "UnitSource",
    "Unreadable",
    "VenueChange",
    "annotate",
    "export_csv",
    "export_workbook",
    "fold",
    "make_template",
    "packaged_forms",
    "plan_import",
    "plan_stated_rooms",
    "preview",
    "read_book",
    "read_form",
    "read_translations",
    "sheet_fix",
    "sheet_message",
    "write_lists",
    "write_translations",
]


if not TYPE_CHECKING:  # they see the import above, and no name beside it

    def __getattr__(name: str) -> Any:
        # Imported when first used: all but what writes workbooks can do without openpyxl.
        if name not in ("export_workbook", "make_template"):
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from varaamo_sync.extras import needing

        with needing("sheets"):
            from varaamo_sync.workbooks.exporting import template

            return getattr(template, name)
