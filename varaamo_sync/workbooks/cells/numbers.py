"""Cells that hold numbers: persons, areas, days, percent."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.workbooks.cells.result import CellProblem, Help, Read
from varaamo_sync.workbooks.files.grid import Raw
from varaamo_sync.workbooks.text import numeric, preview
from varaamo_sync.workbooks.words import by_word, word_file

NUMBER = r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?|\d*[.,]\d+|\d+"
_ABOUT = r"(?P<about>(?:n|noin|ca|c|cirka|about|approx|arviolta|~|≈)\.? ?)?"
_MOST = r"(?P<most>(?:max|maks|enint|enintään|korkeintaan|högst|up to|alle)\.? ?)?"
_LEAST = r"(?P<least>(?:min|väh|vähintään|minst|at least)\.? ?)?"
_RANGE = rf"(?P<low>{NUMBER})(?: ?- ?(?P<high>{NUMBER}))?"
_PEOPLE = (
    r"(?: ?(?:hlö|hlöä|hlöt|henk|henkilö|henkilöä|henkeä|hengelle|hengen|paikkaa|pers|person"
    r"|personer|persons|people)\.?)?"
)
_AREA = r"(?: ?(?:m2|m\^2|neliö|neliötä|neliömetriä|kvm|sqm|sq m)\.?)?"
_DAYS = r"(?: ?(?P<unit>[a-zåäö]+)\.?)?"

_PEOPLE_TEXT = lazy_pattern(_ABOUT + _MOST + _LEAST + _RANGE + _PEOPLE)
_AREA_TEXT = lazy_pattern(_ABOUT + _RANGE + _AREA)
_DAYS_TEXT = lazy_pattern(_ABOUT + _MOST + _LEAST + _RANGE + _DAYS)
_PERCENT_TEXT = lazy_pattern(rf"(?:alv|moms|vat)? ?(?P<low>{NUMBER}) ?(?P<unit>%|pros|prosenttia)?")
_WHOLE_TEXT = lazy_pattern(rf"(?P<low>{NUMBER})(?: ?(?:kpl|st|varausta|pcs))?")

_DAYS_IN = by_word(word_file("cells/vocabulary")["days"])
_HUGE = 10**12


_UNSURE = lazy_pattern(r"[1-9]\d{0,2}[.,]\d{3}")


class _Found(NamedTuple):
    low: Decimal
    high: Decimal | None
    literal: bool
    unit: str = ""


def decimal(text: str) -> Decimal:
    """Return a number that ``NUMBER`` matched.

    Raises:
        CellProblem: No room has anything of that number, or ``1.200`` may be a thousand and more.
    """
    if _UNSURE.fullmatch(text):
        raise CellProblem("cell-number-unsure", text=text)
    return _demand_bounded(Decimal(text.replace(" ", "").replace(",", ".")), text)


def exact(value: float) -> Decimal:
    """Return a cell's number as the spreadsheet program shows it: 15 digits, no float dust.

    Raises:
        CellProblem: No room has anything of that number.
    """
    return _demand_bounded(Decimal(f"{value:.15g}" if isinstance(value, float) else value), value)


def _demand_bounded(number: Decimal, raw: float | str) -> Decimal:
    if not number.is_finite() or abs(number) >= _HUGE:
        raise CellProblem("cell-number", text=preview(raw), what="20")
    return number


def _find(raw: Raw, pattern: re.Pattern[str], what: str) -> _Found:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _Found(exact(raw), None, literal=True)
    text = numeric(raw) if isinstance(raw, str) else ""
    sign = -1 if text.startswith("-") else 1
    match = pattern.fullmatch(text.removeprefix("-"))
    if match is None:
        raise CellProblem("cell-number", text=preview(raw), what=what)
    groups = match.groupdict()
    prefixed = any(groups.get(name) for name in ("about", "most", "least"))
    high = groups.get("high")
    return _Found(
        sign * decimal(match["low"]),
        decimal(high) if high else None,
        literal=not prefixed and not high,
        unit=groups.get("unit") or "",
    )


def _whole(number: Decimal, raw: Raw, what: str) -> int:
    if number != number.to_integral_value():
        raise CellProblem("cell-not-whole", text=preview(raw), what=what)
    return int(number)


def read_whole(raw: Raw, _: Help) -> Read:
    """Read a whole number."""
    found = _find(raw, _WHOLE_TEXT, "3")
    value = _whole(found.low, raw, "3")
    return Read(value, _read_as(raw, value, literal=found.literal))


def read_least(raw: Raw, _: Help) -> Read:
    """Read the fewest persons; a range states the most, too."""
    low, high, said = _people(raw)
    return Read(low, said) if high is None else Read(low, said, {"capacity.max": high})


def read_most(raw: Raw, _: Help) -> Read:
    """Read the most persons; a range states the fewest, too."""
    low, high, said = _people(raw)
    return Read(low, said) if high is None else Read(high, said, {"capacity.min": low})


def _people(raw: Raw) -> tuple[int, int | None, str | None]:
    found = _find(raw, _PEOPLE_TEXT, "20")
    low = _whole(found.low, raw, "20")
    if found.high is None:
        return low, None, _read_as(raw, low, literal=found.literal)
    high = _whole(found.high, raw, "20")
    return low, high, f"{low}–{high}"


def read_area(raw: Raw, _: Help) -> Read:
    """Read square metres; parts of one are rounded, and that is said."""
    found = _find(raw, _AREA_TEXT, "40")
    if found.high is not None:
        raise CellProblem("cell-range", text=preview(raw))
    value = int(found.low.quantize(Decimal(1), ROUND_HALF_UP))
    said = None if found.literal and value == found.low else f"{value} m²"
    return Read(value, said)


def read_days(raw: Raw, _: Help) -> Read:
    """Read a number of days; weeks, months (30 days) and years are counted out."""
    found = _find(raw, _DAYS_TEXT, "14")
    if found.high is not None:
        raise CellProblem("cell-range", text=preview(raw))
    if found.unit not in _DAYS_IN:
        raise CellProblem("cell-number", text=preview(raw), what="14")
    days = int(_DAYS_IN[found.unit])
    value = _whole(found.low * days, raw, "14")
    literal = found.literal and days == 1
    return Read(value, None if literal else f"{value} pv")


def cents(amount: Decimal, raw: Raw) -> Decimal:
    """Return an amount with two decimals.

    Raises:
        CellProblem: It has more.
    """
    if amount != round(amount, 2):
        raise CellProblem("cell-decimals", text=preview(raw))
    return amount.quantize(Decimal("0.01"))


def read_percent(raw: Raw, help: Help) -> Read:
    """Read a percentage of VAT; the spreadsheet's own 0.255 is 25.5 %."""
    found = _find(raw, _PERCENT_TEXT, "25,5")
    if 0 < found.low < 1 and not found.unit:
        value = found.low * 100
        return Read(cents(value, raw), in_language(f"{value.normalize():f} %", help))
    return Read(cents(found.low, raw))


def in_language(number: str, help: Help) -> str:
    """Return a number as people of the sheet's language write it."""
    return number if help.lang == "en" else number.replace(".", ",")


def _read_as(raw: Raw, value: int, *, literal: bool) -> str | None:
    exact_text = not isinstance(raw, str) or ("." not in raw and "," not in raw)
    return None if literal and exact_text else str(value)
