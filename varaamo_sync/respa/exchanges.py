"""Asks a Respa as it comes: whatever it answers is told, also where it refuses."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import httpx

from varaamo_sync.booking.client.host import HostClient, Page
from varaamo_sync.booking.client.options import ClientOptions, Timeouts
from varaamo_sync.booking.protocol.exchange import Request, Response
from varaamo_sync.booking.retry import Patience, Policy
from varaamo_sync.errors import BookingError, RespaError, Unreachable
from varaamo_sync.respa.address import respa_parts

_OPERATION = "Respa"
_READS = ("GET",)
_OK = 200
_AWAY = (429, 502, 503, 504)
"""Statuses that come from in front of a Respa, and say nothing of it."""

_POLICY = Policy(attempts=3, deadline=30.0, longest_asked=30.0)
_TIMEOUTS = Timeouts(read=60.0, total=120.0)


class RespaExchanges(HostClient):
    """Sends single requests to a Respa, and gives their answers as they came.

    Only reads are repeated. Use it as a context manager.

    Args:
        url: Address of its API, ``/v1`` or not at its end; plain HTTP only on this machine.
        login: User name and password of somebody who may write.
        transport: An httpx transport, for tests.
        sleep: Waits some seconds.
        patience: How often and how patiently a failed question is repeated.

    Raises:
        UsageError: The address is none, or is plain HTTP elsewhere than on this machine.

    Example:
        ``with RespaExchanges(url) as respa: status, units = respa.ask("GET", "unit/")``
    """

    def __init__(
        self,
        url: str,
        *,
        login: tuple[str, str] | None = None,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        patience: Patience | None = None,
    ) -> None:
        origin, self._path = respa_parts(url)
        self._login = login
        self._token: str | None = None
        options: ClientOptions = {"timeouts": _TIMEOUTS, "requests_per_second": None}
        super().__init__(origin, options, patience or Patience(policy=_POLICY), transport, sleep)

    @property
    def origin(self) -> str:
        """Address of the API."""
        return self._origin + self._path

    @property
    def has_login(self) -> bool:
        """Whether it can say who asks."""
        return self._login is not None

    def ask(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        *,
        login: bool = False,
        token: str | None = None,
    ) -> tuple[int, Any]:
        """Send a request; return the status of its answer, and its JSON, ``None`` where it is none.

        Args:
            method: HTTP method.
            path: Path below ``/v1/``.
            body: JSON to send.
            login: Whether to say who asks, and to log in first where that was not done yet.
            token: What to send in place of the login's own.

        Raises:
            RespaError: It cannot be reached, a proxy answers in its place, or it lets nobody in.
        """
        sent = token or (self._logged_in() if login else None)
        headers = {"Accept": "application/json"}
        if sent:
            headers["Authorization"] = f"JWT {sent}"
        secrets = (sent,) if sent else ()
        request = Request(method, f"{self._path}/{path}", headers, body, secrets=secrets)
        return _told(self._sent(request))

    def _logged_in(self) -> str:
        if self._token is None:
            if self._login is None:
                raise RespaError("respa-no-login", source=self.origin)
            name, password = self._login
            form = {"username": name, "password": password}
            path = f"{self._path.rpartition('/')[0]}/api-token-auth/"
            headers = {"Accept": "application/json"}
            asked = Request("POST", path, headers, form=form, secrets=(password,))
            status, found = _told(self._sent(asked, writes=False))
            token = found.get("token") if isinstance(found, dict) and status == _OK else None
            if not isinstance(token, str) or not token.isascii() or not token.isprintable():
                raise RespaError("respa-login-refused", source=self.origin, status=status)
            self._token = token
        return self._token

    def _sent(self, request: Request, *, writes: bool = True) -> Response:
        reads = request.method in _READS
        page = Page(_OPERATION, request, _whole, writes=writes and not reads)
        try:
            return self._checked(self._read_page(page) if reads else self._carry_out(page))
        except BookingError as error:
            raise self._failure(error) from error

    def _checked(self, answer: Response) -> Response:
        if answer.status in _AWAY:
            raise RespaError("respa-fault", source=self.origin, code=f"HTTP_{answer.status}")
        return answer

    def _failure(self, error: BookingError) -> RespaError:
        if isinstance(error, Unreachable):
            return RespaError("respa-unreachable", source=self.origin, reason=error.what)
        return RespaError("respa-garbled", source=self.origin)


def _whole(answer: Response) -> Response:
    return answer


def _told(answer: Response) -> tuple[int, Any]:
    try:
        return answer.status, json.loads(answer.body)
    except (ValueError, RecursionError):  # a page, or nothing
        return answer.status, None
