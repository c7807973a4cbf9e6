"""How the facts about a Respa ask it, and the room that is made to try them on."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from varaamo_sync.conformance.report import Differs, Untestable, preview
from varaamo_sync.conformance.sample import MARK
from varaamo_sync.model import LANGS
from varaamo_sync.startup.fast_dataclass import dataclass

OK, CREATED, GONE, INVALID, UNAUTHORIZED = 200, 201, 204, 400, 401
NOT_FOUND, FAILED = 404, 500
"""Statuses that Respa answers with."""

MOST_ROWS = 500
"""Rows of a page at the most, whatever is asked for."""

_PIXELS = 160

JSON = dict[str, Any]


class RespaWays(Protocol):
    """Sends single requests to a Respa."""

    @property
    def origin(self) -> str:
        """Address of its API."""
        ...

    @property
    def has_login(self) -> bool:
        """Whether it can say who asks."""
        ...

    def ask(
        self,
        method: str,
        path: str,
        body: JSON | None = None,
        *,
        login: bool = False,
        token: str | None = None,
    ) -> tuple[int, Any]:
        """Send a request; return the status of its answer, and its JSON, ``None`` where none.

        Args:
            method: HTTP method.
            path: Path below ``/v1/``.
            body: JSON to send.
            login: Whether to say who asks.
            token: What to say it with in place of the login's own.

        Raises:
            RespaError: It cannot be reached, or lets nobody in.
        """
        ...


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks a Respa, and takes apart what it answers."""

    api: RespaWays

    def read(self, path: str, *, login: bool = False) -> JSON:
        """Return an object that is there.

        Raises:
            Differs: It is not, or is none.
        """
        return expect_object(OK, self.api.ask("GET", path, login=login))

    def rows(self, path: str, *, login: bool = False) -> list[JSON]:
        """Return the rows of the first page of a list, which is as long as it may be.

        Raises:
            Differs: It is no list.
        """
        mark = "&" if "?" in path else "?"
        found = self.read(f"{path}{mark}page_size={MOST_ROWS}", login=login).get("results")
        if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
            raise Differs("respa-no-list", path=path)
        return found

    def create(self, body: JSON) -> JSON:
        """Add a room, and return it.

        Raises:
            Differs: It was not added.
        """
        return expect_object(CREATED, self.api.ask("POST", "resource/new/", body, login=True))

    def change(self, id: str, body: JSON, method: str = "PATCH") -> JSON:
        """Change a room, and return it.

        Raises:
            Differs: It was not changed.
        """
        answer = self.api.ask(method, f"resource/{id}/update/", body, login=True)
        return expect_object(OK, answer)

    def delete(self, id: str) -> int:
        """Delete a room, and return the status of the answer."""
        return self.api.ask("DELETE", f"resource/{id}/delete/", login=True)[0]


def expect_status(wanted: int, answer: tuple[int, Any]) -> Any:
    """Return the JSON of an answer.

    Raises:
        Differs: Its status is another.
    """
    status, value = answer
    if status != wanted:
        raise Differs("respa-status", wanted=wanted, found=status, said=preview(value))
    return value


def expect_object(wanted: int, answer: tuple[int, Any]) -> JSON:
    """Return the object that an answer holds.

    Raises:
        Differs: Its status is another, or it holds none.
    """
    value = expect_status(wanted, answer)
    if not isinstance(value, dict):
        raise Differs("respa-no-object", found=preview(value))
    return value


@contextmanager
def as_told() -> Iterator[None]:
    """Turn what is missing in an answer into a difference.

    Raises:
        Differs: Something was missing.
    """
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise Differs("respa-odd", what=preview(error)) from error


def texts(text: str) -> dict[str, str]:
    """Return a text in every language."""
    return {lang: f"{text} ({lang})" for lang in LANGS}


def picture(kind: str = "main") -> JSON:
    """Return a picture as it is sent, white and just large enough."""
    data = base64.b64encode(_png()).decode()
    name = f"{MARK}.png"
    return {"type": kind, "caption": texts(MARK), "image": {"name": name, "data": data}}


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", _PIXELS, _PIXELS, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * _PIXELS) * _PIXELS)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", rows), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def sample(unit: str, name: str, things: Mapping[str, Any]) -> JSON:
    """Return a room that nobody sees or books.

    Args:
        unit: Id of its unit.
        name: What its name begins with.
        things: Its type and its purposes.
    """
    return {
        "unit": unit,
        "public": False,
        "reservable": False,
        "name": texts(name),
        "description": texts("Koe: å & ä"),
        "reservation_info": texts("Koe"),
        "need_manual_confirmation": True,
        "authentication": "strong",
        "people_capacity": 7,
        "area": 31,
        "min_period": "01:00:00",
        "max_period": "03:00:00",
        "slot_size": "00:30:00",
        "min_price": "7.00",
        "max_price": "12.50",
        "price_type": "hourly",
        "terms_of_use": [],
        "images": [picture()],
        **things,
    }


def things_of(asking: Asking) -> JSON:
    """Return a type and a purpose that rooms may have.

    Raises:
        Untestable: There is none.
    """
    types, purposes = asking.rows("type/"), asking.rows("purpose/")
    if not types or not purposes:
        raise Untestable("respa-no-things")
    return {"type": types[0].get("id"), "purposes": [purposes[0].get("id")]}
