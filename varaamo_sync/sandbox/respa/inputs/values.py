"""Single values as Respa reads them: durations, prices, counts, addresses."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from varaamo_sync.sandbox.rest.refusals import NOT_NULL, crash
from varaamo_sync.sandbox.rest.values import Read, Wrong, read_text, read_whole
from varaamo_sync.startup.lazy_pattern import lazy_pattern

_SHORTEST = timedelta(minutes=5)
_DURATION = lazy_pattern(
    r"(?:(?P<days>\d+) (?:days?, )?)?(?:(?P<hours>\d+):(?=\d+:\d+))?(?:(?P<minutes>\d+):)?"
    r"(?P<seconds>\d+)(?:\.\d+)?"
)
_ISO = lazy_pattern(r"P(?:(?P<days>\d+)D)?(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?)?")
_NO_DURATION = (
    "Virheellinen keston muotoilu. Käytä jotain näistä muodoista: [DD] [HH:[MM:]]ss[.uuuuuu]"
)
_NO_DECIMAL = "Kelvollinen luku vaaditaan."
_NO_URL = "Syötä oikea URL-osoite."
_AT_LEAST = "Tämän luvun on oltava suurempi tai yhtä suuri kuin {least}."
_AT_MOST = "Tämän arvon on oltava pienempi tai yhtä suuri kuin {most}."
_MOST_DIGITS, _MOST_DECIMALS = 8, 2
LARGEST, LARGEST_SMALL = 2_147_483_647, 32_767
"""The most that the database takes for a number, and for a small one."""


def duration_of(text: str) -> timedelta:
    """Return a duration as it is written: ``01:30:00``, ``1 00:00:00``, ``PT1H``, ``5400``.

    Raises:
        ValueError: It is none.
    """
    match = _DURATION.fullmatch(text) or (_ISO.fullmatch(text) if len(text) > 1 else None)
    if match is None:
        raise ValueError(text)
    return timedelta(**{name: int(found) for name, found in match.groupdict().items() if found})


def shown_duration(length: timedelta) -> str:
    """Return a duration as it is given: ``01:30:00``, with days before it where it has any."""
    minutes, seconds = divmod(length.seconds, 60)
    time = f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    return f"{length.days} {time}" if length.days else time


def read_duration(value: Any) -> str | None:
    """Return a duration, ``None`` for null.

    Raises:
        Wrong: It is neither.
    """
    if value is None:
        return None
    try:
        return shown_duration(duration_of(str(value)))
    except ValueError:
        raise Wrong([_NO_DURATION]) from None


def length_of(name: str) -> Read:
    """Return what reads a duration that may not be shorter than five minutes."""

    def read(value: Any) -> str:
        text = read_duration(value)
        if text is None:
            raise Wrong([NOT_NULL])
        if duration_of(text) < _SHORTEST:
            said = f"Invalid {name}, must be equal or more than 5 minutes."
            raise Wrong({name: said})
        return text

    return read


def read_capacity(value: Any) -> int:
    """Return a number of people.

    Raises:
        Wrong: It is no number.
        Refused: The database takes none such, and nothing checks it before.
    """
    number = read_whole(value)
    if number is None:
        raise Wrong([NOT_NULL])
    if not 0 <= number <= LARGEST:
        raise crash()
    return number


def count_of(most: int = LARGEST) -> Read:
    """Return what reads a number that is not negative, ``None`` for null."""

    def read(value: Any) -> int | None:
        number = read_whole(value)
        if number is not None and number < 0:
            raise Wrong([_AT_LEAST.format(least=0)])
        if number is not None and number > most:
            raise Wrong([_AT_MOST.format(most=most)])
        return number

    return read


def read_price(value: Any) -> str | None:
    """Return euros, ``None`` for null.

    Raises:
        Wrong: They are none, or too many, or finer than cents.
    """
    if value is None:
        return None
    try:
        amount = Decimal(str(value).strip())
    except InvalidOperation:
        raise Wrong([_NO_DECIMAL]) from None
    if isinstance(value, bool) or not amount.is_finite():
        raise Wrong([_NO_DECIMAL])
    _, digits, exponent = amount.as_tuple()
    if isinstance(exponent, int) and -exponent > _MOST_DECIMALS:
        raise Wrong([f"Tässä luvussa voi olla enintään {_MOST_DECIMALS} desimaalia."])
    if len(digits) > _MOST_DIGITS:
        raise Wrong([f"Tässä luvussa voi olla yhteensä enintään {_MOST_DIGITS} numeroa."])
    if amount < 0:
        raise Wrong([_AT_LEAST.format(least="0.00")])
    return f"{amount:.2f}"


def read_url(value: Any) -> str | None:
    """Return an address, ``None`` for null.

    Raises:
        Wrong: It is none.
    """
    text = read_text(value)
    if text:
        parts = urlsplit(text)
        if parts.scheme not in ("http", "https", "ftp", "ftps") or "." not in parts.netloc:
            raise Wrong([_NO_URL])
    return text
