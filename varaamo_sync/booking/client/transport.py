"""One exchange on its way: when it may go, how far it got, when it ends, what a failure proves.

A server can close a connection at any moment between two requests. Whoever writes over it then
gets no answer, and cannot know whether the server read the request or had closed before. What can
be known: a request that never left whole was never carried out, for the API reads all of it
before it does anything.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import Any, Protocol

import httpx

from varaamo_sync.booking.permits import ask_permit, ask_permit_async
from varaamo_sync.booking.protocol.exchange import Request, Response
from varaamo_sync.errors import BookingError, ProtocolMismatch, Unreachable, UsageError, part
from varaamo_sync.secrecy import strike, strike_bytes, without_passwords
from varaamo_sync.words import Phrase, known_reason, system_words

_BROKEN = (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError)
_DISCONNECTED = "Server disconnected without sending a response."
_GARBLED = part("answer-garbled")
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)

_BODY = "http11.send_request_body.started"
"""The step before which a permit is asked for, also where a transport of the caller's own hides the
connection from ``network``."""

_UNDER_WAY: ContextVar[Sending | None] = ContextVar("under_way", default=None)


class Sending:
    """One request on its way; httpcore calls it with every step (its ``trace`` extension).

    Attributes:
        message: The request as httpx sends it, whole.
        reused: Whether it goes over a connection on which there was an answer before.
    """

    __slots__ = ("_begun", "_clock", "_ends", "_whole", "message", "reused")

    def __init__(self, message: httpx.Request, seconds: float, clock: Callable[[], float]) -> None:
        self.message = message
        self.reused = True
        self._begun = False
        self._whole = False
        self._clock = clock
        self._ends = clock() + seconds

    def __call__(self, step: str, info: Mapping[str, Any]) -> None:
        """Note a step."""
        del info
        if step == _BODY:
            ask_permit()
        self._note(step)

    async def asynchronously(self, step: str, info: Mapping[str, Any]) -> None:
        """Note a step of an asynchronous client."""
        del info
        if step == _BODY:
            await ask_permit_async()
        self._note(step)

    def _note(self, step: str) -> None:
        if step == "connection.connect_tcp.started":
            self.reused = False
        elif step == "http11.send_request_headers.started":
            # Also after a proxy was asked for a tunnel, which was a request of its own.
            self._begun, self._whole = True, False
        elif step == "http11.send_request_body.complete":
            self._whole = True

    @property
    def never_whole(self) -> bool:
        """Whether it is certain that the server never had all of it."""
        return self._begun and not self._whole

    @property
    def left(self) -> float:
        """Seconds that are left of it; not more than 0 when its time is up."""
        return self._ends - self._clock()

    def check_time(self) -> None:
        """Make sure that its time is not up.

        Raises:
            httpx.ReadTimeout: It is.
        """
        if self.left <= 0:
            raise httpx.ReadTimeout("the time is up")


def time_left(timeout: float | None, late: type[Exception]) -> float | None:
    """Return how long a step on the network may take; raise ``late`` where nothing is left."""
    sending = _UNDER_WAY.get()
    if sending is None:
        return timeout
    left = sending.left
    if left <= 0:
        raise late("the time is up")
    return left if timeout is None else min(timeout, left)


class Transport:
    """The way to a booking system: translates its failures, and learns from them.

    Args:
        origin: Scheme, host and port of the booking system.
        manners: Headers of every request.
        total: Seconds that one exchange may take in all.
        clock: Seconds that only grow.
    """

    def __init__(
        self, origin: str, manners: Mapping[str, str], total: float, clock: Callable[[], float]
    ) -> None:
        self.origin = origin
        self._manners = manners
        self._total = total
        self._clock = clock
        self._lasts = True

    def _message(self, request: Request) -> httpx.Request:
        """Return a request as httpx sends it, whole: the client has nothing to merge into it.

        Some servers close after each answer without a word (facts, section 4). Once a connection
        was found closed, each request gets one of its own: a handshake more, and no write over a
        connection that is just being closed.
        """
        body: dict[str, Any]
        if (upload := request.upload) is not None:
            operations = {
                "operations": json.dumps(request.json),
                "map": json.dumps({"0": [f"variables.{upload.variable}"]}),
            }
            files = {"0": (upload.filename, upload.content, upload.media_type)}
            body = {"data": operations, "files": files}
        elif request.form is not None:
            body = {"data": dict(request.form)}
        else:
            body = {"json": request.json}
        connection = {} if self._lasts else {"Connection": "close"}
        return httpx.Request(
            request.method,
            self.origin + request.path,
            headers={**self._manners, **connection, **request.headers},
            **body,
        )

    @contextmanager
    def carrying(
        self, request: Request, operation: str, *, asynchronous: bool = False
    ) -> Iterator[Sending]:
        """Give a request on its way; end what takes too long, and translate failures of httpx.

        What httpx says of one may quote what was sent; it is told without what is secret, and is
        the cause of the error only where it tells nothing.

        Args:
            request: What to send.
            operation: What is asked.
            asynchronous: Whether an asynchronous client sends it.

        Raises:
            Unreachable: No answer; ``certain`` when the request never left whole.
            ProtocolMismatch: The answer sets a cookie that nobody could send back.
            UsageError: The address cannot be used.
        """
        secrets = request.secrets
        sending = Sending(self._message(request), self._total, self._clock)
        trace = sending.asynchronously if asynchronous else sending
        sending.message.extensions["trace"] = trace
        before = _UNDER_WAY.set(sending)
        try:
            yield sending
        except _NEVER_LEFT as exc:
            reason, cause = _told(exc, secrets)
            raise Unreachable(
                "origin-unreachable",
                operation=operation,
                certain=True,
                origin=self.origin,
                reason=reason,
            ) from cause
        except (httpx.UnsupportedProtocol, httpx.InvalidURL, UnicodeError) as exc:
            if isinstance(exc, UnicodeEncodeError) and exc.encoding != "idna":
                # httpx makes a request of every redirect, with the cookies given
                raise ProtocolMismatch(
                    "answer-odd-cookie", operation=operation, origin=self.origin
                ) from None
            raise UsageError("connection-untriable", origin=self.origin) from _told(exc, secrets)[1]
        except (httpx.HTTPError, httpx.StreamError) as exc:
            if sending.reused and isinstance(exc, _BROKEN):
                self._lasts = False
            garbled = isinstance(exc, httpx.ProtocolError) and str(exc) != _DISCONNECTED
            # What is garbled is quoted in the cause, and may hold what must not be told.
            reason, cause = (_GARBLED, None) if garbled else _told(exc, secrets)
            if isinstance(exc, httpx.TimeoutException) and sending.left <= 0:
                reason = part("answer-too-late", seconds=f"{self._total:g}")
            raise Unreachable(
                "origin-silent",
                operation=operation,
                certain=sending.never_whole,
                origin=self.origin,
                reason=reason,
            ) from cause
        finally:
            _UNDER_WAY.reset(before)


class Readable(Protocol):
    """What reads its own answer."""

    def read(self, response: Response) -> Any:
        """Return the result that an answer holds."""
        ...


def read(exchange: Readable, response: Response, secrets: Collection[str]) -> Any:
    """Return the result that an answer holds.

    A server may repeat what it was sent: in a message, in a page, in an address to go to. So an
    answer that is an error is read once more without what is secret, and only that is told.

    Args:
        exchange: What was asked.
        response: What was answered.
        secrets: What the request held that nobody may be told.

    Raises:
        BookingError: The answer is an error, or not an answer of this API.
    """
    try:
        return exchange.read(response)
    except BookingError:
        pass
    struck = {*secrets, *response.cookies.values()}
    headers = {name: strike(value, struck) for name, value in response.headers.items()}
    body = strike_bytes(response.body, struck)
    return exchange.read(replace(response, headers=headers, body=body))


def _told(failure: Exception, secrets: Collection[str]) -> tuple[Phrase | str, Exception | None]:
    """Return what a failure says without what is secret, and itself where nothing was."""
    text = str(failure) or type(failure).__name__
    told = without_passwords(strike(text, secrets))
    gone = system_words("DISCONNECTED") if text == _DISCONNECTED else None
    reason = known_reason(failure) or gone or told.rstrip(".")
    return reason, failure if told == text else None
