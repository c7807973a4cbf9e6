"""Whether a write may still be sent: asked at the last moment, by whoever sends it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple


class _Permit(NamedTuple):
    """What is asked before a write leaves, in both ways."""

    ask: Callable[[], None]
    ask_async: Callable[[], Awaitable[None]] | None


_PERMIT: ContextVar[_Permit | None] = ContextVar("permit", default=None)


@contextmanager
def permitted_by(
    permit: Callable[[], None], permit_async: Callable[[], Awaitable[None]] | None = None
) -> Iterator[None]:
    """Let whoever sends a write in this context ask first, at the last moment.

    Args:
        permit: Raises when the write must not be sent any more.
        permit_async: Does the same without holding an event loop up.
    """
    before = _PERMIT.set(_Permit(permit, permit_async))
    try:
        yield
    finally:
        _PERMIT.reset(before)


def ask_permit() -> None:
    """Ask whether what is about to leave may be sent; for adapters, before the last byte of it.

    A process can stand still for minutes between any two steps of a sending, while another one
    takes its lock over, finds that the write was not stored, and sends it itself.

    Raises:
        LockLost: It must not be sent.
    """
    permit = _PERMIT.get()
    if permit is not None:
        permit.ask()


async def ask_permit_async() -> None:
    """Ask the same for asynchronous adapters: no event loop waits for a store.

    Raises:
        LockLost: It must not be sent.
    """
    permit = _PERMIT.get()
    if permit is None:
        return
    if permit.ask_async is None:
        permit.ask()
    else:
        await permit.ask_async()
