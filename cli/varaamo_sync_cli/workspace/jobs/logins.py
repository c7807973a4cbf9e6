"""With which credentials a worker goes to which booking system.

Each is bound to one host. A catalogue's file does not choose where they go: a schedule's address is
the one that was there when somebody put it on the schedule.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from varaamo_sync.booking import BookingAPI
from varaamo_sync.booking.client import PasswordLogin
from varaamo_sync.errors import CredentialsWithheld, UsageError
from varaamo_sync.jobs import Schedule
from varaamo_sync.model import SANDBOX_ORIGIN, Catalogue, Target
from varaamo_sync_cli.console import settings
from varaamo_sync_cli.console.settings import setting
from varaamo_sync_cli.workspace.access.clients import open_client
from varaamo_sync_cli.workspace.access.credentials import Credentials, find_session
from varaamo_sync_cli.workspace.access.environment import credentials_for, host_of
from varaamo_sync_cli.workspace.access.targets import (
    Choice,
    Use,
    booking_api,
    chosen_system,
    demand_origin,
    manners,
)

Logins = Mapping[str, Credentials]
"""Credentials by origin: a path belongs to it where a booking system stands at one."""


def read_logins(path: Path) -> Logins:
    """Read a private file of logins: JSON, an address and what it is logged in to with.

    Raises:
        CredentialsWithheld: Others can read it, or it holds no logins; what stands there is not
            told.
    """
    try:
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise CredentialsWithheld("session-file-open", file=path)
        found = json.loads(path.read_text(encoding="utf-8"))
        return {_origin_of(url): _credentials(login, path) for url, login in found.items()}
    except (OSError, ValueError, AttributeError, TypeError, KeyError, UsageError) as error:
        if isinstance(error, CredentialsWithheld):
            raise
        raise CredentialsWithheld("logins-unreadable", file=path) from None


def _origin_of(url: str) -> str:
    """Return the origin of an address as schedules have it.

    Raises:
        ValueError: It is none.
    """
    return Target(system="respa", url=url).origin  # whose address may have a path


def _credentials(login: Mapping[str, str], path: Path) -> Credentials:
    if "session" in login:
        return Credentials(session=str(login["session"]), how=str(path))
    given = PasswordLogin(str(login["username"]), str(login["password"]))
    return Credentials(login=given, how=str(path))


def opener_of(
    logins: Logins,
) -> Callable[[Schedule, Catalogue], AbstractContextManager[BookingAPI]]:
    """Return what opens the booking system of a schedule, with the login that belongs to it."""

    @contextmanager
    def open_api(schedule: Schedule, catalogue: Catalogue) -> Iterator[BookingAPI]:
        if schedule.origin == SANDBOX_ORIGIN:
            with booking_api(Choice(sandbox=True), catalogue, Path(schedule.folder)) as api:
                yield api
            return
        choice = Choice(target=schedule.target) if schedule.target else Choice(url=schedule.origin)
        if demand_origin(choice, catalogue) != schedule.origin:
            raise UsageError("schedule-moved", name=schedule.name)
        host = host_of(schedule.origin)
        found = logins.get(schedule.origin) or logins.get(host) or _bound_credentials(host)
        system = chosen_system(choice, catalogue)
        with open_client(system, schedule.origin, found, manners(choice, catalogue)) as api:
            yield api

    return open_api


def _bound_credentials(host: str) -> Credentials:
    """Return the credentials that are bound to a host, by the environment or by a login."""
    home = setting(settings.URL)
    found = Credentials()
    if home is not None and host_of(home) == host:
        found = credentials_for(host)
    if found.session is None and found.login is None:
        found = find_session(host, seconds=Use.WRITE.keyring_seconds) or found
    return found
