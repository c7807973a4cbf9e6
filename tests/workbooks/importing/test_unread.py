"""A cell that nobody could read stays a question, whichever way it came in."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.workbooks.books import entry, known, ods, read, room, rules, xlsx
from varaamo_sync.model import Room
from varaamo_sync.workbooks import ImportContext, read_form
from varaamo_sync.workbooks.exporting.room_rows import export_csv
from varaamo_sync.workbooks.exporting.template import export_workbook
from varaamo_sync.workbooks.tables.fields import fields, paths_of

HEAD = ("Toimipiste", "Nimi suomeksi")
ROW = ("Arabian nuorisotalo", "Uusi")
UNREADABLE: dict[str, Any] = {
    "name": "NULL", "text": "ks. liite", "known": "selvitetään", "names": "ks. liite",
    "images": "kuva puuttuu.jpg", "key": "en tiedä", "id": "?", "least": "muutama",
    "most": "paljon", "area": "mitataan", "interval": "aina", "duration": "hetki",
    "days": "ajoissa", "moment": "pian", "whole": "yksi", "flag": "kyllä / ei",
    "free": "riippuu", "price": "hinnasto",
    "lowest": "hinnaston mukaan", "highest": "sovitaan", "percent": "normaali", "day": "syksyllä",
}  # fmt: skip
COLUMNS = [
    field for field in fields("room").values()
    if field.id not in ("key", "name.fi", "venue", "venue.tprek", "venue.address", "service_unit")
]  # fmt: skip


def csv_(rows: Sequence[Sequence[Any]]) -> bytes:
    """Return rows as a CSV file."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode()


@pytest.mark.parametrize("field", COLUMNS, ids=lambda field: field.id)
def test_every_field_may_be_unread(field: Any) -> None:
    """Whatever a column holds: its words come into the catalogue, and no value does."""
    words = UNREADABLE.get(field.kind, "ehkäpä")
    given = known(room(), has_image=lambda _: False)
    plan = read(xlsx(((*HEAD, field.header["fi"]), (*ROW, words))), given)

    new = entry(plan, "Uusi")
    assert dict.fromkeys(paths_of(field.id), words) == new["unread"]
    assert {"key", "name", "unread"} == set(new)
    assert new == {**new, "unread": Room.model_validate(
        {**new, "service_unit": "NUP", "venue": {}}).unread}  # fmt: skip
    assert "error" in {finding.severity for finding in plan.findings}


@pytest.mark.parametrize("make", [xlsx, ods, csv_], ids=["xlsx", "ods", "csv"])
def test_every_kind_of_file_tells_it(make: Callable[[Any], bytes]) -> None:
    """The way in makes no difference."""
    rows = ((*HEAD, "Hinta", "Henkilömäärä"), (*ROW, "maksullinen, katso hinnasto", 20))
    new = entry(read(make(rows), known(room())), "Uusi")

    assert {"pricing": "maksullinen, katso hinnasto"} == new["unread"]
    assert {"max": 20} == new["capacity"]


def test_a_form_with_a_mapping_tells_it(tmp_path: Path) -> None:
    """Columns of a form of one's own are read by the same readers."""
    file = tmp_path / "oma.yaml"
    file.write_text(
        "format: 1\nname: oma\nrecognise: [Paikka, Otsake]\n"
        "fields: {venue: Paikka, name.fi: Otsake, price: Taksa, access.type: {header: Ovi, "
        "values: {tiski: avain}}}\n",
        encoding="utf-8",
    )
    rows = (("Paikka", "Otsake", "Taksa", "Ovi"), (*ROW, "12,50 €/h alv 0", "ovelta"))
    new = entry(read(xlsx(rows), known(room(), forms=[read_form(file)])), "Uusi")

    assert {"pricing": "12,50 €/h alv 0", "access.type": "ovelta"} == new["unread"]


def test_one_unread_price_of_several_leaves_them_all_unread() -> None:
    """What two of three products cost says nothing of the third, and nothing of the room."""
    head = ("Kohteen nimi", "Resurssin nimi", "Varauksen nimi", "Varauksen kesto",
            "Hinta (sis alv)", "Vero%")  # fmt: skip
    rows = (("Arabian nuorisotalo", "Uusi", "Tunti", "1 h", "30 €", 24),
            ("Arabian nuorisotalo", "Uusi", "Ilta", "4 h", "kysy hinta", 24))  # fmt: skip
    new = entry(read(xlsx((head, *rows)), known(room())), "Uusi")

    assert {"pricing": "kysy hinta"} == new["unread"]
    assert "pricing" not in new
    assert {"min": "1 h", "max": "4 h"} == new["booking"]


def test_a_value_that_the_model_refuses_is_unread() -> None:
    """A number that no file can hold is not taken over, and not forgotten."""
    plan = read(xlsx(((*HEAD, "Hinta"), (*ROW, "999999999999999999999 €/h"))), known(room()))

    assert ["pricing"] == list(entry(plan, "Uusi")["unread"])


def test_a_price_in_words_that_does_not_say_what_for_is_unread() -> None:
    """An amount alone would be taken for a price per hour."""
    new = entry(read(xlsx(((*HEAD, "Hinta"), (*ROW, 50))), known(room())), "Uusi")

    assert ({"pricing": "50"}, False) == (new["unread"], "pricing" in new)


def test_a_known_room_keeps_its_value_and_gets_the_words() -> None:
    """What the catalogue stated is still there, for a person to decide."""
    held = room(pricing=[{"free": True}], capacity={"max": 5})
    rows = ((*HEAD, "Hinta", "Henkilömäärä"), ("Arabian nuorisotalo", "Sali", "hinnasto", 7))
    plan = read(xlsx(rows), known(held))
    after = plan.applied(known(held).catalogue).rooms[0]

    assert [(("capacity", "max"), 5, 7), (("unread", "pricing"), None, "hinnasto")] == [
        (change.path, change.before, change.after) for change in plan.changes
    ]
    assert ("C2", {"pricing": "hinnasto"}) == (
        plan.changes[1].position.cell.rpartition("!")[2] if plan.changes[1].position.cell else "",
        after.unread,
    )
    assert after.pricing is not None


HELD = {"unread": {"pricing": "hinnasto", "capacity.max": "paljon", "access.type": "ovi"}}


def _again(*cells: Any, head: Sequence[str] = ("Hinta", "Henkilömäärä", "Sisäänpääsy")) -> Any:
    rows = ((*HEAD, *head), ("Arabian nuorisotalo", "Sali", *cells))
    held = room(**HELD)
    plan = read(xlsx(rows), known(held))
    return plan, plan.applied(known(held).catalogue).rooms[0]


def test_the_mended_cell_clears_it() -> None:
    """The next import states the field and takes its words away; the others stay."""
    plan, after = _again("12,50 €/h", "paljon", "ovi")

    assert {"capacity.max": "paljon", "access.type": "ovi"} == after.unread
    assert Decimal("12.50") == after.pricing[0].lowest
    assert {"cell-price", "cell-number", "cell-choice"} - {"cell-price"} == {
        rule for rule, _ in rules(plan, "cell-read-as")
    }


def test_the_same_words_again_change_nothing() -> None:
    """A second import of the same workbook finds nothing to write."""
    plan, after = _again("hinnasto", "paljon", "ovi")

    assert plan.empty
    assert HELD["unread"] == after.unread


def test_other_words_take_their_place() -> None:
    """What nobody could read either replaces what nobody could read before."""
    _, after = _again("katso liite", "paljon", "ovi")

    assert "katso liite" == after.unread["pricing"]


def test_an_empty_cell_is_no_answer() -> None:
    """An empty cell changes nothing: the question stays, and is told at the cell."""
    plan, after = _again(None, None, None)

    assert HELD["unread"] == after.unread
    assert [("cell-still-unread", cell) for cell in ("C2", "D2", "E2")] == rules(plan)


def test_a_sheet_without_the_column_says_nothing() -> None:
    """Another form, which does not ask, neither answers nor complains."""
    plan, after = _again(70, head=("Pinta-ala",))

    assert HELD["unread"] == after.unread
    assert [] == rules(plan)


def test_taking_away_in_words_is_an_answer() -> None:
    """``(tyhjennä)`` states that there is nothing, and no default takes its place."""
    _, after = _again("(tyhjennä)", "(tyhjennä)", "(tyhjennä)")

    assert {} == after.unread
    assert {"pricing", "access"} <= after.model_fields_set
    assert (None, None) == (after.pricing, after.access)


def test_taking_away_keeps_defaults_from_speaking_for_a_new_room() -> None:
    """A new room whose price is ``(tyhjennä)`` states that it has none."""
    rows = ((*HEAD, "Maksuton", "Sisäänpääsy"), (*ROW, "(tyhjennä)", "(tyhjennä)"))
    new = entry(read(xlsx(rows), known(room())), "Uusi")

    assert {"pricing": None, "access": None} == {k: new[k] for k in ("pricing", "access")}


@pytest.mark.parametrize(
    ("unread", "column", "cell", "left"),
    [
        ({"pricing": "hinnasto"}, "Maksuton", "kyllä", {}),
        ({"pricing": "hinnasto"}, "Maksuton", "ei", {"pricing": "hinnasto"}),
        ({"pricing": "hinnasto"}, "Ylin hinta", "10 €/h", {}),
        ({"pricing.vat": "?"}, "Hinta", "10 €/h", {"pricing.vat": "?"}),
        ({"pricing.vat": "?"}, "Hinta", "10 €/h sis. alv 25,5 %", {}),
        ({"pricing.vat": "?"}, "Maksuton", "maksuton", {}),
        ({"wanted": "ehkä"}, "Julkaiseminen", "luonnos", {}),
        ({"booking.min": "hetki"}, "Lyhin varausaika", "1 h", {}),
        ({"booking.min": "hetki"}, "Pisin varausaika", "1 h", {"booking.min": "hetki"}),
        ({"purposes": "ks."}, "Käyttötarkoitukset", "Juhlat", {}),
    ],
)
def test_only_an_answer_answers(
    unread: dict[str, str], column: str, cell: str, left: dict[str, str]
) -> None:
    """A field is answered by what states it, from whichever column, and by nothing less."""
    held = room(unread=unread)
    rows = ((*HEAD, column), ("Arabian nuorisotalo", "Sali", cell))
    plan = read(xlsx(rows), known(held))

    assert left == plan.applied(known(held).catalogue).rooms[0].unread


WORDS = {
    "pricing": "maksullinen, katso hinnasto", "pricing.vat": "=…", "access.type": "ovelta",
    "capacity.max": "paljon", "booking.min": "hetki", "description.sv": "2027-02-01",
    "type": "selvitetään", "purposes": "ks. liite", "wanted": "ehkä", "note": "NULL",
    "booking.opens": "pian", "images": "kuva.jpg",
}  # fmt: skip


@pytest.mark.parametrize("make", ["xlsx", "csv"])
def test_exporting_and_importing_changes_nothing(make: str) -> None:
    """The words stand in the cells of the exported form, and come back as the same question."""
    held = room(
        unread=WORDS,
        capacity={"min": 1, "max": 9},
        pricing=[{"lowest": 5, "highest": 7}, {"lowest": 6, "highest": 8, "from": "2030-01-01"}],
    )
    catalogue = known(held).catalogue
    data = export_workbook(catalogue).data if make == "xlsx" else export_csv(catalogue).data
    plan = read(data, ImportContext(catalogue, has_image=lambda _: False))

    assert plan.empty, plan.changes
    found = {finding.params.get("text") for finding in plan.findings}
    assert set(WORDS.values()) - found <= {"2027-02-01"}


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (("Toimipiste", "Nimi"), ("NULL", "Uusi")),
        (("Toimipiste", "Nimi"), ("ks. liite", "Uusi")),
        (("Toimipiste", "Nimi", "Palvelukokonaisuus"), (*ROW, "kaikki")),
    ],
)
def test_a_room_that_belongs_nowhere_is_named(head: Any, row: Any) -> None:
    """Where the venue or the service unit is unread, no other one is taken in its place."""
    plan = read(xlsx((head, row)), known(room()))

    assert () == plan.additions
    (left,) = [finding for finding in plan.findings if finding.rule == "import-room-left-out"]
    assert "Uusi" == left.params["room"]


def test_a_cell_that_contradicts_the_whole_price_is_unread() -> None:
    """Two cells of a row that say two things of a price are not decided by a guess."""
    head = (*HEAD, "Alin hinta (€, sis. alv)", "Ylin hinta (€, sis. alv)", "Hinnan yksikkö")
    plan = read(xlsx((head, (*ROW, "12,50 €/h", "12,50", "päivä"))), known(room()))

    assert {"pricing.unit": "päivä"} == entry(plan, "Uusi")["unread"]
    assert [("cell-contradicts", "E2")] == rules(plan, "cell-read-as")
