"""Sessions that were logged in to: kept in the system's keyring, else in a private file.

A session is bound to the origin that it was got from, and is never shown or sent elsewhere.
"""

from __future__ import annotations

import json
import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from varaamo_sync.errors import CredentialsWithheld
from varaamo_sync_cli.talk import note

_SERVICE = "varaamo-sync"


@dataclass(frozen=True, slots=True)
class Kept:
    """A session that is kept.

    Attributes:
        session: The session cookie.
        how: Where it is kept, for ``whoami``.
    """

    session: str
    how: str

    def __repr__(self) -> str:
        return f"Kept(session=…, how={self.how!r})"


def keep(origin: str, session: str) -> str:
    """Keep a session; return where, in words."""
    ring = _keyring()
    if ring is not None:
        try:
            ring.set_password(_SERVICE, origin, session)
        except Exception as error:  # noqa: BLE001  # a locked or broken keyring: any error of it
            note(f"the keyring cannot be used ({type(error).__name__}).")
        else:
            return "the system's keyring"
    path = _file()
    sessions = _read(path) | {origin: session}
    _write(path, sessions)
    return str(path)


def kept(origin: str) -> Kept | None:
    """Return the session that is kept for a host, or ``None``.

    Raises:
        CredentialsWithheld: The file of sessions can be read by others.
    """
    ring = _keyring()
    if ring is not None:
        try:
            session = ring.get_password(_SERVICE, origin)
        except Exception:  # noqa: BLE001  # a locked or broken keyring: the file may have it
            session = None
        if session:
            return Kept(session, "the system's keyring")
    path = _file()
    session = _read(path).get(origin)
    return Kept(session, str(path)) if session else None


def forget(origin: str) -> bool:
    """Forget the session of a host; tell whether there was one."""
    found = kept(origin) is not None
    ring = _keyring()
    if ring is not None:
        with suppress(Exception):  # not in the keyring, or no keyring after all
            ring.delete_password(_SERVICE, origin)
    path = _file()
    sessions = _read(path)
    if sessions.pop(origin, None) is not None:
        _write(path, sessions)
    return found


def _keyring() -> Any:
    """Return the keyring library where it is installed and has a real keyring behind it."""
    if os.environ.get("VARAAMO_SYNC_KEYRING") == "off":
        return None
    try:
        import keyring
        from keyring.backends import fail
    except ImportError:
        return None
    backend = keyring.get_keyring()
    return None if isinstance(backend, fail.Keyring) else keyring


def _file() -> Path:
    base = os.environ.get("XDG_STATE_HOME")
    folder = Path(base) if base else Path.home() / ".local" / "state"
    return folder / "varaamo-sync" / "sessions.json"


def _read(path: Path) -> dict[str, str]:
    try:
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise CredentialsWithheld(
                f"{path} can be read by others, so it is not used.",
                fix=f"Make it private: chmod 600 {path}",
            )
        found = json.loads(path.read_text(encoding="utf-8"))
        return {str(origin): str(session) for origin, session in found.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError) as exc:
        raise CredentialsWithheld(
            f"{path} cannot be read.", fix="Remove it, and log in again."
        ) from exc


def _write(path: Path, sessions: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(sessions, file)
    beside.replace(path)
