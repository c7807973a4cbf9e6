"""What ties rooms to the opening-hours system: their resources there, and hours taken over.

Varaamo does all of this itself: it makes a room's resource with every save, and takes hours over
every quarter of an hour, and at once of a room that is saved (facts, Hauki).
"""

from __future__ import annotations

import calendar
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from varaamo_sync.sandbox.data.availability import HELSINKI
from varaamo_sync.sandbox.data.database import Database, Row
from varaamo_sync.sandbox.hauki.daily import Element, daily_hours
from varaamo_sync.sandbox.hauki.records import Records
from varaamo_sync.sandbox.hauki.seed import ROOMS, VENUES
from varaamo_sync.sandbox.rest.refusals import Refused
from varaamo_sync.sandbox.rules.refusals import AnswerError

BOOKABLE = frozenset({"with_reservation", "open_and_reservable", "with_key_and_reservation"})
"""States that make time bookable."""

IGNORED = frozenset(
    {"open", "self_service", "with_key", "enter_only", "exit_only", "weather_permitting"}
)
"""States that do nothing; all others, those that Varaamo does not know too, take time away."""

_DAYS = 730

Times = list[tuple[datetime, datetime]]


def export_room(database: Database, pk: int) -> None:
    """Do what follows a save of a room: take its hours over, then tell the other system of it.

    Raises:
        AnswerError: It could not be told; the room is stored all the same.
    """
    if not database.exists("SELECT 1 FROM haukiSource WHERE id = ?", ROOMS):
        return  # no such system: exports are off
    link = database.row("SELECT * FROM hoursLink WHERE reservationUnit = ?", pk)
    try:
        if link is not None:
            _take_over(database, link)
    except Refused as refused:
        raise AnswerError(f"Hauki answered {refused.status}.") from refused
    with database.transaction():
        _export(database, pk, link)


def _export(database: Database, pk: int, link: Row | None) -> None:
    room = database.row(
        "SELECT reservationUnit.*, tprekId, tprekDepartmentId FROM reservationUnit"
        " JOIN unit ON unit.pk = unit WHERE reservationUnit.pk = ?",
        pk,
    )
    assert room is not None
    records = Records(database)
    venue = records.resource_by(f"{VENUES}:{room['tprekId']}")
    if venue is None or not room["tprekDepartmentId"]:
        raise AnswerError(
            "Sending reservation unit as resource to HAUKI failed.",
            extensions={"code": "HAUKI_EXPORTS_ERROR"},
        )
    content = _content(room)
    if link is not None:
        values = {"content": json.dumps(content), "modified": database.now().isoformat()}
        database.update("haukiResource", link["resource"], values)
        return
    resource = records.add_resource(content, f"{VENUES}:{room['tprekDepartmentId']}", [venue])
    origin = {"source": ROOMS, "origin": room["extUuid"], "resource": resource}
    database.insert("haukiOrigin", origin)
    database.insert("hoursLink", {"reservationUnit": pk, "resource": resource})


def _content(room: Mapping[str, Any]) -> dict[str, Any]:
    description = dict.fromkeys(("fi", "sv", "en"), room["descriptionFi"])
    return {
        "name": {lang.lower(): room[f"name{lang}"] for lang in ("Fi", "Sv", "En")},
        "description": description,
        "resource_type": "reservable",
        "extra_data": {},
        "is_public": True,
        "timezone": "Europe/Helsinki",
    }


def resource_of(database: Database, pk: int) -> int | None:
    """Return the number of a room's resource; ``None`` for a room that is not linked."""
    found: int | None = database.value(
        "SELECT resource FROM hoursLink WHERE reservationUnit = ?", pk
    )
    return found


def link_first_room(database: Database, pk: int) -> int | None:
    """Make the resource of a room that was there at first, and return its number.

    A room whose venue the other system does not know has none, and gets none.
    """
    with suppress(AnswerError):
        _export(database, pk, None)
    return resource_of(database, pk)


def note_taken_over(database: Database, resource: int) -> None:
    """Note that what a resource has now was taken over: there is nothing new in it."""
    until = _end_of_month(database.today() + timedelta(days=_DAYS))
    hash, last = Records(database).hash_of(resource), until.isoformat()
    database.run(
        "UPDATE hoursLink SET hash = ?, until = ? WHERE resource = ?", hash, last, resource
    )


def take_over_hours(database: Database) -> None:
    """Take over the hours of every room whose hours have changed.

    One that cannot be read ends it: those behind it keep the hours that they had.
    """
    for link in database.rows("SELECT * FROM hoursLink ORDER BY resource"):
        try:
            _take_over(database, link)
        except Refused:
            return


def take_over_hours_of(database: Database, pk: int) -> None:
    """Take over the hours of a linked room now; one that cannot be read keeps what it had."""
    link = database.row("SELECT * FROM hoursLink WHERE reservationUnit = ?", pk)
    if link is not None:
        with suppress(Refused):
            _take_over(database, link)


def take_over_when_due(database: Database, seconds: int) -> None:
    """Take hours over where a quarter of an hour has begun since it was done last.

    Args:
        database: The database.
        seconds: How long a quarter of an hour is: others are to be set, to try things out.
    """
    now = int(database.now().timestamp())
    quarter = datetime.fromtimestamp(now - now % seconds, UTC)
    last = database.value("SELECT quarter FROM hoursTick")
    if last == quarter.isoformat():
        return
    with database.transaction():
        database.run("DELETE FROM hoursTick")
        database.insert("hoursTick", {"quarter": quarter.isoformat()})
    if last is not None:
        take_over_hours(database)


def _take_over(database: Database, link: Row) -> None:
    records, today = Records(database), database.today()
    with database.transaction():
        hash = records.hash_of(link["resource"])
        changed = hash != link["hash"]
        if not changed and link["until"] >= (today + timedelta(days=_DAYS)).isoformat():
            return
        until = _end_of_month(today + timedelta(days=_DAYS))
        days = daily_hours(records.periods_of(link["resource"]), today, until)
        times = _bookable_times(days)
        if changed and (times or link["hash"]):
            # What was set by hand holds until there is something else to hold.
            database.run("DELETE FROM hours WHERE reservationUnit = ?", link["reservationUnit"])
        spans = [[begins.isoformat(), ends.isoformat()] for begins, ends in times]
        database.run(
            "UPDATE hoursLink SET hash = ?, until = ?, spans = ? WHERE reservationUnit = ?",
            hash,
            until.isoformat(),
            json.dumps(spans),
            link["reservationUnit"],
        )


def _bookable_times(days: Mapping[date, Sequence[Element]]) -> Times:
    bookable: Times = []
    closing: Times = []
    for day, elements in days.items():
        for element in elements:
            if element.state in IGNORED:
                continue
            begins, ends = _times(day, element)
            if begins < ends:
                (bookable if element.state in BOOKABLE else closing).append((begins, ends))
    return _without(_joined(bookable), _joined(closing))


def _times(day: date, element: Element) -> tuple[datetime, datetime]:
    whole = element.full_day or (element.start is None and element.end is None)
    start = time() if whole or element.start is None else element.start
    end = time() if whole or element.end is None else element.end
    last = day + timedelta(days=1) if whole or element.next_day else day
    begins, ends = datetime.combine(day, start, HELSINKI), datetime.combine(last, end, HELSINKI)
    return begins.astimezone(UTC), ends.astimezone(UTC)


def _joined(times: Times) -> Times:
    found: Times = []
    for begins, ends in sorted(times):
        if found and begins <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], ends)
        else:
            found.append((begins, ends))
    return found


def _without(times: Times, taken: Times) -> Times:
    for begins, ends in taken:
        times = [
            piece
            for start, end in times
            for piece in ((start, min(end, begins)), (max(start, ends), end))
            if piece[0] < piece[1]
        ]
    return times


def _end_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
