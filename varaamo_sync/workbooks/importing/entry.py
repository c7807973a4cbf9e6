"""What a sheet states beside what the catalogue states already, and what answers the unread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from varaamo_sync.findings import Path
from varaamo_sync.model import Earlier, Hours, Wanted
from varaamo_sync.model.entries import MISSING
from varaamo_sync.model.hours import parse_days
from varaamo_sync.workbooks.cells.result import CLEARED
from varaamo_sync.workbooks.importing.sheet_rooms import SheetRoom
from varaamo_sync.workbooks.tables.fields import column_of, paths_of
from varaamo_sync.workbooks.tables.table import Stated, Table
from varaamo_sync.workbooks.text import fold, one_line, tidy

_SETS = ("purposes", "equipment")
_NAMES = ("type", "purposes", "equipment")
_UNSENT = {"wanted": Wanted.DRAFT.value, "earlier": Earlier.NONE.value, "goal": True}
_PLACES = ("key", "service_unit", "venue")
_AMOUNTS = ("price.lowest", "price.highest")
_FREE = ("lowest", "highest", "vat", "payment", "unit")


def unchanged(path: Path, before: Any, after: Any) -> bool:
    """Tell whether a sheet states what the catalogue states already."""
    if after is CLEARED:
        return before is None or before in ("", [], {})
    if before is MISSING:
        return path[0] in _UNSENT and after == _UNSENT[str(path[0])]
    if path == ("hours",) and before is not None:
        return Hours.model_validate(before) == Hours.model_validate(after)
    return bool(_comparable(path, before) == _comparable(path, after))


def _comparable(path: Path, value: Any) -> Any:
    if isinstance(value, str):
        if path[0] in _NAMES:
            return fold(value)
        return one_line(value) if path[0] == "name" else tidy(value)
    if isinstance(value, list):
        return _comparable_list(path, value)
    if isinstance(value, Mapping):
        return {name: _comparable(path, item) for name, item in value.items()}
    return value


def _comparable_list(path: Path, value: list[Any]) -> Any:
    """Return a list without what no cell could say: blanks among names, and one name twice."""
    items = [_comparable(path, item) for item in value]
    if not all(isinstance(item, str) for item in items):
        return items
    words = list(dict.fromkeys(filter(None, items)))
    return frozenset(words) if path[0] in _SETS else words


def with_entries(
    before: Any, stated: Sequence[Mapping[str, Any]], defaults: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Return prices or ways in after a sheet stated some of them, by their first day.

    Args:
        before: What the catalogue states.
        stated: What the sheet states, one mapping per entry.
        defaults: What the model takes where nothing is stated.
    """
    entries = [dict(entry) for entry in before] if isinstance(before, list) else []
    for new in stated:
        own = _entry_for(entries, new)
        if own is None:
            own = {}
            entries.append(own)
            defaults_here: Mapping[str, Any] = {}
        else:
            defaults_here = defaults
        _overlay(own, new, defaults_here)
    return entries


def with_images(before: Any, stated: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return pictures as a sheet states them, each as the catalogue writes it already.

    A cell marks the main picture alone; that another one is ``type: other`` need not be said, but
    may be, and stays so.

    Args:
        before: What the catalogue states.
        stated: What the sheet states.
    """
    known = before if isinstance(before, list) else []
    other = {"type": "other"}
    return [
        dict(next((one for one in known if {**other, **one} == {**other, **new}), new))
        for new in stated
    ]


def with_hours(before: Any, stated: Mapping[str, Any]) -> dict[str, Any]:
    """Return hours as a sheet states them, beside what it says nothing of.

    Exceptions of the catalogue stay where the cell speaks of none; where it speaks of some, they
    are all that there are, and each that is no more is taken away by name: a block may state it.
    Where it speaks of exceptions alone, the hours of the week stay.

    Args:
        before: What the catalogue states.
        stated: What the sheet states.
    """
    if not isinstance(before, Mapping):
        return dict(stated)
    held, said = before.get("exceptions") or {}, stated.get("exceptions")
    if said is None:
        return {**stated, "exceptions": held} if held else dict(stated)
    days = {parse_days(words) for words in said}
    gone = {words: None for words in held if parse_days(words) not in days}
    week = before if set(stated) == {"exceptions"} else stated
    return {**week, "exceptions": {**said, **gone}}


def _entry_for(entries: list[dict[str, Any]], new: Mapping[str, Any]) -> dict[str, Any] | None:
    begins = new.get("from")
    same = [entry for entry in entries if entry.get("from") == begins]
    if same:
        return same[0]
    return entries[0] if begins is None and "from" not in new and len(entries) == 1 else None


def _overlay(own: dict[str, Any], new: Mapping[str, Any], defaults: Mapping[str, Any]) -> None:
    was_free = own.get("free") is True
    for name, value in new.items():
        if value is CLEARED:
            own.pop(name, None)
        elif "." in name:
            outer, _, inner = name.partition(".")
            own[outer] = {**(own.get(outer) or {}), inner: value}
        elif name in own or defaults.get(name, MISSING) != value:
            own[name] = value
    if new.get("free") is True and not was_free:
        for name in _FREE:
            if name not in new:
                own.pop(name, None)
    elif was_free and new.get("lowest") is not None and new.get("free") is not True:
        own.pop("free", None)


def asks_for(table: Table, path: str) -> bool:
    """Tell whether a table has a column for a field, by its dotted path."""
    return any(id == column_of(path) or path in paths_of(id) for id in table.places)


def is_answered(value: Any, steps: Sequence[str]) -> bool:
    """Tell whether a catalogue states a field, or has nothing to state: what is free has no VAT."""
    if not steps:
        return True
    if isinstance(value, list):
        return bool(value) and all(is_answered(item, steps) for item in value)
    if not isinstance(value, Mapping):
        return False
    if steps[0] not in value:
        return value.get("free") is True
    return is_answered(value[steps[0]], steps[1:])


def unread_of(room: SheetRoom) -> dict[str, Stated]:
    """Return what a sheet says of a room and nobody can read, by dotted path."""
    found: dict[str, Stated] = {}
    for id, one in room.unread.items():
        for path in ("key",) if id == "key" and room.recorded else paths_of(id):
            held = found.setdefault(path, one)
            if held.value != one.value:
                found[path] = Stated(f"{held.value}; {one.value}", held.cell)
    return found


def answer_to(path: str, room: SheetRoom) -> Stated | None:
    """Return what a sheet states now of a field that could not be read before."""
    if path in room.answered:
        return Stated(True, room.first)
    if room.recorded is not None and path in _PLACES:
        return None  # its record says the same as ever: only a person can tell
    said = dict(room.values)
    for name, entries in room.entries.items():
        said.update({f"{name}.{part}": one for entry in entries for part, one in entry.items()})
    if path.partition(".")[0] == "pricing":
        free = said.get("price.free")
        if free is not None and free.value is not False:
            return free
        amounts = (said.get(id) for id in _AMOUNTS)
        if path in ("pricing", "pricing.lowest"):
            return next((amount for amount in amounts if amount is not None), None)
    wanted = column_of(path)
    answers = (one for id, one in said.items() if id == wanted or path in paths_of(id))
    return next(answers, None)
