"""What has to be done next for a room that the goal waits for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from varaamo_sync.findings import Finding
from varaamo_sync.goal.blocking import withholding
from varaamo_sync.goal.evidence import Reason
from varaamo_sync.goal.progress import RoomProgress
from varaamo_sync.goal.stages import Stage
from varaamo_sync.model import Wanted


class Turn(StrEnum):
    """Whose turn it is to do the next thing for a room."""

    CATALOGUE = "catalogue"
    """Whoever keeps the catalogue: the coordinator, with the unit."""
    ADMINISTRATORS = "administrators"
    """The booking system's administrators."""
    FINANCE = "finance"
    """Finance."""
    VENUE = "venue"
    """The venue, in the opening-hours system."""
    NOBODY = "nobody"
    """It happens by itself."""


class NextStep(StrEnum):
    """The next thing to do for a room, in the order of its way to residents."""

    READ = "read"
    """What the booking system has of it could not be read: look again."""
    IDENTIFY = "identify"
    """Find out which of several rooms it is, or what became of one that was half made."""
    ADD_VENUE = "add_venue"
    """The booking system's administrators add the venue."""
    MEND = "mend"
    """Mend the findings that block it."""
    DECIDE = "decide"
    """Decide that it is to be published: ``wanted: published``."""
    PUSH = "push"
    """Push it."""
    MEND_THERE = "mend_there"
    """Mend in the booking system the value over which it stumbles: it takes lists down."""
    SHOW = "show"
    """Show it again: somebody hid it, or the time of its showing is over."""
    ADVANCE = "advance"
    """Let it open earlier: now it opens only after the deadline."""
    WAIT = "wait"
    """Nothing: it opens by itself."""
    PRICE = "price"
    """Give it a price that is in force."""
    PAYMENT_PRODUCT = "payment_product"
    """Finance adds its payment product."""
    REOPEN = "reopen"
    """Take bookings again: the time of booking is over."""
    DIRECT = "direct"
    """Let it be booked directly: now it is applied for by season only."""
    OPENING_HOURS = "opening_hours"
    """The venue sets its opening hours in the opening-hours system."""

    @property
    def turn(self) -> Turn:
        """Whose turn it is."""
        return _TURNS.get(self, Turn.CATALOGUE)


_TURNS: Mapping[NextStep, Turn] = {
    NextStep.ADD_VENUE: Turn.ADMINISTRATORS,
    NextStep.PAYMENT_PRODUCT: Turn.FINANCE,
    NextStep.OPENING_HOURS: Turn.VENUE,
    NextStep.WAIT: Turn.NOBODY,
}
_ORDER = {step: place for place, step in enumerate(NextStep)}

_BY_REASON: Mapping[Reason, NextStep] = {
    Reason.UNREAD: NextStep.MEND,
    Reason.UNREADY: NextStep.MEND,
    Reason.NOT_READ: NextStep.READ,
    Reason.NOT_IN_SURVEY: NextStep.READ,
    Reason.OPENING_NOT_READ: NextStep.READ,
    Reason.OPENING_BREAKS: NextStep.MEND_THERE,
    Reason.AMBIGUOUS: NextStep.IDENTIFY,
    Reason.LIKELY_TWIN: NextStep.IDENTIFY,
    Reason.HALF_MADE: NextStep.IDENTIFY,
    Reason.VANISHED: NextStep.IDENTIFY,
    Reason.FOREIGN: NextStep.IDENTIFY,
    Reason.VENUE_UNKNOWN: NextStep.ADD_VENUE,
    Reason.HIDDEN: NextStep.SHOW,
    Reason.NO_PRICE: NextStep.PRICE,
    Reason.NO_PAYMENT_PRODUCT: NextStep.PAYMENT_PRODUCT,
    Reason.BOOKING_OVER: NextStep.REOPEN,
    Reason.SEASON_ONLY: NextStep.DIRECT,
    Reason.NO_OPENING_HOURS: NextStep.OPENING_HOURS,
}
_THROUGH_THE_CATALOGUE = (
    NextStep.SHOW,
    NextStep.PRICE,
    NextStep.REOPEN,
    NextStep.DIRECT,
    NextStep.ADVANCE,
)
"""Steps that a push would take, if it were not withheld while findings block the room."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A goal room that residents cannot book.

    Attributes:
        key: Key of the room.
        stage: How far it is.
        progress: Its stage with the evidence; ``None`` where only the stage was recorded.
        findings: Findings of the catalogue that block it.
        late: Whether it opens only after the deadline.
    """

    key: str
    stage: Stage
    progress: RoomProgress | None = None
    findings: tuple[Finding, ...] = ()
    late: bool = False

    @property
    def step(self) -> NextStep | None:
        """What has to be done next, where the evidence is known."""
        if self.progress is None:
            return None
        step = self._step(self.progress)
        held_back = step in _THROUGH_THE_CATALOGUE and withholding(self.findings)
        return NextStep.MEND if held_back else step

    def _step(self, item: RoomProgress) -> NextStep:
        if item.reason in (Reason.PUBLISHING_SCHEDULED, Reason.BOOKING_SCHEDULED):
            return NextStep.ADVANCE if self.late else NextStep.WAIT
        if item.reason not in (Reason.NOT_SENT, Reason.DRAFT):
            return _BY_REASON[item.reason]
        if self.findings:
            return NextStep.MEND
        return NextStep.PUSH if item.room.wanted is Wanted.PUBLISHED else NextStep.DECIDE


@dataclass(frozen=True, slots=True)
class Move:
    """A step with the rooms that wait for it."""

    step: NextStep
    rooms: tuple[Missing, ...]

    @property
    def rules(self) -> Mapping[str, int]:
        """How many of the rooms each rule blocks, most first; only what is to be mended."""
        if self.step is not NextStep.MEND:
            return {}
        broken = Counter(
            rule for room in self.rooms for rule in dict.fromkeys(f.rule for f in room.findings)
        )
        return dict(sorted(broken.items(), key=lambda item: (-item[1], item[0])))


def moves(missing: Iterable[Missing]) -> tuple[Move, ...]:
    """Return what would move the goal, most rooms first; waiting is nothing to do."""
    waiting: defaultdict[NextStep, list[Missing]] = defaultdict(list)
    for room in missing:
        if room.step is not None and room.step is not NextStep.WAIT:
            waiting[room.step].append(room)
    order = sorted(waiting, key=lambda step: (-len(waiting[step]), _ORDER[step]))
    return tuple(Move(step, tuple(waiting[step])) for step in order)
