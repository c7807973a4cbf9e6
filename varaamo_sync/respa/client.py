"""Asks a Respa over HTTP: patiently, within bounds, and never elsewhere than it was told."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import httpx

from varaamo_sync.booking.client.host import HostClient
from varaamo_sync.booking.client.options import ClientOptions, Timeouts
from varaamo_sync.booking.protocol.answers.faults import check_status
from varaamo_sync.booking.protocol.exchange import Response
from varaamo_sync.booking.retry import Patience, Policy
from varaamo_sync.errors import (
    BookingError,
    ProtocolMismatch,
    RespaError,
    ServerFault,
    Unreachable,
)
from varaamo_sync.respa.address import respa_parts
from varaamo_sync.respa.move.pages import Page, read_page

_OPERATION = "Respa"
_LISTS = ("unit", "resource")
_SCHEMES = ("http", "https")
_PAGE_SIZE = 500
"""The most that Respa gives; what is above is cut without a word."""

_MOST_PAGES = 200
"""Pages of one list: more rooms than any city has."""

_POLICY = Policy(attempts=3, deadline=30.0, longest_asked=30.0)
_TIMEOUTS = Timeouts(read=60.0, total=120.0)


class RespaClient(HostClient):
    """Reads the public pages of a Respa, without a login. Use it as a context manager.

    Args:
        url: Address of its API, ``/v1`` or not at its end; plain HTTP only on this machine.
        transport: An httpx transport, for tests.
        sleep: Waits some seconds.
        patience: How often and how patiently a failed question is repeated.

    Raises:
        UsageError: The address is none, or is plain HTTP elsewhere than on this machine.

    Example:
        ``with RespaClient("https://respa.example.org") as respa: list(respa.pages())``
    """

    def __init__(
        self,
        url: str,
        *,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        patience: Patience | None = None,
    ) -> None:
        origin, self._path = respa_parts(url)
        options: ClientOptions = {"timeouts": _TIMEOUTS, "requests_per_second": None}
        super().__init__(origin, options, patience or Patience(policy=_POLICY), transport, sleep)

    @property
    def source(self) -> str:
        """Address of the API."""
        return self._origin + self._path

    def pages(self) -> Iterator[Page]:
        """Yield the pages of all units, and then of all that can be booked.

        Raises:
            RespaError: It cannot be reached, refuses, answers something else, or its list does
                not end or leads elsewhere.
        """
        for name in _LISTS:
            yield from self._list(f"{self._path}/{name}/?page_size={_PAGE_SIZE}&format=json")

    def has(self, address: str) -> bool:
        """Tell whether an address is one of this Respa's host; no other is ever asked."""
        try:
            parts = urlsplit(address)
        except ValueError:
            return False
        if not address.isprintable() or " " in address:
            return False
        if not (parts.scheme or parts.netloc):
            return parts.path.startswith("/")
        same = parts.hostname == urlsplit(self._origin).hostname
        return same and parts.scheme in _SCHEMES

    def picture(self, address: str) -> bytes:
        """Return the bytes of a picture.

        Args:
            address: Its address as a page names it; behind a proxy it may be plain HTTP there.

        Raises:
            RespaError: It cannot be had, or is not of this Respa.
        """
        if not self.has(address):
            raise RespaError("respa-pages-odd", source=self.source)
        parts = urlsplit(address)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        try:
            return self._get(path or "/", _OPERATION, _picture_of, accept="image/*")
        except BookingError as error:
            raise self._told(error) from error

    def _list(self, path: str) -> Iterator[Page]:
        asked: set[str] = set()
        while path not in asked and len(asked) < _MOST_PAGES:
            asked.add(path)
            page = self._ask(path)
            yield page
            if page.next is None:
                return
            path = self._following(page.next)
        raise RespaError("respa-pages-odd", source=self.source)

    def _following(self, address: str) -> str:
        """Return the path of the next page; behind a proxy Respa may call its own host plain."""
        parts = urlsplit(address) if self.has(address) else None
        if parts is None or not parts.path.startswith(f"{self._path}/"):
            raise RespaError("respa-pages-odd", source=self.source)
        return f"{parts.path}?{parts.query}"

    def _ask(self, path: str) -> Page:
        try:
            return self._get(path, _OPERATION, _page_of)
        except BookingError as error:
            raise self._told(error) from error

    def _told(self, error: BookingError) -> RespaError:
        """Return a failure as one of Respa's, which is not the booking system of a push."""
        if isinstance(error, Unreachable):
            return RespaError("respa-unreachable", source=self.source, reason=error.what)
        if error.problem == "answer-redirected":
            place = str(error.values["place"]).partition("?")[0]
            return RespaError("respa-redirects", source=self.source, place=place)
        if isinstance(error, ServerFault):
            return RespaError("respa-fault", source=self.source, code=error.code)
        return RespaError("respa-garbled", source=self.source)


def _page_of(answer: Response) -> Page:
    check_status(answer.status, answer.headers, answer.body, _OPERATION)
    page = read_page(answer.body)
    if page is None:
        raise ProtocolMismatch("respa-misfit", operation=_OPERATION)
    return page


def _picture_of(answer: Response) -> bytes:
    check_status(answer.status, answer.headers, answer.body, _OPERATION)
    return answer.body
