"""Addresses of Respas."""

from __future__ import annotations

from varaamo_sync.booking.client.addresses import parts_of
from varaamo_sync.startup.lazy_pattern import lazy_pattern

_VERSION = "/v1"
_LIST = lazy_pattern(r"(?<=/v1)/(?:resource|unit)/?(?:\?[^#@]*)?$")
"""What stands behind the address of an API where somebody copied that of a list."""


def respa_parts(url: str) -> tuple[str, str]:
    """Return origin and path of the address of an API, or of a list of it.

    The path ends in its version.

    Raises:
        UsageError: It is none, holds a password, or is plain HTTP elsewhere than on this machine.
    """
    origin, path = parts_of(_LIST.sub("", url), "respa-address-none", safe=True)
    return origin, path.removesuffix(_VERSION) + _VERSION
