"""The levels of a goal: what each asks for, what it is worth, and whether it is reached."""

from __future__ import annotations

from collections.abc import Mapping

from varaamo_sync.model import Lang
from varaamo_sync.report.chapters import blocks
from varaamo_sync.report.document import Cell, ColumnKind, Table, Tone
from varaamo_sync.report.sentences.scorecard import amount, in_language
from varaamo_sync.scorecard import (
    ChangeReached,
    Condition,
    Direction,
    Goal,
    GoalResult,
    Level,
    Measure,
    MilestonesDone,
    UnitsReached,
    ValueReached,
)
from varaamo_sync.words import Theme

said = Theme("report/document")
card_said = Theme("report/scorecard")

OF_MET: Mapping[bool | None, tuple[str, Tone]] = {
    True: ("yes", Tone.GOOD),
    False: ("no", Tone.BAD),
    None: ("unknown", Tone.UNKNOWN),
}


def levels_table(result: GoalResult, day_: str, lang: Lang) -> Table:
    """Return the levels; what nobody knows is said to be unknown."""
    goal = result.goal
    paid = any(level.payout is not None for level in goal.levels)
    heads = blocks.columns(
        said("level", lang),
        said("asks", lang),
        *([(said("payout", lang), ColumnKind.PERCENT)] if paid else []),
        said("reached", lang),
    )
    body = [
        [
            Cell(level.name),
            Cell(_asks(goal, level, lang) or blocks.NOTHING),
            *([blocks.percent(level.payout, lang)] if paid else []),
            Cell(card_said(f"answer.{word}", lang), tone=tone),
        ]
        for level, met in zip(goal.levels, result.levels, strict=True)
        for word, tone in (OF_MET[met],)
    ]
    return blocks.table(said("levels", lang, day=day_), heads, body, lang)


def _asks(goal: Goal, level: Level, lang: Lang) -> str:
    """Return what a level asks for: as it was written, and what is counted of it."""
    what = in_language(level.what, lang)
    needs = "; ".join(_need(goal, need, lang) for need in level.needs)
    return " ".join(filter(None, (what, f"[{needs}]" if what and needs else needs)))


def _need(goal: Goal, need: Condition, lang: Lang) -> str:
    if isinstance(need, MilestonesDone):
        names = {item.id: in_language(item.name, lang) for item in goal.milestones}
        listed = [names.get(one) or one for one in need.milestones]
        least = need.at_least or len(need.milestones)
        return card_said("need.done", lang, least=least, all=len(listed), names=", ".join(listed))
    measure = next((item for item in goal.measures if item.id == need.measure), None)
    name = in_language(measure.name, lang) if measure else ""
    name = name or need.measure
    if isinstance(need, UnitsReached):
        units = ", ".join(f"{unit} {amount(value, lang)}" for unit, value in need.units.items())
        return card_said("need.units", lang, name=name, units=units)
    if isinstance(need, ValueReached):
        down = measure is not None and measure.direction is Direction.DOWN
        code = "need.most" if down else "need.least"
        return card_said(code, lang, name=name, value=_counted(measure, amount(need.value, lang)))
    return _change(measure, name, need, lang)


def _change(measure: Measure | None, name: str, need: ChangeReached, lang: Lang) -> str:
    baseline = measure.baseline if measure else None
    base = baseline.label if baseline else ""
    if baseline is not None and baseline.value is not None:
        base = f"{amount(baseline.value, lang)} ({base})" if base else amount(baseline.value, lang)
    base = base or card_said("answer.unknown", lang)
    if not need.by:
        return card_said("need.kept", lang, name=name, base=base)
    by = f"{amount(need.by, lang)} %" if need.percent else amount(need.by, lang)
    down = measure is not None and measure.direction is Direction.DOWN
    return card_said("need.down" if down else "need.up", lang, name=name, by=by, base=base)


def _counted(measure: Measure | None, number: str) -> str:
    return f"{number} {measure.unit}".strip() if measure else number
