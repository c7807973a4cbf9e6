"""Names of reference data: each means exactly one row of the booking system."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from varaamo_sync.findings import Owner, Path
from varaamo_sync.rules.context import Table
from varaamo_sync.rules.room_view import RoomView
from varaamo_sync.rules.rule import Hits, Needs, a_room, draft_error, hit, hit_field

_UNKNOWN = "does_not_exist"
_KINDS = {
    "cancellation": "CANCELLATION",
    "payment": "PAYMENT",
    "pricing": "PRICING",
    "service": "SERVICE",
}
"""Terms fields with the type that the booking system asks of each."""


@draft_error(
    "type-unknown",
    code=_UNKNOWN,
    needs=Needs.REFERENCE,
    bad=a_room(type="Juhlasalli"),
    good=a_room(type="sali"),
)
def type_unknown(room: RoomView) -> Hits:
    """The type is one that the booking system knows."""
    name = room.type
    if name and not name.isspace() and not room.context.named("types", name):
        yield hit("type", name=name, near=room.context.near("types", name))


@draft_error(
    "purpose-unknown",
    code=_UNKNOWN,
    needs=Needs.REFERENCE,
    bad=a_room(purposes=["Musiikki", "Juhlinta"]),
    good=a_room(purposes=["musiikki"]),
)
def purpose_unknown(room: RoomView) -> Hits:
    """Every purpose is one that the booking system knows."""
    return _unknown(room, "purposes", room.purposes)


@draft_error(
    "equipment-unknown",
    code=_UNKNOWN,
    needs=Needs.REFERENCE,
    bad=a_room(equipment=["Pianino"]),
    good=a_room(equipment=["Piano"]),
)
def equipment_unknown(room: RoomView) -> Hits:
    """Every piece of equipment is one that the booking system knows."""
    return _unknown(room, "equipment", room.equipment)


def _unknown(room: RoomView, table: Literal["purposes", "equipment"], names: Sequence[str]) -> Hits:
    for at, name in enumerate(names):
        if not room.context.named(table, name):
            yield hit(table, at, name=name, near=room.context.near(table, name))


@draft_error(
    "terms-unknown",
    owner=Owner.COORDINATOR,
    code=_UNKNOWN,
    needs=Needs.REFERENCE,
    bad=a_room(terms={"service": "nuorisoehto"}),
    good=a_room(terms={"service": "nuoriso-ehto"}),
)
def terms_unknown(room: RoomView) -> Hits:
    """Terms are named by an id that the booking system knows."""
    for field, name in _terms(room):
        if not room.context.named("terms", name):
            yield hit("terms", field, name=name, near=room.context.near("terms", name))


@draft_error(
    "terms-wrong-type",
    owner=Owner.COORDINATOR,
    code=_UNKNOWN,
    needs=Needs.REFERENCE,
    bad=a_room(terms={"payment": "nuoriso-ehto"}),
    good=a_room(terms={"payment": "maksuehto-1"}),
)
def terms_wrong_type(room: RoomView) -> Hits:
    """Terms stand in the field of their own type."""
    for field, name in _terms(room):
        rows = room.context.named("terms", name)
        if rows and all(row.kind != _KINDS[field] for row in rows):
            yield hit_field("terms", field, name=name, kind=rows[0].kind or "–")


def _terms(room: RoomView) -> Iterator[tuple[str, str]]:
    for field in _KINDS:
        name = getattr(room.terms, field)
        if name is not None:
            yield field, name


@draft_error(
    "cancellation-rule-unknown",
    owner=Owner.COORDINATOR,
    code=_UNKNOWN,
    needs=Needs.CANCELLATION_RULES,
    bad=a_room(terms={"cancellation_rule": "Peruttavissa 24 h ennen"}),
    good=a_room(terms={"cancellation_rule": "Peruttavissa 24 tuntia ennen"}),
)
def cancellation_rule_unknown(room: RoomView) -> Hits:
    """The cancellation rule is one that the booking system knows."""
    name = room.terms.cancellation_rule
    if name is not None and not room.context.named("cancellation_rules", name):
        near = room.context.near("cancellation_rules", name)
        yield hit("terms", "cancellation_rule", name=name, near=near)


@draft_error(
    "reference-ambiguous",
    owner=Owner.COORDINATOR,
    needs=Needs.REFERENCE,
    bad=a_room(equipment=["Kaiutin"]),
    good=a_room(equipment=["Piano"]),
)
def reference_ambiguous(room: RoomView) -> Hits:
    """A name that two rows bear means neither; the id of the row is never ambiguous."""
    for path, table, name in _names(room):
        rows = room.context.named(table, name)
        if len(rows) > 1:
            ids = ", ".join(str(row.pk) for row in rows)
            yield hit_field(*path, name=name, ids=ids)


def _names(room: RoomView) -> Iterator[tuple[Path, Table, str]]:
    if room.type:
        yield ("type",), "types", room.type
    for place, name in enumerate(room.purposes):
        yield ("purposes", place), "purposes", name
    for place, name in enumerate(room.equipment):
        yield ("equipment", place), "equipment", name
    if room.terms.cancellation_rule:
        yield ("terms", "cancellation_rule"), "cancellation_rules", room.terms.cancellation_rule
    for field, name in _terms(room):
        yield ("terms", field), "terms", name
