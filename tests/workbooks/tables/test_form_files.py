"""Mapping files: every kind of thing that they can say of a form, and mistakes at their lines."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.workbooks.books import entry, known, ods, read, room, rules, saved, xlsx
from varaamo_sync.errors import FormInvalid
from varaamo_sync.model import LANGS, ServiceUnit
from varaamo_sync.words import text
from varaamo_sync.workbooks import ImportPlan, plan_import
from varaamo_sync.workbooks.files.opening import open_book
from varaamo_sync.workbooks.tables.forms.form import Form
from varaamo_sync.workbooks.tables.forms.form_file import parse_form

HEAD = ("Kohde", "Huone")
PLACE = ("Arabian nuorisotalo", "Uusi")


def _form(fields: str, more: str = "") -> Form:
    return parse_form(
        f"format: 1\nname: oma\nrecognise: [Kohde, Huone]\n{more}fields:\n"
        f"  venue: Kohde\n  name.fi: Huone\n{fields}",
        "oma.yaml",
    )


def _plan(form: Form, head: tuple[str, ...], *rows: tuple[Any, ...]) -> ImportPlan:
    filled = [(*PLACE, *row) if row[:1] != PLACE[:1] else row for row in rows]
    return read(xlsx(((*HEAD, *head), *filled)), known(room(), forms=[form]))


PERSONS = "  capacity.max: [Paikkoja, Henkilöitä]\n"


@pytest.mark.parametrize(
    ("cells", "most"), [((20, None), 20), ((None, 25), 25), ((20, "20 hlö"), 20), ((20, 20), 20)]
)
def test_two_columns_may_state_one_field(cells: tuple[object, ...], most: int) -> None:
    """The column that is filled in counts; two that agree are one answer."""
    plan = _plan(_form(PERSONS), ("Paikkoja", "Henkilöitä"), cells)

    assert {"max": most} == entry(plan, "Uusi")["capacity"]
    assert [] == rules(plan, "cell-read-as")


def test_two_columns_that_contradict_are_told_at_the_cell() -> None:
    """Neither of two answers is guessed: the field is unread, with both, and the cell is named."""
    plan = _plan(_form(PERSONS), ("Paikkoja", "Henkilöitä"), (20, 25))

    assert [("cell-contradicts", "D2")] == rules(plan)
    assert ("25", "C2", "20") == tuple(
        plan.findings[0].params[name] for name in ("text", "other", "said")
    )
    assert "capacity" not in entry(plan, "Uusi")
    assert {"capacity.max": "20; 25"} == entry(plan, "Uusi")["unread"]


def test_an_empty_cell_that_is_an_answer_contradicts_nothing() -> None:
    """What a blank stands for gives way to what another column says."""
    form = _form("  booking.handling: {header: [Käsittely, Vahvistus], blank: ei}\n")
    plan = _plan(form, ("Käsittely", "Vahvistus"), (None, "kyllä"))

    assert {"handling": True} == entry(plan, "Uusi")["booking"]
    assert "cell-contradicts" not in {rule for rule, _ in rules(plan)}


NET = "  price.lowest: {header: Alin, net: true}\n  price.highest: {header: Ylin, net: true}\n"
UNIT = "  price.unit: {constant: tunti}\n"


@pytest.mark.parametrize("vat", [25.5, "25,5 %", 0.255])
def test_vat_of_a_column_is_added_to_net_prices(vat: object) -> None:
    """Amounts without VAT get the VAT of their row, to the cent, and what came of it is said."""
    form = _form(f"{NET}{UNIT}  price.vat: Vero\n")
    plan = _plan(form, ("Alin", "Ylin", "Vero"), (10, "12,35", vat))

    price = {"lowest": Decimal("12.55"), "highest": Decimal("15.50"), "unit": "per_hour",
             "vat": Decimal("25.5")}  # fmt: skip
    assert [price] == entry(plan, "Uusi")["pricing"]
    said = {f.params["said"] for f in plan.findings if f.rule == "cell-read-as"}
    assert {"12,55 € (25,5 %)", "15,50 € (25,5 %)"} <= said


@pytest.mark.parametrize(
    "said", ["10 €/h", "10 €/h + alv", "10 e/tunti (alv 0 %)", "veroton 10 €/h"]
)
def test_a_constant_vat_is_added_to_prices_in_words(said: str) -> None:
    """A price in words may say that it is without VAT, where the form says so of all of them."""
    form = _form("  price: {header: Vuokra, net: true}\n  price.vat: {constant: 25.5}\n")
    (price,) = entry(_plan(form, ("Vuokra",), (said,)), "Uusi")["pricing"]

    gross = Decimal("12.55")
    assert (gross, gross, "per_hour") == (price["lowest"], price["highest"], price["unit"])


def test_a_net_price_without_vat_is_asked() -> None:
    """Where nobody says the percentage, no price is made of a net one."""
    form = _form(f"{NET}{UNIT}  price.vat: Vero\n")
    plan = _plan(
        form, ("Alin", "Ylin", "Vero"), (10, 12, None), (*PLACE[:1], "Toinen", 10, 12, "?")
    )

    assert [("cell-price-net", "C2"), ("cell-price-net", "D2")] == [
        one for one in rules(plan) if one[1].endswith("2")
    ]
    for name in ("Uusi", "Toinen"):
        unread = entry(plan, name)["unread"]
        assert {"pricing": "10", "pricing.highest": "12"}.items() <= unread.items()
        assert "pricing" not in entry(plan, name)


def test_a_free_room_gets_no_parts_of_a_price() -> None:
    """Constants of a price belong to rooms that cost something, and to no others."""
    constants = "  price.vat: {constant: 25.5}\n  price.payment: {constant: paikan päällä}\n"
    form = _form(f"  price: Vuokra\n{constants}")
    plan = _plan(form, ("Vuokra",), ("maksuton",), (*PLACE[:1], "Kerho", None),
                 (*PLACE[:1], "Studio", "7 €/h"))  # fmt: skip

    assert [{"free": True}] == entry(plan, "Uusi")["pricing"]
    assert "pricing" not in entry(plan, "Kerho")
    assert "on_site" == entry(plan, "Studio")["pricing"][0]["payment"]


def test_constants_hold_for_every_row() -> None:
    """What is the same for all rooms need not be a column; what a row says itself goes before."""
    form = _form(
        "  type: {constant: Sali}\n  service_unit: {constant: NUP}\n  capacity.min: {constant: 1}\n"
        "  booking.handling: {constant: true}\n  access.type: {constant: vapaa pääsy}\n"
    )
    plan = read(xlsx((HEAD, PLACE)), known(room(), unit=None, forms=[form]))

    assert [ServiceUnit.NUP] == [added.unit for added in plan.additions]
    new = entry(plan, "Uusi")
    assert ("Sali", {"min": 1}, {"handling": True}, [{"type": "unrestricted"}]) == (
        new["type"], new["capacity"], new["booking"], new["access"]
    )  # fmt: skip


TWO_ROWS = (
    ("Perustiedot", None, "Henkilömäärä", None, "Varausaika", None, "Lisätieto"),
    ("Kohde", "Huone", "min", "max", "min", "max", None),
    (*PLACE, 2, 20, "1 h", "3 h", "Ovi takana"),
)
GROUPED = parse_form(
    "format: 1\nname: oma\nheader_rows: 2\nrecognise: [Perustiedot Kohde, Henkilömäärä max]\n"
    "fields:\n  venue: Perustiedot Kohde\n  name.fi: Huone\n  capacity.min: Henkilömäärä min\n"
    "  capacity.max: Henkilömäärä / max\n  booking.min: Varausaika min\n"
    "  booking.max: Varausaika max\n  note: Lisätieto\n",
    "oma.yaml",
)


def _merged() -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in TWO_ROWS:
        book.active.append(row)
    for cells in ("A1:B1", "C1:D1", "E1:F1", "G1:G2"):
        book.active.merge_cells(cells)
    return saved(book)


CSV = "\n".join(";".join("" if c is None else str(c) for c in row) for row in TWO_ROWS)


@pytest.mark.parametrize("data", [xlsx(TWO_ROWS), _merged(), ods(TWO_ROWS), CSV.encode()])
def test_a_header_over_two_rows_is_one_header(data: bytes) -> None:
    """Groups reach up to the next one, merged or not, in every kind of file."""
    plan = read(data, known(room(), forms=[GROUPED]))

    new = entry(plan, "Uusi")
    assert {"min": 2, "max": 20} == new["capacity"]
    assert {"min": "1 h", "max": "3 h"} == new["booking"]
    assert "Ovi takana" == new["note"]
    assert [] == rules(plan, "cell-read-as", "workbook-layout-unseen")


LENGTH = "  booking.max: {header: Enintään, unit: {header: Yksikkö, values: {puolikas: min}}}\n"


@pytest.mark.parametrize(
    ("number", "unit", "length"),
    [(90, "min", "1 h 30 min"), (2, "Tuntia", "2 h"), ("1,5", "h", "1 h 30 min"), (1, "pv", "24 h"),
     (30, "puolikas", "30 min"), ("45 min", "h", "45 min")],
)  # fmt: skip
def test_another_column_may_say_what_a_number_counts(
    number: object, unit: str, length: str
) -> None:
    """Minutes and hours may differ from row to row; what the cell says itself goes before."""
    plan = _plan(_form(LENGTH), ("Enintään", "Yksikkö"), (number, unit))

    assert {"max": length} == entry(plan, "Uusi")["booking"]
    assert [] == rules(plan, "cell-read-as")


@pytest.mark.parametrize(("unit", "rule"), [("kuu", "cell-unit"), (None, "cell-duration-unit")])
def test_a_unit_that_nobody_knows_leaves_the_number_unread(unit: object, rule: str) -> None:
    """A number without a unit is not guessed to be hours."""
    plan = _plan(_form(LENGTH), ("Enintään", "Yksikkö"), (2, unit))

    assert [(rule, "C2")] == rules(plan)
    assert {"booking.max": "2"} == entry(plan, "Uusi")["unread"]


@pytest.mark.parametrize(
    ("fields", "header"),
    [
        ("  price: {header: Hinta, unit: {header: Per}}\n", "Hinta"),
        ("  price.lowest: Hinta\n  price.unit: Per\n", "Hinta"),
    ],
)
def test_another_column_may_say_what_a_price_is_per(fields: str, header: str) -> None:
    """Seven euros an hour or a time: the column beside the amount tells."""
    plan = _plan(_form(fields), (header, "Per"), (7, "tunti"), (*PLACE[:1], "Studio", 50, "kerta"))

    units = [entry(plan, name)["pricing"][0]["unit"] for name in ("Uusi", "Studio")]
    assert ["per_hour", "fixed"] == units


LANGUAGES = (
    "format: 1\nname: kielet\nrecognise: [Nro, Nimi]\nlanguages: {'*_sv.csv': sv, '*_en.csv': en}\n"
    "fields:\n  join: Nro\n  name: Nimi\n  description: Kuvaus\n  venue: Kohde\n"
    "  capacity.max: Paikat\n"
)
FILES = {
    "tilat.csv": "Nro;Nimi;Kuvaus;Kohde;Paikat\n7;Uusi;Iso.;Arabian nuorisotalo;20\n"
                 "8;Toinen;Pieni.;Arabian nuorisotalo;4\n",
    "tilat_sv.csv": "Nro;Nimi;Kuvaus\n8;Andra;Liten.\n7;Ny;Stor.\n",
    "tilat_en.csv": "Nro;Nimi;Kuvaus;Paikat\n7;New;Large.;25\n",
}  # fmt: skip


def test_files_in_several_languages_are_of_the_same_rooms() -> None:
    """Rows with one number are one room, in whichever file and order; contradictions are told."""
    books = [open_book(data.encode(), name) for name, data in FILES.items()]
    plan, _ = plan_import(books, known(room(), forms=[parse_form(LANGUAGES, "kielet.yaml")]))

    first, second = entry(plan, "Uusi"), entry(plan, "Toinen")
    assert {"fi": "Uusi", "sv": "Ny", "en": "New"} == first["name"]
    assert {"fi": "Iso.", "sv": "Stor.", "en": "Large."} == first["description"]
    assert {"fi": "Toinen", "sv": "Andra"} == second["name"]
    assert {"max": 20} == first["capacity"]
    (told,) = [f for f in plan.findings if f.rule == "row-contradicts"]
    assert told.position is not None
    assert ("tilat_en.csv", "D2", "tilat.csv:E2") == (
        told.position.file, told.position.cell, told.params["first"]
    )  # fmt: skip


BASE = "format: 1\nname: a\nrecognise: [A, B]\nfields:\n"
MISTAKES = [
    (BASE + "  nimi: A\n", "mapping-field", (5, 3)),
    (BASE + "  capasity.max: A\n", "mapping-field", (5, 3)),
    (BASE + "  note: A\n  wanted:\n    header: B\n    values:\n      x: ehkä\n",
     "mapping-value", (9, 7)),
    (BASE + "  wanted: {header: A, blank: ehkä}\n", "mapping-value", (5, 23)),
    (BASE + "  capacity.max: {constant: monta}\n", "mapping-value", (5, 18)),
    (BASE + "  note: {headr: A}\n", "mapping-unknown", (5, 10)),
    (BASE + "  note: {header: A, constant: a}\n", "mapping-source", (5, 3)),
    (BASE + "  note: {blank: a}\n", "mapping-source", (5, 3)),
    (BASE + "  area: {header: A, net: true}\n", "mapping-net", (5, 21)),
    (BASE + "  area: {header: A, net: jotain}\n", "mapping-type", (5, 21)),
    (BASE + "  booking.max: {header: A, unit: vuosi}\n", "mapping-choice", (5, 28)),
    (BASE + "  booking.max: {header: A, unit: {header: B, values: {x: vuosi}}}\n",
     "mapping-choice", (5, 55)),
    (BASE + "  note: [A, {b: c}]\n", "mapping-type", (5, 13)),
    (BASE + "  note:\n", "mapping-type", (5, 3)),
    ("format: 1\nname: a\nrecognise: [A]\nfields: {note: A}\n", "mapping-too-short", (3, 1)),
    ("format: 1\nname: a\nrecognise: [A, B]\nfelds: {}\n", "mapping-unknown", (4, 1)),
    ("format: 1\nname: a\nrecognise: [A, B]\n", "mapping-missing", (1, 1)),
    (BASE + "  note: A\nrows: huoneet\n", "mapping-choice", (6, 1)),
    (BASE + "  note: A\nheader_rows: 3\n", "mapping-choice", (6, 1)),
    (BASE + "  note: A\nlanguages: {'*': ru}\n", "mapping-choice", (6, 13)),
    ("format: 1\nname: a\nfields:\n  note: A: B\n", "mapping-yaml", (4, 10)),
    ("format: 1\nname: [a\n", "mapping-yaml", (3, 1)),
    ("format: 1\nname: a\nname: b\n", "mapping-twice", (3, 1)),
    (BASE + "  note: A\n  area: B\n  note: B\n", "mapping-twice", (7, 3)),
    ("- a\n", "mapping-type", (1, 1)),
    ("", "mapping-type", (1, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("yaml", "rule", "place"), MISTAKES)
def test_a_mistake_is_told_at_its_line(yaml: str, rule: str, place: tuple[int, int]) -> None:
    """Each mistake of a mapping file has line and column, and words without Python in them."""
    with pytest.raises(FormInvalid) as raised:
        parse_form(yaml, "oma.yaml")

    found = {f.rule: f for f in raised.value.findings}[rule]
    assert found.position is not None
    assert ("oma.yaml", *place) == (found.position.file, found.position.line, found.position.column)
    for lang in LANGS:
        said = text(rule, "message", lang, found.params) + text(rule, "fix", lang, found.params)
        assert not set("[]{}'") & set(said)


def test_every_mistake_is_told_at_once() -> None:
    """Who mends a mapping file sees all of it, not one mistake after the other."""
    with pytest.raises(FormInvalid) as raised:
        parse_form(BASE + "  nimi: A\n  note: {}\n  area: {header: A, net: true}\n", "a.yaml")

    assert [5, 6, 7] == [f.position.line for f in raised.value.findings if f.position]


def test_no_mapping_file_gives_a_traceback(tmp_path: Path) -> None:
    """Whatever a file holds that is cut off anywhere, it is a form or a list of mistakes."""
    whole = LANGUAGES + LENGTH.replace("  booking", "  booking", 1) + PERSONS
    for end in range(0, len(whole), 3):
        try:
            form = parse_form(whole[:end], "a.yaml")
        except FormInvalid as invalid:
            assert all(found.position for found in invalid.findings)  # noqa: PT017
        else:
            assert form.fields


def test_a_mapping_file_that_fits_no_table_is_told() -> None:
    """Who misspells a header that a form is known by learns it, instead of a half read form."""
    form = parse_form(BASE.replace("A, B", "Kohde, Hunoe") + "  note: Lisä\n", "a.yaml")
    plan = read(xlsx((HEAD, PLACE)), known(room(), forms=[form]))

    assert ["mapping-unused"] == [rule for rule, _ in rules(plan)]
    assert "Kohde, Hunoe" == plan.findings[0].params["headers"]
