"""What both clients take beside an address, a transport and a sleep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import TypedDict

from varaamo_sync.booking.protocol.exchange import PasswordLogin
from varaamo_sync.booking.retry import Patience
from varaamo_sync.errors import UsageError
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Phrase

CONTACT = "https://hel.fi/kulttuurin-ja-vapaa-ajan-toimiala/en/about_us/"
"""Where operators find out who sends these requests: the division whose goal this serves."""

REQUESTS_PER_SECOND = 20.0
"""Twice what a server of four workers stores (facts, section 5), so it brakes storms only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Longest waits, in seconds.

    Attributes:
        connect: For a connection.
        read: For the next bytes of an answer; past the 60 s after which the server's own proxy
            gives up (facts, section 4).
        write: For the server to take the next bytes of a request.
        pool: For another request of this client to give its connection back.
        total: For one request from its beginning to the last byte of its answer, whatever the
            others are. A request that is repeated has this time again.

    Raises:
        UsageError: One of them is not more than nothing.
    """

    connect: float = 10.0
    read: float = 75.0
    write: float = 30.0
    pool: float = 60.0
    total: float = 150.0

    def __post_init__(self) -> None:
        for field in fields(self):
            if not getattr(self, field.name) > 0:
                raise UsageError("timeout-none", name=field.name)


class ClientOptions(TypedDict, total=False):
    """What both clients take beside an address, a transport and a sleep."""

    session: str | None
    """Session cookie, where login is by browser."""
    login: PasswordLogin | None
    """User name and password, where password login is allowed."""
    patience: Patience
    """How often and how patiently failed requests are repeated, and who is told."""
    timeouts: Timeouts
    """Longest waits for a connection, an answer, a request and the pool, and for all of it."""
    requests_per_second: float | None
    """Most requests that begin in a second; ``None``: no limit. By default 20, and no limit for
    a booking system on this machine."""
    contact: str
    """Address of a page that tells operators who sends these requests, for ``User-Agent``."""
    today: Callable[[], date]
    """Tells the day in Helsinki."""
    session_from: Phrase | str
    """Where session or login are from, in words, for ``whoami``."""
