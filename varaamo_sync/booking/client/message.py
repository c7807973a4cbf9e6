"""Answers as values: unpacked, never larger than they may be, and told without what is secret."""

from __future__ import annotations

import zlib
from collections.abc import Collection
from dataclasses import replace
from typing import Any, Protocol

import httpx

from varaamo_sync.booking.client.deadline import Deadline
from varaamo_sync.booking.protocol.exchange import Response
from varaamo_sync.errors import BookingError, ProtocolMismatch
from varaamo_sync.secrecy import strike, strike_bytes

LARGEST = 50_000_000
"""Bytes once unpacked; a page of 100 rooms with every field is some 1 MB."""

ENCODING = "gzip"
"""Value of ``Accept-Encoding``."""

_GZIP = zlib.MAX_WBITS | 16

_HEADERS = ("date", "location", "retry-after")
"""What is read of an answer's headers; no other is kept, for a cookie may stand in it."""


class Body:
    """Takes the bytes of an answer one after the other.

    A packed answer is unpacked here and not by httpx, which unpacks each piece whole: a piece of
    64 kB can hold 64 MB.

    Args:
        encoding: Header ``Content-Encoding`` of the answer.
        operation: Name of the operation, for errors.
        largest: Bytes that it may have.

    Raises:
        ProtocolMismatch: It is packed in a way that was not asked for.
    """

    def __init__(self, encoding: str, operation: str, *, largest: int = LARGEST) -> None:
        self._operation = operation
        self._pieces: list[bytes] = []
        self._left = largest
        packing = encoding.strip().lower()
        if packing not in ("", "identity", "gzip"):
            raise ProtocolMismatch("answer-packed", operation=operation)
        self._unpacker = zlib.decompressobj(_GZIP) if packing == "gzip" else None

    def add(self, piece: bytes) -> None:
        """Take the next bytes.

        Raises:
            ProtocolMismatch: It grows larger than it may, or cannot be unpacked.
        """
        if self._unpacker is not None:
            try:
                piece = self._unpacker.decompress(piece, self._left + 1)
            except zlib.error as exc:
                raise ProtocolMismatch("answer-not-unpacked", operation=self._operation) from exc
        self._left -= len(piece)
        if self._left < 0:
            raise ProtocolMismatch("answer-too-large", operation=self._operation)
        self._pieces.append(piece)

    def whole(self) -> bytes:
        """Return every byte that was taken."""
        return b"".join(self._pieces)


def body_of(response: httpx.Response, operation: str) -> Body:
    """Return what takes the bytes of an answer.

    Raises:
        ProtocolMismatch: It is packed in a way that was not asked for.
    """
    if response.is_stream_consumed:  # a transport in memory has unpacked it already
        body = Body("", operation)
        body.add(response.content)
        return body
    return Body(response.headers.get("content-encoding", ""), operation)


def receive(response: httpx.Response, operation: str, deadline: Deadline) -> Body:
    """Take every byte of an answer, synchronously.

    Raises:
        httpx.ReadTimeout: The exchange is over before it has come whole.
        ProtocolMismatch: It is packed in a way that was not asked for, or too large.
    """
    body = body_of(response, operation)
    if not response.is_stream_consumed:
        for piece in response.iter_raw():
            deadline.check()
            body.add(piece)
    return body


def answer(response: httpx.Response, body: Body) -> Response:
    """Return an answer as a value."""
    jar = response.cookies.jar if "set-cookie" in response.headers else ()
    cookies = {cookie.name: cookie.value or "" for cookie in jar}
    headers = {name: response.headers[name] for name in _HEADERS if name in response.headers}
    return Response(response.status_code, headers, body.whole(), cookies)


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
