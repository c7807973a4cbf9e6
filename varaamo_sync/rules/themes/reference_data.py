"""Names of reference data: each means exactly one row of the booking system."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from varaamo_sync.findings import Level, Owner, Path, Severity
from varaamo_sync.model import Room
from varaamo_sync.rules.context import Context, Table
from varaamo_sync.rules.room_view import dotted
from varaamo_sync.rules.rule import Hit, Needs, a_room, rule

_UNKNOWN = "does_not_exist"
_KINDS = {
    "cancellation": "CANCELLATION",
    "payment": "PAYMENT",
    "pricing": "PRICING",
    "service": "SERVICE",
}
"""Terms fields with the type that the booking system asks of each."""


@rule(
    id="type-unknown",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    code=_UNKNOWN,
    needs=Needs.REFERENCE,
    bad=a_room(type="Juhlasalli"),
    good=a_room(type="sali"),
)
def type_unknown(context: Context) -> Iterator[Hit]:
    """The type is one that the booking system knows."""
    for place, room in context.rooms:
        name = room.type
        if name and not name.isspace() and not context.named("types", name):
            params = {"name": name, "near": context.near("types", name)}
            yield Hit(place, ("type",), params)


@rule(
    id="purpose-unknown",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    code=_UNKNOWN,
    needs=Needs.REFERENCE,
    bad=a_room(purposes=["Musiikki", "Juhlinta"]),
    good=a_room(purposes=["musiikki"]),
)
def purpose_unknown(context: Context) -> Iterator[Hit]:
    """Every purpose is one that the booking system knows."""
    return _unknown(context, "purposes")


@rule(
    id="equipment-unknown",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    code=_UNKNOWN,
    needs=Needs.REFERENCE,
    bad=a_room(equipment=["Pianino"]),
    good=a_room(equipment=["Piano"]),
)
def equipment_unknown(context: Context) -> Iterator[Hit]:
    """Every piece of equipment is one that the booking system knows."""
    return _unknown(context, "equipment")


def _unknown(context: Context, field: Literal["purposes", "equipment"]) -> Iterator[Hit]:
    for place, room in context.rooms:
        for at, name in enumerate(getattr(room, field) or ()):
            if not context.named(field, name):
                params = {"name": name, "near": context.near(field, name)}
                yield Hit(place, (field, at), params)


@rule(
    id="terms-unknown",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.COORDINATOR,
    code=_UNKNOWN,
    needs=Needs.REFERENCE,
    bad=a_room(terms={"service": "nuorisoehto"}),
    good=a_room(terms={"service": "nuoriso-ehto"}),
)
def terms_unknown(context: Context) -> Iterator[Hit]:
    """Terms are named by an id that the booking system knows."""
    for place, field, name in _terms(context):
        if not context.named("terms", name):
            params = {"name": name, "near": context.near("terms", name)}
            yield Hit(place, ("terms", field), params)


@rule(
    id="terms-wrong-type",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.COORDINATOR,
    code=_UNKNOWN,
    needs=Needs.REFERENCE,
    bad=a_room(terms={"payment": "nuoriso-ehto"}),
    good=a_room(terms={"payment": "maksuehto-1"}),
)
def terms_wrong_type(context: Context) -> Iterator[Hit]:
    """Terms stand in the field of their own type."""
    for place, field, name in _terms(context):
        rows = context.named("terms", name)
        if rows and all(row.kind != _KINDS[field] for row in rows):
            params = {"name": name, "field": f"terms.{field}", "kind": rows[0].kind or "–"}
            yield Hit(place, ("terms", field), params)


def _terms(context: Context) -> Iterator[tuple[int, str, str]]:
    for place, room in context.rooms:
        if room.terms is not None:
            for field in _KINDS:
                name = getattr(room.terms, field)
                if name is not None:
                    yield place, field, name


@rule(
    id="cancellation-rule-unknown",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.COORDINATOR,
    code=_UNKNOWN,
    needs=Needs.CANCELLATION_RULES,
    bad=a_room(terms={"cancellation_rule": "Peruttavissa 24 h ennen"}),
    good=a_room(terms={"cancellation_rule": "Peruttavissa 24 tuntia ennen"}),
)
def cancellation_rule_unknown(context: Context) -> Iterator[Hit]:
    """The cancellation rule is one that the booking system knows."""
    for place, room in context.rooms:
        name = room.terms.cancellation_rule if room.terms is not None else None
        if name is not None and not context.named("cancellation_rules", name):
            params = {"name": name, "near": context.near("cancellation_rules", name)}
            yield Hit(place, ("terms", "cancellation_rule"), params)


@rule(
    id="reference-ambiguous",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.COORDINATOR,
    needs=Needs.REFERENCE,
    bad=a_room(equipment=["Kaiutin"]),
    good=a_room(equipment=["Piano"]),
)
def reference_ambiguous(context: Context) -> Iterator[Hit]:
    """A name that two rows bear means neither; the id of the row is never ambiguous."""
    for place, room in context.rooms:
        for path, table, name in _names(room):
            rows = context.named(table, name)
            if len(rows) > 1:
                ids = ", ".join(str(row.pk) for row in rows)
                yield Hit(place, path, {"field": dotted(path), "name": name, "ids": ids})


def _names(room: Room) -> Iterator[tuple[Path, Table, str]]:
    if room.type:
        yield ("type",), "types", room.type
    for place, name in enumerate(room.purposes or ()):
        yield ("purposes", place), "purposes", name
    for place, name in enumerate(room.equipment or ()):
        yield ("equipment", place), "equipment", name
    terms = room.terms
    if terms is None:
        return
    if terms.cancellation_rule:
        yield ("terms", "cancellation_rule"), "cancellation_rules", terms.cancellation_rule
    for field in _KINDS:
        name = getattr(terms, field)
        if name:
            yield ("terms", field), "terms", name
