"""Sessions that end unnoticed: how to tell them from missing rights, and how to renew them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from varaamo_sync.booking.flow import Flow, ask, through
from varaamo_sync.booking.protocol import documents
from varaamo_sync.booking.protocol.exchange import Operation, PasswordLogin
from varaamo_sync.booking.protocol.fields import nodes
from varaamo_sync.errors import PermissionDenied, SessionEnded

T = TypeVar("T")

_WHO = Operation(name="CurrentUser", document=documents.CURRENT_USER, parse=nodes.user)


def watch(
    flow: Flow[T], renew: PasswordLogin | None, send: Callable[[Any], Flow[Any]] = ask
) -> Flow[T]:
    """Wrap a flow so that an ended session is named, and renewed where a password is at hand.

    The API answers a dead session exactly as a missing right (facts, section 1). A refusal
    stored nothing, so the operation is safe to send again after a new login.

    Args:
        flow: The flow to watch.
        renew: How to log in again, or ``None``.
        send: What carries out an operation or a login.

    Raises:
        SessionEnded: The session is over and cannot be renewed.
        PermissionDenied: The user is logged in and has no right.
    """
    return through(flow, lambda operation: _with_session(operation, renew, send))


def _with_session(
    operation: Operation[Any], renew: PasswordLogin | None, send: Callable[[Any], Flow[Any]]
) -> Flow[Any]:
    """Carry out an operation, and once more where the session had ended and was renewed."""
    try:
        answer = yield from send(operation)
    except PermissionDenied as denied:
        if (yield from send(_WHO)) is not None:
            raise
        if renew is None:
            raise SessionEnded(
                "session-none-or-ended",
                operation=operation.name,
                code=denied.code,
            ) from denied
    else:
        if renew is None or not operation.doubtful(answer) or (yield from send(_WHO)) is not None:
            return answer
    yield from send(renew)
    return (yield from send(operation))
