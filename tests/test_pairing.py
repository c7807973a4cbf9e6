from tests.make import catalogue, remote, room, snapshot, space
from varaamo_sync.pairing import Match, pair
from varaamo_sync.records import Pairing


def match(*, rooms: object = (), spaces: object = (), **fields: object) -> tuple[Match, int | None]:
    """Pair one room against remote rooms and spaces; return how, and with which."""
    item = pair(catalogue(room(**fields)), snapshot(rooms, spaces))["nup-sali"]  # type: ignore[arg-type]
    return item.match, item.remote.pk if item.remote else None


def test_a_room_is_known_by_the_code_of_its_own_space() -> None:
    """The code of a space proves which room it is, whatever its name has become."""
    found = match(rooms=[remote(5, name="Muu")], spaces=[space(5, "demo:nup-sali")])

    assert found == (Match.CODE, 5)


def test_without_a_code_exactly_one_name_in_the_venue_is_adopted() -> None:
    """A room without code is recognised by venue and Finnish name, in any case."""
    assert match(rooms=[remote(5, name="SALI ")], spaces=[space(5)]) == (Match.NAME, 5)
    assert match(rooms=[remote(5, venue=2)], spaces=[space(5)]) == (Match.NONE, None)


def test_nothing_is_chosen_among_several() -> None:
    """Two rooms of one name, or of one code, are never guessed between."""
    names = match(rooms=[remote(5), remote(6)], spaces=[space(5), space(6)])
    codes = match(
        rooms=[remote(5), remote(6)], spaces=[space(5, "demo:nup-sali"), space(6, "demo:nup-sali")]
    )

    assert (names, codes) == ((Match.SEVERAL, None), (Match.SEVERAL, None))


def test_two_rooms_of_the_catalogue_never_share_one() -> None:
    """Two catalogue rooms with one name in one venue are not both paired with the same room."""
    pairs = pair(catalogue(room("a"), room("b")), snapshot([remote(5)], [space(5)]))

    assert {Match.SEVERAL} == {item.match for item in pairs.values()}


def test_a_space_with_our_code_and_no_room_is_half_made() -> None:
    """A marked space without a room was archived or left half made: never simply created anew."""
    assert match(spaces=[space(5, "demo:nup-sali")]) == (Match.HALF, None)


def test_another_catalogues_code_is_not_ours() -> None:
    """The code of another catalogue marks nothing for this one."""
    assert match(spaces=[space(5, "other:nup-sali")]) == (Match.NONE, None)


def test_an_unknown_venue_pairs_nothing() -> None:
    """A room whose venue the booking system does not have cannot be there."""
    item = pair(catalogue(room(venue={"tprek": "demo-999"})), snapshot([remote(5)]))["nup-sali"]

    assert Match.NO_VENUE is item.match


def test_a_space_in_use_by_others_is_not_marked() -> None:
    """The code is written only into an empty space that no other room uses."""
    shared = [remote(5), remote(6, name="Toinen", spaces=(5,))]
    item = pair(catalogue(room()), snapshot(shared, [space(5)]))["nup-sali"]

    assert (item.match, item.space) == (Match.NAME, None)


def test_a_pairing_counts_while_number_and_identity_agree() -> None:
    """What was proven once holds without code and name, until another room has the number."""
    known = {"nup-sali": Pairing(5, "uuid-5", 5)}
    renamed = snapshot([remote(5, name="Muu")], [space(5)])
    made_anew = snapshot([remote(5, name="Muu", ext_uuid="other")], [space(5)])

    held, forgotten = (
        pair(catalogue(room()), shot, known)["nup-sali"] for shot in (renamed, made_anew)
    )
    assert (Match.STORE, 5, 5) == (
        held.match,
        held.remote and held.remote.pk,
        held.space and held.space.pk,
    )
    assert (Match.NONE, None) == (forgotten.match, forgotten.remote)


def test_a_paired_room_that_is_gone_has_vanished_while_its_space_stayed() -> None:
    """Archiving leaves the space behind; a booking system that was made anew has neither."""
    known = {"nup-sali": Pairing(5, "uuid-5", 5)}
    archived = pair(catalogue(room()), snapshot([], [space(5, "demo:nup-sali")]), known)
    unpaired = pair(catalogue(room()), snapshot(), {"nup-sali": Pairing(5, "uuid-5")})

    assert Match.VANISHED is archived["nup-sali"].match
    assert Match.NONE is unpaired["nup-sali"].match
