"""Old rooms are no progress: what a room was when it was found counts, unless a person says."""

from datetime import date, datetime

import pytest

from tests.make import NOW, catalogue, remote, room, snapshot, space
from varaamo_sync.goal import (
    Progress,
    Stage,
    entry_to_record,
    evaluate,
    progress,
    recall_progress,
    survey_as_dict,
)
from varaamo_sync.model import HELSINKI, Catalogue, Earlier, GoalTerms, ServiceUnit
from varaamo_sync.snapshot import PublishingState, Snapshot

NUP = ServiceUnit.NUP
CODED = snapshot([remote(5)], [space(5, "demo:nup-sali")])
NAMED = snapshot([remote(5)], [space(5)])


def stage(shot: Snapshot, found: Earlier | None = None, **fields: object) -> Stage:
    """Return the stage of the one room."""
    known = {"uuid-5": found} if found else {}
    return progress(catalogue(room(**fields)), shot, found=known).rooms[0].stage


def test_what_the_memory_noted_counts_where_nobody_says() -> None:
    """A room that was found bookable is earlier; one that was found as a draft has become ready."""
    assert Stage.EARLIER is stage(CODED, Earlier.BOOKABLE)
    assert Stage.READY is stage(CODED, Earlier.NONE)
    assert Stage.READY is stage(CODED)


@pytest.mark.parametrize("found", Earlier)
def test_what_a_person_states_wins_over_what_was_noted(found: Earlier) -> None:
    """Whatever was found, the catalogue's word is the count's."""
    assert Stage.READY is stage(CODED, found, earlier="none")
    assert Stage.EARLIER is stage(CODED, found, earlier="bookable")


def test_a_room_that_is_only_recognised_by_name_was_there_before() -> None:
    """Nothing was done to it yet: an entry in a file makes no ready room."""
    assert Stage.EARLIER is stage(NAMED)
    assert Stage.READY is stage(NAMED, Earlier.NONE), "noted as a draft, and opened since"
    assert Stage.READY is stage(NAMED, earlier="none")


def test_another_room_under_the_key_is_judged_anew() -> None:
    """What was noted is of one identity: a room that was made in its place is not old."""
    made_anew = snapshot([remote(5, ext_uuid="other")], [space(5, "demo:nup-sali")])

    assert Stage.READY is stage(made_anew, Earlier.BOOKABLE)


def test_what_was_bookable_and_is_no_more_says_so() -> None:
    """It counts in its stage, and is marked as lost."""
    hidden = remote(5, publishing=PublishingState.HIDDEN)
    made = progress(
        catalogue(room()),
        snapshot([hidden], [space(5, "demo:nup-sali")]),
        found={"uuid-5": Earlier.BOOKABLE},
    )

    assert (Stage.IN_PROGRESS, True) == (made.rooms[0].stage, made.rooms[0].lost)


def test_a_kept_survey_knows_it_without_the_memory() -> None:
    """Offline and in the history the room is earlier, too; a person's word still wins."""
    ours = catalogue(room())
    made = progress(ours, CODED, found={"uuid-5": Earlier.BOOKABLE})
    kept = survey_as_dict(made)

    assert made.counts() == recall_progress(ours, kept).counts()
    assert (("nup-sali",), ()) == earlier_and_ready(made)
    said = recall_progress(catalogue(room(earlier="none")), kept)
    assert ((), ("nup-sali",)) == earlier_and_ready(said)


def earlier_and_ready(made: Progress) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the keys of earlier and of ready rooms, as history records them."""
    stages = entry_to_record(made).surveyed[NUP].stages
    return stages.get(Stage.EARLIER, ()), stages.get(Stage.READY, ())


def gained(before: Catalogue, **fields: object) -> tuple[str, ...]:
    """Return what the forecast takes for gained when an old room comes into the catalogue."""
    later = datetime(2026, 12, 22, 12, tzinfo=HELSINKI)
    then = entry_to_record(progress(before, snapshot(taken=NOW)))
    made = progress(catalogue(room(**fields)), snapshot([remote(5)], [space(5)], taken=later))
    goal = GoalTerms(deadline=date(2027, 12, 31))
    found = evaluate(goal, made, [then], later.date(), units=[NUP])
    return found.forecast.gained


def test_an_old_room_that_comes_into_the_catalogue_is_no_pace() -> None:
    """Writing down what is there opens nothing; what was listed and missing has been gained."""
    assert () == gained(catalogue())
    assert ("nup-sali",) == gained(catalogue(), earlier="none")
    assert ("nup-sali",) == gained(catalogue(room()))
