"""What became of a push, room by room, as text and as JSON."""

from __future__ import annotations

from varaamo_sync.model import Lang
from varaamo_sync.plan import Action
from varaamo_sync.sync import Mismatch, Outcome, PushResult, Status
from varaamo_sync.words import Theme, field_name
from varaamo_sync_cli.console.errors.error_text import (
    explain_error,
    explanation_lines,
)
from varaamo_sync_cli.render.rich_console import print_line, quote
from varaamo_sync_cli.render.value_text import preview
from varaamo_sync_cli.workspace.booking.notices import double_line

_push = Theme("commands/push")
word = Theme("commands/plan")
say = Theme("commands/notes")

_STYLES = {
    Status.DONE: "green",
    Status.UNREADY: "yellow",
    Status.CONFLICT: "yellow",
    Status.SKIPPED: "yellow",
    Status.FAILED: "red",
    Status.UNKNOWN: "red",
    Status.NOT_TRIED: "dim",
}

_TROUBLED = (Status.FAILED, Status.UNKNOWN, Status.SKIPPED, Status.NOT_TRIED)
"""What is told of each room; why others were not sent, the plan has told."""

_MOST_TOLD = 10


def write_text(result: PushResult, lang: Lang, *, full: bool = False) -> None:
    """Write the counts, then the rooms that failed or need doing; with ``full`` every room sent."""
    if result.idle:
        print_line(say("no_changes", lang))
        return
    counts = result.counts()
    parts = [
        _push(f"count.{status}", lang, count=counts[status]) for status in Status if counts[status]
    ]
    print_line(f"[bold]{', '.join(parts)}.[/bold]")
    for outcome in result.outcomes if full else ():
        if outcome.status is not Status.UNCHANGED:
            _write_one(outcome, lang)
    told = [o for o in result.outcomes if o.status in _TROUBLED and not full]
    for outcome in told[:_MOST_TOLD]:
        _write_one(outcome, lang)
    if len(told) > _MOST_TOLD:
        print_line(f"[dim]{word('more_rooms', lang, count=len(told) - _MOST_TOLD)}[/dim]")
    if kept := sum(len(outcome.kept) for outcome in result.outcomes):
        print_line(word("fields_kept", lang, count=kept))
    for double in result.doubles or ():
        print_line(f"[red]![/red] {quote(double_line(double, lang))}")
    if result.doubles is None:
        print_line(word("doubles_unread", lang))


def _write_one(outcome: Outcome, lang: Lang) -> None:
    style = _STYLES[outcome.status]
    doing = deeds(outcome, lang)
    print_line(
        f"[{style}]{_push(f'outcome.{outcome.status}', lang):14}[/{style}] "
        f"[bold]{quote(outcome.key)}[/bold] [dim]{doing}[/dim]"
    )
    if outcome.error is not None:
        for problem in explain_error(outcome.error, lang):
            for line in explanation_lines(problem, lang):
                print_line(f"    {quote(line)}")


def deeds(outcome: Outcome, lang: Lang) -> str:
    """Return what was done with a room, or was to be; nothing where nothing was planned for it."""
    actions = [outcome.action] if outcome.action.writes else []
    if outcome.published and Action.PUBLISH not in actions:
        actions.append(Action.PUBLISH)
    table = "became" if outcome.status is Status.DONE else "doing"
    return ", ".join(_push(f"{table}.{action}", lang) for action in actions)


def surprise_line(mismatch: Mismatch, lang: Lang) -> str:
    """Return in words what is not as a push should have left it."""
    expected, found = (
        preview(value, lang, mismatch.path) for value in (mismatch.expected, mismatch.found)
    )
    return _push(
        f"surprise.{mismatch.surprise}",
        lang,
        room=mismatch.key,
        field=field_name(mismatch.path, lang),
        expected=expected,
        found=found,
    )
