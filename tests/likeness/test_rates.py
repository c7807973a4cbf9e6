"""How often somebody is asked: about rooms that are one, and about rooms that are two."""

from __future__ import annotations

import pytest

from tests.likeness.pairs import Names, neighbours, pairs
from varaamo_sync.likeness import Likeness, RoomNames, VenueRooms
from varaamo_sync.likeness.comparison import compare_names
from varaamo_sync.likeness.reading import read_name, venue_words

SETS = ["tuned", "kept"]


def is_asked(names: Names) -> bool:
    """Tell whether somebody is asked about our room when the venue has theirs."""
    there = VenueRooms([names.venue], [("theirs", RoomNames({"fi": names.theirs}))])
    return bool(there.find_twins({"ours": [RoomNames({"fi": names.ours})]})["ours"])


@pytest.mark.parametrize("chosen", SETS)
def test_nine_of_ten_twins_are_asked_about(chosen: str) -> None:
    """Of pairs of names of one room at least 90 % are asked about, kept ones included."""
    twins = pairs("same", chosen)
    missed = [names for names in twins if not is_asked(names)]

    assert len(twins) >= 70
    assert len(missed) <= len(twins) * 0.1, missed


@pytest.mark.parametrize("chosen", SETS)
@pytest.mark.parametrize("of", ["pairs", "houses"])
def test_one_of_twenty_different_rooms_at_most_is_asked_about(of: str, chosen: str) -> None:
    """Of pairs of different rooms at most 5 % are asked about, of neighbours at most 1 %."""
    different = pairs("different", chosen) if of == "pairs" else neighbours(chosen)
    asked = [names for names in different if is_asked(names)]

    assert len(different) >= 70
    assert len(asked) <= len(different) * (0.05 if of == "pairs" else 0.01), asked


@pytest.mark.parametrize("chosen", SETS)
@pytest.mark.parametrize("verdict", ["same", "different"])
def test_likeness_has_no_direction(verdict: str, chosen: str) -> None:
    """Ours is as like theirs as theirs is like ours."""
    for venue, ours, theirs in pairs(verdict, chosen):
        house = venue_words([venue])
        one, other = read_name(ours, house), read_name(theirs, house)

        assert compare_names(one, other) is compare_names(other, one), (ours, theirs)


@pytest.mark.parametrize("chosen", SETS)
def test_a_name_says_what_it_says(chosen: str) -> None:
    """Every name says the same as itself, and in any case of its letters."""
    for venue, ours, theirs in pairs("different", chosen):
        house = venue_words([venue])
        for name in (ours, theirs):
            read = read_name(name, house)

            assert Likeness.SAME_SAID is compare_names(read, read), name
            assert Likeness.SAME_SAID is compare_names(read, read_name(name.upper(), house)), name
