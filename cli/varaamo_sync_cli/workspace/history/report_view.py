"""Gathers what a report tells: the scorecard of the year, and the rooms where they are counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from varaamo_sync.catalogue_files import GOALS, GoalsReading, read_goals
from varaamo_sync.errors import UsageError
from varaamo_sync.model import HELSINKI, Lang
from varaamo_sync.report import Report, Standing, is_surveyed, make_report, scorecard_of_day
from varaamo_sync.scorecard import Scorecard, choose_scorecard, find_goal
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.verbosity import note
from varaamo_sync_cli.workspace.access.targets import Place
from varaamo_sync_cli.workspace.history.status_view import view_live, view_of_day, view_offline

say = Theme("commands/report")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """What a report was asked for.

    Attributes:
        goals: Goals by id or name; all where none is named.
        year: Year of the scorecard; by default that of the day.
        as_of: The day; by default today, with what the booking system shows now.
        compare: The day to compare with; by default that of the entry before.
        offline: Whether the last survey is taken, and the booking system left alone.
    """

    goals: tuple[str, ...] = ()
    year: int | None = None
    as_of: dt.date | None = None
    compare: dt.date | None = None
    offline: bool = False


def gather_report(place: Place, asked: ReportOptions, lang: Lang) -> Report:
    """Return what is known of the goals; the booking system is asked only for those it counts.

    Raises:
        UsageError: A goal or a year is not there, there are no counts of that day, or the day to
            compare with is not before it.
        BookingError: The booking system could not be read.
    """
    day = asked.as_of or now().astimezone(HELSINKI).date()
    if asked.compare is not None and asked.compare >= day:
        raise UsageError("compare-not-before", compare=asked.compare, day=day)
    kept = read_goals(place.folder)
    if kept.findings:
        note(say("goals_broken", lang, file=place.folder / GOALS, count=len(kept.findings)))
    card = _scorecard(kept, asked, day)
    goals = _goal_ids(card, asked.goals)
    standing = _standing(place, asked, card, goals, lang)
    return make_report(
        day, standing, card, compare=asked.compare, goals=goals, faults=len(kept.findings)
    )


def _scorecard(kept: GoalsReading, asked: ReportOptions, day: dt.date) -> Scorecard | None:
    if asked.year is not None:
        return choose_scorecard(kept.scorecards, asked.year)[1]
    return scorecard_of_day(kept.scorecards, day)


def _goal_ids(card: Scorecard | None, names: Sequence[str]) -> list[str]:
    cards = [card] if card else []
    return [find_goal(cards, name).goal.id for name in names]


def _standing(
    place: Place,
    asked: ReportOptions,
    card: Scorecard | None,
    goals: Sequence[str],
    lang: Lang,
) -> Standing | None:
    if card is not None:
        told = [goal for goal in card.goals if not goals or goal.id in goals]
        if not any(map(is_surveyed, told)):
            return None
    if asked.as_of is None:
        return (view_offline if asked.offline else view_live)(place, (), lang)
    try:
        return view_of_day(place, (), lang, asked.as_of)
    except UsageError as error:
        if card is None or error.problem not in ("entry-none", "entry-none-by"):
            raise
        return None
