"""What clients of other hosts than the booking system share: safe ways, single answers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Any, Self, TypeVar

import httpx

from varaamo_sync.booking.client.http import manners, opening, ways
from varaamo_sync.booking.client.message import receive
from varaamo_sync.booking.client.network import keep_to_deadlines
from varaamo_sync.booking.client.options import ClientOptions, Timeouts
from varaamo_sync.booking.client.redaction import redact
from varaamo_sync.booking.client.transport import Transport
from varaamo_sync.booking.flow import Pause, run
from varaamo_sync.booking.protocol.exchange import Request, Response
from varaamo_sync.booking.retry import Patience, repeat

T = TypeVar("T")


class HostClient:
    """The base of clients of one host. Use them as context managers.

    Args:
        origin: Scheme, host and port; every request goes there, redirects are not followed.
        options: Timeouts and contact.
        patience: How often and how patiently failed requests are repeated.
        transport: An httpx transport, for tests.
        sleep: Waits some seconds.
    """

    def __init__(
        self,
        origin: str,
        options: ClientOptions,
        patience: Patience,
        transport: httpx.BaseTransport | None,
        sleep: Callable[[float], None],
    ) -> None:
        redact()
        self._origin = origin
        self._patience = patience
        self._sleep = sleep
        total = options.get("timeouts", Timeouts()).total
        self._transport = Transport(origin, manners(options), total, patience.clock)
        with opening():
            self._http = httpx.Client(transport=transport, **ways(origin, options))
        keep_to_deadlines(self._http)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _get(
        self,
        path: str,
        operation: str,
        read: Callable[[Response], T],
        accept: str = "application/json",
    ) -> T:
        """Get a page and read it, patiently: a failure of either is repeated.

        Args:
            path: Its path and query.
            operation: What is asked, for errors.
            read: Makes a value of the answer.
            accept: What kinds of answers are wanted.

        Raises:
            BookingError: It could not be had, or not be read.
        """

        def carry_out(asked: str | Pause) -> Any:
            if isinstance(asked, Pause):
                return self._sleep(asked.seconds)
            request = Request("GET", asked, {"Accept": accept})
            return read(self._answer(request, operation))

        got: T = run(repeat(path, name=operation, writes=False, patience=self._patience), carry_out)
        return got

    def _answer(self, request: Request, operation: str) -> Response:
        """Send a request once, and return its answer whole."""
        with (
            self._transport.carrying(request, operation) as sending,
            closing(
                self._http.send(sending.message, stream=True, follow_redirects=False)
            ) as response,
        ):
            return receive(response, sending, operation)
