"""Updates that a killed push left open: what of them is there is ours, and is remembered as such.

Else the next plan would take it for an edit of staff's, and a pull would take it over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from varaamo_sync.booking import ReadRoom, ReadSpaces
from varaamo_sync.model import LANGS, Catalogue
from varaamo_sync.plan.spaces import CODE, PART_OF
from varaamo_sync.snapshot import RemoteRoom, RemoteSpace, Value
from varaamo_sync.state.records import Fate, Intent, Learned, Pairing
from varaamo_sync.state.values import decode
from varaamo_sync.stored_form import agree
from varaamo_sync.sync.flow import Steps
from varaamo_sync.sync.journal import waited_for
from varaamo_sync.sync.settings import Conduct


class _There(NamedTuple):
    """What of an update is there.

    Attributes:
        values: Values that are there as they were sent, by path.
        whole: Whether all of it is there.
    """

    values: Mapping[str, Value]
    whole: bool


def settle_room_update(conduct: Conduct, intent: Intent, sent: datetime) -> Steps[None]:
    """Find out what of an update of a room is there, and remember it."""
    pairing = Pairing(*(intent.told(name) for name in ("room", "ext_uuid", "space")))
    yield from _settle(conduct, intent, sent, pairing, lambda: _look_at_room(intent, pairing))


def settle_space_update(conduct: Conduct, intent: Intent, sent: datetime) -> Steps[None]:
    """Find out what of an update of a space is there, and remember it with its room."""
    remembered = conduct.memory.recall(intent.key)
    pairing = remembered.pairing if remembered else None
    yield from _settle(conduct, intent, sent, pairing, lambda: _look_at_space(intent))


def _settle(
    conduct: Conduct,
    intent: Intent,
    sent: datetime,
    pairing: Pairing | None,
    look: Callable[[], Steps[_There]],
) -> Steps[None]:
    def whole() -> Steps[_There | None]:
        there = yield from look()
        return there if there.whole else None

    landed = yield from waited_for(conduct, sent, intent.id, whole)
    there = landed if landed is not None else (yield from look())
    fate = Fate.COMPARED if landed is None else Fate.LANDED
    learned = Learned(intent.key, pairing, there.values) if pairing and there.values else None
    conduct.memory.settle(intent.id, fate, conduct.now(), learned=learned)


def _look_at_room(intent: Intent, pairing: Pairing) -> Steps[_There]:
    room: RemoteRoom | None = yield ReadRoom(pairing.pk)
    if room is None or room.ext_uuid != pairing.ext_uuid:
        return _There({}, whole=False)
    there, whole = _as_sent(intent, room.values)
    draft = intent.told("draft")
    if draft is not None and draft is room.is_draft:
        there["wanted"] = "draft" if draft else "published"
    moved_in = not intent.told("moves_in") or room.spaces == (pairing.space,)
    return _There(there, whole and moved_in and draft in (None, room.is_draft))


def _look_at_space(intent: Intent) -> Steps[_There]:
    spaces: tuple[RemoteSpace, ...] = yield ReadSpaces((intent.told("venue"),))
    space = next((space for space in spaces if space.pk == intent.told("space")), None)
    if space is None:
        return _There({}, whole=False)
    values = _values(space)
    if space.parent == intent.told("parent"):
        values[PART_OF] = decode(intent.told("values").get(PART_OF))
    return _There(*_as_sent(intent, values))


def _as_sent(intent: Intent, actual: Mapping[str, Value]) -> tuple[dict[str, Value], bool]:
    """Return the values that are there as they were sent, and whether these are all."""
    sent = {path: decode(value) for path, value in intent.told("values").items()}
    there = {p: value for p, value in sent.items() if p in actual and agree(actual[p], value)}
    return there, len(there) == len(sent)


def read_made_space(catalogue: Catalogue, intent: Intent) -> Steps[dict[str, Value]]:
    """Return what the own space holds of a room that was just made: all of it is ours.

    Args:
        catalogue: Whose room it is.
        intent: The making of the room.
    """
    spaces: tuple[RemoteSpace, ...] = yield ReadSpaces((intent.told("venue"),))
    by_pk = {space.pk: space for space in spaces}
    own = by_pk.get(intent.told("space"))
    if own is None:
        return {}
    values, prefix = _values(own), catalogue.code("")
    whole = by_pk.get(own.parent or 0)
    if own.parent is None:
        values[PART_OF] = None
    elif whole is not None and whole.code.startswith(prefix):
        values[PART_OF] = whole.code.removeprefix(prefix)
    return values


def _values(space: RemoteSpace) -> dict[str, Value]:
    """Return what a space holds, by path, without what contains it."""
    names: dict[str, Value] = {f"space.name.{lang}": space.name.get(lang, "") for lang in LANGS}
    return names | {
        "space.area": space.area,
        "space.max_persons": space.max_persons,
        CODE: space.code,
    }
