"""How one gets in: one way in force today, the others to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from varaamo_sync.findings import Level, Owner, Severity
from varaamo_sync.model import AccessType
from varaamo_sync.model.dated_rows import doubles, in_force, passed, sent
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.rule import Hit, a_room, rule

_NONE_ACTIVE = "RESERVATION_UNIT_MISSING_ACTIVE_ACCESS_TYPE"


@rule(
    id="access-missing",
    severity=Severity.ERROR,
    level=Level.PUBLISH,
    owner=Owner.UNIT,
    code=_NONE_ACTIVE,
    bad=a_room(access=None),
)
def access_missing(context: Context) -> Iterator[Hit]:
    """A published room says how one gets in."""
    for place, room in context.rooms:
        if not room.access:
            yield Hit(place, ("access",))


@rule(
    id="access-not-in-force",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    code=_NONE_ACTIVE,
    bad=a_room(access=[{"type": "physical_key", "from": "2027-05-01"}]),
    good=a_room(access=[{"type": "physical_key", "from": "2027-03-01"}]),
)
def access_not_in_force(context: Context) -> Iterator[Hit]:
    """Where access types are given, one is in force today; of drafts too."""
    for place, rows in context.accesses():
        if rows and in_force(rows, context.today) is None:
            first = min(row.begins or date.max for row in rows)
            yield Hit(place, ("access",), {"first": first.isoformat()})


@rule(
    id="access-code-on-create",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.COORDINATOR,
    code="ACCESS_TYPE_ACCESS_CODE_ON_CREATE",
    bad=a_room(access=[{"type": "access_code"}]),
    good=a_room(access=[{"type": "access_code"}], earlier="bookable"),
)
def access_code_on_create(context: Context) -> Iterator[Hit]:
    """A door code can be chosen only once the room is there and known to the lock system.

    Rooms that are there now are let be; where nobody has looked, those that were there before.
    """
    return _door_codes(context, new=True)


@rule(
    id="access-code-needs-lock",
    severity=Severity.HINT,
    level=Level.QUALITY,
    owner=Owner.COORDINATOR,
    code="RESERVATION_UNIT_NOT_FOUND_IN_PINDORA",
    bad=a_room(access=[{"type": "access_code"}], earlier="bookable"),
    good=a_room(access=[{"type": "physical_key"}], earlier="bookable"),
)
def access_code_needs_lock(context: Context) -> Iterator[Hit]:
    """Only the lock system knows whether a room that is there already has a coded lock."""
    return _door_codes(context, new=False)


def _door_codes(context: Context, *, new: bool) -> Iterator[Hit]:
    for place, rows in context.accesses():
        if AccessType.ACCESS_CODE not in [row.type for row in rows]:
            continue
        if context.is_there(context.catalogue.rooms[place]) is new:
            continue
        for at, row in sent(rows, context.today):
            if row.type is AccessType.ACCESS_CODE:
                yield Hit(place, ("access", at, "type"))


@rule(
    id="access-duplicate-date",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    bad=a_room(access=[{"type": "unrestricted"}, {"type": "physical_key"}]),
    good=a_room(access=[{"type": "unrestricted"}, {"type": "physical_key", "from": "2027-05-01"}]),
)
def access_duplicate_date(context: Context) -> Iterator[Hit]:
    """Only one way of getting in begins on a day; the database refuses the second."""
    for place, rows in context.accesses():
        for at, begins in doubles(rows, context.today):
            yield Hit(place, ("access", at), {"begins": begins})


@rule(
    id="access-superseded",
    severity=Severity.HINT,
    level=Level.QUALITY,
    owner=Owner.UNIT,
    code="ACCESS_TYPE_BEGIN_DATE_IN_PAST",
    bad=a_room(
        access=[
            {"type": "unrestricted", "from": "2026-01-01"},
            {"type": "physical_key", "from": "2027-01-01"},
        ]
    ),
    good=a_room(access=[{"type": "unrestricted", "from": "2026-01-01"}]),
)
def access_superseded(context: Context) -> Iterator[Hit]:
    """The API refuses access types of the past, so a row that has been followed is never sent."""
    for place, rows in context.accesses():
        for at in passed(rows, context.today):
            yield Hit(place, ("access", at))
