"""Rooms that are likely there already: asked about, and nobody else's in the meantime."""

from tests.make import catalogue, remote, room, snapshot, space
from tests.plan.making import NOW, broken, only, plan, shape
from varaamo_sync.findings import Level
from varaamo_sync.plan import Action, make_plan
from varaamo_sync.plan.pairing import RoomMatch
from varaamo_sync.snapshot import RemoteVenue

THERE = remote(5, name="Sali (1. krs)")


def test_a_likely_twin_is_a_conflict_until_somebody_answers() -> None:
    """It is not made, it is counted, and an answer makes it an adoption or a new room."""
    asked = plan(room(), remotes=[THERE], spaces=[space(5)])
    same = plan(room(same_as="Sali (1. krs)"), remotes=[THERE], spaces=[space(5)])
    other = plan(room(differs_from=["Sali (1. krs)"]), remotes=[THERE], spaces=[space(5)])

    assert (Action.CONFLICT, [], []) == shape(only(asked))
    assert (1, True, ()) == (asked.conflicts, asked.empty, asked.unmanaged)
    assert 0 == asked.counts()[Action.CREATE]
    assert Action.ADOPT is only(same).action
    assert Action.CREATE is only(other).action
    assert [5] == [item.pk for item in other.unmanaged]


def test_our_way_with_conflicts_answers_nothing() -> None:
    """``--on-conflict ours`` speaks of fields, and never makes a second room."""
    made = plan(room(), remotes=[THERE], spaces=[space(5)], on_conflict="ours")

    assert (Action.CONFLICT, [], []) == shape(only(made))


def test_an_answer_that_names_no_room_is_a_conflict() -> None:
    """What a person says is there is not made anew because of a slip."""
    made = plan(room(same_as="Kuutio"), remotes=[THERE], spaces=[space(5)])

    assert (Action.CONFLICT, RoomMatch.NOT_THERE) == (only(made).action, only(made).pair.match)
    assert 1 == made.conflicts


def test_a_room_that_cannot_be_sent_keeps_its_likely_twin() -> None:
    """What a room that is not ready may be is no room that nobody knows."""
    findings = [broken("tprek-missing", Level.DRAFT)]
    made = plan(room(), remotes=[THERE], spaces=[space(5)], findings=findings)

    assert (Action.UNREADY, ()) == (only(made).action, made.unmanaged)


def test_a_room_that_may_be_another_key_s_has_not_departed() -> None:
    """It is not archived while the question is open; renamed, it is its room under a new key."""
    spaces = [space(5, "demo:nup-vanha")]
    asked = plan(room(), remotes=[THERE], spaces=spaces, archive=True)
    told = plan(
        room(same_as="Sali (1. krs)"),
        remotes=[THERE],
        spaces=spaces,
        archive=True,
    )

    assert ((), ()) == (asked.departed, asked.to_archive)
    assert (RoomMatch.RENAMED, "nup-vanha") == (only(told).pair.match, only(told).pair.old_key)
    assert () == told.to_archive


def test_many_rooms_are_each_compared_in_their_own_venue() -> None:
    """Each of very many rooms is asked about for its own twin, none for another venue's."""
    count, venues = 2_000, 40
    there = snapshot(
        [remote(n + 1, name=f"Ryhmähuone {n}", venue=n % venues + 1) for n in range(count)],
        [space(n + 1, venue=n % venues + 1) for n in range(count)],
        venues=tuple(RemoteVenue(n + 1, f"demo-{n:03}", {"fi": "Talo"}) for n in range(venues)),
    )
    rooms = [
        room(f"r{n}", name={"fi": f"Ryhmätila {n}"}, venue={"tprek": f"demo-{n % venues:03}"})
        for n in range(count)
    ]
    made = make_plan(catalogue(*rooms), there, now=NOW)

    assert {Action.CONFLICT} == {planned.action for planned in made.rooms}
    assert [[n + 1] for n in range(count)] == [
        [twin.pk for twin in planned.pair.candidates] for planned in made.rooms
    ]


def test_a_room_that_we_began_to_make_is_not_asked_about_again() -> None:
    """What an interrupted push has left to make was told apart before the push began."""
    made = plan(room(), remotes=[THERE], spaces=[space(5)], unfinished=["nup-sali"])

    assert Action.CREATE is only(made).action
