from collections.abc import Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import catalogue, remote, room, snapshot
from varaamo_sync.goal import (
    Forecast,
    Ground,
    HistoryEntry,
    Progress,
    Prospect,
    ReportedUnit,
    Source,
    entry_to_record,
    evaluate,
    progress,
)
from varaamo_sync.model import HELSINKI, Catalogue, GoalTerms, ServiceUnit

TODAY = date(2027, 6, 1)
UNITS = [ServiceUnit.NUP]
CATALOGUE: Catalogue = catalogue(*(room(f"r{n}", name={"fi": f"Sali {n}"}) for n in range(12)))
REPORTED = HistoryEntry(
    date=date(2019, 6, 5),
    source=Source.REPORTED,
    reported={ServiceUnit.NUP: ReportedUnit(ready="12 (?)")},
)


def counted(bookable: int, day: date, unread: int = 0, rooms: Catalogue = CATALOGUE) -> Progress:
    """Return a survey in which the first rooms were bookable and the next could not be read."""
    remotes = [
        remote(n + 1, name=f"Sali {n}", spaces=(), closed=False if n < bookable else None)
        for n in range(bookable + unread)
    ]
    taken = datetime(day.year, day.month, day.day, 9, tzinfo=HELSINKI)
    return progress(rooms, snapshot(remotes, taken=taken))


def weeks_ago(weeks: int) -> date:
    """Return a day before today."""
    return TODAY - timedelta(weeks=weeks)


def told(
    bookable: int,
    history: Sequence[tuple[int, int]],
    *,
    days: int | None = 70,
    extra: Sequence[HistoryEntry] = (),
    start: date | None = None,
) -> Forecast:
    """Return the forecast of twelve rooms, with surveys as (weeks ago, bookable rooms)."""
    entries = [entry_to_record(counted(count, weeks_ago(weeks))) for weeks, count in history]
    deadline = None if days is None else TODAY + timedelta(days=days - 1)
    terms = GoalTerms(start=start, deadline=deadline)
    made = counted(bookable, TODAY)
    return evaluate(terms, made, [*extra, *entries], TODAY, units=UNITS).forecast


@pytest.mark.parametrize(
    ("bookable", "history", "expected"),
    [
        (2, [(2, 0)], Prospect.ON_TRACK),  # 1 a week, 10 in 10 weeks needed
        (2, [(3, 0)], Prospect.AT_RISK),  # two thirds
        (2, [(4, 0)], Prospect.AT_RISK),  # half
        (2, [(5, 0)], Prospect.FAILING),
        (2, [(4, 2)], Prospect.FAILING),  # no pace at all
        (2, [(4, 3)], Prospect.FAILING),  # backwards
    ],
)
def test_the_pace_is_held_against_the_pace_that_is_needed(
    bookable: int, history: list[tuple[int, int]], expected: Prospect
) -> None:
    """Enough is on track, half of it at risk, less will not do."""
    found = told(bookable, history)

    assert (expected, Ground.PACE) == (found.prospect, found.ground)
    assert Fraction(1) == found.needed


def test_the_pace_is_that_of_the_last_twelve_weeks() -> None:
    """A survey further back counts only where there is none within twelve weeks."""
    recent = told(4, [(40, 0), (12, 2), (1, 3)])
    sparse = told(4, [(40, 0), (13, 2)])

    assert (Fraction(2, 12), weeks_ago(12)) == (recent.pace, recent.since)
    assert (Fraction(2, 13), weeks_ago(13)) == (sparse.pace, sparse.since)


@pytest.mark.parametrize("history", [[], [(0, 0)]])
def test_too_little_history_says_so(history: list[tuple[int, int]]) -> None:
    """One survey, or several within a week, give no pace."""
    found = told(2, history)

    assert (Prospect.OPEN, Ground.TOO_LITTLE_HISTORY) == (found.prospect, found.ground)
    assert found.pace is None


def test_surveys_from_before_the_goal_began_do_not_count() -> None:
    """Rooms that were opened before the start say nothing of the pace since."""
    found = told(2, [(4, 0)], start=weeks_ago(3))

    assert Ground.TOO_LITTLE_HISTORY is found.ground


def test_reported_counts_are_never_mixed_with_surveyed_ones() -> None:
    """Reported entries change no forecast; they are marked as left out."""
    alone, mixed = told(2, [(2, 0)]), told(2, [(2, 0)], extra=[REPORTED])

    assert (0, 1) == (alone.reported, mixed.reported)
    assert (alone.pace, alone.prospect) == (mixed.pace, mixed.prospect)
    assert Ground.TOO_LITTLE_HISTORY is told(2, [], extra=[REPORTED]).ground


def test_what_could_not_be_read_before_has_not_been_gained_since() -> None:
    """Rooms unknown then and bookable now do not make a pace; unknown now is not bookable."""
    then = entry_to_record(counted(0, weeks_ago(2), unread=3))
    terms = GoalTerms(deadline=TODAY + timedelta(days=69))
    now = evaluate(terms, counted(2, TODAY), [then], TODAY, units=UNITS).forecast
    shut = entry_to_record(counted(2, weeks_ago(2)))
    dark = evaluate(terms, counted(0, TODAY, unread=2), [shut], TODAY, units=UNITS).forecast

    assert (Fraction(0), ()) == (now.pace, now.gained)
    assert (Fraction(-1), ("r0", "r1")) == (dark.pace, dark.lost)


def test_without_a_deadline_there_is_no_forecast() -> None:
    """Nothing is needed per week when no day is set."""
    assert Ground.NO_DEADLINE is told(2, [(2, 0)], days=None).ground


def test_nothing_is_forecast_from_what_was_not_read() -> None:
    """With Varaamo unreachable the forecast is open, whatever the history."""
    terms = GoalTerms(deadline=TODAY + timedelta(days=69))
    history = [entry_to_record(counted(2, weeks_ago(2))), entry_to_record(counted(9, weeks_ago(1)))]
    found = evaluate(terms, progress(CATALOGUE, None), history, TODAY).forecast

    assert (Prospect.OPEN, Ground.NOT_READ) == (found.prospect, found.ground)


def test_a_room_that_opens_after_the_deadline_puts_the_goal_at_risk() -> None:
    """A pace that suffices does not help a room whose booking opens too late; it is named."""
    from varaamo_sync.snapshot import ReservationState

    deadline = TODAY + timedelta(days=69)
    made = counted(2, TODAY)
    late = remote(
        9,
        name="Sali 8",
        reservation=ReservationState.SCHEDULED_RESERVATION,
        values={"booking.opens": datetime(2028, 1, 1, tzinfo=HELSINKI)},
        spaces=(),
    )
    taken = datetime(2027, 6, 1, 9, tzinfo=HELSINKI)
    remotes = [remote(n + 1, name=f"Sali {n}", spaces=()) for n in range(2)]
    made = progress(CATALOGUE, snapshot([*remotes, late], taken=taken))
    history = [entry_to_record(counted(0, weeks_ago(2)))]
    found = evaluate(GoalTerms(deadline=deadline), made, history, TODAY, units=UNITS).forecast

    assert (Prospect.AT_RISK, Ground.OPENS_TOO_LATE) == (found.prospect, found.ground)
    assert ("r8",) == found.late


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        (12, 12, (Prospect.ON_TRACK, Ground.MET)),
        (12, 11, (Prospect.ON_TRACK, Ground.MET)),
        (11, 12, (Prospect.FAILING, Ground.MET_LATE)),
        (11, 11, (Prospect.FAILING, Ground.DEADLINE_PASSED)),
        (None, 12, (Prospect.OPEN, Ground.NO_SURVEY_BY_DEADLINE)),
        (None, 11, (Prospect.FAILING, Ground.DEADLINE_PASSED)),
    ],
)
def test_after_the_deadline_its_last_day_counts(
    then: int | None, now: int, expected: tuple[Prospect, Ground]
) -> None:
    """A goal is judged by the last survey up to the deadline, not by what was done after."""
    terms = GoalTerms(deadline=weeks_ago(1))
    history = [] if then is None else [entry_to_record(counted(then, weeks_ago(1)))]
    found = evaluate(terms, counted(now, TODAY), history, TODAY, units=UNITS).forecast

    assert expected == (found.prospect, found.ground)


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12)), max_size=5),
    st.integers(0, 12),
    st.randoms(use_true_random=False),
)
def test_the_order_of_history_changes_nothing(
    history: list[tuple[int, int]], bookable: int, chance: object
) -> None:
    """Entries may come in any order."""
    days = {weeks: (weeks, count) for weeks, count in history}
    mixed = list(days.values())
    chance.shuffle(mixed)  # type: ignore[attr-defined]

    assert told(bookable, list(days.values())) == told(bookable, mixed)
