"""Venues and rooms of workbooks against a catalogue: found, asked, or new; never guessed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workbooks.books import ARABIA, HERTSI, entry, known, read, room, rules, xlsx
from varaamo_sync.rooms import ServiceUnit, Venue
from varaamo_sync.snapshot import RemoteVenue
from varaamo_sync.workbooks import Placed
from varaamo_sync.workbooks.keys import make_key

HEAD = ("Tunnus", "Toimipiste", "Nimi", "Henkilömäärä")
STOA = RemoteVenue(12, "demo-012", {"fi": "Stoa", "sv": "Stoa", "en": "Stoa"})


@pytest.mark.parametrize(
    ("said", "tprek"),
    [
        ("Arabian nuorisotalo", "demo-001"),
        ("ARABIAN  NUORISOTALO ", "demo-001"),
        ("Arabianpolku 1 A 2", "demo-001"),
        ("arabianpolku 1A2, 00560 Helsinki", "demo-001"),
        ("Hertsin nuorisotalo", "demo-002"),
        ("stoa", "demo-012"),
    ],
)
def test_venues_are_found_by_name_alias_and_address(said: str, tprek: str) -> None:
    """A name in any case, an alias, a street address: each is one certain venue."""
    hertsi = HERTSI.model_copy(update={"aliases": ("Hertsin nuorisotalo",)})
    rooms = (room(), room("nup-hertsi", "Olotila", venue=hertsi))
    plan = read(xlsx((HEAD, (None, said, "Uusi", 5))), known(*rooms, remote=(STOA,)))

    assert [tprek] == [added.venue.tprek for added in plan.additions]
    assert [] == rules(plan)


@pytest.mark.parametrize(
    ("said", "rule", "near"),
    [
        ("Arabian nuorisotila", "import-venue-near", "Arabian nuorisotalo (demo-001)"),
        ("Arabianpolku 1", "import-venue-near", "Arabian nuorisotalo (demo-001)"),
        ("Talo", "import-venue-ambiguous", "Talo (demo-a); Talo (demo-b)"),
    ],
)
def test_what_is_not_certain_is_asked(said: str, rule: str, near: str) -> None:
    """Near and ambiguous venues are findings that name the candidates; the room waits."""
    same = [Venue.model_validate({"tprek": f"demo-{x}", "name": {"fi": "Talo"}}) for x in "ab"]
    venues = [Placed(ServiceUnit.NUP, venue) for venue in (ARABIA, *same)]
    rows = (HEAD, (None, said, "Uusi", 5), (None, said, "Toinen", 5))
    plan = read(xlsx(rows), known(venues=venues))

    assert (rule, "B2") in rules(plan)
    assert near == plan.findings[0].params["near"]
    assert 1 == len(plan.findings)
    assert plan.empty


def test_another_house_number_is_another_place() -> None:
    """Addresses are near only in the same house: the neighbour's is a new venue."""
    plan = read(xlsx((HEAD, (None, "Arabianpolku 3", "Uusi", 5))), known(room()))

    assert [("import-venue-new", "B2")] == rules(plan)
    assert "Arabianpolku 3" == plan.additions[0].venue.address


def test_an_answer_is_remembered_as_an_alias() -> None:
    """A person's answer decides, and the venue gets what the sheet calls it as an alias."""
    data = xlsx((HEAD, (None, "Arabian nuorisotila", "Uusi", 5)))
    answered = known(room(), venue_answers={"arabian nuorisotila": "demo-001"})
    plan = read(data, answered)

    assert ["demo-001"] == [added.venue.tprek for added in plan.additions]
    assert [(("aliases",), ["Arabian nuorisotila"])] == [
        (change.path, change.after) for change in plan.venue_changes
    ]


def test_an_answer_gives_a_tprek_id_to_a_venue_without_one() -> None:
    """A venue that was imported by its address gets its id when somebody knows it."""
    street = Venue(address="Esimerkkitie 5")
    rows = (HEAD, (None, "Esimerkkitie 5", "Sali", 5))
    plan = read(xlsx(rows), known(room(venue=street), venue_answers={"Esimerkkitie 5": "demo-005"}))

    assert [(("tprek",), "demo-005")] == [(c.path, c.after) for c in plan.venue_changes]
    assert ["nup-arabia-sali"] == [change.key for change in plan.changes]


def test_id_and_name_of_two_venues_contradict() -> None:
    """An id of one venue beside the name of another is told, and nothing is imported."""
    rooms = (room(), room("nup-hertsi", "Olotila", venue=HERTSI))
    head = ("TPREK", *HEAD[1:])
    plan = read(xlsx((head, ("demo-001", "Hertsin nuorisotila", "Uusi", 5))), known(*rooms))

    assert ["import-venue-contradiction"] == [rule for rule, _ in rules(plan)]
    assert plan.empty


def test_numbers_that_excel_made_of_ids_are_ids() -> None:
    """A TPREK id that became a number, or 1.0 in text, is still that venue."""
    venue = Venue.model_validate({"tprek": "51342", "name": {"fi": "Oodi"}})
    head = ("TPREK", *HEAD[1:])
    rows = (head, (51342, None, "Yksi", 5), ("51342.0", None, "Kaksi", 5))
    plan = read(xlsx(rows), known(venues=[Placed(ServiceUnit.KIR, venue)]))

    assert ["51342", "51342"] == [added.venue.tprek for added in plan.additions]
    assert [("cell-read-as", "A3")] == rules(plan)


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


def test_rooms_that_differ_by_a_number_are_different() -> None:
    """Room 3 is not asked about because of room 1: numbers tell rooms apart."""
    rooms = (room("nup-arabia-ryhmatila-1", "Ryhmätila 1"),)
    plan = read(xlsx((HEAD, (None, "Arabian nuorisotalo", "Ryhmätila 3", 9))), known(*rooms))

    assert ["nup-arabia-ryhmatila-3"] == [added.key for added in plan.additions]


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
    assert {"max": 5} == entry(plan, "Uusi")["capacity"]


def test_an_image_that_is_not_there_is_told() -> None:
    """A room never gets an image that the reader would refuse the room for."""
    head = (*HEAD, "Kuvat")
    rows = (head, (None, "Arabian nuorisotalo", "Uusi", 5, "on.jpg; ei.jpg"))
    plan = read(xlsx(rows), known(room(), has_image=lambda name: name == "on.jpg"))

    assert [("cell-image-missing", "E2")] == rules(plan)
    assert "images" not in entry(plan, "Uusi")


def test_venues_of_a_sheet_are_taken_with_their_rooms() -> None:
    """A sheet of venues adds ids, names and addresses; known venues change only where stated."""
    venues = (
        ("TPREK-tunnus", "Toimipisteen nimi suomeksi", "Katuosoite", "Muut nimet"),
        ("demo-001", "Arabian nuorisotalo", "Arabianpolku 1", "Arabian talo"),
        ("demo-099", "Uusi talo", "Uusikatu 1", None),
    )
    rooms = (HEAD, (None, "Uusi talo", "Uusi", 5), (None, "Arabian talo", "Toinen", 5))
    plan = read(xlsx({"Tilat": rooms, "Toimipisteet": venues}), known(room()))

    assert [("demo-099", "Uusikatu 1"), ("demo-001", "Arabianpolku 1 A 2")] == [
        (added.venue.tprek, added.venue.address) for added in plan.additions
    ]
    assert {("address",): "Arabianpolku 1", ("aliases",): ["Arabian talo"]} == {
        change.path: change.after for change in plan.venue_changes
    }


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
