"""Cells that hold a price: ``7 €/h``, ``5–10 e / kerta``, ``ilmainen``.

Every column of a price is read by the same words, whether it holds a whole price or an amount:
people write ``12,50 €/h`` wherever a form asks what a room costs.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, NamedTuple

from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.workbooks.cells.choices import CHOICES, NO, NO_LABEL, YES, label
from varaamo_sync.workbooks.cells.numbers import NUMBER, cents, decimal, exact, in_language
from varaamo_sync.workbooks.cells.result import CellProblem, Help, Read
from varaamo_sync.workbooks.files.grid import Raw
from varaamo_sync.workbooks.text import fold, numeric, preview

_FREE = lazy_pattern(
    r"(?:(?:ilmai\w+|maksut\w+|veloituksetta|gratis|avgiftsfri\w*|kostnadsfri\w*"
    r"|free(?: of charge)?)"
    r"(?: ?\(?0 ?(?:€|e|eur)\)?)?|0(?:[.,]0+)? ?(?:€|e|eur|euroa)?(?: ?/ ?\w+)?)"
)
_PAID = lazy_pattern(r"maksullinen|avgiftsbelagd|subject to a charge|paid")
_WITHOUT_VAT = lazy_pattern(r"\+ ?(?:alv|moms|vat)|veroton|ilman alv|alv ?0|exkl|excl|utan moms")
_SAYS_NET = lazy_pattern(
    r"[,;]? ?\(?(?:\+ ?(?:alv|moms|vat)(?: ?\d+(?:[.,]\d+)? ?%)?|veroton\w*|ilman alv\w*"
    r"|alv ?0(?: ?%)?|exkl\.?(?: moms)?|excl\.?(?: vat)?|utan moms)\)?"
)
_VAT = lazy_pattern(
    rf"[,;]? ?\(?(?:sis(?:ältää|\.)? ?|inkl\.? ?|incl\.? ?)(?:alv|moms|vat)(?:\w*n)?\.?"
    rf" ?(?:(?P<vat>{NUMBER}) ?%)?\)?"
)
_PRICE = lazy_pattern(
    rf"(?:€ ?)?(?P<low>{NUMBER}) ?(?:€|e|eur|euroa|euro)?(?: ?- ?(?P<high>{NUMBER}))?"
    r" ?(?:€|e|eur|euroa|euro)?\.?(?: ?(?:/|per|a) ?(?P<per>.+)| (?P<each>.+))?"
)
_FROM = lazy_pattern(r"(?:alkaen|alk|lähtien|från|from|vähintään|väh|min|minst|at least)\.? ")
_UP_TO = lazy_pattern(r"(?:enintään|enint|max|maks|korkeintaan|högst|up to|at most)\.? ")
_PER: dict[str | None, str | None] = {"h": "per_hour", "d": "per_day", "min": None}
"""What a price is per where its header ends in a unit of time: ``Hinta/h``."""
_UNITS = {
    fold(word).strip("/€"): choice.value
    for choice in CHOICES["price_unit"]
    for word in (choice.value, *choice.labels.values(), *choice.others)
}
_UNIT_TEXT = lazy_pattern(r"(?:€|e|eur|euroa|euro)? ?(?:/|per|a)? ?(?P<unit>.+)")


class _Price(NamedTuple):
    """A price in words; ``high`` is ``None`` where it is one amount."""

    low: Decimal
    high: Decimal | None
    unit: str | None
    vat: Decimal | None


def read_price(raw: Raw, help: Help) -> Read:
    """Read a price in words, VAT included.

    The value is ``True`` where a price is stated; its parts are in ``also``.
    """
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        amount = cents(exact(raw), raw)
        if amount == 0:
            return _free(raw)
        return Read(True, None, _parts(amount, amount, _PER.get(help.unit, help.unit)))
    if not isinstance(raw, str):
        raise CellProblem("cell-price", text=preview(raw))
    if _FREE.fullmatch(numeric(raw)):
        return _free(raw)
    price = _parse(raw, help)
    high = price.low if price.high is None else price.high
    parts = _parts(price.low, high, price.unit)
    if price.vat is not None:
        parts["price.vat"] = price.vat
    return Read(True, _label_of(price.low, high, price.unit, help) if price.unit else None, parts)


def read_lowest(raw: Raw, help: Help) -> Read:
    """Read the lowest price; what else the cell says of the price is stated, too.

    One amount says nothing of the highest: that has a column of its own.
    """
    return _amount(raw, help, _FROM, own="lowest", other="highest")


def read_highest(raw: Raw, help: Help) -> Read:
    """Read the highest price; what else the cell says of the price is stated, too."""
    return _amount(raw, help, _UP_TO, own="highest", other="lowest")


def _amount(raw: Raw, help: Help, prefix: re.Pattern[str], *, own: str, other: str) -> Read:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        unit = _PER.get(help.unit, help.unit)
        return Read(cents(exact(raw), raw), None, {"price.unit": unit} if unit else {})
    if not isinstance(raw, str):
        raise CellProblem("cell-price", text=preview(raw))
    text = numeric(raw)
    if _FREE.fullmatch(text) and not text.startswith("0"):
        return Read(None, None, {"price.free": True})
    bare = prefix.sub("", text, count=1) if prefix.match(text) else raw
    price = _parse(bare, help, said=raw)
    ends = {"lowest": price.low, "highest": price.low if price.high is None else price.high}
    also: dict[str, Any] = {}
    if price.high is not None:
        also[f"price.{other}"] = ends[other]
    if price.unit:
        also["price.unit"] = price.unit
    if price.vat is not None:
        also["price.vat"] = price.vat
    freely = bool(also) or bare is not raw
    unit = price.unit if freely else None
    said = _label_of(price.low, price.high or price.low, unit, help) if freely else None
    return Read(ends[own], said, also)


def read_free(raw: Raw, help: Help) -> Read:
    """Read whether a room costs nothing; a price in words says that it does, and how much."""
    if isinstance(raw, bool):
        return Read(raw)
    text = fold(str(raw))
    if text in YES or text in NO:
        return Read(text in YES)
    if isinstance(raw, str) and _FREE.fullmatch(numeric(raw)):
        return Read(True)
    if _PAID.fullmatch(text):
        return Read(False, NO_LABEL[help.lang])
    read = read_price(raw, help)
    return Read(read.also.get("price.free", False), read.said, read.also)


def read_unit(raw: Raw, help: Help) -> Read:
    """Read what a price is for, as people put it behind an amount: ``tunti``, ``€/h``."""
    text = fold(str(raw))
    match = _UNIT_TEXT.fullmatch(text.strip(" ."))
    unit = _UNITS.get(text) or (_UNITS.get(match["unit"]) if match else None)
    if unit is None:
        allowed = ", ".join(choice.labels[help.lang] for choice in CHOICES["price_unit"])
        raise CellProblem("cell-choice", text=preview(raw), allowed=allowed, near="–")
    own = {fold(word) for c in CHOICES["price_unit"] for word in (c.value, *c.labels.values())}
    return Read(unit, None if text in own else label("price_unit", unit, help.lang))


def _parse(raw: str, help: Help, *, said: str | None = None) -> _Price:
    text, shown_text = numeric(raw), preview(raw if said is None else said)
    if _WITHOUT_VAT.search(text):
        if not help.net:
            raise CellProblem("cell-price-without-vat", text=shown_text)
        text = _SAYS_NET.sub("", text).strip(" ,;")
    vat = _VAT.search(text)
    if vat is not None:
        text = _VAT.sub("", text).strip(" ,;")
    match = _PRICE.fullmatch(text)
    if match is None:
        raise CellProblem("cell-price", text=shown_text)
    per = match["per"] or match["each"]
    unit = _UNITS.get(per.strip(" ./")) if per else _PER.get(help.unit, help.unit)
    if per and unit is None:
        raise CellProblem("cell-price", text=shown_text)
    low = cents(decimal(match["low"]), raw)
    high = cents(decimal(match["high"]), raw) if match["high"] else None
    percent = decimal(vat["vat"]) if vat is not None and vat["vat"] else None
    return _Price(low, high, unit, percent)


def _free(raw: Raw) -> Read:
    said = None if isinstance(raw, str) and not any(char.isdigit() for char in raw) else "0 €"
    return Read(True, said, {"price.free": True})


def _parts(low: Decimal, high: Decimal, unit: str | None) -> dict[str, Any]:
    parts: dict[str, Any] = {"price.lowest": low, "price.highest": high}
    return parts | {"price.unit": unit} if unit else parts


def _label_of(low: Decimal, high: Decimal, unit: str | None, help: Help) -> str:
    amount = in_language(f"{low} €" if low == high else f"{low}–{high} €", help)
    return f"{amount} / {label('price_unit', unit, help.lang)}" if unit else amount
