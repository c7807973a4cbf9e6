"""Looking at the booking system until it shows the hours that the opening-hours system has.

It takes them over by itself, every quarter of an hour (facts, Hauki); nothing can hurry it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from varaamo_sync.booking import AsyncBookingAPI, BookingAPI, ReadHours
from varaamo_sync.booking.flow import Flow, Pause
from varaamo_sync.errors import BookingError, HoursError
from varaamo_sync.hours import (
    AsyncHoursAPI,
    DailyHours,
    HoursAPI,
    ReadDailyHours,
    bookable_spans,
    hours_horizon,
    spans_within,
)
from varaamo_sync.model import HELSINKI
from varaamo_sync.model.open_times import Span
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.sync.async_door import run_async
from varaamo_sync.sync.flow import Part, run
from varaamo_sync.sync.hours.content import hours_of
from varaamo_sync.sync.hours.plan import RoomHours
from varaamo_sync.sync.settings import PushSettings

LONGEST = timedelta(minutes=20)
"""How long it is waited by default: a quarter of an hour, and what taking over takes."""

_DAY = timedelta(days=1)
_DAYS_LOOKED_AT = timedelta(days=13)

_Days = tuple[date, date]
_Expected = Mapping[_Days, Mapping[int, tuple[Span, ...]]]
"""When rooms can be booked, by days and number in the booking system."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How patiently it is waited.

    Attributes:
        longest: How long at most.
        every: How long between two looks.
        should_stop: Asked after each look; once it is true, it is not waited any more.
        on_look: Told after each look how many rooms show their hours, and of how many.
    """

    longest: timedelta = LONGEST
    every: timedelta = timedelta(seconds=30)
    should_stop: Callable[[], bool] = lambda: False
    on_look: Callable[[int, int], None] | None = None


@dataclass(frozen=True, slots=True)
class HoursShown:
    """Which rooms the booking system shows with their hours.

    Attributes:
        shown: Keys of the rooms that it does.
        missing: Keys of those that it does not yet.
        waited: How long it was waited.
        error: Why the last look failed, where it did.
    """

    shown: tuple[str, ...]
    missing: tuple[str, ...]
    waited: timedelta
    error: BookingError | HoursError | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "rooms": list(self.shown),
            "missing": list(self.missing),
            "waited_seconds": round(self.waited.total_seconds()),
            "error": str(self.error) if self.error else None,
        }


def wait_until_shown(
    booking: BookingAPI,
    hours: HoursAPI,
    rooms: Mapping[int, RoomHours],
    *,
    settings: PushSettings,
    waiting: Waiting | None = None,
) -> HoursShown:
    """Look at the booking system until it shows the hours of some rooms, or time is up.

    Args:
        booking: The booking system; no login is needed.
        hours: The opening-hours system; no token is needed.
        rooms: What was planned for the rooms, by their numbers in the booking system.
        settings: Clock and sleep.
        waiting: How patiently it is waited.
    """
    watch = _Watch(rooms, settings, waiting or Waiting())
    try:
        expected = run(watch.expectation, hours, settings)
    except HoursError as error:
        return watch.give_up(error)
    return run(watch.looking(expected), booking, settings)


async def wait_until_shown_async(
    booking: AsyncBookingAPI,
    hours: AsyncHoursAPI,
    rooms: Mapping[int, RoomHours],
    *,
    settings: PushSettings,
    waiting: Waiting | None = None,
) -> HoursShown:
    """Do the same asynchronously; see ``wait_until_shown``."""
    watch = _Watch(rooms, settings, waiting or Waiting())
    try:
        expected = await run_async(watch.expectation, hours, settings)
    except HoursError as error:
        return watch.give_up(error)
    return await run_async(watch.looking(expected), booking, settings)


@dataclass(frozen=True, slots=True)
class _Watch:
    """One wait."""

    rooms: Mapping[int, RoomHours]
    settings: PushSettings
    waiting: Waiting

    @property
    def expectation(self) -> Part[_Expected]:
        """What asks when the rooms are to be booked."""
        return Part("expect_hours", self._expect())

    def looking(self, expected: _Expected) -> Part[HoursShown]:
        """Return what looks until it is so."""
        return Part("wait_until_shown", self._look(expected))

    def _expect(self) -> Flow[_Expected]:
        """Ask when the rooms are to be booked, each on the days on which that changes."""
        by_days: defaultdict[_Days, list[int]] = defaultdict(list)
        for pk, room in self.rooms.items():
            by_days[self._days_of(room)].append(pk)
        expected: dict[_Days, Mapping[int, tuple[Span, ...]]] = {}
        for (first, last), pks in by_days.items():
            resources = tuple(self.rooms[pk].resource for pk in pks)
            found: Mapping[int, DailyHours] = yield ReadDailyHours(resources, first - _DAY, last)
            expected[first, last] = {
                pk: bookable_spans(found.get(self.rooms[pk].resource), first, last) for pk in pks
            }
        return expected

    def _look(self, expected: _Expected) -> Flow[HoursShown]:
        """Look again and again."""
        began = self.settings.now()
        missing = {pk: days for days, rooms in expected.items() for pk in rooms}
        while True:
            error: BookingError | None = None
            try:
                for pk in (yield from self._shown(expected, missing)):
                    del missing[pk]
            except BookingError as failed:  # it may pass, and nothing is lost by it
                error = failed
            waited = self.settings.now() - began
            if self.waiting.on_look is not None:
                self.waiting.on_look(len(self.rooms) - len(missing), len(self.rooms))
            left = (self.waiting.longest - waited).total_seconds()
            if not missing or left <= 0 or self.waiting.should_stop():
                return self._told(missing, waited, error)
            yield Pause(min(self.waiting.every.total_seconds(), left))
            if self.waiting.should_stop():
                return self._told(missing, self.settings.now() - began, error)

    def give_up(self, error: HoursError) -> HoursShown:
        """Return that nobody knows what is to be shown."""
        return self._told(self.rooms, timedelta(0), error)

    def _shown(self, expected: _Expected, missing: Mapping[int, _Days]) -> Flow[list[int]]:
        shown: list[int] = []
        for (first, last), rooms in expected.items():
            asked = tuple(pk for pk in rooms if pk in missing)
            if not asked:
                continue
            found: Mapping[int, tuple[Span, ...] | None] = yield ReadHours(asked, first, last)
            for pk in asked:
                spans = found.get(pk)
                if spans is not None and spans_within(spans, first, last) == rooms[pk]:
                    shown.append(pk)
        return shown

    def _told(
        self,
        missing: Mapping[int, object],
        waited: timedelta,
        error: BookingError | HoursError | None,
    ) -> HoursShown:
        keys = {pk: room.key for pk, room in self.rooms.items()}
        return HoursShown(
            shown=tuple(key for pk, key in keys.items() if pk not in missing),
            missing=tuple(key for pk, key in keys.items() if pk in missing),
            waited=waited,
            error=error,
        )

    def _days_of(self, room: RoomHours) -> _Days:
        """Return days on which the hours of a room change: all that is new comes at once."""
        today = self.settings.now().astimezone(HELSINKI).date()
        end = hours_horizon(today).last or today
        first = today + _DAY
        starts = [
            max(period.start_date or first, first)
            for one in room.writes
            for period in (one.wanted, one.found)
            if period is not None and (period.end_date or end) >= first
            if not (one.wanted and one.found and hours_of(one.wanted) == hours_of(one.found))
        ]
        day = min(min(starts, default=first), end)
        return day, min(day + _DAYS_LOOKED_AT, end)
