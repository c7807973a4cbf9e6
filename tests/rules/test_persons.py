"""Persons in texts: found where something speaks for them, shown in part, and rarely by mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workbooks.books import entry, known, read, room, rules, xlsx
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.rules.text_analysis.persons import mobile_number, person_named, personal_address

EXAMPLE = Path(__file__).parents[2] / "examples" / "helsinki"


@pytest.mark.parametrize(
    "number",
    [
        "040 000 0000", "0400000000", "050 000 000", "045 000 0000", "0457 000 0000", "041-0000000",
        "050/0000000", "(040) 000 0000", "+358 40 000 0000", "+358400000000", "+358 (0)40 000 0000",
        "00358 50 000 0000", "040\u00a0000\u00a00000", "044.000.0000", "+358 50 0000000",
    ],
)  # fmt: skip
def test_a_mobile_number_is_found_in_any_spelling(number: str) -> None:
    """Spaces, dashes, brackets and prefixes change nothing; it is shown by its beginning only."""
    shown = mobile_number(f"Soita {number}, jos ovi on kiinni.")

    assert shown is not None
    assert len(shown) < 5


@pytest.mark.parametrize(
    "text",
    [
        "09 000 0000", "010 000 0000", "020 000 0000", "+358 9 000 0000", "4.10.2027 klo 10",
        "Tila 0401, kerros 4", "Y-tunnus 0000000-0", "hinta 40 000 €", "FI21 0400 0000 0000 00",
        "www.example.org/0400000000", "00400 Helsinki",
    ],
)  # fmt: skip
def test_other_numbers_are_no_mobile_numbers(text: str) -> None:
    """Landlines, service numbers, days, prices and addresses are nobody's own number."""
    assert mobile_number(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Maija Meikäläinen, 040 000 0000",
        "Yhteyshenkilö: Maija Meikäläinen",
        "Yhteyshenkilö Etunimi Sukunimi",
        "vastaava ohjaaja Etunimi Sukunimi, p. 09 000 0000",
        "Lisätietoja antaa Etunimi Sukunimi.",
        "Etunimi Sukunimi puh. 050 000 0000",
        "Etunimi Sukunimi\netunimi.sukunimi@example.org",
        "Kysy: Anna-Liisa Esimerkki",
        "Matti Meikäläinen",
        "Nuorisotalo, Matti Meikäläinen",
        "Kontaktperson: Förnamn Efternamn",
        "Contact person First Last",
        "Terveisin\nEtunimi Sukunimi",
    ],
)
def test_a_person_is_named_where_something_speaks_for_it(text: str) -> None:
    """A role before it, a mobile number or an address beside it, or a surname make a name."""
    shown = person_named(text)

    assert shown is not None
    assert all(len(part) == 2 for part in shown.split())


@pytest.mark.parametrize(
    "text",
    [
        "Arabian nuorisotalo, p. 09 000 0000",
        "Arabian Nuorisotalo, 040 000 0000",
        "Annantalo Info, p. 09 000 0000",
        "Kirjaston Asiakaspalvelu 09 000 0000",
        "Stoa Itäkeskus",
        "Stoa, Turunlinnantie 1, 00900 Helsinki",
        "Keskustakirjasto Oodi, Töölönlahdenkatu 4",
        "Helsingin Kaupunki, Nuorisopalvelut",
        "Varaukset: nuoriso.esimerkki@example.org",
        "Käynti: Itäinen Puistotie 7, ovi Pohjoinen Rautatiekatu",
        "Vastaava Ohjaaja, p. 09 000 0000",
        "Avoinna Maanantai Perjantai",
        "Malmin Sininen Sali",
        "Youth Centre Office, Example Street 5",
    ],
)
def test_places_and_services_are_no_persons(text: str) -> None:
    """Names of houses, streets, days and services are left in peace."""
    assert person_named(text) is None


def test_words_of_the_venue_are_no_person() -> None:
    """A house that is called like a person is a house, where the venue says so."""
    assert person_named("Villa Meikäläinen") is not None
    assert person_named("Villa Meikäläinen", ("Villa Meikäläinen",)) is None


def test_an_address_of_mail_is_shown_in_part() -> None:
    """Findings end up in logs: what they show identifies nobody."""
    assert "m….m…@example.org" == personal_address("maija.meikalainen@example.org")
    assert personal_address("nuoriso.esimerkki@example.org") is None


def test_an_import_tells_it_at_the_cell() -> None:
    """What the form asks not to be written is told where it was written; the room is imported."""
    head = ("Toimipiste", "Nimi", "Yhteystiedot", "Kuvaus")
    row = ("Arabian nuorisotalo", "Uusi", "Maija Meikäläinen, 040 000 0000", "Kysy 0500000000.")
    plan = read(xlsx((head, row)), known(room()))

    assert [("personal-phone", "C2"), ("personal-name", "C2"), ("personal-phone", "D2")] == rules(
        plan
    )
    assert {"warning"} == {finding.severity for finding in plan.findings}
    assert ["Yhteystiedot", "Yhteystiedot", "Kuvaus"] == [f.params["field"] for f in plan.findings]
    said = str([finding.params for finding in plan.findings])
    assert not any(word in said for word in ("000", "Maija", "Meikäläinen"))
    assert "contact" in entry(plan, "Uusi")


def test_the_example_names_nobody() -> None:
    """The catalogue that comes with the package is an example of this, too."""
    catalogue = read_catalogue(EXAMPLE).catalogue
    assert catalogue is not None
    texts = [one.contact or "" for one in catalogue.rooms]

    assert {None} == {person_named(text) for text in texts} | {mobile_number(t) for t in texts}
