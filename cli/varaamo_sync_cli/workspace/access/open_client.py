"""Opening a client of the booking system with credentials that may go there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from varaamo_sync.booking.client import ClientOptions, VaraamoClient
from varaamo_sync_cli.console import clock
from varaamo_sync_cli.workspace.access.credentials import Credentials


@contextmanager
def open_client(url: str, found: Credentials, manners: ClientOptions) -> Iterator[VaraamoClient]:
    """Open a client, logged in where there is anything to log in with.

    Args:
        url: Address of the booking system.
        found: With what it is asked.
        manners: How patient and how quick the client is.

    Raises:
        BookingError: The login was refused, or the booking system cannot be reached.
    """
    options = manners.copy()
    options |= {"session": found.session, "login": found.login, "session_from": found.how}
    with VaraamoClient(url, sleep=clock.wait, **options) as api:
        if found.session is None and found.login is not None:
            api.log_in()
        yield api
