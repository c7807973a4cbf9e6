"""What is done for one room, as a series of commands: space, draft, images, publish."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import Any, TypeVar, cast

from varaamo_sync.booking import (
    Command,
    CreateRoom,
    CreateSpace,
    ReadRoom,
    Stored,
    UpdateRoom,
    UpdateSpace,
    UploadImage,
)
from varaamo_sync.errors import NotFound
from varaamo_sync.plan import Plan, RoomPlan
from varaamo_sync.plan.compare import wanted_space
from varaamo_sync.rooms import Image, Lang
from varaamo_sync.snapshot import Reference, RemoteRoom
from varaamo_sync.sync.outcomes import Outcome, Status

T = TypeVar("T")
Steps = Generator[Command[Any], Any, T]
ReadImage = Callable[[RoomPlan, Image], bytes]


def space_steps(planned: RoomPlan, code: str, parent: int | None) -> Steps[int | None]:
    """Make or change the room's own space; return its ``pk``, or ``None`` where it has none.

    Args:
        planned: The room.
        code: Code that marks the space as this room's.
        parent: ``pk`` of the space that contains it.
    """
    wanted = wanted_space(planned.room)
    space, venue = planned.pair.space, planned.pair.venue
    if space is None:
        if planned.pair.remote is not None or venue is None:
            return None
        made: int = yield CreateSpace(
            code=code,
            venue=venue.pk,
            name=cast("Mapping[Lang, str]", wanted["name"]),
            area=cast("int | None", wanted.get("area")),
            max_persons=cast("int | None", wanted.get("max_persons")),
            parent=parent,
        )
        return made
    changes: dict[str, Any] = {change.path: change.after for change in planned.space_changes}
    if "name" in changes:
        changes["name"] = wanted["name"]
    if parent is not None and space.parent != parent and not _only_marks(planned):
        changes["parent"] = parent
    if changes:
        yield UpdateSpace(pk=space.pk, changes=changes)
    return space.pk


def _only_marks(planned: RoomPlan) -> bool:
    return bool(planned.conflicts)


def room_steps(
    planned: RoomPlan,
    plan: Plan,
    reference: Reference,
    space: int | None,
    read_image: ReadImage,
) -> Steps[Outcome]:
    """Make or change a room; a new one is complete before residents see it."""
    remote = planned.pair.remote
    if remote is None:
        return (yield from _create(planned, plan, reference, space, read_image))
    if not planned.changes and planned.draft is None:
        return Outcome(planned, Status.DONE, remote.pk)
    # Read immediately before the write: the API saves whole rows (facts, section 4).
    fresh: RemoteRoom | None = yield ReadRoom(remote.pk)
    if fresh is None or fresh.ext_uuid != remote.ext_uuid:
        raise NotFound(
            "The room vanished from the booking system since the plan was made.",
            operation="updateReservationUnit",
            fix="Run the plan again; it may have been archived by someone.",
        )
    stored: Stored = yield UpdateRoom(
        room=fresh,
        reference=reference,
        today=plan.today,
        values={change.path: change.after for change in planned.changes},
        draft=planned.draft,
        spaces=_spaces(fresh, space) if planned.draft is False else None,
    )
    return Outcome(planned, Status.DONE, stored.pk, published=planned.draft is False)


def _create(
    planned: RoomPlan,
    plan: Plan,
    reference: Reference,
    space: int | None,
    read_image: ReadImage,
) -> Steps[Outcome]:
    assert planned.pair.venue is not None
    stored: Stored = yield CreateRoom(
        venue=planned.pair.venue.pk,
        spaces=() if space is None else (space,),
        values=planned.values,
        reference=reference,
        today=plan.today,
    )
    for image in planned.room.images or ():
        name = image.file.replace("\\", "/").rpartition("/")[2]
        content = read_image(planned, image)
        yield UploadImage(stored.pk, filename=name, content=content, type=image.type)
    if planned.draft is not False:
        return Outcome(planned, Status.DONE, stored.pk)
    fresh: RemoteRoom | None = yield ReadRoom(stored.pk)
    if fresh is None:
        raise NotFound("The room that was just made is gone.", operation="createReservationUnit")
    yield UpdateRoom(
        room=fresh,
        reference=reference,
        today=plan.today,
        draft=False,
        spaces=_spaces(fresh, space),
    )
    return Outcome(planned, Status.DONE, stored.pk, published=True)


def _spaces(room: RemoteRoom, own: int | None) -> tuple[int, ...]:
    if own is None or own in room.spaces:
        return room.spaces
    return (*room.spaces, own)
