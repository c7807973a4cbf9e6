"""The 23 youth rooms of the example, as a unit would write them into Excel."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tests.workbooks.books import read, rules, saved
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.model import (
    Catalogue,
    Room,
    ServiceUnit,
    VenueInUnit,
    format_duration,
    room_entry,
)
from varaamo_sync.snapshot import Named, Reference
from varaamo_sync.workbooks import ImportContext

EXAMPLE = Path(__file__).parents[3] / "examples" / "helsinki"
TITLES = ("Talo", "Tilan nimi*", "Nimi ruotsiksi", "Nimi (en)", "Kuvaus\nsuomeksi", "Kuvaus [sv]",
          "Kuvaus englanniksi", "Tyyppi", "Käyttötarkoitus 1", "Käyttötarkoitus 2",
          "Käyttötarkoitus 3", "Varusteet", "Hlö väh.", "Henkilömäärä", "Koko, m²",
          "Lyhin varaus", "Pisin varaus", "Hinta", "Julkaistaan", "Aiemmin", "Tavoite",
          "Hakusanat", "Lisätiedot", "Palvelu")  # fmt: skip
HELP = ("Talon nimi", "Nimi kuten se näkyy asukkaalle", None, None, "Kirjoita 2–3 lausetta", None,
        None, "Valitse luettelosta", None, None, None, None, "esim. 1", "luku", "neliöinä",
        "tunteina", "tunteina", "€/h tai maksuton", "x", None, None, None, None, None)  # fmt: skip
REFERENCE = Reference(
    types=tuple(
        Named(n, {"fi": t}) for n, t in enumerate(("Sali", "Monitoimitila", "Ryhmätyötila"))
    )
)
CAPACITIES = ("{} hlö", "{}", "{} henkeä", "max {}", "n. {}", "{}.0")
HOURS = ("1 h", "60 min", "1,0 t", "1:00", time(1, 0), "tunti")
FREE = ("maksuton", "Ilmainen", "0 €", "ilmainen (0 €)")
YES = ("x", "X", "Kyllä", "KYLLÄ", "true")
UNITS = ("NUP", "nupa", "Nuorisopalvelut", None)


def _row(number: int, room: Room, venue: str | None) -> list[Any]:
    text = room.model_dump(exclude_none=True)
    names, descriptions = text["name"], text.get("description", {})
    purposes = [*(room.purposes or ()), None, None, None][:3]
    capacity = room.capacity
    assert capacity is not None
    wanted = room.wanted.value == "published"
    return [
        venue, names["fi"].replace(" ", "\xa0", 1), names.get("sv"), names.get("en"),
        descriptions.get("fi"), descriptions.get("sv"), descriptions.get("en"),
        _shouted(room.type), *purposes, "\n".join(room.equipment or ()) or None,
        capacity.min, CAPACITIES[number % 6].format(capacity.max),
        f"n. {room.area} m²" if room.area else None, HOURS[number % 6], "4 tuntia",
        FREE[number % 4], YES[number % 5] if wanted else "ei",
        "katseltavissa" if room.earlier.value == "viewable" else None,
        None if room.goal else "Ei", "; ".join(room.search_terms or ()) or None, room.note,
        UNITS[number % 4],
    ]  # fmt: skip


def _shouted(type: str | None) -> str | None:
    """Return a type in capitals, where reference data knows how it is written."""
    return type.upper() if type in ("Sali", "Monitoimitila", "Ryhmätyötila") else type


def messy(rooms: list[Room]) -> bytes:
    """Write two sheets: merged titles, help rows, merged venues, headers in between."""
    book = Workbook()
    book.remove(book.worksheets[0])
    notes = book.create_sheet("Lue minut")
    notes.append(["Palauta lomake kuun loppuun mennessä."])
    half = next(index for index, room in enumerate(rooms) if room.venue.tprek == "demo-006")
    for title, part in (("Etelä", rooms[:half]), ("Pohjoinen", rooms[half:])):
        sheet = book.create_sheet(title)
        sheet.append([f"NUORISOTILAT 2027 – {title}"])
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(TITLES))
        sheet.append([])
        sheet.append(TITLES)
        sheet.append(HELP)
        first: dict[str, int] = {}
        for number, room in enumerate(part):
            if number == 5:
                sheet.append(TITLES)
            last = sheet.max_row
            venue = room.venue.label()
            sheet.append(_row(number, room, None if venue in first else venue))
            if venue in first and first[venue] < last + 1:
                for merged in list(sheet.merged_cells.ranges):
                    if merged.min_row == first[venue] and merged.min_col == 1:
                        sheet.unmerge_cells(str(merged))
                sheet.merge_cells(
                    start_row=first[venue], start_column=1, end_row=last + 1, end_column=1
                )
            first.setdefault(venue, last + 1)
    return saved(book)


def _wanted(room: Room) -> dict[str, Any]:
    entry = room_entry(room)
    del entry["key"]
    return entry


def test_a_messy_workbook_gives_the_rooms_of_the_example() -> None:
    """All 23 rooms come out as the example has them, whatever the sheet looks like."""
    example = read_catalogue(EXAMPLE).catalogue
    assert example is not None
    rooms = list(example.of(ServiceUnit.NUP))
    venues = [VenueInUnit(room.service_unit, room.venue) for room in rooms]

    known = ImportContext(
        Catalogue(id="a"), venues=venues, unit=ServiceUnit.NUP, reference=REFERENCE
    )
    plan = read(messy(rooms), known)

    given = {
        (room.venue.tprek, room.name.fi): _wanted(room)
        for room in plan.applied(Catalogue(id="a")).rooms
    }
    expected = {(room.venue.tprek, room.name.fi): _stated(room) for room in rooms}
    assert 23 == len(given)
    assert expected == given
    assert not [finding for finding in plan.findings if finding.severity == "error"]


def _stated(room: Room) -> dict[str, Any]:
    """Return what the sheet states of a room: not what only the file's defaults do."""
    entry = _wanted(room)
    booking = room.booking
    assert booking is not None
    assert booking.min is not None
    assert booking.max is not None
    entry["booking"] = {"min": format_duration(booking.min), "max": format_duration(booking.max)}
    entry["pricing"] = [{"free": True}]
    for name in ("access", "terms", "hours"):
        entry.pop(name, None)
    return entry


def test_what_was_not_to_the_letter_is_said() -> None:
    """Help rows, repeated headers, merged cells and free readings are told at their cells."""
    example = read_catalogue(EXAMPLE).catalogue
    assert example is not None
    rooms = list(example.of(ServiceUnit.NUP))
    venues = [VenueInUnit(room.service_unit, room.venue) for room in rooms]

    plan = read(messy(rooms), ImportContext(Catalogue(id="a"), venues=venues))

    said = {rule for rule, _ in rules(plan)}
    expected = {"row-help", "row-header-repeated", "sheet-merged", "cell-read-as"}
    assert expected <= said
    assert {"cell-read-as", "row-help"} >= {rule for rule, cell in rules(plan) if cell == "A4"}


def test_the_second_import_of_the_same_workbook_changes_nothing() -> None:
    """Keys are made once: what was imported is found again by venue and name."""
    example = read_catalogue(EXAMPLE).catalogue
    assert example is not None
    rooms = list(example.of(ServiceUnit.NUP))
    data = messy(rooms)
    first = read(
        data,
        ImportContext(
            Catalogue(id="a"), venues=[VenueInUnit(r.service_unit, r.venue) for r in rooms]
        ),
    )
    after = first.applied(Catalogue(id="a"))

    again = read(data, ImportContext(after))

    assert again.empty
    assert [room.key for room in after.rooms] == list(again.places)
