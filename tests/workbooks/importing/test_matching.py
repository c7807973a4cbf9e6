"""Rooms of workbooks against a catalogue: found, asked, or new; only what is stated changes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workbooks.books import HERTSI, entry, known, read, room, rules, xlsx
from varaamo_sync.model import LANGS, ServiceUnit, Venue
from varaamo_sync.snapshot import RemoteVenue
from varaamo_sync.words import text
from varaamo_sync.workbooks.importing.new_keys import make_key

HEAD = ("Tunnus", "Toimipiste", "Nimi", "Henkilömäärä")
STOA = RemoteVenue(12, "demo-012", {"fi": "Stoa", "sv": "Stoa", "en": "Stoa"})


def test_rooms_are_matched_by_key_then_by_venue_and_name() -> None:
    """A key finds its room under a new name; without a key venue and name find it."""
    rooms = (room(capacity={"max": 5}), room("nup-arabia-keittio", "Keittiö"))
    data = xlsx((
        HEAD,
        (None, "Arabian nuorisotalo", "KEITTIÖ", 7),
        ("nup-arabia-sali", "Arabian nuorisotalo", "Juhlasali", 5),
    ))  # fmt: skip
    plan = read(data, known(*rooms))

    assert [
        ("nup-arabia-keittio", ("name", "fi"), "Keittiö", "KEITTIÖ"),
        ("nup-arabia-keittio", ("capacity", "max"), None, 7),
        ("nup-arabia-sali", ("name", "fi"), "Sali", "Juhlasali"),
    ] == [(c.key, c.path, c.before, c.after) for c in plan.changes]


def test_a_similar_name_is_a_question() -> None:
    """A name that is like a room's is asked about; the answer decides, and no answer imports."""
    data = xlsx((HEAD, (None, "Arabian nuorisotalo", "Arabian nuorisotalon sali", 9)))
    asked = read(data, known(room()))
    same = read(data, known(room(), room_answers={"Arabian nuorisotalon sali": "nup-arabia-sali"}))
    new = read(data, known(room(), room_answers={"Arabian nuorisotalon sali": "uusi"}))
    marked = read(
        xlsx((HEAD, ("uusi", "Arabian nuorisotalo", "Arabian nuorisotalon sali", 9))), known(room())
    )

    assert [("import-room-near", "C2")] == rules(asked)
    assert asked.empty
    assert {"nup-arabia-sali"} == {change.key for change in same.changes}
    assert (
        ["nup-arabia-sali-2"] == [a.key for a in new.additions] == [a.key for a in marked.additions]
    )


@pytest.mark.parametrize("key", [None, "nup-arabia-tanssisali"])
def test_a_room_in_other_words_is_a_question_whatever_its_key(key: str | None) -> None:
    """A synonym, seats and a typo are asked about, also where the row has a key of its own."""
    rooms = (room("nup-arabia-kokous", "Kokoushuone Ruusu"),)
    row = (key, "Arabian nuorisotalo", "Neuvoteluhuone Ruusu (12 hlö)", 12)
    asked = read(xlsx((HEAD, row)), known(*rooms))
    answer = {"Neuvoteluhuone Ruusu (12 hlö)": "uusi"}
    new = read(xlsx((HEAD, row)), known(*rooms, room_answers=answer))

    assert ["import-room-near"] == [rule for rule, _ in rules(asked)]
    assert asked.empty
    assert [key or "nup-arabia-neuvoteluhuone-ruusu-12-hlo"] == [a.key for a in new.additions]


def test_a_room_is_known_by_the_name_that_it_has_in_varaamo() -> None:
    """What ``same_as`` says is a name of the room for a sheet, too."""
    held = room("nup-arabia-kuutio", "Kuutio", same_as="Monitoimitila 2")
    row = (None, "Arabian nuorisotalo", "Monitoimihuone 2", 9)

    assert [("import-room-near", "C2")] == rules(read(xlsx((HEAD, row)), known(held)))


def test_answers_of_a_catalogue_outlive_its_workbook() -> None:
    """An import without the columns of the answers keeps them; with them it can change them."""
    held = room(same_as="Juhlasali", differs_from=["Sali 2"], capacity={"max": 5})
    kept = read(xlsx((HEAD, ("nup-arabia-sali", None, "Sali", 9))), known(held))
    head = (*HEAD, "Nimi Varaamossa, jos toinen", "Eri tila kuin Varaamossa")
    told = read(
        xlsx((head, ("nup-arabia-sali", None, "Sali", 5, "Iso sali", "Sali 2; Sali 3"))),
        known(held),
    )

    assert [("capacity", "max")] == [change.path for change in kept.changes]
    assert [(("same_as",), "Iso sali"), (("differs_from",), ["Sali 2", "Sali 3"])] == [
        (change.path, change.after) for change in told.changes
    ]


def test_rooms_that_differ_by_a_number_are_different() -> None:
    """Room 3 is not asked about because of room 1: numbers tell rooms apart."""
    rooms = (room("nup-arabia-ryhmatila-1", "Ryhmätila 1"),)
    plan = read(xlsx((HEAD, (None, "Arabian nuorisotalo", "Ryhmätila 3", 9))), known(*rooms))

    assert ["nup-arabia-ryhmatila-3"] == [added.key for added in plan.additions]


def test_rooms_that_differ_by_a_letter_are_different() -> None:
    """Hall B is not asked about because of hall A, and gets a key of its own."""
    rows = (HEAD, *((None, "Arabian nuorisotalo", f"Liikuntasali {x}", 9) for x in "BC"))
    plan = read(xlsx(rows), known(room("nup-arabia-liikuntasali-a", "Liikuntasali A")))

    assert ["nup-arabia-liikuntasali-b", "nup-arabia-liikuntasali-c"] == [
        added.key for added in plan.additions
    ]


def test_only_what_the_sheet_states_changes() -> None:
    """Empty cells change nothing; what defaults state already is no change."""
    held = room(capacity={"min": 1, "max": 5}, booking={"min": "60 min"}, pricing=[{"free": True}])
    head = (*HEAD, "Lyhin varausaika", "Maksuton", "Kuvaus", "Kuuluu tavoitteeseen")
    row = ("nup-arabia-sali", None, None, 5, "1 h", "x", None, "kyllä")

    assert read(xlsx((head, row)), known(held)).empty


def test_taking_away_is_said_in_words() -> None:
    """``(tyhjennä)`` clears a field that is stated, and only that."""
    held = room(capacity={"max": 5}, area=10)
    head = (*HEAD, "Pinta-ala", "Tilatyyppi")
    plan = read(
        xlsx((head, ("nup-arabia-sali", None, None, None, "(tyhjennä)", None))), known(held)
    )

    assert [(("area",), 10, None)] == [(c.path, c.before, c.after) for c in plan.changes]


def test_a_room_that_repeats_once_per_price_is_one_room() -> None:
    """Further rows of a room add prices from a day on; a row that contradicts is told."""
    head = (*HEAD, "Hinta", "Alv", "Hinta voimassa alkaen")
    rows = (
        head,
        (None, "Arabian nuorisotalo", "Uusi", 5, "7 €/h", "25,5", None),
        (None, "Arabian nuorisotalo", "Uusi", 6, "8 €/h", "25,5", "1.1.2028"),
    )
    plan = read(xlsx(rows), known(room()))

    prices = entry(plan, "Uusi")["pricing"]
    assert [(7, None), (8, "2028-01-01")] == [(p["lowest"], p.get("from")) for p in prices]
    assert ("row-contradicts", "D3") in rules(plan)
    assert 5 == entry(plan, "Uusi")["capacity"]["max"]


def test_a_price_without_a_unit_is_asked() -> None:
    """An amount that does not say per what is told, unless the header says it."""
    row = (None, "Arabian nuorisotalo", "Uusi", 5, "7 €")
    asked = read(xlsx(((*HEAD, "Hinta"), row)), known(room()))
    said = read(xlsx(((*HEAD, "Hinta (€/h)"), row)), known(room()))

    assert ("cell-price-unit", "E2") in rules(asked)
    assert "pricing" not in entry(asked, "Uusi")
    assert "per_hour" == entry(said, "Uusi")["pricing"][0]["unit"]


def test_a_stated_price_lies_over_the_one_that_is_there() -> None:
    """A new amount keeps the VAT that is stated, and leaves prices to come alone."""
    held = room(
        pricing=[{"lowest": 5, "highest": 5, "vat": 24}, {"free": True, "from": "2028-01-01"}]
    )
    head = ("Tunnus", "Nimi", "Alin hinta", "Ylin hinta")
    plan = read(xlsx((head, ("nup-arabia-sali", None, 6, 7))), known(held))

    assert [[{"lowest": 6, "highest": 7, "vat": 24}, {"free": True, "from": "2028-01-01"}]] == [
        change.after for change in plan.changes
    ]


@pytest.mark.parametrize(
    ("rows", "rule", "where"),
    [
        ([(None, "Arabian nuorisotalo", None, 5)], "row-without-name", "A2"),
        ([(None, None, "Uusi", 5)], "import-venue-missing", "C2"),
        (
            [("nup-arabia-sali", None, None, 5), ("nup-arabia-sali", None, None, 6)],
            "row-contradicts",
            "D3",
        ),
        (
            [("nup-arabia-sali", None, None, 5), (None, "Arabian nuorisotalo", "Sali", 6)],
            "import-room-twice",
            "A3",
        ),
        ([("nup-arabia-sali", "Hertsin nuorisotila", None, 5)], "import-venue-differs", "B2"),
    ],
)
def test_rows_that_cannot_be_taken_are_told(rows: Any, rule: str, where: str) -> None:
    """Each row that is left out, or part of it, is a finding at its cell."""
    rooms = (room(), room("nup-hertsi", "Olotila", venue=HERTSI))
    plan = read(xlsx((HEAD, *rows)), known(*rooms))

    assert (rule, where) in rules(plan)
    assert not plan.clean


def test_without_a_service_unit_a_new_room_waits() -> None:
    """A room of an unknown venue needs a service unit: from the row, the option or the venue."""
    row = (None, "Uusi talo", "Uusi", 5)
    asked = read(xlsx((HEAD, row)), known(room(), unit=None))
    stated = read(xlsx(((*HEAD, "Palvelu"), (*row, "liik"))), known(room(), unit=None))
    by_venue = read(
        xlsx((HEAD, (None, "Arabian nuorisotalo", "Uusi", 5))), known(room(), unit=None)
    )

    assert "import-unit-missing" in {rule for rule, _ in rules(asked)}
    assert ["LIIKU"] == [added.unit for added in stated.additions]
    assert ["NUP"] == [added.unit for added in by_venue.additions]


def test_what_the_model_refuses_is_told_at_its_cell() -> None:
    """A way in without a kind is refused; all else of the room is imported."""
    head = (*HEAD, "Sisäänpääsy alkaen")
    plan = read(xlsx((head, (None, "Arabian nuorisotalo", "Uusi", 5, "1.1.2027"))), known(room()))

    assert [("cell-refused", "E2")] == rules(plan)
    said = [text("cell-refused", "message", lang, plan.findings[0].params) for lang in LANGS]
    ends = ("Sisäänpääsy puuttuu.", "Tillträde saknas.", "Access is missing.")
    assert [True] * 3 == list(map(str.endswith, said, ends))
    assert {"max": 5} == entry(plan, "Uusi")["capacity"]


def test_an_image_that_is_not_there_is_told() -> None:
    """A room never gets an image that the reader would refuse the room for."""
    head = (*HEAD, "Kuvat")
    rows = (head, (None, "Arabian nuorisotalo", "Uusi", 5, "on.jpg; ei.jpg"))
    plan = read(xlsx(rows), known(room(), has_image=lambda name: name == "on.jpg"))

    assert [("cell-image-missing", "E2")] == rules(plan)
    assert "images" not in entry(plan, "Uusi")


@given(
    st.sampled_from(ServiceUnit),
    st.text(max_size=80),
    st.text(max_size=80),
    st.sets(st.text(max_size=5)),
)
def test_keys_are_keys(unit: ServiceUnit, place: str, name: str, taken: set[str]) -> None:
    """Whatever venue and room are called, the key is one that the model takes, and is free."""
    key = make_key(unit, Venue.model_validate({"name": {"fi": place}}), name, taken)
    again = make_key(unit, Venue.model_validate({"name": {"fi": place}}), name, {*taken, key})

    assert room(key).key == key
    assert key not in taken
    assert key != again


@pytest.mark.parametrize(
    ("venue", "name", "key"),
    [
        ("Arabian nuorisotalo", "Arabian nuorisotalon sali", "nup-arabia-sali"),
        ("Jakomäen nuorisotalo", "Pelitila", "nup-jakomaki-pelitila"),
        ("Keskustakirjasto Oodi", "Ryhmätyötila 1", "nup-oodi-ryhmatyotila-1"),
        ("Stoa", "Stoan musiikkisali", "nup-stoa-musiikkisali"),
    ],
)
def test_keys_are_short_and_telling(venue: str, name: str, key: str) -> None:
    """A key says service unit, place and room, without saying anything twice."""
    place = Venue.model_validate({"name": {"fi": venue}})

    assert key == make_key(ServiceUnit.NUP, place, name, ())
