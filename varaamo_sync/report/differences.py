"""Where service units differ in what is to be common: access, cancellation, prices, rules, terms.

The first half of the Tilavaraus goal is that principles and processes are defined together. What
the rooms of each unit say shows how far that is from what is in use.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import Any

from varaamo_sync.model import Catalogue, Room, ServiceUnit, room_entry
from varaamo_sync.model.entries import MISSING, entry_at
from varaamo_sync.startup.fast_dataclass import dataclass


class Subject(StrEnum):
    """What a principle is about."""

    ACCESS = "access"
    CANCELLATION = "cancellation"
    PRICING = "pricing"
    BOOKING = "booking"
    TERMS = "terms"


PATHS: Mapping[Subject, tuple[str, ...]] = {
    Subject.ACCESS: ("access",),
    Subject.CANCELLATION: ("terms.cancellation_rule", "terms.cancellation"),
    Subject.PRICING: ("pricing", "booking.free_on_request", "terms.pricing", "terms.payment"),
    Subject.BOOKING: (
        "booking.kind",
        "booking.interval",
        "booking.min",
        "booking.max",
        "booking.buffer_before",
        "booking.buffer_after",
        "booking.window.min_days",
        "booking.window.max_days",
        "booking.max_per_person",
        "booking.handling",
        "booking.whole_day",
        "booking.login",
        "booking.adults_only",
        "booking.form",
    ),
    Subject.TERMS: ("terms.service",),
}
"""Fields of a room that are principles, by what they are about."""


@dataclass(frozen=True, slots=True)
class InUse:
    """A value with how many rooms state it.

    Attributes:
        value: The value as catalogue files write it; ``None`` where nothing is stated, so that
            the staff of the booking system decide.
        rooms: How many rooms of a unit have it.
    """

    value: Any
    rooms: int


@dataclass(frozen=True, slots=True)
class Principle:
    """What the rooms of each service unit say of one field.

    Attributes:
        subject: What it is about.
        path: The field.
        units: Values in use, most rooms first, by service unit; units without rooms are left out.
    """

    subject: Subject
    path: str
    units: Mapping[ServiceUnit, tuple[InUse, ...]]

    @property
    def stated(self) -> bool:
        """Whether any room states it."""
        return any(item.value is not None for used in self.units.values() for item in used)

    @property
    def common(self) -> bool:
        """Whether all rooms of all units have one value."""
        found = [item.value for used in self.units.values() for item in used]
        return all(value == found[0] for value in found)

    def agreed_in(self, unit: ServiceUnit) -> bool:
        """Whether all rooms of a unit have one value, and state it."""
        used = self.units.get(unit, ())
        return len(used) == 1 and used[0].value is not None


def find_differences(
    catalogue: Catalogue, units: Collection[ServiceUnit] | None = None
) -> tuple[Principle, ...]:
    """Return what the rooms of each service unit say of each principle that any of them states.

    Args:
        catalogue: The rooms.
        units: Service units that are looked at; by default all.
    """
    shown = [unit for unit in ServiceUnit if units is None or unit in units]
    rooms = {unit: [_values(room) for room in catalogue.of(unit)] for unit in shown}
    held = {unit: values for unit, values in rooms.items() if values}
    found = (
        Principle(
            subject,
            path,
            {unit: _in_use(values[path] for values in held[unit]) for unit in held},
        )
        for subject, paths in PATHS.items()
        for path in paths
    )
    return tuple(principle for principle in found if principle.stated)


def _values(room: Room) -> dict[str, Any]:
    entry = room_entry(room)
    return {path: _stated(entry, path) for paths in PATHS.values() for path in paths}


def _stated(entry: Mapping[str, Any], path: str) -> Any:
    value = entry_at(entry, tuple(path.split(".")))
    return None if value is MISSING or value in ([], "") else value


def _in_use(values: Iterable[Any]) -> tuple[InUse, ...]:
    """Return each value once, most rooms first; of equally many, the one that came first."""
    first: dict[str, Any] = {}
    counts: Counter[str] = Counter()
    for value in values:
        name = repr(value)
        first.setdefault(name, value)
        counts[name] += 1
    return tuple(InUse(first[name], count) for name, count in counts.most_common())
