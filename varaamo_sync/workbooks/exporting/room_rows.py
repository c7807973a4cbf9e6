"""Rooms as the cells of the template, and as CSV: what they state, and nothing else."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from varaamo_sync.model import LANGS, Catalogue, Hours, Lang, Room, ServiceUnit, room_entry
from varaamo_sync.model.entries import MISSING, entry_at
from varaamo_sync.model.hours import said_hours
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words import Theme, day
from varaamo_sync.workbooks.cells.choices import CLEAR, NO_LABEL, YES_LABEL, label
from varaamo_sync.workbooks.files.output import CellValue
from varaamo_sync.workbooks.tables.fields import Field, column_of, template_fields
from varaamo_sync.workbooks.text import with_mark

_LOCAL_MOMENT = lazy_pattern(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d)")
_LISTS = {"price": "pricing", "access": "access"}
_NOT_ROOM = ("key", "service_unit", "venue", "venue.tprek", "venue.address")
_words = Theme("workbooks/sheets")
_MAIN: Mapping[Lang, str] = _words.in_languages("cells.main_image")


@dataclass(frozen=True, slots=True)
class ExportedBook:
    """A workbook that was made.

    Attributes:
        data: Its bytes.
        left_out: Keys and fields of what does not fit into a cell, or no cell could say.
    """

    data: bytes
    left_out: tuple[tuple[str, str], ...] = ()


def export_csv(
    catalogue: Catalogue,
    *,
    unit: ServiceUnit | None = None,
    lang: Lang = "fi",
    for_programs: bool = False,
) -> ExportedBook:
    """Return the rooms of a catalogue as CSV, which can be imported again.

    Args:
        catalogue: The catalogue.
        unit: The service unit whose rooms are written; by default all.
        lang: Language of headings, values, days and numbers.
        for_programs: Whether it is as RFC 4180 and ISO 8601 have it, in English; else it opens in
            the Excel of the language: UTF-8 with BOM, semicolons.
    """
    lang = "en" if for_programs else lang
    columns = template_fields("room")
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter="," if for_programs else ";", lineterminator="\r\n")
    writer.writerow([field.header[lang] for field in columns])
    for room in catalogue.rooms:
        if unit in (None, room.service_unit):
            for row in room_rows(room, lang):
                writer.writerow([_csv_text(row.get(f.id), f.kind, lang) for f in columns])
    data = text.getvalue().encode("utf-8", errors="replace")
    held = (room for room in catalogue.rooms if unit in (None, room.service_unit))
    left_out = tuple((room.key, id) for room in held for id in unsayable_fields(room, lang))
    return ExportedBook(data if for_programs else b"\xef\xbb\xbf" + data, left_out)


def _csv_text(value: CellValue, kind: str, lang: Lang) -> str:
    if kind == "moment" and isinstance(value, str) and (local := _LOCAL_MOMENT.fullmatch(value)):
        return f"{day(date.fromisoformat(local[1]), lang)} {local[2]}"
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}" if lang == "en" else f"{value:f}".replace(".", ",")
    if isinstance(value, date):
        return day(value, lang)
    return with_mark(value) if isinstance(value, str) else str(value)


def room_rows(room: Room, lang: Lang) -> list[dict[str, CellValue]]:
    """Return the rows of a room by field id: one, and one more for each further price or way in."""
    entry = room_entry(room)
    first: dict[str, CellValue] = {
        "key": room.key,
        "service_unit": room.service_unit.value,
        "venue": _place(room),
        "venue.tprek": room.venue.tprek,
    }
    for field in template_fields("room"):
        if field.id in _NOT_ROOM or field.id.partition(".")[0] in _LISTS:
            continue
        value = _at_first(entry, field.id)
        if value is not MISSING:
            first[field.id] = _cell(field, value, lang)
    rows = [first]
    for name, path in _LISTS.items():
        held = entry.get(path, MISSING)
        if held is MISSING:
            continue
        if not held:
            first["price.free" if name == "price" else "access.type"] = CLEAR[lang]
            continue
        for number, one in enumerate(held):
            while len(rows) <= number:
                rows.append({id: first[id] for id in _NOT_ROOM if id in first})
            rows[number].update(_entry_cells(name, one, lang))
    unread = {column_of(path): words for path, words in room.unread.items()}  # to be mended there
    first.update((c, w) for c, w in unread.items() if c not in _NOT_ROOM or first.get(c) is None)
    return rows


def unsayable_fields(room: Room, lang: Lang) -> list[str]:
    """Return the fields that a room states and no cell could say: names of periods of hours."""
    said = said_hours(room.hours, lang) if room.hours is not None else ""
    return ["hours"] if said is None else []


def _place(room: Room) -> str | None:
    """Return what a row calls the venue of a room."""
    venue = room.venue
    names = (venue.name.get(lang) for lang in LANGS)
    return next(filter(None, names), None) or venue.address or venue.tprek


def _at_first(entry: Mapping[str, Any], id: str) -> Any:
    """Return what is stated at a path; of a part that is taken away only the first says so."""
    path = id.split(".")
    for length in range(1, len(path)):
        if entry_at(entry, tuple(path[:length])) is None:
            start = ".".join(path[:length]) + "."
            first = next(
                field.id for field in template_fields("room") if field.id.startswith(start)
            )
            return None if id == first else MISSING
    return entry_at(entry, tuple(path))


def _entry_cells(name: str, one: Mapping[str, Any], lang: Lang) -> dict[str, CellValue]:
    cells: dict[str, CellValue] = {}
    for field in template_fields("room"):
        if field.id.startswith(f"{name}."):
            value = entry_at(one, tuple(field.id.split(".")[1:]))
            if value is not MISSING and value is not None:
                cells[field.id] = _cell(field, value, lang)
    return cells


def _cell(field: Field, value: Any, lang: Lang) -> CellValue:
    if value is None or value in ([], ""):
        return CLEAR[lang]
    if field.kind in _WRITTEN:
        return _WRITTEN[field.kind](value, lang)
    if isinstance(value, bool):
        return (YES_LABEL if value else NO_LABEL)[lang]
    if field.kind.startswith("choice:"):
        return label(field.kind.removeprefix("choice:"), value, lang)
    if isinstance(value, list):
        names = [_image(one, lang) if field.kind == "images" else one for one in value]
        return _join(names)
    small = field.kind == "percent" and 0 < value < 1
    result: CellValue = f"{value} %" if small else value  # a bare 0.5 would be read as 50 %
    return result


_WRITTEN: Mapping[str, Callable[[Any, Lang], CellValue]] = {
    "day": lambda value, _: date.fromisoformat(value),
    "hours": lambda value, lang: said_hours(Hours.model_validate(value), lang),
}


def _image(image: Mapping[str, Any], lang: Lang) -> str:
    main = image.get("type") == "main"
    return f"{image['file']} ({_MAIN[lang]})" if main else str(image["file"])


def _join(names: list[str]) -> str:
    if any(";" in name for name in names):
        return "\n".join(names)
    text = "; ".join(names)
    return f"{text};" if "," in text and len(names) == 1 else text
