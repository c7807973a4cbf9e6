"""Addresses that people give: where requests go, or an error that tells no password."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from varaamo_sync.errors import CredentialsWithheld, UsageError
from varaamo_sync.model.addresses import address_parts, is_here, origin_in
from varaamo_sync.secrecy import STRUCK, without_passwords


def origin_of(url: str) -> str:
    """Return scheme, host and port of an address.

    Raises:
        UsageError: The address is none, or holds a user name or a password.
    """
    _refuse_credentials(url)
    try:
        return origin_in(url)
    except ValueError:  # told without its text, which quotes any sign of the address
        raise _no_address(url, "address-none") from None


def parts_of(url: str, problem: str, *, safe: bool = False) -> tuple[str, str]:
    """Return origin and path of the address of an API; the path ends without a slash.

    Args:
        url: The address, as somebody gave it.
        problem: Name of the words for one that is none; they may tell its ``url``.
        safe: Whether plain HTTP elsewhere than on this machine is none either.

    Raises:
        UsageError: The address is none, or holds a user name or a password.
    """
    _refuse_credentials(url)
    try:
        origin, path = address_parts(url)
    except ValueError:
        raise _no_address(url, problem) from None
    if safe and not is_safe(origin):
        raise _no_address(url, problem)
    return origin, path


def is_safe(origin: str) -> bool:
    """Whether what is sent to a host can be read by nobody on its way."""
    return origin.startswith("https:") or is_here(origin)


def check_transport_safe(origin: str) -> None:
    """Refuse plain HTTP to anywhere but this machine.

    Raises:
        CredentialsWithheld: Session and password would travel in the open.
    """
    if not is_safe(origin):
        raise CredentialsWithheld("plain-http", origin=origin)


def _refuse_credentials(url: str) -> None:
    if "@" in url:  # told without the address: a password may stand in it
        raise UsageError("address-with-credentials")


def _no_address(url: str, problem: str) -> UsageError:
    """Return the error for an address, untold where a password may stand in place of its port."""
    try:
        _ = urlsplit(url).port
    except ValueError:
        return UsageError("address-none-hidden")
    shown = re.sub("([?#]).*", rf"\1{STRUCK}", url, flags=re.DOTALL)  # a key may stand there
    return UsageError(problem, url=without_passwords(shown))
