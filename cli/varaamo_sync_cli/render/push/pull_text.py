"""What a pull takes and leaves, as text and as JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from varaamo_sync.model import Earlier, Lang
from varaamo_sync.sync import Left, LeftReason, TakenRoom, Takeover
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.verbosity import note
from varaamo_sync_cli.render.value_text import change_as_json, few, json_value, preview_change

_plan = Theme("commands/plan")
word = Theme("commands/pull")
say = Theme("commands/notes")

PRESSING = (
    *(LeftReason.UNSETTLED, LeftReason.HALF_MADE, LeftReason.LIKELY_TWIN),
    *(LeftReason.DEPARTED, LeftReason.UNLISTED),
)
"""What is told even where only results are wanted: it stands for a whole room of ours."""


def write_text(taken: Takeover, lang: Lang) -> None:
    """Write a line for each field and each room that is taken, and why others are not."""
    for field in taken.fields:
        before, after = preview_change(field.before, field.after)
        click.echo(f"{field.key} {field.path}: {before} → {after}")
    for room in taken.rooms:
        came = "back" if room.returns else "new"
        line = f"{room.key}: {came}, {room.remote.name}, {room.venue.label()}"
        click.echo("; ".join([line, *_notes(room, lang)]))
    pressing = False
    foreign: defaultdict[str, list[str]] = defaultdict(list)
    for item in taken.left:
        if item.reason in PRESSING:
            pressing = True
            click.echo(_why_left(item, lang))
        elif item.reason is LeftReason.FOREIGN and item.remote is not None:
            foreign[item.catalogue].append(item.remote.name or str(item.remote.pk))
        else:
            note(_why_left(item, lang))
    for owner, names in foreign.items():
        note(word("foreign", lang, catalogue=owner, count=len(names), names=few(names)))
    if taken.empty and not pressing:
        click.echo(say("nothing_to_take", lang))


def _notes(room: TakenRoom, lang: Lang) -> Iterator[str]:
    if room.earlier is not Earlier.NONE:
        yield _plan(f"earlier.{room.earlier}", lang)
    if room.paused:
        yield word("paused", lang)
    if room.returns:
        yield word("returns", lang)


def _why_left(item: Left, lang: Lang) -> str:
    name = item.key or ""
    if item.remote is not None and not item.path:
        shown = f"{item.remote.label} ({item.remote.pk})"
        name = f"{item.key}, {shown}" if item.key else shown
    return word(f"left.{item.reason}", lang, room=name, path=item.path, catalogue=item.catalogue)


def as_json(taken: Takeover, lang: Lang, *, dry_run: bool, files: Sequence[Path]) -> dict[str, Any]:
    """Return what is taken and left as JSON values; ``files`` are changed, or would be."""
    return {
        "dry_run": dry_run,
        "fields": [{"room": field.key, **change_as_json(field)} for field in taken.fields],
        "rooms": [_room(room) for room in taken.rooms],
        "left": [_left_as_json(item, lang) for item in taken.left],
        "files": [str(file) for file in files],
    }


def _room(room: TakenRoom) -> dict[str, Any]:
    return {
        "room": room.key,
        "pk": room.remote.pk,
        "name": room.remote.name,
        "service_unit": room.service_unit.value,
        "venue": room.venue.tprek,
        "earlier": room.earlier.value,
        "goal": not room.paused,
        "returns": room.returns,
        "entry": json_value(room.entry),
    }


def _left_as_json(item: Left, lang: Lang) -> dict[str, Any]:
    return {
        "reason": item.reason.value,
        "room": item.key,
        "pk": item.remote.pk if item.remote else None,
        "name": item.remote.name if item.remote else None,
        "path": item.path or None,
        "catalogue": item.catalogue or None,
        "said": _why_left(item, lang),
    }
