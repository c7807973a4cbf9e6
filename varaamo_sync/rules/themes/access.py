"""How one gets in: one way in force today, the others to come."""

from __future__ import annotations

from varaamo_sync.findings import Owner
from varaamo_sync.model import AccessType
from varaamo_sync.model.dated_rows import repeated_days
from varaamo_sync.rules.room_view import RoomView
from varaamo_sync.rules.rule import Hits, a_room, draft_error, hit, publish_error, quality_hint

_NONE_ACTIVE = "RESERVATION_UNIT_MISSING_ACTIVE_ACCESS_TYPE"


@publish_error("access-missing", code=_NONE_ACTIVE, bad=a_room(access=None))
def access_missing(room: RoomView) -> Hits:
    """A published room says how one gets in."""
    if not room.access:
        yield hit("access")


@draft_error(
    "access-not-in-force",
    code=_NONE_ACTIVE,
    bad=a_room(access=[{"type": "physical_key", "from": "2027-05-01"}]),
    good=a_room(access=[{"type": "physical_key", "from": "2027-03-01"}]),
)
def access_not_in_force(room: RoomView) -> Hits:
    """Where access types are given, one is in force today; of drafts too."""
    days = [row.begins for row in room.access if row.begins is not None]
    if days and len(days) == len(room.access) and min(days) > room.context.today:
        yield hit("access", first=min(days).isoformat())


@draft_error(
    "access-code-on-create",
    owner=Owner.COORDINATOR,
    code="ACCESS_TYPE_ACCESS_CODE_ON_CREATE",
    bad=a_room(access=[{"type": "access_code"}]),
    good=a_room(access=[{"type": "access_code"}], earlier="bookable"),
)
def access_code_on_create(room: RoomView) -> Hits:
    """A door code can be chosen only once the room is there and known to the lock system.

    Rooms that are there now are let be; where nobody has looked, those that were there before.
    """
    return _door_codes(room, new=True)


@quality_hint(
    "access-code-needs-lock",
    owner=Owner.COORDINATOR,
    code="RESERVATION_UNIT_NOT_FOUND_IN_PINDORA",
    bad=a_room(access=[{"type": "access_code"}], earlier="bookable"),
    good=a_room(access=[{"type": "physical_key"}], earlier="bookable"),
)
def access_code_needs_lock(room: RoomView) -> Hits:
    """Only the lock system knows whether a room that is there already has a coded lock."""
    return _door_codes(room, new=False)


def _door_codes(room: RoomView, *, new: bool) -> Hits:
    for at, row in room.ways_in:
        if row.type is AccessType.ACCESS_CODE and room.context.is_there(room.entry) is not new:
            yield hit("access", at, "type")


@draft_error(
    "access-duplicate-date",
    bad=a_room(access=[{"type": "unrestricted"}, {"type": "physical_key"}]),
    good=a_room(access=[{"type": "unrestricted"}, {"type": "physical_key", "from": "2027-05-01"}]),
)
def access_duplicate_date(room: RoomView) -> Hits:
    """Only one way of getting in begins on a day; the database refuses the second."""
    if len(room.ways_in) > 1:
        for at, row in repeated_days(room.ways_in):
            yield hit("access", at, begins=row.begins.isoformat() if row.begins else "–")


@quality_hint(
    "access-superseded",
    code="ACCESS_TYPE_BEGIN_DATE_IN_PAST",
    bad=a_room(
        access=[
            {"type": "unrestricted", "from": "2026-01-01"},
            {"type": "physical_key", "from": "2027-01-01"},
        ]
    ),
    good=a_room(access=[{"type": "unrestricted", "from": "2026-01-01"}]),
)
def access_superseded(room: RoomView) -> Hits:
    """The API refuses access types of the past, so a row that has been followed is never sent."""
    if len(room.ways_in) == len(room.access):
        return
    sent = dict(room.ways_in)
    for at in range(len(room.access)):
        if at not in sent:
            yield hit("access", at)
