"""Credentials of the environment, which are bound to one host."""

from __future__ import annotations

from varaamo_sync.booking.client import PasswordLogin, parts_of
from varaamo_sync.errors import UsageError
from varaamo_sync_cli.console import settings
from varaamo_sync_cli.console.settings import setting
from varaamo_sync_cli.workspace.access.credentials import Credentials

_USER_SETTINGS = "VARAAMO_SYNC_USERNAME and VARAAMO_SYNC_PASSWORD"


def host_of(url: str) -> str:
    """Return scheme, host and port of an address, be it of a whole host or of a path at it.

    Raises:
        UsageError: The address is none, or holds a user name or a password.
    """
    return parts_of(url, "address-none")[0]


def goes_first(origin: str, *, typed: bool) -> str | None:
    """Return what of the environment is used instead of a login that is kept for a host.

    Args:
        origin: Origin of the booking system.
        typed: Whether its address was typed.
    """
    home = setting(settings.URL)
    if not (host_of(home) == origin if home else typed):
        return None
    session, username, password = _environment()
    if session:
        return settings.SESSION
    return _USER_SETTINGS if username and password else None


def has_credentials() -> bool:
    """Whether the environment holds any, whatever they are for."""
    return any(_environment())


def credentials_for(origin: str) -> Credentials:
    """Return what of the environment may go to a host; nothing where it is bound elsewhere.

    Args:
        origin: Scheme, host and port.

    Raises:
        UsageError: There is a user name without a password, or the other way round.
    """
    session, username, password = _environment()
    home = setting(settings.URL)
    if home is not None and host_of(home) != origin:
        return Credentials()
    if username and password:
        return Credentials(session, PasswordLogin(username, password), _USER_SETTINGS)
    if username or password:
        raise UsageError("half-login")
    return Credentials(session, None, settings.SESSION)


def _environment() -> tuple[str | None, str | None, str | None]:
    return (
        setting(settings.SESSION),
        setting(settings.USERNAME),
        setting(settings.PASSWORD),
    )
