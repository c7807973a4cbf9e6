"""Carrying out exchanges: patiently, and anew after a login where a session ended unnoticed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, TypeVar

from varaamo_sync.booking.client.http import is_session
from varaamo_sync.booking.flow import Flow, Pause
from varaamo_sync.booking.protocol import documents
from varaamo_sync.booking.protocol.exchange import Exchange, Keys, Operation, PasswordLogin
from varaamo_sync.booking.protocol.fields import nodes
from varaamo_sync.booking.retry import Patience, repeat
from varaamo_sync.errors import (
    BookingError,
    PermissionDenied,
    ProtocolMismatch,
    SessionEnded,
    VaraamoSyncError,
)
from varaamo_sync.explanations import explained

T = TypeVar("T")

_WHO = Operation(name="CurrentUser", document=documents.CURRENT_USER, parse=nodes.user)


class Answering(ABC):
    """The base of sessions: gets every answer that a flow asks for.

    Args:
        patience: How often and how patiently failed requests are repeated.
    """

    def __init__(self, patience: Patience) -> None:
        self._patience = patience

    def carry_out(self, flow: Flow[T]) -> Flow[T]:
        """Carry out all that a flow asks for; ask for single tries, and for pauses.

        Raises:
            SessionEnded: The session is over and cannot be renewed.
            PermissionDenied: The user is logged in and has no right.
            BookingError: What else ends the flow; each has its ``fix``.
        """
        answer: Any = None
        failure: VaraamoSyncError | None = None
        while True:
            try:
                asked = flow.send(answer) if failure is None else flow.throw(failure)
            except StopIteration as stop:
                result: T = stop.value
                return result
            except BookingError as error:
                _advise(error)
                raise
            answer = failure = None
            try:
                answer = yield from self._answer(asked)
            except VaraamoSyncError as error:
                failure = error

    @abstractmethod
    def _answer(self, asked: Any) -> Flow[Any]:
        """Get the answer to one thing that is asked for, also where the session had ended."""


class Session(Answering):
    """What a client is known by, and how it gets answers: the same for sync and async callers.

    The API answers a dead session exactly as a missing right (facts, section 1), so it is asked
    who is logged in. A refusal stored nothing, so the exchange is safe to send again after a new
    login.

    Args:
        keys: What requests carry; with every login there are new ones.
        login: How to log in again, or ``None``.
        patience: How often and how patiently failed exchanges are repeated.
    """

    def __init__(self, keys: Keys, login: PasswordLogin | None, patience: Patience) -> None:
        super().__init__(patience)
        self.keys = keys
        self._login = login

    def log_in(self) -> Flow[None]:
        """Log in, where there is a way.

        Raises:
            BookingError: The login was refused, or the booking system cannot be reached.
        """
        if self._login is None:
            return
        try:
            yield from self._send(self._login)
        except BookingError as error:
            _advise(error)
            raise

    def _answer(self, asked: Operation[Any]) -> Flow[Any]:
        """Get an answer, the second time where the session had ended and was renewed."""
        login = self._login
        try:
            answer = yield from self._send(asked)
        except PermissionDenied as denied:
            if (yield from self._send(_WHO)) is not None:
                raise
            if login is None:
                raise SessionEnded(
                    "session-none-or-ended",
                    operation=asked.name,
                    code=denied.code,
                ) from denied
        else:
            doubtful = asked.doubtful
            if login is None or doubtful is None or not doubtful(answer):
                return answer
            if (yield from self._send(_WHO)) is not None:
                return answer
        yield from self._send(login)
        return (yield from self._send(asked))

    def _send(self, exchange: Exchange[Any]) -> Flow[Any]:
        """Get an answer from whoever is logged in now; a login changes the keys."""
        if exchange.after:
            yield Pause(exchange.after)
        result = yield from repeat(
            exchange,
            name=exchange.name,
            writes=exchange.writes,
            answered=exchange.patient,
            graphql=isinstance(exchange, Operation),
            patience=self._patience,
        )
        if isinstance(exchange, PasswordLogin):
            if not is_session(result):
                raise ProtocolMismatch("login-no-session")
            self.keys = Keys(csrf=self.keys.csrf, session=result)
        return result


def _advise(error: BookingError) -> None:
    error.fix = error.fix or explained(error, "en")[0].fix
