"""Workbooks: the forms that units fill in, read honestly into a catalogue, and made for them."""

from varaamo_sync.workbooks.files.grid import Book
from varaamo_sync.workbooks.files.opening import read_book
from varaamo_sync.workbooks.importing.context import ImportContext
from varaamo_sync.workbooks.importing.plan import Change, ImportPlan
from varaamo_sync.workbooks.importing.run import plan_import
from varaamo_sync.workbooks.tables.city_forms import Form
from varaamo_sync.workbooks.tables.form_file import packaged_forms, read_form
from varaamo_sync.workbooks.tables.row_choice import RowChoice
from varaamo_sync.workbooks.tables.table import Table

__all__ = [
    "Book",
    "Change",
    "Form",
    "ImportContext",
    "ImportPlan",
    "RowChoice",
    "Table",
    "packaged_forms",
    "plan_import",
    "read_book",
    "read_form",
]
