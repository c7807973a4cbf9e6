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


def write_text(plan: Plan, lang: Lang) -> None:
    """Write a plan for a person, rooms with nothing to do left out."""
    console = out()
    for planned in plan.rooms:
        if planned.action is not Action.NOTHING or planned.withheld:
            _write_room(planned, lang)
    for departed in plan.departed:
        verb = ACTIONS[Action.ARCHIVE][lang] if plan.archives else word("left", lang)
        mark = "-" if plan.archives else " "
        name = escape(departed.remote.name)
        line = f"{mark} {verb:{WIDTH}} [bold]{escape(departed.key)}[/bold] {name}"
        console.print(line, soft_wrap=True)
    if plan.departed and not plan.archives:
        console.print(f"[dim]{word('departed', lang)}[/dim]", soft_wrap=True)
    if plan.unmanaged:
        names = ", ".join(room.name or str(room.pk) for room in plan.unmanaged)
        line = escape(word("unmanaged", lang, names=names))
        console.print(f"\n[dim]{line}[/dim]", soft_wrap=True)
    if any(planned.conflicts for planned in plan.rooms):
        console.print(f"\n[dim]{word('decide', lang)}[/dim]", soft_wrap=True)
    missing = sorted({path for planned in plan.rooms for path in planned.not_compared})
    if missing:
        line = word("not_compared", lang, paths=", ".join(missing))
        console.print(f"[dim]{line}[/dim]", soft_wrap=True)
    console.print(f"\n{plan.summary()}", soft_wrap=True)


def _write_room(planned: RoomPlan, lang: Lang) -> None:
    console = out()
    mark, style = _MARKS[planned.action]
    action = ACTIONS[planned.action][lang]
    notes = "; ".join(_notes(planned, lang))
    console.print(
        f"[{style}]{mark} {action:{WIDTH}}[/{style}] [bold]{escape(planned.key)}[/bold] "
        f"{escape(planned.room.label(lang))}, {escape(planned.room.venue.label(lang))}"
        + (f" [dim]({escape(notes)})[/dim]" if notes else ""),
        soft_wrap=True,
    )
    for change in planned.changes:
        _write_change(change, "    ")
    for change in planned.conflicts:
        _write_change(change, f"    {word('kept', lang)} ", arrow="≠")


def _write_change(change: FieldChange, indent: str, arrow: str = "→") -> None:
    before, after = shown_change(change.before, change.after)
    line = f"{indent}{change.path}: {escape(before)} {arrow} {escape(after)}"
    out().print(line, soft_wrap=True)


def _notes(planned: RoomPlan, lang: Lang) -> list[str]:
    return [*_intent(planned, lang), *_recognition(planned, lang), *_kept(planned, lang)]


def _intent(planned: RoomPlan, lang: Lang) -> Iterator[str]:
    if planned.action is Action.CREATE:
        yield word("publish" if planned.draft is False else "draft", lang)
    elif planned.draft is False and planned.action is not Action.PUBLISH:
        yield word("publish", lang)
    if planned.opens:
        yield word("opens", lang)
    if planned.images:
        yield word("pictures", lang, count=len(planned.images))


def _recognition(planned: RoomPlan, lang: Lang) -> Iterator[str]:
    pair = planned.pair
    if pair.match is Match.HALF and planned.action is Action.CONFLICT:
        yield word("half", lang, space=pair.space.pk if pair.space else "?")
    elif pair.match is Match.HALF:
        yield word("space_there", lang)
    elif pair.match is Match.VANISHED:
        yield word("vanished", lang)
    elif pair.match is Match.SEVERAL:
        yield word("several", lang, rooms=", ".join(str(room.pk) for room in pair.candidates))
    elif pair.match is Match.NAME and pair.space is None:
        yield word("by_name", lang)


def _kept(planned: RoomPlan, lang: Lang) -> Iterator[str]:
    rules = ", ".join(planned.withheld)
    if planned.action is Action.UNREADY:
        yield word("not_sent", lang, rules=rules)
    elif planned.withheld:
        yield word("withheld", lang, rules=rules)
    if planned.conflicts:
        yield word("fields_kept", lang, count=len(planned.conflicts))


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
