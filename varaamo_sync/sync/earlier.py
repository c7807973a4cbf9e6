"""What rooms were before we came: noted from the evidence of when they are found, once.

A room that was bookable before it was adopted or pulled is no progress (design: *From a room to the
goal*). A push notes it before it writes anything, so that a kill in between forgets nothing; a pull
once the files are written, which say it themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from varaamo_sync.goal import earlier_of, evidence_of_remote
from varaamo_sync.model import Earlier
from varaamo_sync.plan import Plan, RoomMatch
from varaamo_sync.snapshot import RemoteRoom
from varaamo_sync.state.records import IntentState, Step
from varaamo_sync.sync.state_store import StateStore


def note_earlier(state: StateStore, rooms: Iterable[RemoteRoom]) -> None:
    """Note what rooms are that were found in the booking system, unless we made them.

    Args:
        state: Keeps what is noted first.
        rooms: Rooms that are to be adopted or pulled, as they were read.
    """
    found = {room.ext_uuid: earlier_of(evidence_of_remote(room)) for room in rooms}
    new = found.keys() - state.earlier().keys() if found else set()
    if new := new - (_made_by_us(state) if new else set()):
        state.note_earlier({identity: found[identity] for identity in sorted(new)})


def adopted_rooms(plan: Plan) -> tuple[RemoteRoom, ...]:
    """Return the rooms of a plan that are recognised by their name alone."""
    rooms = (planned.pair for planned in plan.rooms if planned.pair.match is RoomMatch.NAME)
    return tuple(pair.remote for pair in rooms if pair.remote is not None)


def unstated_earlier(plan: Plan, state: StateStore) -> Mapping[str, Earlier]:
    """Return what rooms were when they were found, where their catalogue does not say so, by key.

    Args:
        plan: A plan; its catalogue is what states or does not.
        state: Where it was noted.
    """
    known = state.earlier()
    found = {}
    for planned in plan.rooms:
        remote = planned.pair.remote
        earlier = known.get(remote.ext_uuid) if remote is not None else None
        if (
            earlier
            and earlier is not Earlier.NONE
            and "earlier" not in planned.room.model_fields_set
        ):
            found[planned.key] = earlier
    return found


def _made_by_us(state: StateStore) -> set[str]:
    """Return the identities of rooms that we made: nothing was there before."""
    made = {
        intent.pk for intent in state.intents(IntentState.STORED) if intent.step is Step.CREATE_ROOM
    }
    pairings = (item.pairing for item in state.remembered().values())
    return {pairing.ext_uuid for pairing in pairings if pairing.pk in made}
