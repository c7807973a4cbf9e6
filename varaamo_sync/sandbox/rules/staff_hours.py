"""Hours of a room that its staff sets in the opening-hours system; the owner stands in for them.

They are a period like any other there. Its origin tells it from those of a catalogue and of
others, so that setting hours again changes this one and adds none.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.data.room_hours import CLOSES, OPENS
from varaamo_sync.sandbox.hauki.inputs import read_period
from varaamo_sync.sandbox.hauki.records import Records
from varaamo_sync.sandbox.rules.hours_link import link_first_room, note_taken_over

STAFF = "sandbox"
"""Data source of their periods."""


def set_staff_hours(database: Database, resource: int, *, open: bool, until: date | None) -> None:
    """Set the hours of a resource, in place of those that were set so before.

    Args:
        database: Where, within a transaction.
        resource: Number of the resource.
        open: Whether it can be booked; else it is closed, whatever others set.
        until: The last day that it can be booked; ``None`` for ever. Closed it is without end.
    """
    records, origin = Records(database), f"hours:{resource}"
    pk = database.value(
        "SELECT pk FROM haukiPeriod JOIN haukiPeriodOrigin ON period = pk"
        " WHERE source = ? AND origin = ? AND NOT isRemoved",
        STAFF,
        origin,
    )
    sent = {
        "resource": resource,
        "end_date": until.isoformat() if open and until else None,
        "resource_state": "undefined" if open else "closed",
        "origins": [{"data_source": {"id": STAFF}, "origin_id": origin}],
        "time_span_groups": [_DAILY] if open else [],
    }
    before = records.period(pk) if pk is not None else None
    records.store_period(read_period(sent), before)


def add_first_hours(database: Database) -> None:
    """Let the opening-hours system have the hours of rooms that were open at first, too.

    Else one of the two systems would say that such a room is open, and the other that it never
    was. Where there is no such system, Varaamo has them alone.

    Args:
        database: Where, within a transaction.
    """
    if not database.exists("SELECT 1 FROM haukiSource WHERE id = ?", STAFF):
        return
    for row in database.rows("SELECT * FROM hours"):
        resource = link_first_room(database, row["reservationUnit"])
        if resource is not None:
            until = date.fromisoformat(row["until"]) if row["until"] else None
            set_staff_hours(database, resource, open=True, until=until)
            note_taken_over(database, resource)


_DAILY: dict[str, Any] = {
    "time_spans": [
        {
            "start_time": OPENS.isoformat(),
            "end_time": CLOSES.isoformat(),
            "resource_state": "with_reservation",
        }
    ]
}
