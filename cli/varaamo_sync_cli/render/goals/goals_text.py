"""Scorecards as text: a line for each goal, and with ``--full`` all that stands in the file."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from rich.padding import Padding
from rich.text import Text as Line

from varaamo_sync.model import LANGS, Lang, Phase, Text
from varaamo_sync.scorecard import DatedValue, Goal, GoalResult, Measure, ScorecardResult
from varaamo_sync.words import Theme, day, decimal
from varaamo_sync_cli.console.typed_commands import typed
from varaamo_sync_cli.render.next_commands import write_commands
from varaamo_sync_cli.render.rich_console import print_plainly
from varaamo_sync_cli.render.table_forms import text_table

said = Theme("commands/goal")

_MARKS = {True: "✓", False: "✗", None: "?"}
_NOTHING = "–"


def write_text(result: ScorecardResult, folder: Path, lang: Lang, *, full: bool) -> None:
    """Write a scorecard: its goals in a table, what the weights make of them, what to type next."""
    card = result.scorecard
    print_plainly(said("title", lang, name=in_language(card.name, lang), day=result.day))
    table = text_table(show_edge=False)
    for name in ("goal", "weight", "level", "milestones", "risks"):
        table.add_column(said(f"heading.{name}", lang))
    for item in result.goals:
        table.add_row(*map(Line, _row(item, lang)))
    print_plainly(table)
    print_plainly(_weighted(result, lang))
    if full:
        for item in result.goals:
            print_plainly(f"\n{_named(item.goal, lang)}")
            for row in _details(item, result, lang):
                print_plainly(Padding(Line(row), (0, 0, 0, 2)))
    where = [] if folder == Path() else [folder]
    steps = {"full": typed("goal", "list", *where, "--year", card.year, "--full")}
    first = next((item.id for goal in card.goals for item in goal.milestones if item.id), None)
    if first is not None:
        year = ["--year", card.year]
        steps["set"] = typed("goal", "set", first, *where, *year, "--phase", "done")
    write_commands(
        said("next_title", lang),
        [(command, said(f"next.{name}", lang)) for name, command in steps.items()],
    )


def _row(item: GoalResult, lang: Lang) -> tuple[str, ...]:
    goal = item.goal
    steps = _milestones(goal, lang) if goal.milestones else ""
    weight = f"{amount(goal.weight, lang)} %" if goal.weight is not None else _NOTHING
    risks = str(len(goal.risks)) if goal.risks else _NOTHING
    return _named(goal, lang), weight, level_words(item, lang), steps or _NOTHING, risks


def _named(goal: Goal, lang: Lang) -> str:
    return f"{in_language(goal.name, lang)} ({goal.id})"


def _milestones(goal: Goal, lang: Lang) -> str:
    if not any(item.judged_phase for item in goal.milestones):
        return said("phase.unknown", lang)
    done = sum(item.phase is Phase.DONE for item in goal.milestones)
    return said("done_of", lang, done=done, all=len(goal.milestones))


def level_words(item: GoalResult, lang: Lang) -> str:
    """Return which level a goal has reached; what nobody knows is said to be unknown."""
    if not item.goal.levels:
        return said("level.none", lang)
    if item.reached is None:
        return said("level.missed" if item.certain else "level.unknown", lang)
    return said("level.reached" if item.certain else "level.at_least", lang, name=item.reached.name)


def _weighted(result: ScorecardResult, lang: Lang) -> str:
    if result.points is not None:
        return said("points", lang, points=amount(result.points, lang))
    weighed = any(item.goal.weight is not None for item in result.goals)
    return said("points_open" if weighed else "points_none", lang)


def _details(item: GoalResult, result: ScorecardResult, lang: Lang) -> Iterator[str]:
    goal = item.goal
    for name, text in (("area", goal.area), ("promise", goal.promise)):
        if told := in_language(text, lang):
            yield f"{said(name, lang)}: {told}"
    if goal.deadline is not None:
        last = goal.deadline.date
        when = goal.deadline.text or (day(last, lang) if last else _NOTHING)
        yield f"{said('deadline', lang)}: {when}"
    for measure in goal.measures:
        yield _measure(measure, measure.value_on(result.day), lang)
    for level, met in zip(goal.levels, item.levels, strict=True):
        what = in_language(level.what, lang)
        yield f"{_MARKS[met]} {level.name}" + (f": {what}" if what else "")
    yield from _steps(goal, lang)
    for counted in goal.amounts:
        number = counted.text or str(counted.count)
        yield f"{number} {counted.what}"
    for statement in goal.forecast:
        yield f"{said('forecast', lang)} {day(statement.date, lang)}: {statement.text}"
    for risk in goal.risks:
        care = in_language(risk.mitigation, lang)
        line = f"{said('risk', lang)}: {in_language(risk.name, lang)}"
        yield line + (f" → {care}" if care else "")
    yield from (f"{said('mitigation', lang)}: {care}" for care in goal.mitigations)
    yield from (f"{unit}: {note}" for unit, note in goal.notes.items())


def _steps(goal: Goal, lang: Lang) -> Iterator[str]:
    yield from (f"{number}. {step}" for number, step in enumerate(goal.steps, 1))
    for item in goal.milestones:
        phase = item.judged_phase
        percent = f" {item.percent} %" if item.percent is not None else ""
        word = said(f"phase.{phase.value if phase else 'unknown'}", lang)
        id = f" ({item.id})" if item.id else ""
        yield f"{word}{percent}: {in_language(item.name, lang)}{id}"


def _measure(measure: Measure, value: DatedValue | None, lang: Lang) -> str:
    name = in_language(measure.name, lang) or measure.id
    if measure.phases:
        return f"{name}: {' · '.join(measure.phases)}"
    if value is None:
        return f"{name}: {said('value_none', lang)}"
    units = [f"{unit} {number_or_words(number, lang)}" for unit, number in value.units.items()]
    number = amount(value.value, lang) if value.value is not None else value.text
    parts = [part for part in (f"{number} {measure.unit}".strip(), ", ".join(units)) if part]
    return f"{name}: {'; '.join(parts)} ({day(value.date, lang)})"


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
