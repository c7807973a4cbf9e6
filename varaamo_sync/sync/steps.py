"""What is done for one room, as a series of commands: space, draft, images, publish."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from varaamo_sync.booking import (
    CreateRoom,
    CreateSpace,
    ReadRoom,
    Stored,
    UpdateRoom,
    UpdateSpace,
    UploadImage,
)
from varaamo_sync.errors import BookingError, NotFound, PictureUnreadable, PlanStale, part
from varaamo_sync.model import LANGS, Image, Lang
from varaamo_sync.plan import Plan, RoomPlan, wanted_space
from varaamo_sync.plan.departed import UNIT
from varaamo_sync.plan.spaces import PART_OF
from varaamo_sync.snapshot import Reference, RemoteRoom, RemoteSpace, Value
from varaamo_sync.state.records import Fate, Learned, Pairing, Step
from varaamo_sync.state.values import encode
from varaamo_sync.stored_form import agree
from varaamo_sync.sync.driving import Steps
from varaamo_sync.sync.outcomes import Outcome, Status
from varaamo_sync.sync.ports import Conduct
from varaamo_sync.sync.unknown import (
    Note,
    look_for_picture,
    look_for_room,
    look_for_space,
    look_for_stored,
    noted,
    noted_only,
    noted_write,
    waited_for,
)

_UPDATES = 3
"""How often an update that was proven not to have landed is sent in all."""

_UNCHANGED = object()


@dataclass(frozen=True, slots=True)
class Work:
    """What every room of a push shares.

    Attributes:
        plan: The plan.
        reference: Reference data of the survey that the plan was made from.
        conduct: Memory, clock, pictures and patience.
    """

    plan: Plan
    reference: Reference
    conduct: Conduct


def space_steps(planned: RoomPlan, work: Work, code: str, parent: int | None) -> Steps[int | None]:
    """Make or change the room's own space; return its ``pk``, or ``None`` where it has none.

    Args:
        planned: The room.
        work: What the push shares.
        code: Code that marks the space as this room's.
        parent: ``pk`` of the space that contains it.

    Raises:
        PlanStale: The space, or the room, was made by somebody since the plan was.
    """
    space, remote = planned.pair.space, planned.pair.remote
    if space is None:
        if remote is None or planned.moves_in:
            return (yield from _create_space(planned, work, code, parent))
        return None
    if remote is None:
        yield from _require_empty(planned, space)
    changes = {c.path.removeprefix("space."): c.after for c in planned.space_changes}
    changed_whole = changes.pop(PART_OF, _UNCHANGED) is not _UNCHANGED
    if changed_whole or (remote is None and parent not in (None, space.parent)):
        changes["parent"] = parent
    if changes:
        values = {change.path: encode(change.after) for change in planned.space_changes}
        detail = {"space": space.pk, "venue": space.venue, "values": values, "parent": parent}
        note = Note(planned.key, Step.UPDATE_SPACE, detail)
        update = UpdateSpace(pk=space.pk, changes=changes)
        learned = _learned_of_space(planned, work)
        yield from noted_only(work.conduct, note, update, space.pk, learned)
    return space.pk


def _learned_of_space(planned: RoomPlan, work: Work) -> Learned | None:
    """Return what is remembered once a space is changed, of a room that is remembered already."""
    remote, known = planned.pair.remote, work.conduct.memory.recall(planned.key)
    if remote is None or known is None or known.pairing.ext_uuid != remote.ext_uuid:
        return None
    values = {change.path: change.after for change in planned.space_changes}
    return Learned(planned.key, known.pairing, values)


def _create_space(planned: RoomPlan, work: Work, code: str, parent: int | None) -> Steps[int]:
    venue = planned.pair.venue
    assert venue is not None  # only rooms of known venues are written
    find_space = look_for_space(venue.pk, code)
    if (yield from find_space()) is not None:
        raise PlanStale([part("moved-space", key=planned.key)])
    wanted = wanted_space(planned.room)
    names: dict[Lang, str] = {
        lang: str(wanted[f"space.name.{lang}"]) for lang in LANGS if f"space.name.{lang}" in wanted
    }
    command = CreateSpace(
        code=code,
        venue=venue.pk,
        name=names,
        area=cast("int | None", wanted.get("space.area")),
        max_persons=cast("int | None", wanted.get("space.max_persons")),
        parent=parent,
    )
    note = Note(planned.key, Step.CREATE_SPACE, {"venue": venue.pk, "code": code})
    made: int = yield from noted(work.conduct, note, command, find_space)
    return made


def _require_empty(planned: RoomPlan, space: RemoteSpace) -> Steps[None]:
    """Make sure that a space whose room is to be made has none yet."""
    if (yield from look_for_room(space.venue, space.pk)()) is not None:
        raise PlanStale([part("moved-has-room", key=planned.key)])


def room_steps(planned: RoomPlan, work: Work, space: int | None) -> Steps[Outcome]:
    """Make or change a room; a new one is complete before residents see it."""
    remote = planned.pair.remote
    if remote is None:
        return (yield from _create(planned, work, space))
    pairing = Pairing(remote.pk, remote.ext_uuid, space)
    if planned.images:
        yield from _pictures(planned, work, pairing, remote.images)
    fresh: RemoteRoom | None = None
    learned = Learned(planned.key, pairing, wished(planned))
    if planned.room_changes or planned.moves_in or planned.draft is not None:
        fresh = yield from _update(planned, work, learned)
    else:
        work.conduct.memory.remember(learned)
    return Outcome(
        planned,
        Status.DONE,
        remote.pk,
        published=planned.draft is False,
        before=fresh,
    )


def _update(planned: RoomPlan, work: Work, learned: Learned) -> Steps[RemoteRoom]:
    """Change or publish a room, and remember it; return it as it was read right before."""
    conduct, pairing = work.conduct, learned.pairing
    first: RemoteRoom | None = None
    for sending in range(1, _UPDATES + 1):
        # Read immediately before the write: the API saves whole rows (facts, section 4).
        fresh: RemoteRoom | None = yield ReadRoom(pairing.pk)
        if fresh is None or fresh.ext_uuid != pairing.ext_uuid:
            raise NotFound(
                "The room vanished from the booking system since the plan was made.",
                operation="updateReservationUnit",
                fix="Make the plan again; the room may have been archived by someone.",
            )
        first = first or fresh
        if _landed(planned, fresh, pairing.space):
            conduct.memory.remember(learned)
            return first
        spaces = _spaces(planned, fresh, pairing.space)
        detail, begun = sent_detail(planned, pairing), conduct.now()
        intent = conduct.memory.note(planned.key, Step.UPDATE_ROOM, detail, begun)
        update = UpdateRoom(
            room=fresh,
            reference=work.reference,
            today=work.plan.today,
            values={change.path: change.after for change in planned.room_changes},
            draft=planned.draft,
            spaces=spaces,
        )
        try:
            yield noted_write(conduct, update, begun)
        except BookingError as error:
            if error.certain:
                conduct.memory.settle(intent, Fate.NOT_LANDED, conduct.now())
                raise
            landed = yield from waited_for(
                conduct, conduct.now(), intent, lambda: _look(planned, pairing)
            )
            if not landed:
                conduct.memory.settle(intent, Fate.NOT_LANDED, conduct.now())
                if sending == _UPDATES:
                    raise
                continue
        conduct.memory.settle(intent, Fate.LANDED, conduct.now(), pairing.pk, learned)
        return first
    raise AssertionError("unreachable")


def sent_detail(planned: RoomPlan, pairing: Pairing) -> dict[str, Any]:
    """Return what is noted of an update: enough to tell later what of it is there."""
    return {
        "room": pairing.pk,
        "ext_uuid": pairing.ext_uuid,
        "space": pairing.space,
        "values": {change.path: encode(change.after) for change in planned.room_changes},
        "draft": planned.draft,
        "moves_in": planned.moves_in,
    }


def _landed(planned: RoomPlan, room: RemoteRoom, own: int | None) -> bool:
    changed = all(agree(room.values.get(c.path, c.after), c.after) for c in planned.room_changes)
    moved_in = not planned.moves_in or room.spaces == (own,)
    return changed and moved_in and planned.draft in (None, room.is_draft)


def _look(planned: RoomPlan, pairing: Pairing) -> Steps[bool | None]:
    room: RemoteRoom | None = yield ReadRoom(pairing.pk)
    return True if room is not None and _landed(planned, room, pairing.space) else None


def _create(planned: RoomPlan, work: Work, space: int | None) -> Steps[Outcome]:
    venue, conduct = planned.pair.venue, work.conduct
    assert venue is not None  # only rooms of known venues are made
    assert space is not None  # and their space was made just before
    command = CreateRoom(
        venue=venue.pk,
        spaces=(space,),
        values=planned.values,
        reference=work.reference,
        today=work.plan.today,
    )
    made: Stored = yield from noted(
        conduct,
        Note(planned.key, Step.CREATE_ROOM, {"venue": venue.pk, "space": space}),
        command,
        look_for_stored(venue.pk, space),
        lambda made: Learned(planned.key, _paired(made, space), wished(planned, state="draft")),
    )
    pairing = _paired(made, space)
    if planned.images:
        yield from _pictures(planned, work, pairing, 0)
    if planned.draft is False:
        yield from _update(planned, work, Learned(planned.key, pairing, {"wanted": "published"}))
    return Outcome(planned, Status.DONE, made.pk, published=planned.draft is False)


def _paired(made: Stored, space: int) -> Pairing:
    return Pairing(made.pk, made.ext_uuid or "", space)


def _pictures(planned: RoomPlan, work: Work, pairing: Pairing, before: int) -> Steps[None]:
    remembered = work.conduct.memory.recall(planned.key)
    sent = remembered.applied.get("images", ()) if remembered else ()
    known: tuple[str, ...] = tuple(str(item) for item in cast("tuple[str, ...]", sent or ()))
    for place in planned.images:
        picture = (planned.room.images or ())[place]
        name = picture.file.replace("\\", "/").rpartition("/")[2]
        content = _content(work.conduct, picture)
        command = UploadImage(pairing.pk, filename=name, content=content, type=picture.type)
        known = (*known, hashlib.sha256(content).hexdigest())
        learned = Learned(planned.key, pairing, {"images": known})
        detail = {"room": pairing.pk, "before": before, "sha256": known[-1]}
        yield from _upload(work.conduct, command, learned, detail)
        before += 1


def _upload(
    conduct: Conduct, command: UploadImage, learned: Learned, detail: Mapping[str, Any]
) -> Steps[None]:
    yield from noted(
        conduct,
        Note(learned.key, Step.UPLOAD_IMAGE, detail),
        command,
        look_for_picture(command.room, detail["before"]),
        lambda _: learned,
    )


def _content(conduct: Conduct, image: Image) -> bytes:
    try:
        return conduct.read_picture(image)
    except OSError as exc:
        raise PictureUnreadable(
            "picture-unreadable", file=image.file, reason=exc.strerror or str(exc)
        ) from exc


def _spaces(planned: RoomPlan, room: RemoteRoom, own: int | None) -> tuple[int, ...] | None:
    """Return the spaces to send, or ``None`` where they stay as they are.

    Raises:
        PlanStale: The room would be published without its space, which no server refuses (facts,
            section 3, Corrected).
    """
    if planned.moves_in and own is not None:
        return (own,)
    if planned.draft is not False:
        return None
    if own is None or own not in room.spaces:
        raise PlanStale([part("moved-space-lost", key=planned.key)])
    return room.spaces


def wished(planned: RoomPlan, *, state: str | None = None) -> dict[str, Value]:
    """Return what is remembered of a room once it is done: the values that the catalogue stated.

    A field that was kept as others left it is remembered as stated, too: so what is there differs
    from what we know, and it stays a conflict until a person decides, empty fields among them.

    Args:
        planned: The room.
        state: ``draft`` or ``published`` as it is now; by default what the plan makes it.
    """
    values = {**planned.values, **planned.derived, UNIT: planned.room.service_unit.value}
    if state is None and all(conflict.path != "wanted" for conflict in planned.conflicts):
        remote = planned.pair.remote
        is_draft = remote.is_draft if remote and planned.draft is None else planned.draft
        state = "draft" if is_draft else "published"
    return values | ({"wanted": state} if state else {})
