"""A plan as text and as JSON."""

from __future__ import annotations

from typing import Any

from varaamo_sync.model import Lang
from varaamo_sync.plan import Action, Departed, Double, FieldChange, Plan, RoomPlan
from varaamo_sync_cli.console.notes import quiet
from varaamo_sync_cli.render.plan.plan_notes import double_line, few, foreign_line, notes
from varaamo_sync_cli.render.plan.plan_residents import (
    line_to_residents,
    residents_as_json,
    says_to_residents,
)
from varaamo_sync_cli.render.plan.plan_twins import Locate, answer_lines, nowhere
from varaamo_sync_cli.render.plan.plan_twins import as_json as twins_as_json
from varaamo_sync_cli.render.rich_console import out, quoted
from varaamo_sync_cli.render.values import as_json as value_as_json
from varaamo_sync_cli.render.values import shown_change
from varaamo_sync_cli.words.plan import ACTIONS, WIDTH, word

FORMAT_VERSION = 1

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
    """Write a plan for a person, rooms with nothing to do left out.

    Args:
        plan: The plan.
        lang: Language of the words.
        locate: Tells where a room stands in the files.
    """
    for planned in plan.rooms:
        if planned.action is not Action.NOTHING or planned.withheld:
            _write_room(planned, lang)
            for line in answer_lines(planned, plan, locate, lang):
                out().print(f"    {quoted(line)}", soft_wrap=True)
    _write_departed(plan, lang)
    _write_others(plan, lang)
    out().print(f"\n{plan.summary()}", soft_wrap=True)


def _write_departed(plan: Plan, lang: Lang) -> None:
    """Write which rooms have left the catalogue, and of which that cannot be told."""
    console = out()
    for departed in plan.departed:
        verb = ACTIONS[Action.ARCHIVE][lang] if plan.archives else word("left", lang)
        mark = "-" if plan.archives else " "
        name = quoted(departed.remote.name)
        line = f"{mark} {verb:{WIDTH}} [bold]{quoted(departed.key)}[/bold] {name}"
        console.print(line, soft_wrap=True)
    if plan.unread:
        line = quoted(word("unread", lang, count=len(plan.unread), rooms=few(plan.unread)))
        console.print(f"[yellow]{line}[/yellow]", soft_wrap=True)
    if plan.departed and not plan.archives:
        console.print(f"[dim]{word('departed', lang)}[/dim]", soft_wrap=True)


def _write_others(plan: Plan, lang: Lang) -> None:
    """Write what is there beside the catalogue's rooms, and what there is to know of the plan."""
    console = out()
    for double in plan.doubles:
        console.print(f"[red]![/red] {quoted(double_line(double, lang))}", soft_wrap=True)
    if plan.unmanaged and not quiet():
        names = [room.name or str(room.pk) for room in plan.unmanaged]
        line = quoted(word("unmanaged", lang, count=len(plan.unmanaged), names=few(names)))
        console.print(f"\n[dim]{line}[/dim]", soft_wrap=True)
    if plan.foreign and not quiet():
        line = quoted(foreign_line(plan, lang))
        console.print(f"\n[dim]{line}[/dim]", soft_wrap=True)
    if any(planned.conflicts for planned in plan.rooms):
        console.print(f"\n[dim]{word('decide', lang)}[/dim]", soft_wrap=True)
    missing = sorted({path for planned in plan.rooms for path in planned.not_compared})
    if missing:
        line = word("not_compared", lang, paths=", ".join(missing))
        console.print(f"[dim]{quoted(line)}[/dim]", soft_wrap=True)


def _write_room(planned: RoomPlan, lang: Lang) -> None:
    console = out()
    mark, style = _MARKS[planned.action]
    action = ACTIONS[planned.action][lang]
    told = "; ".join(notes(planned, lang))
    console.print(
        f"[{style}]{mark} {action:{WIDTH}}[/{style}] [bold]{quoted(planned.key)}[/bold] "
        f"{quoted(planned.room.label(lang))}, {quoted(planned.room.venue.label(lang))}"
        + (f" [dim]({quoted(told)})[/dim]" if told else ""),
        soft_wrap=True,
    )
    if says_to_residents(planned):
        console.print(f"    {quoted(line_to_residents(planned, lang))}", soft_wrap=True)
    for change in planned.changes:
        _write_change(change, "    ")
    for change in planned.conflicts:
        _write_change(change, f"    {word('kept', lang)} ", arrow="≠")


def _write_change(change: FieldChange, indent: str, arrow: str = "→") -> None:
    before, after = shown_change(change.before, change.after)
    line = f"{indent}{change.path}: {quoted(before)} {arrow} {quoted(after)}"
    out().print(line, soft_wrap=True)


def as_json(plan: Plan, locate: Locate = nowhere) -> dict[str, Any]:
    """Return a plan as JSON values; ``locate`` tells where a room stands in the files."""
    return {
        "format_version": FORMAT_VERSION,
        "origin": plan.origin,
        "today": plan.today.isoformat(),
        "summary": plan.summary(),
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
        "changes": [_change_as_json(change) for change in planned.changes],
        "conflicts": [_change_as_json(change) for change in planned.conflicts],
        "withheld_by": list(planned.withheld),
        "not_compared": list(planned.not_compared),
    }


def _change_as_json(change: FieldChange) -> dict[str, Any]:
    return {
        "path": change.path,
        "before": value_as_json(change.before),
        "after": value_as_json(change.after),
    }
