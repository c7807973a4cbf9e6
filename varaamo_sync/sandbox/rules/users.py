"""Who asks, and what they may do (facts, section 1)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from varaamo_sync.sandbox.data.database import Database

PERMISSIONS: Mapping[str, frozenset[str]] = {
    "CAN_CREATE_STAFF_RESERVATIONS": frozenset({"RESERVER", "HANDLER", "ADMIN"}),
    "CAN_MANAGE_APPLICATIONS": frozenset({"HANDLER", "ADMIN"}),
    "CAN_MANAGE_NOTIFICATIONS": frozenset({"NOTIFICATION_MANAGER", "ADMIN"}),
    "CAN_MANAGE_RESERVATIONS": frozenset({"HANDLER", "ADMIN"}),
    "CAN_MANAGE_RESERVATION_RELATED_DATA": frozenset({"ADMIN"}),
    "CAN_MANAGE_RESERVATION_UNITS": frozenset({"ADMIN"}),
    "CAN_VIEW_APPLICATIONS": frozenset({"HANDLER", "ADMIN"}),
    "CAN_VIEW_RESERVATIONS": frozenset({"VIEWER", "HANDLER", "ADMIN"}),
    "CAN_VIEW_USERS": frozenset({"ADMIN"}),
}
"""Permissions with the roles that have them."""

_MANAGE = "CAN_MANAGE_RESERVATION_UNITS"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who is logged in.

    Attributes:
        general: Roles that hold for every venue.
        units: Roles by venue.
    """

    pk: int
    username: str
    superuser: bool
    general: frozenset[str] = frozenset()
    units: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def has_general(self, roles: Collection[str]) -> bool:
        """Return whether one of some roles is held for every venue."""
        return self.superuser or not self.general.isdisjoint(roles)

    def units_with(self, roles: Collection[str]) -> list[int]:
        """Return the venues for which one of some roles is held."""
        return [unit for unit, held in self.units.items() if not held.isdisjoint(roles)]

    def has_permission(self, permission: str, units: Collection[int], *, require_all: bool) -> bool:
        """Return whether a permission is held for some venues; for none named, for any."""
        roles = PERMISSIONS[permission]
        if self.has_general(roles):
            return True
        held = [unit in self.units_with(roles) for unit in units or self.units]
        return bool(held) and (all(held) if require_all else any(held))


def can_manage(user: User | None, unit: int) -> bool:
    """Return whether rooms and spaces of a venue may be written."""
    return user is not None and user.has_permission(_MANAGE, [unit], require_all=True)


def read_user(database: Database, pk: int) -> User | None:
    """Return a user with the roles that they hold now."""
    row = database.row("SELECT * FROM user WHERE pk = ?", pk)
    if row is None:
        return None
    general: set[str] = set()
    units: dict[int, set[str]] = {}
    for role in database.rows("SELECT * FROM role WHERE user = ?", pk):
        held = general if role["unit"] is None else units.setdefault(role["unit"], set())
        held.add(role["role"])
    return User(
        pk=pk,
        username=row["username"],
        superuser=bool(row["isSuperuser"]),
        general=frozenset(general),
        units={unit: frozenset(held) for unit, held in units.items()},
    )
