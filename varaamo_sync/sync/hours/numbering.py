"""Numbers of wanted periods: the ones that they have there already, wherever they are written.

A catalogue numbers its periods by their places. Whoever puts a new one first would otherwise
replace every period that is there by the one before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count

from varaamo_sync.hours import DatePeriod, WantedPeriod
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.sync.hours.content import content_of

_PLACE = lazy_pattern(r"(\d+)((?:-\d{4})?)")

_ByYear = dict[str, set[str]]
"""What the periods of one number are known by, by the mark of their year."""


def number_periods(
    wanted: Iterable[WantedPeriod],
    found: Mapping[str, Sequence[DatePeriod]],
    known: Mapping[str, str | None],
) -> Mapping[str, DatePeriod]:
    """Return the wanted periods by number.

    A period that says what one there says, or what was last applied, has its number; else one of
    the same days. Only what is new gets a new number.

    Args:
        wanted: As the catalogue wants them, numbered by their places.
        found: Those of ours that are there, by number.
        known: Contents that were last applied, by number.
    """
    numbered: dict[str, DatePeriod] = {}
    places: dict[str, dict[str, DatePeriod]] = {}
    for one in wanted:
        match = _PLACE.fullmatch(one.number)
        if match is None:  # an exception, or the venue's: named by what it is
            numbered[one.number] = one.period
        else:
            places.setdefault(match[1], {})[match[2]] = one.period
    for number in [number for number in numbered if number not in found]:
        alike = _moved_to(numbered[number], set(found) - set(numbered), found)
        numbered[alike or number] = numbered.pop(number)
    for place, number in _numbers(places, found, known).items():
        numbered |= {f"{number}{year}": period for year, period in places[place].items()}
    return {number: numbered[number] for number in sorted(numbered)}


def _moved_to(
    wanted: DatePeriod, unused: Iterable[str], found: Mapping[str, Sequence[DatePeriod]]
) -> str | None:
    """Return the number of an exception that says the same: staff moved it to other days."""
    content = content_of(wanted)
    free = sorted(number for number in unused if _PLACE.fullmatch(number) is None)
    return next((n for n in free if [content] == [*map(content_of, found[n])]), None)


def _numbers(
    places: Mapping[str, Mapping[str, DatePeriod]],
    found: Mapping[str, Sequence[DatePeriod]],
    known: Mapping[str, str | None],
) -> Mapping[str, str]:
    said, days = _by_number(found, content_of), _by_number(found, _days)
    there = set(said)
    for mark, content in known.items():
        if content is not None and (match := _PLACE.fullmatch(mark)):
            said[match[1]].setdefault(match[2], set()).add(content)
    numbers: dict[str, str] = {}
    for held, told in ((said, content_of), (days, _days)):
        mine = {place: {y: told(p) for y, p in of.items()} for place, of in places.items()}
        for own in (True, False):
            for place in [one for one in places if one not in numbers]:
                free = sorted(set(held) - set(numbers.values()), key=int)
                tried = [n for n in free if n == place or not own]
                alike = next((n for n in tried if _share(mine[place], held[n])), None)
                if alike is not None:
                    numbers[place] = alike
    for place in [one for one in places if one not in numbers]:
        numbers[place] = _new(place, numbers.values(), there, said)
    return numbers


def _new(place: str, taken: Iterable[str], there: set[str], said: Mapping[str, _ByYear]) -> str:
    """Return a number for what nothing there is like: its place, where that is free."""
    gone = set(taken)
    if place not in gone:
        return place
    left = sorted(there - gone, key=int)
    unused = (str(n) for n in count(1) if str(n) not in gone and str(n) not in said)
    return left[0] if left else next(unused)


def _by_number(
    found: Mapping[str, Sequence[DatePeriod]], told: Callable[[DatePeriod], str]
) -> defaultdict[str, _ByYear]:
    held: defaultdict[str, _ByYear] = defaultdict(dict)
    for mark, periods in found.items():
        if match := _PLACE.fullmatch(mark):
            held[match[1]].setdefault(match[2], set()).update(map(told, periods))
    return held


def _days(period: DatePeriod) -> str:
    return f"{period.start_date}..{period.end_date}"


def _share(mine: Mapping[str, str], held: _ByYear) -> bool:
    return any(told in held.get(year, ()) for year, told in mine.items())
