"""Values of a room as the booking system keeps them: rounded, in its names, cleared its way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

from varaamo_sync.capabilities import Capabilities, Feature
from varaamo_sync.model import (
    LANGS,
    Access,
    Instructions,
    Part,
    Price,
    PriceUnit,
    Room,
    Text,
    readable_room,
)
from varaamo_sync.model.dated_rows import stored_rows
from varaamo_sync.snapshot import AccessRow, Named, PriceRow, Reference, Value
from varaamo_sync.stored_form.texts import stored_contact, stored_html, stored_plain

_TERMS = ("cancellation", "payment", "pricing", "service")

_CLEARED: Mapping[str, Mapping[str, Value]] = {
    "capacity": {"min": None, "max": None},
    "booking": {
        "interval": timedelta(minutes=15),
        "min": None,
        "max": None,
        "buffer_before": timedelta(0),
        "buffer_after": timedelta(0),
        "opens": None,
        "closes": None,
        "max_per_person": None,
        "handling": False,
        "whole_day": False,
        "adults_only": False,
        "free_on_request": False,
    },
    "booking.window": {"min_days": None, "max_days": None},
}
"""What the server keeps of a field that is cleared, by part and field."""

_NEVER_CLEARED = ("kind", "login", "form")
"""Booking fields that always have a value."""


def agree(one: Value, other: Value) -> bool:
    """Whether two stored values mean the same, so that there is nothing to send.

    Staff may write a short text without the paragraph that a plain text gets from us.
    """
    if one == other:
        return True
    return isinstance(one, str) and isinstance(other, str) and _bare(one) == _bare(other)


def _bare(text: str) -> str:
    inner = text.removeprefix("<p>").removesuffix("</p>")
    whole = text.startswith("<p>") and text.endswith("</p>") and "<p>" not in inner
    return inner if whole and "</p>" not in inner else text


def price_rows(prices: Sequence[Price], today: date) -> tuple[PriceRow, ...]:
    """Return the price in force (without its date) and those to come, by date.

    Args:
        prices: Prices as the catalogue states them.
        today: Today in Helsinki.
    """
    return tuple(_price_row(price, begins) for begins, price in stored_rows(prices, today))


def _price_row(price: Price, begins: date | None) -> PriceRow:
    nothing = Decimal("0.00")
    return PriceRow(
        begins=begins,
        lowest=nothing if price.free else price.lowest or nothing,
        highest=nothing if price.free else price.highest or nothing,
        vat=nothing if price.vat is None else price.vat,
        unit=price.unit,
        payment=price.payment,
        on_begin=price.on_begin,
        material=tuple((lang, stored_html(getattr(price.material, lang, None))) for lang in LANGS),
    )


def access_rows(access: Sequence[Access], today: date) -> tuple[AccessRow, ...]:
    """Return the access type in force (without its date) and those to come, by date."""
    return tuple(
        AccessRow(begins=begins, type=row.type) for begins, row in stored_rows(access, today)
    )


def find_row(rows: Iterable[Named], name: str) -> Named | None:
    """Return the reference row of a Finnish name (any case) or an id, or ``None``."""
    wanted = name.strip().casefold()
    for row in rows:
        if row.label.casefold() == wanted or str(row.pk).casefold() == wanted:
            return row
    return None


def _canonical(rows: Iterable[Named] | None, name: str) -> str:
    row = find_row(rows or (), name)
    return row.label if row else name.strip()


def stated_values(room: Room, reference: Reference, today: date) -> dict[str, Value]:
    """Return every field that the catalogue states for a room, by path, in stored form.

    What could not be read of a form is not stated, even where an older value stands beside it.

    Args:
        room: The room.
        reference: Reference data, to spell names as the booking system does.
        today: Today in Helsinki; decides which price and which access type is in force.
    """
    values: dict[str, Value] = {}
    room = readable_room(room)
    for field, read in _READERS.items():
        if field in room.model_fields_set:
            values.update(read(room, reference, today))
    system = reference.capabilities
    return values if not system.lacks else _kept_values(values, system)


def _kept_values(values: Mapping[str, Value], system: Capabilities) -> dict[str, Value]:
    """Return what of some values a booking system has a place for."""
    kept = {path: value for path, value in values.items() if system.keeps(path)}
    if "pricing" in kept and not system.has(Feature.PAYMENTS):
        (row, *_) = (*cast("tuple[PriceRow, ...]", kept.pop("pricing")), None)
        if row and row.begins is None and row.unit.value in (system.price_units or ()):
            kept["pricing"] = (bare_price(row.lowest, row.highest, row.unit),)
    return kept


def bare_price(lowest: Decimal, highest: Decimal, unit: PriceUnit) -> PriceRow:
    """Return a price in force, of a booking system that keeps neither VAT nor how it is paid."""
    nothing = Decimal("0.00")
    return PriceRow(
        begins=None,
        lowest=lowest,
        highest=highest,
        vat=nothing,
        unit=unit,
        payment=None,
        on_begin=False,
    )


Pairs = Iterator[tuple[str, Value]]
Read = Callable[[Room, Reference, date], Pairs]


def _stated(part: Part | None, fields: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Yield those fields that a part states, with their values; all of a part that is cleared."""
    for field in fields:
        if part is None or field in part.model_fields_set:
            yield field, getattr(part, field, None)


def _texts(path: str, text: Text | None, form: Callable[[str | None], str]) -> Pairs:
    for lang, said in _stated(text, LANGS):
        yield f"{path}.{lang}", form(said)


def _part(path: str, part: Part | None) -> Pairs:
    cleared = _CLEARED[path]
    for field, value in _stated(part, cleared):
        yield f"{path}.{field}", cleared[field] if value is None else value


def _booking(room: Room, _: Reference, __: date) -> Pairs:
    yield from _part("booking", room.booking)
    if room.booking is not None:
        for field, value in _stated(room.booking, _NEVER_CLEARED):
            yield f"booking.{field}", value
    for field, window in _stated(room.booking, ("window",)):
        yield from _part(f"booking.{field}", window)


def _terms(room: Room, reference: Reference, _: date) -> Pairs:
    for field, rule in _stated(room.terms, ("cancellation_rule",)):
        known = _canonical(reference.cancellation_rules, rule) if rule else None
        yield f"terms.{field}", known
    for field, name in _stated(room.terms, _TERMS):
        row = find_row(reference.terms, name) if name else None
        yield f"terms.{field}", str(row.pk) if row else name


def _instructions(room: Room, _: Reference, __: date) -> Pairs:
    for field, text in _stated(room.instructions, Instructions.model_fields):
        yield from _texts(f"instructions.{field}", text, stored_html)


def _publish(room: Room, _: Reference, __: date) -> Pairs:
    paths = {"begins": "publish.from", "ends": "publish.until"}
    for field, moment in _stated(room.publish, paths):
        yield paths[field], moment


def _single(path: str, value: Callable[[Room, Reference, date], Value]) -> Read:
    def read(room: Room, reference: Reference, today: date) -> Pairs:
        yield path, value(room, reference, today)

    return read


_READERS: Mapping[str, Read] = {
    "name": lambda room, _, __: _texts("name", room.name, stored_plain),
    "description": lambda room, _, __: _texts("description", room.description, stored_html),
    "type": _single(
        "type", lambda room, ref, _: _canonical(ref.types, room.type) if room.type else None
    ),
    "purposes": _single(
        "purposes",
        lambda room, ref, _: frozenset(_canonical(ref.purposes, n) for n in room.purposes or ()),
    ),
    "equipment": _single(
        "equipment",
        lambda room, ref, _: frozenset(_canonical(ref.equipment, n) for n in room.equipment or ()),
    ),
    "capacity": lambda room, _, __: _part("capacity", room.capacity),
    "area": _single("area", lambda room, _, __: room.area),
    "booking": _booking,
    "access": _single("access", lambda room, _, today: access_rows(room.access or (), today)),
    "pricing": _single("pricing", lambda room, _, today: price_rows(room.pricing or (), today)),
    "terms": _terms,
    "instructions": _instructions,
    "contact": _single("contact", lambda room, _, __: stored_contact(room.contact)),
    "search_terms": _single(
        "search_terms", lambda room, _, __: tuple(stored_plain(t) for t in room.search_terms or ())
    ),
    "publish": _publish,
}
"""How each field that is sent is read, in the order of the model."""
