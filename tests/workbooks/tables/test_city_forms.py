"""Files in the shape of the three city forms, with their quirks, import whole."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.workbooks.books import ARABIA, cell, entry, known, read, room, rules, xlsx
from varaamo_sync.errors import UsageError
from varaamo_sync.model import ServiceUnit
from varaamo_sync.workbooks import packaged_forms, plan_import, read_form
from varaamo_sync.workbooks.files.opening import open_book

KIRJASTO = (
    ("Osasto", "Nimi", "Kuvaus", "Tilatyyppi", "Käyttötarkoitus 1", "Käyttötarkoitus 2",
     "Koko m2", "Max henkilömäärä", "Erillisvaraus", "Varausaika min", "Varausaika max",
     "Max. varaukset per tila (voimassa olevat)", "Varattavuus", "Varausinfo / kirjautunut",
     "Asiakkuus / tunnistamisen tarve"),
    ("Kirjaston nimi", "Tilan nimi", "Vapaa teksti", "Valitse", None, None, "neliöitä", "luku",
     "Kyllä jos käsitellään", "tuntia", "tuntia", "luku", "Kyllä / Ei", None, "Valitse"),
    ("keskustakirjasto oodi", "Ryhmätila 1", "Pieni huone.\nToinen kappale.", "kokoustila",
     "Kokoukset", "Opiskelu", "12,5", 6, "Kyllä", "0,5", "3", "2", "Kyllä", "Avain tiskiltä.",
     "Kevyt"),
    ("Keskustakirjasto Oodi", "Bändihuone", None, "bändikämppä", "Musiikki", None, 30, "8 hlö",
     "Ei", "1,5", "24", None, None, None, "Vahva"),
    ("Keskustakirjasto Oodi", "Pelihuone", None, "monitoimihuone", None, None, None, None, None,
     None, None, None, "Kyllä", None, "Ei tunnistautumista"),
)  # fmt: skip
PURPOSES = (("parent_fi", "name_fi", "parent_en", "name_en"),
            ("Työ", "Kokoukset", "Work", "Meetings"))  # fmt: skip
OODI = {"tprek": "demo-011", "name": {"fi": "Keskustakirjasto Oodi"}}

HUVAJA = """\
\ufeffJulkinen;Toimipiste;Resurssityyppi;Käyttötarkoitukset;Nimi [fi];Kuvaus [fi];Tunnistautuminen;\
Henkilömäärä;Pinta-ala;Lyhin varausaika;Pisin varausaika;Varattavissa;Varausinfo [fi];Resurssiryhmät
x;Arabianpolku 1 A 2;Sali;Juhlat;Iso sali;"
Ensimmäinen rivi; jossa puolipiste.
Toinen ""rivi"".";ei mitään;40;85;0:30:00;24:00:00;x;"Ovet aukeavat\nvartin ennen.";Ryhmä 1
;Arabianpolku 1 A 2;Studio;Musiikki;Studio;;Vahva;4;12;;;x;;
x;Esimerkkikatu 5 B, 8. krs.;Studio;;Kaappi;;ei mitään;;;;;;;
"""

UNITS = (
    "Nimi fi,Nimi en,Nimi sv,Kuvaus fi,Kuvaus en,Osoite,Postinumero,"
    "Sähköposti (yhteyshenkilön),Puhelinnumero (yhteyshenkilön),"
    '"Sijainti (koordinaatit, latitude longitude)",Kuvan URL\n'
    "Esimerkkitalo,Example House,Exempelhuset,Talo.,House.,Esimerkkitie 1,13100,,,"
    '"60.9, 24.4",https://example.invalid/a.jpg\n'
    "Tyhjä talo,,,,,Esimerkkitie 9,13100,,,,\n"
)
RESOURCES = (
    "Kohteen nimi;Resurssin nimi;Varauksen nimi;Varauksen kesto;Hinta (sis alv);Vero%\r\n"
    "Esimerkkitalo;Juhlasali;Tunti;1 h;30,00 €;24\r\n"
    "Esimerkkitalo;Juhlasali;Puoli päivää;4:00;100;24 %\r\n"
    "Esimerkkitalo;Juhlasali;Päivä;24:00:00;180,50;24\r\n"
    "Esimerkkitalo;Kokoushuone;Tunti;60 min;15;24\r\n"
    "Esimerkkitalo;Kerhohuone;Ilta;2 t;0;0\r\n"
)


def test_the_library_form_imports_whole() -> None:
    """Help row, decimal hours, other than Kyllä, several purpose columns: all three rooms."""
    oodi = room("kir-oodi", "Vanha", venue=OODI, service_unit="KIR")
    plan = read(xlsx({"Tilat": KIRJASTO, "Käyttötarkoitukset": PURPOSES}), known(oodi, unit=None))

    small, band = entry(plan, "Ryhmätila 1"), entry(plan, "Bändihuone")
    assert 3 == len(plan.additions)
    assert "KIR" == plan.additions[0].unit
    assert {"min": "30 min", "max": "3 h", "max_per_person": 2, "handling": True,
            "login": "weak"} == small["booking"]  # fmt: skip
    assert ["Kokoukset", "Opiskelu"] == small["purposes"]
    assert (13, {"max": 6}) == (small["area"], small["capacity"])
    assert "Avain tiskiltä." == small["instructions"]["confirmed"]["fi"]
    assert {"min": "1 h 30 min", "max": "24 h", "handling": False,
            "login": "strong"} == band["booking"]  # fmt: skip
    assert "draft" == band["wanted"]
    assert "Monitoimitila" == entry(plan, "Pelihuone")["type"]
    assert {"column-blank"} == {rule for rule, _ in rules(plan, "cell-read-as", "row-help-known")}


def test_without_its_help_row_the_first_room_is_kept() -> None:
    """Somebody deleted the help row: the row under the headers is a room, and is read."""
    rows = (KIRJASTO[0], *KIRJASTO[2:])
    oodi = room("kir-oodi", "Vanha", venue=OODI, service_unit="KIR")
    plan = read(xlsx(rows), known(oodi, unit=None))

    assert "Ryhmätila 1" == plan.additions[0].entry["name"]["fi"]


def test_the_csv_of_2021_imports_whole() -> None:
    """BOM, semicolons, x and nothing, line breaks in cells, 24:00:00, venue by street address."""
    sali = room(name="Vanha")
    plan = read(HUVAJA.encode(), known(sali), "lomake.csv")

    hall, studio, closet = (entry(plan, name) for name in ("Iso sali", "Studio", "Kaappi"))
    assert [ARABIA, ARABIA] == [added.venue for added in plan.additions[:2]]
    assert 'Ensimmäinen rivi; jossa puolipiste.\nToinen "rivi".' == hall["description"]["fi"]
    assert {"min": "30 min", "max": "24 h", "login": "weak"} == hall["booking"]
    assert ("published", "draft", "draft") == (hall["wanted"], studio["wanted"], closet["wanted"])
    assert "Esimerkkikatu 5 B, 8. krs." == plan.additions[2].venue.address
    assert [
        ("workbook-layout-unseen", "A1"),
        ("column-ignored", "N1"),
        ("import-venue-new", "B4"),
        ("import-not-bookable", "L4"),
    ] == sorted(rules(plan, "cell-read-as", "column-blank"), key=lambda one: one[1][-1])
    assert [("A3", "luonnos", 1), ("L4", "ei", 1)] == [
        (cell(one), one.params["said"], one.params["count"])
        for one in plan.findings if one.rule == "column-blank"
    ]  # fmt: skip


def test_the_two_files_of_hameenlinna_import_whole() -> None:
    """Venues come from one file, rooms from the other; a row per price becomes one price."""
    files = {"units.csv": UNITS.encode(), "resources.csv": RESOURCES.encode("cp1252")}
    books = [open_book(data, name) for name, data in files.items()]
    plan, tables = plan_import(books, known(unit=ServiceUnit.KULP))

    hall, small, club = (entry(plan, n) for n in ("Juhlasali", "Kokoushuone", "Kerhohuone"))
    assert ["hameenlinna-units", "hameenlinna-resources"] == [
        table.form.name for table in tables if table.form
    ]
    assert (",", "Windows-1252", ";") == (books[0].delimiter, books[1].encoding, books[1].delimiter)
    assert [{"lowest": Decimal(30), "highest": Decimal("180.50"), "unit": "fixed",
             "vat": Decimal(24)}] == hall["pricing"]  # fmt: skip
    assert {"min": "1 h", "max": "24 h"} == hall["booking"]
    assert "per_hour" == small["pricing"][0]["unit"]
    assert [{"free": True}] == club["pricing"]
    assert {"Esimerkkitie 1"} == {added.venue.address for added in plan.additions}
    assert "Exempelhuset" == plan.additions[0].venue.name.sv
    assert ["Tyhjä talo"] == [new.venue.name.fi for new in plan.new_venues]
    assert "error" not in {finding.severity for finding in plan.findings}
    assert ("import-products", "E2") in rules(plan)


def test_every_packaged_form_is_known_by_its_own_headers() -> None:
    """A sheet of nothing but a form's headers is that form, and every column of it is mapped."""
    for form in packaged_forms():
        mapped = [
            source.header[0].rstrip("*") for _, source in form.fields.items() if source.header
        ]
        headers = list(dict.fromkeys([*mapped, *form.recognise, *form.ignored]))
        data = xlsx([headers, ["x"] * len(headers)])
        tables = plan_import([open_book(data, "a.xlsx")], known())[1]

        assert [form.name] == [table.form.name for table in tables if table.form]
        constant = set(form.constants())
        assert set(form.fields) - constant == {column.field for column in tables[0].columns}
        assert () == tables[0].unmapped
        assert {"fi", "sv", "en"} == set(form.title)


def test_a_form_of_ones_own_maps_headers_and_values(tmp_path: Path) -> None:
    """A mapping file says which header is which field, what values mean, and what is left out."""
    file = tmp_path / "oma.yaml"
    file.write_text(
        "format: 1\nname: oma\nrecognise: [Sijainti, Otsake]\n"
        "fields:\n"
        "  venue: Sijainti\n  name.fi: Otsake\n"
        "  access.type: {header: Ovi, values: {tiskiltä: avain}}\n"
        "  booking.max: {header: Aika, unit: h}\n"
        "ignored: {Sisäinen: {fi: Ei tarvita.}}\n",
        encoding="utf-8",
    )
    rows = (("Sijainti", "Otsake", "Ovi", "Aika", "Sisäinen", "Muu"),
            ("Arabian nuorisotalo", "Uusi", "Tiskiltä", "2,5", "a", "b"))  # fmt: skip
    plan = read(xlsx(rows), known(room(), forms=[read_form(file)]))

    new = entry(plan, "Uusi")
    assert [{"type": "physical_key"}] == new["access"]
    assert {"max": "2 h 30 min"} == new["booking"]
    assert [("column-unmapped", "F1"), ("column-ignored", "E1")] == rules(plan, "cell-read-as")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "format: 1\nname: a\nrecognise: [A, B]\nfields: {nimi: A}\n",
            "oma.yaml:4:10: There is no field nimi",
        ),
        ("format: 2\n", "oma.yaml:1:1: format says “2”. Allowed: 1."),
        ("format: 1\nname: a\nrecognise: [A]\nfields: {note: A}\n", "oma.yaml:3:1: recognise"),
        ("format: 1\nname: a\nrecognise: [A, B]\nfelds: {}\n", "oma.yaml:4:1: felds is not"),
        (
            """format: 1
name: a
recognise: [A, B]
fields: {wanted: {header: A, values: {x: ehkä}}}
""",
            "oma.yaml:4:39: “ehkä” is not a value",
        ),
        ("- a\n", "oma.yaml"),
        ("a: [\n", "the file is not YAML"),
        ("a: \udcff", "not UTF-8"),
    ],
)
def test_a_wrong_mapping_file_says_what_is_wrong(text: str, said: str, tmp_path: Path) -> None:
    """Each mistake in a mapping file is a usage error that names it."""
    file = tmp_path / "oma.yaml"
    file.write_bytes(text.encode("utf-8", errors="surrogateescape"))

    with pytest.raises(UsageError) as raised:
        read_form(file)

    assert said in str(raised.value)


def test_a_mapping_file_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    """A missing mapping file is said to be missing."""
    with pytest.raises(UsageError, match="No such file"):
        read_form(tmp_path / "oma.yaml")
