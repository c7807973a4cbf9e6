"""A room whose key was changed is the room that it was, in the goal and in the pace."""

from dataclasses import replace
from datetime import date, timedelta

from tests.make import NOW, catalogue, remote, room, snapshot, space
from varaamo_sync.goal import GoalStatus, HistoryEntry, entry_to_record, evaluate, progress
from varaamo_sync.model import GoalTerms, ServiceUnit
from varaamo_sync.snapshot import Snapshot

TERMS = GoalTerms(deadline=date(2027, 12, 31))
TODAY = NOW.date()


def shown(key: str, pk: int = 5, *, weeks_ago: int = 0) -> Snapshot:
    """Return what Varaamo shows of one room that can be booked, under a key."""
    taken = NOW - timedelta(weeks=weeks_ago)
    return snapshot([remote(pk)], [space(pk, f"demo:{key}")], taken=taken)


def counted(*keys: str, pk: int = 5, weeks_ago: int = 4) -> HistoryEntry:
    """Return the entry of a survey in which the first of some rooms was there."""
    ours = catalogue(*(room(key, name={"fi": f"Sali {key}"}) for key in keys))
    return entry_to_record(progress(ours, shown(keys[0], pk, weeks_ago=weeks_ago)))


def status(key: str, *history: HistoryEntry, pk: int = 5) -> GoalStatus:
    """Return the goal of a catalogue with one room, which Varaamo shows."""
    made = progress(catalogue(room(key, name={"fi": f"Sali {key}"})), shown(key, pk))
    return evaluate(TERMS, made, history, TODAY)


def test_a_renamed_room_has_not_left_the_goal() -> None:
    """Known by its number, a room under a new key is neither gone nor gained."""
    goal = status("nup-b", counted("nup-a"))

    assert () == goal.units[ServiceUnit.NUP].left
    assert ((), ()) == (goal.forecast.gained, goal.forecast.lost)


def test_a_renamed_room_keeps_its_past_through_entries_of_older_versions() -> None:
    """What one entry knows of a key's number serves for all entries that have the key."""
    later = counted("nup-a", weeks_ago=2)
    older = counted("nup-a", weeks_ago=6)
    row = older.surveyed[ServiceUnit.NUP]
    numberless = replace(older, surveyed={ServiceUnit.NUP: replace(row, pks={})})

    assert () == status("nup-b", numberless, later).units[ServiceUnit.NUP].left
    assert ("nup-a",) == status("nup-b", numberless).units[ServiceUnit.NUP].left


def test_another_room_does_not_take_the_place_of_one_that_left() -> None:
    """A goal is not met by forgetting rooms: another number is another room."""
    left = status("nup-b", counted("nup-a"), pk=6).units[ServiceUnit.NUP].left
    both = status("nup-b", counted("nup-a", "nup-b")).units[ServiceUnit.NUP].left

    assert ("nup-a",) == left
    assert ("nup-a",) == both
