import pytest

from tests.make import catalogue, remote, room, snapshot, space
from varaamo_sync.plan.pairing import RoomMatch, owners, pair
from varaamo_sync.snapshot import RemoteRoom
from varaamo_sync.state.records import Pairing


def match(
    *, rooms: object = (), spaces: object = (), **fields: object
) -> tuple[RoomMatch, int | None]:
    """Pair one room against remote rooms and spaces; return how, and with which."""
    item = pair(catalogue(room(**fields)), snapshot(rooms, spaces))["nup-sali"]  # type: ignore[arg-type]
    return item.match, item.remote.pk if item.remote else None


def test_a_room_is_known_by_the_code_of_its_own_space() -> None:
    """The code of a space proves which room it is, whatever its name has become."""
    found = match(rooms=[remote(5, name="Muu")], spaces=[space(5, "demo:nup-sali")])

    assert found == (RoomMatch.CODE, 5)


def test_without_a_code_exactly_one_name_in_the_venue_is_adopted() -> None:
    """A room without code is recognised by venue and Finnish name, in any case."""
    assert match(rooms=[remote(5, name="SALI ")], spaces=[space(5)]) == (RoomMatch.NAME, 5)
    assert match(rooms=[remote(5, venue=2)], spaces=[space(5)]) == (RoomMatch.NONE, None)


def test_nothing_is_chosen_among_several() -> None:
    """Two rooms of one name, or of one code, are never guessed between."""
    names = match(rooms=[remote(5), remote(6)], spaces=[space(5), space(6)])
    codes = match(
        rooms=[remote(5), remote(6)], spaces=[space(5, "demo:nup-sali"), space(6, "demo:nup-sali")]
    )

    assert (names, codes) == ((RoomMatch.SEVERAL, None), (RoomMatch.SEVERAL, None))


def test_two_rooms_of_the_catalogue_never_share_one() -> None:
    """Two catalogue rooms with one name in one venue are not both paired with the same room."""
    pairs = pair(catalogue(room("a"), room("b")), snapshot([remote(5)], [space(5)]))

    assert {RoomMatch.SEVERAL} == {item.match for item in pairs.values()}


def test_a_space_with_our_code_and_no_room_is_half_made() -> None:
    """A marked space without a room was archived or left half made: never simply created anew."""
    assert match(spaces=[space(5, "demo:nup-sali")]) == (RoomMatch.HALF, None)


def test_another_catalogues_code_is_not_ours() -> None:
    """The code of another catalogue marks nothing for this one."""
    assert match(spaces=[space(5, "other:nup-sali")]) == (RoomMatch.NONE, None)


def test_an_unknown_venue_pairs_nothing() -> None:
    """A room whose venue the booking system does not have cannot be there."""
    item = pair(catalogue(room(venue={"tprek": "demo-999"})), snapshot([remote(5)]))["nup-sali"]

    assert RoomMatch.NO_VENUE is item.match


def test_a_space_in_use_by_others_is_not_marked() -> None:
    """The code is written only into an empty space that no other room uses."""
    shared = [remote(5), remote(6, name="Toinen", spaces=(5,))]
    item = pair(catalogue(room()), snapshot(shared, [space(5)]))["nup-sali"]

    assert (item.match, item.space) == (RoomMatch.NAME, None)


def test_a_pairing_counts_while_number_and_identity_agree() -> None:
    """What was proven once holds without code and name, until another room has the number."""
    known = {"nup-sali": Pairing(5, "uuid-5", 5)}
    renamed = snapshot([remote(5, name="Muu")], [space(5)])
    made_anew = snapshot([remote(5, name="Muu", ext_uuid="other")], [space(5)])

    held, forgotten = (
        pair(catalogue(room()), shot, known)["nup-sali"] for shot in (renamed, made_anew)
    )
    assert (RoomMatch.STORE, 5, 5) == (
        held.match,
        held.remote and held.remote.pk,
        held.space and held.space.pk,
    )
    assert (RoomMatch.NONE, None) == (forgotten.match, forgotten.remote)


def test_a_paired_room_that_is_gone_has_vanished_while_its_space_stayed() -> None:
    """Archiving leaves the space behind; a booking system that was made anew has neither."""
    known = {"nup-sali": Pairing(5, "uuid-5", 5)}
    archived = pair(catalogue(room()), snapshot([], [space(5, "demo:nup-sali")]), known)
    unpaired = pair(catalogue(room()), snapshot(), {"nup-sali": Pairing(5, "uuid-5")})

    assert RoomMatch.VANISHED is archived["nup-sali"].match
    assert RoomMatch.NONE is unpaired["nup-sali"].match


def likely(*remotes: RemoteRoom, **fields: object) -> tuple[RoomMatch, list[int]]:
    """Pair one room that is new by its name; return how, and with which candidates."""
    spaces = [space(one.pk) for one in remotes]
    item = pair(catalogue(room(**fields)), snapshot(remotes, spaces))["nup-sali"]
    return item.match, [one.pk for one in item.candidates]


def test_a_room_under_almost_the_same_name_is_asked_about() -> None:
    """Neither adopted by guess nor taken for another one: the likeliest is named first."""
    there = [
        remote(5, name="Sali (1. krs)"),
        remote(6, name="Keittiö"),
        remote(7, name="Juhlasali"),
    ]

    assert (RoomMatch.LIKELY, [5, 7]) == likely(*there)
    assert (RoomMatch.NONE, []) == likely(there[1])
    assert (RoomMatch.NONE, []) == likely(remote(5, name="Sali (1. krs)", venue=2))


def test_only_rooms_of_nobody_are_likely_twins() -> None:
    """A room that another key has, or that is marked as another key's, is no question."""
    rooms = catalogue(room("a", name={"fi": "Sali"}), room("b", name={"fi": "Juhlasali"}))
    named = pair(rooms, snapshot([remote(5, name="Juhlasali")], [space(5)]))
    marked = pair(rooms, snapshot([remote(5, name="Iso sali")], [space(5, "demo:b")]))
    unread = pair(
        catalogue(room("a", name={"fi": "Sali"})),
        snapshot([remote(5, name="Iso sali")], [space(5, "demo:b")]),
        left_out=["b"],
    )

    assert (RoomMatch.NONE, RoomMatch.NAME) == (named["a"].match, named["b"].match)
    assert (RoomMatch.NONE, RoomMatch.CODE) == (marked["a"].match, marked["b"].match)
    assert RoomMatch.NONE is unread["a"].match


def test_a_person_says_which_room_it_is() -> None:
    """``same_as`` pairs like a name, in any case, also where the names have nothing in common."""
    there = [remote(5, name="Kuutio"), remote(6, name="Sali (1. krs)")]
    told = pair(catalogue(room(same_as="kuutio ")), snapshot(there, [space(5), space(6)]))[
        "nup-sali"
    ]

    assert (RoomMatch.NAME, 5, 5) == (told.match, told.remote and told.remote.pk, told.space and 5)


def test_a_person_says_which_room_it_is_not() -> None:
    """``differs_from`` ends the question, and the adoption of a room of the same name, too."""
    there = remote(5, name="Sali (1. krs)"), remote(6, name="Juhlasali")

    assert (RoomMatch.LIKELY, [6]) == likely(*there, differs_from=["SALI (1. krs)"])
    assert (RoomMatch.NONE, []) == likely(*there, differs_from=["Sali (1. krs)", "Juhlasali"])
    assert (RoomMatch.NONE, []) == likely(remote(5, name="Sali"), differs_from=["Sali"])


def test_an_answer_that_names_no_room_is_no_new_room() -> None:
    """A room that a person says is there is never made; what the name may mean is named."""
    assert (RoomMatch.NOT_THERE, [5]) == likely(remote(5, name="Kuutio 2"), same_as="Kuutio II")
    assert (RoomMatch.NOT_THERE, []) == likely(remote(5, name="Keittiö"), same_as="Kuutio")
    assert (RoomMatch.NOT_THERE, []) == likely(same_as="Kuutio")


def test_one_room_is_not_said_to_be_two() -> None:
    """Where one key says the name of another, neither is paired with it."""
    rooms = catalogue(room("a", same_as="Kuutio"), room("b", name={"fi": "Kuutio"}))
    pairs = pair(rooms, snapshot([remote(5, name="Kuutio")], [space(5)]))

    assert {RoomMatch.SEVERAL} == {item.match for item in pairs.values()}


def test_an_answer_has_no_effect_once_the_room_is_proven() -> None:
    """Code and memory go before what a person said; so does the name that a push has written."""
    rooms = catalogue(room(same_as="Kuutio"))
    there = [remote(5), remote(6, name="Kuutio")]
    coded = pair(rooms, snapshot(there, [space(5, "demo:nup-sali"), space(6)]))["nup-sali"]
    known = pair(
        rooms, snapshot(there, [space(5), space(6)]), {"nup-sali": Pairing(5, "uuid-5", 5)}
    )["nup-sali"]
    written = pair(rooms, snapshot(there[:1], [space(5)]))["nup-sali"]

    assert [(RoomMatch.CODE, 5), (RoomMatch.STORE, 5), (RoomMatch.NAME, 5)] == [
        (item.match, item.remote and item.remote.pk) for item in (coded, known, written)
    ]


def test_a_room_of_another_catalogue_is_never_recognised_by_name() -> None:
    """A room that carries the code of another catalogue is that one's, and gets no twin."""
    pairs = pair(catalogue(room()), snapshot([remote(5)], [space(5, "other:hall")]))
    item = pairs["nup-sali"]

    assert (RoomMatch.FOREIGN, None) == (item.match, item.remote)
    assert [5] == [candidate.pk for candidate in item.candidates]


def test_of_two_rooms_of_a_name_the_free_one_is_ours() -> None:
    """A room of another catalogue is no candidate beside one that is nobody's."""
    assert (RoomMatch.NAME, 6) == match(
        rooms=[remote(5), remote(6)], spaces=[space(5, "other:hall"), space(6)]
    )


def test_a_code_on_the_server_overrules_the_memory() -> None:
    """A room that was paired once and carries another catalogue's code now is not ours any more."""
    known = {"nup-sali": Pairing(5, "uuid-5", 5)}
    taken = pair(catalogue(room()), snapshot([remote(5)], [space(5, "other:hall")]), known)
    both = [space(5, "other:hall"), space(6, "demo:nup-sali")]
    ours = (
        pair(catalogue(room()), snapshot([remote(5, spaces=spaces)], both), known)["nup-sali"]
        for spaces in ((5, 6), (5,))
    )

    assert RoomMatch.FOREIGN is taken["nup-sali"].match
    assert [RoomMatch.STORE, RoomMatch.STORE] == [item.match for item in ours], (
        "our own space is there"
    )


@pytest.mark.parametrize("code", ["51342-0", "OODI-RT1", "Huone: 12", "kerros 3:5", ":5", "A:"])
def test_codes_of_staffs_own_are_nobodys(code: str) -> None:
    """A room with a code that no catalogue writes is adopted by name as any other."""
    assert (RoomMatch.NAME, 5) == match(rooms=[remote(5)], spaces=[space(5, code)])
    assert not owners(snapshot([remote(5)], [space(5, code)]), "demo")


def test_a_room_of_another_catalogue_is_no_likely_twin() -> None:
    """It is not asked about, and a person who says its name does not get it either."""
    theirs = snapshot([remote(5, name="Sali (1. krs)")], [space(5, "other:hall")])
    asked, said, another = (
        pair(catalogue(room(**fields)), theirs)["nup-sali"].match  # type: ignore[arg-type]
        for fields in (
            {},
            {"same_as": "Sali (1. krs)"},
            {"name": {"fi": "Sali (1. krs)"}, "differs_from": ["Sali (1. krs)"]},
        )
    )

    assert [RoomMatch.NONE, RoomMatch.FOREIGN, RoomMatch.NONE] == [asked, said, another]
