"""Requests, and the pages of lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import urlencode

from varaamo_sync.sandbox.rest.refusals import NOT_FOUND, Refused
from varaamo_sync.startup.fast_dataclass import dataclass

Answer = tuple[int, Any]
"""HTTP status and JSON; where that is ``None`` and the status an error, a page comes."""

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class RestRequest:
    """A request to one of the systems.

    Attributes:
        method: HTTP method.
        path: Path below that of the system.
        query: Parameters of the address; of those with one name the last.
        body: JSON or form that was sent; ``None`` for none.
        authorization: The header of this name.
        origin: Scheme, host and path of the system, as they were asked for.
        included: What the parameters called ``include`` ask for.
    """

    method: str
    path: str
    query: Mapping[str, str]
    body: Any = None
    authorization: str | None = field(default=None, repr=False)
    origin: str = ""
    included: frozenset[str] = frozenset()


def page_of(
    request: RestRequest,
    keys: Sequence[Key],
    rows: Callable[[Sequence[Key]], list[dict[str, Any]]],
    *,
    usual: int,
    most: int,
) -> Answer:
    """Return a page of a list.

    Args:
        request: Which page, and how large.
        keys: Numbers or ids of all rows.
        rows: Returns the rows of some of them.
        usual: Rows of a page where none are asked for.
        most: Rows of a page at the most; what is asked for beyond is cut without a word.

    Raises:
        Refused: The list has no such page.
    """
    asked, number = (request.query.get(name, "") for name in ("page_size", "page"))
    size = min(int(asked), most) if asked.isdecimal() and int(asked) else usual
    last = max(1, -(-len(keys) // size))
    page = last if number == "last" else int(number) if number.isdecimal() else 0
    if number and not 1 <= page <= last:
        raise Refused(HTTPStatus.NOT_FOUND, {"detail": "Epäkelpo sivu."})
    page = page or 1

    def address(at: int) -> str | None:
        if not 1 <= at <= last:
            return None
        query = {name: text for name, text in request.query.items() if name != "page"}
        query |= {"page": str(at)} if at > 1 else {}
        told = f"?{urlencode(sorted(query.items()), safe=',:')}" if query else ""
        return f"{request.origin}{request.path}{told}"

    return HTTPStatus.OK, {
        "count": len(keys),
        "next": address(page + 1),
        "previous": address(page - 1),
        "results": rows(keys[(page - 1) * size : page * size]),
    }


def not_found() -> Refused:
    """Return what is said of something that is not there, or may not be seen."""
    return Refused(HTTPStatus.NOT_FOUND, {"detail": NOT_FOUND})
