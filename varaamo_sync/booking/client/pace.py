"""How many requests may go in a second."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from varaamo_sync.errors import UsageError
from varaamo_sync.telemetry.events import OBSERVERS, tell_wait


class Pace:
    """Gives out turns; threads may share it.

    Args:
        per_second: Most turns in a second.
        clock: Seconds that only grow.

    Raises:
        UsageError: The limit is not more than nothing.
    """

    def __init__(self, per_second: float, clock: Callable[[], float]) -> None:
        if not per_second > 0:
            raise UsageError("pace-none")
        self._apart = 1 / per_second
        self._clock = clock
        self._next = clock()
        self._lock = Lock()

    def turn(self) -> float:
        """Take the next turn; return the seconds until it comes."""
        with self._lock:
            now = self._clock()
            begins = max(now, self._next)
            self._next = begins + self._apart
        if OBSERVERS and begins > now:
            tell_wait("rate", begins - now)
        return begins - now
