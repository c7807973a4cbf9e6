"""What is too much at once, so that a person must say that it is meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from varaamo_sync.errors import UsageError
from varaamo_sync.model import ServiceUnit
from varaamo_sync.startup.fast_dataclass import dataclass

if TYPE_CHECKING:
    from varaamo_sync.plan.changes import Plan, RoomPlan
from varaamo_sync.plan.others import Departed

ARCHIVE = "archive"
"""What the guard calls that which is taken away in all units together."""

_SHARE = 0.3
_FEW = 10
_TAKEN = 10
_BOOKABLE = 2


@dataclass(frozen=True, slots=True)
class Breach:
    """More at once than the guard lets through.

    Attributes:
        name: What ``--allow`` calls it: a service unit, or ``archive``.
        count: How many rooms it would be.
        limit: How many go through unasked.
    """

    name: str
    count: int
    limit: int


def read_limits(allowed: Mapping[str, int] | None, whole: str) -> Mapping[str, int]:
    """Return the numbers that a person let through, by the names that breaches have.

    Args:
        allowed: Numbers by service unit, as people write it, or by the name of the whole.
        whole: What the guard calls that which counts in all units together.

    Raises:
        UsageError: A name is none of the guard's: what it was meant to let through would not go.
        TypeError: Something is no number.
    """
    limits: dict[str, int] = {}
    for name, count in (allowed or {}).items():
        if not isinstance(count, int) or isinstance(count, bool):
            raise TypeError(f"allowed[{name!r}] is a number of rooms, not {count!r}")
        try:
            known = whole if name == whole else ServiceUnit(name).value
        except ValueError:
            raise UsageError(
                "argument-none-of",
                argument="allowed",
                value=str(name),
                names=", ".join((*ServiceUnit, whole)),
            ) from None
        limits[known] = count
    return limits


def find_breaches(plan: Plan, allowed: Mapping[str, int] | None) -> tuple[Breach, ...]:
    """Return what of a plan is too much at once.

    Per service unit of 10 rooms or more: 30 % of its rooms changed, unpublished or archived. In
    every service unit: its last room archived, or more than half of its bookable rooms (from 2
    up) taken away. In all: 10 rooms archived or unpublished, or any whose service unit nobody
    knows. Rooms that are made or only published never count.

    Args:
        plan: What a push would do.
        allowed: Numbers that a person let through, by service unit or ``archive``.

    Raises:
        UsageError: A name of them is none of the guard's.
    """
    found = (*_unit_breaches(plan), *_archive_breach(plan))
    limits = read_limits(allowed, ARCHIVE)
    return tuple(breach for breach in found if breach.count > limits.get(breach.name, 0))


def _unit_breaches(plan: Plan) -> Iterator[Breach]:
    for unit in sorted(ServiceUnit, key=lambda unit: unit.value):
        rooms = [room for room in plan.rooms if room.room.service_unit is unit]
        gone = [item for item in plan.to_archive if item.unit is unit]
        left = [item for item in plan.departed if item.unit is unit]
        total = len(rooms) + len(gone)
        changed = len(gone) + sum(bool(room.changes) or room.unpublishes for room in rooms)
        taken = len(gone) + sum(room.unpublishes for room in rooms)
        limit = int(total * _SHARE)
        if total >= _FEW and changed > total * _SHARE:
            yield Breach(unit.value, changed, limit)
        elif taken and (_empties(rooms, gone) or _takes_most(rooms, gone, left)):
            yield Breach(unit.value, taken, 0)


def _empties(rooms: list[RoomPlan], gone: list[Departed]) -> bool:
    stays = (room.creates or (room.pair.remote and not room.unpublishes) for room in rooms)
    return bool(gone) and not any(stays)


def _takes_most(rooms: list[RoomPlan], gone: list[Departed], left: list[Departed]) -> bool:
    shown = [room for room in rooms if room.pair.remote and room.pair.remote.bookable]
    before = len(shown) + sum(item.remote.bookable for item in left)
    taken = sum(room.unpublishes for room in shown) + sum(item.remote.bookable for item in gone)
    return before >= _BOOKABLE and 2 * taken > before


def _archive_breach(plan: Plan) -> Iterator[Breach]:
    taken = len(plan.to_archive) + sum(room.unpublishes for room in plan.rooms)
    nobodys = sum(item.unit is None for item in plan.to_archive)
    if taken > _TAKEN:
        yield Breach(ARCHIVE, taken, _TAKEN)
    elif nobodys:
        yield Breach(ARCHIVE, nobodys, 0)
