"""How a room is found that was just made: by its space, or where there is none by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from varaamo_sync.booking import ArchiveRoom, Command, Stored
from varaamo_sync.booking.flow import Flow
from varaamo_sync.errors import PlanStale, part
from varaamo_sync.plan import RoomPlan
from varaamo_sync.snapshot import RemoteRoom, Snapshot
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.sync.lookups import (
    answer_of,
    find_new_room,
    find_room_by_space,
    find_rooms_by_name,
    undo_of_new_room,
    undo_of_room,
)
from varaamo_sync.sync.settings import PushSettings


@dataclass(frozen=True, slots=True)
class Mark:
    """What a room is known by until its number is.

    Attributes:
        detail: What is noted before it is sent, enough to find it after a kill.
        find: Looks for it.
        undo_of: Looks whether somebody else has made it, too, and then returns what takes this
            one back.
    """

    detail: Mapping[str, Any]
    find: Callable[[], Flow[Stored | None]]
    undo_of: Callable[[Stored], Flow[Command[Any] | None]]


def mark_of(
    planned: RoomPlan, venue: int, space: int | None, snapshot: Snapshot, settings: PushSettings
) -> Flow[Mark]:
    """Return what a room that is to be made will be known by.

    Args:
        planned: The room.
        venue: Its venue.
        space: Its own space, where the booking system has spaces.
        snapshot: What the plan rests on.
        settings: The clock.

    Raises:
        PlanStale: A room of its name was made there since the plan was.
    """
    if space is not None:
        return Mark(
            {"venue": venue, "space": space},
            partial(_answered, partial(find_room_by_space, venue, space)),
            partial(undo_of_room, venue, space),
        )
    name = str(planned.values.get("name.fi") or "")
    there: list[RemoteRoom] = yield from find_rooms_by_name(venue, name)
    if any(room.pk not in snapshot.room_by_pk for room in there):
        raise PlanStale([part("moved-has-room", key=planned.key)])
    before = sorted(room.ext_uuid for room in there)
    find = partial(find_new_room, venue, name, before, settings.now())

    def undo_of(made: Stored) -> Flow[ArchiveRoom | None]:
        return (yield from undo_of_new_room(venue, name, before, made))

    detail = {"venue": venue, "space": None, "name": name, "before": before}
    return Mark(detail, partial(_answered, find), undo_of)


def _answered(find: Callable[[], Flow[RemoteRoom | None]]) -> Flow[Stored | None]:
    room = yield from find()
    return answer_of(room) if room else None
