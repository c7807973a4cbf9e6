"""The body of an answer as it comes in: unpacked, and never larger than it may be."""

from __future__ import annotations

import zlib

from varaamo_sync.errors import ProtocolMismatch

LARGEST = 50_000_000
"""Bytes once unpacked; a page of 100 rooms with every field is some 1 MB."""

ENCODING = "gzip"
"""Value of ``Accept-Encoding``."""

_GZIP = zlib.MAX_WBITS | 16


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
            raise ProtocolMismatch(
                "The answer is packed in a way that was not asked for.", operation=operation
            )
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
                raise ProtocolMismatch(
                    "The answer cannot be unpacked.", operation=self._operation
                ) from exc
        self._left -= len(piece)
        if self._left < 0:
            raise ProtocolMismatch(
                "The answer is larger than any answer of this API.", operation=self._operation
            )
        self._pieces.append(piece)

    def whole(self) -> bytes:
        """Return every byte that was taken."""
        return b"".join(self._pieces)
