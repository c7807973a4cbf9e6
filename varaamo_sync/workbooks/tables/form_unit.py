"""What our form remembers of itself: that it is ours, and the service unit it was made for.

It stands on the protected sheet of lists, so that it survives saving in any program.
"""

from __future__ import annotations

from collections.abc import Mapping

from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.workbooks.files.grid import Book, Sheet
from varaamo_sync.workbooks.tables.own_form import LISTS

FORM_UNIT: Mapping[Lang, str] = {
    "fi": "Lomakkeen palvelukokonaisuus",
    "sv": "Blankettens servicehelhet",
    "en": "Service unit of the form",
}
"""Head of the list that holds it."""


def is_ours(book: Book) -> bool:
    """Tell whether a workbook was made by us: it has the sheet of lists."""
    return any(True for _ in _lists(book))


def form_unit(book: Book) -> ServiceUnit | None:
    """Return the service unit that a form was made for; ``None`` where it was made for all."""
    for sheet in _lists(book):
        for column, head in enumerate(sheet.rows[0] if sheet.rows else (), 1):
            if head in FORM_UNIT.values():
                said = sheet.value(2, column)
                return next((unit for unit in ServiceUnit if unit.value == said), None)
    return None


def _lists(book: Book) -> list[Sheet]:
    return [sheet for sheet in book.sheets if sheet.name in LISTS.values()]
