"""Whether a Respa may see the user name and the password of the environment."""

from __future__ import annotations

from varaamo_sync.errors import UsageError
from varaamo_sync.respa import respa_parts
from varaamo_sync_cli.console import settings
from varaamo_sync_cli.console.settings import setting


def respa_login(url: str) -> tuple[str, str] | None:
    """Return the user name and the password of the environment, where they may go to an address.

    They are bound to the host of the environment's address, else to one that was typed.

    Args:
        url: Address of the Respa, as it was typed.

    Raises:
        UsageError: One of both is missing.
    """
    home = setting(settings.URL)
    if home is not None and respa_parts(home)[0] != respa_parts(url)[0]:
        return None
    username, password = setting(settings.USERNAME), setting(settings.PASSWORD)
    if username and password:
        return username, password
    if username or password:
        raise UsageError("half-login")
    return None
