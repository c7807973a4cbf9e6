"""What of a plan needs a decision of a person, and the ways out with the commands to type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from varaamo_sync.errors import part
from varaamo_sync.model import Lang
from varaamo_sync.plan import FieldChange, Plan, RoomPlan
from varaamo_sync.plan.values import Locate
from varaamo_sync.words import Theme, field_name
from varaamo_sync_cli.render.plan import plan_lists
from varaamo_sync_cli.render.plan.plan_notes import recognition_notes
from varaamo_sync_cli.render.plan.plan_twins import answer_lines
from varaamo_sync_cli.render.rich_console import quote
from varaamo_sync_cli.render.value_text import LONGEST, few, preview, preview_change
from varaamo_sync_cli.workspace.access.command_line import Typed
from varaamo_sync_cli.workspace.booking.notices import double_line

word = Theme("commands/plan")

_MOST_ROOMS = 6
_MOST_FIELDS = 3
_SHORT = 23
"""Letters of each value where two of them stand on one line."""
_BETWEEN = " · "


def decisions(plan: Plan, lang: Lang, locate: Locate, typed: Typed, *, full: bool) -> Iterator[str]:
    """Yield what a person must decide: rooms nobody recognised, fields that others changed."""
    unclear = plan_lists.unclear(plan)
    if unclear or plan.doubles:
        yield from _head("unclear_head", len(unclear) + len(plan.doubles), lang)
    for planned in unclear if full else unclear[:_MOST_ROOMS]:
        yield from _unclear(planned, plan, locate, lang)
    yield from _rest([] if full else unclear, lang)
    for double in plan.doubles:
        yield f"  [red]![/red] {quote(double_line(double, lang))}"
    differing = plan_lists.differing(plan)
    if not differing:
        return
    yield from _head("differing_head", len(differing), lang)
    if not full:  # there each room tells its own
        for planned in differing[:_MOST_ROOMS]:
            first, *more = [*_with_both_values(planned, lang), ""]
            if more[1:]:
                yield f"  {room_name(planned, lang)}"
                yield from (f"    {quote(line)}" for line in (first, *more[:-1]))
            else:
                yield f"  {room_name(planned, lang)}" + (first and f": {quote(first)}")
        yield from _rest(differing, lang)
        yield from (f"  {quote(line)}" for line in _lacking(differing, lang))
    yield f"  {quote(word('way_theirs', lang, command=typed('pull')))}"
    yield f"  {quote(word('way_ours', lang, command=typed('push', '--on-conflict', 'ours')))}"


def guards(plan: Plan, lang: Lang, allowed: Mapping[str, int], typed: Typed) -> Iterator[str]:
    """Yield what the guard will not let pass unasked, and how it is let pass."""
    breaches = plan.breaches(allowed)
    if not breaches:
        return
    yield ""
    yield f"[yellow]{quote(word('guard_head', lang))}[/yellow]"
    for breach in breaches:
        told = part("guard-breach", name=breach.name, count=breach.count, limit=breach.limit)
        yield f"  {quote(told.told(lang))}"
    allow = [
        option for breach in breaches for option in ("--allow", f"{breach.name}={breach.count}")
    ]
    yield f"  {quote(word('guard_way', lang, command=typed('push', *allow)))}"


def room_name(planned: RoomPlan, lang: Lang) -> str:
    """Return what a room is called, and its key, with markup."""
    return f"[bold]{quote(planned.room.label(lang))}[/bold] [dim]({quote(planned.key)})[/dim]"


def place_name(planned: RoomPlan, lang: Lang) -> str:
    """Return what a room is called, with its venue where the name does not say it."""
    return f"[bold]{quote(plan_lists.place_of(planned, lang))}[/bold]"


def conflict_line(change: FieldChange, lang: Lang, most: int = LONGEST) -> str:
    """Return a field that others changed: what it is called, and who has what."""
    theirs, ours = preview_change(change.before, change.after, lang, change.path, most)
    name = field_name(change.path, lang)
    return word("differs", lang, field=name, theirs=theirs, ours=ours)


def _unclear(planned: RoomPlan, plan: Plan, locate: Locate, lang: Lang) -> Iterator[str]:
    told = "; ".join(recognition_notes(planned, lang))
    yield f"  [red]![/red] {room_name(planned, lang)}: {quote(told)}"
    for line in answer_lines(planned, plan, locate, lang):
        yield f"    {quote(line)}"


def _with_both_values(planned: RoomPlan, lang: Lang) -> Iterator[str]:
    both = [change for change in plan_lists.own_conflicts(planned) if not _is_empty(change)]
    yield from (conflict_line(change, lang, _SHORT) for change in both[:_MOST_FIELDS])
    if len(both) > _MOST_FIELDS:
        yield word("more_fields", lang, count=len(both) - _MOST_FIELDS)


def _lacking(rooms: list[RoomPlan], lang: Lang) -> Iterator[str]:
    """Yield what Varaamo has not at all, once for all rooms that are alike in it."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for planned in rooms:
        lacking = [
            f"{field_name(change.path, lang)} {preview(change.after, lang, change.path)}"
            for change in plan_lists.own_conflicts(planned)
            if _is_empty(change)
        ]
        if len(lacking) > _MOST_FIELDS:
            more = word("more_fields", lang, count=len(lacking) - _MOST_FIELDS)
            lacking = [*lacking[:_MOST_FIELDS], more]
        if lacking:
            alike[_BETWEEN.join(lacking)].append(planned.room.label(lang))
    for fields, names in list(alike.items())[:_MOST_ROOMS]:
        yield word("lacking", lang, fields=fields, count=len(names), rooms=few(names, 1))


def _is_empty(change: FieldChange) -> bool:
    return change.before in (None, "", (), frozenset())


def _rest(rooms: list[RoomPlan], lang: Lang) -> Iterator[str]:
    if len(rooms) > _MOST_ROOMS:
        yield f"  [dim]{quote(word('more_rooms', lang, count=len(rooms) - _MOST_ROOMS))}[/dim]"


def _head(code: str, count: int, lang: Lang) -> Iterator[str]:
    yield ""
    yield f"[red]{quote(word(code, lang, count=count))}[/red]"
