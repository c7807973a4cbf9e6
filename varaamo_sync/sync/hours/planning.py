"""What is done with the hours of one room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date

from varaamo_sync.hours import (
    LONGEST_ORIGIN,
    DatePeriod,
    Resource,
    ResourceId,
    Resources,
    Rows,
    hours_horizon,
    wanted_periods,
)
from varaamo_sync.model import Hours, Room
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.state.records import RoomState
from varaamo_sync.sync.hours.content import hours_of
from varaamo_sync.sync.hours.deciding import PeriodCase
from varaamo_sync.sync.hours.marks import number_of, origin_of
from varaamo_sync.sync.hours.numbering import number_periods
from varaamo_sync.sync.hours.plan import Dropped, LeftRoom, RoomHours, Waits

_LONGEST_NUMBER = 20
"""Signs that numbers of periods take: of an exception from a day on some years long, or less."""


@dataclass(frozen=True, slots=True)
class HoursRoom:
    """A room of the catalogue, with what it is in the booking system.

    Attributes:
        room: The room.
        ext_uuid: Its identity in the booking system; ``None`` where it is not there.
    """

    room: Room | LeftRoom
    ext_uuid: str | None

    @property
    def hours(self) -> Hours | None:
        """Its hours, where the catalogue states any that are taken there."""
        hours = self.room.hours if isinstance(self.room, Room) else None
        return None if hours is None or hours.kept_in else hours

    @property
    def dropped(self) -> Dropped | None:
        """Why it has no hours of the catalogue; ``None`` where it has some."""
        if isinstance(self.room, LeftRoom):
            return Dropped.LEFT
        if self.hours is not None:
            return None
        return Dropped.UNSTATED if self.room.hours is None else Dropped.BY_HAND

    @property
    def id(self) -> ResourceId | None:
        """What it is known by in the opening-hours system."""
        if self.ext_uuid is not None:
            with suppress(ValueError):
                return ResourceId.of_room(self.ext_uuid)
        return None

    @property
    def venue_id(self) -> ResourceId | None:
        """What its venue is known by there, where it takes over its hours."""
        if isinstance(self.room, LeftRoom) or self.hours is None or not self.hours.inherit:
            return None
        with suppress(ValueError):
            return ResourceId.of_venue(self.room.venue.tprek or "")
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomPlanner:
    """What the plan of every room rests on.

    Attributes:
        remembered: What is remembered of rooms, by their identity in the booking system: a key
            may change.
        ours: Whether what staff changed is to be as the catalogue says all the same.
        keeps: Whether hours that the catalogue does not state any more stay there.
    """

    catalogue: str
    resources: Resources
    periods: Mapping[int, Rows[DatePeriod]]
    remembered: Mapping[str, RoomState]
    today: date
    ours: bool
    keeps: bool

    def plan(self, subject: HoursRoom) -> RoomHours:
        """Return what is done with the hours of a room."""
        made = RoomHours(subject.room, dropped=subject.dropped)
        if subject.ext_uuid is None:
            return replace(made, waits=Waits.NOT_IN_VARAAMO)
        made = replace(made, ext_uuid=subject.ext_uuid)
        resource = self.resources.found.get(subject.id) if subject.id else None
        if resource is None:
            return replace(made, waits=Waits.NOT_LINKED)
        made = replace(made, resource=resource.pk)
        waits = self._waits(subject, resource)
        if waits is not None:
            return replace(made, waits=waits)
        try:
            return self._compare(made, subject)
        except ValueError:
            return replace(made, waits=Waits.INVALID)

    def _waits(self, subject: HoursRoom, resource: Resource) -> Waits | None:
        assert subject.ext_uuid is not None
        longest = origin_of(subject.ext_uuid, self.catalogue, "0" * _LONGEST_NUMBER)
        if len(longest.origin_id) > LONGEST_ORIGIN:
            return Waits.LONG_ID
        if resource.read_only:
            return Waits.READ_ONLY
        venue = self._venue(subject)
        if subject.hours is not None and subject.hours.inherit and venue is None:
            return Waits.NO_VENUE
        read = [self.periods[one.pk] for one in (resource, venue) if one is not None]
        return Waits.UNREAD if any(rows.unread for rows in read) else None

    def _venue(self, subject: HoursRoom) -> Resource | None:
        id = subject.venue_id
        return self.resources.found.get(id) if id else None

    def _compare(self, made: RoomHours, subject: HoursRoom) -> RoomHours:
        found: defaultdict[str, list[DatePeriod]] = defaultdict(list)
        theirs: list[DatePeriod] = []
        for period in self.periods[made.resource].read:
            number = number_of(period, made.ext_uuid, self.catalogue)
            (theirs if number is None else found[number]).append(period)
        state = self.remembered.get(made.ext_uuid)
        applied = state.applied if state is not None else {}
        known = {number: str(text) for number, text in applied.items() if text is not None}
        wanted = self._wanted(made, subject, found, known)
        lasting = (one for one in theirs if (one.end_date or date.max) >= self.today)
        of_theirs = {hours_of(period) for period in lasting}
        cases = (
            PeriodCase(n, wanted.get(n), found.get(n, ()), known.get(n), of_theirs)
            for n in dict.fromkeys((*wanted, *found, *known))
        )
        keeps = self.keeps and made.dropped is not None
        plans = (case.plan(self.today, ours=self.ours, keeps=keeps) for case in cases)
        kept = tuple(plan for plan in plans if plan is not None)
        inherits = made.hours is not None and made.hours.inherit
        if inherits and not any(plan.found or _opens(plan.wanted) for plan in kept):
            return replace(made, waits=Waits.VENUE_SILENT, theirs=tuple(theirs))
        return replace(made, periods=kept, theirs=tuple(theirs))

    def _wanted(
        self,
        made: RoomHours,
        subject: HoursRoom,
        found: Mapping[str, list[DatePeriod]],
        known: Mapping[str, str],
    ) -> Mapping[str, DatePeriod]:
        """Return what the catalogue wants, by number and with its marks."""
        if subject.hours is None:
            return {}
        venue = self._venue(subject)
        wanted = wanted_periods(
            subject.hours,
            resource=made.resource,
            horizon=hours_horizon(self.today),
            of_venue=self.periods[venue.pk].read if venue else (),
        )
        return {
            number: replace(period, origins=(origin_of(made.ext_uuid, self.catalogue, number),))
            for number, period in number_periods(wanted, found, known).items()
        }


def _opens(wanted: DatePeriod | None) -> bool:
    """Whether a period that is wanted opens a room on its days, and is no exception."""
    return wanted is not None and not wanted.override and bool(wanted.time_span_groups)
