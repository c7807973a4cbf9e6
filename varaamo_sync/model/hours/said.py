"""Opening hours in words, as forms have them and as messages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from varaamo_sync.model.hours.days import (
    DateRange,
    Dates,
    HolidayDates,
    SomeDays,
    YearDay,
    YearlyDates,
)
from varaamo_sync.model.hours.holiday_dates import holiday_named
from varaamo_sync.model.hours.hours import BOOKABLE, Hours, Period
from varaamo_sync.model.hours.times import ALL_DAY, MIDNIGHT, OpenTimes, Span
from varaamo_sync.model.units import Lang
from varaamo_sync.words import Theme, day

_words = Theme("hours")


class _Unsayable(Exception):
    """There are no words for it."""


def said_hours(hours: Hours, lang: Lang) -> str | None:
    """Return hours in words that are read back as the same hours.

    Args:
        hours: The hours.
        lang: The language.

    Returns:
        Such as ``ma–pe 8–16, la 10–14; juhannusaatto suljettu``; ``None`` where no words say all
        of it: names and states of periods, and hours that rules find fault with.
    """
    try:
        return "; ".join(_clauses(hours, lang))
    except _Unsayable:
        return None


def _clauses(hours: Hours, lang: Lang) -> Iterable[str]:
    clauses: list[str] = []
    if hours.kept_in:
        clauses.append(_words("says.by_hand", lang))
    periods = hours.open_periods
    if (len(periods) + bool(hours.inherit) + bool(hours.kept_in)) > 1 and (
        hours.inherit or hours.kept_in or any(_of_all_days(period) for period in periods)
    ):
        raise _Unsayable
    if hours.inherit:
        clauses.append(f"{_words('says.venue', lang)} {_period(hours, lang)}".strip())
    clauses += filter(None, (_period(period, lang) for period in periods))
    exceptions = ", ".join(_exceptions(hours, lang))
    return [*clauses, exceptions] if exceptions else clauses


def _exceptions(hours: Hours, lang: Lang) -> Iterable[str]:
    """Yield the exceptions; days one after the other on which it is closed go together."""
    closed: list[str] = []
    told: dict[SomeDays, OpenTimes] = {}
    for _, days, times in hours.exceptional():
        if told.setdefault(days, times) != times:
            raise _Unsayable
        said = _exception_days(days, times, lang)
        if times.closed:
            closed.append(said)
            continue
        if closed:
            yield f"{', '.join(closed)} {_words('says.closed', lang)}"
            closed = []
        yield f"{said} {said_times(times, lang)}"
    if closed:
        yield f"{', '.join(closed)} {_words('says.closed', lang)}"


def _of_all_days(period: Period) -> bool:
    return period.begins is None and period.ends is None


def _period(period: Period, lang: Lang) -> str:
    if period.name is not None or period.state != BOOKABLE:
        raise _Unsayable
    week = said_week(period, lang)
    return f"{_days(period.days, lang)} {week}".strip() if week or _is_hours(period) else ""


def _is_hours(period: Period) -> bool:
    return isinstance(period, Hours)


def said_week(period: Period, lang: Lang) -> str:
    """Return the weekdays and times of a period: ``ma–to 9–20, pe 9–18``."""
    by_times: dict[OpenTimes, list[int]] = {}
    for number, times in period.week.items():
        by_times.setdefault(times, []).append(number)
    return ", ".join(
        f"{said_weekdays(days, lang)} {said_times(times, lang)}" for times, days in by_times.items()
    )


def said_weekdays(days: Sequence[int], lang: Lang) -> str:
    """Return weekdays, in their order: ``ma–pe, su``; nothing where there are none."""
    return ", ".join(_runs(days, _words.table("weekdays", lang))) if days else ""


def _runs(days: Sequence[int], names: Mapping[str, str]) -> Iterable[str]:
    """Yield weekdays, those one after the other as one: ``ma–pe``."""
    start = days[0]
    for number, following in zip(days, (*days[1:], 0), strict=True):
        if following != number + 1:
            first, last = names[str(start)], names[str(number)]
            yield first if start == number else f"{first}–{last}"
            start = following


def said_times(times: OpenTimes, lang: Lang) -> str:
    """Return times of a day: ``8–12 ja 13–16``, or that it is closed."""
    if times.closed:
        return _words("says.closed", lang)
    together = f" {_words('says.together', lang)} "
    return together.join(_span(span, lang) for span in sorted(times.spans))


def _span(span: Span, lang: Lang) -> str:
    if span.goes_backwards or span.is_empty or span.last - span.start > MIDNIGHT:
        raise _Unsayable
    if span == ALL_DAY:
        return _words("says.all_day", lang)
    said = f"{_clock(span.start, lang)}–{_clock(span.end, lang)}"
    return f"{said} {_words('says.next_day', lang)}" if span.next_day and span.end else said


def _clock(minutes: int, lang: Lang) -> str:
    hour, minute = divmod(minutes, 60)
    if not minute:
        return str(hour)
    return f"{hour}:{minute:02}" if lang == "en" else f"{hour}.{minute:02}"


def said_days(when: SomeDays, lang: Lang) -> str:
    """Return days: ``24.12.``, ``1.6.–31.8.2027``, or a holiday by its name."""
    if isinstance(when, HolidayDates):
        holiday = holiday_named(when.name)
        if holiday is None:
            return when.name
        return holiday.name[lang] if lang == "en" else holiday.name[lang].lower()
    return _days(when, lang)


def _exception_days(when: SomeDays, times: OpenTimes, lang: Lang) -> str:
    if isinstance(when, HolidayDates) and holiday_named(when.name) is None:
        raise _Unsayable
    said = said_days(when, lang)
    if times.closed or isinstance(when, HolidayDates) or _is_one_day(when):
        return said
    return f"{said} {_words('says.exceptionally', lang)}"


def _is_one_day(when: Dates | YearlyDates) -> bool:
    if isinstance(when, YearlyDates):
        return when.first == when.last
    return when.range.first == when.range.last


def _days(when: SomeDays, lang: Lang) -> str:
    if isinstance(when, YearlyDates):
        first, last = _year_day(when.first, lang), _year_day(when.last, lang)
        return first if first == last else f"{first}–{last}"
    assert isinstance(when, Dates)
    return _range(when.range, lang)


def _range(found: DateRange, lang: Lang) -> str:
    first, last = found.first, found.last
    if found.is_reversed:
        raise _Unsayable
    if first is not None and last is not None:
        one = day(first, lang)
        return one if first == last else f"{one}–{day(last, lang)}"
    if first is not None:
        return _words("says.since", lang, day=first)
    return "" if last is None else _words("says.until", lang, day=last)


def _year_day(of_year: YearDay, lang: Lang) -> str:
    from babel.dates import format_date

    some = date(2024, *map(int, of_year.split("-")))
    return format_date(some, _words("says.yearly_day", lang), locale=lang)
