"""What has to be done next for a room that the goal waits for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from varaamo_sync.findings import Finding
from varaamo_sync.goal.blocking_findings import withholding_findings
from varaamo_sync.goal.evidence import Reason
from varaamo_sync.goal.room_progress import RoomProgress
from varaamo_sync.goal.stage_counts import Stage
from varaamo_sync.model import Wanted
from varaamo_sync.startup.fast_dataclass import dataclass


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


class NextAction(StrEnum):
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
    OPEN = "open"
    """Take bookings there: now it is only shown, or booked on another page."""
    LINK_HOURS = "link_hours"
    """Link it to the opening-hours system: saving it in the booking system does, and where the
    venue is not known there, the administrators see to it."""
    TAKE_HOURS = "take_hours"
    """Take the hours that the catalogue states to the opening-hours system: ``hours push``."""
    OPENING_HOURS = "opening_hours"
    """The venue sets its opening hours in the opening-hours system."""

    @property
    def turn(self) -> Turn:
        """Whose turn it is."""
        return _TURNS.get(self, Turn.CATALOGUE)


_TURNS: Mapping[NextAction, Turn] = {
    NextAction.ADD_VENUE: Turn.ADMINISTRATORS,
    NextAction.LINK_HOURS: Turn.ADMINISTRATORS,
    NextAction.PAYMENT_PRODUCT: Turn.FINANCE,
    NextAction.OPENING_HOURS: Turn.VENUE,
    NextAction.WAIT: Turn.NOBODY,
}

_BY_REASON: Mapping[Reason, NextAction] = {
    Reason.UNREAD: NextAction.MEND,
    Reason.UNREADY: NextAction.MEND,
    Reason.NOT_READ: NextAction.READ,
    Reason.NOT_IN_SURVEY: NextAction.READ,
    Reason.OPENING_NOT_READ: NextAction.READ,
    Reason.OPENING_BREAKS: NextAction.MEND_THERE,
    Reason.AMBIGUOUS: NextAction.IDENTIFY,
    Reason.LIKELY_TWIN: NextAction.IDENTIFY,
    Reason.HALF_MADE: NextAction.IDENTIFY,
    Reason.VANISHED: NextAction.IDENTIFY,
    Reason.FOREIGN: NextAction.IDENTIFY,
    Reason.VENUE_UNKNOWN: NextAction.ADD_VENUE,
    Reason.HIDDEN: NextAction.SHOW,
    Reason.NO_PRICE: NextAction.PRICE,
    Reason.NO_PAYMENT_PRODUCT: NextAction.PAYMENT_PRODUCT,
    Reason.BOOKING_OVER: NextAction.REOPEN,
    Reason.SEASON_ONLY: NextAction.DIRECT,
    Reason.VIEW_ONLY: NextAction.OPEN,
    Reason.BOOKED_ELSEWHERE: NextAction.OPEN,
    Reason.NOT_LINKED: NextAction.LINK_HOURS,
    Reason.NO_OPENING_HOURS: NextAction.OPENING_HOURS,
    Reason.HOURS_UNSET: NextAction.OPENING_HOURS,
}
_THROUGH_THE_CATALOGUE = (
    NextAction.SHOW,
    NextAction.PRICE,
    NextAction.REOPEN,
    NextAction.DIRECT,
    NextAction.ADVANCE,
)
"""What a push would do, if it were not withheld while findings block the room."""


_ADDED_TO = (None, "never", "only_ignored", "ended")
"""Reasons that hours of the catalogue do away with, as far as is known."""


def _for_hours(item: RoomProgress) -> NextAction:
    """Return what gives a room its hours: time, the catalogue, or the venue."""
    hours, told = item.room.hours, item.evidence.no_hours
    if told is not None and told.passes:
        return NextAction.WAIT
    why = told.why if told else None
    stated = hours is not None and not hours.kept_in
    return NextAction.TAKE_HOURS if stated and why in _ADDED_TO else NextAction.OPENING_HOURS


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
    def next_action(self) -> NextAction | None:
        """What has to be done next, where the evidence is known."""
        if self.progress is None:
            return None
        action = self._action_by_reason(self.progress)
        held_back = action in _THROUGH_THE_CATALOGUE and withholding_findings(self.findings)
        return NextAction.MEND if held_back else action

    def _action_by_reason(self, item: RoomProgress) -> NextAction:
        if item.reason in (Reason.PUBLISHING_SCHEDULED, Reason.BOOKING_SCHEDULED):
            return NextAction.ADVANCE if self.late else NextAction.WAIT
        if item.reason is Reason.NO_OPENING_HOURS:
            return _for_hours(item)
        if item.reason not in (Reason.NOT_SENT, Reason.DRAFT):
            return _BY_REASON[item.reason]
        if self.findings:
            return NextAction.MEND
        return NextAction.PUSH if item.room.wanted is Wanted.PUBLISHED else NextAction.DECIDE


@dataclass(frozen=True, slots=True)
class ActionGroup:
    """An action with the rooms that wait for it."""

    action: NextAction
    rooms: tuple[Missing, ...]

    @property
    def rules(self) -> Mapping[str, int]:
        """How many of the rooms each rule blocks, most first; only what is to be mended."""
        if self.action is not NextAction.MEND:
            return {}
        broken = Counter(
            rule for room in self.rooms for rule in dict.fromkeys(f.rule for f in room.findings)
        )
        return dict(sorted(broken.items(), key=lambda item: (-item[1], item[0])))


def group_actions(missing: Iterable[Missing]) -> tuple[ActionGroup, ...]:
    """Return what would move the goal, most rooms first; waiting is nothing to do."""
    waiting: dict[NextAction, list[Missing]] = {action: [] for action in NextAction}
    for room in missing:
        if room.next_action is not None and room.next_action is not NextAction.WAIT:
            waiting[room.next_action].append(room)
    groups = [ActionGroup(action, tuple(rooms)) for action, rooms in waiting.items() if rooms]
    return tuple(sorted(groups, key=lambda group: -len(group.rooms)))
