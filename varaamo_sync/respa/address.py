"""Addresses of Respas."""

from __future__ import annotations

import re

from varaamo_sync.errors import UsageError
from varaamo_sync.model.addresses import address_parts, is_here

_VERSION = "/v1"
_LIST = re.compile(r"(?<=/v1)/(?:resource|unit)/?(?:\?[^#@]*)?$")
"""What stands behind the address of an API where somebody copied that of a list."""


def respa_parts(url: str) -> tuple[str, str]:
    """Return origin and path of the address of an API, or of a list of it.

    The path ends in its version.

    Raises:
        UsageError: It is none, holds a password, or is plain HTTP elsewhere than on this machine.
    """
    if "@" in url:  # told without the address: a password may stand in it
        raise UsageError("address-with-credentials")
    try:
        origin, path = address_parts(_LIST.sub("", url))
    except ValueError:
        raise UsageError("respa-address-none", url=url) from None
    if not origin.startswith("https:") and not is_here(origin):
        raise UsageError("respa-address-none", url=url)
    return origin, path.removesuffix(_VERSION) + _VERSION
