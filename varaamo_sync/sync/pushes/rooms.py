"""What is done for one room, as flows of commands: space, draft, images, publish."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from functools import partial
from typing import Any, cast

from varaamo_sync.booking import (
    Command,
    CreateRoom,
    CreateSpace,
    Picture,
    ReadRoom,
    RestoreRoom,
    Stored,
    UpdateRoom,
    UpdateSpace,
    UploadImage,
)
from varaamo_sync.booking.flow import Flow
from varaamo_sync.capabilities import Feature
from varaamo_sync.errors import NotFound, PictureUnreadable, PlanStale, VaraamoSyncError, part
from varaamo_sync.model import LANGS, Image, Lang, in_helsinki
from varaamo_sync.plan import PART_OF, UNIT, RoomPlan, wanted_space
from varaamo_sync.snapshot import RemoteRoom, RemoteSpace, Value
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.state.records import Pairing, StateUpdate, Step
from varaamo_sync.state.values import encode
from varaamo_sync.stored_form import agree
from varaamo_sync.sync.journal import Note, write_journaled
from varaamo_sync.sync.lookups import (
    answer_of,
    find_added_picture,
    find_room,
    find_room_by_space,
    find_space_by_code,
    undo_of_space,
)
from varaamo_sync.sync.preparation import Prepared
from varaamo_sync.sync.pushes.marks import mark_of
from varaamo_sync.sync.pushes.outcomes import Outcome, Status
from varaamo_sync.sync.settings import PushSettings
from varaamo_sync.words import system_reason

_UNCHANGED = object()


@dataclass(frozen=True, slots=True)
class RoomWriter:
    """Writes the rooms of a push, and their spaces.

    Attributes:
        prepared: What is carried out.
        settings: State, clock, pictures and patience.
        spaces: ``pk`` of each room's own space, by key; grows with every space that is made.
    """

    prepared: Prepared
    settings: PushSettings
    spaces: dict[str, int] = field(default_factory=dict)

    def write_space(self, planned: RoomPlan) -> Flow[int | None]:
        """Make or change the room's own space; return its ``pk``, or ``None`` where it has none.

        Raises:
            PlanStale: The space, or the room, was made by somebody since the plan was.
        """
        if Feature.SPACES not in self.prepared.plan.capabilities.features:
            return None
        parent = self._parent(planned)
        space, remote = planned.pair.space, planned.pair.remote
        if space is None:
            if remote is not None and not planned.moves_in:
                return None
            made = yield from self._create_space(planned, parent)
        else:
            there = None if remote else (yield from find_room_by_space(space.venue, space.pk))
            if there is not None:
                raise PlanStale([part("moved-has-room", key=planned.key)])
            yield from self._update_space(planned, space, parent)
            made = space.pk
        self.spaces[planned.key] = made
        return made

    def write_room(self, planned: RoomPlan, space: int | None) -> Flow[Outcome]:
        """Make or change a room; a new one is complete before residents see it."""
        remote = planned.pair.remote
        if planned.brings_back is not None:
            return (yield from self._bring_back(planned, planned.brings_back.pairing))
        if remote is None:
            return (yield from self._create(planned, space))
        pairing = Pairing(remote.pk, remote.ext_uuid, space)
        if planned.images:
            yield from self._upload(planned, pairing, remote.images)
        fresh: RemoteRoom | None = None
        update = StateUpdate(planned.key, pairing, applied_values(planned))
        if planned.room_changes or planned.moves_in or planned.draft is not None:
            fresh = yield from self._update(planned, update)
        else:
            self.settings.state.remember(update)
        published = planned.draft is False
        return Outcome(planned, Status.DONE, remote.pk, published=published, before=fresh)

    def _today(self) -> date:
        """Return the day on which something is written, which may be later than the plan's."""
        return in_helsinki(self.settings.now()).date()

    def _parent(self, planned: RoomPlan) -> int | None:
        """Return the ``pk`` of the space that is to contain the room's own, where that is sent.

        Raises:
            VaraamoSyncError: The room that it is part of has no space yet.
        """
        remote = planned.pair.remote
        makes_space = planned.pair.space is None and (planned.creates or planned.moves_in)
        changes_whole = any(change.path == PART_OF for change in planned.changes)
        if not (planned.creates or makes_space or changes_whole):
            return None
        whole = planned.room.part_of
        if whole is None:
            # Who shared a space with others must still not be booked at the same time as they.
            shared = remote.spaces if remote is not None and makes_space else ()
            return shared[0] if len(shared) == 1 else None
        if whole not in self.spaces:
            raise VaraamoSyncError("whole-not-made", whole=whole)
        return self.spaces[whole]

    def _create_space(self, planned: RoomPlan, parent: int | None) -> Flow[int]:
        venue, code = planned.pair.venue, self.prepared.catalogue.code(planned.key)
        assert venue is not None  # only rooms of known venues are written
        find = partial(find_space_by_code, venue.pk, code)
        if (yield from find()) is not None:
            raise PlanStale([part("moved-space", key=planned.key)])
        wanted = wanted_space(planned.room)
        names: dict[Lang, str] = {
            lang: str(wanted[name]) for lang in LANGS if (name := f"space.name.{lang}") in wanted
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
        undo_of = partial(undo_of_space, venue.pk, code)
        made: int = yield from write_journaled(self.settings, note, command, find, undo_of=undo_of)
        return made

    def _update_space(
        self, planned: RoomPlan, space: RemoteSpace, parent: int | None
    ) -> Flow[None]:
        remote, values = planned.pair.remote, {c.path: c.after for c in planned.space_changes}
        changes = {path.removeprefix("space."): value for path, value in values.items()}
        changed_whole = changes.pop(PART_OF, _UNCHANGED) is not _UNCHANGED
        if changed_whole or (remote is None and parent not in (None, space.parent)):
            changes["parent"] = parent
        if not changes:
            return
        encoded = {path: encode(value) for path, value in values.items()}
        detail = {"space": space.pk, "venue": space.venue, "values": encoded, "parent": parent}
        update, known = None, self.settings.state.recall(planned.key)
        if remote is not None and known is not None and known.pairing.ext_uuid == remote.ext_uuid:
            update = StateUpdate(planned.key, known.pairing, values)
        note = Note(planned.key, Step.UPDATE_SPACE, detail)
        command = UpdateSpace(pk=space.pk, changes=changes)
        yield from write_journaled(self.settings, note, command, None, partial(_same, update))

    def _create(self, planned: RoomPlan, space: int | None) -> Flow[Outcome]:
        venue = planned.pair.venue
        assert venue is not None  # only rooms of known venues are made
        mark = yield from mark_of(planned, venue.pk, space, self.prepared.snapshot, self.settings)
        spare = Feature.SPARE_DRAFTS in self.prepared.plan.capabilities.features
        pictures = () if spare else self._pictures(planned)

        def pairing_of(made: Stored) -> Pairing:
            return Pairing(made.pk, made.ext_uuid or "", space)

        values = applied_values(planned, state="draft")
        if pictures:
            digests = tuple(hashlib.sha256(each.content).hexdigest() for each in pictures)
            values |= {"images": digests}

        def command() -> Flow[Command[Stored] | Stored]:
            today = self._today()
            return CreateRoom(
                venue=venue.pk,
                spaces=() if space is None else (space,),
                values=planned.on(today).values,
                reference=self.prepared.snapshot.reference,
                today=today,
                pictures=pictures,
            )
            yield

        made = yield from write_journaled(
            self.settings,
            Note(planned.key, Step.CREATE_ROOM, mark.detail),
            command,
            mark.find,
            lambda made: StateUpdate(planned.key, pairing_of(made), values),
            undo_of=mark.undo_of,
        )
        pairing = pairing_of(made)
        if planned.images and not pictures:
            yield from self._upload(planned, pairing, 0)
        if planned.draft is False:
            update = StateUpdate(planned.key, pairing, {"wanted": "published"})
            yield from self._update(planned, update)
        return Outcome(planned, Status.DONE, made.pk, published=planned.draft is False)

    def _bring_back(self, planned: RoomPlan, pairing: Pairing) -> Flow[Outcome]:
        """Restore a room, and make it as the catalogue wants it."""

        def find() -> Flow[Stored | None]:
            room = yield from find_room(pairing.pk)
            return answer_of(room) if room else None

        note = Note(planned.key, Step.RESTORE_ROOM, {"room": pairing.pk})
        restored = StateUpdate(planned.key, pairing, {"wanted": "draft"})
        command = RestoreRoom(pairing.pk)
        yield from write_journaled(self.settings, note, command, find, partial(_same, restored))
        state = "draft" if planned.draft is None else "published"
        update = StateUpdate(planned.key, pairing, applied_values(planned, state=state))
        fresh = yield from self._update(planned, update)
        published = planned.draft is False
        return Outcome(planned, Status.DONE, pairing.pk, published=published, before=fresh)

    def _update(self, planned: RoomPlan, update: StateUpdate) -> Flow[RemoteRoom]:
        """Change or publish a room, and remember it; return it as it was read right before."""
        pairing, read = update.pairing, []

        def made() -> Flow[Command[Stored] | Stored]:
            # Read immediately before the write: the API saves whole rows (facts, section 4).
            fresh: RemoteRoom | None = yield ReadRoom(pairing.pk)
            if fresh is None or fresh.ext_uuid != pairing.ext_uuid:
                raise NotFound("room-vanished", operation="updateReservationUnit")
            read.append(fresh)
            today = self._today()
            current = planned.on(today)
            if _is_stored(current, fresh, pairing.space):
                return answer_of(fresh)
            return UpdateRoom(
                room=fresh,
                reference=self.prepared.snapshot.reference,
                today=today,
                values={change.path: change.after for change in current.room_changes},
                draft=planned.draft,
                spaces=self._spaces_to_send(planned, fresh, pairing.space),
            )

        def find() -> Flow[Stored | None]:
            room: RemoteRoom | None = yield ReadRoom(pairing.pk)
            current = planned.on(self._today())
            there = room is not None and _is_stored(current, room, pairing.space)
            return answer_of(room) if room is not None and there else None

        note = Note(planned.key, Step.UPDATE_ROOM, update_detail(planned, pairing))
        yield from write_journaled(self.settings, note, made, find, partial(_same, update))
        return read[0]

    def _upload(self, planned: RoomPlan, pairing: Pairing, before: int) -> Flow[None]:
        remembered = self.settings.state.recall(planned.key)
        sent = cast("tuple[str, ...]", remembered.applied.get("images") if remembered else ())
        known = tuple(map(str, sent or ()))
        for count, place in enumerate(planned.images, before):
            picture = (planned.room.images or ())[place]
            content = self._content(picture)
            known = (*known, hashlib.sha256(content).hexdigest())
            update = StateUpdate(planned.key, pairing, {"images": known})
            detail = {"room": pairing.pk, "before": count, "sha256": known[-1]}
            yield from write_journaled(
                self.settings,
                Note(planned.key, Step.UPLOAD_IMAGE, detail),
                UploadImage(
                    pairing.pk, filename=_file_name(picture), content=content, type=picture.type
                ),
                partial(find_added_picture, pairing.pk, count),
                partial(_same, update),
            )

    def _pictures(self, planned: RoomPlan) -> tuple[Picture, ...]:
        """Return the pictures that a room is made with."""
        images = planned.room.images or ()
        return tuple(
            Picture(_file_name(image), self._content(image), image.type)
            for image in (images[place] for place in planned.images)
        )

    def _spaces_to_send(
        self, planned: RoomPlan, room: RemoteRoom, own: int | None
    ) -> tuple[int, ...] | None:
        """Return the spaces to send, or ``None`` where they stay as they are.

        Raises:
            PlanStale: The room would be published without its space, which no server refuses
                (facts, section 3, Corrected).
        """
        if planned.moves_in and own is not None:
            return (own,)
        has_spaces = Feature.SPACES in self.prepared.plan.capabilities.features
        if planned.draft is not False or not has_spaces:
            return None
        if own is None or own not in room.spaces:
            raise PlanStale([part("moved-space-lost", key=planned.key)])
        return room.spaces

    def _content(self, image: Image) -> bytes:
        try:
            return self.settings.read_picture(image)
        except OSError as exc:
            raise PictureUnreadable(
                "picture-unreadable", file=image.file, reason=system_reason(exc)
            ) from exc


def _file_name(image: Image) -> str:
    return image.file.replace("\\", "/").rpartition("/")[2]


def _same(update: StateUpdate | None, _: object) -> StateUpdate | None:
    return update


def update_detail(planned: RoomPlan, pairing: Pairing) -> Mapping[str, Any]:
    """Return what is noted of an update: enough to tell later what of it is there."""
    return {
        "room": pairing.pk,
        "ext_uuid": pairing.ext_uuid,
        "space": pairing.space,
        "values": {change.path: encode(change.after) for change in planned.room_changes},
        "draft": planned.draft,
        "moves_in": planned.moves_in,
    }


def _is_stored(planned: RoomPlan, room: RemoteRoom, own: int | None) -> bool:
    changed = all(agree(room.values.get(c.path, c.after), c.after) for c in planned.room_changes)
    moved_in = not planned.moves_in or room.spaces == (own,)
    return changed and moved_in and planned.draft in (None, room.is_draft)


def applied_values(planned: RoomPlan, *, state: str | None = None) -> dict[str, Value]:
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
