"""Sessions that were logged in to: kept in the system's keyring, else in a private file.

A session is bound to the origin that it was got from, and is never shown or sent elsewhere.
"""

from __future__ import annotations

import json
import os
import stat
from dataclasses import field
from pathlib import Path
from typing import Any

from varaamo_sync.booking.client import PasswordLogin
from varaamo_sync.errors import CredentialsWithheld
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Theme, system_reason
from varaamo_sync_cli.console.run_language import current_language
from varaamo_sync_cli.console.verbosity import warn
from varaamo_sync_cli.workspace.access.system_keyring import Tell, ask_keyring

line = Theme("commands/session")

KEYRING = "the system's keyring"
"""Where a session is kept, in words."""

_PATIENT = 20.0
"""Seconds for which a keyring is waited for that a person may have to open first."""

_SERVICE = "varaamo-sync"


@dataclass(frozen=True, slots=True)
class Credentials:
    """With what a booking system is asked.

    Attributes:
        session: A session cookie.
        login: A user name and a password, for a session of their own.
        how: Where they are from, for ``whoami``.
    """

    session: str | None = field(default=None, repr=False)
    login: PasswordLogin | None = None
    how: str = "nowhere"


def tell_person(name: str, **values: object) -> None:
    """Tell on stderr what keeps the keyring from answering."""
    warn(line(name, current_language(), **values))


def keep_session(origin: str, session: str, *, tell: Tell = tell_person) -> str:
    """Keep a session of the host that it was got from; return where, in words.

    Raises:
        CredentialsWithheld: The private file is open to others, or cannot be written.
    """

    def store(ring: Any) -> bool:
        ring.set_password(_SERVICE, origin, session)
        # Some take everything and hold nothing, alone or in a chain; only what comes back is kept.
        return bool(ring.get_password(_SERVICE, origin) == session)

    path = _file()
    if ask_keyring(store, seconds=_PATIENT, tell=tell):
        _drop(path, origin)
        return KEYRING
    _write(path, _read(path) | {origin: session})
    return str(path)


def find_session(
    origin: str, *, seconds: float = _PATIENT, tell: Tell = tell_person
) -> Credentials | None:
    """Return the session that is kept for a host, or ``None``.

    The private file holds one only where the keyring took none at the last login; what the keyring
    may hold of the same host is older.

    The system's keyring is waited for some seconds; with 0 it is not asked.

    Raises:
        CredentialsWithheld: The private file can be read by others.
    """
    path = _file()
    if session := _read(path).get(origin):
        return Credentials(session, how=str(path))
    if not seconds:
        return None
    found = ask_keyring(
        lambda ring: ring.get_password(_SERVICE, origin), seconds=seconds, tell=tell
    )
    return Credentials(found, how=KEYRING) if found else None


def forget_session(origin: str, *, tell: Tell = tell_person) -> bool:
    """Forget the session of a host; tell whether there was one.

    Raises:
        CredentialsWithheld: The keyring does not answer, and may still hold one.
    """
    troubles: list[str] = []

    def hear(name: str, **values: object) -> None:
        tell(name, **values)
        troubles.append(name)

    def delete(ring: Any) -> bool:
        there = bool(ring.get_password(_SERVICE, origin))
        if there:
            ring.delete_password(_SERVICE, origin)
        return there

    in_ring = ask_keyring(delete, seconds=_PATIENT, tell=hear)
    if _drop(_file(), origin):
        return True
    if in_ring is None and troubles:
        raise CredentialsWithheld("keyring-holds", origin=origin)
    return bool(in_ring)


def _drop(path: Path, origin: str) -> bool:
    sessions = _read(path)
    if sessions.pop(origin, None) is None:
        return False
    _write(path, sessions)
    return True


def _file() -> Path:
    base = os.environ.get("XDG_STATE_HOME")
    folder = Path(base) if base else Path.home() / ".local" / "state"
    return folder / "varaamo-sync" / "sessions.json"


def _read(path: Path) -> dict[str, str]:
    try:
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise CredentialsWithheld("session-file-open", file=path)
        found = json.loads(path.read_text(encoding="utf-8"))
        return {str(origin): str(session) for origin, session in found.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError) as exc:
        raise CredentialsWithheld("session-file-unreadable", file=path) from exc


def _write(path: Path, sessions: dict[str, str]) -> None:
    beside = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside.unlink(missing_ok=True)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(sessions, file)
        beside.replace(path)
    except OSError as exc:
        raise CredentialsWithheld(
            "session-file-unwritable", file=path, reason=system_reason(exc)
        ) from exc
