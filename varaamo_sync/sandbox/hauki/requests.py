"""What requests to Hauki's lists have in common: ids and days."""

from __future__ import annotations

from datetime import date

from varaamo_sync.sandbox.hauki.days import day_of
from varaamo_sync.sandbox.hauki.records import Records
from varaamo_sync.sandbox.rest.refusals import invalid
from varaamo_sync.sandbox.rest.requests import RestRequest

PAGE_SIZE, MOST_ROWS = 100, 1000
"""Rows of a page by default, and at the most, whatever is asked for."""

_NO_DAY = {"start_date": "Viallinen alkupäivämäärä", "end_date": "Viallinen loppupäivämäärä"}


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


def days(records: Records, request: RestRequest) -> tuple[date, date]:
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
