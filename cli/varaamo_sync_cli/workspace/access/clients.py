"""The client of each booking system, by what a target calls it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Unpack

from varaamo_sync.booking.client import ClientOptions, VaraamoClient, parts_of
from varaamo_sync.capabilities import SystemName, capabilities_of
from varaamo_sync.errors import UsageError
from varaamo_sync.model import Catalogue
from varaamo_sync_cli.console import clock
from varaamo_sync_cli.workspace.access.credentials import Credentials

if TYPE_CHECKING:
    from varaamo_sync.respa.booking import RespaBookingClient

    BookingClient = VaraamoClient | RespaBookingClient
    """A client of any booking system that rooms can be pushed to."""


@contextmanager
def open_client(
    system: SystemName, url: str, found: Credentials, manners: ClientOptions
) -> Iterator[BookingClient]:
    """Open a client of a booking system, logged in where there is anything to log in with.

    Args:
        system: Which system it is.
        url: Its address.
        found: With what it is asked.
        manners: How patient and how quick the client is.

    Raises:
        UsageError: The address is none.
        BookingError: The login was refused, or the booking system cannot be reached.
    """
    options = manners.copy()
    options |= {"session": found.session, "login": found.login, "session_from": found.how}
    with _CLIENTS[system](url, **options) as api:
        if found.session is None and found.login is not None:
            api.log_in()
        yield api


def _varaamo(url: str, **options: Unpack[ClientOptions]) -> BookingClient:
    return VaraamoClient(url, sleep=clock.wait, **options)


def _respa(url: str, **options: Unpack[ClientOptions]) -> BookingClient:
    from varaamo_sync.respa.booking import RespaBookingClient

    return RespaBookingClient(url, sleep=clock.wait, **options)


_CLIENTS: Mapping[SystemName, Callable[..., BookingClient]] = {
    "varaamo": _varaamo,
    "respa": _respa,
}


def demand_varaamo(url: str, catalogue: Catalogue) -> None:
    """Refuse an address that a target says is another system's, or that only another one has.

    Raises:
        UsageError: It is no Varaamo's.
    """
    for name, target in catalogue.targets.items():
        opens = _CLIENTS[target.system]
        if opens is not _varaamo and target.url.rstrip("/") == url.rstrip("/"):
            system = capabilities_of(target.system).name
            raise UsageError("url-of-target", url=target.url, system=system, name=name)
    if parts_of(url, "address-none")[1]:
        raise UsageError("url-with-path", url=url)
