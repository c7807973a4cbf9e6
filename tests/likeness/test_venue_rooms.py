"""Whom a room is compared with, and in which order they are named."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from varaamo_sync.likeness import RoomNames, VenueRooms
from varaamo_sync.model import Lang


def named(fi: str = "", seats: int | None = None, **names: str) -> RoomNames:
    """Return what a room is called."""
    said: dict[Lang, str] = {"fi": fi, **names} if fi else dict(names)  # type: ignore[dict-item]
    return RoomNames(said, seats)


def twins(sought: Mapping[str, RoomNames], *there: RoomNames) -> dict[str, tuple[int, ...]]:
    """Return the numbers of the rooms that are likely each of some rooms."""
    house = VenueRooms(["Talo"], enumerate(there))
    return house.find_twins({key: [called] for key, called in sought.items()})


def test_the_likeliest_comes_first() -> None:
    """The same in other words goes before less, then as many seats, then the nearer name."""
    there = [named("Kokoustila Ruusu"), named("Neuvotteluhuone", 8), named("Kokoustila", 12)]

    assert {"a": (2, 1, 0)} == twins({"a": named("Kokoushuone", 12)}, *there)
    assert {"a": (1, 2, 0)} == twins({"a": named("Kokoushuone", 8)}, *there)


def test_a_person_has_said_which_it_is_not() -> None:
    """A room that is known to be another one is not named again."""
    house = VenueRooms(["Talo"], [("x", named("Kerhohuone (2. krs)")), ("y", named("Kerhotila"))])

    found = house.find_twins({"a": [named("Kerhohuone")]}, {"a": ["x"]})

    assert {"a": ("y",)} == found


@pytest.mark.parametrize("words", [("1", "2", "3"), ("Ruusu", "Kielo", "Lilja")])
def test_what_a_row_has_in_common_is_none_of_it(words: tuple[str, ...]) -> None:
    """Two rooms that say more are asked about one that says less, three and more are not."""
    row = {word: named(f"Ryhmätila {word}") for word in words}
    two = {word: row[word] for word in words[:2]}

    assert dict.fromkeys(words[:2], (0,)) == twins(two, named("Ryhmätila"))
    assert dict.fromkeys(words, ()) == twins(row, named("Ryhmätila"))


def test_a_row_is_those_that_have_no_twin_of_their_own() -> None:
    """The one room of a row that is left over is asked about the one that is left over there."""
    row = {str(number): named(f"Ryhmätila {number}") for number in (1, 2, 3)}
    there = [named("Ryhmätila 01"), named("Ryhmätila 02"), named("Ryhmätila")]

    assert {"1": (0, 2), "2": (1, 2), "3": (2,)} == twins(row, *there)


def test_other_languages_speak_for_a_finnish_name_that_says_nothing() -> None:
    """The same Swedish or English name is evidence, unless Finnish tells the rooms apart."""
    ours = named("Neukku", sv="Mötesrum 2", en="Meeting room 2")

    assert {"a": (0,)} == twins({"a": ours}, named("Kokoontumistila", en="Meeting room 2"))
    assert {"a": ()} == twins({"a": ours}, named("Kokoontumistila", en="Meeting room 3"))
    apart = named("Ruusu", en="Meeting room"), named("Orvokki", en="Meeting room")
    assert {"a": ()} == twins({"a": apart[0]}, apart[1])


def test_rooms_that_share_no_language_are_compared_across() -> None:
    """A room with nothing but an English name there is found by its Finnish one here."""
    assert {"a": (0,)} == twins({"a": named("Kokoushuone 2")}, named(en="Meeting room 2"))
    assert {"a": ()} == twins({"a": named("Kokoushuone 2")}, named())


def test_parts_are_compared_although_others_of_their_words_were() -> None:
    """That one room of a name is no part does not keep the parts from being compared."""
    sought = {"hall": named("Pääsali"), "part": named("Pääsalin A-lohko")}

    assert {"hall": (), "part": (0,)} == twins(sought, named("A-lohko"))
