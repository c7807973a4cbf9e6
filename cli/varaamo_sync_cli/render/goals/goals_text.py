"""Scorecards as text: a line for each goal, and with ``--full`` all that stands in the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.padding import Padding
from rich.text import Text as Line

from varaamo_sync.model import Lang
from varaamo_sync.report.sentences import scorecard as words
from varaamo_sync.scorecard import DatedValue, Goal, GoalResult, Measure, ScorecardResult
from varaamo_sync.words import Theme, day
from varaamo_sync_cli.console.typed_commands import typed
from varaamo_sync_cli.render.next_commands import write_commands
from varaamo_sync_cli.render.rich_console import print_plainly
from varaamo_sync_cli.render.table_forms import text_table

said = Theme("report/scorecard")
own = Theme("commands/goal")
phases = Theme("report/standing")

_MARKS = {True: "✓", False: "✗", None: "?"}
_NOTHING = "–"


def write_text(result: ScorecardResult, folder: Path, lang: Lang, *, full: bool) -> None:
    """Write a scorecard: its goals in a table, what the weights make of them, what to type next."""
    card = result.scorecard
    print_plainly(own("title", lang, name=words.in_language(card.name, lang), day=result.day))
    table = text_table(show_edge=False)
    for name in ("goal", "weight", "level", "milestones", "risks"):
        table.add_column(own(f"heading.{name}", lang), overflow="fold")
    for item in result.goals:
        table.add_row(*map(Line, _row(item, lang)))
    print_plainly(table)
    print_plainly(words.weighted_result(result, lang))
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
        own("next_title", lang),
        [(command, own(f"next.{name}", lang)) for name, command in steps.items()],
    )


def _row(item: GoalResult, lang: Lang) -> tuple[str, ...]:
    goal = item.goal
    steps = words.milestones_done(goal, lang) if goal.milestones else ""
    weight = f"{words.amount(goal.weight, lang)} %" if goal.weight is not None else _NOTHING
    risks = str(len(goal.risks)) if goal.risks else _NOTHING
    return _named(goal, lang), weight, words.level_words(item, lang), steps or _NOTHING, risks


def _named(goal: Goal, lang: Lang) -> str:
    return f"{words.in_language(goal.name, lang)} ({goal.id})"


def _details(item: GoalResult, result: ScorecardResult, lang: Lang) -> Iterator[str]:
    goal = item.goal
    for name, text in (("area", goal.area), ("promise", goal.promise)):
        if told := words.in_language(text, lang):
            yield f"{said(name, lang)}: {told}"
    if goal.deadline is not None:
        last = goal.deadline.date
        when = goal.deadline.text or (day(last, lang) if last else _NOTHING)
        yield f"{said('deadline', lang)}: {when}"
    for measure in goal.measures:
        yield _measure(measure, measure.value_on(result.day), lang)
    for level, met in zip(goal.levels, item.levels, strict=True):
        what = words.in_language(level.what, lang)
        yield f"{_MARKS[met]} {level.name}" + (f": {what}" if what else "")
    yield from _steps(goal, lang)
    for counted in goal.amounts:
        number = counted.text or str(counted.count)
        yield f"{number} {counted.what}"
    for statement in goal.forecast:
        yield f"{said('forecast', lang)} {day(statement.date, lang)}: {statement.text}"
    for risk in goal.risks:
        care = words.in_language(risk.mitigation, lang)
        line = f"{said('risk', lang)}: {words.in_language(risk.name, lang)}"
        yield line + (f" → {care}" if care else "")
    yield from (f"{said('mitigation', lang)}: {care}" for care in goal.mitigations)
    yield from (f"{unit}: {note}" for unit, note in goal.notes.items())


def _steps(goal: Goal, lang: Lang) -> Iterator[str]:
    yield from (f"{number}. {step}" for number, step in enumerate(goal.steps, 1))
    for item in goal.milestones:
        phase = item.judged_phase
        percent = f" {item.percent} %" if item.percent is not None else ""
        word = phases(f"phase.{phase.value if phase else 'unknown'}", lang)
        id = f" ({item.id})" if item.id else ""
        yield f"{word}{percent}: {words.in_language(item.name, lang)}{id}"


def _measure(measure: Measure, value: DatedValue | None, lang: Lang) -> str:
    name = words.in_language(measure.name, lang) or measure.id
    if measure.phases:
        return f"{name}: {' · '.join(measure.phases)}"
    if value is None:
        return f"{name}: {said('value_none', lang)}"
    return f"{name}: {words.value_words(measure, value, lang)} ({day(value.date, lang)})"
