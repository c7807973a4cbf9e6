"""What both clients of Hauki share: address, token, and commands as flows of requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypedDict, TypeVar, cast

from varaamo_sync.booking.client.addresses import check_transport_safe, parts_of
from varaamo_sync.booking.client.host import FixedKeys, Host
from varaamo_sync.booking.client.options import ClientOptions, Timeouts
from varaamo_sync.booking.flow import Flow
from varaamo_sync.booking.port import Command
from varaamo_sync.booking.retry import Patience, repeat
from varaamo_sync.errors import BookingError, UsageError
from varaamo_sync.hours.client.commands import flow_of
from varaamo_sync.hours.client.failures import hours_error
from varaamo_sync.hours.protocol.calls import Call, Token
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


class HoursHost(Host):
    """What the sync and the async client share: address, token, and commands as flows."""

    def __init__(
        self, url: str, options: HoursOptions, transport: Any, sleep: Callable[[float], Any]
    ) -> None:
        require_known(options, HoursOptions.__optional_keys__, type(self).__name__)
        host, base = base_of(url)
        check_transport_safe(host)
        self._token = _token(options.get("token"))
        super().__init__(
            host,
            cast("ClientOptions", options),  # but for the token, those of every client
            options.get("patience") or Patience(),
            transport,
            sleep,
            place=base,
            known=FixedKeys(self._token),
        )

    @property
    def address(self) -> str:
        """The address of Hauki: the origin, and the path where it has one."""
        return f"{self._origin}{self._place}"

    @property
    def has_token(self) -> bool:
        """Whether it can say who asks."""
        return self._token.key is not None

    def _flow(self, command: Command[T]) -> Flow[T]:
        """Return what carries out a command, down to single requests."""
        return flow_of(command, self._repeat)

    def _repeat(self, call: Call[Any]) -> Flow[Any]:
        return repeat(call, name=call.name, writes=call.writes, patience=self._patience)

    @contextmanager
    def _failures(self) -> Iterator[None]:
        """Tell failures of requests as those of an opening-hours system."""
        try:
            yield
        except BookingError as error:
            raise hours_error(error, self._origin) from error


def base_of(url: str) -> tuple[str, str]:
    """Return origin and path of the address of a Hauki.

    Raises:
        UsageError: It is none, or holds a user name or a password.
    """
    origin, path = parts_of(url, "hours-address-none")
    return origin, path.removesuffix(_VERSION)


def _token(key: str | None) -> Token:
    """Return a token.

    Raises:
        UsageError: It cannot be sent; the token itself is not told.
    """
    if key is not None and not (key.isascii() and key.isprintable() and key and " " not in key):
        raise UsageError("hours-token-none")
    return Token(key)
