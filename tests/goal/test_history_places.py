"""Entries that are kept in several places, that were dropped, and of several booking systems."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.make import NOW, catalogue, remote, room, snapshot, space
from varaamo_sync.goal import (
    Dropped,
    Ground,
    HistoryEntry,
    ReportedUnit,
    Source,
    entries_that_count,
    entry_as_dict,
    entry_from_dict,
    entry_on,
    entry_to_record,
    evaluate,
    evaluate_entry,
    merge_entries,
    progress,
)
from varaamo_sync.model import HELSINKI, GoalTerms, ServiceUnit

NUP = ServiceUnit.NUP
HERE, THERE = "https://varaamo.example.invalid", "https://testi.example.invalid"
DROPPED = Dropped("Tiedosto puuttui", date(2026, 11, 23))
REPORTED = HistoryEntry(
    date=date(2019, 6, 5), source=Source.REPORTED, reported={NUP: ReportedUnit(ready="1")}
)


def surveyed(days_ago: int = 0, origin: str = HERE, *keys: str) -> HistoryEntry:
    """Return what was counted some days ago; the standard room could be booked."""
    rooms = [room(), *(room(key, name={"fi": key}) for key in keys)]
    taken = NOW - timedelta(days=days_ago)
    shot = snapshot([remote(5)], [space(5, "demo:nup-sali")], taken=taken, origin=origin)
    return entry_to_record(progress(catalogue(*rooms), shot))


def test_an_entry_is_the_same_wherever_it_is_kept() -> None:
    """Its id follows from booking system and moment, whatever offset and notes it was kept with."""
    entry = surveyed()
    assert entry.taken is not None
    elsewhere = replace(entry, taken=entry.taken.astimezone(HELSINKI), surveyed={}, dropped=DROPPED)
    others = [surveyed(1), surveyed(0, THERE), replace(entry, taken=NOW + timedelta(seconds=1))]

    assert entry.id == elsewhere.id == entry_from_dict(entry_as_dict(entry)).id
    assert 4 == len({entry.id, *(other.id for other in others)})
    assert (10, True) == (len(entry.id), entry.id.isalnum())


def test_a_report_is_told_by_what_it_says() -> None:
    """Dropping it changes not which report it is; another figure makes it another one."""
    other = replace(REPORTED, reported={NUP: ReportedUnit(ready="2")})

    assert REPORTED.id == replace(REPORTED, dropped=DROPPED).id
    assert REPORTED.id != other.id


def test_entries_of_several_places_are_there_once() -> None:
    """In the order of time; of two that are the same the first place's stays."""
    old, new = surveyed(9), surveyed(1)
    noted = replace(new, surveyed={})

    assert (REPORTED, old, new) == merge_entries([new, REPORTED], [old, noted])


def test_what_was_dropped_in_one_place_is_dropped() -> None:
    """It does not count again because another place has not heard of it, whichever comes first."""
    entry = surveyed()
    dropped = replace(entry, dropped=DROPPED)

    assert [(dropped,)] * 2 == [
        merge_entries([entry], [dropped]),
        merge_entries([dropped], [entry]),
    ]


def test_only_entries_of_the_booking_system_count() -> None:
    """Sandbox and production never mix; reports count for both, what was dropped for none."""
    mine, other = surveyed(), surveyed(1, THERE)
    old = replace(mine, origin=None)
    everything = [REPORTED, mine, other, old, replace(mine, dropped=DROPPED)]

    assert (REPORTED, mine, old) == entries_that_count(everything, HERE)
    assert (REPORTED, other, old) == entries_that_count(everything, THERE)
    assert (REPORTED, mine, other, old) == entries_that_count(everything, None)


def judged(history: list[HistoryEntry], **fields: Any) -> Any:
    """Judge the standard room, which can be booked in ``HERE``."""
    shot = snapshot([remote(5)], [space(5, "demo:nup-sali")], origin=HERE)
    terms = GoalTerms(deadline=date(2027, 12, 31))
    return evaluate(terms, progress(catalogue(room()), shot), history, **fields)


def test_another_booking_system_makes_neither_pace_nor_losses() -> None:
    """A forecast, and the rooms that left the goal, follow from surveys of one system alone."""
    theirs = judged([surveyed(30, THERE, "nup-b")])
    ours = judged([surveyed(30, HERE, "nup-b")])

    assert (1, None, ()) == (
        theirs.forecast.surveys,
        theirs.forecast.pace,
        theirs.units[NUP].left,
    )
    assert (2, 0, ("nup-b",)) == (
        ours.forecast.surveys,
        ours.forecast.pace,
        ours.units[NUP].left,
    )


def test_what_was_dropped_makes_neither_pace_nor_losses() -> None:
    """An entry that rooms were missing from stops skewing the forecast once it is dropped."""
    found = judged([replace(surveyed(30, HERE, "nup-b"), dropped=DROPPED)])

    assert (1, None, ()) == (found.forecast.surveys, found.forecast.pace, found.units[NUP].left)


def test_a_day_of_the_past_is_judged_by_its_own_booking_system() -> None:
    """A recorded survey is held against what came before it there."""
    terms = GoalTerms(deadline=date(2027, 12, 31))
    entry = surveyed(0, HERE)
    found = evaluate_entry(terms, entry, [surveyed(30, THERE)], units=[NUP])

    assert (1, Ground.MET) == (found.forecast.surveys, found.forecast.ground)


def test_what_was_dropped_is_the_entry_of_no_day() -> None:
    """``--as-of`` passes over it to the one before."""
    entries = entries_that_count([surveyed(9), replace(surveyed(1), dropped=DROPPED)], HERE)

    assert surveyed(9) == entry_on(entries, NOW.date())


@given(st.permutations([surveyed(9), surveyed(1), surveyed(1, THERE), REPORTED]))
def test_the_order_of_places_changes_no_history(entries: list[HistoryEntry]) -> None:
    """However entries are strewn over places, the merged history is one and the same."""
    expected = merge_entries([surveyed(9), surveyed(1), surveyed(1, THERE), REPORTED])

    assert {e.id for e in expected} == {e.id for e in merge_entries(entries[:2], entries[1:])}
    assert [e.date for e in expected] == [e.date for e in merge_entries(entries[2:], entries[:2])]


def test_a_dropped_entry_survives_being_written_and_read() -> None:
    """The reason comes back from JSON, and so does the booking system."""
    entry = replace(surveyed(), dropped=DROPPED)

    assert entry == entry_from_dict(entry_as_dict(entry))
    assert {"reason": "Tiedosto puuttui", "date": "2026-11-23"} == entry_as_dict(entry)["dropped"]
