"""Whether a plan may be carried out here and now: the guards that every caller gets."""

from __future__ import annotations

from varaamo_sync.booking import CheckRights, ReadUser
from varaamo_sync.booking.flow import Flow
from varaamo_sync.errors import PlanStale, SessionEnded, StoreUnusable, part
from varaamo_sync.model import readable_catalogue
from varaamo_sync.plan import Plan
from varaamo_sync.sync.preparation import Prepared
from varaamo_sync.sync.pushes.recorder import OutcomeRecorder
from varaamo_sync.sync.state_store import StateStore
from varaamo_sync.words import Phrase


def require_fit(prepared: Prepared, origin: str, state: StateStore) -> None:
    """Refuse a plan that is of another place, or of another time.

    Args:
        prepared: What is to be carried out, and for which catalogue.
        origin: Booking system that it would be carried out in.
        state: What is remembered; writes that were noted since make a plan out of date.

    Raises:
        PlanStale: It does not fit; the error names why.
    """
    plan, catalogue = prepared.plan, prepared.catalogue
    moved: list[Phrase] = []
    rooms = readable_catalogue(catalogue).by_key  # as a plan has them
    if plan.origin != origin:
        moved.append(part("moved-origin", planned=plan.origin, now=origin))
    if plan.catalogue != catalogue.id:
        moved.append(part("moved-catalogue", planned=plan.catalogue, now=catalogue.id))
    elif any(rooms.get(item.key) != item.room for item in plan.rooms):
        moved.append(part("moved-edited"))
    if plan.uses:
        moved.append(part("moved-done"))
    elif plan.noted is not None and plan.noted != state.last_note():
        moved.append(part("moved-written"))
    if moved:
        raise PlanStale(moved)


def use_once(plan: Plan) -> None:
    """Note that a plan is being carried out.

    Raises:
        PlanStale: Somebody has begun that already, in this thread or another.
    """
    plan.uses.append(None)
    if len(plan.uses) > 1:
        raise PlanStale([part("moved-done")])


def find_rights(plan: Plan) -> Flow[frozenset[int]]:
    """Return the venues of a plan whose rooms the user may manage.

    Raises:
        SessionEnded: Nobody is logged in.
    """
    if (yield ReadUser()) is None:
        raise SessionEnded("session-none")
    venues = {room.pair.venue.pk for room in plan.writes if room.pair.venue}
    venues |= {departed.remote.venue for departed in plan.to_archive}
    allowed = set()
    for venue in sorted(venues):
        if (yield CheckRights(venue)):
            allowed.add(venue)
    return frozenset(allowed)


def require_some_sent(recorder: OutcomeRecorder, state: StateStore, first: int) -> None:
    """Refuse a push whose lock was lost before its first write.

    Args:
        recorder: What became of the rooms.
        state: What is remembered.
        first: Number of the last write that was noted before the push.

    Raises:
        LockLost: Nothing was sent.
    """
    lost = recorder.lock_lost
    if lost is None:
        return
    try:
        sent = state.last_note() != first
    except StoreUnusable:
        return
    if not sent:
        raise lost
