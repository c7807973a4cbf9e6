"""Carrying out requests: patiently, with a token that is renewed before and after its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from varaamo_sync.booking.client.session import Answering
from varaamo_sync.booking.flow import Flow
from varaamo_sync.booking.protocol.exchange import PasswordLogin
from varaamo_sync.booking.retry import Patience, repeat
from varaamo_sync.errors import NotFound, PermissionDenied, SessionEnded
from varaamo_sync.respa.booking import calls

T = TypeVar("T")

LIFETIME = 900.0
"""Seconds that a token is good for."""

_SPARE = 60.0
"""Seconds before its end at which a token is renewed: none ends on its way."""


class RespaSession(Answering):
    """What a client is known by, and how it gets answers: the same for sync and async callers.

    A token that has ended makes the server refuse even what is public, and a refusal stores
    nothing; so a request is safe to send again after a new login.

    Args:
        login: User name and password; without them it only looks.
        patience: How often and how patiently failed requests are repeated, and the clock.

    Attributes:
        keys: The token that requests carry just now.
    """

    def __init__(self, login: PasswordLogin | None, patience: Patience) -> None:
        super().__init__(patience)
        self._login = login
        self._clock: Callable[[], float] = patience.clock
        self._ends = 0.0
        self.keys: str | None = None

    @property
    def has_login(self) -> bool:
        """Whether it can say who asks."""
        return self._login is not None

    @property
    def username(self) -> str | None:
        """Who asks."""
        return self._login.username if self._login else None

    def log_in(self) -> Flow[None]:
        """Get a token, where there is a user name and a password.

        Raises:
            BookingError: The login was refused, or Respa cannot be reached.
        """
        login = self._login
        if login is None:
            return
        began = self._clock()
        try:
            token = yield from self._send(calls.log_in(login.username, login.password))
        except SessionEnded as error:  # it answers a wrong password as it answers a dead token
            raise PermissionDenied(
                "login-not-accepted", operation="login", code="LOGIN_REFUSED"
            ) from error
        except NotFound as error:  # the installation does not let programs log in
            raise NotFound("login-no-form", operation="login", code="NO_LOGIN_FORM") from error
        self.keys, self._ends = token, began + LIFETIME - _SPARE

    def _answer(self, asked: calls.Call[T]) -> Flow[T]:
        if self._login is not None and (self.keys is None or self._clock() >= self._ends):
            yield from self.log_in()
        try:
            return (yield from self._send(asked))
        except SessionEnded:
            if self._login is None:
                raise
        yield from self.log_in()
        return (yield from self._send(asked))

    def _send(self, call: calls.Call[T]) -> Flow[T]:
        answer: T = yield from repeat(
            call, name=call.name, writes=call.writes, patience=self._patience
        )
        return answer
