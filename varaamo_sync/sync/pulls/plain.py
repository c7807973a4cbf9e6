"""What a pull takes and leaves, as JSON values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from varaamo_sync.json_values import change_as_json, json_value
from varaamo_sync.model import Lang
from varaamo_sync.sync.pulls.results import Left, TakenRoom, Takeover
from varaamo_sync.words import Theme, field_name

_said = Theme("commands/pull")


def takeover_as_dict(
    taken: Takeover, lang: Lang = "fi", *, dry_run: bool = True, files: Iterable[object] = ()
) -> dict[str, Any]:
    """Return what a pull takes and leaves, as ``schemas/pull.schema.json`` describes it.

    Args:
        taken: What is taken.
        lang: Language of the reasons in words.
        dry_run: Whether nothing of it was written.
        files: Files that were changed, or would be.
    """
    return {
        "format_version": 1,
        "dry_run": dry_run,
        "fields": [{"room": field.key, **change_as_json(field)} for field in taken.fields],
        "rooms": [_room(room) for room in taken.rooms],
        "left": [_left(item, lang) for item in taken.left],
        "files": [str(file) for file in files],
    }


def why_left(item: Left, lang: Lang) -> str:
    """Return in words why something is not taken.

    Args:
        item: What is left.
        lang: The language.
    """
    name = item.key or ""
    if item.remote is not None and not item.path:
        shown = f"{item.remote.label} ({item.remote.known_as})"
        name = f"{item.key}, {shown}" if item.key else shown
    field = field_name(item.path, lang)
    return _said(f"left.{item.reason}", lang, room=name, field=field, catalogue=item.catalogue)


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
