"""A room of a plan as an entry of a page's lists and tables."""

from __future__ import annotations

from varaamo_sync.model import Lang
from varaamo_sync.plan import Departed, FieldChange, Plan, RoomPlan
from varaamo_sync.plan.values import Locate
from varaamo_sync.words import Theme, field_name
from varaamo_sync_cli.render.page.blocks import Code, Item, Line, Rows, Strong
from varaamo_sync_cli.render.plan import plan_lists
from varaamo_sync_cli.render.plan.plan_notes import (
    notes,
    reasons_of,
    recognition_notes,
    was_before,
)
from varaamo_sync_cli.render.plan.plan_residents import line_to_residents
from varaamo_sync_cli.render.plan.plan_twins import answer_lines
from varaamo_sync_cli.render.plan.reasons import reasons_with_rules
from varaamo_sync_cli.render.value_text import cut, preview_change

word = Theme("commands/plan")

LONGEST = 200
"""Letters of a name or a value: what people write fits, and no page is filled by one of them."""
_LONGEST_NOTE = 600
_BETWEEN = " · "


def unclear_item(planned: RoomPlan, plan: Plan, locate: Locate, lang: Lang) -> Item:
    """Return a room that nobody recognised, with the lines that answer."""
    asked = list(answer_lines(planned, plan, locate, lang))
    told = tuple(recognition_notes(planned, lang))
    return Item(
        _with_notes(planned, told, lang),
        tuple((_note(line),) for line in asked if not line.startswith(" ")),
        tuple(line.strip() for line in asked if line.startswith(" ")),
    )


def differing_rows(planned: RoomPlan, lang: Lang, *, full: bool) -> Rows:
    """Return the fields of a room that others changed, with both values."""
    fields = planned.conflicts if full else plan_lists.own_conflicts(planned)
    return Rows(_name(planned, lang), tuple(_change(change, lang) for change in fields))


def new_item(planned: RoomPlan, lang: Lang) -> Item:
    """Return a room that is made, with what it will say to residents."""
    said = (_note(line_to_residents(planned, lang)),)
    _, *told = notes(planned, lang)  # that it is published or a draft says the heading
    if planned.draft is not False and not planned.withheld:
        told.insert(0, word("as_wished", lang))
    return Item(_with_notes(planned, told, lang), (said,))


def adopted_item(planned: RoomPlan, lang: Lang) -> Item:
    """Return a room that is joined to one that is there, with what that was before."""
    return Item(_with_notes(planned, tuple(was_before(planned, lang)), lang))


def changing_rows(planned: RoomPlan, lang: Lang, *, full: bool) -> Rows:
    """Return what changes of a room, with both values."""
    told = []
    if planned.draft is not None:
        told.append(word("unpublish" if planned.draft else "publish", lang))
    if planned.opens:
        told.append(word("opens", lang))
    told += recognition_notes(planned, lang)
    if planned.images:
        told.append(word("pictures", lang, count=len(planned.images)))
    fields = planned.changes if full else plan_lists.told_changes(planned)
    cells = tuple(_change(change, lang) for change in fields)
    return Rows(_with_notes(planned, told, lang), cells or ((("–",), ("–",), ("–",)),))


def withheld_item(planned: RoomPlan, lang: Lang) -> Item:
    """Return a room that is kept back, with the reasons."""
    rules = reasons_of(planned)
    told = [reasons_with_rules(rules, lang)] if rules else []
    if len(rules) < len(planned.withheld):
        told.append(word("space_missing", lang))
    return Item(_with_notes(planned, told, lang))


def departed_item(item: Departed) -> Item:
    """Return a room that has left the catalogue."""
    return Item((Strong(cut(item.remote.name or item.remote.known_as, LONGEST)), " ", _key(item)))


def _with_notes(planned: RoomPlan, told: list[str] | tuple[str, ...], lang: Lang) -> Line:
    name = _name(planned, lang)
    return (*name, f" – {_note(_BETWEEN.join(told))}") if told else name


def _name(planned: RoomPlan, lang: Lang) -> Line:
    return (Strong(cut(plan_lists.place_of(planned, lang), LONGEST)), " ", _key(planned))


def _key(item: RoomPlan | Departed) -> Code:
    return Code(cut(item.key, LONGEST))


def _change(change: FieldChange, lang: Lang) -> tuple[Line, ...]:
    values = preview_change(change.before, change.after, lang, change.path)
    name = field_name(change.path, lang)
    return tuple((cut(cell, LONGEST),) for cell in (name, *values))


def _note(text: str) -> str:
    return cut(text, _LONGEST_NOTE)
