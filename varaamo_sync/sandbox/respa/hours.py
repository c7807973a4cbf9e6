"""Opening hours: periods that are stored, and the days that are shown, which are a copy."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from varaamo_sync.sandbox.data.availability import HELSINKI
from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.rest.refusals import crash, invalid
from varaamo_sync.sandbox.rest.values import Values

_DAY = timedelta(days=1)
_NAMES = ("start", "end")


def asked_days(database: Database, query: Mapping[str, str]) -> tuple[date, date]:
    """Return the first and the last day that a request asks for; by default today alone.

    Moments are turned to UTC and cut to their dates: a day that begins in Finland begins a day
    too early.

    Raises:
        Refused: It says only one of them, or something that is none.
    """
    sent = [name for name in _NAMES if name in query]
    if not sent:
        return database.today(), database.today()
    found = {name: _moment(name, query[name]) for name in sent}
    if len(found) < len(_NAMES):
        raise invalid({"detail": "You must supply both 'start' and 'end'"})
    if found["end"] < found["start"]:
        raise invalid({"detail": "'end' must be after 'start'"})
    return found["start"].date(), found["end"].date()


def _moment(name: str, text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        said = f"'{name}' must be a timestamp in ISO 8601 format"
        raise invalid({"detail": said}) from None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def shown_hours(database: Database, resource: str, first: date, last: date) -> list[Values]:
    """Return the hours of some days, as they were last computed; of most nothing is known."""
    rows = database.rows("SELECT * FROM respaHours WHERE resource = ?", resource)
    known = {row["day"]: row for row in rows}
    found: list[Values] = []
    day = first
    while day <= last:
        row = known.get(day.isoformat(), {"opens": None, "closes": None})
        found.append({"date": day.isoformat(), "opens": row["opens"], "closes": row["closes"]})
        day += _DAY
    return found


def store_period(database: Database, owner: str, id: str, period: Values) -> None:
    """Store a period of a resource or a unit; what is shown does not change by it.

    One with the number of another of its own takes its place.

    Args:
        database: Where.
        owner: ``resource`` or ``unit``.
        id: Which.
        period: What was sent of it.

    Raises:
        Refused: It ends before it begins, over which the server fails.
    """
    if period["start"] > period["end"]:
        raise crash()
    content = {name: value for name, value in period.items() if name != "id"}
    values = {owner: id, "content": json.dumps(content)}
    found = database.row("SELECT * FROM respaPeriod WHERE pk = ?", period.get("id"))
    if found and found[owner] == id:
        database.update("respaPeriod", found["pk"], values)
    else:
        database.insert("respaPeriod", values)


def periods_of(database: Database, owner: str, id: str) -> list[Values]:
    """Return the periods of a resource or a unit, as the API gives them."""
    rows = database.rows(f"SELECT * FROM respaPeriod WHERE {owner} = ? ORDER BY pk", id)  # noqa: S608
    return [
        {"id": row["pk"], "description": None, "closed": False, **json.loads(row["content"])}
        for row in rows
    ]


def compute_hours(database: Database, resource: str) -> None:
    """Compute the days of a resource anew, as somebody does who saves it in the admin pages.

    Its own periods come before its unit's, and of several the shortest.
    """
    unit = database.value("SELECT unit FROM respaResource WHERE pk = ?", resource)
    ranked = [
        (rank, _last(period) - _first(period), period["id"], period)
        for rank, (owner, id) in enumerate((("resource", resource), ("unit", unit)))
        for period in periods_of(database, owner, id)
    ]
    database.run("DELETE FROM respaHours WHERE resource = ?", resource)
    days: set[date] = set()
    for *_, period in sorted(ranked, key=lambda one: one[:3]):
        day = _first(period)
        while day <= _last(period):
            if day not in days:
                days.add(day)  # a shorter period that is closed on it closes it
                _store_day(database, resource, day, period["days"])
            day += _DAY


def _store_day(database: Database, resource: str, day: date, opens: list[Any]) -> None:
    for one in opens:
        hours = one["opens"], one["closes"]
        if one["weekday"] == day.weekday() and not one["closed"] and all(hours):
            begin, end = (
                datetime.combine(day, time.fromisoformat(text), HELSINKI).isoformat()
                for text in hours
            )
            values = {"resource": resource, "day": day.isoformat(), "opens": begin, "closes": end}
            if begin < end:
                database.insert("respaHours", values)
            return


def _first(period: Values) -> date:
    return date.fromisoformat(period["start"])


def _last(period: Values) -> date:
    return date.fromisoformat(period["end"])
