"""What became of a push, room by room, as text and as JSON."""

from __future__ import annotations

from typing import Any

from varaamo_sync.errors import BookingError
from varaamo_sync.model import Lang
from varaamo_sync.plan import Action, RoomPlan
from varaamo_sync.sync import Mismatch, Outcome, PushResult, Status, Surprise
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.error_text import (
    explain_error,
    explanation_as_json,
    explanation_lines,
)
from varaamo_sync_cli.console.run_language import current_language
from varaamo_sync_cli.render.plan.plan_text import double_as_json
from varaamo_sync_cli.render.rich_console import out, print_line, quote
from varaamo_sync_cli.render.value_text import preview
from varaamo_sync_cli.workspace.notices import double_line

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


def write_text(result: PushResult, lang: Lang) -> None:
    """Write an outcome for every room that was not left unchanged, then the counts."""
    if result.idle:
        print_line(say("no_changes", lang))
        return
    for outcome in result.outcomes:
        if outcome.status is not Status.UNCHANGED:
            _write_one(outcome, lang)
    counts = result.counts()
    parts = [
        f"{counts[status]} {_push(f'outcome.{status}', lang)}"
        for status in Status
        if counts[status]
    ]
    out().print(f"\n{', '.join(parts)}.")
    if kept := sum(len(outcome.kept) for outcome in result.outcomes):
        out().print(word("fields_kept", lang, count=kept))
    for double in result.doubles or ():
        print_line(f"[red]![/red] {quote(double_line(double, lang))}")
    if result.doubles is None:
        out().print(word("doubles_unread", lang))


def _write_one(outcome: Outcome, lang: Lang) -> None:
    style = _STYLES[outcome.status]
    doing = word(f"action.{outcome.action}", lang)
    if outcome.published and outcome.action is not Action.PUBLISH:
        doing += f" + {word(f'action.{Action.PUBLISH}', lang)}"
    print_line(
        f"[{style}]{_push(f'outcome.{outcome.status}', lang):14}[/{style}] "
        f"[bold]{quote(outcome.key)}[/bold] [dim]{doing}[/dim]"
    )
    if outcome.error is not None:
        for problem in explain_error(outcome.error, lang):
            for line in explanation_lines(problem, lang):
                print_line(f"    {quote(line)}")


def as_json(result: PushResult) -> dict[str, Any]:
    """Return outcomes as JSON values."""
    counts = result.counts()
    doubles = result.doubles
    return {
        "complete": result.complete,
        "doubles": None if doubles is None else [double_as_json(item) for item in doubles],
        "counts": {status.value: counts[status] for status in Status},
        "rooms": [outcome_as_json(outcome) for outcome in result.outcomes],
    }


def outcome_as_json(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as JSON values."""
    planned = outcome.planned
    error = outcome.error
    found = explain_error(error, current_language()) if error else ()
    return {
        "room": outcome.key,
        "action": outcome.action.value,
        "status": outcome.status.value,
        "pk": outcome.pk,
        "published": outcome.published,
        "kept": list(outcome.kept),
        "withheld_by": list(planned.withheld) if isinstance(planned, RoomPlan) else [],
        "error": str(error) if error else None,
        "code": error.code if isinstance(error, BookingError) else None,
        "operation": error.operation if isinstance(error, BookingError) else None,
        "problems": [explanation_as_json(item) for item in found],
    }


def surprise(mismatch: Mismatch) -> str:
    """Return in words what is not as a push should have left it."""
    if mismatch.surprise is Surprise.GONE:
        return f"warning: {mismatch.key} was written, but is not there any more."
    values = f"{preview(mismatch.expected)} → {preview(mismatch.found)}"
    if mismatch.surprise is Surprise.LOST_EDIT:
        return (
            f"warning: {mismatch.key}: {mismatch.path} is not ours and changed while we wrote "
            f"({values}); somebody's edit may be lost. Check it in the booking system."
        )
    return (
        f"warning: {mismatch.key}: {mismatch.path} was stored differently than sent ({values}). "
        "This is a bug; please report it."
    )
