"""Persons and floor area."""

from __future__ import annotations

from collections.abc import Iterator

from varaamo_sync.findings import Level, Owner, Severity
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.rule import Hit, a_room, rule


@rule(
    id="capacity-missing",
    severity=Severity.WARNING,
    level=Level.QUALITY,
    owner=Owner.UNIT,
    bad=a_room(capacity=None),
)
def capacity_missing(context: Context) -> Iterator[Hit]:
    """Residents search by the number of persons."""
    for place, room in context.rooms:
        capacity = room.capacity
        if capacity is None or (capacity.max is None and capacity.min is None):
            yield Hit(place, ("capacity",))


@rule(
    id="capacity-half",
    severity=Severity.HINT,
    level=Level.QUALITY,
    owner=Owner.UNIT,
    bad=a_room(capacity={"min": None}),
)
def capacity_half(context: Context) -> Iterator[Hit]:
    """The API takes both numbers or none at a publishing create; we always send both."""
    for place, capacity in context.capacities():
        if (capacity.min is None) is not (capacity.max is None):
            absent = "min" if capacity.min is None else "max"
            yield Hit(place, ("capacity", absent), {"field": f"capacity.{absent}"})


@rule(
    id="capacity-negative",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    code="min_value",
    bad=a_room(capacity={"min": -1}),
    good=a_room(capacity={"min": 0}),
)
def capacity_negative(context: Context) -> Iterator[Hit]:
    """The number of persons is not negative."""
    for place, capacity in context.capacities():
        for name, value in (("min", capacity.min), ("max", capacity.max)):
            if value is not None and value < 0:
                params = {"field": f"capacity.{name}", "value": value}
                yield Hit(place, ("capacity", name), params)


@rule(
    id="capacity-zero",
    severity=Severity.ERROR,
    level=Level.PUBLISH,
    owner=Owner.UNIT,
    bad=a_room(capacity={"min": 0, "max": 0}),
)
def capacity_zero(context: Context) -> Iterator[Hit]:
    """The API would publish a room for nobody."""
    for place, capacity in context.capacities():
        if capacity.max == 0:
            yield Hit(place, ("capacity", "max"))


@rule(
    id="capacity-min-over-max",
    severity=Severity.ERROR,
    level=Level.PUBLISH,
    owner=Owner.UNIT,
    code="RESERVATION_UNIT_MIN_PERSONS_GREATER_THAN_MAX_PERSONS",
    bad=a_room(capacity={"min": 20, "max": 10}),
    good=a_room(capacity={"min": 10, "max": 10}),
)
def capacity_min_over_max(context: Context) -> Iterator[Hit]:
    """The fewest persons are not more than the most."""
    for place, capacity in context.capacities():
        fewest, most = capacity.min, capacity.max
        if fewest is not None and most is not None and fewest > most:
            yield Hit(place, ("capacity", "min"), {"min": fewest, "max": most})


@rule(
    id="area-not-positive",
    severity=Severity.ERROR,
    level=Level.PUBLISH,
    owner=Owner.UNIT,
    bad=a_room(area=-5),
    good=a_room(area=1),
)
def area_not_positive(context: Context) -> Iterator[Hit]:
    """The API would publish a room of −5 m²."""
    for place, room in context.rooms:
        if room.area is not None and room.area <= 0:
            yield Hit(place, ("area",), {"value": room.area})
