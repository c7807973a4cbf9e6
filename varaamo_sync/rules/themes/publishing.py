"""What publishing asks for beside texts, and when the room is shown."""

from __future__ import annotations

from collections.abc import Iterator

from varaamo_sync.findings import Level, Owner, Severity
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.room_view import minute
from varaamo_sync.rules.rule import Hit, a_room, rule


@rule(
    id="type-missing",
    severity=Severity.ERROR,
    level=Level.PUBLISH,
    owner=Owner.UNIT,
    code="RESERVATION_UNIT_MISSING_RESERVATION_UNIT_TYPE",
    bad=a_room(type=None),
)
def type_missing(context: Context) -> Iterator[Hit]:
    """A published room has a type."""
    for place, room in context.rooms:
        if not room.type or room.type.isspace():
            yield Hit(place, ("type",))


@rule(
    id="publish-ends-before-begins",
    severity=Severity.ERROR,
    level=Level.PUBLISH,
    owner=Owner.UNIT,
    bad=a_room(publish={"from": "2027-06-01 08:00", "until": "2027-05-01 08:00"}),
    good=a_room(publish={"from": "2027-05-01 08:00", "until": "2027-06-01 08:00"}),
)
def publish_ends_before_begins(context: Context) -> Iterator[Hit]:
    """The API would take it, and show the room at other times than was meant."""
    for place, room in context.rooms:
        shown = room.publish
        if shown and shown.begins and shown.ends and shown.ends <= shown.begins:
            params = {"begins": minute(shown.begins), "ends": minute(shown.ends)}
            yield Hit(place, ("publish", "until"), params)


@rule(
    id="publish-over",
    severity=Severity.WARNING,
    level=Level.QUALITY,
    owner=Owner.UNIT,
    bad=a_room(publish={"until": "2027-01-31 16:00"}),
    good=a_room(publish={"until": "2027-12-31 16:00"}),
)
def publish_over(context: Context) -> Iterator[Hit]:
    """The time for showing the room has passed, so it would be hidden."""
    for place, room in context.rooms:
        shown = room.publish
        if shown is None or shown.ends is None or shown.ends > context.now:
            continue
        if shown.begins is None or shown.begins < shown.ends:
            yield Hit(place, ("publish", "until"), {"ends": minute(shown.ends)})
