"""How a room of Respa is booked: numbers, lengths, when, by whom."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from varaamo_sync.model import format_duration
from varaamo_sync.respa.move.carrying import Carrying
from varaamo_sync.respa.move.lengths import length_of, moment_of, start_interval
from varaamo_sync.respa.move.values import EMPTY

_LENGTHS = {
    "booking.min": "min_period",
    "booking.max": "max_period",
    "booking.buffer_after": "cooldown",
}
"""Of two bookings with a pause between them, each keeps its end free (TKU, models/resource.py)."""

_NUMBERS = {
    "capacity.max": "people_capacity",
    "area": "area",
    "booking.max_per_person": "max_reservations_per_user",
    "booking.window.min_days": "reservable_min_days_in_advance",
}
_AT_LEAST_ONE = ("capacity.max", "area", "booking.max_per_person")
_PUBLISHING = {"publish.from": "begin", "publish.until": "end"}
_LOGINS = ("weak", "strong")
_OF_AGE = 18


def take_numbers(room: Carrying) -> None:
    """Take whole numbers; half square metres are rounded."""
    for field, source in _NUMBERS.items():
        _take_number(room, field, room.read(source), source)
    days = room.read("reservable_max_days_in_advance")
    older = room.read("reservable_days_in_advance")
    source = "reservable_max_days_in_advance" if days is not None else "reservable_days_in_advance"
    _take_number(room, "booking.window.max_days", older if days is None else days, source)


def _take_number(room: Carrying, field: str, value: Any, source: str) -> None:
    if value in (None, ""):
        return
    if isinstance(value, Decimal) and field == "area" and value.is_finite():
        value = int(value.to_integral_value(ROUND_HALF_UP))
    least = 1 if field in _AT_LEAST_ONE else 0
    if isinstance(value, int) and not isinstance(value, bool) and value >= least:
        room.take(field, value, source)
    else:
        room.ask(field, value, source)


def take_booking(room: Carrying) -> None:
    """Take how a room is booked: how long, when it begins, by whom."""
    for field, source in _LENGTHS.items():
        value = room.read(source)
        length = length_of(value)
        if length:
            room.take(field, format_duration(length), source)
        elif value not in EMPTY:
            room.ask(field, value, source)
    _take_interval(room)
    if isinstance(handled := room.read("need_manual_confirmation"), bool):
        room.take("booking.handling", handled, "need_manual_confirmation")
    login = room.read("authentication")
    if login in _LOGINS:
        room.take("booking.login", login, "authentication")
    elif login:
        room.ask("booking.login", login, "authentication")
    _take_publishing(room)
    if room.resource.get("min_age") == _OF_AGE:
        room.take("booking.adults_only", True, "min_age")
        room.seen.add("min_age")


def _take_interval(room: Carrying) -> None:
    value = room.read("slot_size")
    slot = length_of(value)
    interval = start_interval(slot) if slot else None
    if slot and interval:
        room.take("booking.interval", format_duration(interval), "slot_size")
        if interval != slot:
            said, now = format_duration(slot), format_duration(interval)
            room.note_oddity("respa-interval-rounded", "slot_size", slot=said, interval=now)
    elif value not in EMPTY:
        room.ask("booking.interval", value, "slot_size")


def _take_publishing(room: Carrying) -> None:
    """Take from when and until when a room is shown; Turku's fork has it, and nobody else."""
    scheduled = room.read("publish_date")
    if scheduled in EMPTY:
        return
    if not isinstance(scheduled, Mapping):
        room.ask("publish.from", scheduled, "publish_date")
        return
    for field, part in _PUBLISHING.items():
        said = scheduled.get(part)
        moment = moment_of(said)
        if moment:
            room.take(field, moment, "publish_date")
        elif said not in EMPTY:
            room.ask(field, said, "publish_date")
