"""Imports of what is no workbook: another system states rooms field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from varaamo_sync.findings import Finding, Position
from varaamo_sync.model import ServiceUnit, Venue
from varaamo_sync.snapshot import Reference
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.stored_form import find_row
from varaamo_sync.workbooks.files.grid import CellRef, Sheet
from varaamo_sync.workbooks.findings import finding
from varaamo_sync.workbooks.importing.context import ImportContext
from varaamo_sync.workbooks.importing.entry import unread_of
from varaamo_sync.workbooks.importing.open_places import PLACES
from varaamo_sync.workbooks.importing.personal import personal_findings
from varaamo_sync.workbooks.importing.plan import ImportPlan
from varaamo_sync.workbooks.importing.room_matcher import RoomMatcher
from varaamo_sync.workbooks.importing.sheet_rooms import SheetRoom, SheetVenue
from varaamo_sync.workbooks.importing.venue_index import VenueIndex, VenueMatch
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
        unit: Whose it is, where a person said so.
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
    unit: ServiceUnit | None = None

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
        asked_by: What the rules begin with by which questions are told: ``respa``.

    Raises:
        UsageError: An answer names nothing that there is.
    """
    context.demand_answers()
    index = VenueIndex(context.known_venues(), context.remote, context.venue_answers)
    sheet_rooms = [_sheet_room(room, context.reference, index) for room in rooms]
    known = context.catalogue.by_key
    sheet_rooms.sort(key=lambda room: room.text("key") not in known)  # those are certain
    findings = list(personal_findings(sheet_rooms))
    matcher = RoomMatcher(
        context.catalogue,
        index,
        findings,
        unit=context.unit,
        answers=context.room_answers,
        has_image=context.has_image,
    )
    matcher.take_venues(_venues(rooms, index))
    matcher.take_rooms(sheet_rooms)
    plan = matcher.plan()
    told = [*plan.findings, *_questions(plan, sheet_rooms, context, asked_by), *_notes(rooms)]
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
    made = SheetRoom(_ref(room, "id"), _UNNAMED, values, recorded=room.venue)
    made.unread = {
        id: Stated(words, _ref(room, source))
        for id, (words, source) in room.asked.items()
        if not (id == "venue.tprek" and _has_id(room, index))
    }
    if room.unit is not None:
        values["service_unit"] = Stated(room.unit.value, _ref(room, "unit"))
    if room.price:
        price = {
            part: Stated(one, _ref(room, source)) for part, (one, source) in room.price.items()
        }
        made.entries["price"].append(price)
    _ask_names(made, reference)
    return made


def _has_id(room: StatedRoom, index: VenueIndex) -> bool:
    """Tell whether the venue's id is known by its name or its address, or was answered."""
    found = index.find("", _name(room), _street(room))
    return found.venue is not None and bool(found.venue.tprek)


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


def _venues(rooms: Iterable[StatedRoom], index: VenueIndex) -> Iterable[SheetVenue]:
    """Return the venues with all their names, once each; nobody's until a room stands in one.

    Those that may be one of the catalogue's are asked of each of their rooms.
    """
    first: dict[str, StatedRoom] = {}
    for room in rooms:
        first.setdefault(room.venue.identity, room)
    return [
        SheetVenue(room.venue, None, _ref(room, "unit"), {}, offered=True)
        for room in first.values()
        if room.venue.name.fi
        and not room.venue.tprek
        and _may_be_new(index.find("", _name(room), _street(room)))
    ]


def _may_be_new(match: VenueMatch) -> bool:
    """Tell whether there is something to be learnt of a venue: it is new, or its id is not known.

    What the catalogue says of others stays, as the service map has it.
    """
    return match.venue is not None and not (match.certain and match.venue.tprek)


def _venue_names(rooms: Iterable[StatedRoom]) -> Iterable[str]:
    return (text for room in rooms for text in (_name(room), _street(room)) if text)


def _questions(
    plan: ImportPlan, rooms: Iterable[SheetRoom], context: ImportContext, asked_by: str
) -> Iterable[Finding]:
    """Yield the questions that stay open, those of an earlier import among them."""
    asked = {room.text("key"): room for room in rooms}
    units = {added.key: added.unit for added in plan.additions}
    units |= {one.key: one.service_unit for one in context.catalogue.rooms}
    for key, questions in _open_questions(plan, asked, context).items():
        room = asked.get(key)
        for path, words in ((path, words) for path, words in questions.items() if words):
            params = {
                "room": room.label if room else key,
                "venue": room.text("venue") if room else "",
                "unit": units[key].value,
                "field": path,
                "text": words,
            }
            rule = f"{asked_by}-{PLACES[path]}-asked" if path in PLACES else f"{asked_by}-asked"
            at = plan.locate(key, ("unread", path))
            yield finding(rule, at, params, key=key, path=("unread", path))


def _open_questions(
    plan: ImportPlan, asked: Mapping[str, SheetRoom], context: ImportContext
) -> Mapping[str, Mapping[str, str]]:
    """Return what stays unread after an import, by key and path; words of other forms do not."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for key, room in asked.items():
        known = context.catalogue.by_key.get(key)
        said = {*unread_of(room), *PLACES}
        if known is not None and key in plan.places:
            found[key] = {path: one for path, one in known.unread.items() if path in said}
    for added in plan.additions:
        found[added.key] = dict(added.entry.get("unread") or {})
    for change in plan.changes:
        if change.path[0] == "unread":
            found[change.key][str(change.path[1])] = change.after
    return found


def _notes(rooms: Iterable[StatedRoom]) -> Iterable[Finding]:
    for room in rooms:
        for rule, source, params in room.notes:
            place = _ref(room, source).position
            yield finding(rule, place, {"room": room.label, **params}, key=room.key)
