"""What a pull takes and leaves, as text and as JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from varaamo_sync.model import Lang
from varaamo_sync.sync import Left, LeftReason, TakenField, TakenRoom, Takeover
from varaamo_sync_cli.render.plan.plan_notes import few
from varaamo_sync_cli.render.values import as_json as value_as_json
from varaamo_sync_cli.render.values import shown_change
from varaamo_sync_cli.words.earlier import WAS
from varaamo_sync_cli.words.pull import left, word

FORMAT_VERSION = 1

PRESSING = (LeftReason.UNSETTLED, LeftReason.HALF_MADE, LeftReason.LIKELY_TWIN, LeftReason.DEPARTED)
"""What is told even where only results are wanted: it stands for a whole room of ours."""


def lines(taken: Takeover, lang: Lang) -> Iterator[str]:
    """Yield a line for each field and each room that is taken."""
    for field in taken.fields:
        before, after = shown_change(field.before, field.after)
        yield f"{field.key} {field.path}: {before} → {after}"
    for room in taken.rooms:
        came = "back" if room.returns else "new"
        line = f"{room.key}: {came}, {room.remote.name}, {room.venue.label()}"
        yield "; ".join([line, *_notes(room, lang)])


def _notes(room: TakenRoom, lang: Lang) -> Iterator[str]:
    if room.earlier in WAS:
        yield WAS[room.earlier][lang]
    if room.paused:
        yield word("paused", lang)
    if room.returns:
        yield word("returns", lang)


def told(left_: Sequence[Left], lang: Lang) -> Iterator[tuple[str, bool]]:
    """Yield why things are not taken, rooms of one other catalogue together; and what presses."""
    owned: defaultdict[str, list[str]] = defaultdict(list)
    for item in left_:
        if item.reason is LeftReason.FOREIGN and item.remote is not None:
            owned[item.catalogue].append(item.remote.name or str(item.remote.pk))
        else:
            yield why_left(item, lang), item.reason in PRESSING
    for owner, names in owned.items():
        line = word("foreign", lang, catalogue=owner, count=len(names), names=few(names))
        yield line, False


def why_left(item: Left, lang: Lang) -> str:
    """Return why something is not taken."""
    name = item.key or ""
    if item.remote is not None and not item.path:
        shown = f"{item.remote.label} ({item.remote.pk})"
        name = f"{item.key}, {shown}" if item.key else shown
    return left(item.reason.value, lang, room=name, path=item.path, catalogue=item.catalogue)


def as_json(taken: Takeover, lang: Lang, *, dry_run: bool, files: Sequence[Path]) -> dict[str, Any]:
    """Return what is taken and left as JSON values.

    Args:
        taken: What is taken.
        lang: Language of the reasons.
        dry_run: Whether nothing was written.
        files: Files that were written, or would be.
    """
    return {
        "format_version": FORMAT_VERSION,
        "dry_run": dry_run,
        "fields": [_field(field) for field in taken.fields],
        "rooms": [_room(room) for room in taken.rooms],
        "left": [_left(item, lang) for item in taken.left],
        "files": [str(file) for file in files],
    }


def _field(field: TakenField) -> dict[str, Any]:
    return {
        "room": field.key,
        "path": field.path,
        "before": value_as_json(field.before),
        "after": value_as_json(field.after),
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
        "entry": _plain(room.entry),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value_as_json(value)


def _left(item: Left, lang: Lang) -> dict[str, Any]:
    return {
        "reason": item.reason.value,
        "room": item.key,
        "pk": item.remote.pk if item.remote else None,
        "name": item.remote.name if item.remote else None,
        "path": item.path or None,
        "catalogue": item.catalogue or None,
        "said": why_left(item, lang),
    }
