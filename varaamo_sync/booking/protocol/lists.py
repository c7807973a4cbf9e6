"""Reading lists that others change at the same time.

Cursors and offsets count rows, so that a row that comes or goes moves all others under the pages
(facts, section 2). What has numbers is read by them, in pieces that fit into one answer. Lists of
reference data come all in one answer; only those that are longer than a page are read page by
page, and again where they moved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from functools import partial
from typing import Any, Generic, TypeVar

from varaamo_sync.booking.flow import Flow
from varaamo_sync.booking.protocol.exchange import Operation
from varaamo_sync.errors import ListChanging, ProtocolMismatch
from varaamo_sync.startup.fast_dataclass import dataclass

T = TypeVar("T")
JSON = dict[str, Any]
Number = int | str

PAGE = 100
"""Rows of an answer; more is an error, and no size at all is silently cut (facts, section 2)."""

READINGS = 5
"""How often a list that changes while it is read is read."""

FIRST_WAIT = 0.5
"""Seconds before the second reading; each further wait is twice as long."""


@dataclass(frozen=True, slots=True)
class Rows(Generic[T]):
    """A list of the API.

    Attributes:
        name: Name of the operation, for messages.
        document: GraphQL document.
        field: Name of the list in the answer.
        parse: Reads rows.
    """

    name: str
    document: str
    field: str
    parse: Callable[[Sequence[JSON]], list[T]]

    def operation(
        self, variables: JSON, *, after: float = 0.0, patient: bool = True
    ) -> Operation[Page[T]]:
        """Return the operation that reads a page."""
        return Operation(
            name=self.name,
            document=self.document,
            variables=variables,
            parse=self.page,
            after=after,
            patient=patient,
        )

    def page(self, data: JSON) -> Page[T]:
        """Read a page of the list from the ``data`` of an answer."""
        return _pages((self,), data)[0]


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """What an answer holds of a list.

    Attributes:
        total: Rows of the whole list.
        numbers: Numbers of the rows of this answer.
        values: What was read of them.
    """

    total: int
    numbers: Sequence[Number]
    values: Sequence[T]

    @property
    def rows(self) -> Sequence[tuple[Number, T]]:
        """The rows of this answer, each with its number."""
        return tuple(zip(self.numbers, self.values, strict=True))

    @property
    def whole(self) -> bool:
        """Whether it is the whole list, so that no page follows that could move."""
        return len(self.numbers) == self.total


def _pages(lists: Sequence[Rows[Any]], data: JSON) -> list[Page[Any]]:
    totals = [data[rows.field]["totalCount"] for rows in lists]
    edges = [data[rows.field]["edges"] for rows in lists]
    nodes = [[edge["node"] for edge in some if edge["node"]] for some in edges]
    numbers = [[node["pk"] for node in some] for some in nodes]
    return [
        Page(total, some, rows.parse(came))
        for rows, total, some, came in zip(lists, totals, numbers, nodes, strict=True)
    ]


def pieces(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield numbers in pieces that each fit into one answer."""
    for start in range(0, len(numbers), PAGE):
        yield numbers[start : start + PAGE]


def by_number(
    rows: Rows[T], filter: str, numbers: Sequence[int], *, patient: bool = True, **variables: Any
) -> Flow[list[T]]:
    """Read rows by their numbers; those that are gone meanwhile are left out.

    Args:
        rows: The list.
        filter: Variable that takes the numbers.
        numbers: Numbers of the rows; with none nothing is asked, for an empty filter would be no
            filter (facts, section 2).
        patient: Whether a fault that the API itself answers is met by asking again.
        **variables: Further variables of the document.

    Raises:
        ProtocolMismatch: Rows came that were not asked for.
    """
    found: list[T] = []
    for piece in pieces(numbers):
        asked = {"offset": 0, filter: list(piece)} | variables
        page: Page[T] = yield rows.operation(asked, patient=patient)
        if not set(page.numbers) <= set(piece):
            raise ProtocolMismatch("answer-unasked-rows", operation=rows.name)
        found += page.values
    return found


@dataclass(slots=True)
class _Reading(Generic[T]):
    """One reading of a list, from its first page to its last.

    Attributes:
        whole: Whether page followed page without a gap and without a row twice.
        steady: Whether, besides, the total stayed and every page was full.
    """

    rows: dict[Number, T] = field(default_factory=dict)
    whole: bool = True
    steady: bool = True


def everything(rows: Rows[T], **variables: Any) -> Flow[list[T]]:
    """Read a list page by page, and again after a while when it changed under the pages.

    A list whose total moved is taken all the same once every row of one reading came again alike
    in the next: others are adding rows, and none that counts has changed.

    Raises:
        ListChanging: It changed in every reading.
    """
    before: _Reading[T] | None = None
    for number in range(READINGS):
        wait = FIRST_WAIT * 2 ** (number - 1) if number else 0.0
        reading = yield from _read(rows, wait, variables)
        if reading.steady or (before is not None and _alike(before, reading)):
            return list(reading.rows.values())
        before = reading
    raise ListChanging("list-changing", operation=rows.name, list=rows.field, readings=READINGS)


def at_once(
    name: str, document: str, lists: Sequence[Rows[Any]], **variables: Any
) -> Flow[list[list[Any]]]:
    """Read several lists in one exchange; only those that do not fit on a page, page by page.

    Args:
        name: Name of the operation, for messages; an error of one list has the list's name.
        document: GraphQL document that asks for a page of each list.
        lists: The lists.
        **variables: Further variables of the document.

    Raises:
        ListChanging: A long list changed in every reading.
    """
    pages: list[Page[Any]] = yield Operation(
        name=name,
        document=document,
        variables={"offset": 0} | variables,
        parts={rows.field: rows.name for rows in lists},
        parse=partial(_pages, lists),
    )
    found: list[list[Any]] = []
    for rows, page in zip(lists, pages, strict=True):
        found.append(list(page.values) if page.whole else (yield from everything(rows)))
    return found


def _alike(before: _Reading[T], now: _Reading[T]) -> bool:
    if not before.whole or not now.whole:
        return False
    missing = object()
    return all(now.rows.get(number, missing) == row for number, row in before.rows.items())


def _read(rows: Rows[T], wait: float, variables: dict[str, Any]) -> Flow[_Reading[T]]:
    reading: _Reading[T] = _Reading()
    last: Number | None = None
    offset = total = 0
    while offset == 0 or offset + 1 < total:
        asked = {"offset": offset} | variables
        page: Page[T] = yield rows.operation(asked, after=wait if offset == 0 else 0.0)
        total = page.total if offset == 0 else total
        full = len(page.rows) == min(PAGE, page.total - offset)
        reading.steady = reading.steady and page.total == total and full
        fresh = page.rows
        # Pages overlap by a row: where one row went from the front and one came at the end, the
        # total stays and none is seen twice, but every row between has moved up.
        if offset:
            overlaps = bool(fresh) and fresh[0][0] == last
            reading.whole, fresh = reading.whole and overlaps, fresh[1:]
        if any(number in reading.rows for number, _ in fresh):
            reading.whole = False
        if not reading.whole:
            break
        reading.rows.update(fresh)
        last = page.rows[-1][0] if page.rows else last
        offset += PAGE - 1
    reading.steady = reading.steady and reading.whole
    return reading
