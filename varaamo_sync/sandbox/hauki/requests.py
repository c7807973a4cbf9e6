"""Requests to Hauki, and what its lists have in common: ids, days and pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from varaamo_sync.sandbox.hauki.days import day_of
from varaamo_sync.sandbox.hauki.records import Records, Values
from varaamo_sync.sandbox.hauki.refusals import Refused, invalid

PAGE_SIZE, MOST_ROWS = 100, 1000
"""Rows of a page by default, and at the most, whatever is asked for."""

_NO_DAY = {"start_date": "Viallinen alkupäivämäärä", "end_date": "Viallinen loppupäivämäärä"}

Answer = tuple[int, Any]
"""HTTP status and JSON; where that is ``None`` and the status an error, a page comes."""


@dataclass(frozen=True, slots=True)
class HaukiRequest:
    """A request to Hauki.

    Attributes:
        method: HTTP method.
        path: Path, with ``/v1/`` at its beginning.
        query: Parameters of the address.
        body: JSON that was sent; ``None`` for none.
        authorization: The header of this name.
        origin: Scheme and host that it came to.
    """

    method: str
    path: str
    query: Mapping[str, str]
    body: Any = None
    authorization: str | None = None
    origin: str = ""


def known(records: Records, ids: str, *, skip: bool = False) -> list[int] | None:
    """Return the numbers of those of some ids that are there; ``None`` where one is malformed.

    Args:
        records: What is there.
        ids: The ids, with commas between them.
        skip: Whether malformed ones are left out instead.
    """
    found: list[int] = []
    for id in ids.split(","):
        try:
            pk = records.resource_by(id.strip())
        except ValueError:
            if skip:
                continue
            return None
        if pk is not None:
            found.append(pk)
    return found


def days(records: Records, request: HaukiRequest) -> tuple[date, date]:
    """Return the first and the last day that a request asks for.

    Raises:
        Refused: It does not say both, or not in this order.
    """
    texts = [request.query.get(name) for name in ("start_date", "end_date")]
    if not all(texts):
        raise invalid(["start_date and end_date GET parameters are required"])
    found: list[date] = []
    for name, text, last in zip(("start_date", "end_date"), texts, (False, True), strict=True):
        try:
            found.append(day_of(text or "", records.database.today(), last=last))
        except (ValueError, OverflowError):
            raise invalid([_NO_DAY[name]]) from None
    if found[0] > found[1]:
        raise invalid(["start_date must be before end_date"])
    return found[0], found[1]


def page_of(
    request: HaukiRequest, pks: Sequence[int], rows: Callable[[Sequence[int]], list[Values]]
) -> Answer:
    """Return a page of a list.

    Args:
        request: Which page, and how large.
        pks: Numbers of all rows.
        rows: Returns the rows of some numbers.
    """
    size, number = (request.query.get(name, "") for name in ("page_size", "page"))
    most = min(int(size), MOST_ROWS) if size.isdecimal() and int(size) else PAGE_SIZE
    page = int(number) if number.isdecimal() else 1
    last = max(1, -(-len(pks) // most))
    if not 1 <= page <= last:
        raise Refused(HTTPStatus.NOT_FOUND, {"detail": "Epäkelpo sivu."})

    def address(at: int) -> str | None:
        query = urlencode({**request.query, "page": at}, safe=",:")
        return f"{request.origin}{request.path}?{query}" if 1 <= at <= last else None

    return HTTPStatus.OK, {
        "count": len(pks),
        "next": address(page + 1),
        "previous": address(page - 1),
        "results": rows(pks[(page - 1) * most : page * most]),
    }
