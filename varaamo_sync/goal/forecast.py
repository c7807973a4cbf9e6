"""Whether the goal will be met in time, judged by the pace so far.

The pace is how many goal rooms became bookable per week, net, in the surveys of the last twelve
weeks; it is held against the pace that the deadline needs. The goal is on track when the pace
suffices and no room opens only after the deadline, at risk when it is at least half of what is
needed, and else it will not be met.

The pace is one of rooms alone: where the goal requires more, and the units have not all said yes
to it, nobody can tell when they will, and what would be on track is open.

Only surveys count: what was reported by hand cannot be traced to rooms.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from varaamo_sync.goal.entry_lists import timeline
from varaamo_sync.goal.history import HistoryEntry, Source, SurveyedUnit
from varaamo_sync.goal.outlook import Outlook, entry_outlook, overall_outlook, requirements_on
from varaamo_sync.goal.stage_counts import Stage
from varaamo_sync.model import GoalTerms, ServiceUnit
from varaamo_sync.startup.fast_dataclass import dataclass

WINDOW = dt.timedelta(weeks=12)
"""How far back the pace looks, where there are surveys that far back."""
SHORTEST = dt.timedelta(weeks=1)
"""Between surveys that are nearer to each other there is no pace to speak of."""


class Prospect(StrEnum):
    """What is to be expected of the goal."""

    ON_TRACK = "on_track"
    """*Toteutumassa*."""
    AT_RISK = "at_risk"
    """*Vaarassa*."""
    FAILING = "failing"
    """*Ei toteudu*."""
    OPEN = "open"
    """Nothing can be said; the ground tells why."""


class Ground(StrEnum):
    """What a forecast rests on."""

    PACE = "pace"
    """The pace so far against the pace that is needed."""
    OPENS_TOO_LATE = "opens_too_late"
    """The pace suffices, but some rooms open only after the deadline."""
    ROOMS_ON_PACE = "rooms_on_pace"
    """The pace of the rooms suffices, but not all units have said yes to all else."""
    ROOMS_MET = "rooms_met"
    """Every room of the goal can be booked, but not all units have said yes to all else."""
    MET = "met"
    """The goal is met now, or was met on its last day."""
    MET_LATE = "met_late"
    """The goal is met now, but was not on its last day."""
    DEADLINE_PASSED = "deadline_passed"
    """The last day has gone by, and the goal is not met."""
    NO_DEADLINE = "no_deadline"
    """The catalogue states no deadline."""
    NO_SURVEY_BY_DEADLINE = "no_survey_by_deadline"
    """It is met now, but nobody looked before the deadline."""
    UNSAID = "unsaid"
    """The last day has gone by, and nobody knows what the units had said by then."""
    TOO_LITTLE_HISTORY = "too_little_history"
    """There are no two surveys that lie at least a week apart."""
    NOT_READ = "not_read"
    """The booking system, or a part of the catalogue, could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What is to be expected, with the figures that it rests on.

    Attributes:
        prospect: What is to be expected.
        ground: Why.
        pace: Goal rooms per week that became bookable, net of those that ceased to be.
        needed: Goal rooms per week that must become bookable until the deadline.
        since: Day of the first survey that the pace was taken from.
        until: Day of the last one.
        gained: Keys of goal rooms that became bookable between the two.
        lost: Keys of goal rooms that ceased to be bookable between the two.
        late: Keys of goal rooms that open only after the deadline.
        judged: Day of the survey by which a goal was judged whose last day has gone by.
        surveys: Number of surveys up to today.
        reported: Number of reported entries up to today; they were left out.
    """

    prospect: Prospect
    ground: Ground
    pace: Fraction | None = None
    needed: Fraction | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    judged: dt.date | None = None
    surveys: int = 0
    reported: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastInput:
    """How things stand on the day of a forecast.

    Attributes:
        today: The day.
        outlook: Whether the goal is met now.
        rooms_outlook: Whether it is as far as the rooms go.
        entry: The survey that says so; ``None`` when nothing was read.
        needed: Goal rooms per week that must become bookable until the deadline.
        late: Keys of goal rooms that open only after the deadline.
        units: Service units that are looked at.
        complete: Whether all of the catalogue could be read.
    """

    today: dt.date
    outlook: Outlook
    rooms_outlook: Outlook
    entry: HistoryEntry | None
    needed: Fraction | None
    late: tuple[str, ...]
    units: Collection[ServiceUnit]
    complete: bool = True


def pace_needed(missing: int, deadline: dt.date | None, today: dt.date) -> Fraction | None:
    """Return how many rooms per week must become bookable, today and the last day included.

    Returns:
        ``None`` without a deadline, or when it has passed.
    """
    if deadline is None or today > deadline:
        return None
    return Fraction(missing * 7, (deadline - today).days + 1)


def forecast(goal: GoalTerms, history: Sequence[HistoryEntry], now: ForecastInput) -> Forecast:
    """Return what is to be expected; see the head of this module for the method.

    Args:
        goal: The goal, with its first and last day.
        history: Entries of any source, in any order; those after today are left out.
        now: How things stand today.
    """
    known = [entry for entry in timeline(history) if entry.date <= now.today]
    surveys = [entry for entry in known if entry.source is Source.SURVEYED]
    reported = len(known) - len(surveys)
    if now.entry is not None and now.entry not in surveys:
        surveys = list(timeline([*surveys, now.entry]))
    measured = _measured(_base(surveys, now.entry, goal.start), now)
    prospect, ground, judged = _judge(goal, surveys, now) or (
        *_by_pace(goal, measured.pace, now),
        None,
    )
    return Forecast(
        prospect=prospect,
        ground=ground,
        needed=now.needed,
        late=now.late,
        judged=judged,
        surveys=len(surveys),
        reported=reported,
        pace=measured.pace,
        since=measured.since,
        until=measured.until,
        gained=measured.gained,
        lost=measured.lost,
    )


_Verdict = tuple[Prospect, Ground, dt.date | None]


def _judge(goal: GoalTerms, surveys: Sequence[HistoryEntry], now: ForecastInput) -> _Verdict | None:
    """Judge without a pace, where the matter is decided or cannot be."""
    if goal.deadline is not None and now.today > goal.deadline:
        return _verdict(goal, goal.deadline, surveys, now)
    if now.outlook is Outlook.MET:
        return Prospect.ON_TRACK, Ground.MET, None
    if now.entry is None or not now.complete:
        return Prospect.OPEN, Ground.NOT_READ, None
    if now.rooms_outlook is Outlook.MET:
        return Prospect.OPEN, Ground.ROOMS_MET, None
    return (Prospect.OPEN, Ground.NO_DEADLINE, None) if goal.deadline is None else None


def _verdict(
    goal: GoalTerms, deadline: dt.date, surveys: Sequence[HistoryEntry], now: ForecastInput
) -> _Verdict:
    """Judge a goal whose last day has gone by: by the last survey, and the answers, up to it."""
    last = next((entry for entry in reversed(surveys) if entry.date <= deadline), None)
    day = last.date if last else None
    rooms = entry_outlook(last, now.units) if last else Outlook.UNKNOWN
    answers = (item.outlook for item in requirements_on(goal, now.units, deadline))
    then = overall_outlook((rooms, *answers))
    if then is Outlook.MET:
        return Prospect.ON_TRACK, Ground.MET, day
    if now.outlook is Outlook.MET:
        return _met_since(then, rooms, day)
    if Outlook.NOT_MET in (now.outlook, then):
        return Prospect.FAILING, Ground.DEADLINE_PASSED, day
    unsaid = Outlook.MET in (rooms, now.rooms_outlook)
    return Prospect.OPEN, Ground.UNSAID if unsaid else Ground.NOT_READ, None


def _met_since(then: Outlook, rooms: Outlook, day: dt.date | None) -> _Verdict:
    """Judge a goal that is met now, and is not known to have been so on its last day.

    Args:
        then: Whether it was.
        rooms: Whether it was as far as the rooms go.
        day: Day of the survey that says so; without any the answers alone decide.
    """
    if then is Outlook.UNKNOWN:
        nobody = Ground.NO_SURVEY_BY_DEADLINE if rooms is Outlook.UNKNOWN else Ground.UNSAID
        return Prospect.OPEN, nobody, None
    return Prospect.FAILING, Ground.MET_LATE if day else Ground.DEADLINE_PASSED, day


def _by_pace(goal: GoalTerms, pace: Fraction | None, now: ForecastInput) -> tuple[Prospect, Ground]:
    if pace is None or now.needed is None:
        return Prospect.OPEN, Ground.TOO_LITTLE_HISTORY
    if pace < now.needed:
        half = 2 * pace >= now.needed
        return (Prospect.AT_RISK if half else Prospect.FAILING), Ground.PACE
    if now.late:
        return Prospect.AT_RISK, Ground.OPENS_TOO_LATE
    required = requirements_on(goal, now.units, now.today)
    if any(item.outlook is not Outlook.MET for item in required):
        return Prospect.OPEN, Ground.ROOMS_ON_PACE
    return Prospect.ON_TRACK, Ground.PACE


def _base(
    surveys: Sequence[HistoryEntry], last: HistoryEntry | None, start: dt.date | None
) -> HistoryEntry | None:
    """Return the survey that the pace counts from."""
    if last is None:
        return None
    before = [
        entry
        for entry in surveys
        if last.date - entry.date >= SHORTEST and (start is None or entry.date >= start)
    ]
    within = [entry for entry in before if last.date - entry.date <= WINDOW]
    return within[0] if within else (before[-1] if before else None)


class _Measured(NamedTuple):
    pace: Fraction | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def _measured(base: HistoryEntry | None, now: ForecastInput) -> _Measured:
    last = now.entry
    if base is None or last is None:
        return _Measured()
    gained, lost = _moved(base.surveyed, last.surveyed, now.units)
    pace = Fraction((len(gained) - len(lost)) * 7, (last.date - base.date).days)
    return _Measured(pace, base.date, last.date, gained, lost)


def _moved(
    before: Mapping[ServiceUnit, SurveyedUnit],
    after: Mapping[ServiceUnit, SurveyedUnit],
    units: Collection[ServiceUnit],
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return goal rooms that became bookable, and those that ceased to be.

    A room that could not be read before has not become bookable since; one that cannot be read
    now is not taken to be bookable. A room that was bookable before the goal began is no gain when
    it comes into the catalogue.
    """
    gained: list[str] = []
    lost: list[str] = []
    for unit in units:
        old, new = before.get(unit, SurveyedUnit()), after.get(unit, SurveyedUnit())
        known, bookable = old.bookable | old.unknown, new.bookable
        listed = {key for keys in old.stages.values() for key in keys}
        known |= set(new.stages.get(Stage.EARLIER, ())) - listed
        gained += [key for key in new.goal if key in bookable and key not in known]
        lost += [key for key in new.goal if key in old.bookable and key not in bookable]
    return tuple(gained), tuple(lost)
