"""The rooms of a plan in short: what is new, what changes, what is held back and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from rich.text import Text

from varaamo_sync.model import Lang
from varaamo_sync.plan import Action, FieldChange, Plan, RoomPlan
from varaamo_sync.words import Theme, field_name
from varaamo_sync_cli.render.plan import plan_lists
from varaamo_sync_cli.render.plan.plan_decisions import place_name
from varaamo_sync_cli.render.plan.plan_notes import reasons_of, recognition_notes, was_before
from varaamo_sync_cli.render.plan.plan_residents import short_line
from varaamo_sync_cli.render.plan.reasons import reasons_in_words
from varaamo_sync_cli.render.rich_console import quote
from varaamo_sync_cli.render.value_text import few, preview_change

word = Theme("commands/plan")

_MOST_ROOMS = 8
_MOST_FIELDS = 3
_MOST_NAMES = 3
_MOST_LETTERS = 90
"""Letters of a line that has a room and what it says, without what stands between."""
_BETWEEN = " · "


def is_told(planned: RoomPlan) -> bool:
    """Tell whether there is anything to say of a room."""
    return planned.action is not Action.NOTHING or bool(planned.withheld)


def sections(plan: Plan, lang: Lang) -> Iterator[str]:
    """Yield the rooms by what becomes of them, each list with its number of rooms first."""
    yield from _new_and_shown(plan_lists.new_and_shown(plan), lang)
    yield from _new_drafts(plan_lists.new_drafts(plan), lang)
    yield from _adopted(plan_lists.adopted(plan), lang)
    yield from _changing(plan_lists.changing(plan), lang)
    yield from _stay_back(plan, lang)


def held_back(plan: Plan, lang: Lang) -> Iterator[str]:
    """Yield the rooms that somebody has to mend before they can be sent or published."""
    new = [room for room in plan.rooms if room.action is Action.CREATE and room.withheld]
    yield from _held_back("new_held_back_head", new, lang)
    yield from _stay_back(plan, lang)


def _stay_back(plan: Plan, lang: Lang) -> Iterator[str]:
    yield from _held_back("unready_head", plan_lists.unready(plan), lang)
    yield from _held_back("left_shown_head", plan_lists.left_shown(plan), lang)
    yield from _held_back("left_draft_head", plan_lists.left_drafts(plan), lang)


def _new_and_shown(rooms: list[RoomPlan], lang: Lang) -> Iterator[str]:
    if rooms:
        yield from _head("new_head", len(rooms), lang)
    for planned in rooms[:_MOST_ROOMS]:
        name = place_name(planned, lang)
        said = [
            short_line(
                planned, lang, _MOST_LETTERS - cell_len(Text.from_markup(name, emoji=False).plain)
            )
        ]
        if planned.images:
            said.append(word("pictures", lang, count=len(planned.images)))
        yield f"  [green]+[/green] {name}: {quote(_BETWEEN.join(said))}"
    yield from _rest(rooms, lang)


def _new_drafts(rooms: list[RoomPlan], lang: Lang) -> Iterator[str]:
    if not rooms:
        return
    yield from _head("new_drafts_head", len(rooms), lang)
    wanted = [room for room in rooms if not room.withheld]
    yield from _reason_lines(_by_reason([room for room in rooms if room.withheld], lang), lang)
    if wanted:
        yield f"  {quote(word('as_wished', lang))}: {_names(wanted, lang)}"


def _adopted(rooms: list[RoomPlan], lang: Lang) -> Iterator[str]:
    if not rooms:
        return
    by_past: defaultdict[str, list[RoomPlan]] = defaultdict(list)
    for planned in rooms:
        by_past["; ".join(was_before(planned, lang))].append(planned)
    if len(by_past) == 1 and "" in by_past:
        yield from _head("adopted_head", len(rooms), lang, behind=few_of(rooms, lang))
        return
    yield from _head("adopted_head", len(rooms), lang)
    for past, of_past in by_past.items():
        yield f"  {_names(of_past, lang)}" + (f" [dim]({quote(past)})[/dim]" if past else "")


def _changing(rooms: list[RoomPlan], lang: Lang) -> Iterator[str]:
    """Yield what changes, once for all rooms that change alike."""
    if not rooms:
        return
    yield from _head("changing_head", len(rooms), lang)
    alike: defaultdict[str, list[RoomPlan]] = defaultdict(list)
    for planned in rooms:
        alike[_told(planned, lang)].append(planned)
    left = len(rooms)
    for told, of_alike in list(alike.items())[:_MOST_ROOMS]:
        left -= len(of_alike)
        if len(of_alike) == 1:
            yield f"  [yellow]~[/yellow] {place_name(of_alike[0], lang)}: {quote(told)}"
        else:
            yield f"  [yellow]~[/yellow] {quote(told)}: {_names(of_alike, lang)}"
    if left:
        yield f"  [dim]{quote(word('more_rooms', lang, count=left))}[/dim]"


def _told(planned: RoomPlan, lang: Lang) -> str:
    told = []
    if planned.draft is not None:
        told.append(word("unpublish" if planned.draft else "publish", lang))
    if planned.opens:
        told.append(word("opens", lang))
    fields = plan_lists.told_changes(planned)
    if planned.action is not Action.ADOPT:
        told += recognition_notes(planned, lang)
    told += [change_text(change, lang) for change in fields[:_MOST_FIELDS]]
    if len(fields) > _MOST_FIELDS:
        told.append(word("more_fields", lang, count=len(fields) - _MOST_FIELDS))
    if planned.images:
        told.append(word("pictures", lang, count=len(planned.images)))
    return _BETWEEN.join(told)


def change_text(change: FieldChange, lang: Lang) -> str:
    """Return a field that changes: what it is called, what it is, and what it becomes."""
    before, after = preview_change(change.before, change.after, lang, change.path)
    return f"{field_name(change.path, lang)}: {before} → {after}"


def _held_back(code: str, rooms: list[RoomPlan], lang: Lang) -> Iterator[str]:
    if not rooms:
        return
    grouped = _by_reason(rooms, lang)
    if len(grouped) == 1:
        ((reason, _),) = grouped
        behind = f"{quote(reason)}: {few_of(rooms, lang)}"
        yield from _head(code, len(rooms), lang, behind=behind)
        return
    yield from _head(code, len(rooms), lang)
    yield from _reason_lines(grouped, lang)


def _by_reason(rooms: Iterable[RoomPlan], lang: Lang) -> list[tuple[str, list[RoomPlan]]]:
    """Return the reasons, each with the rooms that it keeps back, the most frequent first."""
    grouped: defaultdict[str, list[RoomPlan]] = defaultdict(list)
    for planned in rooms:
        said = [reasons_in_words(rules, lang) for rules in [reasons_of(planned)] if rules]
        if len(reasons_of(planned)) < len(planned.withheld):
            said.append(word("space_missing", lang))
        said += was_before(planned, lang)
        grouped[_BETWEEN.join(said)].append(planned)
    return sorted(grouped.items(), key=lambda item: -len(item[1]))


def _reason_lines(grouped: Iterable[tuple[str, list[RoomPlan]]], lang: Lang) -> Iterator[str]:
    for reason, rooms in grouped:
        yield f"  {quote(reason)}: {_names(rooms, lang)}"


def _names(rooms: list[RoomPlan], lang: Lang) -> str:
    count = f"{len(rooms)} – " if len(rooms) > 1 else ""
    return count + few_of(rooms, lang)


def few_of(rooms: list[RoomPlan], lang: Lang) -> str:
    """Return what the first few of some rooms are called, with markup."""
    return quote(few([planned.room.label(lang) for planned in rooms], _MOST_NAMES))


def _rest(rooms: list[RoomPlan], lang: Lang) -> Iterator[str]:
    if len(rooms) > _MOST_ROOMS:
        yield f"  [dim]{quote(word('more_rooms', lang, count=len(rooms) - _MOST_ROOMS))}[/dim]"


def _head(code: str, count: int, lang: Lang, *, behind: str = "") -> Iterator[str]:
    yield ""
    yield f"[bold]{quote(word(code, lang, count=count))}[/bold]" + (behind and f" – {behind}")
