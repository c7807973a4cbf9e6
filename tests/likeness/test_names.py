"""What tells rooms apart, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varaamo_sync.likeness.comparison import Likeness, compare_names
from varaamo_sync.likeness.reading import read_name, venue_words

HOUSE = "Arabian nuorisotalo"


def compare(ours: str, theirs: str, house: str = HOUSE) -> Likeness:
    """Compare two names of one house."""
    words = venue_words([house])
    return compare_names(read_name(ours, words), read_name(theirs, words))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Ryhmätila 1", "Ryhmätila 2"),
        ("Ryhmätila I", "Ryhmätila II"),
        ("Ryhmätila yksi", "Ryhmätila 2"),
        ("Ryhmätila (1)", "Ryhmätila 2"),
        ("Ryhmätila A", "Ryhmätila B"),
        ("Ryhmätila A", "Ryhmätila 2"),
        ("Ryhmätila 1 A", "Ryhmätila 1 B"),
        ("Ryhmätila 1", "Ryhmätila 1 + 2"),
        ("Kokoushuone 215", "Kokoushuone 216"),
        ("Kokoushuone 2. krs", "Kokoushuone, 3. kerros"),
        ("Yläkerran ryhmätila", "Ryhmätila (alakerta)"),
        ("Pieni sali", "Suuri sali"),
        ("Vasen ryhmätila", "Ryhmätila, oikea"),
        ("Sali 1/2", "Sali 1/3"),
        ("Naisten sauna", "Sauna (miehet)"),
        ("Kokoustila Ruusu", "Kokoustila Orvokki"),
        ("Ryhmätila 4 hlö", "Ryhmätila 8 hlö"),
    ],
)
def test_marks_and_names_tell_rooms_apart(ours: str, theirs: str) -> None:
    """Where both say a number, a letter, a floor, a size, a side or a name, it must be the same."""
    assert Likeness.APART is compare(ours, theirs)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Ryhmätila 1", "Ryhmätila 01"),
        ("Ryhmätila 1", "ryhmätila nro 1"),
        ("Ryhmätila 2", "2. ryhmätila"),
        ("Ryhmätila A", "Ryhmätila 1"),
        ("Ryhmätyötila 1", "Ryhmähuone 1"),
        ("Kokoustila Ruusu", "Neuvotteluhuone Ruusu"),
        ("Kokoustila Ruusu", "Ruusu-kokoustila"),
        ("Arabian nuorisotalon sali", "Sali"),
        ("Sali (100 hlö)", "Sali, 138 m²"),
        ("Kokostila", "Kokoustila"),
        ("Kokoustlia", "Kokoustila"),
        ("Meeting room 2", "Kokoushuone 2"),
        ("Grupprum B", "Ryhmätila B"),
        ("Kuvataide luokka", "Kuvataideluokka"),
        ("Ryhmätyötila – Arabia", "RYHMÄTYÖTILA"),
        ("Ryhmätyötila", "Ryhmatyotila"),
        ("Talkoiden tila", "Talkoiden huone"),
        ("Talkoiden tila 2", "Talkoiden huone II"),
    ],
)
def test_the_same_in_other_words_is_the_same(ours: str, theirs: str) -> None:
    """Case, dots, order, spaces, seats, the house, synonyms and slips make no other room."""
    assert Likeness.SAME_SAID is compare(ours, theirs)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("Kerhohuone", "Kerhohuone (2. krs)", Likeness.SAME_SAID),
        ("Auditorio", "Auditorio / 78", Likeness.SAME_SAID),
        ("Kokoustila", "Kokoustila Ruusu", Likeness.LESS_SAID),
        ("Sali", "Juhlasali", Likeness.LESS_SAID),
        ("Sali", "Iso sali", Likeness.LESS_SAID),
        ("Kokoushuone", "Kokoushuone 215", Likeness.NUMBERED),
        ("Kokoushuone", "Kokoushuone 3", Likeness.NUMBERED),
        ("Sali", "Pieni sali", Likeness.UNLIKE),
        ("Liikuntasali", "Liikuntasali A", Likeness.UNLIKE),
        ("Liikuntasali", "Puolikas liikuntasali", Likeness.UNLIKE),
        ("Sali", "Tanssisali", Likeness.UNLIKE),
        ("Sali", "Sali ja keittiö", Likeness.UNLIKE),
        ("Sali", "Keittiö", Likeness.UNLIKE),
        ("Sauna", "Naisten sauna", Likeness.UNLIKE),
        ("Studio 1", "Vanha studio", Likeness.UNLIKE),
        ("Jakomäen sydämen olohuone", "Jakomäen sydämen pelitila", Likeness.UNLIKE),
    ],
)
def test_what_one_name_leaves_out(ours: str, theirs: str, expected: Likeness) -> None:
    """A floor, seats and a name may be left out; what makes it a half or a small one may not."""
    assert (expected, expected) == (compare(ours, theirs), compare(theirs, ours))


def test_a_room_may_be_called_by_the_name_of_its_house() -> None:
    """Where nothing but the house's name is left, it is the room's own name."""
    assert Likeness.SAME_SAID is compare("Stoa", "Stoa (250 hlö)", "Stoa")
    assert Likeness.UNLIKE is compare("Stoa", "Stoan aula", "Stoa")


WORDS = """
sali huone tila keittiö ryhmätyötila kokoushuone studio äänitys Ruusu Arabian nuorisotalon
kokoustlia
ylä- pieni vasen puolikas naisten koko A B AB I II 1 2 01 12 215 1/2 (1) (2) (78) 3D (ruusu) /4 +3
2.krs kellari 8 hlö 40 m² ja & - ,
"""
PIECES = st.sampled_from(WORDS.split())


@given(st.lists(PIECES, max_size=7), st.lists(PIECES, max_size=7))
def test_any_words_in_any_order_are_a_name(ours: list[str], theirs: list[str]) -> None:
    """However words, numbers and brackets follow each other, likeness has no direction."""
    one, other = " ".join(ours), " ".join(theirs)

    assert compare(one, other) is compare(other, one)
    assert compare(one, one) in {Likeness.SAME_SAID, Likeness.UNLIKE}


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=30))
def test_any_text_is_a_name(ours: str, theirs: str, house: str) -> None:
    """No text that a person or a server can put into a name stops the comparing."""
    assert compare(ours, theirs, house) is compare(theirs, ours, house)
