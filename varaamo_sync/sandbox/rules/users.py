"""Who asks, what they may do, and their sessions, which end unnoticed (facts, section 1)."""

from __future__ import annotations

import secrets
import string
from collections.abc import Collection, Mapping
from datetime import timedelta

from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.startup.fast_dataclass import dataclass

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

SESSION_COOKIE = "sessionid"
SESSION_AGE = timedelta(days=14)
"""How long a session lives from the login on; use does not prolong it."""

_LETTERS = string.ascii_lowercase + string.digits
_MANAGE = "CAN_MANAGE_RESERVATION_UNITS"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who is logged in.

    Attributes:
        roles: Roles by venue; those that hold for every venue stand under ``None``.
    """

    pk: int
    superuser: bool
    roles: Mapping[int | None, frozenset[str]]

    def has_general(self, roles: Collection[str]) -> bool:
        """Return whether one of some roles is held for every venue."""
        return self.superuser or not self.roles.get(None, frozenset()).isdisjoint(roles)

    def units_with(self, roles: Collection[str]) -> list[int]:
        """Return the venues for which one of some roles is held."""
        return [unit for unit, held in self.roles.items() if unit and not held.isdisjoint(roles)]

    def has_permission(self, permission: str, units: Collection[int], *, require_all: bool) -> bool:
        """Return whether a permission is held for some venues; for none named, for any."""
        roles = PERMISSIONS[permission]
        if self.has_general(roles):
            return True
        held = [unit in self.units_with(roles) for unit in units or self.roles.keys() - {None}]
        return bool(held) and (all(held) if require_all else any(held))


def can_manage(user: User | None, unit: int) -> bool:
    """Return whether rooms and spaces of a venue may be written."""
    return user is not None and user.has_permission(_MANAGE, [unit], require_all=True)


def log_in(database: Database, username: str, password: str) -> str | None:
    """Return the key of a new session, or ``None`` where name or password is wrong."""
    user = database.row("SELECT * FROM user WHERE username = ?", username)
    if user is None or not secrets.compare_digest(
        str(user["password"]).encode(), password.encode()
    ):
        return None
    key = "".join(secrets.choice(_LETTERS) for _ in range(32))
    expires = (database.now() + SESSION_AGE).isoformat()
    database.insert("session", {"key": key, "user": user["pk"], "expires": expires})
    return key


def user_of(database: Database, key: str | None) -> User | None:
    """Return whose session a key is, with the roles that they hold now.

    An unknown or dead session is simply nobody's.
    """
    user = database.row(
        "SELECT user.* FROM user JOIN session ON session.user = user.pk"
        " WHERE key = ? AND expires > now()",
        key,
    )
    if user is None:
        return None
    held: dict[int | None, frozenset[str]] = {}
    for role in database.rows("SELECT role, unit FROM role WHERE user = ?", user["pk"]):
        held[role["unit"]] = held.get(role["unit"], frozenset()) | {role["role"]}
    return User(user["pk"], bool(user["isSuperuser"]), held)


def end_sessions(database: Database) -> None:
    """End every session, as a restart of the server's cache does."""
    database.run("DELETE FROM session")
