"""Tables as people draw them: titles, help rows, hidden rows, formulas, stray columns."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from importlib import resources

import pytest
from openpyxl import Workbook

from tests.workbooks.books import entry, known, read, room, rules, saved, xlsx
from tests.workbooks.files.test_opening import SHEET, with_part
from varaamo_sync.findings import Position
from varaamo_sync.model import LANGS
from varaamo_sync.words import rules as texts
from varaamo_sync.workbooks import plan_import
from varaamo_sync.workbooks.files.opening import open_book
from varaamo_sync.workbooks.findings import finding
from varaamo_sync.workbooks.tables.fields import fields

HEAD = ("Toimipiste", "Nimi", "Henkilömäärä")
UUSI = ("Arabian nuorisotalo", "Uusi", 5)


def test_unknown_columns_and_columns_without_a_header_are_named() -> None:
    """No column is dropped silently: unknown, unnamed and doubled ones are told."""
    head = (*HEAD, "Vuokralainen", None, "Max henkilömäärä")
    plan = read(xlsx((head, (*UUSI, "a", "jotain", 7))), known(room()))

    assert [
        ("column-unmapped", "D1"),
        ("column-repeated", "F1"),
        ("column-unnamed", "E2"),
    ] == rules(plan)
    assert 5 == entry(plan, "Uusi")["capacity"]["max"]


def test_a_header_may_be_in_two_rows() -> None:
    """A heading that is merged over several columns belongs to each of their headers."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Perustiedot", None, "Henkilömäärä", None])
    sheet.append(["Toimipiste", "Nimi", "min", "max"])
    sheet.append(["Arabian nuorisotalo", "Uusi", 1, 5])
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("C1:D1")

    assert {"min": 1, "max": 5} == entry(read(saved(book), known(room())), "Uusi")["capacity"]


def test_headers_are_known_as_people_write_them() -> None:
    """Words broken at the edge of a cell, units, and what to write, in brackets or not."""
    head = ("Toimi-\npiste", "Tilan\nnimi", "Henkilö-\nmäärä (max)", "Pinta-\nala m2",
            "Vuokra €/h", "Maksuton (x)", "Lyhin varaus (min)")  # fmt: skip
    row = ("Arabian nuorisotalo", "Uusi", 5, 40, 12.5, None, 30)
    plan = read(xlsx((head, row)), known(room()))

    assert [("cell-read-as", "G2")] == rules(plan)
    price = {"lowest": Decimal("12.50"), "highest": Decimal("12.50"), "unit": "per_hour"}
    assert {
        "capacity": {"max": 5}, "area": 40, "pricing": [price], "booking": {"min": "30 min"},
    }.items() <= entry(plan, "Uusi").items()  # fmt: skip


@pytest.mark.parametrize(
    ("header", "unit"),
    [("Hinta/h", "per_hour"), ("Hinta/pv", "per_day"), ("Hinta/kerta", "fixed")],
)
def test_the_header_tells_what_a_price_is_per(header: str, unit: str) -> None:
    """A bare amount under ``Hinta/h`` is a price per hour."""
    rows = (("Toimipiste", "Nimi", header), ("Arabian nuorisotalo", "Uusi", 10))

    (price,) = entry(read(xlsx(rows), known(room())), "Uusi")["pricing"]
    assert unit == price["unit"]


@pytest.mark.parametrize("lang", LANGS)
def test_headers_of_every_language_are_known(lang: str) -> None:
    """Every column of the template is known by its header in each language."""
    for of in ("room", "venue"):
        known_fields = fields(of)  # type: ignore[arg-type]
        headers = [one.header[lang] for one in known_fields.values()]  # type: ignore[index]
        rows = [headers, ["a"] * len(headers)]
        table = plan_import([open_book(xlsx(rows), "a.xlsx")], known())[1][0]

        given = {column.field for column in table.columns}
        wanted = set(known_fields) if of == table.of else given
        assert (wanted, ()) == (given, table.unmapped)
        assert lang == table.lang


def test_hidden_rows_and_columns_are_read_and_said() -> None:
    """What is hidden is still there: it is read, and somebody is told."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEAD, UUSI, ("Arabian nuorisotalo", "Toinen", 6)):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    hidden = book.create_sheet("Piilossa")
    hidden.sheet_state = "hidden"
    for row in (HEAD, ("Arabian nuorisotalo", "Kolmas", 7)):
        hidden.append(row)
    plan = read(saved(book), known(room()))

    assert ["Uusi", "Toinen", "Kolmas"] == [a.entry["name"]["fi"] for a in plan.additions]
    assert [("column-hidden", "C1"), ("sheet-hidden-rows", "A3"), ("sheet-hidden", "A1")] == rules(
        plan
    )


def test_formulas_and_error_values_are_told() -> None:
    """A formula without a kept result and an error value are problems at their cells."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        HEAD,
        ("Arabian nuorisotalo", "Uusi", "=2+3"),
        ("Arabian nuorisotalo", "Toinen", None),
    ):
        sheet.append(row)
    sheet["C3"] = "#REF!"
    sheet["C3"].data_type = "e"
    plan = read(saved(book), known(room()))

    assert [("cell-formula-empty", "C2"), ("cell-error", "C3")] == rules(plan)
    assert 2 == len(plan.additions)


def test_a_formula_with_a_result_is_read_and_said() -> None:
    """The kept result of a formula is read, and told once for its column."""
    changed = with_part(
        xlsx((HEAD, UUSI)), SHEET, lambda xml: xml.replace(b"<v>5</v>", b"<f>2+3</f><v>5</v>")
    )
    plan = read(changed, known(room()))

    assert [("column-formulas", "C2")] == rules(plan)
    assert 5 == entry(plan, "Uusi")["capacity"]["max"]


def test_the_example_row_is_ignored_unless_it_was_used() -> None:
    """The template's example is no room; one that somebody wrote on is told."""
    head = ("Tunnus", *HEAD)
    example = ("esimerkki", "Esimerkkitalo", "Esimerkkitalon sali", 40)
    used = ("esimerkki", "Arabian nuorisotalo", "Uusi", 5)

    assert [] == rules(read(xlsx((head, example)), known(room())))
    assert [("row-example-changed", "A2")] == rules(read(xlsx((head, used)), known(room())))


def test_a_first_room_with_gaps_is_no_help_row() -> None:
    """A room whose cells say ``ks. liite`` and ``?`` is a room, with a problem at each cell."""
    head = (*HEAD, "Pinta-ala", "Lyhin varausaika")
    plan = read(
        xlsx((head, ("Arabian nuorisotalo", "Uusi", "ks. liite", "?", "tulossa"))), known(room())
    )

    assert [
        ("cell-points-elsewhere", "C2"),
        ("cell-placeholder", "D2"),
        ("cell-placeholder", "E2"),
    ] == rules(plan)
    assert ["Uusi"] == [added.entry["name"]["fi"] for added in plan.additions]


def test_a_workbook_without_rooms_says_what_comes_nearest() -> None:
    """Where no header is known, the finding names what stands there."""
    plan = read(xlsx((("Laji", "Pituus"), ("kirves", 60))), known(room()))

    assert [("workbook-no-table", "A1")] == rules(plan)
    assert "Laji, Pituus" == plan.findings[0].params["headers"]


def test_positions_name_sheet_and_cell_and_can_be_ordered() -> None:
    """A place in a workbook is written as its cell; places sort by file, sheet, row, column."""
    cells = [Position("b.xlsx", row, 1, f"{sheet}!A{row}") for sheet in "BA" for row in (10, 2)]
    line = Position("a.yaml", 3, 4)

    assert "b.xlsx:B!A10" == str(cells[0])
    assert ["a.yaml:3:4", "b.xlsx:A!A2", "b.xlsx:A!A10", "b.xlsx:B!A2", "b.xlsx:B!A10"] == [
        str(position) for position in sorted([*cells, line])
    ]
    assert Position("a", 1, 1) == Position("a", 1, 1) <= Position("a", 1, 2)
    assert Position("a", 1, 2) > Position("a", 1, 1) >= Position("a", 1, 1)


def test_every_rule_of_workbooks_has_words_and_can_be_found() -> None:
    """The texts of the three languages speak of the same rules, and the code of all of them."""
    package = resources.files("varaamo_sync.workbooks")
    with resources.as_file(package) as folder:
        code = "".join(file.read_text(encoding="utf-8") for file in folder.rglob("*.py"))
    for lang in LANGS:
        file = resources.files("varaamo_sync.words") / lang / "findings" / "workbooks.toml"
        own = tomllib.loads(file.read_text(encoding="utf-8"))

        assert {rule for rule in own if f'"{rule}"' not in code} == set()
        assert set(own) <= set(texts(lang))
        assert all({"title", "message", "fix"} == set(text) for text in own.values())


def test_a_finding_that_takes_nothing_away_is_no_error() -> None:
    """Errors are what was not taken over; what was read freely is a hint."""
    position = Position("a.xlsx", 1, 1, "Tilat!A1")

    assert "hint" == finding("cell-read-as", position).severity
    assert "warning" == finding("column-unmapped", position).severity
    assert "error" == finding("cell-duration", position).severity
