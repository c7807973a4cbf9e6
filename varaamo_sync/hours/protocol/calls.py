"""Single requests to Hauki as values: what is sent, and how its answer is read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import field
from datetime import date
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from varaamo_sync.booking.protocol.exchange import JSON, Request, Response
from varaamo_sync.errors import ProtocolMismatch
from varaamo_sync.hours.protocol import reading
from varaamo_sync.hours.protocol.answers import payload
from varaamo_sync.hours.protocol.fields import Unfit, taken
from varaamo_sync.hours.protocol.ids import ResourceId
from varaamo_sync.hours.protocol.periods import DatePeriod
from varaamo_sync.hours.protocol.reading import Rows
from varaamo_sync.hours.protocol.resources import DailyHours, Resource
from varaamo_sync.hours.protocol.writing import period_body
from varaamo_sync.startup.fast_dataclass import dataclass

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

PAGE_SIZE = 1000
"""Rows of one page: the most that Hauki gives, whatever is asked for."""

MOST_AT_ONCE = 100
"""Resources that one request asks for: an address of some 4,000 signs."""

_OK, _CREATED, _NO_CONTENT = 200, 201, 204


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Generic[T_co]):
    """A request, and how its answer is read.

    Attributes:
        name: What it is called in logs and errors.
        method: HTTP method.
        path: Path behind the address of the API, with its query.
        body: What is sent as JSON.
        done: Statuses that say that it was done.
        parse: Turns the JSON of the answer into the result.
        writes: Whether it changes something; a write is never blindly repeated.
    """

    name: str
    method: str
    path: str
    body: JSON | None = None
    done: Collection[int] = (_OK,)
    parse: Callable[[Any], T_co]
    writes: bool = False

    def request(self, token: Token, base: str) -> Request:
        """Return the HTTP request.

        Args:
            token: What it says who asks.
            base: Path of the API.
        """
        return Request(
            method=self.method,
            path=base + self.path,
            headers={"Accept": "application/json", **token.headers},
            json=self.body,
            secrets=token.secrets,
        )

    def read(self, response: Response) -> T_co:
        """Return the result that an answer holds.

        Raises:
            BookingError: The answer is an error, or none of this API.
        """
        value = payload(response.status, response.headers, response.body, self.name, self.done)
        try:
            return self.parse(value)
        except Unfit as unfit:
            raise misfit(self.name, unfit.path) from unfit


@dataclass(frozen=True, slots=True)
class Token:
    """What says who asks; ``None`` looks without saying so."""

    key: str | None = field(default=None, repr=False)

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers that carry it."""
        return {"Authorization": f"APIToken {self.key}"} if self.key else {}

    @property
    def secrets(self) -> tuple[str, ...]:
        """What nobody may be told."""
        return (self.key,) if self.key else ()


def misfit(operation: str, path: str) -> ProtocolMismatch:
    """Return the error for an answer that is none of Hauki's, with the place where it is not."""
    return ProtocolMismatch("hours-misfit", operation=operation, path=path, place=path)


def who_asks() -> Call[tuple[str, tuple[str, ...]]]:
    """Ask whose token it is: name and organizations."""
    return Call(name="HoursUser", method="GET", path="/v1/auth_required_test/", parse=_user)


def _user(value: Any) -> tuple[str, tuple[str, ...]]:
    one = taken(value)
    organizations = one.list("organization_ids")
    if not all(isinstance(name, str) for name in organizations):
        raise Unfit("organization_ids")
    return one.text("username"), tuple(sorted(organizations))


def resources(ids: Iterable[ResourceId | int]) -> Call[Rows[Resource]]:
    """Ask for some resources, at most ``MOST_AT_ONCE``; unknown ones are left out."""
    asked = ",".join(map(str, ids))
    return Call(
        name="HoursResources",
        method="GET",
        path=f"/v1/resource/?{_query(resource_ids=asked, page_size=PAGE_SIZE)}",
        parse=lambda value: reading.read_resources(_only_page(value)),
    )


def periods(resources: Iterable[int]) -> Call[Rows[DatePeriod]]:
    """Ask for all periods of some resources."""
    asked = ",".join(map(str, resources))
    return Call(
        name="HoursPeriods",
        method="GET",
        path=f"/v1/date_period/?{_query(resource=asked)}",
        parse=lambda value: reading.read_periods(_list(value)),
    )


def daily_hours(resources: Iterable[int], first: date, last: date) -> Call[tuple[DailyHours, ...]]:
    """Ask for the hours of some resources from one day to another."""
    asked = ",".join(map(str, resources))
    days = {"start_date": first.isoformat(), "end_date": last.isoformat()}
    return Call(
        name="HoursOfDays",
        method="GET",
        path=f"/v1/opening_hours/?{_query(resource=asked, page_size=PAGE_SIZE, **days)}",
        parse=lambda value: tuple(map(reading.read_daily_hours, _only_page(value))),
    )


def permission(resource: int) -> Call[bool]:
    """Ask whether a resource may be changed; nothing is, for all its method says."""
    return Call(
        name="HoursPermission",
        method="PATCH",
        path=f"/v1/resource/{resource}/permission_check/",
        body={},
        parse=_permission,
    )


def _permission(value: Any) -> bool:
    one = taken(value)
    if "has_permission" not in one.values:
        raise Unfit("has_permission")
    return one.truth("has_permission")


def create(period: DatePeriod) -> Call[DatePeriod]:
    """Add a period."""
    return Call(
        name="createDatePeriod",
        method="POST",
        path="/v1/date_period/",
        body=period_body(period),
        done=(_CREATED,),
        parse=reading.read_period,
        writes=True,
    )


def replace(pk: int, period: DatePeriod) -> Call[DatePeriod]:
    """Put a period in the place of another one."""
    return Call(
        name="updateDatePeriod",
        method="PATCH",
        path=f"/v1/date_period/{pk}/",
        body=period_body(period),
        parse=reading.read_period,
        writes=True,
    )


def delete(pk: int) -> Call[None]:
    """Delete a period."""
    return Call(
        name="deleteDatePeriod",
        method="DELETE",
        path=f"/v1/date_period/{pk}/",
        done=(_NO_CONTENT,),
        parse=lambda _: None,
        writes=True,
    )


def _query(**asked: object) -> str:
    return urlencode(asked, safe=":,")


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise Unfit("")
    return value


def _only_page(value: Any) -> list[Any]:
    """Return the rows of a list that has one page, for no more was asked for."""
    one = taken(value)
    if one.values.get("next") is not None:
        raise Unfit("next")
    if not isinstance(one.values.get("results"), list):
        raise Unfit("results")
    return one.list("results")
