"""What stands in a table beside rooms: told apart, named at its cell, never dropped silently."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.workbooks.books import ARABIA, cell, entry, known, read, room, rules, xlsx
from varaamo_sync.errors import UsageError
from varaamo_sync.model import Catalogue, ServiceUnit, VenueInUnit
from varaamo_sync.workbooks import ImportContext, ImportPlan, RowChoice

HEAD = ("Toimipiste", "Nimi", "Henkilömäärä", "Pinta-ala", "Hinta")
A = ("Arabian nuorisotalo", "Kerhohuone", 20, 40, "maksuton")
B = ("Arabian nuorisotalo", "Sali", 100, 138, "12,50 €/h")
NONE: tuple[Any, ...] = ()


def _read(*rows: Sequence[Any], chosen: Sequence[str] = ()) -> ImportPlan:
    choices = [RowChoice.parse(text) for text in chosen]
    placed = [VenueInUnit(ServiceUnit.NUP, ARABIA)]
    given = ImportContext(Catalogue(id="a"), venues=placed, unit=ServiceUnit.NUP, rows=choices)
    return read(xlsx(rows), given)


def _names(plan: ImportPlan) -> list[str]:
    return [added.entry["name"]["fi"] for added in plan.additions]


def _left_out(plan: ImportPlan) -> list[tuple[str, str]]:
    return [
        (cell(finding), str(finding.params["why_en"]).removeprefix("it "))
        for finding in plan.findings
        if finding.rule == "row-not-room"
    ]


@pytest.mark.parametrize(
    "first",
    [
        ("Arabian nuorisotalo", "Kerhohuone", "sovitaan", "mitataan", "hinnasto"),
        ("Arabian nuorisotalo", "Kerhohuone", "muutama", "iso", "kallis"),
        ("Uusi talo", "Kerhohuone", "noin kymmenen", "pieni", "edullinen"),
        ("Arabian nuorisotalo", "Kerhohuone", "?", "-", "ks. liite"),
        ("Arabian nuorisotalo", "Kerhohuone", None, None, None),
    ],
)
def test_a_first_room_whose_numbers_are_words_is_a_room(first: Sequence[Any]) -> None:
    """Words where numbers should be are unread fields, and no explanation of the headers."""
    plan = _read(HEAD, first, B)

    assert ["Kerhohuone", "Sali"] == _names(plan)
    assert set(entry(plan, "Kerhohuone").get("unread", {})) == {
        path
        for path, words in zip(("capacity.max", "area", "pricing"), first[2:], strict=True)
        if words
    }


@pytest.mark.parametrize(
    "row",
    [
        ("Toimipisteen nimi", "Nimi, joka näkyy asukkaalle", "luku", "neliöinä", "€/h"),
        ("Valitse luettelosta", "Kirjoita tilan nimi", "esim. 20", "kokonaislukuna", None),
        ("Toimipiste", "Tilan nimi", "lukumäärä", "kokonaislukuna", "hinnasto"),
    ],
)
def test_a_row_that_explains_the_headers_is_left_out_and_told(row: Sequence[Any]) -> None:
    """It is a warning that keeps the import from being clean, and a person can overrule it."""
    plan = _read(HEAD, row, B)

    assert ["Sali"] == _names(plan)
    assert ("row-help", "A2") in rules(plan)
    assert not plan.clean
    assert 2 == len(_read(HEAD, row, B, chosen=["2-3"]).additions)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("Yhteensä", "3 tilaa", 120), "is a total"),
        (("Yhteensä", None, 120, 178), "is a total"),
        ((None, "Yhteensä", 120), "is a total"),
        (("YHT.", "2"), "is a total"),
        (("Tiloja yhteensä 23",), "is a total"),
        (("Totalt", "3 lokaler", 120), "is a total"),
        (("Laati: vastuuhenkilö",), "is a note or a signature"),
        (("Laatija:", "Tiina Testaaja"), "is a note or a signature"),
        (("Päivitetty 1.2.2027", "Tiina Testaaja"), "is a note or a signature"),
        (("Terveisin", "Testaaja"), "is a note or a signature"),
        (("Allekirjoitus", None, None, None, "________"), "is a note or a signature"),
        (("* hinnat sisältävät arvonlisäveron",), "is a note or a signature"),
        (("Huom! Salin saa vain viikonloppuisin.",), "is a note or a signature"),
        (("Testaaja", "040 000 0000"), "is a note or a signature"),
        (("Testaaja", "testaaja@example.invalid"), "is a note or a signature"),
        (("Upprättad av: testare",), "is a note or a signature"),
        (("Helsingissä 1.2.2027", "Tiina Testaaja"), "is a note or a signature"),
        (("Hyväksyjä:", "Tiina Testaaja"), "is a note or a signature"),
    ],
)
@pytest.mark.parametrize("gap", [0, 1, 2])
def test_totals_notes_and_signatures_are_no_rooms(row: Sequence[Any], why: str, gap: int) -> None:
    """Each is told at its cell with its reason; no room and no venue is made of it."""
    plan = _read(HEAD, A, B, *[NONE] * gap, row)

    assert ["Kerhohuone", "Sali"] == _names(plan)
    column = "AB"[row[0] is None]
    assert [(f"{column}{4 + gap}", why)] == _left_out(plan)
    assert not {rule for rule, _ in rules(plan)} & {"import-venue-new", "row-without-name"}
    assert not plan.clean


def test_rooms_below_a_total_or_a_note_are_still_read() -> None:
    """A subtotal in the middle of a table takes nothing of what stands below it."""
    plan = _read(HEAD, A, ("Yhteensä", None, 20), B, ("* vain iltaisin",), ("Arabian nuorisotalo",
                 "Studio", 4))  # fmt: skip

    assert ["Kerhohuone", "Sali", "Studio"] == _names(plan)
    assert ["A3", "A5"] == [place for place, _ in _left_out(plan)]


OTHER_TABLES: dict[str, Sequence[Sequence[Any]]] = {
    "title and headers": (
        NONE, ("Kerhot",), ("Kerho", "Ohjaaja", "Aika"), ("Tanssi", "Testaaja", "ma 17"),
        ("Peli", "Toinen", "ti 18"),
    ),
    "headers alone": (NONE, ("Kerho", "Ohjaaja", "Aika"), ("Tanssi", "Testaaja", 17)),
    "title without a gap": (("Kerhot 2027",), ("Kerho", "Ohjaaja", "Aika"), ("Tanssi", "T", 17)),
    "title, same columns": (
        NONE, ("Poistuneet tilat",), ("Arabian nuorisotalo", "Kellari", 12, 30, "maksuton"),
    ),
    "known headers": (
        NONE, ("Toimipiste", "Nimi", "Puhelin"), ("Arabian nuorisotalo", "Testaaja", "09 000 000"),
    ),
    "known headers without a gap": (
        ("Toimipiste", "Nimi", "Puhelin"), ("Arabian nuorisotalo", "Testaaja", "09 000 000"),
    ),
    "after the totals": (
        ("Yhteensä", None, 120), ("Siivous", "Viikonpäivä", "Kello"), ("Sali", "ma", "8"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHER_TABLES)
def test_another_table_below_makes_no_rooms(name: str) -> None:
    """Title, headers and rows of a second table are each told, and none becomes a room."""
    rows = OTHER_TABLES[name]
    plan = _read(HEAD, A, B, *rows)

    assert ["Kerhohuone", "Sali"] == _names(plan)
    assert [f"A{n}" for n, row in enumerate(rows, 4) if row] == [p for p, _ in _left_out(plan)]
    assert not plan.clean


def test_a_person_can_turn_each_of_them_around() -> None:
    """Rows that are named are rooms, under the nearest headers above them, and nothing else is."""
    table = (
        HEAD, A, B, ("Yhteensä", None, 120), NONE, ("Muut tilat",),
        ("Nimi", "Toimipiste", "Pinta-ala"), ("Kellari", "Arabian nuorisotalo", 30),
    )  # fmt: skip

    assert ["Kerhohuone", "Sali"] == _names(_read(*table))
    assert ["Kerhohuone", "Sali"] == _names(_read(*table, chosen=["2-3"]))
    assert ["Sali"] == _names(_read(*table, chosen=["Tilat!3"]))
    below = _read(*table, chosen=["8-"])
    assert (["Kellari"], 30) == (_names(below), entry(below, "Kellari")["area"])
    assert _read(*table, chosen=["2-3"]).clean


def test_the_same_headers_again_begin_the_table_again() -> None:
    """A second table of rooms under a title of its own, with the same headers, is read."""
    plan = _read(HEAD, A, NONE, ("Pohjoinen",), HEAD, B)

    assert ["Kerhohuone", "Sali"] == _names(plan)
    assert [("A4", "is a title")] == _left_out(plan)


def test_a_title_that_names_the_venue_below_it_parts_nothing() -> None:
    """Sections by venue, each under its name, are one table."""
    plan = _read(HEAD, A, NONE, ("ARABIA",), B)

    assert ["Kerhohuone", "Sali"] == _names(plan)
    assert [("A4", "is a title")] == _left_out(plan)


def test_gaps_between_rooms_part_nothing() -> None:
    """Empty rows between rooms say nothing, even where a room's numbers are words."""
    plan = _read(HEAD, A, NONE, ("Arabian nuorisotalo", "Studio", "sovitaan"), NONE, NONE, B)

    assert ["Kerhohuone", "Studio", "Sali"] == _names(plan)
    assert plan.additions[1].entry["unread"]


def test_rooms_that_are_words_throughout_stay_rooms() -> None:
    """Where no room of a table has a number, a room without one is nothing strange."""
    words = [(f"Talo {n}", f"Huone {n}", "sovitaan", None, "hinnasto") for n in range(4)]
    rows = [row for one in words for row in (one, NONE)]
    plan = _read(HEAD, *rows)

    assert [one[1] for one in words] == _names(plan)
    assert [] == _left_out(plan)


def test_a_row_with_a_key_is_a_room_whatever_it_says() -> None:
    """What our own form calls by its key is never taken for anything else."""
    held = room("nup-yhteensa", "Yhteensä")
    head = ("Tunnus", *HEAD)
    plan = read(xlsx((head, ("nup-yhteensa", "Arabian nuorisotalo", "Yhteensä", 7))), known(held))

    assert [("capacity", "max")] == [change.path for change in plan.changes]
    assert [] == rules(plan)


@pytest.mark.parametrize("said", ["Terveisin Minna, Kontula", "Tiedot antoi Minna.", "Minna M!"])
def test_a_signature_under_the_keys_is_told_once(said: str) -> None:
    """It is no room whose key cannot be read and whose name is missing besides."""
    plan = _read(("Tunnus", *HEAD), (None, *A), (said,), (None, *B))

    assert ["Kerhohuone", "Sali"] == _names(plan)
    assert [("row-not-room", "A3")] == [one for one in rules(plan) if one[1] == "A3"]


def test_what_stands_above_the_widest_headers_is_told() -> None:
    """A smaller table above the one that is read is not forgotten."""
    rows = (("Toimipiste", "Nimi"), ("Arabian nuorisotalo", "Kellari"), NONE, HEAD, A)
    plan = _read(*rows)

    assert ["Kerhohuone"] == _names(plan)
    assert ["A1", "A2"] == [place for place, _ in _left_out(plan)]


def test_a_list_of_persons_is_no_table_of_rooms() -> None:
    """Names beside telephone numbers are those of persons."""
    persons = (("Toimipiste", "Nimi", "Puhelin", "Sähköposti"),
               ("Arabian nuorisotalo", "Testaaja", "09 000 000", "a@example.invalid"))  # fmt: skip
    placed = [VenueInUnit(ServiceUnit.NUP, ARABIA)]
    given = ImportContext(Catalogue(id="a"), venues=placed, unit=ServiceUnit.NUP)
    plan = read(xlsx({"Tilat": (HEAD, A), "Henkilöt": persons}), given)

    assert ["Kerhohuone"] == _names(plan)
    assert ("sheet-not-recognised", "A1") in rules(plan)
    assert not plan.clean


def test_a_sheet_that_looks_like_a_table_is_not_left_out_with_success() -> None:
    """Sheets with headers that nobody knows are told, until a person names the sheets of rooms."""
    sheets = {"Tilat": (HEAD, A), "Muut": (("Laji", "Pituus"), ("kirves", 60))}
    placed = [VenueInUnit(ServiceUnit.NUP, ARABIA)]

    def plan(*chosen: str) -> ImportPlan:
        choices = [RowChoice.parse(text) for text in chosen]
        given = ImportContext(Catalogue(id="a"), venues=placed, unit=ServiceUnit.NUP, rows=choices)
        return read(xlsx(sheets), given)

    assert not plan().clean
    assert plan("Tilat!2-").clean
    assert ["Kerhohuone"] == _names(plan("Tilat!2-"))


@pytest.mark.parametrize("text", ["", "a", "5-3", "0-2", "Tilat!", "Muut!2-3", "500-600", "1"])
def test_a_choice_that_names_nothing_is_an_error(text: str) -> None:
    """A slip in ``--rows`` is told, and imports nothing."""
    with pytest.raises(UsageError):
        _read(HEAD, A, B, chosen=[text])
