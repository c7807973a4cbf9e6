"""Other users at the same booking system, for facts that one client alone does not show."""

from __future__ import annotations

from dataclasses import dataclass

from varaamo_sync.booking import BookingAPI
from varaamo_sync.sandbox import SandboxAdmin


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherUsers:
    """Who else can be asked to act; who is missing leaves facts untested.

    Attributes:
        anonymous: Nobody: without a login.
        expired: Somebody whose session has ended, and who cannot log in again.
        limited: Somebody who may write to some venues, but not to all.
        without_retries: The user of the run, who repeats nothing that fails.
        admin: The administration of a sandbox, where it is one: then a run may also make load.
    """

    anonymous: BookingAPI | None = None
    expired: BookingAPI | None = None
    limited: BookingAPI | None = None
    without_retries: BookingAPI | None = None
    admin: SandboxAdmin | None = None
