"""What a language does to numbers, days and the words beside a number, by Babel (CLDR)."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words.files import unfilled

if TYPE_CHECKING:
    from babel import Locale

_Lang = Literal["fi", "sv", "en"]

NOTHING = "–"
"""What stands where there is nothing to name."""

SANDBOX_ORIGIN = "http://sandbox.localhost"
"""The sandbox within this process: no page that people could open, so it is told by its name."""

_WRITTEN_DAY = lazy_pattern(
    r"(?P<d>\d{1,2})\. ?(?P<m>\d{1,2})\. ?(?P<y>\d{4})"
    r"|(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)",
    re.ASCII,
)

_HELSINKI = ZoneInfo("Europe/Helsinki")


@cache
def _locale(lang: _Lang) -> Locale:
    from babel import Locale

    return Locale(lang)


def day(value: dt.date, lang: _Lang) -> str:
    """Return a day as it is written in a language."""
    from babel.dates import format_date

    return format_date(value, unfilled("forms", "day", lang), locale=_locale(lang))


def parse_day(text: str) -> dt.date:
    """Return the day that a text says, as people write it or as ISO 8601 does.

    Args:
        text: ``31.1.2027``, ``31.01.2027`` or ``2027-01-31``.

    Raises:
        ValueError: It is no such text, or there is no such day.
    """
    match = _WRITTEN_DAY.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    return dt.date(
        int(match["y"] or match["year"]),
        int(match["m"] or match["month"]),
        int(match["d"] or match["day"]),
    )


def system_name(origin: str, lang: _Lang) -> str:
    """Return what a booking system is called: the sandbox by its name, others by their address."""
    return unfilled("forms", "sandbox", lang) if origin == SANDBOX_ORIGIN else origin


def moment(value: dt.datetime | dt.date, lang: _Lang) -> str:
    """Return a day or a moment of Helsinki's time; midnight is but a day."""
    if not isinstance(value, dt.datetime):
        return day(value, lang)
    local = value.astimezone(_HELSINKI)
    clock = "" if local.time() == dt.time() else f" {local:%H:%M}"
    return day(local.date(), lang) + clock


def number(value: Fraction | None, lang: _Lang) -> str:
    """Return a number with one decimal, or with two where it is less than one."""
    if value is None:
        return NOTHING
    from babel.numbers import format_decimal, get_minus_sign_symbol

    form = "0.0" if abs(value) >= 1 else "0.00"
    minus = get_minus_sign_symbol(_locale(lang))  # which Babel leaves out of forms that are given
    return format_decimal(float(value), f"{form};{minus}{form}", locale=_locale(lang))


def decimal(value: Decimal, lang: _Lang, *, decimals: int | None = None) -> str:
    """Return a number with the marks of a language.

    Args:
        value: The number.
        lang: The language.
        decimals: How many decimals; by default as many as it has.
    """
    from babel.numbers import format_decimal, get_minus_sign_symbol

    digits = max(0, -int(value.as_tuple().exponent)) if decimals is None else decimals
    form = f"#,##0.{'0' * digits}".rstrip(".")
    form = f"{form};{get_minus_sign_symbol(_locale(lang))}{form}"  # see ``number``
    return format_decimal(value, form, locale=_locale(lang), decimal_quantization=False)


@dataclass(frozen=True, slots=True)
class Listed:
    """Several things in a sentence: ``{names}`` for all of them, ``{names:or}`` for one of them.

    Attributes:
        items: The things, in words.
        lang: Language of the sentence.
    """

    items: tuple[str, ...]
    lang: _Lang

    def __format__(self, spec: str) -> str:
        """Return the things side by side, or as a choice."""
        if spec != "or":
            return (spec or ", ").join(self.items)
        from babel.lists import format_list

        return format_list(self.items, "or", _locale(self.lang))


@dataclass(frozen=True, slots=True)
class Counted:
    """A number that chooses between the words beside it: ``{rooms:# room|# rooms}``.

    Attributes:
        number: The number.
        lang: Language whose rules say which number takes which words.
    """

    number: int
    lang: _Lang

    def __format__(self, spec: str) -> str:
        """Return the words for this number, in which ``#`` stands for it."""
        if "|" not in spec:
            return format(self.number, spec)
        one, others = spec.split("|")
        chosen = one if abs(self.number) == 1 else others  # CLDR's rule in all three languages
        return chosen.replace("#", str(self.number))
