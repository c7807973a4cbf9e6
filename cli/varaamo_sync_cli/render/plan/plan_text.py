"""A plan as text and as JSON."""

from __future__ import annotations

from typing import Any

from varaamo_sync.model import Lang
from varaamo_sync.plan import Action, Departed, Double, FieldChange, Plan, RoomPlan
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.verbosity import quiet
from varaamo_sync_cli.render.plan.plan_notes import foreign_line, notes, summary
from varaamo_sync_cli.render.plan.plan_residents import (
    line_to_residents,
    residents_as_json,
    says_to_residents,
)
from varaamo_sync_cli.render.plan.plan_twins import Locate, answer_lines, nowhere
from varaamo_sync_cli.render.plan.plan_twins import as_json as twins_as_json
from varaamo_sync_cli.render.rich_console import print_line, quote
from varaamo_sync_cli.render.value_text import change_as_json, few, preview_change
from varaamo_sync_cli.workspace.notices import double_line

word = Theme("commands/plan")

WIDTH = 12
"""Letters that every word for what is done with a room fits into."""

_MARKS = {
    Action.CREATE: ("+", "green"),
    Action.ADOPT: ("=", "cyan"),
    Action.UPDATE: ("~", "yellow"),
    Action.PUBLISH: ("^", "green"),
    Action.UNPUBLISH: ("v", "yellow"),
    Action.CONFLICT: ("!", "red"),
    Action.UNREADY: ("x", "red"),
    Action.NOTHING: (" ", "dim"),
}


def write_text(plan: Plan, lang: Lang, locate: Locate = nowhere) -> None:
    """Write a plan for a person, rooms with nothing to do left out."""
    for planned in plan.rooms:
        if planned.action is not Action.NOTHING or planned.withheld:
            _write_room(planned, lang)
            for line in answer_lines(planned, plan, locate, lang):
                print_line(f"    {quote(line)}")
    _write_departed(plan, lang)
    _write_others(plan, lang)
    print_line(f"\n{summary(plan, lang)}")


def _write_departed(plan: Plan, lang: Lang) -> None:
    """Write which rooms have left the catalogue, and of which that cannot be told."""
    for departed in plan.departed:
        verb = word(f"action.{Action.ARCHIVE}", lang) if plan.archives else word("left", lang)
        mark = "-" if plan.archives else " "
        name = quote(departed.remote.name)
        line = f"{mark} {verb:{WIDTH}} [bold]{quote(departed.key)}[/bold] {name}"
        print_line(line)
    if plan.unread:
        line = quote(word("unread", lang, count=len(plan.unread), rooms=few(plan.unread)))
        print_line(f"[yellow]{line}[/yellow]")
    if plan.departed and not plan.archives:
        print_line(f"[dim]{word('departed', lang)}[/dim]")


def _write_others(plan: Plan, lang: Lang) -> None:
    """Write what is there beside the catalogue's rooms, and what there is to know of the plan."""
    for double in plan.doubles:
        print_line(f"[red]![/red] {quote(double_line(double, lang))}")
    if plan.unmanaged and not quiet():
        names = [room.name or str(room.pk) for room in plan.unmanaged]
        line = quote(word("unmanaged", lang, count=len(plan.unmanaged), names=few(names)))
        print_line(f"\n[dim]{line}[/dim]")
    if plan.foreign and not quiet():
        line = quote(foreign_line(plan, lang))
        print_line(f"\n[dim]{line}[/dim]")
    if any(planned.conflicts for planned in plan.rooms):
        print_line(f"\n[dim]{word('decide', lang)}[/dim]")
    missing = sorted({path for planned in plan.rooms for path in planned.not_compared})
    if missing:
        line = word("not_compared", lang, paths=", ".join(missing))
        print_line(f"[dim]{quote(line)}[/dim]")


def _write_room(planned: RoomPlan, lang: Lang) -> None:
    mark, style = _MARKS[planned.action]
    action = word(f"action.{planned.action}", lang)
    told = "; ".join(notes(planned, lang))
    print_line(
        f"[{style}]{mark} {action:{WIDTH}}[/{style}] [bold]{quote(planned.key)}[/bold] "
        f"{quote(planned.room.label(lang))}, {quote(planned.room.venue.label(lang))}"
        + (f" [dim]({quote(told)})[/dim]" if told else "")
    )
    if says_to_residents(planned):
        print_line(f"    {quote(line_to_residents(planned, lang))}")
    for change in planned.changes:
        _write_change(change, "    ")
    for change in planned.conflicts:
        _write_change(change, f"    {word('kept', lang)} ", arrow="≠")


def _write_change(change: FieldChange, indent: str, arrow: str = "→") -> None:
    before, after = preview_change(change.before, change.after)
    line = f"{indent}{change.path}: {quote(before)} {arrow} {quote(after)}"
    print_line(line)


def as_json(plan: Plan, locate: Locate = nowhere) -> dict[str, Any]:
    """Return a plan as JSON values; ``locate`` tells where a room stands in the files."""
    return {
        "origin": plan.origin,
        "today": plan.today.isoformat(),
        "summary": summary(plan, "en"),
        "pending": plan.pending,
        "conflicts": plan.conflicts,
        "counts": {action.value: plan.counts().get(action, 0) for action in Action},
        "rooms": [_room_as_json(planned, locate) for planned in plan.rooms],
        "departed": [_departed_as_json(item) for item in plan.departed],
        "unread": list(plan.unread),
        "archives": plan.archives,
        "unmanaged": [{"pk": room.pk, "name": room.name} for room in plan.unmanaged],
        "foreign": [
            {"pk": item.remote.pk, "name": item.remote.name, "catalogue": item.catalogue}
            for item in plan.foreign
        ],
        "doubles": [double_as_json(double) for double in plan.doubles],
    }


def double_as_json(double: Double) -> dict[str, Any]:
    """Return what is there twice as JSON values."""
    return {
        "room": double.key,
        "spaces": list(double.spaces),
        "rooms": [{"pk": room.pk, "shown": room.publishing.visible} for room in double.rooms],
    }


def _departed_as_json(item: Departed) -> dict[str, Any]:
    unit = item.unit.value if item.unit else None
    return {"room": item.key, "pk": item.remote.pk, "service_unit": unit}


def _room_as_json(planned: RoomPlan, locate: Locate) -> dict[str, Any]:
    remote = planned.pair.remote
    return {
        "room": planned.key,
        "service_unit": planned.room.service_unit.value,
        "action": planned.action.value,
        "pk": remote.pk if remote else None,
        "recognised_by": planned.pair.match.value,
        "likely": twins_as_json(planned, locate),
        "renamed_from": planned.pair.old_key,
        "archived_by_us": planned.archived.isoformat() if planned.archived else None,
        "publish": None if planned.draft is None else not planned.draft,
        "opens_for_booking": planned.opens,
        "to_residents": residents_as_json(planned),
        "changes": [change_as_json(change) for change in planned.changes],
        "conflicts": [change_as_json(change) for change in planned.conflicts],
        "withheld_by": list(planned.withheld),
        "not_compared": list(planned.not_compared),
    }
