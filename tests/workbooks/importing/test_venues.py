"""Venues of workbooks against a catalogue and Varaamo: found, asked, or new; never guessed."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.workbooks.books import ARABIA, HERTSI, known, read, room, rules, xlsx
from varaamo_sync.errors import UsageError
from varaamo_sync.model import ServiceUnit, Venue, VenueInUnit
from varaamo_sync.snapshot import RemoteVenue

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
        ("Arabia", "import-venue-near", "Arabian nuorisotalo (demo-001)"),
        ("Arabianpolku 1", "import-venue-near", "Arabian nuorisotalo (demo-001)"),
        ("Talo", "import-venue-ambiguous", "Talo (demo-a); Talo (demo-b)"),
    ],
)
def test_what_is_not_certain_is_asked(said: str, rule: str, near: str) -> None:
    """Near and ambiguous venues are findings that name the candidates; the room waits."""
    same = [Venue.model_validate({"tprek": f"demo-{x}", "name": {"fi": "Talo"}}) for x in "ab"]
    venues = [VenueInUnit(ServiceUnit.NUP, venue) for venue in (ARABIA, *same)]
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
    assert "Arabianpolku 3" == plan.additions[0].venue.address == plan.additions[0].venue.label()


def test_two_places_of_one_kind_are_not_near() -> None:
    """A youth centre that nobody knows is new, not perhaps another youth centre."""
    plan = read(xlsx((HEAD, (None, "Pasilan nuorisotalo", "Uusi", 5))), known(room()))

    assert [("import-venue-new", "B2")] == rules(plan)


def test_an_answer_is_remembered_as_an_alias() -> None:
    """A person's answer decides, and the venue gets what the sheet calls it as an alias."""
    data = xlsx((HEAD, (None, "Arabian nuorisotila", "Uusi", 5)))
    answered = known(room(), venue_answers={"arabian nuorisotila": "demo-001"})
    plan = read(data, answered)

    assert ["demo-001"] == [added.venue.tprek for added in plan.additions]
    assert [(("aliases",), ["Arabian nuorisotila"])] == [
        (change.path, change.after) for change in plan.venue_changes
    ]


def test_an_answer_with_an_id_that_nobody_knows_is_told_as_such() -> None:
    """Who answered with a new TPREK id is told to check it, not asked for one again."""
    rows = (HEAD, (None, "Pasilan nuorisotalo", "Uusi", 5))
    plan = read(xlsx(rows), known(room(), venue_answers={"Pasilan nuorisotalo": "demo-077"}))

    assert [("import-venue-new-id", "B2")] == rules(plan)
    assert ["demo-077"] == [added.venue.tprek for added in plan.additions]


def test_an_answer_gives_a_tprek_id_to_a_venue_without_one() -> None:
    """A venue that was imported by its address gets its id when somebody knows it."""
    street = Venue(address="Esimerkkitie 5")
    rows = (HEAD, (None, "Esimerkkitie 5", "Sali", 5))
    plan = read(xlsx(rows), known(room(venue=street), venue_answers={"Esimerkkitie 5": "demo-005"}))

    assert [(("tprek",), "demo-005")] == [(c.path, c.after) for c in plan.venue_changes]
    assert ["nup-arabia-sali"] == [change.key for change in plan.changes]


def test_an_answer_never_merges_two_venues_of_the_catalogue() -> None:
    """A venue that came in by its address, and is another one: a person merges them."""
    rooms = (room(), room("nup-kuja", "Kellari", venue=Venue(address="Esimerkkikuja 9")))
    held = known(*rooms, venue_answers={"Esimerkkikuja 9": "demo-001"})
    plan = read(xlsx((HEAD, (None, "Esimerkkikuja 9", "Kellari", 5))), held)

    assert [("import-venue-unmerged", "B2")] == rules(plan)
    assert plan.empty


def test_id_and_name_of_two_venues_contradict() -> None:
    """An id of one venue beside the name of another is told, and nothing is imported."""
    rooms = (room(), room("nup-hertsi", "Olotila", venue=HERTSI))
    head = ("TPREK", *HEAD[1:])
    plan = read(xlsx((head, ("demo-001", "Hertsin nuorisotila", "Uusi", 5))), known(*rooms))

    assert ["import-venue-contradiction"] == [rule for rule, _ in rules(plan)]
    assert plan.empty


@pytest.mark.parametrize("tprek", ["demo-099", 1, "1.0"])
def test_an_unknown_id_never_makes_a_second_venue_of_a_known_one(tprek: object) -> None:
    """A mistyped id beside the name of a known venue is a contradiction, not a new venue."""
    head = ("TPREK", *HEAD[1:])
    plan = read(xlsx((head, (tprek, "Arabian nuorisotalo", "Uusi", 5))), known(room()))

    assert ("import-venue-contradiction", "B2") in rules(plan)
    assert plan.empty


def test_a_new_venue_with_an_id_is_told_as_such() -> None:
    """Nobody is told to add an id that the sheet gives."""
    head = ("TPREK", *HEAD[1:])
    plan = read(xlsx((head, ("demo-099", "Uusi talo", "Sali", 5))), known(room()))

    assert [("import-venue-new-id", "B2")] == rules(plan)
    assert ["demo-099"] == [added.venue.tprek for added in plan.additions]


def test_numbers_that_excel_made_of_ids_are_ids() -> None:
    """A TPREK id that became a number, or 1.0 in text, is still that venue."""
    venue = Venue.model_validate({"tprek": "51342", "name": {"fi": "Oodi"}})
    head = ("TPREK", *HEAD[1:])
    rows = (head, (51342, None, "Yksi", 5), ("51342.0", None, "Kaksi", 5))
    plan = read(xlsx(rows), known(unit=None, venues=[VenueInUnit(ServiceUnit.KIR, venue)]))

    assert ["51342", "51342"] == [added.venue.tprek for added in plan.additions]
    assert [("cell-read-as", "A3")] == rules(plan)


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


KIRJASTO = {"fi": "Esimerkkikirjasto", "sv": "Exempelbiblioteket", "en": "Example Library"}
LIBRARY = RemoteVenue(15, "demo-015", KIRJASTO)


@pytest.mark.parametrize(
    "said",
    [
        "Esimerkkikirjasto", "Exempelbiblioteket", "example library",
        "Esimerkkikirjasto / Example Library", "Exempelbiblioteket – Esimerkkikirjasto",
        "Esimerkkikirjasto (Example Library)", "Esimerkkikirjasto\nExempelbiblioteket",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("venue", "remote"),
    [
        ({"tprek": "demo-015", "name": KIRJASTO}, ()),
        ({"tprek": "demo-015", "name": {"fi": "Esimerkkikirjasto"}}, (LIBRARY,)),
        ({"tprek": "demo-015", "address": "Esimerkkitie 5"}, (LIBRARY,)),
        ({"name": {"fi": "Esimerkkikirjasto"}}, (LIBRARY,)),
        ({"name": {"en": "Example Library"}}, (LIBRARY,)),
    ],
)
def test_names_of_a_venue_in_any_language_mean_that_venue(
    said: str, venue: dict[str, object], remote: tuple[RemoteVenue, ...]
) -> None:
    """Library is Kirjasto: by the catalogue's names or the booking system's, alone or together."""
    held = room("kir-esimerkki-sali", "Sali", venue=venue, service_unit="KIR")
    rows = (HEAD, (None, said, "Sali", 5), (None, said, "Uusi", 5))
    plan = read(xlsx(rows), known(held, unit=None, remote=remote))

    assert ["kir-esimerkki-sali"] == [change.key for change in plan.changes]
    assert [held.venue.tprek] == [added.venue.tprek for added in plan.additions]
    assert [False] == [added.new_venue for added in plan.additions]
    assert [] == rules(plan, "cell-read-as")


def test_names_of_two_venues_side_by_side_mean_neither() -> None:
    """Two names in one cell are one venue only if both are its names."""
    rooms = (room(), room("nup-hertsi", "Olotila", venue=HERTSI))
    said = "Arabian nuorisotalo / Hertsin nuorisotila"
    plan = read(xlsx((HEAD, (None, said, "Uusi", 5))), known(*rooms))

    assert ["import-venue-near"] == [rule for rule, _ in rules(plan)]
    assert plan.empty


def test_an_id_goes_to_the_venue_that_lacks_it() -> None:
    """Where the booking system has the name, too, an answer makes no second venue of one."""
    held = room("kir-esimerkki-sali", "Sali", venue={"name": {"fi": "Esimerkkikirjasto"}},
                service_unit="KIR")  # fmt: skip
    answered = {"Example Library": "demo-015"}
    rows = (HEAD, (None, "Example Library", "Sali", 5))
    plan = read(xlsx(rows), known(held, unit=None, remote=(LIBRARY,), venue_answers=answered))

    assert [(("tprek",), "demo-015")] == [(c.path, c.after) for c in plan.venue_changes]
    assert ["kir-esimerkki-sali"] == [change.key for change in plan.changes]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"room_answers": {"Uusi": "nup-ei-ole"}}, "no room “nup-ei-ole”"),
        ({"room_answers": {"Uusi": "Sali"}}, "Did you mean nup-arabia-sali?"),
        ({"venue_answers": {"Talo": "Arabian nuorisotalo"}}, "Did you mean demo-001?"),
        ({"venue_answers": {"Talo": "demo-099"}, "remote": (STOA,)}, "“demo-099”"),
    ],
)
def test_an_answer_that_names_nothing_is_a_mistake(answers: dict[str, Any], said: str) -> None:
    """No room and no venue is made of a slip of the pen: the call is refused, with what is near."""
    rows = xlsx((HEAD, (None, "Talo", "Uusi", 5)))

    with pytest.raises(UsageError, match=re.escape(said)):
        read(rows, known(room(), **answers))


@pytest.mark.parametrize("new", ["uusi", "Uusi", "ny", "NEW"])
def test_an_answer_may_say_that_a_room_is_new(new: str) -> None:
    """``NAME=uusi`` makes a room of its own, in any of the three languages and in any case."""
    rows = xlsx((HEAD, (None, "Arabian nuorisotalo", "Sali 1", 5)))
    plan = read(rows, known(room(), room_answers={"Sali 1": new}))

    assert ["nup-arabia-sali-1"] == [added.key for added in plan.additions]
