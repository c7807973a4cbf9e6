"""What both clients of Hauki share: address, token, pace, and commands as flows of requests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypedDict, TypeVar

from varaamo_sync.booking.client.http import check_transport_safe
from varaamo_sync.booking.client.options import REQUESTS_PER_SECOND, ClientOptions, Timeouts
from varaamo_sync.booking.client.pace import Pace
from varaamo_sync.booking.flow import Flow
from varaamo_sync.booking.port import Command
from varaamo_sync.booking.retry import Patience, repeat
from varaamo_sync.errors import BookingError, UsageError
from varaamo_sync.hours.client.commands import flow_of
from varaamo_sync.hours.client.failures import hours_error
from varaamo_sync.hours.protocol.calls import Call, Token
from varaamo_sync.model.addresses import address_parts, is_here
from varaamo_sync.suggest import require_known

T = TypeVar("T")

_VERSION = "/v1"
"""What an address may end with although it need not."""


class HoursOptions(TypedDict, total=False):
    """What a client of an opening-hours system takes beside its address."""

    token: str | None
    """Key of ``Authorization: APIToken``; without one it only looks."""
    patience: Patience
    """How often and how patiently failed requests are repeated, and who is told."""
    timeouts: Timeouts
    """Longest waits for a connection, an answer, a request and the pool, and for all of it."""
    requests_per_second: float | None
    """Most requests that begin in a second; ``None``: no limit."""
    contact: str
    """Address of a page that tells operators who sends these requests, for ``User-Agent``."""


class Asking:
    """The base of both clients.

    Attributes:
        shared: Options that clients of other hosts have, too.
        patience: How often and how patiently failed requests are repeated.
    """

    def __init__(self, url: str, options: HoursOptions) -> None:
        require_known(options, HoursOptions.__optional_keys__, type(self).__name__)
        self._host, self._base = base_of(url)
        check_transport_safe(self._host)
        self._token = _token(options.get("token"))
        self.shared: ClientOptions = {}
        if "contact" in options:
            self.shared["contact"] = options["contact"]
        if "timeouts" in options:
            self.shared["timeouts"] = options["timeouts"]
        self.patience = options.get("patience") or Patience()
        limit = None if is_here(self._host) else REQUESTS_PER_SECOND
        limit = options.get("requests_per_second", limit)
        self._pace = None if limit is None else Pace(limit, self.patience.clock)

    @property
    def origin(self) -> str:
        """Scheme, host and port of Hauki."""
        return self._host

    @property
    def address(self) -> str:
        """The address of Hauki: the origin, and the path where it has one."""
        return f"{self._host}{self._base}"

    @property
    def has_token(self) -> bool:
        """Whether it can say who asks."""
        return self._token.key is not None

    def _flow(self, command: Command[T]) -> Flow[T]:
        """Return what carries out a command, down to single requests."""
        return flow_of(command, self._repeat)

    def _repeat(self, call: Call[Any]) -> Flow[Any]:
        return repeat(call, name=call.name, writes=call.writes, patience=self.patience)

    @contextmanager
    def _failures(self) -> Iterator[None]:
        """Tell failures of requests as those of an opening-hours system."""
        try:
            yield
        except BookingError as error:
            raise hours_error(error, self._host) from error

    def _turn(self) -> float:
        """Take the next turn to send something; return the seconds until it comes."""
        return self._pace.turn() if self._pace is not None else 0.0


def base_of(url: str) -> tuple[str, str]:
    """Return origin and path of the address of a Hauki.

    Raises:
        UsageError: It is none, or holds a user name or a password.
    """
    if "@" in url:  # told without the address: a password may stand in it
        raise UsageError("address-with-credentials")
    try:
        origin, path = address_parts(url)
    except ValueError:
        raise UsageError("hours-address-none") from None
    return origin, path.removesuffix(_VERSION)


def _token(key: str | None) -> Token:
    """Return a token.

    Raises:
        UsageError: It cannot be sent; the token itself is not told.
    """
    if key is not None and not (key.isascii() and key.isprintable() and key and " " not in key):
        raise UsageError("hours-token-none")
    return Token(key)
