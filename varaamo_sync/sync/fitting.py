"""Whether a plan may be carried out here and now: the guards that every caller gets."""

from __future__ import annotations

from varaamo_sync.errors import PlanStale, part
from varaamo_sync.model import Catalogue, without_unread
from varaamo_sync.plan import Plan
from varaamo_sync.sync.ports import Memory
from varaamo_sync.words import Phrase


def require_fit(plan: Plan, origin: str, catalogue: Catalogue, memory: Memory) -> None:
    """Refuse a plan that is of another place, or of another time.

    Args:
        plan: What is to be carried out.
        origin: Booking system that it would be carried out in.
        catalogue: Catalogue that it would be carried out for.
        memory: What is remembered; writes that were noted since make a plan out of date.

    Raises:
        PlanStale: It does not fit; the error names why.
    """
    moved: list[Phrase] = []
    rooms = without_unread(catalogue).by_key  # as a plan has them
    if plan.origin != origin:
        moved.append(part("moved-origin", planned=plan.origin, now=origin))
    if plan.catalogue != catalogue.id:
        moved.append(part("moved-catalogue", planned=plan.catalogue, now=catalogue.id))
    elif any(rooms.get(item.key) != item.room for item in plan.rooms):
        moved.append(part("moved-edited"))
    if plan.uses:
        moved.append(part("moved-done"))
    elif plan.noted is not None and plan.noted != memory.last_note():
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
