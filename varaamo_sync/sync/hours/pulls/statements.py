"""What a catalogue says of a room's hours, statement by statement, each of which may change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any

from varaamo_sync.hours import DatePeriod, said_exception, said_period, weekday_entries
from varaamo_sync.model import Hours, Period
from varaamo_sync.model.entries import to_entry
from varaamo_sync.model.hours import parse_times, parse_weekdays
from varaamo_sync.model.hours.days import Dates, parse_days
from varaamo_sync.startup.fast_dataclass import dataclass

_DAYS = ("from", "until")
_OF_ALL = ("periods", "exceptions", "inherit", "kept_in")


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that hours say.

    Attributes:
        place: Place among the periods, or the days of an exception as they are written.
        alone: Hours that say only this.
        yearly: Whether it comes again, so that one year of it cannot change alone.
    """

    place: int | str
    alone: Hours
    yearly: bool


@dataclass(slots=True)
class StatedHours:
    """Hours in plain form, as they change.

    Attributes:
        periods: Entries of the periods, each with the times that are written now.
        exceptions: Times by days.
        others: What else is said: limits of the venue's hours.
    """

    periods: list[dict[str, Any] | None] = field(default_factory=list)
    exceptions: dict[str, Any] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, hours: Hours | None) -> StatedHours:
        """Return hours in plain form."""
        if hours is None:
            return cls()
        entry = to_entry(hours)
        week = {name: value for name, value in entry.items() if name not in _OF_ALL}
        listed: list[Any] = list(entry.get("periods") or ())
        exceptions = {k: v for k, v in (entry.get("exceptions") or {}).items() if v is not None}
        if hours.inherit:
            return cls(listed, exceptions, {**week, "inherit": hours.inherit})
        return cls([week, *listed] if hours.by_weekdays else listed, exceptions, {})

    def statements(self, hours: Hours) -> Iterator[Statement]:
        """Yield what hours say of themselves, and not of the venue."""
        for place, period in enumerate(hours.open_periods):
            entry = self.periods[place]
            alone = Hours.model_validate({"periods": [entry]})
            yield Statement(place, alone, not isinstance(period.days, Dates))
        for words, days, times in hours.exceptional():
            alone = Hours.model_validate({"exceptions": {words: times}})
            yield Statement(words, alone, not isinstance(days, Dates))

    def change(self, statement: Statement, found: DatePeriod | None, *, within: bool) -> None:
        """Let a statement say what a period says; without one it is gone.

        Args:
            statement: Which.
            found: The period.
            within: Whether the days of the statement stay, because it comes every year.

        Raises:
            Unsayable: There are no words for it.
        """
        place = statement.place
        if isinstance(place, int):
            self.periods[place] = None if found is None else self._period(place, found, within)
            return
        times = self.exceptions.pop(place)
        if found is None:
            return
        days, times = said_exception(found)
        kept = within or parse_days(days) == parse_days(place)
        self.exceptions[place if kept else days] = times

    def add(self, found: DatePeriod) -> None:
        """Say what a period says, too.

        Raises:
            Unsayable: There are no words for it.
        """
        if found.override:
            days, times = said_exception(found)
            self.exceptions[days] = times
        else:
            self.periods.append(said_period(found))

    def _period(self, place: int, found: DatePeriod, within: bool) -> dict[str, Any]:
        before = self.periods[place] or {}
        written = Period.model_validate(before).by_weekdays
        entry = said_period(found)
        names = [name for name in entry if name in (*_DAYS, "name", "state")]
        head = {name: entry.pop(name) for name in names}
        if within:
            head |= {name: before[name] for name in _DAYS}
        week = {
            day: parse_times(times) for key, times in entry.items() for day in parse_weekdays(key)
        }
        return {**head, **weekday_entries(week, written)}

    def plain(self) -> dict[str, Any]:
        """Return all of it as a catalogue writes it; hours that say nothing are kept by staff."""
        periods = [period for period in self.periods if period is not None]
        said = dict(self.others)
        if len(periods) == 1:
            said |= periods[0]
        elif periods:
            said["periods"] = periods
        if self.exceptions:
            said["exceptions"] = dict(self.exceptions)
        if set(said) <= {"exceptions"} and not said.get("exceptions"):
            return {"kept_in": "hauki"}
        return said
