"""One exchange with the booking API as values: a request, and how to read its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any, Generic, TypeVar

from varaamo_sync.booking.protocol.answers.faults import check_status, payload_data
from varaamo_sync.booking.protocol.answers.kinds import shape_of
from varaamo_sync.booking.protocol.answers.shapes import Misfit
from varaamo_sync.errors import BookingError, NotFound, PermissionDenied, ProtocolMismatch
from varaamo_sync.startup.fast_dataclass import dataclass

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

JSON = dict[str, Any]

GRAPHQL_PATH = "/graphql/"
"""The trailing slash matters: without it the API redirects and drops the body (facts)."""

_UNREADABLE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What reading a value raises that is not what it should be."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What a request must carry to be believed (facts, section 1).

    Attributes:
        csrf: Self-made token of 32 letters and digits, sent as cookie and as header.
        session: Session cookie, or ``None`` to look without a login.
    """

    csrf: str = field(repr=False)
    session: str | None = field(default=None, repr=False)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What nobody may be told."""
        return (self.csrf, self.session) if self.session else (self.csrf,)

    def headers(self, origin: str) -> dict[str, str]:
        """Return the headers that Django's CSRF check and session want."""
        cookies = [f"csrftoken={self.csrf}"]
        if self.session:
            cookies.append(f"sessionid={self.session}")
        return {
            "Cookie": "; ".join(cookies),
            "X-CSRFToken": self.csrf,
            "Origin": origin,
            "Referer": f"{origin}/",
            "Accept": "application/json",
        }


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that goes with a request (GraphQL multipart request specification)."""

    variable: str
    filename: str
    content: bytes = field(repr=False)
    media_type: str


@dataclass(frozen=True, slots=True)
class Request:
    """An HTTP request, without the origin.

    Attributes:
        secrets: What it holds that nobody may be told, also where the answer repeats it.
    """

    method: str
    path: str
    headers: Mapping[str, str] = field(repr=False)
    json: JSON | None = None
    form: Mapping[str, str] | None = field(default=None, repr=False)
    upload: Upload | None = None
    secrets: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP answer, read whole. Header names are in lower case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    cookies: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation(Generic[T_co]):
    """A GraphQL operation, and how its data becomes an answer.

    Attributes:
        name: Name of the operation, for messages.
        document: GraphQL document.
        variables: Its variables.
        parts: Names of what is asked for, by field, where a document asks for several things: so
            an error names the one that failed.
        parse: Turns the ``data`` of the answer into the result.
        writes: Whether it changes something; a write is never blindly repeated.
        doubtful: Tells whether a result is one that an ended session gives too; ``None`` where no
            result is.
        patient: Whether asking again may help where the API itself answers a fault.
        after: Seconds to wait before it is sent.
    """

    name: str
    document: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    parse: Callable[[JSON], T_co]
    writes: bool = False
    upload: Upload | None = None
    doubtful: Callable[[Any], bool] | None = None
    patient: bool = True
    after: float = 0.0

    def request(self, keys: Keys, origin: str) -> Request:
        """Return the HTTP request."""
        return Request(
            method="POST",
            path=GRAPHQL_PATH,
            headers=keys.headers(origin),
            json={"query": self.document, "variables": dict(self.variables)},
            upload=self.upload,
            secrets=keys.secrets,
        )

    def read(self, response: Response) -> T_co:
        """Return the result that an answer holds.

        Raises:
            BookingError: The answer is an error, or not an answer of this API; a
                ``ProtocolMismatch`` tells where it does not fit.
        """
        try:
            data = payload_data(
                response.status, response.headers, response.body, self.name, self.parts
            )
            shape_of(self.document)(data)
            return self.parse(data)
        except BookingError:
            raise
        except Misfit as exc:
            raise ProtocolMismatch(
                "answer-misfit", operation=self.name, path=exc.path, place=exc.path, why=exc.why
            ) from exc
        except _UNREADABLE as exc:  # told without its text, which may repeat anything
            raise ProtocolMismatch(
                "answer-unreadable", operation=self.name, kind=type(exc).__name__
            ) from exc


@dataclass(frozen=True, slots=True)
class PasswordLogin:
    """The login form of the admin pages, where password login is allowed (facts, section 1)."""

    username: str
    password: str = field(repr=False)
    name = "login"
    writes = False
    patient = True
    after = 0.0

    def request(self, keys: Keys, origin: str) -> Request:
        """Return the HTTP request; the self-made token serves here too."""
        return Request(
            method="POST",
            path="/admin/login/?next=/csrf/",
            headers=Keys(keys.csrf).headers(origin),
            form={
                "username": self.username,
                "password": self.password,
                "csrfmiddlewaretoken": keys.csrf,
                "next": "/csrf/",
            },
            secrets=(keys.csrf, self.password),
        )

    def read(self, response: Response) -> str:
        """Return the session cookie.

        Raises:
            PermissionDenied: User name or password is wrong, or password login is off.
        """
        if response.status == 302 and response.cookies.get("sessionid"):
            return response.cookies["sessionid"]
        if response.status == 404:
            raise NotFound(
                "login-no-form",
                operation=self.name,
                code="NO_LOGIN_FORM",
            )
        if response.status != 200:
            check_status(response.status, response.headers, response.body, self.name)
        raise PermissionDenied(
            "login-not-accepted",
            operation=self.name,
            code="LOGIN_REFUSED",
        )


Exchange = Operation[T] | PasswordLogin
"""Anything that a driver can send."""
