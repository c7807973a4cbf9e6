"""Names, numbers and addresses of persons in forms, told at their cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from varaamo_sync.findings import Finding
from varaamo_sync.model import LANGS
from varaamo_sync.rules.text_analysis.persons import mobile_number, person_named, personal_address
from varaamo_sync.rules.text_analysis.text_heuristics import visible
from varaamo_sync.workbooks.findings import finding
from varaamo_sync.workbooks.importing.sheet_rooms import SheetRoom
from varaamo_sync.workbooks.text import preview

_PUBLIC = (
    "contact",
    *(f"description.{lang}" for lang in LANGS),
    *(f"instructions.applicants.{lang}" for lang in LANGS),
)
"""Fields that everybody can read."""


def personal_findings(rooms: Iterable[SheetRoom]) -> Iterator[Finding]:
    """Yield what rooms of a workbook say of persons; the catalogue's rules say the same later."""
    for room in rooms:
        public = [(id, text) for id in _PUBLIC if (text := room.text(id))]
        for id, text in public:
            for rule, params in _persons_in(visible(text), id, room):
                cell = room.cell(id)
                header = room.table.headers.get(cell.column, id)
                yield finding(rule, cell.position, {"field": preview(header), **params})


def _persons_in(text: str, id: str, room: SheetRoom) -> Iterator[tuple[str, dict[str, str]]]:
    if address := personal_address(text):
        yield "personal-email", {"address": address}
    if number := mobile_number(text):
        yield "personal-phone", {"number": number}
    if id == "contact":
        name = person_named(text, (room.text("venue"), room.text("venue.address")))
        if name is not None:
            yield "personal-name", {"name": name}
