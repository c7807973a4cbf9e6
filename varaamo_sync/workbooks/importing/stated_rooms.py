"""Imports of what is no workbook: another system states rooms field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from varaamo_sync.findings import Finding, Position
from varaamo_sync.model import Venue
from varaamo_sync.snapshot import Reference
from varaamo_sync.stored_form import find_row
from varaamo_sync.workbooks.files.grid import CellRef, Sheet
from varaamo_sync.workbooks.findings import finding
from varaamo_sync.workbooks.importing.context import ImportContext
from varaamo_sync.workbooks.importing.personal import personal_findings
from varaamo_sync.workbooks.importing.plan import ImportPlan
from varaamo_sync.workbooks.importing.room_matcher import RoomMatcher
from varaamo_sync.workbooks.importing.sheet_rooms import SheetRoom, SheetVenue
from varaamo_sync.workbooks.importing.venue_index import VenueIndex
from varaamo_sync.workbooks.tables.table import Stated, Table

_UNNAMED = Table(Sheet("", []), "room", None, "fi", 1, ())
"""Stands for the table that there is none of: it has no columns that could be asked for."""


class FieldRef(CellRef):
    """A field of a record; its sheet is the record with the field, as findings name it."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """The record with the field."""
        return self.sheet

    @property
    def position(self) -> Position:
        """The record as findings name places."""
        return Position(self.file, self.row, self.column, self.sheet)


@dataclass(frozen=True, slots=True)
class StatedRoom:
    """A room that another system states.

    Attributes:
        file: Where it was read.
        number: Its number there, from 1.
        key: Its id in the other system, which is its key.
        venue: Where it is.
        values: Values by field id, each with the other system's name of the field.
        price: Parts of its price in the same way.
        asked: What only a person can say, in the other system's words, in the same way.
        notes: Further findings: rule, the other system's name of the field, values.
    """

    file: str
    number: int
    key: str
    venue: Venue
    values: Mapping[str, tuple[Any, str]]
    price: Mapping[str, tuple[Any, str]] = field(default_factory=dict)
    asked: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    notes: Sequence[tuple[str, str, Mapping[str, object]]] = ()

    @property
    def label(self) -> str:
        """What messages call the room."""
        names = (self.values.get(f"name.{lang}") for lang in ("fi", "sv", "en"))
        return next((str(name[0]) for name in names if name), self.key)


def plan_stated_rooms(
    rooms: Sequence[StatedRoom], context: ImportContext, *, asked_by: str
) -> ImportPlan:
    """Return what an import of rooms that another system states would change.

    A question that the catalogue has answered already is not asked again.

    Args:
        rooms: The rooms.
        context: What an import needs to know beside them.
        asked_by: The rule by which questions are told.

    Raises:
        UsageError: An answer names nothing that there is.
    """
    context.demand_answers()
    index = VenueIndex(context.known_venues(), context.remote, context.venue_answers)
    sheet_rooms = [_sheet_room(room, context.reference, index) for room in rooms]
    findings = list(personal_findings(sheet_rooms))
    matcher = RoomMatcher(
        context.catalogue,
        index,
        findings,
        unit=context.unit,
        answers=context.room_answers,
        has_image=context.has_image,
    )
    matcher.take_venues(_venues(rooms))
    matcher.take_rooms(sheet_rooms)
    plan = matcher.plan()
    told = [*plan.findings, *_questions(plan, rooms, asked_by), *_notes(rooms)]
    return replace(
        plan,
        findings=tuple(told),
        venue_names=frozenset(_venue_names(rooms)),
        room_names=frozenset(room.label for room in rooms),
        rooms=len(rooms),
    )


def _sheet_room(room: StatedRoom, reference: Reference | None, index: VenueIndex) -> SheetRoom:
    values = {"key": Stated(room.key, _ref(room, "id"))}
    for id, (value, source) in room.values.items():
        values[id] = Stated(value, _ref(room, source))
    venue = {"venue.tprek": room.venue.tprek, "venue": _name(room), "venue.address": _street(room)}
    values |= {id: Stated(text, _ref(room, "unit")) for id, text in venue.items() if text}
    made = SheetRoom(_ref(room, "id"), _UNNAMED, values, only_asks=True)
    made.unread = {
        id: Stated(words, _ref(room, source))
        for id, (words, source) in room.asked.items()
        if not (id == "venue.tprek" and _has_id(room, index))
    }
    if room.price:
        price = {
            part: Stated(one, _ref(room, source)) for part, (one, source) in room.price.items()
        }
        made.entries["price"].append(price)
    _ask_names(made, reference)
    return made


def _has_id(room: StatedRoom, index: VenueIndex) -> bool:
    """Tell whether the venue's id in the service map is known by its name or its address."""
    found = index.find("", _name(room), _street(room))
    return found.certain and found.venue is not None and bool(found.venue.tprek)


def _ask_names(room: SheetRoom, reference: Reference | None) -> None:
    """Ask for names that the booking system does not have, where it is known which it has."""
    if reference is None:
        return
    lists = {
        "type": reference.types,
        "purposes": reference.purposes,
        "equipment": reference.equipment,
    }
    for id, rows in lists.items():
        stated = room.values.get(id)
        if stated is None:
            continue
        names = [stated.value] if isinstance(stated.value, str) else list(stated.value)
        unknown = [name for name in names if find_row(rows, name) is None]
        if unknown:
            room.unread[id] = Stated(", ".join(names), stated.cell)
            del room.values[id]


def _ref(room: StatedRoom, source: str) -> FieldRef:
    return FieldRef(room.file, f"{room.key} {source}", room.number, 1)


def _name(room: StatedRoom) -> str:
    name = room.venue.name
    return name.fi or name.sv or name.en or ""


def _street(room: StatedRoom) -> str:
    return room.venue.address or ""


def _venues(rooms: Iterable[StatedRoom]) -> Iterable[SheetVenue]:
    """Return the venues with all their names, once each; nobody's until a room stands in one."""
    first: dict[str, StatedRoom] = {}
    for room in rooms:
        first.setdefault(room.venue.identity, room)
    return [
        SheetVenue(room.venue, None, _ref(room, "unit"), {}, offered=True)
        for room in first.values()
        if room.venue.name.fi and not room.venue.tprek
    ]


def _venue_names(rooms: Iterable[StatedRoom]) -> Iterable[str]:
    return (text for room in rooms for text in (_name(room), _street(room)) if text)


def _questions(plan: ImportPlan, rooms: Iterable[StatedRoom], rule: str) -> Iterable[Finding]:
    """Yield the questions that stay open: whatever the plan leaves unread."""
    names = {room.key: room.label for room in rooms}
    open_ = [
        (added.key, path, words)
        for added in plan.additions
        for path, words in (added.entry.get("unread") or {}).items()
    ]
    open_ += [
        (change.key, str(change.path[1]), change.after)
        for change in plan.changes
        if change.path[0] == "unread" and change.after
    ]
    for key, path, words in open_:
        at = plan.locate(key, ("unread", path))
        params = {"room": names.get(key, key), "field": path, "text": words}
        yield finding(rule, at, params, key=key, path=("unread", path))


def _notes(rooms: Iterable[StatedRoom]) -> Iterable[Finding]:
    for room in rooms:
        for rule, source, params in room.notes:
            place = _ref(room, source).position
            yield finding(rule, place, {"room": room.label, **params}, key=room.key)
