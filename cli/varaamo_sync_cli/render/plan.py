"""A plan as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.markup import escape

from varaamo_sync.pairing import Match
from varaamo_sync.plan import Action, FieldChange, Plan, RoomPlan
from varaamo_sync.rooms import Lang
from varaamo_sync_cli.render.terminal import out
from varaamo_sync_cli.render.values import as_json as value_as_json
from varaamo_sync_cli.render.values import shown

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


def write_text(plan: Plan, lang: Lang) -> None:
    """Write a plan for a person, rooms with nothing to do left out."""
    console = out()
    for planned in plan.rooms:
        if planned.action is not Action.NOTHING or planned.withheld:
            _write_room(planned, lang)
    for departed in plan.departed:
        verb = "- archive  " if plan.archives else "  left     "
        name = escape(departed.remote.name)
        console.print(f"{verb} [bold]{escape(departed.key)}[/bold] {name}", soft_wrap=True)
    if plan.departed and not plan.archives:
        console.print("[dim]Left the catalogue, left alone; --archive archives them.[/dim]")
    if plan.unmanaged:
        names = ", ".join(room.name or str(room.pk) for room in plan.unmanaged)
        console.print(f"\n[dim]Not in the catalogue, never touched: {escape(names)}[/dim]")
    missing = sorted({path for planned in plan.rooms for path in planned.not_compared})
    if missing:
        console.print(f"[dim]Not compared without a login: {', '.join(missing)}[/dim]")
    console.print(f"\n{plan.summary()}", soft_wrap=True)


def _write_room(planned: RoomPlan, lang: Lang) -> None:
    console = out()
    mark, style = _MARKS[planned.action]
    notes = "; ".join(_notes(planned))
    console.print(
        f"[{style}]{mark} {planned.action.value:9}[/{style}] [bold]{escape(planned.key)}[/bold] "
        f"{escape(planned.room.label(lang))}, {escape(planned.room.venue.label(lang))}"
        + (f" [dim]({escape(notes)})[/dim]" if notes else ""),
        soft_wrap=True,
    )
    for change in planned.changes:
        _write_change(change, "    ")
    for change in planned.conflicts:
        _write_change(change, "    kept ", arrow="≠")


def _write_change(change: FieldChange, indent: str, arrow: str = "→") -> None:
    before, after = escape(shown(change.before)), escape(shown(change.after))
    out().print(f"{indent}{change.path}: {before} {arrow} {after}", soft_wrap=True)


def _notes(planned: RoomPlan) -> list[str]:
    return [*_intent(planned), *_recognition(planned), *_kept(planned)]


def _intent(planned: RoomPlan) -> Iterator[str]:
    if planned.action is Action.CREATE:
        yield "publish" if planned.draft is False else "draft"
    elif planned.draft is False and planned.action is not Action.PUBLISH:
        yield "publish"
    if planned.opens:
        yield "opens for booking"
    if planned.images:
        yield f"{len(planned.images)} pictures"


def _recognition(planned: RoomPlan) -> Iterator[str]:
    pair = planned.pair
    if pair.match is Match.HALF and planned.action is Action.CONFLICT:
        space = pair.space.pk if pair.space else "?"
        yield (
            f"its space ({space}) is there, but no room: archived by someone, or half made; "
            "empty the space's code in the booking system to make the room anew"
        )
    elif pair.match is Match.HALF:
        yield "its space is there already"
    elif pair.match is Match.VANISHED:
        yield "archived in the booking system by someone; it is never made again by itself"
    elif pair.match is Match.SEVERAL:
        yield f"several rooms fit: {', '.join(str(room.pk) for room in pair.candidates)}"
    elif pair.match is Match.NAME and pair.space is None:
        yield "recognised by name, then kept in the store: its space cannot be marked"


def _kept(planned: RoomPlan) -> Iterator[str]:
    if planned.action is Action.UNREADY:
        yield f"not sent: {', '.join(planned.withheld)}"
    elif planned.withheld:
        yield f"publishing withheld: {', '.join(planned.withheld)}"
    if planned.conflicts:
        yield f"{len(planned.conflicts)} fields kept as they are"


def as_json(plan: Plan) -> dict[str, Any]:
    """Return a plan as JSON values."""
    return {
        "format_version": FORMAT_VERSION,
        "origin": plan.origin,
        "today": plan.today.isoformat(),
        "summary": plan.summary(),
        "counts": {action.value: plan.counts().get(action, 0) for action in Action},
        "rooms": [_room_as_json(planned) for planned in plan.rooms],
        "departed": [{"room": item.key, "pk": item.remote.pk} for item in plan.departed],
        "archives": plan.archives,
        "unmanaged": [{"pk": room.pk, "name": room.name} for room in plan.unmanaged],
    }


def _room_as_json(planned: RoomPlan) -> dict[str, Any]:
    remote = planned.pair.remote
    return {
        "room": planned.key,
        "service_unit": planned.room.service_unit.value,
        "action": planned.action.value,
        "pk": remote.pk if remote else None,
        "recognised_by": planned.pair.match.value,
        "publish": None if planned.draft is None else not planned.draft,
        "opens_for_booking": planned.opens,
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
