"""Edits that let a room state some hours, whatever it inherits; what stays is not written anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from varaamo_sync.catalogue_files.edit.edits import CatalogueFolder
from varaamo_sync.catalogue_files.edit.patch import REMOVED
from varaamo_sync.catalogue_form import Edit
from varaamo_sync.findings import Path as Steps
from varaamo_sync.model import Room
from varaamo_sync.model.entries import MISSING
from varaamo_sync.model.hours import parse_times

_HOURS, _EXCEPTIONS, _PERIODS = "hours", "exceptions", "periods"


def hours_edits(folder: CatalogueFolder, room: Room, hours: Mapping[str, Any]) -> tuple[Edit, ...]:
    """Return the edits after which a room states some hours.

    Args:
        folder: The files.
        room: The room.
        hours: The hours that it is to have in the end, plain.
    """
    below = folder.defaults(room.service_unit, room.venue).get(_HOURS) or {}
    own = folder.entry(room.key).get(_HOURS)
    own = own if isinstance(own, Mapping) else None
    above = _above(below, own or {}, hours)
    if own is None:
        return (Edit(room.key, (_HOURS,), above),) if above else ()
    return tuple(Edit(room.key, path, value) for path, value in _changes((_HOURS,), own, above))


def _above(
    below: Mapping[str, Any], own: Mapping[str, Any], hours: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what a room states so that it has some hours on top of inherited ones."""
    week = {name: value for name, value in hours.items() if name != _EXCEPTIONS}
    inherited = {name: value for name, value in below.items() if name != _EXCEPTIONS}
    states_week = bool(set(own) - {_EXCEPTIONS}) or not _same(inherited, week)
    said, held = hours.get(_EXCEPTIONS) or {}, below.get(_EXCEPTIONS) or {}
    written = own.get(_EXCEPTIONS) or {}
    stated: dict[str, Any] = {
        days: times
        for days, times in said.items()
        if days in written or not _same(held.get(days, MISSING), times)
    }
    if hours.get("kept_in"):  # nothing inherited counts beside it
        return week
    gone = {days: None for days in held if days not in said and held[days] is not None}
    made = {**(week if states_week else {}), _EXCEPTIONS: {**stated, **gone}}
    if not made[_EXCEPTIONS]:
        del made[_EXCEPTIONS]
    return made


def _changes(
    path: Steps, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[tuple[Steps, Any]]:
    """Yield what changes in a mapping: what means the same stays as it is written."""
    for name in before:
        if name not in after:
            yield (*path, name), REMOVED
    for name, value in after.items():
        held = before.get(name, MISSING)
        if _same(held, value):
            continue
        inside = isinstance(held, Mapping) and isinstance(value, Mapping) and held and value
        if name == _EXCEPTIONS and inside:
            yield from _changes((*path, name), held, value)
        elif name == _PERIODS and isinstance(held, list) and len(held) == len(value):
            inner = [
                _changes((*path, name, n), *both)
                for n, both in enumerate(zip(held, value, strict=True))
            ]
            yield from _by_item(held, [list(one) for one in inner], (*path, name), value)
        else:
            yield (*path, name), value


def _by_item(
    held: Sequence[Mapping[str, Any]],
    changes: Sequence[Sequence[tuple[Steps, Any]]],
    path: Steps,
    value: Any,
) -> Iterator[tuple[Steps, Any]]:
    """Yield changes within a list; all of it where one takes away what stands beside a dash."""
    for item, inner in zip(held, changes, strict=True):
        first = next(iter(item), None)
        if any(new is REMOVED and where[-1] == first for where, new in inner):
            yield path, value
            return
    for inner in changes:
        yield from inner


def _same(held: Any, value: Any) -> bool:
    """Whether two values mean the same, however their times are written."""
    if isinstance(held, Mapping) and isinstance(value, Mapping):
        return held.keys() == value.keys() and all(_same(held[one], value[one]) for one in held)
    if held == value:
        return True
    try:
        return parse_times(held) == parse_times(value)
    except ValueError:
        return False
