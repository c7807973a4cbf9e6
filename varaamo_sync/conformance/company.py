"""Others whom a run calls in, for facts that one client alone does not show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from varaamo_sync.booking import BookingAPI


class Owner(Protocol):
    """What only the owner of a booking system can do to it; a sandbox has one."""

    def add_reservation(self, room: int) -> None:
        """Book a room as a resident would."""
        ...

    def cancel_reservations(self, room: int) -> None:
        """Cancel every booking of a room."""
        ...

    def misbehave(self, faults: Sequence[Mapping[str, Any]]) -> None:
        """Let things go wrong, told as in a faults file; with none, behave as at first."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Others at the same booking system; who is missing leaves facts untested.

    Attributes:
        stranger: Nobody: without a login.
        ended: Somebody whose session has ended, and who cannot log in again.
        lesser: Somebody who may write to some venues, but not to all.
        hasty: The user of the run, who repeats nothing that fails.
        owner: The owner, where it is a sandbox: then a run may also make load.
    """

    stranger: BookingAPI | None = None
    ended: BookingAPI | None = None
    lesser: BookingAPI | None = None
    hasty: BookingAPI | None = None
    owner: Owner | None = None
