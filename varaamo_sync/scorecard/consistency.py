"""What no shape can tell of scorecards: names that name nothing, and what contradicts itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from decimal import Decimal

from varaamo_sync.scorecard.levels import Level, MilestonesDone, UnitsReached
from varaamo_sync.scorecard.measures import DatedValue, Measure, MeasureKind
from varaamo_sync.scorecard.scorecards import Goal, GoalsFile, Scorecard, units_of
from varaamo_sync.startup.fast_dataclass import dataclass

_WHOLE = Decimal(100)

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """Something that cannot be as it is written.

    Attributes:
        rule: Stable id.
        path: Where it stands in the file.
        params: What its sentence speaks of.
        at_key: Whether the path ends with a key that is wrong itself.
    """

    rule: str
    path: Path
    params: Mapping[str, object] = field(default_factory=dict)
    at_key: bool = False


def find_inconsistencies(file: GoalsFile) -> Iterator[Inconsistency]:
    """Yield what contradicts itself in the scorecards, in the order of the file."""
    yield from _repeated(((str(card.year), ("year",)) for card in file.scorecards), ("scorecards",))
    for number, card in enumerate(file.scorecards):
        yield from _of_scorecard(card, ("scorecards", number))


def _of_scorecard(card: Scorecard, path: Path) -> Iterator[Inconsistency]:
    yield from _repeated(((goal.id, ("id",)) for goal in card.goals), (*path, "goals"))
    weights = [goal.weight for goal in card.goals if goal.weight is not None]
    if weights and (len(weights) < len(card.goals) or sum(weights) != _WHOLE):
        yield Inconsistency("goal-weights", (*path, "goals"), {"sum": sum(weights)})
    units = set(units_of(card))
    for number, goal in enumerate(card.goals):
        yield from _of_goal(goal, units, (*path, "goals", number))


def _of_goal(goal: Goal, units: set[str], path: Path) -> Iterator[Inconsistency]:
    yield from _repeated(((item.id, ("id",)) for item in goal.measures), (*path, "measures"))
    named = [(item.id, ("id",)) for item in goal.milestones if item.id is not None]
    yield from _repeated(named, (*path, "milestones"))
    for unit in goal.notes:
        yield from _unknown("goal-unit-unknown", unit, units, (*path, "notes", unit))
    for number, measure in enumerate(goal.measures):
        yield from _of_measure(measure, units, (*path, "measures", number))
    for number, level in enumerate(goal.levels):
        yield from _of_level(goal, level, units, (*path, "levels", number))
    yield from _of_payouts(goal, path)


def _of_measure(measure: Measure, units: set[str], path: Path) -> Iterator[Inconsistency]:
    for number, value in enumerate(measure.values):
        place = (*path, "values", number)
        for unit in value.units:
            yield from _unknown("goal-unit-unknown", unit, units, (*place, "units", unit))
        if value.value is None and not value.units and not value.text:
            yield Inconsistency("goal-value-empty", place)
        yield from _beyond(measure, value, place)
    yield from _repeated(
        ((value.date.isoformat(), ("date",)) for value in measure.values), (*path, "values")
    )


def _beyond(measure: Measure, value: DatedValue, path: Path) -> Iterator[Inconsistency]:
    """Yield numbers that the range of their measure does not have."""
    if measure.range is None:
        return
    low, high = measure.range
    numbers: dict[Path, object] = {(*path, "value"): value.value}
    numbers |= {(*path, "units", unit): number for unit, number in value.units.items()}
    for place, number in numbers.items():
        if isinstance(number, Decimal) and not low <= number <= high:
            params = {"value": number, "low": low, "high": high}
            yield Inconsistency("goal-value-range", place, params)


def _of_level(goal: Goal, level: Level, units: set[str], path: Path) -> Iterator[Inconsistency]:
    measures = {measure.id: measure for measure in goal.measures}
    milestones = {item.id for item in goal.milestones if item.id is not None}
    for number, need in enumerate(level.needs):
        place = (*path, "needs", number)
        if isinstance(need, MilestonesDone):
            for index, name in enumerate(need.milestones):
                found = (*place, "milestones", index)
                yield from _unknown("goal-milestone-unknown", name, milestones, found)
            if need.at_least is not None and need.at_least > len(need.milestones):
                params = {"value": need.at_least, "most": len(need.milestones)}
                yield Inconsistency("goal-milestones-too-many", (*place, "at_least"), params)
            continue
        yield from _unknown("goal-measure-unknown", need.measure, measures, (*place, "measure"))
        measure = measures.get(need.measure)
        counts_units = isinstance(need, UnitsReached)
        if measure and (measure.kind is MeasureKind.PER_UNIT) != counts_units:
            named = {"measure": need.measure, "kind": measure.kind.value, "need": need.kind}
            yield Inconsistency("goal-need-kind", (*place, "kind"), named)
        if isinstance(need, UnitsReached):
            for unit in need.units:
                yield from _unknown("goal-unit-unknown", unit, units, (*place, "units", unit))


def _of_payouts(goal: Goal, path: Path) -> Iterator[Inconsistency]:
    payouts = [level.payout for level in goal.levels if level.payout is not None]
    if payouts and (len(payouts) < len(goal.levels) or payouts != sorted(payouts)):
        yield Inconsistency("goal-payouts", (*path, "levels"), {"name": goal.id})


def _unknown(rule: str, name: str, known: Iterable[str], path: Path) -> Iterator[Inconsistency]:
    names = sorted(known)
    if name not in names:
        params = {"value": name, "known": names}
        yield Inconsistency(rule, path, params, at_key=rule == "goal-unit-unknown")


def _repeated(named: Iterable[tuple[str, Path]], path: Path) -> Iterator[Inconsistency]:
    """Yield names that an earlier item of a list has, too."""
    seen: Counter[str] = Counter()
    for number, (name, within) in enumerate(named):
        seen[name] += 1
        if seen[name] > 1:
            yield Inconsistency("goal-repeated", (*path, number, *within), {"value": name})
