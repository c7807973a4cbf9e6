"""Every room of a plan with every field, for ``--full``."""

from __future__ import annotations

from collections.abc import Iterator

from varaamo_sync.model import Lang
from varaamo_sync.plan import Action, Plan, RoomPlan
from varaamo_sync.words import Theme
from varaamo_sync_cli.render.plan.plan_decisions import conflict_line
from varaamo_sync_cli.render.plan.plan_notes import notes
from varaamo_sync_cli.render.plan.plan_residents import line_to_residents, says_to_residents
from varaamo_sync_cli.render.plan.plan_rooms import change_text, is_told
from varaamo_sync_cli.render.rich_console import quote

word = Theme("commands/plan")

WIDTH = 12
"""Letters that every word for what is done with a room fits into."""

_MARKS = {
    Action.CREATE: ("+", "green"),
    Action.ADOPT: ("=", "cyan"),
    Action.UPDATE: ("~", "yellow"),
    Action.PUBLISH: ("^", "green"),
    Action.UNPUBLISH: ("v", "yellow"),
    Action.RESTORE: ("<", "green"),
    Action.CONFLICT: ("!", "red"),
    Action.UNREADY: ("x", "red"),
    Action.NOTHING: (" ", "dim"),
}


def every_room(plan: Plan, lang: Lang) -> Iterator[str]:
    """Yield each room with all that is known of it; rooms with nothing to do are left out."""
    yield ""
    for planned in plan.rooms:
        if is_told(planned):
            yield from _room(planned, lang)


def _room(planned: RoomPlan, lang: Lang) -> Iterator[str]:
    mark, style = _MARKS[planned.action]
    action = word(f"action.{planned.action}", lang)
    told = "; ".join(notes(planned, lang))
    yield (
        f"[{style}]{mark} {action:{WIDTH}}[/{style}] [bold]{quote(planned.key)}[/bold] "
        f"{quote(planned.room.label(lang))}, {quote(planned.room.venue.label(lang))}"
        + (f" [dim]({quote(told)})[/dim]" if told else "")
    )
    if says_to_residents(planned):
        yield f"    {quote(line_to_residents(planned, lang))}"
    for change in planned.changes:
        yield f"    {quote(change_text(change, lang))}"
    for change in planned.conflicts:
        yield f"    ≠ {quote(conflict_line(change, lang))}"
