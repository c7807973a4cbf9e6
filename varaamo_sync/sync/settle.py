"""Intents that a killed push left open: found out before anything new is sent."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from varaamo_sync.errors import AmbiguousWrite
from varaamo_sync.model import HELSINKI, Catalogue
from varaamo_sync.snapshot import Reference, RemoteRoom, Value
from varaamo_sync.state.records import Fate, Intent, Learned, Pairing, Step
from varaamo_sync.stored_form import stated_values
from varaamo_sync.sync.flow import Steps
from varaamo_sync.sync.journal import (
    look_for_picture,
    look_for_room,
    look_for_space,
    waited_for,
)
from varaamo_sync.sync.settings import Conduct, Memory, kept
from varaamo_sync.sync.settle_updates import (
    read_made_space,
    settle_room_update,
    settle_space_update,
)


def settle_steps(
    catalogue: Catalogue, reference: Reference, conduct: Conduct
) -> Steps[tuple[Intent, ...]]:
    """Find out what became of every intent that is still open; return those.

    Creates and pictures are looked up by what identifies them, for as long as a server may still
    be working on them. Of an update, the values that are there as they were sent are ours, and are
    remembered as such; the others are left to the plan that is made afterwards: it compares.
    """
    started, waiting = conduct.now(), conduct.memory.intents(Fate.OPEN)
    for intent in waiting:
        sent = _last_sent(conduct, intent, started)
        yield from kept(_find_out(catalogue, reference, conduct, intent, sent), conduct.memory)
    return waiting


def _find_out(
    catalogue: Catalogue,
    reference: Reference,
    conduct: Conduct,
    intent: Intent,
    sent: datetime,
) -> Steps[None]:
    if intent.step is Step.CREATE_SPACE:
        look = look_for_space(intent.told("venue"), intent.told("code"))
        yield from _settle(conduct, intent, sent, look)
    elif intent.step is Step.CREATE_ROOM:
        yield from _settle_room(catalogue, reference, conduct, intent, sent)
    elif intent.step is Step.UPLOAD_IMAGE:
        yield from _settle_picture(conduct, intent, sent)
    elif intent.step is Step.UPDATE_ROOM and "values" in intent.detail:
        yield from settle_room_update(conduct, intent, sent)
    elif intent.step is Step.UPDATE_SPACE and "values" in intent.detail:
        yield from settle_space_update(conduct, intent, sent)
    else:
        yield from waited_for(conduct, sent, intent.id, _nothing)
        conduct.memory.settle(intent.id, Fate.COMPARED, conduct.now())


def _last_sent(conduct: Conduct, intent: Intent, started: datetime) -> datetime:
    """Return the latest moment at which a write can have been sent.

    A client sends one write more than once when nothing was stored, after waits that the server
    asks for; the journal knows only when it began. Nobody has sent it since this push, which
    holds the lock, started to settle.
    """
    return min(started, intent.begun + conduct.repeats_for)


def _nothing() -> Steps[None]:
    return
    yield


def _settle(
    conduct: Conduct,
    intent: Intent,
    sent: datetime,
    look: Callable[[], Steps[int | None]],
    learned: Learned | None = None,
) -> Steps[None]:
    try:
        found = yield from waited_for(conduct, sent, intent.id, look)
    except AmbiguousWrite:  # noted as such; the plan shows it as a conflict
        return
    if found is None:
        conduct.memory.settle(intent.id, Fate.NOT_LANDED, conduct.now())
    else:
        conduct.memory.settle(intent.id, Fate.LANDED, conduct.now(), found, learned)


def _settle_room(
    catalogue: Catalogue,
    reference: Reference,
    conduct: Conduct,
    intent: Intent,
    sent: datetime,
) -> Steps[None]:
    look = look_for_room(intent.told("venue"), intent.told("space"))
    try:
        found: RemoteRoom | None = yield from waited_for(conduct, sent, intent.id, look)
    except AmbiguousWrite:
        return
    if found is None:
        conduct.memory.settle(intent.id, Fate.NOT_LANDED, conduct.now())
        return
    pairing = Pairing(found.pk, found.ext_uuid, intent.told("space"))
    applied = _made_of(catalogue, reference, conduct, intent.key, found)
    applied |= yield from read_made_space(catalogue, intent)
    learned = Learned(intent.key, pairing, applied)
    conduct.memory.settle(intent.id, Fate.LANDED, conduct.now(), found.pk, learned)


def _made_of(
    catalogue: Catalogue,
    reference: Reference,
    conduct: Conduct,
    key: str,
    found: RemoteRoom,
) -> dict[str, Value]:
    """Return what a room that we have just made holds of the fields that its entry states."""
    room = catalogue.by_key.get(key)
    if room is None:
        return {}
    today = conduct.now().astimezone(HELSINKI).date()
    stated = stated_values(room, reference, today)
    applied = {path: found.values[path] for path in stated if path in found.values}
    return applied | {"wanted": "draft" if found.is_draft else "published"}


def _settle_picture(conduct: Conduct, intent: Intent, sent: datetime) -> Steps[None]:
    look = look_for_picture(intent.told("room"), intent.told("before"))
    remembered, learned = conduct.memory.recall(intent.key), None
    if remembered is not None:
        uploaded = remembered.applied.get("images", ())
        known = uploaded if isinstance(uploaded, tuple) else ()
        images: Value = (*(str(item) for item in known), intent.told("sha256"))
        learned = Learned(intent.key, remembered.pairing, {"images": images})
    yield from _settle(conduct, intent, sent, look, learned)


def unfinished(memory: Memory) -> Collection[str]:
    """Return the keys of rooms whose space we began to make, and whose room was not made.

    Only these may be finished: a space without a room that somebody archived is never filled
    again, and neither is one whose room nobody can tell about. A space that was given up may have
    been stored later all the same (facts, section 4c): it is ours as well.
    """
    begun: dict[str, bool] = {}
    for intent in memory.intents(Fate.LANDED, Fate.NOT_LANDED, Fate.AMBIGUOUS):
        if intent.step is Step.CREATE_SPACE and intent.fate is not Fate.AMBIGUOUS:
            begun[intent.key] = True
        elif intent.step is Step.CREATE_ROOM:
            begun[intent.key] = begun.get(intent.key, False) and intent.fate is Fate.NOT_LANDED
    left = frozenset(key for key, open_ in begun.items() if open_)
    return left - memory.remembered().keys() if left else left
