"""Addresses of Varaamo that people open in their browser; nothing here asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

_STAFF = "/kasittely"
"""Where Varaamo's pages for staff begin, which show what went wrong."""


def opening_hours_link(origin: str, rooms: Sequence[int]) -> str:
    """Return the address that opens the opening hours of several rooms at once.

    Whoever is logged in to Varaamo is led on to the opening-hours system, the first room open and
    the others as further targets (facts, section 4c). The address holds no secret: Varaamo signs
    the way on only then, and that is never asked for here.

    Args:
        origin: Scheme, host and port of the booking system.
        rooms: Numbers of the rooms there, at least one.
    """
    numbers = ",".join(map(str, rooms))
    back = quote(origin + _STAFF, safe="")
    return f"{origin}/v1/edit_opening_hours/?reservation_units={numbers}&redirect_on_error={back}"
