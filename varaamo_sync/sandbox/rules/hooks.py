"""The seam at which faults can be put into the sandbox."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from starlette.responses import Response


@dataclass(frozen=True, slots=True, eq=False)
class MutationCall:
    """A mutation on its way.

    Attributes:
        name: Name of the field, for instance ``createSpace``.
        input: What was sent.
    """

    name: str
    input: Mapping[str, Any] = field(repr=False)


class Faults(Protocol):
    """What may go wrong around a write. Each hook may wait or raise.

    Called from several threads at once, and never while the database is locked. An exception
    becomes an error of the answer: a ``GraphQLError`` with its extensions, any other by its
    text alone.
    """

    def before(self, call: MutationCall) -> None:
        """Come before anything is looked at: what is raised here stores nothing."""
        ...

    def stored(self, call: MutationCall, answer: Mapping[str, Any]) -> None:
        """Come after the write is stored: what is raised here does not undo it."""
        ...

    def ended(self, call: MutationCall) -> None:
        """Come last, whatever happened, once for each ``before``."""
        ...


class ListFaults(Protocol):
    """What may happen to a list while it is read."""

    def listed(self, name: str, *, more: bool) -> None:
        """Come after a page was read.

        Args:
            name: Name of the list.
            more: Whether rows are left for a next page.
        """
        ...


class RowFaults(Protocol):
    """What may happen to a row while it is changed."""

    def row_read(self, operation: str) -> None:
        """Come once the row was read, before it is saved.

        Args:
            operation: Name of the mutation that changes it.
        """
        ...


class HttpFaults(Protocol):
    """What may go wrong around a whole request."""

    async def around(
        self, names: Collection[str], carry_out: Callable[[], Awaitable[Response]]
    ) -> Response:
        """Answer a request.

        Args:
            names: Operations that it asks for.
            carry_out: Lets the server answer it.
        """
        ...


class ConnectionCut(Exception):
    """The connection ends here; raised where there is no socket to close.

    Attributes:
        reset: Whether it was reset, instead of closed in good order.
    """

    def __init__(self, *, reset: bool) -> None:
        super().__init__("connection reset" if reset else "connection closed without an answer")
        self.reset = reset
