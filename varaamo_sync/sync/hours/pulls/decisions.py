"""Deciding what of the opening-hours system comes into the catalogue, as text.

Nothing is written there, and of nobody's periods anything is changed. What is taken is proven: a
push of the new text would send nothing for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError

from varaamo_sync.hours import (
    DatePeriod,
    Unsayable,
    WantedPeriod,
    hours_horizon,
    said_exception,
    said_week,
    wanted_periods,
)
from varaamo_sync.model import Hours, Room
from varaamo_sync.model.hours import BOOKABLE_STATES
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.sync.handed_in import require_kind
from varaamo_sync.sync.hours.content import content_of, hours_of
from varaamo_sync.sync.hours.numbering import number_periods
from varaamo_sync.sync.hours.plan import Clash, Dropped, HoursPlan, PeriodPlan, RoomHours, Waits
from varaamo_sync.sync.hours.pulls.results import (
    HoursLeftReason,
    HoursTakeover,
    LeftHours,
    TakenHours,
)
from varaamo_sync.sync.hours.pulls.statements import StatedHours, Statement

_TAKEN = frozenset(Clash) - {Clash.DOUBLED}
_TOLD = frozenset({Waits.READ_ONLY, Waits.UNREAD, Waits.INVALID, Waits.LONG_ID})
_OF_VENUE = "v"


def take_over_hours(plan: HoursPlan, *, adopt: bool = False) -> HoursTakeover:
    """Decide what a pull of hours writes into the catalogue. It writes nothing itself.

    What staff changed or deleted of our periods is taken. A room that states no hours takes those
    that are there only where that is asked for, as text: the periods stay whose they are.

    Args:
        plan: What ``prepare_hours`` returned, with ``theirs`` on conflict.
        adopt: Whether rooms that state no hours take those that are there.

    Raises:
        TypeError: Something else than what ``prepare_hours`` returned was handed in.
    """
    require_kind("take_over_hours", "plan", plan, HoursPlan, "what prepare_hours(…) returned")
    decided = [one for room in (*plan.rooms, *plan.unstated) for one in _decide(plan, room, adopt)]
    return HoursTakeover(
        taken=tuple(one for one in decided if isinstance(one, TakenHours)),
        left=tuple(one for one in decided if isinstance(one, LeftHours)),
    )


def _decide(plan: HoursPlan, planned: RoomHours, adopt: bool) -> Iterator[TakenHours | LeftHours]:
    room = planned.room
    if not isinstance(room, Room) or planned.dropped is Dropped.BY_HAND:
        return
    if planned.waits is not None:
        if planned.waits in _TOLD:
            yield LeftHours(room, HoursLeftReason(planned.waits))
        return
    taking = _Taking(room, planned, plan.today)
    if planned.dropped or taking.is_replaced:
        if not taking.current:
            return
        if not adopt:
            yield LeftHours(room, HoursLeftReason.THEIRS)
            return
        take = taking.adopted
    elif any(period.clash for period in planned.periods):
        take = taking.changed
    else:
        return
    try:
        yield take()
    except _Left as left:
        yield LeftHours(room, left.reason)
    except (Unsayable, ValidationError):
        yield LeftHours(room, HoursLeftReason.UNSAYABLE)


class _Left(Exception):
    """Hours are not taken."""

    def __init__(self, reason: HoursLeftReason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Taking:
    """The hours of one room, as they may be taken."""

    room: Room
    planned: RoomHours
    today: date

    @property
    def is_replaced(self) -> bool:
        """Whether other people's periods stand where those that the catalogue states were."""
        periods = self.planned.periods
        gone = any(period.clash is Clash.THEIRS for period in periods)
        return gone and not any(period.found for period in periods)

    @property
    def current(self) -> Sequence[DatePeriod]:
        """The periods that are there, whoever made them, without those that have ended."""
        ours = (period.found for period in self.planned.periods if period.found)
        return [p for p in (*ours, *self.planned.theirs) if (p.end_date or date.max) >= self.today]

    def adopted(self) -> TakenHours:
        """Return all periods that are there as hours of the catalogue."""
        stated, current = StatedHours(), self.current
        for period in current:
            self._require_good(period)
            stated.add(period)
        made = self._taken(stated, adopted=True)
        if any(one.state not in BOOKABLE_STATES for one in made.after.open_periods):
            raise _Left(HoursLeftReason.UNBOOKABLE)
        wanted = self._wanted(made.after)
        self._require_same(set(map(hours_of, current)), set(map(hours_of, wanted)))
        ours = {content_of(period) for period in current if period not in self.planned.theirs}
        self._require_same(ours, ours & set(map(content_of, wanted)))
        return made

    def changed(self) -> TakenHours:
        """Return the hours of the catalogue with what staff changed in our periods."""
        hours = self.planned.hours
        assert hours is not None  # the rooms of a plan state some
        stated = StatedHours.of(hours)
        own = [p for p in self.planned.periods if not p.number.startswith(_OF_VENUE)]
        clashed = [period for period in self.planned.periods if period.clash]
        self._require_takeable(clashed, own)
        statements = list(stated.statements(hours))
        for statement in statements:
            made = {content_of(period) for period in self._wanted(statement.alone)}
            of_it = [p for p in own if p.wanted is not None and content_of(p.wanted) in made]
            if any(period.clash for period in of_it):
                self._change(stated, statement, of_it)
        for period in clashed:
            if period.wanted is None and period.found is not None:
                stated.add(period.found)
        taken = self._taken(stated)
        expected = Counter(content_of(one) for one in filter(None, map(self._after, own)))
        self._require_same(expected, Counter(map(content_of, self._wanted(taken.after))))
        return taken

    def _change(
        self, stated: StatedHours, statement: Statement, periods: Sequence[PeriodPlan]
    ) -> None:
        """Let a statement say what is there; of one that comes every year, every year alike."""
        there = [period.found if period.clash else period.wanted for period in periods]
        if not statement.yearly:
            stated.change(statement, there[0], within=False)
            return
        if None in there and any(there):
            raise _Left(HoursLeftReason.YEARLY)
        pairs = [(p.wanted, one) for p, one in zip(periods, there, strict=True) if p.wanted and one]
        moved = any((a.start_date, a.end_date) != (b.start_date, b.end_date) for a, b in pairs)
        alike = {_times_of(one) for _, one in pairs}
        if moved or len(alike) > 1:
            raise _Left(HoursLeftReason.YEARLY)
        stated.change(statement, there[0], within=True)

    def _require_takeable(self, clashed: Sequence[PeriodPlan], own: Sequence[PeriodPlan]) -> None:
        if any(period.clash not in _TAKEN for period in clashed):
            raise _Left(HoursLeftReason.DOUBLED)
        if any(period not in own for period in clashed):
            raise _Left(HoursLeftReason.OF_VENUE)
        for period in clashed:
            if period.found is not None:
                self._require_good(period.found)

    def _require_good(self, period: DatePeriod) -> None:
        if period.is_reversed:
            raise _Left(HoursLeftReason.REVERSED)

    def _after(self, period: PeriodPlan) -> DatePeriod | None:
        """Return what the catalogue is to want in the place of a period."""
        found = period.found if period.clash else period.wanted
        ended = found is not None and (found.end_date or date.max) < self.today
        return None if ended else found

    def _taken(self, stated: StatedHours, *, adopted: bool = False) -> TakenHours:
        entry = stated.plain()
        hours = Hours.model_validate(entry)
        agreed = self._agreed(hours)
        return TakenHours(self.room, self.room.hours, entry, self.planned, agreed, adopted)

    def _agreed(self, hours: Hours) -> Mapping[str, str | None]:
        """Return what both sides say once hours stand in the catalogue, by number."""
        there = {one.number: [one.found] for one in self.planned.periods if one.found}
        numbered = number_periods(self._numbered(hours), there, {})
        gone: dict[str, str | None] = {
            one.number: None for one in self.planned.periods if one.clash and not one.found
        }
        return gone | {number: content_of(period) for number, period in numbered.items()}

    def _wanted(self, hours: Hours) -> Collection[DatePeriod]:
        return [one.period for one in self._numbered(hours)]

    def _numbered(self, hours: Hours) -> Sequence[WantedPeriod]:
        horizon = hours_horizon(self.today)
        try:
            return wanted_periods(hours, resource=self.planned.resource, horizon=horizon)
        except ValueError:
            raise _Left(HoursLeftReason.REVERSED) from None

    def _require_same(self, some: Any, others: Any) -> None:
        """Make sure that a push would send nothing for what is taken."""
        if some != others:
            raise Unsayable


def _times_of(period: DatePeriod) -> str:
    """Return the times of a period, whatever its days."""
    if period.override:
        return repr(said_exception(period)[1])
    return repr(sorted(said_week(period).items()))
