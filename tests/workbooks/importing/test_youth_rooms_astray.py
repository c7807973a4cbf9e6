"""The 23 youth rooms in a workbook with everything that people put beside rooms."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.workbooks.books import cell, read, xlsx
from tests.workbooks.importing.test_youth_rooms import EXAMPLE
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.findings import Severity
from varaamo_sync.model import Catalogue, Room, ServiceUnit, VenueInUnit
from varaamo_sync.workbooks import ImportContext, ImportPlan, RowChoice

HEAD = ("Talo", "Tilan nimi", "Henkilömäärä", "Pinta-ala (m²)", "Hinta", "Sisäänpääsy", "Huom.")
PRICES: tuple[tuple[Any, Any], ...] = (
    ("maksuton", [{"free": True}]),
    ("12,50 €/h", [{"lowest": Decimal("12.50"), "highest": Decimal("12.50"), "unit": "per_hour"}]),
    ("12,50 €/h alv 0", None),
    ("ks. liite", None),
    ("hinnaston mukaan", None),
    ("maksullinen, katso varaushinnat tästä", None),
    (None, None),
    ("#PUUTTUU!", None),
)
AREAS = (40, "n. 40 m²", "ks. liite", "mitataan", None)
BESIDE: tuple[tuple[Any, ...], ...] = (
    ("Yhteensä", "23 tilaa", 690),
    (),
    ("Kerhot ja ryhmät",),
    ("Ryhmä", "Ohjaaja", "Aika", "Osallistujia"),
    ("Tanssi", "Tiina Testaaja", "ma 17–18", 12),
    ("Peliryhmä", "Teppo Testaaja", "ti 18", 8),
    (),
    ("Hinnat sisältävät arvonlisäveron, ellei toisin mainita.",),
    ("Laati: Tiina Testaaja, 1.2.2027",),
)


def _rooms() -> list[Room]:
    example = read_catalogue(EXAMPLE).catalogue
    assert example is not None
    return list(example.of(ServiceUnit.NUP))


def _row(number: int, room: Room) -> tuple[Any, ...]:
    assert room.capacity is not None
    price, _ = PRICES[number % len(PRICES)]
    access = ("henkilökunta avaa", "kyllä / ei", None)[number % 3]
    area = AREAS[number % len(AREAS)]
    return (room.venue.label(), room.name.fi, room.capacity.max, area, price, access, None)


def _sheet(rooms: list[Room]) -> list[tuple[Any, ...]]:
    rows = [_row(number, room) for number, room in enumerate(rooms)]
    return [("Nuorisotilat 2027",), (), HEAD, *rows, *BESIDE]


def _plan(rooms: list[Room], *chosen: str) -> ImportPlan:
    placed = [VenueInUnit(room.service_unit, room.venue) for room in rooms]
    choices = [RowChoice.parse(text) for text in chosen]
    known = ImportContext(Catalogue(id="a"), venues=placed, unit=ServiceUnit.NUP, rows=choices)
    return read(xlsx(_sheet(rooms)), known)


def test_all_rooms_come_in_whole_or_with_their_questions() -> None:
    """Each of the 23 is there; a price that nobody could read is a question and never free."""
    rooms = _rooms()
    plan = _plan(rooms)

    given = {added.entry["name"]["fi"]: added.entry for added in plan.additions}
    assert [room.name.fi for room in rooms] == list(given)
    assert 23 == len(given)
    for number, room in enumerate(rooms):
        words, price = PRICES[number % len(PRICES)]
        entry = given[room.name.fi or ""]
        assert price == entry.get("pricing")
        unread = entry.get("unread", {})
        assert (words if words and not price else None) == unread.get("pricing")
        assert ("kyllä / ei" if number % 3 == 1 else None) == unread.get("access.type")
        area = AREAS[number % len(AREAS)]
        assert (40 == entry.get("area")) is (area in (40, "n. 40 m²"))
        assert (area if area in ("ks. liite", "mitataan") else None) == unread.get("area")


def test_what_is_no_room_is_named_at_its_cell() -> None:
    """Totals, the other table, the note and the signature: each row is told, none is a room."""
    rooms = _rooms()
    plan = _plan(rooms)

    first = 4 + len(rooms)
    expected = [f"A{first + n}" for n, row in enumerate(BESIDE) if row]
    assert expected == [cell(f) for f in plan.findings if f.rule == "row-not-room"]
    assert not plan.clean
    assert "Tiina Testaaja" not in {name for added in plan.additions for name in
                                    added.entry["name"].values()}  # fmt: skip


def test_every_question_has_its_cell() -> None:
    """As many errors as unread fields, each at the cell that a person has to mend."""
    rooms = _rooms()
    plan = _plan(rooms)

    errors = [finding for finding in plan.findings if finding.severity is Severity.ERROR]
    questions = sum(len(added.entry.get("unread", {})) for added in plan.additions)
    assert questions == len(errors) == len({cell(finding) for finding in errors})


@pytest.mark.parametrize("chosen", ["4-26", "Tilat!4-26"])
def test_a_person_says_which_rows_are_rooms(chosen: str) -> None:
    """With the rows named nothing else is looked at, and the same rooms come in."""
    rooms = _rooms()

    assert [a.entry for a in _plan(rooms).additions] == [
        a.entry for a in _plan(rooms, chosen).additions
    ]
    assert "row-not-room" not in {finding.rule for finding in _plan(rooms, chosen).findings}
