"""What is done with one period: what was last applied, what is wanted, and what is there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from varaamo_sync.hours import DatePeriod
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.sync.hours.content import content_of, hours_of
from varaamo_sync.sync.hours.plan import Clash, PeriodAction, PeriodPlan


@dataclass(frozen=True, slots=True)
class PeriodCase:
    """What is known of one period.

    Attributes:
        number: What it is known by.
        wanted: As the catalogue wants it.
        found: Those that carry its origin.
        known: Content that was last applied.
        theirs: Hours of periods of other people that have not ended (``hours_of``).
    """

    number: str
    wanted: DatePeriod | None
    found: Sequence[DatePeriod]
    known: str | None
    theirs: Collection[str]

    def plan(self, today: date, *, ours: bool, keeps: bool) -> PeriodPlan | None:
        """Return what is done with it; ``None`` where there is nothing of it.

        Args:
            today: The day that it is; what has ended is history, and stays.
            ours: Whether what staff changed is to be as the catalogue says all the same.
            keeps: Whether what the catalogue does not want any more stays there.
        """
        there = self.found[0] if self.found else None
        if self.wanted is None and there is None:
            gone = self.known is not None  # on both sides, so it is forgotten
            return PeriodPlan(self.number, PeriodAction.NOTHING) if gone else None
        if self.wanted is None and there is not None:
            if (there.end_date or date.max) < today:
                return None
            if keeps:
                return PeriodPlan(self.number, PeriodAction.STAYS, found=there)
        action, clash = self._decide()
        if ours and clash not in (None, Clash.DOUBLED):
            action, clash = self._insist(), None
        return PeriodPlan(self.number, action, self.wanted, there, clash)

    def _decide(self) -> tuple[PeriodAction, Clash | None]:
        if len(self.found) > 1:
            return PeriodAction.CONFLICT, Clash.DOUBLED
        if not self.found:
            return self._decide_missing()
        there = content_of(self.found[0])
        if self.wanted is not None and there == content_of(self.wanted):
            return PeriodAction.NOTHING, None
        if there != self.known:
            clash = Clash.UNREMEMBERED if self.known is None else Clash.CHANGED
            return PeriodAction.CONFLICT, clash
        return (PeriodAction.DELETE if self.wanted is None else PeriodAction.REPLACE), None

    def _decide_missing(self) -> tuple[PeriodAction, Clash | None]:
        if self.wanted is not None and hours_of(self.wanted) in self.theirs:
            return PeriodAction.NOTHING, None  # somebody else has made it: another would double it
        if self.known is None:
            return PeriodAction.CREATE, None
        return PeriodAction.CONFLICT, Clash.THEIRS if self.theirs else Clash.DELETED

    def _insist(self) -> PeriodAction:
        if self.wanted is None:
            return PeriodAction.DELETE
        return PeriodAction.REPLACE if self.found else PeriodAction.CREATE
