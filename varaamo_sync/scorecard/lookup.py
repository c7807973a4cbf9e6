"""Finds goals and milestones by what people call them: their id, or their name in any language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from varaamo_sync.errors import UsageError
from varaamo_sync.model import LANGS, Requirement, ServiceUnit, Text, UnitAnswers
from varaamo_sync.scorecard.measures import Measure, MeasureKind
from varaamo_sync.scorecard.scorecards import Goal, NamedMilestone, Scorecard, units_of
from varaamo_sync.suggest import closest

Path = tuple[str | int, ...]


class FoundGoal(NamedTuple):
    """A goal, and where it stands in the file."""

    path: Path
    goal: Goal


class FoundMilestone(NamedTuple):
    """A milestone, and where it stands in the file."""

    path: Path
    milestone: NamedMilestone


class FoundMeasure(NamedTuple):
    """A measure, and where it stands in the file."""

    path: Path
    measure: Measure


def choose_scorecard(cards: Sequence[Scorecard], year: int | None) -> tuple[int, Scorecard]:
    """Return the scorecard of a year, by default the latest, with its number in the file.

    Raises:
        UsageError: There is none.
    """
    if not cards:
        raise UsageError("scorecards-none")
    wanted = max(card.year for card in cards) if year is None else year
    for number, card in enumerate(cards):
        if card.year == wanted:
            return number, card
    raise UsageError("scorecard-unknown", year=wanted, years=[str(card.year) for card in cards])


def find_goal(cards: Sequence[Scorecard], name: str, year: int | None = None) -> FoundGoal:
    """Return the goal of a scorecard that is called so.

    Raises:
        UsageError: There is no such goal; the nearest is named.
    """
    goals = list(_goals(cards, year))
    found = [item for item in goals if _is_called(name, item.goal.id, item.goal.name)]
    if not found:
        raise UsageError("goal-unknown", name=name, near=_near(name, (g.goal.id for g in goals)))
    return found[0]


def find_milestone(
    cards: Sequence[Scorecard], name: str, *, goal: str | None = None, year: int | None = None
) -> FoundMilestone:
    """Return the milestone of a scorecard that is called so.

    Args:
        cards: The scorecards.
        name: Its id or its name.
        goal: The goal that it is of, where several have one of that name.
        year: The year of the scorecard; by default the latest.

    Raises:
        UsageError: There is no such milestone, or more than one.
    """
    goals = [find_goal(cards, goal, year)] if goal is not None else list(_goals(cards, year))
    places = [
        (owner.goal.id, FoundMilestone((*owner.path, "milestones", number), item))
        for owner in goals
        for number, item in enumerate(owner.goal.milestones)
    ]
    found = [place for place in places if _is_called(name, place[1].milestone.id, place[1][1].name)]
    if not places:
        raise UsageError("milestones-none")
    if not found:
        names = [item.milestone.id or item.milestone.name.fi or "" for _, item in places]
        raise UsageError("milestone-unknown", name=name, near=_near(name, names))
    if len(found) > 1:
        raise UsageError("milestone-ambiguous", name=name, goals=[owner for owner, _ in found])
    return found[0][1]


def surveyed_goal(cards: Sequence[tuple[int, Scorecard]]) -> FoundGoal | None:
    """Return the goal whose rooms are counted from what the booking system shows.

    Args:
        cards: The scorecards, each with its number in the file; of several years the latest
            that has such a goal counts.
    """
    for number, card in sorted(cards, key=lambda pair: -pair[1].year):
        for index, goal in enumerate(card.goals):
            if any(measure.kind is MeasureKind.SURVEYED for measure in goal.measures):
                return FoundGoal(("scorecards", number, "goals", index), goal)
    return None


def find_requirement(cards: Sequence[Scorecard], name: str | None = None) -> FoundMeasure:
    """Return the measure by which units say yes or no to the goal whose rooms are counted.

    Args:
        cards: The scorecards; the latest that has such a goal counts.
        name: Its id or its name, where the goal has several.

    Raises:
        UsageError: There is no such measure, or more than one.
    """
    owner = surveyed_goal(list(enumerate(cards)))
    asked = (
        [
            FoundMeasure((*owner.path, "measures", number), measure)
            for number, measure in enumerate(owner.goal.measures)
            if measure.tells_whether
        ]
        if owner
        else []
    )
    found = [
        one for one in asked if name is None or _is_called(name, one.measure.id, one.measure.name)
    ]
    if not found:
        raise UsageError("requirement-none", name=name or "–")
    if len(found) > 1:
        raise UsageError("requirement-ambiguous", names=[one.measure.id for one in found])
    return found[0]


def requirements_of(cards: Iterable[Scorecard]) -> tuple[Requirement, ...]:
    """Return what the goal whose rooms are counted requires of the units beside rooms.

    These are its measures of units that say yes or no. What was said of a measure in the
    scorecards of other years counts as well, where their goals have one of that id: a new year's
    scorecard does not take back what was answered.

    Args:
        cards: The scorecards of all years; the goal is that of the latest which has one.
    """
    goals = [
        goal
        for card in sorted(cards, key=lambda card: -card.year)
        for goal in card.goals
        if any(measure.kind is MeasureKind.SURVEYED for measure in goal.measures)
    ]
    asked = [item for goal in goals for item in goal.measures if item.tells_whether]
    current = goals[0].measures if goals else ()
    return tuple(
        Requirement(
            id=measure.id,
            name=measure.name,
            answers=_answers(item for item in asked if item.id == measure.id),
        )
        for measure in current
        if measure.tells_whether
    )


def _answers(measures: Iterable[Measure]) -> tuple[UnitAnswers, ...]:
    """Return what was said of one measure, in its scorecards of any year."""
    codes = {unit.value: unit for unit in ServiceUnit}
    return tuple(
        UnitAnswers(
            date=told.date,
            units={
                codes[code]: value == 1
                for code, value in told.units.items()
                if code in codes and not isinstance(value, str)
            },
        )
        for measure in measures
        for told in measure.values
    )


def known_unit(card: Scorecard, unit: str) -> str:
    """Return the code of a unit that a scorecard knows, in whatever case it was written.

    Raises:
        UsageError: It knows none of that name.
    """
    known = {code.casefold(): code for code in units_of(card)}
    if unit.strip().casefold() not in known:
        raise UsageError("unit-unknown", name=unit, known=list(known.values()))
    return known[unit.strip().casefold()]


def _goals(cards: Sequence[Scorecard], year: int | None) -> Iterator[FoundGoal]:
    number, card = choose_scorecard(cards, year)
    for index, goal in enumerate(card.goals):
        yield FoundGoal(("scorecards", number, "goals", index), goal)


def _is_called(name: str, id: str | None, names: Text) -> bool:
    wanted = name.strip().casefold()
    return wanted in {value.casefold() for value in (id, *map(names.get, LANGS)) if value}


def _near(name: str, names: Iterable[str]) -> list[str]:
    known = [one for one in names if one]
    return closest(name, known) or known
