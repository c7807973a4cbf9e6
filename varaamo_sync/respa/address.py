"""Addresses of Respas."""

from __future__ import annotations

from varaamo_sync.booking.client.addresses import parts_of

_VERSION = "/v1"


def respa_parts(url: str) -> tuple[str, str]:
    """Return origin and path of the address of an API; the path ends in its version.

    Raises:
        UsageError: It is none, holds a password, or is plain HTTP elsewhere than on this machine.
    """
    origin, path = parts_of(url, "respa-address-none", safe=True)
    return origin, path.removesuffix(_VERSION) + _VERSION
