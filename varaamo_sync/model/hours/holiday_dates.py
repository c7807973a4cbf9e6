"""Holidays by the names that Hauki's pages know them by, and their days in any year.

The names are those of ``holidays.toml``. No library of Python has the eves among them, nor spells
the others so, and the days themselves follow three rules: so they are reckoned here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from varaamo_sync.model.hours.weekdays import WEEKDAYS
from varaamo_sync.model.units import LANGS, Lang
from varaamo_sync.startup.fast_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday, or an eve at which opening hours commonly differ.

    Attributes:
        name: Its name by language, as Hauki's pages spell it; it is known by the Finnish one.
        easter: Days from Easter Sunday to it, where it moves with Easter.
        start: Month and day, where it does not.
        weekday: It is the first such weekday (Monday is 1) from ``start`` on; ``None``: that day.
    """

    name: Mapping[Lang, str]
    easter: int | None
    start: tuple[int, int]
    weekday: int | None

    def of(self, year: int) -> date:
        """Return its day in a year."""
        if self.easter is not None:
            return easter_sunday(year) + timedelta(days=self.easter)
        first = date(year, *self.start)
        ahead = 0 if self.weekday is None else (self.weekday - first.isoweekday()) % 7
        return first + timedelta(days=ahead)


@lru_cache(maxsize=512)
def easter_sunday(year: int) -> date:
    """Return Easter Sunday of a year of the Gregorian calendar (Oudin's rule)."""
    golden, century = year % 19, year // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = epact - (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    return date(year, 3, 28) + timedelta(days=moon - weekday)


@lru_cache(maxsize=1)
def holidays() -> Mapping[str, Holiday]:
    """Return every holiday by its Finnish name, in the order in which they mostly come."""
    from pkgutil import get_data

    import tomli  # few catalogues name a holiday

    found = get_data("varaamo_sync.model.hours", "holidays.toml")
    assert found is not None
    made = map(_holiday, tomli.loads(found.decode())["holiday"])
    return {holiday.name["fi"]: holiday for holiday in made}


def _holiday(row: Mapping[str, str | int]) -> Holiday:
    month, day = str(row.get("on", row.get("from", "01-01"))).split("-")
    easter, weekday = row.get("easter"), row.get("weekday")
    return Holiday(
        name={lang: str(row[lang]) for lang in LANGS},
        easter=None if easter is None else int(easter),
        start=(int(month), int(day)),
        weekday=None if weekday is None else WEEKDAYS.index(str(weekday)) + 1,
    )


def holiday_named(name: str) -> Holiday | None:
    """Return the holiday of a Finnish name, in any case; ``None`` where it is none."""
    return _by_case().get(name.strip().casefold())


@lru_cache(maxsize=1)
def _by_case() -> Mapping[str, Holiday]:
    return {name.casefold(): holiday for name, holiday in holidays().items()}
