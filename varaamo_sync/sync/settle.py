"""Intents that a killed push left open: found out before anything new is sent.

What of an update is there is ours, and is remembered as such. Else the next plan would take it for
an edit of staff's, and a pull would take it over.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import partial
from typing import NamedTuple, TypeVar

from varaamo_sync.booking import ReadRoom, ReadSpaces
from varaamo_sync.booking.flow import Flow
from varaamo_sync.errors import AmbiguousWrite
from varaamo_sync.model import HELSINKI, Catalogue
from varaamo_sync.plan import PART_OF, SpaceOwners
from varaamo_sync.snapshot import Reference, RemoteRoom, RemoteSpace, Value, keys_of
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.state.records import Intent, IntentState, Pairing, StateUpdate, Step
from varaamo_sync.state.values import decode
from varaamo_sync.stored_form import agree, stated_values
from varaamo_sync.sync.flow import Part
from varaamo_sync.sync.journal import flush_after, pk_of, poll_until
from varaamo_sync.sync.lookups import (
    find_added_picture,
    find_new_room,
    find_room,
    find_room_by_space,
    find_space_by_code,
)
from varaamo_sync.sync.settings import PushSettings
from varaamo_sync.sync.state_store import StateStore

T = TypeVar("T")


class _Found(NamedTuple):
    """What of an update is there.

    Attributes:
        values: Values that are there as they were sent, by path.
        whole: Whether all of it is there.
    """

    values: Mapping[str, Value]
    whole: bool


def settle_flow(
    catalogue: Catalogue, reference: Reference, settings: PushSettings
) -> Flow[tuple[Intent, ...]]:
    """Find out what became of every intent that is still open; return those.

    Creates and pictures are looked up by what identifies them, for as long as a server may still
    be working on them. Of an update, the values that are there as they were sent are ours, and are
    remembered as such; the others are left to the plan that is made afterwards: it compares.
    """
    started, waiting = settings.now(), settings.state.intents(IntentState.OPEN)
    for intent in waiting:
        # A client sends one write more than once when nothing was stored, after waits that the
        # server asks for; the journal knows only when it began. Nobody has sent it since this
        # push, which holds the lock, started to settle.
        sent = min(started, intent.begun + settings.repeats_for)
        settlement = _Settlement(catalogue, reference, settings, intent, sent)
        yield Part("settle", flush_after(settlement.flow(), settings.state), {"room": intent.key})
    return waiting


@dataclass(frozen=True, slots=True)
class _Settlement:
    """Finding out what became of one intent.

    Attributes:
        sent: The latest moment at which its write can have been sent.
    """

    catalogue: Catalogue
    reference: Reference
    settings: PushSettings
    intent: Intent
    sent: datetime

    def flow(self) -> Flow[None]:
        """Find out, and note it."""
        intent, told = self.intent, self.intent.told
        if intent.step is Step.CREATE_SPACE:
            place = told("venue"), told("code")
            yield from self._settle(partial(find_space_by_code, *place), self._nothing)
        elif intent.step is Step.CREATE_ROOM:
            yield from self._settle(self._find_made, self._made_room)
        elif intent.step is Step.UPLOAD_IMAGE:
            place = told("room"), told("before")
            yield from self._settle(partial(find_added_picture, *place), self._picture)
        elif intent.step is Step.RESTORE_ROOM:
            yield from self._settle(partial(find_room, told("room")), self._restored)
        elif intent.step is Step.UPDATE_ROOM and "values" in intent.detail:
            room = Pairing(told("room"), told("ext_uuid"), told("space"))
            yield from self._compare(room, partial(self._look_at_room, room))
        elif intent.step is Step.UPDATE_SPACE and "values" in intent.detail:
            remembered = self.settings.state.recall(intent.key)
            pairing = remembered.pairing if remembered else None
            yield from self._compare(pairing, self._look_at_space)
        else:
            yield from poll_until(self.settings, self.sent, intent.id, self._nothing)
            self._note(IntentState.COMPARED)

    def _note(
        self, state: IntentState, pk: int | None = None, update: StateUpdate | None = None
    ) -> None:
        self.settings.state.settle(self.intent.id, state, self.settings.now(), pk, update)

    def _nothing(self, *_: object) -> Flow[None]:
        return
        yield

    def _settle(
        self,
        find: Callable[[], Flow[T | None]],
        update_of: Callable[[T], Flow[StateUpdate | None]],
    ) -> Flow[None]:
        """Look for what a write would have made, and note it with what is to be remembered."""
        try:
            found = yield from poll_until(self.settings, self.sent, self.intent.id, find)
        except AmbiguousWrite:  # noted as such; the plan shows it as a conflict
            return
        if found is None:
            self._note(IntentState.NOT_STORED)
        else:
            self._note(IntentState.STORED, pk_of(found), (yield from update_of(found)))

    def _find_made(self) -> Flow[RemoteRoom | None]:
        """Look for a room by its space, or where there are none by venue, name and time."""
        told = self.intent.told
        if told("space") is not None:
            return (yield from find_room_by_space(told("venue"), told("space")))
        place = told("venue"), told("name"), told("before")
        return (yield from find_new_room(*place, self.intent.begun))

    def _restored(self, room: RemoteRoom) -> Flow[StateUpdate]:
        """Return that a room that was brought back is a draft, and that this is our doing."""
        return StateUpdate(self.intent.key, Pairing(room.pk, room.ext_uuid), {"wanted": "draft"})
        yield

    def _made_room(self, room: RemoteRoom) -> Flow[StateUpdate]:
        """Return what a room that was just made holds of the fields that its entry states."""
        key, space = self.intent.key, self.intent.told("space")
        applied: dict[str, Value] = {}
        entry = self.catalogue.by_key.get(key)
        if entry is not None:
            today = self.settings.now().astimezone(HELSINKI).date()
            stated = stated_values(entry, self.reference, today)
            applied = {path: room.values[path] for path in stated if path in room.values}
            applied["wanted"] = "draft" if room.is_draft else "published"
        spaces: tuple[RemoteSpace, ...] = yield ReadSpaces((self.intent.told("venue"),))
        own = next((found for found in spaces if found.pk == space), None)
        if own is not None:  # all of it is ours
            values = SpaceOwners(keys_of(spaces, self.catalogue.code(""))).space_values(own)
            if str(values[PART_OF]).startswith("#"):  # a space of staff's has no key
                del values[PART_OF]
            applied |= values
        return StateUpdate(key, Pairing(room.pk, room.ext_uuid, space), applied)

    def _picture(self, _: object) -> Flow[StateUpdate | None]:
        remembered = self.settings.state.recall(self.intent.key)
        if remembered is None:
            return None
        uploaded = remembered.applied.get("images", ())
        known = uploaded if isinstance(uploaded, tuple) else ()
        images: Value = (*(str(item) for item in known), self.intent.told("sha256"))
        return StateUpdate(self.intent.key, remembered.pairing, {"images": images})
        yield

    def _compare(self, pairing: Pairing | None, look: Callable[[], Flow[_Found]]) -> Flow[None]:
        """Look for all of an update; note what of it is there when it has had its time."""

        def whole() -> Flow[_Found | None]:
            found = yield from look()
            return found if found.whole else None

        stored = yield from poll_until(self.settings, self.sent, self.intent.id, whole)
        found = stored if stored is not None else (yield from look())
        state = IntentState.COMPARED if stored is None else IntentState.STORED
        known = pairing if found.values else None
        update = StateUpdate(self.intent.key, known, found.values) if known else None
        self._note(state, update=update)

    def _look_at_room(self, pairing: Pairing) -> Flow[_Found]:
        told = self.intent.told
        room: RemoteRoom | None = yield ReadRoom(pairing.pk)
        if room is None or room.ext_uuid != pairing.ext_uuid:
            return _Found({}, whole=False)
        there, whole = self._as_sent(room.values)
        draft = told("draft")
        if draft is not None and draft is room.is_draft:
            there["wanted"] = "draft" if draft else "published"
        moved_in = not told("moves_in") or room.spaces == (pairing.space,)
        return _Found(there, whole and moved_in and draft in (None, room.is_draft))

    def _look_at_space(self) -> Flow[_Found]:
        told = self.intent.told
        spaces: tuple[RemoteSpace, ...] = yield ReadSpaces((told("venue"),))
        space = next((space for space in spaces if space.pk == told("space")), None)
        if space is None:
            return _Found({}, whole=False)
        values = SpaceOwners(keys_of(spaces, self.catalogue.code(""))).space_values(space)
        del values[PART_OF]
        if space.parent == told("parent"):
            values[PART_OF] = decode(told("values").get(PART_OF))
        return _Found(*self._as_sent(values))

    def _as_sent(self, actual: Mapping[str, Value]) -> tuple[dict[str, Value], bool]:
        """Return the values that are there as they were sent, and whether these are all."""
        sent = {path: decode(value) for path, value in self.intent.told("values").items()}
        there = {p: value for p, value in sent.items() if p in actual and agree(actual[p], value)}
        return there, len(there) == len(sent)


def unfinished(state: StateStore) -> Collection[str]:
    """Return the keys of rooms whose space we began to make, and whose room was not made.

    Only these may be finished: a space without a room that somebody archived is never filled
    again, and neither is one whose room nobody can tell about. A space that was given up may have
    been stored later all the same (facts, section 4c): it is ours as well.
    """
    begun: dict[str, bool] = {}
    known = (IntentState.STORED, IntentState.NOT_STORED, IntentState.AMBIGUOUS)
    for intent in state.intents(*known):
        if intent.step is Step.CREATE_SPACE and intent.state is not IntentState.AMBIGUOUS:
            begun[intent.key] = True
        elif intent.step is Step.CREATE_ROOM:
            was_begun = begun.get(intent.key, False)
            begun[intent.key] = was_begun and intent.state is IntentState.NOT_STORED
    left = frozenset(key for key, open_ in begun.items() if open_)
    return left - state.remembered().keys() if left else left
