"""What the booking system demands of every room, and what it has no place for.

Varaamo has rules of its own for what it demands, and a place for all that a catalogue says.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from varaamo_sync.capabilities import Capabilities, Feature
from varaamo_sync.findings import Level, Owner, Severity
from varaamo_sync.model import LANGS, Room, Text
from varaamo_sync.rules.room_view import RoomView
from varaamo_sync.rules.rule import Example, Hits, draft_error, hit, hit_field, rule

_NOTHING: tuple[Any, ...] = (None, False, "", 0, (), timedelta(0))

_WHOLE: Mapping[str, Any] = {
    "equipment": None,
    "capacity": {"min": None},
    "access": None,
    "instructions": {"confirmed": {"fi": "Ovi on auki.", "sv": "Dörren är öppen.", "en": "Open."}},
    "images": [{"file": "sali.jpg"}],
}
"""What a room says that Respa takes whole."""


@draft_error(
    "field-demanded",
    owner=Owner.UNIT,
    asks=Feature.PARTIAL,
    bad=Example(({**_WHOLE, "images": None},), system="respa"),
    good=Example((_WHOLE,), system="respa"),
)
def field_demanded(room: RoomView) -> Hits:
    """The system makes no room, not even a draft, without some fields."""
    system = room.context.system
    is_there = room.context.is_there(room.entry)
    missing = [] if is_there else _missing_fields(room.entry, system)
    for path in system.whole_texts:
        text = _said(room.entry, path)
        said = [lang for lang in LANGS if _is_written(text, lang)]
        if said or not is_there:  # of a text that is not stated nothing is sent
            missing += [f"{path}.{lang}" for lang in LANGS if lang not in said]
    if missing:
        yield hit(*missing[0].split("."), fields=missing, system=system.name)


def _missing_fields(room: Room, system: Capabilities) -> list[str]:
    return [
        path
        for path in system.demanded
        if path not in system.whole_texts and _said(room, path) in _NOTHING
    ]


@rule(
    Severity.WARNING,
    Level.PUBLISH,
    "field-not-kept",
    owner=Owner.COORDINATOR,
    asks=Feature.PARTIAL,
    bad=Example(({**_WHOLE, "equipment": ["Piano"]},), system="respa"),
    good=Example((_WHOLE,), system="respa"),
)
def field_not_kept(room: RoomView) -> Hits:
    """What the catalogue says and the system has no place for stays in the catalogue."""
    system = room.context.system
    for path in unkept_fields(room.entry, system):
        yield hit_field(*path.split("."), system=system.name)


def unkept_fields(room: Room, system: Capabilities) -> list[str]:
    """Return the fields that a room states and a booking system has no place for.

    Args:
        room: The room.
        system: What the booking system can do.
    """
    found = [
        path
        for path in sorted(system.lacks)
        if (said := _said(room, path)) not in _NOTHING
        and str(said) not in system.implied.get(path, ())
    ]
    units = {price.unit.value for price in room.pricing or ()}
    if system.price_units is not None and units - system.price_units:
        found.append("pricing.unit")
    return found


def _said(room: Room, path: str) -> Any:
    value: Any = room
    for step in path.split("."):
        value = getattr(value, step, None)
    return value


def _is_written(text: object, lang: str) -> bool:
    said = getattr(text, lang, None) if isinstance(text, Text) else None
    return bool(said) and not str(said).isspace()
