"""Edits that let rooms have some hours, whatever they inherit; what stays is not written anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from varaamo_sync.catalogue_files.edit.edits import CatalogueFolder, Edits, Holder, PlaceEdit
from varaamo_sync.catalogue_files.edit.patch import REMOVED
from varaamo_sync.catalogue_form import Edit
from varaamo_sync.findings import Path as Steps
from varaamo_sync.model import lay_over
from varaamo_sync.model.entries import MISSING
from varaamo_sync.model.hours import parse_times

_HOURS, _EXCEPTIONS, _PERIODS = "hours", "exceptions", "periods"


def hours_edits(folder: CatalogueFolder, wanted: Mapping[str, Mapping[str, Any]]) -> Edits:
    """Return the edits after which rooms have some hours.

    They are written where they were stated, for the venue or for all, where every room that takes
    them from there is to have the same; else into the room.

    Args:
        folder: The files.
        wanted: The hours that rooms are to have in the end, plain, by key.
    """
    stated = _Stated(folder.holders, wanted)
    stated.change_what_is_shared()
    places = [
        PlaceEdit(file, where, value)
        for (file, path), hours in stated.changed.items()
        for where, value in _changes((*path, _HOURS), stated.written[file, path], hours)
    ]
    return Edits([one for key in wanted for one in stated.room_edits(key)], places=places)


_Place = tuple[str, Steps]
"""Where something states hours: its file and its path there."""


class _Stated:
    """What the files say of hours, and what they are to say.

    Attributes:
        written: What is said at each place.
        changed: What is to be said instead, of places that are of several rooms.
    """

    def __init__(
        self, holders: Mapping[str, Sequence[Holder]], wanted: Mapping[str, Mapping[str, Any]]
    ) -> None:
        self._wanted = wanted
        self._rooms = {key: (chain[-1].file, chain[-1].path) for key, chain in holders.items()}
        self._chains: dict[str, list[_Place]] = {key: [] for key in holders}
        self._below: dict[_Place, list[str]] = {}
        self.written: dict[_Place, Any] = {}
        self.changed: dict[_Place, Mapping[str, Any]] = {}
        for key, chain in holders.items():
            for holder in chain:
                if _HOURS in holder.entry:
                    place = holder.file, holder.path
                    self._chains[key].append(place)
                    self._below.setdefault(place, []).append(key)
                    self.written[place] = holder.entry[_HOURS]

    def change_what_is_shared(self) -> None:
        """Let places above the rooms say what is wanted, where that is right for each below."""
        first: dict[_Place, str] = {}
        for key in sorted(self._wanted, key=lambda key: -len(self._chains[key])):
            place = next(reversed(self._chains[key]), self._rooms[key])
            if place != self._rooms[key] and isinstance(self.written[place], Mapping):
                first.setdefault(place, key)
        for place, key in first.items():
            due = {one: self._due(one, place) for one in self._below[place]}
            above = self._laid(self._chains[key][:-1])
            self.changed[place] = _above(above, self.written[place], self._wanted[key])
            if not all(_same(self._hours(one), hours) for one, hours in due.items()):
                del self.changed[place]

    def room_edits(self, key: str) -> Iterator[Edit]:
        """Yield the edits after which a room states the rest of what it is to have."""
        if _same(self._hours(key), _bare(self._wanted[key])):
            return
        room = self._rooms[key]
        below = self._laid([one for one in self._chains[key] if one != room])
        own = self.written.get(room)
        above = _above(below, own if isinstance(own, Mapping) else {}, self._wanted[key])
        if isinstance(own, Mapping):
            yield from (Edit(key, path, value) for path, value in _changes((_HOURS,), own, above))
        elif above:
            yield Edit(key, (_HOURS,), above)

    def _due(self, key: str, place: _Place) -> Mapping[str, Any]:
        """Return what a room is to have once a place has changed: only who takes all from there."""
        takes = self._chains[key][-1] == place and key in self._wanted
        return _bare(self._wanted[key]) if takes else self._hours(key)

    def _hours(self, key: str) -> Mapping[str, Any]:
        return _bare(self._laid(self._chains[key]))

    def _laid(self, chain: Sequence[_Place]) -> Mapping[str, Any]:
        """Return what is said at several places together, the outermost first."""
        laid: dict[str, Any] = {}
        for place in chain:
            laid = lay_over(laid, {_HOURS: self.changed.get(place, self.written[place])})
        return laid.get(_HOURS) or {}


def _bare(hours: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return hours without what does not count."""
    if hours.get("kept_in"):
        return {"kept_in": hours["kept_in"]}
    exceptions = {k: v for k, v in (hours.get(_EXCEPTIONS) or {}).items() if v is not None}
    told = {name: value for name, value in hours.items() if name != _EXCEPTIONS}
    return {**told, **({_EXCEPTIONS: exceptions} if exceptions else {})}


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
    if not before.keys() & after.keys():  # no line of it stays
        yield path, dict(after)
        return
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
