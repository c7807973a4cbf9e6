"""What is done for the hours of one room: each period looked up, then sent, then remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from varaamo_sync.booking.flow import Flow
from varaamo_sync.booking.port import Command
from varaamo_sync.errors import HoursError, PlanStale, part
from varaamo_sync.hours import (
    CheckHoursRight,
    CreatePeriod,
    DatePeriod,
    DeletePeriod,
    ReplacePeriod,
)
from varaamo_sync.snapshot import Value
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.state.records import Pairing, StateUpdate, Step
from varaamo_sync.sync.hours.content import content_of
from varaamo_sync.sync.hours.marks import origin_of
from varaamo_sync.sync.hours.plan import HoursPlan, PeriodAction, PeriodPlan, RoomHours
from varaamo_sync.sync.hours.settling import (
    find_by_origin,
    find_deleted,
    find_replaced,
    read_periods_of,
    undo_of_period,
)
from varaamo_sync.sync.journal import Note, write_journaled
from varaamo_sync.sync.settings import PushSettings
from varaamo_sync.sync.state_store import StateStore

_STEPS: Mapping[PeriodAction, Step] = {
    PeriodAction.CREATE: Step.CREATE_PERIOD,
    PeriodAction.REPLACE: Step.REPLACE_PERIOD,
    PeriodAction.DELETE: Step.DELETE_PERIOD,
}


@dataclass(frozen=True, slots=True)
class HoursWriter:
    """Writes the hours of one room.

    Attributes:
        catalogue: Id of the catalogue.
        settings: State, clock and patience.
        planned: What is done.
    """

    catalogue: str
    settings: PushSettings
    planned: RoomHours

    def write(self) -> Flow[None]:
        """Carry out what is planned, one period after the other.

        Raises:
            HoursError: It was refused, or nobody knows.
            PlanStale: A period is another one than it was when the plan was made.
        """
        if not (yield CheckHoursRight(self.planned.resource)):
            raise HoursError("hours-room-not-ours", certain=True, writes=True)
        for period in self.planned.writes:
            if period.action is PeriodAction.CREATE:
                yield from self._create(period)
            elif period.action is PeriodAction.REPLACE:
                yield from self._replace(period)
            else:
                yield from self._delete(period)

    def _create(self, period: PeriodPlan) -> Flow[None]:
        wanted = period.wanted
        assert wanted is not None  # else nothing would be made
        resource, origin = self.planned.resource, wanted.origins[0].origin_id
        content = content_of(wanted)
        find = partial(find_by_origin, resource, origin)

        def made() -> Flow[Command[DatePeriod] | DatePeriod]:
            there = yield from find()  # a second one would be a double (facts, Hauki)
            if there is None:
                return CreatePeriod(wanted)
            if content_of(there) != content:
                raise self._stale()
            return there

        yield from write_journaled(
            self.settings,
            self._note(period, content),
            made,
            find,
            lambda _: self._update(period, content),
            undo_of=partial(undo_of_period, resource, origin),
        )

    def _replace(self, period: PeriodPlan) -> Flow[None]:
        wanted, found = period.wanted, period.found
        assert wanted is not None
        assert found is not None
        assert found.pk is not None  # it was read
        pk, content, before = found.pk, content_of(wanted), content_of(found)

        def made() -> Flow[Command[DatePeriod] | DatePeriod]:
            there = yield from self._read(pk)
            if there is not None and content_of(there) == content:
                return there
            if there is None or content_of(there) != before:
                raise self._stale()
            return ReplacePeriod(pk, replace(wanted, order=there.order))

        yield from write_journaled(
            self.settings,
            self._note(period, content),
            made,
            partial(find_replaced, self.planned.resource, pk, content),
            lambda _: self._update(period, content),
        )

    def _delete(self, period: PeriodPlan) -> Flow[None]:
        found = period.found
        assert found is not None
        assert found.pk is not None
        pk, before = found.pk, content_of(found)

        def made() -> Flow[Command[bool] | bool]:
            there = yield from self._read(pk)
            if there is None:
                return True
            if content_of(there) != before:
                raise self._stale()
            return DeletePeriod(pk)

        yield from write_journaled(
            self.settings,
            self._note(period, None),
            made,
            partial(find_deleted, self.planned.resource, pk),
            lambda _: self._update(period, None),
        )

    def _read(self, pk: int) -> Flow[DatePeriod | None]:
        """Read a period right before it is written."""
        periods = yield from read_periods_of(self.planned.resource)
        return next((period for period in periods if period.pk == pk), None)

    def _note(self, period: PeriodPlan, content: str | None) -> Note:
        detail: Mapping[str, Any] = {
            "resource": self.planned.resource,
            "ext_uuid": self.planned.ext_uuid,
            "number": period.number,
            "origin": origin_of(self.planned.ext_uuid, self.catalogue, period.number).origin_id,
            "period": period.found.pk if period.found else None,
            "content": content,
        }
        return Note(self.planned.key, _STEPS[period.action], detail)

    def _update(self, period: PeriodPlan, content: str | None) -> StateUpdate:
        return update_of(self.planned, {period.number: content})

    def _stale(self) -> PlanStale:
        return PlanStale([part("moved-period", key=self.planned.key)])


def update_of(planned: RoomHours, applied: Mapping[str, Value]) -> StateUpdate:
    """Return what is to be remembered of a room's periods, by number."""
    return StateUpdate(planned.key, Pairing(planned.resource, planned.ext_uuid), applied)


def note_agreed(state: StateStore, plan: HoursPlan) -> None:
    """Note of every period on which both sides agree that they do, where it is not known.

    Args:
        state: The state of hours.
        plan: What was found.
    """
    known = {one.pairing.ext_uuid: (key, one.applied) for key, one in state.remembered().items()}
    for planned in (*plan.rooms, *plan.unstated):
        agreed = {
            period.number: content_of(period.wanted) if period.wanted else None
            for period in planned.periods
            if period.action is PeriodAction.NOTHING
        }
        key, applied = known.get(planned.ext_uuid, (planned.key, {}))
        moved = planned.ext_uuid in known and key != planned.key
        if moved or any(applied.get(number) != content for number, content in agreed.items()):
            state.remember(update_of(planned, agreed))
    state.flush()
