"""A plan of opening hours, and what became of it, on a terminal."""

from __future__ import annotations

from pathlib import Path

from rich.padding import Padding
from rich.text import Text

from varaamo_sync.model import Lang
from varaamo_sync.sync import Status
from varaamo_sync.sync.hours import HoursOutcome, HoursPlan, HoursResult
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.errors.error_text import explain_error, explanation_lines
from varaamo_sync_cli.render.hours.hours_plan_words import groups, room_name, summary, title
from varaamo_sync_cli.render.next_commands import write_commands
from varaamo_sync_cli.render.rich_console import print_line, print_plainly, quote
from varaamo_sync_cli.workspace.access.command_line import Typed

said = Theme("commands/hours_plan")
push = Theme("commands/push")

_MOST_ROOMS = 4
_TROUBLED = (Status.FAILED, Status.UNKNOWN, Status.NOT_TRIED)


def write_plan(plan: HoursPlan, lang: Lang, *, full: bool) -> None:
    """Write how it stands, then what becomes of which rooms, and who does what about it."""
    print_plainly(title(plan, lang))
    print_plainly(Text(summary(plan, lang), "bold"))
    for group in groups(plan, lang):
        print_plainly(f"\n{group.title}")
        shown = group.lines if full else group.lines[:_MOST_ROOMS]
        lines = list(shown)
        if rest := len(group.lines) - len(shown):
            lines.append(said("more", lang, n=rest))
        lines += [f"→ {group.fix}"] if group.fix else []
        for line in lines:
            print_plainly(Padding(Text(line), (0, 0, 0, 2)))


def write_plan_steps(
    plan: HoursPlan, lang: Lang, typed: Typed, *, listed: Path | None = None
) -> None:
    """Write where the list is, and what to type after a look at the plan.

    Args:
        plan: What was shown.
        lang: The language.
        typed: Makes commands for the same place.
        listed: The file that the list was written to.
    """
    steps = []
    if listed is not None:
        print_line(quote(f"\n{said('written', lang, file=listed)}"))
    if plan.writes:
        steps.append((typed("hours push"), said("next.push", lang)))
    if plan.writes and listed is None:
        command = typed("hours plan", "--out", said("next.file", lang))
        steps.append((command, said("next.list", lang)))
    if plan.clashes:
        steps.append((typed("hours pull"), said("next.pull", lang)))
        insisting = typed("hours push", "--on-conflict", "ours")
        steps.append((insisting, said("next.ours", lang)))
    steps = steps or [(typed("hours status"), said("next.status", lang))]
    write_commands(said("next_title", lang), steps)


def write_result(result: HoursResult, lang: Lang, *, soon: bool, taken_over: bool) -> None:
    """Write what became of a push: the counts, then what failed, then when residents see it."""
    counts = result.counts()
    parts = [
        push(f"count.{status}", lang, count=counts[status]) for status in Status if counts[status]
    ]
    print_plainly(Text(f"\n{', '.join(parts)}.", "bold"))
    for outcome in result.outcomes:
        if outcome.status in _TROUBLED:
            _write_trouble(outcome, lang)
    if taken_over or soon:
        print_plainly(said("taken_over" if taken_over else "soon", lang))


def _write_trouble(outcome: HoursOutcome, lang: Lang) -> None:
    status = push(f"outcome.{outcome.status}", lang)
    print_plainly(f"{room_name(outcome.planned, lang)}: {status}")
    for problem in explain_error(outcome.error, lang) if outcome.error else ():
        for line in explanation_lines(problem, lang):
            print_plainly(Padding(Text(line), (0, 0, 0, 4)))
