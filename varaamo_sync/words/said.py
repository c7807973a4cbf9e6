"""Values of findings as people write them; a text asks for a form: ``{highest:euros}``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import Any, Literal
from zoneinfo import ZoneInfo

from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words.fields import field_name
from varaamo_sync.words.files import unfilled
from varaamo_sync.words.forms import NOTHING, Counted, decimal, moment
from varaamo_sync.words.themes import spoken

_Lang = Literal["fi", "sv", "en"]

_DAY = lazy_pattern(r"(?:\b\d{4}-)?\b\d\d-\d\d\b")
"""A day, or a day of every year, as a catalogue writes it."""

_HELSINKI = ZoneInfo("Europe/Helsinki")


@dataclass(frozen=True, slots=True)
class Said:
    """A value that a sentence holds.

    A text names the form after a colon: ``heading`` of a field, ``headings`` of several,
    ``euros``, ``percent`` and ``amount`` of money, ``number``, ``moment`` of a day or a moment,
    ``quoted`` of what a file says, ``stated_price`` of a pair of amounts, ``times`` and ``days``
    of opening hours, ``hours_fault`` of what a cell of them lacks; ``one|# more`` of a number;
    ``? … #.`` for words that stand only where there is something to name.

    Attributes:
        value: The value.
        lang: Language of the sentence.
    """

    value: object
    lang: _Lang

    def __format__(self, spec: str) -> str:
        """Return the value in the form that the text asks for."""
        if spec.startswith("?"):
            said = str(spoken(self.value))
            return "" if said in ("", NOTHING) else spec[1:].replace("#", said)
        if "|" in spec and isinstance(self.value, int):
            return format(Counted(self.value, self.lang), spec)
        form = _FORMS.get(spec)
        return form(self.value, self.lang) if form else format(spoken(self.value), spec)


class Unnamed:
    """Stands for a value that is not known: … in whatever form a text asks for."""

    def __format__(self, spec: str) -> str:
        """Return … with the words that stand beside it."""
        if spec.startswith("?"):
            return spec[1:].replace("#", "…")
        return spec.split("|")[1].replace("#", "…") if "|" in spec else "…"


def euros(value: object, lang: _Lang) -> str:
    """Return an amount of money: whole euros without cents."""
    return _in_form("euros", _amount(value, lang), lang)


def percent(value: object, lang: _Lang) -> str:
    """Return a percentage, or several side by side."""
    rates = [_rate(rate, lang) for rate in str(value).split(", ")]
    return _in_form("percent", ", ".join(rates), lang)


def _quoted(value: object, lang: _Lang) -> str:
    """Return a value of a file; a text, which has straight marks, in the marks of the language."""
    said = str(spoken(value))
    if len(said) > 1 and said[0] == said[-1] == '"':
        return unfilled("forms", "quoted", lang).format(text=said[1:-1])
    return said


def _in_form(code: str, amount: str, lang: _Lang) -> str:
    return NOTHING if amount == NOTHING else unfilled("forms", code, lang).format(amount=amount)


def _amount(value: object, lang: _Lang) -> str:
    amount = _decimal(value)
    if amount is None:
        return str(spoken(value))
    return decimal(amount, lang, decimals=0 if amount == amount.to_integral_value() else 2)


def _rate(value: object, lang: _Lang) -> str:
    rate = _decimal(value)
    return str(spoken(value)) if rate is None else decimal(rate.normalize(), lang)


def _decimal(value: object) -> Decimal | None:
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def _moment(value: object, lang: _Lang) -> str:
    try:
        read = dt.datetime.fromisoformat(str(value))
    except ValueError:
        return str(spoken(value))
    if read.tzinfo is None:
        read = read.replace(tzinfo=_HELSINKI)
    return moment(read, lang)


def _stated_price(value: Any, lang: _Lang) -> str:
    """Return what is said of the lowest and the highest price, as the end of a sentence."""
    amounts = [_decimal(amount) for amount in value or ()]
    if not amounts or None in amounts:
        return unfilled("forms", "stated_price.none", lang)
    lowest, highest = amounts[0], amounts[-1]
    kind = "free" if not highest else "one" if lowest == highest else "range"
    text = unfilled("forms", f"stated_price.{kind}", lang)
    return text.format(lowest=_amount(lowest, lang), highest=euros(highest, lang))


def _hours_fault(value: object, lang: _Lang) -> str:
    """Return what opening hours in a cell lack, as a sentence; nothing where that is not known."""
    with suppress(KeyError):
        return unfilled("forms", f"hours_fault.{value}", lang)
    return ""


def _headings(value: Any, lang: _Lang) -> str:
    """Return the headings of several fields, side by side."""
    return ", ".join(field_name(str(path), lang) for path in value)


def _times(value: object, lang: _Lang) -> str:
    """Return a time of the day, as a catalogue writes it, as people do: ``16.00–08.00``."""
    said = str(value).replace("-", "–")
    return said if lang == "en" else said.replace(":", ".")


def _days(value: object, lang: _Lang) -> str:
    """Return days of an exception as people write them; a name of a holiday is left as it is."""
    return _DAY.sub(lambda match: _one_day(match[0], lang), str(value)).replace("..", "–")


def _one_day(text: str, lang: _Lang) -> str:
    if len(text) > len("12-24"):
        return moment(dt.date.fromisoformat(text), lang)
    month, number = map(int, text.split("-"))
    return text if lang == "en" else f"{number}.{month}."


_FORMS: Mapping[str, Callable[[Any, _Lang], str]] = {
    "heading": lambda value, lang: field_name(str(value), lang),
    "headings": _headings,
    "euros": euros,
    "percent": percent,
    "amount": _amount,
    "number": _rate,
    "moment": _moment,
    "quoted": _quoted,
    "stated_price": _stated_price,
    "hours_fault": _hours_fault,
    "times": _times,
    "days": _days,
}
