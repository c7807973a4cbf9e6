"""A partial reading is not a full one: in counts, goal, forecast and history."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.make import NOW, TODAY, catalogue, remote, room, snapshot, space
from varaamo_sync.errors import CatalogueIncomplete
from varaamo_sync.goal import (
    Ground,
    HistoryEntry,
    NextAction,
    Outlook,
    Progress,
    Prospect,
    Reason,
    Stage,
    entry_as_dict,
    entry_to_record,
    entry_to_show,
    evaluate,
    progress,
    recall_progress,
    survey_as_dict,
)
from varaamo_sync.model import Catalogue, Coverage, GoalTerms, ServiceUnit, UnreadRoom

NUP, KIR = ServiceUnit.NUP, ServiceUnit.KIR
BOOKABLE = snapshot([remote(5)], [space(5, "demo:nup-sali")])
TERMS = GoalTerms(deadline=date(2027, 12, 31))


def partial(*rooms: Any, **coverage: Any) -> Catalogue:
    """Return a catalogue of which not all could be read."""
    given: dict[str, Any] = {
        "files": {"nup.yaml": NUP},
        "broken": frozenset({"nup.yaml"}),
        "whole": False,
    }
    return catalogue(*rooms).resting_on(Coverage(**(given | coverage)))


def before(weeks: int = 4, *keys: str) -> HistoryEntry:
    """Return what was counted some weeks ago: the standard room and others."""
    rooms = [room(), *(room(key, name={"fi": key}) for key in keys)]
    shown = snapshot([remote(5)], [space(5, "demo:nup-sali")], taken=NOW - timedelta(weeks=weeks))
    return entry_to_record(progress(catalogue(*rooms), shown))


def test_rooms_that_could_not_be_read_are_unknown() -> None:
    """They count in their service unit, are named with the reason, and are the catalogue's turn."""
    ours = partial(room(), unread={"nup-b": UnreadRoom(NUP), "kir-a": UnreadRoom(KIR)})
    made = progress(ours, BOOKABLE)
    unread = made.rooms[-1]

    assert (1, 1, 2) == (made.counts(NUP).ready, made.counts(NUP).unknown, made.counts(NUP).total)
    assert 1 == made.counts(KIR).unknown
    assert (Stage.UNKNOWN, Reason.UNREAD, "kir-a") == (
        unread.stage,
        unread.reason,
        unread.room.label(),
    )
    assert [NextAction.MEND] * 2 == [m.next_action for m in evaluate(TERMS, made).missing]


def test_a_room_that_was_read_after_all_is_counted_once() -> None:
    """A key that stands in a broken file and in a whole one is that of the room that was read."""
    made = progress(partial(room(), unread={"nup-sali": UnreadRoom(NUP)}), BOOKABLE)

    assert (1, 1) == (made.counts().ready, made.counts().total)


def test_a_partial_count_is_not_recorded() -> None:
    """Neither as an entry, nor as values to keep, nor as the last survey; it can be shown."""
    made = progress(partial(room(), unread={"nup-b": UnreadRoom(NUP)}), BOOKABLE)

    with pytest.raises(CatalogueIncomplete, match=r"nup\.yaml.*nothing was recorded") as refused:
        entry_to_record(made)
    with pytest.raises(ValueError, match=r"^counts that rooms are missing from are not kept$"):
        entry_as_dict(entry_to_show(made))
    with pytest.raises(ValueError, match=r"^not all of the catalogue was read$"):
        survey_as_dict(made)
    assert (("nup.yaml",), ("nup-b",)) == (refused.value.files, refused.value.rooms)
    assert 1 == entry_to_show(made).surveyed[NUP].counts.unknown


def test_a_lost_file_is_named_where_it_keeps_counts_from_being_recorded() -> None:
    """Who is refused learns which file is gone."""
    lost = partial(broken=frozenset(), lost={NUP: ("nup.yaml",), KIR: ()})

    with pytest.raises(CatalogueIncomplete) as refused:
        entry_to_record(progress(lost, BOOKABLE))
    assert ("nup.yaml",) == refused.value.files


def test_a_fault_of_the_head_keeps_counts_from_being_recorded() -> None:
    """Where ``catalogue.yaml`` could not be read whole, notes and goal of the entry may lack."""
    made = progress(partial(room(), broken=frozenset()), BOOKABLE)

    with pytest.raises(CatalogueIncomplete, match="could be read, so nothing"):
        entry_to_record(made)
    assert Outlook.MET is evaluate(TERMS, made).units[NUP].outlook


def test_a_unit_that_is_not_whole_neither_meets_nor_misses_the_goal() -> None:
    """All of its known rooms bookable, none known at all, or only unread ones: nobody can tell."""
    emptied = evaluate(TERMS, progress(partial(), snapshot()))
    met = evaluate(TERMS, progress(partial(room()), BOOKABLE))
    unread = evaluate(TERMS, progress(partial(unread={"a": UnreadRoom(NUP)}), snapshot()))
    short = evaluate(TERMS, progress(partial(room()), snapshot()))

    assert [Outlook.UNKNOWN] * 3 == [f.units[NUP].outlook for f in (emptied, met, unread)]
    assert Outlook.NOT_MET is short.units[NUP].outlook
    assert ([False] * 4, True) == (
        [f.units[NUP].complete for f in (emptied, met, unread, short)],
        met.units[KIR].complete,
    )


def test_no_room_leaves_the_goal_while_its_unit_cannot_be_read() -> None:
    """What the history knows, and no file of the unit tells, may stand in what was not read."""
    history = [before(4, "nup-b")]
    dark = evaluate(TERMS, progress(partial(room()), BOOKABLE), history)
    whole = evaluate(TERMS, progress(catalogue(room()), BOOKABLE), history)

    assert ((), ("nup-b",)) == (dark.units[NUP].left, whole.units[NUP].left)


def test_rooms_outside_the_goal_stay_outside_while_they_are_unread() -> None:
    """A room that the last count knew outside the goal is not missed for being unread."""
    made = progress(partial(unread={"nup-b": UnreadRoom(NUP, goal=False)}), snapshot())

    assert ((), ()) == (evaluate(TERMS, made).units[NUP].rooms, evaluate(TERMS, made).missing)


def test_an_emptied_unit_makes_no_forecast() -> None:
    """The forecast stays open while a unit cannot be read, whatever the pace was."""
    found = evaluate(TERMS, progress(partial(), snapshot()), [before()], units=[NUP]).forecast

    assert (Prospect.OPEN, Ground.NOT_READ) == (found.prospect, found.ground)


def test_rooms_without_a_unit_are_in_no_count() -> None:
    """Of a key alone nobody knows whose room it is: it counts nowhere, and no unit is whole."""
    found = evaluate(TERMS, progress(partial(unread={"a": UnreadRoom()}), snapshot()))

    assert [False] * 4 == [status.complete for status in found.units.values()]
    assert () == found.missing


def test_offline_a_partial_catalogue_is_partial_too() -> None:
    """The last survey knows rooms that the catalogue does not give any more: they are unknown."""
    survey = survey_as_dict(progress(catalogue(room()), BOOKABLE))
    made = recall_progress(partial(unread={"nup-sali": UnreadRoom(NUP)}), survey)

    assert (False, 1, Reason.UNREAD) == (
        made.complete,
        made.counts(NUP).unknown,
        made.rooms[0].reason,
    )


def test_what_was_not_read_at_all_is_neither_counted_nor_shown() -> None:
    """Without a reading of the booking system there is no entry of any kind."""
    with pytest.raises(ValueError, match=r"^what was not read cannot be counted$"):
        entry_to_show(progress(catalogue(room()), None))


def test_an_entry_knows_the_files_of_its_rooms() -> None:
    """Each service unit's row names the files that it was read from, for the next reading."""
    files = {"nup.yaml": NUP, "b/nup.yaml": NUP, "kir.yaml": KIR}
    entry = entry_to_record(progress(catalogue(room()).resting_on(Coverage(files=files)), BOOKABLE))

    assert ("nup.yaml", "b/nup.yaml") == entry.surveyed[NUP].files
    assert ("kir.yaml", ()) == (*entry.surveyed[KIR].files, entry.surveyed[ServiceUnit.KULP].files)


def test_the_progress_of_a_whole_catalogue_is_complete() -> None:
    """What was read whole can be recorded, today as before."""
    made: Progress = progress(catalogue(room()), BOOKABLE)

    assert (True, TODAY) == (made.complete, entry_to_record(made).date)
