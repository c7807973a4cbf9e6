"""Asks a service map over HTTP: patiently, within bounds, and never elsewhere than it was told."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date

import httpx

from varaamo_sync.booking.client.addresses import parts_of
from varaamo_sync.booking.client.host import HostClient
from varaamo_sync.booking.client.options import ClientOptions, Timeouts
from varaamo_sync.booking.protocol.exchange import Response
from varaamo_sync.booking.retry import Patience, Policy
from varaamo_sync.errors import (
    BookingError,
    ProtocolMismatch,
    RequestRejected,
    ServerFault,
    ServiceMapError,
    Unreachable,
)
from varaamo_sync.model import Lang
from varaamo_sync.service_map.protocol import (
    MOST_PAGES,
    OPERATION,
    Page,
    list_query,
    read_page,
    search_query,
)
from varaamo_sync.venue_register import RegisteredVenue, VenueRegister, sorted_by_id

SERVICE_MAP = "https://api.hel.fi/servicemap/v2"
"""The service map of the Helsinki region."""

_POLICY = Policy(attempts=3, deadline=30.0, longest_asked=30.0)
"""A list of venues is worth less waiting than a push."""

_TIMEOUTS = Timeouts(read=60.0, total=120.0)
"""The API itself gives up after 55 seconds."""


class ServiceMapClient(HostClient):
    """Speaks to a service map; reads only. Use it as a context manager.

    Args:
        url: Address of version 2 of its API; plain HTTP only on this machine.
        transport: An httpx transport, for tests.
        sleep: Waits some seconds.
        patience: How often and how patiently a failed question is repeated.

    Raises:
        UsageError: The address is none, or is plain HTTP elsewhere than on this machine.

    Example:
        ``with ServiceMapClient() as service_map: service_map.search("Oodi")``
    """

    def __init__(
        self,
        url: str = SERVICE_MAP,
        *,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        patience: Patience | None = None,
    ) -> None:
        origin, self._path = parts_of(url, "map-address-none", safe=True)
        options: ClientOptions = {"timeouts": _TIMEOUTS, "requests_per_second": None}
        super().__init__(origin, options, patience or Patience(policy=_POLICY), transport, sleep)

    @property
    def source(self) -> str:
        """Address of the service map."""
        return self._origin + self._path

    def read_register(
        self, municipality: str, *, taken: date, services: Sequence[int] = ()
    ) -> VenueRegister:
        """Read all venues of a municipality, but those of private firms.

        Args:
            municipality: Its Finnish name, such as ``helsinki``.
            taken: The day that it is.
            services: Only venues with one of these services; none means all.

        Raises:
            ServiceMapError: It cannot be reached, refuses, or answers something else.
        """
        municipality = municipality.strip().lower()
        found: dict[str, RegisteredVenue] = {}
        for page in self._pages(municipality, services):
            before = len(found)
            found.update((venue.tprek, venue) for venue in page.venues)
            if len(found) - before < len(page.venues) or (page.more and not page.venues):
                raise ServiceMapError("map-pages-odd", source=self.source)
        if not found:
            raise ServiceMapError("map-empty", source=self.source, municipality=municipality)
        return VenueRegister(
            source=self.source,
            municipality=municipality,
            services=tuple(sorted(services)),
            taken=taken,
            venues=sorted_by_id(found.values()),
        )

    def search(
        self, text: str, *, municipality: str = "", lang: Lang = "fi", most: int = 20
    ) -> tuple[RegisteredVenue, ...]:
        """Return the venues that the service map finds for a text, in its own order.

        Args:
            text: What to look for.
            municipality: Only there; by default everywhere.
            lang: Language of the text.
            most: How many at the most.

        Raises:
            ServiceMapError: It cannot be reached, refuses, or answers something else.
        """
        if not text.strip():
            return ()
        return self._ask(
            search_query(text.strip(), municipality.strip().lower(), lang, most)
        ).venues

    def _pages(self, municipality: str, services: Sequence[int]) -> Iterator[Page]:
        """Yield the pages of a list by their numbers: an address in an answer may lead away."""
        for number in range(1, MOST_PAGES + 1):
            page = self._ask(list_query(municipality, services, number))
            yield page
            if not page.more:
                return
        raise ServiceMapError("map-pages-odd", source=self.source)

    def _ask(self, query: str) -> Page:
        try:
            return self._get(self._path + query, OPERATION, _page_of)
        except BookingError as error:
            raise self._told(error) from error

    def _told(self, error: BookingError) -> ServiceMapError:
        """Return a failure as one of the service map's, which is no booking system."""
        if isinstance(error, Unreachable):
            return ServiceMapError("map-unreachable", source=self.source, reason=error.what)
        if isinstance(error, ServerFault):
            return ServiceMapError("map-fault", source=self.source, code=error.code)
        if isinstance(error, RequestRejected):
            problem = "map-redirects" if error.code == "REDIRECTED" else "map-refused"
            return ServiceMapError(problem, source=self.source)
        path = error.path if isinstance(error, ProtocolMismatch) else None
        return ServiceMapError("map-garbled", source=self.source, path=path)


def _page_of(answer: Response) -> Page:
    return read_page(answer.status, answer.headers, answer.body)
