"""The catalogue that ``init`` gives as an example: it is tried out, and never pushed for real."""

from __future__ import annotations

from varaamo_sync.errors import PushRefused
from varaamo_sync.model import EXAMPLE_ID
from varaamo_sync.model.addresses import is_here


def require_own_catalogue(catalogue: str, origin: str) -> None:
    """Refuse the example catalogue anywhere but on this machine, where sandboxes are.

    Args:
        catalogue: Id of the catalogue.
        origin: Origin of the booking system that it would be pushed to.

    Raises:
        PushRefused: It is the example, and the booking system may be a real one.
    """
    if catalogue == EXAMPLE_ID and not is_here(origin):
        raise PushRefused("example-catalogue", id=catalogue, origin=origin)
