"""Addresses of Respas."""

from __future__ import annotations

from varaamo_sync.errors import UsageError
from varaamo_sync.model.addresses import address_parts, is_here

_VERSION = "/v1"


def respa_parts(url: str) -> tuple[str, str]:
    """Return origin and path of the address of an API; the path ends in its version.

    Raises:
        UsageError: It is none, holds a password, or is plain HTTP elsewhere than on this machine.
    """
    if "@" in url:  # told without the address: a password may stand in it
        raise UsageError("address-with-credentials")
    try:
        origin, path = address_parts(url)
    except ValueError:
        raise UsageError("respa-address-none", url=url) from None
    if not origin.startswith("https:") and not is_here(origin):
        raise UsageError("respa-address-none", url=url)
    return origin, path.removesuffix(_VERSION) + _VERSION
