"""Workbooks: the forms that units fill in, read honestly into a catalogue, and made for them."""

from varaamo_sync.workbooks.annotating import Mark, annotate
from varaamo_sync.workbooks.grid import Book
from varaamo_sync.workbooks.headers import Table
from varaamo_sync.workbooks.import_plan import Change, ImportPlan
from varaamo_sync.workbooks.importing import plan_import
from varaamo_sync.workbooks.known import Known
from varaamo_sync.workbooks.letters import folded, shown
from varaamo_sync.workbooks.limits import Unreadable
from varaamo_sync.workbooks.mapping import Form
from varaamo_sync.workbooks.mapping_file import packaged_forms, read_form
from varaamo_sync.workbooks.reading import read_book
from varaamo_sync.workbooks.row_choice import RowChoice
from varaamo_sync.workbooks.template import export_csv, export_workbook, make_template
from varaamo_sync.workbooks.translation_reading import read_translations
from varaamo_sync.workbooks.translation_sheet import write_translations
from varaamo_sync.workbooks.venues import Placed

__all__ = [
    "Book",
    "Change",
    "Form",
    "ImportPlan",
    "Known",
    "Mark",
    "Placed",
    "RowChoice",
    "Table",
    "Unreadable",
    "annotate",
    "export_csv",
    "export_workbook",
    "folded",
    "make_template",
    "packaged_forms",
    "plan_import",
    "read_book",
    "read_form",
    "read_translations",
    "shown",
    "write_translations",
]
