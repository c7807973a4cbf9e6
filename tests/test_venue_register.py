"""Which venues of the service map somebody may mean, and which of the catalogue are in question."""

from datetime import date
from typing import Any

import pytest

from varaamo_sync.model import ServiceUnit, Venue, VenueInUnit
from varaamo_sync.venue_register import (
    Likeness,
    RegisteredVenue,
    VenueFault,
    VenueRegister,
    check_venues,
    find_candidates,
)


def registered(tprek: str, fi: str, street: str = "", zip: str = "", **fields: Any) -> Any:
    """Return a venue of the service map."""
    fields = {"name": {"fi": fi}, "department": "d"} | fields
    return RegisteredVenue(
        tprek=tprek, address={"fi": street} if street else {}, zip=zip or None, **fields
    )


VENUES = (
    registered("1", "Arabian nuorisotalo", "Keksittykuja 1 A", "00990"),
    registered("2", "Arabian peruskoulu", "Keksittykuja 3", "00990"),
    registered("3", "Hertsin nuorisotila", "Olematontie 12b", "00991"),
    registered("4", "Ruoholahden nuorisotalo", "Tyhjänkatu 3", department=None),
    registered("5", "Kirjasto 10", name={"fi": "Kirjasto 10", "sv": "Bibliotek 10"}),
    registered("6", "Toinen talo", "Keksittykuja 1", "00111"),
)
REGISTER = VenueRegister(
    source="https://x", municipality="helsinki", taken=date(2026, 11, 26), venues=VENUES
)


def ids(name: str, **more: str) -> list[tuple[str, Likeness]]:
    """Return ids of candidates, and why."""
    return [(one.venue.tprek, one.why) for one in find_candidates(VENUES, name, **more)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ARABIAN  nuorisotalo", [("1", Likeness.NAME)]),
        ("bibliotek 10", [("5", Likeness.NAME)]),
        ("Arabia", [("2", Likeness.PART), ("1", Likeness.PART)]),
        ("Hertsin nuorisotalo", [("3", Likeness.LIKE)]),
        ("Olematontie 12 B", [("3", Likeness.ADDRESS)]),
        ("keksittykuja 1, 00990 Helsinki", [("1", Likeness.ADDRESS)]),
        ("4", [("4", Likeness.ID)]),
        ("Kalliolan kerho", []),
        ("", []),
        (" \n", []),
        ("10", []),
    ],
)
def test_candidates_are_the_likeliest_first(
    name: str, expected: list[tuple[str, Likeness]]
) -> None:
    """A name, part of one, an address or an id: each finds what has it, and says why."""
    assert expected == ids(name)[: len(expected) or None]


def test_an_address_beside_the_name_helps_and_the_postal_code_decides() -> None:
    """Two houses at one address of two towns are told apart by the postal code."""
    by_street = ids("Uusi talo", address="Keksittykuja 1")

    assert {("1", Likeness.ADDRESS), ("6", Likeness.ADDRESS)} <= set(by_street)
    assert [("6", Likeness.ADDRESS)] == ids("Uusi", address="Keksittykuja 1", zip="00111")


def test_no_more_candidates_than_are_asked_for() -> None:
    """A word of many names does not fill the screen."""
    assert 1 == len(find_candidates(VENUES, "nuorisotalo", most=1))


def faults(*venues: Venue) -> list[VenueFault | None]:
    """Return what is wrong with each venue of a catalogue."""
    placed = [VenueInUnit(ServiceUnit.NUP, venue) for venue in venues]
    return [one.fault for one in check_venues(placed, REGISTER)]


def venue(tprek: str | None, fi: str, **fields: Any) -> Venue:
    """Return a venue of a catalogue."""
    return Venue.model_validate({"tprek": tprek, "name": {"fi": fi}, **fields})


def test_each_fault_of_a_venue_is_told() -> None:
    """No id, one that is not there, another venue's, and one without a department."""
    found = faults(
        venue("1", "Arabian nuorisotalo"),
        venue(None, "Arabian talo"),
        venue("999", "Hertsi"),
        venue("2", "Hertsin nuorisotila"),
        venue("4", "Ruoholahden nuorisotalo"),
        venue("1", "Arabian nuorisotalo"),
    )

    assert [
        None,
        VenueFault.NO_ID,
        VenueFault.UNKNOWN,
        VenueFault.OTHER_NAME,
        VenueFault.NO_DEPARTMENT,
    ] == found


@pytest.mark.parametrize(
    "named",
    [
        venue("3", "Hertsin nuorisotalo"),
        venue("3", "Hertsi"),
        venue("3", "Talo", aliases=["Hertsin nuorisotila"]),
        Venue(tprek="3"),
    ],
)
def test_a_name_that_may_be_the_same_is_no_fault(named: Venue) -> None:
    """Another ending, a part, an alias or no name at all is not another venue."""
    assert [None] == faults(named)


def test_a_venue_in_question_gets_candidates_and_never_itself() -> None:
    """Candidates are told by name and by address; the id that is in question is none of them."""
    (wrong,) = check_venues(
        [VenueInUnit(None, venue("2", "Hertsin nuorisotila", address="Olematontie 12"))], REGISTER
    )

    assert ["3"] == [one.venue.tprek for one in wrong.candidates]
