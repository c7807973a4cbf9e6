"""Single requests to Respa as values: what is sent, and how its answer is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any, Generic, TypeVar
from urllib.parse import quote, urlencode

from varaamo_sync.booking.protocol.exchange import JSON, Request, Response
from varaamo_sync.errors import ProtocolMismatch
from varaamo_sync.respa.booking.answers import payload
from varaamo_sync.startup.fast_dataclass import dataclass

T_co = TypeVar("T_co", covariant=True)

PAGE_SIZE = 500
"""The most rows that Respa gives; what is above is cut without a word."""

_MISSING = 404
_UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Generic[T_co]):
    """A request, and how its answer is read.

    Attributes:
        name: What it is called in logs and errors.
        method: HTTP method.
        path: Path behind the address of the installation, with its query.
        body: What is sent as JSON.
        form: What is sent as a form, for the login.
        parse: Turns the JSON of the answer into the result.
        writes: Whether it changes something; a write is never blindly repeated.
        secret: What of it nobody may be told.
        always_there: Whether every Respa has it: where it is missing, something else answers.
    """

    name: str
    method: str
    path: str
    body: JSON | None = field(default=None, repr=False)
    form: Mapping[str, str] | None = field(default=None, repr=False)
    parse: Callable[[Any], T_co]
    writes: bool = False
    secret: str | None = field(default=None, repr=False)
    always_there: bool = False

    def request(self, token: str | None, base: str) -> Request:
        """Return the HTTP request.

        Args:
            token: What says who asks; a login goes without: an old one would fail it.
            base: Path of the installation.
        """
        token = None if self.form is not None else token
        known = {"Authorization": f"JWT {token}"} if token else {}
        return Request(
            method=self.method,
            path=base + self.path,
            headers={"Accept": "application/json", **known},
            json=self.body,
            form=self.form,
            secrets=tuple(each for each in (token, self.secret) if each),
        )

    def read(self, response: Response) -> T_co:
        """Return the result that an answer holds.

        Raises:
            BookingError: The answer is an error, or none of Respa's.
        """
        if self.always_there and response.status == _MISSING:
            raise ProtocolMismatch("answer-status", operation=self.name, status=str(_MISSING))
        value = payload(response.status, response.headers, response.body, self.name)
        try:
            return self.parse(value)
        except _UNREADABLE as exc:  # told without its text, which may repeat anything
            raise ProtocolMismatch(
                "answer-unreadable", operation=self.name, kind=type(exc).__name__
            ) from exc


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list.

    Attributes:
        rows: What stands on it.
        more: Whether another one follows.
    """

    rows: tuple[JSON, ...]
    more: bool


def log_in(username: str, password: str) -> Call[str]:
    """Ask for a token."""
    return Call(
        name="login",
        method="POST",
        path="/api-token-auth/",
        form={"username": username, "password": password},
        parse=_token,
        secret=password,
    )


def who() -> Call[None]:
    """Ask for nothing but whether the token is taken."""
    path = "/v1/user/?page_size=1"
    return Call(name="CurrentUser", method="GET", path=path, parse=_nothing, always_there=True)


def page(name: str, kind: str, number: int, **query: str) -> Call[Page]:
    """Ask for a page of a list.

    Args:
        name: What the request is called.
        kind: Of what: ``resource``, ``unit``, ``type``, ``purpose``.
        number: Which page, from 1.
        **query: Filters.
    """
    asked = urlencode({"page_size": PAGE_SIZE, "page": number, "format": "json", **query})
    path = f"/v1/{kind}/?{asked}"
    return Call(name=name, method="GET", path=path, parse=_page, always_there=number == 1)


def room(id: str) -> Call[JSON]:
    """Ask for one room."""
    return Call(
        name="Room", method="GET", path=f"/v1/resource/{_safe(id)}/?format=json", parse=_row
    )


def create(body: JSON) -> Call[JSON]:
    """Make a room."""
    return Call(
        name="createReservationUnit",
        method="POST",
        path="/v1/resource/new/",
        body=body,
        parse=_row,
        writes=True,
    )


def update(id: str, body: JSON, *, name: str = "updateReservationUnit") -> Call[JSON]:
    """Change a room, or add to it."""
    path = f"/v1/resource/{_safe(id)}/update/"
    return Call(name=name, method="PATCH", path=path, body=body, parse=_row, writes=True)


def delete(id: str) -> Call[None]:
    """Hide a room from everybody, until it is restored."""
    path = f"/v1/resource/{_safe(id)}/delete/"
    name = "archiveReservationUnit"
    return Call(name=name, method="DELETE", path=path, parse=_nothing, writes=True)


def restore(id: str) -> Call[JSON]:
    """Bring a room back."""
    return Call(
        name="restoreReservationUnit",
        method="POST",
        path="/v1/resource/restore/",
        body={"id": id},
        parse=_row,
        writes=True,
    )


def _safe(id: str) -> str:
    return quote(id, safe=":")


def _nothing(_: Any) -> None:
    return None


def _token(value: Any) -> str:
    token = str(value.get("token") or value["access"]).removeprefix("JWT ")
    if not (token and token.isascii() and token.isprintable() and " " not in token):
        raise ValueError("token")
    return token


def _page(value: Any) -> Page:
    rows = value["results"]
    if not all(isinstance(row, dict) for row in rows):
        raise TypeError("results")
    return Page(tuple(rows), value.get("next") is not None)


def _row(value: Any) -> JSON:
    if not (isinstance(value, dict) and isinstance(value["id"], str)):
        raise TypeError("id")
    return value
