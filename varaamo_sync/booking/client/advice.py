"""What to do about an error: the same advice in the library as in the messages for people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from varaamo_sync.errors import BookingError
from varaamo_sync.explanations import explained


@contextmanager
def advised() -> Iterator[None]:
    """Give every error of the booking system that leaves the client its ``fix``.

    Raises:
        BookingError: What was raised inside.
    """
    try:
        yield
    except BookingError as error:
        error.fix = error.fix or explained(error, "en")[0].fix
        raise
