"""What our own form is known by: its sheets, its example row, the service unit it was made for.

That it is ours and whose it is stands on the protected sheet of lists, so that it survives saving
in any program.
"""

from __future__ import annotations

from collections.abc import Mapping

from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.words import Theme
from varaamo_sync.workbooks.files.grid import Book, Raw, Sheet
from varaamo_sync.workbooks.text import fold

_words = Theme("workbooks/sheets")
ROOMS: Mapping[Lang, str] = _words.in_languages("sheets.rooms")
VENUES: Mapping[Lang, str] = _words.in_languages("sheets.venues")
GUIDE: Mapping[Lang, str] = _words.in_languages("sheets.guide")
LISTS: Mapping[Lang, str] = _words.in_languages("sheets.lists")
REPORT: Mapping[Lang, str] = _words.in_languages("sheets.report")
REPORT_TITLE: Mapping[Lang, str] = _words.in_languages("sheets.report_title")
"""First cell of the sheet that ``annotate`` adds: what it is known by, whatever its name."""

OTHER_SHEETS = frozenset({*GUIDE.values(), *LISTS.values()})
"""Sheets of the template that hold no rooms; nobody misses them."""
TABLE_SHEETS = frozenset({*ROOMS.values(), *VENUES.values()})
"""Sheets of the template that hold tables."""

FORM_UNIT: Mapping[Lang, str] = _words.in_languages("sheets.form_unit")
"""Head of the list that holds it."""

_NUMBERS = {"capacity.min": 1, "capacity.max": 40, "area": 85}


def _example(said: Mapping[str, str], lang: Lang) -> Mapping[str, str | int]:
    """Return the example row of a language; it describes the room in that language."""
    described = {f"description.{lang}": said["description"]}
    return {id: text for id, text in said.items() if id != "description"} | described | _NUMBERS


EXAMPLES: Mapping[Lang, Mapping[str, str | int]] = {
    lang: _example(said, lang) for lang, said in _words.in_languages("example").items()
}
"""What the example row says, by field id."""


_EARLIER = {"price.free": ("kyllä", "ja", "yes")}
"""What the example row of earlier templates said besides."""


def is_report(first_cell: object) -> bool:
    """Tell by its first cell whether a sheet was added by ``annotate``."""
    return first_cell in REPORT_TITLE.values()


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


def is_example(values: Mapping[str, Raw]) -> bool:
    """Tell whether a row says nothing that the template's example does not say."""
    said = {id: fold(str(value)) for id, value in values.items() if value is not None}
    return any(
        all(
            fold(str(example.get(id, ""))) == text or text in _EARLIER.get(id, ())
            for id, text in said.items()
        )
        for example in EXAMPLES.values()
    )
