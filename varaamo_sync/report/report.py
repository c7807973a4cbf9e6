"""The report as a value: what is known of every goal on a day, before it is said in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from varaamo_sync.errors import UsageError
from varaamo_sync.goal import HistoryEntry, Source, entry_on, timeline
from varaamo_sync.report.changes import Comparison, compare_entries
from varaamo_sync.report.differences import Principle, find_differences
from varaamo_sync.report.standing import Standing
from varaamo_sync.scorecard import (
    Goal,
    GoalResult,
    MeasureKind,
    Scorecard,
    ScorecardResult,
    evaluate_scorecard,
)
from varaamo_sync.startup.fast_dataclass import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is known of the goals on a day.

    Attributes:
        day: The day.
        standing: How the goal stands whose rooms are counted; ``None`` where nobody looked.
        scorecard: All goals of the year; ``None`` where no scorecard is kept.
        before: The scorecard as it was on the day that it is compared with, if any.
        comparison: The counts held against earlier ones, if there are any.
        differences: Where the service units differ; nothing of a day of the past.
        goals: Ids of the goals that are told of; all where it names none.
        faults: How much is wrong in the file of the scorecards.
    """

    day: dt.date
    standing: Standing | None = None
    scorecard: ScorecardResult | None = None
    before: ScorecardResult | None = None
    comparison: Comparison | None = None
    differences: tuple[Principle, ...] = ()
    goals: frozenset[str] = frozenset()
    faults: int = 0

    @property
    def results(self) -> tuple[GoalResult, ...]:
        """The goals of the scorecard that are told of."""
        found = self.scorecard.goals if self.scorecard else ()
        return tuple(item for item in found if not self.goals or item.goal.id in self.goals)


def is_surveyed(goal: Goal) -> bool:
    """Whether the rooms of a goal are counted from what the booking system shows."""
    return any(measure.kind is MeasureKind.SURVEYED for measure in goal.measures)


def scorecard_of_day(cards: Sequence[Scorecard], day: dt.date) -> Scorecard | None:
    """Return the scorecard that a day belongs to, or ``None`` where none is near.

    It is that of its year, else that of the next one, which is being prepared, else that of the
    year before, which is being closed. An older one is not taken for today's.
    """
    held = {card.year: card for card in cards}
    near = (held.get(year) for year in (day.year, day.year + 1, day.year - 1))
    return next((card for card in near if card is not None), None)


def make_report(
    day: dt.date,
    standing: Standing | None = None,
    scorecard: Scorecard | None = None,
    *,
    compare: dt.date | None = None,
    goals: Collection[str] = (),
    faults: int = 0,
) -> Report:
    """Return what is known of the goals on a day.

    Args:
        day: The day.
        standing: How the goal stands whose rooms are counted.
        scorecard: The goals of the year.
        compare: The day to compare with; by default that of the survey before.
        goals: Ids of the goals that are told of; by default all.
        faults: How much is wrong in the file of the scorecards.

    Raises:
        UsageError: There is no entry on or before the day to compare with.
    """
    before = None
    if scorecard is not None and compare is not None:
        before = evaluate_scorecard(scorecard, compare)
    live = standing is not None and not standing.past
    return Report(
        day=day,
        standing=standing,
        scorecard=evaluate_scorecard(scorecard, day) if scorecard else None,
        before=before,
        comparison=_comparison(standing, compare) if standing else None,
        differences=find_differences(standing.catalogue, standing.units)
        if standing and live
        else (),
        goals=frozenset(goals),
        faults=faults,
    )


def _comparison(standing: Standing, compare: dt.date | None) -> Comparison | None:
    now = standing.entry
    earlier = [e for e in standing.history if e.date < now.date and e.id != now.id]
    found = _entry_before(earlier, compare)
    return compare_entries(found, now, standing.units) if found else None


def _entry_before(entries: Sequence[HistoryEntry], day: dt.date | None) -> HistoryEntry | None:
    if day is None:  # a report that was made by hand says too little to be taken unasked
        surveys = [entry for entry in entries if entry.source is Source.SURVEYED]
        return timeline(surveys)[-1] if surveys else None
    found = entry_on(entries, day)
    if found is None:
        first = timeline(entries)[0].date if entries else None
        raise UsageError("entry-none-by" if entries else "entry-none", day=day, first=first)
    return found
