"""The client of each booking system, by what a target calls it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Unpack

from varaamo_sync.booking.client import ClientOptions, VaraamoClient
from varaamo_sync.capabilities import SystemName
from varaamo_sync_cli.console import clock

if TYPE_CHECKING:
    from varaamo_sync.respa.booking import RespaBookingClient

    BookingClient = VaraamoClient | RespaBookingClient
    """A client of any booking system that rooms can be pushed to."""


def open_client(system: SystemName, url: str, **options: Unpack[ClientOptions]) -> BookingClient:
    """Return a client of a booking system; use it as a context manager.

    Args:
        system: Which system it is.
        url: Its address.
        **options: See ``ClientOptions``.

    Raises:
        UsageError: The address is none.
    """
    return _CLIENTS[system](url, **options)


def _varaamo(url: str, **options: Unpack[ClientOptions]) -> BookingClient:
    return VaraamoClient(url, sleep=clock.wait, **options)


def _respa(url: str, **options: Unpack[ClientOptions]) -> BookingClient:
    from varaamo_sync.respa.booking import RespaBookingClient

    return RespaBookingClient(url, sleep=clock.wait, **options)


_CLIENTS: Mapping[SystemName, Callable[..., BookingClient]] = {
    "varaamo": _varaamo,
    "respa": _respa,
}
