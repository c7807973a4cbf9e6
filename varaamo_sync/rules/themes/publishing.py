"""What publishing asks for beside texts, and when the room is shown."""

from __future__ import annotations

from varaamo_sync.capabilities import Feature
from varaamo_sync.model import format_moment
from varaamo_sync.rules.room_view import RoomView
from varaamo_sync.rules.rule import Hits, a_room, hit, publish_error, quality_warning


@publish_error(
    "type-missing",
    asks=Feature.SPARE_DRAFTS,
    code="RESERVATION_UNIT_MISSING_RESERVATION_UNIT_TYPE",
    bad=a_room(type=None),
)
def type_missing(room: RoomView) -> Hits:
    """A published room has a type."""
    if not room.type or room.type.isspace():
        yield hit("type")


@publish_error(
    "publish-ends-before-begins",
    bad=a_room(publish={"from": "2027-06-01 08:00", "until": "2027-05-01 08:00"}),
    good=a_room(publish={"from": "2027-05-01 08:00", "until": "2027-06-01 08:00"}),
)
def publish_ends_before_begins(room: RoomView) -> Hits:
    """The API would take it, and show the room at other times than was meant."""
    begins, ends = room.publish.begins, room.publish.ends
    if begins and ends and ends <= begins:
        said = format_moment(begins)
        yield hit("publish", "until", begins=said, ends=format_moment(ends))


@quality_warning(
    "publish-over",
    bad=a_room(publish={"until": "2027-01-31 16:00"}),
    good=a_room(publish={"until": "2027-12-31 16:00"}),
)
def publish_over(room: RoomView) -> Hits:
    """The time for showing the room has passed, so it would be hidden."""
    begins, ends = room.publish.begins, room.publish.ends
    if ends and ends <= room.context.now and (begins is None or begins < ends):
        yield hit("publish", "until", ends=format_moment(ends))
