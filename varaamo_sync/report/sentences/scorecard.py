"""What is said of the goals of a scorecard: levels, numbers and texts that people wrote down."""

from __future__ import annotations

from decimal import Decimal

from varaamo_sync.model import LANGS, Lang, Phase, Text
from varaamo_sync.scorecard import DatedValue, Goal, GoalResult, Measure, ScorecardResult
from varaamo_sync.words import Theme, decimal

said = Theme("report/scorecard")
phases = Theme("report/standing")


def level_words(item: GoalResult, lang: Lang) -> str:
    """Return which level a goal has reached; what nobody knows is said to be unknown."""
    if not item.goal.levels:
        return said("level.none", lang)
    if item.reached is None:
        return said("level.missed" if item.certain else "level.unknown", lang)
    return said("level.reached" if item.certain else "level.at_least", lang, name=item.reached.name)


def weighted_result(result: ScorecardResult, lang: Lang) -> str:
    """Return the weighted result, or why there is none."""
    if result.points is not None:
        return said("points", lang, points=amount(result.points, lang))
    weighed = any(item.goal.weight is not None for item in result.goals)
    return said("points_open" if weighed else "points_none", lang)


def milestones_done(goal: Goal, lang: Lang) -> str:
    """Return how many milestones of a goal are done, as far as anybody has judged them."""
    if not any(item.judged_phase for item in goal.milestones):
        return phases("phase.unknown", lang)
    done = sum(item.phase is Phase.DONE for item in goal.milestones)
    return said("done_of", lang, done=done, all=len(goal.milestones))


def value_words(measure: Measure, value: DatedValue, lang: Lang) -> str:
    """Return a value that was written down, with what it counts, and that of each unit."""
    units = [f"{unit} {unit_value(measure, found, lang)}" for unit, found in value.units.items()]
    number = amount(value.value, lang) if value.value is not None else value.text
    parts = (f"{number} {measure.unit}".strip(), ", ".join(units))
    return "; ".join(part for part in parts if part)


def unit_value(measure: Measure, value: Decimal | str, lang: Lang) -> str:
    """Return what a measure says of a unit: a number, or yes or no where it tells whether."""
    if measure.tells_whether and isinstance(value, Decimal):
        return said("answer.yes" if value == 1 else "answer.no", lang)
    return number_or_words(value, lang)


def number_or_words(value: Decimal | str, lang: Lang) -> str:
    """Return a number as a language writes it, or what was written instead of one."""
    return value if isinstance(value, str) else amount(value, lang)


def amount(value: Decimal, lang: Lang) -> str:
    """Return a number with the decimals that say something."""
    return decimal(value.normalize(), lang)


def in_language(text: Text, lang: Lang) -> str:
    """Return a text in a language, or in the first that it has."""
    found = (text.get(name) for name in (lang, *LANGS))
    return next((value for value in found if value), "")
