"""Weekdays as files write them: ``mon``, ``mon-fri``, ``mon,wed``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""As files write them; Monday is 1 elsewhere, as Hauki has it."""


@lru_cache(maxsize=4096)
def parse_weekdays(text: str) -> tuple[int, ...]:
    """Read weekdays: ``mon``, ``mon-fri``, ``mon, wed, fri-sun``; from 1 (Monday) to 7.

    Raises:
        ValueError: A word is no weekday.
    """
    days: set[int] = set()
    for part in text.split(","):
        first, *last = (WEEKDAYS.index(word.strip()) for word in part.split("-"))
        if len(last) > 1:
            raise ValueError(text)
        count = (last[0] - first) % 7 + 1 if last else 1
        days |= {(first + step) % 7 + 1 for step in range(count)}
    return tuple(sorted(days))


_SPOKEN = {
    "ma": "mon", "maanantai": "mon", "må": "mon", "mån": "mon", "måndag": "mon", "monday": "mon",
    "ti": "tue", "tiistai": "tue", "tis": "tue", "tisdag": "tue", "tuesday": "tue",
    "ke": "wed", "keskiviikko": "wed", "ons": "wed", "onsdag": "wed", "wednesday": "wed",
    "to": "thu", "torstai": "thu", "tor": "thu", "torsdag": "thu", "thursday": "thu",
    "pe": "fri", "perjantai": "fri", "fre": "fri", "fredag": "fri", "friday": "fri",
    "la": "sat", "lauantai": "sat", "lö": "sat", "lör": "sat", "lördag": "sat", "saturday": "sat",
    "su": "sun", "sunnuntai": "sun", "sö": "sun", "sön": "sun", "söndag": "sun", "sunday": "sun",
}  # fmt: skip
"""What people write instead."""


def weekdays_meant(text: str) -> str | None:
    """Return weekdays that are written in another way as files write them.

    >>> weekdays_meant("ma-pe")
    'mon-fri'
    """
    words = [word.strip() for word in re.split(r"([-–,])", text.casefold())]
    meant = "".join(_SPOKEN.get(word, word) for word in words).replace("–", "-")
    try:
        parse_weekdays(meant)
    except ValueError:
        return None
    return meant


def format_weekdays(days: tuple[int, ...]) -> str:
    """Write weekdays as ``parse_weekdays`` reads them.

    >>> format_weekdays((1, 2, 3, 4, 6))
    'mon-thu,sat'
    """
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    words = [(WEEKDAYS[run[0] - 1], WEEKDAYS[run[-1] - 1]) for run in runs]
    return ",".join(first if first == last else f"{first}-{last}" for first, last in words)


def _weekdays(text: str) -> str:
    try:
        parse_weekdays(text)
    except ValueError:
        raise PydanticCustomError("weekdays", "is no weekday, such as mon or mon-fri") from None
    return text


_DAYS = "|".join(WEEKDAYS)
_RUN = rf"\s*({_DAYS})\s*(-\s*({_DAYS})\s*)?"
WEEKDAYS_PATTERN = f"^{_RUN}(,{_RUN})*$"
"""What weekdays are written like, for JSON Schema."""

Weekdays = Annotated[str, AfterValidator(_weekdays)]
"""Weekdays as people write them; see ``parse_weekdays``."""
