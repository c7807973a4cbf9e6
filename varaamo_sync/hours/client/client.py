"""Speaks to Hauki over HTTP: patiently, within bounds, and never elsewhere than it was told."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypedDict, TypeVar, Unpack

import httpx

from varaamo_sync.booking.client.host import HostClient
from varaamo_sync.booking.client.http import check_transport_safe
from varaamo_sync.booking.client.options import REQUESTS_PER_SECOND, ClientOptions, Timeouts
from varaamo_sync.booking.client.pace import Pace
from varaamo_sync.booking.client.transport import read
from varaamo_sync.booking.flow import Flow, Pause, run
from varaamo_sync.booking.permits import ask_permit
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


class HoursClient(HostClient):
    """Speaks to a Hauki, synchronously. Use it as a context manager.

    Threads may share one: connections, rate limit and retry budget are theirs together.

    Args:
        url: Address of Hauki, ``/v1`` or not at its end; plain HTTP only on this machine.
        transport: An httpx transport, for instance that of the sandbox.
        sleep: Waits some seconds.
        **options: See ``HoursOptions``.

    Raises:
        UsageError: The address is none, or the token cannot be one.
        CredentialsWithheld: The address is plain HTTP elsewhere than on this machine.

    Example:
        ``with HoursClient(url) as api: api.execute(ReadResources((ResourceId.of_venue("1"),)))``
    """

    def __init__(
        self,
        url: str,
        *,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        **options: Unpack[HoursOptions],
    ) -> None:
        require_known(options, HoursOptions.__optional_keys__, "HoursClient")
        origin, self._base = base_of(url)
        check_transport_safe(origin)
        self._token = _token(options.get("token"))
        shared: ClientOptions = {}
        if "contact" in options:
            shared["contact"] = options["contact"]
        if "timeouts" in options:
            shared["timeouts"] = options["timeouts"]
        patience = options.get("patience") or Patience()
        super().__init__(origin, shared, patience, transport, sleep)
        limit = None if is_here(origin) else REQUESTS_PER_SECOND
        limit = options.get("requests_per_second", limit)
        self._pace = None if limit is None else Pace(limit, patience.clock)

    @property
    def origin(self) -> str:
        """Scheme, host and port of Hauki."""
        return self._origin

    @property
    def address(self) -> str:
        """The address of Hauki: the origin, and the path where it has one."""
        return f"{self._origin}{self._base}"

    @property
    def has_token(self) -> bool:
        """Whether it can say who asks."""
        return self._token.key is not None

    def execute(self, command: Command[T]) -> T:
        """Carry out a command; see ``HoursAPI.execute``."""
        try:
            return run(flow_of(command, self._repeat), self._carry_out)
        except BookingError as error:
            raise hours_error(error, self._origin) from error

    def _repeat(self, call: Call[Any]) -> Flow[Any]:
        return repeat(call, name=call.name, writes=call.writes, patience=self._patience)

    def _carry_out(self, asked: Call[Any] | Pause) -> Any:
        if isinstance(asked, Pause):
            return self._sleep(asked.seconds)
        if self._pace is not None and (wait := self._pace.turn()):
            self._sleep(wait)
        if asked.writes:
            ask_permit()
        request = asked.request(self._base, self._token)
        return read(asked, self._answer(request, asked.name), request.secrets)


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
