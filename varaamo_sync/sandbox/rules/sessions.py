"""Sessions: they end on a day, and unnoticed (facts, section 1)."""

from __future__ import annotations

import secrets
import string
from datetime import timedelta

from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.rules.users import User, read_user

COOKIE = "sessionid"
AGE = timedelta(days=14)
"""How long a session lives from the login on; use does not prolong it."""

_LETTERS = string.ascii_lowercase + string.digits


def log_in(database: Database, username: str, password: str) -> str | None:
    """Return the key of a new session, or ``None`` where name or password is wrong."""
    user = database.row("SELECT * FROM user WHERE username = ?", username)
    if user is None or not secrets.compare_digest(
        str(user["password"]).encode(), password.encode()
    ):
        return None
    key = "".join(secrets.choice(_LETTERS) for _ in range(32))
    expires = (database.now() + AGE).isoformat()
    database.insert("session", {"key": key, "user": user["pk"], "expires": expires})
    return key


def user_of(database: Database, key: str | None) -> User | None:
    """Return whose session a key is; an unknown or dead one is simply nobody's."""
    if not key:
        return None
    session = database.row("SELECT user FROM session WHERE key = ? AND expires > now()", key)
    return read_user(database, session["user"]) if session else None


def end_all(database: Database) -> None:
    """End every session, as a restart of the server's cache does."""
    database.run("DELETE FROM session")
