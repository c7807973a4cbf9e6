"""Answers as values: taken in time, unpacked, and never larger than they may be."""

from __future__ import annotations

import zlib

import httpx

from varaamo_sync.booking.client.transport import Sending
from varaamo_sync.booking.protocol.exchange import Response
from varaamo_sync.errors import ProtocolMismatch

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


def receive(response: httpx.Response, sending: Sending, operation: str) -> Response:
    """Take every byte of an answer, and return it as a value.

    Args:
        response: The answer, of which the head has come.
        sending: The request that it answers; past its time no more is taken.
        operation: What was asked.

    Raises:
        httpx.ReadTimeout: The time is up before it has come whole.
        ProtocolMismatch: It is packed in a way that was not asked for, or too large.
    """
    body = _body_of(response, operation)
    if not response.is_stream_consumed:
        for piece in response.iter_raw():
            sending.check_time()
            body.add(piece)
    return _answer(response, body)


async def receive_async(response: httpx.Response, sending: Sending, operation: str) -> Response:
    """Do the same asynchronously; see ``receive``."""
    body = _body_of(response, operation)
    if not response.is_stream_consumed:
        async for piece in response.aiter_raw():
            sending.check_time()
            body.add(piece)
    return _answer(response, body)


def _body_of(response: httpx.Response, operation: str) -> Body:
    if response.is_stream_consumed:  # a transport in memory has unpacked it already
        body = Body("", operation)
        body.add(response.content)
        return body
    return Body(response.headers.get("content-encoding", ""), operation)


def _answer(response: httpx.Response, body: Body) -> Response:
    jar = response.cookies.jar if "set-cookie" in response.headers else ()
    cookies = {cookie.name: cookie.value or "" for cookie in jar}
    headers = {name: response.headers[name] for name in _HEADERS if name in response.headers}
    return Response(response.status_code, headers, body.whole(), cookies)
