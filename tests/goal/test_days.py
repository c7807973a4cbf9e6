"""Which day a goal is judged on, and which history counts for it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.make import NOW, TODAY, catalogue, price, remote, room, snapshot, space
from varaamo_sync.goal import (
    GoalStatus,
    Ground,
    HistoryEntry,
    NextAction,
    Outlook,
    Prospect,
    Source,
    entry_to_record,
    evaluate,
    progress,
)
from varaamo_sync.model import GoalTerms, ServiceUnit
from varaamo_sync.snapshot import ReservationState

NUP = ServiceUnit.NUP
OURS = room("a", name={"fi": "Sali 1"})
SHOWN = snapshot([remote(1, name="Sali 1")])


def entry(day: date, *keys: str) -> HistoryEntry:
    """Return an entry of a day on which some rooms belonged to the goal."""
    rooms = [room(key, name={"fi": f"Sali {key}"}) for key in keys]
    taken = datetime(day.year, day.month, day.day, 9, tzinfo=NOW.tzinfo)
    return entry_to_record(progress(catalogue(*rooms), snapshot(taken=taken)))


def judged(*history: HistoryEntry, **fields: Any) -> GoalStatus:
    """Judge one room that can be booked."""
    terms = GoalTerms(**fields.pop("goal", {}))
    return evaluate(terms, progress(catalogue(OURS), SHOWN), history, **fields)


def test_the_day_is_that_of_the_reading_in_helsinki() -> None:
    """Where no day is given, half past ten at night in UTC is the next day already."""
    late = datetime(2027, 1, 31, 22, 30, tzinfo=UTC)
    made = progress(catalogue(), snapshot(taken=late))

    assert date(2027, 2, 1) == evaluate(GoalTerms(), made).today
    assert TODAY == evaluate(GoalTerms(), made, (), TODAY).today


def test_without_a_day_nothing_is_needed_and_all_history_counts() -> None:
    """What was neither read nor dated has no pace and no days left, but forgets no room."""
    found = evaluate(
        GoalTerms(deadline=date(2027, 12, 31)),
        progress(catalogue(OURS), None),
        [entry(date(2027, 1, 1), "a", "b")],
    )

    assert (None, None, None) == (found.today, found.needed, found.days_left)
    assert ("b",) == found.units[NUP].left
    assert Ground.NOT_READ is found.forecast.ground


def test_only_the_history_of_this_goal_up_to_the_day_names_rooms_that_left() -> None:
    """From the first day of the goal to today, both included; what came later is not known yet."""
    start = TODAY - timedelta(days=30)
    before, first = entry(start - timedelta(days=1), "w"), entry(start, "x")
    now, after = entry(TODAY, "y"), entry(TODAY + timedelta(days=1), "z")
    history = (before, first, now, after)

    assert ("x", "y") == judged(*history, goal={"start": start}).units[NUP].left
    assert ("w", "x", "y") == judged(*history).units[NUP].left


def test_of_no_service_unit_nothing_can_be_said() -> None:
    """A goal that nobody was asked about is neither met nor missed."""
    assert Outlook.UNKNOWN is judged(units=[]).outlook


def test_the_last_day_of_the_goal_is_not_over() -> None:
    """On the deadline itself the pace still counts; the day after, the goal is judged."""
    short = progress(catalogue(OURS, room("b", name={"fi": "Sali 2"})), SHOWN)
    history = [entry(TODAY - timedelta(weeks=1), "a")]
    last, after = (
        evaluate(GoalTerms(deadline=TODAY - timedelta(days=past)), short, history, units=[NUP])
        for past in (0, 1)
    )

    assert (Ground.PACE, 7, 1) == (last.forecast.ground, last.needed, last.days_left)
    assert (Ground.DEADLINE_PASSED, None, -1) == (
        after.forecast.ground,
        after.needed,
        after.days_left,
    )


def test_a_goal_whose_end_nobody_saw_is_not_judged() -> None:
    """After the deadline, with no survey before it and none now, nothing can be said."""
    goal = GoalTerms(deadline=TODAY - timedelta(days=1))
    found = evaluate(goal, progress(catalogue(OURS), None), (), TODAY, units=[NUP]).forecast

    assert (Prospect.OPEN, Ground.NOT_READ, None) == (found.prospect, found.ground, found.judged)


def test_a_week_makes_a_pace_and_the_first_day_of_the_goal_counts() -> None:
    """Surveys exactly a week apart give a pace, also where the goal began with the first."""
    week = TODAY - timedelta(weeks=1)
    found = judged(entry(week, "a"), goal={"start": week, "deadline": date(2027, 12, 31)})
    near = judged(entry(week + timedelta(days=1), "a"))

    assert (1, week, TODAY) == (found.forecast.pace, found.forecast.since, found.forecast.until)
    assert (None, None) == (near.forecast.pace, near.forecast.since)


def test_what_was_told_today_is_counted_with_the_history() -> None:
    """Entries up to today are those of today too; later ones are not known yet."""
    told = [
        HistoryEntry(date=TODAY + timedelta(days=days), source=Source.REPORTED) for days in (0, 1)
    ]

    assert 1 == judged(*told).forecast.reported


def test_what_could_not_be_read_leaves_the_forecast_open() -> None:
    """Rooms that the reader had to leave out may need any pace; those of other units do not."""
    goal = {"deadline": TODAY + timedelta(days=69)}
    history = [entry(TODAY - timedelta(weeks=2), "a")]
    dark = judged(*history, goal=goal, unread=[NUP])
    elsewhere = judged(*history, goal=goal, unread=[NUP], units=[ServiceUnit.KIR])

    assert (Prospect.OPEN, Ground.NOT_READ) == (dark.forecast.prospect, dark.forecast.ground)
    assert Ground.PACE is elsewhere.forecast.ground


def test_each_status_names_its_unit_and_what_it_lacks() -> None:
    """A unit without a room lacks one; a room without findings has none, and is not late."""
    found = evaluate(GoalTerms(), progress(catalogue(OURS), snapshot()))
    (missing,) = found.units[NUP].missing

    assert list(ServiceUnit) == [status.unit for status in found.units.values()]
    assert ((), False) == (missing.findings, missing.late)
    assert (4, 1) == (found.short, found.units[ServiceUnit.KIR].short)


def test_rooms_outside_the_goal_are_not_missed() -> None:
    """A room that cannot be booked is missing only where it belongs to the goal."""
    outside = room("b", name={"fi": "Sali 2"}, goal=False)
    found = evaluate(GoalTerms(), progress(catalogue(OURS, outside), SHOWN))

    assert (Outlook.MET, ()) == (found.units[NUP].outlook, found.missing)


@pytest.mark.parametrize(("days", "expected"), [(0, False), (1, True)])
def test_a_price_that_begins_after_the_deadline_is_late(days: int, expected: bool) -> None:
    """A room that waits for its price waits for that day; the last day of the goal will do."""
    begins = date(2027, 6, 1)
    shut = remote(
        5,
        reservation=ReservationState.RESERVATION_CLOSED,
        prices=((5, price(begins=begins), begins),),
    )
    made = progress(catalogue(room()), snapshot([shut], [space(5, "demo:nup-sali")]))
    found = evaluate(GoalTerms(deadline=begins - timedelta(days=days)), made)

    assert (NextAction.PRICE, expected) == (found.missing[0].next_action, found.missing[0].late)
