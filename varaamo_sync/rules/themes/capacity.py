"""Persons and floor area."""

from __future__ import annotations

from varaamo_sync.rules.room_view import RoomView
from varaamo_sync.rules.rule import (
    Hits,
    a_room,
    draft_error,
    hit,
    hit_field,
    publish_error,
    quality_hint,
    quality_warning,
)


@quality_warning("capacity-missing", bad=a_room(capacity=None))
def capacity_missing(room: RoomView) -> Hits:
    """Residents search by the number of persons."""
    if room.capacity.max is None and room.capacity.min is None:
        yield hit("capacity")


@quality_hint("capacity-half", bad=a_room(capacity={"min": None}))
def capacity_half(room: RoomView) -> Hits:
    """The API takes both numbers or none at a publishing create; we always send both."""
    fewest, most = room.capacity.min, room.capacity.max
    if (fewest is None) is not (most is None):
        yield hit_field("capacity", "min" if fewest is None else "max")


@draft_error(
    "capacity-negative",
    code="min_value",
    bad=a_room(capacity={"min": -1}),
    good=a_room(capacity={"min": 0}),
)
def capacity_negative(room: RoomView) -> Hits:
    """The number of persons is not negative."""
    for name, value in (("min", room.capacity.min), ("max", room.capacity.max)):
        if value is not None and value < 0:
            yield hit_field("capacity", name, value=value)


@publish_error("capacity-zero", bad=a_room(capacity={"min": 0, "max": 0}))
def capacity_zero(room: RoomView) -> Hits:
    """The API would publish a room for nobody."""
    if room.capacity.max == 0:
        yield hit("capacity", "max")


@publish_error(
    "capacity-min-over-max",
    code="RESERVATION_UNIT_MIN_PERSONS_GREATER_THAN_MAX_PERSONS",
    bad=a_room(capacity={"min": 20, "max": 10}),
    good=a_room(capacity={"min": 10, "max": 10}),
)
def capacity_min_over_max(room: RoomView) -> Hits:
    """The fewest persons are not more than the most."""
    fewest, most = room.capacity.min, room.capacity.max
    if fewest is not None and most is not None and fewest > most:
        yield hit("capacity", "min", min=fewest, max=most)


@publish_error("area-not-positive", bad=a_room(area=-5), good=a_room(area=1))
def area_not_positive(room: RoomView) -> Hits:
    """The API would publish a room of −5 m²."""
    if room.area is not None and room.area <= 0:
        yield hit("area", value=room.area)
